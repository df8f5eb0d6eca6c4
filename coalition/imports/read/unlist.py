"""Lists without columns, as minutes have them: names under "Present:", behind it, or in lines with numbers or dashes.

The operator "unlist" writes each person into a row with a column for each thing told; what is no person is told with its code.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, takewhile
from pathlib import PurePath

from coalition.imports.cells.headers import heads_list, is_header_word, match
from coalition.imports.cells.names import are_initials
from coalition.imports.cells.people_names import contact_in, is_known, is_nickname, read_name, words_of_name
from coalition.imports.cells.presence import mark_of, without_absence
from coalition.imports.cells.row_words import DITTO
from coalition.imports.cells.text import THAI_DIGITS
from coalition.imports.lexicon import any_of
from coalition.imports.read.above import meetings_of, read_preamble, rows_above, tells_the_day
from coalition.imports.read.explode import days_alone, labels_apart
from coalition.imports.read.line_values import (
    BRACKET,
    CLOSED,
    MARKUP,
    REASON,
    SURE,
    Line,
    Texts,
    grade,
    heading_of,
    is_group,
    is_guests,
    is_label,
    is_organization,
    kind_of,
    label_of,
    numbered,
    office_behind,
    role_and_organization,
    start_of,
    text_of,
)
from coalition.imports.read.lines import (
    ABSENT,
    INSTEAD,
    NEARLY_ALL,
    NOT_COUNTED,
    Item,
    are_headed,
    item_of,
    of_two_lines,
    people_behind,
    people_in,
    read_line,
)
from coalition.imports.read.parting import surnames_first, unbroken
from coalition.imports.read.sheet import Sheet, Stretch
from coalition.imports.read.values import day_in, heads_others, is_letter, of_others

GUESTS = "guests"  # above all others: they may be those invited
UNTOLD = "kept_as_position"  # code of what stands behind names where nothing says whether it is an organization
SURNAME_FIRST = "surname_first"  # code of the question whether the two words of each line are one name
_FIELDS = ("name", "organization", "role", "email", "phone", "remark", "sector")

_LONGEST_SHEET, _LONGEST_TEXT = 5_000, 500_000  # rows, signs
_ARRIVED, _INVITED = re.compile(any_of("lines.arrived")), re.compile(any_of("lines.invited"), re.IGNORECASE)


@dataclass
class _Part:
    """The rows below one heading; `heading` None: a list without one. `empty`: nothing stands below, nor behind it."""

    state: str
    heading: int | None
    items: list[Item] = field(default_factory=list)
    empty: bool = False

    def people(self) -> list[Line]:
        return [line for item in self.items for line in item.lines]


def unlisted(sheet: Sheet) -> Sheet | None:
    """The sheet with one row for each person of its list; None: it has no such list."""
    if len(sheet.rows) > _LONGEST_SHEET or sum(len(text) for row in sheet.rows for text in row) > _LONGEST_TEXT:
        return None
    rows = (sheet := labels_apart(sheet)).rows
    days = days_alone(rows, PurePath(sheet.name).stem, sheet.today)
    whole = unbroken(rows)
    listed, pairs = surnames_first(of_two_lines(whole)) if days or any(map(_heading_in, whole)) else ([], [])
    parts = _with_guests(listed, [one for one in _parts_of(listed, days) if one.items or one.empty])
    parts = [*parts, *_arrived_later(rows, parts)]
    came = [line.grade for one in parts if one.state == "present" for line in one.people() if line.grade]
    if not came or (SURE not in came and not _are_nicknames(parts, days)):
        over = min((one.heading for one in parts if one.heading is not None), default=len(rows))
        parts = _without_heading(sheet, rows, over, parts) if len(days) < 2 else []
    return _written(sheet, rows, parts, pairs) if parts else None


def _with_guests(rows: Sequence[Texts], parts: list[_Part]) -> list[_Part]:
    """Guests above all others came too, unless a list before that of other guests names one of them: they were invited."""
    for at, one in enumerate(parts):
        if one.state == GUESTS:
            below = takewhile(lambda other: not is_guests(text_of(rows[other.heading or 0])), parts[at + 1 :])
            others = {words_of_name(line.name) for other in below for line in other.people()}
            guests, text = [words_of_name(line.name) for line in one.people()], text_of(rows[one.heading or 0])
            known = any(guest <= other or other <= guest for guest in guests for other in others)
            invited = known or not others or _INVITED.search(text)
            one.state, one.items = (CLOSED, []) if invited else ("present", one.items)
    return parts if any(one.people() for one in parts) else []


def _arrived_later(rows: Sequence[Texts], parts: Sequence[_Part]) -> Iterator[_Part]:
    """Those listed as absent of whom a sentence says that they came: "Ann Lee arrived at 7:10". They are taken out there."""
    away = [item for one in parts if one.state != "present" for item in one.items]
    said = [text for text in map(text_of, rows if away else ()) if _ARRIVED.search(text)]
    for item in away if said else ():
        late = [line for line in item.lines if any(_ARRIVED.match(text.partition(line.name)[2].lstrip(" ,")) for text in said)]
        item.lines = tuple(line for line in item.lines if line not in late)
        if late:
            yield _Part("present", None, [replace(item, lines=tuple(late))])


def _written(sheet: Sheet, rows: Sequence[Texts], parts: list[_Part], pairs: Sequence[int]) -> Sheet:
    """The sheet with its people in rows of their own, in the order of the file; titles above them stay as they are.

    `pairs`: rows of which it is asked whether their two words are one name.
    """
    first = parts[0].items[0].row if parts[0].heading is None else parts[0].heading
    alone = {one.heading for one in parts} - {item.row for one in parts for item in one.items}
    days = (at for at in range(first, len(rows)) if tells_the_day(rows[at], heads=at in alone))
    made = [(sheet.lines[at], sheet.rows[at]) for at in (*rows_above(rows, first, sheet.today), *days)]
    stretches, told = list[Stretch](), list[tuple[int, str, str]]()
    cells = iter(cells_of([line for one in parts for line in one.people()]))
    known = {item.row: item for one in parts for item in one.items}
    heads = {one.heading: one for one in parts if one.heading is not None}
    above = read_preamble([row for _, row in made], sheet.today)
    named = {at: one.state for at, one in sorted(heads.items()) if one.people()}
    titles = meetings_of(rows, named, {at for at, one in known.items() if one.lines or one.organization}, above, sheet.today)
    fields = (*_FIELDS, *(("date", "title") if titles else ()))
    told += [(sheet.lines[at], SURNAME_FIRST, text_of(start_of(rows[at])[1])) for at in pairs if at in known][:1]
    for one in parts:
        begin, at = len(made), -1 if one.heading is None else one.heading
        beside, house = {"sector": "", **titles.get(at, {})}, ""
        for item in one.items:
            beside["sector"] = item.sector if item.code == "section" else beside["sector"]
            house = item.organization if item.code == "section" else "" if item.organization else house
            people = [{**(who := next(cells)), "organization": who.get("organization") or house} for _ in item.lines]
            line = sheet.lines[item.row]
            told += [(line, UNTOLD, who["role"]) for who in people if who.get(UNTOLD) or _may_be_two(who)]
            people += [{"organization": item.organization}] if item.organization and item.code != "section" else []
            if item.code in INSTEAD and not is_header_word(text_of(rows[item.row])):
                people.append({"name": item.line.name})
            made += [(line, [{**who, **beside}.get(field, "") for field in fields]) for who in people]
        if one.people():
            said = MARKUP.sub("", text_of(rows[at])) if at >= 0 else ""
            stretches.append(Stretch(begin, len(made), one.state, said))
    for at in range(first, len(rows)):
        found = known.get(at)
        code = "section" if at in heads and heads[at].state != CLOSED else found.code if found else "note"
        header = at - 1 in heads and is_header_word(text_of(rows[at]))
        if any(rows[at]) and not header and code not in {"", "blank", *INSTEAD} and not (found and found.lines):
            told.append((sheet.lines[at], code, text_of(rows[at])))
    columns = {field: at for at, field in enumerate(fields) if field != "remark"}
    written = sheet.written("unlist", made)
    return replace(written, columns=columns, stretches=tuple(stretches), told=tuple(told), first_line=sheet.lines[first])


def _may_be_two(who: Mapping[str, str]) -> bool:
    """Whether a position of one word behind one word may be the name of somebody else: "Filou, Dean"."""
    return all(len(who.get(field, "").split()) == 1 and who[field][0].isupper() for field in ("name", "role"))


def _parts_of(rows: Sequence[Texts], days: set[int]) -> list[_Part]:
    """The stretches under headings, in order; other rows are no people. `days`: rows that are one."""
    out: list[_Part] = []
    begin, current, said, nested = 0, None, "", False
    for number, row in enumerate(rows):
        told = _heading_in(row)
        told = told or (("present", "") if number in days and rows[number + 1 : number + 2] else None)
        told = told or ((CLOSED, "") if current and _is_next_part(rows, current.heading, number) else None)
        if told is None and not (current and _is_other_table(row)):
            continue
        if current is not None:
            _fill(current, rows, range(begin, number))
        nested = nested or bool(said)
        begin, said = number + 1, _said_of_guests(rows, current, number, nested=nested)
        state, rest = told or (CLOSED, "")
        dated = re.search(r"(?<!\d)(?:19|20|25)\d\d(?!\d)", rest.translate(THAI_DIGITS))
        named = people_behind(rest) if rest and not dated else ()
        alone = not said and is_guests(text_of(row)) and all(one.state == GUESTS for one in out if one.people())
        nobody = bool(rest) and not dated and not any(line.grade for line in named)
        closed = nobody and (rest[:1].isdigit() or not named)
        state = GUESTS if state == "present" and alone else said or state
        current = None if closed or state == CLOSED else _Part(state, number)
        if current is not None:
            out.append(current)
            current.items += [Item(number, lines=named)] if named else []
    if current is not None:
        _fill(current, rows, range(begin, len(rows)))
    return out


def _said_of_guests(rows: Sequence[Texts], above: _Part | None, number: int, *, nested: bool) -> str:
    """What "Apologies" right above "Staff", or "Name", says of those below; empty: nothing. `nested`: as of the one before."""
    text, state = text_of(rows[number]), above.state if above else "present"
    if above is None or above.heading is None or not (is_guests(text) or (state != "present" and match(text).is_of("name"))):
        return ""
    between = rows[above.heading + 1 : number]
    if any(heading_of(text_of(rows[at])) is None for at in (above.heading, number)):
        return ""  # somebody is named behind it
    if any(map(any, between)):  # somebody stands below the one above
        return above.state if nested and above.state != "present" and all(map(any, between)) else ""
    return above.state if nested or not between or above.state == "present" else ""


def _fill(part: _Part, rows: Sequence[Texts], below: range) -> None:
    """Give a part the people of the rows below it."""
    says = (text for number in below if any(map(str.isalpha, text := text_of(rows[number]))))
    part.empty = not part.items and all(read_name(text).code in INSTEAD for text in says)  # "None"
    part.items += people_in(rows, below, alone=not part.items, away=part.state != "present")
    part.items = _without_heads(rows, part.items)


def _is_next_part(rows: Sequence[Texts], heading: int | None, at: int) -> bool:
    """Whether a row has the number behind that of a heading whose list has none: "1. Participants", "2. Ann Lee's plan"."""
    first = next((row for row in rows[heading + 1 :] if any(row)), []) if heading is not None else []
    return heading is not None and 1 < numbered(rows[heading]) + 1 == numbered(rows[at]) and not numbered(first)


def _is_other_table(row: Texts) -> bool:
    """Whether a row is the header of a table: what stands below it is no list without columns."""
    filled = list(filter(None, row))
    in_front = len(list(filter(None, start_of(row)[1]))) < len(filled)  # in a cell of its own
    return len(filled) > 1 and not in_front and (heads_list(row) > 0 or sum(map(is_header_word, filled)) > 1)


def _heading_in(row: Texts) -> tuple[str, str] | None:
    """What a row says as a heading, and the names behind it; None: it is none, or a person with a word of absence."""
    alone = list(filter(None, start_of(row)[1]))
    alone = [whole] if (whole := text_of(alone)).startswith("#") and heading_of(whole) else alone  # it was cut at its comma
    told = _said_by(alone) if alone else None
    if told is None:
        return None
    line = read_line(row)  # names are read last: it is what takes long
    beside = any(kind_of(text) in {"remark", "mark"} for text in (*line.parts, line.bracket) if text)
    way = len(alone) == 1 and alone[0].startswith(f"{line.name} (") and not is_group(line.name)  # "Ann Lee (by phone)"
    return None if line.grade == SURE and (beside or way) else told


def _said_by(alone: list[str]) -> tuple[str, str] | None:
    """What the filled cells of a row say as a heading; who stands there is not asked yet."""
    first, *rest = alone
    state, label = heading_of(first), label_of(first)
    if not rest:
        return (state, "") if state else label
    if label is not None:
        return label[0], text_of([label[1], *rest])
    if state and state != CLOSED and ((line := read_line(rest)).grade or line.several):
        return state, ", ".join(rest)
    return None


def _are_nicknames(parts: Sequence[_Part], days: set[int]) -> bool:
    """Whether names of one word stand behind "Present:" in its line, or below it with numbers or bullets, or below a day."""
    for one in (one for one in parts if one.state == "present"):
        named = [line.grade > 0 for line in one.people()]
        behind = all(item.row == one.heading or all(line.style != "bare" for line in item.lines) for item in one.items)
        if (behind or one.heading in days) and len(named) > 1 and sum(named) >= NEARLY_ALL * len(named):
            return True
    return False


def _without_heading(sheet: Sheet, rows: Sequence[Texts], over: int, parts: list[_Part]) -> list[_Part]:
    """A list without any heading above the parts, and these; []: too many of its lines name nobody, or it is a table."""
    for filled in (list(filter(None, row)) for row in rows):
        header = len(filled) > 1 and any(map(is_header_word, filled))
        table = header or any(mark_of(cell) == "absent" and cell.strip("-–—. 0") for cell in filled[1:])
        if table or sum(day_in(cell, sheet.today) is not None for cell in filled) > 1 or is_guests(text_of(filled)):
            return []
    headed = are_headed([text_of(start_of(row)[1]) for row in rows[:over]])
    told = [item_of(row, at, headed=headed) for at, row in enumerate(rows[:over]) if any(row)]
    sure = [at for at, item in enumerate(told) if item.lines and all(line.grade == SURE for line in item.lines)]
    begin = sure[0] if sure else 0
    while begin and 0 < numbered(rows[told[begin - 1].row]) < numbered(rows[told[begin].row]):
        begin -= 1
    items = told[begin:]
    if len(sure) < 2 or len(sure) < NEARLY_ALL * sum(item.code not in NOT_COUNTED for item in items):
        return []
    for number, row in enumerate(rows):
        heads = number >= items[0].row or text_of(row).endswith(":")  # "Minutes of the meeting" may be the title
        if heads and (_heading_in(row) or ("",))[0] == CLOSED:
            return []
    above = " ".join([*chain.from_iterable(rows[: items[0].row]), PurePath(sheet.name).stem])
    others = of_others(above) or any(_may_head(rows, item) for item in items[1:-1])
    return [] if others else [_Part("present", None, _without_heads(rows, items)), *parts]


def _may_head(rows: Sequence[Texts], item: Item) -> bool:
    """Whether a line among names may head those below it: it says that they are others, or stands alone below an empty row."""
    alone = item.code in {"", "note"} and item.line.grade < SURE and not any(rows[item.row - 1])
    return item.line.style == "bare" and (alone or heads_others(text_of(rows[item.row])))


def _without_heads(rows: Sequence[Texts], items: list[Item]) -> list[Item]:
    """The items. What heads others whose number counts on from its own is told; so is a label, where few lines have a colon."""
    numbers = [numbered(rows[item.row]) for item in items]
    for at, item in enumerate(items):
        if item.organization and numbers[at] and numbers[at] + 1 in numbers[at + 1 : at + 2]:
            item.organization, item.code = "", "note"
    said = [item for item in items if len(item.lines) == 1 and is_label(rows[item.row], item.lines[0])]
    for item in said if 2 * len(said) < sum(len(item.lines) for item in items) else ():  # "Version: 1.2"
        item.lines, item.code = (), "note"
    return items


# --- what stands beside the names -> cells of each person: by all their lines together --------------------------------------
def cells_of(lines: Sequence[Line]) -> list[Mapping[str, str]]:
    """{field: what each line tells, as written}, in their order, by all lines; UNTOLD: is the role an organization?"""
    own = [are_initials(line.bracket, line.name) and not is_known(line.bracket) for line in lines]
    sure = 2 * sum(own) > sum(bool(line.bracket) for line in lines) > 1  # where one line has them it may be an organization
    lines = [replace(line, bracket="") if sure and of_name else line for line, of_name in zip(lines, own, strict=True)]
    for at, line in enumerate(lines):
        if line.role and DITTO.issuperset(line.role.split()):
            lines[at] = replace(line, role=lines[at - 1].role if at else "")
    lettered = sum(any(is_letter(text) for _, text in line.placed()) for line in lines) >= max(2, NEARLY_ALL * len(lines))
    kinds = _kinds_by_place(lines) | {BRACKET: _kind_of_brackets(lines)}
    return [_cells(line, kinds, letters=lettered) for line in lines]


def _kinds_by_place(lines: Sequence[Line]) -> dict[int, str]:
    """{place behind the names: "organization", "role" or `UNTOLD`}: what the open texts there are."""
    counts = defaultdict[int, Counter[str]](Counter)
    for at, part in chain.from_iterable(enumerate(line.parts) for line in lines):
        counts[at][kind_of(part)] += 1
    texts = {at: count for at, count in counts.items() if count["organization"] + count["role"] + count["open"]}
    if not texts:
        return {}
    office = max(texts, key=lambda at: (texts[at]["organization"] - texts[at]["role"], texts[at]["open"], -at))
    others = [at for at in texts if at != office]
    if texts[office]["role"] > texts[office]["organization"] + texts[office]["open"]:
        return {office: "role"}
    if not any(texts[at]["organization"] for at in texts) and not any(texts[at]["role"] for at in others):
        return dict.fromkeys(texts, "role" if texts[office]["role"] else UNTOLD)  # a list that names no organization plainly
    role = max(others, key=lambda at: (texts[at]["role"], texts[at]["open"], -at), default=office)
    return {role: "role", office: "organization"}


def _kind_of_brackets(lines: Sequence[Line]) -> str:
    """What stands in brackets behind the names: where they come from, if it looks so or repeats; what they are called."""
    if 2 * sum(bool(one.bracket) for one in lines) < len(lines) <= sum(bool(one.parts) for one in lines) / NEARLY_ALL:
        return "role"  # "Ann Lee (chair) - Hope House"
    told = (one.bracket for one in lines if any(map(str.isalpha, one.bracket)) and not is_nickname(one.bracket))
    texts = [text for text in told if kind_of(text) in {"organization", "open"}]
    if texts and all(text[0].islower() and mark_of(text) is None for text in texts) and all(line.bracket for line in lines):
        return "role"  # "(volunteer)", "(lead)" behind each
    plain = sum(map(is_organization, texts)) + len(texts) - len(set(texts))
    wide = sum((" " in text and not text[0].islower() and grade(text) < SURE) or text.isupper() for text in texts)
    return "organization" if texts and (4 * plain >= len(texts) or 2 * wide >= len(texts)) else "name"


def _cells(line: Line, kinds: dict[int, str], *, letters: bool) -> Mapping[str, str]:
    out = defaultdict[str, str](str, name=line.name, organization=line.organization, role=line.role, remark=line.remark)
    left: list[tuple[str, str]] = []
    if kinds[BRACKET] == "organization" in map(kinds.get, range(len(line.parts))) and not is_known(line.bracket):
        kinds = {**kinds, BRACKET: "role"}  # "Ann Lee (TSC) - Hope House"
    without = any(not part and kinds.get(at) == "organization" for at, part in enumerate(line.parts))
    for at, part in line.placed():
        kind, told = kind_of(part), kinds.get(at, "role" if without else "open")
        if letters and is_letter(part):
            out["remark"] = out["remark"] if mark_of(part) in {"present", "late"} else ABSENT
        elif contact := contact_in(part):
            out[contact[0]] = out[contact[0]] or contact[1]
        elif kind == "remark":
            out["remark"] = out["remark"] or REASON.sub("", part)
            if rest := without_absence(part)[0] if at != BRACKET else "":  # "IJM - apologies"
                left.append((told if kind_of(rest) == "open" else kind_of(rest), rest))
        elif (office := office_behind(part)) is not None:
            left += [("organization", office)] if office else []
        elif at == BRACKET and kind == "open" and part[:1].islower() and " " in part:  # "(mother of Luna)" is no name
            left.append(("role", part))
        elif (told == "name" and kind != "role") or is_nickname(part):
            if kind in {"open", "organization"} and not any(map(str.isdigit, part)):  # numbers are when somebody was there
                out["name"] += f" ({part})"
        elif kind not in {"none", "mark"}:
            if kind != "open" and not (part.isupper() and told == "role"):
                told = kind
            if at == BRACKET and told == "organization":
                out["organization"] = ""  # "Red Cross: Ann Lee (FRC)": the nearer one
            out |= {UNTOLD: told} if told == UNTOLD else {}
            left.append((told, part))
    for at, (said, part) in enumerate(left):  # what is open stands where there is room, or beside what it follows
        used = {one for one, _ in left} | {one for one in ("organization", "role") if out[one]}
        free = next((one for one in ("organization", "role") if one not in used), left[at - 1][0] if at else "role")
        left[at] = {"open": free, UNTOLD: "role"}.get(said, said), part
    for said, part in left:
        out[said] = f"{out[said]}, {part}".lstrip(", ")
    if out["role"] and not out["organization"]:
        out["role"], out["organization"] = role_and_organization(out["role"])
    return out
