"""Verdicts taken in the room: noted with their meeting, never overwritten, taken back, and what the refusals say."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from coalition.answers.coverage import cell_detail
from coalition.database import reading, writing
from coalition.edits import meetings
from coalition.edits.record import EditRefused
from coalition.edits.undo import undo_edit
from coalition.edits.verdicts import record_verdict, withdraw_verdict
from coalition.models import Change
from coalition.settings import Settings
from coalition.vocabulary import Group, Judgement
from tests.builders import stored
from tests.support.small_world import TODAY, north, store

T0 = datetime(2026, 11, 25, 9, 0, 0, 5, tzinfo=UTC)
T1, T2, T3 = (T0 + timedelta(minutes=n) for n in range(1, 4))


@pytest.fixture
def engine_with_cells(engine: Engine) -> Engine:
    with writing(engine) as session:
        store(session, north().serves("Blue", "A1", "TH57", date(2026, 11, 1)).serves("Red", "A1", "TH57", date(2026, 11, 2)))
    return engine


def agree(engine: Engine, judgement: Judgement = Judgement.GAP, at: datetime = T1, **more: Any) -> int:
    told = {"area": "TH57", "service_type": "A1", "decided_on": TODAY, "today": TODAY, **more}
    return record_verdict(engine, judgement=judgement, at=at, **told)


def state(engine: Engine) -> tuple[str, str]:
    with reading(engine) as session:
        return _state(session)


def _state(session: Session) -> tuple[str, str]:
    found = cell_detail(session, settings=Settings(), on=TODAY, area="TH57", service_type="A1")
    assert found is not None
    return found.cell["state"], found.rule


def test_a_verdict_keeps_whom_it_is_about_why_and_the_meeting_of_its_day(engine_with_cells: Engine) -> None:
    engine = engine_with_cells
    meeting = meetings.add_meeting(engine, held_on=TODAY, at=T0)
    agree(
        engine, Judgement.BARRIER, groups=[Group.A15_17, Group.MALE], group_words=" Akha; Lahu ", reason=" No bed ", by="Mali"
    )
    [row] = stored(engine)["verdict"]
    assert (row["group"], row["reason"]) == ("men_and_boys;age_15_17;Akha, Lahu", "No bed")
    assert (row["meeting_id"], row["decided_on"], row["decided_by"]) == (meeting, TODAY, "Mali")


def test_without_a_meeting_on_its_day_a_verdict_has_its_day_only(engine_with_cells: Engine) -> None:
    meetings.add_meeting(engine_with_cells, held_on=date(2026, 11, 12), at=T0)
    agree(engine_with_cells)
    assert stored(engine_with_cells)["verdict"][0]["meeting_id"] is None


def test_a_newer_verdict_is_a_new_row_and_counts(engine_with_cells: Engine) -> None:
    agree(engine_with_cells, Judgement.GAP, T1, decided_on=date(2026, 11, 12))
    assert state(engine_with_cells)[0] == "none"
    agree(engine_with_cells, Judgement.MET, T2)
    assert [row["judgement"] for row in stored(engine_with_cells)["verdict"]] == ["gap", "met"]
    assert state(engine_with_cells)[0] == "covered"


@pytest.mark.both_engines
def test_a_gap_for_one_group_is_a_barrier_where_others_are_helped(engine_with_cells: Engine) -> None:
    agree(engine_with_cells, Judgement.GAP, groups=[Group.MALE])
    assert state(engine_with_cells) == (
        "barrier",
        "The members decided that this is a gap for one group. Others are served. There has been no confirmation since then.",
    )


def test_the_same_verdict_twice_on_a_day_is_noted_once(engine_with_cells: Engine) -> None:
    assert agree(engine_with_cells, at=T1)
    assert agree(engine_with_cells, at=T2) is False
    assert agree(engine_with_cells, Judgement.MET, T3)
    assert len(stored(engine_with_cells)["verdict"]) == 2


@pytest.mark.both_engines
def test_undoing_a_verdict_and_undoing_its_withdrawal_lead_back(engine_with_cells: Engine) -> None:
    before = stored(engine_with_cells).get("verdict")
    verdict = agree(engine_with_cells, at=T1)
    noted = stored(engine_with_cells)["verdict"]
    withdraw_verdict(engine_with_cells, verdict, by="Mali", at=T2)
    assert stored(engine_with_cells).get("verdict") == before
    with reading(engine_with_cells) as session:
        noted_last = session.scalars(select(Change).order_by(col(Change.id).desc())).first()
    assert noted_last is not None
    assert (noted_last.action, noted_last.by, (noted_last.before or {})["judgement"]) == ("deleted", "Mali", "gap")
    undo_edit(engine_with_cells, T2, at=T3)
    assert stored(engine_with_cells)["verdict"] == noted
    with pytest.raises(EditRefused, match="no longer exists"):
        withdraw_verdict(engine_with_cells, verdict + 9, at=T3)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"judgement": Judgement.BARRIER}, "for whom it is hard to reach, or why"),
        ({"decided_on": TODAY + timedelta(days=1)}, "in the future"),
        ({"area": "XX"}, "no longer in the lists"),
        ({"service_type": "XX"}, "no longer in the lists"),
        ({"reason": "one\nline more"}, "one plain line"),
        ({"group_words": "x" * 41}, "at most 40 characters"),
        ({"reason": "x" * 161}, "too long"),
    ],
)
def test_a_verdict_that_cannot_be_kept_is_refused_with_the_reason(
    engine_with_cells: Engine, told: dict[str, Any], why: str
) -> None:
    with pytest.raises(EditRefused, match=why):
        agree(engine_with_cells, **told)
    assert "verdict" not in stored(engine_with_cells)
