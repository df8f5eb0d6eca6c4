"""The best way to read a sheet by evidence; a question where it is close; a refusal where nothing speaks of attendance."""

from dataclasses import dataclass, field

from coalition.imports.read.candidates import candidates
from coalition.imports.read.evidence import weigh
from coalition.imports.read.extract import extract
from coalition.imports.read.model import MARGIN, Interpretation
from coalition.imports.read.sheet import Sheet

SAMPLE = 400
"""Rows of each table that are read to weigh a way to read."""


@dataclass(frozen=True)
class Choice:
    """What was decided about a sheet.

    Attributes:
        ways: all ways to read it, best first.
        best: the one to take; None: none may be.
        asks: code of what a person must say before anything is read; empty: nothing.
        why: the sentence of the question or the refusal.
        rival: a way that reads other people or days and is as good; None: none.
    """

    ways: list[Interpretation] = field(default_factory=list)
    best: Interpretation | None = None
    asks: str = ""
    why: str = ""
    rival: Interpretation | None = None


def ways_to_read(sheet: Sheet) -> list[Interpretation]:
    """All ways to read a sheet, weighed, best first."""
    found = []
    for way in candidates(sheet):
        if not {"name", "first", "last"} & set(way.columns) and not (way.sign == "days" and "organization" in way.columns):
            continue
        way.result = extract(way, SAMPLE)
        way.evidence = weigh(way)
        found.append(way)
    return sorted(found, key=lambda way: -way.score)


def choose(ways: list[Interpretation]) -> Choice:
    """The decision about a sheet, from its ways to read, best first."""
    if not ways:
        return Choice(asks="not_attendance", why="No column holds names of people.")
    best = ways[0]
    against = min(best.evidence, key=lambda one: one.points).text
    offices = [one for one in best.result.organizations if best.sign == "days" and one.state == "present"]
    states, came = best.result.states, bool(best.result.came or offices)
    away = states["absent"] + states["excused"]
    if best.sign == "days" and not came and away > states["?"]:
        return Choice(ways, asks="what_do_blanks_mean", why="Only absences are marked.")
    if best.presence <= -MARGIN or not came:
        return Choice(ways, asks="not_attendance", why=against)
    if best.presence < MARGIN:
        return Choice(ways, asks="did_they_come", why=against)
    unknown = next((one for one in best.evidence if one.code == "name_word_unknown"), None)
    if unknown:
        return Choice(ways, best, asks="choose_names", why=unknown.text)
    rival = next((way for way in ways[1:] if best.score - way.score < MARGIN and _differs(best, way)), None)
    return Choice(ways, best, rival=rival)


def _differs(best: Interpretation, other: Interpretation) -> bool:
    """Whether another way reads other people or days: one that gives the same, or only fewer, is no rival."""
    if not other.result.came or other.presence <= MARGIN:
        return False
    return not other.result.who() <= best.result.who()
