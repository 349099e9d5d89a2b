"""Questions that sound alike and ask for something else."""

from __future__ import annotations

import pytest

from index.curated.likeness import Claims


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ما قيمة القرض سنة 2019؟", "ما قيمة القرض سنة 2020؟"),
        ("ما قيمة القرض سنة 2019؟", "ما قيمة القرض؟"),
        ("هل يجوز الدفع نقدا؟", "هل لا يجوز الدفع نقدا؟"),
        ("قرض بفوائد", "قرض بدون فوائد"),
        ("Can I pay in cash?", "Can't I pay in cash?"),
        ("متى ولد الأمير؟", "أين ولد الأمير؟"),
        ("من أسس الشركة؟", "متى أسست الشركة؟"),
        ("When was it built?", "أين بني؟"),
        ("كم يكلف؟", "لماذا يكلف؟"),
    ],
)
def test_another_number_a_denial_or_another_question_word_contradicts(one: str, other: str) -> None:
    assert Claims.of(one).contradict(Claims.of(other))
    assert Claims.of(other).contradict(Claims.of(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("قرض ٢٠١٩", "قرض 2019"),
        ("سنة 007", "سنة 7"),
        ("لا أعرف كيف أسجل مؤسستي", "كيف أسجل مؤسستي؟"),
        ("مش عارف أسجل مؤسستي", "تسجيل مؤسستي"),
        ("متى ولد الأمير؟", "امتى اتولد الأمير"),
        ("ما تاريخ ميلاد الأمير؟", "متى ولد الأمير؟"),
        ("أين يقع مقر الشركة من المدينة؟", "وين مقر الشركة"),
        ("Who founded it?", "من أسسها؟"),
        ("هل من شروط؟", "متى الشروط؟"),
        ("", "🌵"),
    ],
)
def test_the_same_said_otherwise_does_not(one: str, other: str) -> None:
    assert not Claims.of(one).contradict(Claims.of(other))
