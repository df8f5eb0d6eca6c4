"""What is known of one statement of a service, seen from what is asked for: where, for whom, in which language."""

from datetime import date
from math import inf
from typing import Any

from coalition.calling.near import km_to
from coalition.calling.words import (
    QUICK_DAYS,
    YEARS,
    Fit,
    Meetings,
    Place,
    Reason,
    ReasonKind,
    Record,
    Tone,
    Wanted,
)
from coalition.vocabulary import AgeBand, Sex
from coalition.vocabulary.tongues import tongue_codes


def place_of(row: dict[str, Any], wanted: Wanted, near: frozenset[int]) -> Place:
    """Where a statement is, seen from the area that is asked about."""
    asked_province = wanted.area_id == wanted.province_id
    if row["area_id"] == wanted.area_id or (asked_province and row["province_id"] == wanted.province_id):
        return Place.HERE
    if row["province_id"] == wanted.province_id:
        return Place.PROVINCE if row["area_id"] == wanted.province_id else Place.DISTRICT
    if row["area_id"] == wanted.country_id:
        return Place.COUNTRY
    return Place.NEXT if row["province_id"] in near else Place.FAR


def age_fit(row: dict[str, Any], age: AgeBand | None) -> Fit:
    """Whether a service is for an age band. One limit alone leaves the other side open (HSDS)."""
    if age is None or age not in YEARS:
        return Fit.FITS
    youngest, oldest = row["minimum_age"], row["maximum_age"]
    if youngest is None and oldest is None:
        return Fit.NOT_TOLD
    low, high = youngest or 0, 200 if oldest is None else oldest
    first, last = YEARS[age]
    if low <= first and last <= high:
        return Fit.FITS
    return Fit.NO if high < first or last < low else Fit.PARTLY


def sex_fit(row: dict[str, Any], sex: Sex | None) -> Fit:
    """Whether a service is for a sex."""
    if sex is None or sex is Sex.UNKNOWN:
        return Fit.FITS
    if row["serves_sex"] in (None, Sex.UNKNOWN):
        return Fit.NOT_TOLD
    return Fit.FITS if row["serves_sex"] == sex else Fit.NO


def _asks_whom(row: dict[str, Any], wanted: Wanted) -> bool:
    """Whether only words that nobody but a reader understands say if it is for this person ("Thai nationals")."""
    return bool(row["eligibility"]) and Fit.NOT_TOLD in (age_fit(row, wanted.age), sex_fit(row, wanted.sex))


def language_fit(row: dict[str, Any], language: str | None) -> Fit:
    """Whether a language is spoken there. Never a reason to leave somebody out: an interpreter can help."""
    if not language:
        return Fit.FITS
    spoken = tongue_codes(row["languages"])
    return Fit.NOT_TOLD if not spoken else Fit.FITS if language.lower() in spoken else Fit.NO


def reasons_of(
    row: dict[str, Any],
    wanted: Wanted,
    place: Place,
    record: Record,
    meetings: Meetings,
    distances: dict[int, float],
    fresh_from: date,
) -> tuple[Reason, ...]:
    """The facts that speak for and against a call, in the order in which they are read."""
    is_fresh = row["assured_on"] >= fresh_from
    is_part = place is Place.HERE and row["area_id"] != wanted.area_id  # one district of the province that is asked about
    where = _place_values(row, place, distances) | {"is_part": is_part}
    where["is_by_province"] = not {row["area_id"], wanted.area_id} <= distances.keys()
    return (
        *_declined_reasons(wanted, row["organization_id"]),
        Reason(ReasonKind.PLACE, Tone.FOR if place is Place.HERE and not is_part else Tone.NEUTRAL, where),
        *_person_reasons(row, wanted),
        *_capacity_reasons(row),
        Reason(ReasonKind.CONFIRMED, Tone.FOR if is_fresh else Tone.AGAINST, {"day": row["assured_on"], "is_fresh": is_fresh}),
        *_record_reasons(record, is_urgent=wanted.is_urgent),
        *_meeting_reasons(row["organization_id"], meetings),
    )


_TONES = {Fit.FITS: Tone.FOR, Fit.PARTLY: Tone.NEUTRAL, Fit.NOT_TOLD: Tone.NEUTRAL, Fit.NO: Tone.AGAINST}


def _place_values(row: dict[str, Any], place: Place, distances: dict[int, float]) -> dict[str, Any]:
    names = ("area", "area_local", "province", "province_local")
    km = km_to(row, distances) if place in (Place.NEXT, Place.FAR) else inf
    return {"place": place, "km": round(km) if km < inf else None, **{name: row[name] for name in names}}


def _person_reasons(row: dict[str, Any], wanted: Wanted) -> list[Reason]:
    age, sex, tongue = age_fit(row, wanted.age), sex_fit(row, wanted.sex), language_fit(row, wanted.language)
    limits = {name: row[name] for name in ("minimum_age", "maximum_age", "serves_sex")}
    found = []
    asks = _asks_whom(row, wanted)  # its words stand in for "not given"
    if wanted.age in YEARS and not (asks and age is Fit.NOT_TOLD):
        found.append(Reason(ReasonKind.AGE, _TONES[age], {"fit": age, **limits}))
    if wanted.sex not in (None, Sex.UNKNOWN) and not (asks and sex is Fit.NOT_TOLD):
        found.append(Reason(ReasonKind.SEX, _TONES[sex], {"fit": sex, **limits}))
    shown = {
        **({} if wanted.age in YEARS else {"minimum_age": row["minimum_age"], "maximum_age": row["maximum_age"]}),
        **({} if wanted.sex not in (None, Sex.UNKNOWN) else {"serves_sex": row["serves_sex"]}),
    }
    if any(value is not None for value in shown.values()):
        found.append(Reason(ReasonKind.ONLY, Tone.NEUTRAL, shown))
    if row["eligibility"]:
        tone = Tone.AGAINST if asks else Tone.NEUTRAL
        found.append(Reason(ReasonKind.ELIGIBILITY, tone, {"eligibility": row["eligibility"], "asks": asks}))
    if wanted.language or row["languages"]:
        tone = Tone.NEUTRAL if not wanted.language else _TONES[tongue]
        values = {"fit": tongue if wanted.language else None, "language": wanted.language, "languages": row["languages"]}
        found.append(Reason(ReasonKind.LANGUAGE, tone, values | {"asks": tone is Tone.AGAINST}))
    return found


def _declined_reasons(wanted: Wanted, organization_id: int) -> list[Reason]:
    if organization_id not in wanted.declined:
        return []
    day, why = wanted.declined[organization_id]
    return [Reason(ReasonKind.DECLINED, Tone.AGAINST, {"day": day, "why": why})]


def _capacity_reasons(row: dict[str, Any]) -> list[Reason]:
    free = row["capacity_available"]
    if free is None:
        return []
    day, since = row.get("full_on", row["assured_on"]), row.get("accepted_since", 0)
    tone = Tone.AGAINST if free == 0 else Tone.FOR if free > since else Tone.NEUTRAL  # as many came since: nobody knows
    return [Reason(ReasonKind.FREE, tone, {"free": free, "capacity": row["capacity"], "day": day, "since": since})]


def _record_reasons(record: Record, *, is_urgent: bool) -> list[Reason]:
    if not record.answered and not record.running:
        return []
    counts = {"accepted": record.accepted, "answered": record.answered, "running": record.running}
    tone = Tone.NEUTRAL if not record.answered else Tone.FOR if 2 * record.accepted >= record.answered else Tone.AGAINST
    found = [Reason(ReasonKind.ACCEPTED, tone, counts)]
    days = record.median_days
    if days is not None or record.late:  # a referral of today says nothing: no answer is due yet
        is_quick = days is not None and days <= QUICK_DAYS
        tone = Tone.FOR if is_quick else Tone.AGAINST if is_urgent else Tone.NEUTRAL
        found.append(Reason(ReasonKind.SPEED, tone, {"days": days}))
    return found


def _meeting_reasons(organization_id: int, meetings: Meetings) -> list[Reason]:
    if not meetings.days:
        return []
    attended, held = meetings.came(organization_id), meetings.could_come(organization_id)
    speaks = Tone.FOR if 2 * attended >= held else Tone.AGAINST if not attended else Tone.NEUTRAL
    values = {"attended": attended, "held": held, "since": meetings.since.get(organization_id)}
    return [Reason(ReasonKind.ATTENDED, speaks if held else Tone.NEUTRAL, values)]
