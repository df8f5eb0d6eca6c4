"""Which stored organization a name in a file is: what is certain is told, what is likely is asked, what was said is kept."""

import pytest
from sqlalchemy import Engine

from coalition.database import reading, writing
from coalition.imports.commit import QuestionsOpen, commit
from coalition.imports.matching.likeness import match_names
from coalition.imports.organizations import stored_names
from coalition.imports.plan import Answers
from coalition.models import Organization
from tests.builders import FEBRUARY, NOW, Row, answers, attendance_file, bring, plan_of, stored, story
from tests.support.importing import services, sheet

MINISTRY = "Ministry of Social Development and Human Security"


def organizations(engine: Engine) -> list[str]:
    return [name for name, _ in story(engine)["organization"]]


def told(plan: object) -> list[tuple[int | None, str]]:
    return [(found.line, found.why) for found in plan.issues if found.code == "read_as_known"]  # type: ignore[attr-defined]


def test_a_translated_name_on_the_list_is_read_as_the_stored_organization_and_that_is_told(engine: Engine) -> None:
    bring(engine, attendance_file(Row(organization=MINISTRY)))
    file = attendance_file(Row("Ben Cho", "พม.", FEBRUARY), file="february.csv")
    plan = plan_of(engine, file)
    assert plan.questions == []
    assert "organizations" not in plan.totals()
    assert told(plan) == [(2, f"'พม.' is read as '{MINISTRY}': the built-in list gives it as an acronym.")]
    assert plan.decisions["read_as:พม"] == MINISTRY
    bring(engine, file)
    assert organizations(engine) == [MINISTRY]
    assert "organization_alias" not in stored(engine)
    assert stored(engine)["attendance"][-1]["organization_as_written"] == "พม."
    assert not plan_of(engine, file).changes_anything()


def test_two_names_of_one_organization_on_the_list_in_one_file_are_one_organization(engine: Engine) -> None:
    file = attendance_file(Row(organization="พมจ.เชียงราย"), Row("Ben Cho", "PSDHS Chiang Rai"), Row("Cam Orr", "พมจ.ชม."))
    plan = plan_of(engine, file)
    assert plan.totals()["organizations"] == 2
    assert told(plan) == [(3, "'PSDHS Chiang Rai' is read as 'พมจ.เชียงราย': the built-in list gives it as an acronym.")]
    bring(engine, file)
    assert organizations(engine) == ["พมจ.ชม.", "พมจ.เชียงราย"]
    assert not plan_of(engine, file).changes_anything()


def test_who_says_that_it_is_another_organization_is_believed(engine: Engine) -> None:
    bring(engine, attendance_file(Row(organization=MINISTRY)))
    file = attendance_file(Row("Ben Cho", "MSDHS", FEBRUARY), file="february.csv")
    bring(engine, file, answers({"organization:msdhs": "separate"}))
    assert organizations(engine) == ["MSDHS", MINISTRY]
    assert told(plan_of(engine, file)) == []


def test_an_organization_added_by_hand_under_that_name_comes_before_the_list(engine: Engine) -> None:
    bring(engine, attendance_file(Row(organization=MINISTRY)))
    with writing(engine) as session:
        session.add(Organization(name="พม.", name_key="พม"))
    plan = plan_of(engine, attendance_file(Row("Ben Cho", "พม", FEBRUARY)))
    assert told(plan) == []


def test_where_two_stored_organizations_are_one_on_the_list_it_is_asked(engine: Engine) -> None:
    file = attendance_file(Row(organization=MINISTRY), Row("Ben Cho", "MSDHS"))
    bring(engine, file, answers({"organization:msdhs": "separate"}))
    (question,) = plan_of(engine, attendance_file(Row("Cam Orr", "กระทรวง พม.", FEBRUARY))).questions
    assert [option.label for option in question.options] == [
        "Another organization",
        f"The same as {MINISTRY} (the built-in list says it is the same as several organizations)",
        "The same as MSDHS (the built-in list says it is the same as several organizations)",
    ]


def test_a_question_says_why_each_name_is_proposed_and_its_values_stay(engine: Engine) -> None:
    bring(engine, attendance_file(Row(organization="Hill Light Foundation")))
    (question,) = plan_of(engine, attendance_file(Row("Ben Cho", "Hill Ligth Foundation", FEBRUARY))).questions
    assert [(option.value, option.label) for option in question.options] == [
        ("separate", "Another organization"),
        ("same-as:hill light foundation", "The same as Hill Light Foundation (one letter differs)"),
    ]


def test_a_list_of_services_tells_it_too(engine: Engine) -> None:
    bring(engine, attendance_file(Row(organization=MINISTRY)))
    plan = services(engine, sheet(("organization", "service_type", "area"), ("MSDHS", "A1", "TH57")))
    assert told(plan) == [(2, f"'MSDHS' is read as '{MINISTRY}': the built-in list gives it as an acronym.")]
    assert "organizations" not in plan.totals()


@pytest.mark.both_engines
def test_a_confirmed_spelling_is_known_to_every_later_comparison(engine: Engine) -> None:
    bring(engine, attendance_file(Row(organization="Hill Light Foundation")))
    file = attendance_file(Row("Ben Cho", "Hill Ligth Foundation", FEBRUARY), file="february.csv")
    bring(engine, file, answers({"organization:hill ligth foundation": "same-as:hill light foundation"}))
    with reading(engine) as session:
        known = [one for _, one in stored_names(session)]
    (found,) = match_names(["HILL LIGTH FOUNDATION"], known)
    assert (found.verdict, found.known, found.reason) == (
        "same", "Hill Light Foundation", "a spelling that was confirmed before",
    )  # fmt: skip


def test_a_question_nobody_answered_is_never_stored_as_a_decision_and_its_file_is_not_kept(engine: Engine) -> None:
    bring(engine, attendance_file(Row(organization="Women's House")))
    file = attendance_file(Row("Ben Cho", "Women's Hse", FEBRUARY), file="february.csv")
    key = "organization:womens hse"
    plan = plan_of(engine, file)
    assert (plan.open, plan.decisions) == ({key}, {})
    with pytest.raises(QuestionsOpen, match="Women's Hse"):
        commit(engine, plan, now=NOW)
    assumed = plan_of(engine, file, Answers({key: "separate"}, assumed=frozenset({key})))
    assert (assumed.open, assumed.decisions) == (frozenset(), {}), "somebody let the safe answers be taken: nobody decided"
    said = plan_of(engine, file, Answers({key: "separate"}))
    assert said.decisions == {key: "separate", "separate:womens hse": "womens house"}
