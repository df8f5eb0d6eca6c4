"""What minutes say, as plain values that are kept as a version and brought back. No session, no screen."""

from dataclasses import asdict, dataclass, field, is_dataclass
from datetime import date
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from coalition.models import ERASED
from coalition.vocabulary import Judgement


@dataclass(frozen=True)
class There:
    """One organization at a meeting; `people`: their names; an organization that nobody told is None.

    `is_guest`: there without being expected. Versions closed before it was told say False, and stay closed.
    """

    organization: str | None
    people: tuple[str, ...] = ()
    is_guest: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class Decided:
    """What the members agreed about one cell, with its names in English and locally.

    Attributes:
        said: value of vocabulary.Judgement; None: it was confirmed that there is nobody.
        group: for whom, values of vocabulary.Group separated by ;; None: for everybody.
        reason: None: not told.
    """

    said: str | None
    kind: tuple[str, str | None]
    area: tuple[str, str | None]
    group: str | None
    reason: str | None


@dataclass(frozen=True)
class Promise:
    """What somebody promised; `who` does it, by `due_on` (ISO text; None: no day was agreed)."""

    what: str
    who: str | None
    due_on: str | None


@dataclass(frozen=True)
class Taught:
    """What was learned; `who` told it, with what was shown (its title in English and locally)."""

    what: str
    who: str | None = None
    shown: tuple[str, str | None] | None = None


@dataclass(frozen=True)
class Minutes:
    """The minutes of a meeting. Days are ISO text.

    Attributes:
        coalition: its name; empty: not told.
        held_on, title, place, start: of the meeting; None: not told.
        present, excused: who is listed so.
        missing: names of members that were expected and neither there nor excused.
        expected: members expected at it [organizations]; None: it is not recorded who came.
        here: of these, those that were there [organizations].
        agenda, decisions: lines.
        about: (place of a decision, service type, area) of those that are about a cell, each name in English and locally.
        agreed: about cells.
        promised: at this meeting.
        kept: earlier promises that were kept by this day.
        learned: lines, with what was shown.
        next_on: the next meeting; None: no day is known.
        quorum: (active members there, as many as are needed, the rule: a value of vocabulary.QuorumRule); None: not known, or
            closed before it was told. Another rule is no correction of what was closed.
    """

    coalition: str
    held_on: str
    title: str | None
    place: str | None
    start: str | None
    present: tuple[There, ...] = ()
    excused: tuple[There, ...] = ()
    missing: tuple[str, ...] = ()
    expected: int | None = None
    here: int = 0
    agenda: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    about: tuple[tuple[int, tuple[str, str | None], tuple[str, str | None]], ...] = ()
    agreed: tuple[Decided, ...] = ()
    promised: tuple[Promise, ...] = ()
    kept: tuple[Promise, ...] = ()
    learned: tuple[Taught, ...] = ()
    next_on: str | None = None
    quorum: tuple[int, int, str] | None = field(default=None, compare=False)


def as_stored(found: Minutes) -> dict[str, Any]:
    """The minutes as plain JSON values."""
    return asdict(found)


def from_stored(said: dict[str, Any]) -> Minutes:
    """The minutes of a version, without whoever was erased since; what a later program adds to minutes is not in it."""
    known = {name: said[name] for name in Minutes.__dataclass_fields__ if name in said}
    rows: dict[str, Any] = {
        "about": lambda one: (one[0], _pair(one[1]), _pair(one[2])),
        "present": _still_there,
        "excused": _still_there,
        "agreed": lambda one: Decided(**one | {"kind": _pair(one["kind"]), "area": _pair(one["area"])}),
        "promised": _still_promised,
        "kept": _still_promised,
        "learned": lambda one: Taught(**one | {"shown": _pair(one["shown"]) if one["shown"] else None}),
    }
    made = {name: tuple(map(make, known[name])) for name, make in rows.items() if name in known}
    texts = {name: tuple(known[name]) for name in ("missing", "agenda", "decisions") if name in known}
    quorum = {"quorum": tuple(known["quorum"])} if known.get("quorum") else {}
    return Minutes(**known | made | texts | quorum)


def _still_there(one: dict[str, Any]) -> There:
    return There(one["organization"], tuple(name for name in one["people"] if name != ERASED), one.get("is_guest", False))


def _still_promised(one: dict[str, Any]) -> Promise:
    who = ", ".join(name for name in (one["who"] or "").split(", ") if name != ERASED)
    return Promise(**one | {"who": who or None})


def _pair(names: list[Any]) -> tuple[str, str | None]:
    return names[0], names[1]


# --- what somebody else wrote -------------------------------------------------------------------------------------------


def is_sound(said: Any) -> bool:
    """Whether minutes that came from elsewhere, as in a backup, can be read: each value of its type, each day a day."""
    try:
        found = from_stored(said)
        judged = {one.said for one in found.agreed} - {None} <= {judgement.value for judgement in Judgement}
        for day in (found.held_on, found.next_on, *(one.due_on for one in (*found.promised, *found.kept))):
            _ = day is None or date.fromisoformat(day)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return False
    return judged and _fits(found, Minutes)


def _fits(value: Any, kind: Any) -> bool:
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return isinstance(value, kind) and all(_fits(getattr(value, name), hint) for name, hint in hints.items())  # type: ignore[arg-type]
    if isinstance(kind, UnionType):
        return any(_fits(value, one) for one in get_args(kind))
    if get_origin(kind) is tuple:
        of = get_args(kind)
        kinds = of if of[-1] is not ... else of[:1] * len(value)
        return isinstance(value, tuple) and len(value) == len(kinds) and all(map(_fits, value, kinds))
    return isinstance(value, kind)
