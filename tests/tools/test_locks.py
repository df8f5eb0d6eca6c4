import tomllib
from typing import Any

import pytest

from tools.environment import LOCK, ROOT, TEST_LOCK
from tools.locks import problems, read_lock

HASH = " \\\n    --hash=sha256:" + "0" * 64
LOCKED = f"""\
numpy==2.4.6 ; python_full_version < '3.12'{HASH} \\
    --hash=sha256:{"1" * 64}
    # via pandas
numpy==2.5.5 ; python_full_version >= '3.12'{HASH}
psycopg[binary]==3.3.9{HASH}
    # via coalition-dashboard (pyproject.toml)
"""


def project(*wanted: str, test: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"dependencies": list(wanted), "optional-dependencies": {"test": list(test)}}


def test_the_locks_of_this_repository_fit_its_pyproject() -> None:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert problems(table, read_lock(LOCK.read_text(encoding="utf-8")), read_lock(TEST_LOCK.read_text(encoding="utf-8"))) == []


def test_a_lock_is_read_with_all_its_versions_on_any_platforms_line_ends() -> None:
    expected = {"numpy": {"2.4.6", "2.5.5"}, "psycopg": {"3.3.9"}}
    assert read_lock(LOCKED) == expected
    assert read_lock(LOCKED.replace("\n", "\r\n")) == expected


def test_a_line_without_hash_or_without_version_is_a_damaged_lock() -> None:
    with pytest.raises(ValueError, match="numpy has no hash"):
        read_lock("numpy==2.4.6\n")
    with pytest.raises(ValueError, match="no pinned package"):
        read_lock(f"numpy>=2{HASH}\n")
    with pytest.raises(ValueError, match="no pinned package"):
        read_lock("--index-url https://example.org\n" + LOCKED)


def test_what_does_not_fit_is_named() -> None:
    lock = read_lock(LOCKED)
    assert problems(project("numpy>=2.4,<3", "psycopg[binary]>=3.3"), lock, lock) == []
    (missing,) = problems(project("Typer>=0.29"), lock, lock | {"typer": {"0.29.2"}})
    assert "requirements.txt lacks Typer" in missing
    (old,) = problems(project("numpy>=2.5"), lock, lock)[:1]
    assert "pins numpy 2.4.6, 2.5.5, not >=2.5" in old
    (differing,) = problems(project(), lock, lock | {"numpy": {"2.5.5"}})
    assert "numpy is pinned differently" in differing


def test_the_five_packages_of_the_brief_are_locked_with_hashes_to_run() -> None:
    assert {"streamlit", "pandas", "plotly", "sqlmodel", "pytest"} <= set(read_lock(LOCK.read_text(encoding="utf-8")))
