"""Every pattern of the importer against the longest cells there are, made so that a bad one tries all ways to part them.

    python -m benchmarks.patterns [MODULE]       (not on Windows: it needs an alarm clock); MODULE: only names that hold this

A nested repetition such as `(a*b*)*` is not seen in any ordinary file, and takes for ever in one cell of dots; two repetitions
in a row take a second in a cell of a thousand. Each pattern is used in the ways its module uses it.
"""

import importlib
import inspect
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator

import coalition.imports
from coalition.imports.cells.text import MOST_LETTERS, norm_text

BAR = 0.005
"""Seconds of CPU for one text of a thousand characters; a sound pattern takes microseconds."""
LONGEST = 1.0
"""Seconds after which a pattern is given up."""
UNITS = (
    "A", "a", "aa ", "an", "e", "a ", "(", "()", "( ", "1", "1 ", ",", ", ", "-", ".", ":", ": ", "/", "1/", "1.", "1,", "ก",
    "ก ", "ก.", "Ann ", "Ann Lee, ", "and ", "Ab ", "มา ", "(a) ", "(a", "a(", "[", "A.", "12 May ", "พ.ค. ", "_", "12:00 ",
    "a-b ", "a - ", "total ", "not ", "คน ", "5 ", "a@", "+", "Mr ", "น.ส.",
)  # fmt: skip
BEHIND = ("", "x", "!", ")", " 9:02:00")
_WAYS = ("match", "fullmatch", "search", "sub", "split", "findall", "finditer")


def patterns() -> dict[re.Pattern[str], tuple[str, tuple[str, ...]]]:
    """{pattern: (where it stands, how it is used there)} of all modules, in tables of them too (used in every way)."""
    found: dict[re.Pattern[str], tuple[str, tuple[str, ...]]] = {}
    for info in pkgutil.walk_packages(coalition.imports.__path__, "coalition.imports."):
        module = importlib.import_module(info.name)
        source = inspect.getsource(module)
        for name, value in vars(module).items():
            ways = _ways(rf"\b{name}", source) or _ways(r"\bpattern", source) or ("search", "fullmatch")
            for pattern in _patterns_in(value):
                _, known = found.get(pattern, ("", ()))
                found[pattern] = (f"{info.name}.{name}", tuple(dict.fromkeys((*known, *ways))))
    return found


def _ways(name: str, source: str) -> tuple[str, ...]:
    """How patterns of this name are used in a module; `\bpattern`: in loops over tables."""
    return tuple(way for way in _WAYS if re.search(rf"{name}\.{way}\b", source))


def _patterns_in(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _patterns_in(one)


def texts() -> Iterator[str]:
    """Cells as long as cells are, as rules see them: blanks come one at a time."""
    for unit in UNITS:
        for behind in BEHIND:
            yield norm_text((unit * MOST_LETTERS)[: MOST_LETTERS - len(behind)] + behind)


def slowest(pattern: re.Pattern[str], ways: tuple[str, ...]) -> tuple[float, str, str]:
    """(CPU seconds, way, text) of what it takes longest over; ends at the first beyond `LONGEST`."""
    worst = (0.0, "", "")
    for text in texts():
        for way in ways:
            seconds = _timed(_use(pattern, way), text)
            if seconds > BAR / 2:  # the machine may have been at something else
                seconds = min(seconds, _timed(_use(pattern, way), text), _timed(_use(pattern, way), text))
            worst = max(worst, (seconds, way, text))
            if seconds >= LONGEST:
                return worst
    return worst


def _timed(use: Callable[[str], object], text: str) -> float:
    signal.setitimer(signal.ITIMER_REAL, 5 * LONGEST)
    begun = time.thread_time()
    try:
        use(text)
    except TimeoutError:
        return LONGEST
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return time.thread_time() - begun


def _use(pattern: re.Pattern[str], way: str) -> Callable[[str], object]:
    if way == "sub":
        return lambda text: pattern.sub("", text)
    if way == "finditer":
        return lambda text: list(pattern.finditer(text))
    found: Callable[[str], object] = getattr(pattern, way)
    return found


def _ring(_signal: int, _frame: object) -> None:
    raise TimeoutError


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGALRM, _ring)
    wanted = arguments[0] if arguments else ""
    known = {pattern: told for pattern, told in patterns().items() if wanted in told[0]}
    times = sorted(((*slowest(pattern, ways), where) for pattern, (where, ways) in known.items()), reverse=True)
    for seconds, way, text, where in [found for found in times if found[0] > BAR] or times[:5]:
        print(f"{seconds * 1000:8.2f} ms  {where}.{way}  {text[:20]!r}...{text[-3:]!r}")
    bad = sum(seconds > BAR for seconds, *_ in times)
    print(f"{len(known)} patterns, {len(UNITS) * len(BEHIND):,} texts each: {bad} took more than {BAR * 1000:.0f} ms")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
