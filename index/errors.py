"""Errors of the index, each one line that says what was found, what was expected and what to do."""


class DaleelIndexError(Exception):
    """Any error that an operator can mend: a bad source, a broken or missing index."""


class StoreError(DaleelIndexError):
    """A built index that is missing, damaged, or whose parts do not belong together."""


class CalibrationError(DaleelIndexError):
    """A calibration question that is not of the form expected, or names what no source has."""


class EncoderMismatchError(DaleelIndexError):
    """An index opened with another encoder than the one that built it."""


class CuratedError(DaleelIndexError):
    """Curated questions that are not of the form expected, or cannot be read."""
