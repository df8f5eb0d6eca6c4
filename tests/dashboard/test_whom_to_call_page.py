"""The page that says whom to call: the answer first, shareable, and never empty."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import Engine
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from coalition.database import writing
from coalition.models import CaseNeed, Contact, Referral, Service, ServiceType, SharedCase
from coalition.vocabulary import ReferralState
from tests.support.small_world import World, north, store

CODE = "5Z21-EPSB-G"
Dashboard = Callable[..., AppTest]


def stored(engine: Engine, world: World) -> None:
    with writing(engine) as session:
        store(session, world)


def words(at: AppTest) -> str:
    return "\n".join(part.value for kind in (at.markdown, at.caption, at.info, at.subheader) for part in kind)


def links(at: AppTest) -> dict[str, str]:
    """{label of a link to a page: its address}; of several with one label the first."""
    found: dict[str, str] = {}
    for link in at.get("page_link"):
        found.setdefault(link.proto.label, f"{link.proto.page}?{link.proto.query_string}")
    return found


DAY = date(2026, 11, 20)


def refer_to_blue(engine: Engine, **told: Any) -> None:
    """A case that needs A1 in the first area, referred to the first organization."""
    with writing(engine) as session:
        session.add(SharedCase(id=1, code=CODE, opened_on=DAY))
        session.flush()
        kind = session.exec(select(ServiceType.id).where(ServiceType.code == "A1")).one()
        session.add(CaseNeed(id=1, case_id=1, service_type_id=kind, area_id=1, opened_on=DAY))
        session.flush()
        session.add(Referral(need_id=1, referred_organization_id=1, sent_on=DAY, **told))


def test_who_declined_the_case_the_page_is_opened_for_is_not_called_again(engine: Engine, dashboard: Dashboard) -> None:
    stored(engine, north().serves("Blue", "A1", "TH57").serves("Green", "A1", "TH50"))
    refer_to_blue(engine, closed_on=DAY, state=ReferralState.DECLINED)
    assert "## Contact Blue." in words(dashboard("whom_to_call", type="A1", area="TH57"))
    told = words(dashboard("whom_to_call", type="A1", area="TH57", case=CODE))
    assert "Contact Green in Area TH50" in told
    assert "Declined this case on 20 Nov 2026." in told


def test_free_places_older_than_a_referral_they_took_are_asked_for_again(engine: Engine, dashboard: Dashboard) -> None:
    stored(engine, north().serves("Blue", "A1", "TH57", date(2026, 11, 2), capacity=8, capacity_available=2))
    assert not dashboard("whom_to_call", type="A1", area="TH57").number_input
    refer_to_blue(engine, accepted_on=DAY, state=ReferralState.ACCEPTED)
    at = dashboard("whom_to_call", type="A1", area="TH57")
    assert "2 of 8 places free on 2 Nov 2026. 1 referral accepted since." in words(at)

    assert not dashboard("directory", organization="1").exception, "with one column more"

    at.number_input[0].set_value(1)
    at.text_input(key="places told by 1").set_value("The night desk").run()
    at.button(key="save free places 1").click().run()

    assert "1 of 8 places free on 25 Nov 2026." in words(at)
    assert not at.number_input


def test_the_answer_names_whom_to_call_with_a_number_that_dials(engine: Engine, dashboard: Dashboard) -> None:
    stored(engine, north().serves("Blue", "A1", "TH57", capacity=8, capacity_available=2).serves("Green", "A1", "TH50"))
    with writing(engine) as session:
        session.add(Contact(organization_id=1, name="Malee", phone="053 000 001"))
        session.add(Contact(organization_id=1, name="Dee", email="dee@blue.example"))
    at = dashboard("whom_to_call", type="A1", area="TH57")
    assert "## Call Blue." in words(at)
    assert ":material/call: **Malee** · [053 000 001](tel:053000001)" in words(at)
    assert ":material/person: **Dee** · no telephone recorded · " in words(at)
    assert "hours unknown" not in words(at)
    assert "2 of 8 places free on 25 Nov 2026." in words(at)
    action = links(at)["Add an action for this call"]
    assert "area=TH57" in action
    assert "type=A1" in action
    assert "what=Can+Blue" in action or "what=Can%20Blue" in action
    assert "organization" not in action, "who calls is rarely who is called"


def test_what_is_asked_for_stands_in_the_address_and_decides(engine: Engine, dashboard: Dashboard) -> None:
    world = north().serves("Adults", "A1", "TH57", minimum_age=18).serves("Children", "A1", "TH57", maximum_age=17)
    stored(engine, world)
    at = dashboard("whom_to_call", type="A1", area="TH57", age="12-14")
    assert "## Contact Children." in words(at)
    assert "does not fit" in words(at)
    at.segmented_control(key="pick age").set_value("25+").run()
    assert at.query_params["age"] in ("25+", ["25+"])
    assert "## Contact Adults." in words(at)
    assert "25 and over" in words(at)


def test_who_does_not_fit_is_no_one_to_call_next(engine: Engine, dashboard: Dashboard) -> None:
    world = north().serves("Blue", "A1", "TH57", maximum_age=17).serves("Green", "A1", "TH57").serves("Red", "A1", "TH57")
    stored(engine, world.serves("Adults", "A1", "TH57", minimum_age=18, languages="en"))
    at = dashboard("whom_to_call", type="A1", area="TH57", age="12-14")
    told = [part.value for part in at.main if part.type in ("subheader", "markdown")]
    heads = [told.index(head) for head in ("If they cannot help, call", "Others nearby")]
    numbers = [next(n for n, text in enumerate(told) if text.startswith(f"**{who}")) for who in ("2. ", "3. ", "4. Adults")]
    assert heads[0] < numbers[0] < numbers[1] < heads[1] < numbers[2]
    asked = dashboard("whom_to_call", type="A1", area="TH57", age="12-14", language="th")
    assert "ask if it fits" not in words(asked), "who does not fit needs not be asked"
    alone = dashboard("whom_to_call", type="A1", area="TH57", age="25+")
    assert "If they cannot help, call" in words(alone), "Green and Red"


def test_the_answer_says_itself_that_it_was_confirmed_too_long_ago(engine: Engine, dashboard: Dashboard) -> None:
    stored(engine, north().serves("Blue", "A1", "TH57", date(2026, 2, 20)))
    title = next(part.value for part in dashboard("whom_to_call", type="A1", area="TH57").markdown if "## " in part.value)
    assert title == "## Contact Blue. :orange-badge[:material/schedule: confirmed 9 months ago: ask first]"
    with writing(engine) as session:
        for service in session.exec(select(Service)):
            service.assured_on = date(2026, 11, 13)
    title = next(part.value for part in dashboard("whom_to_call", type="A1", area="TH57").markdown if "## " in part.value)
    assert title == "## Contact Blue. :green-badge[:material/event_available: confirmed 12 days ago]"


def test_what_only_words_say_of_whom_it_is_for_is_asked_before_a_call(engine: Engine, dashboard: Dashboard) -> None:
    stored(engine, north().serves("Blue", "A1", "TH57", date(2026, 11, 13)))
    with writing(engine) as session:
        for service in session.exec(select(Service)):
            service.eligibility = "Women and children"
    fits = ":green-badge[:material/event_available: confirmed 12 days ago]"
    asked = {"sex": "male"}, {}
    titles = [
        next(part.value for part in dashboard("whom_to_call", type="A1", area="TH57", **person).markdown if "## " in part.value)
        for person in asked
    ]
    assert titles == [f"## Contact Blue. {fits} :orange-badge[:material/help: ask if it fits]", f"## Contact Blue. {fits}"]


def test_a_language_that_they_do_not_speak_is_asked_about_first_and_one_not_given_is_only_told(
    engine: Engine, dashboard: Dashboard
) -> None:
    stored(engine, north().serves("Blue", "A1", "TH57", languages="th").serves("Green", "A1", "TH50"))
    asked = dashboard("whom_to_call", type="A1", area="TH57", language="my")
    title, *facts = [part.value for part in asked.markdown if "## " in part.value or "\n:material/" in part.value]
    assert title.endswith(":orange-badge[:material/help: ask if it fits]")
    assert facts[0].startswith(":material/priority_high: Burmese is not among their languages: Thai.")
    spoken = dashboard("whom_to_call", type="A1", area="TH57", language="th")
    not_given = dashboard("whom_to_call", type="A1", area="TH50", language="my")
    assert "Languages of the service not given." in words(not_given)
    titles = [next(part.value for part in at.markdown if "## " in part.value) for at in (spoken, not_given)]
    assert not [title for title in titles if "orange-badge" in title]


def test_languages_of_the_focal_point_are_not_told_twice(engine: Engine, dashboard: Dashboard) -> None:
    stored(engine, north().serves("Blue", "A1", "TH57", languages="th"))
    assert "They speak Thai." in words(dashboard("whom_to_call", type="A1", area="TH57"))
    with writing(engine) as session:
        session.add(Contact(organization_id=1, name="Malee", languages="th"))
    told = words(dashboard("whom_to_call", type="A1", area="TH57"))
    assert "speaks Thai" in told
    assert "They speak Thai." not in told
    assert "They speak Thai." in words(dashboard("whom_to_call", type="A1", area="TH57", language="th")), "it was asked for"


def test_another_sex_says_of_what_it_is_another(engine: Engine, dashboard: Dashboard) -> None:
    stored(engine, north().serves("Blue", "A1", "TH57", serves_sex="other"))
    told = words(dashboard("whom_to_call", type="A1", area="TH57", sex="other"))
    assert "Area TH57 · people of another sex or gender" in told
    assert "For people of another sex or gender." in told


def test_at_most_five_facts_of_the_first_stand_open_and_those_against_it_come_first(
    demo_engine: Engine, dashboard: Dashboard
) -> None:
    at = dashboard("whom_to_call", type="I5", area="TH5709", age="15-17", sex="female", language="my", urgency="urgent")
    answer = next(part.value for part in at.markdown if "\n:material/" in part.value)
    facts = answer.split("\n\n")  # a paragraph each: a second line begins under the first
    assert len(facts) <= 5
    signs = [line.split(":")[1] for line in facts]
    assert signs == sorted(signs, key=lambda sign: sign != "material/priority_high")


def test_a_shelter_for_tonight_is_told_from_one_for_months_where_it_is_chosen(
    demo_engine: Engine, dashboard: Dashboard
) -> None:
    at = dashboard("whom_to_call", type="I5", area="TH57", age="15-17")
    assert "A safe place now, for days or weeks" in words(at)
    assert ") · hours unknown" in words(at), "of a number that may be called by night"
    other = links(at)["Look for A1 Longer-term shelter, foster and kinship care instead"]
    assert "type=A1" in other
    assert "age=15-17" in other
    assert "ที่ปลอดภัยทันที" in words(dashboard("whom_to_call", type="I5", area="TH57", lang="th"))


def test_nobody_is_an_answer_with_who_might_take_it_on(engine: Engine, dashboard: Dashboard) -> None:
    world = north().asked("A1", "TH57").serves("Blue", "I5", "TH57").serves("Green", "I5", "TH57")
    world.types["A2"] = "aftercare"
    world.serves("Related", "A2", "TH57")
    stored(engine, world)
    at = dashboard("whom_to_call", type="A1", area="TH57")
    assert "No provider in Area TH57: asked on 25 Nov 2026." in words(at)
    assert "**Related**" in words(at)
    assert "Add an action for this" in links(at)


def test_where_nobody_is_known_an_urgent_call_goes_to_what_was_agreed_on_and_the_page_says_to_ask_around(
    engine: Engine, dashboard: Dashboard
) -> None:
    stored(engine, north().serves("Blue", "I5", "TH50"))
    at = dashboard("whom_to_call", type="A1", area="TH57", urgency="urgent")
    told = [part.value for part in at.markdown]
    heading = next(n for n, text in enumerate(told) if text.startswith("## No known provider"))
    assert told[heading + 1].startswith("Urgent: call the hotline")
    assert "area=TH57" in links(at)["Agreed protocol"]
    assert "There may be a provider." in words(at)
    assert "No known provider in this area." in words(at)
    assert "What to have ready" not in words(at)
    assert not [part for part in at.expander if part.label == "Why this order?"]
    assert "Urgent: call" not in words(dashboard("whom_to_call", type="A1", area="TH57"))


def test_who_is_full_here_and_free_farther_away_stands_in_both_lists(engine: Engine, dashboard: Dashboard) -> None:
    world = north().serves("Blue", "A1", "TH57", capacity=4, capacity_available=0).serves("Blue", "A1", "TH90")
    world.areas["TH90"] = None
    stored(engine, world)
    at = dashboard("whom_to_call", type="A1", area="TH57")
    assert "No known provider can help now. Ask Blue first." in words(at)
    assert "Full on 25 Nov 2026." in words(at)
    assert "Elsewhere: Area TH90." in words(at)


def test_before_anything_is_chosen_the_page_says_what_to_choose(engine: Engine, dashboard: Dashboard) -> None:
    stored(engine, north().serves("Blue", "I5", "TH50"))
    at = dashboard("whom_to_call")
    assert "Choose a service type and an area." in words(at)
    assert "Service gaps" in links(at)
    at = dashboard("whom_to_call", type="Z9", area="TH99", age="seven")
    assert "Choose a service type and an area." in words(at)


def test_a_cell_of_the_coverage_page_leads_here(engine: Engine, dashboard: Dashboard) -> None:
    stored(engine, north().serves("Blue", "A1", "TH57"))
    at = dashboard("coverage", area="TH57", type="A1")
    assert links(at)["Find this service"].endswith("area=TH57&type=A1")


def test_the_page_speaks_thai(engine: Engine, dashboard: Dashboard) -> None:
    stored(engine, north().serves("Blue", "A1", "TH57"))
    assert "ติดต่อ Blue" in words(dashboard("whom_to_call", type="A1", area="TH57", lang="th"))


def test_the_kind_of_help_and_then_the_area_are_one_click_each(engine: Engine, dashboard: Dashboard) -> None:
    stored(engine, north().serves("Blue", "A1", "TH57"))
    at = dashboard("whom_to_call")
    kinds = next(group for group in at.get("button_group") if group.label == "Aftercare")
    at = kinds.set_value("A1").run()
    assert "## Choose an area." in words(at)
    assert at.query_params["type"] == "A1"
    areas = next(group for group in at.get("button_group") if group.label == "Area TH57")
    at = areas.set_value("TH57").run()
    assert "## Contact Blue." in words(at)
    assert not [group for group in at.get("button_group") if group.label in {"Aftercare", "Area TH57"}]
