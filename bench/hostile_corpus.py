"""Attacks on the public chat: each family makes requests without end, the same ones for the same seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from bench import hostile_bodies as bodies
from bench import hostile_heads as heads
from bench.hostile_http import Attack
from bench.hostile_target import Target

Family = Callable[[Target, random.Random], Attack]
FAMILIES: tuple[Family, ...] = (
    bodies.broken_body,
    bodies.damaged_form,
    bodies.hostile_text,
    bodies.hostile_payload,
    bodies.hostile_judgement,
    bodies.another_ones_key,
    bodies.huge_body,
    bodies.content_type,
    heads.forged_token,
    heads.hostile_query,
    heads.path,
    heads.method,
    heads.header,
    heads.host,
    heads.doubled_header,
    heads.body_in_chunks,
    heads.slow_or_broken_off,
    heads.no_http,
)


def attacks(target: Target, seed: int) -> Iterator[Attack]:
    """Every family in turn, without end."""
    dice = random.Random(seed)
    while True:
        for family in FAMILIES:
            yield family(target, dice)
