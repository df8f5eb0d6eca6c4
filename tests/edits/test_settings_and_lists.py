"""Settings, areas and service types, changed by hand."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from coalition.database import data_version, reading
from coalition.edits import kinds, settings
from coalition.edits.area_lists import read_areas
from coalition.edits.areas import add_areas
from coalition.edits.record import EditRefused
from coalition.edits.undo import undo_edit
from coalition.imports.cells.reader import FileRefused
from coalition.queries import ledger
from coalition.vocabulary import Pillar

LIST = "pcode,level,parent,name_en,name_local\nLA01,1,,Vientiane,\nLA0101,2,LA01,Chanthabuly,ຈັນທະບູລີ\n"


def names(engine: Engine) -> dict[str, str]:
    with reading(engine) as session:
        frame = ledger.areas_frame(session)
    return dict(zip(frame["pcode"], frame["name"], strict=True))


def test_a_setting_is_kept_and_the_others_keep_their_defaults(engine: Engine) -> None:
    settings.save(engine, coalition_name="Northern Net", scope=["TH57"])
    with reading(engine) as session:
        found = ledger.settings(session)
        assert data_version(session) == 1
    assert (found.coalition_name, found.scope, found.fresh_days) == ("Northern Net", ["TH57"], 180)


@pytest.mark.parametrize("wrong", [{"color": "red"}, {"fresh_days": 0}, {"coalition_name": " "}])
def test_what_is_no_setting_is_refused_and_nothing_is_written(sqlite_engine: Engine, wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"setting|must be|needs"):
        settings.save(sqlite_engine, **wrong)
    with reading(sqlite_engine) as session:
        assert data_version(session) == 0


def test_starting_empty_brings_the_lists_but_no_member(engine: Engine) -> None:
    with reading(engine) as session:
        assert ledger.fill_state(session) is ledger.FillState.FRESH
    settings.start(engine, country="TH", coalition_name="Northern Net")
    with reading(engine) as session:
        assert ledger.fill_state(session) is ledger.FillState.STARTED
        assert ledger.is_empty(session)
        assert ledger.area_count(session) > 1000


def test_a_list_of_areas_is_added_and_its_names_corrected_later(engine: Engine) -> None:
    assert add_areas(engine, read_areas(LIST.encode(), "LA").areas) == {"added": 2, "changed": 0, "drawn": 0}
    corrected = LIST.replace("Vientiane", "Vientiane Capital")
    assert add_areas(engine, read_areas(corrected.encode(), "LA").areas) == {"added": 0, "changed": 1, "drawn": 0}
    assert names(engine) == {"LA01": "Vientiane Capital", "LA0101": "Chanthabuly"}


def test_a_district_of_an_unknown_province_is_refused_with_the_whole_list(sqlite_engine: Engine) -> None:
    with pytest.raises(EditRefused, match="Chanthabuly"):
        add_areas(sqlite_engine, read_areas(LIST.replace("LA01,1", "LA02,1").encode(), "LA").areas)
    assert names(sqlite_engine) == {}


def test_rows_of_a_list_of_areas_that_cannot_be_used_are_told_by_their_number() -> None:
    rows = LIST + "LA03,3,,Village,\nLA01,1,,Again,\n,1,,No code,\nLA0201,2,,No province,\n"
    read = read_areas(rows.encode(), "LA")
    assert [area.pcode for area in read.areas] == ["LA01", "LA0101"]
    assert [problem[:6] for problem in read.problems[:3]] == ["Row 4:", "Row 5:", "Row 6:"]
    assert "write the code of its province" in read.problems[3]


def test_a_file_without_the_columns_is_refused_and_told_which_are_missing() -> None:
    with pytest.raises(FileRefused, match="missing: pcode, level, name_en"):
        read_areas(b"a,b\n1,2\n", "LA")
    with pytest.raises(FileRefused, match=r"missing: level\.$"):
        read_areas(b"code,name,province\nLA01,Vientiane,\n", "LA")


def test_a_list_with_code_level_province_and_name_is_read_as_it_is() -> None:
    rows = b"code,level,province,name\nLA01,1,Vientiane,Vientiane\nLA0101,2,Vientiane,Chanthabuly\nLA0102,2,LA01,Sikhottabong\n"
    read = read_areas(rows, "LA")
    assert [(area.pcode, area.name) for area in read.areas][:2] == [("LA01", "Vientiane"), ("LA0101", "Chanthabuly")]
    assert [area.parent_pcode for area in read.areas if area.level == 2] == ["LA01", "LA01"]
    assert read.problems == []


def test_a_bound_is_not_undone_past_the_other_one_that_was_changed_since(engine: Engine) -> None:
    at = datetime(2026, 11, 25, 12, tzinfo=UTC)
    settings.save(engine, at_risk_after=5, lapsed_after=6)
    settings.save(engine, at_risk_after=2, at=at)
    settings.save(engine, lapsed_after=3)
    with pytest.raises(EditRefused, match="cannot be larger"):
        undo_edit(engine, at, at=at + timedelta(minutes=1))
    settings.save(engine, lapsed_after=5)
    undo_edit(engine, at, at=at + timedelta(minutes=2))


@pytest.mark.both_engines
def test_a_code_is_given_to_one_kind_of_help_only(engine: Engine) -> None:
    kinds.add_kind(engine, code="X1", name="Boat rides", pillar=Pillar.AFTERCARE)
    with pytest.raises(EditRefused, match="X1"):
        kinds.add_kind(engine, code="X1", name="Another", pillar=None)
    with reading(engine) as session:
        (kind,) = ledger.help_kinds(session)
    at = datetime(2026, 11, 25, 12, tzinfo=UTC)
    assert kinds.set_active(engine, {kind.id: False}, at=at) == 1
    assert kinds.set_active(engine, {kind.id: False}) == 0
    undo_edit(engine, at, at=at + timedelta(minutes=1))
    assert kinds.set_active(engine, {kind.id: True}) == 0


@pytest.mark.parametrize(
    ("name", "local"),
    [("Boat rides", None), ("BOAT  rides", None), ("Rides", "พายเรือ"), ("พายเรือ", None), ("Rides", "Boat rides")],
)
def test_a_kind_of_help_with_a_name_that_is_taken_is_refused(engine: Engine, name: str, local: str | None) -> None:
    kinds.add_kind(engine, code="X1", name="Boat rides", name_local="พายเรือ", pillar=None)
    with pytest.raises(EditRefused, match="is already used by the service type X1"):
        kinds.add_kind(engine, code="X2", name=name, name_local=local, pillar=None)
