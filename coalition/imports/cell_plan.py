"""What lists of services and of shared cases have in common: they speak of areas and kinds of help, and may add some."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from coalition.imports.issues import issue
from coalition.imports.lookups import Help, Place, Places
from coalition.imports.plan import Answers, Option, Plan, Question
from coalition.imports.record import Record, columns_of

_AREA = ("pcode", "level", "country", "name", "name_local", "aliases", "iso_3166_2", "latitude", "longitude")


@dataclass
class CellPlan(Plan):
    """A plan about cells of the matrix.

    Attributes:
        entries: one per row of the file, in its order; each has a `fate`.
        places, helps: everything known and to be added, by P-code and code.
        new_areas, new_helps: what is added to the lists, provinces before their districts.
    """

    entries: list[Any] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    helps: dict[str, Help] = field(default_factory=dict)
    new_areas: list[Place] = field(default_factory=list)
    new_helps: list[Help] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """{Fate value: rows of the file}."""
        return dict(Counter(entry.fate.value for entry in self.entries))

    def order_answered(self, answers: Answers) -> str | None:
        """The order of day and month that somebody gave: "DMY" or "MDY"; None: nobody was asked, or answered."""
        order = answers.by_question.get("date_order")
        if order not in ("DMY", "MDY"):
            return None
        self.decisions["date_order"] = order
        return order

    def ask_order(self, written: str, days: Sequence[date], lines: Iterable[int]) -> str:
        """Ask for the order of day and month; its rows wait. Returns the question as a sentence."""
        told = issue("ambiguous_date_order", value=written, first=days[0].isoformat(), second=days[1].isoformat())
        options = (Option("DMY", "Day first"), Option("MDY", "Month first"))
        self.questions.append(Question("date_order", told.code, told.why, options, tuple(lines), holds_rows=True))
        return told.why

    def keep_additions(self, codes: Collection[str], pcodes: Collection[str | None]) -> None:
        """Add only those areas (with the provinces they lie in) and kinds of help that a row to be written names."""
        parents = {self.places[pcode].parent for pcode in pcodes if pcode}
        self.new_areas = [place for place in self.new_areas if place.pcode in {*pcodes, *parents}]
        self.new_helps = [self.helps[code] for code in sorted(codes) if self.helps[code].id is None]

    def add_lists(self, record: Record) -> tuple[dict[str, int], dict[str, int]]:
        """Add the areas and kinds of help; ({P-code: id}, {code: id}) of all that rows may name."""
        areas = {pcode: place.id for pcode, place in self.places.items() if place.id is not None}
        for level in (0, 1, 2):
            new = [place for place in self.new_areas if place.level == level]
            columns = columns_of(new, *_AREA) | {"parent_id": [areas.get(place.parent or "") for place in new]}
            areas |= zip((place.pcode for place in new), record.add_numbered("area", columns), strict=True)
        helps = {code: known.id for code, known in self.helps.items() if known.id is not None}
        columns = columns_of(self.new_helps, "code", "name", "name_local", "source")
        columns["pillar"] = [known.pillar.value if known.pillar else None for known in self.new_helps]
        columns["is_active"] = [True] * len(self.new_helps)
        helps |= zip((known.code for known in self.new_helps), record.add_numbered("service_type", columns), strict=True)
        return areas, helps


def with_provinces(places: Places, found: Iterable[Place]) -> list[Place]:
    """The areas to be added: those not stored, and the provinces they lie in that are not stored; provinces first."""
    new: dict[str, Place] = {}
    for place in found:
        parent = places.with_code(place.parent) if place.parent else None
        for one in (parent, place):
            if one and one.id is None:
                new[one.pcode] = one
    return sorted(new.values(), key=lambda place: place.level)
