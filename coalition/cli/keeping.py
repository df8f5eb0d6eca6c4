"""`backup`, `restore` and `check`: what is stored, copied, brought back and looked through."""

from pathlib import Path

from coalition import clock
from coalition.access import checks
from coalition.access.backup import MISSING_FILES, backup, restore
from coalition.cli.common import complain, open_database, say
from coalition.database import database_url, open_to_others
from coalition.locale import plural


def write_backup(file: Path) -> None:
    """Write all that is stored into a new file."""
    done = backup(open_database(), file)
    say(f"{done.path}: {done.size / 1e6:.1f} MB, {sum(done.rows.values()):,} rows, {done.files:,} files, checked.")


def bring_back(file: Path) -> None:
    """Replace all that is stored by a backup, and say what it lacks."""
    done = restore(database_url(), file, now=clock.now().astimezone())
    say(f"Restored {sum(done.rows.values()):,} rows (schema: {done.migrated}).")
    if done.kept:
        say(f"What was there before is in {done.kept}.")
    if since := done.erased_since:
        told = plural(since, "1 erasure on request is", f"{since} erasures on request are")
        complain(f"{told} not in this backup. The erased data may be back: erase it again.")
    if done.missing_files:
        complain(MISSING_FILES.format(n=done.missing_files))
    for sentence in open_to_others(database_url()):
        complain(sentence)


def is_sound(*, repair: bool) -> bool:
    """Whether what is stored is sound; what is not is told. `repair`: mend first what can be worked out anew."""
    if repair:
        checks.repair(open_database())
    report = checks.check(open_database())
    for table, rows in report.rows.items():
        say(f"{table:<20} {rows:>9,} rows")
    for problem in report.problems:
        complain(problem)
    say(f"Schema {report.revision}: " + (f"{len(report.problems)} problems." if report.problems else "all is well."))
    return not report.problems
