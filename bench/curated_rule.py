"""Fitting when a curated question overrides the search; writes index/curated/rule.json.

    python -m bench.curated_rule --parallel ArBanking77-train.csv --squad arcd-train.json

Learned from questions and their translations into dialect, with the questions of other intents beside
them; corpus questions disturbed and reworded, with those of other passages beside them; questions in Arabic,
English and French. Half of each is held out, and what the rule does on that half is printed.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np

from arabic import search_form
from bench.command import BenchError, input_file, make_parser, run_command
from bench.corpora import read_pairs, read_squad
from bench.figures import Figures, Table, percent, share
from bench.teaching import ASKED, curated_of, reworded, split
from encoder import EncoderError, QueryEncoder
from encoder.sentence import open_query_encoder
from index import DaleelIndexError
from index.confidence import Logistic
from index.curated import CuratedMatcher, CuratedQuestion, CuratedSet
from index.curated.matcher import (
    FEATURES,
    OTHER_SCRIPT_FEATURES,
    RULE_FILE,
    Candidate,
    Rule,
    bounded,
    same_script_row,
)
from index.index import DEFAULT_ENCODER
from index.vector_cache import VectorCache

CACHE = Path("var/bench/vectors")
TRANSLATIONS = Path(__file__).with_name("translated_questions.tsv")
OVERRIDE, OVERRIDE_AGAINST = 0.5, 0.9
SHOWN = (0.5, 0.6, 0.7, 0.8, 0.9)  # probabilities at which the held-out half is judged
CROWDS = (1, 4, 30, 120)  # how many curated questions stand beside each other: few at first, then many
HARDEST = 2  # candidates of a question that the rule is fitted on
TURNS = 30  # curated questions of each crowd's size, over all its episodes
OTHERS_EVERY = 10  # of the other intents' questions; there are many
REWORDED_SHARE = 0.25  # of the corpus's rewordings; they are easier than translations, and more
NO_RULE = Rule(
    Logistic(FEATURES, (0.0,) * 4, (1.0,) * 4, (0.0,) * 4, 0.0),
    Logistic(OTHER_SCRIPT_FEATURES, (0.0,) * 2, (1.0,) * 2, (0.0,) * 2, 0.0),
    OVERRIDE,
    OVERRIDE_AGAINST,
)  # candidates are compared before there is one


@dataclass(frozen=True, slots=True)
class Asked:
    """A question beside some curated ones; `passage` is the one that is right, "" where none is."""

    text: str
    passage: str


@dataclass(frozen=True, slots=True)
class Episode:
    """Curated questions that are live together, and what is asked of them."""

    curated: Sequence[CuratedQuestion]
    asked: Sequence[Asked]


@dataclass(frozen=True, slots=True)
class Judged:
    """What a question met: the candidates, and which of them are right."""

    candidates: list[Candidate]
    right: list[bool]
    has_answer: bool

    @property
    def hardest(self) -> list[tuple[Candidate, bool]]:
        """The nearest candidates: the farther ones are easy to tell, and many."""
        return list(zip(self.candidates, self.right, strict=True))[:HARDEST]


class Workshop:
    """Embeds and compares, with vectors that are kept from run to run."""

    def __init__(self, encoder: QueryEncoder, cache: VectorCache) -> None:
        self.encoder, self.cache = encoder, cache

    def judged(self, episode: Episode) -> Iterator[Judged]:
        """Yield what each question of an episode meets."""
        curated = CuratedSet.of(episode.curated, "fit", self.encoder, self.cache)
        matcher = CuratedMatcher(curated, {one.passage_id for one in episode.curated}, rule=NO_RULE)
        vectors = self.cache.vectors(self.encoder, [one.text for one in episode.asked])
        for one, vector in zip(episode.asked, vectors, strict=True):
            found = matcher.candidates(search_form(one.text), vector)
            right = [each.question.passage_id == one.passage for each in found]
            yield Judged(found, right, bool(one.passage))


def parallel_episodes(workshop: Workshop, path: Path) -> tuple[list[Episode], list[Episode]]:
    """Return episodes of either half of the intents: translations, and other intents' questions."""
    pairs = read_pairs(path, workshop.encoder, workshop.cache)
    intents = sorted({pair.intent for pair in pairs})
    Random(0).shuffle(intents)
    halves = intents[::2], intents[1::2]
    found: list[list[Episode]] = [[], []]
    for half, names in enumerate(halves):
        mine = [pair for pair in pairs if pair.intent in set(names)]
        for crowd in CROWDS:
            for turn in range(max(1, TURNS // crowd)):
                chosen = Random(f"{crowd} {turn}").sample(mine, min(crowd, len(mine)))
                known = {pair.intent for pair in chosen}
                curated = [
                    CuratedQuestion(str(number), pair.intent, pair.standard)
                    for number, pair in enumerate(chosen)
                ]
                others = [pair for pair in mine if pair.intent not in known][::OTHERS_EVERY]
                asked = [Asked(pair.dialect, pair.intent) for pair in chosen]
                found[half].append(Episode(curated, [*asked, *(Asked(pair.dialect, "") for pair in others)]))
    return found[0], found[1]


def corpus_episodes(path: Path) -> tuple[list[Episode], list[Episode]]:
    """Return episodes of either half of the passages: rewordings, and other passages' questions."""
    learned, others = split(read_squad(path).questions)
    halves = []
    for half in (0, 1):
        mine = [one for one in learned if int(one.context_id) % 2 == half]
        strangers = [one for one in others if int(one.context_id) % 2 == half]
        episodes = []
        for crowd in CROWDS:
            for turn in range(max(1, TURNS // crowd // 2)):
                chance = Random(f"{crowd} {turn} {half}")
                chosen = chance.sample(mine, min(crowd, len(mine)))
                known = {one.context_id for one in chosen}
                asked = [
                    Asked(one.text, one.context_id)
                    for name in ASKED
                    for one in reworded(chosen, name, seed=2)
                    if chance.random() < REWORDED_SHARE
                ]
                asked += [Asked(one.text, "") for one in strangers if one.context_id not in known]
                episodes.append(Episode(curated_of(chosen), asked))
        halves.append(episodes)
    return halves[0], halves[1]


def translated_episodes() -> tuple[list[Episode], list[Episode]]:
    """Return episodes of one half of the translated questions and of the other, curated in Arabic."""
    lines = TRANSLATIONS.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    halves = []
    for half in (0, 1):
        mine, strangers = rows[half::2], rows[1 - half :: 2]
        episodes = []
        for crowd in (1, len(mine)):
            for start in range(0, len(mine), crowd):
                lot = mine[start : start + crowd]
                curated = [
                    CuratedQuestion(str(number), str(number), row[0]) for number, row in enumerate(lot)
                ]
                asked = [Asked(text, str(number)) for number, row in enumerate(lot) for text in row[1:]]
                asked += [Asked(text, "") for row in strangers for text in row[1:]]
                episodes.append(Episode(curated, asked))
        halves.append(episodes)
    return halves[0], halves[1]


def fit_rule(same_script: Sequence[Judged], other_script: Sequence[Judged]) -> Rule:
    """Fit both models on the candidates of what was asked."""
    rows, right = [], []
    for judged in same_script:
        for one, is_right in judged.hardest:
            if one.likeness is not None:
                rows.append(same_script_row(one.cosine, one.margin, one.likeness))
                right.append(is_right)
    crossed = [
        ((one.cosine, bounded(one.margin)), is_right)
        for judged in other_script
        for one, is_right in judged.hardest
        if one.likeness is None
    ]
    return Rule(
        Logistic.fit(FEATURES, np.array(rows), np.array(right)),
        Logistic.fit(
            OTHER_SCRIPT_FEATURES, np.array([row for row, _ in crossed]), np.array([r for _, r in crossed])
        ),
        OVERRIDE,
        OVERRIDE_AGAINST,
    )


def outcomes(rule: Rule, judged: Sequence[Judged], threshold: float) -> tuple[float, float, float]:
    """Return the shares overridden: rightly and wrongly of what has an answer, and of what has none."""
    counts = {True: [0, 0, 0], False: [0, 0, 0]}
    for one in judged:
        counts[one.has_answer][2] += 1
        scores = [rule.probability(each.cosine, each.margin, each.likeness) for each in one.candidates]
        if scores and max(scores) >= threshold:
            counts[one.has_answer][0 if one.right[scores.index(max(scores))] else 1] += 1
    (right, wrong, answered), (_, pulled, unanswered) = counts[True], counts[False]
    return share(right, answered), share(wrong, answered), share(pulled, unanswered)


def measure(arguments: argparse.Namespace) -> Figures:
    """Fit on one half, print what happens on the other, and write the rule."""
    name = os.environ.get("DALEEL_ENCODER") or DEFAULT_ENCODER
    try:
        workshop = Workshop(open_query_encoder(name), VectorCache(CACHE, threads=os.cpu_count() or 1))
        sources = {
            "translations into dialect": parallel_episodes(workshop, arguments.parallel),
            "rewordings": corpus_episodes(arguments.squad),
            "translations into English and French": translated_episodes(),
        }
        halves = [
            {
                kind: [one for episode in found[half] for one in workshop.judged(episode)]
                for kind, found in sources.items()
            }
            for half in (0, 1)
        ]
    except (DaleelIndexError, EncoderError) as error:
        raise BenchError(str(error)) from error
    seen, held_out = halves
    everything = [one for found in seen.values() for one in found]
    rule = fit_rule(everything, everything)
    rows = [
        (kind, f"{threshold:g}", *map(percent, outcomes(rule, found, threshold)))
        for kind, found in held_out.items()
        for threshold in SHOWN
    ]
    RULE_FILE.write_text(json.dumps(rule.to_json(), indent=2) + "\n", encoding="utf-8")
    columns = ("held out", "probability", "overridden rightly", "wrongly", "others overridden")
    return Figures(
        "The rule of curated questions", {}, (Table(f"Written: {RULE_FILE.name}", columns, tuple(rows)),)
    )


def main() -> None:
    """Run the command line."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    parser = make_parser("curated_rule", "Fit when a curated question overrides the search.")
    parser.add_argument(
        "--parallel", metavar="FILE", type=input_file, required=True, help="ArBanking77's training file"
    )
    parser.add_argument(
        "--squad", metavar="FILE", type=input_file, required=True, help="a file in SQuAD's form"
    )
    run_command(parser, measure)


if __name__ == "__main__":
    main()
