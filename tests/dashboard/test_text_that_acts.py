"""Whatever stands in the data, a page shows it as text: no script, no link, no picture, no formatting comes of it."""

import shutil
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote

import pytest
import streamlit as st
from sqlalchemy import Engine, text
from streamlit.testing.v1 import AppTest

from coalition import database
from coalition.database import ROOT
from tests.support.demo import demo_file
from tests.support.planted import PAYLOADS, alive, is_message, plant

Dashboard = Callable[..., AppTest]
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
OPENED = [
    *(
        "present?step=gaps",
        "present?step={area}",
        "coverage?view=map",
        "coverage?view=squares",
        "coverage?type={kind}&area={area}",
    ),
    *(
        "whom_to_call?type={kind}&area={area}",
        "referrals?referral={sent}-1",
        "referrals?organization=3",
        "referral_flow?by=area",
    ),
    *("actions?action=1", "actions?new=1&area={area}&type={kind}", "directory?organization=2", "directory?person=3"),
    *(
        "meetings?meeting=3",
        "resources?resource=1",
        "resources?words=[evil](https://evil.example/a)",
        "cases?case={case}",
        "checklists?list={list}",
        "protocol?area={area}",
        "single_providers?without=3,7",
    ),
]
"""Pages with something opened in them; {area}, {kind} and {list} are codes of rows that are stored."""


@pytest.fixture(scope="module")
def planted_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo coalition with the 22 texts in every text column."""
    path = tmp_path_factory.mktemp("planted") / "planted.db"
    shutil.copyfile(demo_file(), path)
    engine = database.open_engine(f"sqlite:///{path.as_posix()}")
    done = plant(engine)
    engine.dispose()
    database.open_engine.cache_clear()
    assert {"organization.name", "person.name", "meeting.title", "action_item.what", "area.name", "verdict.reason"} <= set(done)
    return path


@pytest.fixture
def planted(planted_file: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A database that nothing is written to, shared by the tests of this file."""
    url = f"sqlite:///{planted_file.as_posix()}"
    monkeypatch.setenv("COALITION_DATABASE_URL", url)
    return database.open_engine(url)


def parts(node: Any) -> Iterator[Any]:
    """What a page sent: every element and block."""
    if is_message(getattr(node, "proto", None)):
        yield node.proto
    for child in (getattr(node, "children", None) or {}).values():
        yield from parts(child)


@pytest.mark.parametrize("address", [*PAGES, *OPENED])
def test_what_somebody_typed_stays_text_on_every_page(address: str, planted: Engine, dashboard: Dashboard) -> None:
    page, _, query = address.partition("?")
    at = dashboard(page, **dict(parse_qsl(query.format(**_codes(planted)))))
    assert [told for part in parts(at._tree) for told in alive(part)] == []


class Acting(HTMLParser):
    """What would act in a file that is opened in a browser."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        foreign = {"script", "img", "svg", "iframe", "a", "object", "embed", "link", "form"}
        if tag in foreign or any(name.startswith("on") or "evil" in str(value) for name, value in attrs):
            self.found.append(self.get_starttag_text() or tag)

    def handle_data(self, data: str) -> None:
        if self.cdata_elem and "evil" in data:
            self.found.append(data)


@pytest.mark.parametrize("address", ["checklists?list={list}", "cases?case={case}&ready={wanted}&receiver=3"])
def test_what_somebody_typed_stays_text_in_the_sheets_that_are_printed(
    address: str, planted: Engine, dashboard: Dashboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved: dict[str, bytes] = {}

    def keep(_label: str, data: Any, *, file_name: str, **_options: Any) -> None:
        saved[file_name] = data() if callable(data) else data

    monkeypatch.setattr(st, "download_button", keep)
    page, _, query = address.partition("?")
    at = dashboard(page, **dict(parse_qsl(query.format(**_codes(planted)))))
    for urgency in [box for box in at.selectbox if "sheet urgency" in str(box.key)]:
        urgency.set_value("urgent").run()
    sheets = {name: data.decode() for name, data in saved.items() if data.lstrip().startswith(b"<")}
    assert any("evil" in sheet for sheet in sheets.values())
    assert [found for sheet in sheets.values() for found in Acting(sheet).found] == []


def _codes(engine: Engine) -> dict[str, str]:
    """Codes for an address, with the planted texts in them, as they stand in an address."""
    most = "SELECT {} FROM service JOIN {} ON {}.id = service.{}_id GROUP BY 1 ORDER BY COUNT(*) DESC, 1 LIMIT 1"
    with engine.connect() as connection:
        found = {
            "area": connection.scalar(text(most.format("pcode", "area", "area", "area"))),
            "kind": connection.scalar(text(most.format("code", "service_type", "service_type", "service_type"))),
            "case": connection.scalar(
                text("SELECT code FROM shared_case WHERE id = (SELECT MIN(case_id) FROM case_need WHERE closed_on IS NULL)")
            ),
            "wanted": connection.scalar(
                text(
                    "SELECT code FROM service_type WHERE id = (SELECT service_type_id FROM case_need WHERE closed_on IS NULL"
                    " ORDER BY case_id, id LIMIT 1)"
                )
            ),
            "sent": connection.scalar(
                text(
                    "SELECT code FROM shared_case WHERE id = (SELECT MIN(case_id) FROM case_need AS n"
                    " JOIN referral AS r ON r.need_id = n.id)"
                )
            ),
            "list": connection.scalar(text("SELECT code FROM checklist ORDER BY id LIMIT 1")),
        }
    return {name: quote(str(code)) for name, code in found.items()}


READ_AS_WRITTEN = [payload for payload in PAYLOADS if not set(payload) & set('"&|')]  # the reader takes these signs for its own


def test_what_stands_in_a_file_stays_text_before_it_is_confirmed(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    rows = "".join(f'2026-05-14,"{payload}","{payload} House"\n' for payload in READ_AS_WRITTEN)
    refused = "".join(f'2026-02-31,"{payload}",A House\n' for payload in READ_AS_WRITTEN)
    at = dashboard("import_data")
    data = f"Date,Name,Organization\n{rows}{refused}".encode()
    at.file_uploader(key="files").set_value([(f"{PAYLOADS[15]}.csv", data, "text/csv")]).run()
    assert "".join(part.value for part in at.markdown).count("evil") > 2 * len(READ_AS_WRITTEN)
    assert [told for part in parts(at._tree) for told in alive(part)] == []
