"""The minutes as a PDF: who was there, what was decided and promised, what was learned."""

from dataclasses import replace
from datetime import date
from typing import Any

from coalition.answers.agenda import AgendaFacts
from coalition.minutes import Decided, Minutes, Promise, Taught, There
from coalition.papers.agenda import told_in
from coalition.papers.typeset import pdf
from coalition.papers.words import Words
from coalition.settings import Settings
from coalition.vocabulary import CellState, Group, Judgement, QuorumRule, label


def minutes_pdf(
    found: Minutes, settings: Settings, language: str, *, version: int | None = None, closed_on: date | None = None
) -> bytes:
    """The minutes.

    Args:
        found: of now, or of a version.
        settings: the words of the coalition.
        language: code of one of `locale.LANGUAGES`.
        version: its number; None: a draft, and it says so.
        closed_on: the day on which the version was closed.
    """
    return pdf("minutes", minutes_data(found, settings, language, version=version, closed_on=closed_on))


def with_agenda_in(found: Minutes, before: AgendaFacts | None, language: str) -> Minutes:
    """The minutes with what nobody changed of a drafted agenda in the language of the paper, by the facts `before` it"""
    return replace(found, agenda=tuple(told_in(found.agenda, before, language))) if before else found


def minutes_data(
    found: Minutes, settings: Settings, language: str, *, version: int | None = None, closed_on: date | None = None
) -> dict[str, Any]:
    """What the template `minutes` sets."""
    words = Words(language, settings.own_words)
    t = words.t
    day = words.day(date.fromisoformat(found.held_on))
    parts = [found.coalition, words.written(found.title), words.written(found.place), found.start]
    state = t("Version {n}, final since {day}.", n=version, day=words.day(closed_on)) if version and closed_on else t("Draft.")
    return {
        "lang": language,
        "title": t("Minutes of {day}", day=day),
        "subtitle": " · ".join(part for part in parts if part),
        "state": state,
        "is_draft": version is None,
        "people": _people(found, words),
        "agenda": {"title": t("Agenda"), "lines": list(map(words.written, found.agenda))},
        "decisions": {
            "title": t("Decisions"),
            "lines": [*_decided(found, words), *(_agreed(one, words) for one in found.agreed)],
            "none": t("No decision is recorded."),
        },
        "actions": _actions(found.promised, t("Actions"), words) | {"none": t("No action is recorded.")},
        "kept": _actions(found.kept, t("Done"), words),
        "learned": {"title": t("What was learned"), "lines": [_taught(one, words) for one in found.learned]},
        "next_title": t("Next meeting"),
        "next": words.day(date.fromisoformat(found.next_on)) if found.next_on else t("No day is set."),
        "footer": f"{state} {t('Source: what was recorded at the meeting. Codes of cases are left out.')}",
    }


def _people(found: Minutes, words: Words) -> list[dict[str, Any]]:
    """The groups of who was there and who was not, each with its heading."""
    t = words.t
    if found.expected is None:
        count = t("It is not recorded which members attended.")
    else:
        count = t("{here} of {n} members here", here=found.here, n=found.expected)
        count += f" · {_quorum(*found.quorum, words)}" if found.quorum else ""
    groups = [{"title": t("Present"), "said": count, "rows": [_there(one, words) for one in found.present]}]
    if found.excused:
        groups.append({"title": t("Excused"), "said": "", "rows": [_there(one, words) for one in found.excused]})
    if found.missing:
        groups.append({"title": t("Not here"), "said": ", ".join(found.missing), "rows": []})
    return groups


def _quorum(present: int, needed: int, rule: str, words: Words) -> str:
    told = {"present": present, "needed": needed, "rule": words.label(QuorumRule(rule))}
    if present >= needed:
        return words.t("Quorum reached: {present} came, {needed} needed ({rule})", **told)
    return words.t("Quorum not reached: {present} came, {needed} needed ({rule})", **told)


def _there(one: There, words: Words) -> dict[str, str]:
    name = one.organization or words.t("Organization not given")
    return {
        "organization": f"{name} ({words.t('guest')})" if one.is_guest else name,
        "people": ", ".join(one.people),
    }


def _decided(found: Minutes, words: Words) -> list[str]:
    cells = {place: f" ({words.name(*kind)}, {words.name(*area)})" for place, kind, area in found.about}
    return [words.written(line) + cells.get(place, "") for place, line in enumerate(found.decisions)]


def _agreed(one: Decided, words: Words) -> str:
    said = words.t(label(Judgement(one.said)) if one.said else label(CellState.NONE))
    known = {member.value: member for member in Group}
    groups = [
        words.label(known[part]) if part in known else words.written(part) for part in (one.group or "").split(";") if part
    ]
    whom = f" ({', '.join(groups)})" if groups else ""
    why = f" · {words.written(one.reason)}" if one.reason else ""
    return f"{said}: {words.name(*one.kind)}, {words.name(*one.area)}{whom}{why}"


def _actions(rows: tuple[Promise, ...], title: str, words: Words) -> dict[str, Any]:
    def row(one: Promise) -> list[str]:
        due = words.day(date.fromisoformat(one.due_on)) if one.due_on else words.t("no day agreed")
        return [words.written(one.what), one.who or words.t("Not given"), due]

    heads = [words.t(head) for head in ("What", "Who", "By when")]
    return {"title": title, "heads": heads, "rows": [row(one) for one in rows]}


def _taught(one: Taught, words: Words) -> str:
    beside = [one.who, words.written(words.name(*one.shown)) if one.shown else None]
    told = "; ".join(part for part in beside if part)
    return f"{words.written(one.what)} ({told})" if told else words.written(one.what)
