"""One's own account."""

from __future__ import annotations

import pytest

from tests.review.visitor import PASSWORD, Visitor

NEW = "an even calmer evening"


@pytest.mark.parametrize(
    ("old", "new", "again", "says"),
    [
        ("wrong", NEW, NEW, "كلمة المرور الحالية غير صحيحة"),
        (PASSWORD, NEW, NEW + "!", "كتبت كلمتين مختلفتين"),
        (PASSWORD, PASSWORD, PASSWORD, "هي القديمة نفسها"),
        (PASSWORD, "short", "short", "اثنا عشر حرفا على الأقل"),
        (PASSWORD, "918273645546", "918273645546", "أرقام كلها"),
        (PASSWORD, "password1234", "password1234", "شائعة"),
        (PASSWORD, "rimelhassani1", "rimelhassani1", "تشبه اسمك"),
    ],
)
def test_a_password_that_will_not_do_is_refused_and_the_old_one_stays(signed_in, old, new, again, says):
    rim = signed_in("reviewer", name="rimelhassani")
    page = rim.post("/review/account/password", {"old": old, "new": new, "again": again})
    assert page.status_code == 422
    assert says in page.text
    assert Visitor().sign_in("rimelhassani").status_code == 302


def test_a_new_password_opens_and_the_old_one_does_not(signed_in):
    rim = signed_in("reviewer", name="rim")
    rim.post("/review/account/password", {"old": PASSWORD, "new": NEW, "again": NEW})
    assert "تغيّرت كلمة المرور" in rim.get("/review/account").text
    assert Visitor().sign_in("rim").status_code == 401
    assert Visitor().sign_in("rim", NEW).status_code == 302


def test_the_console_is_arabic_until_somebody_chooses_english_for_themselves(signed_in):
    rim, sami = signed_in("reviewer", name="rim"), signed_in("reviewer", name="sami")
    assert '<html lang="ar" dir="rtl">' in rim.get("/review/account").text
    answer = rim.post("/review/language", {"language": "en", "next": "/review/account"})
    assert answer.headers["location"] == "/review/account"
    assert '<html lang="en" dir="ltr">' in rim.get("/review/account").text
    assert '<html lang="ar" dir="rtl">' in sami.get("/review/account").text
    elsewhere = Visitor()
    elsewhere.sign_in("rim")
    assert '<html lang="en" dir="ltr">' in elsewhere.get("/review/").text


def test_the_language_stays_on_the_sign_in_page(signed_in):
    rim = signed_in("reviewer")
    rim.post("/review/language", {"language": "en"})
    rim.sign_out()
    assert '<html lang="en" dir="ltr">' in rim.get("/review/sign-in").text


@pytest.mark.parametrize("language", ["fr", "", "../en", "en\0"])
def test_a_language_that_there_is_not_is_arabic(signed_in, language):
    rim = signed_in("reviewer")
    rim.post("/review/language", {"language": language})
    assert '<html lang="ar" dir="rtl">' in rim.get("/review/account").text
