"""The visitor's latest message: what Rasa read of it, the language it is in, and the forms it is read in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from rasa_sdk.interfaces import Tracker

from arabic import arabizi_to_arabic, display_form, has_arabic, is_arabizi, search_key, without_addresses
from arabic.lexicon import patterns
from contract.payload import PASSAGE_ID, SHOW_PASSAGE

Language = Literal["ar", "en", "fr"]

HEADINGS_ONLY = frozenset({"telegram"})  # surfaces that show a list by its headings
LANGUAGE = "language"  # the slot: that of the last written message that had one
FALLBACK = "nlu_fallback"  # Rasa's name for a message that it is unsure of
PAYLOAD = "/"  # what a pressed button's text begins with
LATIN_TO_ARABIC = 3  # so many Latin words to each Arabic one make a Latin sentence
_FRENCH_LETTER = re.compile("[\u00e0\u00e2\u00e7\u00e8\u00e9\u00ea\u00ee\u00ef\u00f4\u00f9\u00fb]")


@dataclass(frozen=True, slots=True)
class Question:
    """`asked` is the message in display form; `passage_id` is set when a button asked for that passage.

    `likeliest` is the intent that the classifier puts first, be it as unsure as it may, `second` the next.
    `is_brief`: words taken from a message, which say less than a whole question would. `is_first`: nothing
    was said before it. `after` is the response that was uttered last, without its language. `ranking` are
    the likeliest intents with their confidence, best first. `shows_headings`: where it is read, a list is
    only its headings.
    """

    asked: str
    intent: str = ""
    intent_confidence: float = 0.0
    likeliest: str = ""
    second: str = ""
    passage_id: str | None = None
    is_brief: bool = False
    is_first: bool = False
    after: str = ""
    ranking: tuple[tuple[str, float], ...] = ()
    shows_headings: bool = False


def read_question(tracker: Tracker) -> Question:
    """The latest message as a question; a message without text or intent gives empty ones, never an error."""
    message: dict[str, Any] = tracker.latest_message or {}
    intent: dict[str, Any] = message.get("intent") or {}
    name = intent.get("name") or ""
    ranking = _ranked(message)
    likeliest, second, *_ = (*(name for name, _ in ranking), "", "")
    said = [event for event in tracker.events or () if event.get("event") == "bot"]
    return Question(
        asked=display_form(message.get("text") or ""),
        intent=name,
        intent_confidence=float(intent.get("confidence") or 0.0),
        likeliest=likeliest or name,
        second=second,
        passage_id=_pressed_passage(message) if name == SHOW_PASSAGE else None,
        is_first=not said,
        after=_response_of(said[-1]) if said else "",
        ranking=ranking,
        shows_headings=_surface(tracker) in HEADINGS_ONLY,
    )


def _surface(tracker: Tracker) -> str:
    """Where the latest message was written, as web tells Rasa; "" where nothing says it."""
    latest = next((one for one in reversed(tracker.events or ()) if one.get("event") == "user"), None)
    metadata = (latest or {}).get("metadata") or {}
    return str(metadata.get("surface") or "")


def language_of(text: str) -> Language | None:
    """Arabic by its letters or as Arabizi, English or French by their words.

    None for a button, "2", "ok", an address.
    """
    if text.startswith(PAYLOAD):
        return None
    if is_arabizi(text) or (has_arabic(text) and not _quotes_arabic(text)):
        return "ar"
    text = without_addresses(text)
    key = search_key(text)
    english, french = (len(patterns("language")[name].findall(key)) for name in ("en", "fr"))
    french += bool(_FRENCH_LETTER.search(text.lower()))
    if english == french:
        return "ar" if has_arabic(text) else None
    return "fr" if french > english else "en"


def _quotes_arabic(text: str) -> bool:
    """Whether Arabic words stand in a sentence that is for the most part in Latin letters."""
    words = [word for word in search_key(text).split() if word.isalpha()]
    arabic = sum(map(has_arabic, words))
    return len(words) - arabic >= LATIN_TO_ARABIC * arabic


def in_language(response: str, language: Language) -> str:
    """A response's name in a language."""
    return response if language == "ar" else f"{response}_{language}"


def cue_form(text: str) -> str:
    """The text as it is read for its wishes: Arabizi, or what is of no known language, in Arabic letters."""
    if has_arabic(text):
        return text
    return arabizi_to_arabic(text) if is_arabizi(text) or language_of(text) is None else text


def cue_forms(text: str) -> tuple[str, ...]:
    """The forms in which a short message may be a follow-up, the likelier first: "ok 2" is as it is typed."""
    form = cue_form(text)
    if form == text:
        return (text,)
    return (form,) if is_arabizi(text) else (text, form)


def _ranked(message: dict[str, Any]) -> tuple[tuple[str, float], ...]:
    """The intents that the classifier ranks and their confidence, the likeliest first."""
    ranked = [each for each in message.get("intent_ranking") or () if isinstance(each, dict)]
    named = ((each.get("name") or "", float(each.get("confidence") or 0.0)) for each in ranked)
    return tuple((name, confidence) for name, confidence in named if name not in ("", FALLBACK))


def _response_of(said: dict[str, Any]) -> str:
    """The name of the response that a bot event was uttered by, without its language."""
    name = str((said.get("metadata") or {}).get("utter_action") or "")
    return name.removesuffix("_en").removesuffix("_fr")


def _pressed_passage(message: dict[str, Any]) -> str:
    """The passage id that a button's payload names; empty when it names none."""
    for entity in message.get("entities") or ():
        if entity.get("entity") == PASSAGE_ID and isinstance(entity.get("value"), str):
            return str(entity["value"])
    return ""
