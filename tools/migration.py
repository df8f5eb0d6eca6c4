"""`make migration NAME=what_changes`: the next migration, from how the models differ from what the migrations build."""

import re
import subprocess
import sys
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, create_engine
from sqlmodel import SQLModel

import coalition.models  # noqa: F401  registers the tables
from tools.environment import ROOT

FOLDER = ROOT / "coalition" / "migrations"
NEXT = """Written: {file}
1. Read it: Alembic sees no renamed column (it drops one and adds another) and moves no data.
2. Add what moves the data that people have, for SQLite and for PostgreSQL.
3. tests/test_models.py: a line for each new rule; tests/test_database.py: a database with rows of the schema before.
4. make docs (the data dictionary), then make quick.
"""


def main(arguments: list[str]) -> int:
    """Write the migration that the first argument names; returns the exit status."""
    name = "_".join(re.findall(r"[a-z0-9]+", " ".join(arguments).lower()))
    if not name:
        print("Say in a few words what changes: make migration NAME=phone_of_contacts", file=sys.stderr)
        return 2
    file = write(FOLDER, name)
    if file is None:
        print("The models say what the migrations build: there is nothing to migrate.", file=sys.stderr)
        return 1
    for words in (["check", "--fix", "--quiet"], ["format", "--quiet"]):
        subprocess.call([sys.executable, "-m", "ruff", *words, str(file)], cwd=ROOT)
    print(NEXT.format(file=file.relative_to(ROOT).as_posix()), end="")
    return 0


def write(folder: Path, name: str) -> Path | None:
    """A migration with the next number, compared on an empty SQLite database.

    Args:
        folder: of Alembic, with `versions/`.
        name: words joined by `_`.

    Returns:
        Its file; None: nothing differs.
    """
    engine = create_engine("sqlite://")
    try:
        with engine.connect() as connection:
            config = _config(folder, connection)
            command.upgrade(config, "head")
            if not compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), SQLModel.metadata):
                return None
            number = f"{1 + max(int(path.name[:4]) for path in (folder / 'versions').glob('[0-9]*.py')):04d}"
            command.revision(config, name.replace("_", " "), autogenerate=True, rev_id=number)
            return next((folder / "versions").glob(f"{number}_*.py"))
    finally:
        engine.dispose()


def _config(folder: Path, connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
