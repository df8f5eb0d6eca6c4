"""What a coalition chooses for itself, and its list of service types."""

from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from coalition import clock
from coalition.database import writing
from coalition.defaults import load_defaults
from coalition.disclosure import LEAST_BASE
from coalition.edits.conflicts import apart, columns_to_write
from coalition.edits.record import EditRefused, record, table_of
from coalition.models import Setting
from coalition.queries import ledger
from coalition.settings import Settings
from coalition.vocabulary import ChangeAction, Pillar, QuorumRule

LONGEST_WORD = 40
"""Letters of a word for a level of areas."""
SETTINGS_ROW = 0
"""`Change.row_id` of the settings."""


def save(engine: Engine, *, by: str | None = None, at: datetime | None = None, **values: Any) -> bool:
    """Store settings by name (`coalition.settings.Settings`). Returns whether anything changed.

    Args:
        engine: the database.
        by: who does it; None: not told.
        at: the instant of the edit, with time zone; None: now.
        values: {name: value}.

    Raises:
        ValueError: a name that is no setting, or a number that makes no sense. Nothing is written.
    """
    _check(values)
    with writing(engine) as session, apart():
        return store(session, values, by, at or clock.now())


def start(engine: Engine, *, country: str, by: str | None = None, at: datetime | None = None, **values: Any) -> bool:
    """Start empty: the lists shipped for the country and the settings, in one transaction, as `save`.

    Raises:
        ValueError: as in `save`. Nothing is written.
    """
    values = {**values, "country": country}
    _check(values)
    with writing(engine) as session, apart():
        load_defaults(session, country)
        return store(session, values, by, at or clock.now())


def _check(values: dict[str, Any]) -> None:
    known = {f.name for f in fields(Settings)}
    if unknown := sorted(set(values) - known):
        raise ValueError(f"no such setting: {', '.join(unknown)}")
    for name in ("fresh_days", "lapsed_after", "at_risk_after", "recent_meetings"):
        if name in values and values[name] < 1:
            raise ValueError(f"{name} must be 1 or more")
    if values.get("count_base", LEAST_BASE) < LEAST_BASE:
        raise ValueError(f"count_base must be {LEAST_BASE} or more")
    if values.get("quorum", "") not in {"", *QuorumRule} or values.get("quorum_number", 0) < 0:
        raise ValueError("the quorum must be a known rule")
    own = [words for name in ("level_names", "pillar_names") for words in values.get(name, {}).values()]
    names = [name for words in own for name in words.values()]
    if any(len(name) > LONGEST_WORD or "{" in name or "}" in name for name in names):
        raise ValueError(f"a word of your own is at most {LONGEST_WORD} letters, without braces")
    if not {*values.get("pillar_order", ())} <= {*Pillar}:
        raise ValueError("the order must be one of known pillars")
    if "coalition_name" in values and not values["coalition_name"].strip():
        raise ValueError("the coalition needs a name")


def store(session: Session, values: dict[str, Any], by: str | None, at: datetime) -> bool:
    """Store settings in the transaction of another edit; whether anything changed.

    All settings together are one row of the history, of which they are the columns: they have no ids.

    Raises:
        EditRefused: a member would lapse before it is missing meetings; another may have changed one of the two since.
    """
    stored = asdict(ledger.settings(session))
    then = stored | values
    if then["at_risk_after"] > then["lapsed_after"]:
        raise EditRefused("The number for “Missing meetings” cannot be larger than that for “Lapsed”.")
    names = columns_to_write(session, table_of(Setting), {"id": SETTINGS_ROW, **stored}, values)
    for key in values:
        row = session.get(Setting, key)
        if row is None:
            session.add(Setting(key=key, value=values[key]))
        elif key in names:
            row.value = values[key]
    if names:
        before, after = ({name: told[name] for name in sorted(names)} for told in (stored, values))
        record(session, "setting", SETTINGS_ROW, ChangeAction.UPDATED, before, after, by=by, at=at)
    session.flush()
    return bool(names)
