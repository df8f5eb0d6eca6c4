"""A real 3W workbook, brought in and counted: empty, single and several organizations per district and cluster.

    python -m benchmarks.somalia_3w FILE.xlsx [DATE]

FILE: the operational presence of Somalia, January to April 2025 (OCHA on HDX, CC BY). DATE: of the picture, else 2025-04-30.
Imports the file into a fresh database as `import --yes` does, reads `coverage --json --level 2`, and counts the distinct
names of the rows beside it, as they are written and with capitals and punctuation folded; then opens the coverage page at
the same level and date and takes the numbers out of its first sentence. Exit status 1 where the picture
differs by more than 4 cells from the names as written: folding joins spellings of one organization.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from coalition.imports.matching.keys import organization_key
from coalition.imports.reading import Choices
from coalition.imports.services.read import ServicesRead, look_at_services, read_services

ROOT = Path(__file__).parents[1]
TODAY = "2026-11-25"
_SENTENCE = re.compile(r"\*\*([\d,]+) with one provider\*\*, \*\*([\d,]+) not known\*\*, of ([\d,]+) cells")
ALLOWED = 4  # cells that joined spellings may move between one and several organizations


def by_number(numbers: Iterable[int]) -> tuple[int, int, int]:
    """How many cells have no organization, one, and two or more [cells]."""
    counted = Counter(min(number, 2) for number in numbers)
    return counted[0], counted[1], counted[2]


def plain_count(read: ServicesRead, name: Callable[[str], str]) -> tuple[int, int, int]:
    """Distinct names per district and cluster, all months together, of every district x cluster of the file."""
    found: dict[tuple[str, str], set[str]] = {}
    for statement in read.statements:
        cell = (statement.area.code, statement.help.name.strip().casefold())
        found.setdefault(cell, set()).add(name(statement.organization))
    districts, clusters = ({cell[index] for cell in found} for index in (0, 1))
    return by_number(len(found.get((district, cluster), ())) for district in districts for cluster in clusters)


def pictured(file: Path, on: str) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """The same from `coverage --json` after `import --yes` into a fresh database, and from the sentence on the page."""
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{(Path(folder) / 'somalia.db').as_posix()}"
        environment = os.environ | {"COALITION_DATABASE_URL": database, "COALITION_TODAY": TODAY}
        command = [sys.executable, "-m", "coalition"]
        subprocess.run(
            [*command, "import", "--yes", str(file)], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL
        )
        asked = [*command, "coverage", "--json", "--level", "2", "--on", on]
        told = subprocess.run(asked, cwd=ROOT, env=environment, check=True, capture_output=True, encoding="utf-8")
        screen = on_screen(environment, on)
    return by_number(cell["organizations"] for cell in json.loads(told.stdout)["cells"]), screen


def on_screen(environment: dict[str, str], on: str) -> tuple[int, int, int]:
    """The numbers of the coverage page: pairs nobody is known for, that rest on one organization, and the others."""
    from streamlit.testing.v1 import AppTest

    os.environ.update(environment)
    os.chdir(ROOT)
    page = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
    page.run()
    page.switch_page("pages/coverage.py")
    page.query_params["level"], page.query_params["on"] = "2", on
    page.run()
    found = next(found for part in page.markdown if (found := _SENTENCE.search(part.value)))
    single, unknown, pairs = (int(re.sub(r"\D", "", number)) for number in found.groups())
    return unknown, single, pairs - single - unknown


def main() -> int:
    """Count twice, print both, compare."""
    file, on = Path(sys.argv[1]).resolve(), sys.argv[2] if len(sys.argv) > 2 else "2025-04-30"
    read = read_services(look_at_services(file.read_bytes(), Choices()), file.name, today=date.fromisoformat(TODAY))
    written, folded = plain_count(read, str), plain_count(read, organization_key)
    shown, screen = pictured(file, on)
    counted = {"names as written": written, "names folded": folded, f"coverage --json --on {on}": shown, "the page": screen}
    for what, counts in counted.items():
        print(f"{what:<32} {counts[0]:>5} empty {counts[1]:>5} single {counts[2]:>5} two or more")
    return int(screen != shown or any(abs(one - other) > ALLOWED for one, other in zip(written, shown, strict=True)))


if __name__ == "__main__":
    raise SystemExit(main())
