"""Words, tables and pictures of the page about how referrals fare."""

from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from coalition.answers.referral_flow import GroupTimes, ReferralFlow
from coalition.charts.flow import CAME, ENDED, WAITS, Band, Bar, told_bars, who_to_whom
from coalition.frames import records
from coalition.locale import in_a_row, plural
from coalition.queries.coverage import service_types_frame
from coalition.queries.referral_boards import NO_FEEDBACK_AFTER
from coalition.referring.times import DAY, HOUR, Reached, Waits
from coalition.shell.address import pick
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.order import by_code, organization_names
from coalition.shell.page import moment
from coalition.shell.widgets import csv_bytes, download, ink, on_wide, side_by_side
from coalition.shell.words import label_of, name_of, t, tn
from coalition.views.participation.words import percent
from coalition.views.rows import draw_rows
from coalition.vocabulary import EARLIEST, Pillar, ReferralReason, ReferralState

DRAWN = 20  # bands of the picture
LISTED = 12  # rows of a table that stand open; the others behind a click
_STILL = {"displayModeBar": False}
_WHEN = {12: "in the last 12 months", 3: "in the last 3 months", 24: "in the last 24 months", 0: "so far"}
"""Months back (0: all) -> words that stand in a sentence."""


# --- what is asked --------------------------------------------------------------------------------------------------


def questions(page: Page) -> tuple[str, dict[str, Any]]:
    """The filters of the page: words for the time, and the arguments of `answers.referral_flow`."""
    period, organization, kind = side_by_side(3)
    with period:
        months = pick("months", t("Period"), {number: _begun(t(words)) for number, words in _WHEN.items()}, 12)
    with organization:
        names = {0: t("From or to any organization")} | organization_names(page)
        chosen = pick("organization", t("Organization"), names, 0)
    with kind:
        kinds = records(ask(page, service_types_frame))
        options = {"": t("All service types")} | {p.value: t("{pillar}: all", pillar=label_of(p)) for p in Pillar}
        options |= {row["code"]: f"{row['code']} {name_of(row['name'], row['name_local'])}" for row in by_code(kinds)}
        only = pick("type", t("Service type"), options, "")
    ids = tuple(row["id"] for row in kinds if only in (row["code"], row["pillar"])) if only else None
    since = months_before(page.today, months) if months else EARLIEST
    asked = {"since": since, "until": page.today, "on": page.today, "now": full_ten_minutes(moment())}
    return t(_WHEN[months]), asked | {"organization_id": chosen or None, "service_type_ids": ids}


def _begun(words: str) -> str:
    """Words of a sentence, where they stand alone."""
    return words[:1].upper() + words[1:]


def months_before(day: date, months: int) -> date:
    """The first day of the last so many months that end on a day."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = (date(years, month + 1, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return date(years, month + 1, min(day.day, last.day)) + timedelta(days=1)


def full_ten_minutes(now: datetime) -> datetime:
    """Until when open referrals have waited: an answer is kept as long as this stays the same."""
    return now.replace(minute=now.minute // 10 * 10, second=0, microsecond=0)


# --- sentences ------------------------------------------------------------------------------------------------------


def sentence(found: ReferralFlow, when: str) -> str:
    """The answer of the page, ready for a markdown context."""
    funnel = found.funnel
    if not funnel.accepted:
        head = plural(funnel.sent, "The **1** referral sent {when} has not been accepted", _NONE)
    else:
        one_of = "Of **{sent}** referrals sent {when}, **1** was accepted"
        several = plural(funnel.accepted, one_of, "Of **{sent}** referrals sent {when}, **{accepted}** were accepted")
        head = plural(funnel.sent, "The **1** referral sent {when} was accepted", several)
    told = t(head, sent=funnel.sent, accepted=funnel.accepted, when=when)
    if found.accepted.taken and funnel.sent > 1:
        told += ": " + waits_text(found.accepted, funnel.accepted)
    n, late = funnel.waiting, found.overdue
    waiting = tn(n, "**1** awaiting an answer", "**{n}** awaiting an answer")
    if late:
        waiting = t("{first}, {second}", first=waiting, second=tn(late, "**1** of them overdue", "**{n}** of them overdue"))
    return t("{first}. {second}.", first=told, second=waiting if n else t("None awaiting an answer"))


_NONE = "Of **{sent}** referrals sent {when}, **none** has been accepted"


def waits_text(waits: Waits, came: int) -> str:
    """`half within 2 days, nine in ten within 9 days`, with what is not reached yet said so; of a few each time.

    Args:
        waits: the times that are known.
        came: how many came to the step; where the time of none of them is known, those that wait say nothing.
    """
    if waits.median is None or waits.ninth is None or (came and not waits.taken):
        return t("no time is known yet")
    if waits.few:
        return t("within {times}", times=in_a_row([span(minutes) for minutes in waits.few]))
    half = t(
        "fewer than half of them within {time}" if waits.median.is_more else "half of them within {time}",
        time=span(waits.median.minutes),
    )
    if waits.median.is_more:
        return half
    most = "fewer than 9 in 10 of them within {time}" if waits.ninth.is_more else "9 in 10 of them within {time}"
    return t("{first}, {second}", first=half, second=t(most, time=span(waits.ninth.minutes)))


def reached_text(reached: Reached | None, waits: Waits, came: int) -> str:
    """A time in a table; with > where it takes longer than that; a question mark where none is known."""
    if reached is None or (came and not waits.taken):
        return "?"
    return f"> {span(reached.minutes)}" if reached.is_more else span(reached.minutes)


def span(minutes: int) -> str:
    """A time as it is told: 45 minutes, 3 hours, 2 days."""
    minutes = max(minutes, 1)  # what was answered at once took less than a minute
    if minutes % DAY == 0:
        n, one, several = minutes // DAY, "1 day", "{n} days"
    elif minutes % HOUR == 0:
        n, one, several = minutes // HOUR, "1 hour", "{n} hours"
    else:
        n, one, several = minutes, "1 minute", "{n} minutes"
    return tn(n, one, several)


# --- the funnel, why some ended, how things stand -------------------------------------------------------------------


def draw_funnel(found: ReferralFlow) -> None:
    """How many came to each step, and where the others ended."""
    funnel = found.funnel
    steps = [
        (t("Sent"), funnel.sent, CAME),
        (label_of(ReferralState.ACKNOWLEDGED), funnel.acknowledged, CAME),
        (t("Accepted"), funnel.accepted, CAME),
        (t("In progress or done"), funnel.helping, CAME),
        (t("Awaiting an answer"), funnel.waiting, WAITS),
        (label_of(ReferralState.DECLINED), funnel.declined, ENDED),
        (label_of(ReferralState.CLOSED_WITHOUT_SERVICE), funnel.closed, ENDED),
        (label_of(ReferralState.REVOKED), funnel.revoked, ENDED),
    ]
    bars = [Bar(label, n, percent(n / funnel.sent) if place else "", color) for place, (label, n, color) in enumerate(steps)]
    _bars(bars, funnel.sent, "funnel")
    table = pd.DataFrame({t("Step"): [bar.label for bar in bars], t("Referrals"): [bar.number for bar in bars]})
    download(t("Download the counts"), csv_bytes(table, index=False), "referrals-steps.csv")


def draw_reasons(found: ReferralFlow) -> None:
    """Why referrals ended without help, the most frequent reason first."""
    rows = records(found.reasons)
    if not rows:
        st.caption(t("No referral ended without help."))
        return
    for state in (ReferralState.DECLINED, ReferralState.CLOSED_WITHOUT_SERVICE, ReferralState.REVOKED):
        own = [row for row in rows if row["state"] == state]
        if own:
            whole = sum(row["referrals"] for row in own)
            st.markdown(f"**{label_of(state)}: {whole}**")
            _bars([Bar(_reason(row), row["referrals"], color=ENDED) for row in own], whole, f"reasons {state}")
    table = pd.DataFrame(
        {
            t("Ended"): [label_of(ReferralState(row["state"])) for row in rows],
            t("Reason"): [_reason(row) for row in rows],
            t("Referrals"): [row["referrals"] for row in rows],
        }
    )
    download(t("Download the reasons"), csv_bytes(table, index=False), "referrals-reasons.csv")


def _reason(row: dict[str, Any]) -> str:
    return label_of(ReferralReason(row["reason"])) if row["reason"] else t("No reason given")


def _bars(bars: list[Bar], whole: int, key: str) -> None:
    told = "; ".join(f"{bar.label}: {bar.number}" for bar in bars)
    st.plotly_chart(told_bars(bars, whole=whole, ink=ink()), key=key, config=_STILL, alt=told)


def draw_standing(found: ReferralFlow) -> None:
    """Times and rates of all together, each with its words."""
    accepted = t("{share} of those answered", share=f"**{percent(found.acceptance_rate)}**")
    declined = t("Declined: {share} of those acknowledged", share=f"**{percent(found.declined_rate)}**")
    silent = t(
        "{silent} of {running} accepted referrals had no update for {days} days",
        silent=f"**{found.silent}**",
        running=found.running,
        days=NO_FEEDBACK_AFTER.days,
    )
    overdue = t("{n} overdue", n=f"**{found.overdue}**")
    now = [overdue, silent] if found.running else [overdue]
    came = found.funnel
    cards = [
        (t("Time until it is acknowledged"), [waits_text(found.answered, came.acknowledged)]),
        (t("Time until it is accepted"), [waits_text(found.accepted, came.accepted)]),
        (t("Accepted"), [accepted, declined]),
        (t("Now"), now),
    ]
    for place, (title, lines) in zip([*st.columns(2), *st.columns(2)], cards, strict=True):
        with place.container(border=True, height="stretch", gap="xsmall"):
            st.markdown(f"**{title}**")
            st.markdown("  \n".join(map(_begun, lines)))
    if found.accepted.taken < came.accepted:
        st.caption(t("The time is known for {n} of {all} accepted referrals.", n=found.accepted.taken, all=came.accepted))


# --- tables ---------------------------------------------------------------------------------------------------------


def draw_groups(found: ReferralFlow, by: str) -> None:
    """Counts and times of each service type, province or receiver, the most sent first."""
    title, name = {
        "kind": (t("Service type"), _kind),
        "area": (t("Province"), _area),
        "receiver": (t("Sent to"), _receiver),
    }[by]
    names = {group: name(found, group) for group in found.times[by]}
    _draw_rows(found, by, {title: names}, f"referrals-by-{by}.csv")
    st.caption(
        t(
            "Half of the referrals, or 9 in 10 of them, reached the step within this "
            "time. For open referrals, the time up to today is counted."
        )
    )


def draw_pairs(found: ReferralFlow) -> None:
    """Who sends to whom: bands on a wide screen, the same in words."""
    pairs = records(found.pairs)
    unknown = t("not given")
    bands = [Band(row["sender"] or unknown, row["receiver"], row["referrals"]) for row in pairs[:DRAWN]]
    with on_wide("bands"):
        told = "; ".join(f"{band.sender} → {band.receiver}: {band.number}" for band in bands)
        st.plotly_chart(who_to_whom(bands, heads=(t("Sent by"), t("Sent to")), ink=ink()), key="bands", config=_STILL, alt=told)
    if found.pairs_in_all > len(bands):
        drawn = t("The picture shows the {n} of {all} pairs with the most referrals.", n=len(bands), all=found.pairs_in_all)
        with on_wide("drawn"):
            st.caption(drawn)
    names = {
        t("Sent by"): {place: row["sender"] or unknown for place, row in enumerate(pairs)},
        t("Sent to"): {place: row["receiver"] for place, row in enumerate(pairs)},
    }
    _draw_rows(found, "pair", names, "referrals-by-pair.csv")
    if found.pairs_in_all > len(pairs):
        st.caption(t("The table lists the {n} of {all} pairs with the most referrals.", n=len(pairs), all=found.pairs_in_all))


def _kind(found: ReferralFlow, group: int) -> str:
    code, name, local = found.kinds[group]
    return f"{code} {name_of(name, local)}"


def _area(found: ReferralFlow, group: int) -> str:
    return name_of(*found.areas[group])


def _receiver(found: ReferralFlow, group: int) -> str:
    return found.members[group]


def _draw_rows(found: ReferralFlow, by: str, names: dict[str, dict[int, str]], file_name: str) -> None:
    rows = [_row(row, names, found.times[by][row["group"]]) for row in records(found.by[by])]
    draw_rows(rows, alt=t("Counts and times of referrals"), key=f"flow {by}")
    download(t("Download the table"), csv_bytes(pd.DataFrame(rows), index=False), file_name)


def _row(row: dict[str, Any], names: dict[str, dict[int, str]], times: GroupTimes) -> dict[str, Any]:
    first, yes = label_of(ReferralState.ACKNOWLEDGED), label_of(ReferralState.ACCEPTED)
    half, most = t("half of them within"), t("9 in 10 of them within")
    answered, accepted = times.answered, times.accepted
    came = row["accepted"] + row["declined"]
    return {title: of_group[row["group"]] for title, of_group in names.items()} | {
        t("Sent"): row["sent"],
        yes: row["accepted"],
        t("Declined"): row["declined"],
        t("Waiting"): row["waiting"],
        f"{first}: {half}": reached_text(answered.median, answered, came),
        f"{first}: {most}": reached_text(answered.ninth, answered, came),
        f"{yes}: {half}": reached_text(accepted.median, accepted, row["accepted"]),
        f"{yes}: {most}": reached_text(accepted.ninth, accepted, row["accepted"]),
    }
