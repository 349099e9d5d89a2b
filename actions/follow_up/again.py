"""What was shown before, made again: as it was, in short, as all that there is, or by its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from actions.answer_policy import verdict_on
from actions.compose import (
    Reply,
    breaks_off,
    citations_of,
    compare_points,
    compare_sections,
    compose,
    list_rest,
    list_sections,
    quote_of,
    said_if_cut,
    shown_points,
)
from actions.follow_up.memory import Shown, section_of
from actions.follow_up.topics import points_of
from actions.layout import (
    PERSON,
    first_clause,
    label_of,
    own_heading,
    passage_buttons,
    places_of,
    section_buttons,
    summary_item,
)
from actions.wishes import WHOLE, Shape
from contract.answer import Answer, Button, Points
from contract.payload import passage_of
from contract.segments import ELLIPSIS
from documents.passage import Passage
from index import Index

MAX_CLAUSES = 4  # of a point in short


def made_again(shown: Shown, index: Index, shape: Shape = WHOLE) -> Reply:
    """The answer that quoted this, in the form wished for."""
    passages = [index.passage(id_) for id_ in shown.ids]
    sections = sections_shown(shown, index)
    if shown.kind == "comparison":
        return (
            compare_sections(index, sections, shape) if sections else compare_points(index, passages, shape)
        )
    if shown.kind == "list":
        return list_sections(index, sections, shape) if sections else list_rest(index, passages, shape)
    reply = compose(verdict_on(passages[0]), index)
    return in_short(reply, passages[0], shape.number, shown) if shape.form == "summary" else reply


def shortest(shown: Shown, index: Index) -> Reply:
    """What was shown in short already, by headings alone; as it was, where it has none of the source's."""
    short = made_again(shown, index, Shape("summary"))
    if shown.kind != "point":
        has_headings = any(item.heading for item in short.answer.items)
        response = "utter_shortest" if has_headings else "utter_shortest_whole"
        return replace(short, response=response, variables={})
    heading = own_heading(index.passage(shown.ids[0]), "")
    if not heading:
        return replace(short, response="utter_shortest_whole", variables={})
    answer = replace(short.answer, parts=(Points(heading, "", ()),))
    return replace(short, answer=answer, response="utter_shortest", variables={})


def sections_shown(shown: Shown, index: Index) -> list[Passage]:
    """The overviews of the sections of which an answer showed all points; empty where it left any out."""
    sections = tuple(dict.fromkeys(map(section_of, shown.ids)))
    if shown.kind == "point" or points_of(index, sections) != shown.ids:
        return []
    return [index.passage(id_) for id_ in sections]


def in_short(reply: Reply, passage: Passage, clauses: int = 0, shown: Shown | None = None) -> Reply:
    """A point with the sentences that answered, else its first words; all of them where there is no less."""
    if reply.kind != "point":
        return reply
    marked = [passage.text[start:end].strip() for start, end in (shown.marks if shown else ())]
    text = f" {ELLIPSIS} ".join(marked) or first_clause(passage, min(max(clauses, 1), MAX_CLAUSES))
    is_whole = len(text) >= len(passage.text.rstrip(" ."))
    response = "utter_answer_short_whole" if is_whole else "utter_answer_short"
    short = replace(reply.answer, parts=(quote_of(passage, text),))
    return replace(reply, answer=short, response=response)


def made_clearer(shown: Shown, index: Index) -> Reply:
    """What was not clear, said as plainly as the source allows: headings to choose from, a point in short."""
    reply = made_again(shown, index, Shape("summary"))
    if shown.kind != "point":
        return replace(reply, response="utter_not_clear_list")
    is_whole = reply.response == "utter_answer_short_whole"
    response = "utter_not_clear_whole" if is_whole else "utter_not_clear_point"
    return replace(reply, response=response, buttons=(PERSON,))


def told_if_all(shown: Shown, index: Index) -> Reply:
    """Whether there is more than an answer showed: its points by their headings, or those left out."""
    passages = [index.passage(id_) for id_ in shown.ids]
    sections = tuple(dict.fromkeys(map(section_of, shown.ids)))
    points = points_of(index, sections)
    left = [index.passage(id_) for id_ in points if id_ not in shown.ids]
    if shown.kind == "point":
        return _all_of_point(passages[0], left, index)
    if left:
        return replace(list_rest(index, left), response="utter_not_all", variables={"count": str(len(left))})
    reply = made_again(shown, index, Shape("summary"))
    response = said_if_cut("utter_all_listed", cut=breaks_off(index, passages))
    buttons = (*reply.buttons, *other_sections(index, sections))
    return replace(reply, response=response, buttons=buttons, variables={"count": str(len(points))})


def _all_of_point(passage: Passage, others: Sequence[Passage], index: Index) -> Reply:
    """A point by its number and heading; the others of its section and the other sections are its buttons."""
    ids = [point.id for point in index.points(passage.section_id)]
    reply = in_short(compose(verdict_on(passage), index), passage)
    if passage.id in ids:
        item = summary_item(ids.index(passage.id) + 1, passage)
        reply = replace(reply, answer=replace(reply.answer, parts=(Points("", "", (item,)),)))
    response = said_if_cut("utter_all_of_point", cut=breaks_off(index, [passage]))
    buttons = (*passage_buttons(others), *other_sections(index, (passage.section_id,)))
    return replace(reply, response=response, buttons=buttons)


def around(passage: Passage, index: Index) -> Reply:
    """Where a point stands that was read before: its number, and what stands before and after it."""
    points = [*index.points(passage.section_id)]
    place = [point.id for point in points].index(passage.id)
    near = range(max(place - 1, 0), min(place + 2, len(points)))
    items = tuple(summary_item(at + 1, points[at]) for at in near)
    beside = [points[at] for at in reversed(near) if at != place]
    overview = index.passage(passage.section_id)
    name = "utter_around" if beside else "utter_around_only"
    return Reply(
        kind="point",
        response=said_if_cut(name, cut=breaks_off(index, [passage])),
        answer=Answer(parts=(Points(label_of(overview), "", items),), places=places_of(index, [passage])),
        variables={"number": str(place + 1), "count": str(len(points))},
        buttons=passage_buttons([*beside, overview]),
        points=shown_points([passage]),
        citations=citations_of(index, [passage]),
    )


def other_sections(index: Index, sections: Iterable[str]) -> tuple[Button, ...]:
    """The buttons of the sections that are offered besides these."""
    shown = set(sections)
    return tuple(button for button in section_buttons(index) if passage_of(button.payload) not in shown)
