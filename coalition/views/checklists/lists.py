"""Parts of the page of checklists: the list that counts, its earlier versions, a new version, a list of one's own.

Address: ?list=C2&organization=3&type=forced_labour     which list, of whom, for which type of exploitation.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st
from sqlalchemy import Engine
from streamlit.delta_generator import DeltaGenerator

from coalition.edits import checklists as edits
from coalition.edits.checklists import LONGEST_TITLE, Fact, Head
from coalition.edits.record import EditRefused
from coalition.edits.screen import LONGEST, TextRefused
from coalition.queries.checklists import checklist_frame
from coalition.schema import records
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.forms import Form, choose_several, form_of
from coalition.shell.order import kind_names
from coalition.shell.save import edit, edit_text, refusal
from coalition.shell.widgets import THREE_LINES, download, side_by_side
from coalition.shell.words import date_text, label_of, language, md, name_of, t, tn, worded
from coalition.views.checklists.file import plain_text, printed_list
from coalition.vocabulary import Exploitation, ItemAges

Row = dict[str, Any]

KEY = "key"
"""Column of the table of items that is not shown."""


def title_of(row: Row) -> str:
    """`C2 Officials' powers` of a row with a list in it."""
    return f"{row['code']} {name_of(row['title'], row['title_local'])}"


def whose(row: Row) -> str:
    """Of whom and for what a list is; empty: of whoever receives, for every type."""
    kind = label_of(Exploitation(row["exploitation"])) if row["exploitation"] else ""
    return ", ".join(filter(None, [row["organization"], kind]))


def in_use(versions: Sequence[Row]) -> list[Row]:
    """The newest version of each list, unless it is retired. `versions`: of each list the newest first."""
    newest: dict[tuple[Any, ...], Row] = {}
    for row in versions:
        newest.setdefault((row["code"], row["organization_id"], row["exploitation"]), row)
    return [row for row in newest.values() if row["items"]]


def count_sentence(items: Sequence[Row]) -> str:
    """How many facts are asked, and how many of them are required."""
    required = sum(row["is_required"] for row in items)
    facts = tn(len(items), "**1** fact", "**{n}** facts")
    if required == len(items):
        return tn(required, "{facts}, required.", "{facts}, all required.", facts=facts)
    return t("{facts}, {n} of them required.", facts=facts, n=required)


def version_text(row: Row) -> str:
    """`Version 2, since 25 Nov 2026` or `Version 1, as shipped`."""
    since = t("since {day}", day=date_text(row["valid_from_on"])) if row["valid_from_on"] else t("as supplied with the program")
    return t("Version {n}, {since}", n=row["version"], since=since)


def items_text(items: Sequence[Row]) -> str:
    """The facts as a numbered list in markdown; what is not required says so, and about whom it is asked."""
    lines = []
    for number, row in enumerate(items, start=1):
        lines.append(f"{number}. {md(name_of(row['question'], row['question_local']))}{item_notes(row)}")
    return "\n".join(lines)


def item_notes(row: Row) -> str:
    """Behind a fact: that it is optional, and about whom it is asked; empty where it is required of everybody."""
    notes = [] if row["is_required"] else [t("optional")]
    if row["ages"] != ItemAges.EVERYBODY:
        notes.append(t("asked in adult cases only") if row["ages"] == ItemAges.ADULTS else t("asked in child cases only"))
    return f" *({md(', '.join(notes))})*" if notes else ""


def draw_list(page: Page, items: Sequence[Row]) -> None:
    """One list that counts: what is asked, its source and version, and for which kinds of help it is asked."""
    head = items[0]
    st.markdown(items_text(items))
    names = dict(kind_names(page).values())
    kinds = [names.get(code, code) for code in kinds_of(head)]
    parts = [t("Source: {source}", source=t(head["source"])), version_text(head)]
    parts += [t("Used when asking for: {kinds}", kinds=", ".join(kinds))] if kinds else []
    st.caption(md(" · ".join(parts)))


def kinds_of(row: Row) -> list[str]:
    """Codes of the kinds of help a list is asked for."""
    return row["kinds"].split(";") if row["kinds"] else []


def draw_copies(items: Sequence[Row], key: str) -> None:
    """The list as text to copy, and as a sheet to print."""
    with st.container(horizontal=True):
        download(
            t("Download the list to print it"),
            printed_list(items, language()),
            f"{items[0]['code']}.html",
            "text/html",
            key=f"print {key}",
        )
        with st.popover(t("Copy it as text"), icon=":material/content_copy:"):
            st.code(plain_text(items, language()), language=None, wrap_lines=True)


# --- changing ---------------------------------------------------------------------------------------------------------


def draw_editor(page: Page, items: Sequence[Row]) -> None:
    """What the list says of itself, and its items as a table: words, whether required, about whom, in which order."""
    variant = f"{items[0]['code']} {items[0]['organization_id']} {items[0]['exploitation']}"
    form = form_of(page, f"items {variant}", f"list title {variant}", items)
    head, beside = _draw_head(page, form, variant)
    st.caption(t("Saves a new version. Reword items here; add a row for a new item."))
    names = _column_names()
    choices = [label_of(member) for member in ItemAges]
    edited = st.data_editor(
        _items_table(form.shown, names),
        key=worded(form.key(f"items {variant}")),
        num_rows="dynamic",
        hide_index=True,
        width="stretch",
        row_height=THREE_LINES,
        height="content",
        column_config={
            KEY: None,
            names["order"]: st.column_config.NumberColumn(width=90),
            names["question"]: st.column_config.TextColumn(max_chars=LONGEST, width=300),
            names["local"]: st.column_config.TextColumn(max_chars=LONGEST, width=260),
            names["required"]: st.column_config.CheckboxColumn(default=True, width=105),
            names["ages"]: st.column_config.SelectboxColumn(options=choices, default=choices[0], width=130),
        },
    )
    with st.container(horizontal=True):
        is_saved = st.button(t("Save as a new version"), type="primary", key="save version", icon=":material/save:")
        is_retired = st.button(t("Stop using this list"), key="retire", icon=":material/archive:")
    if is_saved:
        facts = facts_of(edited, list(names.values()))
        saved = t("The new version is saved.")
        edit_text(beside, form, saved, save_version, form.shown[0]["id"], facts, head, today=page.today)
    if is_retired:
        general = items[0]["organization_id"] is None and items[0]["exploitation"] is None
        done = (
            t("This list is no longer used. Its questions are not asked any more.")
            if general
            else t("The more general list is used again.")
        )
        edit(page, done, edits.retire, items[0]["id"], today=page.today)


def _draw_head(page: Page, form: Form, variant: str) -> tuple[Head, dict[str, DeltaGenerator]]:
    """The fields of what a list says of itself, and the place under each."""
    stored = form.shown[0]
    places = side_by_side(2, 260)
    title = places[0].text_input(
        t("Title in English"), stored["title"], max_chars=LONGEST_TITLE, key=form.key(f"list title {variant}")
    )
    local = places[1].text_input(
        t("Title in the local language"),
        stored["title_local"] or "",
        max_chars=LONGEST_TITLE,
        key=form.key(f"list local {variant}"),
    )
    source, under = st.container(), st.container()
    told = source.text_input(
        t("Source: the law, or who asked for it"), stored["source"], max_chars=LONGEST, key=form.key(f"list source {variant}")
    )
    kinds = _choose_kinds(page, form.key(f"list kinds {variant}"), kinds_of(stored))
    return Head(title, local, told, kinds), {"title": places[0], "title_local": places[1], "source": under}


def _choose_kinds(page: Page, key: str, told: Sequence[str] = ()) -> list[str]:
    names = {code: code for code in told} | dict(kind_names(page).values())  # one that is not in use any more stays chosen
    none = t("None: the list is found by its code only")
    return choose_several(st.container(), t("Service types this list is for"), names, key, told=told, hint=none)


def _items_table(items: Sequence[Row], names: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            names["order"]: [float(row["position"]) for row in items],
            names["question"]: [row["question"] for row in items],
            names["local"]: [row["question_local"] or "" for row in items],
            names["required"]: [row["is_required"] for row in items],
            names["ages"]: [label_of(ItemAges(row["ages"])) for row in items],
            KEY: [row["key"] for row in items],
        }
    )


def _column_names() -> dict[str, str]:
    names = {"order": t("Order"), "question": t("English"), "local": t("Local language")}
    return names | {"required": t("Required"), "ages": t("For whom")}


def facts_of(edited: pd.DataFrame, names: Sequence[str]) -> list[Fact]:
    """The rows of the table as items, in the order that was asked for; rows that were there before keep their key.

    The key stands in a column of its own, which is not shown: a row that is added after the last one was deleted gets the
    number of that one, and what is known of the old fact would count for the new.
    """
    order, question, local, required, ages = names
    members = {label_of(member): member for member in ItemAges}
    found = []
    for place, (_, row) in enumerate(edited.iterrows()):
        key = row[KEY] if isinstance(row[KEY], str) else None
        told = [value if isinstance(value, str) else "" for value in (row[question], row[local])]
        if key is None and not any(map(str.strip, told)):
            continue  # a click below the table adds an empty row: nothing was asked for
        wanted = float(row[order]) if pd.notna(row[order]) else float("inf")
        is_required = bool(row[required]) if pd.notna(row[required]) else True
        fact = Fact(told[0], told[1], is_required, members.get(row[ages], ItemAges.EVERYBODY), key)
        found.append((wanted, place, fact))
    return [fact for _, _, fact in sorted(found, key=lambda one: one[:2])]


def save_version(engine: Engine, checklist_id: int, facts: list[Fact], head: Head, **told: Any) -> int | bool:
    """`edits.save_version`; a text of an item that is refused is told with its number."""
    try:
        return edits.save_version(engine, checklist_id, facts, head, **told)
    except TextRefused as refused:
        if not refused.field.startswith("item "):
            raise
        number = refused.field.removeprefix("item ")
        raise EditRefused("Item {number}: {why}", number=number, why=refusal(refused)) from None


def is_own(items: Sequence[Row], organization: int, exploitation: str) -> bool:
    """Whether the list that counts is of exactly this receiver and type, and none that stands in for theirs."""
    return (items[0]["organization_id"] or 0) == organization and (items[0]["exploitation"] or "") == exploitation


def draw_own(page: Page, items: Sequence[Row], *, organization: int, organization_name: str, exploitation: str) -> None:
    """Where a receiver or a type is chosen that has no list of its own: this, and the button that makes one."""
    head = items[0]
    kind = Exploitation(exploitation) if exploitation else None
    named = ", ".join(filter(None, [organization_name, label_of(kind) if kind else ""]))
    st.info(md(t("No list for {named}. The general list is shown.", named=named)))
    if st.button(t("Copy this list and adapt it"), key="make own", icon=":material/content_copy:"):
        own = {"organization_id": organization or None, "exploitation": kind}
        edit(page, t("The list was created. You can change it below."), edits.make_own, head["id"], **own, today=page.today)


def draw_retired(page: Page, row: Row) -> None:
    """A list that nobody is asked for any more, and the way back. `row`: its newest version."""
    day = date_text(row["valid_from_on"]) if row["valid_from_on"] else "–"
    st.markdown(f"## {md(t('{list}: not used since {day}', list=title_of(row), day=day))}")
    if st.button(t("Use this list again"), key="bring back", icon=":material/undo:"):
        edit(page, t("The list is in use again."), edits.bring_back, row["id"], today=page.today)


def draw_versions(page: Page, versions: Sequence[Row]) -> None:
    """Every version of every list of this code; one is read at a time."""
    listed = {row["id"]: row for row in versions}

    def named(number: int) -> str:
        row = listed[number]
        title = title_of(row) if title_of(row) != title_of(versions[0]) else ""
        return " · ".join(filter(None, [version_text(row), whose(row), title, "" if row["items"] else t("no longer used")]))

    chosen = st.selectbox(t("Version"), list(listed), format_func=named, key=worded(f"version {versions[0]['code']}"))
    items = records(ask(page, checklist_frame, checklist_id=chosen))
    st.markdown(items_text(items) if items else t("From that day, this list was no longer used."))


def draw_new(page: Page) -> None:
    """A list with a code of its own: title, source, and one fact in each line."""
    number = st.session_state.get("lists added", 0)
    with st.form(f"new list {number}", border=False):
        first, second, third = st.columns([1, 3, 3])
        code = first.text_input(t("Code"), max_chars=8, key=f"list code {number}", placeholder="D1")
        title = second.text_input(t("Title in English"), max_chars=LONGEST_TITLE, key=f"list title {number}")
        local = third.text_input(t("Title in the local language"), max_chars=LONGEST_TITLE, key=f"list local {number}")
        source = st.text_input(t("Source: the law, or who asked for it"), max_chars=LONGEST, key=f"list source {number}")
        kinds = _choose_kinds(page, f"list kinds {number}")
        lines = st.text_area(t("Facts, one per line"), key=f"list facts {number}", height=160)
        under = st.empty()
        added = st.form_submit_button(t("Add the list"), type="primary")
    if added:
        facts = [Fact(line) for line in lines.splitlines() if line.strip()]
        told = {"code": code, "head": Head(title, local, source, kinds), "facts": facts}
        beside = dict.fromkeys(("code", "title", "title_local", "source", "facts"), under)

        def show(_added: int) -> None:
            """Empty the form, and show what was added."""
            st.session_state["lists added"] = number + 1
            st.query_params["list"] = code.strip().upper()

        edit_text(beside, page, t("The list is added."), _add, then=show, **told, today=page.today)


def _add(engine: Engine, **told: Any) -> int:
    """Add the list; a fact that is refused is told by its number."""
    try:
        return edits.add_list(engine, **told)
    except TextRefused as refused:
        if not refused.field.startswith("item "):
            raise
        number = refused.field.removeprefix("item ")
        raise EditRefused("Item {number}: {why}", number=number, why=refusal(refused)) from None
