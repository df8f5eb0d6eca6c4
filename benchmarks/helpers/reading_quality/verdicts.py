"""What is said of one reading: by the judges of samples and wild files, by the check of the trap files, by stored digests."""

import importlib.util
import json
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import ModuleType

from benchmarks.helpers.reading_quality.cases import Case, Json, NothingToRead
from coalition.imports.reading import Choices, Reading, as_json
from tests.support.traps import differences

Reader = Callable[..., Reading]
SECONDS = 20.0
"""A file that takes longer is too slow."""
LOUD = ("SILENTLY WRONG", "crashed", "too slow")
VERDICTS = ("right", "asked", "incomplete", "refused (allowed)", "refused (to be read)", *LOUD)
DIGESTS = Path(__file__).with_name("upload_digests.json")
_SAME_PEOPLE = {"meetings", "attendees", "absent", "organizations_present"}


class _TooSlow(BaseException):
    """Rung by the clock; no `except Exception` of a reader keeps it."""


@dataclass(frozen=True)
class Outcome:
    """What became of one file.

    Attributes:
        verdict: one of VERDICTS; of an upload: identical, same people or different; of a sample strict or short.
        reasons: what is wrong, each in a few words.
        as_test: of a trap file, whether it is read as its test expects; None: it is none.
        wrong: {kind of what is wrong, e.g. "absent person": how often}; where a question is open they are not silent.
        asked: the flags that were raised. seconds: on the clock.
    """

    of: str
    name: str
    kind: str
    changed: str
    verdict: str
    reasons: tuple[str, ...]
    as_test: bool | None
    wrong: dict[str, int]
    asked: tuple[str, ...]
    seconds: float


@dataclass(frozen=True)
class Judges:
    """The judges of the samples and of the wild files, as their tools have them."""

    wild: ModuleType
    samples: ModuleType


@cache
def judges(tools: Path) -> Judges:
    """The judges of a folder.

    Raises:
        NothingToRead: they are not there.
    """
    return Judges(_loaded(tools / "score_wild.py"), _loaded(tools / "score_attendance.py"))


def _loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if not path.is_file() or spec is None or spec.loader is None:
        raise NothingToRead(f"The judge {path.name} is not in {path.parent}: name its folder with --tools.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def reader_named(name: str) -> Reader:
    """The function that MODULE:FUNCTION names.

    Raises:
        NothingToRead: there is none.
    """
    module, _, function = name.partition(":")
    try:
        found: Reader = getattr(importlib.import_module(module), function)
    except (ImportError, AttributeError, ValueError) as problem:
        raise NothingToRead(f"There is no reader {name}: {problem}. Write MODULE:FUNCTION.") from problem
    return found


def outcome(case: Case, reader: Reader, today: date, judging: Judges, seconds: float = SECONDS) -> Outcome:
    """Read one file and judge it; whatever happens to the reader is an outcome."""
    begun, got, fault, verdict = time.perf_counter(), Json(), "", ""
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        got = json.loads(json.dumps(as_json(reader(case.data, case.upload_name, choices=Choices(), today=today))))
    except _TooSlow:
        verdict, fault = "too slow", f"not read within {seconds:g} seconds"
    except Exception as problem:
        last = traceback.extract_tb(problem.__traceback__)[-1]
        verdict, fault = "crashed", f"{type(problem).__name__}: {problem} ({Path(last.filename).name}:{last.lineno})"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    took = time.perf_counter() - begun
    own = (case.of, case.name, case.kind, case.changed)
    if verdict:
        return Outcome(*own, verdict, (fault,), None if case.trap is None else False, {}, (), took)
    verdict, reasons, wrong = judged(case, got, judging)
    unlike = None if case.trap is None or case.changed else differences(case.trap, got)
    if unlike and not reasons:
        reasons = [f"test: {one}" for one in unlike]
    return Outcome(*own, verdict, tuple(reasons), None if unlike is None else not unlike, wrong, tuple(got["flags"]), took)


def _ring(_signal: int, _frame: object) -> None:
    raise _TooSlow


def judged(case: Case, got: Json, judging: Judges) -> tuple[str, list[str], dict[str, int]]:
    """The verdict, what is wrong in words, and how often each kind of it."""
    if case.of == "uploads":
        return (*against_digests(case.name, got, stored_digests()), {})
    if case.of == "samples" and not case.changed:
        short = {
            measure: float(value)
            for measure, value in judging.samples.best(case.expected, got).items()
            if float(value) != (0 if measure == "absent" else 1)
        }
        return ("right" if not short else "short"), [f"{key} {value:.2f}" for key, value in short.items()], {}
    verdict, share, wrong = judging.wild.best(case.expected, got)
    kinds: dict[str, int] = {}
    for kind, _ in wrong:
        kinds[kind] = kinds.get(kind, 0) + 1
    reasons = [f"{kind}: {what}" for kind, what in wrong]
    if verdict != "right" and not reasons:
        reasons = [got["refused"]] if got["refused"] else [f"{share:.0%} of the people", *got["flags"]]
    return verdict, reasons, kinds


def digests(got: Json) -> dict[str, str]:
    """{member of the JSON: eight hexadecimal digits}, but the name of the file."""
    return {
        key: sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:8] for key, value in got.items() if key != "file"
    }


def against_digests(name: str, got: Json, stored: dict[str, dict[str, str]]) -> tuple[str, list[str]]:
    """identical, same people (and days, organizations, absent), different, or new; and the members that differ."""
    if name not in stored:
        return "new", ["no digest is stored for it: --store"]
    now = digests(got)
    unlike = sorted(key for key in now.keys() | stored[name].keys() if now.get(key) != stored[name].get(key))
    verdict = "identical" if not unlike else "different" if _SAME_PEOPLE.intersection(unlike) else "same people"
    return verdict, [f"differs in {key}" for key in unlike]


@cache
def stored_digests() -> dict[str, dict[str, str]]:
    """The digests of all uploads, as they were read when they were stored."""
    found: dict[str, dict[str, str]] = json.loads(DIGESTS.read_text(encoding="utf-8")) if DIGESTS.is_file() else {}
    return found


def store(cases: list[Case], reader: Reader, today: date) -> None:
    """Keep what this reader reads of the uploads as what is right."""
    found = {
        case.name: digests(json.loads(json.dumps(as_json(reader(case.data, case.upload_name, choices=Choices(), today=today)))))
        for case in cases
    }
    DIGESTS.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")
