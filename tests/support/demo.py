"""The demo coalition of the day of the tests: loaded once in a run, by whichever process needs it first, then copied."""

import shutil
from pathlib import Path

from filelock import FileLock
from sqlalchemy import Engine, create_engine

from coalition import database, shared_files
from tests.support.day import TODAY

folder = Path()
"""Where all processes of this run find it (set by tests/conftest.py)."""


def demo_file() -> Path:
    """A SQLite file with the demo, to be copied and not to be changed."""
    path = folder / "demo.db"
    with FileLock(folder / "demo.lock"):
        if not path.exists():
            part = folder / "demo.part"
            url = f"sqlite:///{part.as_posix()}"
            database.migrate(url)
            engine = create_engine(url)
            database._prepare(engine)
            _load(engine)
            engine.dispose()
            part.rename(path)
    return path


def load_demo(engine: Engine) -> None:
    """As `coalition.demo.load_demo` into an empty database; into SQLite by copying. What it does by itself: tests/demo."""
    if engine.dialect.name == "sqlite":
        assert engine.url.database
        engine.dispose()
        source = demo_file()
        shutil.copyfile(source, engine.url.database)
        files = shared_files.folder_of(f"sqlite:///{source.as_posix()}")
        shutil.copytree(files, shared_files.folder_of(engine.url), dirs_exist_ok=True)
    else:
        _load(engine)


def _load(engine: Engine) -> None:
    from coalition.demo import load_demo as load  # the importer with it: a second that only the tests of the demo need

    load(engine, TODAY)
