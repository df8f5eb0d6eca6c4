"""Publishing counts for the room: what the room sees now, what it would see, the action and its way back."""

import streamlit as st

from coalition import clock
from coalition.disclosure import Query
from coalition.edits import publishing as edits
from coalition.edits.record import EditRefused
from coalition.queries import publishing as queries
from coalition.queries.publishing import NOT_TOLD, Published
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.file_work import in_words
from coalition.shell.order import area_names
from coalition.shell.save import refusal
from coalition.shell.words import date_text, label_of, md, t, tn
from coalition.vocabulary import AgeBand, CaseStatus, Exploitation, Sex
from coalition.workers import pool

_DONE, _LOOKING, _DRAFT = "publishing done", "publishing look asked", "publishing draft"
KINDS = {"exploitation": Exploitation, "sex": Sex, "age_band": AgeBand, "status": CaseStatus}


def draw_publishing(page: Page) -> None:
    """The place for the action, below the list of cases. For the coordinator: the preview is rounded, the list is not."""
    if _DONE in st.session_state:
        st.success(st.session_state.pop(_DONE), icon=":material/check:")
    newest = ask(page, queries.newest_publication)
    st.markdown(published_words(newest) if newest else t("No counts published."))
    st.caption(
        t(
            "Counts are rounded down to multiples of {base}. Small counts are hidden.",
            base=page.settings.count_base,
        )
    )
    with st.container(horizontal=True):
        if st.button(t("See what would be shown"), key="publishing look", icon=":material/visibility:"):
            st.session_state[_LOOKING] = page.version
        if newest and st.button(t("Withdraw the last publication"), key="publishing withdraw", icon=":material/undo:"):
            _withdraw(page, newest)
    looking = st.session_state.get(_LOOKING)
    if looking == page.version:
        _draw_draft(page)
    elif looking is not None:  # what was pressed under the numbers of before was not done
        st.warning(t("Data changed. Check the numbers again."))


def published_words(found: Published) -> str:
    """When it was published, and how much of what can be asked is shown."""
    day, shown = date_text(found.through_on), len(found.cases) + len(found.waiting)
    if not shown:
        return t("Published on {day}: no count is large enough to be shown.", day=day)
    one = "Published on {day}: **1** count is shown, rounded down to a multiple of {base}."
    return tn(
        shown,
        one,
        "Published on {day}: **{n}** counts are shown, rounded down to multiples of {base}.",
        day=day,
        base=found.base,
    )


def figure_words(page: Page, query: Query) -> str:
    """What one figure counts, e.g. "Female" or "Chiang Rai"."""
    told = []
    for name, value in query:
        if value == NOT_TOLD:
            told.append(t("Area not known"))
        elif name == "area":
            told.append(dict(area_names(page).values()).get(value, value))
        elif name in KINDS:
            told.append(label_of(KINDS[name](value)))
        else:
            told.append(t("Before {quarter}", quarter=value[1:]) if value.startswith("<") else value)
    return ", ".join(told)


def _draw_draft(page: Page) -> None:
    found = _draft(page)
    if found is None:
        st.error(t(edits.NOT_KNOWN))
        return
    if not found.is_whole:
        st.warning(
            t(
                "Comparing with the {n} earlier publications takes too long. If you publish, "
                "only counts that are the same as in the last publication are shown. If you do "
                "not, the meeting view keeps showing the last publication.",
                n=found.follows,
            )
        )
    st.markdown(_shown_words(found))
    st.markdown("\n".join(f"- {line}" for line in _single_figures(page, found)))
    reason = ""
    if found.needs_reason:
        st.info(
            t(
                "Fewer than {base} new cases since the last publication. They will be counted "
                "when there are more, so that nobody can be identified by comparing two "
                "publications. To publish the other counts again, say why.",
                base=found.base,
            )
        )
        reason = st.text_input(t("Why publish again?"), key="publishing reason", max_chars=200)
    if st.button(t("Publish counts for meetings"), key="publish", type="primary", icon=":material/co_present:"):
        _publish(page, reason, found)


def _shown_words(found: edits.Draft) -> str:
    """What will be shown, what is hidden, and why."""
    if not found.shown and not found.withheld:
        return t(
            "Nothing would be shown: all counts are below {base}. Small counts could show who somebody is.", base=found.base
        )
    told = [
        tn(
            found.shown,
            "**1** count of {base} or more would be shown. Smaller ones are hidden: they could show who somebody is.",
            "**{n}** counts of {base} or more would be shown. Smaller ones are hidden: they could show who somebody is.",
            base=found.base,
        )
    ]
    if found.withheld:
        one = "1 larger count is hidden too, because a small one could be worked out from it."
        told.append(
            tn(found.withheld, one, "{n} larger counts are hidden too, because small ones could be worked out from them.")
        )
    return " ".join(told)


def _single_figures(page: Page, found: edits.Draft) -> list[str]:
    """The total and every figure of one filter, in words."""
    total = found.cases.get(())
    lines = [t("All cases: {n} or more", n=total) if total else t("All cases: not shown")]
    singles = [(query, n) for query, n in found.cases.items() if len(query) == 1]
    return [*lines, *(t("{what}: {n} or more", what=md(figure_words(page, query)), n=n) for query, n in singles)]


def _draft(page: Page) -> edits.Draft | None:
    """What would be published, worked out apart from the server: the pages of others stay quick. None: it was not possible."""
    asked = (page.version, page.settings.count_base, page.today)
    known: tuple[object, edits.Draft] | None = st.session_state.get(_DRAFT)
    if known is not None and known[0] == asked:
        return known[1]
    url = page.engine.url.render_as_string(hide_password=False)
    try:
        with in_words(t("Checking that nobody can calculate a hidden count")) as progress:
            told = {"base": page.settings.count_base, "on": page.today}
            found = pool.LONG_WORK.run(edits.draft_job, edits.DRAFT_SECONDS, progress, ((url,), told))
    except (pool.WorkFailed, EditRefused):
        return None
    st.session_state[_DRAFT] = (asked, found)
    return found


def _publish(page: Page, reason: str, found: edits.Draft) -> None:
    try:
        edits.publish(page.engine, base=found.base, on=page.today, reason=reason, at=clock.now(), planned=found)
    except EditRefused as refused:
        st.error(refusal(refused))
        return
    _tell(t("Published. Shown in the meeting view until you publish again."))


def _withdraw(page: Page, newest: Published) -> None:
    try:
        edits.withdraw(page.engine, newest.id, at=clock.now())
    except EditRefused as refused:
        st.error(refusal(refused))
        return
    _tell(t("Withdrawn. The meeting view shows the counts published before these."))


def _tell(done: str) -> None:
    st.session_state[_DONE] = done
    st.session_state.pop(_LOOKING, None)
    st.rerun()
