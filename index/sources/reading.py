"""Reading a text file, or saying in one line why it is none."""

from pathlib import Path

from index.sources.errors import SourceError


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file, line breaks as they are; SourceError if it holds none."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path.name}: cannot be read ({error.strerror}); is the path right?") from error
    return text_of(content, path.name)


def text_of(content: bytes, name: str) -> str:
    """Return content as text; SourceError, under name, if it is not UTF-8, binary or blank."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{name}: no text: byte {content[error.start]:#04x} at {error.start} is not UTF-8; "
            "expected plain text in UTF-8"
        ) from error
    if "\x00" in text:
        raise SourceError(
            f"{name}: no text: NUL at character {text.index(chr(0))}; expected plain text in UTF-8"
        )
    if not text.strip("\ufeff \t\r\n"):
        raise SourceError(f"{name}: empty; expected the text of a document")
    return text
