"""Disturbed questions: what each disturbance does, that a seed fixes it, and what the figures say."""

from random import Random

import pytest

from arabic import encoder_form, has_arabic, is_arabizi, search_key
from bench.answers import Outcome
from bench.command import BenchError
from bench.disturb import DISTURBANCES, arabizi, drop_hamza, join_words, question_marks
from bench.questions import AllOf, InDomainQuestion, parse_reply
from bench.robust import ALL, ask_all, disturbed, score, tables_of
from tests.bench.replies import answer

QUESTION = "ما أهم أدوار المؤسسات الصغيرة؟"
EXPECTED = AllOf((("زيادة الادخار",),))


def under(name, text=QUESTION, seed=1):
    return ALL[name](text, Random(seed))


def test_hamzas_lose_their_marks_and_the_rest_stays():
    assert under("drop_hamza") == "ما اهم ادوار الموسسات الصغيرة؟"
    assert drop_hamza("آراء الرؤساء الأوائل إن شاءت", Random(1)) == "ارا الروسا الاوايل ان شات"


@pytest.mark.parametrize(
    ("name", "letters"), [("drop_letter", -1), ("swap_letters", 0), ("double_letter", 1)]
)
@pytest.mark.parametrize("seed", range(5))
def test_one_word_changes_by_a_letter_that_is_not_its_first(name, letters, seed):
    changed = under(name, seed=seed)
    assert len(changed) == len(QUESTION) + letters
    words = list(zip(QUESTION.split(), changed.split(), strict=True))
    assert sum(was != now for was, now in words) <= 1
    if name != "swap_letters":
        assert all(was[0] == now[0] for was, now in words)


def test_one_space_goes():
    assert under("join_words").count(" ") == QUESTION.count(" ") - 1
    assert under("join_words").replace(" ", "") == QUESTION.replace(" ", "")
    assert join_words("كلمة", Random(1)) == "كلمة"


@pytest.mark.parametrize("name", ["add_diacritics", "add_tatweel"])
def test_marks_are_added_to_the_same_letters(name):
    assert under(name) != QUESTION
    assert encoder_form(under(name)) == QUESTION


def test_a_particle_comes_first_and_question_marks_come_last():
    assert under("dialect_particle").endswith(f" {QUESTION}")
    assert under("question_marks") == "ما أهم أدوار المؤسسات الصغيرة؟؟؟"
    assert question_marks("دور", Random(1)) == "دور؟؟؟"


def test_arabizi_has_no_arabic_letter_and_is_taken_for_arabizi():
    spelt = {under("arabizi", seed=seed) for seed in range(6)}
    assert len(spelt) > 1
    assert not any(has_arabic(text) for text in spelt)
    assert all(is_arabizi(text) for text in spelt)
    assert {arabizi("خدمة", Random(seed)) for seed in range(9)} >= {"khdma", "5dema"}


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("text", ["", "   ", "؟", "abc", "في", "🙂"])
def test_where_nothing_can_be_disturbed_no_letter_changes(name, text):
    if name != "dialect_particle":
        assert search_key(under(name, text)) == search_key(text) or name == "arabizi"


def test_a_question_is_disturbed_alike_whatever_stands_around_it():
    questions = [InDomainQuestion(text, "msa", EXPECTED) for text in (QUESTION, "كيف تخلق مناصب الشغل؟")]
    for name in ALL:
        assert disturbed(questions, name, 1)[1:] == disturbed(questions[1:], name, 1)
        assert disturbed(questions, name, 1) == disturbed(questions, name, 1)
    assert any(disturbed(questions, name, 1) != disturbed(questions, name, 2) for name in ALL)


def test_a_text_that_stays_as_it_is_is_not_asked_again():
    asked = []

    def ask(text, sender):
        asked.append((text, sender))
        return parse_reply(answer("زيادة الادخار"))

    question = InDomainQuestion("دور في من عن", "msa", EXPECTED)
    run = ask_all([question], ask, seed=1)
    texts = [text for text, _ in asked]
    assert texts.count(question.text) == 1
    assert len({sender for _, sender in asked}) == len(asked)
    assert run["drop_hamza"] == run["undisturbed"]
    assert set(run) == {"undisturbed", "arabizi", *DISTURBANCES}


def outcomes(*right):
    reply = parse_reply(answer("زيادة الادخار"))
    return [Outcome(f"q{number}", "msa", reply, each) for number, each in enumerate(right)]


def test_figures_are_relative_to_the_undisturbed_and_the_worst_leaves_arabizi_out():
    run = {
        "undisturbed": outcomes(True, True, True, False),
        "drop_letter": outcomes(True, True, False, False),
        "join_words": outcomes(True, True, True, True),
        "arabizi": outcomes(True, False, False, False),
    }
    assert score(run) == {
        "robust_undisturbed": 0.75,
        "robust_drop_letter": 0.6667,
        "robust_join_words": 1.3333,
        "robust_arabizi": 0.3333,
        "robust_worst": 0.6667,
    }
    shares, lost = tables_of(run)
    assert shares.rows[1] == ("drop_letter", "2", "66.7 %")
    assert [row[:2] for row in lost.rows] == [("drop_letter", "q2"), ("arabizi", "q1"), ("arabizi", "q2")]


def test_nothing_right_at_all_is_no_base_to_compare_with():
    with pytest.raises(BenchError, match="nothing to compare"):
        score({"undisturbed": outcomes(False), "drop_letter": outcomes(False)})
