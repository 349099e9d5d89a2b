"""Training examples: the project's own in data/nlu, what was approved as it enters them, and near ones.

Approved examples go in a line each behind their intent's; what was undone leaves again. Files keep their form
and their comments.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from arabic import search_key
from web.environment import ROOT
from web.teaching.errors import TeachingError
from web.teaching.index_command import run_index
from web.teaching.models import Proposal, Wording
from web.teaching.published import write_whole

FOLDER = ROOT / "data" / "nlu"


@dataclass(frozen=True, slots=True)
class Example:
    """A training example and the file that it stands in."""

    intent: str
    text: str
    file: str


def own_examples(folder: Path = FOLDER) -> Iterator[Example]:
    """Yield every example of the files, in their order; none where the files are not installed."""
    for path in sorted(folder.glob("*.yml")):
        for item in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("nlu") or ():
            if "intent" in item:
                for line in str(item.get("examples") or "").splitlines():
                    if line.lstrip().startswith("- "):
                        yield Example(item["intent"], line.lstrip()[2:].strip(), path.name)


def intent_names(folder: Path = FOLDER) -> list[str]:
    """The intents that have examples, in order of name."""
    return sorted({example.intent for example in own_examples(folder)})


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
    ends: dict[str, tuple[int, str]] = {}  # by intent: the line behind its last example, and its indent
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
    approved = Wording.objects.filter(
        key__in=list(keys), proposal__kind=Proposal.Kind.TRAINING, proposal__state=State.APPROVED
    ).exclude(proposal__intent=proposal.intent)
    if other := approved.select_related("proposal").first():
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


LOOKED_AT = 10  # nearest examples of any intent
SHOWN = 3
AT_ONCE = 50


def find_neighbours() -> int:
    """Find those of wordings that have not been looked at yet; return how many there were."""
    new = list(
        Wording.objects.filter(
            proposal__kind=Proposal.Kind.TRAINING,
            proposal__state__in=(State.PROPOSED, State.APPROVED),
            neighbours__isnull=True,
        ).select_related("proposal")[:AT_ONCE]
    )
    examples = list(own_examples()) if new else []
    if not examples:
        return 0
    lines = run_index(
        "nearest",
        "-k",
        str(LOOKED_AT),
        questions={wording.pk: wording.text for wording in new},
        among={place: example.text for place, example in enumerate(examples)},
    )
    near = {int(line["id"]): line["near"] for line in lines}
    for wording in new:
        others = [
            {"text": example.text, "intent": example.intent, "likeness": one["likeness"]}
            for one in near[wording.pk]
            if (example := examples[int(one["id"])]).intent != wording.proposal.intent
        ]
        Wording.objects.filter(pk=wording.pk).update(neighbours=others[:SHOWN])
    return len(new)
