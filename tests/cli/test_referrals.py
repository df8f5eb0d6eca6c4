"""`python -m coalition referrals`: which wait, and on whom."""

import json

import pytest
from sqlalchemy import Engine

from coalition.cli.common import Trouble
from coalition.cli.referrals import STANDING_NAMES, print_referrals
from coalition.queries.referral_boards import Standing
from tests.support.referrals import TODAY, coalition_with_a_case, later, moved, sent

LATE = later(4 * 60)


@pytest.fixture
def sent_on(sqlite_engine: Engine) -> Engine:
    """One referral four hours old that wanted an answer within three, and one that was done."""
    coalition_with_a_case(sqlite_engine)
    sent(sqlite_engine)
    moved(sqlite_engine, sent(sqlite_engine, need_id=2), "done", 60)
    return sqlite_engine


def test_what_is_overdue_stands_first_with_whose_answer_and_how_late(
    sent_on: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    print_referrals(sent_on, now=LATE, on=TODAY, organization=None, as_json=False)
    told = capsys.readouterr().out
    assert told.startswith("Referrals of the coalition: 1 awaiting an answer, 1 of them overdue; 0 without feedback")
    lines = told.splitlines()
    assert "overdue" in lines[3]
    assert "Lanna House -> Sai Lom House" in lines[3]
    assert lines[3].endswith("1 hour late")
    assert lines[4].endswith("done on 2026-11-25")


def test_a_member_is_found_by_its_name_and_told_what_it_must_answer(
    sent_on: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    print_referrals(sent_on, now=LATE, on=TODAY, organization="sai lom house", as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert told["counts"]["overdue_here"] == 1
    assert [row["state"] for row in told["referrals"]] == ["sent", "done"]
    assert told["referrals"][0]["due_at"] == "2026-11-25T05:00:00+00:00"


def test_a_name_that_nobody_has_is_said_so(sent_on: Engine) -> None:
    with pytest.raises(Trouble, match="No organization is called 'Hope'"):
        print_referrals(sent_on, now=LATE, on=TODAY, organization="Hope", as_json=False)


def test_every_standing_has_a_name() -> None:
    assert set(STANDING_NAMES) == set(Standing)
