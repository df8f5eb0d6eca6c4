"""What is said to a database, by its shape: that all of it was said to PostgreSQL too proves what the twins need not repeat.

A shape is a statement in no engine's own dialect, without its values: parameters, literals and lists are folded. Only what
the program says counts, not what a test asks for itself; tables are made by the migrations, which have tests of their own.
"""

import os
import re
import sys
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from sqlalchemy import Dialect, Engine, event
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.exc import CompileError

from coalition import bulk
from coalition.database import ROOT
from coalition.queries import ready, tally

said: dict[tuple[str, str], str] = {}
"""{(engine, shape): the first test of this process that had the program say it}."""

OWN_WORDS = re.compile(
    r"PRAGMA |BEGIN|SAVEPOINT|RELEASE|ROLLBACK"  # of the driver
    r"|.*\b(?:sqlite_sequence|sqlite_master|strftime|julianday|staged_rows|rowid)\b"
    r"|.*\b(?:CREATE|DROP|ALTER) (?:TEMP|TEMPORARY|TABLE|INDEX|UNIQUE)\b|.*\b_?alembic_\w+"
)
"""What SQLite alone is told: where this stands, the code says something else to PostgreSQL (`dialect.name`)."""

_NEUTRAL = DefaultDialect()
_OF_THE_PROGRAM, _OF_TESTS = (str(ROOT / name) for name in ("coalition", "tests"))
_FOLDED = (
    (re.compile(r"\s+"), " "),
    (re.compile(r"'(?:[^']|'')*'"), "?"),
    (re.compile(r"::[A-Z_]+(?:\(\d+\))?"), ""),
    (re.compile(r"%\(\w+\)s|%s|(?<![:\w]):\w+|\[POSTCOMPILE_\w+\]|__\[[^\]]*\]"), "?"),
    (re.compile(r"(?<![\w.\"])-?\d+(?:\.\d+)?(?![\w\"])"), "?"),
    (re.compile(r"\(+\s*\?(?:, \?)*\s*\)+"), "(?)"),
    (re.compile(r"\(\?\)(?:, \(\?\))+"), "(?)"),
    (re.compile(r"\b(?:pg_temp|temp)\."), "temp."),
    (re.compile(r"(\(lower\(CAST\(\S+ AS TEXT\)\) LIKE [^()]*\))(?: OR \1)+"), r"\1"),  # of one column, word by word
    (re.compile(r"^UPDATE (\w+) SET \w+=\?(?:, \w+=\?)* WHERE \1\.id (?:= \?|IN \(\?\))$"), r"UPDATE \1 SET ? WHERE \1.id = ?"),
    (re.compile(r'^INSERT INTO ("?\w+"? \([^)]*\)) (?:VALUES|FROM).*'), r"INSERT INTO \1"),
)


def shape(text: str) -> str:
    """A statement without its values."""
    for pattern, instead in _FOLDED:
        text = pattern.sub(instead, text)
    return text.strip()


def listen() -> None:
    """From now on every statement of this process is noted, also those that go round SQLAlchemy."""
    event.listen(Engine, "before_cursor_execute", _note)
    compiled, copy = ready._compiled, bulk._copy

    def noted(statement: Any, dialect: Dialect, lengths: Any) -> Any:
        _add(dialect.name, _said_once(statement))
        return compiled(statement, dialect, lengths)

    def sent(session: Any, text: str, values: Any = ()) -> Any:
        _add(session.connection().dialect.name, shape(text))
        return ready.sent(session, text, values)

    def copied(connection: Any, statement: str, rows: Any) -> Any:
        _add("postgresql", shape(statement.replace("COPY", "INSERT INTO").replace(" FROM STDIN", " VALUES")))
        return copy(connection, statement, rows)

    ready._compiled = noted
    tally.sent = sent
    bulk._copy = copied


def only_on_sqlite() -> list[tuple[str, str]]:
    """(a test, a shape) that was said to SQLite and not to PostgreSQL, though nothing in it is SQLite's own."""
    told: dict[str, set[str]] = {"sqlite": set(), "postgresql": set()}
    for engine, text in said:
        told[engine].add(text)
    alone = [text for text in told["sqlite"] - told["postgresql"] if not OWN_WORDS.match(text)]
    return sorted((said["sqlite", text], text) for text in alone)


def _note(connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
    if not _is_of_the_program():
        return
    compiled = getattr(context, "compiled", None)
    if compiled is None:
        _add(connection.dialect.name, _of_text(statement))
    elif not context.isddl:
        known = compiled.__dict__.get("shape_of_tests")
        if known is None:
            known = compiled.__dict__["shape_of_tests"] = _neutral(compiled.statement, compiled.column_keys)
        _add(connection.dialect.name, known)


def _is_of_the_program() -> bool:
    frame = sys._getframe(2)
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(_OF_THE_PROGRAM):
            return True
        if file.startswith(_OF_TESTS) and not file.endswith("statements.py"):
            return False
        frame = frame.f_back  # type: ignore[assignment]
    return False


def _add(engine: str, text: str) -> None:
    if (engine, text) not in said:
        said[engine, text] = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]


_of_text: Callable[[str], str] = lru_cache(4096)(shape)


@lru_cache(4096)
def _kept(text: str) -> str:
    return shape(text)


@lru_cache(4096)
def _said_once(statement: Any) -> str:
    return _neutral(statement, None)


def _neutral(statement: Any, column_keys: Any) -> str:
    try:
        return _kept(str(statement.compile(dialect=_NEUTRAL, column_keys=column_keys)))
    except CompileError:
        return _kept(str(statement))
