"""Files that are confirmed together are planned together: what is announced is what is stored, all of it or nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select
from sqlmodel import col

from coalition.database import reading
from coalition.imports.commit import (
    File,
    Planned,
    PlanOutdated,
    commit_several,
    kept_after_all,
    plan_several,
    shown,
)
from coalition.imports.plan import Answers, is_ready
from coalition.imports.reading import Choices
from coalition.imports.undo import undo, undo_preview
from coalition.models import ImportBatch
from tests.builders import NOW, TODAY, Row, attendance_file, bring, stored

HOUSES = ("Baan Sai Jai Foundation", "Mae Kham Police Station", "Hill Light Shelter", "Riverside Welfare Office")


def sign_in(
    day: int, people: range, *, month: int = 5, houses: tuple[str, ...] = HOUSES, title: str = "Monthly meeting"
) -> File:
    rows = "".join(f"{n},Guest {chr(65 + n)}{'abcde'[n % 5]},{houses[n % len(houses)]}\n" for n in people)
    text = f"{title}\nDate: 2026-{month:02}-{day:02}\n\nNo,Name,Organization\n{rows}"
    return File(text.encode(), f"{month}-{day} {people.start}.csv", Answers(), Choices())


def plans(engine: Engine, files: list[File]) -> list[Planned]:
    return plan_several(engine, files, today=TODAY, now=NOW)


def confirm(engine: Engine, files: list[File], planned: list[Planned]) -> list[dict[str, int]]:
    made = [one.plan for one in planned if one.plan]
    ready = [(file, plan) for file, plan in zip(files, made, strict=True) if is_ready(plan)]
    done = commit_several(engine, [f for f, _ in ready], [shown(plan) for _, plan in ready], today=TODAY, now=NOW)
    return [one.totals for one in done]


def announced(planned: list[Planned], what: str) -> int:
    return sum(one.plan.totals().get(what, 0) for one in planned if one.plan)


def numbers(engine: Engine) -> list[int]:
    """Of the batches that are stored, the oldest first; a database may have given numbers before."""
    with reading(engine) as session:
        return [number for number in session.scalars(select(col(ImportBatch.id)).order_by(col(ImportBatch.id))) if number]


def many() -> list[File]:
    """24 lists of 12 evenings: each evening in two files that share half of their people."""
    evenings = [(month, 14) for month in range(1, 12)] + [(11, 24)]  # none of them is still to come
    return [sign_in(day, people, month=month) for month, day in evenings for people in (range(8), range(4, 12))]


def test_of_many_files_with_the_same_people_and_meetings_what_is_announced_is_stored(engine: Engine) -> None:
    files = many()
    planned = plans(engine, files)
    assert stored(engine) == {}, "nothing is written before it is confirmed"
    assert (announced(planned, "meetings"), announced(planned, "people"), announced(planned, "organizations")) == (12, 12, 4)
    confirm(engine, files, planned)
    tables = stored(engine)
    found = {table: len(tables[table]) for table in ("meeting", "person", "organization", "attendance")}
    assert found == {"meeting": 12, "person": 12, "organization": 4, "attendance": announced(planned, "attendances")}
    assert len({row["batch_id"] for row in tables["attendance"]}) == 24, "each file can be undone by itself"
    assert not any(one.plan and one.plan.changes_anything() for one in plans(engine, files)), "the same files change nothing"


def test_files_confirmed_together_are_undone_together_the_last_one_first(engine: Engine) -> None:
    files = many()[:6]
    confirm(engine, files, plans(engine, files))
    for batch in reversed(numbers(engine)):
        undo(engine, batch, now=NOW)
    assert stored(engine) == {}


def test_what_uses_files_that_are_undone_together_and_what_stays_of_them_is_told_once(engine: Engine) -> None:
    files = [sign_in(5, range(4)), sign_in(12, range(2, 8)), sign_in(26, range(3))]
    confirm(engine, files, plans(engine, files))
    together = numbers(engine)
    later = [sign_in(19, range(8))]
    confirm(engine, later, plans(engine, later))
    with reading(engine) as session:
        seen = undo_preview(session, *together)
    assert [(user.file, user.uses) for user in seen.depends] == [("5-19 0.csv", {"organization": 4, "person": 8})]
    assert sorted((told.table, told.count, len(told.names)) for told in seen.kept) == [("organization", 4, 4), ("person", 8, 5)]
    assert undo(engine, *together, now=NOW) == seen
    assert {table: len(rows) for table, rows in stored(engine).items() if table in ("meeting", "person", "organization")} == {
        "meeting": 1,
        "person": 8,
        "organization": 4,
    }


def test_a_question_of_several_files_has_one_answer_and_until_then_none_of_them_is_ready(engine: Engine) -> None:
    bring(engine, attendance_file(*(Row(f"Old {name}", name) for name in HOUSES)))
    alike = ("Baan Sai Jai Fondation", *HOUSES[1:])
    files = [sign_in(day, range(8), houses=alike) for day in (5, 12, 19)]
    planned = plans(engine, files)
    assert [one.plan.open for one in planned if one.plan] == [{"organization:baan sai jai fondation"}] * 3
    (key,) = planned[0].plan.open if planned[0].plan else ()
    question = next(q for q in planned[0].plan.questions if q.key == key) if planned[0].plan else None
    assert question is not None
    files = [replace(file, answers=Answers({key: question.options[1].value})) for file in files]
    planned = plans(engine, files)
    assert all(one.plan and is_ready(one.plan) for one in planned)
    assert announced(planned, "organizations") == 0
    confirm(engine, files, planned)
    assert len(stored(engine)["organization"]) == 4


def test_a_name_like_one_that_an_earlier_file_brings_is_answered_by_name_and_not_by_a_number_of_the_trial(
    engine: Engine,
) -> None:
    files = [sign_in(5, range(4)), sign_in(12, range(4), houses=("Baan Sai Jai Fondation",))]
    question = next(iter(plans(engine, files)[1].plan.questions))  # type: ignore[union-attr]
    assert question.options[1].value == "same-as:baan sai jai foundation"
    bring(engine, attendance_file(Row("Cy Do", "Somebody Else Entirely")), now=NOW - timedelta(days=1))  # other numbers now
    files[1] = replace(files[1], answers=Answers({question.key: question.options[1].value}))
    planned = plans(engine, files)
    confirm(engine, files, planned)
    names = {row["id"]: row["name"] for row in stored(engine)["organization"]}
    assert [names[row["organization_id"]] for row in stored(engine)["organization_alias"]] == ["Baan Sai Jai Foundation"]


@pytest.mark.both_engines
def test_files_are_kept_all_or_none_where_something_was_saved_since_they_were_shown(engine: Engine) -> None:
    files = many()[:4]
    planned = plans(engine, files)
    bring(engine, attendance_file(Row("Guest Aa", HOUSES[0])))
    before = stored(engine)
    with pytest.raises(PlanOutdated):
        confirm(engine, files, planned)
    assert stored(engine) == before


def test_a_file_with_an_open_question_stays_behind_and_the_others_do_not_count_on_it(engine: Engine) -> None:
    undated = File(b"Name,Organization\nGuest Aa,Only Here House\n", "undated.csv", Answers(), Choices())
    files = [undated, sign_in(5, range(4)), sign_in(12, range(4))]
    planned = plans(engine, files)
    assert [bool(one.plan and is_ready(one.plan)) for one in planned] == [False, True, True]
    assert confirm(engine, files, planned) == [one.plan.totals() for one in planned[1:] if one.plan]
    assert "Only Here House" not in {row["name"] for row in stored(engine)["organization"]}


@pytest.mark.both_engines
def test_what_is_stored_is_known_although_the_answer_of_the_confirmation_never_came(engine: Engine) -> None:
    files = many()[:2]
    planned = plans(engine, files)
    digests = [one.plan.content_hash for one in planned if one.plan]
    assert kept_after_all(engine, digests, NOW) == {}
    totals = confirm(engine, files, planned)
    found = kept_after_all(engine, [*digests, "another"], NOW)
    assert [found[digest].totals for digest in digests] == totals
    assert kept_after_all(engine, digests, NOW + timedelta(seconds=1)) == {}
