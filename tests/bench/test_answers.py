"""Scores of questions asked of a system that answers from a script."""

from bench.answers import ask_in_domain, ask_out_of_domain, misses_table, score, shares_table
from bench.questions import AllOf, InDomainQuestion, OutOfDomainQuestion, parse_reply
from tests.bench.replies import answer

SCRIPT = {
    "رايت": answer("زيادة الادخار"),
    "خطأ": answer("شيء آخر"),
    "مرفوض": answer("لا تجيب المصادر عن هذا", "related"),
    "تحية": answer("أهلا وسهلا", None, intent="greet"),
}
EXPECTED = AllOf((("زيادة الادخار",),))


class Scripted:
    """Answers from SCRIPT and remembers who asked."""

    def __init__(self):
        self.senders = []

    def __call__(self, text, sender):
        self.senders.append(sender)
        return parse_reply(SCRIPT[text])


def outcomes():
    ask = Scripted()
    in_domain = ask_in_domain(
        [
            InDomainQuestion("رايت", "msa", EXPECTED),
            InDomainQuestion("خطأ", "msa", EXPECTED),
            InDomainQuestion("رايت", "gulf", EXPECTED),
            InDomainQuestion("مرفوض", "gulf", EXPECTED),
        ],
        ask,
    )
    out_of_domain = ask_out_of_domain(
        [
            OutOfDomainQuestion("خطأ", "near"),
            OutOfDomainQuestion("مرفوض", "near"),
            OutOfDomainQuestion("مرفوض", "near"),
            OutOfDomainQuestion("تحية", "far"),
        ],
        ask,
    )
    return in_domain, out_of_domain, ask


def test_score_has_the_published_keys_as_shares():
    in_domain, out_of_domain, _ = outcomes()
    assert score(in_domain, out_of_domain) == {
        "in_domain": 0.5,
        "in_domain_msa": 0.5,
        "in_domain_gulf": 0.5,
        "in_domain_refused": 0.25,
        "out_near": 0.6667,
        "out_far": 1.0,
    }


def test_a_file_that_was_not_given_has_no_keys():
    in_domain, out_of_domain, _ = outcomes()
    assert set(score([], out_of_domain)) == {"out_near", "out_far"}
    assert not any(key.startswith("out_") for key in score(in_domain, []))


def test_every_question_is_asked_by_a_sender_of_its_own():
    _, _, ask = outcomes()
    assert len(set(ask.senders)) == len(ask.senders) == 8


def test_every_miss_is_listed_with_what_was_said():
    in_domain, out_of_domain, _ = outcomes()
    table = misses_table([*in_domain, *out_of_domain])
    assert table.title == "Misses: 3"
    assert table.rows == (
        ("msa", "خطأ", "ask_question", "point", "0.75", "d/s/p", "شيء آخر", "lacks زيادة الادخار"),
        (
            "gulf",
            "مرفوض",
            "ask_question",
            "related",
            "0.75",
            "d/s/p",
            "لا تجيب المصادر عن هذا",
            "refused; lacks زيادة الادخار",
        ),
        ("near", "خطأ", "ask_question", "point", "0.75", "d/s/p", "شيء آخر", "answered"),
    )


def test_shares_are_shown_by_group():
    in_domain, out_of_domain, _ = outcomes()
    assert shares_table(in_domain, out_of_domain).rows == (
        ("in_domain", "4", "50.0 %", "1"),
        ("in_domain_msa", "2", "50.0 %", "0"),
        ("in_domain_gulf", "2", "50.0 %", "1"),
        ("out_near", "3", "66.7 %", "2"),
        ("out_far", "1", "100.0 %", "1"),
    )
