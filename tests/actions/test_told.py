"""What texts tell, and questions for what the texts found do not hold."""

from __future__ import annotations

import pytest

from actions.answer_question import ActionAnswerQuestion
from actions.asked_for import Asked, asked_for
from actions.message import cue_form
from actions.told import missing_in, tells

PLAIN = "تحسين الأداء بالتدريب المستمر"  # neither number nor time, person nor place


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("number", "بلغ الطول ١٢ مترا"),
        ("number", "وبألف دينار"),
        ("number", "نصف السكان"),
        ("number", "it has twelve rooms"),
        ("number", "quinze chambres"),
        ("time", "بُني سنة ألف وتسعمائة"),
        ("time", "تظهر بعد أن تشتد الحرارة"),
        ("time", "يُفتح صباحا"),
        ("time", "في 732"),
        ("time", "founded before the war"),
        ("time", "ouvert depuis longtemps"),
        ("person", "بناه المهندسون"),
        ("person", "ووزارة الثقافة"),
        ("person", "سكنه الفينيقيون"),
        ("person", "built by the Romans"),
        ("person", "la société du canal"),
        ("place", "في الأرياف"),
        ("place", "والمدن الصغيرة"),
        ("place", "a town of the north"),
        ("place", "dans la ville"),
        ("reason", "لأن المطر غزير"),
        ("reason", "من أجل تحسينه"),
        ("reason", "because it rains"),
    ],
)
def test_a_text_tells_by_its_words(kind, text):
    assert tells(Asked(kind), [PLAIN, text]) is True


@pytest.mark.parametrize("kind", ["number", "time", "person", "place", "reason"])
def test_a_text_without_such_words_tells_none(kind):
    assert tells(Asked(kind), [PLAIN]) is False
    assert tells(Asked(kind), []) is False


@pytest.mark.parametrize("asked", [Asked("premise"), Asked("subject"), Asked("reason", "worth")])
def test_what_has_no_words_of_its_own_stays_open(asked):
    assert tells(asked, [PLAIN]) is None


LONG = " ".join(["كلام"] * 91)


def test_a_reason_in_a_long_text_may_have_no_word_of_its_own():
    assert tells(Asked("reason"), [LONG]) is None
    assert tells(Asked("reason"), [PLAIN, LONG]) is None
    assert tells(Asked("reason"), [f"لأن {LONG}"]) is True


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("من يدرب الأفراد؟", "يدرب الخبير الأفراد", True),
        ("من يدرب الأفراد؟", "تدريب الأفراد", False),
        ("من يدرب العمال؟", "تدريب الأفراد", False),
        ("Who trains the staff?", "تدريب الأفراد", False),
        ("من يدرب الأفراد في المؤسسات الصغيرة؟", "تدرب المشاريع الصغيرة الأفراد", False),
        ("من يدرب الأفراد؟", "تدرب المشاريع الصغيرة الأفراد", True),
        ("من الذين تدربهم المؤسسات؟", "تدرب المشاريع الصغيرة الأفراد", True),
        ("من يبيع؟", "أهم المخترعات والمنتجات", False),
        ("من اخترع هذه المنتجات في الشركات الصغيرة؟", "اخترعها الأفراد", False),
        ("من اخترع هذه المنتجات؟", "اخترعها أحمد", True),
        ("من اخترع هذه المنتجات؟", "هي من إنتاج المشاريع الصغيرة", True),
        ("أي وزير أطلق هذا البرنامج؟", "تطلقه المؤسسات", False),
        ("أي وزير أطلق هذا البرنامج؟", "أطلقه وزير الصناعة", True),
        ("من هو اللاعب الذي يلمس الكرة؟", "حارس المرمى هو اللاعب الوحيد، ويساعده المدرب", True),
    ],
)
def test_a_person_is_told_by_one_that_the_question_does_not_name(question, text, told):
    assert tells(asked_for(cue_form(question)), [text], cue_form(question)) is told


def test_a_date_tells_how_long_and_not_how_much():
    dated = ["افتتح في 3 مارس 1999"]
    assert tells(Asked("number"), dated) is False
    assert tells(Asked("number", "duration"), dated) is True


def test_a_law_is_told_by_its_name():
    assert tells(Asked("number", "law"), ["المادة الخامسة من المرسوم"]) is True
    assert tells(Asked("number", "law"), [PLAIN, "بلغ 12 مترا"]) is False


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("كم ساعة يدوم التدريب؟", "number"),
        ("التدريب بكام؟", "number"),
        ("شحال يكلف التدريب؟", "number"),
        ("Combien coûte la formation ?", "number"),
        ("متى يبدأ التدريب؟", "time"),
        ("وقتاش يبدا التدريب؟", "time"),
        ("مين بيدرب؟", "person"),
        ("Who gives the training?", "person"),
        ("وين يكون التدريب؟", "place"),
        ("أي قانون ينظم التدريب؟", "number"),
        ("كيف يكون التدريب؟", ""),
        ("لماذا التدريب؟", ""),
        ("هل يحسن التدريب الأداء؟", ""),
        ("هل صحيح أن التدريب يحسن الأداء بنسبة 80%؟", "premise"),
        ("هل يحسن التدريب ٩٠٪ من الأداء؟", "premise"),
        ("التدريب سنة 2019", "time"),
        ("كيف كان التدريب العام الماضي؟", "time"),
        ("what was the training last year?", "time"),
        ("la formation cette année", "time"),
        ("عام جديد", ""),
        ("20190 متدربا", ""),
        ("النقطة 2", ""),
        ("", ""),
    ],
)
def test_only_what_texts_clearly_lack_is_missing(question, missing):
    assert missing_in(cue_form(question), [PLAIN]) == missing


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("التدريب سنة 2019", "كما في 2019"),
        ("هل يحسن التدريب الأداء بنسبة 80%؟", "زاد بنسبة 80 بالمئة"),
        ("هل يحسن التدريب الأداء بنسبة 80%؟", "زاد بثمانين في المئة"),
        ("كيف كان التدريب العام الماضي؟", "توسع في العام الماضي"),
    ],
)
def test_a_time_or_a_figure_that_texts_name_is_not_missing(question, text):
    assert missing_in(question, [PLAIN, text]) == ""


def test_a_year_may_stand_in_the_title():
    assert missing_in("ما التدريب في 2019؟", [PLAIN], titles=["تقرير 2019"]) == ""


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("كم دورا لها؟", ""),
        ("قداش من دور عندها؟", ""),
        ("كم نوعا ذكر؟", ""),
        ("الأدوار كم عددها؟", ""),
        ("How many economic roles are there?", ""),
        ("Combien de rôles ont-elles ?", ""),
        ("كم تكلفة هذه الأدوار؟", "number"),
        ("كم شجرة لها دور؟", "number"),
        ("How many trees have a role?", "number"),
    ],
)
def test_a_list_tells_how_many_points_it_has(question, missing):
    assert missing_in(question, [PLAIN], listed=["أدوار التدريب"]) == missing


def test_a_heading_names_what_its_points_are():
    assert missing_in("كم ركنا للتدريب؟", [PLAIN], listed=["أركان التدريب"]) == "number"
    assert missing_in("كم ركن للتدريب؟", [PLAIN], listed=["ركن التدريب"]) == ""


@pytest.mark.parametrize(
    ("text", "kind", "missing"),
    [
        ("متى تكون المنافسة؟", "related", "time"),
        ("كم تكلف المنافسة؟", "related", "number"),
        ("من يقود المنافسة؟", "related", "person"),
        ("المنافسة في 2019", "related", "time"),
        ("لماذا المنافسة؟", "point", ""),
        ("هل المنافسة أداة التغيير؟", "point", ""),
        ("ما المنافسة؟", "point", ""),
    ],
)
def test_the_evidence_says_what_the_passage_found_does_not_hold(ask, library, asked, text, kind, missing):
    library.hits, library.confidence = ("sme-roles/economic/competition",), 0.95
    evidence = ask(ActionAnswerQuestion, library, asked(text)).evidence
    assert (evidence["kind"], evidence["missing"]) == (kind, missing)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("لماذا ترتفع الضريبة؟", "reason"),
        ("هل من ضريبة؟", "premise"),
        ("كم الضريبة؟", "number"),
        ("ما الضريبة؟", ""),
    ],
)
def test_a_near_refusal_for_want_of_confidence_says_what_was_asked_for(ask, library, asked, text, missing):
    library.hits, library.nearness = ("sme-roles/economic/competition",), 0.9
    evidence = ask(ActionAnswerQuestion, library, asked(text)).evidence
    assert (evidence["kind"], evidence["rule"], evidence["missing"]) == ("related", "near_topics", missing)


def test_what_is_far_misses_nothing_certain(ask, library, asked):
    library.hits = ("sme-roles/economic/competition",)
    evidence = ask(ActionAnswerQuestion, library, asked("متى فاز الفريق؟")).evidence
    assert (evidence["kind"], evidence["missing"]) == ("none", "")


def test_the_count_of_a_sections_points_is_answered_with_the_list(ask, library, asked):
    library.hits, library.confidence = ("sme-roles/economic",), 0.95
    turn = ask(ActionAnswerQuestion, library, asked("كم دورا اقتصاديا لها؟"))
    assert (turn.evidence["kind"], turn.messages[0]["response"]) == ("list", "utter_answer_count")
