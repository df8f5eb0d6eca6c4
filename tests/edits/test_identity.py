"""Free text about a case goes through one door: what tells who somebody is is refused, and kept nowhere."""

import logging
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from coalition.database import writing
from coalition.edits import actions, verdicts
from coalition.edits.directory import add_organization
from coalition.edits.record import EditRefused
from coalition.edits.screen import LONGEST, TextRefused, screened
from coalition.guard import LONGEST as LOOKED_THROUGH
from coalition.models import OrganizationAlias
from coalition.vocabulary import Judgement
from tests.builders import stored
from tests.support.small_world import north, store

DAY = date(2026, 11, 25)
AT = datetime(2026, 11, 25, 9, tzinfo=UTC)
SECRET = "Miss Ploykaew 081-234-5678 ploykaew@mail.example 1-5799-00123-45-6"


@pytest.fixture
def world(engine: Engine) -> Engine:
    with writing(engine) as session:
        store(session, north().serves("Blue", "A1", "TH57", date(2026, 11, 1)))
    return engine


def action(engine: Engine, **more: Any) -> int:
    told = {"what": "Ask the clinic", "organization_id": 1, "opened_on": DAY, "due_on": DAY, "today": DAY, "at": AT, **more}
    return actions.open_action(engine, **told)


def change(engine: Engine) -> None:
    told = {"organization_id": 1, "due_on": DAY, "at": AT}
    actions.change_action(engine, 1, what=SECRET, **told)


def verdict(engine: Engine, **more: Any) -> None:
    told = {"area": "TH57", "service_type": "A1", "judgement": Judgement.BARRIER, "decided_on": DAY, "today": DAY, "at": AT}
    verdicts.record_verdict(engine, **told, **more)


DOORS: dict[str, tuple[str, Callable[[Engine], object]]] = {
    "a new action": ("what", lambda engine: action(engine, what=SECRET)),
    "a changed action": ("what", change),
    "a note": ("note", lambda engine: actions.finish_action(engine, 1, done_on=DAY, today=DAY, note=SECRET, at=AT)),
    "a dropped action": (
        "note",
        lambda engine: actions.drop_action(engine, 1, dropped_on=DAY, today=DAY, reason=SECRET, at=AT),
    ),
    "the reason of a verdict": ("reason", lambda engine: verdict(engine, reason=SECRET)),
    "the group of a verdict": ("group", lambda engine: verdict(engine, group_words=SECRET)),
}


@pytest.mark.parametrize("door", DOORS)
def test_a_refused_text_is_neither_stored_nor_logged_nor_repeated(
    door: str, world: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    field, write = DOORS[door]
    action(world)
    before = stored(world)
    with caplog.at_level(logging.DEBUG), pytest.raises(EditRefused) as refused:
        write(world)
    assert stored(world) == before
    error = refused.value
    assert isinstance(error, TextRefused)
    assert error.field == field
    said = (
        f"{caplog.text} {error!r} {error} {error.message} {error.advice} {error.values} {error.__cause__} {error.__context__}"
    )
    assert not [part for part in SECRET.split() if part in said]
    assert "case code" in str(error)  # what to write instead


def test_the_place_counts_from_the_first_character_that_was_typed() -> None:
    with pytest.raises(TextRefused) as refused:
        screened("   call 081-234-5678")
    assert refused.value.values == {"where": "Characters 9 to 20"}
    assert refused.value.words == "081-234-5678"
    assert "081" not in f"{refused.value} {refused.value!r} {refused.value.args}", "what may be logged has the place alone"
    assert str(refused.value).startswith("Characters 9 to 20: this looks like a telephone number. Leave it out")


def test_every_line_that_may_be_kept_is_short_enough_to_be_looked_through() -> None:
    assert LONGEST <= LOOKED_THROUGH
    with pytest.raises(TextRefused, match="too long"):
        screened("a" * (LONGEST + 1))


def test_a_statement_that_fails_does_not_repeat_what_was_typed(engine: Engine) -> None:
    with pytest.raises(DBAPIError) as failed, engine.connect() as connection:
        connection.execute(text("SELECT nothing FROM nowhere WHERE what = :what"), {"what": SECRET})
    assert "Ploykaew" not in f"{failed.value} {failed.value!r}"


@pytest.mark.both_engines
@pytest.mark.parametrize(
    "line",
    [
        "Mi Yo from Ban Pa Kha",
        "Meeyo Cheumeu from Ban Pa Kha village Mae Sai",
        "Somsri Jaiyen is ready to travel",
        "หมี่โย เชอหมื่อ บ้านป่าคา",
        "Mi Yo from Ban Pa Kha goes to the shelter on Friday",
    ],
)
def test_a_name_without_a_title_and_a_village_are_refused_unless_the_directory_knows_them(engine: Engine, line: str) -> None:
    with pytest.raises(TextRefused, match=r"name of a (person|village)"):
        screened(line, about=engine)
    add_organization(engine, name="Ban Pa Kha Shelter", at=AT)
    assert screened("She is at Ban Pa Kha until Friday", about=engine)
    with writing(engine) as session:
        told = {"alias": "Ban Huai Sai", "alias_key": "ban huai sai", "confirmed_at": AT}
        session.add(OrganizationAlias(organization_id=1, **told))
    assert screened("She is at Ban Huai Sai until Friday", about=engine)
