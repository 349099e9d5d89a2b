"""Questions about another subject in the same words: what a question names is exchanged for what others name.

«When was the university founded?» becomes «When was the river founded?» and is read with the passage on the
university. Names are exchanged within a corpus, for those of other articles.
"""

import random
from collections import Counter
from collections.abc import Iterator, Sequence

from reader.training.corpora import Corpus

COMMON = 0.05  # a word in more of the passages than this share names nothing
LONGEST = 3  # words of a name
LEAST_LETTERS = 3
MOST = 2000  # of one corpus


def swapped_questions(corpus: Corpus, seed: int) -> list[tuple[str, int]]:
    """Return (question about another subject, passage it used to be asked of), at most MOST."""
    words = [frozenset(_words(text)) for text in corpus.texts]
    counted = Counter(word for passage in words for word in passage)
    most = max(2, int(COMMON * len(corpus.texts)))
    named: list[tuple[str, int, str]] = []  # question, passage, the name it holds
    for question in corpus.questions:
        if question.is_answered:
            name = _name(question.text, words[question.passage], counted, most)
            if name:
                named.append((question.text, question.passage, name))
    rng = random.Random(seed)  # noqa: S311 (a draw of examples)
    swapped = []
    for text, passage, name in rng.sample(named, min(MOST, len(named))):
        other = _another(named, corpus.articles, words[passage], passage, rng)
        if other is not None:
            swapped.append((text.replace(name, other), passage))
    return swapped


def _name(question: str, passage: frozenset[str], counted: Counter[str], most: int) -> str:
    """Return the longest run of the question's words that are in the passage and rare; empty without one."""
    best: list[str] = []
    run: list[str] = []
    for word in [*question.split(), ""]:
        bare = _bare(word)
        if bare in passage and counted[bare] <= most and len(bare) >= LEAST_LETTERS and len(run) < LONGEST:
            run.append(word)
            continue
        if sum(map(len, run)) > sum(map(len, best)):
            best = run
        run = []
    return " ".join(best).strip("؟?.,،:;؛«»\"'()")


def _another(
    named: Sequence[tuple[str, int, str]],
    articles: Sequence[str],
    words: frozenset[str],
    passage: int,
    rng: random.Random,
) -> str | None:
    """Draw a name from another article that the passage does not hold; None after some tries."""
    for _ in range(10):
        _, other, name = named[rng.randrange(len(named))]
        if articles[other] != articles[passage] and not any(word in words for word in _words(name)):
            return name
    return None


def _words(text: str) -> Iterator[str]:
    return (bare for bare in map(_bare, text.split()) if bare)


def _bare(word: str) -> str:
    return word.strip("؟?.,،:;؛«»\"'()[]!…").casefold()
