"""The other commands of the terminal, run in this process against both engines."""

import json
import re
import signal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, func, select
from typer.testing import CliRunner, Result

from coalition import clock
from coalition.__main__ import app, main
from coalition.cli import importing
from coalition.cli.common import Trouble, amounts, row_numbers, table
from coalition.database import DatabaseUnreachable, reading, writing
from coalition.edits.directory import add_organization
from coalition.imports.plan import Plan
from coalition.imports.reading import Reading
from coalition.models import Area, Attendance, ImportBatch, Meeting, Organization, Person, ServiceType
from tests.support.demo import load_demo

SHEET = "Attendance 19 November 2026\nName,Organization\nMalee Suk,Lanna House\nSomchai Dee,River Office\n"


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)


def sheet(folder: Path, text: str = SHEET, name: str = "november.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def counts(engine: Engine) -> tuple[int, int, int]:
    with reading(engine) as session:
        return tuple(len(session.exec(select(kind)).all()) for kind in (Meeting, Attendance, Organization))  # type: ignore[return-value]


def test_a_file_that_takes_for_ever_is_told_and_the_next_is_imported(
    sqlite_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importing.plan_and_reading

    def never(session: Session, data: bytes, name: str, **more: Any) -> tuple[Plan, Reading | None]:
        if name == "endless.csv":
            signal.setitimer(signal.ITIMER_REAL, 0.2)  # its deadline comes sooner
            re.fullmatch("(a+)+b", "a" * 60)
        return real(session, data, name, **more)

    monkeypatch.setattr(importing, "plan_and_reading", never)
    done = run("import", sheet(tmp_path, name="endless.csv"), sheet(tmp_path), "--yes")
    assert done.exit_code == 2
    assert "endless.csv: Not read within" in done.output
    assert counts(sqlite_engine) == (1, 2, 2)


def test_without_yes_and_without_a_terminal_the_plan_is_told_and_nothing_is_written(engine: Engine, tmp_path: Path) -> None:
    done = run("import", sheet(tmp_path))
    assert done.exit_code == 1
    assert "november.csv: Attendance" in done.output
    assert "would write:" in done.output
    assert "Nothing was written" in done.output
    assert counts(engine) == (0, 0, 0)


def test_with_yes_it_is_written_and_the_second_time_nothing_changes(engine: Engine, tmp_path: Path) -> None:
    first = run("import", sheet(tmp_path), "--yes", "--by", "Noi")
    assert first.exit_code == 0, first.output
    assert counts(engine) == (1, 2, 2)
    with reading(engine) as session:
        assert session.exec(select(ImportBatch.committed_by)).one() == "Noi"
    again = run("import", sheet(tmp_path), "--yes")
    assert again.exit_code == 0
    assert "Nothing to change" in again.output
    assert counts(engine) == (1, 2, 2)


def test_a_name_like_a_known_one_stays_separate_and_the_decision_is_printed(sqlite_engine: Engine, tmp_path: Path) -> None:
    run("import", sheet(tmp_path, SHEET.replace("Lanna House", "Lanna Women Shelter")), "--yes")
    later = SHEET.replace("Lanna House", "Lanna Womens Shelter").replace("19 November", "20 November")
    done = run("import", sheet(tmp_path, later, "next.csv"), "--yes")
    assert " -> Another organization" in done.output
    assert counts(sqlite_engine)[2] == 3


def test_what_yes_keeps_apart_although_it_looks_like_a_known_one_is_told_before_and_after(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    run("import", sheet(tmp_path, SHEET.replace("Lanna House", "Lanna Women Shelter")), "--yes")
    later = SHEET.replace("Lanna House", "Lanna Womens Shelter").replace("19 November", "20 November")
    told = "1 new name looks like a known one, and nobody said whether it is the same: Lanna Womens Shelter (like Lanna"
    done = run("import", sheet(tmp_path, later, "next.csv"), "--yes")
    before, after = done.output.split("Written as import")
    assert told in before
    assert told in after
    assert "make them one in the directory" in after


def test_a_name_left_open_at_the_terminal_keeps_its_file_out_until_somebody_has_said_which_it_is(
    sqlite_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", sheet(tmp_path, SHEET.replace("Lanna House", "Lanna Women Shelter")), "--yes")
    later = SHEET.replace("Lanna House", "Lanna Womens Shelter").replace("19 November", "20 November")
    for typed_in, told in ((("",), 1), (("1", "n"), 0)):
        capsys.readouterr()
        typed(monkeypatch, *typed_in)
        assert at_terminal("import", sheet(tmp_path, later, "next.csv")) == 1
        out = capsys.readouterr().out
        assert out.count("Nothing was written: 1 question must be answered first.") == told
        assert "looks like a known one" not in out, "what somebody answered, or left open, is not told as taken unasked"


def test_a_plan_that_became_another_is_shown_and_asked_about_once_more_before_it_is_written(
    sqlite_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[dict[str, int]] = []

    def confirmed(plan: Plan) -> bool:
        asked.append(plan.totals())
        if len(asked) == 1:  # somebody else saves while the question stands there
            add_organization(sqlite_engine, name="Lanna House", at=clock.now())
        return len(asked) != 2

    monkeypatch.setattr(importing, "_confirmed", confirmed)
    typed(monkeypatch)
    assert at_terminal("import", sheet(tmp_path)) == 1
    assert "Data changed. Check the preview again." in capsys.readouterr().out
    assert [totals["organizations"] for totals in asked] == [2, 1]
    assert counts(sqlite_engine) == (0, 0, 1)
    assert at_terminal("import", sheet(tmp_path)) == 0
    assert counts(sqlite_engine) == (1, 2, 2)


def test_nobody_guesses_the_date_of_a_meeting(sqlite_engine: Engine, tmp_path: Path) -> None:
    undated = sheet(tmp_path, "Attendance\nName,Organization\nMalee Suk,Lanna House\n", "list.csv")
    done = run("import", undated, "--yes")
    assert done.exit_code == 1
    assert "to answer: --date YYYY-MM-DD" in done.output
    assert counts(sqlite_engine)[0] == 0
    assert run("import", undated, "--yes", "--date", "2026-11-19").exit_code == 0
    assert counts(sqlite_engine)[0] == 1


def test_a_day_month_order_that_nothing_decides_keeps_the_file_out(sqlite_engine: Engine, tmp_path: Path) -> None:
    unclear = sheet(tmp_path, "Date,Name,Organization\n03/04/2026,Malee Suk,Lanna House\n", "list.csv")
    done = run("import", unclear, "--yes")
    assert done.exit_code == 1, done.output
    assert "to answer: --date-order DMY   Day first: 03/04/2026 is 2026-04-03" in done.output
    assert counts(sqlite_engine)[0] == 0
    assert run("import", unclear, "--yes", "--date-order", "DMY").exit_code == 0
    with reading(sqlite_engine) as session:
        assert session.exec(select(Meeting.held_on)).one().isoformat() == "2026-04-03"


def typed(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    """As if somebody sat at the terminal and typed these lines."""
    lines = iter(answers)
    monkeypatch.setattr("coalition.cli.importing.sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _prompt="": next(lines))


def at_terminal(*words: object) -> int:
    """The exit status of a command that may ask."""
    with pytest.raises(SystemExit) as ended:
        app([str(word) for word in words])
    return int(ended.value.code or 0)


def test_nobody_of_a_support_circle_is_written_before_somebody_says_who_they_are(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    circle = sheet(tmp_path, SHEET.replace("Attendance", "Survivor support circle"), "circle.csv")
    done = run("import", circle, "--yes")
    assert (done.exit_code, counts(engine)) == (1, (0, 0, 0))
    assert "a list of professionals or of clients?" in done.output
    typed(monkeypatch, "2")
    assert (at_terminal("import", circle), counts(engine)) == (2, (0, 0, 0))
    typed(monkeypatch, "1", "y")
    assert (at_terminal("import", circle), counts(engine)) == (0, (1, 2, 2))


def test_somebody_at_the_terminal_is_asked_and_may_say_no(
    sqlite_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "n")
    assert at_terminal("import", sheet(tmp_path)) == 1
    assert counts(sqlite_engine)[0] == 0
    typed(monkeypatch, "y")
    assert at_terminal("import", sheet(tmp_path)) == 0
    assert counts(sqlite_engine)[0] == 1


def test_the_date_and_the_same_organization_can_be_answered_at_the_terminal(
    sqlite_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("import", sheet(tmp_path, SHEET.replace("Lanna House", "Lanna Women Shelter")), "--yes")
    undated = sheet(tmp_path, "Attendance\nName,Organization\nMalee Suk,Lanna Womens Shelter\n", "list.csv")
    typed(monkeypatch, "2026-11-20", "7", "2", "y")
    assert at_terminal("import", undated) == 0
    assert counts(sqlite_engine) == (2, 3, 2)


def test_a_question_left_open_is_asked_once_and_counted(
    sqlite_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", sheet(tmp_path, SHEET.replace("Lanna House", "Lanna Women Shelter")), "--yes")
    undated = sheet(tmp_path, "Attendance\nName,Organization\nMalee Suk,Lanna Womens Shelter\n", "list.csv")
    capsys.readouterr()
    typed(monkeypatch, "", "2", "n")
    at_terminal("import", undated)
    told = capsys.readouterr().out
    assert told.count("No meeting date in the file") == 1
    assert "left open: 1 question. Their rows wait." in told


def test_an_entry_that_is_no_answer_is_told_what_is_possible_and_asked_again(
    sqlite_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", sheet(tmp_path, SHEET.replace("Lanna House", "Lanna Women Shelter")), "--yes")
    undated = sheet(tmp_path, "Attendance\nName,Organization\nMalee Suk,Lanna Womens Shelter\n", "list.csv")
    typed(monkeypatch, "20/11/2026", "2026-11-20", "7", "same", "2", "perhaps", "y")
    assert at_terminal("import", undated) == 0
    told = capsys.readouterr().out
    assert "'20/11/2026' is not a date like 2026-11-25." in told
    assert "'7' is none of the answers. Type a number from 1 to 2, or nothing to leave it open." in told
    assert "'same' is none of the answers." in told
    assert "'perhaps' is neither yes nor no." in told
    assert counts(sqlite_engine) == (2, 3, 2)


@pytest.mark.parametrize("answers", [(), ("2026-11-20",), ("2026-11-20", "2")])
def test_an_input_that_ends_before_the_file_is_confirmed_writes_nothing(
    answers: tuple[str, ...],
    sqlite_engine: Engine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    run("import", sheet(tmp_path, SHEET.replace("Lanna House", "Lanna Women Shelter")), "--yes")
    before = counts(sqlite_engine)
    undated = sheet(tmp_path, "Attendance\nName,Organization\nMalee Suk,Lanna Womens Shelter\n", "list.csv")
    lines = iter(answers)

    def typed_then_ended(_prompt: str = "") -> str:
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    typed(monkeypatch)
    monkeypatch.setattr("builtins.input", typed_then_ended)
    assert at_terminal("import", undated) == 1
    assert "The input ended before list.csv was confirmed. Nothing of it was written." in capsys.readouterr().out
    assert counts(sqlite_engine) == before


def test_a_plan_that_changed_while_somebody_looked_at_it_is_told_and_asked_again(
    sqlite_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def answers(_prompt: str = "") -> str:
        if not asked:
            other = run("import", sheet(tmp_path, SHEET.replace("Malee Suk", "Ann Lee"), "other.csv"), "--yes")
            assert other.exit_code == 0, other.output
        asked.append(_prompt)
        return "y" if len(asked) == 1 else "n"

    asked: list[str] = []
    typed(monkeypatch)
    monkeypatch.setattr("builtins.input", answers)
    assert at_terminal("import", sheet(tmp_path)) == 1
    assert len(asked) == 2
    assert "Data changed" in capsys.readouterr().out
    with reading(sqlite_engine) as session:
        assert session.exec(select(func.count()).select_from(ImportBatch)).one() == 1, "only the other file"


def test_what_may_be_the_same_meeting_is_kept_out_by_yes(sqlite_engine: Engine, tmp_path: Path) -> None:
    titled = "Date,Meeting,Name,Organization\n2026-11-19,{0},Malee Suk,Lanna House\n2026-11-19,{0},Somchai Dee,River Office\n"
    assert run("import", sheet(tmp_path, titled.format("Call"), "call.csv"), "--yes").exit_code == 0
    before = counts(sqlite_engine)
    done = run("import", sheet(tmp_path, titled.format("Monthly meeting"), "by hand.csv"), "--yes")
    assert done.exit_code == 1, done.output
    assert "Is it the same meeting? -> Skip for now" in done.output
    assert counts(sqlite_engine) == before


def test_one_bad_file_does_not_keep_the_others_out(sqlite_engine: Engine, tmp_path: Path) -> None:
    done = run("import", sheet(tmp_path, "", "empty.csv"), tmp_path / "missing.csv", sheet(tmp_path), "--yes")
    assert done.exit_code == 2
    assert counts(sqlite_engine)[0] == 1


def test_a_refused_row_is_told_with_its_row_number_and_status_1(sqlite_engine: Engine, tmp_path: Path) -> None:
    text = "Date,Name,Organization\n2026-11-19,Malee Suk,Lanna House\n31/02/2026,Somchai Dee,River Office\n"
    done = run("import", sheet(tmp_path, text), "--yes")
    assert done.exit_code == 1
    assert "refused row 3" in done.output
    assert counts(sqlite_engine)[1] == 1


def test_the_demo_loads_shows_and_goes_in_one_step(engine: Engine) -> None:
    assert "is loaded" in run("demo").output
    assert "loaded already" in run("demo").output
    picture = json.loads(run("coverage", "--json").output)
    assert picture["on"] == "2026-11-25"
    assert list(picture["cells"][0]) == [
        "area", "service_type", "state", "organizations", "service_type_name", "caseload", "unmet_need", "capacity",
        "capacity_available", "assured_on",
    ]  # fmt: skip
    assert len({cell["state"] for cell in picture["cells"]}) >= 4
    one = json.loads(run("coverage", "--json", "--within", "TH57", "--pillar", "aftercare").output)
    assert {cell["area"] for cell in one["cells"]} == {"TH57"}
    assert "Act here first" in run("coverage").output
    assert "No need registered (yet)" in run("coverage", "--level", 2).output
    members = json.loads(run("participation", "--json", "--last", 3).output)
    assert len(members["meetings"]) == 3
    assert "last attended" in run("participation").output
    board = json.loads(run("actions", "--json").output)
    assert (board["counts"]["overdue"], len(board["actions"])) == (4, 9)
    assert json.loads(run("actions", "--json", "--on", "2026-11-12").output)["since"] == "2026-10-08"
    assert "done, but still no provider" in run("actions").output
    assert run("check").exit_code == 0
    assert run("demo", "--remove").exit_code == 0
    assert counts(engine) == (0, 0, 0)


def test_a_backup_and_back(sqlite_engine: Engine, tmp_path: Path) -> None:
    run("import", sheet(tmp_path), "--yes")
    assert "checked" in run("backup", tmp_path / "friday.db").output
    run("import", sheet(tmp_path, SHEET.replace("19 November", "20 November"), "next.csv"), "--yes")
    assert counts(sqlite_engine)[0] == 2
    done = run("restore", tmp_path / "friday.db")
    assert "What was there before is in" in done.output
    assert counts(sqlite_engine)[0] == 1


def test_a_restore_says_what_was_erased_since_the_backup(sqlite_engine: Engine, tmp_path: Path) -> None:
    run("import", sheet(tmp_path), "--yes")
    run("erase-person", "Somchai Dee", "--yes")
    run("backup", tmp_path / "friday.db")
    assert "erasure" not in run("restore", tmp_path / "friday.db").output
    run("erase-person", "Malee Suk", "--yes")
    told = "1 erasure on request is not in this backup. The erased data may be back: erase it again."
    assert told in run("restore", tmp_path / "friday.db").output.replace("\n", " ")
    assert "Malee Suk" in {person.name for person in _people(sqlite_engine)}


def _people(engine: Engine) -> list[Person]:
    with reading(engine) as session:
        return list(session.exec(select(Person)).all())


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["coverage", "--on", "yesterday"], "is not a date"),
        (["coverage", "--pillar", "rescue"], "There is no pillar 'rescue'"),
        (["coverage", "--within", "XX99"], "No area of level 1"),
        (["restore", "nowhere.db"], "There is no file"),
        (["import", "a.csv", "--date-order", "YDM"], "DMY, MDY or YMD"),
    ],
)
def test_an_error_is_a_sentence_and_status_2(
    sqlite_engine: Engine, words: list[str], sentence: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["coalition", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert sentence in told
    assert "unexpected" not in told


def test_a_table_sets_numbers_to_the_right() -> None:
    assert table(["who", "n"], [["Lanna House", "7"], ["River", "12"]]).splitlines() == [
        "who           n",
        "-----------  --",
        "Lanna House   7",
        "River        12",
    ]


def test_amounts_and_row_numbers_read_like_a_sentence() -> None:
    assert amounts({"new": 1200, "merged": 0, "refused": 1}) == "1,200 new, 1 refused"
    assert amounts({"meetings changed": 1, "people": 1, "not a person": 1}) == "1 meeting changed, 1 person, 1 not a person"
    assert amounts({}) == "nothing"
    assert row_numbers([4]) == "row 4"
    assert row_numbers(range(1, 6), most=3) == "rows 1, 2, 3 and 2 more"


def test_a_file_refused_whole_is_told_with_its_row_and_what_to_do(sqlite_engine: Engine, tmp_path: Path) -> None:
    path = sheet(tmp_path, "Name,Organization,Date\n")
    done = run("import", path, "--yes")
    assert done.exit_code == 2
    assert "november.csv: refused. There is a header in row 1 but no row below it." in done.output
    assert "Was the sheet filtered when it was exported?" in done.output


def test_a_database_that_cannot_be_written_is_one_sentence_beside_the_file(
    sqlite_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DatabaseUnreachable("Disk full. Free some space and try again.")

    monkeypatch.setattr("coalition.cli.importing.commit", full)
    done = run("import", sheet(tmp_path), "--yes")
    assert done.exit_code == 2
    assert "november.csv: Disk full." in done.output


def test_rows_that_wait_are_not_said_to_be_stored(sqlite_engine: Engine, tmp_path: Path) -> None:
    done = run("import", sheet(tmp_path, "Name,Organization\nAnn Lee,Alpha\n", "list.csv"), "--yes")
    assert done.exit_code == 1
    assert "all of this is stored" not in done.output
    assert "Nothing was written" in done.output
    assert counts(sqlite_engine) == (0, 0, 0)


def test_a_column_that_may_say_who_came_is_answered_by_its_key(sqlite_engine: Engine, tmp_path: Path) -> None:
    file = sheet(
        tmp_path, "Coalition meeting 14 May 2026,,\nName,Organization,\nAnn Lee,Birch,yes\nBo Chan,Hill,no\n", "bare.csv"
    )
    waits = run("import", file, "--yes")
    assert (waits.exit_code, counts(sqlite_engine)) == (1, (0, 0, 0))
    assert "--answer column:2=attended" in waits.output
    assert run("import", file, "--yes", "--answer", "column:2=attended").exit_code == 0
    assert counts(sqlite_engine)[0] == 1


def test_the_demo_is_not_mixed_into_real_data_unless_asked_to(sqlite_url: str, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("Meeting date,Name,Organization\n2026-11-20,Ann Lee,Own House\n", encoding="utf-8")
    assert run("import", own, "--yes").exit_code == 0
    with pytest.raises(Trouble, match="data of your own"):
        run("demo")
    assert run("demo", "--beside").exit_code == 0


def test_where_nothing_but_areas_and_kinds_of_help_is_stored_the_matrix_says_what_brings_it(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        session.add(Area(pcode="TH57", level=1, country="TH", name="Chiang Rai"))
    assert "No service type is listed yet: import a list of services." in run("coverage").stdout
    with writing(sqlite_engine) as session:
        session.add(ServiceType(code="A1", name="Shelter"))
    for level, which in (("1", "province"), ("2", "district")):
        told = " ".join(run("coverage", "--level", level).stdout.split())
        assert f"No {which} is in scope: areas are listed, but nothing is stored about one" in told


def test_an_area_may_be_named_instead_of_coded(sqlite_engine: Engine) -> None:
    load_demo(sqlite_engine)
    named, coded = (run("coverage", "--json", "--within", area).stdout for area in ("Chiang Rai", "TH57"))
    assert named == coded != ""


def test_what_is_worth_a_look_is_told_before_it_is_written(sqlite_engine: Engine, tmp_path: Path) -> None:
    crosses = "Name,Organization,2026-04-14,2026-05-14\nAnn Lee,Hope House,?,x\nBo Chan,Hope House,x,x\n"
    done = run("import", sheet(tmp_path, crosses, "crosses.csv"), "--yes")
    assert "worth a look (row 2): '?' under 2026-04-14 does not say whether the person was there" in done.output
    assert "question (row 2): Does '?' mean that the person in that row came?" in done.output
    assert done.exit_code == 1, "a cell waits for an answer"
    assert counts(sqlite_engine) == (2, 3, 1)


def test_a_word_that_does_not_say_who_came_is_held_back_whatever_is_said_in_advance(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    words = "Name,Organization,Status\nAnn Lee,Hope House,present\nBo Chan,Hope House,maybe\nCy Dale,Hope House,absent\n"
    done = run("import", sheet(tmp_path, words, "2026-05-14.csv"), "--yes")
    assert "question (row 3): Does 'maybe' mean" in done.output
    assert done.exit_code == 1
    assert counts(sqlite_engine) == (1, 2, 1)
    assert "to answer: --answer mark:maybe=absent   They did not come" in done.output
    wrong = run("import", sheet(tmp_path, words, "2026-05-14.csv"), "--yes", "--answer", "mark:maybe=perhaps")
    assert "'perhaps' is no answer to 'mark:maybe'. It is one of: present, absent, excused, unknown." in wrong.output
    assert run("import", sheet(tmp_path, words, "2026-05-14.csv"), "--yes", "--answer", "mark:maybe=absent").exit_code == 0
    assert counts(sqlite_engine) == (1, 3, 1)
