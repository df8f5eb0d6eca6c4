"""What is stored is its owner's alone: the database and what stands beside it, backups, exports, their folder."""

import ast
import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner

from coalition import database, private_files
from coalition.__main__ import app
from coalition.access.backup import backup, restore
from coalition.access.checks import check
from coalition.access.hxl import write_hxl
from coalition.database import migrate, open_engine, open_to_others, writing
from coalition.models import Organization
from tests.support.sources import nodes

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="on Windows rights belong to the account")


@pytest.fixture(autouse=True)
def _careless() -> Iterator[None]:
    """An account whose new files everybody may read and write."""
    before = os.umask(0)
    yield
    os.umask(before)


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def write(engine: Engine, name: str = "Lanna House") -> None:
    with writing(engine) as session:
        session.add(Organization(name=name, name_key=name.casefold()))


def test_a_new_database_is_private_from_its_first_byte_with_all_that_stands_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "data"
    engine = open_engine(f"sqlite:///{folder / 'coalition.db'}")
    with engine.connect() as connection:
        write(engine)
        connection.exec_driver_sql("SELECT 1")
        found = {path.name: rights(path) for path in folder.iterdir()}
    assert found.keys() >= {"coalition.db", "coalition.db-wal", "coalition.db-shm", "coalition.db.migrate.lock"}
    assert set(found.values()) == {0o600}
    assert rights(folder) == 0o700


def test_backups_exports_and_what_a_restore_keeps_are_private(sqlite_engine: Engine, tmp_path: Path) -> None:
    write(sqlite_engine)
    backup(sqlite_engine, tmp_path / "friday.backup")
    write_hxl(sqlite_engine, tmp_path / "list.export")
    assert CliRunner().invoke(app, ["export", "--htcds", str(tmp_path / "cases.export")]).exit_code == 0
    url = sqlite_engine.url.render_as_string()
    kept = restore(url, tmp_path / "friday.backup", now=NOW).kept
    fresh = tmp_path / "elsewhere" / "new.db"
    restore(f"sqlite:///{fresh}", tmp_path / "friday.backup", now=NOW)
    written = [tmp_path / "friday.backup", tmp_path / "list.export", tmp_path / "cases.export", kept, fresh]
    assert [rights(path) for path in written if path] == [0o600] * 5
    assert rights(fresh.parent) == 0o700


def test_the_bytes_kept_of_a_damaged_database_are_private_too(sqlite_engine: Engine, tmp_path: Path) -> None:
    backup(sqlite_engine, tmp_path / "friday.backup")
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"once a database " * 999)
    broken.with_name("broken.db-wal").write_bytes(b"its last words")
    kept = restore(f"sqlite:///{broken}", tmp_path / "friday.backup", now=NOW).kept
    assert kept
    assert [rights(path) for path in (kept, kept.with_name(f"{kept.name}-wal"), broken)] == [0o600] * 3


def test_what_an_earlier_version_left_open_is_shut_at_the_next_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    monkeypatch.setattr(database, "DEFAULT_FILE", folder / "coalition.db")
    old = [folder / name for name in ("coalition.db", "coalition-before-restore-20260101-090000.db", "friday.db")]
    for path in old:
        path.touch(0o644)
    migrate(f"sqlite:///{old[0]}")
    for path in old:
        path.chmod(0o644)
    open_engine(f"sqlite:///{old[0]}")
    assert [rights(path) for path in (folder, *old)] == [0o700, 0o600, 0o600, 0o600]


def test_in_a_folder_of_somebody_elses_choice_only_our_files_are_touched(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir(mode=0o755)
    (folder / "thesis.doc").touch(0o644)
    url = f"sqlite:///{folder / 'ours.db'}"
    open_engine(url)
    assert (rights(folder), rights(folder / "thesis.doc"), rights(folder / "ours.db")) == (0o755, 0o644, 0o600)
    assert open_to_others(url) == []
    folder.chmod(0o775)
    (told,) = open_to_others(url)
    assert "can write into the folder" in told
    folder.chmod(0o1777)  # as the folder for temporary files: nobody replaces what is another's
    assert open_to_others(url) == []


def test_who_protects_a_file_from_writing_means_it(sqlite_engine: Engine) -> None:
    path = Path(str(sqlite_engine.url.database))
    path.chmod(0o444)
    assert open_to_others(sqlite_engine.url) == []
    assert rights(path) == 0o400


def test_what_cannot_be_shut_is_told_by_the_check(sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path(str(sqlite_engine.url.database))
    path.chmod(0o640)

    def refused(_path: Path, _rights: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "chmod", refused)
    (told,) = check(sqlite_engine).problems
    assert told == (
        f"Other accounts on this computer can read the file {path}, and this access cannot be blocked: Operation not permitted."
    )
    monkeypatch.setattr(Path, "chmod", lambda _path, _rights: None)  # a disk of another system takes it and forgets it
    assert "the disk does not store access rights" in check(sqlite_engine).problems[0]


def test_a_name_that_was_taken_in_this_moment_is_not_replaced(tmp_path: Path) -> None:
    part, target = tmp_path / "part", tmp_path / "target"
    part.write_text("ours")
    target.write_text("theirs")
    with pytest.raises(FileExistsError):
        private_files.put_new(part, target)
    assert (part.read_text(), target.read_text()) == ("ours", "theirs")


# --- nobody writes a file otherwise ---------------------------------------------------------------------------------------

WRITERS = {
    "coalition/private_files.py": {"mkdir", "os.open"},
    "coalition/database.py": {"FileLock"},  # with the rights of `private_files`
    "coalition/access/files.py": {"os.open", "sqlite3.connect"},  # to flush, and to look into, what is there
    "coalition/access/backup.py": {"sqlite3.connect"},  # into what `private_files.claim` made
    "coalition/edits/erasing/files.py": {"sqlite3.connect"},  # to look into copies that are there
    "coalition/demo/load.py": {"tempfile.TemporaryDirectory"},  # a folder that is private and gone when it is loaded
    "coalition/demo/write.py": {"write_bytes"},  # into that folder
    "coalition/views/settings/backup.py": {"TemporaryDirectory", "write_bytes"},  # likewise, for a backup taken out or given
}
_MAKES = {
    "FileLock", "TemporaryDirectory", "NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "mkdtemp", "mkstemp",
    "write_text", "write_bytes", "mkdir", "makedirs", "touch", "mknod", "copyfile", "copy2", "copytree", "savefig", "to_pickle",
    "to_parquet", "to_excel", "sqlite3.connect", "os.open", "shutil.copy", "shutil.move", "tempfile.TemporaryDirectory",
}  # fmt: skip


def called(node: ast.Call) -> set[str]:
    """The names a call may go by: `a.b.c(...)` is `c` and `b.c`."""
    if isinstance(node.func, ast.Name):
        return {node.func.id}
    if not isinstance(node.func, ast.Attribute):
        return set()
    before = node.func.value
    whole = f"{before.id}.{node.func.attr}" if isinstance(before, ast.Name) else node.func.attr
    return {whole, node.func.attr}


def opens_for_writing(node: ast.Call) -> bool:
    if "open" not in called(node):
        return False
    told = [*node.args, *(word.value for word in node.keywords if word.arg == "mode")]
    modes = [one.value for one in told if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return any(set(mode) <= set("rwxabt+") and set(mode) & set("wxa+") for mode in modes)


def writers() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    last = {name.rpartition(".")[2] for name in _MAKES} | {"open"}
    for path in [ROOT / "dashboard.py", *(ROOT / "pages").glob("*.py"), *(ROOT / "coalition").rglob("*.py")]:
        source = path.read_text(encoding="utf-8")
        if not any(name in source for name in last):
            continue
        for node in nodes(path):
            if not isinstance(node, ast.Call):
                continue
            names = called(node) & _MAKES
            if opens_for_writing(node) and "os.open" not in called(node):
                names.add("open")
            if names:
                found.setdefault(path.relative_to(ROOT).as_posix(), set()).add(max(names, key=len))
    return found


def test_every_module_that_writes_a_file_is_known_and_makes_it_private() -> None:
    assert writers() == WRITERS
