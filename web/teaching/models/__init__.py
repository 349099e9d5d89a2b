"""Teaching's tables: all of them the staff's own, none rebuilt from Rasa's log."""

from web.teaching.models.collection import Collection
from web.teaching.models.curated_set import CuratedSet
from web.teaching.models.difference import Difference
from web.teaching.models.proposal import Proposal
from web.teaching.models.question import Question
from web.teaching.models.regression_case import CaseResult, RegressionCase
from web.teaching.models.replay import Replay
from web.teaching.models.step import Step
from web.teaching.models.theme import Theme
from web.teaching.models.wording import Wording

__all__ = [
    "CaseResult",
    "Collection",
    "CuratedSet",
    "Difference",
    "Proposal",
    "Question",
    "RegressionCase",
    "Replay",
    "Step",
    "Theme",
    "Wording",
]
