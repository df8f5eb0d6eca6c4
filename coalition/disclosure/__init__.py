"""Small numbers: which counts of cases a room may see, so that no group of fewer than k cases can be worked out. Pure.

Why so, and what is not promised: docs/decisions/0017-published-counts.md. `suppress` is imported by its own module: it
brings scipy, which a page that only reads what was published does without.
"""

from coalition.disclosure.lattice import BASE, DIMENSIONS, LEAST_BASE, Lattice, Query, quarter_labels
from coalition.disclosure.needs import NeedKey, needs_shown

__all__ = [
    "BASE",
    "DIMENSIONS",
    "LEAST_BASE",
    "Lattice",
    "NeedKey",
    "Query",
    "needs_shown",
    "quarter_labels",
]
