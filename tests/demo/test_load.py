"""Loading the fictional coalition and taking it out again."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from coalition import clock
from coalition.database import reading, writing
from coalition.demo import is_demo, load_demo, remove_demo
from coalition.edits.meetings import add_meeting
from coalition.imports.commit import commit
from coalition.imports.dispatch import plan_file
from coalition.models import (
    ActionItem,
    Attendance,
    Contact,
    ImportBatch,
    Meeting,
    Organization,
    Person,
    Service,
    SharedCase,
    Verdict,
)

TODAY = date(2026, 11, 25)
TABLES = (Meeting, Organization, Person, Attendance, Service, SharedCase, Contact, ActionItem, Verdict, ImportBatch)


def counts(engine: Engine) -> dict[str, int]:
    with reading(engine) as session:
        return {str(m.__tablename__): session.execute(select(func.count()).select_from(m)).scalar_one() for m in TABLES}


def load_own_file(engine: Engine, text: str) -> None:
    with reading(engine) as session:
        plan: Any = plan_file(session, text.encode(), "own.csv", today=TODAY)
    commit(engine, plan, now=clock.now())


def test_the_demo_comes_in_through_the_importer_whole(engine: Engine) -> None:
    load_demo(engine, TODAY)
    found = counts(engine)
    assert (found["meeting"], found["organization"], found["shared_case"]) == (36, 40, 150)
    assert (found["action_item"], found["verdict"]) == (13, 7)
    with reading(engine) as session:
        assert is_demo(session)
        refused = [b.summary["counts"].get("refused", 0) for b in session.execute(select(ImportBatch)).scalars()]
    assert len(refused) == 18
    assert sum(refused) == 0


def test_removing_the_demo_leaves_nothing_of_it_also_when_somebody_played_with_it(engine: Engine) -> None:
    before = counts(engine)
    load_demo(engine, TODAY)
    with writing(engine) as session:
        organization = session.execute(select(Organization.id)).scalars().first()
        session.add(Contact(organization_id=organization or 0, name="Typed By Hand"))
    assert remove_demo(engine) == []
    assert counts(engine) == before
    with reading(engine) as session:
        assert not is_demo(session)


def test_removing_the_demo_keeps_what_the_coalition_uploaded_itself(engine: Engine) -> None:
    load_demo(engine, TODAY)
    load_own_file(
        engine, "Meeting date,Name,Organization\n2026-11-20,Ann Lee,Rim Kok Foundation\n2026-11-20,Bo Chan,Own House\n"
    )
    add_meeting(engine, held_on=date(2026, 11, 24), title="By hand", at=clock.now())
    kept = remove_demo(engine)
    found = counts(engine)
    assert (found["meeting"], found["organization"], found["person"], found["attendance"]) == (2, 2, 2, 2)
    assert len(kept) == 1
    assert "organization" in kept[0]


def test_loading_twice_is_loading_once(engine: Engine) -> None:
    load_demo(engine, TODAY)
    before = counts(engine)
    assert load_demo(engine, TODAY) == []
    assert counts(engine) == before


@pytest.mark.parametrize("broken_after", [1, 5, 18])
def test_a_demo_whose_loading_was_broken_off_is_loaded_whole_or_taken_out_whole(
    sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch, broken_after: int
) -> None:
    before = counts(sqlite_engine)

    def broken_off() -> None:
        done = []

        def commits_and_dies(*args: Any, **named: Any) -> Any:
            done.append(commit(*args, **named))
            if len(done) == broken_after:
                raise KeyboardInterrupt
            return done[-1]

        with monkeypatch.context() as patch:
            patch.setattr("coalition.demo.load.commit", commits_and_dies)
            with pytest.raises(KeyboardInterrupt):
                load_demo(sqlite_engine, TODAY)

    broken_off()
    assert remove_demo(sqlite_engine) == []
    assert counts(sqlite_engine) == before
    broken_off()
    assert len(load_demo(sqlite_engine, TODAY)) == 18
    assert counts(sqlite_engine)["meeting"] == 36
    assert load_demo(sqlite_engine, TODAY) == []
    assert remove_demo(sqlite_engine) == []
    assert counts(sqlite_engine) == before
