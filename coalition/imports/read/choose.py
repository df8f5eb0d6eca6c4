"""The best way to read a sheet by evidence, else a question or a refusal; how it was read, and the ways that may be chosen.

A way is named by a key that is short enough to be typed and travels in `Choices.layout`: `days-across,names=B,header=4`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import product

from coalition.imports.cells.headers import NAMES, OF_NAMES
from coalition.imports.cells.names import looks_like_person
from coalition.imports.read.candidates import candidates
from coalition.imports.read.evidence import weigh
from coalition.imports.read.extract import extract
from coalition.imports.read.model import MARGIN, Evidence, Interpretation
from coalition.imports.read.profile import is_plain, leaves_nothing
from coalition.imports.read.sheet import Sheet, text_at
from coalition.imports.read.unread import others_may_be_named
from coalition.imports.read.values import of_others
from coalition.imports.reading import FIELDS, HowRead, OtherWay, Reading, Reason
from coalition.imports.services.columns import column_letter

_MOST, SAMPLE = 0.9, 400  # rows of each table that are read to weigh a way to read


@dataclass(frozen=True)
class Choice:
    """What was decided about a sheet."""

    ways: list[Interpretation] = field(default_factory=list)  # all ways to read it, best first
    best: Interpretation | None = None  # the one to take
    asks: str = ""  # code of what a person must say before anything is read
    why: Evidence | None = None  # the evidence that speaks most against it; None: nothing is asked
    rival: Interpretation | None = None  # a way that reads other people or days and is as good

    @property
    def is_matrix(self) -> bool:
        """Whether the sheet has a column for each day, beyond doubt."""
        return self.best is not None and self.best.sign == "days" and not self.asks and self.rival is None


def ways_to_read(sheet: Sheet) -> list[Interpretation]:
    """All ways to read a sheet, weighed, best first."""
    return weighed(candidates(sheet))


def weighed(tables: Iterable[Iterable[Interpretation]]) -> list[Interpretation]:
    """The ways that name somebody or an organization, with their first rows read and weighed, best first.

    Below a table of which one leaves nothing open no other is looked at.
    """
    found: list[Interpretation] = []
    for ways in tables:
        for way in (way for way in ways if {*OF_NAMES, "organization"} & way.columns.keys()):
            way.result = extract(way, SAMPLE)
            way.evidence = weigh(way)
            if not (way.of_organizations and "header_above" in way.codes):  # that header says where the names stand
                found.append(way)
        if any(map(leaves_nothing, found)):
            break
    if any(map(is_plain, found)):
        found = [way for way in found if way.sheet.columns is None or len(way.blocks) > 1]  # columns tell more than lines
    return sorted(found, key=lambda way: -way.score)


def choose(ways: list[Interpretation]) -> Choice:
    """The decision about a sheet, from its ways to read, best first.

    Where none can be taken, names that no heading speaks of may be all that speaks against one: they are asked about.
    """
    told = _decided(ways)
    way = None if told.best or not ways else max(ways, key=lambda way: way.score - way.points_of(NAMES_LEFT))
    if way and NAMES_LEFT in way.codes and way.result.came and way.presence - way.points_of(NAMES_LEFT) >= MARGIN:
        return Choice(ways, way, asks=NAMES_LEFT)
    return told


def _decided(ways: list[Interpretation]) -> Choice:
    """The same, by the best way alone."""
    if not ways:
        return Choice(asks="not_attendance", why=Evidence("nobody_present", "No column of names was found"))
    if (way := _with_open_column(ways)) is not None:
        return Choice(ways, way, asks=WHO_CAME_COLUMN)
    best = ways[0]
    worst = min(best.evidence, key=lambda one: one.points)
    told, came = best.codes, bool(best.came())
    if "" not in {**best.blocks[0].context.legend, **(best.sheet.choices.marks or {})} and _leaves_blanks_open(best, came=came):
        who = best.presence - best.points_of("nobody_present")
        return Choice(ways, best if who >= MARGIN else None, asks=BLANKS, why=worst)
    open_words = (best.sign == "column" and bool(best.result.unknown or best.sheet.choices.marks)) or "marks_to_ask" in told
    bare = "header_missing" in told and best.sign == "listed" and not is_plain(best)  # who is named, nobody knows
    without = (one for way in ways for one in way.evidence if one.code == "days_missing")
    undated = next(without, None) if "days_across" not in told else None
    dated = came and best.day_column is not None and best.profile[best.day_column].share("date", "time") >= _MOST
    other = best.against & {"absence_title", *(("only_a_day",) if best.blocks[0].context.text else ())}  # "Duty", and days
    if bare and undated is None and not other and (dated or _are_people(best)):
        return Choice(ways, best if dated else None, asks=CHOOSE_NAMES if dated else "no_header", why=worst)
    if bare or (not came and not open_words) or (best.presence < MARGIN and not _says_nothing(best)):
        return Choice(ways, asks="no_header" if _is_bare(best) else "not_attendance", why=undated or worst)
    unknown = next((one for one in best.evidence if one.code == "name_word_unknown"), None)
    if unknown:
        coded = open_words and best.columns.get("attended", best.names_at) != best.names_at  # they are asked after it
        clear = (best.result.came or coded) and not unknown.value
        return Choice(ways, best if clear else None, asks=CHOOSE_NAMES if clear else "no_header", why=unknown)
    counted = best.sign == "signature" and "total_disagrees" in told  # a total counts those who did not sign, too
    if is_unsure(best) or (counted and any("total_agrees" in way.codes for way in ways)):
        return Choice(ways, best, asks="did_they_come", why=worst)
    if "header_missing" in told and not is_plain(best) and others_may_be_named(best):
        return Choice(ways, best, asks=CHOOSE_NAMES, why=worst)
    return Choice(ways, best, rival=rival_of(best, ways[1:]))


def rival_of(best: Interpretation, others: Iterable[Interpretation]) -> Interpretation | None:
    """A way that is as good and reads other people or days; None: none does. One that gives only fewer is no rival."""
    ours = best.result.who()
    known = ours | {(name, None) for name, _ in ours}  # nor is one that finds no days
    return next((way for way in others if best.score - way.score < MARGIN and not way.result.who() <= known), None)


BLANKS = "what_do_blanks_mean"  # who was away is marked, and nobody as present
CHOOSE_NAMES = "choose_names"  # which column is that of the names, a person must say
NAMES_LEFT = "names_left_over"  # whether those came over whom no heading says so


def is_unsure(way: Interpretation) -> bool:
    """Whether it must be asked if these people came: little says so, or a list without a header, or of organizations."""
    codes, listed = way.codes, way.sign == "listed"
    of_organizations = way.of_organizations and ("attendance_word" not in codes or of_others(way.blocks[0].context.text))
    bare = listed and (of_organizations or ("header_missing" in codes and not is_plain(way)))
    return way.presence < MARGIN or bare or _is_bare(way) or not codes.isdisjoint(_MAY_BE_PRINTED)


def _is_bare(way: Interpretation) -> bool:
    """Whether these are lines of names, and nothing says that they are of a meeting."""
    return way.sign == "listed" and "unlist" in way.sheet.operators and _OF_A_MEETING.isdisjoint(way.codes)


_MAY_BE_PRINTED = frozenset({"lines_to_sign", "names_in_capitals", "names_without_capitals", "people_below_days"})
"""Evidence that a list may have been made before its meeting, or be of something else."""
_OF_A_MEETING = frozenset({"attendance_word", "meeting_word", "organizations_of_a_day"})
WHO_CAME_COLUMN = "answers_left_over"
"""A column may say who came, and no word says so."""
_SAYS_NOTHING = frozenset({
    "no_sign_of_presence", "only_a_day", "day_word_unknown", "signature_empty", "lines_to_sign", "total_disagrees",
    "columns_of_elsewhere", "one_person_per_meeting", "days_are_not_ours", "column_of_amounts", "minutes_are_zero",
    "reasons_given",
})  # fmt: skip
"""Evidence that a list of people may be one of something else."""
_OF_SIGN_UPS = frozenset({"invitation_word", "invited_only", "moment_before_day"})


def _with_open_column(ways: list[Interpretation]) -> Interpretation | None:
    """The list that is the best way to read a sheet but for a column that may say who came; None: there is none."""
    way = max(ways, key=lambda way: way.score - way.points_of(WHO_CAME_COLUMN))
    yes_and_no = any(one.code == WHO_CAME_COLUMN and not one.value for one in way.evidence)
    listed = yes_and_no and way.sign in {"listed", "heading"} and way.came()
    return way if listed and _says_nothing(way, but=WHO_CAME_COLUMN) else None


def _leaves_blanks_open(best: Interpretation, *, came: bool) -> bool:
    """Whether empty cells may say that somebody came, for the marks say who did not. `came`: some say it of somebody."""
    states = best.result.states
    away = best.sign == "days" and not came and states["absent"] + states["excused"] > states["?"]
    return away or _tells_the_late_only(best) or _marks_all_but_some(best)


def _tells_the_late_only(best: Interpretation) -> bool:
    """Whether marks say who was late or away, and none who came: beside the others the cells are empty."""
    told = [best.profile[at] for at in [slot.column for slot in best.blocks[0].slots] or [at for at, _ in best.marks]]
    marked: set[str] = set().union(*(column.states for column in told))
    most = max((column.count for column in told), default=0)
    return "late" in marked and marked <= {"late", "absent", "excused", "holiday"} and most < best.profile[best.names_at].count


def _marks_all_but_some(best: Interpretation) -> bool:
    """Whether one column says who came and another who did not, and somebody has a mark in neither, and sent nobody."""
    columns = [*(at for at, _ in best.marks), *best.result.delegates]
    if best.sign != "column" or not {"present", "absent"} <= {says for _, says in best.marks}:
        return False
    rows = [row for block in best.blocks for row in best.sheet.rows[block.first : block.last][:SAMPLE]]
    named = [row for row in rows if " " in text_at(row, best.names_at)]
    marked = [any(text_at(row, at) for at in columns) for row in named]
    return 0 < marked.count(False) < marked.count(True)


def _are_people(best: Interpretation) -> bool:
    """Whether most rows name a person in two words or more."""
    people = sum(" " in one.name and looks_like_person(one.name) for one in best.result.people)
    return people > 1 and people * 5 >= best.result.rows["data"] * 3


def _says_nothing(way: Interpretation, but: str = "") -> bool:
    """Whether all that speaks against a list of names is that no word says that they came; or words say this and that.

    Of organizations there are many lists of other kinds: nothing may speak against one, but that its total is one of people.
    """
    told = way.codes
    nothing = _SAYS_NOTHING | _OF_SIGN_UPS if "attendance_word" in told else _SAYS_NOTHING
    nothing = frozenset({"total_disagrees"}) if way.of_organizations and way.sign == "listed" else nothing
    return ("name_word" in told or _is_bare(way)) and way.against - {but} <= nothing


# --- how a sheet was read, in sentences with their evidence, and the other ways in which it could be read ------------------


_LAYOUT = {
    "days-across": "Each row is a person, and each of {n} columns is a day.",
    "one day across": "Each row is a person, and one column is a day.",
    "days-down": "Each row is a day, and each column is a person.",
    "person-day": "Each row is one person on one day.",
    "under-heading": "The names under '{value}' are read.",
    "one-day": "Each row is one person, all at the same meeting.",
    "explode": "Each row is a meeting, and its cells list the people.",
    "melt": "Each row is an organization, each column is a day, and the cells name who came.",
}
_OF_ORGANIZATIONS = {
    "days-across": "Each row is an organization, and each of {n} columns is a day.",
    "one day across": "Each row is an organization, and one column is a day.",
    "days-down": "Each row is a day, and each column is an organization.",
    "person-day": "Each row is one organization on one day.",
    "under-heading": "The organizations under '{value}' are read.",
    "one-day": "Each row is one organization, all at the same meeting.",
}
_ONE_DAY = "one day across"
_CAME = {
    "days": "A mark says who came.",
    "column": "'{value}' says who came.",
    "joined": "Everyone with a joining time counts as present.",
    "signature": "Everyone who signed counts as present.",
    "listed": "Everybody in the list counts as present.",
    "some": "Everybody in the list counts as present, except where it says otherwise.",
    "explode": "The column headings say who came.",
    "open": "Who came is still open.",
}
_OF_MADE = ("presence_column", "presence_word", "name_word", "day_word", "marks_vary")  # of columns that no file has


def fields_of(way: Interpretation) -> dict[int, str]:
    """{column: its field} of those whose field can be chosen."""
    return {at: name for name, at in way.columns.items() if name in FIELDS} | dict.fromkeys(way.other_spelling, "other_name")


_ABSURD = frozenset({
    "names_are_codes", "names_are_organizations", "nobody_present", "cells_are_quantities", "column_of_something_else",
    "header_among_people",
})  # fmt: skip
"""Evidence against a way that nobody would choose."""
_SAME, _OTHERS, _FOR, _AGAINST, _NAMES, _LOOKED_AT = 0.95, 3, 3, 2, 4, 5
Who = frozenset[tuple[tuple[str, ...], date | None]]


def explain(
    told: Reading, way: Interpretation | None, ways: Sequence[Interpretation], last: int, *, is_open: bool = False
) -> HowRead:
    """How a sheet was read, its evidence, and the best ways that would give other people or other days.

    Args:
        way: by which it was read; None: it is refused.
        ways: to read it, best first: those that may be offered.
        last: the last line that all of them looked at.
        is_open: it is asked whether the column by which it was read says who came.
    """
    if way is None or told.refused:
        return HowRead(others=_others(told, frozenset(), ways, last))
    made = _OF_MADE if _LAYOUT.keys() & {*way.sheet.operators} else ()
    strongest = sorted((one for one in way.evidence if one.code not in made), key=lambda one: -abs(one.points))
    shown = [one for one in strongest if one.points > 0][:_FOR] + [one for one in strongest if one.points < 0][:_AGAINST]
    reasons, others = tuple(Reason(one.text, one.points) for one in shown), _others(told, _who(way, last), ways, last)
    return HowRead(told_of(way, is_open=is_open), reasons, others, _heads_of(way), way.header_lines(), key_of(way))


def told_of(way: Interpretation, *, is_open: bool = False) -> str:
    """A way to read in two plain sentences: what a row is, and what says who came, where that is not open."""
    if (key := next(iter(way.sheet.operators[-1:]), "")) in _LAYOUT:
        return f"{_LAYOUT[key]} {_CAME.get(key if way.sign == 'column' else 'listed', '')}".strip()
    slots, heading = len(way.blocks[0].slots), way.blocks[0].heading
    told = _OF_ORGANIZATIONS if way.of_organizations else _LAYOUT
    key = "one-day" if way.sheet.columns is not None and not heading else way.layout
    layout = told[_ONE_DAY if slots == 1 and not way.sheet.turned else key].format(n=slots, value=heading)
    column = way.headers.get(way.columns.get("attended", -1), "")
    sign = "days" if way.sign == "column" and not column else way.sign
    if sign == "listed" and any(one.state in {"absent", "excused"} for one in (*way.result.people, *way.result.organizations)):
        sign = "some"
    return f"{layout} {_CAME.get('open' if is_open else sign, '').format(value=column)}".strip()


# --- other ways -------------------------------------------------------------------------------------------------------


def _others(told: Reading, came: Who, ways: Sequence[Interpretation], last: int) -> tuple[OtherWay, ...]:
    known, found = [came], dict[str, OtherWay]()
    no_header = "no_header" in told.flags or all(map(_lacks_header, ways[:1]))
    for way in ways:
        hidden = not no_header and (_lacks_header(way) or (told.refused and way.presence <= -MARGIN))
        if hidden or not _may_be_chosen(way) or told_of(way) in found:  # by one sentence nobody could tell them apart
            continue
        who = _who(way, last)
        if not any(_likeness(one, who) >= _SAME for one in known):
            found[told_of(way)] = _other(way, whole=all(block.last - block.first <= SAMPLE for block in way.blocks))
            known.append(who)
    return tuple(found.values())[:_OTHERS]


def _may_be_chosen(way: Interpretation) -> bool:
    """Whether a way reads somebody, most of the sheet, and days that are known; what nobody would choose is not offered."""
    undated = [one.partial for one in way.result.meetings if one.on is None]
    filled, read = sum(map(any, way.sheet.rows)), sum(block.last - block.first for block in way.blocks)
    people = filled <= _LOOKED_AT or len({one.name for one in way.result.came}) > 1
    return undated in ([], [None]) and people and read >= filled / 2 and not _ABSURD & way.codes


def _lacks_header(way: Interpretation) -> bool:
    return not way.blocks[0].header and way.sign != "heading"


def _other(way: Interpretation, *, whole: bool) -> OtherWay:
    days = sorted({one.on for one in way.result.meetings if one.on})
    names = list(dict.fromkeys(one.name for one in way.result.came))
    people, meetings = (len(names), len(way.result.meetings)) if whole else (None, None)
    first, last = days[0] if days else None, days[-1] if days and whole else None
    return OtherWay(key_of(way), told_of(way), tuple(names[:_NAMES]), people, meetings, first, last)


def _who(way: Interpretation, last: int) -> Who:
    """Who would be there by a way, of the rows down to a line."""
    days = [one.on for one in way.result.meetings]
    told = way.result.entries
    rows = zip(told.name, told.state, told.meeting, told.lines, strict=True)
    came = ((name, meeting) for name, state, meeting, lines in rows if name and state == "present" and lines[0] <= last)
    return frozenset((_words(name), days[meeting]) for name, meeting in came)


@lru_cache(maxsize=8192)
def _words(name: str) -> tuple[str, ...]:
    """The words of a name without what stands in brackets, in any order: readers clean names in their own ways."""
    return tuple(sorted(re.findall(r"\w+", name.partition("(")[0].casefold())))


def _likeness(one: Who, other: Who) -> float:
    """How much of two readings is the same, 0 to 1. Where one of them has no days, only their people count."""
    if not all({day for _, day in some} - {None} for some in (one, other)):
        one, other = (frozenset((name, None) for name, _ in some) for some in (one, other))
    return len(one & other) / max(len(one | other), 1)


# --- keys -------------------------------------------------------------------------------------------------------------


def key_of(way: Interpretation) -> str:
    """What names a way among those of its sheet: its layout, and where names, marks and days stand."""
    names = "+".join(column_letter(way.columns[name]) for name in NAMES if name in way.columns)
    parts = [way.layout, f"names={names}"]
    if way.sign not in {"days", "heading"}:
        parts.append(f"came={column_letter(way.columns['attended']) if way.sign == 'column' else way.sign}")
    if way.day_column is not None:
        parts.append(f"day={column_letter(way.day_column)}")
    if way.sheet.operators and way.sheet.operators != ("transpose",):
        parts.append("+".join(way.sheet.operators))
    header = way.blocks[0].header
    if header and not way.sheet.turned:
        parts.append(f"header={way.sheet.line(header[0])}")
    return ",".join(parts)


def way_named(ways: Iterable[Interpretation], key: str) -> Interpretation | None:
    """The best of the ways (given best first) that a key names; a key may leave out what it does not need. None: there is none.

    The row of the header only chooses among several: a file of the same shape may have a line more above it.
    """
    wanted = set(key.casefold().replace(" ", "").split(","))
    loose = {part for part in wanted if not part.startswith("header=")}
    fits = [way for way in ways if loose <= set(key_of(way).casefold().split(","))]
    return next((way for way in fits if wanted <= set(key_of(way).casefold().split(","))), next(iter(fits), None))


def _heads_of(way: Interpretation) -> dict[int, str]:
    """{column of the file, first 0: what it was taken for, a field or a day}; of a sheet on its side columns are people."""
    rows = way.sheet.rows
    if way.sheet.turned:
        first = way.blocks[0]
        people = {at: "name" for at in range(first.first, first.last) if text_at(rows[at], way.columns.get("name"))}
        return people | dict.fromkeys(first.header[:1], "date")
    fields = fields_of(way)
    if way.day_column is not None:
        fields[way.day_column] = "date"
    heads: dict[int, str] = {}
    stacked = "stack" in way.sheet.operators  # lists beside each other: their cells keep their columns, their headers do not
    for block in way.blocks if stacked else way.blocks[:1]:
        days = {slot.column: slot.day.isoformat() if isinstance(slot.day, date) else slot.label for slot in block.slots}
        looked = [*([] if stacked else block.header), *range(block.first, min(block.last, block.first + _LOOKED_AT))]
        for (at, what), number in product((fields | days).items(), looked):
            if at < len(rows[number]) and (rows[number][at] or not stacked):
                heads.setdefault(way.sheet.place(number, at), what)
    return heads
