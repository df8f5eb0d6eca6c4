"""The page of shared resources: found, added, retired; the one way out of the house; and where else they are shown."""

import ast
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from coalition import models as m
from coalition import shared_files
from coalition.database import ROOT, writing
from coalition.edits.resources import Told, add_resource
from coalition.vocabulary import ResourceKind
from tests.support.filled import lists_text
from tests.support.importing import stored
from tests.support.sources import nodes

Dashboard = Callable[..., AppTest]
TODAY, AT = date(2026, 11, 25), datetime(2026, 11, 25, 9, tzinfo=UTC)


def texts(at: AppTest) -> str:
    return " ".join(element.value for element in [*at.markdown, *at.caption, *at.info, *at.subheader, *at.error, *at.success])


def way_out(at: AppTest) -> list[tuple[str, str]]:
    """(label, address) of the buttons that lead out of the house."""
    found = []
    for part in at._tree:
        proto = getattr(part, "proto", None)
        if getattr(part, "type", "") == "link_button" and proto is not None:
            found.append((proto.label, proto.url))
    return found


def fill(at: AppTest, **told: str) -> None:
    """Fill the form of a new resource as far as it is told."""
    at.text_input(key="resource title").set_value(told.get("title", "House rules")).run()
    next(box for box in at.selectbox if box.label == "Kind of resource").set_value(ResourceKind.POLICY).run()
    next(box for box in at.selectbox if box.label == "Link or file").set_value(told["source"]).run()
    next(group for group in at.segmented_control if group.label == "Shared on").set_value("2026-11-25").run()


def test_an_empty_page_says_what_belongs_here_and_presets_nothing(dashboard: Dashboard, sqlite_engine: Engine) -> None:
    at = dashboard("resources")
    assert "contact lists and laws that members share. Add the first." in texts(at)
    assert [b.disabled for b in at.button if b.label == "Choose its kind, a link or a file and the day"] == [True]
    fill(at, source="link")
    at.text_input(key="resource link").set_value("javascript:evil()").run()
    at.button(key="share resource").click().run()
    assert "This is not a web address." in texts(at)
    at.text_input(key="resource link").set_value("https://shared.example/rules").run()
    at.button(key="share resource").click().run()
    assert [row["title"] for row in stored(sqlite_engine, m.Resource)] == ["House rules"]
    assert "## 1 shared resource" in texts(at)
    at.button(key="undo-last-edit").click().run()
    assert stored(sqlite_engine, m.Resource) == []


def test_a_file_is_added_once_somebody_has_looked_into_it(dashboard: Dashboard, sqlite_engine: Engine) -> None:
    at = dashboard("resources")
    fill(at, source="file")
    at.file_uploader(key="resource file").set_value([("night numbers.csv", b"desk,1300\n", "text/csv")]).run()
    assert [b.disabled for b in at.button if b.label == "Tick that you checked the file"] == [True]
    next(box for box in at.checkbox if "shows who a survivor is" in box.label).check().run()
    at.button(key="share resource").click().run()
    (row,) = stored(sqlite_engine, m.Resource)
    assert (row["file_type"], row["file_size"]) == ("csv", 10)
    folder = shared_files.folder_of(sqlite_engine.url)
    assert shared_files.read(folder, row["file_hash"]) == b"desk,1300\n"
    at = dashboard("resources", resource=str(row["id"]))
    assert [b.label for b in at.get("download_button")] == ["Download (CSV, 1 kB)"]
    shared_files.forget(folder, row["file_hash"])
    assert "The file is not in its folder." in texts(dashboard("resources", resource=str(row["id"])))


@pytest.mark.parametrize(
    ("link", "out"),
    [
        ("https://shared.example/a", [("Open shared.example", "https://shared.example/a")]),
        ("javascript:evil()", []),
        ("https://good.example@evil.example/", []),
    ],
)
def test_an_address_leads_out_with_its_host_and_only_if_it_is_one(
    link: str, out: list[tuple[str, str]], dashboard: Dashboard, sqlite_engine: Engine
) -> None:
    with writing(sqlite_engine) as session:  # past the verb, as a backup of somebody else could bring it
        session.add(m.Resource(title="House rules", kind=ResourceKind.POLICY, link=link, shared_on=TODAY))
    assert way_out(dashboard("resources")) == []
    at = dashboard("resources", resource="1")
    assert way_out(at) == out
    assert [code.value for code in at.code] == [link], "it is read before it is followed"


def test_one_place_of_the_program_leads_out_of_the_house() -> None:
    asking = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "coalition").rglob("*.py")
        if "link_button" in path.read_text(encoding="utf-8")
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and node.attr == "link_button"
    }
    assert asking == {"coalition/views/resources/one.py"}


def test_what_is_retired_is_found_no_more_until_it_is_used_again(dashboard: Dashboard, sqlite_engine: Engine) -> None:
    law = Told("Anti-Trafficking Act", ResourceKind.LAW, "พ.ร.บ.", link="https://law.example/a", shared_on=TODAY)
    add_resource(sqlite_engine, law, today=TODAY, at=AT)
    at = dashboard("resources", words="trafficking")
    assert "## 1 found for “trafficking”" in texts(at)
    assert "พ.ร.บ." in lists_text(at), "words may have been found in the other title"
    at = dashboard("resources", resource="1")
    at.button(key="retire resource").click().run()
    assert "No longer used since 25 Nov 2026" in " ".join(warning.value for warning in at.warning)
    assert "Nothing fits." in texts(dashboard("resources"))
    assert "## 1 shared resource: Include those no longer used" in texts(dashboard("resources", kind="retired"))


def test_it_is_shown_on_the_cell_beside_the_checklist_and_where_somebody_looks_for_help(
    dashboard: Dashboard, demo_engine: Engine
) -> None:
    for page, address in (
        ("coverage", {"type": "I5", "area": "TH57"}),
        ("whom_to_call", {"type": "I5", "area": "TH57"}),
        ("checklists", {"list": "C4"}),
    ):
        at = dashboard(page, **address)
        assert "**Shared with us**" in texts(at), page
    assert [fold.label for fold in at.expander if fold.label == "1 more resource"] == ["1 more resource"]


def test_what_a_meeting_taught_is_noted_on_its_page_with_what_was_shown(dashboard: Dashboard, demo_engine: Engine) -> None:
    before = len(stored(demo_engine, m.MeetingNote))
    meeting = max(stored(demo_engine, m.Meeting), key=lambda row: row["held_on"])["id"]
    at = dashboard("meetings", meeting=str(meeting))
    assert "The interpreter sits beside the person and not beside the officer (Hilltribe Voices)" in texts(at)
    at.text_input(key=f"{meeting} lesson").set_value("Ask who pays the interpreter").run()
    box = next(box for box in at.selectbox if box.label == "Using this resource")
    box.set_value(
        box.options and next(row["id"] for row in stored(demo_engine, m.Resource) if "interpreter" in row["title"])
    ).run()
    at.button(key="note lesson").click().run()
    assert "Ask who pays the interpreter" in texts(at)
    at.button(key="undo-last-edit").click().run()
    assert len(stored(demo_engine, m.MeetingNote)) == before
