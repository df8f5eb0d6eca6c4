"""Whole runs of the tests, each in another random order: which tests fail in some of them and not in all.

    python -m benchmarks.order [RUNS] [FIRST_SEED] [ARGUMENTS OF PYTEST ...]       10 and 1 unless told

A test that fails only in some orders needs another before it, or leaves something behind. Each run takes as long as `make
test`; it is repeated alone with COALITION_TEST_ORDER=SEED.
"""

import os
import re
import sys
import time
from collections import defaultdict

from tools import commands

_FAILED = re.compile(r"^(?:FAILED|ERROR) ([^\[\n]*?(?:\[.*?\])?)(?: - .*)?$", re.MULTILINE)


def failed(output: str) -> set[str]:
    """Tests that a run of pytest names as failed."""
    return set(_FAILED.findall(output))


def main(arguments: list[str]) -> int:
    runs, first = (int(number) for number in [*arguments[:2], *("10", "1")[len(arguments[:2]) :]])
    where: dict[str, list[int]] = defaultdict(list)
    for seed in range(first, first + runs):
        begun = time.monotonic()
        status, output = commands.tested(["-q", *arguments[2:]], COALITION_NO_TEST_MISSING="1", COALITION_TEST_ORDER=str(seed))
        found = failed(output)
        for name in found:
            where[name].append(seed)
        print(f"order {seed}: status {status}, {len(found)} failed, {time.monotonic() - begun:.0f} s", flush=True)
    for name, seeds in sorted(where.items()):
        print(f"{'ALWAYS' if len(seeds) == runs else 'FLAKY '} {name}: order {', '.join(map(str, seeds))}")
    flaky = sum(len(seeds) < runs for seeds in where.values())
    print(f"{flaky} flaky, {len(where) - flaky} failed always, of {runs} runs; {os.cpu_count()} cores")
    return 1 if where else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
