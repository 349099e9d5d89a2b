"""Training examples enter the project's own files, in their form, and leave them when they are undone."""

from __future__ import annotations

import pytest
import yaml

FILE = """version: "3.1"

# Greetings; a comment that stays.
nlu:
  - intent: greet
    examples: |
      - سلام
      - مرحبا
  # Between two intents.
  - intent: goodbye
    examples: |
      - وداعا
"""


@pytest.fixture
def nlu(tmp_path):
    folder = tmp_path / "nlu"
    folder.mkdir()
    (folder / "talk.yml").write_text(FILE, encoding="utf-8")
    return folder


@pytest.fixture
def taught_example(asked, actions, member):
    """Approve a training example: taught_example("greet", "هلا والله")."""
    from django.contrib.auth.models import User

    from web.teaching.plan import Plan
    from web.teaching.workflow import approve, propose

    def teach(intent, text):
        lead = User.objects.filter(username="lead").first() or member("lead")
        theme = asked(text)
        plan = Plan("training", (text,), intent=intent)
        return approve(lead, propose(lead, theme, [theme.questions.get().pk], plan).pk)

    return teach


def examples(text):
    items = yaml.safe_load(text)["nlu"]
    return {item["intent"]: [line[2:] for line in item["examples"].splitlines()] for item in items}


def test_examples_stand_behind_their_intent_s_own(nlu, taught_example):
    from web.teaching.training import changes, write

    taught_example("greet", "هلا والله بالدليل")
    taught_example("goodbye", "في أمان الله يا دليل")
    taught_example("greet", "مساء الورد يا دليل")
    found = changes(nlu)
    assert examples(found[0].after) == {
        "greet": ["سلام", "مرحبا", "هلا والله بالدليل", "مساء الورد يا دليل"],
        "goodbye": ["وداعا", "في أمان الله يا دليل"],
    }
    added = [line for line in found[0].diff.splitlines() if line.startswith(("+", "-"))]
    assert added == [
        "--- a/data/nlu/talk.yml",
        "+++ b/data/nlu/talk.yml",
        "+      - هلا والله بالدليل",
        "+      - مساء الورد يا دليل",
        "+      - في أمان الله يا دليل",
    ]
    assert [line for line in FILE.splitlines() if "#" in line] == [
        line for line in found[0].after.splitlines() if "#" in line
    ]
    write(found)
    assert changes(nlu) == []


def test_what_is_undone_leaves_the_files_again(nlu, taught_example):
    from django.contrib.auth.models import User

    from web.teaching.training import changes, write
    from web.teaching.workflow import undo

    proposal = taught_example("greet", "هلا والله بالدليل")
    write(changes(nlu))
    undo(User.objects.get(username="lead"), proposal.pk)
    write(changes(nlu))
    assert (nlu / "talk.yml").read_text(encoding="utf-8") == FILE


def test_an_example_that_is_known_in_any_spelling_is_not_added(nlu, taught_example):
    from web.teaching.training import changes

    (nlu / "talk.yml").write_text(FILE.replace("مرحبا", "مرحبا بالدليل الطيب"), encoding="utf-8")
    taught_example("greet", "مَرحبا بالدليل الطيّب!")
    assert changes(nlu) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("هلا [بك](person) يا دليل {x}", "هلا بك (person) يا دليل x"),
        ("/greet يا دليل الخير", "greet يا دليل الخير"),
        ("هلا: \"دليل\" 'طيب' # خير", "هلا: \"دليل\" 'طيب' # خير"),
        ("- هلا | يا دليل الخير", "- هلا | يا دليل الخير"),
    ],
)
def test_hostile_examples_stay_one_example_of_plain_words(nlu, taught_example, text, line):
    from web.teaching.training import changes

    taught_example("greet", text)
    assert examples(changes(nlu)[0].after)["greet"][-1] == line


def test_the_project_s_own_files_are_read_and_kept_as_they_are(taught, actions):
    from web.teaching.training import changes, intent_names, own_examples

    assert {"greet", "ask_human", "ask_section"} <= set(intent_names())
    assert len(list(own_examples())) > 1000
    assert changes() == []


@pytest.mark.process
def test_near_examples_of_other_intents_are_found(taught_example, index_directory, encoder_directory):
    from web.teaching.training import SHOWN, find_neighbours, own_examples

    proposal = taught_example("ask_question", "ما هي التحديات التي تواجه المؤسسات الصغيرة حقا")
    assert find_neighbours() == 1
    assert find_neighbours() == 0
    found = proposal.wordings.get().neighbours
    known = {(example.text, example.intent) for example in own_examples()}
    assert 0 < len(found) <= SHOWN
    assert all((one["text"], one["intent"]) in known for one in found)
    assert {one["intent"] for one in found} == {"ask_section"}
    likenesses = [one["likeness"] for one in found]
    assert likenesses == sorted(likenesses, reverse=True)


def test_an_export_into_the_project_s_own_files_is_noted_and_one_into_a_candidate_s_is_not(
    nlu, taught_example, monkeypatch
):
    from django.core.management import call_command

    from web.teaching import command_line
    from web.teaching.models import Proposal

    example = taught_example("greet", "هلا والله بالدليل")

    def is_noted():
        return Proposal.objects.get(pk=example.pk).taken_up_at is not None

    call_command("teach", "export", "training", "--nlu", str(nlu))
    assert not is_noted()
    call_command("teach", "export", "training", "--write", "--nlu", str(nlu))
    assert not is_noted()
    monkeypatch.setattr(command_line, "FOLDER", nlu.resolve())
    call_command("teach", "export", "training", "--write", "--nlu", str(nlu))
    assert is_noted()
