"""What can be wrong with a reader, its data or its file."""


class ReaderError(Exception):
    """Said in one line: what was found, what was expected, what to do."""


class OtherEncoderError(ReaderError):
    """The reader reads another encoder's states."""
