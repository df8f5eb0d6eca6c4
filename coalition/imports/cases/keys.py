"""What a row says of a case without a code, as a key: so that the same file twice adds nothing (`SharedCase.import_key`)."""

import hashlib
import json
from collections import Counter
from datetime import date

from coalition.imports.bulk import json_ready
from coalition.imports.cases.read import CaseRow
from coalition.imports.lookups import Place

NeedKey = tuple[str, str, date]
"""(code of the kind of help, P-code, opened on)."""


def import_keys(groups: list[list[CaseRow]]) -> dict[str, str]:
    """{key of the group: hash of what it says and its number among alike ones of the file}.

    What is hashed is JSON, put together from pieces: most stand in many cases. It must stay as it is, letter by letter, or
    files that were imported before would no longer find their cases.
    """
    seen: Counter[str] = Counter()
    pieces: dict[tuple[str, object], str] = {}
    keys = {}
    for rows in groups:
        first = rows[0]
        told = [pieces.get(item) or pieces.setdefault(item, _piece(*item)) for item in sorted(first.told.items())]
        area = first.area.pcode if first.area else None
        content = f"[[{', '.join(told)}], {pieces.get((_AREA, area)) or _area(pieces, area)}, {_needs(rows)}]"
        sent = sorted(str((need_key(r), r.sent)) for r in rows if r.sent)
        if sent or first.decided:
            content += _json([sent, str(first.decided)])  # a list without either has the key it always had
        seen[content] += 1
        keys[first.key] = hashlib.sha256(f"{content}#{seen[content]}".encode()).hexdigest()
    return keys


_AREA, _QUOTED = "", {'"', "\\"}


def _area(pieces: dict[tuple[str, object], str], pcode: str | None) -> str:
    return pieces.setdefault((_AREA, pcode), _json(pcode))


def _needs(rows: list[CaseRow]) -> str:
    """The needs of a case as JSON, each once, in the order of their letters."""
    told = {str((r.need.code, pcode_of(r.need_area), r.need_opened_on, r.need_closed_on)) for r in rows if r.need}
    if len(told) == 1 and not _QUOTED & set(only := next(iter(told))):
        return f'["{only}"]'  # most cases: nothing to sort, nothing to quote
    return _json(sorted(told))


_json = json.JSONEncoder(ensure_ascii=False).encode


def _piece(name: str, value: object) -> str:
    return _json([name, json_ready({name: value})[name]])


def pcode_of(place: Place | None) -> str | None:
    """The code of an area; None: none is told."""
    return place.pcode if place else None


def need_key(row: CaseRow) -> NeedKey | None:
    """What names the need of a row within its case; None: the row tells none."""
    if row.need is None or row.need_area is None or row.need_opened_on is None:
        return None
    return (row.need.code, row.need_area.pcode, row.need_opened_on)
