"""How ready a case is: against a slow count over rows of any history, and what the lists of receivers change."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, event

from coalition import models as m
from coalition.answers.readiness import case_readiness
from coalition.database import reading, writing
from coalition.defaults import load_defaults
from coalition.edits.cases import add_case
from coalition.edits.checklists import make_own
from coalition.queries.checklists import lists_by_kind
from coalition.referring.consent import CHILDREN
from coalition.vocabulary import AgeBand, Exploitation, ItemAges, ItemKnowledge
from tests.support.examples import examples

DAY = date(2026, 11, 25)
AT = datetime(2026, 11, 25, 9, tzinfo=UTC)
KEYS = ("Z-1", "Z-2", "Z-3", "Z-4")
OWNERS, TYPES = (None, 1, 2), (None, Exploitation.LABOUR, Exploitation.SEXUAL)


@dataclass
class Version:
    """One stored version of a list, as plain values."""

    owner: int | None
    kind: Exploitation | None
    number: int
    valid_from: date | None
    items: list[tuple[str, bool, ItemAges]]


@dataclass
class History:
    """Versions of one list and what was said of their items: (version, item in it, state, day)."""

    versions: list[Version]
    said: list[tuple[int, int, ItemKnowledge, date]] = field(default_factory=list)


days = st.integers(-3, 3).map(lambda n: DAY + timedelta(days=n))
items = st.lists(
    st.tuples(st.sampled_from(KEYS), st.booleans(), st.sampled_from(ItemAges)), max_size=4, unique_by=lambda item: item[0]
)


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Versions of lists of several receivers and types, with what a case said of any of their items."""
    count = draw(st.integers(1, 6))
    versions, numbers = [], dict[tuple[Any, Any], int]()
    for _ in range(count):
        own = draw(st.sampled_from(OWNERS)), draw(st.sampled_from(TYPES))
        numbers[own] = numbers.get(own, 0) + 1
        versions.append(Version(*own, numbers[own], draw(st.none() | days), draw(items)))
    places = [(v, i) for v, version in enumerate(versions) for i in range(len(version.items))]
    chosen = draw(st.lists(st.sampled_from(places), max_size=8, unique=True)) if places else []
    return History(versions, [(v, i, draw(st.sampled_from(ItemKnowledge)), draw(days)) for v, i in chosen])


def slow(history: History, receiver: int | None, kind: Exploitation, age: AgeBand) -> tuple[int, int, list[str], list[str]]:
    """(known, required, missing, withheld), counted by hand."""
    best: Version | None = None
    for owner in dict.fromkeys((receiver, None)):
        for wanted in dict.fromkeys((None if kind is Exploitation.UNKNOWN else kind, None)):
            valid = [
                version
                for version in history.versions
                if (version.owner, version.kind) == (owner, wanted)
                and (version.valid_from is None or version.valid_from <= DAY)
            ]
            newest = max(valid, key=lambda version: version.number, default=None)
            if best is None and newest is not None and newest.items:
                best = newest
    states: dict[str, ItemKnowledge] = {}
    for v, i, state, _ in sorted(history.said, key=lambda said: (said[3], history.said.index(said))):
        states[history.versions[v].items[i][0]] = state
    required = []
    for key, is_required, ages in best.items if best else []:
        is_asked = ages is ItemAges.EVERYBODY or age is AgeBand.UNKNOWN or (age in CHILDREN) == (ages is ItemAges.CHILDREN)
        if is_required and is_asked:
            required.append(key)
    by_state = {one: [key for key in required if states.get(key, ItemKnowledge.MISSING) is one] for one in ItemKnowledge}
    missing, withheld = by_state[ItemKnowledge.MISSING], by_state[ItemKnowledge.WITHHELD]
    return len(by_state[ItemKnowledge.KNOWN]), len(required), missing, withheld


def store(engine: Engine, history: History, kind: Exploitation, age: AgeBand) -> int:
    """Write the rows anew; returns the case."""
    with writing(engine) as session:
        for model in (m.CaseItemState, m.ChecklistItem, m.Checklist, m.SharedCase):
            session.execute(delete(model))
        for number in (1, 2):
            if session.get(m.Organization, number) is None:
                session.add(m.Organization(id=number, name=f"Org {number}", name_key=f"org {number}"))
        case = m.SharedCase(code="Z", opened_on=DAY, age_band=age, exploitation=kind)
        session.add(case)
        numbers: dict[tuple[int, int], int] = {}
        for v, version in enumerate(history.versions):
            row = m.Checklist(code="Z", version=version.number, title="List", source="Test", valid_from_on=version.valid_from)
            row.organization_id, row.exploitation = version.owner, version.kind
            session.add(row)
            session.flush()
            for i, (key, is_required, ages) in enumerate(version.items):
                told: dict[str, Any] = {"key": key, "question": key, "is_required": is_required, "ages": ages}
                item = m.ChecklistItem(checklist_id=row.id or 0, position=i + 1, **told)
                session.add(item)
                session.flush()
                numbers[v, i] = item.id or 0
        for v, i, state, day in history.said:
            session.add(m.CaseItemState(case_id=case.id or 0, item_id=numbers[v, i], state=state, stated_on=day))
            session.flush()
        return case.id or 0


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories(), st.sampled_from(OWNERS), st.sampled_from([*TYPES[1:], Exploitation.UNKNOWN]), st.sampled_from(AgeBand))
def test_readiness_is_what_a_slow_count_over_the_rows_says(
    sqlite_engine: Engine, history: History, receiver: int | None, kind: Exploitation, age: AgeBand
) -> None:
    case = store(sqlite_engine, history, kind, age)
    with reading(sqlite_engine) as session:
        found = case_readiness(session, case_id=case, on=DAY, codes=["Z"], organization_id=receiver)
    assert found is not None
    counted = found.found
    told = (counted.known, counted.required, list(counted.missing), list(counted.withheld))
    assert told == slow(history, receiver, kind, age)


# --- the shipped lists ------------------------------------------------------------------------------------------------


@pytest.fixture
def shipped(engine: Engine) -> Engine:
    """The shipped lists, one organization, one case of unknown age."""
    with writing(engine) as session:
        load_defaults(session)
        session.add(m.Organization(name="Police", name_key="police"))
    add_case(engine, opened_on=DAY, today=DAY, at=AT)
    return engine


def ready(engine: Engine, **told: Any) -> Any:
    with reading(engine) as session:
        return case_readiness(session, case_id=1, on=DAY, **told)


def test_a_kind_of_help_asks_its_lists_in_their_order(shipped: Engine) -> None:
    assert [one.head["code"] for one in ready(shipped, service_type_code="I4").lists] == ["C2", "C5"]
    assert ready(shipped, service_type_code="I4").found.required == 10
    assert ready(shipped, service_type_code="A1").lists == ()


def test_what_we_need_from_police_is_no_part_of_what_they_need_from_us(shipped: Engine) -> None:
    with reading(shipped) as session:
        assert "C9" in lists_by_kind(session, on=DAY)["I4"]
    assert "C9" not in {one.head["code"] for one in ready(shipped, service_type_code="I4").lists}
    assert ready(shipped, codes=["C9"]).found.required == 5


def test_the_means_are_not_asked_about_a_child(shipped: Engine) -> None:
    adult = (AgeBand.A25_UP, Exploitation.UNKNOWN)
    child = (AgeBand.A12_14, Exploitation.UNKNOWN)
    assert [ready(shipped, codes=["C1"], as_told=told).found.required for told in (adult, child)] == [4, 3]
    assert [row["key"] for row in ready(shipped, codes=["C1"], as_told=child).lists[0].items] == [
        "C1-1",
        "C1-3",
        "C1-4",
        "C1-5",
    ]


@pytest.mark.both_engines
def test_a_receiver_without_a_kind_of_help_is_measured_by_its_own_lists(shipped: Engine) -> None:
    assert ready(shipped, organization_id=1).lists == ()
    make_own(shipped, 2, organization_id=1, today=DAY, at=AT)
    assert [one.head["organization"] for one in ready(shipped, organization_id=1).lists] == ["Police"]


def test_a_case_that_is_not_there_has_no_readiness(shipped: Engine) -> None:
    with reading(shipped) as session:
        assert case_readiness(session, case_id=99, on=DAY, service_type_code="I4") is None


def test_it_takes_three_statements_however_many_lists_are_asked(shipped: Engine) -> None:
    sent: list[str] = []

    def count(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    event.listen(shipped, "before_cursor_execute", count)
    ready(shipped, service_type_code="I3", organization_id=1)
    event.remove(shipped, "before_cursor_execute", count)
    assert len([one for one in sent if one.lstrip().upper().startswith(("SELECT", "WITH"))]) == 3
