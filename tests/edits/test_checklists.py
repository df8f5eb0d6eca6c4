"""Checklists changed by hand: versions, keys that carry over, lists of one receiver, what a case knows, and the way back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from coalition import models as m
from coalition.answers.readiness import case_readiness
from coalition.database import reading, writing
from coalition.defaults import load_defaults
from coalition.edits import checklists as edits
from coalition.edits.cases import add_case
from coalition.edits.checklists import MOST_ITEMS, Fact, Head
from coalition.edits.merge import Merged, merge
from coalition.edits.record import EditRefused
from coalition.edits.screen import TextRefused
from coalition.edits.undo import undo_edit
from coalition.frames import records
from coalition.queries.checklists import known_items, lists_by_kind, lists_for
from coalition.vocabulary import AgeBand, Exploitation, ItemAges, ItemKnowledge
from tests.builders import stored

DAY = date(2026, 11, 25)
T0 = datetime(2026, 11, 25, 9, tzinfo=UTC)
TIMES = [T0 + timedelta(minutes=n) for n in range(20)]
POLICE, SHELTER = 1, 2
KNOWN, MISSING, WITHHELD = ItemKnowledge.KNOWN, ItemKnowledge.MISSING, ItemKnowledge.WITHHELD


@pytest.fixture
def lists(engine: Engine) -> Engine:
    """The shipped lists, and two organizations."""
    with writing(engine) as session:
        load_defaults(session)
        session.add_all([m.Organization(name=name, name_key=name.lower()) for name in ("Police", "Shelter")])
    return engine


def rows(engine: Engine, code: str = "C2", on: date = DAY, **told: Any) -> list[dict[str, Any]]:
    with reading(engine) as session:
        return records(lists_for(session, codes=[code], on=on, **told))


def facts(listed: list[dict[str, Any]]) -> list[Fact]:
    return [
        Fact(row["question"], row["question_local"] or "", row["is_required"], ItemAges(row["ages"]), row["key"])
        for row in listed
    ]


def questions(listed: list[dict[str, Any]]) -> list[str]:
    return [row["question"] for row in listed]


def save(engine: Engine, listed: list[dict[str, Any]], wanted: list[Fact], at: datetime = T0, today: date = DAY) -> int | bool:
    return edits.save_version(engine, listed[0]["id"], wanted, today=today, at=at)


# --- versions ---------------------------------------------------------------------------------------------------------


def test_a_change_is_a_new_version_from_its_day_on_and_the_earlier_one_stays_readable(lists: Engine) -> None:
    before = rows(lists)
    wanted = facts(before)
    wanted[2] = replace(wanted[2], question="Exact house, room or vehicle", is_required=False)
    assert save(lists, before, wanted)
    after = rows(lists)
    assert (after[0]["version"], after[0]["valid_from_on"], after[0]["source"]) == (2, DAY, before[0]["source"])
    assert (after[2]["question"], after[2]["is_required"]) == ("Exact house, room or vehicle", False)
    assert rows(lists, on=DAY - timedelta(days=1)) == before, "the day before, the earlier version counted"


def test_an_item_keeps_its_key_when_it_is_reworded_or_moved_and_a_new_one_gets_a_number_never_used(lists: Engine) -> None:
    first = rows(lists)
    wanted = [*facts(first)[::-1][:-1], Fact("Dogs in the house", is_required=False)]  # the first is left out
    save(lists, first, wanted)
    second = rows(lists)
    assert [row["key"] for row in second] == ["C2-6", "C2-5", "C2-4", "C2-3", "C2-2", "C2-7"]
    save(lists, second, facts(second)[:-1], TIMES[1])  # the new one goes again
    third = rows(lists)
    save(lists, third, [*facts(third), Fact("Is there a back door?")], TIMES[2])
    assert rows(lists)[-1]["key"] == "C2-8", "C2-7 meant something else"


def head(listed: list[dict[str, Any]], **told: Any) -> Head:
    row = listed[0]
    before = Head(row["title"], row["title_local"] or "", row["source"], (row["kinds"] or "").split(";"))
    return replace(before, **told)


def test_nothing_changed_makes_no_version(lists: Engine) -> None:
    assert save(lists, rows(lists), facts(rows(lists))) is False
    told = {"today": DAY, "at": T0}
    assert edits.save_version(lists, rows(lists)[0]["id"], facts(rows(lists)), head(rows(lists)), **told) is False
    assert rows(lists)[0]["version"] == 1


@pytest.mark.both_engines
def test_title_source_and_kinds_of_help_change_as_items_do_and_the_kinds_are_asked_with_the_list(lists: Engine) -> None:
    seen, before = rows(lists), stored(lists)
    told: dict[str, Any] = {"title": "Police powers", "title_local": "", "source": "Act 8 of 2010", "kinds": ["A1", "I8"]}
    edits.save_version(lists, seen[0]["id"], facts(seen), head(seen, **told), today=DAY, at=T0)
    now = rows(lists)[0]
    assert {name: now[name] for name in told} == told | {"title_local": None, "kinds": "I8;A1"}
    assert (now["version"], questions(rows(lists))) == (2, questions(seen))
    with reading(lists) as session:
        assert set(records(lists_for(session, kind="A1", on=DAY))[0].items()) == set(now.items())
        by_kind = lists_by_kind(session, on=DAY)
        assert (by_kind["I8"], by_kind["I4"]) == (["C1", "C2", "C5"], ["C5", "C9"])
        assert lists_by_kind(session, on=DAY - timedelta(days=1))["I4"] == ["C2", "C5", "C9"], "as it was the day before"
    undo_edit(lists, T0, at=TIMES[1])
    assert stored(lists) == before


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"title": " "}, "needs a title"),
        ({"source": ""}, "needs a title and the source"),
        ({"title": "x" * 81}, "too long"),
        ({"title_local": "โทร 081-234-5678"}, "telephone number"),
        ({"kinds": ["I4", "Z9"]}, "no longer in the list"),
    ],
)
def test_a_head_that_cannot_be_kept_is_refused(lists: Engine, told: dict[str, Any], why: str) -> None:
    before = stored(lists)
    with pytest.raises(EditRefused, match=why):
        edits.save_version(lists, rows(lists)[0]["id"], facts(rows(lists)), head(rows(lists), **told), today=DAY, at=T0)
    assert stored(lists) == before


@pytest.mark.both_engines
def test_a_general_list_is_retired_and_brought_back_with_its_items(lists: Engine) -> None:
    before = rows(lists)
    retired = edits.retire(lists, before[0]["id"], today=DAY, at=T0)
    assert rows(lists) == []
    assert rows(lists, on=DAY - timedelta(days=1)) == before
    with pytest.raises(EditRefused, match="This list was changed"):
        edits.retire(lists, retired, today=DAY, at=TIMES[1])
    back = edits.bring_back(lists, retired, today=DAY, at=TIMES[1])
    assert facts(rows(lists)) == facts(before)
    assert (rows(lists)[0]["version"], rows(lists)[0]["kinds"]) == (3, "I4")
    with pytest.raises(EditRefused, match="This list was changed"):
        edits.bring_back(lists, back, today=DAY, at=TIMES[2])
    undo_edit(lists, TIMES[1], at=TIMES[3])
    assert rows(lists) == []


def test_who_changes_a_list_that_somebody_else_has_changed_since_is_told_to_look_again(lists: Engine) -> None:
    seen = rows(lists)
    save(lists, seen, facts(seen)[:3])
    with pytest.raises(EditRefused, match="This list was changed after you opened it"):
        save(lists, seen, facts(seen)[:2], TIMES[1])


@pytest.mark.both_engines
def test_undo_takes_the_last_version_back_and_the_one_before_counts_again(lists: Engine) -> None:
    before, everything = rows(lists), stored(lists)
    save(lists, before, [*facts(before), Fact("Telephone numbers")], TIMES[3])
    undo_edit(lists, TIMES[3], at=TIMES[4])
    assert rows(lists) == before
    assert stored(lists) == everything


@pytest.mark.parametrize("question", ["Telephone numbers", "หมายเลขโทรศัพท์", "Name of the office that takes over?", "Address"])
def test_ordinary_questions_pass(lists: Engine, question: str) -> None:
    save(lists, rows(lists), [*facts(rows(lists)), Fact(question)])
    assert questions(rows(lists))[-1] == question


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        ([], "A list needs at least one item"),
        ([Fact("Where?"), Fact(" ")], "This item is empty"),
        ([Fact("Where?"), Fact("WHERE?")], "The same item is there twice"),
        ([Fact("Where?", key="C1-1")], "One item belongs to another list"),
        ([Fact("Ask Miss Ploykaew")], "looks like"),
        ([Fact("Where?", "โทร 081-234-5678")], "telephone number"),
        ([Fact("x" * 161)], "too long"),
        ([Fact(f"Fact {n}") for n in range(MOST_ITEMS + 1)], "at most"),
    ],
)
def test_a_list_that_makes_no_sense_is_refused_with_a_sentence_and_nothing_is_kept(
    lists: Engine, wanted: list[Fact], why: str
) -> None:
    before = stored(lists)
    with pytest.raises(EditRefused, match=why):
        save(lists, rows(lists), wanted)
    assert stored(lists) == before


def test_a_refused_text_names_its_item(lists: Engine) -> None:
    with pytest.raises(TextRefused) as refused:
        save(lists, rows(lists), [Fact("Where?"), Fact("When?"), Fact("Call 081-234-5678")])
    assert refused.value.field == "item 3"


# --- lists of one's own -----------------------------------------------------------------------------------------------


@pytest.mark.both_engines
def test_the_list_of_the_receiver_goes_before_the_general_one_and_of_its_the_one_for_the_type(lists: Engine) -> None:
    general = rows(lists)[0]["id"]
    for n, told in enumerate(
        [
            {"exploitation": Exploitation.LABOUR},
            {"organization_id": POLICE},
            {"organization_id": POLICE, "exploitation": Exploitation.LABOUR},
        ]
    ):
        edits.make_own(lists, general, **told, today=DAY, at=TIMES[n])  # type: ignore[arg-type]

    def whose(**told: Any) -> tuple[int | None, str | None]:
        head = rows(lists, **told)[0]
        return head["organization_id"], head["exploitation"]

    assert whose() == (None, None)
    assert whose(organization_id=SHELTER) == (None, None)
    assert whose(exploitation=Exploitation.LABOUR) == (None, "forced_labour")
    assert whose(organization_id=POLICE) == (POLICE, None)
    assert whose(organization_id=POLICE, exploitation=Exploitation.SEXUAL) == (POLICE, None)
    assert whose(organization_id=POLICE, exploitation=Exploitation.LABOUR) == (POLICE, "forced_labour")
    assert whose(organization_id=POLICE, on=DAY - timedelta(days=1)) == (None, None)


def test_an_own_list_starts_with_the_same_keys_and_leaves_the_general_one_alone(lists: Engine) -> None:
    before = rows(lists)
    edits.make_own(lists, before[0]["id"], organization_id=POLICE, today=DAY, at=T0)
    own = rows(lists, organization_id=POLICE)
    assert [row["key"] for row in own] == [row["key"] for row in before]
    save(lists, own, [*facts(own)[:2], Fact("Licence plate")], TIMES[1])
    assert questions(rows(lists, organization_id=POLICE))[-1] == "Licence plate"
    assert rows(lists) == before


def test_an_own_list_is_made_once_retired_and_made_again_with_later_versions(lists: Engine) -> None:
    general = rows(lists)[0]["id"]
    with pytest.raises(EditRefused, match="Choose the organization"):
        edits.make_own(lists, general, today=DAY, at=T0)
    own = edits.make_own(lists, general, organization_id=POLICE, today=DAY, at=T0)
    with pytest.raises(EditRefused, match="Such a list already exists"):
        edits.make_own(lists, general, organization_id=POLICE, today=DAY, at=TIMES[1])
    edits.retire(lists, own, today=DAY, at=TIMES[2])
    assert rows(lists, organization_id=POLICE)[0]["id"] == general
    edits.make_own(lists, general, organization_id=POLICE, today=DAY, at=TIMES[3])
    assert rows(lists, organization_id=POLICE)[0]["version"] == 3


@pytest.mark.both_engines
def test_a_new_list_has_a_code_of_its_own(lists: Engine) -> None:
    told: dict[str, Any] = {"head": Head("Labor inspection", source="Office, 2026", kinds=["A1"]), "today": DAY}
    edits.add_list(lists, code=" d1 ", facts=[Fact("Employer"), Fact("Number of workers")], at=T0, **told)
    assert [(row["key"], row["question"]) for row in rows(lists, "D1")] == [("D1-1", "Employer"), ("D1-2", "Number of workers")]
    for code, why in (
        ("C2", "already in use"),
        ("D1", "already in use"),
        ("2", "A code starts with"),
        ("D-1", "A code starts with"),
        ("", "A code starts with"),
    ):
        with pytest.raises(TextRefused, match=why):
            edits.add_list(lists, code=code, facts=[Fact("Where?")], at=TIMES[1], **told)
    with pytest.raises(EditRefused, match="Enter one fact per line"):
        edits.add_list(lists, code="D2", facts=[], at=TIMES[1], **told)
    with pytest.raises(EditRefused, match="needs a title and the source"):
        edits.add_list(lists, code="D2", facts=[Fact("Where?")], at=TIMES[1], **{**told, "head": Head("Labor inspection")})


@pytest.mark.both_engines
@pytest.mark.parametrize("kind", [None, Exploitation.LABOUR])
def test_of_two_organizations_that_are_one_the_list_of_the_one_that_stays_counts_and_the_other_is_an_earlier_version(
    lists: Engine, kind: Exploitation | None
) -> None:
    def own(organization_id: int) -> list[dict[str, Any]]:
        return rows(lists, organization_id=organization_id, exploitation=kind)

    for n, organization in enumerate((POLICE, SHELTER)):
        told: dict[str, Any] = {"organization_id": organization, "exploitation": kind, "today": DAY}
        made = edits.make_own(lists, rows(lists)[0]["id"], **told, at=TIMES[n])
        edits.save_version(lists, made, [Fact(f"Question of {organization}")], today=DAY, at=TIMES[n + 5])
    before = stored(lists)
    merge(lists, Merged.ORGANIZATION, stays=SHELTER, goes=POLICE, at=TIMES[8])
    assert (questions(own(SHELTER)), own(SHELTER)[0]["version"]) == (["Question of 2"], 4)
    items = stored(lists)["checklist_item"]
    assert items == before["checklist_item"], "no question became another"
    undo_edit(lists, TIMES[8], at=TIMES[9])
    assert stored(lists) == before


# --- what a case knows ------------------------------------------------------------------------------------------------


@pytest.fixture
def case(lists: Engine) -> int:
    """A case of a child in forced labor, with the number of its row."""
    told: dict[str, Any] = {"age_band": AgeBand.A12_14, "exploitation": Exploitation.LABOUR}
    add_case(lists, opened_on=DAY, today=DAY, at=T0 - timedelta(days=1), **told)
    return 1


def state(engine: Engine, item: dict[str, Any], knowledge: ItemKnowledge, at: datetime, today: date = DAY) -> bool:
    return edits.state_item(engine, 1, item["item_id"], knowledge, today=today, at=at)


def known(engine: Engine) -> dict[str, ItemKnowledge]:
    with reading(engine) as session:
        return known_items(session, case_id=1)


def test_what_a_case_knows_counts_in_every_version_and_list_that_asks_the_same(lists: Engine, case: int) -> None:
    first = rows(lists)
    state(lists, first[2], KNOWN, TIMES[1])
    save(lists, first, facts(first)[1:], TIMES[2])
    edits.make_own(lists, rows(lists)[0]["id"], organization_id=POLICE, today=DAY, at=TIMES[3])
    state(lists, rows(lists, organization_id=POLICE)[0], WITHHELD, TIMES[4])
    with reading(lists) as session:
        for receiver in (None, POLICE, SHELTER):
            found = case_readiness(session, case_id=case, on=DAY, codes=["C2"], organization_id=receiver)
            assert found is not None
            assert (found.found.known, found.found.required, found.found.withheld) == (1, 5, ("C2-2",))


def test_the_last_word_on_a_fact_counts_whichever_version_it_was_said_in(lists: Engine, case: int) -> None:
    first = rows(lists)
    state(lists, first[0], KNOWN, TIMES[1])
    save(lists, first, facts(first)[:3], TIMES[2])
    assert state(lists, rows(lists)[0], WITHHELD, TIMES[3])
    assert state(lists, first[0], KNOWN, TIMES[4])
    assert known(lists) == {"C2-1": KNOWN}
    assert not state(lists, first[0], KNOWN, TIMES[5])


@pytest.mark.both_engines
def test_two_words_on_one_fact_become_one_and_undo_brings_both_back(lists: Engine, case: int) -> None:
    first = rows(lists)
    save(lists, first, facts(first)[:3], TIMES[2])
    with writing(lists) as session:  # as two programs might have left it
        said = [(first[0]["item_id"], WITHHELD, DAY - timedelta(days=2)), (rows(lists)[0]["item_id"], MISSING, DAY)]
        session.add_all([m.CaseItemState(case_id=1, item_id=i, state=s, stated_on=on) for i, s, on in said])
    before = stored(lists)["case_item_state"]
    assert known(lists) == {"C2-1": MISSING}
    state(lists, first[0], KNOWN, TIMES[3])
    assert [row["state"] for row in stored(lists)["case_item_state"]] == ["known"]
    undo_edit(lists, TIMES[3], at=TIMES[4])
    assert stored(lists)["case_item_state"] == before


@pytest.mark.both_engines
def test_a_wrong_click_is_taken_back_and_missing_needs_no_row(lists: Engine, case: int) -> None:
    item = rows(lists)[0]
    assert not state(lists, item, MISSING, TIMES[1])
    state(lists, item, KNOWN, TIMES[2])
    state(lists, item, WITHHELD, TIMES[3])
    undo_edit(lists, TIMES[3], at=TIMES[4])
    assert known(lists) == {"C2-1": KNOWN}
    undo_edit(lists, TIMES[2], at=TIMES[5])
    assert known(lists) == {}


def test_nothing_more_is_said_of_a_closed_case_or_a_fact_that_is_gone(lists: Engine, case: int) -> None:
    item = rows(lists)[0]
    with pytest.raises(EditRefused, match="no longer exists"):
        edits.state_item(lists, case, 9999, KNOWN, today=DAY, at=TIMES[1])
    with writing(lists) as session:
        session.get_one(m.SharedCase, case).closed_on = DAY
    with pytest.raises(EditRefused, match="closed"):
        state(lists, item, KNOWN, TIMES[1])


def test_a_version_that_cases_answer_to_is_not_taken_back_unseen(lists: Engine, case: int) -> None:
    first = rows(lists)
    save(lists, first, [*facts(first), Fact("Licence plate")], TIMES[1])
    state(lists, rows(lists)[-1], KNOWN, TIMES[2])
    with pytest.raises(EditRefused, match="depends on it"):
        undo_edit(lists, TIMES[1], at=TIMES[3])


def test_no_column_holds_an_answer(lists: Engine, case: int) -> None:
    state(lists, rows(lists)[0], KNOWN, TIMES[1])
    assert set(stored(lists)["case_item_state"][0]) == {"id", "case_id", "item_id", "state", "stated_on"}
