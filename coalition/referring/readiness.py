"""How many of the facts that a receiver needs before it can act are known (docs/glossary.md, Readiness)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coalition.referring.consent import CHILDREN
from coalition.vocabulary import AgeBand, ItemAges, ItemKnowledge


@dataclass(frozen=True)
class Item:
    """One fact on a checklist: its stable key, whether it counts, and for whom."""

    key: str
    is_required: bool = True
    ages: ItemAges = ItemAges.EVERYBODY


@dataclass(frozen=True)
class Readiness:
    """What a case knows of one checklist.

    Attributes:
        known, required: number of required items known, and of all required items [items].
        missing, withheld: keys of required items, in the order of the list.
        optional_known: keys of items known beyond what is required.
    """

    known: int
    required: int
    missing: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    optional_known: tuple[str, ...] = ()

    @property
    def is_ready(self) -> bool:
        """Everything that is required is known."""
        return self.known == self.required


def counts_for(ages: ItemAges, age_band: AgeBand) -> bool:
    """Whether an item is asked about a person of this age. Of an unknown age, all are."""
    if ages is ItemAges.EVERYBODY or age_band is AgeBand.UNKNOWN:
        return True
    return (age_band in CHILDREN) is (ages is ItemAges.CHILDREN)


def readiness(items: Sequence[Item], states: Mapping[str, ItemKnowledge], age_band: AgeBand) -> Readiness:
    """The readiness of a case for one checklist.

    Args:
        items: of the list, in its order.
        states: {key: what the case knows}; an item without one is missing.
        age_band: of the person; items for other ages are not asked.
    """
    asked = [item for item in items if counts_for(item.ages, age_band)]
    required = [item.key for item in asked if item.is_required]
    known = [key for key in required if states.get(key) is ItemKnowledge.KNOWN]
    withheld = tuple(key for key in required if states.get(key) is ItemKnowledge.WITHHELD)
    missing = tuple(key for key in required if key not in known and key not in withheld)
    optional = (item.key for item in asked if not item.is_required and states.get(item.key) is ItemKnowledge.KNOWN)
    return Readiness(len(known), len(required), missing, withheld, tuple(optional))
