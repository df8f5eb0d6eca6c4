"""Everything that can be wrong with a row or a file, or must be asked: a stable code and its words, and one such problem found.

The words are data, `issues.csv`: one line per code, in the order in which docs/import-issues.md prints them. A code is never
renamed: scripts and the coordinators' notes depend on it.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Scope(StrEnum):
    """What an issue is about, and so what happens because of it."""

    FILE = "file"  # the whole file is refused
    ROW = "row"  # the row is refused
    NOT_A_PERSON = "not a person"  # the row is no person: a total, a note, a device; counted, no one is created
    QUESTION = "question"  # a person must decide; rows may wait for it
    NOTICE = "notice"  # read all the same; worth a look


@dataclass(frozen=True)
class Kind:
    """One entry of the catalogue: what happens, what is wrong (`{value}` is filled in), what to do, and marks (see below)."""

    scope: Scope
    sentence: str
    suggestion: str
    marks: frozenset[str]
    options: tuple[tuple[str, str], ...]  # (value, label) of the answers that every file has, the safe one first

    @property
    def sets(self) -> str | None:
        """Which of the `Choices` its answer is: the file is read again with it."""
        return next((mark.removeprefix(_SETS) for mark in self.marks if mark.startswith(_SETS)), None)


_SETS = "sets:"


def _marked(mark: str) -> frozenset[str]:
    return frozenset(code for code, kind in CATALOGUE.items() if mark in kind.marks)


with (Path(__file__).parent / "issues.csv").open(encoding="utf-8", newline="") as _file:
    CATALOGUE = {
        row["code"]: Kind(
            Scope(row["scope"]),
            row["sentence"],
            row["suggestion"],
            frozenset(row["marks"].split()),
            tuple(one.partition("=")[::2] for one in (row["options"] or "").split("|") if one),
        )
        for row in csv.DictReader(_file)
    }
"""Code -> kind of issue, in the order of the file."""

OF_THE_LIST = _marked("of_the_list")  # until it is answered every row of the file waits
ASKED_OF_WORDS = _marked("asked_of_words")  # a word of the file: it is read again with the answer (`Choices.marks`)
WITHOUT_SAFE_ANSWER = _marked("no_safe_answer")  # nobody may guess when, where, which, who (docs/decisions/0008)
OF_ONE_FILE = _marked("of_one_file")  # the others are about a word: answered once, they are answered in every file
ASKS_A_DAY = _marked("asks_a_day")  # codes of questions that a day answers (`Choices.date`): the file is read again with it
NEW_OR_KNOWN = _marked("new_or_known")  # whether a name is a new one or a known one: alike ones can be answered at once
_ASKING = _marked("asks")  # cells that do not say whether somebody was there, or whose row it is: asked once per word


@dataclass(frozen=True, slots=True)
class RowIssue:
    """One problem in one row."""

    line: int | None  # as the spreadsheet shows it (physical line, first line 1); None: the file
    code: str  # key of `CATALOGUE`
    why: str  # the sentence, filled in
    suggestion: str = ""  # what was probably meant; empty where nothing can be said
    column: str | None = None  # the header of the cell it is about, as written; None: the whole row
    raw: tuple[str, ...] = ()  # the row as written; empty for shared cases, whose text is never kept
    asks: str = ""  # the word whose meaning a person must say, as written


def issue(
    code: str, line: int | None = None, *, column: str | None = None, raw: tuple[str, ...] = (), **values: object
) -> RowIssue:
    """A RowIssue with the catalogue's sentence, its `{placeholders}` filled from `values`."""
    kind = CATALOGUE[code]
    asks = str(values["value"]) if code in _ASKING else ""
    return RowIssue(line, code, kind.sentence.format(**values), kind.suggestion.format(**values), column, raw, asks)


class RowRefused(Exception):
    """A row cannot be taken: code of the catalogue, the field of the cell it is about, and values of the sentence."""

    def __init__(self, code: str, column: str = "", **values: object) -> None:
        super().__init__(code)
        self.code, self.column, self.values = code, column, values


# --- what was read all the same and is worth a look before a plan is confirmed ------------------------------------------


_SHOWN_ELSEWHERE = {"no_longer_there"}  # as ticks of the plan


@dataclass(frozen=True)
class Notice:
    """One sentence worth a look, with the rows it is about (none: the whole file)."""

    why: str
    suggestion: str
    lines: tuple[int, ...]


def notices_of(issues: Iterable[RowIssue]) -> list[Notice]:
    """The notices among the issues of a plan, each sentence once, in the order of the file."""
    lines: dict[tuple[str, str], dict[int, None]] = {}
    for told in issues:
        if CATALOGUE[told.code].scope is Scope.NOTICE and told.code not in _SHOWN_ELSEWHERE:
            of_this = lines.setdefault((told.why, told.suggestion), {})
            if told.line is not None:
                of_this[told.line] = None
    return [Notice(why, suggestion, tuple(sorted(found))) for (why, suggestion), found in lines.items()]
