"""A reply of the assistant as Telegram messages: quotations set off, points as buttons, places named.

Everything that is not ours goes through aiogram's escaping; no character of a source can break a message.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aiogram import html

from web.chat.reply import Reply, Source
from web.telegram.content import Choice, Content, Quoted
from web.telegram.sentences import in_language
from web.telegram.split import MAX_UNITS, split, units

PLACE_JOIN = " — "
GAP = "\n\n"
MAX_CHOICES = 20
MAX_TITLE_CHARACTERS = 64


def contents_of(reply: Reply, language: str) -> list[Content]:
    """Return a reply as the messages it takes; what can be pressed is below the last one."""
    sources = tuple(_quoted(each) for each in reply.sources)
    closing = _closing(reply, sources, language)
    parts = split(reply.body, MAX_UNITS - units(closing)) or [""]
    quotes = [each.quote for each in reply.sources]
    pages = [Content(_formatted(part, quotes), language) for part in parts]
    last = Content(
        pages[-1].html + (GAP + html.italic(html.quote(closing.strip())) if closing else ""),
        language,
        choices=choices_of(reply),
        sources=sources,
        answer_id=reply.answer_id or "",
    )
    return [*pages[:-1], last]


def plain(text: str, language: str, *, control: str = "", choices: Sequence[Choice] = ()) -> Content:
    """A sentence of ours as a message."""
    return Content(html.quote(text), language, control=control, choices=tuple(choices))


def choices_of(reply: Reply) -> tuple[Choice, ...]:
    """The numbered points under their numbers, then the other buttons; none twice."""
    numbered = {
        point.payload: Choice(_cut(f"{point.number}. {point.heading}"), point.payload)
        for point in reply.points
        if point.heading
    }
    offered = {
        button.payload: Choice(_cut(button.title), button.payload)
        for button in reply.buttons
        if button.title and button.payload
    }
    return tuple({**numbered, **{key: offered[key] for key in offered if key not in numbered}}.values())[
        :MAX_CHOICES
    ]


def source_html(source: Quoted, language: str) -> str:
    """A source's view: where it stands, and its paragraph with the quoted words underlined."""
    head = html.bold(html.quote(f"{in_language(language).source_title}: {source.place}"))
    if source.heading:
        head += "\n" + html.quote(source.heading)
    room = MAX_UNITS - units(head) - len(GAP)
    parts = [part for part in split(source.paragraph, room) if source.quote in part]
    if not parts:  # longer than a message, and the quotation with it
        parts = split(source.quote or source.paragraph, room)
    if not parts:
        return head
    before, quote, after = parts[0].partition(source.quote) if source.quote else (parts[0], "", "")
    quoted = html.underline(html.quote(quote)) if quote and (before or after) else html.quote(quote)
    return head + "\n" + html.blockquote(html.quote(before) + quoted + html.quote(after))


def _closing(reply: Reply, sources: Iterable[Quoted], language: str) -> str:
    """The line that names the places, where the reply's own was taken off; with the gap before it."""
    if reply.body == reply.text:
        return ""
    places = dict.fromkeys(each.place for each in sources)
    return GAP + f"{in_language(language).source}: " + "\n".join(places)


def _quoted(source: Source) -> Quoted:
    place = PLACE_JOIN.join(part for part in (source.document, source.section) if part)
    return Quoted(place, source.heading, source.quote, source.paragraph)


def _formatted(text: str, quotes: Sequence[str]) -> str:
    """The text escaped, with each quotation that stands alone between line breaks set off as one."""
    found = [(text.find(f"\n{quote}"), quote) for quote in dict.fromkeys(quotes) if quote]
    for start, quote in sorted(each for each in found if each[0] >= 0):
        end = start + 1 + len(quote)
        if text[end : end + 1] in ("", "\n"):
            before, after = text[:start].rstrip(), text[end:].lstrip("\n")
            quoted = html.blockquote(html.quote(quote))
            return f"{html.quote(before)}\n{quoted}" + (f"\n{_formatted(after, quotes)}" if after else "")
    return html.quote(text)


def _cut(title: str) -> str:
    title = " ".join(title.split())
    return title if len(title) <= MAX_TITLE_CHARACTERS else title[: MAX_TITLE_CHARACTERS - 1].rstrip() + "…"
