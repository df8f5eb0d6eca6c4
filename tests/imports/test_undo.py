"""Undo, with a plan made by hand: what any kind of file may do to the tables."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, insert, select, update
from sqlmodel import Session, col

from coalition.database import data_version, reading, writing
from coalition.edits.record import update_row
from coalition.imports.commit import PlanOutdated, commit
from coalition.imports.issues import issue
from coalition.imports.plan import Plan, Record
from coalition.imports.undo import UndoRefused, undo, undo_preview
from coalition.imports.undo_facts import Reason, Stays
from coalition.models import (
    Attendance,
    Change,
    ImportBatch,
    ImportIssue,
    Meeting,
    Membership,
    Organization,
    OrganizationAlias,
    Person,
)
from coalition.vocabulary import BatchKind, BatchState, ChangeAction

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)


@dataclass
class PlanByHand(Plan):
    """A plan whose writing is a function of the test."""

    does: Callable[[Session, Record], None] = lambda _session, _record: None

    def counts(self) -> dict[str, int]:
        return {"new": 1}

    def numbers(self) -> dict[str, int]:
        return {"rows": 1}

    def write(self, record: Record) -> None:
        self.does(record.session, record)


def keep(engine: Engine, does: Callable[[Session, Record], None], file: str = "list.csv", **more: object) -> int:
    with reading(engine) as session:
        plan = PlanByHand(file, "0" * 64, data_version(session), does=does, **more)  # type: ignore[arg-type]
    batch_id = commit(engine, plan, by="Kanya", now=NOW).batch_id
    assert batch_id is not None
    return batch_id


def organization(name: str) -> Callable[[Session, Record], None]:
    def does(session: Session, record: Record) -> None:
        session.add(Organization(name=name, name_key=name.lower(), batch_id=record.batch_id))

    return does


def names(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return sorted(session.scalars(select(col(Organization.name))))


def test_what_a_file_brought_goes_when_it_is_undone(engine: Engine) -> None:
    batch = keep(engine, organization("Alpha"))
    with reading(engine) as session:
        assert undo_preview(session, batch).rows == {"organization": 1}
    undo(engine, batch, by="Kanya", now=NOW)
    assert names(engine) == []
    with reading(engine) as session:
        kept = session.get_one(ImportBatch, batch)
        assert (kept.state, kept.undone_at, kept.summary["undone_by"]) == (BatchState.UNDONE, NOW, "Kanya")


def test_a_file_is_undone_once(engine: Engine) -> None:
    batch = keep(engine, organization("Alpha"))
    undo(engine, batch, now=NOW)
    with pytest.raises(UndoRefused, match="already been undone"):
        undo(engine, batch, now=NOW)
    with pytest.raises(UndoRefused, match="no such import"):
        undo(engine, 999, now=NOW)


def test_an_organization_that_a_later_file_uses_stays_with_its_membership_until_that_file_goes_too(engine: Engine) -> None:
    def first(session: Session, record: Record) -> None:
        session.add(Organization(id=1, name="Alpha", name_key="alpha", batch_id=record.batch_id))
        session.flush()
        session.add(Membership(organization_id=1, from_on=date(2026, 1, 5), batch_id=record.batch_id))

    def second(session: Session, record: Record) -> None:
        session.add(Person(name="Ann", name_key="ann", organization_id=1, batch_id=record.batch_id))

    one, two = keep(engine, first, "one.csv"), keep(engine, second, "two.csv")
    done = undo(engine, one, now=NOW)
    assert done.kept == [Stays(Reason.REFERRED_TO, "organization", 1, ("Alpha",))]
    assert names(engine) == ["Alpha"]
    with reading(engine) as session:
        assert session.scalars(select(col(Membership.from_on))).all() == [date(2026, 1, 5)]
    undo(engine, two, now=NOW)
    assert names(engine) == []


def test_a_kept_organization_that_somebody_corrected_since_is_theirs(engine: Engine) -> None:
    def person(session: Session, record: Record) -> None:
        known = session.scalars(select(col(Organization.id))).one()
        session.add(Person(name="Ann", name_key="ann", organization_id=known, batch_id=record.batch_id))

    one, two = keep(engine, organization("Alpha"), "one.csv"), keep(engine, person, "two.csv")
    undo(engine, one, now=NOW)
    edit_by_hand(engine)
    undo(engine, two, now=NOW)
    assert names(engine) == ["Alpha by hand"]


def edit_by_hand(engine: Engine) -> None:
    with writing(engine) as session:
        row = session.scalars(select(Organization)).one()
        before, row.name = row.name, f"{row.name} by hand"
        session.add(
            Change(
                at=NOW, table_name="organization", row_id=row.id, action=ChangeAction.UPDATED,
                before={"name": before}, after={"name": row.name},
            )
        )  # fmt: skip


def test_what_somebody_corrected_by_hand_stays_when_its_file_is_undone(engine: Engine) -> None:
    batch = keep(engine, organization("Alpha"))
    edit_by_hand(engine)
    done = undo(engine, batch, now=NOW)
    assert done.kept == [Stays(Reason.CORRECTED, "organization", 1, ("Alpha by hand",))]
    assert [(found.file, found.uses) for found in done.depends] == [("", {"organization": 1})]
    assert names(engine) == ["Alpha by hand"]


def rename(before: str, after: str) -> Callable[[Session, Record], None]:
    def does(session: Session, record: Record) -> None:
        row = session.scalars(select(Organization).where(col(Organization.name) == before)).one()
        record.change("organization", [(row.id or 0, {"name": after})])

    return does


def test_undo_gives_changed_rows_the_value_they_would_have_without_the_file_in_whatever_order(engine: Engine) -> None:
    first = keep(engine, organization("Alpha"), "one.csv")
    second = keep(engine, rename("Alpha", "Beta"), "two.csv")
    third = keep(engine, rename("Beta", "Gamma"), "three.csv")
    assert undo(engine, second, now=NOW).kept == [Stays(Reason.CHANGED, "organization", 1, ("Gamma",))]
    assert names(engine) == ["Gamma"]
    undo(engine, third, now=NOW)
    assert names(engine) == ["Alpha"], "not Beta: that file is undone"
    undo(engine, first, now=NOW)
    assert names(engine) == []


def test_a_row_that_a_later_file_changed_stays_until_that_file_goes_too(engine: Engine) -> None:
    first = keep(engine, organization("Alpha"), "one.csv")
    second = keep(engine, rename("Alpha", "Beta"), "two.csv")
    done = undo(engine, first, now=NOW)
    assert [(found.batch_id, found.file, found.uses) for found in done.depends] == [(second, "two.csv", {"organization": 1})]
    assert names(engine) == ["Beta"]
    undo(engine, second, now=NOW)
    assert names(engine) == []


def test_a_row_that_a_file_removed_is_put_back_with_its_number_and_all_its_values(engine: Engine) -> None:
    def first(session: Session, record: Record) -> None:
        session.add(Meeting(id=7, held_on=date(2026, 1, 5), title="Plenary", batch_id=record.batch_id))
        session.add(Organization(id=3, name="Alpha", name_key="alpha", batch_id=record.batch_id))
        session.flush()
        session.add(Attendance(id=5, meeting_id=7, organization_id=3, state="present", batch_id=record.batch_id))

    def second(_session: Session, record: Record) -> None:
        record.remove("attendance", [5])

    one, two = keep(engine, first, "one.csv"), keep(engine, second, "two.csv")
    undo(engine, two, now=NOW)
    with reading(engine) as session:
        assert session.get_one(Attendance, 5).batch_id == one
    undo(engine, keep(engine, second, "two again.csv"), now=NOW)
    three = keep(engine, second, "three.csv")
    undo(engine, one, now=NOW)
    undo(engine, three, now=NOW)
    with reading(engine) as session:
        assert session.get(Attendance, 5) is None, "the file that brought it is undone"
    assert names(engine) == []


def test_a_plan_made_before_somebody_saved_is_shown_again_before_it_is_kept(engine: Engine) -> None:
    with reading(engine) as session:
        plan = PlanByHand("list.csv", "0" * 64, data_version(session), does=organization("Alpha"))
    keep(engine, organization("Beta"))
    with pytest.raises(PlanOutdated, match="Check the preview again"):
        commit(engine, plan, now=NOW)
    assert names(engine) == ["Beta"]


def test_nothing_of_a_file_is_kept_when_writing_it_fails(engine: Engine) -> None:
    def fails(session: Session, record: Record) -> None:
        organization("Alpha")(session, record)
        session.flush()
        raise RuntimeError("the power goes")

    with pytest.raises(RuntimeError):
        keep(engine, fails)
    with reading(engine) as session:
        assert session.scalars(select(col(ImportBatch.id))).all() == []
    assert names(engine) == []


def test_problems_are_kept_with_the_row_as_written_except_for_shared_cases(engine: Engine) -> None:
    problem = issue("bad_date", 4, raw=("Ann", "30 Feb, 2026"), value="30 Feb, 2026")
    keep(engine, organization("Alpha"), issues=[problem])
    keep(engine, organization("Beta"), issues=[problem], kind=BatchKind.CASES)
    with reading(engine) as session:
        rows = session.execute(select(col(ImportIssue.line), col(ImportIssue.raw)).order_by(col(ImportIssue.id))).all()
    assert [tuple(row) for row in rows] == [(4, 'Ann,"30 Feb, 2026"'), (4, None)]


def test_undo_of_a_file_survives_a_hand_deletion_of_one_of_its_rows(engine: Engine) -> None:
    batch = keep(engine, organization("Alpha"))
    change = keep(engine, rename("Alpha", "Beta"), "two.csv")
    with writing(engine) as session:
        row = session.scalars(select(Organization)).one()
        session.execute(insert(Change).values(at=NOW, table_name="organization", row_id=row.id, action="deleted", before={}))
        session.execute(update(Organization).values(note="about to go"))
        session.delete(row)
    undo(engine, change, now=NOW)
    undo(engine, batch, now=NOW)
    assert names(engine) == []


def rename_by_hand(engine: Engine, after: str) -> None:
    with reading(engine) as session:
        row_id = session.scalars(select(col(Organization.id))).one()
    with writing(engine) as session:
        update_row(session, Organization, row_id or 0, by="Kanya", at=NOW, name=after)


def test_a_correction_by_hand_that_was_taken_back_by_hand_does_not_stand_in_the_way(engine: Engine) -> None:
    batch = keep(engine, organization("Alpha"))
    rename_by_hand(engine, "Beta")
    with reading(engine) as session:
        assert undo_preview(session, batch).kept == [Stays(Reason.CORRECTED, "organization", 1, ("Beta",))]
    rename_by_hand(engine, "Alpha")
    undo(engine, batch, now=NOW)
    assert names(engine) == []


@pytest.mark.both_engines
def test_a_correction_taken_back_counts_for_nothing_also_between_two_files(engine: Engine) -> None:
    first = keep(engine, organization("Alpha"), "one.csv")
    second = keep(engine, rename("Alpha", "Beta"), "two.csv")
    rename_by_hand(engine, "Gamma")
    rename_by_hand(engine, "Beta")
    undo(engine, second, now=NOW)
    assert names(engine) == ["Alpha"]
    undo(engine, first, now=NOW)
    assert names(engine) == []


@pytest.mark.both_engines
def test_a_removed_row_that_holds_an_instant_is_put_back_as_it_was(engine: Engine) -> None:
    def first(session: Session, record: Record) -> None:
        session.add(Organization(id=1, name="Alpha", name_key="alpha", batch_id=record.batch_id))
        session.flush()
        session.add(OrganizationAlias(id=1, organization_id=1, alias="A", alias_key="a", confirmed_at=NOW))

    def second(_session: Session, record: Record) -> None:
        record.remove("organization_alias", [1])

    keep(engine, first, "one.csv")
    undo(engine, keep(engine, second, "two.csv"), now=NOW)
    with reading(engine) as session:
        assert session.get_one(OrganizationAlias, 1).confirmed_at == NOW
