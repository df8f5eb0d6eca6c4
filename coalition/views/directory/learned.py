"""Names we have learned: every other spelling, every pair that is two, every two that were made one. Each can be forgotten."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from coalition.edits import aliases
from coalition.edits.undo import undo_edit
from coalition.frames import records
from coalition.queries import decided, learned
from coalition.shell.address import page_link
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.forms import form_of
from coalition.shell.save import edit
from coalition.shell.widgets import csv_bytes, download, on_narrow, on_wide
from coalition.shell.words import day_words, instant_day_text, instant_text, md, t

_ONE_BY_ONE = 30  # rows with a button each; more stand in a table
_FORGOTTEN = "to be forgotten:"


def draw_learned(page: Page) -> None:
    """All of it: searchable, counted, to be downloaded."""
    search = st.session_state.get("search learned", "")
    names = ask(page, learned.learned_names_frame, search=search)
    apart = ask(page, learned.apart_frame, search=search)
    merges = [one for one in ask(page, decided.merges) if search.strip().lower() in f"{one.gone} {one.kept}".lower()]
    corrected = [one for one in ask(page, decided.corrections) if search.strip().lower() in one.file.lower()]
    if not search and names.empty and apart.empty and not merges and not corrected:
        st.info(t("No saved matches yet. They come from your answers during imports."))
        page_link("pages/import_data.py", t("Import a file"))
        return
    st.text_input(t("Search for a name"), key="search learned", max_chars=100)
    counts = {"Other names": len(names), "Pairs confirmed as different": len(apart), "Merged": len(merges)}
    counts |= {"How files are read": len(corrected)} if corrected else {}
    st.markdown(" · ".join(f"{t(what)}: **{count:,}**" for what, count in counts.items()))
    if names.empty and apart.empty and not merges and not corrected:
        st.caption(t("No match. Search for another part of the name."))
        return
    _listed(page, t("Other names"), names, _spelling_row, _forget_name)
    if len(names):
        download(t("Download other names"), csv_bytes(names, index=False), "names.csv")
    _listed(page, t("Pairs confirmed as different"), apart, _pair_row, _forget_pair)
    if len(apart):
        download(t("Download pairs confirmed as different"), csv_bytes(apart, index=False), "pairs.csv")
    _merges(page, merges)
    _corrections(page, corrected)


def _listed(
    page: Page,
    title: str,
    rows: pd.DataFrame,
    shown: Callable[[dict[str, Any]], dict[str, Any]],
    forget: Callable[[Page, dict[str, Any]], None],
) -> None:
    """A table of any length with a button in each row, on a telephone a short list; the row it was pressed in is forgotten."""
    if rows.empty:
        return
    st.markdown(f"**{title}**")
    found = records(rows)
    with on_wide(title):
        _table(title, found, shown)
    with on_narrow(title):
        _short_list(title, found, shown)
    asked = st.session_state.pop(f"{_FORGOTTEN} {title}", None)
    if asked is not None:
        forget(page, asked)


def _table(title: str, listed: list[dict[str, Any]], shown: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    key = f"forget {title}"
    button = st.column_config.ButtonColumn("", width=100, type="tertiary", key=key, on_click=_note, args=(title, listed))
    table = pd.DataFrame([shown(row) for row in listed])
    table = table.loc[:, (table != "?").any()]  # nobody signs in: a column of nothing but "not known" tells nothing
    table.insert(0, t("Remove"), t("Remove"))
    st.dataframe(
        table,
        hide_index=True,
        height="content" if len(listed) <= 15 else 560,
        column_config={t("Remove"): button},
        key=f"table {title}",
        alt=title,
    )


def _short_list(title: str, listed: list[dict[str, Any]], shown: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """The first columns say what it is, the others where it comes from."""
    for number, row in enumerate(listed[:_ONE_BY_ONE]):
        (_, one), (second, other), *rest = shown(row).items()
        origin = " · ".join(md(text) for _, text in rest if text and text != "?")
        with st.container(horizontal=True, vertical_alignment="center", gap="xxsmall"):
            told = f"**{md(one)}**  \n{second.lower()} **{md(other)}**  \n:small[{origin}]"
            st.markdown(told, width="stretch")
            if st.button(t("Remove"), key=f"forget {title} {number}", type="tertiary"):
                st.session_state[f"{_FORGOTTEN} {title}"] = row
    if len(listed) > _ONE_BY_ONE:
        st.caption(t("{n} more. Search for a name to find one.", n=len(listed) - _ONE_BY_ONE))


def _note(title: str, rows: list[dict[str, Any]]) -> None:
    """Kept for the run that follows: an edit draws the page again, which a callback cannot."""
    row = st.session_state[f"forget {title}"]["row"]
    if row < len(rows):
        st.session_state[f"{_FORGOTTEN} {title}"] = rows[row]


def _spelling_row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        t("Name as written"): f"{row['alias']} <{row['email']}>" if row["email"] else row["alias"],
        t("Is the same as"): row["known"],
        t("Confirmed on"): instant_day_text(row["confirmed_at"]),
        t("Confirmed by"): row["confirmed_by"] or "?",
        t("From"): row["file"] or t("by hand"),
        t("Kind"): t("organization") if row["kind"] == "organization" else t("person"),
    }


def _pair_row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        t("Organization"): row["name"],
        t("Is not the same as"): row["other"],
        t("Decided on"): instant_day_text(row["decided_at"]),
        t("Decided by"): row["decided_by"] or "?",
        t("From"): row["file"],
    }


def _forget_name(page: Page, row: dict[str, Any]) -> None:
    if row["kind"] == "organization":
        edit(page, t("Removed. You will be asked again when this name appears in a file."), aliases.forget_spelling, row["id"])
    else:
        done = t("Removed. The next file that contains this name will add a new entry for it.")
        edit(page, done, aliases.forget_name, row["id"])


def _forget_pair(page: Page, row: dict[str, Any]) -> None:
    done = t("Removed. The next import may ask again whether the two are the same.")
    edit(page, done, aliases.forget_apart, row["key"], row["other_key"])


def _merges(page: Page, merges: list[decided.Merge]) -> None:
    if not merges:
        return
    st.markdown(f"**{t('Merged')}**")
    for one in merges[:_ONE_BY_ONE]:
        with st.container(horizontal=True, vertical_alignment="center", gap="xxsmall"):
            names = {"goes": md(day_words(one.gone)), "stays": md(day_words(one.kept))}
            says = t("'{goes}' has been merged into '{stays}'.", **names)
            st.markdown(f"{says} {', '.join(filter(None, [instant_text(one.at), md(one.by or '')]))}")
            if st.button(t("Undo"), key=f"take back {one.kind} {one.row_id}", type="tertiary", icon=":material/undo:"):
                edit(page, t("The change was undone."), undo_edit, one.at)
    if len(merges) > _ONE_BY_ONE:
        st.caption(t("{n} more. Search for a name to find one.", n=len(merges) - _ONE_BY_ONE))


def _corrections(page: Page, corrected: list[decided.Correction]) -> None:
    """How files with a header are read, because somebody corrected one of them."""
    if not corrected:
        return
    st.markdown(f"**{t('How files are read')}**")
    for one in corrected[:_ONE_BY_ONE]:
        with st.container(horizontal=True, vertical_alignment="center", gap="xxsmall"):
            says = t("Files like '{file}' are read in the way they were corrected.", file=md(one.file))
            st.markdown(f"{says} :small[{md(' · '.join(filter(None, [instant_day_text(one.at), one.by])))}]")
            if st.button(t("Remove"), key=f"forget correction {one.key}", type="tertiary"):
                edit(page, t("The correction is removed."), aliases.forget_correction, one.key)
    if len(corrected) > _ONE_BY_ONE:
        st.caption(t("{n} more. Search for a name to find one.", n=len(corrected) - _ONE_BY_ONE))


# --- of one organization ----------------------------------------------------------------------------------------------


def spellings_of(page: Page, organization_id: int) -> None:
    """Other spellings of one organization with who confirmed them, a way to forget each, and a form for another one."""
    st.markdown(f"**{t('Other names in files')}**")
    rows = records(ask(page, learned.learned_names_frame, organization_id=organization_id))
    if not rows:
        st.caption(t("None yet. A name is saved when you confirm during an import that it belongs to this organization."))
    for row in rows[:_ONE_BY_ONE]:
        with st.container(horizontal=True, vertical_alignment="center", gap="xxsmall"):
            st.markdown(f"{md(row['alias'])} :small[{md(_origin(row, 'confirmed'))}]")
            if st.button(t("Remove"), key=f"forget spelling {row['id']}", type="tertiary"):
                _forget_name(page, row)
    if len(rows) > _ONE_BY_ONE:
        st.caption(t("{n} more: see Saved name matches.", n=len(rows) - _ONE_BY_ONE))
    form = form_of(page, f"add spelling {organization_id}", f"new spelling {organization_id}", None)
    with (
        st.form(f"add spelling {organization_id}", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        added = st.text_input(t("Other name"), key=form.key(f"new spelling {organization_id}"), max_chars=200)
        if st.form_submit_button(t("Add the name")):
            done = t("Added. You will not be asked about this name again.")
            edit(form, done, aliases.add_spelling, organization_id, added)
    _pairs_of(page, organization_id)


def _pairs_of(page: Page, organization_id: int) -> None:
    for row in records(ask(page, learned.apart_frame, organization_id=organization_id)):
        with st.container(horizontal=True, vertical_alignment="center", gap="xxsmall"):
            says = t("'{name}' is not '{other}'.", name=md(row["name"]), other=md(row["other"]))
            st.markdown(f"{says} :small[{md(_origin(row, 'decided'))}]")
            if st.button(t("Remove"), key=f"forget pair {row['key']} {row['other_key']}", type="tertiary"):
                _forget_pair(page, row)


def _origin(row: dict[str, Any], what: str) -> str:
    """Who said it, when, and for which file."""
    parts = [instant_day_text(row[f"{what}_at"]), row[f"{what}_by"], row["file"] or t("by hand")]
    return " · ".join(part for part in parts if part)
