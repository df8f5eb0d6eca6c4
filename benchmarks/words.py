"""Pairs of the catalogue drawn blindly, to be judged by somebody who did not write them: `words.py [SEED] [N] [FILE]`.

A pair is wrong where the Thai says something else, and translated where nobody would write it so.
"""

import csv
import random
import sys
from pathlib import Path

CATALOGUE = Path(__file__).parents[1] / "coalition" / "locale" / "th.csv"
ABOUT_THE_LANGUAGE = "language:"


def drawn(seed: int, count: int, catalogue: Path) -> list[tuple[str, str]]:
    """(English, Thai) of so many rows, in the order of the file; the same for the same seed and file."""
    with catalogue.open(encoding="utf-8-sig", newline="") as file:
        rows = [(row[0], row[1]) for row in csv.reader(file)][1:]
    listed = list(enumerate(row for row in rows if not row[0].startswith(ABOUT_THE_LANGUAGE)))
    return [row for _, row in sorted(random.Random(seed).sample(listed, min(count, len(listed))))]


if __name__ == "__main__":
    seed, count = (int(word) for word in (*sys.argv[1:3], *("15", "300")[len(sys.argv[1:3]) :]))
    for english, thai in drawn(seed, count, Path(sys.argv[3]) if len(sys.argv) > 3 else CATALOGUE):
        print(f"{english}\t{thai}")
