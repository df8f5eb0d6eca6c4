"""The best way to read a sheet by evidence; a question where it is close; a refusal where nothing speaks of attendance."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from coalition.imports.cells.names import looks_like_person
from coalition.imports.read.candidates import candidates
from coalition.imports.read.evidence import weigh
from coalition.imports.read.extract import extract
from coalition.imports.read.model import MARGIN, PRESENCE, Evidence, Interpretation
from coalition.imports.read.sheet import Sheet

_MOST = 0.9
SAMPLE = 400
"""Rows of each table that are read to weigh a way to read."""


@dataclass(frozen=True)
class Choice:
    """What was decided about a sheet.

    Attributes:
        ways: all ways to read it, best first.
        best: the one to take; None: none may be.
        asks: code of what a person must say before anything is read; empty: nothing.
        why: the evidence that speaks most against it; None: nothing is asked.
        rival: a way that reads other people or days and is as good; None: none.
    """

    ways: list[Interpretation] = field(default_factory=list)
    best: Interpretation | None = None
    asks: str = ""
    why: Evidence | None = None
    rival: Interpretation | None = None

    @property
    def is_matrix(self) -> bool:
        """Whether the sheet has a column for each day, beyond doubt."""
        return self.best is not None and self.best.sign == "days" and not self.asks and self.rival is None

    @property
    def is_numbered(self) -> bool:
        """Whether its columns are numbered, and none has a day: that of a form is of none of them."""
        return self.best is not None and not any(slot.day for slot in self.best.blocks[0].slots)


def ways_to_read(sheet: Sheet) -> list[Interpretation]:
    """All ways to read a sheet, weighed, best first."""
    return weighed(candidates(sheet))


def weighed(ways: Iterable[Interpretation]) -> list[Interpretation]:
    """The ways that name somebody, with their first rows read and weighed, best first."""
    found = []
    for way in ways:
        if not {"name", "first", "last"} & set(way.columns) and not (way.sign == "days" and "organization" in way.columns):
            continue
        way.result = extract(way, SAMPLE)
        way.evidence = weigh(way)
        found.append(way)
    return sorted(found, key=lambda way: -way.score)


def choose(ways: list[Interpretation], *, by_hand: bool = False) -> Choice:
    """The decision about a sheet, from its ways to read, best first. `by_hand`: a person chose its header or columns."""
    if by_hand and ways:
        named = (way for way in ways if way.result.people or way.result.organizations or way.result.unknown)
        return Choice(ways, next(named, ways[0]))
    if not ways:
        return Choice(asks="not_attendance", why=Evidence("nobody_present", "no column of names was found"))
    if (way := _with_open_column(ways)) is not None:
        return Choice(ways, way, asks=WHO_CAME_COLUMN)
    best = ways[0]
    worst = min(best.evidence, key=lambda one: one.points)
    offices = [one for one in best.result.organizations if best.sign in {"days", "column"} and one.state == "present"]
    states, came = best.result.states, bool(best.result.came or offices)
    away = states["absent"] + states["excused"]
    open_blanks = "" not in (best.sheet.choices.marks or {})
    if open_blanks and ((best.sign == "days" and not came and away > states["?"]) or _tells_the_late_only(best)):
        who = best.presence - sum(one.points for one in best.evidence if one.code == "nobody_present")
        return Choice(ways, best if who >= MARGIN else None, asks=BLANKS, why=worst)
    told = {one.code for one in best.evidence}
    against = {one.code for one in best.evidence if one.points < 0 and one.code in PRESENCE}
    open_words = (best.sign == "column" and bool(best.result.unknown or best.sheet.choices.marks)) or "marks_to_ask" in told
    bare = "header_missing" in told and best.sign == "listed"  # which column is that of the names, nobody knows
    undated = next((one for way in ways for one in way.evidence if one.code == "days_missing"), None)
    bare = bare and "contents_clear" not in told
    dated = best.day_column is not None and best.profile[best.day_column].share("date", "time") >= _MOST
    if bare and undated is None and (dated or _are_people(best)):
        return Choice(ways, best if dated else None, asks=CHOOSE_NAMES if dated else "no_header", why=worst)
    if bare or (not came and not open_words) or (best.presence < MARGIN and not _says_nothing(against, told)):
        return Choice(ways, asks="not_attendance", why=undated or worst)
    unknown = next((one for one in best.evidence if one.code == "name_word_unknown"), None)
    if unknown:
        clear = best.result.came and not unknown.value
        return Choice(ways, best if clear else None, asks=CHOOSE_NAMES if clear else "no_header", why=unknown)
    if is_unsure(best):
        return Choice(ways, best, asks="did_they_come", why=worst)
    return Choice(ways, best, rival=rival_of(best, ways[1:]))


def rival_of(best: Interpretation, others: Iterable[Interpretation]) -> Interpretation | None:
    """A way that is as good and reads other people or days; None: none does."""
    return next((way for way in others if best.score - way.score < MARGIN and _differs(best, way)), None)


BLANKS = "what_do_blanks_mean"
"""Who was away is marked, and nobody as present."""
CHOOSE_NAMES = "choose_names"
"""Which column is that of the names, a person must say."""


def is_unsure(way: Interpretation) -> bool:
    """Whether it must be asked if these people came: little says so, or a list without a header is no log of attendance."""
    told = {one.code for one in way.evidence}
    listed = "header_missing" in told and way.sign == "listed"
    rota = "melt" in way.sheet.operators and "attendance_word" not in told
    return way.presence < MARGIN or "days_contradict" in told or rota or (listed and not {"stamped", "attendance_word"} <= told)


WHO_CAME_COLUMN = "answers_left_over"
"""A column may say who came, and no word says so."""
_SAYS_NOTHING = frozenset({
    "no_sign_of_presence", "only_a_day", "list_of_a_day", "day_word_unknown", "signature_empty",
    "total_disagrees", "columns_of_elsewhere", "one_person_per_meeting", "days_are_not_ours", "column_of_amounts",
    "days_contradict", "minutes_are_zero", "reasons_given",
})  # fmt: skip
"""Evidence that a list of people may be one of something else."""
_OF_SIGN_UPS = frozenset({"invitation_word", "invited_only", "moment_before_day"})


def _with_open_column(ways: list[Interpretation]) -> Interpretation | None:
    """The list that is the best way to read a sheet but for a column that may say who came; None: there is none."""

    def without(way: Interpretation) -> float:
        return way.score - sum(one.points for one in way.evidence if one.code == WHO_CAME_COLUMN)

    way = max(ways, key=without)
    told = {one.code for one in way.evidence}
    against = {one.code for one in way.evidence if one.points < 0 and one.code in PRESENCE} - {WHO_CAME_COLUMN}
    yes_and_no = any(one.code == WHO_CAME_COLUMN and not one.value for one in way.evidence)
    return way if yes_and_no and way.sign == "listed" and way.result.came and _says_nothing(against, told) else None


def _tells_the_late_only(best: Interpretation) -> bool:
    """Whether marks say who was late or away, and none who came: beside the others the cells are empty."""
    columns = [slot.column for slot in best.blocks[0].slots] or [at for at, says in best.marks if says == "present"]
    told = [best.profile[at] for at in columns]
    marked: set[str] = set().union(*(column.states for column in told))
    most = max((column.count for column in told), default=0)
    return "late" in marked and marked <= {"late", "absent", "excused", "holiday"} and most < best.profile[best.names_at].count


def _are_people(best: Interpretation) -> bool:
    """Whether most rows name a person in two words or more."""
    people = sum(" " in one.name and looks_like_person(one.name) for one in best.result.people)
    return people > 1 and people * 5 >= best.result.rows["data"] * 3


def _says_nothing(against: set[str], told: set[str]) -> bool:
    """Whether all that speaks against a list of names is that no word says that they came; or words say this and that."""
    nothing = _SAYS_NOTHING | _OF_SIGN_UPS if "attendance_word" in told else _SAYS_NOTHING
    return bool({"name_word", "contents_clear"} & told) and against <= nothing


def _differs(best: Interpretation, other: Interpretation) -> bool:
    """Whether another way reads other people or days: one that gives the same, or only fewer, is no rival."""
    if not other.result.came or other.presence <= MARGIN:
        return False
    ours, others = best.result.who(), other.result.who()
    if all(day is None for _, day in others):
        return not {name for name, _ in others} <= {name for name, _ in ours}
    return not others <= ours
