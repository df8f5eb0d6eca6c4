"""What the page about who is tied with whom asks and draws."""

from functools import partial
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from coalition.answers.togetherness import TiedBy, Togetherness, leaving, togetherness
from coalition.charts.network import LOOKS, Dot, drawing
from coalition.charts.theme import safe
from coalition.frames import records
from coalition.locale.order import sort_key
from coalition.network import MOST_FOR_DISTANCES
from coalition.shell.address import page_link, pick, pick_date, pick_number
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.widgets import csv_bytes, download, ink, side_by_side
from coalition.shell.words import label_of, md, t, tn
from coalition.views.rows import draw_rows
from coalition.views.rows.draw import Cell
from coalition.views.togetherness import words
from coalition.vocabulary import Sector

LISTED = 300  # members in the table; all of them are in the file
_STILL = {"displayModeBar": False}
_NAMES = """<style>
.st-key-tied .textpoint text { paint-order: stroke; stroke: light-dark(#FFFFFF, #070B0D); stroke-width: 4px;
  stroke-linejoin: round; }
@media (max-width: 768px) { .st-key-tied .scatterlayer > .trace:last-child { display: none; } }
</style>"""
"""A name is read over the lines behind it; those for which only a wide screen has room stand in the last trace."""


def question(page: Page) -> tuple[Togetherness, int | None]:
    """The answer to what is asked by the filters, and which member is looked at as if it left; ends where nobody is one."""
    left, middle, right, last = side_by_side(4)
    with left:
        kinds = {"referrals": t("Referrals"), "cases": t("Shared cases"), "meetings": t("Meetings")}
        by = TiedBy(pick("by", t("Connected through"), kinds, "referrals"))
    with right:
        on = pick_date("on", t("As of"), page.today)
    with middle:
        lengths = {1: t("1 quarter"), 2: t("2 quarters"), 4: t("4 quarters"), 8: t("8 quarters")}
        length = pick("quarters", t("Period"), lengths, 4)
    asked: dict[str, Any] = {"on": on, "by": by, "quarters": length}
    found: Togetherness = ask(page, togetherness, **asked)
    if not found.measures.members:
        st.info(t("No organization is a member on this day."))
        page_link("pages/import_data.py", t("Import attendance"))
        st.stop()
    if by is TiedBy.MEETINGS and found.meetings > 1:
        least = pick_number("least", t("Meetings in common to count as connected"), (1, found.meetings), found.least)
        found = found if least == found.least else ask(page, togetherness, **asked, least=least)
    with last:
        return found, _without(found) if found.measures.tied else None


def _without(found: Togetherness) -> int | None:
    named = sorted(records(found.members), key=lambda row: (sort_key(row["organization"]), row["organization_id"]))
    options = {0: t("Nobody")} | {row["organization_id"]: row["organization"] for row in named}
    return pick("without", t("What if a member leaves?"), options, 0) or None


def draw_picture(found: Togetherness, without: int | None) -> None:
    """The drawing, its definition, and what it leaves out."""
    dots, figure = figure_of(found, without, alone=t("Connected with no other member"), ink=ink())
    st.html(f"<div class='st-small'>{_legend(dots)}</div>")
    with st.container(key="tied"):
        st.html(_NAMES)
        st.plotly_chart(
            figure, key="drawing", config=_STILL, alt=t("Who is connected with whom. The table below shows the same")
        )
    is_named = len(figure["data"][-2]["text"]) == len(dots)  # on a telephone too
    nameless = "" if is_named else t("If a dot has no name, point at it, or see the table below.")
    st.caption(" ".join(filter(None, [words.definition(found), words.drawn_words(found), nameless])))


def figure_of(found: Togetherness, without: int | None, *, alone: str, ink: str) -> tuple[list[Dot], dict[str, Any]]:
    """The members that are drawn, and the figure; `alone` stands above those tied with nobody, in the color `ink`."""
    members = records(found.members[found.members["organization_id"].isin(list(found.places))])
    place = {row["organization_id"]: number for number, row in enumerate(members)}
    ends = [(row["one_id"], row["other_id"]) for row in records(found.drawn)]
    ties = [(place[one], place[other]) for one, other in ends if without not in (one, other)]
    dots = [_dot(found, row, without) for row in members]
    return dots, drawing(dots, ties, alone=alone, ink=ink, height=410 + min(240, 3 * len(dots)))


def _legend(dots: list[Dot]) -> str:
    """The shapes of the sectors that are drawn, and the ring of a bridge."""
    present = {dot.sector for dot in dots}
    signs = [(f"<span style='color:{color}'>{sign}</span>", label_of(Sector(key)) if key else t("Sector not given"))
             for key, (color, _, sign) in LOOKS.items() if key in present]  # fmt: skip
    if any(dot.is_bridge for dot in dots):
        signs.append(("◯", t("Only link: without it, others would no longer be connected")))
    told = (f"<span style='display:inline-block; margin-right:1.1em'>{sign} {escape(word)}</span>" for sign, word in signs)
    return " ".join(told)


def _dot(found: Togetherness, row: dict[str, Any], without: int | None) -> Dot:
    spot = found.places[row["organization_id"]]
    told = [f"<b>{safe(row['organization'])}</b>", safe(words.sector_text(row)), safe(_tied_words(row["ties"]))]
    if row["pieces"]:
        told.append(
            safe(
                tn(
                    row["pieces"] - 1,
                    "Only link: without it, 1 group would have no connection to the rest",
                    "Only link: without it, {n} groups would have no connection to the rest",
                )
            )
        )
    is_bridge, is_gone = row["pieces"] is not None, row["organization_id"] == without
    sector = row["sector"] or ""
    return Dot(spot.x, spot.y, row["organization"], "<br>".join(told), sector, is_bridge, is_gone, spot.is_alone, row["ties"])


def _tied_words(ties: int) -> str:
    return tn(ties, "connected with 1 member", "connected with {n} members") if ties else t("connected with no other member")


def draw_without(found: Togetherness, without: int | None) -> None:
    """What changes without the chosen member."""
    if without is not None:
        st.markdown("\n".join(f"{line}  " for line in words.without_words(found, leaving(found, without), without)))


def draw_bridges(found: Togetherness) -> None:
    """Who holds others together, as a list: a click shows what changes without it."""
    st.subheader(t("Members that are the only link for others"))
    bridges = sorted((row for row in records(found.members) if row["pieces"]), key=lambda row: -row["without"])
    if not bridges:
        st.caption(t("If any one member left, the others would still be connected."))
        return
    rows: list[dict[str, Cell]] = [
        {
            t("Organization"): row["organization"],
            t("Sector"): words.sector_text(row),
            t("Connected with"): row["ties"],
            t("Groups no longer connected"): row["pieces"] - 1,
        }
        for row in bridges
    ]
    ids = [row["organization_id"] for row in bridges]
    draw_rows(
        rows, ids, alt=t("Only links: click a row to see what would change without that member"), key="bridges", opens="without"
    )


def draw_alone(found: Togetherness) -> None:
    """Who is tied with nobody."""
    names = [row["organization"] for row in records(found.members) if not row["ties"]]
    if names:
        told = tn(len(names), "1 member connected with no other member", "{n} members connected with no other member")
        with st.expander(told):  # the table below has them too
            st.markdown(words.named(names, most=60))


def draw_sectors(found: Togetherness) -> None:
    """Sectors that do not meet, in words."""
    told, never, lacking = words.across_words(found), *words.apart(found)
    if not told and not never and not lacking:
        return
    st.subheader(t("Between sectors"))
    if told:
        st.markdown(told)
    lines = [
        t("**{sector}**: no connection with {others}", sector=one, others=", ".join(others)) for one, others in lacking.items()
    ]
    if never:
        lines.insert(0, t("Connected with no other sector: **{sectors}**", sectors=", ".join(never)))
    st.markdown("\n".join(f"- {line}" for line in lines))


def draw_measures(found: Togetherness) -> None:
    """The measures in numbers; docs/glossary.md has their formulas."""
    m = found.measures
    far = words.share(m.by_distance)
    if m.members > MOST_FOR_DISTANCES:
        far = t("not calculated for more than {n} members", n=MOST_FOR_DISTANCES)
    rows = {
        t("Connections"): f"{m.ties:,}",
        t("Groups"): str(m.islands),
        t("Members of the largest group"): str(m.largest),
        t("Share of member pairs that are connected"): words.share(m.density),
        t("Connections concentrated on a few members (0: spread evenly, 1: all with one member)"): words.share(
            m.centralization
        ),
        t("Share of member pairs with no connection, direct or through others"): words.share(m.fragmentation),
        t("The same figure, with close connections counted more than distant ones"): far,
        t("Connections between sectors (−1: all inside sectors, +1: all between sectors)"): words.signed(m.ei),
        t("The same figure, weighted by sector size"): words.signed(m.ei_rescaled),
    }
    with st.expander(t("Figures on connections")):
        table = pd.DataFrame({t("Measure"): list(rows), t("Value"): list(rows.values())})
        st.table(table.map(md), hide_index=True)


def draw_table(found: Togetherness) -> None:
    """The drawing as a list: every member with those it is tied with; a click on a row leads to it."""
    st.subheader(t("Members and their connections"))
    names = dict(zip(found.members["organization_id"].tolist(), found.members["organization"].tolist(), strict=True))
    shown = records(found.members.head(LISTED))
    tied = _tied_with(found, names, [row["organization_id"] for row in shown])
    rows: list[dict[str, Cell]] = [
        {
            t("Organization"): row["organization"],
            t("Sector"): words.sector_text(row),
            t("Group"): row["island"] or "–",
            t("Only link"): t("yes") if row["pieces"] else "–",
            t("Connections"): row["ties"],
            t("Connected with"): _some(tied[row["organization_id"]]),
        }
        for row in shown
    ]
    ids = [row["organization_id"] for row in shown]
    chosen = draw_rows(rows, ids, alt=t("Members and their connections"), key="members tied", leads=True, is_low=True)
    if chosen:
        st.switch_page("pages/directory.py", query_params={"organization": chosen})
    if len(names) > LISTED:
        st.caption(
            t(
                "These are the {n} organizations with the most connections. The file you download lists all {all}.",
                n=LISTED,
                all=len(names),
            )
        )
    file = partial(_file, found.ties, names, (t("Organization"), t("Connected with")))
    download(t("Download the connections"), file, f"ties-{found.by}-{found.on.isoformat()}.csv")


def _tied_with(found: Togetherness, names: dict[int, str], members: list[int]) -> dict[int, list[str]]:
    """{member: names of those it is tied with} of these members."""
    tied: dict[int, list[str]] = {one: [] for one in members}
    for end, other in (("one_id", "other_id"), ("other_id", "one_id")):
        own = found.ties[found.ties[end].isin(members)]
        for one, with_whom in zip(own[end].tolist(), own[other].tolist(), strict=True):
            tied[one].append(names[with_whom])
    return tied


def _file(ties: pd.DataFrame, names: dict[int, str], heads: tuple[str, str]) -> bytes:
    """All ties by their two names."""
    ends = (ties[end].map(names).tolist() for end in ("one_id", "other_id"))
    return csv_bytes(pd.DataFrame(dict(zip(heads, ends, strict=True))), index=False)


def _some(names: list[str]) -> str:
    ordered = sorted(names, key=str.casefold)
    told = " · ".join(ordered[: words.NAMED])
    return f"{told} {t('and {count} more', count=len(ordered) - words.NAMED)}" if len(ordered) > words.NAMED else told or "–"
