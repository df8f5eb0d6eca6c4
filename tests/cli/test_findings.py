"""What rests on one, what changed and the 3W list, from the terminal."""

import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select
from typer.testing import CliRunner, Result

from coalition.__main__ import app
from coalition.access.files import FileUnfit
from coalition.cli.common import Trouble
from coalition.database import writing
from coalition.models import Area, Meeting, ServiceType, Verdict
from tests.support.small_world import north, store


@pytest.fixture(autouse=True)
def _stored(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        store(session, north().serves("Blue", "A1", "TH57", date(2026, 11, 3)).asked("I5", "TH57", date(2026, 11, 4)))


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)


def test_what_rests_on_one_is_listed_and_what_falls_without_it() -> None:
    told = json.loads(run("single-providers", "--without", "blue", "--json").output)
    assert [(row["organization"], row["drift"], len(row["cells"])) for row in told["organizations"]] == [("Blue", None, 1)]
    assert told["falls"] == [{"area": "TH57", "service_type": "A1", "before": "fragile", "after": "unknown"}]
    assert "Without Blue: 1 pair changes." in run("single-providers", "--without", "Blue").output


def test_a_name_nobody_has_is_a_sentence() -> None:
    with pytest.raises(Trouble, match="No organization with services is called 'Green'"):
        run("single-providers", "--without", "Green")


def test_changes_compare_the_last_two_meetings_or_the_days_given(sqlite_engine: Engine) -> None:
    with pytest.raises(Trouble, match="no two meetings"):
        run("changes")
    with writing(sqlite_engine) as session:
        session.add_all([Meeting(held_on=date(2026, 10, 8)), Meeting(held_on=date(2026, 11, 12))])
    told = json.loads(run("changes", "--json").output)
    assert (told["from"], told["to"]) == ("2026-10-08", "2026-11-12")
    assert {cell["service_type"]: cell["kind"] for cell in told["cells"]} == {"A1": "opened", "I5": "learned"}
    assert (
        "0 of 2 pairs of a service type and an area changed"
        in run("changes", "--from", "2026-09-01", "--to", "2026-09-30").output
    )


def test_the_3w_list_is_written_once(tmp_path: Path) -> None:
    file = tmp_path / "3w.csv"
    told = run("export", "--hxl", file).output
    assert (
        "rows. Verdicts of the members (they decide 0 pairs of a service type and an area) and needs are not part of it."
        in told
    )
    assert file.read_text(encoding="utf-8-sig").splitlines()[1].startswith("#org+name,#org+type,#sector+name")
    with pytest.raises(FileUnfit, match="exists already"):
        run("export", "--hxl", file)


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31"])
@pytest.mark.parametrize(
    "command",
    [
        ("coverage", "--on"),
        ("cell", "--area", "TH57", "--type", "A1", "--on"),
        ("call", "--area", "TH57", "--type", "A1", "--on"),
        ("participation", "--on"),
        ("actions", "--on"),
        ("single-providers", "--on"),
        ("changes", "--from"),
        ("changes", "--to"),
    ],
    ids=" ".join,
)
def test_a_day_nobody_reckons_with_is_a_sentence(command: tuple[str, ...], day: str) -> None:
    with pytest.raises(Trouble, match=f"{day} is too far away. Write a day from 1900-01-01 to 2200-12-31."):
        run(*command, day)


def test_a_person_reads_the_words_of_the_screen_and_types_them_in_any_case() -> None:
    told = run("coverage", "--pillar", "Intervention").output
    assert "No provider" in told
    assert "I5" in told
    assert run("coverage", "--pillar", "AFTERCARE").output.count("A1") > 0
    assert "I5 Help I5, Area TH57 on 2026-11-25: No provider" in run("cell", "--area", "TH57", "--type", "i5").output
    assert json.loads(run("coverage", "--json").output)["cells"][0]["state"] in {"none", "fragile", "unknown"}
    with pytest.raises(Trouble, match="There is no pillar 'zz'; there are prevention, intervention, aftercare, other"):
        run("coverage", "--pillar", "zz")


def test_the_3w_list_says_how_much_only_the_members_decided(sqlite_engine: Engine, tmp_path: Path) -> None:
    with writing(sqlite_engine) as session:
        area, kind = (
            session.exec(select(Area.id).where(Area.pcode == "TH57")).one(),
            session.exec(select(ServiceType.id)).first(),
        )
        session.add(Verdict(area_id=area, service_type_id=kind, judgement="gap", decided_on=date(2026, 11, 12)))
    assert "they decide 1 pair of" in run("export", "--hxl", tmp_path / "3w.csv").output
