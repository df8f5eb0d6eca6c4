"""One line of a list without columns -> the people it names; its rows: what each is, where the list ends, whom groups head."""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import chain, groupby, pairwise

from coalition.imports.cells.headers import are_header
from coalition.imports.cells.in_brackets import is_position
from coalition.imports.cells.names import BRACKETED, INITIALS, delegate_in, without_bracket, without_markers
from coalition.imports.cells.not_people import split_titles
from coalition.imports.cells.people_names import read_name
from coalition.imports.cells.presence import is_word_of_absence, mark_of
from coalition.imports.cells.row_words import DITTO, is_note, is_sector, is_total
from coalition.imports.lexicon import any_of, words
from coalition.imports.read.line_values import (
    AND,
    COMMAS,
    FUNCTION_WORDS,
    LONGEST,
    MAYBE,
    NO,
    NOBODY,
    SURE,
    TICK,
    Line,
    Texts,
    bare,
    grade,
    heading_of,
    is_first_name,
    is_group,
    is_half_of_name,
    is_open,
    is_organization,
    joined,
    kind_of,
    label_of,
    numbered,
    split,
    start_of,
    tagged,
    tail_of,
    text_of,
)
from coalition.imports.read.parting import paragraphs

_NUMBER_AND_DOT = re.compile(r"(?:\(\d{1,3}\.?\)|\d{1,3}[.)])\s*(?=[^\W\d])")
_SPLIT = re.compile(r"\s*[,;，、،؛]\s*|\s+[-–—|]\s+|\s*[–—|]\s*|\s*[:：]\s+")
_COLONS = re.compile(r"\s*[:：]\s+|\s+[-–—|]\s+")
_OF_SEVERAL = re.compile(rf"{any_of('titles.several')}\.?\s")
_LAST_TWO = re.compile(rf"\s+(?-i:{any_of('names.and_two', whole=False)})\s+(?=\S+$)")
_SEMICOLONS = re.compile(rf"\s*;\s*(?:{AND})?", re.IGNORECASE)
_HEAD = r"[^,;:：()\d]{2,40}[:：]\s+\S"
_GROUP, _NEXT_GROUP = re.compile(_HEAD), re.compile(rf"\s*[,;]\s*(?={_HEAD})")
_INITIAL, _GAP, _ENDED = re.compile(r"(?<!\w)[^\W\d_]\.$"), re.compile(r"\s+"), re.compile(r"\)$|[^\W\d_]{3}\.$")
_HEADS = re.compile(rf"\d+\s+{any_of('rows.heads', 'rows.people')}", re.IGNORECASE)
_FROM = re.compile(rf"\s+(?:{any_of('lines.from', whole=False)}|@)\s+", re.IGNORECASE)
_DASHED = re.compile(r"([^,:]{3,80}?)\s+[-–—]\s+(.+)")
_SENDER = re.compile(rf"{any_of('lines.from')}\s+(?=\S)", re.IGNORECASE)
_WAY = re.compile(rf"\s*[(\[]{any_of('lines.way', 'names.ways', whole=False)}[)\]]\s*$", re.IGNORECASE)
"""How somebody was there, in brackets behind the name: "(online)", "(left at 10:30)"."""
ABSENT = next(filter(is_word_of_absence, words("marks.absent")))
_SAME = rf"(?:(?:{'|'.join(map(re.escape, sorted(DITTO, key=len, reverse=True)))})\s+)+"
_POSITION_FIRST = re.compile(
    rf"(?:{_SAME}|{any_of('lines.position_first', 'lines.position_before', whole=False)}\s+"
    rf"|{any_of('lines.position_first_short', whole=False)}\s*)(?=\S+\s\S)",
    re.IGNORECASE,
)
_THREE, _MANY, _WORDS_OF_PROSE, _WORDS_OF_ORGANIZATION, _MOST, NEARLY_ALL = 3, 5, 8, 8, 0.6, 0.8
INSTEAD = frozenset({"device", "dial_in", "robot", "placeholder", "head_count", "struck_out"})
"""What stands in place of a name in a list of people."""
NOT_COUNTED = frozenset({"section", "total", "blank"})  # rows that say nothing for or against a list of people


def read_line(row: Sequence[str]) -> Line:
    """The person, or the people, of one line: a row of cells, however it was cut."""
    return _read_line(tuple(row))


@lru_cache(maxsize=8192)
def _read_line(row: tuple[str, ...]) -> Line:
    style, cells = start_of(row)
    if not cells:
        return Line("", NO, style=style)
    cells = joined([cells[0], *(cell.lstrip("-–— ") or cell for cell in cells[1:])])
    text = text_of(cells)
    several = grouped(text) or _several(text, bare=style == "bare")
    return Line(text, NO, style=style, several=several) if several else replace(_one(cells), style=style)


def grouped(text: str, *, loose: bool = False, headed: bool = False) -> tuple[Line, ...]:
    """Those behind what they belong to, or their part: "IJM: Ann Lee, Bo Chan"; () another line. `loose`: any word will do.

    `headed`: other lines show that organizations come first: then anything is one. With a dash in place of the colon what
    stands before it must be an office else, or whom they came from: "from IJM - Ann Lee".
    """
    head, colon, rest = map(str.strip, text.replace("：", ":").partition(":"))
    if not colon and (dashed := _DASHED.fullmatch(text)):
        head, rest = dashed.groups()
    if not rest or "," in head or len(head) > LONGEST or heading_of(head):
        return ()
    sender = _SENDER.match(head)
    people = _named(rest) if colon or sender or headed else ()
    if mark_of(head) is not None and colon:
        return ()  # "Late: Ann Lee", "Expected: Bo Chan"
    least = MAYBE if loose and (is_organization(head) or is_group(head)) else SURE  # "Committee: Ann, Bo, Cy"
    if not all(line.grade >= least for line in people):
        return ()
    if is_position(head):
        return (replace(people[0], role=head),) if len(people) == 1 else people
    if sender and not colon:
        return tuple(replace(line, organization=head[sender.end() :]) for line in people)
    if is_organization(head) or (headed and not (colon and (is_group(head) or (head.istitle() and " " not in head)))):
        beside = any(line.organization or line.parts for line in people)  # "IJM: Ann Lee; Bo Chan, River Office"
        return () if beside and colon else tuple(replace(line, organization=head) for line in people)
    return people if is_group(head) or (loose and colon and len(people) > 1) else ()


def are_headed(texts: Sequence[str]) -> bool:
    """Whether organizations stand before people: one before several, "IRK - Ann, Bo"; or many known ones, and none behind."""
    told = (grouped(text, loose=(colon := ":" in text), headed=not colon) for text in texts)
    if any(len(people) > 1 and people[0].organization and grade(people[0].organization) < SURE for people in told):
        return True
    dashed = [found.groups() for text in texts if (found := _DASHED.fullmatch(text))]
    before, behind = (sum(is_organization(both[at]) for both in dashed) for at in (0, 1))
    return before > 1 and 3 * before >= len(dashed) and not behind


def _one(cells: Sequence[str]) -> Line:
    """The one person of a line."""
    tick = TICK.search(cells[0])
    first, house = without_markers(TICK.sub("", cells[0]))
    cells = [_WAY.sub("", cell) for cell in (first, *cells[1:])]
    before, sent = delegate_in(cells[0])
    remark = ABSENT if tick and not any(tick.groups()) else "" if sent is None else cells[0][len(before) :].strip(" ()[],-–—")
    told = [tagged(cell) for cell in (before, *cells[1:])]  # "Position: Nurse" in a cell of its own
    (first, *cells), roles, offices = zip(*told, strict=True)
    role, organization = next(filter(None, roles), ""), next(filter(None, offices), house)
    pieces = split(first, _SPLIT)
    found = BRACKETED.fullmatch(first)
    parted = split(found[1], _SPLIT) if found else pieces
    may_be_first = is_first_name if len(parted) == 2 else INITIALS.fullmatch
    if "," in first and len(parted) > 1 and is_half_of_name(parted[0]) and may_be_first(parted[1]):
        name = f"{parted[1]} {parted[0]}"  # "Lee, Ann"; "Lee, A. - Nurse"
        pieces = [name, *pieces[2:]] if len(parted) > 2 else [name + (f" ({found[2]})" if found else "")]
    parts = [*pieces[:1], *cells, *pieces[1:]]  # each cell at the place of its column
    at = _name_at(parts)
    if at == 0 and cells and not grade(without_bracket(parts[0])):  # "Project Officer", "IOM: Bo Chan"
        parts = [*pieces, *(piece for cell in cells for piece in split(cell, _COLONS))]
        at = _name_at(parts)
    name, others, bracket = parts[at], [*parts[:at], *parts[at + 1 :]], ""
    if (office := _POSITION_FIRST.match(name)) and grade(without_bracket(name[office.end() :])) == SURE:
        role, name = role or office[0].strip(), name[office.end() :]
    if (found := BRACKETED.fullmatch(name)) and (inner := BRACKETED.fullmatch(found[1])) and inner[1].startswith(found[2]):
        name, found = found[1], inner  # "Ann Lee (Hope House) (Ann)": what the account is called
    if found and grade(found[1]):
        name, bracket = found.groups()
    if len(halves := _FROM.split(name, maxsplit=1)) > 1 and grade(halves[0]) >= (MAYBE if is_organization(halves[1]) else SURE):
        name, organization = halves
    name, tail = tail_of(name[:-1] if name[-1:] == "." and _ENDED.search(name) else name)
    return Line(name, grade(name), (*filter(None, [tail]), *others), bracket, "bare", role, organization, remark)


def _name_at(parts: Sequence[str]) -> int:
    """Which part of a line is the name: the first, unless it is an organization or a position and a sure name follows."""
    graded = [grade(without_bracket(part)) if part else NO for part in parts]
    titled = any(one == SURE and split_titles(part)[0] for one, part in zip(graded, parts, strict=True))
    named = graded[0] or (not titled and grade(tail_of(parts[0])[0]))
    if named or kind_of(parts[0]) not in {"organization", "role"}:
        return 0
    return next((i for i, one in enumerate(graded) if one == SURE and kind_of(parts[i]) == "open"), 0)


def _several(text: str, *, bare: bool, labelled: bool = False) -> tuple[Line, ...]:
    """The people of a line that names several; (): it names one, or is none.

    `bare`: the line has no number and no bullet. `labelled`: it stands behind "Present:", where names may be of one word.
    """
    for items in (_NEXT_GROUP.split(text) if labelled and _GROUP.match(text) else [], split(text, _SEMICOLONS), _apart(text)):
        items = list(filter(None, items))
        if len(items) < 2:
            continue
        if all(is_position(COMMAS.split(item)[0]) for item in items[1:]) and _one(items).grade == SURE:
            return (_one([text_of(items)]),)  # "Ann Lee, Nurse, IJM; Chair, IOM"
        again = partial(_several, bare=False, labelled=labelled and ";" not in text)
        of_one = partial(grouped, loose=labelled, headed=labelled and are_headed(items))
        lines = tuple(one for item in items for one in (of_one(item) or again(item) or (_one([item]),)))
        if labelled and len(items) == len(lines) == 2 and lines[0].grade == SURE and _stands_beside(items[1]):
            return (_one(items),)
        return lines if labelled or all(line.grade == SURE for line in lines) else ()
    people, slashed, titled = list[Line](), "/" in text, _OF_SEVERAL.match(text) is not None  # "Ann Lee / Hope House"
    *others, last = split(text, COMMAS)
    alone = labelled and others and not any(map(str.split, (one.partition(" ")[2] for one in others)))
    for item in filter(None, (*others, *(_LAST_TWO.split(last, maxsplit=1) if alone else [last]))):  # "Ana, Rui e Eva"
        beside = people and _stands_beside(item)
        if people and not labelled and not (grade(without_bracket(item)) or (slashed and beside)):
            return ()
        if beside:
            people[-1] = replace(people[-1], parts=(*people[-1].parts, item))
        else:
            people.append(_one([item]))
    pair = len(people) == 2 and "," not in text
    if pair and kind_of(people[1].bracket) not in {"remark", "mark"}:  # "Ann Lee and Bo Chan (IOM)"
        people = [one if one.bracket or one.parts else replace(one, bracket=people[1].bracket) for one in people]
    all_sure = all(line.grade == SURE and (labelled or kind_of(line.name) == "open") for line in people)
    many = len(people) >= (_THREE if bare else _MANY) or pair or (titled and len(people) > 1) or (slashed and len(people) == 1)
    return tuple(people) if labelled or (many and all_sure) else ()


def _stands_beside(item: str) -> bool:
    """Whether a piece of a list of names is where the person before it works, or what they do."""
    alone = without_bracket(tail_of(item)[0])
    return kind_of(item) in {"organization", "role"} and grade(alone) != SURE and not _HEADS.match(item)


def _apart(text: str) -> list[str]:
    """The people of a text with no comma between: behind a bracket or a sentence, before a title; a number, a head count."""
    pieces, begin = list[str](), 0
    for found in _GAP.finditer(text):
        before, after = text[begin : found.start()], text[found.end() : found.end() + LONGEST]  # no name is longer
        if is_open(before) or after[:1] in "-–—" or len(split_titles(text[begin : begin + LONGEST])[0]) >= len(before):
            continue
        last, number = COMMAS.split(before[-LONGEST:])[-1], _NUMBER_AND_DOT.match(after)
        ended = _ENDED.search(before) is not None and not split_titles(f"{before.split()[-1]} {after}")[0]  # "Pol. Lt. Ann Lee"
        titled = split_titles(before)[0] and split_titles(after)[0] and grade(last) == SURE
        named = (ended or titled) and _one(split(COMMAS.split(after)[0], _SPLIT)).grade == SURE
        named = named or (ended and grade(last.rstrip(".")) == SURE)
        if number or (not COMMAS.match(text, found.start()) and last and (named or _HEADS.match(after))):
            pieces.append(before.rstrip(" .,"))
            begin = found.end() + (number.end() if number else 0)
    return [*pieces, text[begin:]]


def people_behind(label: str) -> tuple[Line, ...]:
    """Those named behind "Present:", what is no name with the grade `NO`; () more organizations stand there than people."""
    return (() if _NEXT_GROUP.search(label) else grouped(label, loose=True)) or _named(label)


def _named(label: str) -> tuple[Line, ...]:
    text = _NUMBER_AND_DOT.sub("", label.rstrip(), count=1)
    text = text if _INITIAL.search(text) else text.rstrip(" .")
    found = _several(text, bare=True, labelled=True) or tuple(_one([item]) for item in split(text, _SEMICOLONS) if item)
    told = sum(kind_of(text) == "organization" for line in found for text in (line.name, *line.parts))
    nobody = all(not line.grade and line.name.islower() for line in found)  # "as per the attached list"
    if nobody or told > max(2, sum(line.grade > NO for line in found)):
        return ()
    named = (line for line in found if line.grade or line.name.partition(" ")[0] not in FUNCTION_WORDS)
    return tuple(named) or found  # "Ann Lee, who is ill, and Bo Chan"


# --- the rows of a list: what each is, and where the list ends ------------------------------------------------------------
@dataclass
class Item:
    """What one row is: people, an organization, or by its code something else. `line`: all of it, read as one person."""

    row: int
    line: Line = NOBODY
    code: str = ""
    lines: tuple[Line, ...] = ()
    organization: str = ""
    sector: str = ""


def people_in(rows: Sequence[Texts], part: range, *, alone: bool, away: bool) -> list[Item]:
    """The rows of one stretch, up to where something else than its people begins.

    `alone`: nobody stands behind its label. `away`: they did not come; who was in the chair, below them, did.
    """
    items: list[Item] = []
    labels = {at: text_of(rows[at]).replace("：", ":").partition(":") for at in part if away}  # "Chair: Ann Lee"
    chair = next((at for at, (head, _, name) in labels.items() if name.strip() and is_position(head.strip())), part.stop)
    if alone and not any(map(any, rows[part.start : chair])):
        chair = part.stop  # each of those away has the office before the name
    for paragraph, over in paragraphs(rows, range(part.start, chair)):
        first = alone and not items
        headed = are_headed([", ".join(start_of(rows[number])[1]) for number in paragraph])
        told = _without_rests(rows, [item_of(rows[number], number, loose=first, headed=headed) for number in paragraph])
        told = _under_headings(told, over, begun=not first and not any(item.organization for item in items))
        if first and len(told) == 1 and len(told[0].lines) < 2:
            named = people_behind(text_of(rows[paragraph[0]]))  # one after the other, as behind the label
            if len(named) > 2 and sum(line.grade == SURE for line in named) >= NEARLY_ALL * len(named):
                told = [Item(paragraph[0], told[0].line, lines=named)]
        stop = _end_of(rows, told)
        listed = [item.line for item in told[:stop] if item.lines]
        agenda = not alone and listed and all(line.style != "bare" and line.grade < SURE for line in listed)
        if agenda or not _continues(told[:stop], begun=any(item.lines for item in items)):
            break
        items += told[:stop]
        if stop < len(told):
            break
    while items and not ((one := items[-1]).lines or one.organization or one.code in {"blank", "line_not_read", "struck_out"}):
        items.pop()
    return _side_by_side(_of_organizations(items))


def _without_rests(rows: Sequence[Texts], told: list[Item]) -> list[Item]:
    """The items; an organization alone, further to the right than any name, is the rest of the cell above it."""
    begins = [next(at for at, cell in enumerate(rows[item.row]) if any(map(str.isalpha, cell))) for item in told if item.lines]
    last = max(begins, default=sys.maxsize - 1) + 1
    return [Item(it.row, it.line, "blank") if it.organization and not any(rows[it.row][:last]) else it for it in told]


def _under_headings(told: list[Item], over: set[int], *, begun: bool) -> list[Item]:
    """The items; a line without the bullet that those below it have heads them, where the list begins so. `over`: others."""
    heads = [one for one, below in pairwise(told) if _is_otherwise(one) and below.lines and below.line.style != "bare"]
    theirs = any(line.parts or line.organization for item in told for line in item.lines)  # each tells where they come from
    heads = heads if heads[:1] == told[:1] and not (theirs or begun) else []
    for item in (*heads, *(one for one in told if one.row in over and one.code != "total" and not one.line.several)):
        item.lines, item.code, item.organization, item.sector = (), "section", item.line.name.rstrip(":： "), ""
    return told


def _is_otherwise(item: Item) -> bool:
    """Whether a line without number and bullet may be somebody, and surely is not."""
    return bool(item.lines) and item.line.style == "bare" and item.line.grade < SURE and not item.line.several


def _of_organizations(items: list[Item]) -> list[Item]:
    """The items of a list of organizations, none of them a person: half of them are one, and several of these head nobody."""
    told = [bool(item.organization) for item in items if item.organization or item.lines]
    alone = sum(one and other for one, other in pairwise([*told, *told[-1:]]))
    if alone < 2 or 2 * sum(told) < len(told):
        return items
    return [Item(item.row, organization=item.lines[0].name) if item.lines else item for item in items]


def _side_by_side(items: list[Item]) -> list[Item]:
    """The items, with all whose names stand beside each other: nothing else stands in any row, and three names in some."""
    wide = [item.lines for item in items if len(item.lines) > 1 or any(line.parts for line in item.lines)]
    several = len(wide) > 1 and max(sum(1 + len(line.parts) for line in lines) for lines in wide) > 2
    other = any(part and grade(part) < SURE for lines in wide for line in lines for part in line.parts)
    for item in items if several and not other and all(item.lines or item.code in NOT_COUNTED for item in items) else ():
        told = [(replace(line, parts=()), *map(read_line, zip(filter(None, line.parts)))) for line in item.lines]
        item.lines = tuple(chain.from_iterable(told))
    return items


def _continues(told: Sequence[Item], *, begun: bool) -> bool:
    """Whether a paragraph belongs to the list: the first has to look like one, and surely where somebody is `begun` with."""
    plain = [item.line for item in told if item.code not in NOT_COUNTED]
    if not plain:
        return bool(told)  # headings of groups alone
    if begun:
        return sum(line.grade == SURE or bool(line.several) for line in plain) >= NEARLY_ALL * len(plain)
    return sum(bool(item.lines or item.organization or item.code in INSTEAD) for item in told) >= _MOST * len(plain)


def _end_of(rows: Sequence[Texts], told: Sequence[Item]) -> int:
    """How many rows of a paragraph are of the list: up to a sentence, or a line begun in another way."""
    style = next((item.line.style for item in told if item.lines), "bare")
    for at, item in enumerate(told):
        counted = [numbered(rows[other.row]) for other in (*told[:at][-1:], *told[at + 1 : at + 2])]
        if style != "bare" and _is_otherwise(item) and not (len(counted) == 2 and 0 < counted[0] == counted[1] - 1):
            return at  # "Budget" below "- Ann Lee" heads something else
        if item.lines or item.organization or item.code in NOT_COUNTED or item.line.style != "bare":
            continue
        text = text_of(rows[item.row])
        words = text.split()
        long = len(words) > _WORDS_OF_PROSE or len(text) > LONGEST
        prose = long or text.endswith((".", "!", "?")) or not FUNCTION_WORDS.isdisjoint(words)
        if prose or (style != "bare" and item.code == "note"):
            return at
    return len(told)


def item_of(row: Texts, number: int, *, loose: bool = False, headed: bool = False) -> Item:
    """What one row of a list is. `loose`, `headed`: as `grouped`."""
    line = read_line(row)
    cells = list(filter(None, start_of(row)[1]))
    if not any(map(str.isalpha, text_of(row))) or (cells[1:] and are_header(cells)):
        return Item(number, line, "blank")  # a number nobody signed beside; a header
    alone, text = len(cells) == 1, ", ".join(cells)
    if several := grouped(text, loose=loose, headed=headed) or line.several:
        return Item(number, line, lines=several)
    if line.style == "bare" and alone and is_group(text) and line.grade != SURE:
        return Item(number, line, "section", sector=bare(text) if is_sector(bare(text)) else "")
    if is_total(line.name) or is_note(text):
        return Item(number, line, "total" if is_total(line.name) else "note")
    if line.grade and line.name not in line.parts:
        return Item(number, line, lines=(line,))
    if (code := read_name(line.name).code) in INSTEAD:
        return Item(number, line, code or "")
    labelled = re.search(r"[:：].|^#.*\d{4}", text)  # "Project: Safe roads" says what the meeting was about; "## Project 2026"
    if is_organization(line.name) and alone and not labelled and len(line.name.split()) <= _WORDS_OF_ORGANIZATION:
        return Item(number, line, organization=line.name)
    return Item(number, line, "note" if line.style == "bare" else "line_not_read")


def of_two_lines(rows: Sequence[Texts]) -> Sequence[Texts]:
    """The rows, whoever stands in two in one: nearly all of "1. Ann Lee" over "Director", or two who sign below a position."""
    out, style, texts = list(rows), [start_of(row)[0] for row in rows], list(map(text_of, rows))
    for run in (list(run) for filled, run in groupby(range(len(rows)), key=lambda at: any(rows[at])) if filled):
        told = [at for at in run[1:] if (style[at - 1], style[at]) == ("numbered", "bare") and read_line(rows[at]).grade < SURE]
        told = [at for at in told if not (heading_of(texts[at]) or label_of(texts[at]))]
        for at in told if len(told) > max(1, NEARLY_ALL * sum(style[at] == "numbered" for at in run) - 1) else ():
            out[at - 1 : at + 1] = [*rows[at - 1], *texts[at].split(", ")], ["-"]
    return out
