"""The order of calling: one rank per organization, made of what is known of itself alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd

from coalition.calling.facts import age_fit, language_fit, place_of, reasons_of, sex_fit
from coalition.calling.near import km_to
from coalition.calling.record import records_by_organization
from coalition.calling.said import Said, is_barred, is_denied, said_reasons
from coalition.calling.words import QUICK_DAYS, Fit, Meetings, Place, Provider, Record, Wanted
from coalition.frames import records

_NOTHING = Said()
_NOBODY: Mapping[int, date] = {}
_NONE: Mapping[int, int] = {}


def rank_providers(
    services: pd.DataFrame,
    *,
    wanted: Wanted,
    referrals: pd.DataFrame,
    meetings: Meetings,
    distances: dict[int, float],
    on: date,
    fresh_days: int,
    neighbors: Iterable[int] = (),
    said: Said = _NOTHING,
    without_place: Mapping[int, date] = _NOBODY,
    since: Mapping[int, int] = _NONE,
) -> list[Provider]:
    """Every organization with a service in force, whom to call first at the top; nobody is left out.

    Args:
        services: CALL_SERVICES.
        wanted: what is asked for.
        referrals: CALL_REFERRALS of these organizations.
        meetings: who came lately.
        distances: {area: distance from the own one [km]}; one that is not there is as far as its province.
        on: the date.
        fresh_days: days for which a confirmation counts.
        neighbors: the next provinces.
        said: what was said about their areas.
        without_place: {organization: day on which it declined a referral, no place being free}: newer than what it says of its
            places, it counts instead, as long as a confirmation does.
        since: {statement: referrals accepted since it told its free places}: told beside the number, which stays as it is.
    """
    answered = records_by_organization(referrals)
    near = frozenset(neighbors)
    fresh_from = on - timedelta(days=fresh_days)
    best: dict[int, list[Provider]] = defaultdict(list)
    for row in records(services):
        number = row["organization_id"]
        if (day := without_place.get(number)) and day >= max(row["assured_on"], fresh_from):
            row |= {"capacity_available": 0, "full_on": day}
        elif row["service_id"] in since:
            row |= {"accepted_since": since[row["service_id"]]}
        best[number].append(
            _provider(row, wanted, answered.get(number, Record()), meetings, distances, fresh_from, near, said),
        )
    chosen = []
    for found in best.values():
        first, *others = sorted(found, key=lambda provider: provider.rank)
        chosen.append(Provider(**{**vars(first), "further": tuple(other.row for other in others)}))
    return sorted(chosen, key=lambda provider: provider.rank)


def _provider(
    row: dict[str, Any],
    wanted: Wanted,
    record: Record,
    meetings: Meetings,
    distances: dict[int, float],
    fresh_from: date,
    near: frozenset[int],
    said: Said,
) -> Provider:
    place = place_of(row, wanted, near)
    fit = max((age_fit(row, wanted.age), sex_fit(row, wanted.sex)), key=_FITS.index)
    is_full, declined = row["capacity_available"] == 0, row["organization_id"] in wanted.declined
    denied, barred = is_denied(row, said), is_barred(place, said, wanted)
    rank = (
        fit is Fit.NO,
        denied,
        declined,
        barred,
        is_full,
        _PLACES.index(place),
        _speed(record) if wanted.is_urgent else 0,
        row["assured_on"] < fresh_from,
        _FITS.index(fit),
        _FITS.index(language_fit(row, wanted.language)),
        row["capacity_available"] is None,
        -record.share,
        float("inf") if record.median_days is None else record.median_days,
        -meetings.came(row["organization_id"]),
        -row["assured_on"].toordinal(),
        km_to(row, distances),
        str(row["organization"]).casefold(),
        row["organization_id"],
        row["service_id"],
    )
    known = reasons_of(row, wanted, place, record, meetings, distances, fresh_from)
    reasons = (*said_reasons(row, place, said, wanted), *known)
    own = (row["organization_id"], row["organization"])
    told: dict[str, Any] = {"is_denied": denied, "is_barred": barred, "has_declined": declined}
    return Provider(*own, place, fit, is_full, row, record, reasons, rank, **told)


_PLACES, _FITS = list(Place), list(Fit)


def _speed(record: Record) -> int:
    """0: mostly accepts within a day; 1: no record; 2: takes longer, or leaves referrals waiting."""
    if record.median_days is not None:
        return 0 if record.median_days <= QUICK_DAYS else 2
    return 2 if record.late else 1
