"""In every format the refused rows, once mended, come in with the next upload: to the same meeting, and nothing is doubled."""

import csv
import io
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine

from coalition.database import reading
from coalition.imports.commit import commit
from coalition.imports.plan import Answers, Fate, Plan
from tests.builders import plan_file, story
from tests.support.refused import refused_csv

BELL, BELL_AS_SEEN = "\x07", "␇"
"""A control character in a name: such a row is refused in every format."""
BAD, GOOD = f"Malee{BELL} Sukjai", "Malee Sukjai"


@dataclass(frozen=True)
class Written:
    """A file of one format with one bad row."""

    format: str
    name: str
    text: str
    encoding: str = "utf-8"


FILES = [
    Written(
        "zoom, with its summary",
        "participants_81234567890.csv",
        "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants,\n"
        "812 3456 7890,Monthly meeting,03/14/2026 09:55:00 AM,03/14/2026 12:00:00 PM,host@hope.example,125,3,\n,\n"
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
        "Ann Lee,ann@hope.example,03/14/2026 09:55:10 AM,03/14/2026 12:00:00 PM,125,No\n"
        f"{BAD},malee@river.example,03/14/2026 10:01:00 AM,03/14/2026 12:00:00 PM,119,Yes\n"
        "Bo Chan,bo@river.example,03/14/2026 10:02:00 AM,03/14/2026 12:00:00 PM,118,Yes\n",
        "utf-8-sig",
    ),
    Written(
        "zoom, each person once: the day stands in the summary only",
        "participants_81234567890.csv",
        "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants\n"
        "812 3456 7890,Monthly meeting,03/14/2026 09:55:00 AM,03/14/2026 12:00:00 PM,host@hope.example,125,3\n\n"
        "Name (Original Name),User Email,Total Duration (Minutes),Guest\n"
        f"Ann Lee,ann@hope.example,125,No\n{BAD},malee@river.example,119,Yes\nBo Chan,bo@river.example,118,Yes\n",
    ),
    Written(
        "teams, by sections",
        "Monthly meeting - Attendance report 3-14-26.csv",
        "1. Summary\nMeeting title\tMonthly meeting\nAttended participants\t3\nStart time\t3/14/26, 1:28:05 PM\n"
        "End time\t3/14/26, 3:30:00 PM\nMeeting duration\t2h 1m\n\n2. Participants\n"
        "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\n"
        "Ann Lee\t3/14/26, 1:28:10 PM\t3/14/26, 3:30:00 PM\t2h 1m\tann@hope.example\tann@hope.example\tOrganizer\n"
        f"{BAD}\t3/14/26, 1:31:00 PM\t3/14/26, 3:30:00 PM\t1h 59m\tmalee@river.example\tmalee@river.example\tPresenter\n"
        "Bo Chan\t3/14/26, 1:32:00 PM\t3/14/26, 3:30:00 PM\t1h 58m\tbo@river.example\tbo@river.example\tPresenter\n\n"
        "3. In-Meeting Activities\nName\tJoin Time\tLeave Time\tDuration\tEmail\tRole\n"
        "Ann Lee\t3/14/26, 1:28:10 PM\t3/14/26, 3:30:00 PM\t2h 1m\tann@hope.example\tOrganizer\n",
        "utf-16",
    ),
    Written(
        "google forms",
        "Sign-in (Responses).csv",
        "Timestamp,Email Address,Your full name,Organisation,Which meeting are you attending?\n"
        '14/03/2026 8:52:10,ann@hope.example,Ann Lee,Hope House,"Monthly meeting, 14 Mar 2026 (Chiang Rai)"\n'
        f'14/03/2026 8:53:44,malee@river.example,{BAD},River Office,"Monthly meeting, 14 Mar 2026 (Chiang Rai)"\n'
        '14/03/2026 8:54:44,bo@river.example,Bo Chan,River Office,"Monthly meeting, 14 Mar 2026 (Chiang Rai)"\n',
    ),
    Written(
        "a sheet with a title, a day and a place",
        "Sign-in sheet.csv",
        "NORTHERN NETWORK,,,\nMonthly Coordination Meeting,,,\nDate:,14 March 2026,,\nVenue:,Hope House hall,,\n,,,\n"
        f"No.,Name,Organization,Tel.\n1,Ann Lee,Hope House,053-1\n2,{BAD},River Office,053-2\n3,Bo Chan,River Office,053-3\n",
        "utf-8-sig",
    ),
    Written(
        "semicolons, a Western computer, first and last names",
        "Teilnehmerliste.csv",
        "sep=;\nMeeting date;Meeting;Last name;First name;Organisation;E-mail;Present\n"
        "17.03.2026;Working group;Weiß;Jürgen;Alliance;jw@alliance.example;ja\n"
        f"17.03.2026;Working group;Sukjai;Malee{BELL};River Office;malee@river.example;ja\n"
        "17.03.2026;Working group;Chan;Bo;River Office;bo@river.example;nein\n",
        "cp1252",
    ),
    Written(
        "a matrix of a year",
        "Attendance 2026.csv",
        "Coalition meeting attendance 2026,,,,\n,,,,\nOrganization,Name,26-Jan-26,23-Feb-26,Total\n"
        f"Hope House,Ann Lee,X,X,2\nRiver Office,{BAD},X,,1\nRiver Office,Bo Chan,,X,1\n",
    ),
    Written(
        "a matrix whose year stands in its title",
        "Attendance.csv",
        "Coalition meeting attendance 2026,,,,\n,,,,\nOrganization,Name,26-Jan,23-Feb,Total\n"
        f"Hope House,Ann Lee,X,X,2\nRiver Office,{BAD},X,,1\nRiver Office,Bo Chan,,X,1\n",
    ),
    Written(
        "a Thai sheet",
        "รายชื่อ.csv",
        "รายชื่อผู้เข้าร่วมประชุมเครือข่าย ครั้งที่ 4/2569,,,\nวันพฤหัสบดีที่ 26 มีนาคม 2569 เวลา 13.30 น.,,,\n,,,\n"
        f"ลำดับ,ชื่อ - สกุล,หน่วยงาน,เบอร์โทรศัพท์\n1,สมชาย ใจดี,บ้านริมน้ำ,053-1\n2,{BAD},River Office,053-2\n"
        "3,มาลี สุขใจ,บ้านริมน้ำ,053-3\n",
        "cp874",
    ),
    Written(
        "google meet: the day stands in the name of the file",
        "2026-03-14 13_30 Monthly meeting - Attendance Report.csv",
        "First name,Last name,Email,Duration,Time joined,Time exited\n"
        "Ann,Lee,ann@hope.example,1 hr 42 min,1:28 PM,3:10 PM\n"
        f"Malee{BELL},Sukjai,malee@river.example,1 hr,2:10 PM,3:10 PM\nBo,Chan,bo@river.example,58 min,1:31 PM,3:09 PM\n",
    ),
    Written(
        "eventbrite",
        "report-2026-03-15T0412.csv",
        "Order #,Order Date,First Name,Last Name,Email,Quantity,Ticket Type,Attendee Status,Event Name,Event Start Date,"
        "Event Start Time,Company\n"
        "61,2026-03-01 22:28:10+07:00,Ann,Lee,ann@hope.example,1,General,Checked In,Forum,2026-03-14,09:00,Hope House\n"
        f"62,2026-03-01 22:28:10+07:00,Malee{BELL},Sukjai,m@river.example,1,General,Checked In,Forum,2026-03-14,09:00,River\n"
        "63,2026-03-02 22:28:10+07:00,Bo,Chan,bo@river.example,1,General,Attending,Forum,2026-03-14,09:00,River\n",
    ),
    Written(
        "a Thai list of records",
        "ข้อมูลการประชุม 2569.csv",
        "วันที่ประชุม,เรื่อง,สถานที่,ชื่อ,นามสกุล,หน่วยงาน,เข้าร่วม\n"
        "31/01/2569,ประชุมเครือข่าย,เชียงราย,สมชาย,แก้วมณี,บ้านริมน้ำ,มา\n"
        f"31/01/2569,ประชุมเครือข่าย,เชียงราย,Malee{BELL},Sukjai,River Office,มา\n"
        "28/02/2569,ประชุมเครือข่าย,แม่สาย,สมชาย,แก้วมณี,บ้านริมน้ำ,ลา\n",
        "utf-8-sig",
    ),
    Written(
        "sessions of a council",
        "member-attendance.csv",
        "_id,First Name,Last Name,Committee,Session Date,Session Type,Session Start-End Time,Present\n"
        "1,Ann,Lee,Health,2026-03-18,Morning,09:31AM - 09:50AM,N\n"
        f"2,Malee{BELL},Sukjai,Health,2026-03-18,Morning,09:31AM - 09:50AM,Y\n"
        "3,Bo,Chan,Health,2026-03-18,Morning,09:31AM - 09:50AM,Y\n",
    ),
]
IDS = [written.format for written in FILES]


def planned(engine: Engine, data: bytes, name: str, answers: Answers | None = None) -> Plan:
    with reading(engine) as session:
        return plan_file(session, data, name, today=date(2026, 11, 25), answers=answers)


def kept(engine: Engine, plan: Plan) -> None:
    commit(engine, plan, now=datetime(2026, 11, 25, tzinfo=UTC))


def mended(data: bytes) -> bytes:
    """The refused rows as somebody corrects them in a spreadsheet, who saves them with commas."""
    text = io.StringIO(data.decode("utf-8-sig"))
    rows = [[cell.replace(BELL_AS_SEEN, "") for cell in row] for row in csv.reader(text)]
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8-sig")


@pytest.mark.parametrize("written", FILES, ids=IDS)
def test_mended_rows_join_the_meeting_they_belong_to(sqlite_engine: Engine, written: Written) -> None:
    first = planned(sqlite_engine, written.text.encode(written.encoding), written.name)
    assert first.refused is None
    assert first.counts()["refused"] == 1
    kept(sqlite_engine, first)
    before = story(sqlite_engine)

    name = f"{written.name.rsplit('.', 1)[0]} refused.csv"
    unmended = planned(sqlite_engine, refused_csv(first), name)
    assert not unmended.changes_anything(), "what is still wrong is refused again, and nothing that is stored goes"

    again = planned(sqlite_engine, mended(refused_csv(first)), name)
    assert again.refused is None, again.refused
    assert Fate.GONE.value not in again.counts(), "the rows that were right are not missing: they were never in this file"
    assert "refused" not in again.counts()
    assert "meetings" not in again.totals(), "it is the same meeting"
    assert "meetings changed" not in again.totals()
    assert again.questions == []
    kept(sqlite_engine, again)

    after = story(sqlite_engine)
    assert after["meeting"] == before["meeting"]
    new = [row for row in after["attendance"] if row not in before["attendance"]]
    assert {row[1][0] for row in new if row[1]} == {GOOD}
    assert len(after["attendance"]) == len(before["attendance"]) + len(new), "nothing is doubled, nothing lost"


@pytest.mark.parametrize("written", FILES, ids=IDS)
def test_the_original_with_the_row_mended_in_it_shows_only_the_difference(sqlite_engine: Engine, written: Written) -> None:
    kept(sqlite_engine, planned(sqlite_engine, written.text.encode(written.encoding), written.name))
    right = written.text.replace(BELL, "")
    again = planned(sqlite_engine, right.encode(written.encoding), written.name)
    counts = again.counts()
    assert Fate.GONE.value not in counts
    assert "refused" not in counts
    new = [row for row in again.rows() if row.fate is Fate.NEW]
    assert len({row.lines for row in new}) == 1, "one row is new"
    assert again.totals()["people"] == 1
    assert "meetings" not in again.totals()
