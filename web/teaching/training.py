"""Approved training examples as they enter the project's own files: a line each, behind their intent's.

The files keep their form and their comments; what was undone leaves them again.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from arabic import search_key
from web.teaching.errors import TeachingError
from web.teaching.intents import FOLDER, own_examples
from web.teaching.models import Proposal, Wording
from web.teaching.published import write_whole

_INTENT = re.compile(r"\s*- intent: *(?P<name>[^\s#]+)")
_EXAMPLE = re.compile(r"(?P<indent>\s*)- (?P<text>.*)")
_ENTITY = re.compile(r"[\[\]{}]")  # Rasa would read [words](entity)
State = Proposal.State


@dataclass(frozen=True, slots=True)
class Change:
    """A file's text before and after."""

    path: Path
    before: str
    after: str

    @property
    def diff(self) -> str:
        """The change as a unified diff."""
        lines = difflib.unified_diff(
            self.before.splitlines(),
            self.after.splitlines(),
            f"a/data/nlu/{self.path.name}",
            f"b/data/nlu/{self.path.name}",
            lineterm="",
        )
        return "".join(f"{line}\n" for line in lines)


def changes(folder: Path = FOLDER) -> list[Change]:
    """What the approved examples, and the undone ones, change in the files of a folder."""
    added, removed = _wanted(folder)
    found = []
    for path in sorted(folder.glob("*.yml")):
        before = path.read_text(encoding="utf-8")
        after = changed(before, added, removed)
        if after != before:
            found.append(Change(path, before, after))
    return found


def write(found: Sequence[Change]) -> None:
    """Write the files as the changes say."""
    for change in found:
        write_whole(change.path, change.after.encode())


def changed(text: str, added: Mapping[str, Sequence[str]], removed: Mapping[str, Sequence[str]]) -> str:
    """A training file with these examples added to, and those taken out of, its intents."""
    lines: list[str] = []
    intent = ""
    ends: dict[
        str, tuple[int, str]
    ] = {}  # by intent: the place behind its last example, and how far it is set in
    for line in text.splitlines():
        if match := _INTENT.match(line):
            intent = match["name"]
        elif intent and (example := _EXAMPLE.fullmatch(line)):
            if example["text"].strip() in removed.get(intent, ()):
                continue
            ends[intent] = len(lines) + 1, example["indent"]
        lines.append(line)
    for name, (place, indent) in sorted(ends.items(), key=lambda item: item[1], reverse=True):
        lines[place:place] = [f"{indent}- {each}" for each in added.get(name, ())]
    return "\n".join(lines) + "\n"


def check_contradictions(proposal: Proposal) -> None:
    """Refuse an example that is one of another intent already; one that is known already does no harm."""
    keys = {wording.key: wording.text for wording in proposal.wordings.all()}
    for example in own_examples():
        if example.intent != proposal.intent and (text := keys.get(search_key(example.text))) is not None:
            raise TeachingError("contradicts", text=text, intent=example.intent)
    taught = Wording.objects.filter(
        key__in=list(keys), proposal__kind=Proposal.Kind.TRAINING, proposal__state=State.APPROVED
    ).exclude(proposal__intent=proposal.intent)
    if other := taught.select_related("proposal").first():
        raise TeachingError("contradicts", text=other.text, intent=other.proposal.intent)


def as_example(text: str) -> str:
    """A wording as one line of Rasa's, where brackets would mark entities and a slash a command."""
    return " ".join(_ENTITY.sub(" ", text).split()).lstrip("/ ")


def _wanted(folder: Path) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The examples to add and to take out, by intent."""
    known = {search_key(example.text) for example in own_examples(folder)}
    added: defaultdict[str, list[str]] = defaultdict(list)
    removed: defaultdict[str, list[str]] = defaultdict(list)
    wordings = Wording.objects.filter(proposal__kind=Proposal.Kind.TRAINING).select_related("proposal")
    live = set()
    for wording in wordings.filter(proposal__state=State.APPROVED).order_by("proposal_id", "place"):
        text = as_example(wording.text)
        live.add(text)
        if text and search_key(text) not in known:
            known.add(search_key(text))
            added[wording.proposal.intent].append(text)
    undone = wordings.filter(proposal__state=State.UNDONE).exclude(proposal__approved_at=None)
    for wording in undone:
        if (text := as_example(wording.text)) not in live:
            removed[wording.proposal.intent].append(text)
    return dict(added), dict(removed)
