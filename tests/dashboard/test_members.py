"""The pages of members and meetings, as a coordinator uses them; tables are edited in tests/browser and tests/edits."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlmodel import col
from streamlit.testing.v1 import AppTest

from coalition.database import reading, writing
from coalition.edits import directory as directory_edits
from coalition.models import (
    ActionItem,
    Area,
    Attendance,
    Contact,
    Meeting,
    MeetingNote,
    Organization,
    Person,
    Service,
    ServiceType,
    Setting,
)
from coalition.shell.words import date_text
from coalition.views.participation.words import column_names
from coalition.vocabulary import AttendanceState, NoteKind
from tests.support.attendance_world import World, store
from tests.support.filled import column_shown, rows_shown

Dashboard = Callable[..., AppTest]
TODAY = date(2026, 11, 25)
MONTHS = [TODAY - timedelta(days=30 * n) for n in range(8, 0, -1)]


@pytest.fixture
def coalition(engine: Engine) -> Engine:
    """Alder always comes, Birch missed the last one, Cedar the last four; Birch's sector is not told."""
    lines = {"Alder *House*": "PPPPPPPP", "Birch": "PPPPPPPA", "Cedar": "PPPPAAAA"}
    meetings = [(day, {who: "present" for who, line in lines.items() if line[n] == "P"}) for n, day in enumerate(MONTHS)]
    world = World({who: [(MONTHS[0], None)] for who in lines}, meetings, {"Alder *House*": "ngo", "Cedar": "police"})
    with writing(engine) as session:
        store(session, world)
    return engine


def words(at: AppTest) -> str:
    return "\n".join(element.value for kind in (at.markdown, at.caption, at.subheader, at.info) for element in kind)


def error(at: AppTest) -> str:
    return "\n".join(element.value for element in at.error)


def test_the_participation_page_answers_in_a_sentence_first(coalition: Engine, dashboard: Dashboard) -> None:
    at = dashboard("participation")

    assert "**1 of 3** members attended" in at.markdown[0].value
    assert "**1** lapsed (missed 3 or more meetings in a row), **1** member missing meetings" in at.markdown[0].value
    majority = "Quorum on 26 Oct 2026, more than half: **1** attended, 2 of 2 active members needed. It was not reached."
    assert majority in at.markdown[0].value
    assert "○ **Police**: 0 of 0" in words(at)
    assert "? **Health**: no known member in this sector" in words(at)
    assert "Sector not recorded for 1 member." in words(at)


def test_who_drifts_away_is_named_with_a_telephone_and_every_meeting_is_in_the_picture(
    coalition: Engine, dashboard: Dashboard
) -> None:
    with writing(coalition) as session:
        birch = session.scalars(select(Organization).where(col(Organization.name) == "Birch")).one()
        session.add(Contact(organization_id=birch.id or 0, name="Mali *K*", phone="081 234 567"))
    at = dashboard("participation")
    said = words(at)
    assert "2 to call before the next meeting" in said
    assert "Missed 1 meeting, last attended 26 Sep 2026" in said
    assert r":material/call: Mali \*K\* · [081 234 567](tel:081234567)" in said
    assert "no telephone recorded" in said  # of Cedar, who came last is known
    assert "**3 of 3** members send the same person to at least 75% of the meetings they attend." in said
    at = dashboard("participation", show="meetings")
    picture = next(part.proto.body for part in at.get("html") if "heat" in part.proto.body and "<table" in part.proto.body)
    assert picture.count("<td") == 3 * 8
    assert 'title="26 Oct 2026: absent">○' in picture
    assert "Alder *House*" in picture


def test_the_quorum_is_told_by_the_rule_of_the_coalition(coalition: Engine, dashboard: Dashboard) -> None:
    with writing(coalition) as session:
        session.add(Setting(key="quorum", value="half"))
    told = "Quorum on 26 Oct 2026, at least half: **1** attended, 1 of 2 active members needed. It was reached."
    assert told in dashboard("participation").markdown[0].value


def test_members_without_a_sector_are_of_no_other_one_and_nobody_lapsed_is_counted_where_nobody_has(
    engine: Engine, dashboard: Dashboard
) -> None:
    came = dict.fromkeys(("Alder", "Birch"), "present")
    with writing(engine) as session:
        store(session, World({who: [(MONTHS[-1], None)] for who in came}, [(MONTHS[-1], came)]))
    at = dashboard("participation")

    assert at.markdown[0].value.endswith("**2** attended, 2 of 2 active members needed. It was reached.")
    assert "Sector not recorded for 2 members." in words(at)
    assert "no member of this sector" not in words(at)
    assert "of other sectors" not in words(at)


def test_two_meetings_on_one_day_have_a_column_each() -> None:
    held = [(MONTHS[0], "Board"), (MONTHS[0], "Members"), (MONTHS[1], None), (MONTHS[1], None), (MONTHS[2], "Board")]
    names = column_names([{"held_on": day, "title": title} for day, title in held])
    assert len(set(names)) == 5
    assert names[0].endswith(", Board")
    assert names[4] == date_text(MONTHS[2])


def test_the_table_says_that_other_sectors_are_not_listed_at_it(coalition: Engine, dashboard: Dashboard) -> None:
    told = " ".join(part.value for part in dashboard("participation").caption)
    assert "Required sectors (see Settings)." in told


def test_a_link_to_an_earlier_day_shows_that_day(coalition: Engine, dashboard: Dashboard) -> None:
    at = dashboard("participation", on=MONTHS[3].isoformat(), last="3")

    assert "**3 of 3** members attended" in at.markdown[0].value
    assert "Last 3 meetings" in words(at)


def test_the_table_says_each_mark_in_words_too(coalition: Engine, dashboard: Dashboard) -> None:
    at = dashboard("participation")

    assert column_shown(at, "Oldest to newest") == ["● ● ○ ○ ○ ○", "● ● ● ● ● ○", "● ● ● ● ● ●"]
    assert at.table[0].value.iloc[2, -1] == "absent"
    assert at.table[0].value.iloc[0, 0] == r"Alder \*House\*"


@pytest.mark.both_engines
def test_excused_and_not_recorded_are_told_apart_from_absent(coalition: Engine, dashboard: Dashboard) -> None:
    with writing(coalition) as session:
        session.add_all([Meeting(held_on=TODAY), Attendance(meeting_id=8, person_id=2, state=AttendanceState.EXCUSED)])

    at = dashboard("participation", last="3")

    assert "Attendance of 25 Nov 2026 not recorded." in at.markdown[0].value
    assert "**1 of 3** members attended. 1 was excused." in at.markdown[0].value
    assert column_shown(at, "Oldest to newest") == ["○ ○ ?", "● ● ?", "● ◐ ?"]
    assert at.table[0].value.iloc[1, -2:].tolist() == ["excused", "not recorded"]
    assert "● present  ◐ excused  ○ absent" in words(at)
    assert f"Sectors present on {MONTHS[-1].day} {MONTHS[-1]:%b %Y}" in words(at), "of the newest that is recorded"


@pytest.mark.both_engines
def test_a_meeting_without_a_list_says_so_and_offers_to_add_one(coalition: Engine, dashboard: Dashboard) -> None:
    with writing(coalition) as session:
        session.add(Meeting(held_on=TODAY))

    at = dashboard("meetings")
    assert "Last meeting 25 Nov 2026: attendance not recorded." in words(at)
    assert column_shown(at, "Members (organizations)")[:2] == ["not recorded", "1 of 3"]

    at = dashboard("meetings", meeting="9")
    assert "No attendance recorded, so nobody counts as absent" in words(at)
    assert "Import attendance" in [link.proto.label for link in at.get("page_link")]
    assert next(part for part in at.expander if part.label == "Add a person to the list").proto.expanded


def test_before_the_first_meeting_the_page_says_so(coalition: Engine, dashboard: Dashboard) -> None:
    assert "There is no meeting on or before this day." in words(dashboard("participation", on="2020-01-01"))


def member(at: AppTest) -> AppTest:
    """The page, once the form of a new organization was told that it is a member."""
    at.segmented_control(key="new member").set_value("yes")
    return at.run()


@pytest.mark.both_engines
def test_an_organization_is_added_found_and_taken_back(coalition: Engine, dashboard: Dashboard) -> None:
    at = dashboard("directory")
    at.text_input(key="new name").set_value("Dogwood")
    member(at).button(key="add organization").click().run()

    assert at.success[0].value == "Dogwood · Organization added."
    assert "All **4** organizations are members." in words(at)
    at.text_input(key="search").set_value("dogw").run()
    assert column_shown(at, "Organization") == ["Dogwood"]
    assert "Found: **1 organization**" in words(at)
    at.button(key="undo-last-edit").click().run()
    assert at.success[0].value == "The change was undone."
    assert "No matching organizations." in at.info[0].value
    assert "0 organizations" not in words(at), "there are others"


def test_a_name_that_is_taken_is_refused_with_the_name_it_belongs_to(coalition: Engine, dashboard: Dashboard) -> None:
    at = dashboard("directory")
    at.text_input(key="new name").set_value("alder *house*")
    member(at).button(key="add organization").click().run()

    assert error(at) == r"There is already an organization with this name: Alder \*House\*."


@pytest.mark.both_engines
def test_the_list_is_narrowed_by_a_link(coalition: Engine, dashboard: Dashboard) -> None:
    assert column_shown(dashboard("directory", sector="police"), "Organization") == ["Cedar"]
    assert column_shown(dashboard("directory", sector="-"), "Organization") == ["Birch"]


@pytest.mark.both_engines
def test_an_organization_shows_whom_to_call_what_it_offers_and_when_that_was_confirmed(
    coalition: Engine, dashboard: Dashboard
) -> None:
    now = datetime(2026, 11, 1, tzinfo=UTC)
    with writing(coalition) as session:
        session.add(Area(pcode="TH57", level=1, country="TH", name="Chiang Rai", name_local="เชียงราย"))
        session.add(ServiceType(code="I5", name="Emergency shelter"))
    contact = {"id": None, "name": "Malee [x](http://e.example)", "phone": "053 000 001", "email": "m@alder.example"}
    directory_edits.save_contacts(coalition, 1, [contact], at=now)
    fact = {"organization_id": 1, "service_type_id": 1, "area_id": 1, "capacity": 8}
    directory_edits.state_service(coalition, **fact, assured_on=date(2026, 1, 5), at=now)

    at = dashboard("directory", organization="1")

    assert "[053 000 001](tel:053000001)" in words(at)
    assert r"Malee \[x\]" in words(at)
    assert at.dataframe[0].value["confirmed"].tolist() == ["5 Jan 2026, ask again"]
    assert at.dataframe[0].value["capacity"].tolist() == [8]


def test_a_focal_point_is_added_and_one_without_a_name_or_number_is_refused(coalition: Engine, dashboard: Dashboard) -> None:
    at = dashboard("directory", organization="1")
    assert "not given yet" in words(at)
    at.button(key="FormSubmitter:add contact-Add the focal point").click().run()
    assert error(at) == "Enter the name of the focal point."
    at.text_input(key="add contact name").set_value("Malee")
    at.button(key="FormSubmitter:add contact-Add the focal point").click().run()
    assert "a telephone number or an email address" in error(at)

    at.text_input(key="add contact phone").set_value("053 000 001")
    at.button(key="FormSubmitter:add contact-Add the focal point").click().run()

    assert ":material/call: **Malee** · [053 000 001](tel:053000001)" in words(at)


def add_a_cell(coalition: Engine) -> None:
    """A province and a service type."""
    with writing(coalition) as session:
        session.add(Area(pcode="TH57", level=1, country="TH", name="Chiang Rai"))
        session.add(ServiceType(code="I5", name="Emergency shelter"))


def test_a_service_is_added_as_a_dated_statement_and_impossible_places_are_refused(
    coalition: Engine, dashboard: Dashboard
) -> None:
    add_a_cell(coalition)
    at = dashboard("directory", organization="1")
    at.number_input(key="add service places").set_value(4)
    at.number_input(key="add service free").set_value(5).run()
    assert at.button(key="add service").label == "Choose a service type and an area", "nothing is stated by two clicks"
    assert at.button(key="add service").disabled
    at.selectbox(key="add service type").set_value(1)
    at.selectbox(key="add service area").set_value(1).run()
    assert at.button(key="add service").label == "Enter who confirmed it"
    at.text_input(key="add service by").set_value("Malee").run()
    at.button(key="add service").click().run()
    assert error(at) == "There cannot be more free places (5) than places in all (4)."

    at.number_input(key="add service free").set_value(None)
    at.button(key="add service").click().run()

    assert at.success[0].value.endswith(" · Service added.")
    with reading(coalition) as session:
        stored = session.scalars(select(Service)).one()
    assert (stored.capacity, stored.capacity_available, stored.assured_on) == (4, None, TODAY)
    assert stored.assured_by == "Malee"
    assert at.selectbox(key="add service type again 1").value is None, "the next one is empty again"


def test_what_was_typed_for_one_organization_does_not_stand_in_the_form_of_another(
    coalition: Engine, dashboard: Dashboard
) -> None:
    add_a_cell(coalition)
    at = dashboard("directory", organization="1")
    at.button(key="save memberships").click().run()
    assert at.success[0].value == r"Alder \*House\* · No changes."
    at.text_input(key="add service by").set_value("Malee")
    at.text_input(key="add contact phone").set_value("053 000 001")
    at.selectbox(key="add service type").set_value(1).run()

    at.query_params["organization"] = "2"
    at.run()

    assert not at.success
    fields = [field for field in (*at.text_input, *at.selectbox) if "add " in str(field.key)]
    assert len(fields) > 6
    assert not [field.label for field in fields if field.value]


def test_an_organization_is_renamed_and_its_old_name_stays_as_a_spelling(coalition: Engine, dashboard: Dashboard) -> None:
    at = dashboard("directory", organization="2")
    name = next(field for field in at.text_input if field.value == "Birch")
    name.set_value("Birch Grove")
    at.button(key="FormSubmitter:name 2-Save name and sector").click().run()

    assert "## Birch Grove" in [part.value for part in at.markdown]
    assert any(element.value.startswith("Birch :small[25 Nov 2026") for element in at.markdown)
    at.button(key="forget spelling 1").click().run()
    assert "None yet." in words(at)


@pytest.mark.both_engines
def test_a_meeting_that_is_stored_already_is_shown_before_a_second_one_is_made(coalition: Engine, dashboard: Dashboard) -> None:
    at = dashboard("meetings")
    at.date_input(key="new date").set_value(MONTHS[-1])
    at.text_input(key="new title").set_value("Monthly meeting")
    at.button(key="FormSubmitter:add meeting-Record the meeting").click().run()
    assert "meeting on this day already exists" in at.warning[0].value

    at.button(key="add same").click().run()

    assert at.success[0].value.endswith(" · Meeting recorded.")
    assert len(rows_shown(at)) == 9
    told = [link.proto.label for link in at.get("page_link") if link.proto.label.endswith("two meetings. Is it one?")]
    assert told == [f"{date_text(MONTHS[-1])}: two meetings. Is it one?"]


def test_a_start_that_is_no_time_is_refused_with_an_example(coalition: Engine, dashboard: Dashboard) -> None:
    at = dashboard("meetings")
    at.text_input(key="new start").set_value("early")
    at.button(key="FormSubmitter:add meeting-Record the meeting").click().run()

    assert error(at) == "'early' is not a time of day. Write it like this: 13:30."


def test_somebody_is_put_on_a_list_by_hand(coalition: Engine, dashboard: Dashboard) -> None:
    at = dashboard("meetings", meeting="8")
    assert "1 of 3 members\nNot here (2): Birch, Cedar" in words(at)
    at.selectbox(key="add person name").set_value(2)
    at.selectbox(key="add person state").set_value(AttendanceState.EXCUSED)
    at.button(key="FormSubmitter:add person-Add to the list").click().run()
    assert "1 of 3 members\nExcused (1): Birch\nNot here (1): Cedar" in words(at)

    at.selectbox(key="add person name").set_value(2)
    at.button(key="FormSubmitter:add person-Add to the list").click().run()
    assert error(at) == "Choose whether the person was present, absent or excused."

    at.selectbox(key="add person name").set_value(2)
    at.selectbox(key="add person state").set_value(AttendanceState.PRESENT)
    at.button(key="FormSubmitter:add person-Add to the list").click().run()
    assert error(at) == "Already on the list of this meeting. Change the status there."


@pytest.mark.both_engines
def test_a_deleted_meeting_can_be_brought_back_at_once(coalition: Engine, dashboard: Dashboard) -> None:
    at = dashboard("meetings", meeting="8")
    at.button(key="delete meeting").click().run()
    assert at.success[0].value.endswith(" · Meeting deleted.")

    at.button(key="undo-last-edit").click().run()

    with reading(coalition) as session:
        assert session.get(Meeting, 8) is not None
        assert session.scalars(select(col(Attendance.meeting_id)).where(col(Attendance.meeting_id) == 8)).all() == [8]


def test_who_came_for_an_organization_becomes_its_focal_point_with_one_click(demo_engine: Engine, dashboard: Dashboard) -> None:
    at = dashboard("directory", organization="2")
    assert "not given yet" in words(at)
    assert "attended 31 times, last on 12 Nov 2026" in words(at)
    next(button for button in at.button if button.label == "Make focal point").click().run()
    assert "not given yet" not in words(at)
    assert "Make focal point" not in [button.label for button in at.button]


def test_what_was_decided_is_shown_where_something_is_noted_and_the_agenda_apart(
    coalition: Engine, dashboard: Dashboard
) -> None:
    at = dashboard("meetings", meeting="1")
    assert at.title[0].value == "Meetings"
    assert "What was decided" not in words(at)
    with writing(coalition) as session:
        session.add(MeetingNote(meeting_id=1, kind=NoteKind.AGENDA, what="Shelter in Phrae"))
    assert "What was decided" not in words(dashboard("meetings", meeting="1")), "an agenda decides nothing"
    with writing(coalition) as session:
        session.add(MeetingNote(meeting_id=1, kind=NoteKind.DECISION, what="Ask the province"))
        session.add_all(ActionItem(what=what, meeting_id=1, opened_on=date(2026, 11, 12)) for what in ("Call", "Write"))
    at = dashboard("meetings", meeting="1")
    (planned,) = (one for one in at.expander if one.label == "Agenda (1)")
    assert [line.value for line in planned.markdown] == ["- Shelter in Phrae"]
    assert words(at).count("Shelter in Phrae") == 1
    assert "- Decision: Ask the province" in words(at)
    assert "**What was decided** · 1 decision · 2 new actions" in words(at), "as at the end of its recording"


def test_a_meeting_of_the_address_that_is_gone_is_said_to_be_gone(coalition: Engine, dashboard: Dashboard) -> None:
    assert dashboard("meetings", meeting="99").warning[0].value == "This meeting no longer exists."
    assert dashboard("directory", organization="99").warning[0].value == "This organization no longer exists."


def test_the_first_organization_and_meeting_can_be_written_by_hand(engine: Engine, dashboard: Dashboard) -> None:
    at = dashboard("directory")
    at.text_input(key="new name").set_value("Alder")
    member(at).button(key="add organization").click().run()
    at = dashboard("meetings")
    at.button(key="FormSubmitter:add meeting-Record the meeting").click().run()

    assert len(rows_shown(at)) == 1
    with reading(engine) as session:
        assert session.scalars(select(col(Organization.name))).all() == ["Alder"]


def test_a_service_is_added_with_whom_it_helps_and_impossible_ages_are_refused(coalition: Engine, dashboard: Dashboard) -> None:
    with writing(coalition) as session:
        session.add(Area(pcode="TH57", level=1, country="TH", name="Chiang Rai"))
        session.add(ServiceType(code="A1", name="Longer-term shelter"))
    at = dashboard("directory", organization="1")
    at.number_input(key="add service youngest").set_value(18)
    at.number_input(key="add service oldest").set_value(12)
    at.selectbox(key="add service sex").set_value("female")
    at.selectbox(key="add service hours").set_value("office_hours")
    at.multiselect(key="add service languages").set_value(["th", "my"])
    at.text_input(key="add service by").set_value("Malee")
    at.selectbox(key="add service type").set_value(1)
    at.selectbox(key="add service area").set_value(1).run()
    at.button(key="add service").click().run()
    assert error(at) == "The oldest age (12) is lower than the youngest age (18)."

    at.number_input(key="add service youngest").set_value(12)
    at.number_input(key="add service oldest").set_value(17)
    at.button(key="add service").click().run()

    with reading(coalition) as session:
        stored = session.scalars(select(Service)).one()
    assert (stored.minimum_age, stored.maximum_age, stored.serves_sex, stored.languages) == (12, 17, "female", "th;my")

    at.selectbox(key="add service type again 1").set_value(1)
    at.selectbox(key="add service area again 1").set_value(1).run()
    assert "already has this service" in at.info[0].value, "a second one would have wiped the first"
    assert not [button for button in at.button if button.key == "add service"]

    corrected = {
        "hours": "24/7",
        "languages": ["Thai", "Akha", "Kachin"],
        "eligibility": "girls at risk",
        "until": "2027-03-31",
    }
    at.session_state["services 1 again 1"] = {"edited_rows": {0: corrected}, "added_rows": [], "deleted_rows": []}
    at.text_input(key="assured by again 1").set_value("Nok").run()
    at.button(key="confirm services").click().run()
    with reading(coalition) as session:
        newest = session.scalars(select(Service).order_by(col(Service.id).desc())).first()
    assert newest is not None
    assert (newest.languages, newest.eligibility, newest.ends_on) == ("th;ahk;kachin", "girls at risk", date(2027, 3, 31))
    assert (newest.minimum_age, newest.maximum_age, newest.serves_sex) == (12, 17, "female"), "and the rest stays"
    assert (stored.hours, newest.hours) == ("office_hours", "day_and_night")
    (past,) = [frame.value for frame in at.dataframe if "Only these people" in frame.value]
    assert list(past["Hours"]) == ["Day and night", "Office hours"]


@pytest.mark.both_engines
def test_a_person_is_corrected_and_erased_on_request_once_it_was_said_what_that_does(
    coalition: Engine, dashboard: Dashboard
) -> None:
    at = dashboard("directory", organization="1")
    at.session_state["tabs 1"] = "People"
    at.run()
    at.selectbox(key="person 1").set_value(1).run()
    at.text_input(key="person 1 name").set_value("Kanokwan Thip")
    at.text_input(key="person 1 email").set_value("k@alder.example")
    at.button(key="FormSubmitter:person form 1-Save").click().run()
    assert at.success[0].value.endswith(" · Saved.")
    with reading(coalition) as session:
        assert session.get_one(Person, 1).email == "k@alder.example"

    at.toggle(key="erase look 1").set_value(True).run()
    assert "meetings stays the same, without the name" in words(at)
    assert at.button(key="erase 1").disabled
    at.checkbox(key="erase wanted 1").check().run()
    at.button(key="erase 1").click().run()
    assert "The data about this person has been erased." in [told.value for told in at.success]
    with reading(coalition) as session:
        assert session.get_one(Person, 1).name == "[erased]"
    assert not [box for box in at.selectbox if box.key == "person 1"]
    assert not [button for button in at.button if button.key == "undo-last-edit"], "the way back of an edit before"
    called = [told for told in words(dashboard("participation")).splitlines() if ":material/call:" in told]
    assert not [told for told in called if "erased" in told]
    assert "[ลบข้อมูลแล้ว]" in str(dashboard("meetings", meeting="1", lang="th").dataframe[0].value)


def test_a_directory_without_organizations_says_so_and_has_nothing_to_filter(engine: Engine, dashboard: Dashboard) -> None:
    at = dashboard("directory")
    assert "## No organizations yet." in [told.value for told in at.markdown]
    assert "Search for a name" not in [field.label for field in at.text_input]
    assert "Name" in [field.label for field in at.text_input], "the form stands open"


@pytest.mark.both_engines
def test_a_focal_point_who_is_on_no_list_stands_among_the_people_and_is_erased_there(
    coalition: Engine, dashboard: Dashboard
) -> None:
    with writing(coalition) as session:
        session.add(Contact(id=70, organization_id=1, name="Noi Jaidee", phone="053 700 111"))
    at = dashboard("directory")
    at.session_state["directory tabs"] = "People"
    at.run()
    at.selectbox(key="person 0").set_value("contact 70").run()
    at.toggle(key="erase look contact 70").set_value(True).run()
    assert "1 focal point will be removed." in words(at)
    at.checkbox(key="erase wanted contact 70").check().run()
    at.button(key="erase contact 70").click().run()
    assert "The data about this person has been erased." in [told.value for told in at.success]
    with reading(coalition) as session:
        assert session.get(Contact, 70) is None


def test_telephones_that_are_missing_are_typed_in_one_list_and_undone_together(coalition: Engine, dashboard: Dashboard) -> None:
    at = dashboard("directory")
    assert "3 organizations without a focal point's telephone" in [part.label for part in at.expander]
    assert at.button(key="save telephones").disabled

    typed = {0: {"Telephone": "053 111 222"}, 2: {"Telephone": "1300", "Who answers (if known)": "Night desk"}}
    at.session_state["missing telephones"] = {"edited_rows": typed, "added_rows": [], "deleted_rows": []}
    at.run()
    assert at.button(key="save telephones").label == "Save 2 telephones"
    at.button(key="save telephones").click().run()

    with reading(coalition) as session:
        kept = [
            (row.organization_id, row.name, row.phone) for row in session.scalars(select(Contact).order_by(col(Contact.id)))
        ]
    assert kept == [(1, "Alder *House*", "053 111 222"), (3, "Night desk", "1300")]
    assert at.success[0].value == "2 telephones saved."
    assert "1 organization without a focal point's telephone" in [part.label for part in at.expander]
    at.button(key="undo-last-edit").click().run()
    assert "3 organizations without a focal point's telephone" in [part.label for part in at.expander]
