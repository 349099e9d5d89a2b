"""Rasa's log as tables to filter and sort: incremental, repeatable, made from nothing at any time."""

from web.review.projection.projector import Projector
from web.review.projection.rebuilding import rebuild
from web.review.projection.taking import take_new

__all__ = ["Projector", "rebuild", "take_new"]
