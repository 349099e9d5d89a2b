"""The error of a source document."""

from index.errors import DaleelIndexError


class SourceError(DaleelIndexError):
    """A source, or its curated reading, cannot be used; the message names the file and line."""
