"""What the words of a question want of a section."""

from __future__ import annotations

import pytest

from actions.wishes import WHOLE, Shape, read_shape


@pytest.mark.parametrize(
    ("asked", "shape"),
    [
        ("كم دورا اقتصاديا للمؤسسات الصغيرة والمتوسطة؟", Shape("count")),
        ("كم عدد التحديات المذكورة", Shape("count")),
        ("شحال من دور عندها", Shape("count")),
        ("how many social roles are there?", Shape("count")),
        ("combien de défis ?", Shape("count")),
        ("لخص الدور الاجتماعي", Shape("summary")),
        ("الدور الاقتصادي باختصار", Shape("summary")),
        ("Résume le rôle social", Shape("summary")),
        ("اذكر اثنين من الأدوار", Shape("first", 2)),
        ("أذكر ثلاثة أدوار اقتصادية", Shape("first", 3)),
        ("اعطني ٤ أدوار", Shape("first", 4)),
        ("give me two challenges", Shape("first", 2)),
        ("عدد الأدوار الاقتصادية", WHOLE),
        ("ما الدور الاقتصادي؟", WHOLE),
        ("اعطني النقطة 3", WHOLE),
        ("اذكر النقطة رقم خمسة", WHOLE),
        ("اثنان", WHOLE),
        ("", WHOLE),
        ("😀" * 20, WHOLE),
    ],
)
def test_the_words_tell_the_form(asked, shape):
    assert read_shape(asked) == shape
