"""Whether what is stored is sound: the file, the schema, pointers between rows, every rule of the tables,
the provinces of districts, the summaries, and the files that members shared.

The rules are read from the tables themselves, so that a new constraint is checked without a change here.
"""

from dataclasses import dataclass, field
from typing import Any

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Connection, Engine, Enum, Table, func, or_, select, text
from sqlalchemy.orm import aliased
from sqlmodel import Session, SQLModel, col

from coalition import clock
from coalition.access.shared import file_faults, forget_unused_files
from coalition.database import DatabaseUnreachable, alembic_config, damage, open_to_others, writing
from coalition.database_faults import DAMAGED, EMPTIED
from coalition.guard import added
from coalition.locale import LANGUAGES, language_of
from coalition.models import Area
from coalition.queries.consent import uncovered
from coalition.shared_files import folder_of
from coalition.summaries import faults, rebuild


@dataclass
class CheckReport:
    """What was found: `problems` as sentences (empty: sound), the schema's revision, and the rows per table."""

    problems: list[str] = field(default_factory=list)
    revision: str | None = None
    rows: dict[str, int] = field(default_factory=dict)


def check(engine: Engine) -> CheckReport:
    """Look at all that is stored and at the catalogues of words; no fact is changed. A damaged file is told, and no further."""
    told = [fault for code in LANGUAGES for fault in language_of(code).faults] + list(added.read(added.FOLDER).faults)
    report = CheckReport(problems=[*open_to_others(engine.url), *told])
    try:
        _look(engine, report)
    except DatabaseUnreachable as problem:
        report.problems.append(str(problem))
    except Exception:
        if (found := damage(engine)) is None:
            raise
        report.problems.append(str(found))
    return report


def _look(engine: Engine, report: CheckReport) -> None:
    with engine.connect() as connection:
        found = _damage(connection)
        report.problems += found
        if not all(problem.startswith(_RULES) for problem in found):
            report.problems.append(DAMAGED)
            return
        report.revision = MigrationContext.configure(connection).get_current_revision()
        newest = ScriptDirectory.from_config(alembic_config()).get_current_head()
        if report.revision != newest:
            other = f"The schema is {report.revision}, this program's is {newest}."
            report.problems.append(other if report.revision else EMPTIED)
            return
        report.problems += _loose_pointers(connection)
        for table in SQLModel.metadata.sorted_tables:
            report.rows[table.name] = int(connection.execute(select(func.count()).select_from(table)).scalar_one())
            report.problems += _rule_faults(connection, table) + _list_faults(connection, table)
        session = Session(connection)
        report.problems += _tree_faults(connection) + faults(session) + file_faults(session, folder_of(engine.url))
        report.problems += [
            f"case {code}: the referral of {sent_on} runs to an organization that its consent is not for."
            for code, sent_on in uncovered(session, on=clock.today())
        ]


def repair(engine: Engine) -> None:
    """Work out the summaries anew, and remove files that nothing refers to; what people told is not touched."""
    with writing(engine) as session:
        rebuild(session)
    forget_unused_files(engine)


def _damage(connection: Connection) -> list[str]:
    """What is damaged in the file itself; PostgreSQL looks after its own."""
    if connection.dialect.name == "postgresql":
        return []
    found = [" ".join(row.split()) for row in connection.execute(text("PRAGMA integrity_check(10)")).scalars()]
    return [row if row.startswith(_RULES) else f"The file is damaged: {row}." for row in found if row != "ok"]


_RULES = ("CHECK constraint failed", "NULL value in")
"""What SQLite says of rows that break a rule of their table; the file is whole."""


def _loose_pointers(connection: Connection) -> list[str]:
    if connection.dialect.name == "postgresql":
        unchecked = "SELECT conrelid::regclass || '.' || conname FROM pg_constraint WHERE NOT convalidated"
        return [f"The rule {name} was never checked by PostgreSQL." for name in connection.execute(text(unchecked)).scalars()]
    loose = connection.execute(text("PRAGMA foreign_key_check")).all()
    return [f"{table}, row {row}: points to a row of {parent} that does not exist." for table, row, parent, _ in loose[:20]]


def _tree_faults(connection: Connection) -> list[str]:
    """Areas that lie where none can: what is told of them would count nowhere, or twice."""
    above = aliased(Area)
    columns = (Area.pcode, Area.name, Area.level)
    found: Any = (
        select(*(col(c) for c in columns), col(above.pcode), col(above.name))
        .join(above, col(above.id) == col(Area.parent_id))
        .where(or_(col(Area.level) == 1, col(above.level) != 1))
        .order_by(col(Area.pcode))
    )
    return [
        f"area {pcode} ({name}) is a province and lies in {code} ({around})."
        if level == 1
        else f"area {pcode} ({name}) is a district and lies in {code} ({around}), which is no province."
        for pcode, name, level, code, around in connection.execute(found)
    ]


def _rule_faults(connection: Connection, table: Table) -> list[str]:
    found = []
    for rule in table.constraints:
        if isinstance(rule, CheckConstraint):
            broken = select(func.count()).select_from(table).where(text(f"NOT ({rule.sqltext})"))
            count = connection.execute(broken).scalar_one()
            if count:
                found.append(f"{table.name}: {count} rows break the rule {rule.name}.")
    return found


def _list_faults(connection: Connection, table: Table) -> list[str]:
    """Values outside a closed list: the columns are plain text, so only the program itself keeps them in bounds."""
    found = []
    for column in table.columns:
        if isinstance(column.type, Enum):
            raw = connection.execute(text(f"SELECT DISTINCT {column.name} FROM {table.name} WHERE {column.name} IS NOT NULL"))
            strange = sorted(set(raw.scalars()) - set(column.type.enums))
            found += [f"{table.name}.{column.name}: '{value}' is not one of the allowed values." for value in strange]
    return found
