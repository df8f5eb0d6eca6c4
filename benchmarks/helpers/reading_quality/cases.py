"""The files that the scoreboard reads, each with what is right about it."""

import io
import json
import subprocess
import tarfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
TRAPS = ROOT / "tests" / "files" / "attendance"
SETS = ("samples", "wild", "uploads", "traps")

_SAY_NOTHING = {"repaired_text", "era_repaired", "stray_quotation_mark", "read_as_known", "no_longer_there"}
_TELL_ONLY = {
    "mixed_date_order",
    "unclear_mark",
    "column_without_day",
    "sent_delegate",
    "same_name_twice",
    "garbled_text",
    "nicknames_only",
}
_ASK_NOTHING = _SAY_NOTHING | _TELL_ONLY
"""As `score_wild.py` has them: flags that ask nothing."""

Json = dict[str, Any]


class NothingToRead(Exception):
    """Files or judges are not where they are looked for; its text is a sentence for the person who started the command."""


@dataclass(frozen=True)
class Case:
    """One file to be read.

    Attributes:
        of: its set, one of SETS. name: of the file, without its ending.
        upload_name: the name it is given to the reader under. data: its bytes.
        expected: what is right, in the fields of the wild files; None: the digests of its set say it.
        trap: the JSON of a trap file; None for the other sets.
        changed: which variation of the file this is; "": the file itself.
    """

    of: str
    name: str
    upload_name: str
    data: bytes
    expected: Json | None
    trap: Json | None = None
    changed: str = ""

    @property
    def kind(self) -> str:
        """read, may_ask or not_attendance."""
        return str((self.expected or {}).get("kind", "read"))


def traps_of(revision: str, into: Path) -> Path:
    """The folder of the traps as a commit had them: a reader that changes its tests is held to what was right before.

    Raises:
        NothingToRead: there is no such commit, or no git.
    """
    inside = TRAPS.relative_to(ROOT).as_posix()
    try:
        packed = subprocess.run(["git", "archive", revision, inside], cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as problem:
        raise NothingToRead(f"The traps of the commit {revision} are not to be had: {problem}") from problem
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(into, filter="data")
    return into / inside


def cases_of(of: str, data: Path, traps: Path = TRAPS) -> list[Case]:
    """All files of a set, in the order of their names; the traps are in a folder of their own.

    Raises:
        NothingToRead: the folder is not there, or holds none.
    """
    folders = {"samples": "attendance_samples", "wild": "attendance_wild", "uploads": "attendance_real"}
    folder = traps if of == "traps" else data / folders[of]
    if not folder.is_dir():
        raise NothingToRead(
            f"The files of '{of}' are not at {folder}: name their folder with --data, or leave them out with --set."
        )
    found = list({"traps": _traps, "uploads": _uploads}.get(of, _expected)(of, folder))
    if not found:
        raise NothingToRead(f"There is no file of '{of}' in {folder}.")
    return found


def _expected(of: str, folder: Path) -> Iterator[Case]:
    for path in sorted(folder.glob("*.expected.json")):
        name = path.name.removesuffix(".expected.json")
        source = next(p for p in sorted(folder.glob(f"{name}.*")) if not p.name.endswith(".expected.json"))
        right = json.loads(path.read_text(encoding="utf-8"))
        yield Case(of, name, right.get("upload_name") or source.name, source.read_bytes(), right)


def _uploads(of: str, folder: Path) -> Iterator[Case]:
    for path in sorted(folder.rglob("*.csv")):
        yield Case(of, path.stem, path.name, path.read_bytes(), None)


def _traps(of: str, folder: Path) -> Iterator[Case]:
    for path in sorted(folder.glob("*.csv")):
        trap = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        yield Case(of, path.stem, trap["upload_name"], path.read_bytes(), as_expected(trap), trap)


def as_expected(trap: Json) -> Json:
    """What a trap file says, in the fields of the wild files.

    It does not say at which meeting somebody was absent; it is taken for all of them, since the judge looks for people
    who were there first. A question that it names is foreseen.
    """
    meetings = [{"date": day, "title": title} for day, title in trap["meetings"]]
    refused, asks = bool(trap["refused"]), set(trap["flags"]) - _ASK_NOTHING
    return {
        "kind": "not_attendance" if refused else "may_ask" if asks else "read",
        "accept_refusal": refused,
        "meetings": meetings,
        "attendees": [{"meeting": at, "name": name, "organisation": place} for at, name, place in trap["present"]],
        "optional_attendees": [],
        "absent": [{"meeting": at, "name": name} for name, _ in trap["absent"] for at in range(len(meetings))],
        "must_flag": trap["flags"],
        "should_flag": [],
        "rejected_rows": [{"line": int(line), "kind": code} for line, code in trap.get("rejected", {}).items()],
    }


_SMALL = frozenset(
    (
        *(
            "a",
            "above",
            "an",
            "and",
            "are",
            "as",
            "at",
            "behind",
            "below",
            "beside",
            "by",
            "for",
            "from",
            "in",
            "is",
            "it",
            "its",
        ),
        *("no", "not", "of", "on", "one", "or", "that", "the", "their", "to", "two", "under", "who", "with", "without"),
    )
)


def families(names: list[str], least: int = 5) -> dict[str, str]:
    """{name: the word of it that most names have}, so that a few words part them; "other" where fewer than `least` have it."""
    words = {name: [word.removesuffix("s") for word in name.split("_") if word not in _SMALL] for name in names}
    often = Counter(word for own in words.values() for word in set(own))
    best = {name: max(own, key=lambda word: (often[word], word), default="") for name, own in words.items()}
    return {name: word if often[word] >= least else "other" for name, word in best.items()}
