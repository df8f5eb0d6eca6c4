"""A file is read in a process of its own: one that takes for ever, or all memory, is told, and everybody else goes on."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from coalition.database import ROOT
from coalition.edits.area_files import areas_job
from coalition.edits.refused import EditRefused
from coalition.geometry.geojson import BoundariesRefused
from coalition.imports.cells.reader import FileRefused
from coalition.imports.commit import File, plan_job
from coalition.imports.dispatch import lines_of
from coalition.imports.issues import issue
from coalition.imports.plan import Answers
from coalition.imports.reading import Choices
from coalition.workers import pool
from tests.builders import NOW
from tests.support.accounting import unaccounted
from tests.workers.jobs import all_memory, falling, folder, for_ever, number, raising, slow, streams

SIGN_IN = b"Name,Organization\nAnn Lee,Hub\nBob Ray,Hub\n"


@pytest.fixture(scope="module")
def workers() -> Iterator[pool.Pool]:
    own = pool.Pool(loaded=())
    yield own
    own.close()


Run = Callable[..., object]


@pytest.fixture
def run(workers: pool.Pool) -> Run:
    def one(job: Callable[..., object], *arguments: object, seconds: float = 20, progress: object = None) -> object:
        return workers.run(job, seconds, progress, (arguments, {}))  # type: ignore[arg-type]

    return one


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


def test_a_short_file_needs_no_start_of_a_process(run: Run) -> None:
    assert run(number) == run(number) != os.getpid()


def test_a_file_that_takes_for_ever_is_ended_at_its_deadline_and_the_next_is_read(run: Run, workers: pool.Pool) -> None:
    run(number)
    (busy,) = workers.ids()
    begun = time.monotonic()
    with pytest.raises(pool.TookTooLong):
        run(for_ever, seconds=1)
    assert time.monotonic() - begun < 10
    assert not is_alive(busy)
    assert run(number) != busy


def test_a_file_that_takes_all_memory_is_told_so_and_the_next_is_read(run: Run) -> None:
    with pytest.raises(pool.TookTooMuch):
        run(all_memory)
    assert run(number)


def test_a_worker_that_falls_is_told_and_the_next_file_is_read(run: Run) -> None:
    with pytest.raises(pool.WorkFailed):
        run(falling)
    assert run(number)


@pytest.mark.parametrize(
    "problem",
    [
        FileRefused(issue("too_wide", row=3, count=900)),
        EditRefused("{name} is {what}", name="{odd} %s", what="taken"),
        BoundariesRefused("The boundaries have {n} points.", n=7),
    ],
)
def test_a_refusal_arrives_with_its_words_and_the_worker_stays(run: Run, problem: Exception) -> None:
    first = run(number)
    with pytest.raises(type(problem)) as caught:
        run(raising, problem)
    assert str(caught.value) == str(problem)
    assert {key: value for key, value in vars(caught.value).items() if key != "__notes__"} == vars(problem)
    assert run(number) == first


def test_two_files_are_read_at_once_and_a_third_waits_and_is_told(run: Run) -> None:
    said: list[str] = []
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(run(slow, 1.5))) for _ in range(2)]
    for thread in threads:
        thread.start()
    time.sleep(0.2)
    assert run(slow, 0.0, progress=lambda stage, _seconds: said.append(stage)) == "done"
    for thread in threads:
        thread.join()
    assert found == ["done", "done"]
    assert "Other files are being read first" in said


def test_no_file_waits_while_published_counts_are_compared_for_minutes(run: Run) -> None:
    long, waiting = pool.LONG_WORK, list[str]()
    threads = [
        threading.Thread(target=lambda: long.run(slow, 20, lambda stage, _: waiting.append(stage), ((0.8,), {})))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    said: list[str] = []
    assert run(slow, 0.0, progress=lambda stage, _seconds: said.append(stage)) == "done"
    for thread in threads:
        thread.join()
    assert "Other files are being read first" not in [*said, *waiting]
    assert "Another comparison is running first" in waiting
    assert "pool.LONG_WORK.run(edits.draft_job" in (ROOT / "coalition/views/cases/publishing.py").read_text(encoding="utf-8")


def test_a_visitor_who_goes_away_ends_the_work_on_the_file(run: Run, workers: pool.Pool) -> None:
    class Gone(Exception):
        pass

    def gone(stage: str, _seconds: float) -> None:
        if stage == "Reading":
            raise Gone

    begun = time.monotonic()
    with pytest.raises(Gone):
        run(slow, 60, progress=gone)
    assert time.monotonic() - begun < 30
    assert len(workers.ids()) == 0


def test_a_worker_holds_no_socket_of_the_server(run: Run) -> None:
    import socket

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.set_inheritable(True)
        assert run(streams) == []


def test_no_worker_outlives_its_program_not_even_one_that_is_busy() -> None:
    program = (
        "import threading, time\n"
        "from coalition.workers import pool\n"
        "from tests.workers.jobs import for_ever, number\n"
        "own = pool.Pool(loaded=())\n"
        "print(own.run(number, 20, None, ((), {})), flush=True)\n"
        "threading.Thread(target=own.run, args=(for_ever, 1, None, ((), {})), daemon=True).start()\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout is not None
        worker = int(started.stdout.readline())
        time.sleep(0.3)
        started.kill()
    last = time.monotonic() + 20
    while is_alive(worker) and time.monotonic() < last:
        time.sleep(0.1)
    assert not is_alive(worker)


def test_a_database_that_is_named_from_the_folder_of_the_start_is_found_by_a_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "coalition").mkdir()
    (tmp_path / "coalition" / "__init__.py").write_text("raise SystemExit('a folder of somebody else')")
    started = pool.Pool(loaded=())
    try:
        assert started.run(folder, 20, None, ((), {})) == str(tmp_path.resolve())
    finally:
        started.close()


def test_a_file_is_planned_and_shown_as_it_would_be_without_a_worker(sqlite_engine: Engine) -> None:
    url = sqlite_engine.url.render_as_string(hide_password=False)
    file = File(SIGN_IN, "attendance 2026-05-14.csv", Answers(), Choices())
    (found,) = pool.run(plan_job, pool.MOST_SECONDS, None, url=url, files=[file], today=date(2026, 11, 25), now=NOW)
    plan, reading = found.plan, found.read
    assert plan is not None
    assert reading is not None
    assert reading.entries.name == ["Ann Lee", "Bob Ray"]
    assert unaccounted(reading) == []
    assert plan.totals()["people"] == 2
    assert pool.run(lines_of, pool.MOST_SECONDS, None, SIGN_IN, {3}) == {3: ("Bob Ray", "Hub")}


def test_the_areas_of_another_country_are_read_and_kept_by_a_worker(sqlite_engine: Engine) -> None:
    url = sqlite_engine.url.render_as_string(hide_password=False)
    data = b"pcode,level,name_en\nLA01,1,North\n"
    done = pool.run(areas_job, pool.MOST_SECONDS, None, url, data, names=["a.csv"], country="LA", attribution=None, seen=None)
    assert done.counts["added"] == 1
    with pytest.raises(EditRefused, match="This is a PDF"):
        pool.run(
            areas_job, pool.MOST_SECONDS, None, url, b"%PDF-1.7", names=["a.pdf"], country="LA", attribution=None, seen=None
        )
