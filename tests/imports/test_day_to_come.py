"""People listed at a meeting that is still to come: asked about before anything is stored."""

from sqlalchemy import Engine

from coalition.database import reading
from coalition.imports.plan import Answers
from tests.builders import TODAY, plan_file

FUTURE = b"Date,Name,Organization\n2030-05-05,Ann Lee,Hope House\n"


def test_nothing_is_stored_before_somebody_says_that_the_day_is_right(sqlite_engine: Engine) -> None:
    with reading(sqlite_engine) as session:
        asked = plan_file(session, FUTURE, "list.csv", today=TODAY)
        wrong, right = (
            plan_file(session, FUTURE, "list.csv", today=TODAY, answers=Answers({"attended_to_come": said}))
            for said in ("wrong_day", "right_day")
        )
    assert [question.code for question in asked.questions] == ["attended_to_come"]
    assert not asked.changes_anything()
    assert wrong.refused is not None
    assert "date is wrong" in wrong.refused
    assert right.totals()["attendances"] == 1
