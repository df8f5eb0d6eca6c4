"""Who is in the fictional coalition: organizations, the people who come, what each offers and how it attends."""

import csv
from dataclasses import dataclass
from pathlib import Path

PROVINCES = {
    "TH50": "Chiang Mai",
    "TH51": "Lamphun",
    "TH52": "Lampang",
    "TH54": "Phrae",
    "TH55": "Nan",
    "TH56": "Phayao",
    "TH57": "Chiang Rai",
    "TH58": "Mae Hong Son",
}
"""The areas in scope: provinces by P-code."""

HABITS = {
    "steady": 0.93,
    "often": 0.75,
    "seldom": 0.45,
    "lapsed": 0.85,  # until four meetings ago
    "slipping": 0.9,  # missed the last one
    "returned": 0.9,  # missed five, came to the last
    "new": 1.0,  # since three meetings
}
"""How a member attends: chance of coming to one meeting."""


@dataclass(frozen=True)
class Member:
    """One invented organization.

    Attributes:
        name, sector: as they stand in the files.
        habit: key of HABITS.
        people: who comes; the first comes most often. A Thai name stays Thai in every file.
        offers: service type codes, each with the areas (P-code of a province or district) it is offered in.
    """

    name: str
    sector: str
    habit: str
    people: tuple[str, ...]
    offers: dict[str, str]


def _members() -> tuple[Member, ...]:
    path = Path(__file__).parent.parent / "data" / "demo_members.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return tuple(
            Member(
                name=row["name"],
                sector=row["sector"],
                habit=row["habit"],
                people=tuple(row["people"].split("; ")),
                offers=dict(offer.split(": ", 1) for offer in row["offers"].split("; ")),
            )
            for row in csv.DictReader(file)
        )


MEMBERS = _members()
"""The members, in the order of coalition/data/demo_members.csv."""
