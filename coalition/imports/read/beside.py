"""What stands beside the names of a list without columns -> cells of each person: by all its lines together."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from coalition.imports.cells.people_names import is_known
from coalition.imports.cells.presence import mark_of, without_absence
from coalition.imports.read.line_values import (
    REASON,
    SURE,
    bare_contact,
    grade,
    is_organization,
    kind_of,
    office_behind,
    role_and_organization,
)
from coalition.imports.read.lines import ABSENT, NEARLY_ALL, Line
from coalition.imports.read.values import is_word

UNTOLD = "kept_as_position"
"""Code of what stands behind names where nothing says whether it is an organization."""


@dataclass
class Cells:
    """One person as cells, as written; empty: not told. `untold`: nothing says whether the role is an organization."""

    name: str
    organization: str = ""
    role: str = ""
    email: str = ""
    phone: str = ""
    remark: str = ""
    untold: bool = False


def cells_of(lines: Sequence[Line]) -> list[Cells]:
    """The cells of every line, in their order: one line alone could often be read twice."""
    if sum(bool(_letter_of(line)) for line in lines) >= max(2, NEARLY_ALL * len(lines)):
        lines = list(map(_without_letter, lines))
    kinds = _kinds_by_place(lines)
    bracketed = _brackets_are_organizations(lines)
    return [_cells(line, kinds, bracketed) for line in lines]


def _letter_of(line: Line) -> str:
    """The letter of presence that stands behind a name, or in brackets: "Ann Lee: P", "Bo Chan (A)"; empty: none does."""
    return next((part for part in (line.bracket, *reversed(line.parts)) if len(part) == 1 and is_word(part, "state")), "")


def _without_letter(line: Line) -> Line:
    """A line with a remark in place of the letter of somebody who was not there."""
    if not (letter := _letter_of(line)):
        return line
    came = mark_of(letter) in {"present", "late"}
    parts, bracket = tuple(part for part in line.parts if part != letter), line.bracket.removesuffix(letter)
    return replace(line, parts=parts, bracket=bracket, remark=line.remark if came else ABSENT)


def _kinds_by_place(lines: Sequence[Line]) -> dict[int, str]:
    """What the open texts at each place behind the names are: {place: "organization", "role" or `UNTOLD`}.

    A list in which no text is plainly an organization names none: its open texts are kept as positions.
    """
    counts: dict[int, Counter[str]] = {}
    for line in lines:
        for at, part in enumerate(line.parts):
            if part:
                counts.setdefault(at, Counter())[kind_of(part)] += 1
    texts = {at: count for at, count in counts.items() if count["organization"] + count["role"] + count["open"]}
    if not texts:
        return {}
    organization = max(texts, key=lambda at: (texts[at]["organization"] - texts[at]["role"], texts[at]["open"], -at))
    others = [at for at in texts if at != organization]
    if texts[organization]["role"] > texts[organization]["organization"] + texts[organization]["open"]:
        return {organization: "role"}
    if not any(texts[at]["organization"] for at in texts) and not any(texts[at]["role"] for at in others):
        return dict.fromkeys(texts, "role" if texts[organization]["role"] else UNTOLD)
    out = {organization: "organization"}
    if others:
        out[max(others, key=lambda at: (texts[at]["role"], texts[at]["open"], -at))] = "role"
    return out


def _brackets_are_organizations(lines: Sequence[Line]) -> bool:
    """Whether what stands in brackets behind the names is where they come from, not what they are called."""
    brackets = [one.bracket for one in lines if any(map(str.isalpha, one.bracket))]
    brackets = [text for text in brackets if kind_of(text) in {"organization", "open"}]
    plain = sum(is_organization(text) or is_known(text) for text in brackets)
    wide = sum((" " in text and grade(text) < SURE and not text[0].islower()) or text.isupper() for text in brackets)
    repeated = len(brackets) - len(set(brackets))
    return bool(brackets) and (4 * (plain + repeated) >= len(brackets) or 2 * wide >= len(brackets))


def _cells(line: Line, kinds: dict[int, str], bracketed: bool) -> Cells:
    out = Cells(line.name, line.organization, line.role, remark=line.remark)
    left: list[tuple[str, str]] = []
    for at, part in enumerate(line.parts):
        kind = kind_of(part) if part else "none"
        if kind in {"email", "phone"}:
            setattr(out, kind, getattr(out, kind) or bare_contact(part))
        elif kind == "remark":
            out.remark = out.remark or REASON.sub("", part)
            if (rest := without_absence(part)[0]) and rest != part:  # "IJM - apologies"
                left.append((kind_of(rest) if kind_of(rest) != "open" else kinds.get(at, "open"), rest))
        elif part and (office := office_behind(part)) is not None:
            left += [("organization", office)] if office else []
        elif kind not in {"none", "mark"}:
            unsure = kind == "open" or (part.isupper() and kinds.get(at) == "role" and not is_known(part))
            told = kinds.get(at, "open") if unsure else kind
            small = kind == "open" and part.islower() and not line.name.islower()  # no name of a house
            out.untold = out.untold or (told == UNTOLD and not small)
            left.append(("role" if small or told == UNTOLD else told, part))
    _give(out, left)
    _give_bracket(out, line, bracketed)
    if out.role and not out.organization:
        out.role, out.organization = role_and_organization(out.role)
    return out


def _give(out: Cells, left: Sequence[tuple[str, str]]) -> None:
    """Give organization and position their texts; of two of a kind the second is put behind the first."""
    for kind, part in sorted(left, key=lambda one: one[0] == "open"):
        told = (
            kind if kind != "open" else "" if out.organization and out.role else "role" if out.organization else "organization"
        )
        if told:
            setattr(out, told, f"{getattr(out, told)}, {part}".lstrip(", "))


def _give_bracket(out: Cells, line: Line, bracketed: bool) -> None:
    if not any(map(str.isalpha, line.bracket)) or kind_of(line.bracket) == "mark":
        return  # a number: how much somebody said
    pieces = [piece.strip() for piece in line.bracket.split(",")]
    kinds = [kind_of(piece) for piece in pieces]
    if all(kind in {"email", "phone"} for kind in kinds):
        for kind, piece in zip(kinds, pieces, strict=True):
            setattr(out, kind, bare_contact(piece))
    elif kind_of(line.bracket) == "remark":
        out.remark = out.remark or line.bracket
    elif len(pieces) > 1 or kinds[0] == "role" or (bracketed and not out.organization):
        plain = (
            (kind if kind in {"role", "organization"} else "open", piece) for kind, piece in zip(kinds, pieces, strict=True)
        )
        _give(out, list(plain))
    elif not any(map(str.isdigit, line.bracket)):  # numbers are when somebody was there, never what they are called
        out.name = f"{line.name} ({line.bracket})"
