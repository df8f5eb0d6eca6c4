"""Parts of the page that says whom to call: the answer with its number, the others in order, what stands in for nobody."""

from typing import Any

import streamlit as st

from coalition.answers.calling import Answer, CallAnswer
from coalition.answers.calling_words import (
    answer_words,
    area_name,
    confirmed_words,
    full_words,
    is_fresh,
    nobody_words,
    reason_words,
    wanted_words,
)
from coalition.calling.words import ORDER, Fit, Provider, ReasonKind, Tone
from coalition.defaults import emergencies
from coalition.edits.actions import LONGEST
from coalition.queries.calling import RECORD_DAYS
from coalition.shell.address import page_link
from coalition.shell.context import Page
from coalition.shell.words import date_text, email_link, hours_text, languages_text, md, name_of, phone_link, t, tn, voice
from coalition.views.referrals.form import refer_button
from coalition.views.referrals.places import ask_free_places
from coalition.views.resources.beside import draw_beside

SHOWN = 3
"""So many organizations besides the first are drawn open; the rest stands behind one click."""

FACTS, FACTS_OF_OTHERS = 5, 1
"""So many facts stand open of the first, and of each of the others."""

LOOKS = """<style>
.st-key-the-call { border-left: 5px solid #2e7d32; padding-left: 0.9rem; }
.st-key-no-call { border-left: 5px solid #b26a00; padding-left: 0.9rem; }
.st-key-the-call a[href^="tel:"], .st-key-no-call a[href^="tel:"] { font-size: 1.25rem; font-weight: 600;
  line-height: 1; }
.stApp .st-key-asked > .stElementContainer:has(details) { display: none; }
.st-key-asked summary { padding: 8px 12px; cursor: pointer; font-weight: 600; }
.st-key-asked details { border: 1px solid var(--line); border-radius: 6px; }
@media screen and (max-width: 640px) {
  .stApp .st-key-asked > .stElementContainer:has(details) { display: block; }
  .stApp .st-key-asked:has(details):not(:has(details[open])) [data-testid="stLayoutWrapper"]:has(> .st-key-asked-fields) {
    display: none; }
}
:is(.st-key-the-call, .st-key-no-call, [class*="st-key-call-row-"]) p:has(> [role="img"]:first-child) {
  position: relative; padding-left: 1.6rem; }
:is(.st-key-the-call, .st-key-no-call, [class*="st-key-call-row-"]) p:has(> [role="img"]:first-child):not(:last-child) {
  margin: 0; }
:is(.st-key-the-call, .st-key-no-call, [class*="st-key-call-row-"]) p > [role="img"]:first-child {
  position: absolute; left: 0; }
[class*="st-key-call-row-"] { border-top: 1px solid rgba(128, 128, 128, 0.35); padding-top: 0.6rem; }
</style>"""

_LINES = "\n\n"
"""Between facts: paragraphs, whose second line then begins under the first, and not under the icon."""

_MARKS = {Tone.FOR: ":material/check:", Tone.NEUTRAL: ":material/chevron_right:", Tone.AGAINST: ":material/priority_high:"}


def draw_answer(page: Page, found: CallAnswer) -> None:
    """The first sentence with the age of what is known, how to reach them, what speaks for and against it, what to do next."""
    first, said = found.first, voice()
    is_sure = first is not None and found.answer in (Answer.CALL, Answer.NEXT) and is_fresh(first, found)
    is_sure = is_sure and not (first and first.asks_if_it_fits)
    with st.container(key="the call" if is_sure else "no call", gap="xsmall"):
        st.caption(md(wanted_words(found, said)))
        st.markdown(f"## {md(answer_words(found, said))} {_age_badge(found, first) if first else ''}")
        if first is not None:
            _draw_contacts(found, first)
        else:
            _draw_urgent_help(found)
        for told in filter(None, (full_words(found.full, said), nobody_words(found, said))):
            st.markdown(md(told))
        if first is not None:
            lines = _fact_lines(found, first)
            st.markdown(_LINES.join(lines[:FACTS]))
            if rest := lines[FACTS:]:
                with st.expander(tn(len(rest), "1 more fact", "{n} more facts"), key="facts first"):
                    st.markdown(_LINES.join(rest))
        with st.container(horizontal=True, vertical_alignment="center"):
            if first is not None:
                refer_button(first, "first")
            if first is not None and first.row.get("accepted_since"):
                with st.popover(t("Free places now"), icon=":material/event_available:"):
                    ask_free_places(page, first.row["service_id"])
            _action_link(found, first)
            if first is not None:
                page_link("pages/directory.py", t("Open it in the directory"), organization=str(first.organization_id))


def _draw_urgent_help(found: CallAnswer) -> None:
    """Where nobody is known: what was agreed on for an emergency, before anything else."""
    if found.wanted.is_urgent:
        st.markdown(t("Urgent: call the hotline or the agreed authority now."))
    page_link("pages/protocol.py", t("Agreed protocol"), area=found.area["pcode"])


def _age_badge(found: CallAnswer, provider: Provider) -> str:
    """How long ago it was confirmed, amber where that is too long ago; and whether to ask if it fits; for markdown."""
    color, sign = ("green", "event_available") if is_fresh(provider, found) else ("orange", "schedule")
    asks = f" :orange-badge[:material/help: {t('ask if it fits')}]" if provider.asks_if_it_fits else ""
    return f":{color}-badge[:material/{sign}: {md(confirmed_words(provider, found, voice()))}]{asks}"


def _fact_lines(found: CallAnswer, provider: Provider) -> list[str]:
    """What speaks against a call first, then the rest; ready for markdown. Not what stands beside the name or the number."""
    said, contacts = voice(), found.contacts.get(provider.organization_id, [])
    spoken = {row["languages"] for row in contacts}
    told = [
        reason
        for reason in provider.reasons
        if reason.kind is not ReasonKind.CONFIRMED
        and not (reason.kind is ReasonKind.LANGUAGE and reason.tone is Tone.NEUTRAL and spoken == {reason.values["languages"]})
    ]
    told.sort(key=lambda reason: reason.tone is not Tone.AGAINST)
    lines = [f"{_MARKS[reason.tone]} {md(reason_words(reason, said))}" for reason in told]
    if provider.further:
        places = dict.fromkeys(name_of(row["area"], row["area_local"]) for row in provider.further)
        lines.append(f"{_MARKS[Tone.NEUTRAL]} {md(t('Also offers it in {areas}.', areas=', '.join(places)))}")
    return lines


def _action_link(found: CallAnswer, provider: Provider | None) -> None:
    kind = found.service_type
    named = f"{kind['code']} {name_of(kind['name'], kind['name_local'])}"
    where = area_name(found, voice())
    if provider is None:
        what = t("Find help: {kind}, {area}", kind=named, area=where)
    else:
        what = t("Can {organization} help? {kind}, {area}", organization=provider.organization, kind=named, area=where)
    page_link(
        "pages/actions.py",
        t("Add an action for this call") if provider else t("Add an action for this"),
        area=found.area["pcode"],
        type=kind["code"],
        what=what[:LONGEST],  # and not whose it is: who is called is rarely who calls
    )


def _draw_contacts(found: CallAnswer, provider: Provider) -> None:
    rows = found.contacts.get(provider.organization_id, [])
    if not rows:
        st.markdown(t("No focal point. Ask at the next meeting and add one in the directory."))
    is_emergency = (found.service_type["code"], found.service_type["name"]) in emergencies()
    for row in rows:
        st.markdown(contact_line(row, hours=md(hours_text(provider.row["hours"])), at_any_hour=is_emergency))


def contact_line(row: dict[str, Any], *, hours: str = "", at_any_hour: bool = False) -> str:
    """A focal point with number and address that open on a phone; who came last where none is named.

    `hours`: when the service can be reached, ready for markdown; `at_any_hour`: somebody may call by night.
    """
    parts = [f"**{md(row['name'])}**", md(row["role"] or "")]
    parts += [phone_link(row["phone"]) or t("no telephone recorded")]
    unknown = t("hours unknown") if at_any_hour else ""
    parts += [hours or unknown if row["phone"] else "", email_link(row["email"])]
    if spoken := languages_text(row["languages"]):
        parts.append(t("speaks {languages}", languages=md(spoken)))
    if row["came_on"]:
        parts.append(t("no focal point; attended the meeting of {day}", day=date_text(row["came_on"])))
    return f":material/{'call' if row['phone'] else 'person'}: {' · '.join(filter(None, parts))}"


def draw_providers(found: CallAnswer) -> None:
    """Everybody else who offers it here or in the next areas, in the order of calling."""
    others = [provider for provider in found.providers if provider is not found.first]
    able = [provider for provider in others if provider.can_be_called]
    start, room = 2 if found.first else 1, SHOWN
    for heading, part in (
        (t("If they cannot help, call"), able),
        (t("Others nearby"), others[len(able) :]),
    ):  # who can is first
        if part:
            st.subheader(heading)
            _draw_numbered(found, part, start, room)
        start, room = start + len(part), max(room - len(part), 0)


def _draw_numbered(found: CallAnswer, providers: list[Provider], start: int, shown: int) -> None:
    for number, provider in enumerate(providers[:shown], start=start):
        _draw_one(found, provider, f"{number}. ")
    if rest := providers[shown:]:
        with st.expander(tn(len(rest), "1 more organization", "{n} more organizations"), key=f"others from {start}"):
            for number, provider in enumerate(rest, start=start + shown):
                _draw_one(found, provider, f"{number}. ")


def _draw_one(found: CallAnswer, provider: Provider, mark: str = "") -> None:
    own = f"{'near' if mark else 'far'} {provider.organization_id}"  # full here and free farther away: it stands in both lists
    with st.container(key=f"call row {own}", gap="xsmall"):
        st.markdown(f"**{mark}{md(provider.organization)}** {_age_badge(found, provider)}{_badge(provider)}")
        _draw_contacts(found, provider)
        lines = _unsaid_first(found, provider)
        st.markdown(_LINES.join(lines[:FACTS_OF_OTHERS]))
        with st.expander(t("More, or refer a case"), key=f"facts {own}"):
            st.markdown(_LINES.join(lines[FACTS_OF_OTHERS:]))
            with st.container(horizontal=True, vertical_alignment="center"):
                refer_button(provider, own)
                _action_link(found, provider)


def _unsaid_first(found: CallAnswer, provider: Provider) -> list[str]:
    """The facts of another one; what stands open of the first already (a decision) last, unless it speaks against it."""
    said = _fact_lines(found, found.first)[:FACTS] if found.first and found.first is not provider else []
    against = _MARKS[Tone.AGAINST]
    return sorted(_fact_lines(found, provider), key=lambda line: line in said and not line.startswith(against))


def _badge(provider: Provider) -> str:
    """What most speaks against a call; empty: nothing."""
    if provider.fit is Fit.NO:
        return f" :gray-badge[:material/block: {t('does not fit')}]"
    if provider.is_denied:
        return f" :orange-badge[:material/person_off: {t('later confirmed: no provider')}]"
    if provider.has_declined:
        return f" :orange-badge[:material/block: {t('declined')}]"
    return f" :orange-badge[:material/event_busy: {t('full')}]" if provider.is_full else ""


def draw_alternatives(found: CallAnswer) -> None:
    """Where nobody near can be called: who offers it farther away, and who might take it on here."""
    if found.elsewhere:
        st.subheader(t("Who offers this service farther away"))
        for provider in found.elsewhere:
            _draw_one(found, provider)
    if found.could_extend:
        st.subheader(t("Who might offer this service here"))
        for rows in found.could_extend[:SHOWN]:
            _draw_extender(found, rows)
    if not _is_anybody_listed(found):
        st.info(t("No known provider in this area. Ask members, authorities and neighboring provinces, and record the answer."))


def _is_anybody_listed(found: CallAnswer) -> bool:
    return bool(found.providers or found.elsewhere or found.could_extend)


def _draw_extender(found: CallAnswer, rows: list[dict[str, Any]]) -> None:
    first = rows[0]
    kinds = ", ".join(f"{row['code']} {name_of(row['service_type'], row['service_type_local'])}" for row in rows)
    with st.container(key=f"call row extend {first['organization_id']}", gap="xsmall"):
        st.markdown(f"**{md(first['organization'])}**")
        st.markdown(md(t("Offers in this area: {kinds}.", kinds=kinds)))
        if first["offers_elsewhere"]:
            st.markdown(md(t("Already offers this service in another area.")))
        for row in found.contacts.get(first["organization_id"], [])[:1]:
            st.markdown(contact_line(row))


def draw_needed(page: Page, found: CallAnswer) -> None:
    """What whoever is called needs to know first, nothing where nobody is listed; and what members shared about it."""
    if _is_anybody_listed(found):
        _draw_checklists(found)
    draw_beside(page, [found.service_type["code"]], found.area["pcode"])


def _draw_checklists(found: CallAnswer) -> None:
    st.subheader(t("What to have ready"))
    if not found.checklists:
        st.markdown(t("No checklist for this service type yet. Ask what they need to know."))
    for rows in found.checklists:
        needed = [row for row in rows if row["is_required"]]
        title = f"{rows[0]['code']} {name_of(rows[0]['title'], rows[0]['title_local'])}"
        title += f" ({rows[0]['organization']})" if rows[0]["organization"] else ""
        with st.expander(t("{title}: {n} facts", title=md(title), n=len(needed))):
            st.markdown("\n".join(f"- {md(name_of(row['question'], row['question_local']))}" for row in needed))
            st.caption(md(t("Source: {source}", source=t(rows[0]["source"]))))
    with st.container(horizontal=True):
        listed = {"list": found.checklists[0][0]["code"]} if found.checklists else {}
        page_link("pages/checklists.py", t("Checklists"), **listed)
        page_link("pages/protocol.py", t("Agreed protocol"), area=found.area["pcode"])


def draw_rule(found: CallAnswer) -> None:
    """The rule of the order, in words; nothing where nobody is listed."""
    if not _is_anybody_listed(found):
        return
    with st.expander(t("Why this order?"), icon=":material/help:"):
        st.markdown("\n".join(f"{number}. {t(line)}" for number, line in enumerate(ORDER, start=1)))
        st.caption(
            t(
                "Recently: within the last {days} days. Referrals: for this service type, in the last {record} days. "
                "Neighboring provinces: those that share a border; where borders are not known, the four nearest.",
                days=found.fresh_days,
                record=RECORD_DAYS,
            )
        )


def draw_next_meeting(found: CallAnswer) -> None:
    """When the members meet next, so that who is not urgent can be asked there."""
    if found.next_meeting_on:
        st.caption(t("The next meeting is on {day}.", day=date_text(found.next_meeting_on)))
