"""Takes the traces of a person, or words, out of every table, whatever column holds text: the next one is not forgotten."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Column, Enum, String, Table, Text, and_, cast, false, func, or_, select, update
from sqlmodel import Session, SQLModel

from coalition.edits.erasing.traces import ESCAPE, Traces
from coalition.models import ERASED

Row = dict[str, Any]

NOT_OF_PEOPLE = frozenset(
    {"organization", "organization_alias", "area", "area_shape", "service_type", "checklist", "checklist_item", "setting"}
)
"""Tables whose names are those of organizations, places and service types: that of a person in one of them is its own."""

LISTS = NOT_OF_PEOPLE - {"organization", "organization_alias"}
"""Of these, the tables of which words stay where they are a name that is in use: an area or a service type has no other."""

OF_PEOPLE = frozenset({"person", "person_alias", "contact", "attendance", "draft_attendance"})
"""Tables of which a row belongs to one person: of another one's only what stands beside it goes (`_is_beside`)."""


@dataclass(frozen=True)
class Own:
    """What is the person's, and whose rows are not.

    Attributes:
        rows: {table of `OF_PEOPLE`: the person's rows}.
        others: the other people that are stored.
        contacts: the focal points that are stored and not this person.
    """

    rows: Mapping[str, set[int]]
    others: frozenset[int]
    contacts: frozenset[int]


def swept(session: Session, traces: Traces, own: Own) -> dict[str, int]:
    """Take the traces out of every table; {table: rows that were changed}, zeros left out."""
    return Counter(table.name for table, _, _ in sweep(session, traces, own))


def sweep(session: Session, traces: Traces, own: Own | None) -> Iterator[tuple[Table, Row, Row]]:
    """Take the traces out of one row after another: its table, what it was, and the columns that were changed.

    Args:
        session: in a transaction.
        traces: what is looked for.
        own: whose rows are searched through; None: whatever row it is, for words that may stand nowhere.
    """
    for table in SQLModel.metadata.sorted_tables:
        columns = [one for one in _texts(table) if table.name not in (NOT_OF_PEOPLE if own else LISTS) or _is_beside(one.name)]
        for row in _suspects(session, table, columns, traces, own) if columns else ():
            changed = _changed(table, columns, row, traces, own) if own else _without_words(table, columns, row, traces)
            if changed:
                same = [key == row[key.name] for key in table.primary_key.columns]
                session.execute(update(table).where(*same).values(**changed))
                yield table, row, changed


def in_lists(session: Session, traces: Traces) -> dict[str, int]:
    """{table of `LISTS`: rows in which a trace is a name that is in use}."""
    tables = [table for table in SQLModel.metadata.sorted_tables if table.name in LISTS]
    rows = {table: (_texts(table), _suspects(session, table, _texts(table), traces, None)) for table in tables}
    found = {one.name: sum(bool(_bared(columns, row, traces)) for row in them) for one, (columns, them) in rows.items()}
    return {name: number for name, number in found.items() if number}


def _texts(table: Table) -> list[Column[Any]]:
    """Columns that hold text or JSON; closed lists hold none, and codes and digests are the program's own."""
    told = [c for c in table.columns if c.name not in _OF_THE_PROGRAM]
    kinds = [(column, getattr(column.type, "impl_instance", column.type)) for column in told]
    return [column for column, kind in kinds if isinstance(kind, JSON | String) and not isinstance(kind, Enum)]


_OF_THE_PROGRAM = frozenset({"code", "key", "content_hash", "file_hash", "format", "table_name", "import_key", "question"})


def _suspects(session: Session, table: Table, columns: list[Column[Any]], traces: Traces, own: Own | None) -> list[Row]:
    """Rows that may hold a trace: the person's own, and those that fit a group of needles; of another's row only beside it."""
    is_of_people = own is not None and table.name in OF_PEOPLE
    told = [func.lower(cast(one, Text)) for one in columns if not is_of_people or _is_beside(one.name)]
    needles = traces.needles()
    fits = [and_(*(text.like(pattern, escape=ESCAPE) for pattern in group)) for text in told for group in needles]
    holds: Any = or_(false(), *fits)
    if own is not None and is_of_people:
        holds = or_(table.c.id.in_(own.rows.get(table.name, set())), holds)
    return [dict(row) for row in session.execute(select(table).where(holds)).mappings()]


def _is_beside(name: str) -> bool:
    """Whether a column says who wrote or confirmed a row, or is a remark: there a name is the person's, whatever the row is."""
    return name in {"by", "note"} or name.endswith("_by")


def _changed(table: Table, columns: list[Column[Any]], row: Row, traces: Traces, own: Own) -> Row:
    if table.name == "change" and _is_of_another(row, own):
        bare_of_another = {"by": _bare(row["by"], traces)} | {name: _bare_in(row[name], traces) for name in ("before", "after")}
        return {name: value for name, value in bare_of_another.items() if value != row[name]}
    if table.name in OF_PEOPLE and row["id"] not in own.rows.get(table.name, set()):
        columns = [column for column in columns if _is_beside(column.name)]
    return _bared(columns, row, traces) if table.name != "import_issue" else _of_a_file(columns, row, traces)


def _of_a_file(columns: list[Column[Any]], row: Row, traces: Traces) -> Row:
    """A row of a file goes as a whole: its other cells tell of the same person."""
    if any(traces.has_all_words(row[name] or "") for name in ("raw", "why")):
        return {"raw": ERASED, "why": ERASED}
    return _bared(columns, row, traces)


def _without_words(table: Table, columns: list[Column[Any]], row: Row, traces: Traces) -> Row:
    """The columns that change, whosever row it is. Of the history only what is free text: no column and no value of a list."""
    if table.name == "import_issue":
        return _of_a_file(columns, row, traces)
    if table.name == "change":
        of_it = SQLModel.metadata.tables.get(row["table_name"])
        free = None if of_it is None else {column.name for column in _texts(of_it)}
        bare = {name: _bare_values(row[name], free, traces) for name in ("before", "after")} | {"by": _bare(row["by"], traces)}
        return {name: value for name, value in bare.items() if value != row[name]}
    changed = _bared(columns, row, traces)
    keys = changed.keys() & {"name_key", "alias_key"}  # of an entry: no two are alike
    return changed | {name: f"{changed[name]} {row['id']}" for name in keys}


def _bare_values(values: Row | None, free: set[str] | None, traces: Traces) -> Row | None:
    return values and {name: traces.in_json(one) if free is None or name in free else one for name, one in values.items()}


def _bared(columns: list[Column[Any]], row: Row, traces: Traces) -> Row:
    changed: Row = {}
    for column in columns:
        value = row[column.name]
        bare = traces.in_json(value) if isinstance(column.type, JSON) or value is None else traces.without(str(value))
        if bare != value:
            changed[column.name] = bare
    return changed


def _bare(value: Any, traces: Traces) -> Any:
    return traces.without(value) if isinstance(value, str) else value


def _bare_in(values: Row | None, traces: Traces) -> Row | None:
    """The columns of a changed row without the person beside it: as in the row, so that an undo still fits."""
    return values and {name: _bare(value, traces) if _is_beside(name) else value for name, value in values.items()}


def _is_of_another(row: Row, own: Own) -> bool:
    """Whether a change tells of a row of somebody else, or of what is no person's."""
    name, values = row["table_name"], {**(row["before"] or {}), **(row["after"] or {})}
    if name in NOT_OF_PEOPLE or (name == "contact" and row["row_id"] in own.contacts):
        return True
    return name in OF_PEOPLE and (row["row_id"] if name == "person" else values.get("person_id")) in own.others
