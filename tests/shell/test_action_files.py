"""What the actions page saves as a file: the table and the calendar."""

from datetime import date
from typing import Any

from sqlalchemy import create_engine

from coalition.database import ROOT
from coalition.settings import Settings
from coalition.shell.context import Page
from coalition.shell.widgets import csv_bytes
from coalition.views.actions.board import calendar_days, list_table

TODAY = date(2026, 11, 25)
ROW: dict[str, Any] = {
    "id": 5, "status": "overdue", "what": "=1+1", "organization": "Rim Kok Foundation", "person": None,
    "due_on": date(2026, 11, 20),
    "opened_on": date(2026, 11, 12), "closed_on": None, "carried": 0, "note": None, "pcode": "TH56", "area": "Phayao",
    "area_local": None, "code": "A1", "service_type": "Shelter", "service_type_local": None, "state_then": "none",
    "state_now": "none", "days": -5,
}  # fmt: skip


def page(name: str) -> Page:
    return Page(create_engine("sqlite://"), Settings(coalition_name=name), TODAY, 1, "en", is_demo=False)


def test_the_table_holds_days_a_spreadsheet_knows_and_no_formula() -> None:
    head, row = csv_bytes(list_table([ROW]), index=False).decode("utf-8-sig").splitlines()
    assert head.startswith("Status,What,Organization,Person,By when")
    assert row == 'Overdue,\'=1+1,Rim Kok Foundation,,2026-11-20,2026-11-12,0,,,"Shelter, Phayao: still no provider"'


def test_a_promise_is_the_same_event_in_every_later_file_and_another_one_in_another_coalition() -> None:
    first, later = (calendar_days(page("North"), [{**ROW, "what": what}])[0] for what in ("Call", "Call twice"))
    assert first.uid == later.uid
    assert calendar_days(page("South"), [ROW])[0].uid != first.uid
    assert (first.on, first.summary) == (date(2026, 11, 20), "Call (Rim Kok Foundation)")


def test_the_address_contract_is_told_where_others_look() -> None:
    told = (ROOT / "coalition" / "views" / "actions" / "board.py").read_text(encoding="utf-8").split('"""')[1]
    assert all(f"{name}=" in told for name in ("area", "type", "what", "referral", "new", "organization", "meeting", "action"))
