"""Thai text taken out of a paper is the text that was set (docs/decisions/0047), and looks as it always did."""

import io
from pathlib import Path

import numpy as np
import typst
from PIL import Image
from sqlalchemy import Engine
from sqlmodel import Session

from coalition.answers.agenda import agenda_facts
from coalition.answers.brief import brief
from coalition.answers.minutes import minutes
from coalition.answers.paper_day import paper_day
from coalition.papers.agenda import AgendaDay, agenda_data, drafted
from coalition.papers.brief import brief_data
from coalition.papers.minutes import minutes_data
from coalition.papers.typeset import fonts, pdf
from coalition.queries.ledger import settings
from tests.support.day import TODAY
from tests.support.demo import load_demo
from tests.support.thai_text import SYLLABLES, strange_words, text_of

SLIPS = ["ทีี่", "ป่่า", "เ่พอ", "คา้", "ก่ิ", "ํา", "-ี", "ก็็็"]
"""Marks typed twice, on the wrong letter, or on none."""


def paper(title: str, *lines: str) -> bytes:
    told = {"lang": "th", "title": title, "subtitle": "", "facts": [], "lines": list(lines), "none": "", "footer": ""}
    return pdf("agenda", told)


def test_every_consonant_with_all_its_marks_comes_out_once_and_in_order_in_regular_and_bold() -> None:
    said = text_of(paper(" ".join(SYLLABLES), " ".join(SYLLABLES))).split()
    assert [word for word in said if word >= "ก"] == 2 * SYLLABLES, "the heading and the line"


def test_the_papers_of_the_demo_say_every_thai_word_as_it_was_written(sqlite_engine: Engine) -> None:
    load_demo(sqlite_engine)
    with Session(sqlite_engine) as session:
        own, day = settings(session), paper_day(session, today=TODAY)
        assert day
        assert day.meeting
        held = minutes(session, settings=own, meeting_id=day.meeting["id"])
        assert held
        lines = drafted(agenda_facts(session, settings=own, today=TODAY), "th")
        told = {
            "brief": brief_data(brief(session, settings=own, day=day), "th"),
            "minutes": minutes_data(held.minutes, own, "th"),
            "agenda": agenda_data(lines, own, "th", AgendaDay(), on=TODAY),
        }
    made = {template: pdf(template, data) for template, data in told.items()}
    assert {template: strange_words(made[template], data) for template, data in told.items()} == {one: set() for one in told}
    whole = "".join(text_of(made["agenda"]).split())
    assert [line for line in lines if "".join(line.split()) not in whole] == []


def test_a_slip_of_the_fingers_spoils_no_other_word() -> None:
    words = ["ทาง", "ปา", "เพอ", "คา", "กา", "-", "ที่", "ป่า"]
    said = text_of(paper("ปิ่น", *SLIPS, *words))
    assert [word for word in words if word not in said.split()] == []


def test_joined_syllables_look_as_if_their_marks_were_set_one_by_one(tmp_path: Path) -> None:
    pictures = []
    for joined in ("true", "false"):
        source = tmp_path / f"{joined}.typ"
        look = f'#set page(height: auto)\n#set text(font: "Sarabun Papers", lang: "th", ligatures: {joined})\n'
        source.write_text(f"{look}{' '.join(SYLLABLES + SLIPS)} *{' '.join(SYLLABLES)}*", encoding="utf-8")
        drawn = typst.Compiler(str(source), font_paths=fonts(), ignore_system_fonts=True).compile(format="png", ppi=200)
        assert isinstance(drawn, bytes)
        pictures.append(np.asarray(Image.open(io.BytesIO(drawn)).convert("L"), dtype=int))
    apart = np.abs(pictures[0] - pictures[1])
    assert apart.max() < 80, "the edge of a mark, a fraction of a dot aside"
