"""The actions page: the board, the form that other pages link to, one action opened, what is saved as a file."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import Engine, select
from sqlmodel import col
from streamlit.testing.v1 import AppTest

from coalition import models as m
from coalition.clock import now
from coalition.database import reading
from coalition.edits.actions import finish_action, open_action
from coalition.shell.words import date_text
from tests.support.filled import lists_text
from tests.support.importing import stored

Dashboard = Callable[..., AppTest]
TODAY = date(2026, 11, 25)


def texts(at: AppTest) -> str:
    return " ".join(element.value for element in [*at.markdown, *at.caption, *at.info, *at.subheader]) + lists_text(at)


def press(at: AppTest, label: str) -> AppTest:
    next(b for b in at.button if b.label == label).click().run()
    return at


def by_the_next_meeting(at: AppTest) -> None:
    """Say that an action is due on the day of the next meeting, 9 Dec 2026."""
    next(group for group in at.segmented_control if group.label in {"By when?", "ภายในเมื่อใด"}).set_value("2026-12-09").run()


def test_the_answer_counts_and_the_worst_stands_first(dashboard: Dashboard, demo_engine: Engine) -> None:
    at = dashboard("actions")
    assert "**7** actions are open, **4 overdue**. Done since the meeting of 12 Nov 2026: **2**." in at.markdown[0].value
    assert [part.value for part in at.subheader] == [
        "Overdue (4)",
        "Due within 7 days (1)",
        "Later (2)",
        "Done or canceled (2)",
    ]
    assert "carried over 4 times" in texts(at)
    assert "Phrae: done, but still no provider" in texts(at)
    assert "Phayao: done, and now one provider (on" in texts(at)


def test_one_click_is_done_and_one_takes_it_back(dashboard: Dashboard, demo_engine: Engine) -> None:
    at = dashboard("actions")
    before = stored(demo_engine, m.ActionItem)
    first = next(row for row in before if row["state"] == "open")
    at.session_state["action pressed"] = first["id"]  # the button stands in a list of our own
    at.run()
    assert "**6** actions are open, **3 overdue**" in at.markdown[0].value
    assert next(row for row in stored(demo_engine, m.ActionItem) if row["id"] == first["id"])["done_on"] == TODAY
    at.button(key="undo-last-edit").click().run()
    assert stored(demo_engine, m.ActionItem) == before


def test_a_link_from_a_gap_opens_the_form_with_the_gap_and_leaves_it_empty_afterwards(
    dashboard: Dashboard, demo_engine: Engine
) -> None:
    at = dashboard("actions", area="TH56", type="I7", organization="3")
    form = {box.label: box for box in at.selectbox}
    assert at.text_input[0].value == "Find help: Interpretation, Phayao"
    assert (form["Service type"].value, form["Area"].value) != (None, None)
    assert form["Who does it?"].value == "o3"
    assert [b.disabled for b in at.button if b.label == "Choose by when"] == [True]
    by_the_next_meeting(at)
    press(at, "Save action")
    row = stored(demo_engine, m.ActionItem)[-1]
    assert (row["what"], row["organization_id"], row["due_on"]) == ("Find help: Interpretation, Phayao", 3, date(2026, 12, 9))
    assert at.success[0].value == "Find help: Interpretation, Phayao · Action saved."
    assert "area" not in at.query_params
    assert at.text_input[0].value == ""


def test_an_action_noted_for_somebody_else_is_in_sight_at_once(dashboard: Dashboard, demo_engine: Engine) -> None:
    kept = {row["organization_id"] for row in stored(demo_engine, m.ActionItem)}
    called, other = (row["id"] for row in stored(demo_engine, m.Organization)[:2])
    idle = next(row for row in stored(demo_engine, m.Organization) if row["id"] not in kept | {other})
    at = dashboard("actions", area="TH56", type="I7", organization=str(called))
    next(box for box in at.selectbox if box.label == "Who does it?").select(f"o{other}")
    by_the_next_meeting(at)
    press(at, "Save action")
    assert "organization" not in at.query_params
    assert "Find help: Interpretation, Phayao" in texts(at)
    assert "Find help" not in texts(dashboard("actions", organization=str(other), lang="th")), "suggested, so in Thai there"
    at = dashboard("actions", organization=str(idle["id"]))
    assert f"**No** action is open for {idle['name']}." in at.markdown[0].value
    press(at, "8 actions are open in total: show them")
    assert "**8** actions are open" in at.markdown[0].value
    assert "organization" not in at.query_params


def test_the_button_says_what_an_action_still_needs(dashboard: Dashboard, demo_engine: Engine) -> None:
    at = dashboard("actions", what="Call the clinic", new="1")
    assert at.button(key="note action").label == "Choose who does it and by when"
    next(box for box in at.selectbox if box.label == "Who does it?").select("o3")
    by_the_next_meeting(at)
    at.text_input[0].set_value("").run()
    assert at.button(key="note action").label == "Enter what will be done"
    assert at.button(key="note action").disabled


def test_a_person_chosen_as_owner_brings_their_organization(dashboard: Dashboard, demo_engine: Engine) -> None:
    at = dashboard("actions", what="Call the clinic")
    person = stored(demo_engine, m.Person)[0]
    next(box for box in at.selectbox if box.label == "Who does it?").select(f"p{person['id']}")
    by_the_next_meeting(at)
    press(at, "Save action")
    row = stored(demo_engine, m.ActionItem)[-1]
    assert (row["person_id"], row["organization_id"]) == (person["id"], person["organization_id"])


def test_the_table_of_a_meeting_holds_what_was_carried_into_it(dashboard: Dashboard, demo_engine: Engine) -> None:
    meetings = {row["held_on"]: row["id"] for row in stored(demo_engine, m.Meeting)}
    at = dashboard("actions", meeting=str(meetings[date(2026, 8, 13)]))
    assert "Find a second family for emergency nights" in texts(at), "promised a month before"
    assert "Visit the two job brokers in Nan" in texts(at), "promised there"
    assert "Draft the agreement on sharing of cases" not in texts(at), "promised later"
    assert "Send the poster texts to all members" not in texts(at), "done before it"


def test_an_action_is_changed_dropped_and_opened_again(dashboard: Dashboard, demo_engine: Engine) -> None:
    number = next(row["id"] for row in stored(demo_engine, m.ActionItem) if row["state"] == "open")
    at = dashboard("actions", action=str(number))
    at.text_input(key=f"what {number}").set_value("Find two families")
    press(at, "Save")
    at = dashboard("actions", action=str(number))
    press(at, "Cancel action")
    assert at.error[0].value == "Enter in one line why it is canceled."
    at.text_input(key=f"note {number}").set_value("No family was found.")
    press(at, "Cancel action")
    row = next(row for row in stored(demo_engine, m.ActionItem) if row["id"] == number)
    assert (row["what"], row["state"], row["note"]) == ("Find two families", "dropped", "No family was found.")
    at = dashboard("actions", action=str(number))
    at.button(key="reopen action").click().run()
    assert next(row for row in stored(demo_engine, m.ActionItem) if row["id"] == number)["state"] == "open"


def test_an_action_that_is_opened_says_by_which_day_as_its_row_does(dashboard: Dashboard, demo_engine: Engine) -> None:
    row = next(row for row in stored(demo_engine, m.ActionItem) if row["state"] == "open")
    dialog = dashboard("actions", action=str(row["id"])).get("dialog")[0]
    assert f"overdue by 83 days, {date_text(row['due_on'])}, carried over 4 times" in dialog.markdown[0].value


def test_an_action_noted_by_mistake_is_removed_and_one_click_brings_it_back(dashboard: Dashboard, demo_engine: Engine) -> None:
    with reading(demo_engine) as session:
        number, what = session.execute(select(col(m.ActionItem.id), col(m.ActionItem.what)).limit(1)).one()
    at = dashboard("actions", action=str(number))
    at.button(key="remove action").click().run()
    assert "action" not in at.query_params
    with reading(demo_engine) as session:
        assert session.get(m.ActionItem, number) is None
    at.button(key="undo-last-edit").click().run()
    with reading(demo_engine) as session:
        back = session.get(m.ActionItem, number)
    assert back is not None
    assert back.what == what


def test_an_action_that_is_gone_is_said_to_be_gone(dashboard: Dashboard, demo_engine: Engine) -> None:
    at = dashboard("actions", action="999")
    assert "no longer exists" in at.warning[0].value
    kinds = [part.type for part in at.main]
    assert kinds.index("warning") < kinds.index("selectbox"), "above the list, where it is seen"


def test_what_somebody_wrote_is_shown_as_written(dashboard: Dashboard, demo_engine: Engine) -> None:
    told = {"organization_id": 1, "opened_on": TODAY, "today": TODAY, "due_on": TODAY, "at": now()}
    open_action(demo_engine, what="Ask **all** :red[of them] <b>", **told)
    assert "Ask **all** :red[of them] <b>" in lists_text(dashboard("actions"))


def test_the_overview_says_how_many_are_overdue(dashboard: Dashboard, demo_engine: Engine) -> None:
    links = [link.proto.label for link in dashboard("overview").get("page_link")]
    assert "4 actions" in links


def test_what_ended_long_ago_is_shown_on_request_and_not_called_late_news(dashboard: Dashboard, demo_engine: Engine) -> None:
    at = dashboard("actions", show="all")
    assert "Done: **5**." in at.markdown[0].value
    assert "The company has closed its northern line." in texts(at)


def test_who_closes_an_action_that_somebody_else_has_just_closed_is_told(dashboard: Dashboard, demo_engine: Engine) -> None:
    at = dashboard("actions")
    number = next(row["id"] for row in stored(demo_engine, m.ActionItem) if row["state"] == "open")
    finish_action(demo_engine, number, done_on=TODAY, today=TODAY, at=now())
    at.session_state["action pressed"] = number
    at.run()
    assert at.error[0].value == "Already done on 25 Nov 2026. Reopen it to change it."
