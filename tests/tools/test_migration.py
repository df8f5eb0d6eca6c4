"""make migration: the next migration is written from the models."""

import shutil
from pathlib import Path

import pytest

from tools import migration


def test_nothing_is_written_where_the_models_say_what_the_migrations_build(capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted((migration.FOLDER / "versions").iterdir())
    assert migration.main(["phone", "of", "contacts"]) == 1
    assert "nothing to migrate" in capsys.readouterr().err
    assert sorted((migration.FOLDER / "versions").iterdir()) == before


def test_a_migration_without_a_name_is_asked_for_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert migration.main([""]) == 2
    assert "NAME=phone_of_contacts" in capsys.readouterr().err


def test_what_the_models_have_more_stands_in_the_next_migration(tmp_path: Path) -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(migration.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for path in (folder / "versions").glob("[0-9]*.py"):
        if not path.name.startswith("0001"):
            path.unlink()
    written = migration.write(folder, "all_the_rest")
    assert written == folder / "versions" / "0002_all_the_rest.py"
    words = written.read_text(encoding="utf-8").replace("'", '"')
    assert 'down_revision = "0001"' in words
    assert "op.create_table" in words
