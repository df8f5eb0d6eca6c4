"""`areas`: the areas of another country, and how they are drawn."""

from pathlib import Path

from sqlalchemy import Engine

from coalition.cli.common import DONE, LEFT, Trouble, complain, file_bytes, say
from coalition.edits.area_files import bring_areas
from coalition.edits.record import EditRefused
from coalition.geometry.geojson import BoundariesRefused
from coalition.imports.cells.reader import FileRefused


def add_area_files(
    engine: Engine, areas: Path | None, shapes: Path | None, *, country: str | None, attribution: str | None, by: str | None
) -> int:
    """Store both files and say what came of them; the exit status.

    Raises:
        Trouble: a file cannot be used. Nothing was written.
    """
    if areas is None and shapes is None:
        raise Trouble("Name a list of areas (CSV), or boundaries with --shapes FILE.geojson.")
    list_bytes, shape_bytes = (file_bytes(path) if path else None for path in (areas, shapes))
    try:
        done = bring_areas(engine, list_bytes, shape_bytes, country=country, attribution=attribution, by=by)
    except FileRefused as refused:
        raise Trouble(f"{areas}: {refused.issue.why}") from refused
    except BoundariesRefused as refused:
        raise Trouble(f"{shapes}: {refused}") from refused
    except EditRefused as refused:
        raise Trouble(str(refused)) from refused
    if country:
        say(f"The country of the coalition is {country.strip().upper()}.")
    say(f"{done.counts['added']:,} areas added, {done.counts['changed']:,} changed, {done.counts['drawn']:,} drawn anew.")
    if done.boundaries:
        before, after = done.boundaries.points
        say(f"Codes found in the property '{done.boundaries.column}'; {after:,} of {before:,} points kept.")
    for problem in done.problems:
        complain(problem)
    return LEFT if done.problems else DONE
