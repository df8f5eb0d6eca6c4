"""Apologies in minutes typed as text: who sent them is kept as excused, for an organization, and never as present."""

import pytest
from sqlalchemy import Engine

from coalition.database import reading
from coalition.imports.commit import commit
from coalition.imports.dispatch import plan_and_reading
from tests.builders import NOW, story

HEAD = """Minutes of the monthly meeting
Date: 10 September 2026

Present:
Anong Suksai (Lanna House)
Peter Novak (River Office)

"""


@pytest.mark.parametrize(
    "apologies",
    [
        "Apologies: Hannah Weber (Urban Light)",
        "Absent with apologies: Hannah Weber (Urban Light)",
        "Apologies were received from Hannah Weber (Urban Light), who is ill.",
        "Apologies\n- Hannah Weber, Urban Light\n- Tomas Berger, Kids Online Watch",
        "Apologies were received from Hannah Weber (Urban Light).",
        "Apologies for absence were received from Hannah Weber (Urban Light) and Tomas Berger (Kids Online Watch).",
    ],
)
def test_who_sent_apologies_is_excused_for_its_organization(engine: Engine, apologies: str) -> None:
    data = f"{HEAD}{apologies}\n\n1. Welcome\nAnong Suksai opened the meeting.\n".encode()
    with reading(engine) as session:
        plan, _ = plan_and_reading(session, data, "minutes.txt", today=NOW.date())
    commit(engine, plan, by="Kanya", now=NOW)

    expected = {("Anong Suksai", "Lanna House", "present"), ("Peter Novak", "River Office", "present")}
    expected |= {("Hannah Weber", "Urban Light", "excused")}
    expected |= {("Tomas Berger", "Kids Online Watch", "excused")} if "Tomas" in apologies else set()
    assert {(who[0], organization, state) for _, who, organization, state, _ in story(engine)["attendance"]} == expected
