"""The overview: what is unknown, what is none and what is not recorded are told apart, and every number leads on."""

from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from coalition.database import writing
from coalition.models import Attendance, Meeting, Membership, Organization
from coalition.vocabulary import AttendanceState
from tests.support.day import TODAY
from tests.support.filled import data_sent, lists_text
from tests.support.small_world import north, store

Dashboard = Callable[..., AppTest]


def html(at: AppTest) -> str:
    return " ".join(part.proto.body for part in at.get("html") if "<style>" not in part.proto.body)


def links(at: AppTest) -> dict[str, str]:
    return {link.proto.label: f"{link.proto.page}?{link.proto.query_string}" for link in at.get("page_link")}


def test_every_tile_leads_to_its_page_and_says_since_when(demo_engine: Engine, dashboard: Dashboard) -> None:
    at = dashboard("overview")
    found, told = links(at), html(at)
    assert found["No provider"] == "coverage?state=none"
    assert found["One provider"].startswith("single-providers")
    assert found["Not known"] == "coverage?state=unknown"
    assert found["Attended on 12 Nov"].startswith("participation")
    assert (found["7 referrals"], found["4 actions"]) == ("referrals?", "actions?")
    assert told.count("since 12 Nov") == 4
    assert "than on 8 Oct" in told


def test_as_many_as_at_the_meeting_before_are_no_change_since_and_not_than(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    with writing(sqlite_engine) as session:
        hope = Organization(name="Hope", name_key="hope")
        meetings = [Meeting(held_on=date(2026, 10, 8)), Meeting(held_on=date(2026, 11, 12))]
        session.add_all([hope, *meetings])
        session.flush()
        session.add(Membership(organization_id=hope.id or 0, from_on=date(2026, 1, 1)))
        here = {"organization_id": hope.id, "state": AttendanceState.PRESENT}
        session.add_all(Attendance(meeting_id=meeting.id or 0, **here) for meeting in meetings)
    told = html(dashboard("overview"))
    assert "No change</b>since 8 Oct" in told
    assert "than on" not in told


def test_each_of_the_five_worst_gaps_has_one_thing_to_do_with_its_square_filled_in(
    demo_engine: Engine, dashboard: Dashboard
) -> None:
    at = dashboard("overview")
    buttons = [link.proto for link in at.get("page_link") if "area=" in link.proto.query_string]
    doors = [(link.label, link.page) for link in buttons if link.page != "coverage"]
    assert len(doors) == 5
    assert set(doors) == {("Add an action", "actions")}, "where nobody is, nobody can be called"
    assert all("type=" in link.query_string for link in buttons)
    shown = " ".join([html(at), *links(at), lists_text(at)])
    assert "Last confirmed" in shown
    assert "waiting" not in shown, "of this page pictures are sent: no count of people"


def test_a_case_that_is_not_published_moves_nothing_on_the_first_page(engine: Engine, dashboard: Dashboard) -> None:
    """It is shown to a room: what a case changed there would tell that there is one."""
    world = north().asked("A1", "TH50").serves("Hope", "I5", "TH57").serves("Care", "I5", "TH57").needed("C-0001", "I5", "TH57")
    with writing(engine) as session:
        store(session, world)
    asked = {link.proto.query_string for link in dashboard("overview").get("page_link")}
    assert "area=TH50&type=A1" in asked
    assert "area=TH57&type=I5" not in asked


def test_a_meeting_without_a_list_is_not_one_where_nobody_came(engine: Engine, dashboard: Dashboard) -> None:
    with writing(engine) as session:
        session.add(Meeting(held_on=TODAY - timedelta(days=3)))
    told = html(dashboard("overview"))
    assert "Who attended is not recorded" in told
    assert "22 Nov: not recorded" in told
    assert ">0<" not in told.split("Overdue")[0]


def test_what_was_entered_since_with_an_earlier_date_is_not_denied(engine: Engine, dashboard: Dashboard) -> None:
    """Both days are worked out from what is stored now: a service of before the meeting is there on both."""
    with writing(engine) as session:
        session.add(Meeting(held_on=TODAY - timedelta(days=3)))
        store(session, north().serves("Blue", "A1", "TH57", TODAY - timedelta(days=5)))
    told = html(dashboard("overview"))
    assert "No cell changed status, no service started or ended, and no member lapsed or came back." in told
    assert "entered since then with an earlier date is not listed" in told


def test_without_a_service_only_of_members_it_is_said_that_nothing_changed(engine: Engine, dashboard: Dashboard) -> None:
    with writing(engine) as session:
        store(session, north())
        session.add(Meeting(held_on=TODAY - timedelta(days=3)))
    told = html(dashboard("overview"))
    assert "No member lapsed or came back." in told
    assert "No cell changed status" not in told


def test_services_without_a_meeting_show_their_gaps_and_where_the_first_meeting_is_noted(
    engine: Engine, dashboard: Dashboard
) -> None:
    with writing(engine) as session:
        store(session, north().serves("Blue", "A1", "TH57", TODAY))
    at = dashboard("overview")
    assert "No meetings yet" in html(at)
    assert "There is no earlier meeting to compare with." in html(at)
    assert "on 25 Nov" in html(at), "a number has its day where there is nothing to compare with"
    assert {"One provider", "Record the first meeting", "Import attendance"} <= set(links(at))


def test_a_tile_opens_the_matrix_with_its_squares_alone_in_color(demo_engine: Engine, dashboard: Dashboard) -> None:
    def lit(state: str) -> object:
        return next(part["only"] for part in data_sent(dashboard("coverage", state=state)) if "only" in part)

    assert [lit(state) for state in ("none", "unknown", "<b>")] == ["none", "unknown", None]
