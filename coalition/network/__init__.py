"""How joined-up the members are. Pure: who is tied with whom in, measures and places of a drawing out.

Formulas with their source: docs/glossary.md, Connections; tests hold them to networkx.
"""

from coalition.network.measures import (
    MOST_FOR_DISTANCES,
    Measures,
    centralization,
    density,
    distance_fragmentation,
    fragmentation,
    measures,
    sectors_apart,
)
from coalition.network.pieces import fragmentation_without, parts_without, pieces_without
from coalition.network.places import PLACED, Place, places
from coalition.network.web import Web, islands, sparse, web

__all__ = [
    "MOST_FOR_DISTANCES", "PLACED", "Measures", "Place", "Web", "centralization", "density", "distance_fragmentation",
    "fragmentation", "fragmentation_without", "islands", "measures", "parts_without", "pieces_without", "places",
    "sectors_apart", "sparse", "web",
]  # fmt: skip
