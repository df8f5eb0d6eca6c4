"""The page about who is tied with whom, without a browser."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, text
from streamlit.testing.v1 import AppTest

from coalition.database import writing
from tests.support.filled import rows_shown

Dashboard = Callable[..., AppTest]


def words(at: AppTest) -> str:
    return " ".join(part.value for kind in (at.markdown, at.caption, at.info, at.subheader) for part in kind)


def test_the_page_says_how_many_are_tied_who_is_alone_and_what_ties(demo_engine: Engine, dashboard: Dashboard) -> None:
    at = dashboard("togetherness")
    said = words(at)
    assert "**24 of 40** members are connected through referrals in one group" in said
    assert "A year earlier: 30 of 37." in said
    assert "16 members connected with no other member" in [part.label for part in at.expander]
    assert "withdrawn referrals are not counted" in said
    assert "Connected with no other sector: **Police, Private sector**" in said
    assert rows_shown(at)[0]["Organization"] == "Asia Return Program (demo)"


def test_without_a_bridge_the_page_names_who_is_cut_off(demo_engine: Engine, dashboard: Dashboard) -> None:
    said = words(dashboard("togetherness", without="36"))
    assert "Without Asia Return Program (demo): **23 of 39** members would be connected, in 2 groups." in said
    assert "Ton Rak Learning Center · House of Return" in said


def test_meetings_have_a_slider_and_its_number_stands_in_the_definition(demo_engine: Engine, dashboard: Dashboard) -> None:
    at = dashboard("togetherness", by="meetings")
    at.slider[0].set_value(9).run()
    assert "at least 9 of the same 11 meetings" in words(at)


@pytest.mark.parametrize("told", ["DELETE FROM membership", "DELETE FROM tie_tally"])
def test_without_members_or_ties_the_page_says_so_and_leads_on(told: str, demo_engine: Engine, dashboard: Dashboard) -> None:
    with writing(demo_engine) as session:
        session.execute(text(told))
    said = words(dashboard("togetherness"))
    assert ("No organization is a member" in said) == ("membership" in told)
    assert ("Since 1 Jan 2026, no members have been connected through referrals" in said) == ("tally" in told)
