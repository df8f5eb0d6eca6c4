"""The scoreboard of the reader: how it judges faults, its variations, its figures; all files are read by the command."""

import json
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from benchmarks import reading_quality
from benchmarks.helpers.reading_quality import cases
from benchmarks.helpers.reading_quality.cases import TRAPS, Case, as_expected, cases_of, families
from benchmarks.helpers.reading_quality.house import walk, words_in
from benchmarks.helpers.reading_quality.variations import CHANGES, header_of, rows_of, variations, written
from benchmarks.helpers.reading_quality.verdicts import Judges, Outcome, against_digests, digests, outcome
from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import Reading

TODAY = date(2026, 11, 25)
RIGHT: dict[str, Any] = {
    "kind": "read",
    "meetings": [{"date": "2026-05-14"}],
    "attendees": [{"meeting": 0, "name": name, "organisation": "IOM"} for name in ("Ann Lee", "Bo Chan")],
    "absent": [{"meeting": 0, "name": "Cy Dee"}],
}
ROWS = [
    ["Meeting of 14 May 2026"],
    ["Date", "Name", "Organization", "Attended"],
    ["14 May", "Lee, Ann", "IOM", "x"],
    ["14 May", "Bo Chan", "IOM", "x"],
    ["14 May", "Cy Dee", "IOM", ""],
]
CASE = Case("wild", "one", "sign-in of 14 May.csv", written(ROWS), RIGHT)


def says(verdict: str, wrong: list[tuple[str, str]]) -> Judges:
    return Judges(SimpleNamespace(best=lambda *_: (verdict, 0.5, wrong)), SimpleNamespace())  # type: ignore[arg-type]


def trap(name: str) -> Case:
    return next(case for case in cases_of("traps", Path()) if case.name == name)


# --- one file is judged, whatever the reader does --------------------------------------------------------------------------
def test_a_reader_that_fails_costs_its_file_and_no_other() -> None:
    def fails(*_: object, **__: object) -> Reading:
        raise RecursionError("too deep")

    found = outcome(CASE, fails, TODAY, says("right", []))
    assert found.verdict == "crashed"
    assert found.reasons[0].startswith("RecursionError: too deep (test_reading_quality.py:")


def test_a_reader_that_does_not_come_back_is_too_slow_even_where_it_catches_everything() -> None:
    def hangs(*_: object, **__: object) -> Reading:
        while True:
            try:
                time.sleep(60)
            except Exception:
                continue

    assert outcome(CASE, hangs, TODAY, says("right", []), seconds=0.05).verdict == "too slow"


def test_a_trap_is_judged_by_its_test_and_by_the_judge_of_the_wild_files() -> None:
    case = trap("absent_in_groups")
    read = outcome(case, read_attendance, TODAY, says("right", []))
    assert (read.verdict, read.as_test, read.reasons) == ("right", True, ())

    def reads_all(*given: Any, **how: Any) -> Reading:
        reading = read_attendance(*given, **how)
        reading.entries.state = ["present"] * len(reading.entries)
        return reading

    told = outcome(case, reads_all, TODAY, says("SILENTLY WRONG", [("absent person", "Chai"), ("absent person", "Dao")]))
    assert (told.verdict, told.as_test, told.wrong) == ("SILENTLY WRONG", False, {"absent person": 2})
    assert reading_quality.absent([read, told]) == 2


def test_a_trap_says_the_same_in_the_fields_of_the_wild_files() -> None:
    right = as_expected(trap("absent_in_groups").trap or {})
    assert right["kind"] == "read"
    assert right["attendees"][0] == {"meeting": 0, "name": "Anong Saelee", "organisation": "River House"}
    assert [one["name"] for one in right["absent"]] == ["Chai Wongdee", "Dao Srisuk"]
    asks = {"meetings": [], "present": [], "absent": [], "flags": ["no_date", "repaired_text"], "refused": None}
    assert as_expected(asks)["kind"] == "may_ask"
    assert as_expected({**asks, "flags": ["repaired_text"]})["kind"] == "read"
    assert as_expected({**asks, "refused": "No attendance."})["kind"] == "not_attendance"


def test_an_upload_that_reads_otherwise_says_in_what() -> None:
    got = {"file": "a.csv", "meetings": [1], "attendees": [2], "format": "long"}
    stored = {"a": digests(got)}
    assert against_digests("a", {**got, "file": "b.csv"}, stored) == ("identical", [])
    assert against_digests("a", {**got, "format": "other"}, stored) == ("same people", ["differs in format"])
    assert against_digests("a", {**got, "attendees": []}, stored) == ("different", ["differs in attendees"])
    assert against_digests("b", got, stored)[0] == "new"


# --- variations ------------------------------------------------------------------------------------------------------------
def test_the_header_stands_above_the_first_person_however_the_name_is_written() -> None:
    assert header_of(ROWS, RIGHT) == 1
    assert header_of(ROWS[1:], RIGHT) == 0
    assert header_of(ROWS[2:], RIGHT) is None, "there is none"
    assert header_of([ROWS[1], ROWS[4], *ROWS[2:4]], RIGHT) is None, "an absent person first: a word above may say it"
    across = [["", "Ann Lee", "Bo Chan", "Cy Dee"], ["14 May", "x", "x", ""]]
    assert header_of([["Marks", "of people"], *across], RIGHT) is None, "names across are no rows of people"
    thai = [["ชื่อ", "เบอร์"], ["นางมะลิ ไชยา", "081"], ["น.ส. กัญญา รัตนชัย", "089"]]
    assert header_of(thai, {"attendees": [{"name": "มะลิ ไชยา"}, {"name": "กัญญา รัตนชัย"}]}) == 0, "a title before a Thai name"
    refused = {**RIGHT, "rejected_rows": [{"line": 3, "kind": "several_people"}]}
    assert header_of([*ROWS[:2], ["Dee & Eve Moss", "IOM"], *ROWS[2:]], refused) == 1, "whoever is refused is no header"


def test_each_variation_changes_what_it_says_and_nobody_who_came() -> None:
    changed = {case.changed: rows_of(case.data, "utf-8") or [] for case in variations(CASE)}
    assert changed.keys() == {"another file name", *CHANGES} - {
        "one word over two columns of names",
        "two halves beside each other",
    }
    assert changed["numbers and stars in the header"][1] == ["1. Date *", "2. Name *", "3. Organization *", "4. Attended *"]
    assert changed["numbered people"][1:3] == [["No.", *ROWS[1]], ["1", *ROWS[2]]]
    assert [row[-1] for row in changed["Y and N for ticks"][2:]] == ["Y", "Y", "N"]
    assert changed["no title rows"] == ROWS[1:]
    assert changed["no header row"] == [ROWS[0], *ROWS[2:]]
    assert changed["a note below"][: len(ROWS)] == ROWS
    assert len(changed["a note below"]) == len(ROWS) + 2
    head, *people = changed["shuffled columns"][1:]
    assert head != ROWS[1]
    assert [dict(zip(head, row, strict=True)) for row in people] == [dict(zip(ROWS[1], row, strict=True)) for row in ROWS[2:]]
    nonsense = changed["nonsense headers"]
    assert [*nonsense[:1], *nonsense[2:]] == [*ROWS[:1], *ROWS[2:]]
    assert not set(nonsense[1]) & set(ROWS[1])


def test_a_plain_list_is_halved_and_its_names_are_parted_where_nothing_else_stands() -> None:
    people = [[name, "IOM"] for name in ("Ann Lee", "Bo Chan", "Cy Dee", "Di Fox")]
    right = {"attendees": [{"name": name, "organisation": office} for name, office in people]}
    rows = [["Name", "Agency"], *people]
    beside = [["Name", "Agency", "", "Name", "Agency"], [*people[0], "", *people[2]], [*people[1], "", *people[3]]]
    assert CHANGES["two halves beside each other"](rows, right) == beside
    assert CHANGES["two halves beside each other"]([*rows, ["Total", "4"]], right) is None
    parted = CHANGES["one word over two columns of names"](rows, right)
    assert parted is not None
    assert parted[:2] == [["Name", "", "Agency"], ["Ann", "Lee", "IOM"]]
    assert CHANGES["one word over two columns of names"]([*rows, ["Guests", ""]], right) is None, "others may stand there"


def test_labels_stay_before_what_they_label() -> None:
    rows = [*ROWS, ["", "Minutes taken by", "Jo Fig", ""]]
    assert (CHANGES["shuffled columns"]([*rows[:5], [], *rows[5:]], RIGHT) or [])[-1] == rows[-1]
    labelled = [*ROWS[:4], ["Excused:", "Cy Dee", "IOM", ""]]
    assert CHANGES["shuffled columns"](labelled, RIGHT) is None
    assert CHANGES["numbered people"](labelled, RIGHT) is None


def test_days_above_the_columns_are_no_words_and_stay() -> None:
    rows = [["Name", "2026-05-14", "May"], ["Ann Lee", "x", ""], ["Bo Chan", "x", ""]]
    made = CHANGES["nonsense headers"](rows, RIGHT)
    assert made is not None
    assert made[0][1] == "2026-05-14"
    assert made[0][0] != "Name"


def test_nothing_is_varied_of_a_file_that_is_not_to_be_read_or_reads_back_otherwise() -> None:
    assert list(variations(replace(CASE, expected={**RIGHT, "kind": "may_ask"}))) == []
    assert list(variations(replace(CASE, expected={**RIGHT, "attendees": []}))) == []
    (only,) = variations(replace(CASE, data=b'Name,Agency\n"Ann "Lee,IOM\n'))
    assert (only.changed, only.upload_name) == ("another file name", "list.csv")


def test_columns_are_not_shuffled_where_one_has_no_header_of_its_own() -> None:
    beside = [["Name", "Agency", "Name"], ["Ann Lee", "IOM", "x"], ["Bo Chan", "IOM", "x"]]
    assert CHANGES["shuffled columns"](beside, RIGHT) is None
    assert CHANGES["shuffled columns"]([["Name", ""], *beside[1:]], RIGHT) is None


def test_organizations_with_blanks_are_not_shuffled_before_the_names_nor_words_above_that_say_who_came_left_out() -> None:
    right = {"attendees": [{"name": "Ann Lee", "organisation": "IOM"}, {"name": "Bo Chan"}]}
    rows = [["Present"], ["Name", "Agency"], ["Ann Lee", "IOM"], ["Bo Chan", ""]]
    assert CHANGES["shuffled columns"](rows, right) is None
    assert CHANGES["no title rows"](rows, right) is None
    assert CHANGES["no title rows"]([["Meeting"], *rows[1:]], right) == rows[1:]


# --- figures and the command -----------------------------------------------------------------------------------------------
def test_words_of_languages_are_found_in_texts_and_patterns_and_not_in_docstrings() -> None:
    assert words_in('"""Name, año."""\nX = "name"') == set()
    assert words_in('X = "ชื่อ"') == {"thai"}
    assert words_in('X = ("größe", 1)') == {"foreign"}
    assert words_in('X = ["apellido"]') == {"foreign"}
    assert words_in("import re\nX = re.compile(r'(?P<rest>\\\\d+)$')") == set()
    assert words_in("import re\nX = re.compile('attended|came')") == {"pattern"}
    assert words_in("import re\nX = re.compile(rf'{any_of(\"marks.absent\")} [a-zé]')") == set()
    assert words_in("import re\nX = re.compile('|'.join(('here', 'away')))") == {"pattern"}


def test_the_walk_counts_what_a_reading_calls_in_the_product_and_leaves_no_profile() -> None:
    found = walk(read_attendance)
    assert found.calls > found.functions > found.modules > 1
    assert found.depth > 1
    assert found.parsers >= 1
    assert sys.getprofile() is None


def test_families_part_names_by_the_word_that_most_have() -> None:
    names = [f"absent_{n}" for n in "abcde"] + ["absent_date", "date_of_x", "lonely"]
    found = families(names)
    assert found["absent_date"] == found["absent_a"] == "absent"
    assert found["date_of_x"] == found["lonely"] == "other"


def test_disagreements_name_only_files_of_which_the_readers_say_otherwise() -> None:
    one = Outcome("wild", "a", "read", "", "right", (), None, {}, (), 0.1)
    wrong = replace(one, verdict="SILENTLY WRONG", reasons=("date: 2026-05-14",))
    assert list(reading_quality.disagreements([one, one], [replace(one, seconds=9), one])) == []
    (told,) = reading_quality.disagreements([one, one], [one, wrong])
    assert told == "wild a: right | against: SILENTLY WRONG: (against) date: 2026-05-14"


def test_the_command_says_where_the_files_are_looked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert reading_quality.main(["--tools", str(tmp_path)]) == 2
    assert capsys.readouterr().out == f"The judge score_wild.py is not in {tmp_path}: name its folder with --tools.\n"
    for judge in ("score_wild.py", "score_attendance.py"):
        (tmp_path / judge).write_text("def best(*_):\n    return 'right', 1.0, []\n")
    asked = ["--tools", str(tmp_path), "--data", str(tmp_path), "--workers", "1"]
    assert reading_quality.main([*asked, "--set", "wild"]) == 2
    assert "--data" in capsys.readouterr().out
    assert reading_quality.main([*asked, "--reader", "json:no_such", "--set", "traps"]) == 2
    assert "Write MODULE:FUNCTION" in capsys.readouterr().out


def test_a_reader_is_held_to_what_was_right_of_the_traps_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = tmp_path / "repository"
    folder = repository / "tests" / "files" / "attendance"
    folder.mkdir(parents=True)
    git = ["git", "-C", str(repository), "-c", "user.name=Ann", "-c", "user.email=ann@example.org"]
    subprocess.run([*git, "init", "-q"], check=True)
    right = folder / "one.json"
    right.write_text('{"refused": null}')
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-qm", "Expect it to be read"], check=True)
    right.write_text('{"refused": "no attendance"}')
    monkeypatch.setattr(cases, "ROOT", repository)
    monkeypatch.setattr(cases, "TRAPS", folder)
    before = cases.traps_of("HEAD", tmp_path / "before")
    assert (before / "one.json").read_text() == '{"refused": null}'
    with pytest.raises(cases.NothingToRead, match="of the commit no-such"):
        cases.traps_of("no-such", tmp_path / "none")


def test_the_command_reads_the_traps_and_writes_all_outcomes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for judge in ("score_wild.py", "score_attendance.py"):
        (tmp_path / judge).write_text("def best(*_):\n    return 'right', 1.0, []\n")
    out = tmp_path / "out.json"
    asked = ["--set", "traps", "--only", "absent_in_*", "--tools", str(tmp_path), "--workers", "1"]
    assert reading_quality.main([*asked, "--json", str(out), "--list", "right", "--family"]) == 0
    told, files = capsys.readouterr().out, list(TRAPS.glob("absent_in_*.csv"))
    assert f"{len(files):4} as their tests expect (100.0%); the others: none" in told
    assert len(json.loads(out.read_text())) == len(files)
