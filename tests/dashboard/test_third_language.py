"""A coalition whose language is a file that somebody added."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from coalition import locale
from coalition.database import writing
from coalition.edits import directory as edits
from coalition.models import Area, Organization, ServiceType
from tests.support.day import TODAY
from tests.support.swahili import swahili as swahili

Dashboard = Callable[..., AppTest]


def test_a_page_speaks_the_new_language_and_english_where_a_word_is_missing(
    swahili: locale.Language, demo_engine: Engine, dashboard: Dashboard
) -> None:
    at = dashboard("settings", lang="sw")
    assert not at.exception
    assert at.title[0].value == "Mipangilio"
    assert at.segmented_control(key="lang").options == ["English", "ไทย", "Kiswahili"]


def test_whoever_speaks_swahili_can_be_asked_for(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    with writing(sqlite_engine) as session:
        session.add(Organization(name="Tumaini House", name_key="tumaini house"))
        session.add(Area(pcode="KE001", level=1, country="KE", name="Mombasa"))
        session.add(ServiceType(code="A1", name="Longer-term shelter"))
    told = {"assured_on": TODAY, "assured_by": "Amina", "at": datetime(2026, 11, 25, 9, tzinfo=UTC)}
    edits.state_service(sqlite_engine, organization_id=1, service_type_id=1, area_id=1, languages="Swahili;Mijikenda", **told)
    at = dashboard("whom_to_call", type="A1", area="KE001", language="sw")
    offered = at.selectbox(key="pick language").options
    assert offered[:3] == ["Any language", "mijikenda", "Swahili"]
    assert "Tumaini House" in " ".join(told.value for told in at.markdown)
