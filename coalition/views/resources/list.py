"""The resources as a list: found by words, kind, kind of help and area; a row opens one."""

from typing import Any

import streamlit as st

from coalition.queries.resources import Found, Shared, find_resources
from coalition.shell.address import pick
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.order import area_names, kind_names
from coalition.shell.words import date_text, label_of, md, t, tn
from coalition.views.resources.form import add_form
from coalition.views.resources.words import about_words, form_words, other_title, title_of
from coalition.views.rows import draw_rows
from coalition.views.rows.draw import Cell
from coalition.vocabulary import ResourceKind

_RETIRED = "retired"


def draw_list(page: Page) -> None:
    """The field to search in first, then the form that adds one, then what was found."""
    if not ask(page, find_resources, with_retired=True, most=1).stored:
        st.info(t("Policies, protocols, trainings, contact lists and laws that members share. Add the first."))
        add_form(page)
        return
    answer = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        words = st.text_input(
            t("Search"),
            key="words",
            bind="query-params",
            max_chars=200,
            live=True,
            icon=":material/search:",
            placeholder=t("What do you need?"),
        )
        with st.popover(t("Filter"), icon=":material/tune:"):
            asked, told = _filters(page)
    with st.expander(t("Share a resource"), icon=":material/add:"):  # above the list: below it nobody sees it
        add_form(page)
    typed = (words or "").strip()
    found: Found = ask(page, find_resources, words=typed, **asked)
    answer.markdown(f"## {_sentence(found, typed, told)}")
    if found.shared:
        _draw_rows(found, is_searched=bool(typed))
    else:
        st.info(t("Nothing fits. Use fewer words, or fewer filters."))
    if found.total > len(found.shared):
        st.caption(t("The first {n} of {total} are shown.", n=len(found.shared), total=found.total))


def _filters(page: Page) -> tuple[dict[str, Any], list[str]]:
    """What is chosen beside the words (what it is, for which service type, where), and how that is read."""
    kinds, areas = dict(kind_names(page).values()), dict(area_names(page).values())
    named = {kind.value: label_of(kind) for kind in ResourceKind} | {_RETIRED: t("Include those no longer used")}
    kind = pick("kind", t("Kind of resource"), {"": t("Everything in use"), **named}, "")
    code = pick("type", t("Service type"), {"": t("All service types"), **kinds}, "")
    area = pick("area", t("Area"), {"": t("Everywhere"), **areas}, "")
    told = [names[one] for names, one in ((named, kind), (kinds, code), (areas, area)) if one]
    is_retired = kind == _RETIRED
    wanted = (code,) if code else ()
    return {"kind": "" if is_retired else kind, "service_types": wanted, "area": area, "with_retired": is_retired}, told


def _sentence(found: Found, words: str, told: list[str]) -> str:
    """How many fit, and what was asked for; ready for markdown."""
    count = tn(found.total, "1 shared resource", "{n} shared resources")
    if words:
        count = t("{n} found for “{words}”", n=found.total, words=md(words))
    return f"{count}: {md(', '.join(told))}" if told else count


def _draw_rows(found: Found, *, is_searched: bool) -> None:
    rows: list[dict[str, Cell]] = [
        {
            t("Title"): _named(shared, is_searched=is_searched),
            t("Kind of resource"): form_words(shared),
            t("For"): about_words(shared) or t("Everything"),
            t("Shared by"): shared.organization or t("Not given"),
            t("Shared on"): (date_text(shared.shared_on), shared.shared_on),
        }
        for shared in found.shared
    ]
    draw_rows(rows, [shared.id for shared in found.shared], alt=t("Shared resources"), key="resources", opens="resource")


def _named(shared: Shared, *, is_searched: bool) -> str:
    """The title, in both languages where words may have been found in the other one; and that it is retired."""
    other = other_title(shared) if is_searched else ""
    return " · ".join(filter(None, [title_of(shared), other, t("no longer used") if shared.retired_on else ""]))
