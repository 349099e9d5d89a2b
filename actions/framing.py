"""The sentence before an answer, by what was asked: no frame may claim more than the source's words do.

A question that takes something for true gets "the source says otherwise" only where the words say so; one for
a number, a time ... that is not told is told what is lacking, beside what is nearest.
"""

from __future__ import annotations

from dataclasses import replace

from actions.analysis import Analysis
from actions.answer_policy import is_foreign
from actions.compose import Reply, breaks_off, said_if_cut

PREMISE = "premise"
# What a near refusal says is not told: by what was sought, else by its kind.
LACKING = {
    "law": "utter_missing_law",
    "duration": "utter_missing_duration",
    "number": "utter_missing_number",
    "time": "utter_missing_time",
    "person": "utter_missing_person",
    "place": "utter_missing_place",
    "reason": "utter_missing_reason",
}


def framed(reply: Reply, analysis: Analysis) -> Reply:
    """The reply in the frame that the question needs; as it is where any will do."""
    if reply.kind == "related":
        return _lacking(reply, analysis)
    is_plain = reply.response.removesuffix("_cut") in ("utter_answer_point", "utter_answer_list")
    if analysis.is_gainsaid and reply.kind in ("point", "list"):
        return _said(reply, analysis, "utter_said_otherwise" if analysis.is_contradicted else "utter_said")
    asked = analysis.asked_for
    takes_for_true = asked is not None and asked.kind in (PREMISE, "reason") and asked.sought != "worth"
    return _said(reply, analysis, "utter_said") if is_plain and takes_for_true else reply


def _said(reply: Reply, analysis: Analysis, response: str) -> Reply:
    shown = [analysis.index.passage(point.id) for point in reply.points]
    return replace(reply, response=said_if_cut(response, cut=breaks_off(analysis.index, shown)), variables={})


def _lacking(reply: Reply, analysis: Analysis) -> Reply:
    if is_foreign(analysis.asked, analysis.result):
        return replace(reply, response="utter_answer_outside")
    sought = analysis.asked_for.sought if analysis.asked_for else ""
    response = LACKING.get(sought) if analysis.missing == "number" else None
    response = response or LACKING.get(analysis.missing)
    return replace(reply, response=response) if response else reply
