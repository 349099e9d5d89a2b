"""Questions about another subject."""

from reader.training.corpora import Asked, Corpus
from reader.training.swaps import swapped_questions

CORPUS = Corpus(
    name="made",
    texts=("Danube flows into the Black Sea.", "Mozart was born in Salzburg.", "Bread."),
    articles=("Danube", "Mozart", "Bread"),
    questions=(
        Asked("Where does Danube end?", 0, "the Black Sea", 18),
        Asked("Where did Mozart live first?", 1, "Salzburg", 19),
        Asked("Who eats it?", 2),
    ),
)


def test_a_name_is_exchanged_for_that_of_another_article() -> None:
    swapped = {passage: text for text, passage in swapped_questions(CORPUS, seed=0)}
    assert swapped == {0: "Where does Mozart end?", 1: "Where did Danube live first?"}


def test_the_same_seed_gives_the_same_questions() -> None:
    assert swapped_questions(CORPUS, seed=3) == swapped_questions(CORPUS, seed=3)


def test_an_unanswered_question_is_left_alone() -> None:
    assert all(passage != 2 for _, passage in swapped_questions(CORPUS, seed=0))
