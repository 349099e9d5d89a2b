"""Replies as the daleel channel sends them."""

from typing import Any


def answer(
    text: str,
    kind: str | None = "point",
    points: tuple[tuple[str, str], ...] = (),
    intent: str = "ask_question",
) -> dict[str, Any]:
    """One message with evidence of this kind; kind None is small talk, without evidence."""
    message: dict[str, Any] = {"text": text, "buttons": [], "metadata": {}}
    if kind is not None:
        message["metadata"]["evidence"] = {
            "kind": kind,
            "answer_id": "1",
            "confidence": 0.75,
            "points": [{"id": "d/s/p", "heading": heading, "text": said} for heading, said in points],
            "hits": [{"id": "d/s/p", "score": 1.5, "rank": 1, "parts": {}}],
        }
    return {"message_id": "1", "intent": {"name": intent, "confidence": 0.9}, "messages": [message]}
