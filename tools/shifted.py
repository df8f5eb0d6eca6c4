"""The clock of a run of the tests, set ahead with libfaketime: for every process it starts, PostgreSQL and the dashboard too.

COALITION_TEST_CLOCK says when: "+45d", "-3h", "+1y", a day ("2028-02-29": its noon), a minute ("2026-12-31T23:50"), all in UTC,
or "any": another day, time of day and time zone with each minute in which it is asked. How to repeat a run is printed.
"""

import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tools.environment import CannotInstall

_LIBRARY = "faketime/libfaketimeMT.so.1"
_ZONES = ("UTC", "Asia/Bangkok", "America/Los_Angeles", "Asia/Kathmandu")
_FOUR_YEARS = 1461
"""Days in which every day of a year comes, 29 February too. A stride without a common factor visits them all."""
_STRIDE = 467
_APART = re.compile(r"(?P<sign>[+-])(?P<number>\d{1,5})(?P<unit>[hdy])")
_MINUTES_OF_A_DAY = 1440


def variables() -> dict[str, str]:
    """What COALITION_TEST_CLOCK asks for, as variables for the processes of the run; {}: the clock of the computer.

    Raises:
        CannotInstall: it is no moment, or this computer has no libfaketime ("any" does without, and says so).
    """
    told, real = os.environ.get("COALITION_TEST_CLOCK", "").strip(), datetime.now(UTC)
    if not told:
        return {}
    zone = os.environ.get("TZ") or (any_zone(real) if told == "any" else "")
    at = any_moment(real) if told == "any" else moment(told, real)
    try:
        library = _library()
    except CannotInstall as problem:
        if told != "any":
            raise
        print(f"The clock of the tests: that of this computer. {problem}", flush=True)
        return {}
    again = f"COALITION_TEST_CLOCK={at:%Y-%m-%dT%H:%M}" + (f" TZ={zone}" if zone else "")
    print(f"The clock of the tests: {at:%d %B %Y %H:%M} UTC, {(at - real).days:+,} days. To repeat: {again}", flush=True)
    return faked(library, at - real) | ({"TZ": zone} if zone else {})


def faked(library: Path, apart: timedelta) -> dict[str, str]:
    """The variables of libfaketime. Files keep their times, by which Python knows what it has compiled already.

    The monotonic clock is moved as well, which nobody notices: with it left alone, Chromium takes a minute to start.
    """
    before = os.environ.get("LD_PRELOAD", "")
    return {
        "LD_PRELOAD": f"{library} {before}".strip(),
        "FAKETIME": f"{round(apart.total_seconds()):+d}s",
        "NO_FAKE_STAT": "1",
    }


def moment(told: str, real: datetime) -> datetime:
    """The instant (UTC) at which a run begins.

    Args:
        told: as COALITION_TEST_CLOCK has it, but "any".
        real: now, UTC.

    Raises:
        CannotInstall: it is no moment.
    """
    found = _APART.fullmatch(told)
    if found:
        number = int(found["sign"] + found["number"])
        if found["unit"] == "y":
            return real + timedelta(days=round(number * 365.25))
        return real + (timedelta(days=number) if found["unit"] == "d" else timedelta(hours=number))
    try:
        at = datetime.fromisoformat(told)
    except ValueError as problem:
        raise CannotInstall(
            f"COALITION_TEST_CLOCK is '{told}'. Write +45d, +1y, 2028-02-29, 2026-12-31T23:50 or any."
        ) from problem
    return at.replace(hour=at.hour if len(told) > len("2028-02-29") else 12, tzinfo=UTC)


def any_moment(real: datetime) -> datetime:
    """A day of the next four years at some time of day, another with each minute; the same for the same minute."""
    minute = int(real.timestamp()) // 60
    ahead = timedelta(days=1 + minute * _STRIDE % _FOUR_YEARS, minutes=minute * _STRIDE % _MINUTES_OF_A_DAY)
    return real.replace(hour=0, minute=0, second=0, microsecond=0) + ahead


def any_zone(real: datetime) -> str:
    """A time zone, another with each minute."""
    return _ZONES[int(real.timestamp()) // 60 % len(_ZONES)]


def _library() -> Path:
    found = _installed()
    if found is None and shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print("Installing libfaketime (once) ...", flush=True)
        for step in ("update", "install -y --no-install-recommends libfaketime"):
            command = ["apt-get", "-q", "-o", "Acquire::http::Timeout=20", "-o", "Acquire::Retries=0", *step.split()]
            subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        found = _installed()
    if found is None:
        raise CannotInstall("There is no libfaketime here (Debian: apt-get install libfaketime), so the clock stays as it is.")
    return found


def _installed() -> Path | None:
    if not sys.platform.startswith("linux"):
        return None
    return next((path for place in ("lib/*", "lib64", "lib") for path in Path("/usr").glob(f"{place}/{_LIBRARY}")), None)
