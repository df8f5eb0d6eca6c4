"""The brief of a meeting, from the database to two pages: with the demo, and with a coalition of a whole country.

    python -m benchmarks.papers

Measured: facts and PDF in Thai, the first of a process, the median of RUNS. Against it the least that such a brief takes:
coverage on its two days, and the same texts set as plain paragraphs, nothing measured.
"""

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.floor import cpu, empty_database, in_child, median

TODAY = date(2026, 11, 25)
RUNS = 5
ORGANIZATIONS, SERVICES_EACH, ACTIONS = 150, 13, 40
_PLAIN = """#let data = json(bytes(sys.inputs.data))
#set document(title: "plain")
#set text(font: "Sarabun Papers", size: 8pt, lang: "th")
#for said in data { par(said) }"""


def whole_country(engine: Any) -> None:
    """150 organizations in the 77 provinces of Thailand, 28 service types, 1,950 services, 40 open promises, two meetings."""
    from sqlmodel import select

    from coalition import models as m
    from coalition.database import writing
    from coalition.defaults import load_defaults
    from coalition.summaries import rebuild

    rng = random.Random(7)
    with writing(engine) as session:
        load_defaults(session)
        provinces = list(session.scalars(select(m.Area.id).where(m.Area.level == 1)))
        kinds = list(session.scalars(select(m.ServiceType.id)))
        for number in range(1, ORGANIZATIONS + 1):
            name = f"มูลนิธิเพื่อเด็กและสตรีที่นี่ ปิ่น {number}" if number % 2 else f"Foundation for Children and Women {number}"
            session.add(m.Organization(id=number, name=name, name_key=name.casefold()))
        session.flush()
        for number in range(ORGANIZATIONS * SERVICES_EACH):
            where: dict[str, Any] = {"area_id": rng.choice(provinces), "service_type_id": rng.choice(kinds)}
            day, own = TODAY - timedelta(days=rng.randrange(150)), number % ORGANIZATIONS + 1
            session.add(m.Service(organization_id=own, assured_on=day, recorded_at=datetime(2026, 1, 1, tzinfo=UTC), **where))
        session.add_all(m.Meeting(held_on=TODAY - timedelta(days=days)) for days in (10, 45))
        for number in range(ACTIONS):
            due = TODAY + timedelta(days=number - 10)
            session.add(m.ActionItem(what=f"Ask ten districts {number}", organization_id=1, opened_on=TODAY, due_on=due))
        session.flush()
        rebuild(session)


def opened(path: Path) -> Any:
    """The database of a file."""
    from coalition.database import open_engine

    return open_engine(f"sqlite:///{path}")


def facts_of(engine: Any) -> Any:
    """What the brief says."""
    from coalition.answers.brief import brief
    from coalition.answers.paper_day import paper_day
    from coalition.database import reading
    from coalition.queries.ledger import settings

    with reading(engine) as session:
        day = paper_day(session, today=TODAY)
        assert day is not None
        return brief(session, settings=settings(session), day=day)


def brief_of(engine: Any) -> bytes:
    """The brief in Thai, from the database."""
    from coalition.papers.brief import brief_pdf

    return brief_pdf(facts_of(engine), "th")


def floor_of(engine: Any, days: list[date], texts: list[str]) -> None:
    """Coverage on both days, and the texts of the brief as plain paragraphs."""
    import typst

    from coalition.answers.coverage import coverage_picture
    from coalition.database import reading
    from coalition.papers.typeset import fonts
    from coalition.queries.ledger import settings

    with reading(engine) as session:
        for on in days:
            coverage_picture(session, settings=settings(session), on=on, level=1, audience="room")
    compiler = typst.Compiler(_PLAIN.encode(), font_paths=fonts(), ignore_system_fonts=True)
    compiler.compile(format="pdf", sys_inputs={"data": json.dumps(texts)}, pdf_standards=["ua-1"])


def texts_in(value: Any) -> list[str]:
    """Every text of the brief, without colors."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    own = [value] if isinstance(value, str) and not value.startswith("#") else []
    return own + [text for one in inside for text in texts_in(one)]


def once(what: str, path: Path) -> dict[str, float]:
    """The first brief (or its floor) of a process that has loaded its modules: Typst remembers what it has set before.

    Returns:
        CPU and seconds by the clock.
    """
    import typst  # noqa: F401  (loaded beforehand, as in a running dashboard)

    from coalition.papers.brief import brief_data

    engine = opened(path)
    facts = facts_of(engine)
    texts = texts_in(brief_data(facts, "th"))
    work: Callable[[], Any] = partial(brief_of, engine)
    if what == "floor":
        work = partial(floor_of, engine, [facts.day.on, facts.day.since], texts)
    began = time.perf_counter()
    return {"cpu": cpu(work)[1], "clock": time.perf_counter() - began}


def main() -> None:
    """Print the figures."""
    from coalition.demo.load import load_demo

    with tempfile.TemporaryDirectory() as folder:
        demo, country = (empty_database(Path(folder), name) for name in ("demo", "country"))
        load_demo(opened(demo), TODAY)
        whole_country(opened(country))
        for name, path in (("demo", demo), ("77 provinces", country)):
            runs = [{what: in_child("benchmarks.papers", what, str(path)) for what in ("brief", "floor")} for _ in range(RUNS)]
            ours, least = (median([run[what] for run in runs]) for what in ("brief", "floor"))
            ratio = ours["cpu"] / least["cpu"]
            print(f"{name}: {ours['cpu']:.2f} s of CPU ({ours['clock']:.2f} s by the clock), {ratio:.2f} x the floor")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(once(sys.argv[1], Path(sys.argv[2]))))
    else:
        main()
