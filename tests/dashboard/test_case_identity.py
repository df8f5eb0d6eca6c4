"""What stands about a person in a list of cases comes out nowhere: page, terminal, database, refused rows, log."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from coalition.__main__ import app
from coalition.imports import commit
from coalition.imports.plan import Answers
from coalition.imports.reading import Choices
from tests.builders import NOW
from tests.support.day import TODAY
from tests.support.dump import dump
from tests.support.importing import cases
from tests.support.refused import refused_csv

Dashboard = Callable[..., AppTest]

CANARIES = ("Ploykaew", "081-234-5678", "ploykaew", "1-5799-00123-45-6", "1579900123456", "20.4335")
LIST = """case_code,opened_on,area,sex,age_band,need,need_opened_on
,2026-03-01,TH57,female,15-17,A1,2026-03-01
,2026-03-01,TH57,Miss Ploykaew,15-17,A1,2026-03-01
081-234-5678,2026-03-01,TH57,female,15-17,A1,2026-03-01
,2026-03-01,"20.4335, 99.8764",female,15-17,A1,2026-03-01
,2026-03-01,TH57,female,1-5799-00123-45-6,A1,2026-03-01
,ploykaew@mail.example,TH57,female,15-17,A1,2026-03-01
,2026-03-01,TH57,female,15-17,A1,2026-03-01,Ploykaew
"""
NAME = "Miss_Ploykaew_1579900123456.csv"


def leaks(text: str) -> list[str]:
    return [canary for canary in CANARIES if canary in text]


def everything(engine: Engine) -> str:
    """All that the database holds, the file of SQLite byte by byte."""
    kept = str(dump(engine))
    with engine.connect() as connection:
        kept += str(connection.exec_driver_sql("SELECT * FROM change").all())
    for path in Path(engine.url.database or "").parent.glob(f"{Path(engine.url.database or '').name}*"):
        kept += path.read_bytes().decode("latin-1")
    return kept


def test_a_cell_that_tells_who_somebody_is_comes_back_as_row_column_and_reason(sqlite_engine: Engine) -> None:
    plan = cases(sqlite_engine, LIST.encode(), NAME)
    told = [(issue.line, issue.code, issue.column) for issue in plan.issues]
    assert told == [
        (3, "case_identity", "sex"),
        (4, "case_identity", "case_code"),
        (5, "case_identity", "area"),
        (6, "case_identity", "age_band"),
        (7, "case_identity", "opened_on"),
        (8, "case_extra", None),
    ]
    assert plan.file == "cases.csv"
    assert not leaks(f"{plan!r} {refused_csv(plan).decode()}")


def test_the_terminal_repeats_and_keeps_nothing_of_it(
    sqlite_engine: Engine, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "march.csv"
    path.write_text(LIST, encoding="utf-8")
    with caplog.at_level(logging.DEBUG):
        done = CliRunner().invoke(app, ["import", str(path), "--yes"], catch_exceptions=False)
    assert "It is never stored" in done.output
    assert "female" in everything(sqlite_engine)  # the other row is stored, so this would see it
    assert not leaks(done.output + caplog.text + everything(sqlite_engine))


def test_the_page_repeats_and_keeps_nothing_of_it(
    sqlite_engine: Engine, dashboard: Dashboard, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        at = dashboard("import_data")
        at.file_uploader(key="files").set_value([("march.csv", LIST.encode(), "text/csv")]).run()
        next(button for button in at.button if button.label.startswith("Confirm")).click().run()
    kinds = (at.markdown, at.caption, at.text, at.success, at.info, at.error, at.warning)
    shown = " ".join(str(element.value) for kind in kinds for element in kind) + " ".join(str(f.value) for f in at.dataframe)
    assert "It is never stored" in shown
    assert not leaks(shown + caplog.text + everything(sqlite_engine))


def test_a_fault_while_a_file_is_read_says_where_and_not_what(
    sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def break_on_a_cell(*_arguments: object, **_more: object) -> None:
        try:
            int("Ploykaew 081-234-5678")
        except ValueError as problem:
            raise RuntimeError(f"cannot read {problem}") from problem

    monkeypatch.setattr(commit, "plan_and_reading", break_on_a_cell)
    file = commit.File(LIST.encode(), "march.csv", Answers(), Choices())
    (planned,) = commit.plan_several(sqlite_engine, [file], today=TODAY, now=NOW)
    assert planned.plan is None
    assert "RuntimeError at test_case_identity.py" in caplog.text
    assert "after ValueError" in caplog.text
    assert not leaks(caplog.text)


@pytest.mark.parametrize(
    ("language", "why"),
    [
        ("en", "“081-234-5678”: this looks like a telephone number. Leave it out and write the name of the organization"),
        ("th", "“081-234-5678”: ดูเหมือนเป็นหมายเลขโทรศัพท์ ตัดออก แล้วเขียนชื่อองค์กรแทน"),
    ],
)
def test_a_form_quotes_under_the_field_what_was_found_and_how_to_write_it_instead(
    dashboard: Dashboard, demo_engine: Engine, language: str, why: str
) -> None:
    at = dashboard("actions", what="Call mom 081-234-5678", new="1", organization="3", lang=language)
    next(group for group in at.segmented_control if "due" in str(group.key)).set_value("2026-12-09").run()
    next(b for b in at.button if b.label in {"Save action", "บันทึกงาน"}).click().run()
    assert why in at.error[0].value
    assert at.text_input[0].value == "Call mom 081-234-5678"  # what was typed stays, to be corrected
    assert "Call mom" not in everything(demo_engine)
