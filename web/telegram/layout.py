"""A reply of the assistant as Telegram messages: quotations set off, points a line each, places named.

An answer is drawn from its data (contract.answer); small talk is its text. Everything that is not ours goes
through aiogram's escaping: no character of a source can break a message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from aiogram import html

from arabic import sentences
from contract.answer import QUOTING, Answer, Item, Points, Quote, headed, place_of
from contract.fields import Span
from contract.payload import ERASE, passage_of, show_passage
from contract.segments import ELLIPSIS, Segment
from web.chat.conversation import Reply, Source
from web.chat.sections import Section
from web.telegram.content import ANSWER, Choice, Content, Quoted
from web.telegram.sentences import in_language

MAX_UNITS = 4096  # of UTF-16 in a message, after Telegram has read the marks of its HTML
MIN_ROOM_UNITS = 256  # what is too long for the rest of a message is begun there only where so much is left
MAX_CHOICES = 20
MAX_TITLE_CHARACTERS = 64
MAX_LINE_CHARACTERS = 90  # of a point that has no heading
LINE, PARAGRAPH = "\n", "\n\n"
SET_OFF = html.blockquote


@dataclass(frozen=True, slots=True)
class _Run:
    """Words that look alike; `gap` stands before them, unless they begin a message. `mark` takes HTML.

    `bold` are the spans of the text that are bold in it.
    """

    text: str
    gap: str = PARAGRAPH
    mark: Callable[[str], str] = str
    bold: tuple[Span, ...] = ()


def contents_of(reply: Reply, language: str) -> list[Content]:
    """Return a reply as the messages it takes; what can be pressed is below the last one."""
    runs = [_Run(reply.text)] if reply.answer is None else list(_runs(reply.answer))
    pages = _pages(runs) or [""]
    sources = (
        Quoted(
            place_of(each.document, each.section),
            each.heading,
            each.quote,
            each.paragraph,
            _spans(each.segments),
            each.page,
            each.passage_id,
        )
        for each in _shown(reply)
    )
    last = Content(
        pages[-1],
        language,
        choices=choices_of(reply),
        sources=tuple(sources),
        answer_id=(reply.answer_id or "") if reply.kind in QUOTING else "",  # no thumbs under a refusal
        control="erase" if any(each.payload == ERASE for each in reply.buttons) else "",
    )
    return [*(Content(page, language) for page in pages[:-1]), last]


def _shown(reply: Reply) -> list[Source]:
    """The sources that are shown: of a list one a place, since its view is the whole section."""
    if reply.answer is None or not reply.answer.items:
        return list(reply.sources)
    first: dict[tuple[str, str], Source] = {}
    for each in reply.sources:
        first.setdefault((each.document, each.section), each)
    return list(first.values())


def plain(text: str, language: str, *, control: str = "", choices: Sequence[Choice] = ()) -> Content:
    """A sentence of ours as a message."""
    return Content(html.quote(text), language, control=control, choices=tuple(choices))


def choices_of(reply: Reply) -> tuple[Choice, ...]:
    """The numbered points by their numbers, then the other buttons; none twice.

    By their names where a number is one of two columns, or alone.
    """
    items = reply.answer.items if reply.answer is not None else ()
    numbers = {each.number for each in items}
    are_told_apart = 1 < len(items) == len(numbers)
    numbered = {
        each.passage_id: Choice(
            str(each.number) if are_told_apart else _cut(f"{each.number}. {each.label}"),
            show_passage(each.passage_id),
        )
        for each in items
        if _leads_on(each)
    }
    offered = {
        each.payload: Choice(_cut(each.title), each.payload)
        for each in reply.buttons
        if each.title and each.payload not in ("", ERASE) and passage_of(each.payload) not in numbered
    }
    return (*numbered.values(), *offered.values())[:MAX_CHOICES]


def html_of(content: Content) -> str:
    """The message in the view in which it stands: the answer, or one of its sources."""
    if content.view == ANSWER:
        return content.html
    return source_html(content.sources[content.view], content.language)


def source_html(source: Quoted, language: str) -> str:
    """A source's view: where it stands, and its words with those that were quoted in bold."""
    head = html.bold(html.quote(f"{in_language(language).source_title}: {source.place}"))
    if source.heading:
        head += LINE + html.quote(source.heading)
    start = source.paragraph.find(source.quote)
    marks = source.marks or ((max(0, start), max(0, start) + len(source.quote)),)
    start, part = _part_around(marks[0], source.paragraph, MAX_UNITS - units(head) - len(LINE))
    if not part:
        return head
    spans = _within(marks, start, len(part))
    whole = spans == ((0, len(part)),)
    return head + LINE + html.blockquote(_html(part, () if whole else spans, html.bold))


def with_section(source: Quoted, section: Section) -> Quoted:
    """The source with the whole section for its paragraph, as much of it as a message holds around what was
    quoted, and the headings in their places; the same where nothing of it is quoted any more."""
    pieces: list[Segment] = [Segment(ELLIPSIS + LINE)] if section.is_cut_before else []
    for paragraph in section.paragraphs:
        if pieces:
            pieces.append(Segment(LINE))
        heading = "".join(each.text for each in paragraph.heading)
        if heading and not source.place.endswith(heading):
            pieces += [*paragraph.heading, Segment(LINE)]
        pieces += paragraph.segments
    if section.is_cut_after:
        pieces.append(Segment(LINE + ELLIPSIS))
    text, marks = "".join(each.text for each in pieces), _spans(pieces)
    if not marks:
        return source
    start, part = _part_around(marks[0], text, MAX_UNITS)
    return replace(source, heading="", paragraph=part, marks=_within(marks, start, len(part)))


def _part_around(span: Span, text: str, max_units: int) -> tuple[int, str]:
    """As much of a text as fits around a span, after where it starts; a span that does not fit begins it."""
    at = 0
    for part in split(text, max_units):
        start = text.index(part, at)
        at = start + len(part)
        if start <= span[0] and span[1] <= at:
            return start, part
    rest = text[span[0] :].strip()
    return text.index(rest, span[0]), "".join(split(rest, max_units)[:1])


def _spans(segments: Iterable[Segment]) -> tuple[Span, ...]:
    """Where in their joined text the marked segments stand."""
    spans, at = [], 0
    for segment in segments:
        if segment.is_marked:
            spans.append((at, at + len(segment.text)))
        at += len(segment.text)
    return tuple(spans)


def _within(spans: Iterable[Span], start: int, length: int) -> tuple[Span, ...]:
    """The spans of a text as those of a part of it that begins at start."""
    moved = ((max(0, first - start), min(end - start, length)) for first, end in spans)
    return tuple((first, end) for first, end in moved if first < end)


def _html(text: str, spans: Iterable[Span], mark: Callable[[str], str]) -> str:
    """The text as HTML, its spans marked."""
    said, at = "", 0
    for start, end in spans:
        said += html.quote(text[at:start]) + mark(html.quote(text[start:end]))
        at = end
    return said + html.quote(text[at:])


def _runs(answer: Answer) -> Iterator[_Run]:
    yield _Run(answer.frame)
    for part in answer.parts:
        yield _Run(part.heading, mark=html.bold)
        if isinstance(part, Quote):
            segments = part.segments()
            text = "".join(segment.text for segment in segments)
            yield _Run(text, LINE, SET_OFF, _spans(segments))
        else:
            yield _Run(part.opening, LINE, SET_OFF)
            yield from _items(part)
    if answer.places:
        yield _Run(" ".join(filter(None, (answer.closing, LINE.join(answer.places)))), mark=html.italic)


def _items(points: Points) -> Iterator[_Run]:
    """The numbered points, a line each where a button leads to the whole; the others by all their words."""
    are_lines = len(points.items) > 1 and all(map(_leads_on, points.items))
    has_texts = not are_lines and any(each.heading and each.text for each in points.items)
    for at, item in enumerate(points.items):
        number = f"{item.number}. "
        text = number + (_line(item) if are_lines else headed(item.heading, item.text))
        heading = (len(number), len(number + item.heading))
        gap = PARAGRAPH if has_texts or not at else LINE
        yield _Run(text, gap, bold=(heading,) if item.heading and item.text and not are_lines else ())


def _leads_on(item: Item) -> bool:
    return bool(item.label and item.passage_id)


def _line(item: Item) -> str:
    """A point in a line: its heading, else the beginning of its words, cut where a word ends."""
    text = " ".join((item.heading or item.text).split())
    if len(text) <= MAX_LINE_CHARACTERS:
        return text
    kept = text[: MAX_LINE_CHARACTERS - 1]
    return f"{kept.rpartition(' ')[0] or kept} {ELLIPSIS}"


def _pages(runs: Iterable[_Run]) -> list[str]:
    """The runs as the HTML of messages within Telegram's limit; a long one is cut where a sentence ends."""
    pages: list[str] = []
    room, after_quote = 0, False
    for run in runs:
        gap = LINE if after_quote else run.gap
        rest = run.text.strip()
        while rest:
            left = room - len(gap)
            if not pages or left < min(units(rest), MIN_ROOM_UNITS):
                pages.append("")
                gap, left = "", MAX_UNITS
            piece = split(rest, left)[0]
            bold = _within(run.bold, len(run.text.rstrip()) - len(rest), len(piece))
            rest = rest[len(piece) :].lstrip()
            pages[-1] += gap + run.mark(_html(piece, bold, html.bold))
            room = 0 if rest else left - units(piece)  # the rest of a long one begins a message
            after_quote = run.mark is SET_OFF
    return pages


def units(text: str) -> int:
    """How long Telegram takes a text to be: in units of UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def split(text: str, max_units: int = MAX_UNITS) -> list[str]:
    """Return the text in parts of at most max_units, nothing lost but white space where it was cut.

    A part ends where a sentence does; a sentence that is longer is cut between words, a longer word anywhere.
    """
    text = text.strip()
    parts: list[str] = []
    while units(text) > max_units:
        end = _last_end(text, max_units)
        parts.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return [*parts, text] if text else parts


def _last_end(text: str, max_units: int) -> int:
    """Where the longest part that fits ends: after a sentence, else after a word, else anywhere."""
    most = _fitting(text, max_units)
    ends = [span.end for span in sentences(text) if span.end <= most]
    if ends:
        return ends[-1]
    spaces = [i for i in range(1, most + 1) if text[i : i + 1].isspace()]
    return spaces[-1] if spaces else most


def _fitting(text: str, max_units: int) -> int:
    """How many characters fit; one at least."""
    used = 0
    for index, character in enumerate(text):
        used += 1 + (character > "\uffff")
        if used > max_units:
            return max(1, index)
    return len(text)


def _cut(title: str) -> str:
    title = " ".join(title.split())
    if len(title) <= MAX_TITLE_CHARACTERS:
        return title
    return title[: MAX_TITLE_CHARACTERS - 1].rstrip() + ELLIPSIS
