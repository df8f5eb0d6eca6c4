"""Row by row: who is named, and which rows are headings, totals, notes, blanks. No row is left out.

A row whose name is plainly a person's takes a short path; only the others are looked at closely.
"""

from datetime import date

from coalition.imports.cells.counting_words import may_count
from coalition.imports.cells.dates import find_date
from coalition.imports.cells.joined import joined_name
from coalition.imports.cells.names import instead_of_name, looks_like_organization, looks_like_person
from coalition.imports.cells.reader import Grid
from coalition.imports.issues import issue
from coalition.imports.sheets.delegates import delegate_of_row
from coalition.imports.sheets.headers import fold, is_header_word, is_row_number
from coalition.imports.sheets.heads import names_behind, standing_of, uncounted
from coalition.imports.sheets.in_brackets import organizations_in_brackets
from coalition.imports.sheets.layout import Row, Table, Told
from coalition.imports.sheets.people_names import (
    Named,
    is_called_as_total,
    is_office_abroad,
    is_surname_like,
    lists_people,
    looks_named,
    may_be_name,
    people_of_label,
    read_name,
    read_names,
)
from coalition.imports.sheets.presence import is_check_in, is_of_program, mark_of, mark_reader
from coalition.imports.sheets.ragged import is_in_its_columns
from coalition.imports.sheets.words import heads_people, is_group, is_note, is_remark, is_sector, is_short, is_total, standing

_MEETING_FIELDS = frozenset({"date", "title", "place", "start", "end", "meeting", "timestamp"})
_LOOK_AHEAD = 4


class Walk:
    """The rows of one table, one after the other, with the headings that stand above them."""

    def __init__(self, grid: Grid, table: Table, apart: dict[int, str], told: Told, today: date) -> None:
        self.rows, self.lines, self.table, self.apart, self.told = grid.rows, grid.lines, table, apart, told
        self.broken = grid.broken
        self.parts: dict[int, tuple[int, int]] = {}  # position in `kept` -> (which, of how many) people of one cell
        self.today = today
        self.kept: list[int] = []
        self.named: list[Named | None] = []
        self.groups: list[str] = []
        self.states: list[str] = []
        self.blocks: list[int] = []
        self.heads: list[str] = []  # the organization that stands as a heading above
        self.days: list[str] = []  # the date that stands as a heading above
        self.stands_last = False  # the heading that says who was there is the last that was read
        self.ended = False  # a total or a note has closed the list
        self.parted = False  # the people who were not there stand in groups
        self.delegates: set[int] = set()  # positions in `kept` of people who came for another: the office is not theirs
        self.bare: set[int] = set()  # positions in `kept` of people in a row of names: none of its cells is about them
        self.carried = ""  # the organization in force before this table, where it is a further page
        self.block, self.begun, self.group, self.head, self.day, self.standing = 0, 0, "", "", "", ""
        self.width = len(table.header)
        self.number_at = next((i for i, cell in enumerate(table.header) if is_row_number(cell)), 0)
        self.names = self._names()
        distinct = set(self.names)
        at = table.columns.index.get("name")
        lists = lists_people(table.header[at] if at is not None and at < self.width else "", distinct)
        columns = table.columns
        with_theirs = "organization" in columns.index
        self.known = {text: read_names(text, self.broken.get(text, ()), lists=lists, apart=with_theirs) for text in distinct}
        self.known |= organizations_in_brackets(() if with_theirs else distinct)
        joined = columns.index.get("joined")
        checked = joined if joined is not None and is_check_in(table.header[joined]) else None
        times = [at for name in ("joined", "left", "minutes") if (at := columns.index.get(name)) is not None]
        if joined is None or len(times) < 2 or not is_of_program(table.header[joined]):
            times = []
        below = self.rows[table.start : table.stop]
        marks = {checked, columns.waiting, *columns.remarks, *times, *(at for at, _ in columns.attended)}
        self.marks = [at for at in marks if at is not None]  # the columns that say who was there
        self.mark = mark_reader(below, columns.attended, checked, columns.waiting, columns.remarks, times, told.marks)

    def _names(self) -> list[str]:
        index, rows = self.table.columns.index, self.rows[self.table.start : self.table.stop]
        at = index.get("name")
        if at is not None:
            return [row[at] if at < len(row) else "" for row in rows]
        first, last = index.get("first_name", -1), index.get("last_name", -1)
        return [joined_name(*(row[i] if 0 <= i < len(row) else "" for i in (first, last))) for row in rows]

    def run(self) -> None:
        """Judge every row."""
        odd = self._odd_leads()
        for offset in range(len(self.names)):
            self._judge(offset, odd)

    def cells(self) -> dict[str, list[str]]:
        """The cells of the kept rows by field, as written."""
        rows = [self.rows[i] for i in self.kept]
        return {name: [row[at] if at < len(row) else "" for row in rows] for name, at in self.table.columns.index.items()}

    def _judge(self, offset: int, odd: set[str]) -> None:
        """One row of the table. `odd`: see `_odd_leads`."""
        number = self.table.start + offset
        row, named = self.rows[number], self.known[self.names[offset]]
        if number in self.apart:
            self.standing = standing_of(filter(None, row)) or self.standing
            self._refuse(number, self.apart[number])
            self._break()
            self.head = self.table.heads.get(number, self.carried if number == self.table.start else "")
        elif (
            named.plain
            and not self.ended
            and not (odd and row[self.number_at : self.number_at + 1] and row[self.number_at] in odd)
            and len(row) <= self.width
            and not self._names_itself(row, named)
        ):
            self._keep(number, row, named)
        else:
            self._look(number, row, named)

    def _names_itself(self, row: Row, named: Named) -> bool:
        """Whether the organization stands in the column of names as well: nobody is named."""
        return bool(named.name) and self._office(row) == named.name

    def _office(self, row: Row) -> str:
        at = self.table.columns.index.get("organization", len(row))
        return row[at] if at < len(row) else ""

    def _odd_leads(self) -> set[str]:
        """First cells that speak of a whole row, where the first column is none that is read."""
        at, fields = self.number_at, self.table.columns.fields
        if at >= len(fields) or fields[at] is not None:
            return set()
        leads = {row[at] for row in self.rows[self.table.start : self.table.stop] if at < len(row) and row[at]}
        return {lead for lead in leads if not lead.isdigit() and (is_note(lead + ": x") or is_total(lead) or standing(lead))}

    # --- one row --------------------------------------------------------------------------------------------------
    def _keep(self, number: int, row: Row, named: Named | None) -> None:
        sent = named.sent if named and named.sent is not None else delegate_of_row(row, self.table.columns.delegates)
        if sent is not None:
            self._keep_delegate(number, named, sent)
            return
        state, code, value = self.mark(row)
        if code:
            self._refuse(number, code, value=value)
            return
        if state == "present":
            above = self.standing or state
            state = (named.state if named else None) or above
        self.ended = False
        if named is None or not named.people:
            self._note_down(number, named, state)
            return
        for part, person in enumerate(named.people):
            self.parts[len(self.kept)] = (part, len(named.people))
            self._note_down(number, person, state)

    def _keep_delegate(self, number: int, named: Named | None, sent: str) -> None:
        """A row of somebody in whose place another came: the other was there, if it says who."""
        delegate = found if sent and (found := read_name(sent)).plain else None
        whose = named.name if named and not named.people else ""
        office = self._office(self.rows[number])
        self.ended = False
        if whose:
            self._note_down(number, named, "excused")
        if delegate is None and whose:
            self.told.issues.append(issue("sent_delegate", self.lines[number], value=whose))
        if delegate is not None or looks_named(office) or self.head:
            self.delegates.add(len(self.kept))
            self._note_down(number, delegate, "present")

    def _note_down(self, number: int, named: Named | None, state: str) -> None:
        self.stands_last = False
        self.kept.append(number)
        self.named.append(named)
        self.groups.append(self.group)
        self.states.append(state)
        self.blocks.append(self.block)
        self.heads.append(self.head)
        self.days.append(self.day)

    def _refuse(self, number: int, code: str, **values: object) -> None:
        self.told.issues.append(issue(code, self.lines[number], column=None, raw=tuple(self.rows[number]), **values))
        self.ended = self.ended or self._ends_list(code)

    def _ends_list(self, code: str) -> bool:
        """Whether single names below this row are no longer the list: who signs a sheet of several columns at its foot."""
        return code in {"note", "total"} and bool(self.kept) and sum(map(bool, self.rows[self.kept[-1]])) > 1

    def _break(self, *, blank: bool = False) -> None:
        """Another part begins; an empty row directly below an organization parts nobody from it."""
        self.block += 1
        self.head = self.head if blank and self.begun == len(self.kept) else ""
        self.begun = len(self.kept)

    def _look(self, number: int, row: Row, named: Named) -> None:
        """A row that is not plainly a person."""
        filled = [(i, cell) for i, cell in enumerate(row) if cell]
        numbers_only = all(i == self.number_at and cell.rstrip(".)").isdigit() for i, cell in filled)
        if not filled or (numbers_only and self.table.columns.index.get("name") != self.number_at):
            self.told.blank += 1
            self._break(blank=True)
            return
        in_columns = named.plain and is_in_its_columns(row, self.table.columns.fields)
        texts = [(i, cell) for i, cell in filled if not (i == self.number_at and cell.rstrip(".)").isdigit())] or filled
        lead = texts[0][1]
        state = standing_of(cell for i, cell in texts if not self._is_mark(i)) if len(texts) > 1 and not named.plain else None
        away = people_of_label(texts, self.table.columns.index.get("organization"))
        if named.state:
            self._keep(number, row, named)
        elif state:
            self._stand(state, "")
            self._heading(number)
        elif away and (len(texts) > 1 or number + 1 in self.table.heads or self._somebody_follows(number)):
            self._keep_bare(number, row, away)
        elif is_called_as_total(named.name, [cell for _, cell in texts if cell != named.name]):
            self._keep(number, row, named)
        elif is_total(lead) and not (named.plain and texts[0][0] == self.number_at and len(texts) > 3):
            self._refuse(number, "total")
            self._break()
        elif len(texts) == 1:
            self._alone(number, row, texts[0], named, numbered=len(filled) > 1)
        elif (extra := sum(i >= self.width for i, _ in filled)) and any(self.table.header) and not in_columns:
            self._refuse(number, "extra_cells", count=extra)
        elif standing(lead) and named.plain and lead != named.name:
            self._stand(standing(lead) or "", "")
            self._keep(number, row, named)
        elif is_note(lead) or (named.plain and is_note(lead + ": x") and texts[0][0] == self.number_at):
            self._refuse(number, "note")
        elif not named.name:
            self._nameless(number, row, texts)
        else:
            self._doubtful(number, row, named, texts)

    def _keep_bare(self, number: int, row: Row, named: Named) -> None:
        """People of one row that holds nothing but names: it changes nothing for those below."""
        first, above = len(self.kept), self.head
        self._break()
        self._keep(number, row, named)
        self.bare.update(range(first, len(self.kept)))
        self._break()
        self.head = above

    def _alone(self, number: int, row: Row, cell: tuple[int, str], named: Named, *, numbered: bool) -> None:
        """One text in the row: a heading, a note, an organization or somebody of whom only the name is known."""
        at, text = cell
        field_of = self.table.columns.fields[at] if at < len(self.table.columns.fields) else None
        state = standing(text)
        if state and not self._is_mark(at):
            self._stand(state, text)
            self._heading(number, "section" if self._somebody_follows(number) or number + 1 in self.apart else "note")
        elif heads_people(text) and not numbered and self._people_follow(number):
            self.standing, self.group = "present", ""
            self._heading(number)
        elif is_remark(text) or (self.ended and not numbered and not self._people_follow(number)):
            self._refuse(number, "note")
        elif find_date(text, today=self.today) and is_short(text) and not numbered and self._people_follow(number):
            self.day = text
            self._heading(number)
        elif field_of in {"name", "first_name", "last_name"} and not (is_sector(text) and not numbered):
            if named.plain:
                self._keep(number, row, named)
            elif self._is_heading_of_organization(number, named, numbered=numbered):
                self._heading(number)
                self.head = named.name
            else:
                self._doubtful(number, row, named, [cell])
        elif field_of == "attended":
            self.told.blank += mark_of(text) != "present"
            if mark_of(text) == "present":
                self._refuse(number, "no_name")
        elif field_of == "organization" and not is_group(text):
            self._organization(number, row, text, numbered)
        elif field_of in _MEETING_FIELDS or "@" in text or (field_of == "phone" and any(map(str.isdigit, text))):
            self._refuse(number, "no_name")
        elif is_short(text) and not numbered and self._people_follow(number):
            self._head_group(text)
            self._heading(number)
        else:
            self._refuse(number, "note")

    def _stand(self, state: str, text: str) -> None:
        """A heading says of the people below whether they were there: whatever stood above it has ended."""
        self.standing, self.parted = state, False
        self.group = text.rstrip(" :") if state == "present" and is_sector(text) else ""

    def _head_group(self, text: str) -> None:
        """A heading of a group. It ends the list of those who were not there, unless that list is parted by such headings."""
        if self.standing not in {"", "present"}:
            self.parted = self.parted or self.stands_last
            self.standing = self.standing if self.parted else "present"
        self.group = uncounted(text)

    def _is_mark(self, column: int) -> bool:
        """Whether what stands in a column is about the person of its row alone."""
        fields = self.table.columns.fields
        return column < len(fields) and fields[column] == "attended"

    def _is_heading_of_organization(self, number: int, named: Named, *, numbered: bool) -> bool:
        """Whether an organization alone in the column of names stands above its people: no column says theirs."""
        apart = "organization" in self.table.columns.index or numbered or named.code
        return not apart and looks_like_organization(named.name) and self._people_follow(number)

    def _heading(self, number: int, code: str = "section") -> None:
        self.stands_last = bool(self.standing) and not any(map(names_behind, self.rows[number]))
        self._refuse(number, code)
        self._break()

    def _organization(self, number: int, row: Row, text: str, numbered: bool) -> None:
        """An organization alone: a heading if its people follow without one, else present without a name."""
        after = number + 1 - self.table.start
        at = self.table.columns.index["organization"]
        below = self.rows[number + 1] if number + 1 < self.table.stop else []
        if not numbered and below and self.known[self.names[after]].plain and not (at < len(below) and below[at]):
            self._heading(number)
            self.head = uncounted(text)
        elif is_short(text) or numbered:
            self._presence(number, row)
        else:
            self._refuse(number, "note")

    def _presence(self, number: int, row: Row, otherwise: str = "") -> None:
        """An organization without a person; `otherwise`: its name, where the column of organizations is empty."""
        above, self.head = self.head, otherwise or self.head
        if may_count(otherwise or self._office(row)):
            self._refuse(number, "total")
        else:
            self._keep(number, row, None)
        self.head = above

    def _nameless(self, number: int, row: Row, texts: list[tuple[int, str]]) -> None:
        """Several cells, none of them a name."""
        columns = self.table.columns
        fields = {columns.fields[i] if i < self.width else None for i, _ in texts}
        organization = self._office(row)
        if fields <= {"attended"} and not any(mark_of(cell) == "present" for _, cell in texts):
            self.told.blank += 1
        elif any(is_total(cell) or is_note(cell) for _, cell in texts[:2]):
            self._refuse(number, "total" if any(is_total(cell) for _, cell in texts[:2]) else "note")
        elif organization and looks_named(organization) and not fields & {"email", "joined"}:
            self._presence(number, row)
        elif all(cell.replace(".", "").replace("%", "").isdigit() for _, cell in texts) and not fields & _MEETING_FIELDS:
            self._refuse(number, "total")
        elif fields <= {None}:
            self._refuse(number, "note")
        else:
            self._refuse(number, "no_name")

    def _doubtful(self, number: int, row: Row, named: Named, texts: list[tuple[int, str]]) -> None:
        """There is something in the column of names, and it is not plainly a person."""
        organization = self._office(row)
        if named.code:
            self._refuse(number, named.code, value=named.name)
        elif sum(is_header_word(cell) for _, cell in texts) * 2 > len(texts):
            self._refuse(number, "section")
            self._break()
        elif is_header_word(named.name) and not any(map(looks_named, (cell for _, cell in texts if cell != named.name))):
            self._refuse(number, "total")  # "Attendance" and how many
        elif organization and fold(organization) == fold(named.name) and len(texts) > 1:
            self._presence(number, row)
        elif is_total(named.name) or is_note(named.name) or standing(named.name):
            self._refuse(number, "total" if is_total(named.name) else "note")
        elif is_office_abroad(named.name) or (
            looks_like_organization(named.name) and not (organization and is_surname_like(named.name))
        ):
            self._presence(number, row, named.name)
        elif looks_named(named.name) and (
            named.plain or looks_like_person(named.name) or (len(texts) > 1 and may_be_name(named.name))
        ):
            self._keep(number, row, named)
        elif len(texts) == 1:
            self._refuse(number, "note")
        else:
            self._refuse(number, instead_of_name(named.name), value=named.name)

    def _somebody_follows(self, number: int) -> bool:
        """Whether a person comes below, if only by name: in the next row, or behind one that is empty."""
        below = [ahead for ahead in range(number + 1, min(number + 3, self.table.stop)) if any(self.rows[ahead])]
        plain = below and below[0] not in self.apart and self.known[self.names[below[0] - self.table.start]].plain
        return bool(plain) or self._people_follow(number)

    def _people_follow(self, number: int) -> bool:
        """Whether a person comes below, before anything but further headings and an empty row."""
        for ahead in range(number + 1, min(number + 1 + _LOOK_AHEAD, self.table.stop)):
            if ahead in self.apart:
                return False
            filled = sum(map(bool, self.rows[ahead]))
            if self.known[self.names[ahead - self.table.start]].plain and filled > 1:
                return True
            if filled > 1:
                return False
        return False
