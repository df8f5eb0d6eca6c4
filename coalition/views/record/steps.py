"""Steps of a meeting that is being recorded, as the browser sends them: each is stored once, and told back as stored or not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any

import streamlit as st

from coalition import clock
from coalition.database import reading
from coalition.edits import recording
from coalition.edits.conflicts import EditConflict, as_seen
from coalition.edits.meetings import known_organization
from coalition.edits.record import EditRefused
from coalition.edits.undo import undo_edit
from coalition.imports.matching.keys import organization_key, person_key
from coalition.queries.recording import Known, people_named
from coalition.queries.seen import Seen
from coalition.shell.context import Page
from coalition.shell.order import owner_ids
from coalition.shell.save import own_edits, refusal
from coalition.shell.words import t
from coalition.vocabulary import AttendanceState, NoteKind

Step = Mapping[str, Any]

_LONGEST_LABEL = 40


@dataclass
class Told:
    """What the browser is told of its steps.

    Attributes:
        taken: steps that are stored.
        refused: steps that are not, each with why, and for a new name with the people who are called so already.
        made: (instant of the edit, what it noted) of this session, the last one at the end: what *Undo* takes back.
    """

    taken: list[str] = field(default_factory=list)
    refused: list[dict[str, Any]] = field(default_factory=list)
    made: list[tuple[datetime, str]] = field(default_factory=list)

    @property
    def undo(self) -> str:
        """What *Undo* would take back; empty: nothing."""
        return self.made[-1][1] if self.made else ""


def told_of(draft_id: int) -> Told:
    """What this session was told of a meeting that is being recorded."""
    told: Told = st.session_state.setdefault(f"steps {draft_id}", Told())
    return told


def take(page: Page, draft_id: int, steps: Sequence[Step] | None) -> None:
    """Store the steps that are not stored yet, one after the other; a refused one keeps none of the others back."""
    told = told_of(draft_id)
    sent = [step for step in steps or [] if isinstance(step.get("n"), str)]
    numbers = {step["n"] for step in sent}  # what is not sent any more was heard of
    settled = {*told.taken, *(one["n"] for one in told.refused)}
    told.taken = [n for n in told.taken if n in numbers]
    told.refused = [one for one in told.refused if one["n"] in numbers]
    for step in sent:
        if step["n"] in settled:
            continue
        try:
            _take_one(page, draft_id, step, told)
            told.taken.append(step["n"])
        except _KnownAlready as known:
            told.refused.append(
                {"n": step["n"], "why": t("This name already exists. Choose who is meant."), "known": known.people}
            )
        except EditConflict:
            why = t("{what}: changed by somebody else. Check it again.", what=_label(step))
            told.refused.append({"n": step["n"], "why": why})
        except EditRefused as refused:
            told.refused.append({"n": step["n"], "why": refusal(refused)})


class _KnownAlready(Exception):
    """The new name is that of people who are known: which one is meant, a person decides."""

    def __init__(self, people: list[dict[str, Any]]) -> None:
        self.people = people


def _take_one(page: Page, draft_id: int, step: Step, told: Told) -> None:
    at = clock.now()
    if step["kind"] == "undo":
        if told.made:
            undo_edit(page.engine, told.made.pop()[0], at=at)
        return
    verb, own = _verb(page, draft_id, step), own_edits()
    with as_seen(_seen(page, step), own=own):
        if verb(at=at):  # from here on the session is not asked: the next step may interrupt wherever it is
            told.made.append((at, _label(step)))
            own.append(at)


def _seen(page: Page, step: Step) -> Seen | None:
    """What stood on the screen when the step was made; files that were taken back count as they are now."""
    if page.seen is None:
        return None
    change, batch, changed_at, committed_at = step["seen"]
    undone = page.seen.undone
    return Seen(int(change), int(batch), undone, _instant(changed_at), _instant(committed_at))


def seen_json(seen: Seen | None) -> list[Any]:
    """What stands on the screen, as each step takes it along."""
    told = seen or Seen()
    return [told.change, told.batch, *(at and at.isoformat() for at in (told.changed_at, told.committed_at))]


def _instant(text: Any) -> datetime | None:
    return datetime.fromisoformat(str(text)) if text else None


def _verb(page: Page, draft_id: int, step: Step) -> Callable[..., bool]:
    kind, key = str(step["kind"]), str(step["key"])[:32]
    if kind == "out":
        return partial(recording.take_out, page.engine, draft_id, key=key)
    if kind == "mark":
        who = _who(page, step)
        state = AttendanceState(step["state"]) if step.get("state") else None
        return partial(recording.mark, page.engine, draft_id, key=key, state=state, is_remote=step.get("remote"), **who)
    told: dict[str, Any] = {
        "what": str(step.get("what", "")),
        **owner_ids(str(step.get("owner") or "")),
        "due_on": date.fromisoformat(step["due"]) if step.get("due") else None,
        "action_id": step.get("action"),
        "resource_id": step.get("resource"),
        "area_id": step.get("area"),
        "service_type_id": step.get("type"),
    }
    return partial(recording.note, page.engine, draft_id, key=key, kind=NoteKind(kind), **told)


def _who(page: Page, step: Step) -> dict[str, Any]:
    """Whom a mark is about; a new name that is known already is that organization, or asked about."""
    name, said = str(step.get("name") or ""), str(step.get("said") or "")
    if not name or not step.get("state"):
        return {"organization_id": step.get("org"), "person_id": step.get("person")}
    with reading(page.engine) as session:
        if step.get("is_organization"):
            known = known_organization(session, organization_key(name))
            return {"organization_id": known} if known else {"name": name, "is_organization": True}
        people = [] if step.get("sure") else people_named(session, key=person_key(name))
        known = known_organization(session, organization_key(said)) if said and not step.get("org") else None
    if people:
        told = [person_json(one) for one in people]
        raise _KnownAlready(told)
    return {"name": name, "organization_id": step.get("org") or known, "organization_as_written": "" if known else said}


def person_json(one: Known) -> dict[str, Any]:
    """Somebody known, as the script takes it."""
    return {"id": one.id, "name": one.name, "org": one.organization_id, "org_name": one.organization}


def _label(step: Step) -> str:
    label = str(step.get("label") or step.get("what") or "")
    return label if len(label) <= _LONGEST_LABEL else f"{label[:_LONGEST_LABEL]}…"
