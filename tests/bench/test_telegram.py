"""How Telegram's figures are read from what the emulator saw and the bot wrote."""

from __future__ import annotations

from typing import Any

import pytest

from bench.telegram import Measured, figures_of, joined, judge, typing_delays_ms


def updates(*chats: int) -> dict[int, dict[str, Any]]:
    return {number: {"chat": chat, "injected": float(number)} for number, chat in enumerate(chats, 10)}


def said(*messages: tuple[int, int]) -> list[dict[str, Any]]:
    return [{"chat": chat, "id": number} for chat, number in messages]


def test_each_update_answered_once_in_order_by_one_message_or_several() -> None:
    answers = {(1, 1): 10, (1, 2): 10, (1, 3): 12, (2, 4): 11}
    assert judge(updates(1, 2, 1), said((1, 1), (1, 2), (2, 4), (1, 3)), answers) == (3, True)


@pytest.mark.parametrize(
    ("messages", "answers", "judged"),
    [
        (((1, 1),), {(1, 1): 10}, (1, False)),  # one is missing
        (((1, 1), (1, 2), (1, 3)), {(1, 1): 10, (1, 2): 11, (1, 3): 10}, (1, False)),  # one is doubled
        (((1, 1), (1, 2)), {(1, 1): 11, (1, 2): 10}, (2, False)),  # out of order
        (((1, 1), (1, 2), (1, 3)), {(1, 1): 10, (1, 2): 11}, (0, False)),  # one that nobody wrote down
    ],
)
def test_what_is_missing_doubled_or_out_of_order_shows(
    messages: tuple[tuple[int, int], ...], answers: dict[tuple[int, int], int], judged: tuple[int, bool]
) -> None:
    assert judge(updates(1, 1), said(*messages), answers) == judged


def test_typing_counts_from_the_arrival_in_its_own_chat() -> None:
    calls = [
        {"method": "sendchataction", "ok": True, "chat": 1, "at": 10.05},
        {"method": "sendchataction", "ok": False, "chat": 2, "at": 11.01},
        {"method": "sendmessage", "ok": True, "chat": 2, "at": 11.02},
    ]
    assert list(typing_delays_ms(updates(1, 2), calls)) == [pytest.approx(50), float("inf")]


def test_the_worse_of_the_two_modes_counts() -> None:
    web = Measured("web", 4, 3.0, 4)
    polling = joined(tuple(Measured("polling", 2, cpu, 2, True, (10.0, 20.0)) for cpu in (5.0, 9.0, 4.0)))
    webhook = Measured("webhook", 6, 5.5, 3, False, (30.0,))
    values = figures_of(web, polling, webhook).values
    assert (values["answered_once"], values["in_order"]) == (0.75, 0.0)
    assert (values["extra_cpu_ms"], values["polling_cpu_ms"], values["typing_p95_ms"]) == (2.5, 5.0, 30.0)
