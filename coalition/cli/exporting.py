"""`export`: the lists that leave the house, one new file each."""

from pathlib import Path

from sqlalchemy import Engine

from coalition.access.hsds import write_hsds
from coalition.access.htcds import write_htcds
from coalition.access.hxl import write_hxl
from coalition.cli.common import say
from coalition.cli.pictures import left_out
from coalition.clock import today


def write_lists(engine: Engine, *, hxl: Path | None, htcds: Path | None, hsds: Path | None) -> None:
    """Write each list that has a name, and say what is in it.

    Raises:
        FileUnfit: there is such a file already, or it cannot be written.
    """
    if hxl is not None:
        count = write_hxl(engine, hxl)
        say(f"{hxl}: {count:,} rows. {left_out(engine, on=today())}")
    if htcds is not None:
        say(f"{htcds}: {write_htcds(engine, htcds):,} rows. Exact numbers of cases: give it to nobody who may not see them.")
    if hsds is not None:
        rows = write_hsds(engine, hsds, on=today())
        say(
            f"{hsds}: {rows['service']:,} services of {rows['organization']:,} organizations, {rows['contact']:,} focal points."
        )
