"""What is settled before a case breaks: append-only, per area or everywhere, opened again, taken back."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from coalition import models as m
from coalition.answers.protocol import Board, protocol_board
from coalition.database import reading, writing
from coalition.defaults import load_defaults
from coalition.edits import meetings, protocol
from coalition.edits.checklists import Fact, save_version
from coalition.edits.record import EditRefused
from coalition.edits.screen import TextRefused
from coalition.edits.undo import undo_edit
from coalition.frames import records
from coalition.queries.checklists import lists_for
from tests.builders import stored

DAY = date(2026, 11, 25)
T0 = datetime(2026, 11, 25, 9, tzinfo=UTC)
TIMES = [T0 + timedelta(minutes=n) for n in range(10)]
KEY = "C10-2"
PROVINCE, DISTRICT, NEXT = "TH57", "TH5709", "TH50"


@pytest.fixture
def members(engine: Engine) -> Engine:
    """The shipped lists and areas, one organization, a meeting two weeks ago."""
    with writing(engine) as session:
        load_defaults(session)
        session.add(m.Organization(name="Sai Lom House", name_key="sai lom house"))
    meetings.add_meeting(engine, held_on=date(2026, 11, 12), at=T0)
    return engine


def settle(engine: Engine, answer: str, n: int = 1, **told: Any) -> int | bool:
    return protocol.settle(engine, KEY, answer=answer, today=DAY, at=TIMES[n], **told)


def board(engine: Engine, area: str | None = None, on: date = DAY) -> Board:
    with reading(engine) as session:
        return protocol_board(session, on=on, area=area)


def answer(engine: Engine, area: str | None = None, on: date = DAY) -> str | None:
    question = next(one for one in board(engine, area, on).questions if one.row["key"] == KEY)
    return question.said["answer"] if question.said else None


def test_at_first_all_five_questions_are_open(members: Engine) -> None:
    found = board(members)
    assert (len(found.questions), found.settled) == (5, 0)


def test_what_was_agreed_counts_from_the_day_of_its_meeting(members: Engine) -> None:
    settle(members, " The hotline ", organization_id=1, meeting_id=1)
    [row] = stored(members)["protocol_answer"]
    assert (row["answer"], row["organization_id"], row["meeting_id"]) == ("The hotline", 1, 1)
    assert answer(members, on=date(2026, 11, 11)) is None
    assert answer(members, on=date(2026, 11, 12)) == "The hotline"
    assert board(members).settled == 1


def test_an_organization_may_be_the_whole_answer(members: Engine) -> None:
    settle(members, " ", organization_id=1)
    assert answer(members) == "Sai Lom House"


def test_nothing_is_overwritten_and_the_same_again_changes_nothing(members: Engine) -> None:
    settle(members, "The hotline", 1)
    assert settle(members, "The hotline", 2) is False
    settle(members, "The shelter", 3)
    assert [row["answer"] for row in stored(members)["protocol_answer"]] == ["The hotline", "The shelter"]
    history = next(one.history for one in board(members).questions if one.row["key"] == KEY)
    assert [row["answer"] for row in history] == ["The shelter", "The hotline"]


@pytest.mark.both_engines
def test_the_word_on_the_nearest_place_counts(members: Engine) -> None:
    settle(members, "Everywhere", 1)
    settle(members, "In the province", 2, area=PROVINCE)
    settle(members, "In the district", 3, area=DISTRICT)
    assert [answer(members, area) for area in (None, PROVINCE, DISTRICT, "TH5701", NEXT)] == [
        *("Everywhere", "In the province", "In the district", "In the province", "Everywhere"),
    ]
    elsewhere = next(one.elsewhere for one in board(members).questions if one.row["key"] == KEY)
    assert [row["area"] for row in elsewhere] == [PROVINCE, DISTRICT]


def test_a_question_opened_again_in_an_area_is_open_there_only(members: Engine) -> None:
    settle(members, "Everywhere", 1)
    protocol.reopen(members, KEY, area=PROVINCE, today=DAY, at=TIMES[2])
    assert (answer(members, PROVINCE), answer(members, DISTRICT), answer(members)) == (None, None, "Everywhere")
    assert board(members, PROVINCE).settled == 0
    assert protocol.reopen(members, KEY, area=PROVINCE, today=DAY, at=TIMES[3]) is False


@pytest.mark.both_engines
def test_settling_and_opening_again_are_taken_back(members: Engine) -> None:
    settle(members, "The hotline", 1)
    before = stored(members)
    protocol.reopen(members, KEY, today=DAY, at=TIMES[2])
    assert answer(members) is None
    undo_edit(members, TIMES[2], at=TIMES[3])
    assert stored(members) == before
    undo_edit(members, TIMES[1], at=TIMES[4])
    assert answer(members) is None


@pytest.mark.both_engines
def test_an_answer_keeps_its_meeting_when_its_deletion_is_taken_back(members: Engine) -> None:
    settle(members, "The hotline", 1, meeting_id=1)
    before = stored(members)
    meetings.delete_meeting(members, 1, at=TIMES[2])
    assert stored(members)["protocol_answer"][0]["meeting_id"] is None
    undo_edit(members, TIMES[2], at=TIMES[3])
    assert stored(members) == before


def test_an_answer_stands_under_no_other_question_once_its_own_was_taken_back(members: Engine) -> None:
    with reading(members) as session:
        rows = records(lists_for(session, codes=["C10"], on=DAY))
    facts = [Fact(row["question"], key=row["key"]) for row in rows]
    save_version(members, rows[0]["id"], [*facts, Fact("Who pays the way?")], today=DAY, at=TIMES[1])
    protocol.settle(members, "C10-6", answer="The fund", today=DAY, at=TIMES[2])
    undo_edit(members, TIMES[1], at=TIMES[3])
    save_version(members, rows[0]["id"], [*facts, Fact("Who calls the embassy?")], today=DAY, at=TIMES[4])
    last = board(members).questions[-1]
    assert (last.row["question"], last.row["key"], last.said) == ("Who calls the embassy?", "C10-7", None)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"answer": "Call 081-234-5678"}, "telephone number"),
        ({"answer": "Ask Mrs Somsri"}, "looks like"),
        ({"answer": ""}, "or choose the organization"),
        ({"answer": "x" * 161}, "too long"),
        ({"area": "TH99"}, "not in the list of areas"),
        ({"key": "C2-1"}, "no longer in the list"),
        ({"organization_id": 9}, "no longer exists"),
        ({"meeting_id": 2}, "in the future"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(members: Engine, told: dict[str, Any], why: str) -> None:
    meetings.add_meeting(members, held_on=DAY + timedelta(days=15), at=TIMES[5])
    values = {"key": KEY, "answer": "The hotline", **told}
    with pytest.raises(EditRefused, match=why):
        protocol.settle(members, **values, today=DAY, at=TIMES[6])
    assert "protocol_answer" not in stored(members)


def test_a_refused_answer_is_told_under_its_field(members: Engine) -> None:
    with pytest.raises(TextRefused) as refused:
        settle(members, "Call 081-234-5678")
    assert refused.value.field == "answer"


def test_what_an_earlier_meeting_agreed_does_not_slip_behind_a_later_word(members: Engine) -> None:
    settle(members, "The shelter", 1)
    with pytest.raises(EditRefused, match="A newer answer was recorded"):
        settle(members, "The hotline", 2, meeting_id=1)
