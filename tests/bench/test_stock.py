"""When the stock model must be trained again, and what it is made of."""

from pathlib import Path

import pytest

from bench.deployment import STAGES, load_greetings, load_questions
from bench.load import Stage
from bench.stock import CONFIG, training_hash

ROOT = Path(__file__).parents[2]
OURS = ("language:", "assistant_id:")
RASA_DEFAULTS = (
    ROOT / ".venv/rasa/lib/python3.10/site-packages/rasa/engine/recipes/config_files/default_config.yml"
)


def small_root(folder):
    for name, text in (
        (CONFIG, "language: ar"),
        ("domain.yml", "intents: []"),
        ("data/nlu/greet.yml", "nlu: []"),
        ("data/sources/a.md", "text"),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def settings_of(path):
    lines = (
        line.split("#")[0].rstrip().replace('"', "") for line in path.read_text(encoding="utf-8").splitlines()
    )
    return [line for line in lines if line and not line.startswith(OURS)]


@pytest.mark.skipif(not RASA_DEFAULTS.is_file(), reason="Rasa's environment is not installed: make setup")
def test_the_stock_config_is_rasas_own_default():
    assert settings_of(ROOT / CONFIG) == settings_of(RASA_DEFAULTS)


def test_the_hash_changes_with_domain_data_and_config_alone(tmp_path):
    root = small_root(tmp_path)
    before = training_hash(root)
    (root / "data/sources/a.md").write_text("other", encoding="utf-8")
    assert training_hash(root) == before
    for name in ("domain.yml", "data/nlu/greet.yml", CONFIG):
        (root / name).write_text("changed: true", encoding="utf-8")
        assert training_hash(root) != before
        before = training_hash(root)


def test_the_hash_sees_a_file_that_moved(tmp_path):
    root = small_root(tmp_path)
    before = training_hash(root)
    (root / "data/nlu/greet.yml").rename(root / "data/nlu/hello.yml")
    assert training_hash(root) != before


def test_the_questions_last_for_every_stage_without_repeating():
    wanted = sum(stage.messages for stage in STAGES["retrieval"])
    questions = list(load_questions())
    assert len(questions) == len(set(questions))
    assert len(questions) >= wanted + Stage(1, 21).messages
    assert next(load_greetings())
