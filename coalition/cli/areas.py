"""`areas`: the areas of another country, and how they are drawn."""

from pathlib import Path

from sqlalchemy import Engine

from coalition.cli.common import DONE, LEFT, Trouble, complain, file_bytes, say
from coalition.edits.area_files import bring_areas
from coalition.edits.record import EditRefused
from coalition.geometry.geojson import BoundariesRefused
from coalition.imports.cells.reader import FileRefused


def add_area_files(engine: Engine, files: list[Path], *, country: str | None, attribution: str | None, by: str | None) -> int:
    """Store the files and say what came of them; the exit status.

    Raises:
        Trouble: a file cannot be used. Nothing was written.
    """
    if not files:
        raise Trouble("Name lists of areas (CSV, XLSX) or boundaries (GeoJSON).")
    try:
        names = [path.name for path in files]
        done = bring_areas(engine, *map(file_bytes, files), names=names, country=country, attribution=attribution, by=by)
    except FileRefused as refused:
        raise Trouble(refused.issue.why) from refused
    except (BoundariesRefused, EditRefused) as refused:
        raise Trouble(str(refused)) from refused
    if done.country:
        say(f"The country of the coalition is {done.country}.")
    say(f"{done.counts['added']:,} areas added, {done.counts['changed']:,} changed, {done.counts['drawn']:,} drawn anew.")
    for one in done.boundaries:
        before, after = one.points
        say(f"Codes found in the property '{one.column}'; {after:,} of {before:,} points kept.")
    for problem in done.problems:
        complain(problem)
    return LEFT if done.problems else DONE
