"""Drawn lists know their truth, and the judge tells what is silent from what is asked or told."""

from typing import Any

import pytest

from benchmarks.drawn_lists import difference
from benchmarks.helpers.drawn_lists.draw import KINDS, draw
from benchmarks.helpers.drawn_lists.judge import judged
from benchmarks.helpers.drawn_lists.layouts import LAYOUTS
from benchmarks.helpers.drawn_lists.minutes import MINUTES
from benchmarks.helpers.drawn_lists.model import ABSENT, UNSAID, Drawn
from benchmarks.helpers.drawn_lists.registers import REGISTERS
from benchmarks.helpers.drawn_lists.registrations import REGISTRATIONS
from benchmarks.helpers.drawn_lists.sheets import SHEETS


def as_true(drawn: Drawn) -> dict[str, Any]:
    """A reading that says what is true."""
    people = [
        {
            "meeting": one.days[0].isoformat() if one.days else 0,
            "day": one.days[0].isoformat() if one.days else None,
            "name": one.names[0] if one.names else None,
            "organization": one.organizations[0],
            "state": "absent" if one.state in {ABSENT, UNSAID} else "present",
            "lines": list(one.lines),
        }
        for one in drawn.truth
        if one.must
    ]
    return {"refused": None, "flags": [], "people": people, "told": []}


def status_list() -> tuple[Drawn, dict[str, Any]]:
    """A list of whom some came and some did not, and its true reading."""
    for seed in range(400):
        drawn = draw("lists", seed)
        if drawn.layout == "status" and {one.state for one in drawn.truth} == {"present", "absent"}:
            return drawn, as_true(drawn)
    raise AssertionError


@pytest.mark.parametrize("kind", KINDS)
def test_the_truth_is_right_and_the_same_number_gives_the_same_list(kind: str) -> None:
    for seed in range(60):
        drawn = draw(kind, seed)
        assert draw(kind, seed) == drawn
        assert judged(drawn, as_true(drawn)).verdict == "right", drawn.text


def test_every_layout_is_drawn() -> None:
    kinds = ("lists", "registers", "registrations", "sheets", "minutes")
    drawn = {draw(kind, seed).layout for kind in kinds for seed in range(200)}
    assert drawn == {*LAYOUTS, *REGISTERS, *REGISTRATIONS, *SHEETS, *MINUTES}


def test_who_is_missing_is_silent_asked_or_told() -> None:
    drawn, got = status_list()
    gone = next(one for one in got["people"] if one["state"] == "present")
    got["people"].remove(gone)
    assert judged(drawn, got).verdict == "SILENT"
    assert judged(drawn, {**got, "flags": ["no_date"]}).verdict == "SILENT"
    assert judged(drawn, {**got, "flags": ["who_came_column"]}).verdict == "asked"
    assert judged(drawn, {**got, "told": [[gone["lines"][0], "note"]]}).verdict == "told"


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"name": "Somebody Else"}, "renamed"),
        ({"day": "2020-02-02"}, "wrong day"),
        ({"organization": "Another"}, "wrong organization"),
        ({"state": "absent"}, "present as absent"),
    ],
)
def test_what_is_changed_in_silence_is_found(change: dict[str, str], kind: str) -> None:
    drawn, got = status_list()
    next(one for one in got["people"] if one["state"] == "present").update(change)
    found = {
        one.kind.replace("invented", "wrong").removeprefix("organization wrong") or kind for one in judged(drawn, got).silent
    }
    assert kind in found


def test_an_absent_person_who_is_read_as_present_is_found() -> None:
    drawn, got = status_list()
    next(one for one in got["people"] if one["state"] == "absent")["state"] = "present"
    assert "absent as present" in {one.kind for one in judged(drawn, got).silent}


def test_two_readers_differ_where_nobody_is_asked_or_told() -> None:
    _, got = status_list()
    other = {**got, "people": got["people"][1:]}
    line = got["people"][0]["lines"][0]
    assert difference(got, got) == ""
    assert difference(got, other) == "other people"
    assert difference(got, {**other, "told": [[line, "note"]]}) == ""
    assert difference(got, {**other, "flags": ["who_came_column"]}) == ""
    assert difference({**got, "refused": "No."}, got) == "refused before, read now"
    assert difference(got, {"crash": "ValueError"}) == "crashes now"
