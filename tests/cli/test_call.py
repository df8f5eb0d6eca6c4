"""`python -m coalition call`: the answer with its reasons, and the same as JSON."""

import json

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner

from coalition.__main__ import app
from coalition.cli.common import Trouble
from coalition.database import writing
from tests.support.small_world import north, store


def run(*arguments: str) -> str:
    done = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture
def help_in_two_provinces(engine: Engine) -> Engine:
    world = north().serves("Blue", "A1", "TH57", capacity=4, capacity_available=0, languages="th")
    world.serves("Green", "A1", "TH5709", minimum_age=12, maximum_age=17, serves_sex="female")
    with writing(engine) as session:
        store(session, world)
    return engine


@pytest.mark.both_engines
@pytest.mark.usefixtures("help_in_two_provinces")
def test_the_answer_is_told_with_its_reasons() -> None:
    told = run("call", "--type", "a1", "--area", "Chiang Rai", "--age", "12-14", "--sex", "female", "--urgent")
    assert "Contact Green." in told
    assert "Serves this age: ages 12 to 17." in told
    assert "Full on 2026-11-25." in told
    assert told.index("1. Green") < told.index("2. Blue")


@pytest.mark.usefixtures("help_in_two_provinces")
def test_the_json_is_stable() -> None:
    found = json.loads(run("call", "--type", "A1", "--area", "TH57", "--age", "18-24", "--json"))
    assert list(found) == [
        "on", "area", "service_type", "answer", "nobody_confirmed_on", "providers", "elsewhere", "could_extend", "checklists",
    ]  # fmt: skip
    assert found["answer"] == "ask"
    assert [(p["organization"], p["fit"], p["is_full"]) for p in found["providers"]] == [
        ("Blue", "not_told", True),
        ("Green", "no", False),
    ]
    assert [p["accepted_since"] for p in found["providers"]] == [0, None], "nothing is counted from what nobody told"


@pytest.mark.usefixtures("help_in_two_provinces")
@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (("--area", "Atlantis"), "There is no area 'Atlantis'"),
        (("--area", "TH57", "--age", "13"), "There is no age band '13'"),
        (("--area", "TH57", "--sex", "both"), "There is no sex 'both'"),
    ],
)
def test_what_is_not_there_is_said(more: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(Trouble, match=sentence):
        run("call", "--type", "A1", *more)
