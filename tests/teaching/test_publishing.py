"""The published file follows the database, and the index's own word says what has been taken up."""

from __future__ import annotations

import hashlib

import pytest

JOBS = "sme-roles/economic/jobs"


@pytest.fixture
def approved(asked, actions, member):
    """Approve a curated question: approved("كم فرصة؟")."""
    from django.contrib.auth.models import User

    from web.teaching.plan import Plan
    from web.teaching.workflow import approve, propose

    def approve_one(text, passage_id=JOBS):
        lead = User.objects.filter(username="lead").first() or member("lead")
        theme = asked(text)
        plan = Plan("curated", (text,), passage_id=passage_id)
        return approve(lead, propose(lead, theme, [theme.questions.get().pk], plan).pk)

    return approve_one


def test_the_file_is_rewritten_whatever_became_of_it(approved, curated):
    from web.teaching.background import Publisher

    publisher = Publisher()
    approved("كم فرصة؟")
    publisher()
    written = curated.read_bytes()
    assert "كم فرصة؟".encode() in written
    for harm in (curated.unlink, lambda: curated.write_bytes(b"half a li"), lambda: curated.write_bytes(b"")):
        harm()
        publisher()
        assert curated.read_bytes() == written
    assert [path.name for path in curated.parent.iterdir()] == [curated.name]  # nothing half-written


def test_a_file_that_is_right_is_left_alone(approved, curated):
    from web.teaching.background import Publisher

    approved("كم فرصة؟")
    Publisher()()
    before = curated.stat()
    Publisher()()
    assert (curated.stat().st_ino, curated.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_nothing_counts_as_taken_up_before_the_index_has_this_very_file(approved, actions, curated):
    from web.teaching.published import publish, take_up

    proposal = approved("كم فرصة؟")
    actions.is_to.follows = False
    publish()
    take_up()
    proposal.refresh_from_db()
    assert proposal.taken_up_at is None
    actions.is_to.follows = True
    take_up()
    proposal.refresh_from_db()
    assert proposal.taken_up_at is not None
    other = approved("هل توظف كثيرا؟")
    take_up()  # the file does not have it yet
    other.refresh_from_db()
    assert other.taken_up_at is None


def test_an_undoing_is_followed_too(approved, actions, curated):
    from django.contrib.auth.models import User

    from web.teaching.published import publish, take_up, waiting
    from web.teaching.workflow import undo

    proposal = approved("كم فرصة؟")
    publish()
    take_up()
    undo(User.objects.get(username="lead"), proposal.pk)
    assert list(waiting()) == [proposal]
    publish()
    take_up()
    assert list(waiting()) == []


def test_what_the_index_leaves_out_is_said_until_it_is_mended(approved, actions, curated):
    """An index rebuilt without the passage, and then with it again."""
    from web.teaching.published import publish, take_up

    proposal = approved("كم فرصة؟")
    publish()
    passages = actions.is_to.passages
    actions.is_to.passages = [each for each in passages if each["id"] != JOBS]
    take_up()
    proposal.refresh_from_db()
    assert proposal.trouble == "no such passage"
    actions.is_to.passages = passages
    take_up()
    proposal.refresh_from_db()
    assert proposal.trouble == ""
    assert proposal.state == "approved"


def test_the_fingerprint_is_that_of_the_file(approved, curated):
    from web.teaching.published import publish

    approved("كم فرصة؟")
    assert publish() == hashlib.sha256(curated.read_bytes()).hexdigest()


def test_a_line_break_of_any_kind_stays_within_one_line(approved, curated):
    from web.teaching.published import publish

    approved("كم\u2028فرصة\u2029عمل\x85؟")
    publish()
    assert curated.read_bytes().count(b"\n") == 1
