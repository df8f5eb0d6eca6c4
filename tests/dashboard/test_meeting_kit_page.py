"""The page with the papers of a meeting: the agenda is edited and kept, the minutes are corrected and closed."""

from collections.abc import Callable

from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from coalition.database import reading
from coalition.queries.agenda import agenda
from tests.support.day import TODAY

Dashboard = Callable[..., AppTest]


def words(at: AppTest) -> str:
    return "\n".join(part.value for part in [*at.markdown, *at.caption, *at.success, *at.error])


def test_the_agenda_is_kept_for_a_day_and_the_minutes_are_closed(demo_engine: Engine, dashboard: Dashboard) -> None:
    at = dashboard("meeting_kit")
    assert at.button(key="save agenda draft").disabled, "the day is not chosen"
    assert "· By when: 27 Nov 2026" in words(at), "a day of an action says what it is"
    at.segmented_control(key="agenda day").set_value(TODAY.isoformat()).run()
    (field,) = [area for area in at.text_area if area.label.startswith("One item per line")]
    assert field.value.startswith("Welcome\n")
    field.set_value("Welcome\nCall 081-234-5678").run()
    assert "number" in words(at)
    (field,) = [area for area in at.text_area if area.label.startswith("One item per line")]
    field.set_value("Who answers calls at night?\nWelcome").run()
    at.button(key="save agenda draft").click().run()
    assert "Agenda saved." in words(at)
    with reading(demo_engine) as session:
        assert [line for _, line in agenda(session, held_on=TODAY)] == ["Who answers calls at night?", "Welcome"]

    assert at.text_area(key=f"agenda {TODAY}").value == "Who answers calls at night?\nWelcome"
    (field,) = [area for area in at.text_area if area.label == "Decision"]
    field.set_value("The members meet in Nan in May").run()
    (save,) = [button for button in at.button if button.key and button.key.startswith("save minutes")]
    save.click().run()
    assert "- The members meet in Nan in May" in words(at)
    at.button(key="close minutes").click().run()
    assert "The minutes are final (version 1)." in words(at)
    assert "close minutes" not in [button.key for button in at.button]
    assert "Version 1, final since 25 Nov 2026" in words(at)


def test_a_coalition_that_has_stored_nothing_drafts_its_first_agenda(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    at = dashboard("meeting_kit")
    (field,) = [area for area in at.text_area if area.label.startswith("One item per line")]
    assert field.value.startswith("Welcome\n")
    assert "Draft from open actions" in words(at)
