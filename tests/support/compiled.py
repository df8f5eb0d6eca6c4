"""Each statement is compiled once a process, not once for each test's database: that was a third of what a test with one took.

SQLAlchemy keeps compiled statements with their engine and its dialect. The program opens one engine and uses it for weeks; each
test opens its own. Here all engines of a kind share what is compiled, and their dialects are one and the same to it.
"""

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

_MOST = 5_000
_kept: dict[str, LRUCache[Any, Any]] = {}


def compiled_once(engine: Engine) -> Engine:
    """The same engine, sharing what is compiled with all of its kind (SQLite, PostgreSQL)."""
    engine._compiled_cache = _kept.setdefault(engine.dialect.name, LRUCache(_MOST))
    return engine


def _is_alike(dialect: object, other: object) -> bool:
    return type(dialect) is type(other)


def _kind(dialect: object) -> int:
    return hash(type(dialect))


for _dialect in (SQLiteDialect_pysqlite, PGDialect_psycopg):
    _dialect.__eq__ = _is_alike  # type: ignore[method-assign, assignment]
    _dialect.__hash__ = _kind  # type: ignore[method-assign, assignment]
