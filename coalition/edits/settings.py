"""What a coalition chooses for itself, and its list of kinds of help."""

from dataclasses import fields
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from coalition.database import writing
from coalition.defaults import load_defaults
from coalition.disclosure import LEAST_BASE
from coalition.models import Setting
from coalition.settings import Settings


def save(engine: Engine, **values: Any) -> None:
    """Store settings by name (`coalition.settings.Settings`).

    Raises:
        ValueError: a name that is no setting, or a number that makes no sense. Nothing is written.
    """
    _check(values)
    with writing(engine) as session:
        _store(session, values)


def start(engine: Engine, *, country: str, **values: Any) -> None:
    """Start empty: the lists shipped for the country and the settings, in one transaction.

    Raises:
        ValueError: as in `save`. Nothing is written.
    """
    values = {**values, "country": country}
    _check(values)
    with writing(engine) as session:
        load_defaults(session, country)
        _store(session, values)


def _check(values: dict[str, Any]) -> None:
    known = {f.name for f in fields(Settings)}
    if unknown := sorted(set(values) - known):
        raise ValueError(f"no such setting: {', '.join(unknown)}")
    for name in ("fresh_days", "lapsed_after", "at_risk_after", "recent_meetings"):
        if name in values and values[name] < 1:
            raise ValueError(f"{name} must be 1 or more")
    if values.get("count_base", LEAST_BASE) < LEAST_BASE:
        raise ValueError(f"count_base must be {LEAST_BASE} or more")
    if "coalition_name" in values and not values["coalition_name"].strip():
        raise ValueError("the coalition needs a name")


def _store(session: Session, values: dict[str, Any]) -> None:
    for key, value in values.items():
        row = session.get(Setting, key)
        if row is None:
            session.add(Setting(key=key, value=value))
        else:
            row.value = value
    session.flush()
