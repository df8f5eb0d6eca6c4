"""Which list is looked at, for which receiver and type of exploitation; and that list with what can be done with it."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from coalition.frames import records
from coalition.queries.checklists import lists_for
from coalition.shell import Page, ask, label_of, md, pick, t
from coalition.shell.order import organization_names
from coalition.views.checklists.lists import (
    Row,
    count_sentence,
    draw_copies,
    draw_editor,
    draw_list,
    draw_own,
    in_use,
    is_own,
    kinds_of,
    title_of,
    whose,
)
from coalition.views.resources.beside import draw_beside
from coalition.vocabulary import Exploitation


@dataclass(frozen=True)
class Choice:
    """What is looked at.

    Attributes:
        code: of the list.
        organization, organization_name: the receiver; 0 and empty: whoever receives it.
        exploitation: value of the type; empty: every type.
    """

    code: str
    organization: int
    organization_name: str
    exploitation: str

    def items(self, page: Page, code: str) -> list[dict[str, Any]]:
        """The questions of the list of this code that counts today for this receiver and type."""
        kind = Exploitation(self.exploitation) if self.exploitation else None
        told = {"organization_id": self.organization or None, "exploitation": kind}
        return records(ask(page, lists_for, codes=[code], on=page.today, **told))


def choose(page: Page, versions: list[dict[str, Any]]) -> Choice:
    """The filters of the page, kept in the address."""
    members = organization_names(page)
    grid = st.grid(4 if members else 3, min_column_width=220)  # nobody to choose from: no hole
    first, rest = grid.cell(column_span=2), [grid.cell() for _ in range(2 if members else 1)]  # names of lists are long
    with first:
        code = pick("list", t("List"), _titles(versions), versions[0]["code"])
    with rest[0]:
        receiver = pick("organization", t("Receiving organization"), {0: t("Any organization"), **members}, 0)
    with rest[-1]:
        types = {kind.value: label_of(kind) for kind in Exploitation if kind is not Exploitation.UNKNOWN}
        kind = pick("type", t("Type of exploitation"), {"": t("Every type"), **types}, "")
    return Choice(code, receiver, members.get(receiver, ""), kind)


def _titles(versions: list[dict[str, Any]]) -> dict[str, str]:
    """{code: title of the newest general list}; behind it that it is retired, where none of this code is in use."""
    used = {row["code"] for row in in_use(versions)}
    titles: dict[str, str] = {}
    for row in versions:
        titles.setdefault(row["code"], title_of(row) + ("" if row["code"] in used else f" ({t('no longer used')})"))
    return titles


def draw_chosen(page: Page, items: list[Row], chosen: Choice) -> None:
    """The list that counts: its questions, one of one's own made from it, copies, and the form that changes it."""
    draw_list(page, items)
    receiver, kind = chosen.organization, chosen.exploitation
    if not is_own(items, receiver, kind):
        draw_own(page, items, organization=receiver, organization_name=chosen.organization_name, exploitation=kind)
    draw_copies(items, "chosen")
    draw_beside(page, kinds_of(items[0]))
    if is_own(items, receiver, kind):
        with st.expander(t("Change this list"), icon=":material/edit:"):
            draw_editor(page, items)


def heading(items: list[Row]) -> str:
    """The title of a list, whose it is, and how many questions it asks; ready for a markdown context."""
    of = f" ({whose(items[0])})" if whose(items[0]) else ""
    return f"{md(title_of(items[0]) + of)}: {count_sentence(items)}"
