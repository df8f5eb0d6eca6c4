"""Some of the hostile and damaged files of `benchmarks.hostile`, read in this process: answered at once, and no row is lost."""

import time
from itertools import islice

from sqlalchemy import Engine

from benchmarks.hostile_files import examine_job, hostile_files, mutants
from tests.support.examples import examples

LARGEST = 70_000


def test_small_files_made_to_do_harm_are_answered_at_once_and_lose_no_row(sqlite_engine: Engine) -> None:
    url = sqlite_engine.url.render_as_string(hide_password=False)
    files = {what: data for what, data in hostile_files().items() if len(data) <= LARGEST}
    assert len(files) > 40
    for what, data in files.items():
        begun = time.thread_time()
        _, wrong = examine_job(lambda _stage: None, url, data, "list.csv")
        assert (what, wrong) == (what, [])
        assert time.thread_time() - begun < 3, what


def test_damaged_files_are_answered_at_once_and_lose_no_row(sqlite_engine: Engine) -> None:
    url = sqlite_engine.url.render_as_string(hide_password=False)
    for number, data in enumerate(islice(mutants(7), examples(60))):
        begun = time.thread_time()
        _, wrong = examine_job(lambda _stage: None, url, data, "meeting 2026-05-14.csv")
        assert (number, wrong) == (number, [])
        assert time.thread_time() - begun < 3, number
