"""What stands beside the names of a list -> columns, decided by all lines together: one alone could often be read twice."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from coalition.imports.lists.lines import Line
from coalition.imports.lists.names import grade
from coalition.imports.lists.parts import bare_contact, is_organization, kind_of, office_behind, role_and_organization
from coalition.imports.sheets.people_names import is_known
from coalition.imports.sheets.presence import without_absence


@dataclass
class Cells:
    """One person as cells, as written; empty: not told."""

    name: str
    organization: str = ""
    role: str = ""
    email: str = ""
    phone: str = ""
    remark: str = ""


def cells_of(lines: Sequence[Line]) -> list[Cells]:
    """The cells of every line, in their order."""
    kinds = _kinds_by_place(lines)
    bracketed = _brackets_are_organizations(lines)
    return [_cells(line, kinds, bracketed) for line in lines]


def _kinds_by_place(lines: Sequence[Line]) -> dict[int, str]:
    """What the open texts at each place behind the names are: {place: "organization" or "role"}."""
    counts: dict[int, Counter[str]] = {}
    for line in lines:
        for at, part in enumerate(line.parts):
            if part:
                counts.setdefault(at, Counter())[kind_of(part)] += 1
    texts = {at: count for at, count in counts.items() if count["organization"] + count["role"] + count["open"]}
    if not texts:
        return {}
    organization = max(texts, key=lambda at: (texts[at]["organization"] - texts[at]["role"], texts[at]["open"], -at))
    out = {organization: "organization"}
    others = [at for at in texts if at != organization]
    if others:
        out[max(others, key=lambda at: (texts[at]["role"], texts[at]["open"], -at))] = "role"
    if texts[organization]["role"] > texts[organization]["organization"] + texts[organization]["open"]:
        out = {organization: "role"}
    return out


def _brackets_are_organizations(lines: Sequence[Line]) -> bool:
    """Whether what stands in brackets behind the names is where they come from, not what they are called."""
    brackets = [line.bracket for line in lines if line.bracket]
    brackets = [text for text in brackets if kind_of(text) in {"organization", "open"}]
    plain = sum(is_organization(text) or is_known(text) for text in brackets)
    wide = sum((" " in text and grade(text) < 2) or text.isupper() for text in brackets)
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
            out.remark = out.remark or part
            if (rest := without_absence(part)[0]) and rest != part:  # "IJM - apologies"
                left.append((kind_of(rest) if kind_of(rest) != "open" else kinds.get(at, "open"), rest))
        elif part and (office := office_behind(part)) is not None:
            left += [("organization", office)] if office else []
        elif kind not in {"none", "mark"}:
            left.append((kind, part) if kind != "open" else (kinds.get(at, "open"), part))
    _give(out, left)
    _give_bracket(out, line, bracketed)
    if out.role and not out.organization:
        out.role, out.organization = role_and_organization(out.role)
    return out


def _give(out: Cells, left: Sequence[tuple[str, str]]) -> None:
    """Give organization and position their texts; of two of a kind the first is kept, the second put beside it."""
    for kind, part in sorted(left, key=lambda one: one[0] == "open"):
        if kind == "organization":
            out.organization = f"{out.organization}, {part}" if out.organization else part
        elif kind == "role":
            out.role = f"{out.role}, {part}" if out.role else part
        elif not out.organization:
            out.organization = part
        elif not out.role:
            out.role = part


def _give_bracket(out: Cells, line: Line, bracketed: bool) -> None:
    if not line.bracket:
        return
    pieces = [piece.strip() for piece in line.bracket.split(",")]
    kinds = [kind_of(piece) for piece in pieces]
    if all(kind in {"email", "phone"} for kind in kinds):
        for kind, piece in zip(kinds, pieces, strict=True):
            setattr(out, kind, bare_contact(piece))
    elif kind_of(line.bracket) == "mark":
        return
    elif kind_of(line.bracket) == "remark":
        out.remark = out.remark or line.bracket
    elif len(pieces) > 1 or kinds[0] == "role" or (bracketed and not out.organization):
        _give(
            out,
            [(kind if kind in {"role", "organization"} else "open", piece) for kind, piece in zip(kinds, pieces, strict=True)],
        )
    else:
        out.name = f"{line.name} ({line.bracket})"
