"""Columns that hold several things in one cell: "Organization / Person", "Name (Agency)", "Position, Organization / Tel".

The operator "part" gives each a column of its own. What the header names are the kinds; what parts them, and which part is of
which kind, all cells say together: by titles, words of organizations and positions; where they do not, the header's order.
Lines of texts that were cut at a comma, or broken off, are put together again.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, groupby, pairwise, permutations
from operator import itemgetter

from coalition.imports.cells.headers import OF_NAMES, heads_list, match
from coalition.imports.cells.in_brackets import is_position
from coalition.imports.cells.names import BRACKETED, INITIALS, looks_like_person, without_bracket
from coalition.imports.cells.not_people import split_titles
from coalition.imports.cells.people_names import CONTACTS, contact_in, plays_a_part, read_name
from coalition.imports.cells.presence import mark_of
from coalition.imports.cells.row_words import is_sector, is_short
from coalition.imports.lexicon import any_of, words
from coalition.imports.read.heads import another_table_from, heads_of, uncounted
from coalition.imports.read.line_values import (
    COMMAS,
    FUNCTION_WORDS,
    Texts,
    filled_cells,
    grade,
    heading_of,
    is_first_name,
    is_half_of_name,
    is_organization,
    label_of,
    numbered,
    role_and_organization,
    split,
    start_of,
    text_of,
)
from coalition.imports.read.sheet import Sheet, text_at

_WITHIN, _SAMPLE = 40, 200
_LONGEST = 80  # characters of a header
_PARTED = 4  # of so many cells one at least holds both
_SURE = 3  # how much a title, or a word of an organization, weighs against the look of a name
_BOTH = frozenset({"name", "nickname", "organization", "role", "phone", "email"})
"""What a header may name beside something else."""
_AND = any_of("parts.and", whole=False)
_HALVES = re.compile(rf"\s*[/|,&+()\[\]\n;:]\s*|\s+{_AND}\s+|\s*{any_of('parts.and_glued', whole=False)}\s*", re.IGNORECASE)
_DASHED = re.compile(rf"{_HALVES.pattern}|\s+[-–—]\s+", re.IGNORECASE)
_PERSON = re.compile(any_of("parts.person", whole=False), re.IGNORECASE)
_FOR = re.compile(any_of("parts.in_place_of"), re.IGNORECASE)
_NOTHING = any_of("parts.nothing", whole=False)
_NOTHING_BEHIND = re.compile(rf"(\S.*\w\W?)\s*[/|,;:(\[–—]\s*(?:{_NOTHING}|-+)\s*[)\]]?", re.IGNORECASE)
SIGNS = {
    "bar": re.compile(r"\s*[|｜]\s*"),
    "slash": re.compile(r"\s*[/／]\s*"),
    "dash": re.compile(r"\s+[-–—]+\s+|\s*[–—]\s*"),
    "colon": re.compile(r"\s*[:：;]\s*"),
    "comma": re.compile(r"\s*,\s*"),
    "word": re.compile(rf"\s+{any_of('lines.from', whole=False)}\s*(?=\S)"),
}
_WAYS = ("lines", "brackets", *SIGNS)
_ONE_EACH = frozenset({"lines", "bar", "slash"})
"""Ways that part people too; commas and dashes stand inside names of organizations."""
_NONE = next(word for word in words("fill.none") if not word.isascii())
"""In place of an organization nobody has: an empty cell would be one merged with that above."""

Kinds = tuple[str, ...]
Lines = Mapping[str, Sequence[str]]


def parted(sheet: Sheet) -> Sheet:
    """The sheet with a column for each kind in place of those that hold several; as it is where there are none."""
    for number, row in enumerate(sheet.rows[:_WITHIN]):
        found = _columns_of(sheet, number, row)
        if found:
            end = number + 1 + another_table_from(sheet.rows[number + 1 :])
            rows = (_row(row, found, at if at < end else -1, number) for at, row in enumerate(sheet.rows))
            width = [len(found[at].written) if at in found else 1 for at in range(max(map(len, sheet.rows)))]
            places = [[sheet.place(0, at) for at, parts in enumerate(width) for _ in range(parts)]] * len(sheet.rows)
            wide = sheet.written("part", zip(sheet.lines, rows, strict=True))
            return replace(wide, places=places, header_line=sheet.lines[number])
    return sheet


def header_score(cells: Sequence[str]) -> float:
    """How well a row serves as a header; 0: not at all. What the reader of bytes asks to find the delimiter."""
    name = words("parts.column_name")[0]
    return heads_list([name if "name" in kinds_of(cell) else cell for cell in cells])


def _columns_of(sheet: Sheet, number: int, header: Sequence[str]) -> dict[int, "_Column"]:
    kinds = {at: told for at, text in enumerate(header) if (told := kinds_of(text) or _of_lines(sheet, number, at, text))}
    others = {match(text).field for at, text in enumerate(header) if at not in kinds and match(text).strength > 1}
    found: dict[int, _Column] = {}
    for at, told in kinds.items():
        if "name" in told and others & {*OF_NAMES, *told}:
            continue
        column = _Column(told, sheet.broken, _below(sheet, number, at))
        if column.is_parted:
            found[at] = column
        elif "name" in told and told[0] == "organization":
            heads = heads_of(sheet.rows[number + 1 :], header, at, (), told=True)[0]
            column.heads = {number + 1 + row for row in heads}
            column.written = ("name", "organization")[: 1 + bool(heads)]
            found[at] = column
    return found


def _below(sheet: Sheet, number: int, at: int) -> list[str]:
    """The first texts of a column below a row."""
    return [text for row in sheet.rows[number + 1 : number + 1 + _SAMPLE] if (text := text_at(row, at))]


def _of_lines(sheet: Sheet, number: int, at: int, header: str) -> Kinds:
    """What two lines of each cell below a header of names are: who, and a position or the house of several."""
    if match(header).field != "name":
        return ()
    cells = _below(sheet, number, at)
    told = [lines for text in cells if len(lines := sheet.broken.get(text, ())) == 2]
    if 2 * len(told) <= len(cells):
        return ()
    if 2 * sum(is_position(beside) for _, beside in told) > len(told):
        return ("name", "role")
    whole = [(who, beside) for who, beside in told if not contact_in(beside) and beside[0] not in "(（"]
    houses = [beside for who, beside in whole if " " in who or " " in beside]  # else it is half of the name
    return ("name", "organization") if len(told) < 2 * len(houses) and 2 * len(set(houses)) <= len(told) else ()


def _row(row: list[str], found: Mapping[int, "_Column"], at: int, header: int) -> list[str]:
    """One row written out."""
    for place in (place for place, column in found.items() if at in column.heads):
        width = max(len(row) + sum(len(one.written) - 1 for one in found.values()), place + 2)
        alone = [""] * width
        here = (cell for cell in (*row[place : place + 1], *row) if cell)  # a short row has it further left
        alone[place + 1] = next(here)
        return alone  # its number numbers nobody
    out: list[str] = []
    heads = at == header or (at > header and all(kinds_of(text_at(row, column)) for column in found))
    for place, cell in enumerate(row):
        if place not in found:
            out.append(cell)
            continue
        column = found[place]
        if heads:
            told = {kind: words(f"parts.column_{kind}")[0] for kind in column.written}
        elif at < header or not cell or not column.is_parted:
            told = {column.written[0]: cell}
        else:
            told = column.read(cell)
        out += [told.get(kind, "") for kind in column.written]
    return out


@lru_cache(maxsize=4096)
def kinds_of(header: str) -> Kinds:
    """What a header of several kinds names, in its order; () it is of one, or of something else."""
    if not header or len(header) > _LONGEST:
        return ()
    for pattern in (_HALVES, _DASHED):
        kinds = tuple(kind for kind, _ in groupby(_kind_of(half) for half in pattern.split(header) if half))
        if len(kinds) > 1 and len(set(kinds)) == len(kinds) and "" not in kinds:
            both = not {"name", "organization"}.isdisjoint(kinds) or set(kinds) == {"email", "phone"}
            return kinds if both and _BOTH.issuperset(kinds) else ()
    return ()


def _kind_of(half: str) -> str:
    field = match(half).field or ""
    return "name" if field in OF_NAMES or (field != "nickname" and _PERSON.fullmatch(half)) else field


class _Column:
    """How the cells of one column are parted: where enough of them hold several things (`is_parted`)."""

    def __init__(self, kinds: Kinds, broken: Lines, cells: Sequence[str]) -> None:
        self.kinds, self.broken = kinds, broken
        self.heads = set[int]()  # rows of the sheet that name the organization of the people below them, and nobody
        self.contacts = [kind for kind in kinds if kind in CONTACTS]
        self.plain = tuple(kind for kind in kinds if kind not in CONTACTS)
        self.written = tuple(kind for kind in dict.fromkeys((*kinds, "role")) if kind != "nickname")
        texts = [self._reached(text)[1] for text in cells]
        worth = {way: sum(_worth(parts, self.plain) for text in texts if (parts := self._parts(text, way))) for way in _WAYS}
        self.way = max(_WAYS, key=worth.__getitem__)
        told = [parts for text in texts if (parts := self._parts(text, self.way))]
        self.ordered, whole = False, [parts for parts in told if len(parts) == len(self.plain) > 2]
        self.ordered = 2 * sum(list(self._assigned(parts)) == list(self.plain) for parts in whole) > len(whole)
        self.turns = "name" in kinds and any(_look(one[0], "name") - _look(one[-1], "name") >= _SURE for one in told)
        both = sum(map(bool, map(self._parts_of, texts)))
        self.is_parted = bool(texts) and (_PARTED * both >= len(texts) or "name" not in kinds)

    # --- one cell ---------------------------------------------------------------------------------------------------
    def read(self, cell: str) -> dict[str, str]:
        """{kind: what the cell says of it}."""
        out, rest = self._reached(cell)
        if not self.plain:
            return out
        if bare := _NOTHING_BEHIND.fullmatch(rest):
            rest = bare[1].strip()
        parts = self._parts_of(rest)
        out |= self._assigned(parts) if parts else self._of_whole(rest)
        if "nickname" in out:
            out["name"] = f"{out['name']} ({out.pop('nickname')})" if out.get("name") else out.pop("nickname")
        if "organization" in self.written and not out.get("organization"):
            out["organization"] = _NONE
        return out

    def _reached(self, cell: str) -> tuple[dict[str, str], str]:
        """Address and telephone, and the rest of a cell."""
        out = dict[str, str]()
        rest = " / ".join(self.broken.get(cell, (cell,))) if self.contacts else cell
        for kind in self.contacts:
            if found := CONTACTS[kind].search(rest):
                out[kind] = found[1]
                rest = f"{rest[: found.start()]} / {rest[found.end() :]}".strip(" /")
        return out, rest

    def _assigned(self, parts: Sequence[str]) -> dict[str, str]:
        """The parts of a cell by kind: in the order of the header, unless these surely are in another."""
        kinds = self.plain
        size, at_first = min(len(parts), len(kinds)), False
        if self.ordered and size == len(parts) == len(self.plain):
            return dict(zip(self.plain, parts, strict=True))
        if set(kinds) == {"name", "organization"}:  # too many are people, or parts of the organization
            at_first = (kinds[0] == "name") == (self.way in _ONE_EACH)
        spare = len(parts) - size
        begin = 0 if at_first else size - 1
        texts = [*parts[:begin], ", ".join(parts[begin : begin + spare + 1]), *parts[begin + spare + 1 :]]
        orders = [order for order in permutations(kinds, size) if "name" in order or "name" not in kinds]
        usual = max(orders, key=lambda order: ("organization" in order, "role" not in order))
        best = max(orders, key=lambda order: sum(map(_look, texts, order)))
        sure = sum(map(_look, texts, best)) - sum(map(_look, texts, usual)) >= _SURE
        return dict(zip(best if sure else usual, texts, strict=True))

    def _of_whole(self, text: str) -> dict[str, str]:
        """What a cell of one part is."""
        if "name" not in self.kinds:
            role, organization = role_and_organization(text)
            if organization:
                return {"role": role, "organization": organization}
            return {"role" if is_position(text) else "organization": text}
        if self.plain[0] != "organization" or read_name(text).code or _look(text, "name") >= (1 if self.turns else _SURE):
            return {"name": text}
        return {"name": text, "organization": text}  # in both: nobody is named

    def _parts_of(self, cell: str) -> list[str]:
        """The parts of a cell as most are parted, else in the way that tells the kinds apart; []: it has one."""
        if parts := self._parts(cell, self.way):
            return parts
        ways = [(_worth(found, self.plain), found) for way in _WAYS if (found := self._parts(cell, way))]
        ways = [(worth, found) for worth, found in ways if worth > _SURE or " " in found[-1]]
        return max(ways, default=(0, []), key=itemgetter(0))[1]

    def _parts(self, cell: str, way: str) -> list[str]:
        """The parts of a cell; []: it has one."""
        if way == "lines":
            parts = list(self.broken.get(cell, ()))
        elif way == "brackets":
            found = BRACKETED.fullmatch(cell)
            of_person = found and (mark_of(found[2]) is not None or plays_a_part(found[2]) or _FOR.match(found[2]))
            parts = list(found.groups()) if found and not of_person else []
        else:
            parts = SIGNS[way].split(cell)
        parts = [part.strip(" -–—,;:/|") for part in parts]
        return parts if len(parts) > 1 and all(any(map(str.isalnum, part)) for part in parts) else []


def _worth(parts: Sequence[str], kinds: Kinds) -> int:
    """How much parts look like the kinds: told apart, and not one thing cut in two."""
    orders: list[Kinds] = list(permutations(kinds, min(len(parts), len(kinds))))
    looks = sorted(sum(map(_look, parts, order)) for order in orders)
    return 1 + looks[-1] - looks[0] if looks else 1


@lru_cache(maxsize=16384)
def _look(part: str, kind: str) -> int:
    """How much a part looks like what a kind is, and not like another."""
    if kind == "name" and split_titles(part)[0]:
        return _SURE
    if kind != "role" and read_name(part).code:  # "TBC" is no acronym
        return 0
    if kind == "name":
        return -_SURE if is_organization(part) else int(" " in part and looks_like_person(part))
    if kind == "nickname":
        return -int(" " in part)
    plain = is_organization(part) if kind == "organization" else is_position(part) and not role_and_organization(part)[1]
    return _SURE * plain


# --- lines that were cut, or broken off, put together again ----------------------------------------------------------------
_NEARLY = 0.8
_LONGEST_LIST = 2_000  # signs of a list that is put together: a longer one has a line for each name


def unbroken(rows: Sequence[Texts]) -> Sequence[Texts]:
    """The rows, a line that breaks off put together with the next: behind a small word, "Ann Lee, House of" over "Hope".

    Behind a label, a line of nothing but names goes on the one above that ends open: "Present: Ann Lee," over "Bo and Cy".
    """
    out, begin, ragged, label = list(rows), 0, len(set(map(len, rows))) > 1, False
    for at, row in enumerate(rows):
        above, text = rows[at - 1] if at else [], text_of(row)
        words = text_of(above).split() if at else []
        comma = bool(ragged and above and not above[-1])
        initial, _, others = text.partition(",")
        begun = INITIALS.fullmatch(initial) is not None  # of somebody whose first name ends the line above
        is_open = comma or begun or (words[-1:] and words[-1].endswith((";", "\u3001", "\uff0c")))
        goes_on = label and is_open and _names_alone(others if begun else text)
        cut = len(words) > 2 and words[-1] in FUNCTION_WORDS
        short = sum(map(len, out[begin])) < _LONGEST_LIST
        if (goes_on or cut) and short and any(row) and start_of(row)[0] == "bare" and not (heading_of(text) or label_of(text)):
            first, rest = filled_cells(out[begin]), filled_cells(row)
            out[begin], out[at] = [*first, *rest] if comma else [*first[:-1], f"{first[-1]} {rest[0]}", *rest[1:]], ["-"]
        else:
            begin, label = at, label_of(text_of(start_of(row)[1])) is not None
    return out


def _names_alone(text: str) -> bool:
    """Whether a text is made of names, each with a bracket behind it at most."""
    pieces = list(filter(None, split(text.rstrip(" .;,"), COMMAS)))
    return bool(pieces) and all(grade(without_bracket(piece)) for piece in pieces)


def surnames_first(rows: Sequence[Texts]) -> tuple[Sequence[Texts], Sequence[int]]:
    """(The rows, "Lee, Ann" in one cell where nearly all lines were cut: two words each, hardly ever alike; which to ask).

    Where no initial tells, nor an organization behind, it is asked: "Budi, Wahana" looks no different; so it is where some
    surnames have two words, and prose stands around.
    """
    told = ((number, start_of(row)[1]) for number, row in enumerate(rows))
    wide = {at: cells for at, texts in told if len(cells := _one_comma(texts)) > 1}
    behind_of = {at: [without_bracket(cell).partition(" - ") for cell in cells[:2]] for at, cells in wide.items()}
    bare_of = {at: (last[0], first[0]) for at, (last, first) in behind_of.items() if grade(last[0])}
    pairs = {at: first for at, (_, first) in bare_of.items() if is_first_name(first)}
    cut = {at: first for at, first in pairs.items() if is_half_of_name(bare_of[at][0])}
    whole = [first for first in pairs.values() if is_half_of_name(first)]
    repeated = len(whole) - len(set(whole))  # first names of ten people may be
    nearly = len(cut) >= max(2, _NEARLY * len(wide))
    if not (nearly or (len(pairs) == len(bare_of) > 1 and 2 * len(cut) >= len(pairs))) or 10 * repeated > len(whole):
        return rows, ()
    joined = {at: [", ".join(wide[at][:2]), *wide[at][2:]] for at in cut}
    joined |= {at: [f"{pairs[at]} {bare_of[at][0]}", *wide[at][2:]] for at in pairs.keys() - cut}  # "Garcia Lopez, Ana"
    brackets = (found[2] for at in cut if (found := BRACKETED.fullmatch(wide[at][1])))
    behind = chain(brackets, *([behind_of[at][1][2], *wide[at][2:]] for at in cut))
    shown = len(whole) < len(pairs) or any(is_organization(text) or contact_in(text) for text in behind)
    asked = () if nearly and shown else [*sorted(pairs.keys() - cut), *cut]
    return [joined.get(number, row) for number, row in enumerate(rows)], asked


def _one_comma(cells: list[str]) -> list[str]:
    """The cells of a line; those of one alone that has one comma, however the file parts its cells."""
    return list(map(str.strip, cells[0].split(","))) if len(cells) == 1 and cells[0].count(",") == 1 else cells


def paragraphs(rows: Sequence[Texts], part: range) -> Iterator[tuple[list[int], set[int]]]:
    """The rows between empty ones, those whose numbers count on belong together; with each those of all that head others."""
    out: list[list[int]] = []
    for run in (list(run) for filled, run in groupby(part, key=lambda at: any(rows[at])) if filled):
        if out and 0 < numbered(rows[out[-1][-1]]) == numbered(rows[run[0]]) - 1:
            out[-1] += run
        else:
            out.append(run)
    over = _heads_by_form(rows, list(chain.from_iterable(out)))
    yield from ((one, over) for one in out)


def _heads_by_form(rows: Sequence[Texts], filled: list[int]) -> set[int]:
    """The rows, the first among them, that are written as no other is: in capitals, with a colon, or alone without a bullet.

    Several such rows stand above others, and not sectors alone. In small letters one is known: "Also:" may head those away.
    """
    texts = {at: text_of(rows[at]) for at in filled}
    bare = {at for at in filled if start_of(rows[at])[0] == "bare"}
    capital, colon = {at for at in filled if texts[at].isupper()}, {at for at in filled if texts[at].endswith((":", "："))}
    for own in (capital, colon, bare):
        over = [at for at, below in pairwise(filled) if at in own and below not in own]
        told = [
            text for at in over if not is_sector(text := uncounted(texts[at])) and (own is capital or is_organization(text))
        ]
        if len(over) > 1 and filled[0] in own and told and all(is_short(texts[at]) for at in own):
            return own
    return set()
