"""The settings page, and filters that live in the address."""

from collections.abc import Callable

from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from coalition.database import reading
from coalition.imports.areas import areas_template
from coalition.queries import ledger

Dashboard = Callable[..., AppTest]


def test_what_is_saved_is_what_the_next_visitor_finds(engine: Engine, dashboard: Dashboard) -> None:
    at = dashboard("settings")
    at.text_input(key="name").set_value("Northern Net")
    at.number_input(key="fresh_days").set_value(90)
    at.multiselect(key="required_sectors").set_value(["ngo", "police"])
    at.button[0].click().run()
    assert not at.exception
    with reading(engine) as session:
        found = ledger.settings(session)
        assert len(ledger.help_kinds(session)) > 20, "the shipped lists come with the first settings"
    assert (found.coalition_name, found.fresh_days, found.required_sectors) == ("Northern Net", 90, ["ngo", "police"])


def test_a_coalition_without_a_name_is_not_saved(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    at = dashboard("settings")
    at.button[0].click().run()
    assert at.error[0].value == "The coalition needs a name."


def test_a_kind_of_help_goes_out_of_use_and_a_new_one_comes(demo_engine: Engine, dashboard: Dashboard) -> None:
    at = dashboard("settings")
    with reading(demo_engine) as session:
        first = ledger.help_kinds(session)[0]
    at.checkbox(key=f"kind {first.id}").uncheck()
    next(button for button in at.button if button.key and "save kinds" in button.key).click().run()
    at.text_input(key="new code").set_value("X1")
    at.text_input(key="new name").set_value("Boat rides")
    next(button for button in at.button if button.key and "add kind" in button.key).click().run()
    assert not at.exception
    with reading(demo_engine) as session:
        kinds = {kind.code: kind for kind in ledger.help_kinds(session)}
    assert not kinds[first.code].is_active
    assert kinds["X1"].is_active


def test_the_areas_of_another_country_are_added_from_the_template(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    at = dashboard("settings")
    at.text_input(key="areas country").set_value("LA")
    at.file_uploader(key="areas file").set_value(("areas.csv", areas_template(), "text/csv")).run()
    at.button(key="add areas").click().run()
    assert at.success[0].value == "2 added, 0 changed."
    assert "Name of a district in it (Name of a province)" in dashboard("settings").multiselect(key="scope").options


def test_a_backup_can_be_taken_away(demo_engine: Engine, dashboard: Dashboard) -> None:
    at = dashboard("settings")
    at.button(key="make backup").click().run()
    assert "Download the backup" in [button.label for button in at.download_button]
    assert any("`python -m coalition restore FILE`" in caption.value for caption in at.caption)
