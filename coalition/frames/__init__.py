"""Every frame that crosses a module: its columns, their types, units and meaning.

A function that returns a frame names its schema, so a column exists, with its type, also when there is no row. Missing
values are `<NA>` / `NaT`: unknown, never zero. Dates are midnight `datetime64[us]`; instants are UTC.
"""

from coalition.frames.actions import ACTIONS
from coalition.frames.calling import (
    AREA_POINTS,
    CALL_CONTACTS,
    CALL_REFERRALS,
    CALL_SERVICES,
    CHECKLIST_ITEMS,
    COULD_EXTEND,
)
from coalition.frames.cases import CASE_NEEDS, CASES
from coalition.frames.coverage import (
    AREAS,
    CELL_CHANGES,
    CELL_CHECKS,
    CELL_SERVICES,
    CELLS,
    CHECKS_BY_CELL,
    NEEDS_BY_CELL,
    SERVICE_CHANGES,
    SERVICE_TYPES,
    SERVICES_BY_CELL,
    VERDICTS_BY_CELL,
)
from coalition.frames.members import (
    APART,
    ATTENDANCES,
    CAME_LATELY,
    CONTACTS,
    DECISIONS,
    LEARNED_NAMES,
    MEMBERSHIPS_OF_ONE,
    ORGANIZATIONS,
    PEOPLE,
    STATEMENTS,
)
from coalition.frames.participation import (
    AREA_NAMES,
    ATTENDED_YEARS,
    BATCH_ISSUES,
    LAST_PRESENT,
    MEETING_RATES,
    MEETINGS,
    MEMBER_RATES,
    MEMBERSHIPS,
    PRESENCE,
    RETENTION,
    ROSTER,
    SECTORS,
)
from coalition.schema import records

__all__ = [
    "ACTIONS",
    "APART",
    "AREAS",
    "AREA_NAMES",
    "AREA_POINTS",
    "ATTENDANCES",
    "ATTENDED_YEARS",
    "BATCH_ISSUES",
    "CALL_CONTACTS",
    "CALL_REFERRALS",
    "CALL_SERVICES",
    "CAME_LATELY",
    "CASES",
    "CASE_NEEDS",
    "CELLS",
    "CELL_CHANGES",
    "CELL_CHECKS",
    "CELL_SERVICES",
    "CHECKLIST_ITEMS",
    "CHECKS_BY_CELL",
    "CONTACTS",
    "COULD_EXTEND",
    "DECISIONS",
    "LAST_PRESENT",
    "LEARNED_NAMES",
    "MEETINGS",
    "MEETING_RATES",
    "MEMBERSHIPS",
    "MEMBERSHIPS_OF_ONE",
    "MEMBER_RATES",
    "NEEDS_BY_CELL",
    "ORGANIZATIONS",
    "PEOPLE",
    "PRESENCE",
    "RETENTION",
    "ROSTER",
    "SECTORS",
    "SERVICES_BY_CELL",
    "SERVICE_CHANGES",
    "SERVICE_TYPES",
    "STATEMENTS",
    "VERDICTS_BY_CELL",
    "records",
]
