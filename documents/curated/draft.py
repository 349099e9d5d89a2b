"""Proposing the curated form of a raw source, for a person to finish."""

import re

from arabic import display_form, has_arabic
from arabic.letters import LETTER_CLASS, LINE_BREAK_CLASS, SPACE_CLASS, UNSEEN_CLASS
from documents.curated.document import passages_of, text_of
from documents.curated.inline import ARROW, escape
from documents.curated.markup import parse_curated
from documents.curated.outline import WORD, Item, Stretch, Vocabulary, outline
from documents.errors import SourceError

_WORDS_OF_OUR_HEADING = 5
_UNSEEN = re.compile(f"[{UNSEEN_CLASS}]+")
_SPACES = re.compile(f"[ \n{SPACE_CLASS}{LINE_BREAK_CLASS}]+")
_PUNCTUATION = ".:\u060c\u061b\u061f"  # full stop, colon, Arabic comma, semicolon, question mark
_SPACE_BEFORE = re.compile(f" +(?=[{_PUNCTUATION}])")
_SPACE_MISSING = re.compile(f"(?<=[{_PUNCTUATION}])(?=[{LETTER_CLASS}])")
_LINE_START = re.compile(r"^(?=[#\-+>|`~<])")
_BACKSLASHED = r"\\"


def draft(raw_text: str) -> str:
    """Return a curated reading of raw_text that passes the check, for a person to finish.

    Sections and points are those that bullets, numbers and colons suggest; glued joins and misread
    letters that the text's own words give away are repaired; slugs are numbers, and headings that
    the source lacks are its first words, marked .ours. Raises SourceError if raw_text holds no text.
    """
    source = text_of(raw_text.encode("utf-8", errors="surrogatepass"), "source")
    if not _SPACES.sub("", _UNSEEN.sub("", source)):
        raise SourceError("source: empty; expected the text of a document")
    vocabulary = Vocabulary(source)
    front_matter = _front_matter(source, vocabulary)
    proposal = front_matter + _body(source, vocabulary)
    return proposal if _passes(proposal, raw_text) else front_matter + _plain_body(source)


def _passes(curated: str, source: str) -> bool:
    try:
        passages_of(parse_curated(curated, "draft.md"), source, "draft")
    except SourceError:
        return False
    return True


def _front_matter(source: str, vocabulary: Vocabulary) -> str:
    heading = outline(source, vocabulary)[0].heading or Stretch(0, len(source))
    title = _first_words(source[heading.start : heading.end], "بلا عنوان")
    language = "ar" if has_arabic(source) else "und"
    return f"---\ntitle: {title} {{.ours}}\nlanguage: {language}\norigin: unknown\n---\n"


def _body(source: str, vocabulary: Vocabulary) -> str:
    blocks: list[str] = []
    sections = points = 0
    for item in outline(source, vocabulary):
        if item.kind == "section":
            sections, points = sections + 1, 0
            blocks.append(_section(source, item, f"section-{sections}", vocabulary))
        else:
            points += 1
            blocks.append(("" if points > 1 else "\n") + _point(source, item, f"point-{points}", vocabulary))
    return "".join(blocks)


def _section(source: str, item: Item, slug: str, vocabulary: Vocabulary) -> str:
    numbering = ""
    if item.numbering is not None:
        numbering = f"[{_clean(source, item.numbering)} {ARROW} ]"
    text = _inline(source, item.text, vocabulary)
    if item.heading is not None:
        heading = f"{numbering}{_inline(source, item.heading, vocabulary)} {{#{slug}}}"
    else:
        heading = f"{_our_heading(source, item, slug)} {{#{slug} .ours}}"
        text = numbering + text
    opening = f"\n{_LINE_START.sub(_BACKSLASHED, text)}\n" if text else ""
    return f"\n## {heading}\n{opening}"


def _point(source: str, item: Item, slug: str, vocabulary: Vocabulary) -> str:
    if item.heading is not None:
        heading = f"**{_inline(source, item.heading, vocabulary)}** {{#{slug}}}"
    else:
        heading = f"**{_our_heading(source, item, slug)}** {{#{slug} .ours}}"
    return f"- {heading} {_inline(source, item.text, vocabulary)}\n"


def _our_heading(source: str, item: Item, slug: str) -> str:
    return escape(_first_words(source[item.text.start : item.text.end], slug))


def _first_words(text: str, otherwise: str) -> str:
    """Return the first words of text on one line, without a colon at their end."""
    return " ".join(display_form(text).split()[:_WORDS_OF_OUR_HEADING]).rstrip(" :") or otherwise


def _inline(source: str, stretch: Stretch, vocabulary: Vocabulary) -> str:
    """Return a stretch of source on one line, its suspicious words as repairs, the rest escaped."""
    text = _clean(source, stretch)
    parts = []
    position = 0
    for word in WORD.finditer(text):
        suggestion = vocabulary.suggestion(word[0])
        if suggestion is not None:
            parts += [escape(text[position : word.start()]), f"[{word[0]} {ARROW} {suggestion}]"]
            position = word.end()
    return "".join(parts) + escape(text[position:])


def _clean(source: str, stretch: Stretch) -> str:
    """Return a stretch of source on one line, spaces set after and not before punctuation."""
    text = _SPACES.sub(" ", _UNSEEN.sub("", source[stretch.start : stretch.end]))
    return _SPACE_MISSING.sub(" ", _SPACE_BEFORE.sub("", text)).strip(" ")


def _plain_body(source: str) -> str:
    return _section(source, Item("section", None, None, Stretch(0, len(source))), "section-1", Vocabulary(""))
