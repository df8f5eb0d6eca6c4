"""Every pattern of the importer against texts that make a bad one try all ways to part them: none may take long.

    python -m benchmarks.patterns       (not on Windows: it needs an alarm clock)

A nested repetition such as `(a*b*)*` is not seen in any ordinary file, and takes for ever in one cell of dots.
"""

import importlib
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Iterator

import coalition.imports

LONGEST = 1.0
"""Seconds for one text of some hundred characters; a sound pattern takes microseconds."""
TIMES = 45
UNITS = (
    ".", " ", "-", ",", "1", "a", "ก", "ก.", "1.", "a ", "Ann ", "( ", "/", "and ", "Ab ", "1 ", ": ", "มา ", "1/", "(a) ",
    "A.", "ก ", "12 May ", "พ.ค. ", "_", "12:00 ", "a-b ", "total ", "not ", "คน ", "5 ", "1,",
)  # fmt: skip
BEFORE = ("", "14 ", "Name ", "Present: ", "(", "Ann Lee ", "14 พ.ค. ", "2026-")
BEHIND = ("", "x", "!", "@", " 9:02:00", ")", "é")


def patterns() -> dict[re.Pattern[str], str]:
    """{pattern: where it stands} of all modules, in tables of them too."""
    found: dict[re.Pattern[str], str] = {}
    for module in pkgutil.walk_packages(coalition.imports.__path__, "coalition.imports."):
        for name, value in vars(importlib.import_module(module.name)).items():
            for pattern in _patterns_in(value):
                found.setdefault(pattern, f"{module.name}.{name}")
    return found


def _patterns_in(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _patterns_in(one)


def slowest(pattern: re.Pattern[str]) -> tuple[float, str]:
    """(seconds, text) of the text it takes longest over; ends at the first beyond `LONGEST`."""
    worst = (0.0, "")
    for text in (f"{before}{unit * TIMES}{behind}" for unit in UNITS for before in BEFORE for behind in BEHIND):
        start = time.perf_counter()
        signal.setitimer(signal.ITIMER_REAL, LONGEST)
        try:
            pattern.search(text)
            pattern.fullmatch(text)
        except TimeoutError:
            return LONGEST, text
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        worst = max(worst, (time.perf_counter() - start, text))
    return worst


def _ring(_signal: int, _frame: object) -> None:
    raise TimeoutError


def main() -> int:
    signal.signal(signal.SIGALRM, _ring)
    known = patterns()
    times = sorted(((*slowest(pattern), where) for pattern, where in known.items()), reverse=True)
    for seconds, text, where in times[:5]:
        print(f"{seconds * 1000:8.2f} ms  {where}  {text[:40]!r}...")
    bad = sum(seconds >= LONGEST for seconds, _, _ in times)
    print(f"{len(known)} patterns, {len(UNITS) * len(BEFORE) * len(BEHIND):,} texts each: {bad} took {LONGEST:.0f} s or longer")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
