"""Rows of a table that hold nothing but the organization, or the place, of the people below them; where another begins.

"Grace Haven" could be somebody: only the shape of the whole table tells. Numbers or marks that only people have, a flag that
only organizations have, words of organizations, empty rows around them.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, pairwise, takewhile
from operator import itemgetter

from coalition.imports.cells.headers import FOREIGN_HEADING, are_header, is_foreign, is_header_word, is_row_number
from coalition.imports.cells.in_brackets import is_house, is_position
from coalition.imports.cells.names import looks_like_organization, looks_like_person
from coalition.imports.cells.not_people import split_titles
from coalition.imports.cells.people_names import is_place, looks_named, read_name
from coalition.imports.cells.row_words import is_group, is_note, is_sector, is_short, is_total, labelled, standing
from coalition.imports.lexicon import LETTERS, any_of
from coalition.imports.read.sheet import Table, text_at

_LONGEST_LIST = 3_000  # rows of a list somebody parts by hand
_MOST, _SEVERAL = 0.8, 3
_GAPS, _LOOKED_AT = 50, 60
_LINE = re.compile(r":?[-=]{3,}:?")  # below the header of a table, as Markdown has it
_WORDS, _LETTERS_OF_SENTENCE = 4, 60
ALONE = "alone_in_row"  # code of a name alone in its row, that may be somebody or a heading
_PARTICLE = 3  # letters of what joins names: "van der", "de los"
_AROUND = " :：-–—=*•_~"
_BELOW = any_of("heads.below", whole=False)
_COUNT = re.compile(
    rf"\s*(?:[(\[]\s*\d++\s*(?:{_BELOW}|{any_of('heads.members', whole=False)})?\s*[)\]]|[-–—:,]?\s*(?<!\d)\d++\s*{_BELOW})$",
    re.IGNORECASE,
)
"""How many people stand below, behind the organization."""
_BESIDE = re.compile(r"\s*[\[(|/,_:]|\.\s|\s[-–—@]\s")
_LABEL = re.compile(rf"{any_of('groups.label', whole=False)}\s*[:：–—-]\s*", re.IGNORECASE)
_GROUP_OF_ITS_OWN = re.compile(rf"{any_of('groups.own')}(?!.*{any_of('groups.of_a_kind')})[{LETTERS}]{{4,}}")
_GIVEN = re.compile(rf"{any_of('groups.given_names')}\s+(?=\w+$)", re.IGNORECASE)
_FLAG = re.compile(rf"[ynvomtfx✓✔√/]|[01]|{any_of('groups.flag', whole=False)}", re.IGNORECASE)
_PLACE = re.compile(
    rf"{any_of('places.before')}\s*\S{{2,}}.*|\S.*\s{any_of('places.behind')}|{any_of('places.before_blank')}\s*[:：–-]?\s+\S.*",
    re.IGNORECASE,
)

Row = Sequence[str]


def heads_of(
    rows: Sequence[Row],
    header: Row,
    at: int | None,
    days: Collection[int],
    *,
    own: bool = False,
    told: bool = False,
    marked: bool = True,
) -> tuple[dict[int, str], dict[int, str]]:
    """({row: organization} of the rows that head those below them; a place has none: ""; {row: issue code} of rows with a name
    alone, or what may be one, that are none of a list whose rows say more).

    `at`: the column of names. `days`: those of the meetings. `own`: people have an organization in a column of its own; only
    places head them then. `told`: the header says that organizations stand there too; no word need tell.
    `marked`: there are marks beside the names: who has none never came.
    """
    table = _Table(rows, header, at, days, numbered=told)
    apart = (_Table(rows, header, at, (), numbered=False) if days or told else table).apart(bare=not (own or days or marked))
    if table.are_places():
        return dict.fromkeys(table.heads, ""), apart
    if not told and (own or not table.is_sure()):
        return {}, apart
    houses = told or table.flags or any(map(is_house, table.heads.values())) or not table.are_groups()
    return table.heads if houses else dict.fromkeys(table.heads, ""), apart


def are_organizations(texts: Sequence[str]) -> bool:
    """Whether most texts read as organizations, two at least where there are several, and none as a person with a title."""
    read = sum(map(is_house, texts))
    return read * 2 >= len(texts) and read >= min(2, len(texts)) > 0 and not any(split_titles(text)[0] for text in texts)


class _Table:
    """The rows with a text alone, those of them that stand above people, and the people.

    Attributes:
        alone: {row: text}. heads: those directly above people. people: rows of which more is told.
        flags: {row: column} of what stands beside a text alone: "voting". parted: rows alone below an empty one.
    """

    def __init__(self, rows: Sequence[Row], header: Row, at: int | None, days: Collection[int], *, numbered: bool) -> None:
        self.rows = [] if at is None or len(rows) > _LONGEST_LIST else rows
        self.at, self.days = -1 if at is None else at, days
        self.number = next((i for i, cell in enumerate(header) if is_row_number(cell) and i != at), -1)
        self.alone, self.flags, self.heads = dict[int, str](), dict[int, int](), dict[int, str]()
        self.people, self.parted = list[int](), set[int]()
        run, empty = list[int](), False
        for i, row in enumerate(self.rows):
            text, flag = self._alone(row, numbered=numbered)
            if not any(row) or is_drawn_below(self.rows, i):
                empty = empty or not any(row)
                continue
            name, titled = text_at(row, self.at), split_titles(text)[0] and not is_house(text)
            if text and _may_head(text) and not titled:
                self.alone[i] = text
                self.flags |= {i: flag} if flag >= 0 else {}
                self.parted |= {i} if empty else set()
                run.append(i)
            else:
                head = is_header_word(name)  # of the table whose header stands here
                said = head or is_total(name) or is_note(name) or is_sector(name)
                if name and not said and (numbered or not titled):
                    self.people.append(i)
                    self._head(run)
                run = []
            empty = False
        if all(sum(map(bool, row)) <= 1 for row in self.rows):
            self._head_one_column()

    def _head_one_column(self) -> None:
        """In a list of nothing but names several organizations head those below them where the first is above all names."""
        filled = [i for i, row in enumerate(self.rows) if any(row)]
        houses = {i: text for i, text in self.alone.items() if is_house(text) and not _BESIDE.search(text)}
        beside = any(one in houses and other in houses for one, other in pairwise([*filled, *filled[-1:]]))
        sure = len(houses) > 1 and filled[0] in houses and not beside
        self.heads = {i: _LABEL.sub("", text) or text for i, text in houses.items() if sure}

    def _alone(self, row: Row, *, numbered: bool) -> tuple[str, int]:
        """The one text of a row, or the same in all its cells, without its count; and the column of a flag beside it, or -1."""
        filled = {at: cell for at, cell in enumerate(row) if cell}
        if filled.get(self.number, "")[:1].isdigit():
            if not numbered:
                return "", -1
            del filled[self.number]
        texts, flag = set(filled.values()), -1
        if len(filled) == 2 and self.at in filled and self.days:
            flag = next(at for at in filled if at != self.at)
            if flag in self.days or not _FLAG.fullmatch(filled[flag]):
                return "", -1
            texts = {filled[self.at]}
        elif len(texts) != 1 or 1 < len(filled) < len(row) or not {self.at, self.number} & filled.keys():
            return "", -1
        return uncounted(texts.pop().strip(_AROUND)), flag

    def _head(self, run: Sequence[int]) -> None:
        """Note which of the rows alone above somebody heads them: one with a flag, else an organization, else the last."""
        if run:
            sure = [i for i in run if i in self.flags] or [i for i in run if is_house(self.alone[i])] or run
            text = self.alone[sure[-1]]
            self.heads[sure[-1]] = _LABEL.sub("", text) or text

    def are_places(self) -> bool:
        """Whether provinces or countries head all people. A nickname may be one too: several have to be, and nobody alone."""
        texts = set(self.heads.values())
        places = all(map(_is_area, texts))
        return places and len(texts) > 1 and len(self.heads) == len(self.alone) and any(" " in text for text in texts)

    def are_groups(self) -> bool:
        """Whether the rows are plainly headings of groups: people are numbered, they are not, and no word of them is large."""
        texts = self.heads.values()
        return self.number >= 0 and len(texts) > 1 and not any(word[:1].isupper() for text in texts for word in text.split())

    def apart(self, *, bare: bool) -> dict[int, str]:
        """Rows alone that are not written as the names are, stand over a position or below labels; and who may be somebody."""
        full = [i for i in self.people if sum(map(bool, self.rows[i])) > 1]
        alone = [i for i in self.alone if text_at(self.rows[i], self.at)]
        if len(full) < _SEVERAL or 2 * len(alone) > len(full):
            return {}
        numbered = self.number >= 0 and sum(bool(text_at(self.rows[i], self.number)) for i in full) >= _MOST * len(full)
        names = [text_at(self.rows[i], self.at) for i in full]
        unlike = {i for i in alone if _is_unlike(read_name(self.alone[i]).name, names)}
        below = ((i, row) for i in alone for row in self.rows[i + 1 : i + 2])
        unlike |= {i for i, row in below if is_position(self._alone(row, numbered=False)[0])}
        labels = ([cell[0].isalpha() and is_note(cell) for cell in row if cell] for row in self.rows)
        unlike |= {i + 1 for i, told in enumerate(labels) if len(told) > 1 and all(told)}  # who prepared or signed the list
        codes = {i: "section" if i in self.heads else "note" for i in unlike}
        single = {i for i in alone if " " not in self.alone[i] and all(" " in name for name in names)}
        parted = {i for i in self.parted.intersection(alone) if "," in self.alone[i]}
        doubted = alone if numbered or (bare and self._all_head(alone)) else single | parted
        return dict.fromkeys(doubted, ALONE) | codes

    def _all_head(self, alone: Sequence[int]) -> bool:
        """Whether the rows alone part the list, the first above all names: of everybody else the same columns tell more."""
        told = {tuple(map(bool, self.rows[i])) for i in self.people}
        return len(alone) > 1 and self.heads.keys() == {*alone} and min(alone) < min(self.people) and len(told) == 1

    def is_sure(self) -> bool:
        """Whether the table tells that those rows head the others."""
        texts = list(self.heads.values())
        if not texts:
            return False
        if self.flags:
            said = {self.rows[i][column].casefold() for i, column in self.flags.items()}
            beside = any(text_at(self.rows[i], column) for column in self.flags.values() for i in self.people)
            most = 2 * len(self.heads.keys() & self.flags.keys()) > max(len(self.flags), len(self.heads))
            return most and not beside and (len(said) > 1 or are_organizations(texts))
        numbers = (text_at(self.rows[i], self.number) for i in self.people if self.number >= 0)
        numbered = sum(any(map(str.isdigit, text)) for text in numbers)
        if numbered and numbered >= _MOST * (len(self.people) + len(self.alone) - len(self.heads)):
            in_place = all(text_at(self.rows[i], self.at) for i in self.heads)  # over the numbers any group may stand: Day 2
            first = min(self.heads) < min(self.people, default=0)  # else it is somebody who has no number
            return (in_place and first) or are_organizations(texts)
        return are_organizations(texts) or self._in_capitals() or (bool(self.days) and self._has_shape())

    def _in_capitals(self) -> bool:
        """Whether the rows alone above people, several, and nobody else are in capitals."""
        capital = {i for i, text in self.alone.items() if text.isupper()}
        names = (text_at(self.rows[i], self.at) for i in self.people)
        return self.heads.keys() == capital and len(capital) > 1 and not any(map(str.isupper, names))

    def _has_shape(self) -> bool:
        """Whether all without a mark stand above people with marks, and that is no accident: somebody may never have come."""
        marked = all(any(text_at(self.rows[i], day) for day in self.days) for i in self.people)
        if len(self.heads) < 2 or len(self.heads) < len(self.alone) or not marked:
            return False
        texts = list(self.heads.values())
        shorter = not any(" " in text for text in texts) and all(" " in self.rows[i][self.at] for i in self.people)
        worded = any(is_house(_GIVEN.sub("", text)) for text in texts)
        many = shorter and len(self.people) >= 2 * len(texts) >= 2 * _SEVERAL
        return worded or many or self.parted.issuperset(list(self.heads)[1:])


def _is_unlike(text: str, names: Sequence[str]) -> bool:
    """Whether a text alone in its row is not written as the names of the other rows are: with a number, in small letters."""

    def odd(name: str) -> tuple[bool, ...]:
        small = name[:1].isupper() and any(word.islower() and len(word) > _PARTICLE for word in name.split("(")[0].split())
        return any(map(str.isdigit, name)), small, not set("@:").isdisjoint(name)

    seen = (any(told) for told in zip(*map(odd, names), strict=True))
    return (is_place(text) and " " in text) or any(one and not before for one, before in zip(odd(text), seen, strict=True))


# --- one row ---------------------------------------------------------------------------------------------------------------
def uncounted(text: str) -> str:
    """An organization above its people without how many they are: "Lotus House (2)"."""
    return _COUNT.sub("", text).strip(_AROUND)


def _is_area(text: str) -> bool:
    return is_place(text) or _PLACE.fullmatch(text) is not None


def group_as(text: str) -> str:
    """How the heading of a group is told: it may be an organization, where it is no kind of members, no place and no day."""
    return "section" if is_group(text) or _is_area(text) or any(map(str.isdigit, text)) else ALONE


def _may_head(text: str) -> bool:
    said = is_total(text) or is_note(text) or standing(text) or read_name(text).code
    group = is_sector(text) and not _GROUP_OF_ITS_OWN.match(text) and not looks_like_organization(text)
    return not (said or group) and is_short(text) and looks_named(text)


def standing_of(cells: Iterable[str]) -> str | None:
    """What a row of headers says of the people under it, "Absent, Organization"; None: nothing, or it holds more."""
    states = {standing(cell): cell for cell in cells if not is_header_word(cell) or standing(cell)}
    return next(iter(states)) if len(states) == 1 else None


def names_behind(text: str) -> bool:
    """Whether a label has its people behind it, "Apologies: Ann Lee": it is none of those on the next page."""
    label = labelled(text)
    return label is not None and any(map(str.isalpha, label[1]))


def odd_leads(leads: Iterable[str], role: str) -> set[str]:
    """First cells that speak of a whole row, where the first column is none that is read (`role`); of organizations labels."""
    if role == "organization":
        return {lead for lead in leads if lead.endswith((":", "：")) and is_note(lead + " x")}  # "Prepared by:", "Ann Lee"
    told = leads if role == "number" else ()
    return {lead for lead in told if not lead.isdigit() and (is_note(lead + ": x") or is_total(lead) or standing(lead))}


def is_again(rows: Table, heads: Mapping[int, str], first: int, *, full: bool) -> bool:
    """Whether the header may stand among rows again, as its `first` column says. `full`: no cell of them is empty.

    Then the column with the fewest texts has to say so too: one of days may hold a thousand, and each takes its time.
    """
    fewest = min(filter(None, map(rows.held, heads if full else ())), key=len, default=rows.held(first))
    may_be = not fewest.isdisjoint(heads.values()) or any(are_header([text]) for text in fewest)
    return may_be and any(are_header([text]) for text in rows.held(first))


def is_line(row: Row) -> bool:
    """Whether a row is drawn below a header, and holds nothing."""
    filled = list(filter(None, row))
    return len(filled) > 1 and all(map(_LINE.fullmatch, filled))


def is_drawn_below(rows: Sequence[Row], at: int) -> bool:
    """Whether a row is a line drawn below the one above it, and not between all rows."""
    return is_line(rows[at]) and not (at > 1 and is_line(rows[at - 2]))


def another_table_from(rows: Sequence[Row], *, full: bool = False) -> int:
    """The first row that begins another table: "cc", a header of payments after a gap, an agenda, sentences below the names."""
    gap, gaps = False, 0
    for at, row in enumerate(() if full else rows):
        if gap or (row and not all(row)):
            filled = [cell for cell in row if cell]
            if at > 1 and is_line(row):
                over, above = (sum(map(bool, rows[one])) for one in (at - 1, at - 2))
                if over == len(filled) and above <= 1:
                    return at - 1  # a line is drawn below another header
            head = len(filled) == 1 and FOREIGN_HEADING.match(filled[0])
            if head or (gap and len(filled) > 1 and is_foreign(row)):
                return at
            if at and len(filled) > 1 and not any(rows[at - 1]) and gaps < _GAPS:  # a text alone may head people
                gaps += 1
                if _is_other(rows[at : at + _LOOKED_AT], [row for row in rows[:at][-_LOOKED_AT:] if any(row)]):
                    return at
            gap = len(filled) <= 1
    return _sentences_from(rows)


def _sentences_from(rows: Sequence[Row]) -> int:
    """The first of the last rows that name nobody, where most of them hold sentences; the number of rows: there are none."""
    first = max(len(rows) - _LOOKED_AT, 0)
    if not any(map(_is_sentence, set(chain.from_iterable(rows[first:])))):
        return len(rows)
    at, _ = _names_at(rows[first:])
    last = next((n for n in range(len(rows) - 1, first - 1, -1) if _is_person(text_at(rows[n], at))), len(rows)) + 1
    above = [text_at(row, at) for row in rows[first : last - 1] if any(row)]
    if last - 1 in range(1, len(rows)) and " " not in text_at(rows[last - 1], at) and all(" " in name for name in above):
        last -= 1  # "Issue", over the others
    below = [row for row in rows[last:] if sum(map(bool, row)) > 1]  # a text alone is a note
    return last if len(below) > 1 and _is_other(below, [row for row in rows[first:last] if any(row)]) else len(rows)


def _is_other(rows: Sequence[Row], above: Sequence[Row]) -> bool:
    """Whether rows up to the next empty one hold few names where those above do, and sentences, or nothing in a full column."""
    rows = list(takewhile(any, rows))
    names_at, people = _names_at(above)
    if len(above) < _SEVERAL or people < _MOST * len(above):
        return False
    if 2 * sum(_is_person(text_at(row, names_at)) for row in rows) >= len(rows):
        return False
    width = range(max(map(len, above)))
    full = [at for at in width if sum(bool(text_at(row, at)) for row in above) >= _MOST * len(above)]
    short = [at for at in width if 10 * sum(_is_sentence(text_at(row, at)) for row in above) < len(above)]
    told = sum(any(_is_sentence(text_at(row, at)) for at in short) for row in rows)
    return 2 * told >= len(rows) or (told > 0 and any(not any(text_at(row, at) for row in rows) for at in full))


def _names_at(rows: Sequence[Row]) -> tuple[int, int]:
    """The column with the most different texts that may be names, and how many: positions stand in theirs again and again."""
    width = range(max(map(len, rows), default=0))
    people = [len(set(filter(_is_person, (text_at(row, at) for row in rows)))) for at in width]
    return max(enumerate(people), key=itemgetter(1), default=(0, 0))


def _is_sentence(text: str) -> bool:
    return len(text.split()) > _WORDS or len(text) > _LETTERS_OF_SENTENCE


def _is_person(text: str) -> bool:
    return bool(text) and not text.split()[-1][0].islower() and looks_like_person(text)


def organizations_over(rows: Sequence[Row], headers: Sequence[int]) -> list[str]:
    """The organization alone in the row above each header of a list that goes on, "" where the title of the pages stands.

    []: not above every one of them.
    """
    above = [list(filter(None, rows[at - 1])) if at else [] for at in headers] if len(headers) > 1 else []
    alone = [texts[0] for texts in above if len(texts) == 1 and _may_head(texts[0]) and not _OF_A_DAY.search(texts[0])]
    if not alone or len(alone) < len(headers):
        return []
    if len(set(alone)) == 1:
        return [""] * len(alone)
    return list(map(uncounted, alone)) if are_organizations(alone) else []


_OF_A_DAY = re.compile(r"[:：]|\d{4}")
"""What labels have, and titles with their day."""


def said_above(rows: Sequence[Row]) -> str:
    """What the last heading above a table says of its people; empty: nothing."""
    alone = [texts[0] for row in rows[-_SEVERAL:] if len(texts := list(filter(None, row))) == 1]
    return next((told for text in reversed(alone) if text[0].isalnum() and (told := standing(text))), "")


def said_by_name(name: str) -> str:
    """That people did not come, where the sheet of a workbook is called so: "Report, Absent members"; empty: it is not."""
    said = standing(name.rpartition(", ")[2]) if ", " in name else None
    return said if said in {"absent", "excused"} else ""
