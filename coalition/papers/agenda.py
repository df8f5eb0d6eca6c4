"""The agenda: the lines of its draft, and the PDF of what became of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from coalition.answers.agenda import AgendaFacts
from coalition.answers.present import GapLine
from coalition.locale import LANGUAGES
from coalition.papers.typeset import pdf
from coalition.papers.words import Words
from coalition.settings import Settings
from coalition.vocabulary import MISSING, STATES, CellState

LONGEST = 150
"""Letters of a drafted line; what is longer would not be kept as one (`edits.screen`)."""

_ACTIONS = 6


@dataclass(frozen=True)
class AgendaDay:
    """When and where; None, or empty: not known, so that there is room to write it."""

    held_on: date | None = None
    start: str = ""
    place: str = ""


def drafted(facts: AgendaFacts, language: str) -> list[str]:
    """The lines of a draft: whom to welcome, what changed, what is open, where to act, who is missing.

    Args:
        facts: from `answers.agenda.agenda_facts`.
        language: in which they are written; kept they stay so (`told_in` prints them in another).
    """
    words = Words(language, facts.settings.level_names)
    t = words.t
    lines = [t("Welcome")]
    lines += [_with_names(t("Welcome, new members: {names}"), facts.new, words)] if facts.new else []
    lines += [_with_names(t("Welcome back: {names}"), facts.returned, words)] if facts.returned else []
    lines += [t("What changed since {day}", day=words.day(facts.since))] if facts.since else []
    lines += _changes(facts, words)
    late = [t("Overdue: {what}", what=_promise(row, words)) for row in facts.late]
    lines += [*late, *(t("Action: {what}", what=_promise(row, words)) for row in facts.due)][:_ACTIONS]
    if len(late) + len(facts.due) > _ACTIONS:
        lines.append(t("The other open actions"))
    lines += _later(facts, words)
    lines.append(t("Referrals: who is still waiting for an answer?"))
    lines += [_gap(line, words) for line in facts.gaps]
    lines += (
        [_with_names(t("Who will call those that missed recent meetings? {names}"), facts.missed, words)]
        if facts.missed
        else []
    )
    return [*lines, t("What we learned from each other"), t("Next meeting")]


def _later(facts: AgendaFacts, words: Words) -> list[str]:
    """The promises that are due after the day of the meeting, in one line, so that none is forgotten."""
    if not facts.later:
        return []
    told = [f"{words.written(row['what'])} ({words.day(row['due_on'])})" for row in facts.later if row["due_on"]]
    told += [words.written(row["what"]) for row in facts.later if not row["due_on"]]
    return [_with_names(words.t("Open, due later: {names}"), [_braceless(one) for one in told], words)]


def told_in(lines: Sequence[str], facts: AgendaFacts, language: str) -> list[str]:
    """Kept lines for a paper: what is still a drafted sentence of any language is said in this one, the rest as stored.

    Args:
        lines: as stored.
        facts: from which the draft would be made; where they changed since the line was drafted it stays as stored.
        language: of the paper.
    """
    here = _draftable(facts, language)
    known: dict[str, set[str]] = {}
    for code in LANGUAGES:
        for said, told in zip(_draftable(facts, code), here, strict=True):
            known.setdefault(said, set()).add(told)
    return [line if line in here or len(meant := known.get(line, set())) != 1 else next(iter(meant)) for line in lines]


def _draftable(facts: AgendaFacts, language: str) -> list[str]:
    """The sentences of a draft, and how it says each promise before and after its day: a saved one may be either."""
    words = Words(language, facts.settings.level_names)
    promises = [
        words.t(sentence, what=_promise(row, words))
        for sentence in ("Overdue: {what}", "Action: {what}")
        for row in [*facts.late, *facts.due]
    ]
    return [*drafted(facts, language), *promises, words.t("The other open actions")]


def _with_names(sentence: str, names: Iterable[str], words: Words) -> str:
    """A sentence with as many names as have room; how many more there are is said."""
    every = list(names)
    for count in range(len(every), 0, -1):
        more = [words.t("and {count} more", count=len(every) - count)] if count < len(every) else []
        line = sentence.format(names=", ".join([*every[:count], *more]))
        if len(line) <= LONGEST:
            return line
    return sentence.format(names=words.t("and {count} more", count=len(every)))


def _changes(facts: AgendaFacts, words: Words) -> list[str]:
    """What became worse since the last meeting, a line for each step down, the first three."""
    steps = facts.changed.groups if facts.changed else []
    worse = [(after, rows) for before, after, rows in steps if _is_worse(before, after)]
    lines = []
    for after, rows in worse[:3]:
        names = [
            f"{words.name(r['service_type'], r['service_type_local'])}, {words.name(r['area'], r['area_local'])}" for r in rows
        ]
        lines.append(_with_names(words.t(STATES[after].label) + ": {names}", [_braceless(name) for name in names], words))
    return lines


def _cell(row: dict[str, Any], words: Words) -> str:
    """`Shelter, Phayao`."""
    return f"{words.name(row['service_type'], row['service_type_local'])}, {words.name(row['area'], row['area_local'])}"


def _is_worse(before: CellState, after: CellState) -> bool:
    return before is not CellState.UNKNOWN and STATES[after].weight > STATES[before].weight


def _braceless(text: str) -> str:
    return text.replace("{", "(").replace("}", ")")


def _promise(row: dict[str, Any], words: Words) -> str:
    """A promise in one line: what, who, until when; cut where it is long."""
    what = words.written(row["what"])
    by = words.t("by {day}", day=words.day(row["due_on"])) if row["due_on"] else words.t("no day agreed")
    beside = f" ({row['organization'] or words.t('Not given')}, {by})"
    room = LONGEST - 20 - len(beside)
    return (what if len(what) <= room else f"{what[: max(room, 1)].rstrip()}…") + beside


def _gap(line: GapLine, words: Words) -> str:
    """A service type and where it is missing; where it is nowhere, but rests on one provider, where it does."""
    first = line.cells[0]
    kind = words.name(first["service_type"], first["service_type_local"])
    cells = [cell for cell in line.cells if CellState(cell["state"]) in MISSING]
    told = "Decide on {kind}, missing in {names}" if cells else "Find a second provider: {kind} in {names}"
    areas = [words.name(cell["area"], cell["area_local"]) for cell in cells or line.cells]
    return _with_names(words.t(told, kind=_braceless(kind), names="{names}"), areas, words)


def agenda_pdf(lines: list[str], settings: Settings, language: str, when: AgendaDay, *, on: date) -> bytes:
    """The agenda, one page or more.

    Args:
        lines: its items in their order, as written.
        settings: the name of the coalition.
        language: of the headings: code of one of `locale.LANGUAGES`.
        when: day, time and place of the meeting.
        on: the day on which it is printed.
    """
    return pdf("agenda", agenda_data(lines, settings, language, when, on=on))


def agenda_data(lines: list[str], settings: Settings, language: str, when: AgendaDay, *, on: date) -> dict[str, Any]:
    """What the template `agenda` sets."""
    words = Words(language, settings.level_names)
    t = words.t
    return {
        "lang": language,
        "title": t("Agenda of {day}", day=words.day(when.held_on)) if when.held_on else t("Agenda"),
        "subtitle": settings.coalition_name,
        "facts": [[t("Start time"), words.written(when.start)], [t("Place"), words.written(when.place)]],
        "lines": list(map(words.written, lines)),
        "none": t("Nothing is on the agenda yet."),
        "footer": f"{t('Printed on {day}.', day=words.day(on))} "
        + t("Counts of cases are not shown, because small numbers could identify a person."),
    }
