"""The settings page, and filters that live in the address."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Engine, select
from sqlmodel import col
from streamlit.testing.v1 import AppTest

from coalition.access.backup import backup
from coalition.database import reading, writing
from coalition.edits.area_lists import areas_template
from coalition.edits.directory import add_organization
from coalition.edits.people import erase_person
from coalition.models import ActionItem, Organization, Person
from coalition.queries import ledger
from coalition.queries.shapes import shapes

Dashboard = Callable[..., AppTest]


def test_what_is_saved_is_what_the_next_visitor_finds(engine: Engine, dashboard: Dashboard) -> None:
    at = dashboard("settings")
    at.text_input(key="name").set_value("Northern Net").run()
    at.number_input(key="fresh_days").set_value(90).run()
    assert at.success[0].value == "Saved."
    at.number_input(key="recent_meetings").set_value(4).run()
    at.button(key="undo-last-edit").click().run()
    assert (at.number_input(key="fresh_days").value, at.number_input(key="recent_meetings").value) == (90, 6)
    at.selectbox(key="quorum").set_value("number").run()
    with reading(engine) as session:
        assert ledger.settings(session).quorum == "more_than_half", "a fixed number is a rule once it is told"
    at.number_input(key="quorum_number").set_value(12)
    at.multiselect(key="required_sectors").set_value(["ngo", "police"])
    at.text_input(key="word en Provinces").set_value("Counties")
    at.text_input(key="word en Districts").set_value("{Sub-counties}")
    at.text_input(key="word en Aftercare").set_value("Recovery")
    at.multiselect(key="pillar_order").set_value(["aftercare"]).run()
    with reading(engine) as session:
        found = ledger.settings(session)
        assert len(ledger.help_kinds(session)) > 20, "the shipped lists come with the first settings"
    assert (found.coalition_name, found.fresh_days, found.required_sectors) == ("Northern Net", 90, ["ngo", "police"])
    assert (found.quorum, found.quorum_number) == ("number", 12)
    assert found.level_names == {"en": {"Provinces": "Counties", "Districts": "Sub-counties"}}
    assert (found.pillar_names, found.pillar_order) == ({"en": {"Aftercare": "Recovery"}}, ["aftercare"])
    assert "**Recovery**" in [part.value for part in dashboard("settings").markdown]
    assert "Counties or sub-counties you work in" in [asked.label for asked in dashboard("settings").multiselect]


def test_a_coalition_without_a_name_is_not_saved(demo_engine: Engine, dashboard: Dashboard) -> None:
    at = dashboard("settings")
    name = at.text_input(key="name").value
    at.text_input(key="name").set_value(" ").run()
    assert at.error[0].value == "The coalition needs a name."
    assert at.run().text_input(key="name").value == name


def test_a_kind_of_help_goes_out_of_use_and_a_new_one_comes(demo_engine: Engine, dashboard: Dashboard) -> None:
    at = dashboard("settings")
    with reading(demo_engine) as session:
        first = ledger.help_kinds(session)[0]
    at.checkbox(key=f"kind {first.id}").uncheck().run()
    assert at.success[0].value == f"{first.code} {first.name} · No longer in use. What is recorded about it stays."
    at.button(key="undo-last-edit").click().run()
    assert at.checkbox(key=f"kind {first.id}").value
    at.checkbox(key=f"kind {first.id}").uncheck().run()
    at.text_input(key="new code").set_value("X1")
    at.text_input(key="new name").set_value("Boat rides").run()
    assert at.button(key="add kind").label == "Choose a pillar"
    at.selectbox(key="new pillar").set_value("other").run()
    next(button for button in at.button if button.key and "add kind" in button.key).click().run()
    with reading(demo_engine) as session:
        kinds = {kind.code: kind for kind in ledger.help_kinds(session)}
    assert "X1 Boat rides" in [box.label for box in at.checkbox]
    assert not kinds[first.code].is_active
    assert kinds["X1"].is_active


def test_the_areas_of_another_country_are_added_from_the_template(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    at = dashboard("settings")
    at.file_uploader(key="areas file").set_value([("areas.csv", areas_template(), "text/csv")]).run()
    at.text_input(key="areas country").set_value("LA")
    at.button(key="add areas").click().run()
    assert at.success[0].value == "2 added, 0 changed."
    assert "Provinces and districts stored: 2." in [part.value for part in at.markdown], "not of the time before"
    welcome = dashboard("overview")
    welcome.button(key="start empty").click().run()
    assert welcome.selectbox(key="start country").value == "", "no country of the shipped lists"
    at = dashboard("settings")
    at.text_input(key="name").set_value("Net of the South").run()
    assert "Name of a district in it (Name of a province)" in at.multiselect(key="scope").options


def test_boundaries_are_added_with_their_source_and_what_cannot_be_drawn_is_told(
    demo_engine: Engine, dashboard: Dashboard
) -> None:
    def geojson(east: float) -> bytes:
        ring = [[east, 18], [east + 1, 18], [east + 1, 19], [east, 18]]
        features = [{"properties": {"c": c}, "geometry": {"type": "Polygon", "coordinates": [ring]}} for c in ("TH57", "ZZ")]
        return json.dumps({"type": "FeatureCollection", "features": features}).encode()

    at = dashboard("settings")
    at.file_uploader(key="areas file").set_value([("meters.geojson", geojson(500_000), "application/json")]).run()
    at.button(key="add areas").click().run()
    assert (
        "meters.geojson: The boundary of entry 1 (TH57) is not in degrees of longitude and latitude: 500000, 18."
        in at.error[0].value
    )
    at.file_uploader(key="areas file").set_value([("own.geojson", geojson(99), "application/json")]).run()
    at.text_input(key="shapes source").set_value("Drawn by ourselves").run()
    at.button(key="add areas").click().run()
    assert at.success[1].value == "1 boundaries were read. 4 of 4 points were kept."
    assert "ZZ" in at.warning[0].value
    with reading(demo_engine) as session:
        assert shapes(session, pcodes=["TH57"]).attributions == ["Drawn by ourselves"]


def test_a_backup_can_be_taken_away(demo_engine: Engine, dashboard: Dashboard) -> None:
    at = dashboard("settings")
    at.button(key="make backup").click().run()
    assert "Download the backup" in [button.label for button in at.download_button]


def test_everything_is_replaced_by_a_backup_once_it_is_said_what_it_holds(
    sqlite_engine: Engine, dashboard: Dashboard, tmp_path: Path
) -> None:
    add_organization(sqlite_engine, name="Alder", at=datetime(2026, 11, 2, tzinfo=UTC))
    kept = backup(sqlite_engine, tmp_path / "kept.db").path.read_bytes()
    add_organization(sqlite_engine, name="Birch", at=datetime(2026, 11, 3, tzinfo=UTC))
    at = dashboard("settings")
    at.file_uploader(key="restore file").upload("notes.db", b"no database").run()
    assert "is not a complete database of the dashboard" in at.error[0].value

    at.file_uploader(key="restore file").upload("kept.db", kept).run()
    assert "1 organization" in " ".join(line.value for line in at.markdown)
    assert "Last change in it: 2 Nov 2026" in " ".join(line.value for line in at.markdown)
    assert at.button(key="restore").disabled
    next(box for box in at.checkbox if str(box.key).startswith("restore wanted")).check().run()
    at.button(key="restore").click().run()

    assert "The backup has been restored." in [told.value for told in at.success]
    assert "restore" not in [button.key for button in at.button], "one consent replaces everything once"
    with reading(sqlite_engine) as session:
        assert session.scalars(select(col(Organization.name))).all() == ["Alder"]
    assert len(list(Path(str(sqlite_engine.url.database)).parent.glob("*-before-restore-*"))) == 1


def test_it_is_said_before_a_restore_how_many_were_erased_since(
    sqlite_engine: Engine, dashboard: Dashboard, tmp_path: Path
) -> None:
    with writing(sqlite_engine) as session:
        session.add_all([Person(id=n, name=name, name_key=name.lower()) for n, name in ((1, "Nok Suwan"), (2, "Lek Dee"))])
    erase_person(sqlite_engine, 1, at=datetime(2026, 11, 2, 8, tzinfo=UTC))
    older = backup(sqlite_engine, tmp_path / "older.db").path.read_bytes()
    erase_person(sqlite_engine, 2, at=datetime(2026, 11, 3, 8, tzinfo=UTC))
    newer = backup(sqlite_engine, tmp_path / "newer.db").path.read_bytes()

    def warned(name: str, data: bytes) -> bool:
        at = dashboard("settings")
        at.file_uploader(key="restore file").upload(name, data).run()
        return any(told.value.startswith("1 erasure on request is not in this backup.") for told in at.warning)

    assert [warned("older.db", older), warned("newer.db", newer)] == [True, False]


def test_words_are_found_masked_and_erased_once_it_is_ticked(demo_engine: Engine, dashboard: Dashboard) -> None:
    with writing(demo_engine) as session:
        session.add(ActionItem(id=9001, what="A quiet room for Mali Saetang", opened_on=date(2026, 11, 12)))
    at = dashboard("settings")
    at.text_input(key="erase words").set_value("Nobody Here").run()
    assert "These words are nowhere in the data." in [told.value for told in at.info]
    at.text_input(key="erase words").set_value("Mali Saetang").run()
    found = "\n".join(part.value for part in at.markdown)
    assert "These words are in 1 entry:" in found
    assert "actions, 12 Nov 2026: • ••••• •••• ••• **Mali Saetang**" in found
    assert at.button(key="erase the words").disabled
    at.checkbox(key="erase wanted Mali Saetang").check().run()
    at.button(key="erase the words").click().run()
    assert "Erased in 1 entry." in [told.value for told in at.success]
    assert at.text_input(key="erase words").value == ""
    with reading(demo_engine) as session:
        assert session.get_one(ActionItem, 9001).what == "A quiet room for [erased]"
