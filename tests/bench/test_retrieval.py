"""Retrieval's ranks and figures, with an index that answers from a script."""

import math
from types import SimpleNamespace

from bench.corpora import Context, Corpus, Question
from bench.retrieval import SCORERS, as_passage, figures_of, rank_all, tables_of

QUESTIONS = (Question("q1", "a"), Question("q2", "b"))
FOUND = {"dense": ["a", "b"], "words": ["b", "a"], "fused": ["c"]}


class ScriptedIndex:
    """Finds the same ids for every query, by voice; cuts at k."""

    def search(self, query, k, scorers):
        name = next(name for name, parts in SCORERS.items() if parts == scorers)
        return SimpleNamespace(
            hits=[SimpleNamespace(passage=SimpleNamespace(id=one)) for one in FOUND[name][:k]]
        )


def test_every_voice_is_asked_every_question():
    ranks, milliseconds = rank_all(ScriptedIndex(), QUESTIONS)
    assert ranks == {"dense": [1, 2], "words": [2, 1], "fused": [None, None]}
    assert milliseconds >= 0


def test_figures_have_the_published_keys():
    ranks, _ = rank_all(ScriptedIndex(), QUESTIONS)
    values = figures_of(ranks)
    names = ("hit1", "hit3", "hit5", "mrr10", "ndcg10")
    assert set(values) == {f"{voice}_{name}" for voice in SCORERS for name in names}
    assert [values[f"dense_{name}"] for name in names] == [
        0.5,
        1.0,
        1.0,
        0.75,
        round((1 + 1 / math.log2(3)) / 2, 4),
    ]
    assert values["fused_mrr10"] == 0.0


def test_a_context_becomes_a_point_of_its_own_text():
    passage = as_passage(Context("7", "title", "text"), 7)
    assert (passage.id, passage.text, passage.heading, passage.kind) == ("7", "text", "", "point")


def test_the_table_names_questions_and_passages():
    values = figures_of(rank_all(ScriptedIndex(), QUESTIONS)[0])
    values |= {"query_cpu_ms": 10.0, "embed_cpu_ms": 4.0, "build_s": 1.0}
    scorers, costs = tables_of(values, Corpus((Context("a", "", "x"),), QUESTIONS))
    assert scorers.title == "2 questions over 1 passages, ×100"
    assert scorers.rows[0] == ("dense", "50.0", "100.0", "100.0", "75.0", "81.5")
    assert costs.rows[0] == ("query_cpu_ms", "10.0")
