"""How a message becomes an answer: RULES, at the end of this file, read from top to bottom.

The first rule whose condition holds decides, and its name goes into the evidence. A condition is given the
message's Analysis (actions/conditions.py) and returns what it found, which is handed to what the rule does. A
rule may be for whole messages alone, for the parts of a message too, or for all that is searched for.
contract/rules.py says in plain words what each name means.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from actions import conditions as when
from actions import of_shown, screen, several_answers, shown_replies, the_text
from actions.analysis import Analysis, Scope
from actions.answer_policy import CERTAIN_INTENT, Verdict, near_topics
from actions.complaints import question_of, reply_to_complaint
from actions.compose import Reply, compose, said_if_cut
from actions.follow_up import rules as follow_ups
from actions.follow_up.again import around, made_again, made_clearer
from actions.follow_up.answers import answers_of, cite, named_sources
from actions.follow_up.context import Context
from actions.follow_up.memory import Memory, Shown
from actions.follow_up.navigation import Resolution, chosen
from actions.found import Found, all_refused
from actions.framing import PREMISE, framed
from actions.handoff import (
    person_asked_for,
    person_written_down,
    question_passed_on,
    taken_back,
    what_was_noted,
)
from actions.layout import PERSON, buttons_of, section_buttons
from actions.message import Question
from actions.pending_offer import WHICH, is_contented
from actions.talk import small_talk
from contract.answer import QUOTING
from contract.payload import ASK_HUMAN, PASS_ON_QUESTION, passage_of
from index import Index

COMPLAINT = "complaint"
# What is said to "no", by the wish of the offer that it declines.
DECLINED: dict[str, str] = {
    "": "utter_denied_nothing",
    "ask": "utter_nothing_more",
    "press": "utter_offer_declined",
    "choose": "utter_choices_declined",
    "first": "utter_choices_declined",
}
SURE_OF_TALK = 0.95  # from here on "delete the words" is no wish about a quotation
WRITING = ("ask_write", "ask_languages")  # intents
PART, QUERY = Scope.PART, Scope.QUERY


@dataclass(frozen=True, slots=True)
class Rule:
    """`when` returns what it found, or what is false; `then` makes the replies of it, one at least.

    `scope` is the least of what it is for: a rule for queries is for whole messages and their parts too.
    """

    name: str
    when: Callable[[Analysis], Any]
    then: Callable[[Analysis, Any], list[Found]]
    scope: Scope = Scope.MESSAGE


def decide(analysis: Analysis, below: str = "") -> list[Found]:
    """What is said, in the order of the questions asked; `below` leaves out the rules down to that one."""
    place = next((number for number, rule in enumerate(RULES, start=1) if rule.name == below), 0)
    for rule in RULES[place:]:
        if analysis.scope <= rule.scope and (found := rule.when(analysis)):
            return [replace(one, rule=rule.name) for one in rule.then(analysis, found)]
    raise AssertionError("the last rule of the table takes everything")


def leans_on_shown(analysis: Analysis) -> bool:
    """Whether a message of which the classifier is unsure asks of the text, or of what was shown.

    "Write it in my own words", after a quotation, is surely of that, as sure as the classifier may be.
    """
    if analysis.question.intent in WRITING and analysis.held.last:
        return bool(the_text.altered(analysis) or the_text.reworded(analysis))
    if the_text.altered(analysis):
        return analysis.question.intent_confidence < SURE_OF_TALK
    if analysis.question.intent_confidence >= CERTAIN_INTENT:
        return False
    own = ("text.", "shown.", *(("follow_up.about_shown",) if analysis.held.last else ()))
    return any(rule.when(analysis) for rule in RULES if rule.name.startswith(own))


# Whole messages.


def _show_pressed(analysis: Analysis, _: bool) -> list[Found]:
    """The passage that a button named; the plain truth when it left the index since the button was drawn."""
    passage_id, index, memory = analysis.question.passage_id or "", analysis.index, analysis.memory
    try:
        index.passage(passage_id)
    except KeyError:
        none = compose(Verdict("none"), index)
        return [Found(replace(none, response="utter_passage_gone") if passage_id else none)]
    if passage_id in memory.listed and passage_id in memory.read:
        reply = around(index.passage(passage_id), index)
        return [Found(reply, passage_ids=(passage_id,))]
    offered = memory if passage_id in memory.listed else Memory()
    replies = answers_of(chosen(index, "chosen", (passage_id,), offered), index)
    return [Found(reply, passage_ids=(passage_id,)) for reply in replies]


def _search_whole(analysis: Analysis, _: bool) -> list[Found]:
    return decide(analysis.of(analysis.question, Scope.QUERY))


def _cite(analysis: Analysis, _: bool) -> list[Found]:
    return _cite_detail(analysis, screen.detail_of_source(analysis))


def _cite_detail(analysis: Analysis, detail: str) -> list[Found]:
    """The source of the last answer; before one, what the sources' own data say, where they are few."""
    if cited := cite(analysis.index, analysis.memory, detail if detail != "data" else ""):
        return [Found(cited)]
    sources = named_sources(analysis.index, analysis.memory)
    if not sources:
        return [Found(_talk("utter_no_source", analysis.index))]
    response = "utter_author" if detail == "author" else f"utter_source_{detail or 'data'}"
    return [Found(replace(_word(response), variables={"sources": sources}))]


def _write_down_person(analysis: Analysis, _: bool) -> list[Found]:
    if analysis.memory.left_open and any(each.reading.positions for each in analysis.contexts):
        return _pass_on(analysis, True)  # "the second one": what of the message was not answered
    return [Found(person_asked_for(analysis.question))]


def _pass_on(analysis: Analysis, _: bool) -> list[Found]:
    return [Found(question_passed_on(analysis.memory))]


def _pass_on_part(analysis: Analysis, question: str) -> list[Found]:
    return [Found(question_passed_on(analysis.memory, question))]


def _talk_of(analysis: Analysis, intent: str) -> list[Found]:
    question = replace(analysis.question, intent=intent)
    return [Found(small_talk(question, analysis.memory, analysis.index))]


# What is said to the last message itself.


def _read_again(analysis: Analysis, _: bool) -> list[Found]:
    question = question_of(analysis.memory, analysis.index)
    return [Found(reply_to_complaint(analysis.memory, analysis.index), query=question, asked=question)]


def _make_clearer(analysis: Analysis, answers: tuple[Shown, ...]) -> list[Found]:
    """The headings of a list, so that one point is chosen; a point in short, and the staff beside it."""
    return [Found(made_clearer(one, analysis.index), passage_ids=one.ids) for one in answers]


def _stand_by_the_source(analysis: Analysis, answers: tuple[Shown, ...]) -> list[Found]:
    """It is quoted and not judged: the words and their place again, and the staff for what is wrong."""
    cited = cite(analysis.index, analysis.held) or made_again(answers[-1], analysis.index)
    return [Found(replace(cited, response="utter_disagreement", buttons=(PERSON,)))]


def _carry_out(analysis: Analysis, _: bool) -> list[Found]:
    """What was offered is done; asked which, where several were; a few words where nothing was."""
    offer = analysis.memory.offer
    if offer.wish == "choose" and analysis.memory.kind in QUOTING and is_contented(analysis.asked):
        return [Found(_word("utter_contented"))]
    if offer.wish == "ask":
        reply = answers_of(Resolution("ask", "invite"), analysis.index)[0]
        return [Found(reply)]
    if offer.choices and analysis.memory.kind == "list" and analysis.navigation.whole:
        return _answer_follow_up(analysis, analysis.navigation.more())
    if offer.wish == "choose":
        return [Found(_which(analysis), asked=analysis.memory.asked)]
    if not offer.choices and analysis.memory.noted:
        return [Found(what_was_noted(analysis.memory))]
    return _press(analysis, offer.choices[0]) if offer.choices else [Found(_word("utter_affirmed_nothing"))]


def _press(analysis: Analysis, payload: str) -> list[Found]:
    """What a button with this payload does."""
    if payload == PASS_ON_QUESTION:
        return _pass_on(analysis, True)
    if payload == ASK_HUMAN:
        return [Found(person_written_down())]
    pressed = replace(analysis.question, passage_id=passage_of(payload))
    return _show_pressed(analysis.of(pressed, Scope.MESSAGE), True)


def _which(analysis: Analysis) -> Reply:
    held = analysis.memory.offer.choices
    return Reply("clarify", WHICH, buttons=buttons_of(held, analysis.index))


def _decline(analysis: Analysis, _: bool) -> list[Found]:
    wish = analysis.memory.offer.wish
    undone = taken_back(analysis.memory, analysis.asked) if wish in ("", "ask") else None
    return [Found(undone or _word(DECLINED[wish]))]


# Several questions or things in one message.


def _apart(analysis: Analysis) -> list[Found]:
    return several_answers.of_questions(analysis, decide)


def _of_things(analysis: Analysis) -> list[Found]:
    return several_answers.of_things(analysis, decide)


def _as_found(analysis: Analysis, found: list[Found]) -> list[Found]:
    return found


# Follow-ups.


def _answer_follow_up(analysis: Analysis, resolution: Resolution) -> list[Found]:
    if resolution.action == "search":
        return _search_follow_up(analysis, resolution)
    if analysis.asks_more and resolution.reason in ("nothing", "end", "end_cut"):
        response = said_if_cut("utter_no_more", cut=resolution.reason == "end_cut")
        return [Found(_talk(response, analysis.index))]
    replies = answers_of(resolution, analysis.index)
    return [Found(reply, query=resolution.query, passage_ids=resolution.passage_ids) for reply in replies]


def _search_follow_up(analysis: Analysis, resolution: Resolution) -> list[Found]:
    """A bare topic says little: it is answered where the search is surer than for a whole question."""
    doubt = Question("", is_brief=resolution.reason != "repeat")
    found = decide(analysis.of(replace(doubt, asked=resolution.query), Scope.QUERY))
    if resolution.reason == "about" and all_refused(found):
        return _search_whole(analysis, True)
    return found


# What is searched for.


def _refuse_calmly(analysis: Analysis, _: bool) -> list[Found]:
    refused = Verdict("related", near_topics(analysis.result)) if analysis.withheld else analysis.verdict
    reply = replace(compose(refused, analysis.index), kind="none", response="utter_nonsense")
    return [Found(reply, analysis.result)]


def _answer(analysis: Analysis, verdict: Verdict) -> list[Found]:
    reply = compose(verdict, analysis.index, query=analysis.form, result=analysis.result)
    reply = framed(reply, analysis)
    is_told = verdict.kind != "related" and not analysis.is_gainsaid
    missing = "" if is_told else PREMISE if analysis.is_gainsaid else analysis.missing
    return [Found(reply, analysis.result, passage_ids=verdict.passage_ids, missing=missing)]


def _talk(response: str, index: Index) -> Reply:
    """A sentence that answers nothing, with the sections as buttons."""
    buttons = section_buttons(index)
    return Reply("none", response, buttons=buttons, is_talk=True, is_remembered=False)


def _word(response: str) -> Reply:
    """A sentence alone."""
    return Reply("none", response, is_talk=True, is_remembered=False)


def _leans(name: str, rule: Callable[[Context], Resolution | None], scope: Scope = Scope.MESSAGE) -> Rule:
    return Rule(f"follow_up.{name}", when.follow_up(rule), _answer_follow_up, scope)


RULES: tuple[Rule, ...] = (
    # What a whole message may be
    Rule("pressed", when.pressed_passage, _show_pressed),
    Rule("curated", when.is_curated, _search_whole),
    Rule("care", when.needs_care, _talk_of),
    # What is asked of the text itself, and of the points on the screen
    Rule("text.altered", the_text.altered, shown_replies.keep_quote),
    Rule("text.reworded", the_text.reworded, shown_replies.keep_words),
    Rule("text.why_cut", the_text.why_cut, shown_replies.tell_it_is_cut),
    Rule("text.end", the_text.end, shown_replies.show_end),
    Rule("text.mentioned", the_text.mentioned, shown_replies.tell_if_mentioned),
    Rule("text.defined", the_text.defined, shown_replies.show_undefined),
    Rule("shown.ranked", of_shown.ranked, shown_replies.not_ranked),
    Rule("shown.member", of_shown.member, shown_replies.tell_if_member),
    Rule("shown.counted", of_shown.counted, shown_replies.count_shown),
    Rule("shown.missing", of_shown.missing, shown_replies.tell_if_all),
    Rule("shown.of_point", of_shown.of_point, shown_replies.tell_of_point),
    Rule("source", when.intends_the_source, _cite),
    Rule("pass_on_part", when.part_to_pass_on, _pass_on_part),
    Rule("person", when.asks_for_a_person, _write_down_person),
    Rule("pass_on", when.passes_on, _pass_on),
    Rule("source_detail", screen.details_of_source, _cite_detail),
    Rule("not_clear", when.is_not_clear, _make_clearer),
    Rule("disagreement", when.disagrees, _stand_by_the_source),
    Rule("doubted_source", when.doubts_the_sources, _cite),
    Rule(COMPLAINT, when.complains, _read_again),
    Rule("several_questions", _apart, _as_found),
    Rule("several_things", _of_things, _as_found, PART),
    # What leans on what was shown before
    Rule("follow_up.one_more", when.wants_one_more, _answer_follow_up),
    _leans("announced_question", follow_ups.announced_question),
    _leans("answer_of_several", follow_ups.answer_of_several, PART),
    Rule("follow_up.answer_again", screen.answer_again, shown_replies.show_again),
    Rule("follow_up.whether_all", screen.whether_all, shown_replies.tell_if_all),
    _leans("rest", follow_ups.rest),
    _leans("another", follow_ups.another, PART),
    Rule("follow_up.summary_of_position", when.position_in_short, _answer_follow_up, PART),
    Rule("follow_up.shorter", screen.shorter, shown_replies.show_in_short),
    Rule("follow_up.nothing_shown", screen.nothing_shown, _answer_follow_up),
    _leans("position", follow_ups.position, PART),
    _leans("back_to", follow_ups.back_to, PART),
    _leans("step", follow_ups.step, PART),
    Rule("accepted", when.accepts, _carry_out),
    Rule("declined", when.declines, _decline),
    _leans("about_shown", follow_ups.about_shown),
    _leans("more_about", follow_ups.more_about),
    _leans("more", follow_ups.more),
    _leans("leaning", follow_ups.leaning),
    _leans("ellipsis", follow_ups.ellipsis, PART),
    _leans("chosen_topic", follow_ups.chosen_topic),
    Rule("follow_up.next", when.intends_more, _answer_follow_up),
    Rule("source_in_words", when.source_to_cite, _cite, PART),
    # What the words and a search for them come to
    Rule("curated_wording", when.curated_wording, _answer, QUERY),
    Rule("premise", when.takes_for_true, _answer, QUERY),
    Rule("asked_for_missing", when.asked_for_missing, _answer, QUERY),
    Rule("comparison", when.side_by_side, _answer, QUERY),
    Rule("sections_together", when.sections_together, _answer, QUERY),
    Rule("everything", when.everything, _answer, QUERY),
    Rule("shown_sections", when.shown_sections, _answer, QUERY),
    Rule("unnamed_section", when.unnamed_section, _answer, QUERY),
    Rule("tie", when.tie, _answer, QUERY),
    Rule("nonsense", when.mashed_keys, _refuse_calmly, QUERY),
    Rule("section_of_intent", when.section_agreed, _answer, QUERY),
    Rule("search", when.first_hit, _answer, QUERY),
    Rule("section_meant", when.section_meant, _answer, QUERY),
    Rule("likely_talk", when.is_likely_talk, _talk_of),
    Rule("near_topics", when.topics_nearby, _answer, QUERY),
    Rule("nothing_found", when.nothing, _answer, QUERY),
)
