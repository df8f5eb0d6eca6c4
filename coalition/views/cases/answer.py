"""The first sentence about one case: what is needed, who has accepted, on whom it waits, and whether it may be shared."""

from typing import Any

from coalition.answers.referrals import Standing
from coalition.frames import records
from coalition.queries.cases import case_needs_frame
from coalition.queries.consent import consents_of
from coalition.queries.referral_boards import referrals_frame
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.page import moment
from coalition.shell.words import full, t
from coalition.views.cases.consent import sharing_text

_HELPED = {Standing.UNDER_WAY, Standing.NO_FEEDBACK}
_SAID = (
    ("1 accepted", "{n} accepted"),
    ("1 awaiting an answer", "{n} awaiting an answer"),
    ("1 not sent yet", "{n} not sent yet"),
)
_NEEDED = ("**1** service type needed", "**{n}** service types needed")
_NONE_SENT = ("**1** service type needed, not sent yet", "**{n}** service types needed, none sent yet")
TEXTS = (*_NEEDED, *_NONE_SENT, *(text for pair in _SAID for text in pair))
"""Texts that are chosen before they are translated; each has its translation."""


def case_sentence(page: Page, case: dict[str, Any]) -> str:
    """How a case stands, in one or two sentences ready for a markdown context; `case`: a row of frames.CASES."""
    if case["closed_on"] is not None and case["closed_on"] <= page.today:
        return t("This case is closed.")
    needs = [
        row["id"]
        for row in records(ask(page, case_needs_frame, case_ids=[case["id"]]))
        if row["closed_on"] is None or row["closed_on"] > page.today
    ]
    consent = ask(page, consents_of, case_ids=[case["id"]]).get(case["id"])
    shared = full(sharing_text(consent, case))
    if not needs:
        return f"{t('No help is needed at present.')} {shared}"
    rows = records(ask(page, referrals_frame, now=moment(), on=page.today, case_id=case["id"]))
    helped = {row["need_id"] for row in rows if row["standing"] in _HELPED} & set(needs)
    runs = {row["need_id"] for row in rows if row["standing"] != Standing.ENDED} & set(needs)
    counts = (len(helped), len(runs - helped), len(set(needs) - runs))
    if not {row["need_id"] for row in rows} & set(needs):
        return f"{full(t(_NONE_SENT[len(needs) > 1], n=len(needs)))} {shared}"
    told = [t(_SAID[place][n > 1], n=n) for place, n in enumerate(counts) if n]
    start = t(_NEEDED[len(needs) > 1], n=len(needs))
    return f"{full(start + ': ' + ', '.join(told))} {shared}"
