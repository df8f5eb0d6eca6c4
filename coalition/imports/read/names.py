"""Who is in a row: whoever its cells of names say, each distinct text judged once, by all cells of its column together."""

from copy import copy
from functools import lru_cache

from coalition.imports.cells.in_brackets import organizations_beside, organizations_in_brackets, without_codes, without_parts
from coalition.imports.cells.people_names import Named, is_known, lists_people, read_names
from coalition.imports.cells.presence import joined_name
from coalition.imports.read.model import Interpretation
from coalition.imports.read.parting import in_two_scripts
from coalition.imports.read.sheet import Table, joined_in

_INITIALS = 3
_MEMO = 50_000

Who = Named
"""Whoever one cell of names says; see there."""


class Names:
    """The names of the rows of one table, each distinct one judged once; of a list on several pages by all of them.

    Attributes:
        texts: of the rows, as written; the parts of a name joined.
        known: {text: whoever it says}.
    """

    def __init__(self, way: Interpretation, rows: Table) -> None:
        columns, broken = way.columns, way.sheet.broken
        at = columns.get("name")
        self.texts = _texts(way, rows)
        distinct = set(self.texts)
        header, apart = way.headers.get(at, "") if at is not None else "", "organization" in columns
        lists = at is not None and lists_people(header, distinct)
        twice = in_two_scripts(distinct, broken)
        bare = twice or without_codes(distinct)
        parts = {} if twice else broken
        self.known = {text: _known(bare.get(text, text), parts.get(text, ()), lists=lists, apart=apart) for text in distinct}
        self.known |= {text: who._replace(plain=True) for text in bare if not (who := self.known[text]).code}
        offices = rows.held(columns["organization"]) if apart else set[str]()
        self.known |= {} if apart else organizations_in_brackets(distinct) or without_parts(self.known)
        self.known |= organizations_beside(distinct, offices)
        if "explode" in way.sheet.operators:  # what stands beside people in one cell are people: "JM"
            short = {text for text in distinct if 1 < len(text) <= _INITIALS and text.isalpha() and text.isupper()}
            self.known |= {text: self.known[text]._replace(plain=True) for text in short if not is_known(text)}

    def on_page(self, way: Interpretation, rows: Table) -> "Names":
        """Those of some of the rows."""
        page = copy(self)
        page.texts = _texts(way, rows)
        return page

    def of_rows(self, first: int, last: int) -> list[Who]:
        """Whoever is in each row of a stretch."""
        return list(map(self.known.__getitem__, self.texts[first:last]))

    def __getitem__(self, offset: int) -> Who:
        return self.known[self.texts[offset]]


def _texts(way: Interpretation, rows: Table) -> list[str]:
    """The names of some rows as written; the parts of a name joined."""
    if (at := way.columns.get("name")) is not None:
        texts = rows.column(at)
    else:
        parts = [rows.column(way.columns[part]) for part in ("first", "last") if part in way.columns]
        first, last, *_ = [*parts, [""] * len(rows), [""] * len(rows)]
        texts = list(map(joined_name, first, last))
    if (other := way.other_spelling) and "" in texts:  # who has no name in the one script has it in the other
        texts = [text or joined_in(row, other) for text, row in zip(texts, rows, strict=True)]
    return texts


@lru_cache(_MEMO)
def _known(text: str, lines: tuple[str, ...], *, lists: bool, apart: bool) -> Who:
    """Whoever a cell of names says."""
    return read_names(text, lines, lists=lists, apart=apart)
