"""A real record of meetings brought in as it is: rates and lapsed members, by the product and by a plain count of the rows.

    python -m benchmarks.real_history FILE.csv

FILE: meeting_date, attendee_name, organization, category and status (present or absent) of each listed person. It is imported
whole, and once more only with the rows of voting and premier members. Counted: the mean rate of the meetings, meetings under
half, and the members listed in the last twelve meetings that missed their last three. Two spellings of a name that differ in
case or blanks are one organization to the product; the plain count is told both ways.
"""

import csv
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.floor import empty_database

LAST, LAPSED_AFTER = 12, 3
Row = dict[str, str]


def counted(rows: list[Row], name_of: Callable[[str], str]) -> dict[str, Any]:
    """The plain count."""
    came: dict[str, dict[str, bool]] = defaultdict(dict)
    for row in rows:
        here, who = came[row["meeting_date"]], name_of(row["organization"])
        here[who] = here.get(who, False) or row["status"] == "present"
    days = sorted(came)
    rates = [sum(came[day].values()) / len(came[day]) for day in days]
    listed = {who for day in days[-LAST:] for who in came[day]}
    gone = [who for who in listed if not any([came[day][who] for day in days if who in came[day]][-LAPSED_AFTER:])]
    return told(rates, len(listed), len(gone))


def told(rates: list[float], listed: int, lapsed: int) -> dict[str, Any]:
    """The figures."""
    return {
        "meetings": len(rates),
        "mean rate": round(sum(rates) / len(rates), 4),
        "under half": sum(rate < 0.5 for rate in rates),
        "listed in the last 12": listed,
        "lapsed": lapsed,
    }


def imported(rows: list[Row], folder: Path) -> dict[str, Any]:
    """The product, from a file of these rows."""
    from datetime import date

    from coalition.answers.participation import participation_picture
    from coalition.cli.importing import import_files
    from coalition.database import open_engine, reading
    from coalition.imports.reading import Choices
    from coalition.settings import Settings

    path = folder / f"record-{len(rows)}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    engine = open_engine(f"sqlite:///{empty_database(folder, path.stem).as_posix()}")
    import_files(engine, [path], choices=Choices(), yes=True, by=None, told={})
    on = date.fromisoformat(max(row["meeting_date"] for row in rows))
    with reading(engine) as session:
        whole = participation_picture(session, settings=Settings(), on=on, last=1_000)
        lately = participation_picture(session, settings=Settings(), on=on, last=LAST).members
    engine.dispose()
    told_of = lately[lately["state"].notna()]
    return told([float(rate) for rate in whole.meetings["rate"]], len(told_of), int((told_of["state"] == "lapsed").sum()))


def main(path: Path) -> None:
    """Print one JSON object for each count."""
    from coalition.imports.matching.keys import organization_key

    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    voting = [row for row in rows if row["category"].strip("* ").lower().startswith(("voting", "premier"))]
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for what, part in {"all": rows, "voting and premier": voting}.items():
            found[f"{what}, as spelled"] = counted(part, str)
            found[f"{what}, one name a key"] = counted(part, lambda name: organization_key(name))
            found[f"{what}, the product"] = imported(part, Path(folder))
    for what, figures in found.items():
        print(json.dumps({"of": what, **figures}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
