"""Plain attendance lists drawn by chance, each with its truth: how are they read?

    python -m benchmarks.drawn_lists SEED COUNT [--kind lists,registers,forms,names] [--layout NAME] [--show N] [--of KIND]
    python -m benchmarks.drawn_lists SEED COUNT --against COMMIT [--files traps,wild]

Verdicts: right; asked (a question is open, also about what is wrong); told (who is missing stands among the told rows);
refused; SILENT: somebody who came is missing, an absent person came, a person or organization is invented, changed or on a
wrong day, and nothing asks or tells. Where a careful person could not know, each answer is right, but nobody may be lost.
COUNT lists of each kind are drawn from SEED on. `--against` reads them, and the files of the scoreboard with their variations,
by the reader of another commit too, and shows where they differ with nobody asked or told: for whoever deletes rules.
"""

import argparse
import json
import pickle
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.helpers.drawn_lists.draw import KINDS, draw
from benchmarks.helpers.drawn_lists.judge import GRAVE, NOT_TOLD, QUESTIONS, VERDICTS, Outcome, judged
from benchmarks.helpers.drawn_lists.model import STYLES, Drawn
from benchmarks.helpers.reading_quality.cases import ROOT, NothingToRead, cases_of
from benchmarks.helpers.reading_quality.variations import variations

CHILD = Path(__file__).with_name("helpers") / "drawn_lists" / "child.py"
Read = dict[str, Any]
File = tuple[str, str, bytes]
"""What a file is called in the report, its name for the reader, its bytes."""


def read_by(tree: Path, files: list[tuple[str, bytes]], workers: int = 2) -> list[Read]:
    """The files as the reader of a tree reads them, in their order."""
    parts = [files[at::workers] for at in range(workers)]

    def one(part: list[tuple[str, bytes]]) -> list[Read]:
        told = subprocess.run(
            [sys.executable, str(CHILD), str(tree)], input=pickle.dumps(part), stdout=subprocess.PIPE, cwd=tree, check=True
        )
        found: list[Read] = json.loads(told.stdout)
        return found

    with ThreadPoolExecutor(workers) as pool:
        read = list(pool.map(one, parts))
    return [read[at % workers][at // workers] for at in range(len(files))]


def read_at(commit: str, files: list[tuple[str, bytes]], workers: int = 2) -> list[Read]:
    """The files as the reader of a commit reads them."""
    with tempfile.TemporaryDirectory() as folder:
        packed = subprocess.run(["git", "archive", commit, "coalition"], cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout
        subprocess.run(["tar", "-x", "-C", folder], input=packed, check=True)
        return read_by(Path(folder), files, workers)


# --- against the truth -----------------------------------------------------------------------------------------------------


def table(lists: list[Drawn], outcomes: list[Outcome]) -> Iterator[str]:
    """How often each verdict, by layout (of names among others together), and how often each kind of silent fault."""
    mixed = len({one.kind for one in lists}) > 1
    layouts = [f"names in {len(STYLES)} styles" if mixed and one.kind == "names" else repr(one.layout)[1:-1] for one in lists]
    yield "| layout | lists | " + " | ".join(VERDICTS) + " |"
    yield "|---|---:" + "|---:" * len(VERDICTS) + "|"
    for layout in [*dict.fromkeys(sorted(layouts)), "all"]:
        found = Counter(one.verdict for own, one in zip(layouts, outcomes, strict=True) if layout in {own, "all"})
        yield f"| {layout} | {found.total()} | " + " | ".join(str(found[verdict]) for verdict in VERDICTS) + " |"
    silent = Counter(kind for one in outcomes for kind in {wrong.kind for wrong in one.silent})
    yield "silent in lists: " + (", ".join(f"{kind} {n}" for kind, n in silent.most_common()) or "nothing")


def shown(drawn: Drawn, outcome: Outcome, got: Read) -> str:
    """A list whole, with what was read of it and what is wrong."""
    wrong = "\n".join(
        f"  {one.kind}: {one.what} (row {', '.join(map(str, one.lines))})" for one in outcome.silent or outcome.wrong
    )
    return (
        f"\n== {drawn.kind} {drawn.seed} ({drawn.layout}) {drawn.name}: {outcome.verdict}\n{drawn.text}{wrong}\n{_as_read(got)}"
    )


def _as_read(got: Read) -> str:
    if got.get("crash") or got["refused"]:
        return f"  {got.get('crash') or got['refused']}"
    people = [
        f"{one['name']}{' of ' + one['organization'] if one['organization'] else ''} {one['state']} {one['day']}"
        for one in got["people"]
    ]
    return f"  flags {got['flags']} told {got['told']}\n  read: " + "; ".join(people)


# --- against another commit ------------------------------------------------------------------------------------------------


def scoreboard_files(sets: list[str], data: Path) -> list[File]:
    """The files of the scoreboard, and a quarter of their variations."""
    cases = [case for of in sets for case in cases_of(of, data)]
    everything = [*cases, *[other for case in cases for other in variations(case)][::4]]
    return [(f"{one.of} {one.name} {one.changed}".strip(), one.upload_name, one.data) for one in everything]


def difference(before: Read, now: Read) -> str:
    """What is read otherwise with nobody asked or told; "": nothing."""
    if now.get("crash"):
        return "" if before.get("crash") else "crashes now"
    if before.get("crash") or now["refused"]:
        return ""
    if before["refused"]:
        return "" if QUESTIONS.intersection(now["flags"]) else "refused before, read now"
    if set(now["flags"]) - set(before["flags"]) - {"no_date"} & QUESTIONS:
        return ""
    told = {line for line, code in now["told"] if code not in NOT_TOLD} - {line for line, _ in before["told"]}
    changed = _people(before) ^ _people(now)
    return "other people" if any(not told.intersection(lines) for *_, lines in changed) else ""


def _people(got: Read) -> set[tuple[Any, ...]]:
    return {(one["day"], one["name"], one["organization"], one["state"], tuple(one["lines"])) for one in got["people"]}


def compared(files: list[File], now: list[Read], commit: str) -> Iterator[tuple[int, str, Read]]:
    """(number of the file, what is otherwise, how it was read before) of each that differs with nobody asked or told."""
    before = read_at(commit, [(name, data) for _, name, data in files])
    for at, (then, new) in enumerate(zip(before, now, strict=True)):
        if told := difference(then, new):
            yield at, told, then


def against(lists: list[Drawn], outcomes: list[Outcome], files: list[File], now: list[Read], asked: argparse.Namespace) -> int:
    """Print what another commit reads otherwise; 1 where a list that was not silently wrong is now, or a file differs."""
    worse = 0
    for at, told, then in compared(files, now, asked.against):
        drawn = lists[at] if at < len(lists) else None
        silent = drawn is None or (outcomes[at].verdict in GRAVE and judged(drawn, then).verdict not in GRAVE)
        mended = drawn is not None and outcomes[at].verdict not in GRAVE
        worse += silent
        print(f"{'WORSE' if silent else 'mended or open' if mended else 'otherwise'}: {files[at][0]}: {told}")
        if silent and worse <= asked.show:
            print(shown(drawn, outcomes[at], now[at]) if drawn else _as_read(now[at]), f"before:\n{_as_read(then)}", sep="\n")
    print(f"{len(files):,} files; worse than at {asked.against}, with nobody asked or told: {worse}")
    return int(worse > 0)


# --- the command -----------------------------------------------------------------------------------------------------------


def arguments(given: list[str]) -> argparse.Namespace:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("seed", type=int, help="the number of the first list")
    ask.add_argument("count", type=int, help="how many lists of each kind")
    ask.add_argument("--kind", default=",".join(KINDS), help="which kinds, parted by commas")
    ask.add_argument("--layout", default="", help="lists of this layout only, or names of this style")
    ask.add_argument("--show", type=int, default=3, help="how many of them are shown whole")
    ask.add_argument("--of", default="SILENT", help="which are shown: a verdict, or a kind of silent fault")
    ask.add_argument("--against", metavar="COMMIT", help="what does the reader of this commit read otherwise?")
    ask.add_argument("--files", default="samples,wild,uploads,traps", help="with --against: these sets too; empty: none")
    ask.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="the folder of their files")
    return ask.parse_args(given)


def main(given: list[str]) -> int:
    asked = arguments(given)
    drawn = (draw(kind, seed) for kind in asked.kind.split(",") for seed in range(asked.seed, asked.seed + asked.count))
    lists = [one for one in drawn if asked.layout in one.layout]
    files = [(f"{one.kind} {one.seed} ({one.layout})", one.name, one.data) for one in lists]
    try:
        files += scoreboard_files(asked.files.split(","), asked.data) if asked.against and asked.files else []
    except NothingToRead as problem:
        print(problem)
        return 2
    read = read_by(ROOT, [(name, data) for _, name, data in files])
    outcomes = [judged(one, got) for one, got in zip(lists, read, strict=False)]
    print(*table(lists, outcomes), sep="\n")
    if asked.against:
        return against(lists, outcomes, files, read, asked)
    for one, outcome, got in [
        (one, outcome, got)
        for one, outcome, got in zip(lists, outcomes, read, strict=True)
        if asked.of == outcome.verdict or asked.of in {wrong.kind for wrong in outcome.silent}
    ][: asked.show]:
        print(shown(one, outcome, got))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
