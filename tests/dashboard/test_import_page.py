"""Upload, check, confirm, undo: the import page as a coordinator uses it."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Engine, func, select
from streamlit.testing.v1 import AppTest

from coalition.database import reading, writing
from coalition.frames import records
from coalition.imports.cells.encodings import decode
from coalition.imports.commit import Committed, Planned
from coalition.models import Attendance, Meeting, Membership, Organization, Service
from coalition.queries import ledger
from coalition.shell.context import Page
from coalition.views.import_data import plans, several
from coalition.views.import_data.half_answered import HALF_ANSWERED
from coalition.views.import_data.ledger import kept_csv
from coalition.views.import_data.reading_form import ENCODINGS
from coalition.views.import_data.rows import ROWS_SHOWN
from coalition.views.import_data.uploads import Upload
from coalition.workers import pool
from tests.support.workbooks import Rows, workbook, workbook_of

Dashboard = Callable[..., AppTest]

SIGN_IN = """Coordination meeting
Date: 14/03/2026

No,Name,Organization,Phone
1,Somchai Jaidee,Baan Sai Jai Foundation,053-000-111
2,Malee Sukjai,Mae Kham Police Station,053-000-112
3,Anong Deejai,Baan Sai Jai Foundation,053-000-113
"""
TWO_ORDERS = "Date,Name,Organization\n03/04/2026,Somchai Jaidee,Baan Sai Jai Foundation\n"
NO_DATE = "Name,Organization\nSomchai Jaidee,Baan Sai Jai Foundation\nMalee Sukjai,Mae Kham Police Station\n"


def upload(at: AppTest, *files: tuple[str, str]) -> AppTest:
    at.file_uploader(key="files").set_value([(name, text.encode(), "text/csv") for name, text in files]).run()
    return at


def press(at: AppTest, label: str) -> AppTest:
    button = next((b for b in at.button if b.label == label), None)
    (button or next(b for b in at.button if b.label.startswith(label))).click().run()
    return at


def told(at: AppTest) -> str:
    kinds = (at.markdown, at.caption, at.text, at.success, at.info, at.error)
    return "\n".join(element.value for kind in kinds for element in kind)


def labels(at: AppTest) -> list[str]:
    return [button.label for button in at.button]


@pytest.fixture(autouse=True)
def _nothing_answered_before() -> None:
    HALF_ANSWERED.__init__()  # type: ignore[misc]


def stored(engine: Engine, table: type) -> int:
    with reading(engine) as session:
        return int(session.execute(select(func.count()).select_from(table)).scalar_one())


def test_a_list_is_shown_confirmed_and_undone(engine: Engine, dashboard: Dashboard) -> None:
    at = upload(dashboard("import_data"), ("signin.csv", SIGN_IN))
    assert "14 Mar 2026, Coordination meeting" in told(at)
    assert "1 meeting, 2 new organizations, 3 new people" in told(at)
    assert stored(engine, Meeting) == 0, "nothing is written before it is confirmed"
    press(at, "Confirm")
    assert "Imported: 1 meeting, 2 new organizations, 3 new people" in told(at)
    assert stored(engine, Attendance) == 3
    press(at, "Undo")
    assert "3 people" in told(at)
    press(at, "Undo import")
    assert stored(engine, Meeting) == stored(engine, Organization) == 0
    assert "Import undone on" in told(at)


def test_a_file_undone_in_the_list_of_imports_is_a_new_one(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    at = press(upload(dashboard("import_data"), ("signin.csv", SIGN_IN)), "Confirm")
    upload(at)  # as the uploader forgets its files when another page is opened
    at.button(key="undo batch 1").click().run()
    press(at, "Undo import")
    assert stored(sqlite_engine, Meeting) == 0
    assert "Imported: 1 meeting" not in told(upload(at, ("signin.csv", SIGN_IN)))
    press(at, "Confirm")
    assert stored(sqlite_engine, Meeting) == 1


def test_a_file_chosen_twice_is_told_and_imported_once(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    at = upload(dashboard("import_data"), ("signin.csv", SIGN_IN), ("copy.csv", SIGN_IN))
    assert r"copy.csv is the same file as signin.csv: it is imported once." in told(at).replace("\\", "")
    assert "Confirm" in labels(at)


def test_the_same_file_in_another_visit_changes_nothing(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    press(upload(dashboard("import_data"), ("signin.csv", SIGN_IN)), "Confirm")
    at = upload(dashboard("import_data"), ("again.csv", SIGN_IN))
    assert "No new data" in told(at)
    assert "Confirm" not in [button.label for button in at.button]


def test_a_column_taken_for_the_wrong_thing_is_corrected(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    at = upload(dashboard("import_data"), ("signin.csv", SIGN_IN))
    next(box for box in at.selectbox if box.label == "C: Organization").set_value("place").run()
    assert "organizations" not in told(at)
    next(box for box in at.selectbox if box.label == "C: Organization").set_value("organization").run()
    assert "2 organizations" in told(at)


BESIDE = (
    "Timestamp,Full name,Organization,,Timestamp,Full name,Organization\n"
    "5/14/2026 9:01:33,Ann Lee,Lotus House,,5/14/2026 9:03:10,Cam Doe,Hill Light\n"
    "5/14/2026 9:02:10,Bo Chan,Blue Gate,,5/14/2026 9:04:41,Dao Ek,Open Door\n"
)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (BESIDE, ["A: Timestamp", "B: Full name", "C: Organization", "D", "E: Timestamp", "F: Full name", "G: Organization"]),
        ("Ann Lee,Lotus House\nBo Chan,Blue Gate\nCam Doe,Hill Light\n", ["A: “Ann Lee”", "B: “Lotus House”"]),
    ],
)
def test_each_column_is_named_by_its_header_or_by_what_stands_first_in_it(
    sqlite_engine: Engine, dashboard: Dashboard, text: str, named: list[str]
) -> None:
    at = upload(dashboard("import_data"), ("list.csv", text))
    boxes = [box.label for box in at.selectbox if box.label.split(":")[0] in "ABCDEFG"]
    assert boxes == named
    taken = {box.label: box.value for box in at.selectbox}
    assert taken.get("B: Full name", "name") == "name", "as the rows above it say"


def test_a_3w_list_without_its_districts_says_so_and_is_read_once_the_column_is_chosen(
    sqlite_engine: Engine, dashboard: Dashboard
) -> None:
    at = upload(dashboard("import_data"), ("3w.csv", "Cluster,Organisation,Works in\nA2,Hope House,Chiang Rai\n"))
    assert "This looks like a list of services (3W), but it has no column for the provinces or districts." in told(at)
    next(box for box in at.selectbox if box.label == "C: Works in").select("area").run()
    assert "As of which day is this list?" in told(at)
    assert "1 service" not in told(at)
    next(box for box in at.date_input if box.label == "Confirmed on").set_value(date(2026, 11, 20)).run()
    assert "1 service" in told(at)
    press(at, "No, or not known")
    press(at, "Confirm")
    with reading(sqlite_engine) as session:
        assert session.execute(select(Service.assured_on)).scalars().all() == [date(2026, 11, 20)]


def test_an_ambiguous_date_is_one_click(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    at = upload(dashboard("import_data"), ("list.csv", TWO_ORDERS))
    press(at, "Month first: 03/04/2026 is 4 Mar 2026")
    assert "4 Mar 2026" in told(at)
    assert can_confirm(at)


def test_a_file_without_a_date_asks_for_it_and_takes_it(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    at = upload(dashboard("import_data"), ("list.csv", NO_DATE))
    assert "Did those on this list come to the meeting?" in told(at)
    press(at, "Yes, they came")
    assert "Enter the meeting date" in told(at)
    next(box for box in at.date_input if box.label == "Meeting date").set_value(date(2026, 3, 14)).run()
    assert "14 Mar 2026" in told(at)
    press(at, "Confirm")
    assert stored(sqlite_engine, Attendance) == 2


def test_what_a_column_without_a_header_and_days_without_a_year_say_is_asked(
    sqlite_engine: Engine, dashboard: Dashboard
) -> None:
    ticks = "Name,Organization,10 Sep,8 Oct\nAnn Lee,Alpha,x,\nBo Chan,Birch,x,x\n"
    bare = "Coalition meeting 14 May 2026,,\nName,Organization,\nCam Doe,Alpha,Y\nDan Ek,Birch,N\n"
    at = upload(dashboard("import_data"), ("register.csv", ticks), ("bare.csv", bare))
    assert "Which year do the dates in this file belong to?" in told(at)
    press(at, "10 Sep 2026 – 8 Oct 2026")
    assert "Does column C (Y, N) say who came?" in told(at)
    press(at, "Yes, it says who came")
    press(at, "Confirm all")
    assert stored(sqlite_engine, Attendance) == 6


def test_a_file_that_is_no_list_says_what_to_do(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    at = upload(dashboard("import_data"), ("photo.csv", "\x89PNG\r\n\x1a\n\x00\x00"), ("empty.csv", " "))
    assert any("The file is empty" in label for label in labels(at)), "its line says so"
    press(at, "**photo.csv**")
    assert "This does not look like an attendance list" in told(at)
    assert "Choose the columns by hand" in told(at)


def test_several_lists_are_confirmed_together(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    later = SIGN_IN.replace("14/03/2026", "18/04/2026")
    at = upload(dashboard("import_data"), ("march.csv", SIGN_IN), ("april.csv", later))
    assert "**2 files: 2 meetings, 2 new organizations, 3 new people, 6 marked present, 2 new member organizations**" in told(
        at
    )
    newcomers = "members**: Baan Sai Jai Foundation, Mae Kham Police Station"
    assert f"**2 organizations become {newcomers}" in told(at)
    at.checkbox(key="nobody becomes a member").check().run()
    assert f"**2 organizations do not become {newcomers}" in told(at)
    assert "new member organizations" not in told(at)
    at.checkbox(key="nobody becomes a member").uncheck().run()
    at.multiselect[0].select("Mae Kham Police Station").run()
    assert "**1 organization becomes a member**: Baan Sai Jai Foundation" in told(at)
    press(at, "Confirm all 2 files")
    assert "Imported: 2 files: 2 meetings, 2 new organizations, 3 new people, 6 marked present" in told(at)
    assert stored(sqlite_engine, Meeting) == 2
    assert stored(sqlite_engine, Organization) == 2
    assert stored(sqlite_engine, Membership) == 1
    press(at, "Undo import of all 2 files")
    assert "## Undo import of 2 files?" in told(at)
    press(at, "Undo import")
    assert stored(sqlite_engine, Meeting) == stored(sqlite_engine, Organization) == 0
    press(at, "Confirm all 2 files")
    assert stored(sqlite_engine, Attendance) == 6


def test_guests_of_whom_all_are_said_to_be_guests_are_named_and_never_counted_as_no_members_at_all(
    sqlite_engine: Engine, dashboard: Dashboard
) -> None:
    at = upload(dashboard("import_data"), ("march.csv", SIGN_IN))
    at.multiselect[0].set_value(["Baan Sai Jai Foundation", "Mae Kham Police Station"]).run()
    assert "**2 organizations do not become members**: Baan Sai Jai Foundation, Mae Kham Police Station" in told(at)
    assert "0 organizations" not in told(at)
    at.checkbox(key="nobody becomes a member").uncheck().run()
    assert "**2 organizations become members**" in told(at)


def test_the_question_whether_a_list_is_full_names_its_areas_and_service_types(
    sqlite_engine: Engine, dashboard: Dashboard
) -> None:
    rows = "organization,service_type,area,reported_on\nHope House,A2,Chiang Rai,2026-11-01\nHope House,I7,Nan,2026-11-01\n"
    at = upload(dashboard("import_data"), ("services.csv", rows))
    kinds = "Counseling and trauma therapy; Interpretation"
    said = f"Is this list complete on 1 Nov 2026 for these areas: Chiang Rai; Nan, and for these service types: {kinds}?"
    assert said in told(at)


def test_the_question_whether_a_list_is_full_names_them_in_thai(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    rows = "organization,service_type,area,reported_on\nHope House,I7,Nan,2026-11-01\n"
    at = upload(dashboard("import_data", lang="th"), ("services.csv", rows))
    assert "ครบถ้วนสำหรับพื้นที่ น่าน และประเภทบริการ บริการล่าม หรือไม่" in told(at)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_that_is_offered_can_be_read(encoding: str) -> None:
    written = "Name\n".encode(encoding.removesuffix("+bom"))
    assert decode(written, encoding).text == "Name\n"


def test_a_spreadsheet_is_asked_for_no_encoding_and_no_separator(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    def asked(name: str, data: bytes) -> set[str]:
        at = dashboard("import_data")
        at.file_uploader(key="files").set_value([(name, data, "")]).run()
        return {box.label for box in at.selectbox}

    rows = [("Name", "Organization", "Date"), ("Ann Lee", "Alpha", "2026-03-14"), ("Bo Chan", "Birch", "2026-03-14")]
    text = "\n".join(map(",".join, rows)).encode()
    assert {"Date order", "Text encoding", "Column separator"} <= asked("list.csv", text)
    assert "Date order" in (boxes := asked("list.xlsx", workbook(rows)))
    assert boxes.isdisjoint({"Text encoding", "Column separator"})


def test_a_workbook_with_a_sheet_for_each_meeting_is_one_import_and_one_sheet_is_a_click_away(
    engine: Engine, dashboard: Dashboard
) -> None:
    def meeting(day: str) -> Rows:
        return (("Coalition meeting", None), ("Date:", day), ("Name", "Organization"), ("Anong Saelee", "River House"))

    data = workbook_of({"May": meeting("14 May 2026"), "June": meeting("18 June 2026")})
    at = dashboard("import_data")
    at.file_uploader(key="files").set_value([("book.xlsx", data, "")]).run()
    assert "2:5" in told(at), "rows are numbered with their sheet"
    sheets = next(one for one in at.button_group if one.label == "Sheet")
    assert sheets.options[0] == "All sheets"
    sheets.set_value("June").run()
    assert "2 meetings" not in told(at)
    next(one for one in at.button_group if one.label == "Sheet").set_value("").run()
    press(at, "Confirm")
    assert stored(engine, Meeting) == 2
    press(at, "Undo")
    press(at, "Undo import")
    assert stored(engine, Meeting) == 0


def test_a_name_missing_from_a_corrected_list_goes_only_when_ticked(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    press(upload(dashboard("import_data"), ("signin.csv", SIGN_IN)), "Confirm")
    shorter = "\n".join(line for line in SIGN_IN.splitlines() if "Anong" not in line)
    at = upload(dashboard("import_data"), ("signin.csv", shorter))
    assert "No longer in this list" in told(at)
    at.checkbox[0].check().run()
    press(at, "Confirm")
    assert stored(sqlite_engine, Attendance) == 2


def test_a_plan_made_before_somebody_else_saved_is_shown_again(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    at = upload(dashboard("import_data"), ("signin.csv", SIGN_IN))
    with writing(sqlite_engine):
        pass  # somebody else saves
    press(at, "Confirm")
    assert stored(sqlite_engine, Attendance) == 0
    press(at, "Confirm")
    assert stored(sqlite_engine, Attendance) == 3


def test_a_refused_row_can_be_taken_away_with_its_reason(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    bad = "Date,Name,Organization\n31/02/2026,Somchai Jaidee,A House\n14/03/2026,Malee Sukjai,B House\n"
    at = upload(dashboard("import_data"), ("list.csv", bad))
    assert "Download rows not imported" in [button.label for button in at.download_button]


def test_a_long_file_is_kept_in_the_process_in_which_every_file_is_read(
    sqlite_engine: Engine, dashboard: Dashboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = upload(dashboard("import_data"), ("signin.csv", SIGN_IN))
    monkeypatch.setattr(pool, "LONG_FILE", 20)
    assert "1 meeting, 2 new organizations, 3 new people" in told(at)
    press(at, "Confirm")
    assert stored(sqlite_engine, Attendance) == 3


def test_what_was_read_all_the_same_but_is_worth_a_look_is_said_before_it_is_confirmed(
    sqlite_engine: Engine, dashboard: Dashboard
) -> None:
    crosses = (
        "Name,Organization,2027-05-14,2026-05-14\nAnn Lee,Hope House,x,x\nBo Chan,Hope House,?,x\nDao Win,Hill Light,?,x\n"
    )
    at = upload(dashboard("import_data"), ("crosses.csv", crosses))
    (warning,) = at.warning
    assert "Please check" in warning.value
    assert "People are listed as present at the meeting on 14 May 2027, which is still 170 days away" in told(at)
    assert "does not say whether the person was there" in warning.value
    assert "Row 3, 4" in warning.value


def test_what_a_word_says_is_asked_once_and_nothing_is_kept_before(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    words = "Name,Organization,Status\nAnn Lee,Hope House,present\nBo Chan,Hope House,maybe\nDao Win,Hill Light,Maybe\n"
    at = upload(dashboard("import_data"), ("2026-05-14.csv", words))
    assert "Does 'maybe' mean that the person in that row came?" in told(at)
    assert "2 rows affected" in told(at)

    press(at, "They were excused")
    press(at, "Confirm")

    with reading(sqlite_engine) as session:
        assert sorted(session.scalars(select(Attendance.state)).all()) == ["excused", "excused", "present"]


def test_a_reason_is_told_in_thai(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    at = upload(dashboard("import_data", lang="th"), ("empty.csv", " "))
    assert at.error[0].value == "ไฟล์ว่าง"


def test_a_name_asked_about_in_many_files_is_asked_once(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    april = SIGN_IN.replace("14/03/2026", "18/04/2026").replace(
        "Baan Sai Jai Foundation,053-000-113", "Mae Khm Police Station,1"
    )
    at = upload(dashboard("import_data"), ("april.csv", april), ("may.csv", april.replace("18/04/2026", "16/05/2026")))
    assert {"**april.csv** · 1 question", "**may.csv** · 1 question", "Answer 1 question first"} <= set(labels(at))
    assert "In april.csv, may.csv" in told(at)
    press(at, "Another organization")
    press(at, "Confirm all 2 files")
    assert stored(sqlite_engine, Organization) == 3


def can_confirm(at: AppTest) -> bool:
    return not next(button for button in at.button if button.key == "confirm").disabled


def test_a_file_with_a_question_that_changes_what_is_kept_cannot_be_confirmed(
    sqlite_engine: Engine, dashboard: Dashboard
) -> None:
    at = upload(dashboard("import_data"), ("list.csv", TWO_ORDERS))
    assert not can_confirm(at)
    assert "Answer 1 question first" in labels(at)
    press(at, "Month first: 03/04/2026 is 4 Mar 2026")
    assert can_confirm(at)


def test_a_similar_name_is_stored_only_once_somebody_has_said_which_organization_it_is(
    sqlite_engine: Engine, dashboard: Dashboard
) -> None:
    alike = SIGN_IN.replace("Baan Sai Jai Foundation,053-000-113", "Mae Khm Police Station,1")
    at = upload(dashboard("import_data"), ("signin.csv", alike))
    assert "If unsure: Another organization." in told(at)
    assert not can_confirm(at)
    press(at, "Another organization")
    press(at, "Confirm")
    assert stored(sqlite_engine, Organization) == 3


def test_all_names_that_are_left_are_new_by_one_click(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    services = (
        "organization,service_type,area,province,reported_on\n"
        "Baan Sai Jai Foundation,A1,Mae Fah Luang Town,Chiang Rai,2026-03-14\n"
        "Baan Sai Jai Foundation,Reintegration support,Chiang Rai,,2026-03-14\n"
    )
    at = upload(dashboard("import_data"), ("services.csv", services))
    assert "3 questions left" in told(at)
    assert not can_confirm(at)
    press(at, "No, or not known")
    assert "First suggestion for the 2 names left:" in told(at)
    assert "Reintegration support → **It is A9 Community reintegration and follow-up**" in told(at)
    press(at, "All 2: new")
    assert can_confirm(at)


def test_service_types_that_share_no_word_stand_in_a_list_to_search_and_are_no_suggestion(
    sqlite_engine: Engine, dashboard: Dashboard
) -> None:
    head = "organization,service_type,area,reported_on\n"
    rows = "".join(f"Baan Sai Jai Foundation,{kind},Chiang Rai,2026-03-14\n" for kind in ("Dream reading", "Legal Assistance"))
    at = upload(dashboard("import_data"), ("services.csv", head + rows))
    press(at, "No, or not known")
    shown = [button.label for button in at.button if button.label.startswith(("Add '", "It is ", "Skip these rows"))]
    assert shown == ["Add 'Dream reading'", "Skip these rows"]
    assert "First suggestion for" not in told(at)
    listed = next(box for box in at.selectbox if box.label == "Another answer")
    assert "FILTER_MODE_CONTAINS" in str(listed.proto)
    listed.select("map:A9").run()
    shown = [button.label for button in at.button if button.label.startswith(("Add '", "It is ", "Skip these rows"))]
    assert shown[1].startswith("It is I9 Legal aid")
    changed = next(box for box in at.selectbox if box.label == "Answer")
    assert changed.value == "map:A9", "one answered is changed in a list to search too"


def test_refused_rows_of_an_earlier_import_are_still_there(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    bad = "Date,Name,Organization\n31/02/2026,Somchai Jaidee,=A House\n14/03/2026,Malee Sukjai,B House\n"
    press(upload(dashboard("import_data"), ("list.csv", bad)), "Confirm")
    at = dashboard("import_data")
    assert "Download rows not imported" in [button.label for button in at.download_button]
    with reading(sqlite_engine) as session:
        rows = records(ledger.issues_frame(session, batch_id=1))
        (batch,) = ledger.batches(session)
    text = kept_csv([row for row in rows if row["line"] == 2], batch.header).decode("utf-8-sig")
    assert text.startswith(",".join((*batch.header, "reason")))
    assert len(batch.header) >= 3
    assert "31/02/2026,Somchai Jaidee,'=A House,Row 2:" in text


def test_each_template_says_what_its_columns_hold(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    at = dashboard("import_data")
    said = told(at)
    for column in ("service_type", "languages", "status", "age_band", "need_area"):
        assert f"{column}**: " in said.replace("\\", "")
    assert "Codes of the service types" in [button.label for button in at.download_button]


NAMES = ("Baan Sai Jai Foundation", "Mae Kham Police Station", "Hill Light Shelter", "Riverside Welfare Office")
ALIKE = ("Baan Sai Jai Fondation", "Mae Khm Police Station", "Hill Lights Shelter", "Riversyde Welfare Office")


def sheet_of(*organizations: str, day: str = "14/05/2026") -> str:
    rows = "".join(f"{n},Guest Number{chr(64 + n)},{name}\n" for n, name in enumerate(organizations, 1))
    return f"Monthly meeting\nDate: {day}\n\nNo,Name,Organization\n{rows}"


def test_names_that_look_like_known_ones_are_answered_all_at_once(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    press(upload(dashboard("import_data"), ("may.csv", sheet_of(*NAMES))), "Confirm")
    alike = ALIKE
    at = upload(dashboard("import_data"), ("june.csv", sheet_of(*alike, day="18/06/2026")))
    asked = told(at)
    assert "4 questions left" in asked
    assert "First suggestion for the 4 names left:" in asked
    assert f"{alike[3]} → **The same as {NAMES[3]}" in asked, "the list is shown before it is taken"
    press(at, "Use the first suggestion for all 4 names")
    assert "questions left" not in told(at)
    press(at, "Confirm")
    assert stored(sqlite_engine, Organization) == 4


def test_names_that_look_like_known_ones_may_all_be_others(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    press(upload(dashboard("import_data"), ("may.csv", sheet_of(*NAMES))), "Confirm")
    at = upload(dashboard("import_data"), ("june.csv", sheet_of(*ALIKE, day="18/06/2026")))
    press(at, "All 4: new")
    press(at, "Confirm")
    assert stored(sqlite_engine, Organization) == 8


def test_a_question_shows_rows_it_is_about_as_they_stand_in_the_file(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    at = upload(dashboard("import_data"), ("list.csv", NO_DATE))
    asked = told(at)
    assert "2 rows affected" in asked
    assert "Row 2: Somchai Jaidee | Baan Sai Jai Foundation" in asked


def table(at: AppTest) -> pd.DataFrame:
    return next(element.value for element in at.dataframe if "Result" in element.value.columns)


def test_each_row_stands_beside_its_line_in_the_file(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    rows = table(upload(dashboard("import_data"), ("signin.csv", SIGN_IN)))
    assert list(rows["Row"]) == ["5", "6", "7"]
    assert rows["In the file"].iloc[1] == "2 | Malee Sukjai | Mae Kham Police Station | 053-000-112"
    assert rows["Result"].iloc[1] == "New"


def test_what_a_list_says_is_told_in_a_sentence(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    bad = "Date,Name,Organization\n31/02/2026,Somchai Jaidee,A House\n14/03/2026,Malee Sukjai,B House\n"
    said = told(upload(dashboard("import_data"), ("list.csv", bad)))
    assert "1 meeting on 14 Mar 2026, 1 person attended for 1 organization; 1 row not imported" in said


def test_of_a_corrected_list_only_the_difference_is_shown_first(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    press(upload(dashboard("import_data"), ("signin.csv", SIGN_IN)), "Confirm")
    corrected = SIGN_IN.replace("3,Anong Deejai", "3,Kanya Deejai")
    at = upload(dashboard("import_data"), ("signin.csv", corrected))
    assert "2 rows are already stored and stay." in told(at)
    rows = table(at)
    assert list(rows["Result"]) == ["New", "No longer in the list"]
    assert list(rows["Attendance"]) == ["Present", "Present"], "in a column of its own, which no long name can cut"
    assert "4 people attended" in told(at)
    assert "1 row that is not in this list stays" in told(at)
    next(group for group in at.button_group if group.label == "Rows").set_value("all").run()
    assert len(table(at)) == 4


def test_a_file_at_which_the_program_fails_stops_no_other(
    sqlite_engine: Engine, dashboard: Dashboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = plans._run

    def fails(page: Page, some: list[Upload], title: str) -> list[Planned] | str:
        found = real(page, some, title)
        assert isinstance(found, list)
        return [Planned(None) if upload.name == "bad.csv" else one for upload, one in zip(some, found, strict=True)]

    monkeypatch.setattr(plans, "_run", fails)
    at = upload(dashboard("import_data"), ("bad.csv", NO_DATE), ("signin.csv", SIGN_IN))
    assert any("Could not read this file." in label for label in labels(at))
    press(at, "Confirm 1 file")
    assert stored(sqlite_engine, Attendance) == 3


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (pool.TookTooLong, "Not read within 20 seconds"),
        (pool.TookTooMuch, "needs too much memory"),
        (pool.WorkFailed, "Reading was interrupted."),
    ],
)
def test_a_file_that_would_take_everything_is_told_and_stops_no_other(
    sqlite_engine: Engine,
    dashboard: Dashboard,
    monkeypatch: pytest.MonkeyPatch,
    problem: type[pool.WorkFailed],
    sentence: str,
) -> None:
    real = pool.run

    def ended(job: Any, seconds: float, progress: Any, **told: Any) -> Any:
        if [file.name for file in told["files"]] == ["bad.csv"]:
            raise problem
        return real(job, seconds, progress, **told)

    monkeypatch.setattr(pool, "run", ended)
    at = upload(dashboard("import_data"), ("bad.csv", NO_DATE), ("signin.csv", SIGN_IN))
    assert any(sentence in label for label in labels(at))
    assert any("3 people attended for 2 organizations" in label for label in labels(at))


def test_a_question_settled_in_one_file_is_not_asked_in_the_next(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    press(upload(dashboard("import_data"), ("may.csv", sheet_of(*NAMES))), "Confirm")
    june, july = (sheet_of("Hill Lights Shelter", day=day) for day in ("18/06/2026", "16/07/2026"))
    at = upload(dashboard("import_data"), ("june.csv", june), ("july.csv", july))
    press(at, "The same as Hill Light Shelter")
    press(at, "Confirm all 2 files")
    assert stored(sqlite_engine, Organization) == 4
    assert stored(sqlite_engine, Meeting) == 3


def test_a_long_list_is_shown_a_page_at_a_time(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    rows = "".join(f"2026-05-14,Person {chr(65 + n % 26)}{chr(97 + n // 26)},Lanna House\n" for n in range(300))
    at = upload(dashboard("import_data"), ("long.csv", f"Date,Name,Organization\n{rows}"))
    assert len(table(at)) == ROWS_SHOWN


def test_rows_to_be_removed_are_ticked_anew_after_an_undo(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    press(upload(dashboard("import_data"), ("signin.csv", SIGN_IN)), "Confirm")
    newer = "\n".join(line for line in SIGN_IN.splitlines() if not line.startswith("3,")) + "\n"
    at = upload(dashboard("import_data"), ("newer.csv", newer))
    next(box for box in at.checkbox if "Anong" in box.label).check().run()
    press(at, "Confirm")
    assert stored(sqlite_engine, Attendance) == 2
    next(button for button in at.button if button.label == "Undo").click().run()
    press(at, "Undo import")
    assert stored(sqlite_engine, Attendance) == 3
    assert [box.value for box in at.checkbox if "Anong" in box.label] == [False]


def test_what_uses_a_file_is_named_before_it_is_undone(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    press(upload(dashboard("import_data"), ("may.csv", sheet_of(*NAMES))), "Confirm")
    press(upload(dashboard("import_data"), ("june.csv", sheet_of(*NAMES, day="18/06/2026"))), "Confirm")
    at = dashboard("import_data")
    [button for button in at.button if button.label == "Undo"][-1].click().run()
    said = told(at)
    assert "**What uses this data**" in said
    assert "- **june.csv**, " in said
    assert "4 organizations, 4 people" in said
    press(at, "Undo import")
    assert stored(sqlite_engine, Meeting) == 1
    assert stored(sqlite_engine, Organization) == 4


def test_a_plan_that_became_another_while_somebody_looked_is_shown_before_it_is_kept(
    sqlite_engine: Engine, dashboard: Dashboard
) -> None:
    at = upload(dashboard("import_data"), ("signin.csv", SIGN_IN))
    assert "3 new people" in told(at)
    press(upload(dashboard("import_data"), ("june.csv", sheet_of(*NAMES, day="18/06/2026"))), "Confirm")
    press(at, "Confirm")
    assert "Data changed. Check the preview again." in [warning.value for warning in at.warning]
    assert stored(sqlite_engine, Meeting) == 1
    press(at, "Confirm")
    assert stored(sqlite_engine, Meeting) == 2


def test_an_undo_that_became_another_while_somebody_looked_is_shown_again(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    at = press(upload(dashboard("import_data"), ("may.csv", sheet_of(*NAMES))), "Confirm")
    press(at, "Undo")
    press(upload(dashboard("import_data"), ("june.csv", sheet_of(*NAMES, day="18/06/2026"))), "Confirm")
    press(at, "Undo import")
    assert [warning.value for warning in at.warning] == ["Data changed. Check the numbers again."]
    assert "- **june.csv**, " in told(at)
    assert stored(sqlite_engine, Meeting) == 2
    press(at, "Undo import")
    assert stored(sqlite_engine, Meeting) == 1


REFUSED_TOO = (
    "Date,Name,Organization\n31/02/2026,Somchai Jaidee,A House\n14/03/2026,Malee Sukjai,B House\n31/02/2026,Ann Lee,A House\n"
)


def test_refused_rows_stay_in_sight_after_the_receipt_until_another_file_is_taken(
    sqlite_engine: Engine, dashboard: Dashboard
) -> None:
    at = press(upload(dashboard("import_data"), ("list.csv", REFUSED_TOO)), "Confirm")
    said = told(at)
    assert "Imported: 1 meeting" in said
    assert "2 rows were not imported:" in said
    assert "- Row 2, 4: '31/02/2026' is not a real date." in said, "a reason is told once, with its rows"
    assert any(button.key.startswith("lost ") for button in at.download_button), "the file to correct them in"
    at.file_uploader(key="files").set_value([("signin.csv", SIGN_IN.encode(), "text/csv")]).run()
    assert "rows were refused and are not stored" not in told(at)


def test_the_refused_rows_of_several_files_are_one_click_away(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    at = upload(dashboard("import_data"), ("a.csv", REFUSED_TOO), ("b.csv", REFUSED_TOO.replace("Malee", "Kanya")))
    assert "4 rows not imported" in told(at)
    assert sum("Please check" in label for label in labels(at)) == 2
    press(at, "Confirm all 2 files")
    assert "4 rows were not imported." in told(at)
    assert sum(button.key.startswith("bar lost ") for button in at.download_button) == 2, "a file to mend for each"


def test_rows_that_somebody_skipped_are_told_before_and_after_the_others_are_stored(
    sqlite_engine: Engine, dashboard: Dashboard
) -> None:
    same_evening = SIGN_IN.replace("Coordination meeting", "Training day") + "4,Ann Lee,A House,053-000-114\n"
    in_may = SIGN_IN.replace("14/03", "14/05")
    at = upload(dashboard("import_data"), ("march.csv", SIGN_IN), ("two.csv", f"{same_evening}\n\n{in_may}"))
    press(at, "Skip for now")
    assert "4 rows skipped" in told(at)
    assert any("**two.csv** · 1 meeting on 14 May 2026" in label and "4 rows skipped" in label for label in labels(at))
    press(at, "Confirm all 2 files")
    assert stored(sqlite_engine, Meeting) == 2
    assert "4 rows were skipped: upload their files again to answer the questions." in told(at)


def test_a_file_with_a_question_is_left_behind_when_the_others_are_stored(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    at = upload(dashboard("import_data"), ("undated.csv", NO_DATE), ("march.csv", SIGN_IN), ("orders.csv", TWO_ORDERS))
    assert "3 questions left" in told(at)
    assert not can_confirm(at)
    press(at, "Confirm the 1 file without questions")
    assert stored(sqlite_engine, Meeting) == 1
    assert "Confirm" not in " ".join(labels(at)), "a second tap stores nothing unseen"
    press(at, "Continue with 2 files")
    assert "3 questions left" in told(at)


def test_answering_leaves_open_what_is_open_and_asks_the_next_one_in_the_same_place(
    sqlite_engine: Engine, dashboard: Dashboard
) -> None:
    at = upload(dashboard("import_data"), ("orders.csv", TWO_ORDERS), ("march.csv", SIGN_IN), ("b.csv", TWO_ORDERS + "\n"))
    press(at, "**march.csv**")
    assert "Meeting: 14 Mar 2026, Coordination meeting" in told(at)
    assert "Or give the same answer for all 2 files that are left:" in told(at)
    press(at, "Month first: 03/04/2026 is 4 Mar 2026")
    assert "Meeting: 14 Mar 2026, Coordination meeting" in told(at)
    assert "Answered: 1 · 1 question left · In b.csv" in told(at)


def test_after_a_reload_a_file_finds_its_answers_and_a_list_of_people_who_are_helped_does_not(
    sqlite_engine: Engine, dashboard: Dashboard
) -> None:
    press(upload(dashboard("import_data"), ("list.csv", TWO_ORDERS)), "Month first: 03/04/2026 is 4 Mar 2026")
    press(upload(dashboard("import_data"), ("circle.csv", SUPPORT_CIRCLE)), "Clients")
    at = upload(dashboard("import_data"), ("again.csv", TWO_ORDERS), ("circle.csv", SUPPORT_CIRCLE))
    assert any("**again.csv** · 1 meeting on 4 Mar 2026" in label for label in labels(at))
    assert "a list of professionals or of clients?" in told(at)
    press(at, "Confirm the 1 file without questions")
    press(dashboard("import_data"), "Undo")
    at = upload(dashboard("import_data"), ("again.csv", TWO_ORDERS))
    assert not HALF_ANSWERED._kept, "confirmed, its answers are kept with the import and nowhere else"


def test_a_confirmation_whose_answer_is_lost_is_told_as_what_is_stored(
    sqlite_engine: Engine, dashboard: Dashboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, lost = several._committed, [True, False]

    def dies(page: Page, ready: list[Upload], now: datetime) -> list[Committed]:
        if lost.pop():
            raise pool.WorkFailed  # before it wrote anything
        real(page, ready, now)
        raise pool.WorkFailed  # between the writing and the answer

    monkeypatch.setattr(several, "_committed", dies)
    at = upload(dashboard("import_data"), ("march.csv", SIGN_IN), ("april.csv", SIGN_IN.replace("14/03", "18/04")))
    lost[:] = [False, True]
    press(at, "Confirm all 2 files")
    assert "Could not save" in told(at)
    assert stored(sqlite_engine, Meeting) == 0
    press(at, "Confirm all 2 files")
    assert "Imported: 2 files: 2 meetings" in told(at)
    assert "Could not save" not in told(at)


def test_who_came_and_who_did_not_are_counted_apart_and_lead_to_the_meetings_of_their_year(
    sqlite_engine: Engine, dashboard: Dashboard
) -> None:
    crosses = "Name,Organization,2023-05-14,2023-06-15\nAnn Lee,Hope House,x,\nBo Chan,Hope House,,x\nDao Win,Hill Light,x,x\n"
    at = press(upload(dashboard("import_data"), ("crosses.csv", crosses)), "Confirm")
    assert told(at).count("3 new people, 4 marked present, 2 marked absent or excused") == 1, "in the bar"
    links = [link.proto for link in at.get("page_link") if link.proto.label == "See the meetings"]
    assert len(links) == 2, "in the bar and in the card"
    assert {link.query_string for link in links} == {"year=2023"}


def test_the_question_before_an_undo_stands_at_the_foot_and_takes_the_place_of_the_receipt(
    sqlite_engine: Engine, dashboard: Dashboard
) -> None:
    at = press(upload(dashboard("import_data"), ("march.csv", SIGN_IN)), "Confirm")
    (before,) = [found.value for found in at.markdown if "Imported: " in found.value]
    assert "3 marked present" in before
    press(at, "Undo")
    assert "## Undo import of march.csv?" in told(at)
    assert "3 marks of attendance or absence" in told(at)
    assert not [found for found in at.markdown if "Imported: " in found.value]
    press(at, "Cancel")
    assert "Undo import" not in labels(at)
    assert [found for found in at.markdown if "Imported: " in found.value]


def test_on_a_telephone_each_row_stands_by_itself_with_its_reason(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    said = told(upload(dashboard("import_data"), ("list.csv", REFUSED_TOO)))
    assert "**Row 2 · Not imported**  \n'31/02/2026' is not a real date." in said
    assert "**Row 3 · New · Present**  \n:small[Malee Sukjai, B House, 14 Mar 2026]" in said


def test_a_long_refused_cell_is_cut_and_its_length_told(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    long = "Came late because of the rain " * 30
    at = upload(
        dashboard("import_data"), ("list.csv", f"Date,Name,Organization\n2026-05-04,Ann Lee,B House\n{long},Bo Chan,B House\n")
    )
    said = told(at)
    assert "**Row 3 · Not imported**" in said
    assert "Came late because of the rain Came late because of the rain… (899 characters)" in said.replace("\\", "")
    assert long.strip() not in said


SUPPORT_CIRCLE = "Survivor support circle\n\nName,Organization,Date\nSomchai Jaidee,Baan Sai Jai Foundation,2026-03-14\n"


def test_who_the_people_of_a_support_circle_are_is_asked_before_anything_is_kept(engine: Engine, dashboard: Dashboard) -> None:
    at = upload(dashboard("import_data"), ("circle.csv", SUPPORT_CIRCLE))
    assert "a list of professionals or of clients?" in told(at)
    assert not can_confirm(at)
    at = press(at, "Clients")
    assert "clients are never stored" in told(at)
    assert "Somchai" not in told(at)
    (answer,) = [pills for pills in at.button_group if pills.value == "helped"]
    at = answer.set_value("organizations").run()
    press(at, "Confirm")
    assert stored(engine, Attendance) == 1


def test_a_refused_file_offers_the_templates(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    at = upload(dashboard("import_data"), ("empty.csv", " "))
    assert at.error
    assert {"List of services", "Shared cases (coded fields only)"} <= {one.proto.label for one in at.get("download_button")}


MARKED = "Meeting,6 May 2026\nName,Organization,Attended\nSomchai Jaidee,Baan Sai Jai,yes\nMalee Sukjai,Mae Kham,no\nTotal,,1\n"


def test_a_list_is_read_otherwise_by_one_click_after_a_reload_too_and_back_by_another(
    sqlite_engine: Engine, dashboard: Dashboard
) -> None:
    at = upload(dashboard("import_data"), ("list.csv", MARKED))
    assert "Each row is one person, all at the same meeting. 'Attended' says who came." in told(at)
    assert "Somchai Jaidee, Malee Sukjai" in told(at), "whom the other way would give"
    press(at, "Each row is one person, all at the same meeting. Everybody in the list counts as present.")
    press(at, "Yes, they came")
    assert "2 marked present" in told(at)
    at = upload(dashboard("import_data"), ("list.csv", MARKED))
    assert "It is read as you chose." in told(at)
    press(at, "Go back to how it was read at first")
    assert "1 marked present, 1 marked absent or excused" in told(at)


def test_the_first_rows_say_what_became_of_each_and_what_each_column_was_taken_for(
    sqlite_engine: Engine, dashboard: Dashboard
) -> None:
    at = upload(dashboard("import_data"), ("list.csv", MARKED))
    (table,) = [html.body for html in at.get("html") if 'class="first-rows"' in html.body]
    assert "<th>A<b>Name</b></th><th>B<b>Organization</b></th><th>C<b>Was present (mark)</b></th>" in table
    assert '<tr class="head"><th scope="row">2</th>' in table
    assert (
        '<th scope="row">4</th><td class="sign">–</td><td>Malee Sukjai</td><td>Mae Kham</td><td class="absent">no</td>' in table
    )
    assert "<span>A row of totals.</span>" in table


def test_a_file_like_one_that_was_corrected_is_read_so_told_left_and_the_correction_forgotten(
    sqlite_engine: Engine, dashboard: Dashboard
) -> None:
    at = upload(dashboard("import_data"), ("may.csv", MARKED))
    press(press(press(at, "Each row is one person, all at the same meeting. Everybody"), "Yes, they came"), "Confirm")
    assert stored(sqlite_engine, Attendance) == 2
    june = MARKED.replace("6 May", "10 June").replace("Somchai Jaidee", "Anong Deejai")
    at = upload(dashboard("import_data"), ("june.csv", june))
    assert "Read in the same way as a similar file that you corrected on 25 Nov 2026 (may.csv)." in told(at)
    assert "2 marked present" in told(at)
    press(at, "Read it without the correction")
    assert "You corrected a file like this on 25 Nov 2026 (may.csv)." in told(at)
    assert "1 marked present, 1 marked absent or excused" in told(at)
    press(at, "Remove")
    assert "You corrected a file like this" not in told(at)
