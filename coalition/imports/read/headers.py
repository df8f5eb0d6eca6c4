"""Where the header rows of a sheet may be, and what its columns hold. Nothing is decided: each is a candidate."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import chain, pairwise

from coalition.finding.alike_people import in_other_letters, sounds_alike
from coalition.imports.cells.headers import (
    HALVES,
    HEADS_NAMES,
    MOMENTS,
    NAMES,
    OF_NAMES,
    OTHER_NAMES,
    SCHEMES,
    UNREAD,
    heads_half_day,
    heads_list,
    is_foreign,
    is_header_word,
    match,
)
from coalition.imports.cells.in_brackets import is_position
from coalition.imports.cells.names import BRACKETED
from coalition.imports.cells.open_dates import titles_of_year
from coalition.imports.cells.people_names import read_name, read_names
from coalition.imports.cells.presence import sent_somebody
from coalition.imports.cells.row_words import heads_people
from coalition.imports.lexicon import any_of
from coalition.imports.matching.keys import person_key
from coalition.imports.read.above import is_of_summary
from coalition.imports.read.contents import SEX
from coalition.imports.read.days import days_in_header, heads_day, year_told
from coalition.imports.read.line_values import SURE, heading_of, numbered
from coalition.imports.read.lines import read_line
from coalition.imports.read.model import Column
from coalition.imports.read.profile import holds_people, is_name
from coalition.imports.read.sheet import Row, Sheet, joined_in, texts_of
from coalition.imports.read.values import heads_marks, is_word, kind, mark_of, plain

TABLES = 4  # header rows tried in each sheet
LONG = 60  # rows in which a header is looked for
_TURNED, _LOOKED_AT = 12, 400
_TITLES = 4  # cells of a row of titles: rows of people hold more
_LONGEST_WORD, _SEVERAL_WORDS = 80, 2
_LONGEST_DAY, _LONGEST_PART, _LONGEST_TITLE = 60, 30, 200
_NEAR_ZERO = 0.01
_OF_DATA = {"date", "email", "number", "time"}
_ADDRESS = re.compile(r"\S@\S")
_COUNTED = re.compile(r"(\D{0,12}?)[\s._#-]*(\d{1,2})[\s._-]*(\D{0,20})")


def words_in(row: Row) -> float:
    """How many header words a row holds, each counted once; "Yes, Yes, No" behind a name is a row of marks."""
    texts = [text for cell in row if (text := cell.casefold()) and len(text) < _LONGEST_WORD]
    known = {text: sure for text in texts if (sure := match(text).sure)}
    if known and all(map(mark_of, known)) and sum(mark_of(text) is not None for text in texts) > 1:
        return 0.0
    return sum(known.values())


def heads_names(row: Row) -> bool:
    """Whether a row is the header of a table of people."""
    return any(match(text).field in HEADS_NAMES for text in row) and words_in(row) >= _SEVERAL_WORDS


def has_header(sheet: Sheet) -> bool:
    """Whether a header of people stands in the first rows of a sheet."""
    return any(map(heads_names, sheet.rows[:LONG]))


def _days_in(sheet: Sheet, row: Sequence[str]) -> set[int]:
    return {at for at, text in enumerate(row) if text and len(text) < _LONGEST_DAY and heads_day(text, sheet.today)}


def titles_above(sheet: Sheet, number: int) -> tuple[str, ...]:
    """The texts of the rows above a row that hold few, those of the one directly above it, and the name of the file."""
    texts = [texts_of(row) for row in sheet.rows[: min(number, LONG)]]
    few = [text for at, row in enumerate(texts) for text in row if len(row) <= _TITLES or at == number - 1]
    titles = (*few, sheet.name)
    if (year := sheet.choices.year) is None or year_told(titles):
        return titles  # a year that was known is not the one that was asked for
    return titles_of_year(titles, year)


def day_texts(sheet: Sheet, number: int) -> dict[int, str]:
    """{column: its day as written, with what else tells its month and year} of a row of days; {}: it is none."""
    if number not in sheet.days:
        cells = sheet.rows[number]
        if any(map(_ADDRESS.search, cells)):  # a row of somebody with an address, and the times of joining
            return sheet.days.setdefault(number, {})
        above = sheet.rows[number - 1] if number else []
        sheet.days[number] = days_in_header(cells, above, titles_above(sheet, number), sheet.today)
    return sheet.days[number]


def numbers_in(row: Row) -> list[int]:
    """The columns that count 1, 2, 3, ...: days of a month, or first, second, third meeting."""
    best, run = list[int](), list[int]()
    for at, cell in enumerate(row):
        found = _COUNTED.fullmatch(cell)
        counted = found and (found[1] if heads_marks(found[3]) else found[1] + found[3])  # "Day 1 attendance"; around a number
        if found and (not counted or is_word(counted, "counted")):
            number = int(found[2])
            run = [*run, at] if run and number == len(run) + 1 else [at] if number == 1 else []
            best = max(best, run, key=len)
    return best if len(best) >= 4 else []


def day_row(sheet: Sheet, number: int) -> list[int]:
    """The columns of a row of days: different ones, or each over its parts; and no days below them (then it would be data)."""
    at, days = list(day_texts(sheet, number)), list(day_texts(sheet, number).values())
    times = Counter(days)
    together = sum(one != other for one, other in pairwise(days)) + 1 == len(times)
    if len(times) < 0.8 * len(at) and not (len(times) > 1 == len(set(times.values())) and together):
        return []
    moments = any(":" in sheet.rows[number][one] for one in at)
    if moments and any(is_name(cell) and not is_header_word(cell) for cell in sheet.rows[number]):
        return []  # somebody, and when they came and left
    above = sheet.rows[:number]  # a header that stands again is no data
    below = next((row for row in sheet.rows[number + 1 : number + 6] if sum(map(bool, row)) > 1 and row not in above), [])
    return [] if 2 * len(_days_in(sheet, below).intersection(at)) > len(at) else at


def joined_words(row: Row) -> str:
    """The words of a row, for comparison with the header that stands again."""
    return " | ".join(plain(cell) for cell in row).strip(" |")


def header_rows(sheet: Sheet) -> list[tuple[int, str]]:
    """(row, how) of the likeliest headers: "row"; "none": the row above the data."""
    scored, seen = list[tuple[float, int]](), set[str]()
    for number, row in enumerate(sheet.rows[: _TURNED if sheet.turned else LONG]):
        texts = texts_of(row)
        words, above = joined_words(row), read_line(texts_of(sheet.rows[number - 1] if number and len(texts) == 1 else []))
        told = above.style == "numbered" and above.grade and not any(map(heading_of, (above.name, *texts)))
        counts = any(0 < numbered(row) == numbered(below) - 1 for below in sheet.rows[number + 1 : number + 2])
        if not texts or words in seen or told or counts:
            continue  # a header that stands again belongs to the table that it began; "Director" to "1. Ann Lee"
        seen.add(words)
        days, dates = day_row(sheet, number), _days_in(sheet, sheet.rows[number])
        points = words_in(row) + (len(days) * 0.5 if len(days) > 1 or (days and sheet.turned) else -len(dates))
        names = [found for text in texts if len(text) < _LONGEST_WORD and (found := match(text)).field in {"name", "nickname"}]
        known = [text for text in texts if match(text).sure]
        somebody = any(is_of_a_part(text, sheet.rows.held(row.index(text))) for text in known)
        if somebody or (len(known) == 1 and _is_of_somebody(sheet, number, known[0])):
            continue
        if points >= 1 or any(found.sure == 1 or not dates for found in names):  # a delegate, a day
            scored.append((points, number))
    chosen = [(number, "row") for _, number in sorted(scored, reverse=True)[:TABLES]]
    first = _body_from(sheet)
    if not sheet.turned and not any(number == first for number, _ in chosen):
        chosen.append((first - 1, "none"))  # no header: the first row is data
    return chosen


def is_of_a_part(text: str, column: Collection[str]) -> bool:
    """Whether a cell is somebody and what they are, "Ann Lee (Member)": a word for people, or behind others, too."""
    found = BRACKETED.fullmatch(text)
    if found is None or not is_name(found[1]) or match(found[1]).field is not None:
        return False
    return is_position(found[2]) or sum(other.endswith(f"({found[2]})") for other in column) > 1


def _is_of_somebody(sheet: Sheet, number: int, word: str) -> bool:
    """Whether a row with one word of headers names somebody: "Ann Lee, Volunteer"; "Ann, Lee, PRESENT", which stands again."""
    texts = texts_of(sheet.rows[number])
    if is_position(word):
        column = list(filter(None, sheet.rows.column(sheet.rows[number].index(word))))
        alike = len(texts) > 1 and 2 * sum(map(is_position, column)) > len(column) > 2  # "Kent, Member" over "Moe, Pastor"
        return alike or any(read_line([text]).grade == SURE for text in texts)
    again = word in sheet.rows.column(sheet.rows[number].index(word))[number + 1 :]
    return mark_of(word) is not None and any(map(is_name, [*texts, *(map(" ".join, pairwise(texts)) if again else ())]))


def is_data(text: str, today: date) -> bool:
    """Whether a cell is one of data, and heads nothing."""
    of = kind(text, today) if text else ""
    return of in _OF_DATA or (of == "mark" and match(text).sure < _SURE)


def may_head(texts: Sequence[str], *, gap: bool) -> bool:
    """Whether enough cells of a row may be header words for `begins_another`: its longest are looked at last, if at all."""
    others = len(texts) - (2 if gap else max(3, 0.7 * len(texts)))
    for text in sorted(texts, key=len):
        others -= 1 - (match(text.casefold()).sure if len(text) < _LONGEST_TITLE else 0)
        if others < -_NEAR_ZERO:
            return False
    return True


def begins_another(row: Row, *, gap: bool, headed: bool) -> bool:
    """Whether a row without data begins another table. Above it stands nothing, or one cell (`gap`), which may be a heading."""
    first = next((name for text in row if text and (name := match(text).field) != "number"), None)
    if headed and first in {"name", "nickname"}:
        return not is_foreign(row)
    known = words_in(row)
    if is_foreign(row):
        return False
    return (known >= 3 and known >= 0.7 * len(texts_of(row))) or (gap and known >= 2 and heads_list(row) >= 3)


def _body_from(sheet: Sheet) -> int:
    """The first row that is no title: of a table the first with several cells that is no label with what it says."""
    rows = [(number, texts) for number, row in enumerate(sheet.rows[:LONG]) if (texts := texts_of(row))]
    several = 2 * sum(len(texts) > 1 for _, texts in rows) > len(rows) and not has_header(sheet)
    body = (at for at, texts in rows if not several or len(texts) > 2 or (len(texts) == 2 and not match(texts[0]).sure))
    first = next(body, 0)
    while first and read_line(texts_of(sheet.rows[first - 1])).grade == SURE:
        first -= 1  # somebody of whom no more is told
    return first


_OF_PEOPLE = OF_NAMES | {"organization", "role"}


def parts_in(sheet: Sheet, at: int) -> list[int]:
    """The columns of a row that are parts of one header of the row above, merged over them: "came", "sent somebody", "absent".

    What else stands in the row are header words, "Full name" below "Participant"; then the parts are sure. []: it has none.
    """
    row, above = sheet.rows[at], sheet.rows[at - 1]
    heads = [i for i, text in enumerate(above) if text]
    if len(heads) < 2 or any(len(text) > _LONGEST_PART for text in row):  # a word alone over a table is its title
        return []
    fields = {i: match(text).field for i, text in enumerate(row) if text}
    for first, end in zip(heads, [*heads[1:], len(row)], strict=True):
        parts = [i for i in fields if first <= i < end]
        own, others = {fields[i] for i in parts}, {fields[i] for i in fields if i not in parts}
        sexes = len(parts) == 2 and all(plain(row[i]) in SEX for i in parts)  # M, W and F are days
        together = len(parts) > 1 and parts[0] == first and parts[-1] - first + 1 == len(parts)
        apart = {None, "attended"}.isdisjoint(others) and own.isdisjoint(_OF_PEOPLE) and _days_in(sheet, row).isdisjoint(parts)
        if not (together and apart and (sexes or heads_marks(above[first]))):
            continue
        if not others or _are_of_one([row[i] for i in parts], alone=False):
            return parts
    return []


def _are_of_one(parts: Sequence[str], *, alone: bool) -> bool:
    """Whether the header above tells what parts of it are; "Yes" and "No", "Signature" and "Lunch" speak for themselves.

    `alone`: nothing else stands in their row. Where other headers do, only ways to take part and halves of a day are parts.
    """
    loose = [text for text in parts if not match(text).sure]
    if not {match(text).field for text in parts} <= {None, "attended"}:
        return False
    if all(plain(text) in SEX or heads_half_day(text) or heads_people(text) for text in loose):
        return True
    return alone and not any(mark_of(text) in {"absent", "excused"} or sent_somebody(text) for text in loose)


def header_of(sheet: Sheet, band: Sequence[int], width: int) -> tuple[str, ...]:
    """The header of a table of so many columns, whose words stand in several rows perhaps: of a column the last known one."""
    header = [""] * width
    for number in band:
        for at, cell in enumerate(sheet.rows[number][:width]):
            if cell and (not header[at] or match(cell).sure):
                header[at] = cell
    for number in (number for number in band if len(band) > 1 and number):
        parts = {at: sheet.rows[number][at] for at in parts_in(sheet, number) if at < width}
        joined = _are_of_one([*parts.values()], alone=sum(map(bool, sheet.rows[number])) == len(parts))
        over = sheet.rows[number - 1][min(parts, default=0)]  # "Attendance", of "In person" and "Online"
        for at, text in parts.items():
            header[at] = f"{over} - {text}" if joined and not match(text).sure else text
    return _without_group(header)


def _without_group(header: list[str]) -> tuple[str, ...]:
    """The header without what forms put before the questions about one person: "Attendees/Name", "Attendees/Organization"."""
    parts = {at: cell.rpartition("/") for at, cell in enumerate(header) if "/" in cell}
    named = {before for before, _, own in parts.values() if match(own).field in OF_NAMES and match(own).sure}
    people = len(named) == 1 and (match(*named).field == "name" or heads_people(*named))
    people = people and heading_of(*named) in {None, "present"}
    grouped = {at: own.strip() for at, (before, _, own) in parts.items() if people and before in named}
    others = any(match(cell).field in OF_NAMES for at, cell in enumerate(header) if at not in grouped)
    apart = len({*grouped.values()}) == len(grouped) > 1 and not others
    return tuple(grouped.get(at, cell) if apart else cell for at, cell in enumerate(header))


def with_other_spelling(columns: dict[str, int], header: Sequence[str], rows: Sequence[list[str]]) -> dict[str, int]:
    """The columns, and those that say the same names once more in another script: "Name (English)" beside Thai names.

    Both are headed as names, and stand in different letters; or, whatever is written above, they sound alike.
    """
    own = [columns[name] for name in NAMES if name in columns]
    for at, word in enumerate(header) if own else ():
        heads = match(word).field in HEADS_NAMES
        others = [at, at + 1] if heads and at + 1 < len(header) and match(header[at + 1]).field == "last_name" else [at]
        if not {*columns.values()}.isdisjoint(others):
            continue
        told = ((joined_in(row, own), joined_in(row, others)) for row in rows[:_LOOKED_AT])
        pairs = [(one, two) for one, two in told if one and any(map(str.isalpha, two))]
        if not pairs or 4 * sum(in_other_letters(*pair) or pair[0] == pair[1] for pair in pairs) < 3 * len(pairs):
            continue
        names = ([person_key(read_name(text).name) for text in pair] for pair in pairs if not heads)
        if heads or 2 * sum(sounds_alike(*pair) for pair in names) >= len(pairs):
            return {**columns, **dict(zip(OTHER_NAMES, others, strict=False))}
    return columns


def with_chosen(columns: dict[str, int], chosen: Mapping[int, str]) -> dict[str, int]:
    """What the columns hold, with what a person chose ({column: field})."""
    said = {*chosen.values()}
    taken = said | (MOMENTS if MOMENTS & said else set()) | ({"name"} if HALVES & said else set())
    kept = {name: at for name, at in columns.items() if at not in chosen and name not in taken}
    return kept | {name: at for at, name in chosen.items() if name not in UNREAD}


# --- what a mark says ------------------------------------------------------------------------------------------------------
_LEGEND_WITHIN, _FEW_CELLS = 40, 6
_ALIKE = (("x", "×"), ("✓", "✔", "√"))
_NEXT_MARK = re.compile(r"(?<=\w)\s+(?=\w{1,3}(?: ?[=:]|\s[-–—]\s))")
"""Before the second mark of "P = present A = absent", "P: present  A: absent", "P - present  A - absent"."""
_BLANK = any_of("legend.blank")
_MEANS = re.compile(
    rf"(?<![\w./:-])(\w{{1,3}}|[×✓✔√/●]|{_BLANK})\s*(?:=|:|\s[-–]\s|{any_of('legend.means', whole=False)})"
    r"\s*[\"'(]*(?!\w{1,3}\s[-–]\s)([^\W\d][^\d=,;/|()\"']{1,25})(?![\w\s]*=)"  # "Key: P = present": the key is no mark
)


def legend_of(sheet: Sheet) -> dict[str, str]:
    """What the sheet says of its marks, above or below its table: "P = present, A = absent" -> {"p": "present", ...}."""
    legend: dict[str, str] = {}
    for row in [*sheet.rows[:_LEGEND_WITHIN], *sheet.rows[_LEGEND_WITHIN:][-_LEGEND_WITHIN:]]:
        texts = texts_of(row)
        told = _NEXT_MARK.sub(" , ", " , ".join(texts)) if len(texts) <= _FEW_CELLS else ""
        found = list(_MEANS.finditer(told))
        if len(found) == 1 < len(texts) - 1 and not {"=", ":"} & set(found[0][0]):
            continue  # "no - sick" behind a name
        for mark, meaning in (one.groups() for one in found):
            state = mark_of(meaning) or ("?" if len(mark) > 1 and mark_of(mark) else None)  # not what it says elsewhere
            if state:
                mark = "" if re.fullmatch(_BLANK, mark, re.IGNORECASE) else mark
                alike = next((alike for alike in _ALIKE if mark and mark.casefold() in alike), (mark.casefold(),))
                legend |= dict.fromkeys(alike, state)
    return legend or _register_letters(sheet)


def _register_letters(sheet: Sheet) -> dict[str, str]:
    """What single letters say in a language whose registers have them, where none says by itself who came: H, S, I, A."""
    columns = defaultdict[int, Counter[str]](Counter)
    for at, text in chain.from_iterable(map(enumerate, sheet.rows[:_LOOKED_AT])):
        if len(text) == 1 and text.isalpha():
            columns[at][text.casefold()] += 1
    for meaning in SCHEMES:
        used = [column for column in columns.values() if column.total() > 1 and meaning.keys() & column]
        letters = sum(used, Counter[str]())
        full = 5 * letters.total() >= 4 * len(used) * max(map(Counter.total, used), default=0)  # an empty cell says nothing
        often = any(meaning.get(letter) == "present" for letter, _ in letters.most_common(1))
        known = 1 < len(letters) == len(letters.keys() & meaning.keys()) and "present" not in map(mark_of, letters)
        if often and full and known:
            return meaning
    return {}


# --- a header that stands below people of its list ------------------------------------------------------------------------
_SURE, _SHARE, _HALF, _WITHIN, _WORDS = 0.9, 0.6, 0.5, 200, 8
"""Of so many cells one may be a word of headers, and the row none: "Meeting", the type of what a program held."""
_TELLING = frozenset({"email", "date", "time", "mark", "number", "code"})
_TEXTS = frozenset({"name", "text", "code"})


def rows_above(sheet: Sheet, top: int, columns: Mapping[str, int], profile: Sequence[Column]) -> tuple[int, ...]:
    """Which of the rows above a header at `top` look like those below it: it was sorted down, or is that of another table."""
    names = (*NAMES, "organization") if "part" in sheet.operators else NAMES  # above its header nothing is parted
    named = {columns[name] for name in names if name in columns}
    named = named or {at for at, one in enumerate(profile) if holds_people(one)}
    rows = sheet.rows[:top]
    head = next((at for at, row in enumerate(rows[:_WITHIN]) if heads_list(row)), top)  # that of a table with other columns
    likely = {at for at, row in enumerate(rows[:_WITHIN]) if named and _is_like(row, profile, named, sheet.today)}
    likely |= {at for at in range(head + 1, top) if len(texts_of(rows[at])) > 1}
    return tuple(at for at in sorted(likely) if not is_of_summary(rows, at))


def _is_like(row: Sequence[str], profile: Sequence[Column], named: set[int], today: date) -> bool:
    """Whether a row names somebody, and most of its cells are of the kind that their column has."""
    filled = [(at, text) for at, text in enumerate(row[: len(profile)]) if text]
    names = [text for at, text in filled if at in named and not text.isdecimal()]
    usual = sum(column.count for column in profile) / max(profile[0].rows, 1)
    heads = sum(match(text.partition(":")[0]).sure >= _SURE and mark_of(text) is None for _, text in filled)  # "Date: 14 May"
    if not names or len(filled) < max(2, _HALF * usual) or _WORDS * heads > len(filled):
        return False
    fits = dict[int, str]()
    for at, text in filled:
        column = profile[at]
        told = "number" if text.isdigit() and column.kinds["number"] else kind(text, today)  # 1 is one where others are
        if not column.count or column.kinds[told] or (told in _TEXTS and not _TEXTS.isdisjoint(column.kinds)):
            fits[at] = told
    more = len(filled) > 2 and (len(names) > 1 or not _TELLING.isdisjoint(fits.values()))
    more = more or any(text.isdecimal() and profile[at].sample[:1] == (str(int(text) + 1),) for at, text in filled)
    named_so = more or any(is_name(read_names(name, ()).name) for name in names)
    return named_so and named.intersection(at for at, _ in filled) <= fits.keys() and len(fits) >= _SHARE * len(filled)
