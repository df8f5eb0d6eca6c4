"""Columns that hold several things in one cell: "Organization / Person", "Name (Agency)", "Position, Organization / Tel".

The operator "part" gives each a column of its own. What the header names are the kinds; what parts them, and which part is of
which kind, all cells say together: by titles, words of organizations and positions; where they do not, the header's order.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import permutations

from coalition.imports.cells.headers import heads_list, is_nickname, match
from coalition.imports.cells.names import looks_like_person
from coalition.imports.cells.not_people import split_titles
from coalition.imports.cells.people_names import is_known, plays_a_part, read_name
from coalition.imports.cells.presence import mark_of
from coalition.imports.cells.row_words import is_note, is_total, stands_over
from coalition.imports.lexicon import any_of, words
from coalition.imports.read.heads import heads_by_header
from coalition.imports.read.line_values import is_organization, is_position, kind_of, role_and_organization
from coalition.imports.read.sheet import Cell, Row, Sheet

_WITHIN, _SAMPLE = 40, 200
_LONGEST = 80  # characters of a header
_PARTED = 4
"""Of so many cells one at least holds both."""
_SURE = 3
"""How much a title, or a word of an organization, weighs against the look of a name."""
_NAMES = frozenset({"name", "first_name", "last_name"})
_SIDE = {"organization": "organization", "role": "role", "phone": "phone", "email": "email"}
_AND = any_of("parts.and", whole=False)
_HALVES = re.compile(rf"\s*[/|,&+()\[\]\n;:]\s*|\s+{_AND}\s+|\s*{any_of('parts.and_glued', whole=False)}\s*", re.IGNORECASE)
_DASHED = re.compile(rf"{_HALVES.pattern}|\s+[-–—]\s+", re.IGNORECASE)
_PERSON = re.compile(any_of("parts.person", whole=False), re.IGNORECASE)
_FOR = re.compile(any_of("parts.in_place_of"), re.IGNORECASE)
_FROM, _THE, _MAIL, _TEL = (any_of(f"lines.{one}", whole=False) for one in ("from", "the", "mail", "telephone"))
_AT, _OF = (re.compile(rf"\s+{any_of(f'parts.{one}', whole=False)}\s+(?:{_THE}\s+)?") for one in ("at", "of"))
_BRACKETS = re.compile(r"(\S.*\S)\s*[(\[（]\s*([^()\[\]（）]{2,80}?)\s*[)\]）]")
_NOTHING = any_of("parts.nothing", whole=False)
_NOTHING_BEHIND = re.compile(rf"(\S.*\w\W?)\s*[/|,;:(\[–—]\s*(?:{_NOTHING}|-+)\s*[)\]]?", re.IGNORECASE)
_SIGNS = {
    "bar": re.compile(r"\s*[|｜]\s*"),
    "slash": re.compile(r"\s*[/／]\s*"),
    "dash": re.compile(r"\s+[-–—]+\s+|\s*[–—]\s*"),
    "colon": re.compile(r"\s*[:：;]\s*"),
    "comma": re.compile(r"\s*,\s*"),
    "word": re.compile(rf"\s+{_FROM}\s*(?=\S)"),
}
_WAYS = ("lines", "brackets", *_SIGNS)
_ONE_EACH = frozenset({"lines", "bar", "slash"})
"""Ways that part people too; commas and dashes stand inside names of organizations."""
_MAIL_PART = r"[^@\s,;<>()/|]+"
_REACHED = {
    "email": re.compile(rf"[\s/|,;:(<\-–—]*{_MAIL}?[.:\s]*({_MAIL_PART}@{_MAIL_PART}\.{_MAIL_PART})[\s)>]*", re.IGNORECASE),
    "phone": re.compile(rf"[\s/|,;:(\-–—]*{_TEL}?[.:\s]*(\+?\d(?:[\s\-().]?\d){{7,13}})[\s)]*", re.IGNORECASE),
}
_NONE = next(word for word in words("fill.none") if not word.isascii())
"""In place of an organization nobody has: an empty cell would be one merged with that above."""

Kinds = tuple[str, ...]
Lines = Mapping[str, Sequence[str]]


def parted(sheet: Sheet) -> Sheet:
    """The sheet with a column for each kind in place of those that hold several; as it is where there are none."""
    for number, row in enumerate(sheet.rows[:_WITHIN]):
        found = _columns_of(sheet, number, [cell.text for cell in row])
        if found:
            rows = [_row(line, found, at, number) for at, line in enumerate(sheet.rows)]
            return replace(sheet, rows=rows, operators=(*sheet.operators, "part"), header_line=row[0].line)
    return sheet


def header_score(cells: Sequence[str]) -> float:
    """How well a row serves as a header; 0: not at all. What the reader of bytes asks to find the delimiter."""
    name = words("parts.column_name")[0]
    return heads_list([name if "name" in kinds_of(cell) else cell for cell in cells])


def _columns_of(sheet: Sheet, number: int, header: Sequence[str]) -> dict[int, "_Column"]:
    kinds = {at: told for at, text in enumerate(header) if (told := kinds_of(text))}
    others = {match(text).field for at, text in enumerate(header) if at not in kinds and match(text).strength > 1}
    found: dict[int, _Column] = {}
    for at, told in kinds.items():
        named, taken = "name" in told, {*_NAMES, *(kind for kind in told if kind in _SIDE)}
        somebody = others | {kind for one in kinds.values() for kind in one}
        if (named and others & taken) or (not named and not somebody & _NAMES):
            continue
        left = tuple(kind for kind in told if kind not in others)
        if len(left) < 2 and not named and "organization" not in left:
            continue
        below = sheet.rows[number + 1 : number + 1 + _SAMPLE]
        column = _Column(told, sheet.broken, [row[at].text for row in below if at < len(row) and row[at].text])
        if column.is_parted:
            found[at] = column
        elif told[0] == "organization" and named:
            rows = [[cell.text for cell in row] for row in sheet.rows[number + 1 :]]
            column.heads = {number + 1 + row for row in heads_by_header(rows, header, at)}
            column.written = ("name", "organization")[: 1 + bool(column.heads)]
            found[at] = column
        elif named and "organization" in told:
            column.written = ("name",)
            found[at] = column
    return found


def _row(row: Row, found: Mapping[int, "_Column"], at: int, header: int) -> Row:
    """One row written out."""
    if above := next((row[column] for column, told in found.items() if at in told.heads), None):
        texts = {column: told.written for column, told in found.items()}
        width = sum(len(texts.get(place, ("",))) for place in range(len(row)))
        where = next(column for column, told in found.items() if at in told.heads)
        alone = [Cell("", row[0].line, 0) for _ in range(max(width, where + 2))]
        alone[where + 1] = above  # its number numbers nobody
        return alone
    out: Row = []
    heads = at >= header and all(column < len(row) and kinds_of(row[column].text) for column in found)
    single = sum(bool(cell.text) for cell in row) == 1
    for place, cell in enumerate(row):
        column = found.get(place)
        if column is None:
            out.append(cell)
            continue
        if heads:
            told = {kind: words(f"parts.column_{kind}")[0] for kind in column.written}
        elif at < header or not cell.text or not column.is_parted:
            told = {column.written[0]: cell.text}
        else:
            told = column.read(cell.text, alone=single)
        out += [Cell(told.get(kind, ""), cell.line, cell.column) for kind in column.written]
    return out


@lru_cache(maxsize=4096)
def kinds_of(header: str) -> Kinds:
    """What a header of several kinds names, in its order; () it is of one, or of something else."""
    if not header or len(header) > _LONGEST:
        return ()
    for pattern in (_HALVES, _DASHED):
        kinds = tuple(_kind_of(half) for half in pattern.split(header) if half)
        if len(kinds) > 1 and len(set(kinds)) == len(kinds) and None not in kinds:
            told = tuple(map(str, kinds))
            both = "name" in told or "organization" in told or set(told) == {"email", "phone"}
            return told if both and set(told) - {"name", "nickname"} <= set(_SIDE) else ()
    return ()


def _kind_of(half: str) -> str | None:
    if is_nickname(half):
        return "nickname"
    field = match(half).field
    return "name" if field in _NAMES or _PERSON.fullmatch(half) else field


class _Column:
    """How the cells of one column are parted.

    Attributes:
        written: the kinds that get columns, in their order. is_parted: enough cells hold several.
        heads: rows of the sheet that name the organization of the people below them, and nobody.
    """

    def __init__(self, kinds: Kinds, broken: Lines, cells: Sequence[str]) -> None:
        self.kinds, self.broken = kinds, broken
        self.contacts = tuple(kind for kind in kinds if kind in _REACHED)
        self.plain = tuple(kind for kind in kinds if kind not in _REACHED)
        self.written = tuple(kind for kind in kinds if kind != "nickname")
        if "organization" in kinds and "name" in kinds and "role" not in kinds:
            self.written = (*self.written, "role")
        self.way, self.order, self.heads = "", self.plain, set[int]()
        reached = [self._reached(text) for text in cells if not _is_something_else(text)]
        texts = [rest for _, rest in reached]
        worth = {way: sum(_worth(parts, self.plain) for text in texts if (parts := self._parts(text, way))) for way in _WAYS}
        self.way = max(_WAYS, key=worth.__getitem__)
        told = [parts for text in texts if (parts := self._parts(text, self.way))]
        self.order = self._common_order(told)
        self.turns = any(_gain(parts, self.plain) >= _SURE for parts in told)
        both = sum(bool(contacts) or bool(self._parts_of(text)) for contacts, text in reached)
        posts = "name" not in kinds and any(role_and_organization(text)[1] for text in texts)
        self.is_parted = (_PARTED * both >= len(texts) > 0) or posts

    def _common_order(self, told: Sequence[Sequence[str]]) -> Kinds:
        """The order of the kinds that fits most cells; what comes again and again is no person."""
        pairs = [parts for parts in told if len(parts) == len(self.plain)] or [(parts[0], parts[-1]) for parts in told]
        orders = [order for order in permutations(self.plain) if len(order) == len(pairs[0])] if pairs else []
        if not orders:
            return self.plain
        again = [len(pairs) - len({parts[at] for parts in pairs}) for at in range(len(pairs[0]))]

        def fits(order: Kinds) -> int:
            looks = sum(_look(part, kind) for parts in pairs for part, kind in zip(parts, order, strict=True))
            return looks + sum(again[at] * (kind != "name") for at, kind in enumerate(order))

        best = max(orders, key=fits)
        return best if fits(best) - fits(orders[0]) >= max(_SURE, len(pairs)) else orders[0]

    # --- one cell ---------------------------------------------------------------------------------------------------
    def read(self, cell: str, *, alone: bool) -> dict[str, str]:
        """{kind: what the cell says of it}. `alone`: nothing stands beside the cell in its row."""
        if _is_something_else(cell) or (alone and not self._parts_of(cell)):
            return {"name" if "name" in self.kinds else self.written[0]: cell}
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
        rest = " / ".join(self.broken.get(cell, ())) if self.contacts and len(self.broken.get(cell, ())) > 1 else cell
        for kind in self.contacts:
            if found := _REACHED[kind].search(rest):
                out[kind] = found[1]
                rest = f"{rest[: found.start()]} / {rest[found.end() :]}".strip(" /")
        return out, rest

    def _assigned(self, parts: Sequence[str]) -> dict[str, str]:
        """The parts of a cell by kind: as all cells are ordered, unless these surely are in another order."""
        kinds = self.order if len(parts) >= len(self.order) else self._kinds_of_few(parts)
        if "name" in kinds and "organization" in kinds and len(kinds) == len(self.plain) == 2:
            return self._person_and_house(parts)
        groups = _grouped(parts, len(kinds))
        best = max(permutations(kinds), key=lambda order: sum(map(_look, groups, order)))
        sure = sum(map(_look, groups, best)) - sum(map(_look, groups, kinds)) >= _SURE
        return dict(zip(best if sure else kinds, groups, strict=True))

    def _kinds_of_few(self, parts: Sequence[str]) -> Kinds:
        """Which kinds a cell of fewer parts has: those they look most like, in the common order."""
        chosen = [order for order in permutations(self.order, len(parts)) if "name" not in self.order or "name" in order]
        return max(chosen, key=lambda order: (sum(map(_look, parts, order)), "organization" in order, "role" not in order))

    def _person_and_house(self, parts: Sequence[str]) -> dict[str, str]:
        lean = _look(parts[0], "name") - _look(parts[-1], "name")
        first = lean > 0 if abs(lean) >= _SURE else self.order[0] == "name"
        people = parts[:-1] if first else parts[1:]
        house = parts[-1] if first else parts[0]
        if len(people) > 1 and self.way in _ONE_EACH and all(_look(part, "name") > 0 for part in people):
            return {"name": ", ".join(people), "organization": house}
        person, rest = (parts[0], parts[1:]) if first else (parts[-1], parts[:-1])
        contacts = [part for part in rest if kind_of(part) in {"email", "phone"}]
        roles = [part for part in rest if is_position(part) and len(rest) - len(contacts) > 1]
        office = [part for part in rest if part not in contacts and part not in roles]
        return {"name": " ".join([person, *contacts[:1]]), "organization": ", ".join(office), "role": ", ".join(roles)}

    def _of_whole(self, text: str) -> dict[str, str]:
        """What a cell of one part is."""
        if "name" not in self.kinds:
            return self._post(text)
        named = read_name(text)
        person = bool((named.plain or named.state) and not named.organization and not is_organization(text))
        if self.order[0] != "organization" or (person and (self.turns or named.state or split_titles(text)[0])):
            return {"name": text}
        return (
            {"name": text} if named.code or named.people else {"name": text, "organization": text}
        )  # in both: nobody is named

    def _post(self, text: str) -> dict[str, str]:
        """Position and organization of a text with no sign between them."""
        if "role" not in self.plain:
            return {self.plain[0]: text}
        ended = _at_the_end(text)
        role, organization = ended or role_and_organization(text)
        if ended or (organization and not _is_post(text)):
            return {"role": role, "organization": organization}
        large = " " in text and all(word[0].isupper() for word in text.split())
        house = not is_position(text) and (is_organization(text) or self.order[0] == "organization" or large)
        return {"organization" if house else "role": text}

    def _parts_of(self, cell: str) -> list[str]:
        """The parts of a cell as most are parted, else in the way that tells the kinds apart; []: it has one."""
        if parts := self._parts(cell, self.way):
            return parts
        ways = [found for way in _WAYS if (found := self._parts(cell, way)) and self._tells(way, found)]
        return max(ways, key=lambda parts: _worth(parts, self.plain), default=[])

    def _tells(self, way: str, parts: Sequence[str]) -> bool:
        """Whether a cell that is parted in another way than most holds several kinds all the same."""
        if "name" not in self.kinds:
            return _worth(parts, self.plain) > 1 or way in _ONE_EACH
        wide = len(parts) == 2 and (" " in parts[1] or parts[1].isupper()) and _look(parts[0], "name") > 0
        return _worth(parts, self.plain) > _SURE or (way in {"brackets", "word", "dash"} and wide)

    def _parts(self, cell: str, way: str) -> list[str]:
        """The parts of a cell; []: it has one."""
        if way == "lines":
            parts = list(self.broken.get(cell, ()))
        elif way == "brackets":
            found = _BRACKETS.fullmatch(cell)
            parts = list(found.groups()) if found and not _is_of_person(found[2]) else []
        else:
            parts = _SIGNS[way].split(cell) if way else []
        parts = [part.strip(" -–—,;:/|") for part in parts]
        return parts if len(parts) > 1 and all(any(map(str.isalnum, part)) for part in parts) else []


def _grouped(parts: Sequence[str], count: int) -> list[str]:
    """So many texts of the parts: those too many stay with the last."""
    return [*parts[: count - 1], ", ".join(parts[count - 1 :])]


def _is_of_person(inside: str) -> bool:
    """Whether what stands in brackets says something of the person: absent, in the chair, for another."""
    return mark_of(inside) is not None or plays_a_part(inside) or _FOR.match(inside) is not None


def _is_something_else(cell: str) -> bool:
    return is_total(cell) or is_note(cell) or stands_over(cell) is not None


def _is_post(text: str) -> bool:
    """Whether a text is a position and names no organization: "Head of Office" does not."""
    inside = role_and_organization(text)[1]
    return is_position(text) and not (
        inside and (" " in inside or inside.isupper() or is_known(inside) or not inside.isascii())
    )


def _at_the_end(text: str) -> tuple[str, str] | None:
    """(position, organization) of "Head of Programs at UNICEF", parted where the last word stands that can part it.

    Behind "of" only what reads as an organization is one: nobody works for the Programs.
    """
    for word in (_AT, _OF):
        for found in reversed(list(word.finditer(text))):
            role, rest = text[: found.start()], text[found.end() :]
            whole = word is _AT or (is_organization(rest) and not is_organization(role.rpartition(" ")[2]))
            if rest and whole and is_position(role):
                return role, rest
    return None


def _gain(parts: Sequence[str], kinds: Kinds) -> int:
    """How much better the parts fit the kinds in the order of the header than turned round."""
    return _look(parts[0], "name") - _look(parts[-1], "name") if "name" in kinds else 0


def _worth(parts: Sequence[str], kinds: Kinds) -> int:
    """How much parts look like the kinds: told apart, and not one thing cut in two."""
    orders: list[Kinds] = list(permutations(kinds, min(len(parts), len(kinds))))
    looks = sorted(sum(map(_look, parts, order)) for order in orders)
    return 1 + looks[-1] - looks[0] if looks else 1


@lru_cache(maxsize=16384)
def _look(part: str, kind: str) -> int:
    """How much a part looks like what a kind is, and not like another."""
    return _LOOKS[kind](part)


def _like_person(part: str) -> int:
    if split_titles(part)[0]:
        return _SURE
    if read_name(part).code:  # "TBC" is no acronym
        return 0
    if is_organization(part) or is_position(part):
        return -_SURE
    return int(" " in part and looks_like_person(part))


def _like_house(part: str) -> int:
    if split_titles(part)[0]:
        return -_SURE
    return _SURE if is_organization(part) else -_SURE if _is_post(part) else 0


def _like_post(part: str) -> int:
    return _SURE if _is_post(part) else -_SURE if split_titles(part)[0] or is_organization(part) else 0


_LOOKS: dict[str, Callable[[str], int]] = {
    "name": _like_person,
    "organization": _like_house,
    "role": _like_post,
    "nickname": lambda part: -int(" " in part),
}
