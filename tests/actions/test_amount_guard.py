"""Questions for a time or an amount, of sources that hold none."""

from __future__ import annotations

import pytest

from actions.answer_policy import lacks_amount
from actions.answer_question import ActionAnswerQuestion


@pytest.mark.parametrize(
    "query",
    [
        "عدد المناصب سنة 2019",
        "المناصب في ٢٠٢١",
        "كم دخل العام الماضي؟",
        "how many jobs last year?",
        "combien d'emplois l'année dernière ?",
    ],
)
def test_a_time_that_the_text_does_not_name_is_another(query):
    assert lacks_amount(query, ["توفر مناصب شغل"])


@pytest.mark.parametrize(
    "query", ["عدد المناصب", "المناصب سنة 2019", "20190 منصبا", "عام جديد", "النقطة 2", ""]
)
def test_no_time_or_the_texts_own_is_not(query):
    assert not lacks_amount(query, ["توفر مناصب شغل", "كما في 2019"])


@pytest.mark.parametrize(
    "query", ["بكم الدورة؟", "ما ثمن التدريب؟", "شحال تكلف", "combien coûte la formation ?", "how much is it"]
)
def test_an_amount_is_told_only_by_a_text_that_has_figures(query):
    assert lacks_amount(query, ["تدريب الأفراد"])
    assert not lacks_amount(query, ["تدريب الأفراد", "بألف دينار (1000)"])


def test_a_year_that_the_source_does_not_name_is_not_answered(ask, library, asked):
    library.hits, library.confidence = ("sme-roles/economic/competition",), 0.95
    (related, _) = ask(ActionAnswerQuestion, library, asked("المنافسة في 2019")).messages
    assert related["evidence"]["kind"] == "related"
    (point,) = ask(ActionAnswerQuestion, library, asked("المنافسة")).messages
    assert point["evidence"]["kind"] == "point"
