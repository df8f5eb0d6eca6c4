"""May a case be shared with other organizations? The answer first, the form beside it, what was decided before below."""

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from coalition.edits.consent import note_consent
from coalition.edits.referrals import move_referral
from coalition.frames import records
from coalition.queries import consent as queries
from coalition.queries.members import members_on
from coalition.referring.consent import CHILDREN, Consent, child_problem, refusal
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.forms import Form, choose, choose_day, choose_several, form_of, required_text, save_button
from coalition.shell.order import organization_names
from coalition.shell.save import edit, edit_text
from coalition.shell.widgets import side_by_side
from coalition.shell.words import date_text, label_of, md, name_of, t, tn, worded
from coalition.vocabulary import (
    AgeBand,
    ConsentAnswer,
    ConsentDecider,
    ConsentScope,
    ReferralReason,
    ReferralState,
    WithheldField,
)

_SHARES = (ConsentAnswer.GIVEN, ConsentAnswer.FOR_CHILD)
_CHILD_ALL = "Decided for a child on {day}: share with all members. Decided by: {who}."
_CHILD_NAMED = "Decided for a child on {day}: share only with: {names}. Decided by: {who}."
_ANSWERS = {
    (ConsentAnswer.GIVEN, ConsentScope.ALL_MEMBERS): "Consent given on {day}, to share with all members.",
    (ConsentAnswer.GIVEN, ConsentScope.NAMED): "Consent given on {day}, to share only with: {names}.",
    (ConsentAnswer.FOR_CHILD, ConsentScope.ALL_MEMBERS): _CHILD_ALL,
    (ConsentAnswer.FOR_CHILD, ConsentScope.NAMED): _CHILD_NAMED,
    (ConsentAnswer.REFUSED, ConsentScope.ALL_MEMBERS): "Consent refused on {day}. The case is only counted.",
    (ConsentAnswer.WITHDRAWN, ConsentScope.ALL_MEMBERS): "Consent withdrawn on {day}. The case is only counted.",
}
"""(answer, scope) -> what the first sentence says."""

_MEANINGS = {
    ConsentAnswer.GIVEN: "The person agrees to have the case shared.",
    ConsentAnswer.REFUSED: "The person does not want the case to be shared.",
    ConsentAnswer.WITHDRAWN: "The person agreed before, and no longer does.",
    ConsentAnswer.FOR_CHILD: "A person with legal authority decided for the child.",
}


_MANY_WITHOUT = "{n} referrals without consent. Record the consent, or withdraw the referrals:"
_MANY_WRONG = "{n} open referrals must be withdrawn:"


def draw_consent(page: Page, case: dict[str, Any]) -> None:
    """Whether a case may be shared, which running referrals must be revoked, the form for a new answer, and the history."""
    consent: Consent | None = ask(page, queries.consents_of, case_ids=[case["id"]]).get(case["id"])
    history = records(ask(page, queries.consent_history, case_id=case["id"]))
    st.subheader(t("Consent to share"))
    left, right = side_by_side(2, 300)
    with left:
        _answer(case, consent, history)
        _to_revoke(page, case, consent)
        _history(history)
    with right:
        _form(page, case)


def sharing_text(consent: Consent | None, case: dict[str, Any]) -> str:
    """In a list: may the case be referred, or is it only counted? `case` tells the `age_band`."""
    anybody = min(consent.organization_ids, default=0) if consent is not None else 0  # of those the consent speaks of
    if refusal(consent, referring=None, referred=anybody, age_band=AgeBand(case["age_band"]), members={anybody}):
        return t("Counted only")
    if consent is not None and consent.scope is ConsentScope.NAMED:
        count = len(consent.organization_ids)
        return tn(count, "May be referred to 1 organization", "May be referred to {n} organizations")
    return t("May be referred")


def answer_text(row: dict[str, Any]) -> str:
    """A row of the history as one sentence."""
    sentence = _ANSWERS[ConsentAnswer(row["answer"]), ConsentScope(row["scope"])]
    who = label_of(ConsentDecider(row["decided_by"])) if row["decided_by"] else ""
    return t(sentence, day=date_text(row["decided_on"]), names=row["organizations"] or "", who=who)


def _answer(case: dict[str, Any], consent: Consent | None, history: list[dict[str, Any]]) -> None:
    if consent is None:
        st.warning(t("No consent recorded. The case is only counted."), icon=":material/lock:")
        return
    told = answer_text(history[0])
    if consent.withheld:
        fields = ", ".join(label_of(one) for one in WithheldField if one in consent.withheld)
        told = f"{told} {t('Withheld: {fields}.', fields=fields)}"
    if consent.answer not in _SHARES:
        st.error(md(told), icon=":material/lock:")
        return
    st.success(md(told), icon=":material/handshake:")
    if consent.reason:
        st.caption(t("Reason: {reason}", reason=md(consent.reason)))
    if consent.answer is ConsentAnswer.FOR_CHILD and (problem := child_problem(consent, AgeBand(case["age_band"]))):
        st.warning(t(problem), icon=":material/lock:")


def _to_revoke(page: Page, case: dict[str, Any], consent: Consent | None) -> None:
    """Referrals that run without the consent they need, with a button for each."""
    holder, age_band = case["holder_id"], AgeBand(case["age_band"])
    rows = records(ask(page, queries.running_frame, case_id=case["id"]))
    told: dict[str, Any] = {"age_band": age_band, "members": ask(page, members_on, on=page.today)}
    wrong = [row for row in rows if refusal(consent, referring=holder, referred=row["referred_id"], **told)]
    if not wrong:
        return
    with st.container(border=True):
        if consent is None:
            heading = tn(len(wrong), "1 referral without consent. Record the consent, or withdraw the referral:", _MANY_WITHOUT)
        else:
            heading = tn(len(wrong), "1 open referral must be withdrawn:", _MANY_WRONG)
        st.markdown(f"**{heading}**")
        for row in wrong:
            what = f"{row['code']} {name_of(row['service_type'], row['service_type_local'])}"
            sent = t("sent to {name} on {day}", name=row["referred"], day=date_text(row["sent_on"]))
            st.markdown(md(f"{what}, {sent}"))
            if st.button(t("Withdraw referral: no consent"), key=f"revoke {row['id']}", icon=":material/block:"):
                told = {"reason": ReferralReason.NO_CONSENT, "today": page.today}
                edit(page, t("Referral withdrawn."), move_referral, row["id"], ReferralState.REVOKED, **told)


def _history(history: list[dict[str, Any]]) -> None:
    earlier = history[1:]
    if not earlier:
        return
    with st.expander(tn(len(earlier), "1 earlier decision", "{n} earlier decisions")):
        for row in earlier:
            noted = t("recorded by {name}", name=row["noted_by"]) if row["noted_by"] else ""
            st.markdown(md(" ".join(filter(None, [answer_text(row), noted]))))


# --- the form: fields follow the answer, so that none is asked for that has no meaning ----------------------------------


def _form(page: Page, case: dict[str, Any]) -> None:
    """What was decided, one question after the other; empty again once it is noted."""
    form = form_of(page, f"consent {case['id']}", f"consent answer {case['id']}", None)
    is_child = AgeBand(case["age_band"]) in CHILDREN
    answers = [one for one in ConsentAnswer if is_child or one is not ConsentAnswer.FOR_CHILD]
    with st.container(border=True, key="consent form"):
        answer = st.radio(
            t("What was decided?"),
            answers,
            index=None,
            format_func=label_of,
            captions=[t(_MEANINGS[one]) for one in answers],
            key=worded(form.key(f"consent answer {case['id']}")),
        )
        if answer is None:
            return
        today = {t("Today"): form.page.today}
        on = choose_day(st.container(), t("Decided on"), form.key("consent day"), today, latest=form.page.today)
        told: dict[str, Any] = {"decided_on": on}
        beside: dict[str, DeltaGenerator] = {}
        if answer in _SHARES:
            told |= _scope(form)
        if answer is ConsentAnswer.FOR_CHILD:
            told |= _for_child(form, beside)
        wanted = {t("the day it was decided"): on} | _to_choose(told)
        label = t("Record: {answer}", answer=label_of(answer))
        if save_button(label, "note consent", choose=wanted, write=_to_write(told)):
            done = t("Recorded: {answer}.", answer=label_of(answer))
            edit_text(beside, form, done, note_consent, case["id"], answer=answer, today=page.today, **told)


def _to_choose(told: dict[str, Any]) -> dict[str, object]:
    """{what is to be chosen: what was}, of the fields that are asked."""
    names = {
        "decided_by": t("who decided"),
        "scope": t("whom it is shared with"),
        "organization_ids": t("the organizations"),
    }
    return {name: told[field] for field, name in names.items() if field in told}


def _to_write(told: dict[str, Any]) -> dict[str, object]:
    return {t("why"): told["reason"]} if "reason" in told else {}


def _scope(form: Form) -> dict[str, Any]:
    scopes = list(ConsentScope)
    # None is chosen beforehand: the widest sharing must not be what is noted by not looking.
    scope = st.radio(t("Shared with whom?"), scopes, index=None, format_func=label_of, key=worded(form.key("consent scope")))
    told: dict[str, Any] = {"scope": scope}
    if scope is ConsentScope.NAMED:
        names = organization_names(form.page)
        asked, key = t("Which organizations?"), form.key("consent named")
        told["organization_ids"] = choose_several(st.container(), asked, names, key, hint=t("Choose"))
    fields = {one: label_of(one) for one in WithheldField}
    asked, none = t("Information to withhold"), t("Nothing is withheld")
    told["withheld"] = choose_several(st.container(), asked, fields, form.key("consent withheld"), hint=none)
    return told


def _for_child(form: Form, beside: dict[str, DeltaGenerator]) -> dict[str, Any]:
    deciders = {one: label_of(one) for one in ConsentDecider}
    who = choose(st.container(), t("Who decided?"), deciders, form.key("consent decider"))
    asked = t("Why? In one line, without names of people")
    reason = required_text(st.container(), asked, form.key("consent reason"), longest=160)
    beside["reason"] = st.empty()
    return {"decided_by": who, "reason": reason}
