"""Errors of documents: one line each that says what was found, what was expected and what to do."""


class SourceError(Exception):
    """A source, or its curated reading, cannot be used; the message names the file and the place.

    `code` names the kind of trouble and `fields` its particulars, so that the sentence can be said in another
    language; documents.refusals lists both. The code is "" where the message is for an operator alone.
    """

    def __init__(self, message: str, code: str = "", fields: dict[str, str | int] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.fields: dict[str, str | int] = fields or {}

    def __reduce__(self) -> tuple[type["SourceError"], tuple[str, str, dict[str, str | int]]]:
        return type(self), (str(self), self.code, self.fields)
