"""An answer on a terminal: its text as it is, its buttons numbered, its evidence when asked for."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from terminal.client import Reply


def draw(console: Console, reply: Reply, *, evidence: bool = False) -> None:
    """Print a reply; nothing in it is read as markup, and only the terminal breaks its lines."""
    for message in reply.messages:
        console.print(Text(message.get("text") or ""), soft_wrap=True)
    for number, button in enumerate(reply.buttons, start=1):
        console.print(Text(f"  [{number}] {button['title']}", style="cyan"), soft_wrap=True)
    if evidence and reply.evidence:
        console.print(_hits_table(reply.intent, reply.evidence))


def _hits_table(intent: dict[str, Any], evidence: dict[str, Any]) -> Table:
    title = f"{evidence['kind']}, confidence {evidence['confidence']:.2f}, {evidence['milliseconds']:.0f} ms"
    understood = f"intent {intent.get('name')} ({intent.get('confidence') or 0:.2f})"
    caption = f"{understood}, index {evidence['index_version']}"
    table = Table("rank", "passage", "score", "parts", title=title, caption=caption, title_justify="left")
    for hit in evidence["hits"]:
        parts = "  ".join(f"{name} {part:.2f}" for name, part in hit["parts"].items())
        table.add_row(str(hit["rank"]), hit["id"], f"{hit['score']:.2f}", parts)
    return table
