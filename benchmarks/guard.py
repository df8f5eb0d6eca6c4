"""The identity guard: what it finds in the texts of tests/files/guard, and milliseconds of CPU for a text.

The floor of the time is folding alone. The slow texts are repetitions of one part to the longest that is looked through;
times are medians of seven.
"""

import csv
import statistics
from collections.abc import Callable
from pathlib import Path

from benchmarks.floor import cpu
from coalition.guard import LONGEST, findings, refused, unnamed_in
from coalition.guard.fold import fold

FILES = Path(__file__).parents[1] / "tests" / "files" / "guard"
PARTS = (
    "0-",
    "1.",
    "12.30-",
    "1,234",
    "12/12/",
    "สอง",
    "one ",
    "a@",
    "a.",
    "///a.",
    "นาย",
    "ชื่อ",
    "เกิด",
    "born ",
    "Mr ",
    "1 Aa ",
)
RUNS = 7


def milliseconds(work: Callable[[str], object], texts: list[str]) -> float:
    """CPU milliseconds of one text, the median of several runs over all."""
    return statistics.median(cpu(lambda: [work(text) for text in texts])[1] for _ in range(RUNS)) * 1000 / len(texts)


def main() -> None:
    """Print a line for each set of texts, then the times."""
    texts = []
    for path in sorted(FILES.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [(row["label"], row["text"]) for row in csv.DictReader(file)]
        texts += [text for _, text in rows]
        found: dict[str, list[bool]] = {"identifiers": [], "names": [], "harmless": []}
        beside = path.stem.startswith("unnamed")  # of these sets, what is refused about somebody who is helped
        for label, text in rows:
            found[{"name": "names", "fine": "harmless"}.get(label, "identifiers")].append(
                refused(text) or (beside and bool(unnamed_in(text)))
            )
        alarms = sum(bool(unnamed_in(text)) for label, text in rows if label == "fine")
        told = ", ".join(f"{sum(them)} of {len(them)} {name}" for name, them in found.items())
        print(f"{path.stem}: refused {told}; as a name without a title or a village {alarms} harmless")
    print(
        f"a text of the {len(texts)}: {milliseconds(findings, texts):.2f} ms, folding alone {milliseconds(fold, texts):.2f} ms"
    )
    slow = {part: milliseconds(findings, [(part * LONGEST)[:LONGEST]]) for part in PARTS}
    part = max(slow, key=slow.__getitem__)
    print(f"the slowest repetition of {LONGEST} characters: {slow[part]:.1f} ms, of {part!r}")


if __name__ == "__main__":
    main()
