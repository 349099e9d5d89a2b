"""The text of a file and its blocks, put together in the order in which a reader meets them."""

from dataclasses import dataclass, field

from documents.extraction import Block, BlockKind, Extraction
from documents.refusals import refusal

MAX_CHARACTERS = 10_000_000  # some 4,000 pages

_WORDS_OF_HEADING = 14
_ENDS_A_SENTENCE = ".!,\u060c\u061b\u061f\u06d4"  # Arabic comma, semicolon, question mark, full stop


@dataclass(slots=True)
class _Met:
    kind: BlockKind
    text: str
    start: int
    level: int
    head: tuple[str, ...]
    bold_size: float  # of a paragraph wholly in bold, in points; 0 where it is not


@dataclass(slots=True)
class Builder:
    """Collects blocks and the text they lie in, one a line; footnotes are put at the end.

    `name` is the file's, for the sentence that refuses too much text.
    """

    name: str
    title: str = ""
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _met: list[_Met] = field(default_factory=list)
    _footnotes: list[str] = field(default_factory=list)

    def add(
        self,
        kind: BlockKind,
        text: str,
        *,
        level: int = 0,
        head: tuple[str, ...] = (),
        bold_size: float = 0,
    ) -> None:
        """Add a block; one without letters is left out, and white space around it is no part of it."""
        # A row's tabs say which column a cell stands in.
        text = text.strip("\n") if kind == "row" else text.strip()
        if not text.strip():
            return
        start = self._append(text)
        self._met.append(_Met(kind, text, start, level, head, bold_size))

    def add_loose(self, text: str) -> None:
        """Add text that is in no block: a table's column heads, which its rows have."""
        if text.strip():
            self._append(text)

    def add_footnote(self, text: str) -> None:
        """Add a footnote, to stand after everything else."""
        self._footnotes.append(text)

    def extraction(self) -> Extraction:
        """Return what was collected; refuses a file without text.

        Where nothing is a heading by its style, short paragraphs wholly in bold are: that is how people who
        know no styles mark them.
        """
        self._promote_bold()
        footnotes, self._footnotes = self._footnotes, []
        for each in footnotes:
            self.add("footnote", each)
        if not any(character.isalnum() for part in self._parts for character in part):
            raise refusal("no_text", name=self.name)
        blocks = tuple(
            Block(each.kind, each.start, each.start + len(each.text), each.level, each.head)
            for each in self._met
        )
        return Extraction("\n".join(self._parts), blocks=blocks, title=" ".join(self.title.split()))

    def _append(self, text: str) -> int:
        start = self._length
        self._parts.append(text)
        self._length += len(text) + 1
        if self._length > MAX_CHARACTERS:
            raise refusal("too_much_text", name=self.name, limit_characters=MAX_CHARACTERS)
        return start

    def _promote_bold(self) -> None:
        if any(each.kind == "heading" for each in self._met):
            return
        bold = [each for each in self._met if each.kind == "paragraph" and self._could_head(each)]
        # A text that is bold throughout marks nothing by it.
        if 2 * len(bold) > sum(each.kind in ("paragraph", "item") for each in self._met):
            return
        sizes = sorted({each.bold_size for each in bold}, reverse=True)
        for each in bold:
            each.kind, each.level = "heading", sizes.index(each.bold_size) + 1

    def _could_head(self, met: _Met) -> bool:
        if not met.bold_size or met is self._met[-1]:
            return False
        return len(met.text.split()) <= _WORDS_OF_HEADING and met.text[-1] not in _ENDS_A_SENTENCE
