"""A correction of how a file is read is remembered for files with the same header, told, left and forgotten."""

from datetime import date

import pytest
from sqlalchemy import Engine

from coalition.database import reading
from coalition.edits.aliases import forget_correction
from coalition.imports.attendance.plan import AttendancePlan
from coalition.imports.commit import commit
from coalition.imports.dispatch import plan_and_reading
from coalition.imports.plan import Answers
from coalition.imports.reading import Choices, Reading
from coalition.imports.saved_answers import key_of_header
from coalition.imports.undo import undo
from coalition.models.ledger import SHAPE
from tests.builders import NOW
from tests.support.workbooks import workbook_of

TODAY = date(2026, 11, 25)
MAY = b"Date,Name,Office,Came\n2026-05-14,Ann Lee,Lanna House,yes\n2026-05-14,Bo Chan,River Office,no\n"
JUNE = b"Coalition\n\nDate,Name,Office,Came\n2026-06-11,Cora Moss,Hill House,yes\n2026-06-11,Dao Srisuk,Hill House,no\n"
OFFICE_IS_A_PLACE = Choices(columns={2: "place"})
EVERYBODY = Choices(layout="person-day,names=B,came=listed,day=A,header=1")


def planned(engine: Engine, data: bytes, choices: Choices | None = None, **told: str) -> tuple[AttendancePlan, Reading]:
    with reading(engine) as session:
        plan, read = plan_and_reading(session, data, "list.csv", today=TODAY, answers=Answers(told), choices=choices)
    assert isinstance(plan, AttendancePlan)
    assert read is not None
    return plan, read


def corrected(engine: Engine, choices: Choices) -> str:
    """The key under which the correction of the list of May is remembered."""
    plan, _ = planned(engine, MAY, choices, did_they_come="came")
    assert commit(engine, plan, now=NOW).batch_id == 1
    return plan.decisions[SHAPE]


@pytest.mark.both_engines
def test_the_next_list_with_the_same_header_is_read_as_the_last_one_was_corrected(engine: Engine) -> None:
    key = corrected(engine, OFFICE_IS_A_PLACE)
    plan, read = planned(engine, JUNE)
    assert plan.recalled is not None
    assert (plan.recalled.file, plan.recalled.at.date(), plan.recalled.used) == ("list.csv", NOW.date(), True)
    assert read.meetings[0].place == "Hill House"
    assert SHAPE not in plan.decisions, "it is no correction of its own"
    forget_correction(engine, key, at=NOW)
    plan, read = planned(engine, JUNE)
    assert (plan.recalled, read.meetings[0].place) == (None, None)


def test_a_layout_that_was_chosen_is_remembered_though_the_header_stands_in_another_row(sqlite_engine: Engine) -> None:
    corrected(sqlite_engine, EVERYBODY)
    _, read = planned(sqlite_engine, JUNE)
    assert (read.how.chosen, read.entries.state) == (True, ["present", "present"])


def test_one_click_reads_it_as_it_was_found_and_what_is_chosen_now_goes_before(sqlite_engine: Engine) -> None:
    corrected(sqlite_engine, EVERYBODY)
    plan, read = planned(sqlite_engine, JUNE, Choices(layout=""))
    assert plan.recalled is not None
    assert (plan.recalled.used, read.entries.state) == (False, ["present", "absent"])
    own, _ = planned(sqlite_engine, JUNE, Choices(columns={2: "organization"}))
    assert own.recalled is None


def test_it_goes_with_the_import_it_was_made_in_and_holds_for_no_other_header(sqlite_engine: Engine) -> None:
    corrected(sqlite_engine, OFFICE_IS_A_PLACE)
    assert planned(sqlite_engine, JUNE.replace(b"Office", b"Kontor"))[0].recalled is None
    assert planned(sqlite_engine, JUNE.replace(b"Name,Office", b"Office,Name"))[0].recalled is None
    assert planned(sqlite_engine, MAY)[0].recalled is None, "of the very file it is known"
    undo(sqlite_engine, 1, now=NOW)
    assert planned(sqlite_engine, JUNE)[0].recalled is None


def book(day: date, **sheets: str) -> bytes:
    """A workbook of lists, each with a word of its own in the header."""
    return workbook_of({name: (("Name", head, "Meeting day"), ("Ann Lee", "Hill House", day)) for name, head in sheets.items()})


def test_the_sheet_that_was_chosen_is_taken_again_where_one_alone_has_its_header(sqlite_engine: Engine) -> None:
    first, then = date(2026, 5, 14), date(2026, 6, 11)
    plan, _ = planned(sqlite_engine, book(first, North="Office", South="Kontor"), Choices(sheet="South"))
    commit(sqlite_engine, plan, now=NOW)
    plan, read = planned(sqlite_engine, book(then, Norden="Office", Sueden="Kontor"))
    assert (read.sheet, plan.recalled and plan.recalled.used) == ("Sueden", True)
    plan, read = planned(sqlite_engine, book(then, Sueden="Kontor", Osten="Kontor"))
    assert (read.sheet, plan.recalled) == (None, None), "which of the two is asked"


def month(*days: str) -> bytes:
    rows = [("Ann Lee", "Lanna House", "A"), ("Bo Chan", "River Office", "B"), ("Cora Moss", "Hill House", "C")]
    marks = [[("x" if (at + row) % 3 else "") for at in range(len(days))] for row in range(len(rows))]
    lines = [["Name", *days, "Group", "Unit"], *([name, *own, *told] for (name, *told), own in zip(rows, marks, strict=True))]
    return "\n".join(map(",".join, lines)).encode()


def test_a_corrected_column_is_not_another_one_in_a_month_with_more_meetings(sqlite_engine: Engine) -> None:
    unit = Choices(columns={4: "ignore", 5: "organization"})
    plan, _ = planned(sqlite_engine, month("2026-05-07", "2026-05-14", "2026-05-21"), unit)
    commit(sqlite_engine, plan, now=NOW)
    assert planned(sqlite_engine, month("2026-06-04", "2026-06-11", "2026-06-18"))[0].recalled is not None
    plan, read = planned(sqlite_engine, month("2026-07-02", "2026-07-09", "2026-07-16", "2026-07-23"))
    assert (plan.recalled, len(read.meetings)) == (None, 4)


def key(*cells: str, names_across: bool = False) -> str | None:
    return key_of_header(cells, "", TODAY, names_across=names_across)


def test_no_name_of_a_person_goes_into_the_key_and_days_only_as_days() -> None:
    assert key("Name", "Ann Lee", "Came") == key("Name", "Bo Chan", "Came") is not None
    assert key("Date", "Emma", "Came", names_across=True) == key("Date", "Davey", "Came", names_across=True)
    assert key("Name", "06/05/2026", "13/05/2026") == key("Name", "01/09/2026") is not None
    assert key("Name", "Office") != key("Name", "Kontor")


@pytest.mark.parametrize("cells", [(), ("Name",), ("Ann Lee", "Bo Chan", "Cora Moss"), ("", "Name", "")])
def test_a_header_that_says_too_little_is_not_known_again(cells: tuple[str, ...]) -> None:
    assert key(*cells) is None
