"""Names on the directory page: who confirmed them and when, forgotten and added, and two entries made one."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, func, select
from streamlit.testing.v1 import AppTest

from coalition.database import reading, writing
from coalition.edits import meetings
from coalition.edits.merge import Merged, merge
from coalition.imports.undo import undo
from coalition.models import Attendance, ImportBatch, Meeting, Organization, OrganizationAlias, Person
from coalition.vocabulary import AttendanceState
from tests.builders import Row, attendance_file, bring
from tests.dashboard.conftest import Dashboard
from tests.support.good_rows import ROWS

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.fixture
def house(sqlite_engine: Engine) -> Engine:
    """Lanna House and Lanna Home Foundation, each with one meeting; Ann Lee came for the one, Anne Lee for the other."""
    batch = {**ROWS["import_batch"], "file_name": "sign-in.csv", "committed_at": NOW, "committed_by": "Kanya"}
    with writing(sqlite_engine) as session:
        decided = {"separate:lanna home foundation": "lanna house"}
        session.add(ImportBatch(**{**batch, "summary": {"decisions": decided}}))
        session.add(Organization(name="Lanna House", name_key="lanna house"))
        session.add(Organization(name="Lanna Home Foundation", name_key="lanna home foundation", acronym="LHF"))
        session.add_all([Meeting(held_on=date(2026, 9, 2)), Meeting(held_on=date(2026, 10, 7))])
        session.flush()
        session.add(Person(name="Ann Lee", name_key="ann lee", organization_id=1))
        session.add(Person(name="Anne Lee", name_key="anne lee", organization_id=2, phone="053"))
        session.flush()
        for n in (1, 2):
            row = {"meeting_id": n, "person_id": n, "organization_id": n}
            session.add(Attendance(**row, state=AttendanceState.PRESENT))
        told = {"alias": "Lanna Hs.", "alias_key": "lanna hs", "confirmed_by": "Kanya", "batch_id": 1}
        session.add(OrganizationAlias(organization_id=1, confirmed_at=NOW, **told))
    return sqlite_engine


def words(at: AppTest) -> str:
    return "\n".join([*(m.value for m in at.markdown), *(c.value for c in at.caption)])


def organizations(engine: Engine) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(Organization)) or 0


def test_each_spelling_says_who_confirmed_it_when_and_from_which_file(house: Engine, dashboard: Dashboard) -> None:
    at = dashboard("directory", organization="1")

    assert r"Lanna Hs. :small[20 Nov 2026 · Kanya · sign-in.csv]" in words(at)
    assert "'Lanna Home Foundation' is not 'Lanna House'." in words(at)


def test_a_spelling_is_added_forgotten_and_taken_back_on_the_page(house: Engine, dashboard: Dashboard) -> None:
    at = dashboard("directory", organization="1")
    next(field for field in at.text_input if field.label == "Other name").set_value("L. House")
    at.button(key="FormSubmitter:add spelling 1-Add the name").click().run()
    assert "L. House :small[25 Nov 2026" in words(at)

    at.button(key="forget spelling 1").click().run()
    assert "Lanna Hs." not in words(at)
    at.button(key="undo-last-edit").click().run()
    assert "Lanna Hs." in words(at)


def test_two_organizations_become_one_in_two_clicks_after_the_numbers_were_shown(house: Engine, dashboard: Dashboard) -> None:
    at = dashboard("directory", organization="2")
    which = next(box for box in at.selectbox if box.label.startswith("Which other entry"))
    which.set_value(1).run()
    keep = next(radio for radio in at.radio if radio.label == "Which name should be kept?")
    keep.set_value(1).run()

    assert "Will move from 'Lanna Home Foundation' to 'Lanna House': 1 mark of attendance or absence, 1 person." in words(at)
    assert "'Lanna Home Foundation', because the other entry has none: Acronym: LHF" in words(at)
    assert "earlier answer that the two are not the same" in words(at)
    at.button(key="merge organization 2").click().run()

    assert at.success[0].value == "'Lanna Home Foundation' has been merged into 'Lanna House'."
    assert "## Lanna House" in [part.value for part in at.markdown]
    assert organizations(house) == 1
    at.button(key="undo-last-edit").click().run()
    assert organizations(house) == 2


def test_what_somebody_else_merged_meanwhile_is_told_and_not_done_twice(house: Engine, dashboard: Dashboard) -> None:
    at = dashboard("directory", organization="2")
    next(box for box in at.selectbox if box.label.startswith("Which other entry")).set_value(1).run()
    next(radio for radio in at.radio if radio.label == "Which name should be kept?").set_value(1).run()
    merge(house, Merged.ORGANIZATION, stays=1, goes=2, at=NOW)
    at.button(key="merge organization 2").click().run()

    assert organizations(house) == 1
    assert "no longer exists" in "".join(shown.value for shown in [*at.warning, *at.error])


def test_two_people_become_one(house: Engine, dashboard: Dashboard) -> None:
    at = dashboard("directory")
    at.session_state["directory tabs"] = "People"
    at.run()
    next(box for box in at.selectbox if box.label == "Person").set_value(2).run()
    next(box for box in at.selectbox if box.label.startswith("Which other entry")).set_value(1).run()
    assert not [button for button in at.button if button.key == "merge person 2"], "which name stays is not said yet"
    next(radio for radio in at.radio if radio.label == "Which name should be kept?").set_value(2).run()
    assert "- Will move from 'Ann Lee' to 'Anne Lee': 1 mark of attendance or absence." in words(at)
    at.button(key="merge person 2").click().run()

    assert at.success[0].value == "'Ann Lee' has been merged into 'Anne Lee'."
    with reading(house) as session:
        assert session.scalars(select(Person.name)).all() == ["Anne Lee"]


@pytest.fixture
def learned(house: Engine, dashboard: Dashboard) -> Iterator[AppTest]:
    at = dashboard("directory")
    at.session_state["directory tabs"] = "Saved name matches"
    return at.run()


def test_all_names_stand_in_one_place_with_their_counts(learned: AppTest) -> None:
    assert "Other names: **1** · Pairs confirmed as different: **1** · Merged: **0**" in words(learned)
    tables = [frame.value for frame in learned.dataframe]
    assert [table["Name as written"].tolist() for table in tables if "Name as written" in table] == [["Lanna Hs."]]
    assert [table["Is not the same as"].tolist() for table in tables if "Is not the same as" in table] == [["Lanna House"]]

    learned.text_input(key="search learned").set_value("nowhere").run()
    assert "Other names: **0**" in words(learned)


def test_a_merge_is_listed_and_taken_back_days_later(house: Engine, dashboard: Dashboard) -> None:
    merge(house, Merged.ORGANIZATION, stays=1, goes=2, by="Kanya", at=NOW)
    at = dashboard("directory")
    at.session_state["directory tabs"] = "Saved name matches"
    at.run()
    at.button(key="take back organization 2").click().run()

    assert at.success[0].value == "The change was undone."
    assert organizations(house) == 2


def test_an_import_that_waits_for_a_merge_leads_to_where_that_is_taken_back(
    sqlite_engine: Engine, dashboard: Dashboard
) -> None:
    bring(sqlite_engine, attendance_file(Row()))
    bring(sqlite_engine, attendance_file(Row("Ben Orr", "Sunrise Centre"), file="other.csv"))
    merge(sqlite_engine, Merged.ORGANIZATION, stays=1, goes=2, at=NOW)
    at = dashboard("import_data")
    at.button(key="undo batch 2").click().run()
    assert "Undo that merge first under Members > Directory > Saved name matches" in at.error[0].value
    at.button(key="merges undo batch 2").click().run()
    assert at.session_state["directory tabs"] == "Saved name matches"


def test_an_import_that_is_undone_already_leads_to_no_merge(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    batch = bring(sqlite_engine, attendance_file(Row())).batch_id or 0
    at = dashboard("import_data")
    undo(sqlite_engine, batch, now=NOW)  # somebody else did
    at.button(key="undo batch 1").click().run()
    assert "has already been undone" in at.error[0].value
    assert not [button for button in at.button if button.key == "merges undo batch 1"]


def test_on_a_telephone_each_name_stands_in_a_list_with_its_own_button(house: Engine, learned: AppTest) -> None:
    said = words(learned)
    assert "**Lanna Hs.**  \nis the same as **Lanna House**  \n:small[20 Nov 2026 · Kanya · sign-in.csv · organization]" in said
    assert "**Lanna Home Foundation**  \nis not the same as **Lanna House**" in said

    learned.button(key="forget Other names 0").click().run()
    assert "Other names: **0**" in words(learned)
    with reading(house) as session:
        assert not session.scalars(select(OrganizationAlias.alias)).all()


# --- meetings -----------------------------------------------------------------------------------------------------------


def test_two_meetings_of_a_day_become_one_after_the_page_said_who_is_on_both_lists(house: Engine, dashboard: Dashboard) -> None:
    at = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
    other = meetings.add_meeting(house, held_on=date(2026, 9, 2), title="Plenary", at=at)
    meetings.add_person(house, other, person_id=1, state=AttendanceState.EXCUSED, at=at)
    meetings.add_person(house, other, person_id=2, at=at)

    page = dashboard("meetings", meeting=str(other))
    next(box for box in page.selectbox if box.label == "Which other meeting is the same?").set_value(1).run()
    next(radio for radio in page.radio if radio.label == "Which meeting should be kept?").set_value(1).run()

    told = words(page)
    assert "Will move from 'Plenary, 2 Sep 2026' to '2 Sep 2026': 1 mark of attendance or absence." in told
    assert "Ann Lee: Present, Excused. Will be kept: Present." in told
    assert "because the other entry has none: Title: Plenary" in told
    page.button(key=f"merge meeting {other}").click().run()
    assert page.success[0].value == "'Plenary, 2 Sep 2026' has been merged into '2 Sep 2026'."
    assert page.query_params["meeting"] == "1"
    assert "**Who attended**: 2 of 2 members" in words(page)
    page.button(key="undo-last-edit").click().run()
    with reading(house) as session:
        assert session.scalar(select(func.count()).select_from(Meeting)) == 3


def test_a_meeting_alone_on_its_day_offers_no_merge(house: Engine, dashboard: Dashboard) -> None:
    assert not [box for box in dashboard("meetings", meeting="1").selectbox if box.label.startswith("Which other meeting")]
