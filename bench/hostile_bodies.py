"""Attacks by what stands in the body of a request."""

from __future__ import annotations

import random

from bench.hostile_http import Attack, request
from bench.hostile_target import API, JSON, POSTS, Target
from bench.hostile_values import BODIES, CONTENT_TYPES, SIZES, TEXTS, Form, damaged, encoded, key, message


def broken_body(target: Target, dice: random.Random) -> Attack:
    return _post("broken body", target, dice.choice(POSTS), dice.choice(BODIES))


def damaged_form(target: Target, dice: random.Random) -> Attack:
    forms: dict[str, Form] = {
        "session": {"language": "ar"},
        "messages": message("ما دور المؤسسات؟", dice),
        "feedback": {"answer_id": key(dice), "verdict": "up", "reason": None, "comment": "نص"},
    }
    address = dice.choice(POSTS)
    return _post("damaged form", target, address, encoded(damaged(forms[address], dice), dice))


def hostile_text(target: Target, dice: random.Random) -> Attack:
    return _post("hostile text", target, "messages", encoded(message(dice.choice(TEXTS), dice), dice))


def hostile_payload(target: Target, dice: random.Random) -> Attack:
    payloads = (
        *TEXTS,
        "/restart",
        "/show_passage",
        '/show_passage{"passage_id": "a/b"}',
        "/" + "a" * 400,
        "/ask_human {}",
    )
    form = {"key": key(dice), "payload": dice.choice(payloads), "title": dice.choice(TEXTS)}
    return _post("hostile payload", target, "messages", encoded(form, dice))


def hostile_judgement(target: Target, dice: random.Random) -> Attack:
    """Of answers of another visitor, of none, and of ids that are none."""
    answer_id = dice.choice((*target.answer_ids, *TEXTS))
    form = {"answer_id": answer_id, "verdict": "down", "reason": "wrong", "comment": dice.choice(TEXTS)[:500]}
    return _post("hostile judgement", target, "feedback", encoded(form, dice))


def another_ones_key(target: Target, dice: random.Random) -> Attack:
    form = {"key": dice.choice(target.keys), "text": dice.choice(("ما دور المؤسسات؟", *TEXTS))}
    return _post("another one's key", target, "messages", encoded(form, dice))


def huge_body(target: Target, dice: random.Random) -> Attack:
    form = message("ا" * dice.choice(SIZES), dice)
    return _post("huge body", target, dice.choice(POSTS), encoded(form, dice))


def content_type(target: Target, dice: random.Random) -> Attack:
    body = encoded(message("ما دور المؤسسات؟", dice), dice)
    return _post(
        "content type", target, dice.choice(POSTS), body, ("Content-Type", dice.choice(CONTENT_TYPES))
    )


def _post(name: str, target: Target, address: str, body: bytes, *headers: tuple[str, str]) -> Attack:
    return Attack(name, (request("POST", API + address, (target.bearer, *(headers or (JSON,))), body),))
