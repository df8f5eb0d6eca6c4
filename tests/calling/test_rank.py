"""Whom to call first, and why: the rule of docs/glossary.md, Whom to call, fact by fact and as properties."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.answers.calling_words import Voice, reason_words
from coalition.calling.near import distances_from, next_to
from coalition.calling.rank import rank_providers
from coalition.calling.record import median_days
from coalition.calling.words import Fit, Meetings, Place, Provider, ReasonKind, Tone, Wanted
from coalition.frames import AREA_POINTS, CALL_REFERRALS, CALL_SERVICES
from coalition.vocabulary import AgeBand, Sex, label

TODAY = date(2026, 11, 25)
LATELY = TODAY - timedelta(days=22)
CHIANG_RAI, MAE_SAI, CHIANG_KHONG, PHAYAO, NAN, TRAT = 1, 11, 12, 2, 3, 9
PROVINCE = {CHIANG_RAI: CHIANG_RAI, MAE_SAI: CHIANG_RAI, CHIANG_KHONG: CHIANG_RAI, PHAYAO: PHAYAO, NAN: NAN, TRAT: TRAT}
HELD = [date(2026, month, 10) for month in range(11, 5, -1)]
DISTANCES = {CHIANG_RAI: 0.0, PHAYAO: 78.4, NAN: 150.0, TRAT: 900.0}
ENGLISH = Voice(
    t=lambda text, /, **values: text.format(**values),
    day=lambda day: f"{day.day} {day:%b}",
    name=lambda english, _: english,
    tongues=lambda codes: codes.replace(";", ", "),
    label=label,
)


def offer(number: int, area: int = CHIANG_RAI, assured_on: date = LATELY, **more: Any) -> dict[str, Any]:
    """One statement of organization `number`."""
    row: dict[str, Any] = dict.fromkeys(CALL_SERVICES.columns)
    row |= {"service_id": number * 100 + area, "organization_id": number, "organization": f"Organization {number}"}
    row |= {"area_id": area, "area": f"Area {area}", "province_id": PROVINCE[area], "province": f"Area {PROVINCE[area]}"}
    return row | {"assured_on": assured_on} | more


def ranked(
    *rows: dict[str, Any],
    asked: int = CHIANG_RAI,
    referrals: tuple[tuple[int, str, int, int], ...] = (),
    meetings: Meetings | None = None,
    **wanted: Any,
) -> list[Provider]:
    return rank_providers(
        CALL_SERVICES.from_rows([list(row.values()) for row in rows]),
        wanted=Wanted(asked, PROVINCE[asked], **wanted),
        referrals=CALL_REFERRALS.from_rows(referrals),
        meetings=meetings or Meetings(),
        distances=DISTANCES,
        on=TODAY,
        fresh_days=180,
        neighbors=[PHAYAO, NAN],
    )


def order(*rows: dict[str, Any], **asked: Any) -> list[int]:
    return [provider.organization_id for provider in ranked(*rows, **asked)]


def told(provider: Provider, kind: ReasonKind) -> str:
    return " ".join(reason_words(reason, ENGLISH) for reason in provider.reasons if reason.kind is kind)


def test_here_comes_before_the_whole_province_and_that_before_the_next_area() -> None:
    rows = [offer(1, NAN), offer(2, PHAYAO), offer(3, CHIANG_KHONG), offer(4, CHIANG_RAI), offer(5, MAE_SAI), offer(6, TRAT)]
    found = ranked(*rows, asked=MAE_SAI)
    assert [p.organization_id for p in found] == [5, 4, 3, 2, 1, 6]
    assert [p.place for p in found] == [Place.HERE, Place.PROVINCE, Place.DISTRICT, Place.NEXT, Place.NEXT, Place.FAR]
    assert told(found[3], ReasonKind.PLACE) == "In a province nearby: Area 2, about 78 km away, province to province."


def test_a_province_counts_its_districts_as_here() -> None:
    assert ranked(offer(1, MAE_SAI))[0].place is Place.HERE


def test_who_had_no_free_place_is_shown_last_with_the_day() -> None:
    full, free = offer(1, capacity=8, capacity_available=0), offer(2, PHAYAO, date(2025, 1, 1))
    found = ranked(full, free)
    assert [p.organization_id for p in found] == [2, 1]
    assert told(found[1], ReasonKind.FREE) == "Full on 3 Nov."
    assert not found[1].can_be_called


def test_who_does_not_fit_stands_at_the_end_with_the_reason_and_is_never_hidden() -> None:
    adults, full = offer(1, minimum_age=18), offer(2, capacity_available=0)
    found = ranked(adults, full, offer(3, TRAT), age=AgeBand.A12_14)
    assert [p.organization_id for p in found] == [3, 2, 1]
    assert found[-1].fit is Fit.NO
    assert told(found[-1], ReasonKind.AGE) == "Does not serve this age, but from age 18."


@pytest.mark.parametrize(
    ("youngest", "oldest", "fit"),
    [
        (None, None, Fit.NOT_TOLD), (12, 17, Fit.FITS), (12, None, Fit.FITS), (None, 14, Fit.FITS), (13, None, Fit.PARTLY),
        (0, 12, Fit.PARTLY), (15, None, Fit.NO), (None, 11, Fit.NO),
    ],
)  # fmt: skip
def test_an_age_band_fits_partly_fits_or_does_not(youngest: int | None, oldest: int | None, fit: Fit) -> None:
    assert ranked(offer(1, minimum_age=youngest, maximum_age=oldest), age=AgeBand.A12_14)[0].fit is fit


def test_one_sex_only_fits_does_not_fit_or_is_not_told() -> None:
    rows = [offer(1), offer(2, serves_sex="male"), offer(3, serves_sex="female")]
    found = ranked(*rows, sex=Sex.FEMALE)
    assert [(p.organization_id, p.fit) for p in found] == [(3, Fit.FITS), (1, Fit.NOT_TOLD), (2, Fit.NO)]
    assert told(found[2], ReasonKind.SEX) == "Serves only men and boys."
    assert [p.fit for p in ranked(*rows)] == [Fit.FITS] * 3


def test_where_only_words_say_whom_it_is_for_they_are_to_be_read_before_a_call() -> None:
    written, told_apart = offer(1, eligibility="Women and children"), offer(2, eligibility="Women", serves_sex="female")
    asked, plain = (ranked(written, told_apart, sex=wanted) for wanted in (Sex.FEMALE, None))
    by_number = {provider.organization_id: provider for provider in asked}
    assert told(by_number[1], ReasonKind.ELIGIBILITY) == "Who may use it: Women and children. Ask if it fits."
    assert told(by_number[1], ReasonKind.SEX) == ""  # "not given" would deny what stands beside it
    assert told(by_number[2], ReasonKind.ELIGIBILITY) == "Who may use it: Women."
    assert [told(provider, ReasonKind.ELIGIBILITY)[-5:] for provider in plain] == ["dren.", "omen."]


def test_a_language_moves_up_but_leaves_nobody_out() -> None:
    found = ranked(offer(1, languages="th"), offer(2), offer(3, languages="th;my"), language="my")
    assert [p.organization_id for p in found] == [3, 2, 1]
    assert all(p.can_be_called for p in found)


def test_confirmed_lately_comes_before_confirmed_too_long_ago() -> None:
    found = ranked(offer(1, assured_on=date(2026, 1, 1)), offer(2))
    assert [p.organization_id for p in found] == [2, 1]
    assert "out of date" in told(found[1], ReasonKind.CONFIRMED)


def test_the_record_is_told_and_orders_equals() -> None:
    referrals = ((1, "accepted", 2, 1), (1, "declined", 1, 3), (2, "accepted", 4, 3), (2, "running", 9, 1))
    found = ranked(offer(1), offer(2), offer(3), referrals=referrals)
    assert [p.organization_id for p in found] == [2, 3, 1]
    assert told(found[0], ReasonKind.ACCEPTED) == "Accepted 3 of 3 referrals. 1 awaiting an answer."
    assert told(found[0], ReasonKind.SPEED) == "Half of the referrals are accepted within 4 days."
    assert told(found[1], ReasonKind.ACCEPTED) == ""


def test_urgency_brings_up_who_accepts_within_a_day() -> None:
    referrals = ((1, "accepted", 9, 9), (2, "accepted", 1, 3), (2, "declined", 1, 3))
    rows = [offer(1), offer(2), offer(3)]
    assert order(*rows, referrals=referrals)[0] == 1
    assert order(*rows, referrals=referrals, is_urgent=True) == [2, 3, 1]


def test_a_referral_sent_today_says_nothing_of_who_is_to_answer_it_until_it_waits_too_long() -> None:
    rows = [offer(1), offer(2)]
    found = ranked(*rows, referrals=((1, "running", 0, 1),), is_urgent=True)
    assert [p.organization_id for p in found] == [1, 2]
    assert told(found[0], ReasonKind.ACCEPTED) == "1 referral awaiting an answer."
    assert told(found[0], ReasonKind.SPEED) == ""
    found = ranked(*rows, referrals=((1, "running", 2, 1),), is_urgent=True)
    assert [p.organization_id for p in found] == [2, 1]
    assert told(found[1], ReasonKind.SPEED) == "Fewer than half of the referrals have been accepted so far."


def test_who_comes_to_the_meetings_comes_first_among_equals() -> None:
    came = [(day, day != HELD[3]) for day in HELD]
    found = ranked(offer(1), offer(2), meetings=Meetings(HELD, {2: came}, {1: date(2020, 1, 1)}))
    assert [p.organization_id for p in found] == [2, 1]
    assert [told(p, ReasonKind.ATTENDED) for p in found] == [
        "Attended 5 of the last 6 meetings.", "Attended none of the last 6 meetings."]  # fmt: skip


@pytest.mark.parametrize(
    ("listed", "since", "words", "tone"),
    [
        ([], TODAY, "Joined on 25 Nov. There has been no meeting since then.", Tone.NEUTRAL),
        ([], None, "Not a member, so it does not have to attend meetings.", Tone.NEUTRAL),
        ([], HELD[0], "Did not attend the last meeting.", Tone.AGAINST),
        ([(HELD[0], True)], None, "Attended the last meeting.", Tone.FOR),  # as a guest
        ([(HELD[0], True)], HELD[2], "Attended 1 of the last 3 meetings.", Tone.NEUTRAL),
        ([(HELD[1], False)], TODAY, "Attended none of the last 2 meetings.", Tone.AGAINST),  # a list expected it before
    ],
)
def test_only_meetings_since_it_joined_or_was_listed_are_held_against_anybody(
    listed: list[tuple[date, bool]], since: date | None, words: str, tone: Tone
) -> None:
    (only,) = ranked(offer(1), meetings=Meetings(HELD, {1: listed}, {1: since} if since else {}))
    assert told(only, ReasonKind.ATTENDED) == words
    assert {reason.tone for reason in only.reasons if reason.kind is ReasonKind.ATTENDED} == {tone}


def test_an_organization_stands_once_with_its_best_statement_and_names_the_others() -> None:
    (only,) = ranked(offer(1, PHAYAO), offer(1, MAE_SAI, capacity_available=0), offer(1, CHIANG_RAI))
    assert only.row["area_id"] == CHIANG_RAI
    assert [row["area_id"] for row in only.further] == [PHAYAO, MAE_SAI]


@pytest.mark.parametrize(
    ("waits", "days"),
    [
        ([], None),
        ([(0, 2, True)], 0),
        ([(1, 1, True), (3, 1, True), (9, 1, True)], 3),
        ([(1, 1, True), (20, 2, False)], None),  # two of three still wait
        ([(1, 2, True), (5, 2, True), (1, 100, False)], 5),  # those sent yesterday say nothing about the fifth day yet
        ([(4, 5, False)], None),
    ],
)
def test_the_time_to_accept_counts_those_that_still_wait(waits: list[tuple[int, int, bool]], days: int | None) -> None:
    assert median_days(waits) == days


def test_the_next_provinces_are_the_nearest_by_their_points_and_one_without_a_point_is_left_out() -> None:
    told = [(1, 19.9, 99.8), (2, 19.2, 99.9), (3, 18.8, 100.8), (4, None, None), (5, 7.0, 100.5)]
    points = AREA_POINTS.from_rows([(number, 1, *point) for number, *point in told])
    distances = distances_from(points, 1)
    assert next_to(distances, 1, set()) == [2, 3, 5]
    assert round(distances[2]) == 79
    assert 4 not in distances
    assert distances_from(points, 4) == {}
    assert distances_from(points, 4, 1) == distances, "from the point of its province"


# --- promises for every list ----------------------------------------------------------------------------------------

CANDIDATES = st.fixed_dictionaries(
    {
        "area": st.sampled_from(list(PROVINCE)),
        "assured_on": st.dates(date(2025, 11, 1), TODAY),
        "capacity_available": st.sampled_from([None, 0, 1, 5]),
        "minimum_age": st.sampled_from([None, 0, 12, 18]),
        "maximum_age": st.sampled_from([None, 18, 60]),
        "serves_sex": st.sampled_from([None, "female", "male"]),
        "languages": st.sampled_from([None, "th", "th;my"]),
    }
)
ASKED = st.fixed_dictionaries(
    {
        "asked": st.sampled_from([CHIANG_RAI, MAE_SAI]),
        "age": st.sampled_from([None, *AgeBand]),
        "sex": st.sampled_from([None, *Sex]),
        "language": st.sampled_from([None, "my"]),
        "is_urgent": st.booleans(),
    }
)
REFERRALS = st.lists(
    st.tuples(st.integers(1, 8), st.sampled_from(["accepted", "declined", "running"]), st.integers(0, 30), st.integers(1, 9)),
    max_size=12,
).map(tuple)


def candidates(drawn: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [offer(number, **{"area": row["area"], **row}) for number, row in enumerate(drawn, start=1)]


@given(st.lists(CANDIDATES, max_size=8), ASKED, REFERRALS, st.randoms())
def test_the_order_is_total_and_the_same_whatever_the_order_of_the_rows(
    drawn: list[dict[str, Any]], asked: dict[str, Any], referrals: tuple[Any, ...], dice: Any
) -> None:
    rows = candidates(drawn)
    first = order(*rows, referrals=referrals, **asked)
    assert sorted(first) == [row["organization_id"] for row in rows]  # nobody is left out
    shuffled = rows[:]
    dice.shuffle(shuffled)
    assert order(*shuffled, referrals=referrals, **asked) == first


@given(st.lists(CANDIDATES, min_size=1, max_size=8), CANDIDATES, ASKED, REFERRALS)
def test_one_candidate_more_never_changes_the_order_of_the_others(
    drawn: list[dict[str, Any]], more: dict[str, Any], asked: dict[str, Any], referrals: tuple[Any, ...]
) -> None:
    rows = candidates(drawn)
    before = order(*rows, referrals=referrals, **asked)
    after = order(*rows, *candidates([*drawn, more])[-1:], referrals=referrals, **asked)
    assert [number for number in after if number != len(rows) + 1] == before


@given(CANDIDATES, st.sampled_from([None, 1, 5]), ASKED)
def test_a_full_one_is_never_above_a_free_one_with_all_else_equal(
    drawn: dict[str, Any], free: int | None, asked: dict[str, Any]
) -> None:
    full, other = candidates([{**drawn, "capacity_available": 0}, {**drawn, "capacity_available": free}])
    assert order(full, other, **asked) == [2, 1]


@given(st.lists(CANDIDATES, max_size=8), ASKED)
def test_who_does_not_fit_is_never_above_one_who_may(drawn: list[dict[str, Any]], asked: dict[str, Any]) -> None:
    fits = [provider.fit is Fit.NO for provider in ranked(*candidates(drawn), **asked)]
    assert fits == sorted(fits)


@given(st.lists(CANDIDATES, min_size=1, max_size=4), ASKED, REFERRALS)
def test_every_reason_is_a_sentence(drawn: list[dict[str, Any]], asked: dict[str, Any], referrals: tuple[Any, ...]) -> None:
    for provider in ranked(*candidates(drawn), referrals=referrals, **asked):
        for reason in provider.reasons:
            words = reason_words(reason, ENGLISH)
            assert words.endswith(".")
            assert words[0].isupper() or words.startswith("my ") or words[0].isdigit()
            assert "None" not in words
