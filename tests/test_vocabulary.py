import csv
from enum import StrEnum

import pytest
from sqlalchemy import Enum
from sqlmodel import SQLModel

import coalition.models  # noqa: F401  registers the tables
from coalition import vocabulary
from coalition.database import ROOT
from coalition.settings import Settings, from_stored
from coalition.vocabulary.tongues import tongue_codes

LISTS = list(vocabulary.LABELS)


def test_no_list_is_without_labels() -> None:
    kinds = [kind for kind in vars(vocabulary).values() if isinstance(kind, type) and issubclass(kind, StrEnum)]
    assert set(kinds) - {StrEnum} == set(LISTS)


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.__name__)
def test_every_value_of_a_list_has_a_label_and_fits_its_column(kind: type[StrEnum]) -> None:
    assert set(vocabulary.LABELS[kind]) == set(kind)
    assert all(vocabulary.label(member).strip() for member in kind)
    assert all(len(member.value) <= 32 for member in kind)
    assert vocabulary.choices(kind) == {member.value: vocabulary.label(member) for member in kind}


def test_two_values_of_one_list_never_look_the_same() -> None:
    for kind in LISTS:
        labels = [vocabulary.label(member) for member in kind]
        assert len(set(labels)) == len(labels), kind


def test_every_label_can_be_said_in_thai() -> None:
    with (ROOT / "coalition" / "locale" / "th.csv").open(encoding="utf-8-sig", newline="") as file:
        known = {row["english"]: row["thai"] for row in csv.DictReader(file)}
    labels = {vocabulary.label(member) for kind in LISTS for member in kind}
    assert sorted(label for label in labels if not known.get(label)) == []


def test_a_stored_list_value_is_the_value_and_not_the_name() -> None:
    columns = [c for table in SQLModel.metadata.sorted_tables for c in table.columns if isinstance(c.type, Enum)]
    assert columns
    for column in columns:
        assert isinstance(column.type, Enum)
        assert column.type.enum_class is not None
        assert set(column.type.enums) == {member.value for member in column.type.enum_class}


def test_settings_that_were_never_chosen_are_the_defaults() -> None:
    assert from_stored({}) == Settings()
    assert from_stored({"fresh_days": 90, "data_version": 7, "demo": {}}) == Settings(fresh_days=90)


def test_the_sectors_required_by_default_are_sectors() -> None:
    assert set(Settings().required_sectors) <= set(vocabulary.choices(vocabulary.Sector))


# --- the table of cell states -----------------------------------------------------------------------------------------


def test_every_cell_state_has_its_row_and_no_two_look_or_rank_alike() -> None:
    rows = vocabulary.STATES.values()
    assert {traits.state for traits in rows} == set(vocabulary.CellState) == set(vocabulary.STATES)
    for name in ("label", "meaning", "rule", "rank", "color", "says", "hatching", "in_sentence", "falls"):
        assert len({getattr(traits, name) for traits in rows}) == len(rows), name
    assert sorted(traits.rank for traits in rows) == list(range(len(rows)))


def test_what_is_said_of_a_state_can_be_said_in_thai() -> None:
    with (ROOT / "coalition" / "locale" / "th.csv").open(encoding="utf-8-sig", newline="") as file:
        known = {row["english"]: row["thai"] for row in csv.DictReader(file)}
    rows = vocabulary.STATES.values()
    said = [text for traits in rows for text in (traits.rule, traits.rule_by_gap, traits.in_sentence, *traits.falls) if text]
    assert [text for text in said if not known.get(text)] == []


def test_a_state_weighs_in_the_score_the_more_the_worse_it_is_and_unknown_not_at_all() -> None:
    known = [vocabulary.STATES[state] for state in vocabulary.WORST_FIRST if vocabulary.STATES[state].help is not None]
    assert [traits.weight for traits in known] == sorted((traits.weight for traits in known), reverse=True)
    assert vocabulary.STATES[vocabulary.CellState.UNKNOWN].weight == 0


def test_codes_of_one_language_are_one_so_that_who_speaks_it_is_found() -> None:
    assert tongue_codes("fil; Filipino / TL, Burmese;Lanna") == ["tl", "my", "lanna"]
