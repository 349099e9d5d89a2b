"""What a question asks for, in every dialect and language, with careless spelling."""

from __future__ import annotations

import pytest

from actions.asked_for import asked_for
from actions.message import cue_form

NUMBER = [
    "كم تبلغ مساحة البحيرة؟",
    "كم عاملا في هذا المصنع؟",
    "ما هي نسبة الأملاح في الماء؟",
    "ما عدد سكان القرية",
    "بكم تباع التذكرة؟",
    "شحال من كتاب في المكتبة؟",
    "قداش يوزن الفيل؟",
    "التذكرة بكام؟",
    "القطر بيقف كام مرة؟",
    "كم باقي من المال؟",
    "الكيلو قديش؟",
    "ch7al ykhles el khedam?",
    "How many islands does the country have?",
    "how much water do trees need",
    "What is the length of the river?",
    "Please tell me how tall the tower is",
    "Combien d'étages compte la tour ?",
    "Quel est le prix du billet ?",
    "نسبة الرطوبة في الصيف",
]
TIME = [
    "متى بُني الجسر؟",
    "في أي عام فُتح المتحف؟",
    "ما تاريخ افتتاح المتحف؟",
    "وقتاش يحلو المتحف؟",
    "المتحف بيفتح إمتى؟",
    "امتي اتبني الكوبري",
    "متى يفتحون المتحف، تدري؟",
    "المباراة الساعة كام؟",
    "متا تأسس النادي",
    "When was the bridge built?",
    "In which year did the museum open?",
    "Quand le musée a-t-il ouvert ?",
    "Depuis quand existe-t-il ?",
]
PERSON = [
    "من بنى الجسر؟",
    "من هو مؤسس المتحف؟",
    "مع من يتعاون المتحف؟",
    "شكون لي بنى القنطرة؟",
    "مين اللي صمم البرج؟",
    "الجسر منو بناه؟",
    "أي وزير افتتح المتحف؟",
    "قل لي من رسم اللوحة",
    "Who designed the tower?",
    "By whom was the bridge built?",
    "Qui a construit le pont ?",
]
PLACE = [
    "أين يقع المتحف؟",
    "اين المتحف",
    "في أي مدينة يوجد البرج؟",
    "وين جات القنطرة؟",
    "المتحف فين؟",
    "وين ألقى المكتبة؟",
    "Where is the tower?",
    "In which city is the museum?",
    "Où se trouve le musée ?",
    "ما عاصمة البلاد؟",
]
REASON = [
    "لماذا أغلق الجسر؟",
    "علاش غلقو القنطرة؟",
    "قفلوا الكوبري ليه؟",
    "ليش سكروا الجسر؟",
    "ما سبب إغلاق الجسر؟",
    "Why was the bridge closed?",
    "Pourquoi le pont est-il fermé ?",
]
PREMISE = [
    "هل أُغلق الجسر؟",
    "هل صحيح أن المتحف مجاني؟",
    "واش كاين متحف في المدينة؟",
    "هو المتحف مفتوح؟",
    "Is the museum open on Fridays?",
    "Is it true that the bridge was closed?",
    "Est-ce que le musée est ouvert ?",
]
NOTHING = [
    "ما هو المتحف؟",
    "كيف بُني الجسر؟",
    "ما فوائد القراءة؟",
    "اشرح لي عمل المحرك",
    "عدد لي أنواع الأشجار",
    "عدد أنواع الأشجار",
    "من فضلك اشرح لي عمل المحرك",
    "من خلال النص، ما فوائد القراءة؟",
    "من أين يأتي الماء؟",
    "منين يجي الما؟",
    "كيفاش يخدم المحرك؟",
    "المحرك بيشتغل ازاي؟",
    "القراءة",
    "ما قانون الجاذبية؟",
    "what does the engine do",
    "How does the engine work?",
    "Companies who export more, what do they gain?",
    "Engines when they are cold",
    "Where does the water come from?",
    "Comment fonctionne le moteur ?",
    "Quels sont les effets de la lecture ?",
    "",
    "؟؟؟",
    "\U0001f642",
    "x" * 10_000,
]


@pytest.mark.parametrize(
    ("kind", "question"),
    [
        (kind, question)
        for kind, questions in {
            "number": NUMBER,
            "time": TIME,
            "person": PERSON,
            "place": PLACE,
            "reason": REASON,
            "premise": PREMISE,
            "": NOTHING,
        }.items()
        for question in questions
    ],
)
def test_the_interrogative_and_what_it_governs_say_what_is_asked_for(kind, question):
    asked = asked_for(cue_form(question))
    assert (asked.kind if asked else "") == kind


@pytest.mark.parametrize(
    ("question", "sought", "counted"),
    [
        ("كم نوعا من الأشجار في الغابة؟", "count", ("نوعا",)),
        ("كم عدد الجزر؟", "count", ("الجزر",)),
        ("How many of the islands are inhabited?", "count", ("islands",)),
        ("How many large islands does it have?", "count", ("large", "islands")),
        ("كم عددها؟", "count", ()),
        ("كم سعر التذكرة؟", "", ()),
        ("ما ثمن التذكرة؟", "", ()),
        ("كم سنة دام البناء؟", "duration", ()),
        ("How long did it take?", "duration", ()),
        ("أي قانون ينظم الصيد؟", "law", ()),
        ("Which law governs fishing?", "law", ()),
        ("Quelle loi régit la pêche ?", "law", ()),
    ],
)
def test_a_number_is_a_count_a_duration_a_law_or_a_measure(question, sought, counted):
    asked = asked_for(cue_form(question))
    assert asked is not None
    assert (asked.kind, asked.sought, asked.counted) == ("number", sought, counted)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("هل تعرف متى بُني الجسر؟", "time"),
        ("Do you know who built it?", "person"),
        ("متى بُني الجسر ومن بناه؟", "time"),
        ("الجسر القديم، وين جا؟", "place"),
    ],
)
def test_the_first_interrogative_counts_behind_what_introduces_it(question, kind):
    asked = asked_for(cue_form(question))
    assert asked is not None
    assert asked.kind == kind


def test_how_then_when_asks_for_an_explanation():
    assert asked_for("كيف بُني الجسر ومتى؟") is None
