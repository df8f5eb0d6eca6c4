"""Checklists changed by hand, each change a new version, and what a case knows of their items; undone by `edits.undo`.

Nothing is overwritten: earlier versions stay readable, and an item keeps its key in every version and list, so that what a
case knows counts for each receiver that asks it. Every verb takes `at`, the instant of the edit, and `by` (None: not told).
"""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Engine, func, select
from sqlmodel import Session, col

from coalition.database import writing
from coalition.edits.conflicts import is_decided
from coalition.edits.record import EditRefused, create_row, delete_row, stored_row, table_of, update_row
from coalition.edits.screen import LONGEST, TextRefused, screened
from coalition.models import CaseItemState, Checklist, ChecklistItem, Organization, ProtocolAnswer, ServiceType, SharedCase
from coalition.vocabulary import Exploitation, ItemAges, ItemKnowledge

LONGEST_TITLE = 80
"""Characters of the title of a list: it heads a printed sheet."""

MOST_ITEMS = 40
"""Items of a list: more than anybody asks before acting (the longest that is shipped has 17)."""

_CODE = re.compile(r"[A-Z][A-Z0-9]{0,7}")
_CHANGED_SINCE = "This list was changed after you opened it. Check it again."


@dataclass(frozen=True)
class Fact:
    """One item as it is to stand in a version.

    Attributes:
        question: the fact to supply, in English.
        question_local: in the local language; empty: not told.
        is_required: whether it counts for readiness.
        ages: about whom it is asked.
        key: of the item it was; None: a new one.
    """

    question: str
    question_local: str = ""
    is_required: bool = True
    ages: ItemAges = ItemAges.EVERYBODY
    key: str | None = None


@dataclass(frozen=True)
class Head:
    """What a version says of itself.

    Attributes:
        title: in English.
        title_local: in the local language; empty: not told.
        source: the law it comes from, or who asked for it.
        kinds: codes of the kinds of help it is asked for; none: it is looked up by its code only.
    """

    title: str
    title_local: str = ""
    source: str = ""
    kinds: Sequence[str] = ()


def save_version(
    engine: Engine,
    checklist_id: int,
    facts: Sequence[Fact],
    head: Head | None = None,
    *,
    today: date,
    by: str | None = None,
    at: datetime,
) -> int | Literal[False]:
    """Make a new version of a list with these items, in this order, valid from today on.

    Args:
        engine: the database.
        checklist_id: the newest version of the list.
        facts: all items; one that is left out is not asked any more.
        head: its title, source and kinds of help; None: as they are.
        today: from when on it counts.
        by: who does it.
        at: the instant of the edit.

    Returns:
        The id of the new version; False where nothing would change.

    Raises:
        EditRefused: there is no item, too many, one twice, or one of another list; a text is refused; or somebody was faster.
    """
    if not facts:
        raise EditRefused("A list needs at least one item. If you do not need the list any more, stop using it.")
    kept = _checked(facts)
    with writing(engine) as session:
        told = None if head is None else _told(session, head)
        stored = _written_over(session, checklist_id, kept, told or {}) or _newest(session, checklist_id)
        values = {**stored, **(told or {})}
        if kept == _facts(session, stored["id"]) and values == stored:
            return False
        _same_keys(session, stored["code"], kept)
        return _add_version(session, values, kept, today, by=by, at=at)


def make_own(
    engine: Engine,
    checklist_id: int,
    *,
    organization_id: int | None = None,
    exploitation: Exploitation | None = None,
    today: date,
    by: str | None = None,
    at: datetime,
) -> int:
    """Make a list of one organization, or for one type of exploitation, from another one, with the same items and keys.

    Returns:
        The id of its first version (or of the next, where it had been retired).

    Raises:
        EditRefused: neither is told, there is no such organization, or it has such a list already.
    """
    if organization_id is None and exploitation is None:
        raise EditRefused("Choose the organization or the type of exploitation that the list is for.")
    with writing(engine) as session:
        stored = stored_row(session, Checklist, checklist_id)
        if organization_id is not None:
            stored_row(session, Organization, organization_id)
        own = {**stored, "organization_id": organization_id, "exploitation": exploitation}
        last = _last(session, own)
        if last is not None and _facts(session, last.id or 0):
            raise EditRefused("Such a list already exists. Change that one.")
        return _add_version(session, own, _facts(session, checklist_id), today, by=by, at=at)


def retire(engine: Engine, checklist_id: int, *, today: date, by: str | None = None, at: datetime) -> int:
    """Use a list no more: from today on the more general one counts, or none. Its versions stay readable.

    Raises:
        EditRefused: it is retired already, or somebody was faster.
    """
    with writing(engine) as session:
        stored = _newest(session, checklist_id)
        if not _facts(session, checklist_id):
            raise EditRefused(_CHANGED_SINCE)
        return _add_version(session, stored, [], today, by=by, at=at)


def bring_back(engine: Engine, checklist_id: int, *, today: date, by: str | None = None, at: datetime) -> int:
    """Use a retired list again, with the items it had last.

    Args:
        engine: the database.
        checklist_id: its newest version, which has no items.
        today, by, at: as for every verb.

    Raises:
        EditRefused: it is in use, or somebody was faster.
    """
    with writing(engine) as session:
        stored = _newest(session, checklist_id)
        versions = select(col(Checklist.id)).where(*_variant(stored)).order_by(col(Checklist.version).desc())
        before = [_facts(session, number) for number in session.scalars(versions) if number]
        if before[0]:
            raise EditRefused(_CHANGED_SINCE)
        return _add_version(session, stored, next(filter(None, before), []), today, by=by, at=at)


def add_list(
    engine: Engine,
    *,
    code: str,
    head: Head,
    facts: Sequence[Fact],
    today: date,
    by: str | None = None,
    at: datetime,
) -> int:
    """Add a list with a code of its own. Returns its id.

    Raises:
        EditRefused: the code is no code or taken, there is no title, source or item, or a text is refused.
    """
    code = code.strip().upper()
    if not _CODE.fullmatch(code):
        raise TextRefused(
            "A code starts with a letter, followed by letters or digits, at most 8 characters in all, for example D1.",
            field="code",
        )
    if not facts:
        raise TextRefused("A list needs at least one fact. Enter one fact per line.", field="facts")
    kept = _checked([Fact(**{**asdict(fact), "key": None}) for fact in facts])
    with writing(engine) as session:
        told = _told(session, head)
        if session.scalar(select(col(Checklist.id)).where(col(Checklist.code) == code).limit(1)) is not None:
            raise TextRefused("The code {code} is already in use.", field="code", code=code)
        values = {"code": code, **told, "organization_id": None, "exploitation": None}
        return _add_version(session, values, kept, today, by=by, at=at)


def state_item(
    engine: Engine, case_id: int, item_id: int, state: ItemKnowledge, *, today: date, by: str | None = None, at: datetime
) -> bool:
    """Say whether a case knows an item of a checklist: known, missing, or withheld. Never the answer itself.

    Returns:
        Whether anything changed.

    Raises:
        EditRefused: the case or the item is gone, or the case is closed.
    """
    with writing(engine) as session:
        if stored_row(session, SharedCase, case_id)["closed_on"] is not None:
            raise EditRefused("This case is closed. Reopen it first.")
        key = stored_row(session, ChecklistItem, item_id)["key"]
        stated = _stated(session, case_id, key)
        last = stated[-1] if stated else None
        if (last.state if last else ItemKnowledge.MISSING) is state:
            return False
        for one in stated[:-1]:  # the same question in another version: the last word replaces all
            delete_row(session, CaseItemState, one.id or 0, by=by, at=at)
        values = {"item_id": item_id, "state": state, "stated_on": today}
        if last is None:
            create_row(session, CaseItemState, by=by, at=at, case_id=case_id, **values)
            return True
        return update_row(session, CaseItemState, last.id or 0, by=by, at=at, **values)


# --- inside -----------------------------------------------------------------------------------------------------------


def _stated(session: Session, case_id: int, key: str) -> Sequence[CaseItemState]:
    """What was said of a question in any version or list, the last at the end."""
    found = (
        select(CaseItemState)
        .join(ChecklistItem, col(ChecklistItem.id) == col(CaseItemState.item_id))
        .where(col(CaseItemState.case_id) == case_id, col(ChecklistItem.key) == key)
        .order_by(col(CaseItemState.stated_on), col(CaseItemState.id))
    )
    return session.scalars(found).all()


def _checked(facts: Sequence[Fact]) -> list[Fact]:
    """The items as they may be kept."""
    if len(facts) > MOST_ITEMS:
        raise EditRefused("This list has {count} items, but at most {most} can be asked.", count=len(facts), most=MOST_ITEMS)
    kept = []
    for number, fact in enumerate(facts, start=1):
        if not fact.question.strip():
            raise TextRefused("This item is empty. Enter what must be known, or remove the item.", field=f"item {number}")
        local = _item_line(fact.question_local, number) if fact.question_local.strip() else ""
        kept.append(Fact(_item_line(fact.question, number), local, fact.is_required, ItemAges(fact.ages), fact.key))
    for texts in ([fact.question.casefold() for fact in kept], [fact.key for fact in kept if fact.key]):
        if len(set(texts)) < len(texts):
            raise EditRefused("The same item is there twice.")
    return kept


def _told(session: Session, head: Head) -> dict[str, str | None]:
    """What a version says of itself, as it is stored.

    Raises:
        EditRefused: a text is refused, or a kind of help is not there.
    """
    local = _line(head.title_local, "title_local", LONGEST_TITLE) if head.title_local.strip() else None
    known = list(session.scalars(select(col(ServiceType.code)).order_by(col(ServiceType.id))))
    if set(head.kinds) - set(known):
        raise EditRefused("A chosen service type is no longer in the list.")
    return {
        "title": _line(head.title, "title", LONGEST_TITLE),
        "title_local": local,
        "source": _line(head.source, "source"),
        "kinds": ";".join(code for code in known if code in head.kinds) or None,
    }


def _item_line(text: str, number: int) -> str:
    """`screened` text of an item; the field of a refusal tells which one, as `item 3`."""
    return screened(text, f"item {number}")


def _line(text: str, field: str, most: int = LONGEST) -> str:
    if not text.strip():
        raise TextRefused("A list needs a title and the source it comes from.", field=field)
    line = screened(text, field)
    if len(line) > most:
        message = "This is too long: {length} characters. One line of {most} is enough."
        raise TextRefused(message, field=field, length=len(line), most=most)
    return line


def _variant(values: dict[str, Any]) -> list[Any]:
    """The condition for the versions of one list."""
    own, kind = values["organization_id"], values["exploitation"]
    return [
        col(Checklist.code) == values["code"],
        col(Checklist.organization_id).is_(None) if own is None else col(Checklist.organization_id) == own,
        col(Checklist.exploitation).is_(None) if kind is None else col(Checklist.exploitation) == kind,
    ]


def _last(session: Session, values: dict[str, Any]) -> Checklist | None:
    newest = select(Checklist).where(*_variant(values)).order_by(col(Checklist.version).desc()).limit(1)
    return session.scalars(newest).first()


def _newest(session: Session, checklist_id: int) -> dict[str, Any]:
    """A stored list that is the newest version of its kind."""
    stored = stored_row(session, Checklist, checklist_id)
    last = _last(session, stored)
    if last is None or last.id != checklist_id:
        raise EditRefused(_CHANGED_SINCE)
    return stored


def _written_over(session: Session, checklist_id: int, facts: Sequence[Fact], told: dict[str, Any]) -> dict[str, Any] | None:
    """The newest version, where somebody else has made it since and the person says that this one shall follow it.

    Raises:
        EditConflict: it was not decided yet.
    """
    last = _last(session, stored_row(session, Checklist, checklist_id))
    if last is None or last.id is None or last.id == checklist_id:
        return None
    seen, now = (stored_row(session, Checklist, number) for number in (checklist_id, last.id))
    before, items = _facts(session, checklist_id), _facts(session, last.id)
    if list(facts) == items and {**now, **told} == now:
        return now
    sides: list[dict[str, Any]] = [
        {**{name: row[name] for name in told}, "items": [fact.question for fact in listed]}
        for row, listed in ((seen, before), (now, items), ({**now, **told}, facts))
    ]
    differing = [name for name in sides[0] if any(side[name] != sides[0][name] for side in sides)] or ["items"]
    return now if is_decided(table_of(Checklist), *({name: side[name] for name in differing} for side in sides)) else None


def _facts(session: Session, checklist_id: int) -> list[Fact]:
    items = select(ChecklistItem).where(col(ChecklistItem.checklist_id) == checklist_id).order_by(col(ChecklistItem.position))
    return [Fact(i.question, i.question_local or "", i.is_required, i.ages, i.key) for i in session.scalars(items)]


def _same_keys(session: Session, code: str, facts: Sequence[Fact]) -> None:
    """An item that is told by its key was asked in a list of this code before."""
    asked = {fact.key for fact in facts if fact.key}
    if asked - set(_keys(session, code)):
        raise EditRefused("One item belongs to another list. Add it as a new one.")


def _keys(session: Session, code: str) -> Sequence[str]:
    found = select(col(ChecklistItem.key)).join(Checklist, col(Checklist.id) == col(ChecklistItem.checklist_id))
    return session.scalars(found.where(col(Checklist.code) == code).distinct()).all()


def _add_version(
    session: Session, values: dict[str, Any], facts: Sequence[Fact], today: date, *, by: str | None, at: datetime
) -> int:
    """Store the next version of a list; new items get the next number of their code, never one that was used before.

    Nor one that an answer names whose version was taken back: another question would stand there as settled.
    """
    version = session.scalar(select(func.max(col(Checklist.version))).where(*_variant(values))) or 0
    told = {
        name: values[name] for name in ("code", "title", "title_local", "source", "organization_id", "exploitation", "kinds")
    }
    checklist_id = create_row(session, Checklist, by=by, at=at, **told, version=version + 1, valid_from_on=today)
    prefix = f"{values['code']}-"
    used = [*_keys(session, values["code"]), *session.scalars(select(col(ProtocolAnswer.key)).distinct())]
    numbers = [key.removeprefix(prefix) for key in used if key.startswith(prefix)]
    last = max((int(number) for number in numbers if number.isdecimal()), default=0)
    for position, fact in enumerate(facts, start=1):
        if fact.key is None:
            last += 1
        create_row(
            session,
            ChecklistItem,
            by=by,
            at=at,
            checklist_id=checklist_id,
            position=position,
            key=fact.key or f"{prefix}{last}",
            question=fact.question,
            question_local=fact.question_local or None,
            is_required=fact.is_required,
            ages=fact.ages,
        )
    return checklist_id
