"""Lists that stand beside each other: the operator "stack" puts them below each other, so that nobody of the second is lost.

"Name, Organization, Name, Organization", "Agency, Name 1, Name 2", people under "Present" beside others under "Absent". All
get the columns of the first, each its own titles and its header; cells keep their places in the file.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, pairwise

from coalition.imports.cells.dates import find_date
from coalition.imports.cells.headers import OF_NAMES, fold, heads_list, is_header_word, is_row_number, match, without_number
from coalition.imports.cells.names import looks_like_person
from coalition.imports.cells.open_dates import years_in
from coalition.imports.cells.presence import is_mark
from coalition.imports.cells.row_words import is_sector, standing
from coalition.imports.lexicon import words
from coalition.imports.read.above import PRINTED, pairs_of
from coalition.imports.read.contents import cells_of
from coalition.imports.read.explode import exploded
from coalition.imports.read.heads import are_organizations, odd_leads
from coalition.imports.read.line_values import CLOSED, COMMAS, MAYBE, grade, heading_of, kind_of, split
from coalition.imports.read.parting import parted
from coalition.imports.read.sheet import Sheet, Table, text_at, texts_of
from coalition.imports.read.unlist import unlisted

_SAMPLE, _WITHIN = 200, 40
_MOST = 0.6
_TITLES = 3  # so many rows above the header may say something of each list
_OF_SOMEBODY = frozenset({"organization", "email", "phone", "role", "sector", "attended"})

Texts = Sequence[str]


@dataclass(frozen=True)
class _Lists:
    """The columns of each list, and those that all of them share."""

    header: int
    columns: tuple[range, ...]
    shared: tuple[int, ...] = ()
    states: bool = False  # the headings of the lists say who came
    names: tuple[int, ...] = ()  # their columns of names, where the header tells them


def stacked(sheet: Sheet) -> Sheet | None:
    """The sheet with its lists below each other; None: none stand beside each other."""
    if (told := _of_one_row(sheet)) is not None:
        return told
    rows = [[] if _of_label(row) else row for row in sheet.rows[: _WITHIN + 1 + _SAMPLE]]
    lists = _headed(rows, sheet.rows)
    for at, row in enumerate(rows[:_WITHIN] if lists is None else ()):
        if sum(bool(match(without_number(cell)).field) for cell in row if cell) > 1:
            lists = _repeated(rows, at, sheet.rows)
            if lists is not None or _leads(row):
                break  # lists beside each other under a lower header would leave out those under this one
    return None if lists is None else _written(sheet, rows, lists)


def _of_one_row(sheet: Sheet) -> Sheet | None:
    """The sheet with lines "Present: Ann, Bo, Cy" and "Absent: Di" for headings over one row of lists; None: it has none.

    Whoever came is one of three or more, and above and below stands no other row of a table.
    """
    told = [at for at, row in enumerate(sheet.rows[:_WITHIN]) if not any(row) or any(map(str.isalnum, "".join(row)))]
    for number, below in pairwise(told):
        heads = {at: text for at, text in enumerate(sheet.rows[number]) if text}
        lists = {head: text for at, head in heads.items() if (text := text_at(sheet.rows[below], at))}
        whole = len(heads) > 1 and len(texts_of(sheet.rows[below])) == len(lists) and all(map(standing, heads.values()))
        if whole and all(map(_are_listed, lists.values(), map(standing, lists))) and _is_alone(sheet, number, below):
            rows = [*zip(sheet.lines, sheet.rows, strict=True)]
            lines = [(sheet.lines[below], [f"{head}: {text}"]) for head, text in lists.items()]
            return sheet.written("stack", [*rows[:number], (sheet.lines[number], [""]), *lines, *rows[below + 1 :]])
    return None


def _is_alone(sheet: Sheet, first: int, last: int) -> bool:
    """Whether no other row has several cells, and the text goes on with a heading: else it would be of the last list."""
    others = (*sheet.rows[:first], *sheet.rows[last + 1 :])
    text = next((row[0] for row in sheet.rows[last + 1 :] if any(map(str.isalnum, "".join(row)))), "#")
    return all(len(row) < 2 or not any(row) for row in others) and (text.startswith("#") or heading_of(text) == CLOSED)


def _are_listed(text: str, state: str | None) -> bool:
    """Whether a text lists names and nothing else: of those who came three at least."""
    names = split(text, COMMAS)
    plain = all(grade(name) >= MAYBE and kind_of(name) == "open" for name in names)
    halves = {",", ";"} <= {*text} or (len(names) == 2 and not all(" " in name for name in names))  # "Fox, Di"
    return plain and not halves and (state != "present" or len(names) > 2)


# --- where they stand ------------------------------------------------------------------------------------------------------
def _headed(rows: Sequence[Texts], table: Sequence[Texts]) -> _Lists | None:
    """Lists under headings in one row that say who came; one will do beside other headers: "No., Present, Organization"."""
    under = False  # a header, without an empty row between
    for number, row in enumerate(rows[:_WITHIN]):
        at = [i for i, cell in enumerate(row) if cell and standing(cell)] if not under else []
        under = any(row) and (under or (len(texts_of(row)) > 2 and heads_list(row) > 0))
        others = sum(is_header_word(cell) for i, cell in enumerate(row) if cell and i not in at)
        if not at or (len(at) < 2 and not others) or any(not is_row_number(cell) for cell in filter(None, row[: at[0]])):
            continue
        spans = [range(a, b) for a, b in zip(at, [*at[1:], max(map(len, table))], strict=True)]
        if len({sum(map(is_header_word, filter(None, _cut(row, span)[1:]))) for span in spans}) > 1:
            continue  # a header behind the last of several: whose it is nothing tells
        sample = rows[number + 1 : number + 1 + _SAMPLE]
        if any(_hold_people(sample, [i]) for i in range(at[0])):
            continue  # those who stand before all of it
        below = [max((cells_of(sample, i) for i in (span[:1] if others else span)), key=_people, default=[]) for span in spans]
        people = list(map(_people, below))
        if sum(people) > 1 and all(n >= _MOST * len(cells) for n, cells in zip(people, below, strict=True)):
            return _Lists(number, tuple(spans), states=True)
    return None


def _repeated(rows: Sequence[Texts], header: int, table: Sequence[Texts]) -> _Lists | None:
    """Lists of a header in which a column of names stands again; None: it has one column of names.

    A column between two columns of names is of the people on its left: only what stands outside of the lists is shared.
    """
    head = rows[header]
    below = [head, *(row for row in rows[header + 1 : header + 1 + _SAMPLE] if row != head)]
    at = _leads_of_parts(below) or _leads(head)
    ticked = any((cells := cells_of(below[1:], i)) and all(map(is_mark, cells)) for i in at)  # "Attendees" over marks
    if sum(bool(cells_of(below[1:], i)) for i in at) < 2 or ticked:
        return None
    gaps = [next((i for i in range(a + 1, b) if not cells_of(below, i)), 0) for a, b in pairwise(at)]
    if all(gaps):
        columns = tuple(range(a, b) for a, b in pairwise([0, *gaps, max(map(len, table))]))
        return _Lists(header, columns, names=tuple(at))
    numbered = any(without_number(head[i]) != head[i] for i in at)
    whole = [sum(" " in cell for cell in cells) * 2 > len(cells) for i in at if (cells := cells_of(below[1:], i))]
    if numbered and not all(whole):
        return None  # "Name 1" and "Name 2" may be first names and surnames
    fields = [match(without_number(cell)).field or _key(cell) for cell in head]
    step, before = at[1] - at[0], 0
    while before + 1 < step and before < at[0] and len({fields[i - before - 1] for i in at}) == 1:
        before += 1
    last = at[-1] + 1
    for stop in range(last, len(head)) if step > before + 1 else ():
        last = stop + 1 if fields[stop] in _OF_SOMEBODY else last
    columns = tuple(range(a - before, b - before) for a, b in pairwise([*at, last + before]))
    inside = {i for span in columns for i in span}
    return _Lists(header, columns, tuple(i for i in range(len(head)) if i not in inside), names=tuple(at))


def _leads(head: Texts) -> list[int]:
    """The columns of names under one header word that stands again, numbered or not."""
    names: dict[str, list[int]] = {}
    for i, cell in enumerate(head):
        found = match(without_number(cell))
        if found.field == "name" and found.is_whole:
            names.setdefault(_key(cell), []).append(i)
    return max(names.values(), key=len, default=[])


def _leads_of_parts(below: Sequence[Texts]) -> list[int]:
    """The column of people in each part of a table between empty columns; []: some part has none, or names the same."""
    head = below[0]
    runs = groupby(range(max(map(len, below))), key=lambda i: bool(cells_of(below, i)))
    parts = [part for filled, run in runs if filled and (part := [i for i in run if i < len(head)])]
    leads, again = list[int](), len({tuple(head[i] for i in part) for part in parts}) == 1
    for part in parts if len(parts) > 1 else []:
        fields = {i: match(head[i]).field for i in part}
        known = [i for i, found in fields.items() if found in OF_NAMES]
        first = next((i for i in part if fields[i] != "number"), part[0])  # "Form: In person, Online" stands behind others
        unknown = [first] if fields[first] is None and not _OF_SOMEBODY.isdisjoint(fields.values()) else []
        people = [i for i in unknown if _hold_people(below[1:], [i])]
        lead = next(iter([*known, *people]), None)
        if lead is None:
            return []
        leads.append(lead)
    halves = {match(head[i]).field for i in leads}
    if halves & {"first_name", "last_name"}:
        return leads if len(halves) == 1 else []
    return leads if again or _hold_people(below[1:], leads) else []


def _hold_people(rows: Sequence[Texts], columns: Sequence[int]) -> bool:
    """Whether people stand in each column, and mostly others than in the first."""
    below = [cells_of(rows, i) for i in columns]
    if not all(cells and len(set(cells)) * 2 > len(cells) < 2 * _people(cells) for cells in below):  # not "Vor Ort", "Online"
        return False
    return all(len(set(below[0]) & set(cells)) * 2 < len(cells) for cells in below[1:])


# --- how they are written --------------------------------------------------------------------------------------------------
def _written(sheet: Sheet, rows: Sequence[Texts], lists: _Lists) -> Sheet:
    """The lists below each other, in the columns of the first; headings that say who came stand above their people."""
    header = sheet.rows[lists.header]
    line = sheet.lines[lists.header]
    titles = [n for n in range(max(0, lists.header - _TITLES), lists.header) if _is_of_one(rows[n], lists)]
    keys = [_keys(rows[lists.header], lists, span) for span in lists.columns]
    wanted = list(dict.fromkeys(key for own in keys for key in own))
    named = _header_words(rows[lists.header], lists, keys, wanted)
    told = [_titles_of(rows, span, titles) for span in lists.columns]
    offices = bool(named) and any(office for _, _, office in told)
    out = [(sheet.lines[n], sheet.rows[n]) for n in range(lists.header) if n not in titles]
    places: list[Sequence[int]] = [range(len(row)) for _, row in out]
    for span, own, (above, groups, office) in zip(lists.columns, keys, told, strict=True):
        out += [(line, [""]), *((sheet.lines[n], [text]) for n, text in above)]
        if lists.states:
            out.append((line, [header[span[0]]]))
        if named:
            shared = [header[i] for i in lists.shared]
            out.append((line, [*shared, *named, *[words("parts.column_organization")[0]] * offices]))
        out += [(sheet.lines[n], [text]) for n, text in groups]
        first = span is lists.columns[0]
        columns = [*lists.shared, *((own.get(key, -1) for key in wanted) if named else span)]
        for at, texts in zip(sheet.lines[lists.header + 1 :], sheet.rows[lists.header + 1 :], strict=True):
            again = sum(map(bool, texts)) > 1 == len({*texts} - {""}) and is_header_word("".join({*texts}))  # over all lists
            nobody = again or not any(text and not text.rstrip(".)").isdigit() for text in _cut(texts, span))
            if text := _of_label(texts):
                before = [*map(str, lists.shared), *wanted].index("name") if named and "name" in wanted else 0
                out.append((at, [*[""] * before, text] if first else [""]))
            elif nobody and (lists.states or not first):
                out.append((at, [""]))
            else:
                out.append((at, [*(texts[i] if 0 <= i < len(texts) else "" for i in columns), *[office] * offices]))
        places += [[*columns, *[0] * offices]] * (len(out) - len(places))
    return replace(sheet.written("stack", out), header_line=line, places=places)


def _keys(head: Texts, lists: _Lists, span: range) -> dict[str, int]:
    """{what a column of a list holds: the column}; the same things have the same keys in all lists."""
    out: dict[str, int] = {}
    for i in span:
        text = text_at(head, i)
        heads = (lists.states and i == span[0]) or (i in lists.names and match(text).field is None)
        key = "name" if heads else match(without_number(text)).field or _key(text)
        out.setdefault(f"{key} {i - span[0]}" if not key or key in out else key, i)
    return out


def _header_words(head: Texts, lists: _Lists, keys: Sequence[dict[str, int]], wanted: Sequence[str]) -> list[str]:
    """The header that all lists get; []: they are lists without column names."""
    inside = [cell for span in lists.columns for cell in _cut(head, span)[1:]]
    if lists.states and not any(map(is_header_word, inside)):
        return []
    texts = {key: without_number(text_at(head, at)) for own in reversed(keys) for key, at in own.items()}
    name = words("parts.column_name")[0]
    return [name if key == "name" and match(texts[key]).field != "name" else texts[key] for key in wanted]


def _titles_of(
    rows: Sequence[Texts], span: range, titles: Sequence[int]
) -> tuple[list[tuple[int, str]], list[tuple[int, str]], str]:
    """What stands over one list: (its titles, the kind of people they are: "Government", the organization they all are of)."""
    above, groups, office = list[tuple[int, str]](), list[tuple[int, str]](), ""
    for number in titles:
        title = list(filter(None, _cut(rows[number], span)))
        if title and is_sector(title[0]):
            groups.append((number, title[0]))
        elif title and are_organizations(list(filter(None, rows[number]))):
            office = title[0]
        else:
            above += [(number, text) for text in title]
    return above, groups, office


def _is_of_one(row: Texts, lists: _Lists) -> bool:
    """Whether a row above the header says something of a list after the first, and names nobody of it."""
    told = [list(filter(None, _cut(row, span))) for span in lists.columns]
    cells = [cell for part in told for cell in part if not standing(cell)]
    if not any(told[1:]):
        return False
    each_has_one = all(len(part) == 1 for part in told) and not lists.states
    return each_has_one or not any(looks_like_person(cell.partition("(")[0].strip()) for cell in cells)


def _of_label(row: Texts) -> str:
    """A row of all lists, "Prepared by:" and who did, as one text; empty: it is another."""
    first = next(filter(None, row), "")
    filled = list(filter(None, row)) if first.endswith((":", "：")) else []
    return " ".join(filled) if len(filled) > 1 and odd_leads([first], "organization") else ""


def _cut(row: Texts, span: range) -> list[str]:
    return [text_at(row, i) for i in span]


def _people(cells: Sequence[str]) -> int:
    return sum(looks_like_person(cell) and not is_mark(cell) for cell in cells)


def _key(cell: str) -> str:
    return fold(without_number(cell))


# --- the forms of a sheet that are tried -----------------------------------------------------------------------------------
_LONGEST_TURNED = 300


def forms(sheet: Sheet, *, lists: bool = True) -> Iterator[Sheet]:
    """The sheet with names of one cell apart, tables beside each other stacked; as it is; on its side.

    `lists`: lists without columns are looked for.
    """
    sheet = exploded(parted(sheet))
    beside = stacked(sheet)
    yield beside or sheet
    for form in filter(None, (beside, sheet) if lists else ()):
        if (people := unlisted(form)) is not None:
            yield people
    said = set((sheet.choices.columns or {}).values())  # of a column that says who came the rows are people
    few = len(sheet.rows) <= _LONGEST_TURNED and "attended" not in said
    if few and any(len(texts_of(row)) > 2 for row in sheet.rows):
        yield _turned(sheet)


def _turned(sheet: Sheet) -> Sheet:
    columns = Table(map(sheet.rows.column, range(max(map(len, sheet.rows), default=0))))
    return replace(sheet, rows=columns, operators=(*sheet.operators, "transpose"))


def top_of(rows: Sequence[Sequence[str]], lowest: int, header: int, today: date) -> int:
    """First of the rows above a further header that belong to it: its title rows, if they name a meeting."""
    top, number = header, header - 1
    while number >= lowest and sum(map(bool, rows[number])) <= 4:
        cells = [cell for cell in rows[number] if cell]
        if heads_list(cells):
            break  # "Date, Name" is no day: people stand below it
        found = [find_date(cell, today=today) for cell in cells]
        paired = not {"date", "title"}.isdisjoint(pairs_of(cells))
        titled = len(found) in {2, 3} and sum(day is not None and not fold(day.rest) for day in found) == 1
        alone = len(found) == 1 and (years_in(cells) or (found[0] is not None and not PRINTED.search(cells[0])))
        if paired or alone or (titled and not any(rows[number - 1])):  # "Attendance 2025"; a day; a title, and its day
            top = number
        number -= 1
    if top == header:
        return header
    over = top
    while over > lowest and sum(map(bool, rows[over - 1])) == 1:
        over -= 1
    return top if over and any(rows[over - 1]) else over  # right below the rows of a table it may be somebody
