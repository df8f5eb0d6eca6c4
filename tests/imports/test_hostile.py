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


def test_files_that_once_stopped_the_reader_are_answered(sqlite_engine: Engine) -> None:
    url = sqlite_engine.url.render_as_string(hide_password=False)
    longer = b",Tag1Anwesend,2Anwesend,Tag3Anwesend,Tag4Anwesend\nhanna"
    hours = b"Name,Org,4/5/2026,1/6/2026,hours\nAnn Lee,,3,2,5\nBo Dee,,,3,3\nEve Ray,,sick,\nPet Moe"
    moved = b"id,user_name,timestamp\n\0 1, Rina Utami,2026-05-12T22:46:40.990Z\n2,Dewi Lestari,2026-05-12T23:10:02.100Z\n"
    parted = b"Forum 5 Feb 2024\nName,Organization," + b"A" * 120 + b"$!" + b"A" * 20 + b" date name\nAnn Lee,Hub,x\n"
    for data in (longer, hours, moved, parted, parted.replace(b"AAAAA", b"DateA", 1)):
        assert examine_job(lambda _stage: None, url, data, "list.csv")[1] == []


def test_damaged_files_are_answered_at_once_and_lose_no_row(sqlite_engine: Engine) -> None:
    url = sqlite_engine.url.render_as_string(hide_password=False)
    for number, data in enumerate(islice(mutants(7), examples(60))):
        begun = time.thread_time()
        _, wrong = examine_job(lambda _stage: None, url, data, "meeting 2026-05-14.csv")
        assert (number, wrong) == (number, [])
        assert time.thread_time() - begun < 3, number
