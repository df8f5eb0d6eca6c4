"""The files imported so far, and how far a database is from its first use."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from coalition.database import reading, writing
from coalition.frames import records
from coalition.models import ImportBatch, ImportIssue, Organization, Setting
from coalition.queries import ledger
from coalition.vocabulary import BatchKind, BatchState


@pytest.mark.both_engines
def test_an_empty_database_has_a_schema_and_no_rows(engine: Engine) -> None:
    with reading(engine) as session:
        assert ledger.batches(session) == []
        assert ledger.areas_frame(session).empty
        assert list(ledger.issues_frame(session, batch_id=1).columns) == ["line", "code", "why", "raw"]
        assert ledger.fill_state(session) is ledger.FillState.FRESH
        assert not ledger.is_demo(session)


@pytest.mark.both_engines
def test_the_newest_file_stands_first_with_what_it_brought_and_lost(engine: Engine) -> None:
    at = datetime(2026, 11, 25, 9, tzinfo=UTC)
    with writing(engine) as session:
        for name in ("old.csv", "new.csv"):
            session.add(
                ImportBatch(
                    kind=BatchKind.ATTENDANCE,
                    file_name=name,
                    content_hash=name,
                    format="signin_sheet",
                    committed_at=at,
                    summary={"totals": {"people": 3}, "counts": {"refused": 1}},
                )
            )
            session.flush()
        session.add(ImportIssue(batch_id=2, line=7, code="no_name", why="There is no name in this row."))
    with reading(engine) as session:
        newest, oldest = ledger.batches(session)
        assert ledger.stored_files(session) == {(1, "old.csv"), (2, "new.csv")}
        (problem,) = records(ledger.issues_frame(session, batch_id=newest.id))
    assert (newest.file_name, oldest.file_name) == ("new.csv", "old.csv")
    assert (newest.state, newest.totals, newest.rows) == (BatchState.COMMITTED, {"people": 3}, {"refused": 1})
    assert (problem["line"], problem["code"], problem["raw"]) == (7, "no_name", None)


def test_a_coalition_has_started_with_its_name_and_is_filled_by_its_first_member(engine: Engine) -> None:
    with writing(engine) as session:
        session.add(Setting(key="coalition_name", value="Northern Net"))
    with reading(engine) as session:
        assert ledger.fill_state(session) is ledger.FillState.STARTED
        assert ledger.is_empty(session)
    with writing(engine) as session:
        session.add(Organization(name="Baan Sai Jai", name_key="baan sai jai"))
    with reading(engine) as session:
        assert ledger.fill_state(session) is ledger.FillState.FILLED
