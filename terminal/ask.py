"""`python -m terminal.ask "question"` prints one answer; without one it is a conversation until Ctrl-D."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Iterator, Sequence

import httpx
from rich.console import Console
from rich.table import Table
from rich.text import Text

from contract.answer import Answer, Button, Item, Quote
from contract.channel import Intent
from contract.evidence import Evidence
from contract.segments import Segment
from terminal.client import ChannelError, Conversation, Reply
from terminal.settings import Settings, StartError
from terminal.system import running_system, say_it_starts

PROMPT = "> "


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m terminal.ask", description=__doc__)
    parser.add_argument("question", nargs="*", help="one question; a conversation when left out")
    parser.add_argument("--evidence", action="store_true", help="show the hits and scores behind each answer")
    options = parser.parse_args(arguments)
    question = " ".join(options.question).strip()
    try:
        with running_system(on_start=say_it_starts) as settings:
            return _ask(settings, question, evidence=options.evidence)
    except StartError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except httpx.HTTPError as error:
        print(f"Daleel stopped answering ({type(error).__name__}); start it with 'make run'", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _ask(settings: Settings, question: str, *, evidence: bool) -> int:
    console = Console(highlight=False, emoji=False)
    with Conversation(settings) as conversation:
        if question:
            reply = _say(conversation, question, ())
            if reply is not None:
                draw(console, reply, evidence=evidence)
            return 0 if reply is not None else 1
        _converse(console, conversation, evidence=evidence)
    return 0


def _converse(console: Console, conversation: Conversation, *, evidence: bool) -> None:
    """Read a line, print its answer, until the input ends; a number presses the last answer's button."""
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401  gives input() its line editing
    buttons: Sequence[Button] = ()
    while True:
        try:
            line = input(PROMPT if sys.stdin.isatty() else "").strip()
        except EOFError:
            return
        reply = _say(conversation, line, buttons) if line else None
        if reply is not None:
            draw(console, reply, evidence=evidence)
            buttons = reply.buttons


def _say(conversation: Conversation, line: str, buttons: Sequence[Button]) -> Reply | None:
    """The reply to a line, or to the button of that number; None, the reason printed, when refused."""
    try:
        if line.isdecimal() and 1 <= int(line) <= len(buttons):
            return conversation.press(buttons[int(line) - 1].payload)
        return conversation.say(line)
    except ChannelError as error:
        print(error, file=sys.stderr)
        return None


def draw(console: Console, reply: Reply, *, evidence: bool = False) -> None:
    """Print a reply; nothing in it is read as markup, and only the terminal breaks its lines."""
    for message in reply.messages:
        blocks = list(_blocks(message.answer)) if message.answer is not None else [Text(message.text)]
        for at, block in enumerate(blocks):
            console.print(*([Text()] if at else []), block, sep="\n", soft_wrap=True)
    for number, button in enumerate(reply.buttons, start=1):
        console.print(Text(f"  [{number}] {button.title}", style="cyan"), soft_wrap=True)
    if evidence and reply.evidence:
        console.print(_hits_table(reply.intent, reply.evidence))


def _blocks(answer: Answer) -> Iterator[Text]:
    """An answer's blocks, a blank line between them: quoted words under bold headings, places at the end.

    The sentences that answer are bold too.
    """
    if answer.frame:
        yield Text(answer.frame)
    for part in answer.parts:
        said = part.segments() if isinstance(part, Quote) else (Segment(part.opening),)
        items = () if isinstance(part, Quote) else part.items
        quoted = Text.assemble(*((each.text, "bold" if each.is_marked else "") for each in said))
        lines = [Text(part.heading, "bold"), quoted, *map(_line, items)]
        yield Text("\n").join(line for line in lines if line)
    if answer.places:
        yield Text(" ".join(filter(None, (answer.closing, "\n".join(answer.places)))), "dim")


def _line(item: Item) -> Text:
    separator = ": " if item.heading and item.text else ""
    return Text.assemble(f"{item.number}. ", (item.heading, "bold"), separator, item.text)


def _hits_table(intent: Intent, evidence: Evidence) -> Table:
    title = f"{evidence.kind}, confidence {evidence.confidence:.2f}, {evidence.milliseconds:.0f} ms"
    caption = f"intent {intent.name} ({intent.confidence:.2f}), index {evidence.index_version}"
    table = Table("rank", "passage", "score", "parts", title=title, caption=caption, title_justify="left")
    for hit in evidence.hits:
        parts = "  ".join(f"{name} {part:.2f}" for name, part in hit.parts.items())
        table.add_row(str(hit.rank), hit.id, f"{hit.score:.2f}", parts)
    return table


if __name__ == "__main__":
    sys.exit(main())
