"""What of a sheet a way to read it leaves unread, though it looks like what is read: nobody of it may be lost in silence."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from coalition.imports.cells.dates import clock_of_timestamp, find_date, read_minutes
from coalition.imports.cells.headers import HALVES, MOMENTS, TIMES, match
from coalition.imports.cells.in_brackets import is_house, is_position
from coalition.imports.cells.not_people import split_titles
from coalition.imports.cells.people_names import is_place
from coalition.imports.cells.reader import Grid
from coalition.imports.lexicon import pattern
from coalition.imports.read.contents import may_say_who_came
from coalition.imports.read.fill import NUMBER_PRINTED, is_signature
from coalition.imports.read.line_values import SURE, heading_of, text_of
from coalition.imports.read.lines import read_line
from coalition.imports.read.model import Column, Interpretation
from coalition.imports.read.profile import are_days, columns_of, file_words, is_dated, is_name, may_be_names
from coalition.imports.read.sheet import text_at
from coalition.imports.read.unlist import UNTOLD
from coalition.imports.read.values import day_in, is_word, is_zero, kind, mark_of, plain, says, surely_heads_marks
from coalition.imports.reading import Reading
from coalition.imports.services.columns import column_letter

_BULLETS = ("- ", "* ", "+ ", "• ")
DAYS_BELOW_NO_HEADER = "dates have no header, so they are not read"
WRITTEN_AT_ONCE = "the same people were written down several times, for different meetings"
NO_HEADER_OVER_MARKS = "marks that may say who came have no header"
HALF_OF_NAMES = "part of each name is in a column without a header"
_SURE, _HALF = 0.9, 0.5
_WITHIN = 200
_FEW, _SHORT, _SEVERAL = 4, 12, 3
_REPLY = pattern("questions.reply")
_CLOCK = re.compile(r"\d{1,2}:\d\d")
_BEHIND = re.compile(r"[()\[\]/:;,|]|\s[-–—]\s")
_TEXTS, _AWAY = frozenset({"name", "text", "code"}), frozenset({"absent", "excused"})


def bare_column(grid: Grid, told: Reading, today: date) -> tuple[str, str]:
    """(its letter, why nothing is read) of a column below no header in what a program exported: somebody has changed it."""
    top = grid.lines.index(told.header_line) if told.header_line in grid.lines else len(grid.rows) - 1
    rows, header, names = grid.rows[top + 1 : top + 1 + _WITHIN], grid.rows[top], told.entries.name[:_WITHIN]
    for at, column in enumerate(columns_of(rows, today)):
        if text_at(header, at) or 2 * column.count <= column.rows:
            continue
        if column.share("date") > _HALF:
            return column_letter(at), DAYS_BELOW_NO_HEADER
        if names and column.share("name") > _HALF and not any(" " in (name or "") for name in names):
            return column_letter(at), HALF_OF_NAMES
        if {"present", "absent"} <= column.states and column.mark_share == 1:
            return column_letter(at), NO_HEADER_OVER_MARKS
    return "", ""


def meeting_left_over(grid: Grid, told: Reading, today: date) -> str:
    """The header of a column that alone tells rows of the same people apart, which were written at once; empty: there is none.

    It says which meeting each row is of. Where most rows are of people who stand there already, each may have its moment.
    """
    lines_of = told.entries.lines[:_WITHIN]
    several = [list(map(grid.row_at, lines)) for lines in lines_of if len(lines) > 1]
    again = 2 * sum(len(lines) - 1 for lines in lines_of) > sum(map(len, lines_of))
    used = {column.index for column in told.columns if column.field} if again else set()
    differ: Counter[int] = Counter()
    for first, *others in several:
        differing = (at for at, cell in enumerate(first) if any(row[at : at + 1] != [cell] for row in others))
        columns = [at for at in differing if at not in used]
        written = any(clock_of_timestamp(cell) not in {None, "00:00"} and find_date(cell, today=today) for cell in first)
        differ.update(columns if len(columns) == 1 and written and kind(first[columns[0]], today) in _TEXTS else ())
    at, times = differ.most_common(1)[0] if differ else (0, 0)
    header = grid.row_at(told.header_line)
    return (header[at] if at < len(header) else column_letter(at)) if times > 1 and 2 * times > len(several) else ""


def names_left_over(way: Interpretation) -> str:
    """The last of three lines that name somebody each, one below the other, where no heading says that they came; or empty."""
    above = ((way.sheet.line(at), "note", text_of(row)) for at, row in enumerate(way.sheet.rows[: way.blocks[0].first]))
    run, last = 0, 0
    for line, code, text in sorted([*above, *way.sheet.told]):
        named = code == "note" and read_line([text]).grade == SURE
        run = (run + 1 if line - last <= 2 else 1) if named else 0  # an empty line may stand between
        last = line
        if run == _SEVERAL:
            return text
    return ""


def people_left_over(way: Interpretation) -> str | None:
    """The header of a column of other people that is not read, or one kept as the position of another; None: there is none."""
    kept = [text for _, code, text in way.sheet.told if code == UNTOLD]
    if len(kept) > 1 and all(is_name(text) and "," not in text for text in kept):
        return kept[0]
    used = way.result.delegates if way.sign == "column" else ()  # marks say beside whom they came
    ticks = {at: way.profile[at] for at, _ in way.marks if at not in way.columns.values()}
    columns = way.left | ticks  # below "Absent" names may stand instead of ticks
    read = {one.name for one in way.result.people if columns}
    for at, column in columns.items():
        word = way.headers.get(at, "")
        found, other = match(word), is_word(word, "remarks") or is_word(word, "things")
        if at in used or other or found.field in {"organization", "role", "sector"}:
            continue
        if found.sure >= _SURE and found.field in HALVES & way.columns.keys():
            return word  # of another list beside this one
        told = [text for text in column.sample if not text.isdigit() and (mark_of(text) is None or any(map(str.isdigit, text)))]
        if found.field in {"name", "nickname"} and 2 * sum("," in text for text in told) > len(told):
            return word  # "Participants: AK, EB, JF" beside the name of the meeting
        own = plain(word)
        people = [text for text in told if is_name(text) and not (own and own in plain(text).split())]  # "Grace Cell" is a cell
        chaired = column.count == column.rows and read >= set(people)  # whoever was in the chair is among those who came
        few = 0 if way.blocks[0].header and not word else 1
        most = 4 * len(people) >= 3 * len(told) and not chaired and len(people) > few
        if (most and 2 * len(set(people)) >= len(people)) or (not word and _stands_beside_people(way, at)):
            return word or column_letter(at)
    return None


def people_among_organizations(way: Interpretation) -> str:
    """A cell of organizations with a person in it, where most have one and nobody is read; empty: they have none."""
    houses = dict.fromkeys(one.organization or "" for one in way.result.organizations if way.of_organizations)
    told = list(filter(_names_somebody, houses))
    return told[0] if 2 * len(told) > len(houses) else ""


def _names_somebody(house: str) -> bool:
    """Whether a person stands in a cell of organizations: "Sun Home (Ann Lee)", or one with a title."""
    parts = [part.strip() for part in _BEHIND.split(house)]
    beside = any(is_name(part) and not (is_house(part) or is_place(part)) for part in parts)
    return (len(parts) > 1 and beside) or bool(split_titles(house)[0] and not is_house(house))


def _stands_beside_people(way: Interpretation, at: int) -> bool:
    """Whether a column that has a place in the header, and no word there, names somebody beside people."""
    if way.sheet.turned or not any(at < len(way.sheet.rows[number]) for number in way.blocks[0].header):
        return False
    lines = {line for one in way.result.people for line in one.lines}
    rows = (row for block in way.blocks for row in range(block.first, block.last)[:_WITHIN])
    named = (row for row in rows if at < len(way.sheet.rows[row]) and is_name(way.sheet.rows[row][at]))
    return any(way.sheet.line(row) in lines for row in named)


def absence_left_over(way: Interpretation) -> str:
    """The heading or label that says who did not come, where a way reads nobody so; empty: there is none, or it is read."""
    if any(one.state in _AWAY for one in (*way.result.people, *way.result.organizations)):
        return ""
    used = {at for name, at in way.columns.items() if name != "number"} | {way.day_column, *(at for at, _ in way.marks)}
    used |= {at for at, one in enumerate(way.profile) if one.distinct == 1 and one.count == one.rows > 1}  # "None" in each row
    bare = {at: word for at, word in way.headers.items() if at < len(way.profile) and not way.profile[at].count}
    used |= bare.keys() if not any(map(surely_heads_marks, bare.values())) else set()  # nobody has a mark below it
    beside = (cell for row in way.sheet.rows[:_WITHIN] for at, cell in enumerate(row) if at not in used)
    told = (text for _, code, text in way.sheet.told if code != "section")
    return next((text for text in chain(told, beside) if text[:1].isalpha() and heading_of(text) in _AWAY), "")


def others_may_be_named(way: Interpretation) -> bool:
    """Whether most cells of a column that is not read may be names, differ and hold no number."""
    left = (one for one in way.left.values() if may_be_names(one) and 2 * one.distinct > one.count)
    return any(not any(map(str.isdigit, "".join(one.sample))) for one in left)


def answers_left_over(way: Interpretation) -> int | None:
    """The column of words for yes and no, of ticks beside some, or of marks without any header, that is not read.

    One that is about the people of a day goes before one about the day.
    """
    found = list(_answers(way)) if way.blocks[0].header or way.sheet.choices.columns else []
    return next((at for at in found if len(found) == 1 or not _is_of_days(way, at)), next(iter(found), None))


def _answers(way: Interpretation) -> Iterator[int]:
    """Such columns, from left to right."""
    listed = way.sign == "listed" and not {*TIMES, "minutes"} & way.columns.keys()
    rows, ticked = way.profile[way.names_at].count, [one.count for one in way.profile if one.states == {"present"}]
    counts = counts_beside_organizations(way)
    listed = listed and not (len(ticked) > 1 and sum(ticked) == rows)  # one tick each: what somebody is
    for at, column in way.left.items():
        word, both = way.headers.get(at, ""), {"present", "absent"} <= column.states
        if listed and counts == [at] and (column.count < rows or "0" in column.sample):
            yield at
            continue
        if way.sign == "column" and column.kinds["time"]:
            continue  # when somebody came, or a dash, beside what says whether they did
        if way.sign == "joined" and way.tells_stays and _is_no_beside_stays(way, at):
            continue
        remarked = way.sign == "signature" or (way.sign == "listed" and way.result.remarked >= column.count)
        if remarked and column.states <= _AWAY:
            continue
        said = column.mark_share >= _HALF and any(mark_of(text) and text.strip("-–—_ ") for text in column.sample)
        ticks = "present" in column.states and (both or column.count < rows)
        if not word:
            remarks = column.count == 1 and any(" " in text for text in column.sample)  # "came late, 10.30" beside one name
            if said and (both or column.count < column.rows) and not remarks:
                yield at
            continue
        found = match(word)
        if (found.field not in {*TIMES, "sector"} and found.sure > _HALF) or not may_say_who_came(word):
            continue  # "Did you attend the meeting?" holds a word for the title
        ticks = ticks and listed and not any(is_word(text, "explicit") for text in column.sample)
        marks = column.mark_share == 1 and (ticks or (both and all(map(str.isalpha, column.sample))))
        other = found.sure > 0 or "start" in way.columns or is_word(word, "remarks")
        replies = not other and way.sign in {"listed", "heading"} and _holds_replies(column, rows, word)
        if marks or replies or (listed and not other and _may_say(column, rows)):
            yield at


def days_in_cells(way: Interpretation) -> str | None:
    """The header of a column whose cells hold the several days on which somebody came; None: there is none.

    One that is not read is meant where nothing else says the day, and all its cells are days.
    """
    today, left = way.sheet.today, way.left if way.sign == "listed" and not is_dated(way) else ()
    for at, texts in ((at, set(way.profile[at].sample)) for at in left):
        several = {text for text in texts if are_days(text, today)}
        if len(several) > 1 and all(day_in(text, today) for text in texts - several):
            return way.headers.get(at, "")
    days = way.profile[way.day_column].sample if way.day_column is not None else ()
    return way.headers.get(way.day_column or 0, "") if any(are_days(text, today) for text in set(days)) else None


def _is_no_beside_stays(way: Interpretation, at: int) -> bool:
    """Whether a column says no of people who stayed as long as others: it is about something else."""
    rows = [row for row in way.sheet.rows[way.blocks[0].first : way.blocks[0].last][:_WITHIN] if text_at(row, at)]
    stays = [(read_minutes(text_at(row, way.columns["minutes"])) or 0, mark_of(text_at(row, at))) for row in rows]
    longest = max((minutes for minutes, _ in stays), default=0)
    away = [minutes for minutes, mark in stays if mark == "absent"]
    return bool(away) and 2 * min(away) >= longest and not surely_heads_marks(way.headers.get(at, ""))


def counts_beside_organizations(way: Interpretation) -> list[int]:
    """The columns that may count the people of organizations; where some have none, these did not come."""
    return [at for at, one in way.left.items() if way.of_organizations and all(map(str.isdecimal, one.sample))]


def _is_of_days(way: Interpretation, at: int) -> bool:
    """Whether a column says the same of all rows of a day, and not of all days: it is about the meeting, not its people."""
    told: dict[str, list[str]] = {}
    for row in way.sheet.rows[way.blocks[0].first : way.blocks[0].last][:_WITHIN] if way.day_column is not None else ():
        told.setdefault(text_at(row, way.day_column), []).append(text_at(row, at))
    days = [set(texts) for texts in told.values() if len(texts) > 1]
    return len(days) > 1 and all(len(texts) == 1 for texts in days) and len(set().union(*days)) > 1


def _may_say(column: Column, people: int) -> bool:
    """Whether a cell is a word of presence, or one word stands beside half of the people, and nothing beside the others."""
    word = next(iter(column.sample), "")
    same = column.distinct == 1 < column.count < people <= 2 * column.count and not is_name(word)
    return same or any(is_word(text, "explicit") for text in column.sample)


def _holds_replies(column: Column, people: int, header: str) -> bool:
    """Whether a column says in a few words of its own what people answered who were asked to come."""
    return bool(column.letters) and 1 < column.distinct <= _FEW and people <= 2 * column.count and bool(_REPLY.search(header))


def are_codes(way: Interpretation) -> bool:
    """Whether the cells below days that nobody understands are a few short words, each repeated, in a list of who came."""
    result, words = way.result, way.result.unknown
    short = 0 < len(words) <= _FEW and not result.quantities and all(len(text) <= _SHORT for text in words)
    known = any(result.states[state] for state in ("present", "absent", "excused"))
    repeated = result.states["?"] > len(words) and not any(map(is_name, words))
    return short and repeated and (known or says(around(way), "attendance"))


def around(way: Interpretation) -> str:
    """What stands above a table, and the words of the name of its file."""
    return f"{way.blocks[0].context.text} / {file_words(way.sheet.name)}"


def some_left_over(way: Interpretation) -> bool:
    """Whether some people have a signature, or a time of coming, and others none; or a word of presence, under no header."""
    people, block = way.profile[way.names_at].count, way.blocks[0]
    columns = [way.columns[name] for name in ("signature", *MOMENTS, "start") if name in way.columns]
    named = [row for row in way.sheet.rows[block.first : block.last][:_WITHIN] if text_at(row, way.names_at)]
    signed = {bool(text_at(row, way.columns["signature"])) for row in named} if "signature" in way.columns else set()
    came = {"joined", "attended"}
    told = [way.profile[at] for at in columns if at != way.day_column or match(way.headers.get(at, "")).field in came]
    timed = any(0 < one.kinds["time"] + one.kinds["date"] < people or 0 < one.count < people for one in told)
    timed |= len(counts_beside_organizations(way)) > 1
    if len(signed) > 1 or timed or any(0 < sum(map(is_zero, one.sample)) < len(one.sample) for one in told):
        return True
    bare = (at for at in way.left if not way.headers.get(at))
    marked = ([_signs(text, text_at(row, way.names_at)) for row in named if (text := text_at(row, at))] for at in bare)
    return any(sum(one) > 1 or 2 * sum(one) >= len(one) > 0 for one in marked)


def _signs(cell: str, name: str) -> bool:
    """Whether a cell beside a name says that somebody was there: a word, behind a number perhaps, or their name once more."""
    text = NUMBER_PRINTED.sub("", cell)
    return is_word(text, "explicit") or (text != cell and mark_of(text) is not None) or is_signature(cell, [name])


# --- lists without columns: what stands beside the names, and at which place ------------------------------------------------
@dataclass
class _Beside:
    """One row of a list without a header: its cells by column, and what was read of it."""

    cells: dict[int, str]
    role: str
    names: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    @property
    def beside(self) -> list[str]:
        """The cells that are not themselves a name."""
        return [text for text in self.cells.values() if text.rstrip(".") not in self.names]


def lost_its_header(grid: Grid, told: Reading, *, headed: bool, asked: bool) -> bool:
    """Whether the rows of a list without a header are those of a table that lost it: some of its cells are not explained.

    Marks or times stand beside the names; a name stands in the column of something else (where a line is `headed` as that of
    those who came, several may be named beside each other); people are read as positions; the first is no name as the others
    are. What stands behind names with bullets says so only of a mark or a number, where
    somebody is `asked` about the list.
    """
    rows = _beside(grid, told)
    beside = [text for row in rows for text in row.beside if len(text) <= _SEVERAL or _CLOCK.fullmatch(text)]
    if sum(mark_of(text) is not None for text in beside if not text.rstrip(".)").isdigit()) > 1:
        return True
    unlabelled = [row for row in rows if not any(":" in text for text in row.cells.values())]
    told_at = {at for row in rows if len(row.names) == 1 for at, text in row.cells.items() if text in row.told}
    if any(row.cells.get(at) in row.names for row in unlabelled if row.beside or not headed for at in told_at):
        return True
    roles = [one for row in rows if not {*(one := row.role.split(", "))}.isdisjoint(row.cells.values())]
    unlike = [texts for texts in roles if not any(map(is_position, texts))]
    if asked and all(row.cells[min(row.cells)].startswith(_BULLETS) for row in rows):  # no table has them
        last = ([text.rpartition(" ")[2] for text in texts] for texts in unlike)
        unlike = [texts for texts in last if any(mark_of(text) or not any(map(str.isalpha, text)) for text in texts)]
    if 10 * sum(any(map(is_name, texts)) for texts in unlike) > len(rows) or 2 * len(unlike) > len(roles) > 1:
        return True
    first, *others = [row.names[0] for row in rows if row.names] or [""]
    return len(others) > 1 and " " not in first and all(" " in name for name in others) and len(rows[0].cells) > 1


def _beside(grid: Grid, told: Reading) -> list[_Beside]:
    entries, found = told.entries, dict[int, _Beside]()
    beside = zip(entries.organization, entries.role, entries.email, entries.phone, entries.sector, strict=True)
    for name, (line, *_), texts in zip(entries.name, entries.lines, beside, strict=True):
        row = {at: text for at, text in enumerate(grid.row_at(line)) if text}
        one = found.setdefault(line, _Beside(row, texts[1] or ""))
        one.names += [name] if name else []
        one.told += filter(None, texts)
    return [found[line] for line in sorted(found)][:_WITHIN]
