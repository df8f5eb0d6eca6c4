"""Name, scope, words of its own and the numbers behind the formulas: each change is stored at once, with a way back."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from coalition.disclosure import LEAST_BASE
from coalition.edits.settings import LONGEST_WORD, save, start
from coalition.frames import records
from coalition.locale import LANGUAGES, LEVELS, PILLARS, translate
from coalition.queries import ledger
from coalition.settings import Settings
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.forms import choose, choose_several
from coalition.shell.save import edit, make
from coalition.shell.words import label_of, name_of, t, worded
from coalition.views.settings.form import saved
from coalition.vocabulary import Pillar, QuorumRule, Sector

Changes = dict[str, Any]
"""{setting: the value that the visitor has just given it}."""


def draw_general(page: Page) -> None:
    """Every field as stored; what was changed since the last run is stored, and the page drawn again with *Undo*."""
    now, changes = page.settings, Changes()
    st.caption(t("Each change is saved at once."))
    if _is_changed("name", now.coalition_name):
        changes["coalition_name"] = str(st.session_state["name"]).strip()
    st.text_input(t("Name of the coalition"), max_chars=120, key="name")
    if changes.get("coalition_name") == "":
        st.error(t("The coalition needs a name."))
        changes.clear()
    if not ask(page, ledger.help_kinds):  # nobody has started yet: the shipped lists come with the name
        if changes:
            make(page, saved, start, country=now.country, **changes)
        return
    _several(changes, now, "scope", t("Provinces or districts you work in"), _area_labels(page), t("All areas with data"))
    st.markdown(f"**{t('How numbers are calculated')}**")
    with st.grid(4, min_column_width=220, vertical_alignment="bottom"):
        _numbers(changes, now)
        _quorum(changes, now)
    sectors = {sector.value: label_of(sector) for sector in Sector}
    _several(changes, now, "required_sectors", t("Required sectors"), sectors, t("None"))
    _own_words(changes, now, "level_names", t("Your words for provinces and districts"), LEVELS)
    _own_words(changes, now, "pillar_names", t("Your words for the pillars"), PILLARS)
    pillars = {pillar.value: label_of(pillar) for pillar in Pillar}
    _several(changes, now, "pillar_order", t("Order of the pillars"), pillars, t("As usual"))
    if changes:
        edit(page, t("Saved."), save, **changes)


_SHOWN = "shown "
_NOTHING = object()


def _is_changed(key: str, stored: object) -> bool:
    """Whether the visitor gave the field another value than it showed; else it shows what is stored, also after an undo."""
    state = st.session_state
    was = state.get(_SHOWN + key, _NOTHING) if key in state else _NOTHING  # a field that was away holds nothing
    if was is not _NOTHING and state[key] != was:
        state[_SHOWN + key] = state[key]
        return True
    state[key] = stored
    state[_SHOWN + key] = list(stored) if isinstance(stored, list) else stored
    return False


def _numbers(changes: Changes, now: Settings) -> None:
    """A member is first missing meetings and later lapsed: the first of these two numbers is never the larger one."""
    for name, label, least, most in (
        ("fresh_days", t("Confirmations and decisions valid for (days)"), 1, 3650),
        ("at_risk_after", t("“Missing meetings” after (meetings missed in a row)"), 1, now.lapsed_after),
        ("lapsed_after", t("“Lapsed” after (meetings missed in a row)"), now.at_risk_after, 24),
        ("recent_meetings", t("Latest meetings counted in the attendance rate"), 1, 100),
        ("count_base", t("Round published counts down to multiples of"), LEAST_BASE, 1000),
    ):
        if _is_changed(name, getattr(now, name)):
            changes[name] = int(st.session_state[name])
        st.number_input(label, min_value=least, max_value=most, step=1, key=name)


def _quorum(changes: Changes, now: Settings) -> None:
    """The rule that is in force; a fixed number is one once it is told."""
    key, waits = worded("quorum"), f"{_SHOWN}quorum without its number"
    if _is_changed(key, QuorumRule.NUMBER.value if st.session_state.get(waits) else now.quorum):
        told = st.session_state[key] or now.quorum
        st.session_state[waits] = told == QuorumRule.NUMBER and not now.quorum_number
        if not st.session_state[waits] and told != now.quorum:
            changes["quorum"] = told
    rules = {rule.value: label_of(rule) for rule in QuorumRule}
    rule = choose(st.container(), t("Quorum, counted from the members who may vote"), rules, "quorum")
    if rule != QuorumRule.NUMBER:
        return
    if _is_changed("quorum_number", now.quorum_number or None) and st.session_state["quorum_number"]:
        st.session_state[waits] = False
        changes |= {"quorum": QuorumRule.NUMBER.value, "quorum_number": int(st.session_state["quorum_number"])}
    label = t("Number of members the quorum needs")
    st.number_input(label, min_value=1, max_value=1000, value=None, step=1, key="quorum_number")


def _several(changes: Changes, now: Settings, name: str, label: str, options: dict[str, str], hint: str) -> None:
    key = worded(name)
    if _is_changed(key, [one for one in getattr(now, name) if one in options]):
        changes[name] = list(st.session_state[key])
    choose_several(st.container(), label, options, name, hint=hint)


_NO_BRACES = str.maketrans("", "", "{}")  # they would be taken for a value to be filled in


def _own_words(changes: Changes, now: Settings, name: str, title: str, usual_words: Sequence[str]) -> None:
    """What the coalition calls these things, in each language; what is empty is called as usual."""
    told: dict[str, dict[str, str]] = {}
    with st.expander(title, key=f"words {name}"):  # its title may say what was just renamed: it stays open
        for code, own_name in LANGUAGES.items():
            st.caption(own_name)
            with st.grid(4, min_column_width=160, vertical_alignment="bottom"):
                for word in usual_words:
                    usual, key = translate(word, code), f"word {code} {word}"
                    if _is_changed(key, getattr(now, name).get(code, {}).get(word, "")):
                        changes[name] = told
                    st.text_input(usual, max_chars=LONGEST_WORD, placeholder=usual, key=key)
                    if own := str(st.session_state[key]).translate(_NO_BRACES).strip():
                        told.setdefault(code, {})[word] = own


def _area_labels(page: Page) -> dict[str, str]:
    """{P-code: name}, districts with their province; searched by typing."""
    labels = {}
    for row in records(ask(page, ledger.areas_frame)):
        name = name_of(row["name"], row["name_local"])
        within = name_of(row["parent_name"], row["parent_name_local"]) if row["parent_name"] else ""
        labels[row["pcode"]] = f"{name} ({within})" if within else name
    return labels
