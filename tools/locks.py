"""Whether the lock files fit pyproject.toml: read without the network, so that `make check` works offline."""

import re
import sys
import tomllib
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.environment import LOCK, ROOT, TEST_LOCK

_PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^ ;\\]+)")


def read_lock(text: str) -> dict[str, set[str]]:
    """{package: pinned versions} of a lock; several versions where they differ by platform or Python.

    Raises:
        ValueError: a line is no pin, or a pin has no hash.
    """
    pins: dict[str, set[str]] = {}
    for entry in re.split(r"\n(?=[^\s#])", "\n" + text.replace("\r\n", "\n").replace("\\\n", " ")):
        lines = [line for line in entry.strip().splitlines() if not line.lstrip().startswith("#")]
        if not lines:
            continue
        pin = _PIN.match(lines[0])
        if pin is None:
            raise ValueError(f"'{lines[0][:60]}' is no pinned package")
        if "--hash=sha256:" not in lines[0]:
            raise ValueError(f"{pin[1]} has no hash")
        pins.setdefault(canonicalize_name(pin[1]), set()).add(pin[2])
    return pins


def problems(project: dict[str, Any], lock: dict[str, set[str]], test_lock: dict[str, set[str]]) -> list[str]:
    """What does not fit, one sentence each; empty when all is well. `project` is the table [project]."""
    found = []
    for name, wanted, pins in (
        ("requirements.txt", project["dependencies"], lock),
        ("tests/requirements.txt", [*project["dependencies"], *project["optional-dependencies"]["test"]], test_lock),
    ):
        for requirement in map(Requirement, wanted):
            versions = pins.get(canonicalize_name(requirement.name), set())
            if not versions:
                found.append(f"{name} lacks {requirement.name}; run make lock.")
            elif not all(requirement.specifier.contains(version, prereleases=True) for version in versions):
                found.append(f"{name} pins {requirement.name} {', '.join(sorted(versions))}, not {requirement.specifier}.")
    differing = [package for package, versions in lock.items() if test_lock.get(package) != versions]
    return found + [f"{package} is pinned differently in the two locks; run make lock." for package in differing]


def main() -> int:
    """Print what does not fit; returns the exit status."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    try:
        locks = [read_lock(path.read_text(encoding="utf-8")) for path in (LOCK, TEST_LOCK)]
    except ValueError as problem:
        print(f"A lock file is damaged: {problem}. Run make lock.")
        return 1
    found = problems(project, *locks)
    print(
        "\n".join(found) or f"{len(locks[0])} packages to run and {len(locks[1])} to test, all pinned, hashed and as asked for"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
