"""The brief: two pages, tagged, readable by a machine, whatever the size of the coalition; and nothing a room may not see."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from sqlalchemy import Engine
from sqlmodel import Session, select
from typer.testing import CliRunner

from coalition import models as m
from coalition.__main__ import app
from coalition.answers.actions import SUGGESTED
from coalition.answers.brief import Brief, brief
from coalition.answers.paper_day import paper_day
from coalition.codes import new_code
from coalition.disclosure import NeedKey
from coalition.locale import translate
from coalition.papers.brief import brief_data, brief_pdf
from coalition.queries.publishing import Published
from coalition.settings import Settings
from tests.support.small_world import TODAY, World, north, store
from tests.support.thai_text import strange_words

THAI = "ที่พักพิงสำหรับเด็กที่นี่ ปิ่นแก้ว"


def facts(engine: Engine, world: World, *more: m.SQLModel) -> Brief:
    with Session(engine) as session:
        store(session, world)
        session.add_all(more)
        session.flush()
        day = paper_day(session, today=TODAY)
        assert day is not None
        return brief(session, settings=Settings(coalition_name=THAI), day=day)


def whole_country() -> World:
    """150 organizations in 77 provinces, with long names, and 28 service types."""
    provinces = [f"TH{n}" for n in range(100, 177)]
    kinds = {f"A{n}": ("prevention", "intervention", "aftercare")[n % 3] for n in range(28)}
    world = World(areas=dict.fromkeys(provinces), types=dict(kinds))
    for n in range(150):
        for step in range(3):
            place, kind = provinces[(5 * n + 11 * step) % 77], f"A{(3 * n + 5 * step) % 28}"
            world.serves(f"{THAI} มูลนิธิแห่งที่ {n} ของเครือข่ายภาคเหนือ", kind, place, TODAY - timedelta(days=20 * step))
    return world


def kids(element: Any) -> list[Any]:
    """What is in a part of a tagged PDF."""
    found = element.get("/K", [])
    return [one.get_object() for one in (found if isinstance(found, list) else [found])]


def tagged(element: Any, tag: str) -> list[Any]:
    """All parts of a tagged PDF that are this."""
    inside = [one for one in kids(element) if isinstance(one, dict)]
    return [one for one in inside if one.get("/S") == tag] + [one for part in inside for one in tagged(part, tag)]


def test_the_brief_of_a_whole_country_is_two_tagged_pages_and_says_what_was_left_out(sqlite_engine: Engine) -> None:
    promised = [m.ActionItem(what=f"{THAI} # *{n}*", opened_on=TODAY, due_on=TODAY + timedelta(days=n)) for n in range(40)]
    meetings = [m.Meeting(held_on=TODAY - timedelta(days=days)) for days in (10, 30)]
    found = facts(sqlite_engine, whole_country(), *promised, *meetings)
    for language in ("en", "th"):
        made = brief_pdf(found, language)
        assert not strange_words(made, brief_data(found, language))
        read = PdfReader(io.BytesIO(made))
        assert len(read.pages) == 2
        root = read.root_object
        tables = [kids(one) for one in tagged(root["/StructTreeRoot"], "/Table")]
        assert len(tables) == 3
        assert [rows[0]["/S"] for rows in tables] == ["/THead"] * 3, "each column is told by its head"
        assert root["/Lang"] == language
        assert (read.metadata and read.metadata.title) == brief_data(found, language)["title"]
        said = " ".join(page.extract_text() for page in read.pages)
        assert "# *0*" in said, "what somebody wrote is no markup"
        assert "20" in brief_data(found, language)["matrix"]["left_out"][0]
        assert ("Shown: the 20 of 77 areas" in said) is (language == "en")


def test_the_brief_holds_what_a_room_may_see_and_nothing_else(sqlite_engine: Engine) -> None:
    code = new_code()
    world = north().serves("Blue", "A1", "TH57").needed(code, "A1", "TH57")
    found = facts(sqlite_engine, world, m.ActionItem(what=f"Ask about {code}", opened_on=TODAY), m.Meeting(held_on=TODAY))
    said = str(brief_data(found, "en"))
    assert code not in said
    assert "Ask about (a case)" in said
    assert "No count of cases is published" in said
    assert found.picture.cells["unmet_need"].isna().all()
    newest = Published(1, datetime(2026, 11, 20, tzinfo=UTC), date(2026, 11, 19), 9, 11, None, 99, False, {(): 44}, {})
    newest.waiting[NeedKey("TH57", "aftercare", None)] = 22
    told = brief_data(replace(found, picture=replace(found.picture, published=newest)), "en")
    assert told["cases"] == ["Shared cases: **44 or more**.", "**Aftercare**, people waiting: Area TH57 22 or more."]
    assert "Counts published on 19 Nov 2026, rounded down to multiples of 11" in told["footer"]


def test_those_who_serve_most_areas_between_them_are_named_with_their_telephone(sqlite_engine: Engine) -> None:
    world = World(areas=dict.fromkeys(("TH50", "TH57", "TH56")), types={"A1": "aftercare", "I5": "intervention"})
    for name, areas in {"Big": ("TH50", "TH57"), "Twin": ("TH50", "TH57"), "Far": ("TH56",), "Gone": ()}.items():
        for area in areas:
            world.serves(name, "A1", area)
    world.serves("Nobody", "I5", "TH50").agreed("gap", "I5", "TH50")
    with Session(sqlite_engine) as session:
        store(session, world)
        for name, phone in (("Big", "053-000-101"), ("Far", None)):
            (own,) = session.scalars(select(m.Organization.id).where(m.Organization.name == name))
            session.add(m.Contact(organization_id=own, name="Malee", phone=phone))
        session.commit()
        found = brief(session, settings=Settings(), day=paper_day(session, today=TODAY))  # type: ignore[arg-type]
    (line,) = found.calls
    assert [(one.organization, one.phone) for one in line.called] == [("Big", "053-000-101"), ("Far", None), ("Twin", None)]
    assert "Malee" not in str(brief_data(found, "en"))


def test_of_those_who_serve_as_many_areas_who_is_full_or_has_no_telephone_is_named_last(sqlite_engine: Engine) -> None:
    world = north()
    world.serves("A full house", "A1", "TH57", capacity=8, capacity_available=0).serves("Near House", "A1", "TH57")
    world.serves("Old Word", "A1", "TH57", date(2026, 10, 1)).serves("Silent", "A1", "TH57")
    with Session(sqlite_engine) as session:
        store(session, world)
        for one in session.scalars(select(m.Organization).where(m.Organization.name != "Silent")).all():
            session.add(m.Contact(organization_id=one.id, name="Malee", phone="053-000-101"))
        session.commit()
        found = brief(session, settings=Settings(), day=paper_day(session, today=TODAY))  # type: ignore[arg-type]
    assert [one.organization for one in found.calls[0].called] == ["Near House", "Old Word", "Silent"]


def test_who_is_named_though_no_place_is_free_is_told_so(sqlite_engine: Engine) -> None:
    found = facts(sqlite_engine, north().serves("A full house", "A1", "TH57", capacity_available=0))
    assert brief_data(found, "en")["calls"][0]["lines"][0]["who"] == "A full house (no place free)"


def test_who_serves_one_district_is_not_said_to_serve_the_province(sqlite_engine: Engine) -> None:
    found = facts(sqlite_engine, north().serves("Legal Desk", "I5", "TH5709"))
    (call,) = brief_data(found, "en")["calls"]
    assert call["lines"][0]["where"] == ["Area TH57 (only in Area TH5709)"]


def test_a_brief_is_for_the_meeting_that_comes_and_names_days(sqlite_engine: Engine) -> None:
    coming, late = TODAY + timedelta(days=8), TODAY - timedelta(days=2)
    gap = {"what": "Find help: Help A1, Area TH57", "area_id": 1, "service_type_id": 1, "opened_on": late}
    promised = [m.ActionItem(**gap, due_on=coming), m.ActionItem(what="Ring", opened_on=late, due_on=late)]
    found = facts(sqlite_engine, north(), *promised, *(m.Meeting(held_on=day) for day in (TODAY, coming)))
    told = brief_data(found, "en")
    assert told["subtitle"] == f"{THAI} · For the meeting of 3 Dec 2026 · as of 25 Nov 2026"
    assert [row["due"] for row in told["actions"]] == ["overdue since 23 Nov 2026", "by 3 Dec 2026"]
    assert [row["what"] for row in brief_data(found, "th")["actions"]] == [
        "Ring",
        translate(SUGGESTED, "th", kind="Help A1", area="Area TH57"),
    ]
    nothing_set = replace(found, day=replace(found.day, next_on=None))
    assert brief_data(nothing_set, "en")["subtitle"] == f"{THAI} · as of 25 Nov 2026"


def test_the_day_of_a_paper_is_today_after_the_newest_meeting_and_else_that_of_its_meeting(sqlite_engine: Engine) -> None:
    days = [date(2026, 9, 3), date(2026, 10, 8), date(2026, 11, 12), date(2026, 12, 10)]
    with Session(sqlite_engine) as session:
        session.add_all(m.Meeting(held_on=day) for day in days)
        session.flush()
        newest, earlier = (paper_day(session, today=TODAY, meeting_on=day) for day in (None, days[1]))
        assert newest
        assert earlier
        assert (newest.on, newest.since, newest.next_on) == (TODAY, days[1], days[3])
        assert (earlier.on, earlier.since, earlier.next_on) == (days[1], days[0], days[2])
        assert paper_day(session, today=TODAY, meeting_on=date(2026, 11, 1)) is None


def test_the_terminal_writes_the_brief_and_names_what_it_does_not_know(sqlite_engine: Engine, tmp_path: Path) -> None:
    out = tmp_path / "brief.pdf"
    assert CliRunner().invoke(app, ["brief", "--out", str(out), "--lang", "th"], catch_exceptions=False).exit_code == 0
    assert len(PdfReader(out).pages) == 2
    for wrong in (["--lang", "xx"], ["--meeting", "2026-11-01"]):
        assert CliRunner().invoke(app, ["brief", "--out", str(tmp_path / "b.pdf"), *wrong]).exception
