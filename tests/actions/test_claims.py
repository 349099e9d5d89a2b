"""What texts gainsay, and what they do not."""

from __future__ import annotations

import pytest

from actions.claims import denies, gainsaid
from actions.message import cue_form
from actions.told import missing_in

SAVING = "تلعب المؤسسات الصغيرة دورا هاما في زيادة الادخار"
PROBLEMS = "التخفيف من المشكلات الاجتماعية من خلال ما توفره هذه المؤسسات من مناصب شغل"
SUCCESS = "يرتكز نجاح العمل على قدرة مالكه والعاملين فيه"
FAIR = "المساهمة في التوزيع العادل للدخول"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("هل المؤسسات الصغيرة تقلل الادخار؟", SAVING),
        ("Les PME font-elles baisser l'épargne ?", SAVING),
        ("Do they destroy saving?", SAVING),
        ("صح أن المشاريع تزيد المشاكل الاجتماعية؟", PROBLEMS),
        ("هل تزيد من الفوارق في الدخول؟", FAIR),
        ("Do they widen the income gap?", FAIR),
        ("هل صحيح أن المؤسسات لا توفر مناصب شغل؟", PROBLEMS),
        ("المشاريع ما توفرش الشغل؟", PROBLEMS),
        ("المشاريع ماتوفرش الشغل؟", PROBLEMS),
        ("سمعت أن المشاريع ما توظف إلا الأقارب، صحيح؟", PROBLEMS),
        ("المشروعات ملهاش علاقة بالادخار؟", SAVING),
        ("Is it true that they never save?", SAVING),
        ("هل تزيد الادخار في المدن فقط؟", SAVING),
        ("هل دورها مقتصر على المدن؟", SAVING),
        ("هل تدفع رواتب أحسن؟", SAVING),
        ("هل يرتكز نجاح العمل على الصدفة؟", SUCCESS),
    ],
)
def test_the_contrary_of_what_texts_say_is_gainsaid(question, text):
    assert gainsaid(cue_form(question), [text])
    assert missing_in(cue_form(question), [text]) == "premise"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("هل المؤسسات الصغيرة تزيد الادخار؟", SAVING),
        ("هل صحيح أن الادخار يرتفع بفضلها؟", SAVING),
        ("هل تخفف من المشاكل الاجتماعية؟", PROBLEMS),
        ("البطالة، هل تقل بسببها؟", PROBLEMS),
        ("Can small businesses reduce unemployment?", PROBLEMS),
        ("هل تقلل الفجوة في الدخل؟", FAIR),
        ("هل توفر مناصب شغل أم لا؟", PROBLEMS),
        ("هل تشغل الناس ولا لا؟", PROBLEMS),
        ("ألا تزيد الادخار؟", SAVING),
        ("Don't small firms increase saving?", SAVING),
        ("هل تنتج سلعا لم تكن موجودة؟", SAVING),
        ("هل دورها في المدن فقط أم في الأرياف أيضا؟", SAVING),
        ("هل يرتكز نجاح العمل على قدرة العاملين؟", SUCCESS),
        ("على ماذا يرتكز نجاح العمل؟", SUCCESS),
        ("هل تقلل الادخار؟", "لا تزيد الادخار ولا تقلله"),
        ("هل هو مفيد؟", SAVING),
        ("هل تقلل الادخار؟", ""),
        ("", SAVING),
    ],
)
def test_what_texts_say_or_do_not_speak_of_is_not_gainsaid(question, text):
    assert not gainsaid(cue_form(question), [text])


def test_a_reason_for_the_contrary_is_missing():
    assert missing_in("لماذا تقلل المؤسسات الادخار؟", [f"{SAVING} لأن الناس تثق بها"]) == "reason"
    assert missing_in("لماذا تزيد المؤسسات الادخار؟", [f"{SAVING} لأن الناس تثق بها"]) == ""


def test_only_a_claim_is_gainsaid_not_a_question_for_something():
    assert missing_in("كيف تقلل المؤسسات الادخار؟", [SAVING]) == ""
    assert missing_in("هل تقلل المؤسسات الادخار؟", [SAVING]) == "premise"


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("المؤسسات لا تكون العمال", True),
        ("لن تنجح المشاريع", True),
        ("المشاريع مش مفيدة", True),
        ("they do not save", True),
        ("مش عارف إيه دورها", False),
        ("لا قيمة لها", False),
        ("ولا تكون العمال", False),
        ("معاش الناس", False),
        ("", False),
    ],
)
def test_a_denial_is_one_of_a_verb_or_of_speech(text, denied):
    assert denies(cue_form(text)) is denied
