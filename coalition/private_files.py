"""Files that only their owner may read: the database and what stands beside it, backups, exports; their folder likewise.

Everything of this program that writes a file makes it here, so that there is no moment in which others could open it. SQLite
gives the files beside a database (-wal, -shm, -journal) the rights of the database itself. On Windows rights belong to the
account and its folders: nothing is changed and nothing is told there.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

FILE, FOLDER = 0o600, 0o700
"""Rights: the owner reads and writes; nobody else does anything."""

_OTHERS = 0o077
_KEEPS_RIGHTS = os.name != "nt"


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner may open, and what is missing above it; one that is there stays as it is.

    Raises:
        OSError: it cannot be made.
    """
    folder.mkdir(mode=FOLDER, parents=True, exist_ok=True)


def create(path: Path) -> BinaryIO:
    """A new file, open for writing, that was private before its first byte.

    Raises:
        FileExistsError: there is such a file already.
        OSError: it cannot be made.
    """
    binary: int = getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | binary, FILE), "wb")


def claim(path: Path) -> None:
    """Make sure that there is a file: an empty private one where there was none, which SQLite takes for a new database.

    Raises:
        OSError: it cannot be made.
    """
    with suppress(FileExistsError):
        create(path).close()


def put_new(part: Path, target: Path) -> None:
    """Give a finished file a name that no file has: it is never replaced, not even one that was made in this moment.

    Raises:
        FileExistsError: there is such a file already; `part` is where it was.
        OSError: the file cannot be named so.
    """
    if os.name == "nt":
        part.rename(target)  # refuses by itself
        return
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:  # a disk without second names
        if target.exists():
            raise FileExistsError(target) from None
        part.replace(target)
    else:
        part.unlink()


def shut(database: Path, *, is_own_folder: bool) -> list[str]:
    """Take every right from others: on the database, on what stands beside it, and on the folder where that is the program's.

    Args:
        database: the file of the database; it may be missing.
        is_own_folder: whether everything in its folder is the program's. In a folder of somebody else's choice only files of
            ours are touched, and what is told of the folder is that others could put another file in the place of the data.

    Returns:
        A sentence for each that stays open to others; empty: all is private, or this is Windows.
    """
    if not _KEEPS_RIGHTS:
        return []
    folder = database.parent
    told = []
    if is_own_folder and (reason := _shut(folder)):
        told.append(
            f"Other accounts on this computer can open the folder {folder}, and this access cannot be blocked: {reason}."
        )
    elif not is_own_folder and _is_written_by_others(folder):
        advice = "Keep the data in a folder of your own."
        told.append(f"Other accounts on this computer can write into the folder {folder}. {advice}")
    for file in _ours(database, is_own_folder=is_own_folder):
        if reason := _shut(file):
            told.append(
                f"Other accounts on this computer can read the file {file}, and this access cannot be blocked: {reason}."
            )
    return told


def _ours(database: Path, *, is_own_folder: bool) -> list[Path]:
    beside = (database.name, f"{database.stem}-before-restore-")
    with suppress(OSError):
        return sorted(
            path
            for path in database.parent.iterdir()
            if (is_own_folder or path.name.startswith(beside)) and path.is_file() and not path.is_symlink()
        )
    return []


def _shut(path: Path) -> str:
    """Take the rights of others away; why that could not be done, in a few words. Empty: it is done, or nothing is there."""
    try:
        rights = stat.S_IMODE(path.stat().st_mode)
        if rights & _OTHERS:
            path.chmod(rights & ~_OTHERS)  # the owner's own stay: who protects a file from writing means it
            rights = stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return ""
    except OSError as problem:
        return problem.strerror or "access is refused"
    return "the disk does not store access rights" if rights & _OTHERS else ""


def _is_written_by_others(folder: Path) -> bool:
    with suppress(OSError):
        rights = folder.stat().st_mode
        return bool(rights & (stat.S_IWGRP | stat.S_IWOTH)) and not rights & stat.S_ISVTX
    return False
