"""What rests on one organization, and what would fall without it. Pure: frames in, frames out.

Definitions: docs/glossary.md, Single points of failure. A cell rests on one organization when its state comes from services
and exactly one organization is fresh there: `fragile`, or `full` with one. Danger is read off the meetings: an organization
that has lapsed or is at risk comes before all others, however much rests on these.
"""

import pandas as pd

from coalition.frames import FALLS, RESTING, SINGLE_POINTS
from coalition.participation import MemberState
from coalition.vocabulary import HELD_BACK, HELPED, CellState

_BY_SERVICES = [CellState.FRAGILE.value, CellState.FULL.value]
_DRIFTING = {MemberState.LAPSED.value: 0, MemberState.AT_RISK.value: 1}


def resting_frame(cells: pd.DataFrame, sole: pd.DataFrame) -> pd.DataFrame:
    """RESTING in the order of the matrix.

    Args:
        cells: frames.CELLS of one level.
        sole: SOLE of the same level and date.
    """
    own = cells[cells["state"].isin(_BY_SERVICES) & (cells["fresh_organizations"] == 1)]
    found = own.merge(sole, on=["area_id", "service_type_id"], how="inner")
    return RESTING.from_columns({name: found[name] for name in RESTING.columns})


def single_providers_frame(resting: pd.DataFrame, names: dict[int, str], members: pd.DataFrame) -> pd.DataFrame:
    """SINGLE_POINTS, the greatest danger first: lapsed, at risk, then all others; of equals more cells, then more unmet need.

    Args:
        resting: RESTING.
        names: {organization: its name}.
        members: frames.MEMBER_RATES of the date. Who is not among them is not expected at meetings: its drift is unknown.
    """
    grouped = resting.groupby("organization_id", sort=False)
    counted = pd.DataFrame({"cells": grouped.size(), "unmet_need": grouped["unmet_need"].sum(min_count=1)}).reset_index()
    found = counted.merge(members.drop(columns="organization"), on="organization_id", how="left", indicator=True)
    found["organization"] = found["organization_id"].map(names)
    found["drift"], found["is_member"] = found["state"], found["_merge"] == "both"
    order = found.assign(
        _drift=found["drift"].map(_DRIFTING).fillna(len(_DRIFTING)),
        _cells=-found["cells"],
        _need=-found["unmet_need"].fillna(-1),
    ).sort_values(["_drift", "_cells", "_need", "organization"], kind="stable")
    return SINGLE_POINTS.from_columns({name: order[name] for name in SINGLE_POINTS.columns})


def falls_frame(cells: pd.DataFrame, without: pd.DataFrame) -> pd.DataFrame:
    """FALLS: the cells whose state differs once some organizations are left out, in the order of the matrix.

    Args:
        cells: frames.CELLS with everybody.
        without: frames.CELLS of the same level and date without them.
    """
    after = without[["pcode", "code", "state"]].rename(columns={"state": "after"})
    both = cells.rename(columns={"state": "before"}).merge(after, on=["pcode", "code"], how="inner")
    both = both[both["before"] != both["after"]]
    both = both.assign(is_fall=~(both["before"].isin(HELD_BACK) & both["after"].isin(HELPED)))
    return FALLS.from_columns({name: both[name] for name in FALLS.columns})


def falls_to(falls: pd.DataFrame) -> dict[CellState, int]:
    """{state: cells that fall to it} [cells], those that become unknown first; states nobody falls to are left out."""
    counted = falls[falls["is_fall"]]["after"].value_counts().to_dict()
    return {state: int(counted[state.value]) for state in CellState if counted.get(state.value)}
