"""Loading the fictional coalition and taking it out again.

Where it is only to be there it is copied from the file of this run, which the same function has loaded.
"""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, delete, func, select

from coalition import clock
from coalition.database import reading, writing
from coalition.demo import is_demo, load_demo, remove_demo
from coalition.edits.meetings import add_meeting
from coalition.imports.commit import commit
from coalition.models import (
    ActionItem,
    Attendance,
    Contact,
    ImportBatch,
    Meeting,
    Organization,
    Person,
    Service,
    Setting,
    SharedCase,
    Verdict,
)
from tests.builders import plan_file
from tests.support.demo import load_demo as copy_demo

TODAY = date(2026, 11, 25)
TABLES = (Meeting, Organization, Person, Attendance, Service, SharedCase, Contact, ActionItem, Verdict, ImportBatch)


def counts(engine: Engine) -> dict[str, int]:
    with reading(engine) as session:
        return {str(m.__tablename__): session.execute(select(func.count()).select_from(m)).scalar_one() for m in TABLES}


def load_own_file(engine: Engine, text: str) -> None:
    with reading(engine) as session:
        plan: Any = plan_file(session, text.encode(), "own.csv", today=TODAY)
    commit(engine, plan, now=clock.now())


def test_the_demo_comes_in_through_the_importer_whole_and_once(engine: Engine) -> None:
    copy_demo(engine)
    found = counts(engine)
    assert (found["meeting"], found["organization"], found["shared_case"]) == (36, 40, 150)
    assert (found["action_item"], found["verdict"]) == (13, 7)
    with reading(engine) as session:
        assert is_demo(session)
        refused = [b.summary["counts"].get("refused", 0) for b in session.execute(select(ImportBatch)).scalars()]
    assert len(refused) == 18
    assert sum(refused) == 0
    assert load_demo(engine, TODAY) == []
    assert counts(engine) == found


@pytest.mark.both_engines
def test_removing_the_demo_leaves_nothing_of_it_also_when_somebody_played_with_it(engine: Engine) -> None:
    before = counts(engine)
    copy_demo(engine)
    with writing(engine) as session:
        organization = session.execute(select(Organization.id)).scalars().first()
        session.add(Contact(organization_id=organization or 0, name="Typed By Hand"))
    assert remove_demo(engine) == []
    assert counts(engine) == before
    with reading(engine) as session:
        assert not is_demo(session)


def test_removing_the_demo_keeps_what_the_coalition_uploaded_itself(engine: Engine) -> None:
    copy_demo(engine)
    load_own_file(
        engine, "Meeting date,Name,Organization\n2026-11-20,Ann Lee,Rim Kok Foundation\n2026-11-20,Bo Chan,Own House\n"
    )
    add_meeting(engine, held_on=date(2026, 11, 24), title="By hand", at=clock.now())
    kept = remove_demo(engine)
    found = counts(engine)
    assert (found["meeting"], found["organization"], found["person"], found["attendance"]) == (2, 2, 2, 2)
    assert len(kept) == 1
    assert "organization" in kept[0]


def test_a_demo_whose_loading_is_broken_off_is_not_there(sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    before, done = counts(sqlite_engine), []

    def commits_and_dies(*args: Any, **named: Any) -> Any:
        done.append(commit(*args, **named))
        if len(done) == 5:
            raise KeyboardInterrupt
        return done[-1]

    monkeypatch.setattr("coalition.demo.load.commit", commits_and_dies)
    with pytest.raises(KeyboardInterrupt):
        load_demo(sqlite_engine, TODAY)
    assert counts(sqlite_engine) == before
    assert remove_demo(sqlite_engine) == []


def test_a_demo_that_an_earlier_version_broke_off_is_taken_out_and_loaded_whole(sqlite_engine: Engine) -> None:
    copy_demo(sqlite_engine)
    whole = counts(sqlite_engine)
    with writing(sqlite_engine) as session:
        row = session.get_one(Setting, "demo")
        row.value = {**row.value, "is_complete": False}
        session.execute(delete(ActionItem))  # promises come after the files
    assert len(load_demo(sqlite_engine, TODAY)) == 18
    assert counts(sqlite_engine) == whole
