"""Errors of documents: one line each that says what was found, what was expected and what to do."""


class SourceError(Exception):
    """A source, or its curated reading, cannot be used; the message names the file and the place."""
