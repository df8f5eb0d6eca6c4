"""Fields of a form that are empty until somebody chooses, filled in as a visitor would."""

import json
from typing import Any

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


def data_sent(at: AppTest) -> list[dict[str, Any]]:
    """What the components of our own on a page are sent, in their order."""
    return [json.loads(json.loads(part.proto.json)) for part in at.get("bidi_component")]


def rows_shown(at: AppTest) -> list[dict[str, str]]:
    """The first list whose rows open, as it is read: {name of the column: text}."""
    for data in data_sent(at):
        if "ids" in data:
            names = [column["name"] for column in data["columns"]]
            return [dict(zip(names, (text for text, _ in row), strict=True)) for row in data["rows"]]
    return []


def column_shown(at: AppTest, name: str) -> list[str]:
    """One column of that list."""
    return [row[name] for row in rows_shown(at)]


def lists_text(at: AppTest) -> str:
    """All that the lists of our own on a page say, the names of their columns too."""
    return " ".join(json.dumps(data, ensure_ascii=False) for data in data_sent(at))
