"""The pages about what rests on one organization and about what changed, without a browser."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import Engine
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from coalition.database import reading, writing
from coalition.models import Meeting, Organization
from tests.support.filled import data_sent, lists_text
from tests.support.small_world import World, north, store

Dashboard = Callable[..., AppTest]


def stored(engine: Engine, world: World, *meetings: date) -> None:
    with writing(engine) as session:
        store(session, world)
        for day in meetings:
            session.add(Meeting(held_on=day, title="Monthly"))


def words(at: AppTest) -> str:
    return " ".join(part.value for kind in (at.markdown, at.caption, at.info, at.subheader) for part in kind)


def listed(at: AppTest) -> str:
    """What stands in the lists and is said of the squares."""
    return lists_text(at)


def lit(at: AppTest) -> int:
    """Squares that stand out."""
    data = data_sent(at)[0]
    return sum(bool(cell[2] & 2) for line in data["cells"] for cell in line)


def test_the_page_says_first_how_much_rests_on_one(engine: Engine, dashboard: Dashboard) -> None:
    stored(engine, north().serves("Blue", "A1", "TH57").serves("Blue", "I5", "TH50"))
    at = dashboard("single_providers")
    assert "**2 services have only one provider.**" in words(at)
    assert "was not a member on this day" in listed(at)


def test_a_full_one_is_counted_and_named_as_full(engine: Engine, dashboard: Dashboard) -> None:
    stored(engine, north().serves("Blue", "A1", "TH57", capacity_available=0).serves("Blue", "I5", "TH50"))
    told = words(dashboard("single_providers"))
    assert "**1 service has only one provider.** 1 more has only one provider, and it is full." in told


def test_an_organization_left_out_shows_what_falls_in_the_picture_and_the_address_keeps_it(
    engine: Engine, dashboard: Dashboard
) -> None:
    stored(engine, north().serves("Blue", "A1", "TH57").serves("Green", "A1", "TH57").serves("Blue", "I5", "TH50"))
    with reading(engine) as session:
        blue = session.exec(select(Organization.id).where(Organization.name == "Blue")).one()
    at = dashboard("single_providers")
    assert (lit(at), data_sent(at)[0]["only"]) == (0, "fragile")
    at.multiselect(key="pick without").set_value([blue]).run()
    assert "Without Blue, **2 services change**: 1 not known, 1 with one provider." in words(at)
    assert at.query_params["without"] == str(blue)
    assert lit(at) == 2
    assert "before: Two or more providers" in listed(at)


def test_an_address_that_leaves_out_who_is_not_there_shows_the_whole_picture(engine: Engine, dashboard: Dashboard) -> None:
    stored(engine, north().serves("Blue", "A1", "TH57"))
    at = dashboard("single_providers", without="99,x", level="7", on="2026-13-01")
    assert "**1 service has only one provider.**" in words(at)
    assert "Without" not in words(at)


def test_the_last_two_meetings_are_compared_unless_others_are_asked_for(engine: Engine, dashboard: Dashboard) -> None:
    world = north().serves("Blue", "A1", "TH57", date(2026, 11, 3), assured_by="Kanya <b>")
    stored(engine, world, date(2026, 9, 10), date(2026, 10, 8), date(2026, 11, 12))
    at = dashboard("changes")
    assert "8 Oct 2026 to 12 Nov 2026: 1 of" in words(at)
    assert "**1 service gained**" in words(at)
    assert listed(at).count("3 Nov 2026: Blue confirmed (Kanya <b>)") >= 2, "in the list and of the square"
    assert lit(at) == 1
    earlier = words(dashboard("changes", **{"from": "2026-09-10", "to": "2026-10-08"}))
    assert "10 Sep 2026 to 8 Oct 2026: none of" in earlier


def test_days_without_a_meeting_can_be_compared_by_their_address(engine: Engine, dashboard: Dashboard) -> None:
    stored(engine, north().serves("Blue", "A1", "TH57", date(2026, 11, 3)))
    at = dashboard("changes", **{"from": "2026-11-02", "to": "2026-11-04"})
    assert "2 Nov 2026 to 4 Nov 2026: 1 of" in words(at)
    assert "No meetings yet, so dates are compared instead." in words(at)


def test_what_went_silent_is_never_called_lost(engine: Engine, dashboard: Dashboard) -> None:
    stored(engine, north().serves("Blue", "A1", "TH57", date(2026, 5, 1)), date(2026, 10, 8), date(2026, 11, 12))
    told = words(dashboard("changes"))
    assert "**1 no longer confirmed**" in told
    assert "Ask again." in told
    assert "lost" not in told


def test_a_verdict_says_for_whom_and_why_and_places_that_are_no_longer_told_are_no_number(
    engine: Engine, dashboard: Dashboard
) -> None:
    world = north().serves("Blue", "A1", "TH57", date(2026, 10, 1), capacity_available=3)
    world = world.serves("Blue", "A1", "TH57", date(2026, 11, 3)).agreed("barrier", "A1", "TH57", date(2026, 11, 10))
    world.verdicts = [{**row, "group": "men_and_boys", "reason": "No bed"} for row in world.verdicts]
    stored(engine, world, date(2026, 10, 8), date(2026, 11, 12))
    told = listed(dashboard("changes"))
    assert "10 Nov 2026: members decided: Hard to reach (Men and boys): No bed" in told
    assert "3 Nov 2026: Blue did not report free places" in told
