"""What must hold for every file, whatever its bytes: nothing lost, nobody out of nowhere."""

from coalition.imports.issues import CATALOGUE, Scope
from coalition.imports.plan import Fate, Plan
from coalition.imports.reading import Reading

_STATES = {"present", "absent", "excused"}


def unaccounted(reading: Reading) -> list[str]:
    """What does not add up in a reading; empty: every row became something, and every entry comes from a row."""
    entries, rows = reading.entries, reading.rows
    if reading.refused is not None:
        return ["refused, and has entries"] if len(entries) else []
    wrong = []
    became = rows.accepted + rows.merged + rows.absent + rows.not_a_person + rows.refused + rows.blank
    if became != rows.data or min(vars(rows).values()) < 0:
        wrong.append(f"{rows.data} rows, and {became} became something: {rows}")
    if {len(column) for column in vars(entries).values()} != {len(entries)}:
        wrong.append("columns of different length")
    if not all(0 <= meeting < len(reading.meetings) for meeting in entries.meeting):
        wrong.append("an entry of no meeting")
    if not set(entries.state) <= _STATES:
        wrong.append(f"states {set(entries.state)}")
    if any(name is not None and not name.strip() for name in entries.name):
        wrong.append("somebody without a name")
    told = {found.line for found in reading.issues if CATALOGUE[found.code].scope in {Scope.ROW, Scope.NOT_A_PERSON}}
    listed = {line for lines in entries.lines for line in lines}
    if len(listed | (told - {None})) + rows.blank < rows.data:
        wrong.append(f"{len(listed)} rows listed, {len(told)} told, {rows.blank} blank, of {rows.data}")
    header = reading.header_line or 0
    if any(not lines or list(lines) != sorted(set(lines)) or header in lines for lines in entries.lines):
        wrong.append("entries whose rows are not ascending, or hold the header")
    return wrong


def lost_in_plan(plan: Plan, reading: Reading) -> list[str]:
    """What does not add up between a reading and the plan made from it."""
    if plan.refused is not None:
        return []
    counts = plan.counts()
    shown = sum(count for fate, count in counts.items() if fate != Fate.GONE)
    return [f"{reading.rows.data} rows read, {shown} in the plan"] if shown < reading.rows.data else []
