"""The index of sources: passages, search, and the confidence that the first hit answers.

Begin with `index.Index`, an open index; everything outside searches through it.

    sources             what an index is built of: curated sources, and documents published since
    build, fit          passages and the calibration_set -> scorers, question_model, confidence -> store;
                        curve says what that measured
    publish             the next index from the present one; embeds only what is new
    store               the built folder and its manifest; written whole by atomic_directory
    searcher, scorers   candidates, scores, their fusion; gram_counts: what BM25 is made of
    reading             the first hits read with the question, by the package reader
    confidence          whether the first hit answers; transfer: what was fitted on other people's texts
    other_subjects      questions about another subject are made, and subject_model learns to tell them;
                        slips: names as they are mistyped;
                        document_names: how the documents that it does not know name theirs
    curated/            curated questions: what staff say answers a question
    reload              a served index that follows new builds and new curated questions
    groups              questions grouped by meaning; vector_cache keeps their vectors
    __main__, commands  `python -m index build | publish | search | show | try | group | nearest`

Imports `arabic`, `documents`, `encoder` and `reader` only; knows neither Rasa nor Django.
"""

from index.errors import CuratedError, DaleelIndexError
from index.hit import Hit, SearchResult
from index.index import Index

__all__ = [
    "CuratedError",
    "DaleelIndexError",
    "Hit",
    "Index",
    "SearchResult",
]
