"""Lists of shared cases: coded fields only, nothing else is kept or repeated, and a second time changes nothing."""

import json
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from coalition import models as m
from coalition.access.templates import cases_template
from coalition.codes import is_valid_code, new_code
from coalition.imports.undo import undo
from tests.support.examples import examples
from tests.support.importing import NOW, cases, codes, keep, sheet, stored

HEAD = ("case_code", "case", "opened_on", "closed_on", "area", "sex", "age_band", "need", "need_opened_on", "need_closed_on")
SECRET = "Somsri Jaidee 081-234-5678"


def row(**told: object) -> tuple[object, ...]:
    values = {"opened_on": "2026-03-01", "area": "TH57", "sex": "female", "age_band": "15-17", "need": "A1", **told}
    return tuple(values.get(name, "") for name in HEAD)


def test_rows_of_one_case_are_joined_by_the_senders_label_which_is_not_kept(engine: Engine) -> None:
    plan = cases(engine, sheet(HEAD, row(case="x-1"), row(case="x-1", need="A2"), row(case="x-2", area="Mae Sai")))
    assert plan.totals() == {"shared cases": 2, "needs": 3, "areas": 2, "service types": 2}
    keep(engine, plan)
    first, second = stored(engine, m.SharedCase)
    assert is_valid_code(first["code"])
    assert first["code"] != second["code"]
    assert [n["case_id"] for n in stored(engine, m.CaseNeed)] == [first["id"], first["id"], second["id"]]
    assert "x-1" not in str([stored(engine, m.SharedCase), stored(engine, m.ImportBatch), stored(engine, m.ImportIssue)])


def test_the_same_file_twice_changes_nothing_and_undo_takes_all_of_it_back(engine: Engine) -> None:
    data = sheet(HEAD, row(), row(), row(need=""))  # two cases may be alike in all coded fields
    batch = keep(engine, cases(engine, data))
    assert len(stored(engine, m.SharedCase)) == 3
    again = cases(engine, data)
    assert again.counts() == {"unchanged": 3}
    assert not again.changes_anything()
    undo(engine, batch, now=NOW)
    assert not stored(engine, m.SharedCase)
    assert not stored(engine, m.CaseNeed)
    assert cases(engine, data).totals()["shared cases"] == 3


@pytest.mark.both_engines
def test_a_case_with_a_known_code_is_changed_and_the_change_is_undone(engine: Engine) -> None:
    keep(engine, cases(engine, sheet(HEAD, row())))
    (case,) = stored(engine, m.SharedCase)
    data = sheet(HEAD, row(case_code=case["code"].lower(), sex="", age_band="18-24", closed_on="2026-06-01"))
    plan = cases(engine, data)
    assert plan.counts() == {"changed": 1}
    batch = keep(engine, plan)
    (changed,) = stored(engine, m.SharedCase)
    assert (changed["sex"], changed["age_band"], str(changed["closed_on"])) == ("female", "18-24", "2026-06-01")
    assert str(stored(engine, m.CaseNeed)[0]["closed_on"]) == "2026-06-01"  # nobody waits for it any more
    assert not cases(engine, data).changes_anything()
    undo(engine, batch, now=NOW)
    assert stored(engine, m.SharedCase) == [case]


@pytest.mark.parametrize("drawn", ["", "XT27-9044-M"])  # mistyped, the second holds what could be the number of somebody
def test_an_unknown_valid_code_is_a_new_case_with_that_code_and_a_mistyped_one_is_refused(engine: Engine, drawn: str) -> None:
    code = drawn or new_code()
    wrong = code[:-1] + ("X" if code[-1] != "X" else "Y")  # figures alone could be a telephone number
    plan = cases(engine, sheet(HEAD, row(case_code=code), row(case_code=wrong)))
    assert codes(plan) == [(3, "case_code")]
    keep(engine, plan)
    assert [c["code"] for c in stored(engine, m.SharedCase)] == [code]


@pytest.mark.parametrize("column", ["Name", "note", "ชื่อ", "phone", "Date of birth"])
def test_a_column_that_is_not_coded_refuses_the_whole_file(engine: Engine, column: str) -> None:
    plan = cases(engine, sheet((*HEAD, column), (*row(), SECRET)))
    assert plan.refused is not None
    assert column in plan.refused
    assert "Names, notes" in plan.issues[0].suggestion
    assert not plan.changes_anything()


@pytest.mark.parametrize("column", [name for name in HEAD if name != "case"])
def test_text_in_a_coded_column_is_refused_and_never_repeated_or_kept(engine: Engine, column: str) -> None:
    plan = cases(engine, sheet(HEAD, row(), row(**{column: SECRET})))
    (problem,) = [i for i in plan.issues if i.line == 3]
    assert problem.column == column
    assert problem.raw == ()
    told = str([problem, plan.rows(), plan.questions])
    assert not [word for word in ("Somsri", "Jaidee", "081") if word in told]
    keep(engine, plan)
    kept = str([stored(engine, model) for model in (m.SharedCase, m.CaseNeed, m.ImportIssue, m.ImportBatch, m.Change, m.Area)])
    assert "Somsri" not in kept


def test_text_outside_the_columns_is_refused_without_repeating_it(engine: Engine) -> None:
    plan = cases(engine, sheet(HEAD, (*row(), SECRET)))
    assert codes(plan) == [(2, "case_extra")]
    assert "Somsri" not in str(plan)


def test_half_a_case_is_never_taken(engine: Engine) -> None:
    plan = cases(engine, sheet(HEAD, row(case="1"), row(case="1", need="nothing we know"), row(case="2")))
    assert codes(plan) == [(2, "case_incomplete"), (3, "case_value")]
    assert plan.counts() == {"refused": 2, "new": 1}


def test_a_day_that_does_not_go_with_the_stored_other_one_is_refused(sqlite_engine: Engine) -> None:
    keep(sqlite_engine, cases(sqlite_engine, sheet(HEAD, row(closed_on="2026-04-01", need_closed_on="2026-04-01"))))
    (case,) = stored(sqlite_engine, m.SharedCase)
    plan = cases(sqlite_engine, sheet(HEAD, row(case_code=case["code"], opened_on="2026-05-01", need="")))
    assert (plan.counts(), codes(plan), plan.changes_anything()) == ({"refused": 1}, [(2, "case_order")], False)
    sooner = cases(sqlite_engine, sheet(HEAD, row(case_code=case["code"], opened_on="2026-02-01", need="")))
    assert (sooner.counts(), sooner.totals()) == ({"changed": 1}, {"changed cases": 1})
    keep(sqlite_engine, sooner)


def test_days_out_of_order_or_still_to_come_are_refused(engine: Engine) -> None:
    plan = cases(
        engine,
        sheet(
            HEAD,
            row(closed_on="2026-02-01"),
            row(opened_on="2027-01-01"),
            row(need_opened_on="2026-05-01", need_closed_on="2026-04-01"),
            row(opened_on=""),
            row(area="Chaloem Phra Kiat"),
        ),
    )
    assert codes(plan) == [(2, "case_order"), (3, "case_future"), (4, "case_order"), (5, "case_missing"), (6, "case_value")]


def test_the_template_comes_back_empty_with_a_sentence(engine: Engine) -> None:
    plan = cases(engine, cases_template())
    assert (plan.counts(), codes(plan), plan.changes_anything()) == ({"blank": 1}, [(2, "example_row")], False)
    assert cases(engine, sheet(("a", "b"), ("c", "d"))).issues[0].code == "no_cases"


@settings(max_examples=examples(10), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "case": st.sampled_from(["", "1", "2"]),
                "opened_on": st.sampled_from(["2026-03-01", "2026-04-01", "", "x"]),
                "sex": st.sampled_from(["female", "", "?", "no such"]),
                "need": st.sampled_from(["A1", "A2", "", "zz"]),
            }
        ),
        min_size=1,
        max_size=8,
    )
)
def test_no_row_of_a_list_of_cases_is_ever_lost(sqlite_engine: Engine, told: list[dict[str, str]]) -> None:
    plan = cases(sqlite_engine, sheet(HEAD, *(row(**values) for values in told)))
    assert sorted(line for entry in plan.rows() for line in entry.lines) == list(range(2, len(told) + 2))


def test_a_column_of_the_lists_own_is_named_by_its_letter_so_that_no_name_is_repeated(engine: Engine) -> None:
    data = sheet(("case", "opened_on", "area", "sex", "age_band", "need", "Nok Secretname 0812345678", "Name"), ("A",) * 8)
    plan = cases(engine, data)
    assert plan.refused == "A list of shared cases may contain only columns with codes. Not accepted: G, H (Name)."
    assert "Secretname" not in repr(plan)


def test_a_title_above_the_column_names_does_no_harm(engine: Engine) -> None:
    header = ("opened_on", "area", "sex", "age_band", "need")
    plan = cases(engine, sheet(("Cases of November",), (), header, ("2026-11-01", "TH57", "female", "15-17", "A2")))
    assert plan.totals()["shared cases"] == 1


def test_a_list_that_was_imported_before_referrals_could_be_told_still_finds_its_cases(engine: Engine) -> None:
    keep(engine, cases(engine, sheet(HEAD, row(closed_on="2026-06-01", sex="?"))))
    told = [["age_band", "15-17"], ["closed_on", "2026-06-01"], ["opened_on", "2026-03-01"]]
    needs = ["('A1', 'TH57', datetime.date(2026, 3, 1), datetime.date(2026, 6, 1))"]
    content = json.dumps([told, "TH57", needs], ensure_ascii=False)
    assert stored(engine, m.SharedCase)[0]["import_key"] == sha256(f"{content}#1".encode()).hexdigest()
