"""Telegram under load: 200 updates from 50 people, 32 at once, by long polling and by webhook, three times.

    python -m bench.telegram

The whole system is started for this on free ports, and a strict emulator of Telegram as a process
(tests/telegram/emulator). The same load goes through the web's own channel first: extra_cpu_ms is the CPU of
the process that answers Telegram, per message, over what web spends on one of its own; the worse of the two
modes. answered_once: each update has its answer, and no chat holds a message more. in_order: each person's
answers stand in the order of their questions. typing_p95_ms: from an update's arrival at Telegram to the
first typing.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.command import BenchError, make_parser, run_command
from bench.deployment import read_lines
from bench.figures import Figures, Table, percentile, share
from bench.load import WebSession, never_twice
from bench.system import running_web, usage_of, wait_until_idle
from bench.telegram_bot import POLLING, WEBHOOK, Bot, running_bot
from terminal.checks import listener_pid
from terminal.settings import Settings, StartError

PEOPLE, EACH, AT_ONCE = 50, 4, 32
ROUNDS = 3  # of each way, in turn
FIRST_PERSON = 100
PATIENCE_SECONDS = 60.0

Said = list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Measured:
    """What one way of asking came to; latencies from arrival to typing, none on the web."""

    name: str
    messages: int
    cpu_ms: float
    answered: int = 0
    in_order: bool = True
    typing_ms: tuple[float, ...] = ()


def measure(arguments: argparse.Namespace) -> Figures:
    """Start the system, load it in three ways, and end it."""
    try:
        with running_web() as settings, tempfile.TemporaryDirectory(prefix="daleel-telegram-") as folder:
            texts = itertools.cycle(
                never_twice(read_lines("load_questions.txt"), read_lines("load_openings.txt"))
            )
            rounds = [_round(settings, texts, Path(folder) / str(number)) for number in range(ROUNDS)]
            return figures_of(*(joined(ways) for ways in zip(*rounds, strict=True)))
    except StartError as error:
        raise BenchError(str(error)) from error


def _round(settings: Settings, texts: Iterator[str], folder: Path) -> tuple[Measured, ...]:
    """The web, then the bot by polling and by webhook."""
    folder.mkdir()
    web = asyncio.run(_web(settings, texts))
    bots = []
    for mode in (POLLING, WEBHOOK):
        print(f"Starting the bot: {mode}", file=sys.stderr)
        with running_bot(settings, mode, folder) as bot:
            bots.append(_telegram(bot, texts))
    return web, *bots


def joined(rounds: tuple[Measured, ...]) -> Measured:
    """The rounds of one way together; of the CPU the median, for a slow minute of the machine is nobody's."""
    return Measured(
        rounds[0].name,
        sum(each.messages for each in rounds),
        statistics.median(each.cpu_ms for each in rounds),
        sum(each.answered for each in rounds),
        all(each.in_order for each in rounds),
        tuple(itertools.chain.from_iterable(each.typing_ms for each in rounds)),
    )


async def _web(settings: Settings, texts: Iterator[str]) -> Measured:
    """The same load through the public chat: 50 sessions, bursts of two, 32 messages at once."""
    pid = listener_pid(settings.web_port)
    if pid is None:
        raise BenchError(f"no process of this user listens on port {settings.web_port}; CPU cannot be read")
    sessions = [await WebSession.open(settings.web_url) for _ in range(PEOPLE)]
    for flight in _flights([(person, next(texts)) for person in range(PEOPLE)]):
        await asyncio.gather(*(sessions[person].ask(text) for person, text in flight))
    await asyncio.to_thread(wait_until_idle, pid)
    before = usage_of(pid).cpu_seconds
    for flight in _flights(_load(texts)):
        await asyncio.gather(*(sessions[person - FIRST_PERSON].ask(text) for person, text in flight))
    spent = usage_of(pid).cpu_seconds - before
    for session in sessions:
        await session.close()
    return Measured("web", PEOPLE * EACH, 1000 * spent / (PEOPLE * EACH), answered=PEOPLE * EACH)


def _telegram(bot: Bot, texts: Iterator[str]) -> Measured:
    for flight in _flights([(FIRST_PERSON + person, next(texts)) for person in range(PEOPLE)]):
        _say(bot, flight)  # everybody has begun a conversation, as on the web
    first = len(bot.emulator.get("/emulator/seen").json()["updates"])
    wait_until_idle(bot.pid)
    before = usage_of(bot.pid).cpu_seconds
    for flight in _flights(_load(texts)):
        _say(bot, flight)
    spent = usage_of(bot.pid).cpu_seconds - before
    seen = bot.emulator.get("/emulator/seen").json()
    updates = {int(key): value for key, value in list(seen["updates"].items())[first:]}
    answered, in_order = judge(updates, seen["said"], _answers(bot))
    typing = tuple(typing_delays_ms(updates, seen["calls"]))
    return Measured(bot.mode, len(updates), 1000 * spent / len(updates), answered, in_order, typing)


def _load(texts: Iterator[str]) -> Said:
    """Each person's questions in bursts of two."""
    order = [FIRST_PERSON + person for _ in range(EACH // 2) for person in range(PEOPLE) for _ in range(2)]
    return [(person, next(texts)) for person in order]


def _flights(said: Said) -> Iterator[Said]:
    for start in range(0, len(said), AT_ONCE):
        yield said[start : start + AT_ONCE]


def _say(bot: Bot, flight: Said) -> None:
    """Let people write, all at once, and wait until the bot has done with it."""
    bot.emulator.post("/emulator/say", json=flight).raise_for_status()
    wanted = max(int(key) for key in bot.emulator.get("/emulator/seen").json()["updates"])
    deadline = time.monotonic() + PATIENCE_SECONDS
    stored = f"SELECT count(*) FROM telegram_storedupdate WHERE update_id = {wanted}"  # noqa: S608  a number
    waiting = "SELECT count(*) FROM telegram_storedupdate WHERE state = 'waiting'"
    unsettled = "SELECT count(*) FROM telegram_ourmessage WHERE state NOT IN ('shown', 'dropped')"
    while not bot.rows(stored)[0][0] or bot.rows(waiting)[0][0] or bot.rows(unsettled)[0][0]:
        if time.monotonic() > deadline:
            return  # what is missing shows in answered_once
        time.sleep(0.02)


def _answers(bot: Bot) -> dict[tuple[int, int], int]:
    """Which update each message of ours answers, by chat and message id."""
    query = "SELECT chat_id, message_id, update_id FROM telegram_ourmessage WHERE message_id IS NOT NULL"
    return {(chat, message): update for chat, message, update in bot.rows(query)}


def judge(
    updates: dict[int, dict[str, Any]], said: list[dict[str, Any]], answers: dict[tuple[int, int], int]
) -> tuple[int, bool]:
    """How many updates are answered in chats that hold nothing else, and whether all stand in order."""
    by_chat: dict[int, list[int | None]] = defaultdict(list)
    for each in said:
        by_chat[each["chat"]].append(answers.get((each["chat"], each["id"])))
    asked: dict[int, list[int]] = defaultdict(list)
    for update_id, update in sorted(updates.items()):
        asked[update["chat"]].append(update_id)
    answered, in_order = 0, True
    for chat, questions in asked.items():
        found = [each for each in by_chat[chat] if each is None or each in updates]
        # An answer of several messages is one: they follow each other.
        runs = [update_id for update_id, _ in itertools.groupby(found)]
        in_order = in_order and runs == questions
        answered += sum(runs.count(question) == 1 for question in questions) if None not in runs else 0
    return answered, in_order


def typing_delays_ms(updates: dict[int, dict[str, Any]], calls: list[dict[str, Any]]) -> Iterator[float]:
    """From each update's arrival to the first typing in its chat; endless where none came."""
    shown: dict[int, list[float]] = defaultdict(list)
    for call in calls:
        if call["method"] == "sendchataction" and call["ok"]:
            shown[call["chat"]].append(call["at"])
    for update in updates.values():
        later = [at for at in shown[update["chat"]] if at >= update["injected"]]
        yield 1000 * (min(later) - update["injected"]) if later else float("inf")


def figures_of(web: Measured, *bots: Measured) -> Figures:
    """Return the published keys and one table."""
    total = sum(bot.messages for bot in bots)
    values = {
        "answered_once": share(sum(bot.answered for bot in bots), total),
        "in_order": float(all(bot.in_order for bot in bots)),
        "typing_p95_ms": round(max(percentile(bot.typing_ms, 0.95) for bot in bots), 1),
        "extra_cpu_ms": round(max(bot.cpu_ms for bot in bots) - web.cpu_ms, 3),
        "web_cpu_ms": round(web.cpu_ms, 3),
        **{f"{bot.name}_cpu_ms": round(bot.cpu_ms, 3) for bot in bots},
        **{f"{bot.name}_typing_p95_ms": round(percentile(bot.typing_ms, 0.95), 1) for bot in bots},
    }
    rows = tuple(
        (
            each.name,
            str(each.messages),
            str(each.answered),
            "yes" if each.in_order else "no",
            f"{percentile(each.typing_ms, 0.5):.0f}" if each.typing_ms else "",
            f"{percentile(each.typing_ms, 0.95):.0f}" if each.typing_ms else "",
            f"{each.cpu_ms:.1f}",
        )
        for each in (web, *bots)
    )
    columns = (
        "by",
        "messages",
        "answered once",
        "in order",
        "typing p50 ms",
        "typing p95 ms",
        "CPU ms a message",
    )
    table = Table(f"{PEOPLE} people, {AT_ONCE} messages at once", columns, rows)
    return Figures("Telegram under load", values, (table,))


def main() -> None:
    """Run the command line."""
    run_command(make_parser("telegram", "Measure Telegram on an emulator of it."), measure)


if __name__ == "__main__":
    main()
