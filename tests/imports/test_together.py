"""Two people at once, and the power going in the middle: all of a file is kept, or nothing."""

import multiprocessing
import os
import signal
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier

import pytest
import sqlalchemy
from sqlalchemy import Engine, event

from coalition.database import data_version, open_engine, reading
from coalition.imports.commit import PlanOutdated, commit
from coalition.imports.reading import Reading
from tests.builders import NOW, Row, attendance_file, plan_of, stored

_SPAWN = multiprocessing.get_context("spawn")  # a child with connections of its own


def a_file() -> Reading:
    return attendance_file(*(Row(f"Person {n}", f"Group {n % 7} of the valley") for n in range(200)))


def _import(url: str, barrier: Barrier) -> None:
    engine = open_engine(url)
    plan = plan_of(engine, a_file())
    barrier.wait(60)  # everybody has a plan before anybody keeps one
    try:
        commit(engine, plan, now=NOW)
    except PlanOutdated:
        again = plan_of(engine, a_file())
        os._exit(3 if not again.changes_anything() else 4)
    os._exit(0)


@pytest.mark.both_engines
def test_of_two_people_who_import_the_same_file_at_once_exactly_one_does(engine: Engine, any_url: str) -> None:
    barrier = _SPAWN.Barrier(2)
    children = [_SPAWN.Process(target=_import, args=(any_url, barrier)) for _ in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join(120)
    assert sorted(child.exitcode or 0 for child in children) == [0, 3]
    tables = stored(engine)
    assert (len(tables["meeting"]), len(tables["attendance"]), len(tables["person"])) == (1, 200, 200)
    assert {row["batch_id"] for row in tables["attendance"]} == {1}


def _die_before_the_end(url: str, told: Connection) -> None:
    """Keep a file, but for the last word: the rows are written, the database is about to be told to keep them."""
    engine = open_engine(url)
    plan = plan_of(engine, a_file())

    @event.listens_for(engine, "commit")
    def dies(connection: sqlalchemy.Connection) -> None:
        written = connection.exec_driver_sql("SELECT count(*) FROM attendance").scalar()
        told.send((written, connection.in_transaction()))
        os.kill(os.getpid(), signal.SIGKILL)

    commit(engine, plan, now=NOW)


@pytest.mark.both_engines
def test_a_process_killed_in_the_middle_of_keeping_a_file_leaves_nothing(engine: Engine, any_url: str) -> None:
    told, tells = _SPAWN.Pipe(duplex=False)
    child = _SPAWN.Process(target=_die_before_the_end, args=(any_url, tells))
    child.start()
    child.join(120)
    assert child.exitcode == -signal.SIGKILL
    assert told.poll(), "it never came to keeping the file"
    assert told.recv() == (200, True), "it was killed after the last row and before they were kept"
    assert stored(engine) == {}
    with reading(engine) as session:
        assert data_version(session) == 0
    assert commit(engine, plan_of(engine, a_file()), now=NOW).batch_id is not None
