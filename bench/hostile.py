"""The public chat under attack: a corpus of ours and schemathesis in equal parts.

    python -m bench.hostile

The whole system is started for this on free ports. Another visitor has talked before; none of their words may
be told, and their conversation must be as it was at the end. memory_growth_mb is what the web process has
grown by after a fifth of the requests, when its caches are warm; every tenth part has an attacker of its own.
"""

from __future__ import annotations

import argparse
import uuid
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import httpx

from bench.command import BenchError, make_parser, run_command
from bench.figures import Figures, Table
from bench.hostile_attacks import Target, attacks
from bench.hostile_cases import ENDS_THE_SESSION, Cases
from bench.hostile_http import Attack, RawResponse, findings, request, send
from bench.system import running_web, usage_of
from terminal.checks import listener_pid
from terminal.settings import Settings, StartError

REQUESTS = 10_000
PARTS = 10
WARM_UP_PARTS = 2
MEBIBYTE = 2**20
SHOWN = 20  # of what was found wrong
WORDS = ("ما الدور الاقتصادي للمؤسسات الصغيرة والمتوسطة؟", "ما التحديات؟", "السلام عليكم")


class Visitor:
    """Whose conversation nobody else may see; every question holds a word that only they know."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http
        self.token = open_session(http)
        self._headers = {"Authorization": f"Bearer {self.token}"}
        self._word = uuid.uuid4().hex
        self.turns = [self._ask(f"{text} {self._word}") for text in WORDS]
        self._before = self._history()

    @property
    def target(self) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        """The session's id, its answers' ids and its keys: all but the token."""
        answers = (reply["answer_id"] for turn in self.turns for reply in turn["replies"])
        keys = tuple(turn["key"] for turn in self.turns)
        return self.token.partition(":")[0], tuple(filter(None, answers)), keys

    @property
    def secrets(self) -> tuple[bytes, ...]:
        return self._word.encode(), self.token.encode()

    def is_unharmed(self) -> bool:
        """Whether the conversation is there and as it was."""
        return bool(self._history() == self._before)

    def _ask(self, text: str) -> dict[str, Any]:
        form = {"key": uuid.uuid4().hex, "text": text}
        response = self._http.post("/api/chat/messages", json=form, headers=self._headers)
        turn: dict[str, Any] = response.raise_for_status().json()
        return turn

    def _history(self) -> Any:
        return self._http.get("/api/chat/history", headers=self._headers).raise_for_status().json()


@dataclass(slots=True)
class Tally:
    """What came of the requests; `wrong` are the first things found wrong."""

    secrets: tuple[bytes, ...]
    pid: int
    statuses: Counter[int] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    resident_bytes: list[int] = field(default_factory=list)

    def see(self, attack: Attack, response: RawResponse, not_as_described: str = "") -> None:
        """Count one answer and what is wrong with it."""
        self.counts["requests"] += 1
        self.names[attack.name] += 1
        self.statuses[response.status] += 1
        found = findings(attack, response, self.secrets)
        for name, said in (
            ("server_errors", found.server_error),
            ("leaks", found.leak),
            ("bad_forms", found.form or not_as_described),
        ):
            if said:
                self.counts[name] += 1
                self.wrong.append(f"{attack.name}: {said}: {attack.pieces[0][:160]!r}")

    def weigh(self) -> None:
        """Note the web process's memory, after each part."""
        self.resident_bytes.append(usage_of(self.pid).resident_bytes)

    def figures(self, harmed: bool) -> Figures:
        """Return the published keys, the answers by status and the requests by family."""
        growth = self.resident_bytes[-1] - self.resident_bytes[WARM_UP_PARTS - 1]
        values = {
            name: float(self.counts[name]) for name in ("requests", "server_errors", "leaks", "bad_forms")
        }
        values |= {"harmed": float(harmed), "memory_growth_mb": round(growth / MEBIBYTE, 1)}
        statuses = tuple((str(status or "none"), str(n)) for status, n in sorted(self.statuses.items()))
        families = tuple((name, str(n)) for name, n in sorted(self.names.items()))
        memory = tuple((str(n), f"{each / MEBIBYTE:.1f}") for n, each in enumerate(self.resident_bytes, 1))
        rows = tuple((name, f"{value:g}") for name, value in values.items())
        tables = [
            Table("Figures", ("figure", "value"), rows),
            Table("Answers", ("status", "count"), statuses),
            Table("Requests", ("kind", "count"), families),
            Table("Memory of web", ("part", "MB"), memory),
        ]
        if self.wrong:
            tables.append(Table("Found wrong", ("what",), tuple((each,) for each in self.wrong[:SHOWN])))
        return Figures("The public chat under attack", values, tuple(tables))


def measure(arguments: argparse.Namespace) -> Figures:
    """Start the system, attack it, and end it."""
    try:
        with running_web() as settings:
            return attack_all(settings, arguments.requests, arguments.seed)
    except StartError as error:
        raise BenchError(str(error)) from error
    except (httpx.HTTPError, OSError) as error:
        raise BenchError(f"the server stopped answering: {type(error).__name__} {error}") from error


def attack_all(settings: Settings, count: int, seed: int) -> Figures:
    """Send count requests to a running web and judge its answers."""
    pid = listener_pid(settings.web_port)
    if pid is None:
        raise BenchError(
            f"no process of this user listens on port {settings.web_port}; its memory cannot be read"
        )
    with httpx.Client(base_url=settings.web_url, timeout=60, trust_env=False) as http:
        visitor = Visitor(http)
        tally = Tally(visitor.secrets, pid)
        for part, made in enumerate(_parts(count)):
            target = Target(open_session(http), *visitor.target)
            for attack in islice(attacks(target, seed + part), made // 2):
                tally.see(attack, send(attack, settings.web_port))
            _run_cases(settings.web_url, http, target, tally, made - made // 2, seed + part)
            tally.weigh()
        return tally.figures(harmed=not visitor.is_unharmed())


def _parts(count: int) -> list[int]:
    """The count in nearly equal parts."""
    return [count * (part + 1) // PARTS - count * part // PARTS for part in range(PARTS)]


def _run_cases(url: str, http: httpx.Client, target: Target, tally: Tally, count: int, seed: int) -> None:
    def token(label: str) -> str:
        return open_session(http) if label == ENDS_THE_SESSION else target.token

    def seen(label: str, response: RawResponse, not_as_described: str) -> None:
        method, _, path = label.partition(" ")
        tally.see(Attack(f"schemathesis, {label}", (request(method, path),)), response, not_as_described)

    Cases(url, token, seen).run(count, seed)


def open_session(http: httpx.Client) -> str:
    """Return the token of a new session."""
    token: str = http.post("/api/chat/session", json={}).raise_for_status().json()["token"]
    return token


def main() -> None:
    """Run the command line."""
    parser = make_parser("hostile", "Send malformed and hostile requests to the public chat.")
    parser.add_argument("--requests", type=int, default=REQUESTS, help=f"how many ({REQUESTS})")
    parser.add_argument("--seed", type=int, default=1, help="of what is sent (1)")
    run_command(parser, measure)


if __name__ == "__main__":
    main()
