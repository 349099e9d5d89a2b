"""`python -m reader train DATA` and `calibrate DATA`: from question sets to the two files that serve."""

import argparse
import json
from pathlib import Path

import torch

from encoder import EncoderError
from encoder.layout import read_settings
from index.reading import CONFIDENCE_FILE
from reader.card import Card
from reader.encoding import StateEncoder
from reader.errors import ReaderError
from reader.training.batches import Batches, FloatArray
from reader.training.corpora import Corpus, read_corpora, read_corpus
from reader.training.export import export
from reader.training.loop import Schedule, train
from reader.training.model import ReaderNetwork, from_encoder
from reader.training.prepare import lessons_of, mean_states, open_states
from reader.training.transfer import fit_confidence
from reader.training.validation import Trial, to_log_odds

READING, TUNING = "reading", "arcd-train.json"
HELD_BACK = ("pqa-test", "tydi-bengali-dev")  # read to validate, never to learn from
TRIED_QUESTIONS = 240  # of each corpus, at each validation
GROUPS, UNANSWERED, SWAPPED = 14, 3, 3  # a step: answered questions, unanswered, of another subject


def train_reader(options: argparse.Namespace) -> None:
    """Make states, train, validate, write the file; ReaderError in one line."""
    torch.set_num_threads(options.threads)
    data: Path = options.data
    corpora = [one for one in read_corpora(data / READING) if one.name not in HELD_BACK]
    if not corpora:
        raise ReaderError(f"only question sets to validate with in {data / READING}; add some to learn from")
    tried = _held_back(data)
    encoder = StateEncoder.open(options.encoder, threads=options.threads)
    states: Path = options.work / "states"
    lessons = lessons_of(corpora, states, encoder, options.seed)
    trials = [_trial(corpus, states, encoder) for corpus in tried]
    mean = mean_states(lessons, options.seed)
    network = from_encoder(options.encoder)
    network.mean.copy_(torch.from_numpy(mean))
    batches = Batches(lessons, mean, options.seed, GROUPS, UNANSWERED, SWAPPED)
    network.standardize(batches[options.steps].inputs())
    schedule = Schedule(steps=options.steps)
    learnt = train(
        network,
        batches,
        schedule,
        options.work,
        lambda current: _measured(current, trials, mean),
    )
    slope, bias = to_log_odds(trials, learnt, mean)
    card = Card(
        encoder=_encoder_name(options.encoder),
        steps=schedule.steps,
        data=tuple(corpus.name for corpus in corpora),
        question_mean=tuple(map(float, mean[0])),
        passage_mean=tuple(map(float, mean[1])),
        slope=slope,
        bias=bias,
    )
    export(learnt, options.out, card)
    print(f"written: {options.out} ({options.out.stat().st_size / 2**20:.1f} MiB)")
    calibrate_reader(options)


def calibrate_reader(options: argparse.Namespace) -> None:
    """Fit the confidence that goes with a trained reader; ReaderError in one line."""
    name = _encoder_name(options.encoder)
    confidence = fit_confidence(_held_back(options.data), options.encoder, options.out, name)
    path = options.out.with_name(CONFIDENCE_FILE)
    confidence.save(path)
    print(json.dumps(confidence.measured, indent=1))
    print(f"written: {path}")


def _held_back(data: Path) -> list[Corpus]:
    return [
        read_corpus(data / TUNING),
        *(read_corpus(data / READING / f"{name}.json") for name in HELD_BACK),
    ]


def _encoder_name(directory: Path) -> str:
    try:
        return read_settings(directory).name
    except EncoderError as error:
        raise ReaderError(str(error)) from error


def _trial(corpus: Corpus, states: Path, encoder: StateEncoder) -> Trial:
    questions, passages = open_states(corpus, states, encoder)
    return Trial.of(corpus, questions, passages, TRIED_QUESTIONS)


def _measured(network: ReaderNetwork, trials: list[Trial], mean: FloatArray) -> dict[str, float]:
    """Return every trial's figures as CORPUS_KEY."""
    return {
        f"{trial.corpus.name}_{key}": value
        for trial in trials
        for key, value in trial.measure(network, mean).items()
    }
