"""What a hand has corrected stays when the very same file comes again; another version says what it would take back."""

from datetime import date
from hashlib import sha256

import pytest
from sqlalchemy import Engine, select
from sqlmodel import col

from coalition import locale
from coalition.database import reading
from coalition.edits.meetings import change_meeting, correct_list, delete_meeting
from coalition.imports.undo import undo
from coalition.models import Attendance, ImportBatch, Meeting
from coalition.vocabulary import AttendanceState
from tests.builders import JANUARY, NOW, Row, attendance_file, bring, plan_of, stored, story

LIST = (Row("Ann Lee"), Row("Bo Chan", "River Office"), Row("Cy Do", state="absent"), Row("Di Ek"))


def row_of(engine: Engine, name: str) -> int:
    with reading(engine) as session:
        return session.scalars(select(col(Attendance.id)).where(col(Attendance.name_as_written) == name)).one() or 0


def meeting_of(engine: Engine) -> int:
    with reading(engine) as session:
        return session.scalars(select(col(Meeting.id))).one() or 0


def came(engine: Engine) -> dict[str, str]:
    return {person[0]: state for _, person, _, state, _ in story(engine)["attendance"] if person}


def test_who_was_marked_absent_by_hand_stays_absent_when_the_same_file_comes_again(engine: Engine) -> None:
    bring(engine, attendance_file(*LIST))
    correct_list(engine, {row_of(engine, "Ann Lee"): AttendanceState.ABSENT}, at=NOW)
    again = plan_of(engine, attendance_file(*LIST))
    assert (again.counts(), again.changes_anything()) == ({"unchanged": 4}, False)
    assert again.rows()[0].why == "stays absent, because someone corrected it by hand"
    assert came(engine)["Ann Lee"] == "absent"


def test_who_was_taken_off_the_list_by_hand_stays_off_when_the_same_file_comes_again(engine: Engine) -> None:
    bring(engine, attendance_file(*LIST))
    correct_list(engine, {}, [row_of(engine, "Bo Chan")], at=NOW)
    again = plan_of(engine, attendance_file(*LIST))
    assert (again.counts(), again.changes_anything()) == ({"unchanged": 4}, False)
    assert again.rows()[1].why == "stays off this list, because someone removed it by hand"
    correct_list(engine, {}, [row_of(engine, row.name or "") for row in LIST if row.name != "Bo Chan"], at=NOW)
    assert not plan_of(engine, attendance_file(*LIST)).changes_anything(), "a meeting of which everybody was taken off"


def test_a_meeting_deleted_by_hand_comes_back_whole_with_its_file(engine: Engine) -> None:
    bring(engine, attendance_file(*LIST))
    correct_list(engine, {}, [row_of(engine, "Bo Chan")], at=NOW)
    delete_meeting(engine, meeting_of(engine), at=NOW)
    totals = {"meetings": 1, "attendances": 3, "absences": 1, "new member organizations": 2}  # no list had named them since
    assert bring(engine, attendance_file(*LIST)).totals == totals


def test_another_version_of_the_list_says_that_it_takes_back_a_correction_by_hand(engine: Engine) -> None:
    bring(engine, attendance_file(*LIST))
    correct_list(engine, {row_of(engine, "Ann Lee"): AttendanceState.ABSENT}, [row_of(engine, "Bo Chan")], at=NOW)
    newer = plan_of(engine, attendance_file(*LIST, Row("Ed Fay")))
    assert newer.counts() == {"new": 2, "changed": 1, "unchanged": 2}
    why = newer.rows()[0].why
    assert why == "now absent (corrected by hand after the import), but present in this file"
    assert locale.translate_filled(why, "th") == "ปัจจุบันเป็น ไม่มา (มีผู้แก้ไขด้วยตนเองหลังนำเข้า) แต่ในไฟล์นี้เป็น มา"


def test_a_file_that_was_undone_says_all_of_it_again(engine: Engine) -> None:
    batch = bring(engine, attendance_file(*LIST)).batch_id or 0
    bring(engine, attendance_file(Row("Ann Lee"), file="other.csv"))
    correct_list(engine, {}, [row_of(engine, "Bo Chan")], at=NOW)
    undo(engine, batch, now=NOW)
    assert bring(engine, attendance_file(*LIST)).batch_id is not None
    assert came(engine) == {"Ann Lee": "present", "Bo Chan": "present", "Cy Do": "absent", "Di Ek": "present"}


@pytest.mark.parametrize("corrected", [{"title": "Plenary"}, {"held_on": date(2026, 1, 8)}, {"start": "09:00"}])
def test_a_meeting_whose_title_day_or_hour_was_corrected_by_hand_is_found_again_by_its_file(
    engine: Engine, corrected: dict[str, object]
) -> None:
    file = attendance_file(*(Row(row.name, row.organization, title="Meeting", start="08:30") for row in LIST))
    bring(engine, file)
    values = {"held_on": JANUARY, "title": "Meeting", "start": "08:30", **corrected}
    change_meeting(engine, meeting_of(engine), **values, at=NOW)  # type: ignore[arg-type]
    before = stored(engine)
    plan = plan_of(engine, file)
    assert (plan.questions, plan.counts(), plan.changes_anything()) == ([], {"unchanged": 4}, False)
    assert stored(engine) == before


@pytest.mark.both_engines
def test_a_short_list_whose_day_was_corrected_by_hand_is_found_again_under_any_name(engine: Engine) -> None:
    bring(engine, attendance_file(Row(), file="list.csv"))
    change_meeting(engine, meeting_of(engine), held_on=date(2026, 1, 8), at=NOW)
    with reading(engine) as session:
        digest = session.scalars(select(col(ImportBatch.content_hash))).one()
    data = repr(attendance_file(Row(), file="list.csv")).encode()
    assert sha256(data).hexdigest() == digest
    renamed = plan_of(engine, attendance_file(Row(), file="renamed.csv"), data=data)
    assert (renamed.counts(), renamed.changes_anything()) == ({"unchanged": 1}, False)
    assert plan_of(engine, attendance_file(Row(), file="renamed.csv")).counts() == {"new": 1}, "other bytes, one regular"
