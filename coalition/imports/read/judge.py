"""The reading of a sheet by its best way, a question where that says too little, or a refusal that says what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from coalition.imports.cells.headers import HALVES, MOMENTS, OF_NAMES, heads_list, is_foreign, is_promise, match, other_list
from coalition.imports.cells.reader import Grid
from coalition.imports.issues import RowIssue, issue
from coalition.imports.read.answer import DID_THEY_COME, reading_of, refused
from coalition.imports.read.candidates import candidates, under_header
from coalition.imports.read.choose import (
    BLANKS,
    CHOOSE_NAMES,
    NAMES_LEFT,
    SAMPLE,
    WHO_CAME_COLUMN,
    Choice,
    choose,
    explain,
    is_unsure,
    key_of,
    rival_of,
    way_named,
    ways_to_read,
    weighed,
)
from coalition.imports.read.contents import may_say_who_came
from coalition.imports.read.evidence import NO_DAYS
from coalition.imports.read.extract import extract
from coalition.imports.read.model import MARGIN, Interpretation
from coalition.imports.read.profile import holds_people, may_be_names
from coalition.imports.read.settle import columns_of_meetings, numbered_alike
from coalition.imports.read.sheet import Sheet, Table, sheet_of, text_at
from coalition.imports.read.unread import (
    DAYS_BELOW_NO_HEADER,
    NO_HEADER_OVER_MARKS,
    answers_left_over,
    lost_its_header,
    people_left_over,
)
from coalition.imports.read.values import says, tell_states
from coalition.imports.reading import Choices, Reading, recounted
from coalition.imports.services.columns import column_letter

ASKS_OF_COLUMN, ASKS_OF_NAMES = "who_came_column", "names_column"
ASKS_OF_MEETING = "which_meeting"
"""Codes of questions and of flags."""

_HEADERS = 40
_LOOKED_AT = 1_000
"""Rows of a sheet that are weighed: fewer of a wide one."""
_CELLS, _FEWEST = 20_000, 100
_HALVES, _OFFERED, _SHOWN, _SHOWN_HEADER = 2, 4, 24, 60
_LISTED = "under-heading"
_MATRICES = frozenset({"days-across", "days-down"})
_NO_TABLE = {
    "people_left_over": "names of people are in a second column",
    "several_days": "several dates are in one cell",
    "days_left_over": DAYS_BELOW_NO_HEADER,
    "answers_left_over": NO_HEADER_OVER_MARKS,
    "column_of_something_else": NO_HEADER_OVER_MARKS,
}
"""{evidence: why the sheet is no plain table}."""
NOTHING_SAYS_SO = "Nothing mentions attendance or a meeting"
ONLY_ABSENCES = "Its marks say who was absent or late, but none says who came"


@dataclass(frozen=True)
class Weighed:
    """The first rows of a sheet, weighed: what was decided about it, and whether these are all its rows."""

    grid: Grid
    name: str
    today: date
    choices: Choices  # what a person said of it: its layout, header and columns, the day of its one meeting, what marks mean
    choice: Choice
    rows: int
    is_open: bool = False  # it is asked whether the column by which it is read says who came

    @property
    def by_hand(self) -> bool:
        """Whether a person chose its header or columns: these are never overruled."""
        return self.choices.columns is not None or self.choices.header_line is not None

    @property
    def whole(self) -> bool:
        """Whether all rows were looked at."""
        return len(self.grid.rows) <= self.rows

    @property
    def sheet(self) -> Sheet:
        """All its rows."""
        return sheet_of(self.grid, self.name, self.today, None, self.choices)

    def best(self) -> Interpretation | None:
        """The way that is taken, over all rows: weighed it was by the first; None: of all rows there is none."""
        best = self.choice.best
        if self.whole or best is None:
            return best
        way = next((way for way in chain.from_iterable(candidates(self.sheet, best)) if key_of(way) == key_of(best)), None)
        return way and replace(way, evidence=best.evidence)

    def explained(self, told: Reading, by: Interpretation | None = None, *, chosen: bool = False) -> Reading:
        """A reading of it with how it was read: `by` which way; None: it is refused. `chosen`: by a person."""
        offered = [way for way in self.choice.ways if not _another_list(way)]
        last = self.grid.lines[min(self.rows, SAMPLE, len(self.grid.lines)) - 1]
        told.how = replace(explain(told, by, offered, last, is_open=self.is_open), chosen=chosen)
        return told


def weigh_sheet(grid: Grid, name: str, choices: Choices, today: date) -> Weighed:
    """All ways to read a sheet that has rows, by the first of them; fewer of a wide one."""
    most = min(_LOOKED_AT, max(_FEWEST, _CELLS // max(map(len, grid.rows[:_LOOKED_AT]), default=1)))
    sheet = Weighed(grid, name, today, choices, Choice(), most)
    ways = ways_to_read(sheet_of(grid, name, today, most, choices))
    return replace(sheet, choice=_by_hand(ways) if ways and sheet.by_hand else choose(ways))


def _by_hand(ways: list[Interpretation]) -> Choice:
    """The decision where a person chose the header or columns of a file: no way of its lines."""
    named = [way for way in ways if way.result.people or way.result.organizations or way.result.unknown]
    best = next((way for way in named if way.sheet.columns is None), (named or ways)[0])
    said = "attended" in (best.sheet.choices.columns or {}).values()
    is_open = best.sign == "listed" and WHO_CAME_COLUMN in best.codes and not best.blocks[0].header and not said
    return Choice(ways, best, asks=WHO_CAME_COLUMN if is_open else "")


def read_by_ways(sheet: Weighed) -> Reading:
    """The reading of a sheet by its best way, or by the one that a person chose; else a refusal that says what is missing."""
    if sheet.choices.layout:
        return _as_chosen(sheet)
    told = _by_best(sheet)
    undated = told.refused and (NO_DAYS in told.refused or sheet.choice.rival is not None)
    if undated and len(columns := _columns_of_meetings(sheet)) > 1:
        told = _asking(sheet, ASKS_OF_MEETING, columns)
    return told


def _columns_of_meetings(sheet: Weighed) -> dict[str, str]:
    """{the column of each meeting and those of other times: its header}, of a list that does not say when they were."""
    way = next((way for way in sheet.choice.ways if not way.sheet.operators and way.blocks[0].header), None)
    if way is None or sheet.by_hand or _another_list(way):
        return {}
    header = [way.headers.get(at, "") for at in range(len(way.profile))]
    found = columns_of_meetings(header, way.profile) or numbered_alike(header, way.profile)
    times = [way.columns[name] for name in ("date", *MOMENTS, "left", "start") if name in way.columns]
    return {"+".join(map(str, (at, *times))): header[at] for at in found}


def _by_best(sheet: Weighed) -> Reading:
    """The reading of a sheet by its best way; else a refusal."""
    choice, grid, name = sheet.choice, sheet.grid, sheet.name
    if choice.best is None or choice.rival is not None:
        return sheet.explained(refused(grid, name, _why_not(sheet)))
    if choice.asks == CHOOSE_NAMES:
        return sheet.explained(_which_names(sheet, choice.best))
    if choice.asks == WHO_CAME_COLUMN and (asked := _with_column(sheet, choice.best)):
        return asked
    if (way := sheet.best()) is None:
        return sheet.explained(refused(grid, name, issue("no_header")))
    way.result = extract(way)
    told = _read_by(way, sheet)
    unheaded = (
        way.layout == _LISTED
        and not way.headers
        and lost_its_header(grid, told, headed=way.sign == "heading", asked=choice.asks == NAMES_LEFT)
    )
    told = refused(grid, name, issue("no_header")) if unheaded else told
    if _is_answer(way, sheet.choices.columns or {}) and not told.refused:
        sheet, told = replace(sheet, is_open=True), _with_open(told, way, way.columns["attended"])
    return sheet.explained(told, way)


def _which_names(sheet: Weighed, best: Interpretation) -> Reading:
    """Nobody, and the question which column is that of the names: of those that could be, and two halves; else a refusal."""
    taken = {slot.column for slot in best.blocks[0].slots} | {best.day_column}
    free = [at for at, one in enumerate(best.profile) if at not in taken and (may_be_names(one) or holds_people(one))]
    marked = any({"present", "absent"} <= column.states for column in best.profile)  # else each may name somebody
    if not 0 < len(free) <= (_OFFERED if marked and "attendance_word" in best.codes else _HALVES):
        return refused(sheet.grid, sheet.name, issue("no_header"))
    single = [at for at in free if not any(" " in text for text in best.profile[at].sample)]
    options = {str(at): f"Column {column_letter(at)} ({_begin_of(best, at)})" for at in free}
    for at in (at for at in single if at + 1 in single):
        both = f"{column_letter(at)} + {column_letter(at + 1)} ({_begin_of(best, at, at + 1)})"
        options[f"{at}+{at + 1}"] = f"Columns {both}: the two parts of a name"
    return _asking(sheet, ASKS_OF_NAMES, options)


def _begin_of(way: Interpretation, *columns: int) -> str:
    """What stands first in some columns, each thing once, behind the header of one: it is no question about a letter alone."""
    rows = zip(*(way.profile[at].sample for at in columns), strict=False)
    head = way.headers.get(columns[0], "") if len(columns) == 1 else ""
    begins = ", ".join([*dict.fromkeys(" ".join(cells)[:_SHOWN] for cells in rows)][:_HALVES])
    return f"{head[:_SHOWN_HEADER]}: {begins}" if head else begins


def _asking(sheet: Weighed, code: str, options: dict[str, str]) -> Reading:
    """Nobody, and a question, with its answers in this file."""
    return replace(refused(sheet.grid, sheet.name, issue(code)), refused=None, options={code: options})


def _with_column(sheet: Weighed, best: Interpretation) -> Reading | None:
    """The reading by a column that may say who came, which is asked; None: it says nothing that can be read so."""
    if (at := answers_left_over(best)) is None:
        return None
    columns = {**(sheet.choices.columns or {}), at: "attended"}
    asked = weigh_sheet(sheet.grid, sheet.name, replace(sheet.choices, columns=columns), sheet.today)
    told = read_by_ways(replace(asked, is_open=True))
    return None if told.refused else _with_open(told, best, at)


def _with_open(told: Reading, best: Interpretation, at: int) -> Reading:
    """A reading by a column, and the question whether it says who came."""
    told.open_column = at
    told.flags.append(ASKS_OF_COLUMN)
    told.issues.insert(0, issue(ASKS_OF_COLUMN, value=f"{column_letter(at)} ({_begin_of(best, at)})"))
    return told


def _is_answer(way: Interpretation, chosen: Mapping[int, str]) -> bool:
    """Whether those who filled in a form are read as absent by what they answered to another question: "Fever: Absent"."""
    at = way.columns.get("attended", -1)
    by_answer = way.sign == "column" and "timestamp" in way.columns and at not in chosen
    header = way.headers.get(at, "")
    return by_answer and match(header).field != "attended" and not says(header, "attendance")


def _read_by(way: Interpretation, sheet: Weighed) -> Reading:
    """The reading by a way; where nothing says that its people came, that is asked."""
    found = reading_of(way, sheet.grid, sheet.name, sheet.choices.date)
    if sheet.by_hand and found.refused is None and (word := people_left_over(way)):
        found.issues.append(issue("names_not_read", value=word))
    chosen = sheet.choices.header_line is not None or set((sheet.choices.columns or {}).values()) - OF_NAMES
    if sheet.choice.asks == BLANKS:
        found.flags.append(BLANKS)
        found.issues.insert(0, issue(BLANKS))
    elif sheet.choice.asks == NAMES_LEFT:
        found.flags.append(NAMES_LEFT)
        left = next(one.value for one in way.evidence if one.code == NAMES_LEFT)
        found.issues.insert(0, issue(NAMES_LEFT, value=left.lstrip("-*+• ")))
    elif (
        found.refused is None
        and DID_THEY_COME not in found.flags
        and (is_unsure(way) or sheet.choice.asks == DID_THEY_COME)
        and not chosen
        and sheet.choices.date is None
    ):
        found.flags.append(DID_THEY_COME)
        worst = min(way.evidence, key=lambda one: one.points)
        found.issues.insert(0, issue(DID_THEY_COME, why=worst.text if worst.points < 0 else NOTHING_SAYS_SO))
    return found


def _why_not(sheet: Weighed) -> RowIssue:
    """Why a sheet is not read: people or days that no plain table has, a header that is missing, or that nobody came."""
    choice, grid, why = sheet.choice, sheet.grid, sheet.choice.why
    last = next((at for at in range(len(grid.rows) - 1, -1, -1) if any(grid.rows[at])), 0)
    if not choice.ways and heads_list(grid.rows[last]):
        return issue("header_only", grid.lines[last], row=grid.lines[last])
    if choice.asks == BLANKS:
        return issue("not_attendance", why=ONLY_ABSENCES)
    if why is None or choice.asks == "no_header" or why.code == "name_word_unknown":
        return issue("no_header")
    if why.code in _NO_TABLE and why.value:
        return issue("not_a_plain_table", value=why.value, why=_NO_TABLE[why.code])
    return issue("not_attendance", why=why.text)


def _as_chosen(sheet: Weighed) -> Reading:
    """The reading by the way that a person chose; where nothing says that its people came, that is asked."""
    ways = [way for way in (sheet.choice.ways if sheet.whole else ways_to_read(sheet.sheet)) if not _another_list(way)]
    way = way_named(sorted(ways, key=lambda one: not one.blocks[0].header), sheet.choices.layout or "")
    if way is None:
        told = read_by_ways(replace(sheet, choices=replace(sheet.choices, layout=None)))
        told.issues.insert(0, issue("layout_not_found", value=sheet.choices.layout))
        return told
    way.result = extract(way)
    found = _read_by(way, sheet)
    return sheet.explained(found, way, chosen=True)


def _another_list(way: Interpretation) -> bool:
    """Whether a header says that the sheet lists cases, payments or tasks: nobody of it is read, however it could be.

    Marks under days say that people came, whatever else is summed up beside them.
    """
    rows = [row for row in way.sheet.rows[:_HEADERS] if any(row)]
    marked = way.layout in _MATRICES | {_LISTED} and way.presence >= MARGIN
    return (not marked and any(map(is_foreign, rows))) or any(
        other_list(row, dated=True, attended=marked) for row in rows if sum(map(bool, row)) > 1
    )


# --- the table of a program ------------------------------------------------------------------------------------------------
def read_known(
    grid: Grid, file: str, choices: Choices, today: date, *, header: int, columns: Mapping[int, str], apart: Mapping[int, str]
) -> Reading | None:
    """Read a grid under a header that is known, with what a format knows better.

    Args:
        header: row of the grid that is the header.
        columns: {column: one of `reading.FIELDS`} that the format is sure of; "ignore": not used.
        apart: {row of the grid: issue code} of rows that are no data of this table ("section", "note", ...); they are told.

    Returns:
        None when nothing under the header could be read, a half of the names is left out, it is open who is named and which
        column says who came, or words for who came and who did not are left unread.
    """
    halves = {match(text).field for at, text in enumerate(grid.rows[header]) if text and at not in columns}
    if HALVES & halves and "name" in columns.values():
        return None  # "Name" and "Surname": another made this list, with words that the program has too
    given = replace(choices, header_line=grid.lines[header], columns={**columns, **(choices.columns or {})})
    # remarks may stand in columns that the format does not use, and are read
    sheet = replace(sheet_of(grid, file, today, None, given), set_aside=choices.set_aside)
    rows = Table([""] if at in apart else row for at, row in enumerate(sheet.rows))
    told = tuple((grid.lines[at], code, next(filter(None, grid.rows[at]), "")) for at, code in apart.items() if at > header)
    ways = [way for way in weighed([under_header(replace(sheet, rows=rows, told=told), header)]) if not way.of_organizations]
    if not ways:
        return None
    said = set(columns.values())
    timed = {"joined", "left"} & said or {"left", "minutes"} & ways[0].columns.keys()
    sign = "column" if "attended" in said else "joined" if timed else "listed" if "timestamp" in said else ""
    way, *alike = [way for way in ways if way.sign == sign] or ways[:1]
    unknown = "name_word_unknown" in way.codes
    states = (text_at(grid.rows[header], at) for at, column in way.left.items() if tell_states(column.sample))
    marked = any(may_say_who_came(word) and not is_promise(word) for word in states)
    left_open = unknown and any(one.names_at != way.names_at for one in alike)
    if marked or left_open or rival_of(way, alike) is not None:
        return None
    way.result = extract(way)
    return recounted(reading_of(way, grid, file, choices.date), grid, header + 1)
