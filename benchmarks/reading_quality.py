"""How well attendance files are read: samples, wild files, real uploads, our own traps; and how large the importer is.

    python -m benchmarks.reading_quality [--set traps,wild] [--only PATTERN] [--list VERDICT] [--family] [--variations]
        [--reader MODULE:FUNCTION] [--against MODULE:FUNCTION] [--json OUT] [--tools FOLDER] [--data FOLDER] [--traps-of COMMIT]
        [--store]

Verdicts are those of the judge of the wild files (`score_wild.py`): right, asked, incomplete, refused, SILENTLY WRONG; of
the samples right or short (a measure of `score_attendance.py --strict` is missed); of the uploads identical, same people or
different, against the digests stored beside `helpers/reading_quality`. `--against` names what two readers say otherwise.
"""

import argparse
import fnmatch
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path

from benchmarks.helpers.reading_quality.cases import ROOT, SETS, TRAPS, Case, NothingToRead, cases_of, families, traps_of
from benchmarks.helpers.reading_quality.house import figures
from benchmarks.helpers.reading_quality.variations import variations
from benchmarks.helpers.reading_quality.verdicts import LOUD, VERDICTS, Outcome, judges, outcome, reader_named, store

READER = "coalition.imports.read.attendance_file:read_attendance"
TODAY = date(2026, 11, 25)
OF_UPLOADS = ("identical", "same people", "different", "new")


def run(cases: list[Case], reader: str, tools: Path, workers: int) -> list[Outcome]:
    """The outcome of each case, in their order."""
    one = partial(_one, reader, tools)
    if workers == 1:
        return [one(case) for case in cases]
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(one, cases, chunksize=8))


def _one(reader: str, tools: Path, case: Case) -> Outcome:
    return outcome(case, reader_named(reader), TODAY, judges(tools))


# --- what is printed -------------------------------------------------------------------------------------------------------


def counted(found: Iterable[Outcome], order: tuple[str, ...] = (*VERDICTS, "short", *OF_UPLOADS)) -> str:
    """How often each verdict, those that are there, in their order."""
    verdicts = Counter(one.verdict for one in found)
    return ", ".join(f"{verdict} {verdicts[verdict]}" for verdict in order if verdicts[verdict])


def table(found: list[Outcome], chosen: list[str]) -> Iterator[str]:
    """The lines of the table: a set each, wild files and traps in several; variations of files that are not wrong already."""
    plain = [one for one in found if not one.changed]
    for of in chosen:
        own = [one for one in plain if one.of == of]
        seconds = f"{sum(one.seconds for one in own):.1f} s"
        if not own:
            continue
        if of in {"samples", "uploads"}:
            yield f"{of:8} {len(own):4}  {counted(own)}  [{seconds}]"
            continue
        reads = [one for one in own if one.kind == "read"]
        if reads:
            right = sum(one.verdict == "right" for one in reads)
            yield f"{of:8} {len(reads):4} to be read: {counted(reads)} ({right / len(reads):.1%} right)"
        yield f"{of:8} {len(own):4} in all: {counted(own)}; absent people stored {absent(own)}  [{seconds}]"
        if of == "traps":
            yield from _as_tested(own)
    wrong = {(one.of, one.name) for one in plain if one.verdict in LOUD}
    varied = [one for one in found if one.changed and (one.of, one.name) not in wrong]
    for changed in dict.fromkeys(one.changed for one in varied):
        own = [one for one in varied if one.changed == changed]
        by_set = ", ".join(f"{of} {n}" for of, n in Counter(one.of for one in own if one.verdict in LOUD).items())
        yield f"varied   {len(own):4} {changed}: " + ", ".join(_loud(own)) + (f" ({by_set})" if by_set else "")


def _as_tested(traps: list[Outcome]) -> Iterator[str]:
    as_test = [one for one in traps if one.as_test]
    others = [one for one in traps if not one.as_test]
    share = f"{len(as_test) / len(traps):.1%}"
    yield f"traps    {len(as_test):4} as their tests expect ({share}); the others: {counted(others) or 'none'}"


def _loud(found: list[Outcome]) -> list[str]:
    verdicts = Counter(one.verdict for one in found)
    return [f"{verdict} {verdicts[verdict]}" for verdict in LOUD if verdicts[verdict] or verdict == LOUD[0]]


def absent(found: Iterable[Outcome]) -> int:
    """How many absent people would be stored as present, asked or not."""
    return sum(one.wrong.get("absent person", 0) for one in found)


def line(one: Outcome) -> str:
    """One file with its verdict and the first reasons."""
    reasons = "; ".join(one.reasons[:3]) + (f"; and {len(one.reasons) - 3} more" if len(one.reasons) > 3 else "")
    changed = f" ({one.changed})" if one.changed else ""
    flags = f"  [{', '.join(one.asked)}]" if one.asked else ""
    return f"{one.of} {one.name}{changed}: {one.verdict}: {reasons[:300]}{flags}"


def listed(found: list[Outcome], verdict: str) -> Iterator[str]:
    """The files with a verdict ("wrong" finds SILENTLY WRONG); "test": those not read as their test expects."""
    wanted = verdict.casefold()
    for one in found:
        if (wanted == "test" and one.as_test is False) or (wanted != "test" and wanted in one.verdict.casefold()):
            yield line(one)


def by_family(found: list[Outcome]) -> Iterator[str]:
    """Traps grouped by a word of their names: how many, as their tests expect, and the verdicts."""
    traps = [one for one in found if one.of == "traps" and not one.changed]
    words = families([one.name for one in traps])
    for word, n in Counter(words.values()).most_common():
        own = [one for one in traps if words[one.name] == word]
        yield f"  {word:16} {n:4}  as tested {sum(bool(one.as_test) for one in own):4}  {counted(own)}"


def disagreements(ours: list[Outcome], others: list[Outcome]) -> Iterator[str]:
    """The files of which two readers get different verdicts, or only one of them what the test expects."""
    for one, other in zip(ours, others, strict=True):
        if (one.verdict, one.as_test) != (other.verdict, other.as_test):
            verdicts = f"{_verdict(one)} | against: {_verdict(other)}"
            reasons = "; ".join(one.reasons[:2]) or "; ".join(f"(against) {reason}" for reason in other.reasons[:2])
            yield f"{one.of} {one.name}{f' ({one.changed})' if one.changed else ''}: {verdicts}: {reasons[:300]}"


def _verdict(one: Outcome) -> str:
    return one.verdict + (", not as tested" if one.as_test is False else "")


# --- the command -----------------------------------------------------------------------------------------------------------


def chosen_cases(sets: list[str], asked: argparse.Namespace) -> list[Case]:
    """The files that are asked for, and their variations where those are.

    Raises:
        NothingToRead: a set is unknown or not there, or no file is called so.
    """
    if unknown := [of for of in sets if of not in SETS]:
        raise NothingToRead(f"There is no set {', '.join(unknown)}: {', '.join(SETS)}.")
    pattern = asked.only if any(mark in asked.only for mark in "*?[") else f"*{asked.only}*"
    with tempfile.TemporaryDirectory() as folder:
        traps = traps_of(asked.traps_of, Path(folder)) if asked.traps_of and "traps" in sets else TRAPS
        cases = [case for of in sets for case in cases_of(of, asked.data, traps) if fnmatch.fnmatch(case.name, pattern)]
    if not cases:
        raise NothingToRead(f"No file is called {asked.only}.")
    return [*cases, *(other for case in cases for other in variations(case))] if asked.variations else cases


def arguments(given: list[str]) -> argparse.Namespace:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--set", default=",".join(SETS), help="which sets, parted by commas")
    ask.add_argument("--only", default="", help="files whose name holds this text, or a pattern with *")
    ask.add_argument("--list", action="append", default=[], help='name the files with this verdict ("wrong", "asked"); "test"')
    ask.add_argument("--family", action="store_true", help="group the traps by a word of their names")
    ask.add_argument("--variations", action="store_true", help="read generated variations of each file to be read, too")
    ask.add_argument("--reader", default=READER, help="MODULE:FUNCTION, called as read_attendance is")
    ask.add_argument("--against", help="MODULE:FUNCTION of another reader: where do they differ?")
    ask.add_argument("--json", type=Path, help="write all outcomes to this file")
    ask.add_argument("--tools", type=Path, default=ROOT.parent / "shared" / "tools", help="the folder of the judges")
    ask.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="the folder of the files")
    ask.add_argument("--traps-of", metavar="COMMIT", help="hold the traps to what their tests expected at this commit")
    ask.add_argument("--workers", type=int, default=2)
    ask.add_argument("--store", action="store_true", help="keep what is read of the uploads as what is right")
    return ask.parse_args(given)


def main(given: list[str]) -> int:
    asked = arguments(given)
    try:
        judges(asked.tools)
        if asked.store:
            store(cases_of("uploads", asked.data), reader_named(asked.reader), TODAY)
        cases = chosen_cases(asked.set.split(","), asked)
        reader_named(asked.reader)
        found = run(cases, asked.reader, asked.tools, asked.workers)
        reader_named(asked.against or asked.reader)
        others = run(cases, asked.against, asked.tools, asked.workers) if asked.against else []
    except NothingToRead as problem:
        print(problem)
        return 2
    for text in [*table(found, asked.set.split(",")), *(() if asked.only else figures(asked.reader))]:
        print(text)
    if asked.family:
        print(*by_family(found), sep="\n")
    if asked.against:
        print(f"\n{asked.reader} against {asked.against}:", *disagreements(found, others), sep="\n")
    for verdict in asked.list:
        print(f"\n{verdict}:", *listed(found, verdict), sep="\n")
    if asked.json:
        asked.json.write_text(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
