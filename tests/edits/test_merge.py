"""Two entries made one: nothing is lost, nobody counted twice, and it can be taken back byte for byte."""

import random
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import Engine, Table, select
from sqlmodel import Session, SQLModel, col

from coalition import models as m
from coalition.bulk import pointers
from coalition.database import reading, reserve_ids, writing
from coalition.edits.directory import add_organization, change_organization
from coalition.edits.merge import Merged, merge, merge_preview
from coalition.edits.merging import rules
from coalition.edits.record import EditRefused
from coalition.edits.undo import undo_edit
from coalition.queries.decided import merges
from coalition.queries.learned import apart_frame, learned_names_frame
from coalition.summaries import rebuild
from coalition.vocabulary import ActionState, AttendanceState, NoteKind, ReferralState, Sector
from tests.support.dump import dump
from tests.support.examples import spread
from tests.support.good_rows import ROWS

T0 = datetime(2026, 11, 25, 9, 0, 0, 5, tzinfo=UTC)
T1, T2, T3 = (T0 + timedelta(minutes=n) for n in (1, 2, 3))
DAY = date(2026, 1, 7)
ORGANIZATION, PERSON, MEETING = Merged
PRESENT, ABSENT, EXCUSED = AttendanceState.PRESENT, AttendanceState.ABSENT, AttendanceState.EXCUSED


def add(engine: Engine, *rows: SQLModel) -> list[int]:
    with writing(engine) as session:
        for row in rows:
            session.add(row)
            session.flush()
        rebuild(session)
        return [row.id for row in rows]  # type: ignore[attr-defined]


def organization(name: str, **more: Any) -> m.Organization:
    return m.Organization(name=name, name_key=name.casefold(), **more)


def person(name: str, organization_id: int | None = None, **more: Any) -> m.Person:
    return m.Person(name=name, name_key=name.casefold(), organization_id=organization_id, **more)


def rows(engine: Engine, model: type[Any], *columns: str) -> list[tuple[Any, ...]]:
    with reading(engine) as session:
        found = select(*(col(getattr(model, name)) for name in columns)).order_by(col(model.id))
        return [tuple(row) for row in session.execute(found)]


@pytest.fixture
def two(engine: Engine) -> tuple[int, int]:
    """Lanna House stays; Lanna Home, its old name, goes."""
    add(
        engine,
        organization("Lanna House", sector=Sector.NGO),
        organization("Lanna Home", sector=Sector.HEALTH, acronym="LH"),
        m.Meeting(held_on=DAY),
        m.Meeting(held_on=date(2026, 2, 4)),
    )
    return 1, 2


# --- what moves, and what becomes one ---------------------------------------------------------------------------------


def test_the_same_meeting_attended_by_both_keeps_one_row_present_wins_and_the_larger_minutes(
    engine: Engine, two: tuple[int, int]
) -> None:
    add(
        engine,
        m.Attendance(meeting_id=1, organization_id=1, state=ABSENT, minutes=90),
        m.Attendance(meeting_id=1, organization_id=2, state=PRESENT, minutes=60),
        m.Attendance(meeting_id=2, organization_id=2, state=EXCUSED),
    )
    merge(engine, ORGANIZATION, stays=1, goes=2, at=T1)

    assert rows(engine, m.Attendance, "id", "meeting_id", "organization_id", "state", "minutes") == [
        (1, 1, 1, PRESENT, 90),
        (3, 2, 1, EXCUSED, None),
    ]


@pytest.mark.both_engines
def test_overlapping_memberships_are_united_and_others_stay_apart(engine: Engine, two: tuple[int, int]) -> None:
    add(
        engine,
        m.Membership(organization_id=1, from_on=date(2024, 3, 1)),
        m.Membership(organization_id=2, from_on=date(2023, 1, 1), to_on=date(2024, 6, 30), is_voting=True),
        m.Membership(organization_id=2, from_on=date(2020, 1, 1), to_on=date(2020, 12, 31)),
    )
    merge(engine, ORGANIZATION, stays=1, goes=2, at=T1)

    assert rows(engine, m.Membership, "id", "organization_id", "from_on", "to_on", "is_voting") == [
        (1, 1, date(2023, 1, 1), None, True),
        (3, 1, date(2020, 1, 1), date(2020, 12, 31), False),
    ]


@pytest.mark.both_engines
def test_equal_services_become_one_and_different_ones_are_both_kept(engine: Engine, two: tuple[int, int]) -> None:
    add(engine, m.Area(pcode="TH57", level=1, country="TH", name="Chiang Rai"), m.ServiceType(code="I5", name="Shelter"))
    told: dict[str, Any] = {"service_type_id": 1, "area_id": 1, "assured_on": DAY, "recorded_at": T0}
    add(
        engine,
        m.Service(organization_id=1, capacity=4, **told),
        m.Service(organization_id=2, capacity=4, assured_by="Malee", **told),
        m.Service(organization_id=2, capacity=6, **told),
    )
    merge(engine, ORGANIZATION, stays=1, goes=2, at=T1)

    assert rows(engine, m.Service, "id", "organization_id", "capacity", "assured_by") == [
        (1, 1, 4, "Malee"),
        (3, 1, 6, None),
    ]


def test_what_only_the_one_that_goes_tells_is_taken_over_and_what_differs_is_named(
    engine: Engine, two: tuple[int, int]
) -> None:
    with reading(engine) as session:
        seen = merge_preview(session, ORGANIZATION, stays=1, goes=2)
    assert (seen.stays, seen.goes, seen.filled, seen.differing) == (
        "Lanna House", "Lanna Home", {"acronym": "LH"}, {"sector": "health"},
    )  # fmt: skip

    merge(engine, ORGANIZATION, stays=1, goes=2, seen=seen, at=T1)

    assert rows(engine, m.Organization, "name", "acronym", "sector") == [("Lanna House", "LH", Sector.NGO)]


def test_the_old_name_becomes_a_spelling_and_is_no_free_name_any_more(engine: Engine, two: tuple[int, int]) -> None:
    add(engine, m.OrganizationAlias(organization_id=2, alias="L. Home", alias_key="l home", confirmed_at=T0))
    merge(engine, ORGANIZATION, stays=1, goes=2, by="Kanya", at=T1)

    with reading(engine) as session:
        learned = learned_names_frame(session, organization_id=1)
    assert learned["alias"].tolist() == ["L. Home", "Lanna Home"]
    assert learned["confirmed_by"].tolist()[1] == "Kanya"
    with pytest.raises(EditRefused, match="Lanna House"):
        add_organization(engine, name="lanna home", at=T2)


def test_somebody_listed_for_both_becomes_one_unless_the_addresses_differ(engine: Engine, two: tuple[int, int]) -> None:
    add(
        engine,
        person("Malee Srisuk", 1),
        person("Malee Srisuk", 2, email="malee@lanna.example"),
        person("Somchai Dee", 1, email="a@lanna.example"),
        person("Somchai Dee", 2, email="b@lanna.example"),
        m.Attendance(meeting_id=1, person_id=1, organization_id=1, state=ABSENT),
        m.Attendance(meeting_id=1, person_id=2, organization_id=2, state=PRESENT),
    )
    with reading(engine) as session:
        assert merge_preview(session, ORGANIZATION, stays=1, goes=2).people == ("Malee Srisuk",)
    merge(engine, ORGANIZATION, stays=1, goes=2, at=T1)

    assert rows(engine, m.Person, "id", "organization_id", "email") == [
        (1, 1, "malee@lanna.example"),
        (3, 1, "a@lanna.example"),
        (4, 1, "b@lanna.example"),
    ]
    assert rows(engine, m.Attendance, "person_id", "organization_id", "state") == [(1, 1, PRESENT)]


def test_of_a_person_at_the_same_meeting_twice_who_was_there_says_for_whom(engine: Engine, two: tuple[int, int]) -> None:
    add(
        engine,
        person("Ann Lee", 1),
        person("Anne Lee", 2, phone="053 000 001"),
        m.Attendance(meeting_id=1, person_id=1, organization_id=1, state=ABSENT),
        m.Attendance(meeting_id=1, person_id=2, organization_id=2, state=PRESENT),
        m.ActionItem(person_id=2, what="Call the shelter", state=ActionState.OPEN),
    )
    merge(engine, PERSON, stays=1, goes=2, at=T1)

    assert rows(engine, m.Attendance, "person_id", "organization_id", "state") == [(1, 2, PRESENT)]
    assert rows(engine, m.ActionItem, "person_id") == [(1,)]
    assert rows(engine, m.Person, "name", "organization_id", "phone") == [("Ann Lee", 1, "053 000 001")]
    assert rows(engine, m.PersonAlias, "person_id", "name", "organization_id") == [(1, "Anne Lee", 2)]


def test_the_preview_counts_each_row_once(engine: Engine, two: tuple[int, int]) -> None:
    add(
        engine,
        person("Malee Srisuk", 2),
        m.Attendance(meeting_id=1, person_id=1, organization_id=2, state=PRESENT),
        m.Attendance(meeting_id=2, organization_id=1, state=PRESENT),
        m.Attendance(meeting_id=2, organization_id=2, state=PRESENT),
        m.Contact(organization_id=2, name="Desk", phone="053"),
    )
    with reading(engine) as session:
        seen = merge_preview(session, ORGANIZATION, stays=1, goes=2)

    assert seen.moved == {"attendance": 1, "contact": 1, "person": 1}
    assert seen.united == {"attendance": 1}


# --- every table ------------------------------------------------------------------------------------------------------


@pytest.mark.both_engines
@pytest.mark.parametrize(
    ("kind", "child", "column"),
    [(kind, child, column.name) for kind in Merged for child, column in pointers(SQLModel.metadata.tables[kind.value])],
    ids=lambda value: value.name if isinstance(value, Table) else str(value),
)
def test_every_table_that_points_to_it_is_handled(engine: Engine, kind: Merged, child: Table, column: str) -> None:
    """One row in every table, each with a copy for the other one: afterwards nothing points to the one that went."""
    with writing(engine) as session:
        for table in SQLModel.metadata.sorted_tables:
            if table.name in ROWS and table.name not in m.SUMMARIES | {"setting"}:
                own = {"id": reserve_ids(session, table.name, 1)} if "id" in table.c else {}
                assert own in ({"id": 1}, {})
                session.execute(table.insert().values(**{**ROWS[table.name], **own}))
        target = SQLModel.metadata.tables[kind.value]
        other = {"name": "Other", "name_key": "other"} if "name" in target.c else {"title": "Other"}
        reserve_ids(session, kind.value, 1)
        session.execute(target.insert().values(**{**ROWS[kind.value], "id": 2, **other}))
        session.execute(child.update().where(child.c.id == 1).values({column: 2}))
        rebuild(session)
    before = dump(engine)

    merge(engine, kind, stays=1, goes=2, at=T1)

    with reading(engine) as session:
        assert session.scalar(select(child.c[column]).where(child.c.id == 1)) == 1
        assert session.execute(select(target.c.id)).scalars().all() == [1]
    undo_edit(engine, T1, at=T2)
    assert dump(engine) == before


def test_every_rule_that_holds_for_some_rows_only_is_known() -> None:
    """A UNIQUE index with a condition cannot be read from the table; a new one needs a rule of its own."""
    tables = {child for kind in Merged for child, _ in pointers(SQLModel.metadata.tables[kind.value])}
    conditional = {table.name for table in tables for index in table.indexes if index.unique and rules.conditional(index)}
    assert conditional <= rules._SAME.keys()


# --- taking it back ---------------------------------------------------------------------------------------------------


def a_small_world(session: Session, seed: int) -> None:
    """A few of everything that can belong to one of four organizations or six people, at random."""
    chance = random.Random(seed)

    def put(row: SQLModel) -> None:
        session.add(row)
        session.flush()

    def some(count: int) -> int | None:
        return chance.choice([None, *range(1, count + 1)])

    put(m.Area(pcode="TH57", level=1, country="TH", name="Chiang Rai"))
    put(m.ServiceType(code="I5", name="Shelter"))
    put(m.ImportBatch(**ROWS["import_batch"]))
    for n in range(1, 5):
        sector = chance.choice([None, *Sector])
        put(organization(f"House {n}", sector=sector, acronym=chance.choice([None, "H"]), batch_id=some(1)))
    names = [chance.choice(["Ann Lee", "Malee Srisuk", "Somchai Dee"]) for _ in range(6)]
    for name in names:
        put(person(name, some(4), email=chance.choice([None, "a@x.example", "b@x.example"]), batch_id=some(1)))
    for n in range(1, 4):
        put(m.Meeting(held_on=DAY + timedelta(days=n // 2), title=chance.choice([None, "Plenary"]), batch_id=some(1)))
    _attended(put, chance)
    _belongings(put, chance)


def _attended(put: Any, chance: random.Random) -> None:
    for meeting in range(1, 4):
        told = {(p, None if p else chance.randint(1, 4)) for p in chance.sample([*range(1, 7), None, None], 6)}
        for who, organization_id in sorted(told, key=repr):
            state, minutes = chance.choice([PRESENT, ABSENT, EXCUSED]), chance.choice([None, 30, 90])
            for_whom = organization_id or chance.choice([None, 1, 2, 3, 4])
            row = {"meeting_id": meeting, "person_id": who, "organization_id": for_whom, "state": state, "minutes": minutes}
            put(m.Attendance(**row, batch_id=chance.choice([None, 1])))


def _belongings(put: Any, chance: random.Random) -> None:
    for n in range(1, 5):
        start = date(2020 + chance.randint(0, 4), 1, 1)
        put(m.Membership(organization_id=n, from_on=start, to_on=chance.choice([None, start + timedelta(days=500)])))
        put(m.Contact(organization_id=n, name=chance.choice(["Desk", "Malee"]), phone="053"))
        told = {"assured_on": DAY, "capacity": chance.choice([None, 4]), "recorded_at": T0 + timedelta(seconds=n)}
        put(m.Service(organization_id=n, service_type_id=1, area_id=1, **told))
        put(m.OrganizationAlias(organization_id=n, alias=f"H.{n}", alias_key=f"h {n}", confirmed_at=T0))
        put(m.SharedCase(code=f"K{n}", opened_on=DAY, holder_organization_id=chance.randint(1, 4)))
        put(m.CaseNeed(case_id=n, service_type_id=1, area_id=1, opened_on=DAY))
        sides = {"referring_organization_id": chance.randint(1, 4), "referred_organization_id": chance.randint(1, 4)}
        put(m.Referral(need_id=n, sent_on=DAY, state=ReferralState.SENT, **sides))
        put(m.ActionItem(organization_id=chance.randint(1, 4), person_id=chance.randint(1, 6), what="Call"))
        alias = {"person_id": n, "name": "A. Lee", "name_key": "a lee", "organization_id": chance.randint(1, 4)}
        put(m.PersonAlias(**alias, confirmed_at=T0))


def there(engine: Engine) -> set[tuple[date, str]]:
    """(day, name) of every person who was present somewhere."""
    with reading(engine) as session:
        found = (
            select(col(m.Meeting.held_on), col(m.Person.name_key))
            .join(m.Attendance, col(m.Attendance.meeting_id) == col(m.Meeting.id))
            .join(m.Person, col(m.Person.id) == col(m.Attendance.person_id))
            .where(col(m.Attendance.state) == PRESENT)
        )
        return {tuple(row) for row in session.execute(found)}  # type: ignore[misc]


@pytest.mark.both_engines
@pytest.mark.parametrize("seed", spread(range(10)))
def test_a_merge_taken_back_leaves_the_database_as_it_was_byte_for_byte(engine: Engine, seed: int) -> None:
    with writing(engine) as session:
        a_small_world(session, seed)
        rebuild(session)
    chance = random.Random(seed + 1000)
    kept = [dump(engine)]
    done: list[datetime] = []
    for n in range(4):
        kind = chance.choice(list(Merged))
        with reading(engine) as session:
            of_a_day = list(session.scalars(select(col(m.Meeting.id)).where(col(m.Meeting.held_on) > DAY)))
            kind = PERSON if kind is MEETING and len(of_a_day) < 2 else kind
            table = SQLModel.metadata.tables[kind.value]
            ids = of_a_day if kind is MEETING else list(session.scalars(select(table.c.id)))
        stays, goes = chance.sample(ids, 2)
        was_there = there(engine)
        merge(engine, kind, stays=stays, goes=goes, at=T1 + timedelta(minutes=n))
        if kind is not PERSON:
            assert there(engine) == was_there
        done.append(T1 + timedelta(minutes=n))
        kept.append(dump(engine))
    for n, at in enumerate(reversed(done)):
        assert dump(engine) == kept.pop()
        undo_edit(engine, at, at=T1 + timedelta(hours=1, minutes=n))
    assert dump(engine) == kept.pop()
    assert not kept


@pytest.mark.both_engines
def test_a_merge_built_on_by_another_is_taken_back_after_that_one(engine: Engine, two: tuple[int, int]) -> None:
    add(engine, organization("Lanna Office"), m.DraftMeeting(held_on=DAY, started_at=T0))
    add(engine, m.DraftNote(draft_id=1, key="a", kind=NoteKind.ACTION, what="Ask for rooms", organization_id=2))
    before = dump(engine)
    merge(engine, ORGANIZATION, stays=1, goes=2, at=T1)
    merge(engine, ORGANIZATION, stays=3, goes=1, at=T2)

    with pytest.raises(
        EditRefused, match=r"Lanna House has been merged with Lanna Office in the meantime\. Undo that merge first"
    ):
        undo_edit(engine, T1, at=T3)
    undo_edit(engine, T2, at=T3)
    assert rows(engine, m.DraftNote, "organization_id") == [(1,)]
    undo_edit(engine, T1, at=T3 + timedelta(minutes=1))
    assert dump(engine) == before


def test_of_a_chain_each_merge_is_listed_with_the_name_it_had(engine: Engine, two: tuple[int, int]) -> None:
    add(engine, organization("Lanna Office"))
    merge(engine, ORGANIZATION, stays=1, goes=2, at=T1)
    merge(engine, ORGANIZATION, stays=3, goes=1, at=T2)

    with reading(engine) as session:
        assert [(made.gone, made.kept) for made in merges(session)] == [
            ("Lanna House", "Lanna Office"),
            ("Lanna Home", "Lanna House"),
        ]


def test_a_merge_is_not_taken_back_twice(engine: Engine, two: tuple[int, int]) -> None:
    merge(engine, ORGANIZATION, stays=1, goes=2, at=T1)
    undo_edit(engine, T1, at=T2)
    with writing(engine) as session:
        session.delete(session.get_one(m.Organization, 2))

    with pytest.raises(EditRefused, match="nothing to undo"):
        undo_edit(engine, T1, at=T3)
    with reading(engine) as session:
        assert merges(session) == []


def test_a_merge_waits_for_a_later_one_that_removed_a_row_it_had_moved(engine: Engine, two: tuple[int, int]) -> None:
    """Put back later, the row would say again what the first merge had made of it."""
    add(
        engine,
        person("Ann Lee"),
        person("Anne Lee"),
        m.Attendance(meeting_id=1, person_id=1, organization_id=1, state=PRESENT),
        m.Attendance(meeting_id=1, person_id=2, organization_id=2, state=PRESENT),
    )
    before = dump(engine)
    merge(engine, ORGANIZATION, stays=1, goes=2, at=T1)
    merge(engine, PERSON, stays=1, goes=2, at=T2)

    with pytest.raises(EditRefused, match=r"Anne Lee has been merged with Ann Lee in the meantime\. Undo that merge first"):
        undo_edit(engine, T1, at=T3)
    undo_edit(engine, T2, at=T3)
    undo_edit(engine, T1, at=T3 + timedelta(minutes=1))
    assert dump(engine) == before


def test_a_merge_is_not_taken_back_where_the_name_was_given_again(engine: Engine, two: tuple[int, int]) -> None:
    merge(engine, ORGANIZATION, stays=1, goes=2, at=T1)
    with writing(engine) as session:
        session.delete(session.scalars(select(m.OrganizationAlias)).one())
    add_organization(engine, name="Lanna Home", at=T2)

    with pytest.raises(EditRefused, match="Lanna Home has been added again in the meantime"):
        undo_edit(engine, T1, at=T3)


@pytest.mark.both_engines
def test_a_merge_is_not_taken_back_where_what_it_filled_in_was_changed(engine: Engine, two: tuple[int, int]) -> None:
    add(engine, person("Ann Lee", 1), person("Anne Lee", 1, phone="053 000 001"))
    merge(engine, PERSON, stays=1, goes=2, at=T1)
    with writing(engine) as session:
        session.get_one(m.Person, 1).phone = "053 999"

    with pytest.raises(EditRefused, match="Ann Lee has been changed again in the meantime"):
        undo_edit(engine, T1, at=T2)


def test_merges_in_force_are_listed_until_they_are_taken_back(engine: Engine, two: tuple[int, int]) -> None:
    change_organization(engine, 1, name="Lanna House North", sector=None, at=T0)
    merge(engine, ORGANIZATION, stays=1, goes=2, by="Kanya", at=T1)

    with reading(engine) as session:
        (listed,) = merges(session)
    assert (listed.gone, listed.kept, listed.by, listed.at) == ("Lanna Home", "Lanna House North", "Kanya", T1)
    undo_edit(engine, T1, at=T2)
    with reading(engine) as session:
        assert merges(session) == []


def test_what_was_said_to_be_two_is_forgotten_with_the_merge_and_comes_back_with_it(
    engine: Engine, two: tuple[int, int]
) -> None:
    batch = {**ROWS["import_batch"], "summary": {"decisions": {"separate:lanna home": "lanna house"}}}
    add(engine, m.ImportBatch(**{**batch, "committed_at": T0}))
    with reading(engine) as session:
        assert len(apart_frame(session)) == 1
    merge(engine, ORGANIZATION, stays=1, goes=2, at=T1)
    with reading(engine) as session:
        assert apart_frame(session).empty
    undo_edit(engine, T1, at=T2)
    with reading(engine) as session:
        assert apart_frame(session)["other"].tolist() == ["Lanna House"]


# --- what is refused --------------------------------------------------------------------------------------------------


def test_an_entry_is_not_merged_with_itself_or_with_what_is_gone(engine: Engine, two: tuple[int, int]) -> None:
    with pytest.raises(EditRefused, match="same entry twice"):
        merge(engine, ORGANIZATION, stays=1, goes=1, at=T1)
    with pytest.raises(EditRefused, match="no longer exists"):
        merge(engine, ORGANIZATION, stays=1, goes=9, at=T1)


def test_a_merge_that_would_do_something_else_than_was_shown_is_refused(engine: Engine, two: tuple[int, int]) -> None:
    with reading(engine) as session:
        seen = merge_preview(session, ORGANIZATION, stays=1, goes=2)
    add(engine, m.Attendance(meeting_id=1, organization_id=2, state=PRESENT))
    before = dump(engine)

    with pytest.raises(EditRefused, match="Check the numbers again"):
        merge(engine, ORGANIZATION, stays=1, goes=2, seen=seen, at=T1)
    assert dump(engine) == before


@pytest.mark.both_engines
@pytest.mark.parametrize("crossed", [False, True])
def test_of_two_coordinators_who_merge_the_same_pair_at_once_one_is_told_that_it_is_done(
    engine: Engine, two: tuple[int, int], crossed: bool
) -> None:
    add(engine, m.Attendance(meeting_id=1, organization_id=2, state=PRESENT))
    told: list[str] = []
    start = Barrier(2)

    def one(stays: int, goes: int, at: datetime) -> None:
        start.wait()
        try:
            merge(engine, ORGANIZATION, stays=stays, goes=goes, at=at)
            told.append("done")
        except EditRefused as refused:
            told.append(str(refused))

    pairs = [(1, 2, T1), (2, 1, T2) if crossed else (1, 2, T2)]
    threads = [Thread(target=one, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(told)[1] == "done"
    assert "has been merged with" in sorted(told)[0]
    with reading(engine) as session:
        assert len(merges(session)) == 1
    assert len(rows(engine, m.Attendance, "id")) == 1
