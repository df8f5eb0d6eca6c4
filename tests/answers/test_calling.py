"""Whom to call, from what is stored: on both databases, with what stands in for an answer where there is nobody."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session, select

from coalition import models as m
from coalition.answers.calling import Answer, CallAnswer, Called, called_in_a_room, whom_to_call
from coalition.answers.calling_words import answer_words, full_words, nobody_words, reason_words
from coalition.calling.near import next_to
from coalition.calling.words import Place, ReasonKind, Record, Tone
from coalition.cli.calling import _VOICE
from coalition.database import reading, writing
from coalition.queries.calling import RECORD_DAYS
from coalition.queries.places import MOST_ASKED, places_to_ask
from coalition.queries.shapes import provinces_touching
from coalition.settings import Settings
from coalition.summaries import rebuild
from coalition.vocabulary import AgeBand, AttendanceState, Judgement, Pillar, ReferralReason, ReferralState, Sex

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, tzinfo=UTC)
POINTS = {"TH57": (19.9, 99.8), "TH56": (19.2, 99.9), "TH55": (18.8, 100.8), "TH50": (18.8, 99.0), "TH52": (18.3, 99.5),
          "TH90": (7.2, 100.6)}  # fmt: skip


def add(session: Session, row: Any) -> Any:
    session.add(row)
    session.flush()
    return row


@pytest.fixture
def north(engine: Engine) -> Engine:
    """Six provinces, the last far away; Mae Sai and Mueang are districts of Chiang Rai; three service types; no services."""
    with writing(engine) as session:
        for pcode, (north, east) in POINTS.items():
            add(session, m.Area(pcode=pcode, level=1, country="TH", name=f"Area {pcode}", latitude=north, longitude=east))
        for pcode in ("TH5709", "TH5701"):
            add(session, m.Area(pcode=pcode, level=2, parent_id=1, country="TH", name=f"Area {pcode}"))
        for code, pillar in (("A1", Pillar.AFTERCARE), ("A2", Pillar.AFTERCARE), ("I8", Pillar.INTERVENTION)):
            add(session, m.ServiceType(code=code, pillar=pillar, name=f"Help {code}"))
        checklist = add(session, m.Checklist(code="C1", version=1, title="Criminal law", source="Act", kinds="I8"))
        newer = add(
            session, m.Checklist(code="C1", version=2, title="Criminal law, new", source="Act", kinds="I8", valid_from_on=TODAY)
        )
        add(session, m.ChecklistItem(checklist_id=checklist.id, position=1, key="C1-1", question="Which act?"))
        add(session, m.ChecklistItem(checklist_id=newer.id, position=1, key="C1-1", question="Which purpose?"))
    return engine


def serve(engine: Engine, name: str, code: str, area: str, assured_on: date = TODAY, **more: Any) -> int:
    """One statement; returns the organization."""
    with writing(engine) as session:
        known = session.exec(select(m.Organization).where(m.Organization.name == name)).first()
        member = known or add(session, m.Organization(name=name, name_key=name.lower()))
        kind = session.exec(select(m.ServiceType.id).where(m.ServiceType.code == code)).one()
        place = session.exec(select(m.Area.id).where(m.Area.pcode == area)).one()
        ids = {"organization_id": member.id, "service_type_id": kind, "area_id": place}
        add(session, m.Service(**ids, assured_on=assured_on, recorded_at=NOW, **more))
        rebuild(session)
        return int(member.id)


def refer(engine: Engine, organization_id: int, code: str, sent_on: date, **more: Any) -> None:
    with writing(engine) as session:
        kind = session.exec(select(m.ServiceType.id).where(m.ServiceType.code == code)).one()
        number = len(session.exec(select(m.SharedCase.id)).all())
        case = add(session, m.SharedCase(code=f"K{number}", opened_on=date(2020, 1, 1)))
        need = add(session, m.CaseNeed(case_id=case.id, service_type_id=kind, area_id=1, opened_on=date(2020, 1, 1)))
        add(session, m.Referral(need_id=need.id, referred_organization_id=organization_id, sent_on=sent_on, **more))
        rebuild(session)


def asked(engine: Engine, code: str = "A1", area: str = "TH57", **more: Any) -> CallAnswer:
    with reading(engine) as session:
        found = whom_to_call(session, settings=Settings(), on=TODAY, area=area, service_type=code, **more)
    assert found is not None
    return found


def names(found: CallAnswer) -> list[str]:
    return [provider.organization for provider in found.providers]


def test_those_here_and_in_the_next_provinces_are_named_and_who_is_far_away_is_not(north: Engine) -> None:
    for name, area in (("Far", "TH90"), ("Close", "TH55"), ("Next", "TH56"), ("Here", "TH5709"), ("Wide", "TH57")):
        serve(north, name, "A1", area)
    found = asked(north, area="TH5709")
    assert [(p.organization, p.place) for p in found.providers] == [
        ("Here", Place.HERE), ("Wide", Place.PROVINCE), ("Next", Place.NEXT),
    ]  # fmt: skip
    assert (found.answer, found.elsewhere, found.could_extend) == (Answer.CALL, [], [])


def test_a_distance_is_that_of_the_districts_and_of_their_provinces_only_where_they_have_no_point(north: Engine) -> None:
    serve(north, "Shelter", "A1", "TH50")

    def told(area: str) -> str:
        (shelter,) = asked(north, area=area).providers
        return next(reason_words(one, _VOICE) for one in shelter.reasons if one.kind is ReasonKind.PLACE)

    by_province = "In a province nearby: Area TH50, about 148 km away, province to province."
    assert told("TH5709") == told("TH5701") == by_province
    with writing(north) as session:
        for pcode, point in (("TH5709", (20.396, 99.937)), ("TH5701", (19.956, 99.741))):
            area = session.exec(select(m.Area).where(m.Area.pcode == pcode)).one()
            area.latitude, area.longitude = point
    assert told("TH5709") == "In a province nearby: Area TH50, about 203 km away."
    assert told("TH5701") == "In a province nearby: Area TH50, about 150 km away."


def test_the_next_provinces_are_those_that_touch_and_where_no_border_is_known_the_nearest(north: Engine) -> None:
    with writing(north) as session:
        add(session, m.Area(pcode="TH83", level=1, country="TH", name="An island"))
    with reading(north) as session:
        code = dict(session.exec(select(m.Area.id, m.Area.pcode)).all())
        ids = {pcode: number for number, pcode in code.items()}
        assert {code[number] for number in provinces_touching(session, province_id=ids["TH57"])} == {"TH50", "TH52", "TH56"}
        assert provinces_touching(session, province_id=ids["TH83"]) == set()
    with writing(north) as session:  # a drawing of the coalition's own, in which Chiang Rai and Nan touch
        for pcode, east in (("TH57", 0), ("TH55", 1), ("TH56", 5)):
            ring = [[east, 0], [east + 1, 0], [east + 1, 1], [east, 1], [east, 0]]
            add(session, m.AreaShape(area_id=ids[pcode], outline=[[ring]]))
    with reading(north) as session:
        assert provinces_touching(session, province_id=ids["TH57"]) == {ids["TH55"]}
    assert next_to({1: 0, 2: 9, 3: 5, 4: 7, 5: 1, 6: 8}, 1, set()) == [5, 3, 4, 6]
    assert next_to({1: 0, 2: 9, 3: 5}, 1, {2, 3, 7}) == [3, 2, 7]


def test_only_what_is_in_force_counts(north: Engine) -> None:
    serve(north, "Ended", "A1", "TH57", date(2026, 5, 1))
    serve(north, "Ended", "A1", "TH57", date(2026, 6, 1), is_offered=False)
    serve(north, "Over", "A1", "TH57", ends_on=date(2026, 11, 1))
    serve(north, "Another kind", "A2", "TH57")
    assert names(asked(north)) == []


def test_the_record_counts_this_kind_of_help_up_to_the_date_and_not_for_ever(north: Engine) -> None:
    house = serve(north, "House", "A1", "TH57")
    day = date(2026, 11, 1)
    refer(north, house, "A1", day, accepted_on=day + timedelta(days=2), state=ReferralState.ACCEPTED)
    refer(north, house, "A1", day, accepted_on=day + timedelta(days=4), state=ReferralState.DONE, closed_on=TODAY)
    refer(north, house, "A1", day, closed_on=day + timedelta(days=1), state=ReferralState.DECLINED)
    refer(north, house, "A1", day, closed_on=day + timedelta(days=1), state=ReferralState.REVOKED)
    refer(north, house, "A1", day, accepted_on=day, closed_on=day + timedelta(days=1), state=ReferralState.REVOKED)
    refer(north, house, "A1", day, accepted_on=day - timedelta(days=8), state=ReferralState.ACCEPTED)  # before it was sent
    closed = {"closed_on": TODAY, "state": ReferralState.CLOSED_WITHOUT_SERVICE}
    refer(north, house, "A1", day, accepted_on=day, **closed)
    refer(north, house, "A1", TODAY - timedelta(days=1))
    refer(north, house, "A2", day, closed_on=day, state=ReferralState.DECLINED)
    refer(north, house, "A1", TODAY - timedelta(days=RECORD_DAYS + 1), closed_on=day, state=ReferralState.DECLINED)
    (provider,) = asked(north).providers
    assert provider.record == Record(accepted=2, declined=2, running=1, median_days=2)  # yesterday's says nothing yet


def test_meetings_focal_points_and_who_came_last_are_told(north: Engine) -> None:
    named, unnamed = serve(north, "Named", "A1", "TH57"), serve(north, "Unnamed", "A1", "TH57")
    with writing(north) as session:
        add(session, m.Contact(organization_id=named, name="Malee", phone="053 000 001"))
        for first, last in ((date(2025, 1, 1), date(2026, 9, 30)), (date(2026, 10, 1), None)):  # renewed
            add(session, m.Membership(organization_id=named, from_on=first, to_on=last))
        person = add(session, m.Person(name="Somchai", name_key="somchai", organization_id=unnamed, email="s@member.example"))
        for month in (8, 9, 10):
            meeting = add(session, m.Meeting(held_on=date(2026, month, 10)))
            state = AttendanceState.PRESENT if month > 8 else AttendanceState.ABSENT
            add(session, m.Attendance(meeting_id=meeting.id, person_id=person.id, state=state))
        add(session, m.Meeting(held_on=date(2026, 12, 10)))
    found = asked(north)
    assert names(found) == ["Unnamed", "Named"]  # it came to meetings
    assert found.contacts[named][0]["phone"] == "053 000 001"
    came = found.contacts[unnamed][0]
    assert (came["name"], came["email"], came["came_on"]) == ("Somchai", "s@member.example", date(2026, 10, 10))
    assert found.providers[0].reasons[-1].values == {"attended": 2, "held": 3, "since": None}
    assert found.providers[1].reasons[-1].values == {"attended": 0, "held": 3, "since": date(2025, 1, 1)}
    assert found.next_meeting_on == date(2026, 12, 10)


def test_nobody_near_names_who_is_farther_away_and_who_might_take_it_on(north: Engine) -> None:
    serve(north, "Far", "A1", "TH90")
    serve(north, "Related", "A2", "TH57")
    serve(north, "Police", "I8", "TH57")
    serve(north, "Moves", "I8", "TH57")
    serve(north, "Moves", "A1", "TH90")
    found = asked(north)
    assert found.answer is Answer.NOBODY
    assert [p.organization for p in found.elsewhere] == ["Far", "Moves"]
    assert [(rows[0]["organization"], rows[0]["offers_elsewhere"]) for rows in found.could_extend] == [
        ("Moves", True), ("Related", False),
    ]  # fmt: skip


def test_who_offers_it_here_to_others_is_not_named_as_who_might_take_it_on(north: Engine) -> None:
    for code, area in (("A1", "TH5709"), ("A2", "TH57")):
        serve(north, "Girls only", code, area, serves_sex=Sex.FEMALE)
    serve(north, "Related", "A2", "TH57")
    found = asked(north, sex=Sex.MALE)
    assert (found.answer, names(found)) == (Answer.ASK, ["Girls only"])
    assert [rows[0]["organization"] for rows in found.could_extend] == ["Related"], "it does not offer it in another area"


def test_that_nobody_is_there_is_dated_until_somebody_is_stated(north: Engine) -> None:
    with writing(north) as session:
        add(session, m.CoverageCheck(area_id=1, service_type_id=1, confirmed_on=date(2026, 11, 1), confirmed_by="Malee"))
    found = asked(north)
    assert found.nobody is not None
    assert (found.nobody["confirmed_on"], found.nobody["confirmed_by"]) == (date(2026, 11, 1), "Malee")
    serve(north, "Since", "A1", "TH57", date(2026, 11, 20))
    assert asked(north).nobody is None


def nobody(engine: Engine, day: date, area: str = "TH57", kind: int = 1) -> None:
    with writing(engine) as session:
        place = session.exec(select(m.Area.id).where(m.Area.pcode == area)).one()
        add(session, m.CoverageCheck(area_id=place, service_type_id=kind, confirmed_on=day, confirmed_by="Malee"))


@pytest.mark.both_engines
def test_a_district_shows_what_is_confirmed_of_its_province_and_stays_not_asked_itself(north: Engine) -> None:
    def told(area: str = "TH5701") -> str:
        return nobody_words(asked(north, area=area), _VOICE)

    assert told() == "Not asked yet. There may be a provider."
    nobody(north, date(2026, 11, 12))
    around, own = "All of Area TH57: no provider, confirmed 2026-11-12 by Malee.", "Area TH5701 itself: not asked yet."
    found = asked(north, area="TH5701")
    assert (told(), found.nobody, found.is_nobody) == (f"{around} {own}", None, False)
    assert asked(north).nobody_around is None, "of the province itself the first sentence says it"
    nobody(north, date(2026, 11, 1), "TH5701")
    assert told() == f"{around} Asked by Malee."
    serve(north, "Elsewhere", "A1", "TH5709", date(2026, 11, 11))
    assert told().startswith(around), "it was confirmed before"
    serve(north, "Since", "A1", "TH5709", date(2026, 11, 12))
    assert told() == "Asked by Malee.", "a service in another district is inside the province"


def test_what_was_confirmed_of_a_province_too_long_ago_is_not_shown_of_its_districts(north: Engine) -> None:
    nobody(north, date(2026, 1, 1))
    assert nobody_words(asked(north, area="TH5701"), _VOICE) == "Not asked yet. There may be a provider."


def test_what_is_confirmed_of_a_country_is_shown_of_its_areas_and_of_no_other(north: Engine) -> None:
    with writing(north) as session:
        for country in ("XX", "TH"):
            add(session, m.Area(pcode=country, level=0, country=country, name=f"Land {country}"))
    nobody(north, date(2026, 11, 12), "XX")
    assert asked(north, area="TH5701").nobody_around is None
    nobody(north, date(2026, 11, 12), "TH")
    for area in ("TH57", "TH5701"):
        assert nobody_words(asked(north, area=area), _VOICE).startswith("All of Land TH: no provider")
    serve(north, "Far", "A1", "TH90")
    assert asked(north, area="TH5701").nobody_around is None


def agree(engine: Engine, judgement: Judgement, day: date, **more: Any) -> None:
    with writing(engine) as session:
        add(session, m.Verdict(area_id=1, service_type_id=1, judgement=judgement, decided_on=day, **more))


def first_sentence(found: CallAnswer) -> str:
    return answer_words(found, _VOICE)


def test_who_was_stated_before_it_was_confirmed_that_there_is_nobody_is_not_to_be_called(north: Engine) -> None:
    serve(north, "Gamma", "A1", "TH57", date(2026, 11, 1))
    serve(north, "Related", "A2", "TH57")
    nobody(north, date(2026, 11, 20))
    found = asked(north)
    assert first_sentence(found) == "No provider in Area TH57: asked on 2026-11-20."
    assert (found.answer, found.first, names(found)) == (Answer.NOBODY, None, ["Gamma"])
    against = [reason.values for reason in found.providers[0].reasons if reason.tone is Tone.AGAINST]
    assert against == [{"day": date(2026, 11, 20)}]
    assert [rows[0]["organization"] for rows in found.could_extend] == ["Related"]
    serve(north, "Next", "A1", "TH56")
    assert first_sentence(asked(north)) == "No provider in Area TH57: asked on 2026-11-20. Contact Next in Area TH56."
    assert names(asked(north)) == ["Next", "Gamma"]
    serve(north, "Since", "A1", "TH57", date(2026, 11, 21))
    assert (first_sentence(asked(north)), names(asked(north))) == ("Contact Since.", ["Since", "Gamma", "Next"])


def test_an_answer_of_nobody_that_is_too_old_stands_against_no_one(north: Engine) -> None:
    serve(north, "Gamma", "A1", "TH57", date(2025, 1, 1))
    nobody(north, date(2025, 2, 1))
    assert first_sentence(asked(north)) == "Contact Gamma."


def test_a_gap_or_barrier_for_who_is_asked_about_stands_against_and_what_else_was_agreed_is_told(north: Engine) -> None:
    serve(north, "Gamma", "A1", "TH57", date(2026, 11, 1))
    agree(north, Judgement.BARRIER, date(2026, 11, 10), group="men_and_boys", reason="Takes women only.")
    boys, girls = asked(north, sex=Sex.MALE), asked(north, sex=Sex.FEMALE)
    assert (boys.answer, girls.answer) == (Answer.ASK, Answer.CALL)
    told = "Member decision of 2026-11-10: hard to reach (Men and boys): Takes women only."
    for found, tone in ((boys, Tone.AGAINST), (girls, Tone.NEUTRAL)):
        assert (reason_words(found.providers[0].reasons[0], _VOICE), found.providers[0].reasons[0].tone) == (told, tone)
    agree(north, Judgement.GAP, date(2026, 11, 11))
    assert first_sentence(asked(north)) == "No known provider can help now. Ask Gamma first."
    agree(north, Judgement.MET, date(2026, 11, 12))
    assert asked(north).providers[0].reasons[0].values["judgement"] == "met"
    assert first_sentence(asked(north)) == "Contact Gamma."


def test_a_barrier_for_a_sex_and_an_age_stands_against_who_is_both(north: Engine) -> None:
    serve(north, "Gamma", "A1", "TH57", date(2026, 11, 1))
    agree(north, Judgement.BARRIER, date(2026, 11, 10), group="men_and_boys;age_15_17", reason="No boys over 14.")
    meant: list[dict[str, Any]] = [{"sex": Sex.MALE, "age": AgeBand.A15_17}, {"sex": Sex.MALE}, {"age": AgeBand.A15_17}]
    others: list[dict[str, Any]] = [
        {"sex": Sex.FEMALE, "age": AgeBand.A15_17},
        {"sex": Sex.MALE, "age": AgeBand.A0_11},
        {"sex": Sex.FEMALE},
        {},
    ]
    assert [asked(north, **person).answer for person in meant] == [Answer.ASK] * 3
    assert [asked(north, **person).answer for person in others] == [Answer.CALL] * 4


def test_help_confirmed_since_outweighs_what_the_members_agreed(north: Engine) -> None:
    agree(north, Judgement.GAP, date(2026, 11, 10))
    serve(north, "Gamma", "A1", "TH57", date(2026, 11, 11))
    assert first_sentence(asked(north)) == "Contact Gamma."


@pytest.mark.both_engines
def test_who_declined_this_very_case_is_not_called_for_it_again_until_a_newer_answer(north: Engine) -> None:
    near, far = (serve(north, name, "A1", area) for name, area in (("Near", "TH57"), ("Far", "TH56")))
    why = {"state": ReferralState.DECLINED, "reason": ReferralReason.NO_CAPACITY}
    refer(north, near, "A1", TODAY - timedelta(days=2), closed_on=TODAY - timedelta(days=1), **why)
    with reading(north) as session:
        case_id = session.exec(select(m.SharedCase.id)).one()
        need_id = session.exec(select(m.CaseNeed.id)).one()
    assert (names(asked(north)), first_sentence(asked(north))) == (["Near", "Far"], "Contact Near.")
    found = asked(north, case_id=case_id)
    assert first_sentence(found) == "No provider in Area TH57 can help now. Contact Far in Area TH56."
    assert (names(found), found.first and found.first.organization_id) == (["Far", "Near"], far)
    told = reason_words(found.providers[1].reasons[0], _VOICE)
    assert told == "Declined this case on 2026-11-24: No place free."
    with writing(north) as session:
        add(session, m.Referral(need_id=need_id, referred_organization_id=near, sent_on=TODAY))
        rebuild(session)
    assert first_sentence(asked(north, case_id=case_id)) == "Contact Near."


@pytest.mark.both_engines
def test_who_declined_any_referral_for_want_of_a_place_is_full_until_it_says_otherwise(north: Engine) -> None:
    declined = TODAY - timedelta(days=1)
    near = serve(north, "Near", "A1", "TH57", TODAY - timedelta(days=9), capacity=40, capacity_available=12)
    serve(north, "Far", "A1", "TH56")
    why = {"state": ReferralState.DECLINED, "reason": ReferralReason.NO_CAPACITY}
    refer(north, near, "A1", TODAY - timedelta(days=2), closed_on=declined, **why)
    found = asked(north)
    assert names(found) == ["Far", "Near"]
    assert f"Full on {declined.isoformat()}." in [reason_words(one, _VOICE) for one in found.providers[1].reasons]
    serve(north, "Near", "A1", "TH57", TODAY, capacity=40, capacity_available=1)
    assert names(asked(north)) == ["Near", "Far"]


@pytest.mark.both_engines
@pytest.mark.parametrize(("minutes", "free"), [(5, 1), (-5, 0)])
def test_of_a_decline_on_the_day_the_places_were_told_the_instant_decides(north: Engine, minutes: int, free: int) -> None:
    near = serve(north, "Near", "A1", "TH57", TODAY, capacity=40, capacity_available=1)
    why = {"state": ReferralState.DECLINED, "reason": ReferralReason.NO_CAPACITY}
    refer(north, near, "A1", TODAY, closed_on=TODAY, **why)
    with writing(north) as session:
        (referral,) = session.exec(select(m.Referral.id)).all()
        at = NOW - timedelta(minutes=minutes)
        add(session, m.ReferralStep(referral_id=referral, at=at, happened_on=TODAY, state=ReferralState.DECLINED))
    assert asked(north).providers[0].row["capacity_available"] == free


def test_a_decline_for_want_of_a_place_counts_as_long_as_a_confirmation(north: Engine) -> None:
    old = TODAY - timedelta(days=400)
    near = serve(north, "Near", "A1", "TH57", old, capacity=4, capacity_available=2)
    why = {"state": ReferralState.DECLINED, "reason": ReferralReason.NO_CAPACITY}
    refer(north, near, "A1", old, closed_on=old + timedelta(days=20), **why)
    assert not any("Full on" in reason_words(one, _VOICE) for one in asked(north).providers[0].reasons)


def free_told(found: CallAnswer) -> list[tuple[str, Tone]]:
    return [(reason_words(one, _VOICE), one.tone) for one in found.providers[0].reasons if one.kind is ReasonKind.FREE]


@pytest.mark.both_engines
def test_beside_free_places_stands_how_many_referrals_were_accepted_since_and_the_number_stays(north: Engine) -> None:
    said, later = TODAY - timedelta(days=9), TODAY - timedelta(days=2)
    near = serve(north, "Near", "A1", "TH57", said, capacity=4, capacity_available=2)
    accepted: dict[str, Any] = {"accepted_on": later, "state": ReferralState.ACCEPTED}
    refer(north, near, "A1", said - timedelta(days=3), accepted_on=said - timedelta(days=1), state=ReferralState.IN_PROGRESS)
    refer(north, near, "A2", later, **accepted)
    refer(north, near, "A1", later, closed_on=later, state=ReferralState.CLOSED_WITHOUT_SERVICE, accepted_on=later)
    assert free_told(asked(north)) == [(f"2 of 4 places free on {said.isoformat()}.", Tone.FOR)]

    refer(north, near, "A1", later, **accepted)
    assert free_told(asked(north)) == [(f"2 of 4 places free on {said.isoformat()}. 1 referral accepted since.", Tone.FOR)]
    refer(north, near, "A1", later, closed_on=TODAY, **(accepted | {"state": ReferralState.DONE}))
    with reading(north) as session:
        (told,), _ = places_to_ask(session, on=TODAY)
        assert places_to_ask(session, on=TODAY, organization_id=near + 1) == ([], 0)
    assert (told.organization, told.code, told.free, told.capacity, told.since) == ("Near", "A1", 2, 4, 2)
    assert free_told(asked(north)) == [(f"2 of 4 places free on {said.isoformat()}. 2 referrals accepted since.", Tone.NEUTRAL)]
    assert not any("since" in one for one, _ in free_told(asked(north, audience="room")))

    serve(north, "Near", "A1", "TH57", TODAY, capacity=4, capacity_available=3)
    assert free_told(asked(north)) == [(f"3 of 4 places free on {TODAY.isoformat()}.", Tone.FOR)]


@pytest.mark.both_engines
def test_of_many_free_places_to_ask_about_those_with_most_referrals_come_first_and_the_rest_is_counted(north: Engine) -> None:
    said, later = TODAY - timedelta(days=9), TODAY - timedelta(days=2)
    for number in range(MOST_ASKED + 3):
        near = serve(north, f"House {number}", "A1", "TH57", said, capacity_available=2)
        refer(north, near, "A1", later, accepted_on=later, state=ReferralState.ACCEPTED)
    refer(north, near, "A1", later, accepted_on=later, state=ReferralState.ACCEPTED)
    with reading(north) as session:
        rows, count = places_to_ask(session, on=TODAY)
    assert (len(rows), count) == (MOST_ASKED, MOST_ASKED + 3)
    assert [(one.organization, one.since) for one in rows][:2] == [(f"House {MOST_ASKED + 2}", 2), ("House 0", 1)]


@pytest.mark.both_engines
@pytest.mark.parametrize(("minutes", "since"), [(5, 1), (-5, 0)])
def test_of_a_referral_accepted_on_the_day_the_places_were_told_the_instant_decides(
    north: Engine, minutes: int, since: int
) -> None:
    near = serve(north, "Near", "A1", "TH57", TODAY, capacity_available=2)
    refer(north, near, "A1", TODAY, accepted_on=TODAY, state=ReferralState.ACCEPTED)
    with writing(north) as session:
        (referral,) = session.exec(select(m.Referral.id)).all()
        at = NOW + timedelta(minutes=minutes)
        add(session, m.ReferralStep(referral_id=referral, at=at, happened_on=TODAY, state=ReferralState.ACCEPTED))
    with reading(north) as session:
        assert [one.since for one in places_to_ask(session, on=TODAY)[0]] == [since] * since


def test_only_full_or_unfit_ones_are_to_be_asked_not_called(north: Engine) -> None:
    serve(north, "Full", "A1", "TH57", capacity=4, capacity_available=0)
    serve(north, "Adults", "A1", "TH57", minimum_age=18)
    found = asked(north, age=AgeBand.A12_14)
    assert (found.answer, names(found)) == (Answer.ASK, ["Full", "Adults"])
    serve(north, "Next", "A1", "TH56")
    assert (asked(north, age=AgeBand.A12_14).answer, names(asked(north, age=AgeBand.A12_14))[0]) == (Answer.NEXT, "Next")


def test_a_call_beside_a_full_cell_says_who_said_full_and_when(north: Engine) -> None:
    serve(north, "Full", "A1", "TH5709", date(2026, 11, 3), capacity_available=0)
    serve(north, "Newer", "A1", "TH57", date(2026, 11, 20))
    found = asked(north)
    assert (found.answer, names(found)[0]) == (Answer.CALL, "Newer")
    assert full_words(found.full, _VOICE) == "Reported full on 2026-11-03 by Full."
    assert in_a_room(north, "TH57").full == found.full
    assert asked(north, area="TH5701").full is None, "nobody said so of this district"
    serve(north, "Free", "A1", "TH57", date(2026, 11, 1), capacity_available=2)
    assert asked(north).full is None, "the cell is not full"


def test_what_they_need_is_the_newest_list_that_holds(north: Engine) -> None:
    ((item,),) = asked(north, "I8").checklists
    assert (item["title"], item["question"]) == ("Criminal law, new", "Which purpose?")
    assert asked(north, "A1").checklists == []


def test_an_area_or_kind_that_is_not_there_has_no_answer(north: Engine) -> None:
    with reading(north) as session:
        for area, code in (("TH99", "A1"), ("TH57", "Z9")):
            assert whom_to_call(session, settings=Settings(), on=TODAY, area=area, service_type=code) is None


def test_an_area_without_a_point_or_a_province_still_has_an_answer(north: Engine) -> None:
    with writing(north) as session:
        for area in session.exec(select(m.Area)):
            area.latitude = area.longitude = None
        add(session, m.Area(pcode="XX01", level=2, country="XX", name="Alone"))
    serve(north, "Here", "A1", "XX01")
    serve(north, "House", "A1", "TH57")
    assert names(asked(north, area="XX01")) == ["Here"]
    assert names(asked(north)) == ["House"]


def test_a_district_without_a_province_names_who_might_take_it_on_there(north: Engine) -> None:
    with writing(north) as session:
        add(session, m.Area(pcode="XX01", level=2, country="XX", name="Alone"))
    serve(north, "Near", "A2", "XX01")
    serve(north, "Far", "A2", "TH57")
    extending = asked(north, area="XX01").could_extend
    assert [rows[0]["organization"] for rows in extending] == ["Near"]


def test_the_number_of_statements_does_not_grow_with_the_number_of_organizations(north: Engine) -> None:
    def statements() -> int:
        run: list[str] = []
        listen = lambda *args: run.append(args[2])  # noqa: E731
        event.listen(north, "before_cursor_execute", listen)
        asked(north)
        event.remove(north, "before_cursor_execute", listen)
        return len([text for text in run if text.lstrip().upper().startswith(("SELECT", "WITH"))])

    serve(north, "One", "A1", "TH57")
    one = statements()
    for number in range(12):
        serve(north, f"More {number}", "A1", "TH56")
    assert statements() == one <= 17


# --- as a room reads it -----------------------------------------------------------------------------------------------


def in_a_room(engine: Engine, area: str) -> Called | None:
    with reading(engine) as session:
        return called_in_a_room(session, settings=Settings(), on=TODAY, area=area, service_type="A1")


def test_a_room_is_told_the_organization_the_page_names_first_and_where_it_is_elsewhere(north: Engine) -> None:
    for name, area in (("Next", "TH55"), ("Here", "TH57")):
        serve(north, name, "A1", area)
    assert in_a_room(north, "TH57") == Called(names(asked(north, area="TH57"))[0], None, None, is_sure=True)
    elsewhere = in_a_room(north, "TH56")
    assert elsewhere is not None
    assert (elsewhere.organization, elsewhere.is_sure) == (names(asked(north, area="TH56"))[0], True)
    assert elsewhere.area is not None


@pytest.mark.both_engines
def test_a_room_is_told_when_nobody_is_known_anywhere(north: Engine) -> None:
    assert in_a_room(north, "TH57") is None
