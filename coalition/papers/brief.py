"""The brief as a PDF: two pages, whatever the coalition's size. What does not fit is left out, and that is said."""

from collections.abc import Sequence
from typing import Any

from coalition.answers.actions import ActionStatus, due_words, gap_words, what_words
from coalition.answers.brief import Brief, CallLine
from coalition.answers.helping import Named, only_words
from coalition.answers.present import News
from coalition.coverage import OTHER_PILLAR, pillar_order
from coalition.defaults import short_names
from coalition.frames import records
from coalition.papers.typeset import pdf
from coalition.papers.words import Words
from coalition.vocabulary import MISSING, STATES, CellState, Pillar

MOST_AREAS, MOST_KINDS = 20, 32
"""Columns and rows of the matrix that have room in letters one can read; those with most gaps stay."""

_AREAS_NAMED = 4


def brief_pdf(found: Brief, language: str) -> bytes:
    """Two pages of A4.

    Args:
        found: from `answers.brief.brief`.
        language: code of one of `locale.LANGUAGES`.
    """
    return pdf("brief", brief_data(found, language))


def brief_data(found: Brief, language: str) -> dict[str, Any]:
    """What the template `brief` sets: every text of the paper, in its order."""
    words = Words(language, found.settings.own_words)
    t = words.t
    return {
        "lang": language,
        "title": t("Where help is, and where it is missing"),
        "subtitle": _subtitle(found, words),
        "answer": _answer(found, words),
        "matrix": _matrix(found, words),
        "changed": _changed(found.changed, words),
        "changed_title": t("What changed since {day}", day=words.day(found.day.since)) if found.day.since else "",
        "no_change": t("Nothing changed."),
        "calls_title": t("Whom to call"),
        "calls_heads": [t("Service type"), f"{t('Organization')} · {t('Telephone')}: {t('Areas')}"],
        "calls": [_call(line, words) for line in found.calls],
        "no_calls": t("No known provider."),
        "actions_title": t("Open actions"),
        "actions_heads": [t("What"), t("Who"), t("By when")],
        "actions": [_action(row, words) for row in found.open_items],
        "no_actions": t("No action is open."),
        "cases_title": t("Shared cases"),
        "cases": _cases(found, words),
        "next_title": t("Next meeting"),
        "next": words.day(found.day.next_on) if found.day.next_on else t("No day is set."),
        "more": t("and {n} more", n="{n}"),
        "footer": _footer(found, words),
    }


def _subtitle(found: Brief, words: Words) -> str:
    t, meeting = words.t, found.day.meeting
    parts = [found.settings.coalition_name]
    if found.day.is_newest:
        parts.append(t("For the meeting of {day}", day=words.day(found.day.next_on)) if found.day.next_on else "")
    elif meeting:
        parts += [t("Meeting of {day}", day=words.day(meeting["held_on"])), words.written(meeting["title"])]
    parts.append(t("as of {day}", day=words.day(found.day.on)))
    return " · ".join(part for part in parts if part)


def _answer(found: Brief, words: Words) -> list[str]:
    t, tn, counts = words.t, words.tn, found.picture.counts
    if found.picture.cells.empty:
        return [t("No services yet, or no area chosen.")]
    gaps, fragile, unknown = sum(counts[state] for state in MISSING), counts[CellState.FRAGILE], counts[CellState.UNKNOWN]
    parts = [
        tn(gaps, "**1 gap**", "**{n} gaps**"),
        tn(fragile, "**1 with one provider**", "**{n} with one provider**"),
        tn(unknown, "**1 not known**", "**{n} not known**"),
    ]
    cells = len(found.picture.cells)
    return [t("{parts}, of {cells} cells in the table.", parts=", ".join(parts), cells=cells)]


# --- the matrix ---------------------------------------------------------------------------------------------------------


def _matrix(found: Brief, words: Words) -> dict[str, Any]:
    """The cells that have room, with the colors and signs of their states, and what is left out."""
    cells = records(found.picture.cells)
    areas = {row["pcode"]: words.name(row["area"], row["area_local"]) for row in cells}
    kinds = {row["code"]: row for row in cells}
    shown_areas, shown_kinds = _worst(cells, "pcode", list(areas), MOST_AREAS), _worst(cells, "code", list(kinds), MOST_KINDS)
    by_place = {(row["pcode"], row["code"]): row for row in cells}
    parts = []
    for pillar in dict.fromkeys(row["pillar"] for row in cells):
        rows = [
            {"name": short_name(kinds[code], words), "cells": [_mark(by_place[pcode, code]) for pcode in shown_areas]}
            for code in shown_kinds
            if (kinds[code]["pillar"] or OTHER_PILLAR) == pillar
        ]
        if rows:
            parts.append({"name": pillar_name(pillar, words), "rows": rows})
    return {
        "title": words.t("Overview"),
        "kind": words.t("Service type"),
        "areas": [areas[pcode] for pcode in shown_areas],
        "parts": parts,
        "legend": [
            {**_look(state), "sign": STATES[state].sign_of(STATES[state].typical), "says": words.t(STATES[state].says)}
            for state in STATES
        ],
        "left_out": _left_out(found, words, len(areas) - len(shown_areas), len(kinds) - len(shown_kinds)),
    }


def _worst(cells: list[dict[str, Any]], name: str, order: list[str], most: int) -> list[str]:
    """Those of a list with most gaps, in its own order."""
    weight = dict.fromkeys(order, 0.0)
    for row in cells:
        weight[row[name]] += row["weight"] if CellState(row["state"]) in MISSING else row["weight"] / 1000
    kept = set(sorted(order, key=lambda one: -weight[one])[:most])
    return [one for one in order if one in kept]


def _left_out(found: Brief, words: Words, areas: int, kinds: int) -> list[str]:
    told = []
    if areas:
        all_areas = len(found.picture.areas)
        told.append(words.t("Shown: the {n} of {all} areas with the most gaps.", n=all_areas - areas, all=all_areas))
    if kinds:
        all_kinds = len(found.picture.types)
        told.append(words.t("Shown: the {n} of {all} service types with the most gaps.", n=all_kinds - kinds, all=all_kinds))
    return told


def _look(state: CellState) -> dict[str, str]:
    return {"fill": STATES[state].fill[0], "ink": STATES[state].ink[0]}


def _mark(row: dict[str, Any]) -> dict[str, str]:
    state = CellState(row["state"])
    return {**_look(state), "sign": STATES[state].sign_of(row["fresh_organizations"])}


def pillar_name(pillar: str | None, words: Words) -> str:
    """A pillar of a frame in words; a service type without one belongs to the others."""
    return words.t("Other") if pillar in (None, OTHER_PILLAR) else words.label(Pillar(pillar))


def short_name(row: dict[str, Any], words: Words) -> str:
    """The short name of a service type; where the shipped list has none, its full one."""
    told = short_names().get((row["code"], row["service_type"])) or (row["service_type"], row["service_type_local"])
    return words.name(*told)


# --- the lists ----------------------------------------------------------------------------------------------------------


def _changed(found: News | None, words: Words) -> list[dict[str, Any]]:
    """A line for each service type and what became of it, those first in which most is to be done; `is_first` of its step."""
    lines = []
    for before, after, rows in found.groups if found else []:
        places: dict[str, list[str]] = {}
        for row in rows:
            places.setdefault(short_name(row, words), []).append(words.name(row["area"], row["area_local"]))
        step = f"{words.label(before)} → {words.label(after)}"
        looks = {"before": _look(before), "after": _look(after), "step": step}
        lines += [{**looks, "kind": kind, "areas": _listed(areas, words)} for kind, areas in places.items()]
    return lines


def _listed(names: list[str], words: Words, most: int = 12) -> list[str]:
    """The first names; how many more there are stands at the end."""
    more = [words.t("and {n} more", n=len(names) - most)] if len(names) > most else []
    return [*names[:most], *more]


def _call(line: CallLine, words: Words) -> dict[str, Any]:
    t = words.t
    lines = []
    for one in line.called:
        areas = [_area(row, one.only_in.get(row["area_id"], ()), words) for row in one.cells]
        is_everywhere = len(areas) == line.areas > 1 and not one.only_in
        where = [t("everywhere")] if is_everywhere else _listed(areas, words, _AREAS_NAMED)
        who = f"{one.organization} ({t('No place free').lower()})" if one.is_full else one.organization
        lines.append({"who": who, "phone": one.phone or "", "where": where})
    return {"kind": short_name(line.kind, words), "lines": lines, "others": line.others}


def _area(row: dict[str, Any], only_in: Sequence[Named], words: Words) -> str:
    """The name of an area; beside it which part of it is served, and why those who need it may not reach it."""
    name, state = words.name(row["area"], row["area_local"]), CellState(row["state"])
    beside = [only_words(only_in, words.t, words.name), words.t(STATES[state].label).lower() if state in MISSING else ""]
    told = ", ".join(filter(None, beside))
    return f"{name} ({told})" if told else name


def _action(row: dict[str, Any], words: Words) -> dict[str, Any]:
    t = words.t
    kind = words.name(row["service_type"], row["service_type_local"]) if row["code"] else ""
    area = words.name(row["area"], row["area_local"]) if row["pcode"] else ""
    return {
        "what": words.written(what_words(row, t, words.name)),
        "who": row["organization"] or t("Not given"),
        "due": _due(row, words),
        "is_late": row["status"] == ActionStatus.OVERDUE,
        "gap": gap_words(row, t, words.day, kind=kind, area=area),
    }


def _due(row: dict[str, Any], words: Words) -> str:
    """By when, as a day: a paper is read later than it is written."""
    if row["due_on"] is None:
        return due_words(row, words.t, words.day)
    day = words.day(row["due_on"])
    is_late = row["status"] == ActionStatus.OVERDUE
    return words.t("overdue since {day}", day=day) if is_late else words.t("by {day}", day=day)


def _cases(found: Brief, words: Words) -> list[str]:
    """The published figures: all cases, and people who wait by pillar; nothing else is known to a reader."""
    t, published = words.t, found.picture.published
    if published is None:
        return [t("No count of cases is published, so none is here.")]
    total = published.cases.get(())
    told = [t("Shared cases: **{n} or more**.", n=total) if total else t("Shared cases: **not shown**.")]
    areas = {row["pcode"]: words.name(row["name"], row["name_local"]) for row in records(found.picture.areas)}
    for pillar in pillar_order(found.settings.pillar_order):
        figures = {k.area: n for k, n in published.waiting.items() if k.kind is None and k.pillar == pillar and k.area in areas}
        name = pillar_name(pillar, words)
        by_area = [f"{areas[area]} {t('{n} or more', n=n)}" for area, n in sorted(figures.items(), key=lambda pair: -pair[1])]
        if by_area:
            told.append(t("**{pillar}**, people waiting: {figures}.", pillar=name, figures=", ".join(_listed(by_area, words))))
    return told


def _footer(found: Brief, words: Words) -> str:
    t, published = words.t, found.picture.published
    source = t(
        "As of {day}. Source: what the members told the coalition. A confirmation is valid for {days} days.",
        day=words.day(found.day.on),
        days=found.picture.fresh_days,
    )
    counts = (
        t(
            "Counts published on {day}, rounded down to multiples of {base}. Zero, small and withheld counts are not shown.",
            day=words.day(published.through_on),
            base=published.base,
        )
        if published
        else t("Counts of cases are not shown, because small numbers could identify a person.")
    )
    return f"{source} {counts}"
