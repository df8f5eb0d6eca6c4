"""What is said of one reading of a drawn list: what is wrong, and whether anything asks or tells about it."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from benchmarks.helpers.drawn_lists.model import ABSENT, OPEN, PRESENT, UNSAID, Drawn, Entry

VERDICTS = ("right", "asked", "told", "refused", "SILENT", "crashed", "too slow")
GRAVE = VERDICTS[4:]
WHO, WHEN, WHERE = "who", "when", "organization"
"""What somebody may be asked about."""

ASKS = {
    WHO: {
        "who_they_are", "who_came_column", "what_do_blanks_mean", "names_column", "which_meeting", "did_they_come",
        "choose_sheet", "what_a_mark_says", "unclear_mark", "sent_delegate", "column_without_day", "layout_not_found",
        "attended_to_come", "surname_first", "names_left_over",
    },
    WHEN: {
        "ambiguous_date_order", "which_year", "which_zone", "no_date", "which_meeting", "attended_to_come", "mixed_date_order",
        "date_to_come", "era_repaired", "column_without_day", "utc_kept", "days_without_year",
    },
    WHERE: set[str](),
}  # fmt: skip
"""Flags of questions and notices, by what they are about."""
OF_HOUSES = {"organization_above", "kept_as_position"}
"""Codes of rows that tell about an organization only."""
NOT_TOLD = {"section"}
"""Headings inside the list are counted, and not told one by one."""
QUESTIONS = (ASKS[WHO] | ASKS[WHEN]) - {
    "unclear_mark",
    "sent_delegate",
    "column_without_day",
    "mixed_date_order",
    "era_repaired",
}


@dataclass(frozen=True)
class Wrong:
    """One thing that is wrong: its kind, what it is about (who, when, organization), the words, the rows."""

    kind: str
    about: str
    what: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Outcome:
    """What became of one list: the verdict, what nobody is asked or told about, and all that is wrong."""

    verdict: str
    silent: tuple[Wrong, ...] = ()
    wrong: tuple[Wrong, ...] = ()


def judged(drawn: Drawn, got: dict[str, Any]) -> Outcome:
    """The verdict on a reading, as `child.read_one` has it."""
    if got.get("crash"):
        return Outcome("too slow" if got["crash"] == "too slow" else "crashed", (Wrong("crash", WHO, got["crash"], ()),))
    if got["refused"]:
        return Outcome("refused")
    wrong = tuple(_found_wrong(drawn.truth, got))
    how = {one: _how(one, got) for one in wrong}
    silent = tuple(one for one in wrong if how[one] == "SILENT")
    if silent:
        return Outcome("SILENT", silent, wrong)
    if QUESTIONS.intersection(got["flags"]):
        return Outcome("asked", (), wrong)
    return Outcome("told" if wrong else "right", (), wrong)


def _how(one: Wrong, got: dict[str, Any]) -> str:
    if ASKS[one.about].intersection(got["flags"]):
        return "asked"
    codes = {code for line, code in got["told"] if line in one.lines} - NOT_TOLD
    return "told" if codes - (set() if one.about == WHERE else OF_HOUSES) else "SILENT"


def _key(text: str | None) -> str:
    return " ".join(unicodedata.normalize("NFC", text or "").casefold().split())


# --- what is wrong ---------------------------------------------------------------------------------------------------------


def _found_wrong(truth: tuple[Entry, ...], got: dict[str, Any]) -> Iterator[Wrong]:
    free = {line for one in truth if one.free for line in one.lines}
    people = [one for one in got["people"] if not free.issuperset(one["lines"])]
    truth = tuple(one for one in truth if not one.free)
    by_name: dict[str, list[Entry]] = {}
    for one in truth:
        for name in one.names or one.organizations:
            by_name.setdefault(_key(name), []).append(one)
    for read in people:
        if read["state"] == PRESENT:
            yield from _wrong_person(read, by_name, truth, got)
    yield from _twice(people, by_name)
    yield from _missing(truth, people)


def _called(read: dict[str, Any]) -> str:
    return _key(read["name"] or read["organization"])


def _wrong_person(
    read: dict[str, Any], by_name: dict[str, list[Entry]], truth: Iterable[Entry], got: dict[str, Any]
) -> Iterator[Wrong]:
    """Somebody who is read as present."""
    known, lines = by_name.get(_called(read), []), tuple(read["lines"])
    if not known:
        renamed = any(set(one.lines).intersection(lines) and one.state != ABSENT for one in truth)
        yield Wrong("renamed" if renamed else "invented", WHO, str(read["name"] or read["organization"]), lines)
        return
    day = date.fromisoformat(read["day"]) if read["day"] else None
    then = [one for one in known if day in one.days or (not one.days and day is None)]
    undated = day is None and bool(ASKS[WHEN].intersection(got["flags"]))
    then = then or (known if undated else [])
    if not then:
        yield Wrong("wrong day", WHEN, f"{read['name']} {read['day']}", lines)
        then = known
    elif all(one.state in {ABSENT, UNSAID} for one in then):
        yield Wrong(f"{then[0].state} as present", WHO, f"{read['name']} {read['day']}", lines)
    houses = {_key(house) for one in then for house in one.organizations}
    houses |= {""} if any(house and house in _called(read) for house in houses) else set()  # kept whole: it stands in the name
    if read["name"] and _key(read["organization"]) not in houses:
        kind = (
            "organization lost"
            if not read["organization"]
            else "organization invented"
            if houses == {""}
            else "wrong organization"
        )
        yield Wrong(
            kind, WHERE, f"{read['name']}: {read['organization']}", (*lines, *(line for one in then for line in one.head))
        )


def _twice(people: list[dict[str, Any]], by_name: dict[str, list[Entry]]) -> Iterator[Wrong]:
    """The same person at one meeting more often than the list has them."""
    for (_meeting, name), often in Counter((one["meeting"], _called(one)) for one in people).items():
        if often > 1 and often > len({one.row for one in by_name.get(name, [])}):
            lines = {line for one in people if _called(one) == name for line in one["lines"]}
            yield Wrong("twice", WHO, name, tuple(lines))


def _missing(truth: Iterable[Entry], people: list[dict[str, Any]]) -> Iterator[Wrong]:
    """Whom the list names, and the reading does not."""
    read: dict[str, set[tuple[str | None, str]]] = {}
    for one in people:
        read.setdefault(_called(one), set()).add((one["day"], one["state"]))
    for entry in truth:
        found = {at for name in entry.names or entry.organizations for at in read.get(_key(name), ())}
        days = {day.isoformat() for day in entry.days}
        then = {state for day, state in found if day in days or day is None or not days}
        said = f"{entry.names[:1]} {entry.days[:1]}"
        if not entry.must:
            continue
        if not then and not found:
            kind = {PRESENT: "missing", ABSENT: "absent lost", OPEN: "lost", UNSAID: "lost"}[entry.state]
            yield Wrong(kind, WHO, said, entry.lines)
        elif entry.state == PRESENT and PRESENT not in then and then:
            yield Wrong("present as absent", WHO, said, entry.lines)
        elif entry.state == PRESENT and not then:
            yield Wrong("missing on a day", WHEN, said, entry.lines)
