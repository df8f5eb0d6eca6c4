"""How a cell came to its state: the strip of its days, and every fact in words."""

from datetime import date
from typing import Any

import streamlit as st

from coalition.answers.cell import CellPast
from coalition.charts.cell import first_day, history_strip
from coalition.frames import records
from coalition.shell.words import date_text, label_of, md, t, tn
from coalition.views.coverage.words import area_of, group_words
from coalition.vocabulary import CellState, FactKind, Judgement

LISTED = 6
"""Facts that stand in the list at once; the rest is one click away."""


def draw_history(past: CellPast, cell: dict[str, Any], on: date) -> None:
    """The strip and the list, under their heading."""
    st.subheader(t("History"))
    spans, facts = records(past.history.spans), records(past.history.facts)
    if not spans:
        st.markdown(t("Nothing recorded yet."))
        return
    told = [fact_text(fact, cell) for fact in facts]
    words = [span_text(span) for span in spans]
    figure = history_strip(spans, facts, on=on, words=words, told=told, is_dark=st.context.theme.type == "dark")
    alt = t("States of this cell over time; also listed below.")
    st.plotly_chart(figure, key="history strip", theme=None, config={"displayModeBar": False}, alt=alt)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.caption(date_text(first_day(spans, on)), width="content")
        st.caption(date_text(on), width="content")
    _list(facts[:LISTED], told[:LISTED])
    if len(facts) > LISTED:
        earlier = len(facts) - LISTED
        with st.expander(tn(earlier, "1 earlier entry", "{n} earlier entries")):
            _list(facts[LISTED:], told[LISTED:])


def _list(facts: list[dict[str, Any]], told: list[str]) -> None:
    lines = []
    for fact, text in zip(facts, told, strict=True):
        change = f" → **{md(label_of(CellState(fact['after'])))}**" if fact["is_change"] else ""
        lines.append(f"- {md(text)}{change}")
    st.markdown("\n".join(lines))


def span_text(span: dict[str, Any]) -> str:
    """One stretch of days as plain text: its state, how many organizations, from when to when."""
    state, number = label_of(CellState(span["state"])), span["fresh_organizations"]
    count = " · " + t("{n} organizations", n=number) if number > 1 else ""
    if span["to_on"] is None:
        return f"{state}{count}: " + t("since {day}", day=date_text(span["from_on"]))
    return f"{state}{count}: " + t("{day} to {last}", day=date_text(span["from_on"]), last=date_text(span["to_on"]))


def fact_text(fact: dict[str, Any], cell: dict[str, Any]) -> str:
    """One fact with its day as plain text; the area is named where it is not that of the cell."""
    return f"{date_text(fact['on'])}: {what_happened(fact, cell)}"


def what_happened(fact: dict[str, Any], cell: dict[str, Any]) -> str:
    """One fact without its day as plain text."""
    kind = FactKind(fact["kind"])
    if kind in {FactKind.VERDICT, FactKind.VERDICT_STALE}:
        return _agreed(fact, kind)
    where = f" ({area_of(fact)})" if fact["area"] != cell["area"] else ""
    if kind is FactKind.NOBODY:
        by = f" ({fact['by']})" if fact["by"] else ""
        return t("it was confirmed that there is no provider") + where + by
    since = date_text(fact["since_on"]) if fact["since_on"] else ""
    if kind is FactKind.NOBODY_STALE:
        return t("the confirmation of {day} that there is no provider is out of date", day=since) + where
    organization = fact["organization"]
    if kind is FactKind.STALE:
        return t("the confirmation of {organization} on {day} is out of date", organization=organization, day=since) + where
    if kind is FactKind.ENDED:
        return t("{organization} no longer offers it", organization=organization) + where
    if kind is FactKind.POSTPONED:
        return t("{organization} will start this service later", organization=organization) + where
    started = t("{organization} started this service", organization=organization)
    return (
        (started if kind is FactKind.STARTED else t("{organization} confirmed", organization=organization))
        + where
        + _places(fact)
    )


def _places(fact: dict[str, Any]) -> str:
    free, before = fact["free"], fact["free_before"]
    if free is None:
        return ""
    told = tn(free, "1 place free", "{n} places free")
    return f", {told}" + (f" ({t('before: {n}', n=before)})" if before not in {None, free} else "")


def _agreed(fact: dict[str, Any], kind: FactKind) -> str:
    verdict = label_of(Judgement(fact["judgement"]))
    if kind is FactKind.VERDICT_STALE:
        return t("the decision “{verdict}” of {day} is out of date", verdict=verdict, day=date_text(fact["since_on"]))
    whom = f" ({group_words(fact['group'])})" if fact["group"] else ""
    why = f": {fact['reason']}" if fact["reason"] else ""
    return t("members decided: {verdict}", verdict=verdict) + whom + why
