"""The rows of a list without columns: what each is, where the list ends, whom a group heads, and what stands beside names."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby, pairwise

from coalition.imports.cells.in_brackets import is_position
from coalition.imports.cells.people_names import contact_in, is_nickname, read_name
from coalition.imports.cells.presence import mark_of, without_absence
from coalition.imports.cells.row_words import is_note, is_sector, is_total
from coalition.imports.read.line_values import (
    FUNCTION_WORDS,
    LONGEST,
    NO,
    REASON,
    SURE,
    Texts,
    bare,
    grade,
    is_group,
    is_organization,
    kind_of,
    numbered,
    office_behind,
    role_and_organization,
    start_of,
    text_of,
)  # fmt: skip
from coalition.imports.read.lines import ABSENT, BRACKET, NEARLY_ALL, Line, are_headed, grouped, people_behind, read_line
from coalition.imports.read.values import is_word

INSTEAD = frozenset({"device", "dial_in", "robot", "placeholder", "head_count"})
"""What stands in place of a name in a list of people."""
NOT_COUNTED = frozenset({"section", "total", "blank"})
"""Rows that say nothing for or against a list of people."""
UNTOLD = "kept_as_position"
"""Code of what stands behind names where nothing says whether it is an organization."""
_MOST, _WORDS_OF_PROSE, _WORDS_OF_ORGANIZATION = 0.6, 8, 8
_NOBODY = Line("", NO)


@dataclass
class Item:
    """What one row is: people, an organization, or by its code something else. `line`: all of it, read as one person."""

    row: int
    line: Line = _NOBODY
    code: str = ""
    lines: tuple[Line, ...] = ()
    organization: str = ""
    sector: str = ""


def people_in(rows: Sequence[Texts], part: range, *, alone: bool, away: bool) -> list[Item]:
    """The rows of one stretch, up to where something else than its people begins.

    Args:
        alone: nobody stands behind its label. away: they did not come; who was in the chair, below them, did.
    """
    items: list[Item] = []
    labels = {at: text_of(rows[at]).replace("：", ":").partition(":") for at in part if away}  # "Chair: Ann Lee"
    chair = next((at for at, (head, _, name) in labels.items() if name.strip() and is_position(head.strip())), part.stop)
    if alone and not any(map(any, rows[part.start : chair])):
        chair = part.stop  # each of those away has the office before the name
    for paragraph in _paragraphs(rows, range(part.start, chair)):
        first = alone and not items
        headed = are_headed([", ".join(start_of(rows[number])[1]) for number in paragraph])
        told = [item_of(rows[number], number, loose=first, headed=headed) for number in paragraph]
        if first and len(told) == 1 and len(told[0].lines) < 2:
            named = people_behind(text_of(rows[paragraph[0]]))  # one after the other, as behind the label
            if len(named) > 2 and sum(line.grade == SURE for line in named) >= NEARLY_ALL * len(named):
                told = [Item(paragraph[0], told[0].line, lines=named)]
        stop = _end_of(rows, told)
        if not _continues(items, told[:stop]):
            break
        items += told[:stop]
        if stop < len(told):
            break
    while items and not items[-1].lines and not items[-1].organization and items[-1].code != "blank":
        items.pop()
    return under_sectors(_side_by_side(_of_organizations(items)))


def _paragraphs(rows: Sequence[Texts], part: range) -> list[list[int]]:
    """The rows between empty ones; those whose numbers count on belong together."""
    out: list[list[int]] = []
    for run in (list(run) for filled, run in groupby(part, key=lambda at: any(rows[at])) if filled):
        if out and 0 < numbered(rows[out[-1][-1]]) == numbered(rows[run[0]]) - 1:
            out[-1] += run
        else:
            out.append(run)
    return out


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


def under_sectors(items: list[Item]) -> list[Item]:
    """The items, each under its sector."""
    sector = ""
    for item in items:
        sector = item.sector = item.sector if item.code == "section" else sector
    return items


def _continues(items: Sequence[Item], told: Sequence[Item]) -> bool:
    """Whether a paragraph belongs to the list: the first has to look like one, later ones surely."""
    plain = [item.line for item in told if item.code not in NOT_COUNTED]
    if not plain:
        return bool(told)  # headings of groups alone
    if any(item.lines for item in items):
        return sum(line.grade == SURE or bool(line.several) for line in plain) >= NEARLY_ALL * len(plain)
    return sum(bool(item.lines or item.organization or item.code in INSTEAD) for item in told) >= _MOST * len(plain)


def _end_of(rows: Sequence[Texts], told: Sequence[Item]) -> int:
    """How many rows of a paragraph are of the list: up to a sentence, or a line begun in another way."""
    style = next((item.line.style for item in told if item.lines), "bare")
    for at, item in enumerate(told):
        if item.lines or item.organization or item.code in NOT_COUNTED or item.line.style != "bare":
            continue
        if (style != "bare" and item.code == "note") or _is_prose(text_of(rows[item.row])):
            return at
    return len(told)


def _is_prose(text: str) -> bool:
    """Whether a line is a sentence, or has the words of one."""
    words = text.split()
    long = len(words) > _WORDS_OF_PROSE or len(text) > LONGEST
    return long or text.endswith((".", "!", "?")) or not FUNCTION_WORDS.isdisjoint(words)


def item_of(row: Texts, number: int, *, loose: bool = False, headed: bool = False) -> Item:
    """What one row of a list is. `loose`, `headed`: as `grouped`."""
    line = read_line(row)
    if not any(map(str.isalpha, text_of(row))):
        return Item(number, line, "blank")  # a number nobody signed beside
    cells = list(filter(None, start_of(row)[1]))
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
    labelled = any(colon in text[:-1] for colon in ":：")  # "Project: Safe roads" says what the meeting was about
    if is_organization(line.name) and alone and not labelled and len(line.name.split()) <= _WORDS_OF_ORGANIZATION:
        return Item(number, line, organization=line.name)
    return Item(number, line, "note")


# --- what stands beside the names -> cells of each person: by all its lines together ----------------------------------------


Cells = defaultdict[str, str]
"""{field: what is told of one person, as written}; UNTOLD: nothing says whether the role is an organization."""


def cells_of(lines: Sequence[Line]) -> list[Cells]:
    """The cells of every line, in their order: one line alone could often be read twice."""
    lettered = sum(any(_is_letter(text) for _, text in line.placed()) for line in lines)
    kinds = _kinds_by_place(lines) | {BRACKET: _kind_of_brackets(lines)}
    return [_cells(line, kinds, letters=lettered >= max(2, NEARLY_ALL * len(lines))) for line in lines]


def _is_letter(part: str) -> bool:
    """Whether a part is the letter of presence that stands behind a name, or in brackets: "Ann Lee: P", "Bo Chan (A)"."""
    return len(part) == 1 and is_word(part, "state")


def _kinds_by_place(lines: Sequence[Line]) -> dict[int, str]:
    """What the open texts at each place behind the names are: {place: "organization", "role" or `UNTOLD`}.

    A list in which no text is plainly an organization names none: its open texts are kept as positions.
    """
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
        return dict.fromkeys(texts, "role" if texts[office]["role"] else UNTOLD)
    role = max(others, key=lambda at: (texts[at]["role"], texts[at]["open"], -at), default=office)
    return {role: "role", office: "organization"}


def _kind_of_brackets(lines: Sequence[Line]) -> str:
    """What stands in brackets behind the names: "Ann Lee (chair) - Hope House" has the place where they come from behind it.

    Else where they come from, if brackets look like it or repeat, or what they are called.
    """
    few = 2 * sum(bool(one.bracket) for one in lines) < len(lines)
    if few and sum(bool(one.parts) for one in lines) >= NEARLY_ALL * len(lines):
        return "role"
    told = (one.bracket for one in lines if any(map(str.isalpha, one.bracket)))
    texts = [text for text in told if kind_of(text) in {"organization", "open"} and not is_nickname(text)]
    plain = sum(map(is_organization, texts)) + len(texts) - len(set(texts))
    wide = sum((" " in text and not text[0].islower() and grade(text) < SURE) or text.isupper() for text in texts)
    return "organization" if texts and (4 * plain >= len(texts) or 2 * wide >= len(texts)) else "name"


def _cells(line: Line, kinds: dict[int, str], *, letters: bool) -> Cells:
    out = Cells(str, name=line.name, organization=line.organization, role=line.role, remark=line.remark)
    left: list[tuple[str, str]] = []
    without = any(not part and kinds.get(at) == "organization" for at, part in enumerate(line.parts))
    for at, part in line.placed():
        kind, told = kind_of(part), kinds.get(at, "role" if without else "open")
        if letters and _is_letter(part):
            out["remark"] = out["remark"] if mark_of(part) in {"present", "late"} else ABSENT
        elif contact := contact_in(part):
            out[contact[0]] = out[contact[0]] or contact[1]
        elif kind == "remark":
            out["remark"] = out["remark"] or REASON.sub("", part)
            if rest := without_absence(part)[0] if at != BRACKET else "":  # "IJM - apologies"
                left.append((told if kind_of(rest) == "open" else kind_of(rest), rest))
        elif (office := office_behind(part)) is not None:
            left += [("organization", office)] if office else []
        elif (told == "name" and kind != "role") or is_nickname(part):
            if kind in {"open", "organization"} and not any(map(str.isdigit, part)):  # numbers are when somebody was there
                out["name"] += f" ({part})"
        elif kind not in {"none", "mark"}:
            if kind != "open" and not (part.isupper() and told == "role"):
                told = kind
            if at == BRACKET and told == "organization":
                out["organization"] = ""  # "Red Cross: Ann Lee (FRC)": the nearer one
            if told == UNTOLD:
                out[UNTOLD] = told
            left.append((told, part))
    for at, (said, part) in enumerate(left):  # what is open stands where there is room, or beside what it follows
        used = {one for one, _ in left} | {one for one in ("organization", "role") if out[one]}
        free = next((one for one in ("organization", "role") if one not in used), left[at - 1][0] if at else "role")
        left[at] = {"open": free, UNTOLD: "role"}.get(said, said), part
    for field, part in left:
        out[field] = f"{out[field]}, {part}".lstrip(", ")
    if out["role"] and not out["organization"]:
        out["role"], out["organization"] = role_and_organization(out["role"])
    return out
