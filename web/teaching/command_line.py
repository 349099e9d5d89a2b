"""What `manage.py teach` prints: a function for each subcommand, named after it; it returns the exit code."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any, Protocol

from django.contrib.auth.models import User

from web.teaching import action_server, calibration, published, replaying, training
from web.teaching.assistant import running
from web.teaching.cases import broken_cases, cases_folder, export_cases, live_cases, run_cases
from web.teaching.collect import collect
from web.teaching.errors import TeachingError
from web.teaching.grouping import group
from web.teaching.models import Proposal, Theme
from web.teaching.overview import rows_of, themes, wordings_of
from web.teaching.plan import Plan
from web.teaching.training import FOLDER
from web.teaching.views.outcomes import csv_lines
from web.teaching.workflow import approve as approve_proposal
from web.teaching.workflow import described, entering, note_entered
from web.teaching.workflow import propose as propose_plan
from web.teaching.workflow import refuse as refuse_proposal
from web.teaching.workflow import undo as undo_proposal

Options = Mapping[str, Any]
REPLAY_SECONDS = 3600.0


class Out(Protocol):
    """Django's wrapper of a stream: it ends each text's line."""

    def write(self, text: str) -> object: ...


def groups(out: Out, options: Options) -> int:
    if options["refresh"]:
        new = collect()
        out.write(f"{new} new question(s), {group()} group(s)")
    for row in rows_of(list(themes(only_open=not options["all"])[: options["limit"]])):
        out.write(
            f"{row.theme.pk}\t{row.count}\t{row.latest:%Y-%m-%d}\t{','.join(row.channels)}\t{row.theme.name}"
        )
    return 0


def show(out: Out, options: Options) -> int:
    if options["proposal"] is not None:
        return _show_proposal(out, options["proposal"])
    theme = _theme(options["group"])
    out.write(theme.name)
    for asked in wordings_of(theme.questions.all()):
        state = f"proposal {asked.proposal_id}" if asked.proposal_id else "open"
        out.write(f"  {asked.count}\t{state}\t{asked.text}")
    return 0


def search(out: Out, options: Options) -> int:
    found = action_server.search(options["query"])
    out.write(f"confidence {found.confidence:.2f}, answered from {found.threshold:.2f}")
    for hit in found.hits:
        out.write(f"  {hit.score:.2f}\t{hit.passage.id}\t{hit.passage.heading or hit.passage.section}")
    return 0


def propose(out: Out, options: Options) -> int:
    theme = _theme(options["group"])
    open_ids = list(theme.questions.filter(proposal=None).values_list("pk", flat=True))
    plan = Plan(
        options["kind"],
        tuple(options["wording"]) or (theme.name,),
        options["passage"],
        options["intent"],
        options["distance"],
        options["note"],
    )
    _say(out, propose_plan(_user(options["by"]), theme, open_ids, plan))
    return 0


def waiting(out: Out, options: Options) -> int:
    for proposal in Proposal.objects.filter(state=Proposal.State.PROPOSED).order_by("pk"):
        _say(out, proposal)
    return 0


def approved(out: Out, options: Options) -> int:
    for proposal in Proposal.objects.filter(state=Proposal.State.APPROVED).order_by("pk"):
        is_up = f", taken up at {proposal.taken_up_at:%Y-%m-%d %H:%M:%S}" if proposal.taken_up_at else ""
        _say(out, proposal, is_up + (f", left out: {proposal.trouble}" if proposal.trouble else ""))
    return 0


def approve(out: Out, options: Options) -> int:
    lead, answers_more = _user(options["by"]), options["answers_more"]
    proposal = approve_proposal(lead, options["proposal"], options["note"], answers_more=answers_more)
    published.publish()
    _say(out, proposal)
    return 0


def refuse(out: Out, options: Options) -> int:
    _say(out, refuse_proposal(_user(options["by"]), options["proposal"], options["note"]))
    return 0


def undo(out: Out, options: Options) -> int:
    proposal = undo_proposal(_user(options["by"]), options["proposal"], options["note"])
    published.publish()
    _say(out, proposal)
    return 0


def publish(out: Out, options: Options) -> int:
    out.write(f"{published.path()}: {published.publish()}")
    return 0


def cases(out: Out, options: Options) -> int:
    if options["run"]:
        run_cases(live_cases().order_by("pk"), pause_seconds=0)
    broken = set(broken_cases().values_list("pk", flat=True))
    for case in live_cases().order_by("pk"):
        state = "broken" if case.pk in broken else "holding" if case.holds else "not yet"
        out.write(f"{case.pk}\t{state}\t{case.expects} {case.value}\t{case.text}")
    out.write(f"{live_cases().filter(holds=True).count()} holding, {len(broken)} broken")
    return 1 if broken else 0


def replay(out: Out, options: Options) -> int:
    run = replaying.begin(running(), options["days"])
    while not replaying.go_on(run, REPLAY_SECONDS, pause_seconds=0):
        pass
    run.refresh_from_db()
    for each in run.differences.order_by("event_id"):
        out.write(f"{each.text}\t{_answer(each.before)}\t{_answer(each.after)}")
    out.write(
        f"{run.conversations} conversations, {run.questions} messages, {run.differences.count()} different"
    )
    return 0


def export(out: Out, options: Options) -> int:
    what, is_written = options["what_to_export"], options["write"]
    if what == "sources":
        out.write("".join(csv_lines()).rstrip("\n"))
    elif what == "cases":
        out.write(f"{export_cases()} cases in {cases_folder()}")
    elif what == "training":
        ids = entering(Proposal.Kind.TRAINING)
        found = training.changes(options["nlu"])
        for change in found:
            out.write(change.diff)
        if is_written:
            training.write(found)
            if options["nlu"].resolve() == FOLDER.resolve():  # not a candidate's
                note_entered(ids)
    else:
        _export_calibration(out, is_written)
    return 0


def _answer(answered: Mapping[str, Any]) -> str:
    return " ".join([answered["kind"], *answered["passages"]])


def _export_calibration(out: Out, is_written: bool) -> None:
    path = calibration.FOLDER / calibration.FILE
    before = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    after = calibration.rendered().decode().splitlines()
    for line in difflib.unified_diff(before, after, f"a/{path.name}", f"b/{path.name}", lineterm=""):
        out.write(line)
    if is_written:
        ids = entering(Proposal.Kind.OUT_OF_SCOPE)
        calibration.write()
        note_entered(ids)


def _show_proposal(out: Out, proposal_id: int) -> int:
    proposal = Proposal.objects.filter(pk=proposal_id).first()
    if proposal is None:
        raise TeachingError("no_proposal", proposal=proposal_id)
    _say(out, proposal)
    for step in proposal.steps.select_related("by").order_by("pk"):
        out.write(f"  {step.at:%Y-%m-%d %H:%M:%S}\t{step.state}\t{step.by.get_username()}\t{step.note}")
    return 0


def _say(out: Out, proposal: Proposal, more: str = "") -> None:
    fields = ", ".join(f"{name} {value}" for name, value in described(proposal).items() if name != "id")
    out.write(f"{proposal.pk}\t{fields}{more}\t{proposal.theme_name}")
    for wording in proposal.wordings.order_by("place"):
        out.write(f"  {wording.text}")


def _theme(theme_id: int) -> Theme:
    theme = Theme.objects.filter(pk=theme_id).first()
    if theme is None:
        raise TeachingError("no_theme", theme=theme_id)
    return theme


def _user(name: str) -> User:
    user = User.objects.filter(username=name, is_active=True).first()
    if user is None:
        raise TeachingError("no_user", who=name)
    return user
