"""Which worker answers whom."""

from __future__ import annotations

import asyncio
from collections import Counter

from web.chat.rasa import Workers

URLS = ("http://a:1", "http://b:1", "http://c:1")
SENDERS = [f"web-{number}" for number in range(600)]


def workers(healthy: set[str]) -> Workers:
    async def is_healthy(url: str) -> bool:
        return url in healthy

    return Workers(URLS, is_healthy, probe_seconds=0.01)


def firsts(of: Workers) -> dict[str, str]:
    return {sender: of.in_order(sender)[0] for sender in SENDERS}


def test_a_sender_always_meets_the_same_worker_and_all_have_their_share() -> None:
    found = firsts(workers(set()))
    assert found == firsts(Workers(tuple(reversed(URLS)), workers(set())._is_healthy))
    assert all(150 < count < 250 for count in Counter(found.values()).values())


def test_a_lost_workers_senders_spread_and_come_back_and_no_others_move() -> None:
    async def scenario() -> None:
        healthy: set[str] = set()
        of = workers(healthy)
        before = firsts(of)
        of.set_aside("http://b:1")
        without = firsts(of)
        moved = {sender for sender in SENDERS if without[sender] != before[sender]}
        assert moved == {sender for sender in SENDERS if before[sender] == "http://b:1"}
        assert {without[sender] for sender in moved} == {"http://a:1", "http://c:1"}
        await asyncio.sleep(0.05)
        assert firsts(of) == without  # still dead
        healthy.add("http://b:1")
        async with asyncio.timeout(2):
            while firsts(of) != before:
                await asyncio.sleep(0.01)
        await of.close()

    asyncio.run(scenario())


def test_without_any_worker_there_is_none_to_ask_until_one_is_back() -> None:
    async def scenario() -> None:
        healthy: set[str] = set()
        of = workers(healthy)
        for url in URLS:
            of.set_aside(url)
            of.set_aside(url)
        assert of.in_order("web-1") == []
        healthy.add("http://c:1")
        async with asyncio.timeout(2):
            while of.in_order("web-1") != ["http://c:1"]:
                await asyncio.sleep(0.01)
        await of.close()

    asyncio.run(scenario())
