"""The bot as a process on a strict emulator of Telegram, with a stub in Rasa's place."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.telegram.emulator import Emulator, Group, Person
from tests.telegram.emulator.chats import Posted
from tests.telegram.telegram_process import POLLING, SECRET, WEBHOOK, TelegramProcess
from tests.web.stub_rasa import StubRasa

_numbers = itertools.count(1)


class World:
    """A running bot, the emulator that it talks to, and people nobody has met before."""

    def __init__(self, process: TelegramProcess, emulator: Emulator, stub: StubRasa) -> None:
        self.process, self.emulator, self.stub = process, emulator, stub

    @property
    def mode(self) -> str:
        return self.process.mode

    def person(self, language: str = "ar") -> Person:
        """Somebody who has opened a private chat with the bot."""
        person = Person(50_000 + next(_numbers), language)
        self.emulator.chat(person.id)
        return person

    def group(self, kind: str = "group", topics: tuple[int, ...] = ()) -> Group:
        """A group that the bot is in."""
        number = next(_numbers)
        base = -1_000_000_000_000 if kind == "supergroup" else 0
        return self.emulator.group(base - 60_000 - number, kind, topics)

    def answer(self, person: Person, text: str, group: Group | None = None, **more: object) -> Posted:
        """Say something, and return the bot's next message."""
        chat_id = group.id if group else person.id
        before = len(self.emulator.ours(chat_id))
        self.emulator.say(person, text, group, **more)  # type: ignore[arg-type]
        return self.emulator.wait_for(chat_id, before + 1)[before]

    def press(self, person: Person, posted: Posted, title: str) -> str:
        """Press a button by a part of its title; return what Telegram was told to show for it."""
        query = self.emulator.press(person, posted, posted.button(title)["callback_data"])
        return self.acknowledged(query)

    def acknowledged(self, query: str) -> str:
        state = self.emulator.state.queries[query]
        self.emulator.wait(lambda: state["answered"] is not None, what="an answer to a press")
        word: str = state["answered"]
        return word

    def asked(self, person_says: str) -> int:
        """How often the assistant was asked this."""
        return sum(received.said == person_says for received in self.stub.received)


@pytest.fixture
def start_world(tmp_path: Path) -> Iterator[Callable[..., World]]:
    """Start a bot of this test's own: start_world(POLLING, DALEEL_RATE_SESSION="2/60")."""
    with ExitStack() as running:

        def start(mode: str, **changed: str) -> World:
            stub = running.enter_context(StubRasa(tmp_path / "tracker.db", SECRET))
            emulator = running.enter_context(Emulator())
            process = running.enter_context(TelegramProcess(tmp_path, mode, emulator, stub, **changed))
            return World(process, emulator, stub)

        yield start


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A file marked both_ways tests how updates come: by polling and by webhook."""
    if "_world" in metafunc.fixturenames and metafunc.definition.get_closest_marker("both_ways"):
        metafunc.parametrize("_world", [POLLING, WEBHOOK], indirect=True, scope="session")


@pytest.fixture(scope="session")
def _world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("telegram")
    with (
        StubRasa(folder / "tracker.db", SECRET) as stub,
        Emulator() as emulator,
        TelegramProcess(folder, getattr(request, "param", POLLING), emulator, stub) as process,
    ):
        yield World(process, emulator, stub)


@pytest.fixture
def world(_world: World) -> World:
    """A running bot, shared by tests that bring their own people; the stub is well, no fault is ordered."""
    _world.stub.reset()
    _world.emulator.state.faults.clear()
    return _world
