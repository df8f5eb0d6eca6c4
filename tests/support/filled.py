"""Fields of a form that are empty until somebody chooses, filled in as a visitor would."""

from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from coalition import models as m
from tests.support.day import TODAY
from tests.support.importing import stored


def choose(at: AppTest, label: str, value: object) -> None:
    """Choose one of the list with this label, the first on the page."""
    next(box for box in at.selectbox if box.label == label).set_value(value).run()


def choose_today(at: AppTest, key: str) -> None:
    """Say that it was today, in the field of this key."""
    at.segmented_control(key=key).set_value(TODAY.isoformat()).run()


def code_of(engine: Engine, case_id: int) -> str:
    """The code of a case, by which an address asks for it."""
    return str(next(row["code"] for row in stored(engine, m.SharedCase) if row["id"] == case_id))
