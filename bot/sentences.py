"""Sentences for users that the channel says itself, from data/responses like all others."""

from rasa.core.agent import Agent

# For the seconds before a model is loaded, and for a response that someone has deleted.
_LAST_RESORT = "عذرا، حدث خلل ولا أستطيع الإجابة الآن. حاول مرة أخرى بعد قليل."


def sentence(agent: Agent | None, response_name: str) -> str:
    """Return the first text of the named response."""
    domain = agent.domain if agent is not None else None
    variants = domain.responses.get(response_name, []) if domain is not None else []
    return next((each["text"] for each in variants if each.get("text")), _LAST_RESORT)
