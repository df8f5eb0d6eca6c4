"""How ready a case is for a receiver: the figure, the meter, and a row for each fact with known, missing or withheld.

Address of the section on the page of a case:
    ?case=K7M3-9QX2-R&ready=I8&receiver=3     the service type (or `list:C9`), and who receives it; each may be left out
"""

from typing import Any

import streamlit as st

from coalition.answers.readiness import CaseReadiness, ListRead, case_readiness
from coalition.edits.checklists import state_item
from coalition.frames import records
from coalition.queries.cases import case_needs_frame
from coalition.queries.checklists import POLICE_LIST, PROTOCOL_LIST, checklist_versions_frame, lists_by_kind
from coalition.referring.readiness import Readiness
from coalition.shell.address import page_link, pick
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.order import by_code, kind_names, organization_names
from coalition.shell.save import edit
from coalition.shell.widgets import side_by_side
from coalition.shell.words import date_text, label_of, md, name_of, t, worded
from coalition.views.checklists.lists import in_use, item_notes, title_of
from coalition.views.readiness.handover import draw_handover
from coalition.vocabulary import ItemKnowledge

NAMED = 3
"""So many missing and withheld facts are named in one line; the rest is counted."""

_STATED = "item stated"
_LIST = "list:"

LOOKS = """<style>
.meter { display: flex; gap: 3px; flex-wrap: wrap; margin: 0.1rem 0 0.4rem; }
.meter i { width: 26px; height: 16px; border: 2px solid #1f5a99; border-radius: 3px; box-sizing: border-box; display: block; }
.meter .known { background: #1f5a99; }
.meter .withheld { background: repeating-linear-gradient(45deg, #1f5a99 0 2px, transparent 2px 6px); }
.meter .missing { border: 1px solid #767676; }
[class*="st-key-fact-"] { border-top: 1px solid rgba(128, 128, 128, 0.35); padding-top: 0.5rem; }
[class*="st-key-fact-"] > :first-child { flex: 1 1 22rem; min-width: 0; }
</style>"""


def readiness_line(page: Page, case_id: int, service_type_code: str, organization_id: int | None) -> str:
    """One sentence for a form: how much of what a receiver needs is known, and what is missing; ready for markdown."""
    asked = {"case_id": case_id, "service_type_code": service_type_code, "organization_id": organization_id}
    found: CaseReadiness | None = ask(page, case_readiness, on=page.today, **asked)
    if found is None or not found.lists:
        return t("No checklist for this service type yet. Ask what they need to know.")
    return md(readiness_words(found))


def readiness_words(found: CaseReadiness, *, named: int = NAMED) -> str:
    """`6 of 9 known. Missing: exact premises; reason for urgency. Withheld: nationality.` in the language of the session."""
    return " ".join(readiness_parts(found, named=named))


def readiness_parts(found: CaseReadiness, *, named: int = NAMED) -> list[str]:
    """How many are known, then what is missing and what is withheld where there is such, each a sentence."""
    counted = found.found
    if not counted.required:
        return [t("Nothing is required here.")]
    parts = [t("{known} of {required} facts are known.", known=counted.known, required=counted.required)]
    if counted.missing:
        parts.append(t("Missing: {what}.", what=_named(found, counted.missing, named)))
    if counted.withheld:
        parts.append(t("Withheld: {what}.", what=_named(found, counted.withheld, named)))
    return parts


def _named(found: CaseReadiness, keys: tuple[str, ...], most: int) -> str:
    texts = [_within(name_of(row["question"], row["question_local"])) for row in (found.questions[key] for key in keys[:most])]
    more = [t("and {n} more", n=len(keys) - most)] if len(keys) > most else []
    return "; ".join([*texts, *more])


def _within(text: str) -> str:
    """A question inside a sentence: a small first letter, unless it is an abbreviation."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def meter(counted: Readiness) -> None:
    """One box for each required fact: filled known, striped withheld, dashed missing; the figures stand beside it in words."""
    boxes = {"known": counted.known, "withheld": len(counted.withheld), "missing": len(counted.missing)}
    drawn = "".join(f'<i class="{name}"></i>' * count for name, count in boxes.items())
    said = t("{known} of {required} facts are known.", known=counted.known, required=counted.required)
    st.html(f'{LOOKS}<div class="meter" role="img" aria-label="{said}">{drawn}</div>')


# --- the section on the page of a case ----------------------------------------------------------------------------------


def draw_readiness(page: Page, case: dict[str, Any]) -> None:
    """What a receiver needs of this case, fact by fact; and the sheet that is handed over.

    Args:
        page: from `open_page`.
        case: a row of frames.CASES.
    """
    st.subheader(t("What does the receiving organization need to know?"), anchor="readiness")
    needs = [need for need in records(ask(page, case_needs_frame, case_ids=[case["id"]])) if need["closed_on"] is None]
    wanted, receiver, members = _choices(page, needs)
    if not wanted:
        st.info(t("No open needs. Add what the case needs."))
        return
    told: dict[str, Any] = {"organization_id": receiver or None}
    told |= {"codes": [wanted.removeprefix(_LIST)]} if wanted.startswith(_LIST) else {"service_type_code": wanted}
    found: CaseReadiness | None = ask(page, case_readiness, case_id=case["id"], on=page.today, **told)
    if found is None or not found.lists:
        st.info(t("No checklist for this service type yet. Ask what they need to know."))
    else:
        _save_pressed(page, case["id"])
        _draw_measured(case["id"], found)
        if POLICE_LIST in ask(page, lists_by_kind, on=page.today).get(wanted, ()):
            _draw_mirror(page, case["id"])
        page_link("pages/checklists.py", t("Change these lists"), list=found.lists[0].head["code"])
    draw_handover(page, [need for need in needs if need["code"] == wanted] or needs, members, receiver)


def _draw_measured(case_id: int, found: CaseReadiness) -> None:
    """The figure, the meter, what is missing, and a row for each fact."""
    known, *others = readiness_parts(found)
    st.markdown(f"## {md(known)}")
    meter(found.found)
    if others:
        st.markdown("  \n".join(md(part) for part in others))
    st.caption(t("Mark each fact as known or missing. Do not enter the answer itself."))
    for one in found.lists:
        _draw_list(case_id, one, is_open=found.is_open)


def _draw_mirror(page: Page, case_id: int) -> None:
    """What we need from police before an operation: beside what they need from us, and not counted with it."""
    found: CaseReadiness | None = ask(page, case_readiness, case_id=case_id, on=page.today, codes=[POLICE_LIST])
    if found is not None and found.lists:
        with st.expander(f"{md(title_of(found.lists[0].head))}: {readiness_parts(found)[0]}", key=f"mirror {case_id}"):
            _draw_measured(case_id, found)


def _choices(page: Page, needs: list[dict[str, Any]]) -> tuple[str, int, dict[int, str]]:
    """(service type or list, receiver, all members) as chosen; the kind is empty where there is nothing to choose."""
    kinds = dict(kind_names(page).values())
    first = dict.fromkeys(need["code"] for need in by_code(needs))
    asked = ask(page, lists_by_kind, on=page.today)
    wanted = {code: kinds.get(code, code) for code in sorted(first, key=lambda code: code not in asked)}
    versions = records(ask(page, checklist_versions_frame))
    for row in by_code(in_use(versions)):
        if row["code"] != PROTOCOL_LIST:
            wanted.setdefault(f"{_LIST}{row['code']}", title_of(row))
    members = organization_names(page)
    if not wanted:
        return "", 0, members
    left, right = side_by_side(2, 260)
    with left:
        chosen = pick("ready", t("For which service type or list?"), wanted, next(iter(wanted)))
    with right:
        receiver = pick("receiver", t("Receiving organization"), {0: t("Any organization"), **members}, 0)
    return chosen, receiver, members


def _draw_list(case_id: int, one: ListRead, *, is_open: bool) -> None:
    head = one.head
    whose = f" ({head['organization']})" if head["organization"] else ""
    st.markdown(f"**{md(head['code'])} {md(name_of(head['title'], head['title_local']))}**{md(whose)}")
    since = t("since {day}", day=date_text(head["valid_from_on"])) if head["valid_from_on"] else ""
    parts = [t("Source: {source}", source=t(head["source"])), t("version {n}", n=head["version"]), since]
    st.caption(md(" · ".join(filter(None, parts))))
    for row in one.items:
        _draw_item(case_id, row, is_open=is_open)


def _draw_item(case_id: int, row: dict[str, Any], *, is_open: bool) -> None:
    key = worded(f"knowledge {case_id} {row['item_id']}")
    question = name_of(row["question"], row["question_local"])
    st.session_state[key] = row["state"]
    with st.container(horizontal=True, vertical_alignment="center", key=f"fact {case_id} {row['item_id']}"):
        st.markdown(md(question) + item_notes(row))
        st.segmented_control(
            md(question),
            list(ItemKnowledge),
            key=key,
            format_func=label_of,
            required=True,
            label_visibility="collapsed",
            disabled=not is_open,
            on_change=_note,
            args=(key, row["item_id"]),
            width="content",
        )


def _note(key: str, item_id: int) -> None:
    """Remember which row was pressed: a callback may not draw, and the edit may have to say why not."""
    st.session_state[_STATED] = (item_id, st.session_state[key])


def _save_pressed(page: Page, case_id: int) -> None:
    if pressed := st.session_state.pop(_STATED, None):
        item_id, state = pressed
        edit(page, t("Saved."), state_item, case_id, item_id, ItemKnowledge(state), today=page.today)
