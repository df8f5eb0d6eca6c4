"""The plans of all files of a visit, made together: what each announces is what it will store beside the others."""

from collections.abc import Sequence

import streamlit as st

from coalition import clock
from coalition.database import data_version, reading
from coalition.imports.commit import Planned, plan_job
from coalition.shell.context import Page
from coalition.shell.file_work import in_words, trouble_of
from coalition.shell.words import md, t
from coalition.views.import_data.asked import answers_for_all, follow
from coalition.views.import_data.uploads import Upload, named
from coalition.workers import pool

_PLANNED_FOR = "files planned together"  # in the session: for which files, choices, answers and data
_ROUNDS = 3  # an answer given to all files may raise another question that was answered


def make_plans(page: Page, found: Sequence[Upload]) -> None:
    """Read the files that are not confirmed, and plan them together, unless that was done for the same answers and data.

    A file that fails says so in its `trouble` and stops no other; a database that fails is told by the page.
    """
    pending = [upload for upload in found if upload.done is None]
    if len(pending) > 1:
        _read_each(page, pending)
    for _ in range(_ROUNDS):
        _plan(page, pending)
        if not follow(pending, answers_for_all()):
            return


def version_now(page: Page) -> int:
    """The version of the data at this moment: it moves while this page commits."""
    with reading(page.engine) as session:
        return data_version(session)


def _read_each(page: Page, pending: Sequence[Upload]) -> None:
    """Read what was not read yet with its choices, one after the other: one that takes too long takes it from no other."""
    place = None
    for number, upload in enumerate(pending):
        if upload.read_for == upload.choices:
            continue
        place = place or st.empty()
        told = t("Reading {file}, {n} of {all}", file=md(upload.name), n=number + 1, all=len(pending))
        place.progress(number / len(pending), text=told)
        _take(upload, _run(page, [upload], t("Reading {file}", file=md(upload.name))), is_unseen=False)
    if place is not None:
        place.empty()


def _plan(page: Page, pending: Sequence[Upload]) -> None:
    sound = [upload for upload in pending if upload.trouble is None or upload.read_for != upload.choices]
    version = version_now(page)
    wanted = ([(upload.digest, upload.choices, upload.answers) for upload in sound], version)
    before = st.session_state.get(_PLANNED_FOR)
    if before == wanted or not sound:
        return
    is_unseen = before is not None and before[0] == wanted[0]
    planned = _run(page, sound, t("Reading {file}", file=md(named(sound))))
    for number, upload in enumerate(sound):
        _take(upload, planned[number : number + 1] if isinstance(planned, list) else planned, is_unseen=is_unseen)
    sound = [upload for upload in sound if upload.trouble is None]
    st.session_state[_PLANNED_FOR] = ([(upload.digest, upload.choices, upload.answers) for upload in sound], version)


def _run(page: Page, some: Sequence[Upload], title: str) -> list[Planned] | str:
    """The plans of some files; a sentence: what failed."""
    try:
        with in_words(title) as progress:
            return pool.run(
                plan_job,
                min(pool.MOST_SECONDS * len(some), pool.COMMIT_SECONDS),
                progress,
                url=page.engine.url.render_as_string(hide_password=False),
                files=[upload.as_file() for upload in some],
                today=page.today,
                now=clock.now(),
            )
    except pool.WorkFailed as problem:
        return trouble_of(problem)


def _take(upload: Upload, planned: list[Planned] | str, *, is_unseen: bool) -> None:
    one = planned[0] if isinstance(planned, list) else None
    upload.trouble = str(planned) if isinstance(planned, str) else trouble_of(Exception()) if one and one.plan is None else None
    upload.take(one.plan if one else None, one.read if one else None, is_unseen=is_unseen)
