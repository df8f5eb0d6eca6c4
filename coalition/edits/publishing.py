"""Publishing counts for the room: frozen by one action, withdrawn by another.

No `change` row is written: a publication is never deleted and says itself who did what and when, so the general way back
(`edits.undo`) cannot take one out of memory that a room has seen. Why so: docs/decisions/0017-published-counts.md.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine, insert, select
from sqlmodel import Session, col

from coalition.database import connect, reading, writing
from coalition.disclosure import DIMENSIONS, LEAST_BASE, Lattice, NeedKey, Query, needs_shown, quarter_labels
from coalition.edits.actions import screened
from coalition.edits.record import EditRefused
from coalition.models import Meeting, Publication, PublishedCount
from coalition.queries import publishing as queries
from coalition.vocabulary import AgeBand, CaseStatus, Exploitation, Sex
from coalition.workers.pool import Tell

SEARCH_SECONDS = 60.0
"""Processor time for comparing with earlier publications; after it what stayed the same is shown."""

DRAFT_SECONDS = 600.0
"""Of a machine so busy that those take longer: what was not shown to be safe by then is not published."""

NOT_KNOWN = (
    "Could not check whether these counts, together with those published before, reveal a hidden count. Nothing was published."
)


@dataclass(frozen=True)
class Draft:
    """What would be published.

    Attributes:
        through_on: cases shared until this day.
        through_case_id: the last stored case that is counted.
        base: figures are multiples of it.
        cases: figures by filters; what is not in it is not shown.
        waiting: figures of people who wait for help.
        withheld: figures of cases that are not shown although they are large enough, so that no small one can be worked out.
        asked: how many counts could be asked for.
        new_cases: cases stored since the publication before [cases]; None: there is none before.
        follows: how many publications it was compared with, withdrawn ones too.
        needs_reason: fewer new cases than the base: a reason must be told, and the new cases are not counted yet.
        is_whole: False: comparing with earlier publications took too long, and only what says the same as in the last one
            would be shown.
    """

    through_on: date
    through_case_id: int
    base: int
    cases: dict[Query, int]
    waiting: dict[NeedKey, int]
    withheld: int
    asked: int
    new_cases: int | None
    follows: int
    needs_reason: bool
    is_whole: bool = True

    @property
    def shown(self) -> int:
        """How many figures are shown."""
        return len(self.cases) + len(self.waiting)


def draft(session: Session, *, base: int, on: date, seconds: float = SEARCH_SECONDS) -> Draft:
    """What would be published on a day.

    Args:
        session: reads.
        base: figures are multiples of it [cases].
        on: the day; cases shared later are left out.
        seconds: how much processor time comparing with earlier publications may take.

    Raises:
        EditRefused: the base is less than 5, or it took too long and nothing in these steps was published before, or
            stored cases were taken out or changed since.
    """
    from coalition.disclosure.audit import TookTooLong  # scipy: half a second that only this action needs
    from coalition.disclosure.suppress import Earlier, suppress

    if base < LEAST_BASE:
        raise EditRefused("Counts must be rounded down to multiples of {least} or a larger number.", least=LEAST_BASE)
    before = queries.every_publication(session)
    through, new = queries.last_case_id(session), None
    if before:
        new = queries.cases_after(session, case_id=max(one.through_case_id for one in before), on=on)
    is_few = new is not None and new < base
    if is_few:
        through = max(one.through_case_id for one in before)
    kinds, areas, quarters = queries.pillar_of_kinds(session), queries.province_codes(session), quarter_labels(on)
    closed = [[str(value) for value in own] for own in (Exploitation, Sex, AgeBand, CaseStatus)]
    cells = queries.case_cells(session, on=on, through=through, quarters=quarters)
    lattice = Lattice.of(dict(zip(DIMENSIONS, [quarters, areas, *closed], strict=True)), cells)
    waiting = needs_shown(queries.waiting_counts(session, on=on, through=through), kinds, base)
    try:
        found = suppress(
            lattice,
            base=base,
            earlier=[Earlier(one.base, one.cases) for one in before],
            at_least=_open_at_least(waiting, lattice.totals()),
            is_again=is_few,
            seconds=seconds,
        )
    except TookTooLong:
        raise EditRefused(NOT_KNOWN) from None
    if not found.is_whole:
        stood = before[-1].waiting if found.has_status else {}
        waiting = {key: figure for key, figure in waiting.items() if stood.get(key) == figure}
    asked = lattice.size + (len(areas) - 1) * (len(kinds) + len(set(kinds.values())))
    return Draft(on, through, base, found.figures, waiting, found.withheld, asked, new, len(before), is_few, found.is_whole)


def draft_job(_tell: Tell, url: str, *, base: int, on: date) -> Draft:
    """As `draft`, in a process of its own (`workers.pool`): comparing what was published over a year takes minutes."""
    with reading(connect(url)) as session:
        return draft(session, base=base, on=on)


def _open_at_least(waiting: dict[NeedKey, int], totals: dict[Query, int]) -> dict[Query, int]:
    """What figures of waiting people say of the open cases of their province, where their cases are of that province."""
    found: dict[Query, int] = {}
    for key, figure in waiting.items():
        query: Query = (("area", key.area), ("status", CaseStatus.OPEN.value))
        if totals.get(query, 0) >= figure:
            found[query] = max(figure, found.get(query, 0))
    return found


def publish(
    engine: Engine, *, base: int, on: date, reason: str = "", by: str | None = None, at: datetime, planned: Draft | None = None
) -> int:
    """Publish the counts of a day for its meeting, or the newest before it; they stay as they are until the next publication.

    Args:
        engine: the database.
        base: figures are multiples of it [cases].
        on: the day.
        reason: why again, where there are fewer new cases than the base.
        by: who does it; None: not told.
        at: the instant, UTC.
        planned: what the preview showed, published as it was seen; None: worked out now.

    Returns:
        The id of the publication.

    Raises:
        EditRefused: a reason is missing or refused, the base is less than 5, or something else was published meanwhile.
    """
    told = screened(reason) if reason.strip() else None
    with reading(engine) as session:
        plan = planned or draft(session, base=base, on=on)
    if plan.needs_reason and told is None:
        raise EditRefused("Fewer than {base} new cases since the last publication. Wait for more, or say why.", base=base)
    with writing(engine) as session:
        if len(queries.every_publication(session)) != plan.follows:
            raise EditRefused("Somebody else published. Check again before you publish.")
        held = select(col(Meeting.id)).where(col(Meeting.held_on) <= on)
        row = Publication(
            published_at=at,
            published_by=by,
            through_on=plan.through_on,
            through_case_id=plan.through_case_id,
            meeting_id=session.scalars(held.order_by(col(Meeting.held_on).desc(), col(Meeting.id)).limit(1)).first(),
            base=plan.base,
            reason=told,
            asked=plan.asked,
        )
        session.add(row)
        session.flush()
        number = row.id or 0
        figures = {queries.text_of(query): shown for query, shown in plan.cases.items()}
        figures |= {queries.text_of(key): shown for key, shown in plan.waiting.items()}
        rows = [{"publication_id": number, "question": key, "shown": shown} for key, shown in figures.items()]
        if rows:
            session.execute(insert(PublishedCount), rows)
    return number


def withdraw(engine: Engine, publication_id: int, *, by: str | None = None, at: datetime) -> None:
    """Take the newest publication back: the room sees the one before it, or nothing. It is kept, because it was seen.

    Raises:
        EditRefused: it is not the newest that stands.
    """
    with writing(engine) as session:
        newest = queries.newest_publication(session)
        if newest is None or newest.id != publication_id:
            raise EditRefused("Only the newest publication can be withdrawn.")
        row = session.get_one(Publication, publication_id)
        row.withdrawn_at, row.withdrawn_by = at, by
