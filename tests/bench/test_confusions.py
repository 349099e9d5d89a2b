"""The list of confused intents, and the report it is written to."""

import subprocess
import sys

from bench.figures import Figures, write_report
from bench.labelled import Judged, confusion_tables

JUDGED = [
    Judged("سلام", "greet", "greet", 0.9),
    Judged("مع السلامة", "goodbye", "greet", 0.6),
    Judged("إلى اللقاء", "goodbye", "greet", 0.8),
    Judged("وداعا", "goodbye", "goodbye", 0.7),
    Judged("شكرا", "thank", "goodbye", 0.5),
]


def test_intents_stand_worst_first_with_recall_and_precision():
    intents, _, _ = confusion_tables(JUDGED)
    assert intents.rows == (
        ("thank", "1", "0", "0.0 %", "0.0 %"),
        ("goodbye", "3", "1", "33.3 %", "50.0 %"),
        ("greet", "1", "1", "100.0 %", "33.3 %"),
    )


def test_pairs_are_counted_and_mistaken_sentences_named():
    _, pairs, sentences = confusion_tables(JUDGED)
    assert pairs.rows == (("goodbye", "greet", "2"), ("thank", "goodbye", "1"))
    assert sentences.title == "Mistaken sentences: 3 of 5"
    assert sentences.rows == (
        ("إلى اللقاء", "goodbye", "greet", "0.80"),
        ("مع السلامة", "goodbye", "greet", "0.60"),
        ("شكرا", "thank", "goodbye", "0.50"),
    )


def test_the_report_holds_the_sentences_and_what_wrote_it(tmp_path):
    figures = Figures("The bot's own intents", {"own_accuracy": 0.4}, confusion_tables(JUDGED))
    path = write_report(figures, "intents-own", folder=tmp_path, command="bench.intents --own")
    text = path.read_text(encoding="utf-8")
    assert path.name == "intents-own.md"
    assert "| إلى اللقاء | goodbye | greet | 0.80 |" in text
    assert "Written by `python -m bench.intents --own` on " in text
    assert '"own_accuracy": 0.4' in text


def test_one_file_without_the_other_is_refused():
    command = [sys.executable, "-m", "bench.intents", "--train", "a.csv"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "name both TRAIN=a.csv and TEST=b.csv" in ended.stderr
