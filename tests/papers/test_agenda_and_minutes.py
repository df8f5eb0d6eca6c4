"""The agenda that is drafted and the minutes that are printed: lines that can be kept, pages that can be read."""

import io
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import Engine
from sqlmodel import Session
from typer.testing import CliRunner

from coalition import models as m
from coalition.__main__ import app
from coalition.answers.agenda import AgendaFacts, agenda_facts
from coalition.answers.minutes import minutes
from coalition.answers.present import GapLine
from coalition.codes import new_code
from coalition.edits.minutes import close_minutes
from coalition.edits.screen import screened
from coalition.minutes import Decided, Minutes, Promise, Taught, There, as_stored
from coalition.papers.agenda import LONGEST, AgendaDay, agenda_data, agenda_pdf, drafted, told_in
from coalition.papers.minutes import minutes_data, minutes_pdf
from coalition.settings import Settings
from coalition.vocabulary import CellState
from tests.support.small_world import TODAY, north, store

BEFORE = TODAY - timedelta(days=14)
COMING = date(2026, 12, 10)


def facts(engine: Engine, *more: m.SQLModel) -> AgendaFacts:
    world = north().serves("Blue", "A1", "TH57", assured_on=BEFORE).agreed("gap", "I5", "TH57").asked("A1", "TH50", TODAY)
    with Session(engine) as session:
        store(session, world)
        for row in (m.Meeting(held_on=BEFORE), m.Meeting(held_on=COMING), *more):
            session.add(row)
            session.flush()
        return agenda_facts(session, settings=Settings(coalition_name="North"), today=TODAY)


@pytest.mark.both_engines
def test_an_agenda_is_drafted_from_what_is_open_and_changed_and_names_no_case(engine: Engine) -> None:
    code = new_code()
    told = {"organization_id": 1, "opened_on": BEFORE}
    found = facts(
        engine,
        m.ActionItem(what=f"Ask about {code}", due_on=TODAY - timedelta(days=1), **told),
        m.ActionItem(what="Print the list", due_on=COMING, **told),
        m.ActionItem(what="Much later", due_on=COMING + timedelta(days=1), **told),
    )
    assert drafted(found, "en") == [
        "Welcome",
        "What changed since 11 Nov 2026",
        "Overdue: Ask about (a case) (Blue, by 24 Nov 2026)",
        "Action: Print the list (Blue, by 10 Dec 2026)",
        "Open, due later: Much later (11 Dec 2026)",
        "Referrals: who is still waiting for an answer?",
        "Decide on Help A1, missing in Area TH50",
        "Decide on Help I5, missing in Area TH57",
        "What we learned from each other",
        "Next meeting",
    ]
    assert drafted(found, "th")[0] == "ยินดีต้อนรับ"


def test_a_drafted_line_that_nobody_changed_is_printed_in_the_language_of_the_paper(sqlite_engine: Engine) -> None:
    due = m.ActionItem(what="Print the list", due_on=COMING, organization_id=1, opened_on=BEFORE)
    found = replace(facts(sqlite_engine, due), new=["Rim Kok"])
    kept = drafted(found, "en")
    assert told_in(kept, found, "en") == kept
    assert told_in(kept, found, "th") == drafted(found, "th") != kept
    assert told_in(drafted(found, "th"), found, "en") == kept
    assert told_in(["Welcome!", *kept[1:]], found, "th") == ["Welcome!", *drafted(found, "th")[1:]], "a changed line stays"
    later = replace(found, late=found.due, due=[], new=[])
    (action, welcome) = (next(line for line in kept if word in line) for word in ("Action", "Rim Kok"))
    told = told_in([action, welcome], later, "th")
    assert told[0] in told_in(kept, found, "th"), "overdue since it was drafted, and still known"
    assert told[1] == welcome, "no longer new: as stored"


def test_every_drafted_line_can_be_kept_however_many_and_long_the_names_are(sqlite_engine: Engine) -> None:
    names = [f"Foundation {{no. {n}}} for the protection of children and families" for n in range(60)]
    late = {"what": "w" * 160, "organization": "o" * 60, "due_on": TODAY}
    found = replace(facts(sqlite_engine), new=names, returned=names[:1], missed=["x" * 200], late=[late] * 9)
    lines = drafted(found, "en")
    assert [screened(line) for line in lines] == lines
    assert max(map(len, lines)) <= LONGEST
    assert "The other open actions" in lines
    assert next(line for line in lines if "new members" in line).endswith("and 59 more")
    read = PdfReader(io.BytesIO(agenda_pdf(lines, found.settings, "en", AgendaDay(COMING, "13:30"), on=TODAY)))
    assert "Agenda of 10 Dec 2026" in (told := read.pages[0].extract_text())
    assert "Start time: 13:30" in " ".join(told.split())
    assert "Place:" in told, "not told: there is room to write it"


def test_members_that_joined_since_the_last_meeting_are_greeted_and_what_rests_on_one_is_a_gap(sqlite_engine: Engine) -> None:
    joined = {"Long there": BEFORE - timedelta(days=400), "At the last": BEFORE, "Since": BEFORE + timedelta(days=1)}
    named = [m.Organization(id=n, name=name, name_key=name.lower()) for n, name in enumerate(joined, start=50)]
    members = [m.Membership(organization_id=n, from_on=day) for n, day in enumerate(joined.values(), start=50)]
    found = facts(sqlite_engine, *named, m.Meeting(held_on=BEFORE, start="9:00"), *members)
    assert found.new == ["Since"]
    assert (found.start, found.place) == ("", ""), "of the meeting to come"
    alone = [GapLine([cell | {"state": CellState.FRAGILE}], {CellState.FRAGILE: 1}) for cell in found.gaps[0].cells[:1]]
    assert "Find a second provider: Help A1 in Area TH50" in drafted(replace(found, gaps=alone), "en")


def test_minutes_of_a_large_meeting_are_tagged_pages_with_everybody_on_them(tmp_path: Path) -> None:
    found = Minutes(
        coalition="เครือข่ายที่นี่สำหรับปิ่น",
        held_on="2026-11-25",
        title="Monthly",
        place=None,
        start="13:30",
        present=tuple(There(f"Organization {n} # *x*", (f"Person {n}", "Malee")) for n in range(150)),
        missing=("Rim Kok",),
        expected=151,
        here=150,
        decisions=("Meet in Nan",),
        about=((0, ("Shelter", "ที่พัก"), ("Nan", "น่าน")),),
        agreed=(Decided("barrier", ("Shelter", "ที่พัก"), ("Chiang Rai", "เชียงราย"), "men_boys", f"Ask about {new_code()}"),),
        promised=(Promise("Print the list", "Rim Kok", None),),
        learned=(Taught("A child is heard once", "Rim Kok", ("How to hear a child", None)),),
    )
    for language in ("en", "th"):
        made = minutes_pdf(found, Settings(), language, version=2, closed_on=TODAY)
        read = PdfReader(io.BytesIO(made))
        assert (read.root_object["/Lang"], "/StructTreeRoot" in read.root_object) == (language, True)
    data = minutes_data(found, Settings(), "en")
    assert data["decisions"]["lines"][0] == "Meet in Nan (Shelter, Nan)"
    assert data["decisions"]["lines"][1].endswith("Ask about (a case)")
    said = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(minutes_pdf(found, Settings(), "en"))).pages)
    assert all(f"Organization {n} # *x*" in said for n in range(150))
    assert "Draft." in said


def test_the_code_of_a_case_stands_in_no_paper_wherever_it_was_written() -> None:
    code = new_code()
    told = f"Speak about {code}"
    agreed = Decided("barrier", ("Shelter", None), ("Nan", None), told, told)
    texts = {"agenda": (told,), "decisions": (told,), "agreed": (agreed,), "promised": (Promise(told, None, None),)}
    found = Minutes("North", "2026-11-25", told, told, None, learned=(Taught(told, None, (told, told)),), **texts)
    assert code not in str(minutes_data(found, Settings(), "th"))
    assert agenda_data([told], Settings(), "en", AgendaDay(), on=TODAY)["lines"] == ["Speak about (a case)"]


def test_the_terminal_writes_agenda_and_minutes(sqlite_engine: Engine, tmp_path: Path) -> None:
    with Session(sqlite_engine) as session:
        session.add(m.Meeting(held_on=BEFORE))
        session.commit()
    for command, told in (("agenda", "a draft, no day is known"), ("minutes", f"meeting of {BEFORE}, a draft")):
        out = tmp_path / f"{command}.pdf"
        ran = CliRunner().invoke(app, [command, "--out", str(out), "--lang", "th"], catch_exceptions=False)
        assert told in ran.output
        assert len(PdfReader(out).pages) == 1


def test_minutes_say_the_day_on_which_they_were_closed_here(
    sqlite_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Session(sqlite_engine) as session:
        session.add(m.Meeting(held_on=BEFORE))
        session.commit()
        found = minutes(session, settings=Settings(), meeting_id=1)
    assert found
    close_minutes(sqlite_engine, 1, number=1, said=as_stored(found.minutes), at=datetime(2026, 11, 12, 1, 30, tzinfo=UTC))
    monkeypatch.setenv("TZ", "America/Mexico_City")
    time.tzset()
    try:
        CliRunner().invoke(app, ["minutes", "--out", str(tmp_path / "minutes.pdf")], catch_exceptions=False)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert "final since 11 Nov 2026" in PdfReader(tmp_path / "minutes.pdf").pages[0].extract_text()


def test_a_name_in_a_script_of_the_neighbors_and_a_sign_that_no_font_has_stop_no_paper() -> None:
    strange = ["မြန်မာ အဖွဲ့", "ລາວ", "ខ្មែរ", "\U000f0000", "\ufffd", "\x07", "\ud800", '#panic() $x$ \\ "', "\u202eback"]
    read = PdfReader(io.BytesIO(agenda_pdf(["Welcome", *strange], Settings(), "en", AgendaDay(), on=TODAY)))
    assert read.root_object["/StructTreeRoot"]
    assert "Welcome" in read.pages[0].extract_text()
    assert "#panic() $x$" in read.pages[0].extract_text()
