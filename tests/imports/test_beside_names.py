"""A known organization in brackets behind a name: it is asked about, and a nickname is left alone."""

from hashlib import sha256

from sqlalchemy import Engine

from tests.builders import FEBRUARY, Row, answers, attendance_file, bring, plan_of, stored, story

KEY = f"organization:beside {sha256(b'ploy wang river friends').hexdigest()[:16]}"


def people(engine: Engine) -> list[str]:
    return sorted(row["name"] for row in stored(engine)["person"])


def test_a_known_organization_in_brackets_is_asked_about_and_without_an_answer_stays_in_the_name(engine: Engine) -> None:
    bring(engine, attendance_file(Row("Ben Cho", "Wang River Friend")))
    file = attendance_file(Row("Ploy (Wang River Friends)", None, FEBRUARY), file="february.csv")
    (question,) = plan_of(engine, file).questions
    assert (question.key, question.lines) == (KEY, (2,))
    assert "looks like the organization 'Wang River Friend'" in question.text
    assert [option.label for option in question.options] == ["It is part of the name", "It is the organization"]
    bring(engine, file)
    assert people(engine) == ["Ben Cho", "Ploy (Wang River Friends)"]
    assert not plan_of(engine, file).changes_anything()


def test_who_says_it_is_the_organization_is_asked_which_one_and_the_same_file_then_changes_nothing(engine: Engine) -> None:
    bring(engine, attendance_file(Row("Ben Cho", "Wang River Friend")))
    file = attendance_file(Row("Ploy (Wang River Friends)", None, FEBRUARY), file="february.csv")
    said = answers({KEY: "organization"})
    assert {question.code for question in plan_of(engine, file, said).questions} == {
        "organization_beside_name",
        "similar_organization",
    }
    bring(engine, file, answers({KEY: "organization", "organization:wang river friends": "same:1"}))
    assert people(engine) == ["Ben Cho", "Ploy"]
    assert [name for name, _ in story(engine)["organization"]] == ["Wang River Friend"]
    again = plan_of(engine, file)
    assert (again.changes_anything(), again.questions) == (False, [])


def test_a_list_brought_before_the_organization_was_known_changes_nothing_when_it_comes_again(engine: Engine) -> None:
    file = attendance_file(Row("Ploy (Wang River Friends)", None))
    bring(engine, file)
    bring(engine, attendance_file(Row("Ben Cho", "Wang River Friends", FEBRUARY), file="february.csv"))
    assert not plan_of(engine, file).changes_anything()


def test_the_short_name_of_a_known_organization_is_asked_about_too(engine: Engine) -> None:
    bring(engine, attendance_file(Row("Ben Cho", "Wang River Families")))
    rows = (Row(f"Ploy ({short})", None, FEBRUARY) for short in ("Wang River", "Hill Light", "Nok"))
    (question,) = plan_of(engine, attendance_file(*rows, file="february.csv")).questions
    assert "'Ploy (Wang River)'" in question.text


def test_a_nickname_is_not_asked_about(engine: Engine) -> None:
    bring(engine, attendance_file(Row("Ben Cho", "Nok"), Row("Cam Orr", "Ploy Dee Friends"), Row("Dan Poe", "ริมน้ำ")))
    rows = (Row(name, None, FEBRUARY) for name in ("Ploy (Nok)", "Ploy (Ploy Dee)", "พลอย (ริมน้ำ)", "Ann (Somsri Jaidee)"))
    assert plan_of(engine, attendance_file(*rows, file="february.csv")).questions == []
