"""Exports of meeting programs in other languages, cut off, or pasted together."""

from datetime import date

import pytest

from coalition.imports.cells.dates import BY_HAND
from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import Choices, Reading

TODAY = date(2026, 11, 25)
MAY_14, JUNE_11 = date(2026, 5, 14), date(2026, 6, 11)
ZOOM = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"


def read(text: str, name: str = "file.csv") -> Reading:
    return read_attendance(text.encode(), name, today=TODAY)


def came(found: Reading) -> list[tuple[str | None, date | None, int | None]]:
    """(name, day, minutes) of those present."""
    entries = found.entries
    told = zip(entries.name, entries.meeting, entries.minutes, entries.state, strict=True)
    return [(name, found.meetings[at].on, minutes) for name, at, minutes, state in told if state == "present"]


def test_a_header_of_zoom_repeated_without_a_summary_opens_the_next_meeting_and_loses_nobody() -> None:
    found = read(
        f"{ZOOM}Anong Saelee,,05/14/2026 09:00:00 AM,05/14/2026 10:00:00 AM,60,No\n"
        f"{ZOOM}Anong Saelee,,06/11/2026 09:00:00 AM,06/11/2026 09:30:00 AM,30,No\n"
    )
    assert came(found) == [("Anong Saelee", MAY_14, 60), ("Anong Saelee", JUNE_11, 30)]


def test_why_the_month_comes_first_is_told_by_the_cells_and_not_as_if_somebody_had_chosen_it() -> None:
    found = read(f"{ZOOM}Anong Saelee,,05/14/2026 09:00:00 AM,05/14/2026 10:00:00 AM,60,No\n")
    assert "'05/14/2026 09:00:00 AM' can only be read as month first." in found.date_evidence
    assert BY_HAND not in found.date_evidence


def test_a_last_line_cut_off_inside_its_time_makes_no_meeting_of_another_year() -> None:
    found = read(
        f"{ZOOM}Anong Saelee,,05/14/2026 09:00:00 AM,05/14/2026 10:00:00 AM,60,No\nBen Carver,ben@hill.example,05/14/20"
    )
    assert [meeting.on for meeting in found.meetings] == [MAY_14]
    assert came(found) == [("Anong Saelee", MAY_14, 60), ("Ben Carver", MAY_14, None)]


@pytest.mark.parametrize(
    "marker",
    [
        *(
            "(Guest) (Unverified)",
            "(No comprobado)",
            "(Externe) (Non vérifiée)",
            "(Gast) (Nicht verifiziert)",
            "(ضيف)",
            "(אורח)",
        ),
        *("(ไม่ได้รับการตรวจสอบ)", "(ยังไม่ได้ยืนยัน)", "(ゲスト)", "(Misafir)", "(Гость)", "(Convidada)", "(Não verificado)"),
    ],
)
def test_a_marker_of_teams_is_no_part_of_the_name_in_any_language(marker: str) -> None:
    head = "Full Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole\n"
    found = read(f"{head}Anong Saelee {marker}\t5/14/2026, 9:00:00 AM\t5/14/2026, 10:00:00 AM\t1h\t\tAttendee\n")
    assert came(found) == [("Anong Saelee", MAY_14, 60)]


def test_a_list_that_says_who_did_not_join_is_no_list_of_joining_and_leaving() -> None:
    found = read(
        "ชื่อ-สกุล,การเข้าร่วม,เวลาบันทึก\nสุดา ใจดี,เข้าร่วม,14/5/2569 9:00:00\n"
        "กมล ดีงาม,ไม่เข้าร่วม,14/5/2569 9:01:00\nดาว แสงทอง,เข้าร่วม,14/5/2569 9:02:00\n"
    )
    assert found.format != "teams_event_list"
    assert [name for name, _, _ in came(found)] == ["สุดา ใจดี", "ดาว แสงทอง"]


@pytest.mark.parametrize(
    ("header", "joined", "left", "time"),
    [
        ("Full Name\tUser Action\tTimestamp", "Joined", "Left", "5/14/2026, {} AM"),
        ("Imię i nazwisko\tAkcja użytkownika\tSygnatura czasowa", "Dołączono", "Opuszczono", "14.05.2026, {}"),
        ("Vollständiger Name\tBenutzeraktion\tZeitstempel", "Beigetreten", "Fortgegangen", "14.05.2026, {}"),
        ("ชื่อเต็ม\tการกระทำของผู้ใช้\tประทับเวลา", "เข้าร่วมแล้ว", "ออกแล้ว", "14/5/2569 {}"),
        ("Nome Completo\tAtividade\tData e hora", "Entrou", "Saiu", "14/05/2026 {}"),
    ],
)
def test_who_joined_and_left_line_by_line_was_there_once(header: str, joined: str, left: str, time: str) -> None:
    lines = [("Bo Chan", joined, "9:00:00"), ("Anong Saelee", joined, "9:05:00"), ("Anong Saelee", left, "9:35:00")]
    found = read(f"{header}\n" + "".join(f"{who}\t{what}\t{time.format(at)}\n" for who, what, at in lines))
    assert sorted(came(found), key=str) == [("Anong Saelee", MAY_14, None), ("Bo Chan", MAY_14, None)]
    assert found.entries.organization == [None, None]


@pytest.mark.parametrize(
    ("long", "short"), [("3900", "3480"), ("65", "58"), ("1:05", "0:58"), ("65:02", "58:00"), ("1 hr 5 min", "58 min")]
)
def test_bare_durations_of_a_call_agree_with_its_times_of_joining(long: str, short: str) -> None:
    found = read(
        "First name,Last name,Email,Duration,Time joined,Time exited\n"
        f"Anong,Saelee,a@river.example,{long},1:28 PM,2:33 PM\nBen,Carver,,{short},1:35 PM,2:33 PM\n",
        "2026-05-14 13_30 Plenary - Attendance Report.csv",
    )
    assert came(found) == [("Anong Saelee", MAY_14, 65), ("Ben Carver", MAY_14, 58)]


def test_times_in_utc_are_on_the_local_day_also_with_am_and_pm() -> None:
    found = read(
        "SessionId,ParticipantId,FullName,UserAgent,UtcEventTimestamp,Action,Role\n"
        "5d0c,p-1,Anong Saelee,Mozilla,5/13/2026 8:05:02 PM,Joined,Attendee\n"
    )
    assert [(meeting.on, meeting.start) for meeting in found.meetings] == [(MAY_14, "03:05")]


def test_an_address_in_place_of_a_name_leaves_the_others_their_columns() -> None:
    found = read(
        f"{ZOOM}anong@river.example,anong@river.example,05/14/2026 09:00:00 AM,05/14/2026 10:00:00 AM,60,No\n"
        "Ben Carver,ben@hill.example,05/14/2026 09:00:00 AM,05/14/2026 10:00:00 AM,60,No\n"
    )
    assert ("Ben Carver", MAY_14, 60) in came(found)


def test_na_in_place_of_an_address_is_none() -> None:
    found = read(f"{ZOOM}Anong Saelee,NA,05/14/2026 09:00:00 AM,05/14/2026 10:00:00 AM,60,No\n")
    assert found.entries.email == [None]


@pytest.mark.parametrize(
    ("shown", "name", "organization"),
    [
        ("Ann Lee (Freedom Story)", "Ann Lee", "Freedom Story"),
        ("Ann Lee (IOM Thailand)", "Ann Lee", "IOM Thailand"),
        ("Ann Lee (IJM Chiang Mai)", "Ann Lee", "IJM Chiang Mai"),
        ("Urban Light - Ann Lee", "Ann Lee", "Urban Light"),
        ("Ann Lee, Save the Children", "Ann Lee", "Save the Children"),
        ("Lee, Ann (Ann Lee)", "Ann Lee", None),
        ("Ann Lee (Chiang Mai)", "Ann Lee (Chiang Mai)", None),
        ("Nina Otter", "Nina Otter", None),
    ],
)
def test_a_well_known_organization_beside_a_name_is_told_from_the_name(shown: str, name: str, organization: str | None) -> None:
    found = read(f'{ZOOM}"{shown}",,05/14/2026 09:00:00 AM,05/14/2026 10:00:00 AM,60,No\n')
    assert (found.entries.name, found.entries.organization) == ([name], [organization])


@pytest.mark.parametrize(
    "robot", ["Otter.ai", "Suda's OtterPilot", "Webex Assistant", "Read.ai meeting notes", "Krisp", "tl;dv"]
)
def test_who_only_takes_notes_is_nobody(robot: str) -> None:
    found = read(
        f"{ZOOM}{robot},,05/14/2026 09:00:00 AM,05/14/2026 10:00:00 AM,60,No\n"
        "Ben Carver,,05/14/2026 09:00:00 AM,05/14/2026 10:00:00 AM,60,No\n"
    )
    assert came(found) == [("Ben Carver", MAY_14, 60)]
    assert [told.code for told in found.issues] == ["robot"]


@pytest.mark.parametrize("first", ["Registration Report", "Poll Report", "Q&A Report"])
def test_other_reports_of_zoom_name_nobody_who_came(first: str) -> None:
    found = read(
        f"{first}\nTopic,Meeting ID,Scheduled Time\nPlenary,81234567890,05/14/2026 10:00:00 AM\nDetails\n"
        "User Name,Email,Time,Question,Answer\nAnong Saelee,a@river.example,05/14/2026 10:20:00 AM,Is it clear?,Yes\n"
    )
    assert found.flags == ["not_attendance"]
    assert not len(found.entries)


def test_a_header_without_a_row_is_said_for_every_program() -> None:
    assert read(ZOOM).flags == ["header_only"]


def test_the_list_of_a_class_keeps_the_absent_apart_in_a_language_nobody_has_listed() -> None:
    found = read(
        '"Présences pour :", "Plénière"\n"Date :", "2026-05-14", "Heure :", "13:02", "Meet ID :", "abc-defg-hij"\n'
        '"Noms", "Courriel", "Remarques", "Arrivée", "Vu", "# de vérifications", "Rejoint"\n'
        '"✔ Anong Saelee", "a@river.example", "", "13:02", "14:05", "63", "1"\n"Ben Carver", "", ""\n'
    )
    assert came(found) == [("Anong Saelee", MAY_14, 63)]
    assert found.meetings[0].title == "Plénière"
    assert found.entries.state == ["present", "absent"]


def test_the_detail_of_a_session_of_webex_is_read_although_it_says_who_registered() -> None:
    found = read(
        "Participant,Name,Email,Date,Invited,Registered,Start time,End time,Duration,Company\n"
        "1,Anong Saelee,a@river.example,5/14/2026,Yes,No,9:55 am,11:25 am,90 mins,River House\n"
    )
    assert came(found) == [("Anong Saelee", MAY_14, 90)]
    assert found.entries.organization == ["River House"]


def test_thai_in_an_export_puts_the_day_first_without_a_question_but_for_am_and_pm() -> None:
    rows = "สุดา ใจดี,,05/06/2026 {0},05/06/2026 {1},60,No\n"
    assert came(read(ZOOM + rows.format("09:00:00", "10:00:00"))) == [("สุดา ใจดี", date(2026, 6, 5), 60)]
    assert came(read(ZOOM + rows.format("09:00:00 AM", "10:00:00 AM"))) == [("สุดา ใจดี", date(2026, 5, 6), 60)]
    latin = read(ZOOM + rows.format("09:00:00", "10:00:00").replace("สุดา ใจดี", "Ann Lee"))
    assert latin.flags == ["ambiguous_date_order"]


@pytest.mark.parametrize(("shown", "names"), [("Ann Lee (iPhone)", ["Ann Lee"]), ("iPhone (2)", []), ("iPad (Chiang Rai)", [])])
def test_a_device_behind_a_name_does_not_hide_who_held_it(shown: str, names: list[str]) -> None:
    found = read(f"{ZOOM}{shown},,05/14/2026 09:00:00 AM,05/14/2026 10:00:00 AM,60,No\n")
    assert [name for name, _, _ in came(found)] == names


WAITED = (
    "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,In Waiting Room\n"
    "Ann Lee,ann@river.example,05/14/2026 09:00:00 AM,05/14/2026 10:00:00 AM,60,No,No\n"
    "Bo Chan,bo@hill.example,05/14/2026 09:00:00 AM,05/14/2026 09:10:00 AM,10,Yes,Yes\n"
)
WEBEX = (
    "Meeting Name,Meeting Start Time,Meeting End Time,Display Name,Attendee Email,Join Time,Leave Time,Attendance Duration\n"
    "Plenary,2026-05-14 09:00:00,2026-05-14 10:00:00,Ann Lee,a@river.example,2026-05-14 09:00:00,2026-05-14 10:00:00,60 mins\n"
)
FRENCH = (
    "Nom (nom original),Adresse e-mail,Heure d'arrivée,Heure de départ,Durée (minutes),Invité,Salle d'attente\n"
    "Ann Lee,ann@river.example,14/05/2026 09:00:00,14/05/2026 10:00:00,60,Non,Non\n"
    "Bo Chan,bo@hill.example,14/05/2026 09:00:00,14/05/2026 09:10:00,10,Oui,Oui\n"
)


@pytest.mark.parametrize("text", [WAITED, WEBEX, FRENCH], ids=["zoom", "webex", "french"])
def test_the_columns_of_an_export_may_stand_in_any_order(text: str) -> None:
    rows = [line.split(",") for line in text.splitlines()]
    width = len(rows[0])
    for order in (range(width - 1, -1, -1), [*range(1, width), 0], [*range(1, width, 2), *range(0, width, 2)]):
        found = read("".join(",".join(row[i] for i in order) + "\n" for row in rows))
        assert came(found) == [("Ann Lee", MAY_14, 60)]


def test_an_organization_somebody_has_added_to_the_list_of_zoom_is_kept() -> None:
    found = read(
        "No.,Name (Original Name),Organization,User Email,Join Time,Leave Time,Duration (Minutes)\n"
        "1,Ann Lee,River House,,05/14/2026 09:00:00 AM,05/14/2026 10:00:00 AM,60\n"
    )
    assert found.entries.organization == ["River House"]


def test_the_summary_of_a_meeting_whose_table_is_cut_off_names_nobody() -> None:
    header = "Full Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole\n"
    found = read(
        f"{header}Ann Lee\t5/14/2026, 9:00:00 AM\t5/14/2026, 10:00:00 AM\t1h\t\tOrganizer\n\n"
        "Meeting Summary\nMeeting Title\tPlenary\nMeeting Start Time\t6/11/2026, 9:00:00 AM\nMeeting End"
    )
    assert came(found) == [("Ann Lee", MAY_14, 60)]


def test_an_account_report_that_is_cut_off_is_not_dated_by_the_day_its_meeting_was_set_up() -> None:
    meeting = "Plenary,81234567890,Anong Saelee,a@river.example,05/01/2026 08:00:00 AM,"
    found = read(
        "Topic,Meeting ID,User Name,User Email,Creation Time,Start Time,End Time,"
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n"
        f"{meeting}05/14/2026 09:00:00 AM,05/14/2026 10:00:00 AM,"
        "Ann Lee,,05/14/2026 09:00:00 AM,05/14/2026 10:00:00 AM,60\n"
        f"{meeting}05"
    )
    assert came(found) == [("Ann Lee", MAY_14, 60)]


@pytest.mark.parametrize("between", ["", "\n"])
def test_two_exports_of_zoom_put_below_each_other_are_two_meetings_with_their_topics(between: str) -> None:
    told = "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants\n"
    told += "{n},{topic},05/{day}/2026 09:00:00 AM,05/{day}/2026 10:01:00 AM,h@x.example,61,1\n\n"
    told += "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
    told += "{name},,05/{day}/2026 09:00:00 AM,05/{day}/2026 10:00:00 AM,60,No\n"
    one = told.format(n=1, topic="Plenary", day=14, name="Anong Saelee")
    other = told.format(n=2, topic="Board", day=15, name="Ben Carver")
    found = read_attendance((one + between + other).encode(), "both.csv", choices=Choices(), today=date(2026, 11, 25))
    assert [(meeting.on, meeting.title) for meeting in found.meetings] == [
        (date(2026, 5, 14), "Plenary"),
        (date(2026, 5, 15), "Board"),
    ]
    assert found.entries.name == ["Anong Saelee", "Ben Carver"]
