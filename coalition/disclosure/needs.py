"""Which counts of people who wait for help a room may see, province by province: by service type, and by pillar.

A person may need several service types, so the kinds of a pillar do not add up to it: its count lies between the greatest of
theirs and their sum. From that follows the one way in which a count not shown can be narrowed here: a pillar says more
than all its other kinds together can hold. A small pillar holds small kinds only, and no figure bounds a kind from above
more closely than base - 1, because a figure stands for base counts.
"""

from collections.abc import Mapping
from typing import NamedTuple


class NeedKey(NamedTuple):
    """What is counted: people who wait in a province for a service type, or for any kind of a pillar (kind None)."""

    area: str
    pillar: str
    kind: str | None


def needs_shown(counts: Mapping[NeedKey, int], kinds: Mapping[str, str], base: int) -> dict[NeedKey, int]:
    """The figures that are shown, rounded down; whatever is not in it is not shown.

    Where a pillar's figure would narrow its last kind that is not shown, the pillar's is withheld: the finer figures stand.

    Args:
        counts: people who wait [people]; keys that are missing are zero.
        kinds: {service type: its pillar}, all that can be asked for.
        base: figures are multiples of this.
    """
    shown = {key: count // base * base for key, count in counts.items() if count >= base}
    for key in [key for key in shown if key.kind is None]:
        inside = [NeedKey(key.area, key.pillar, kind) for kind, pillar in kinds.items() if pillar == key.pillar]
        told = [shown[one] for one in inside if one in shown]
        if len(told) == len(inside) - 1 and shown[key] > sum(figure + base - 1 for figure in told):
            del shown[key]
    return shown
