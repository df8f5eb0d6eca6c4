"""`python -m coalition cell`: one cell with its rule, the verdict, and how it came to its state."""

import json
from datetime import date

import pytest
from sqlalchemy import Engine

from coalition.cli.cell import print_cell
from coalition.cli.common import Trouble
from coalition.database import writing
from tests.support.small_world import TODAY, north, store


@pytest.fixture
def cells(sqlite_engine: Engine) -> Engine:
    world = north().agreed("barrier", "A1", "TH57", date(2026, 11, 12)).serves("Blue", "A1", "TH5709", date(2026, 11, 15))
    world.verdicts[0] |= {"group": "distance;hill villages", "reason": "No road in the rain"}
    with writing(sqlite_engine) as session:
        store(session, world)
    return sqlite_engine


def test_a_cell_is_told_with_its_rule_the_verdict_and_what_speaks_against_it(
    cells: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    print_cell(cells, area="TH57", service_type="A1", on=TODAY, as_json=False)
    told = capsys.readouterr().out
    assert "A1 Help A1, Area TH57 on 2026-11-25: One provider" in told
    assert "One provider confirmed in the last 180 days." in told
    assert "Hard to reach for People who live far away, hill villages on 2026-11-12. No road in the rain" in told
    assert "Newer facts that contradict the decision: Blue confirmed (Area TH5709) on 2026-11-15" in told


def test_the_json_holds_state_rule_facts_and_history(cells: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    print_cell(cells, area="TH57", service_type="A1", on=TODAY, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert (told["on"], told["state"], told["verdict"]["judgement"]) == ("2026-11-25", "fragile", "barrier")
    assert [(span["from_on"], span["to_on"], span["state"]) for span in told["history"]] == [
        ("2026-11-12", "2026-11-14", "barrier"),
        ("2026-11-15", None, "fragile"),
    ]
    assert [(fact["on"], fact["kind"], fact["is_change"]) for fact in told["facts"]] == [
        ("2026-11-15", "confirmed", True),
        ("2026-11-12", "verdict", True),
    ]


def test_a_day_of_the_past_knows_nothing_of_what_came_later(cells: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    print_cell(cells, area="TH57", service_type="A1", on=date(2026, 11, 13), as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert (told["state"], told["contradicted_by"]) == ("barrier", [])
    print_cell(cells, area="TH57", service_type="I5", on=TODAY, as_json=False)
    assert "Nothing was ever noted about it." in capsys.readouterr().out


def test_a_cell_that_does_not_exist_is_named(cells: Engine) -> None:
    with pytest.raises(Trouble, match="no area 'XX9' or no service type 'A1'"):
        print_cell(cells, area="XX9", service_type="A1", on=TODAY, as_json=False)
