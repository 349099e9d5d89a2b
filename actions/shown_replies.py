"""What the decision table says of the text itself, and of what is on the screen.

Each takes the message's analysis and what its condition found (actions/screen.py, the_text.py, of_shown.py).
"""

from __future__ import annotations

from actions import of_shown, the_text
from actions.analysis import Analysis
from actions.compose import Reply
from actions.follow_up.again import made_again, shortest, told_if_all
from actions.follow_up.memory import Shown
from actions.found import Found
from actions.screen import Again

# What is on the screen.


def show_in_short(analysis: Analysis, wished: Again) -> list[Found]:
    shape, answers = wished
    if shape.number == 0 and answers and all(one.is_short for one in answers):
        return [Found(shortest(one, analysis.index), passage_ids=one.ids) for one in answers]
    return [Found(made_again(one, analysis.index, shape), passage_ids=one.ids) for one in answers]


def show_again(analysis: Analysis, answers: tuple[Shown, ...]) -> list[Found]:
    return [Found(made_again(one, analysis.index), passage_ids=one.ids) for one in answers]


def tell_if_all(analysis: Analysis, answers: tuple[Shown, ...]) -> list[Found]:
    return [Found(told_if_all(one, analysis.index), passage_ids=one.ids) for one in answers]


# What is asked of the text itself, and of the points on the screen.


def keep_quote(analysis: Analysis, answers: tuple[Shown, ...]) -> list[Found]:
    return _as_it_stands(analysis, answers, "utter_not_altered")


def keep_words(analysis: Analysis, answers: tuple[Shown, ...]) -> list[Found]:
    return _as_it_stands(analysis, answers, "utter_not_reworded")


def _as_it_stands(analysis: Analysis, answers: tuple[Shown, ...], response: str) -> list[Found]:
    replies = [(the_text.as_it_stands(one, analysis.index, response), one.ids) for one in answers]
    return [Found(reply, passage_ids=ids) for reply, ids in replies]


def tell_it_is_cut(analysis: Analysis, _: bool) -> list[Found]:
    return [Found(Reply("none", "utter_why_cut", is_talk=True, is_remembered=False))]


def show_end(analysis: Analysis, found: the_text.End) -> list[Found]:
    reply = the_text.reply_with_end(found, analysis.index)
    return [Found(reply, passage_ids=(found.passage.id,))]


def tell_if_mentioned(analysis: Analysis, held: the_text.Held) -> list[Found]:
    return _tell_of_word(analysis, held, "utter_mentioned")


def show_undefined(analysis: Analysis, held: the_text.Held) -> list[Found]:
    return _tell_of_word(analysis, held, "utter_not_defined")


def _tell_of_word(analysis: Analysis, held: the_text.Held, response: str) -> list[Found]:
    reply = the_text.reply_to_word(held, analysis.index, response, analysis)
    ids = (held.passage.id,) if held.passage else ()
    return [Found(reply, analysis.result, passage_ids=ids)]


def not_ranked(analysis: Analysis, shown: Shown) -> list[Found]:
    return [Found(of_shown.reply_without_rank(shown, analysis.index), passage_ids=shown.ids)]


def tell_if_member(analysis: Analysis, found: of_shown.Member) -> list[Found]:
    ids = (found.held,) if found.held else found.shown.ids
    return [Found(of_shown.reply_to_member(found, analysis.index), passage_ids=ids)]


def count_shown(analysis: Analysis, shown: Shown) -> list[Found]:
    return [Found(of_shown.reply_with_count(shown, analysis.index), passage_ids=shown.ids)]


def tell_of_point(analysis: Analysis, found: of_shown.OfPoint) -> list[Found]:
    return [Found(of_shown.reply_of_point(found, analysis.index), passage_ids=(found.passage.id,))]
