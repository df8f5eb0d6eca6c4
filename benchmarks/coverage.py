"""The coverage matrix (77 provinces x 28 service types, and by district), the drill-down, and what keeping the summary costs.

Held against the bare statements over the same summary, sent to the same file by the driver alone, in the same run: what a
picture shows cannot cost less than fetching it. Times are CPU milliseconds, medians. Besides, the matrix is compared with the
slow count of the tests on random coalitions.
"""

import argparse
import random
import sqlite3
import tempfile
from datetime import UTC, date, datetime, timedelta
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.floor import cpu, empty_database, median

TODAY = date(2026, 11, 25)
FRESH = 180
SIZES = (10_000, 100_000, 1_000_000)
SERVICES = 20_000
CASES_FILE = 10_000  # cases in the file imported into each size


def filled(folder: Path, services: int, needs: int) -> Path:
    """A database with the shipped lists and so many rows at random, over all 1,005 areas and 28 service types.

    A third as many cases as needs; six needs in ten closed, none later than today; three in ten referred and accepted.
    """
    from sqlalchemy import insert, select
    from sqlmodel import col

    from coalition import models as m
    from coalition.database import open_engine, writing
    from coalition.defaults import load_defaults
    from coalition.summaries import rebuild

    path = empty_database(folder, f"coverage-{services}-{needs}")
    dice = random.Random(1)
    engine = open_engine(f"sqlite:///{path.as_posix()}")
    with writing(engine) as session:
        load_defaults(session)
        areas = list(session.execute(select(col(m.Area.id))).scalars())
        kinds = list(session.execute(select(col(m.ServiceType.id))).scalars())
        session.execute(insert(m.Organization), [{"id": n, "name": f"O{n}", "name_key": f"o{n}"} for n in range(1, 401)])
        _name_people(session, dice)
    with sqlite3.connect(path) as connection:
        _state_services(connection, services, areas, kinds, dice)
        _share_cases(connection, needs, areas, kinds, dice)
    connection.close()
    with writing(engine) as session:
        _, seconds = cpu(partial(rebuild, session))
    engine.dispose()
    print(f"{services} services, {needs} needs: all summed up at once in {seconds:.1f} s, {path.stat().st_size / 1e6:.0f} MB")
    return path


def _name_people(session: Any, dice: random.Random) -> None:
    """Whom to call: a focal point of three organizations in four, and two people of each who came to meetings."""
    from sqlalchemy import insert

    from coalition import models as m

    organizations = range(1, 401)
    named = [{"organization_id": n, "name": f"C{n}", "phone": f"053-{n:06}"} for n in organizations if n % 4]
    people = [
        {"id": 2 * n - k, "name": f"P{n}.{k}", "name_key": f"p{n}.{k}", "organization_id": n}
        for n in organizations
        for k in (0, 1)
    ]
    met = [{"id": n, "held_on": TODAY - timedelta(days=30 * n)} for n in range(1, 13)]
    came = [
        {"meeting_id": day["id"], "person_id": who["id"], "organization_id": who["organization_id"], "state": "present"}
        for day in met
        for who in people
        if dice.random() < 0.6
    ]
    for model, rows in ((m.Contact, named), (m.Person, people), (m.Meeting, met), (m.Attendance, came)):
        session.execute(insert(model), rows)


def _ago(dice: random.Random, most: int) -> date:
    return TODAY - timedelta(days=dice.randrange(most))


def _state_services(
    connection: sqlite3.Connection, count: int, areas: list[int], kinds: list[int], dice: random.Random
) -> None:
    now = datetime(2026, 11, 25, tzinfo=UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    connection.executemany(
        "INSERT INTO service (organization_id, service_type_id, area_id, assured_on, recorded_at, capacity, is_offered) "
        "VALUES (?, ?, ?, ?, ?, 9, 1)",
        ((dice.randrange(1, 401), dice.choice(kinds), dice.choice(areas), str(_ago(dice, 400)), now) for _ in range(count)),
    )
    connection.executemany(
        "INSERT INTO coverage_check (area_id, service_type_id, confirmed_on) VALUES (?, ?, ?)",
        ((area, kind, str(_ago(dice, 300))) for area in areas[:400] for kind in kinds[:9]),
    )


def _share_cases(connection: sqlite3.Connection, needs: int, areas: list[int], kinds: list[int], dice: random.Random) -> None:
    cases = max(1, needs // 3)
    connection.executemany(
        "INSERT INTO shared_case (id, code, opened_on, sex, age_band, exploitation, trafficking_status) "
        "VALUES (?, ?, ?, 'unknown', 'unknown', 'unknown', 'unknown')",
        ((number, f"c{number}", str(_ago(dice, 900))) for number in range(1, cases + 1)),
    )

    def need(number: int) -> tuple[Any, ...]:
        opened = _ago(dice, 900)
        closed = opened + timedelta(days=dice.randrange(400)) if dice.random() < 0.6 else None
        ended = str(closed) if closed and closed <= TODAY else None
        return number, dice.randrange(1, cases + 1), dice.choice(kinds), dice.choice(areas), str(opened), ended

    connection.executemany(
        "INSERT OR IGNORE INTO case_need (id, case_id, service_type_id, area_id, opened_on, closed_on) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (need(number) for number in range(1, needs + 1)),
    )
    connection.execute(
        "INSERT INTO referral (need_id, referred_organization_id, state, urgency, sent_on, accepted_on) "
        "SELECT id, 1, 'accepted', 'routine', opened_on, opened_on FROM case_need WHERE id % 10 < 3"
    )


# --- the bare statements ----------------------------------------------------------------------------------------------


USED = """(EXISTS (SELECT 1 FROM service_span s WHERE s.area_id = {0}) OR EXISTS (SELECT 1 FROM need_tally t
  WHERE t.level = 2 AND t.period = 0 AND t.area_id = {0} AND t.needs > 0) OR EXISTS (SELECT 1 FROM coverage_check c
  WHERE c.area_id = {0}) OR {0} IN (SELECT area_id FROM verdict))"""


def bare_picture(connection: sqlite3.Connection, level: int, on: date) -> None:
    """The statements from which a picture follows, fetched by the driver alone: the counts of the cells, the areas that are
    in use and the provinces above them, the service types, the newest verdicts and how many districts a province has."""
    from coalition.queries import tally

    for statement in (
        tally.presence_sql(on, FRESH, level),
        tally.checks_sql(on, FRESH, level),
        tally.needs_sql(on, level),
        f"""SELECT id, pcode, level, parent_id, name, name_local FROM area a WHERE {USED.format("a.id")} OR a.id IN
        (SELECT i.parent_id FROM area i WHERE {USED.format("i.id")}) ORDER BY level, name, pcode""",
        "SELECT id, code, pillar, name, name_local FROM service_type WHERE is_active ORDER BY code",
        f"""SELECT area_id, service_type_id, judgement, MAX(decided_on), "group", reason FROM verdict
        WHERE decided_on <= '{on}' GROUP BY area_id, service_type_id""",
        *(["SELECT parent_id, COUNT(*) FROM area WHERE level = 2 GROUP BY parent_id"] if level == 1 else []),
    ):
        connection.execute(statement).fetchall()


INSIDE = "(SELECT id FROM area WHERE id = :area OR parent_id = :area)"
ACCEPTED = """r.accepted_on <= :on AND r.accepted_on >= r.sent_on
  AND NOT (r.state IN ('declined', 'revoked', 'closed_without_service') AND (r.closed_on IS NULL OR r.closed_on <= :on))"""
BEHIND = (
    f"""SELECT s.organization_id, o.name, a.name, a.name_local, s.area_id, s.starts_on, s.ends_on, s.capacity,
    s.capacity_available, s.assured_on, s.assured_by, s.eligibility, s.languages, c.name, c.phone, c.email FROM service s
    JOIN service_span p ON p.service_id = s.id JOIN organization o ON o.id = s.organization_id JOIN area a ON a.id = s.area_id
    LEFT JOIN contact c ON c.id = (SELECT MIN(id) FROM contact WHERE organization_id = s.organization_id)
    WHERE s.service_type_id = :kind AND s.area_id IN {INSIDE} AND p.from_day <= :day AND p.until_day > :day
    ORDER BY s.assured_on DESC, o.name, s.id""",
    f"""SELECT c.id, c.area_id, a.name, a.name_local, c.confirmed_on, c.confirmed_by FROM coverage_check c
    JOIN area a ON a.id = c.area_id WHERE c.service_type_id = :kind AND c.area_id IN {INSIDE} AND c.confirmed_on <= :on
    ORDER BY c.confirmed_on DESC, a.name, c.id""",
    """SELECT area_id, service_type_id, judgement, decided_on, "group", reason FROM verdict WHERE area_id = :area
    AND service_type_id = :kind AND decided_on <= :on ORDER BY decided_on DESC, id DESC LIMIT 1""",
    f"""SELECT MIN(opened_on), COUNT(CASE WHEN sent = 1 THEN 1 END) FROM (
      SELECT n.opened_on, MAX(CASE WHEN {ACCEPTED} THEN 1 ELSE 0 END) accepted,
        MAX(CASE WHEN r.sent_on <= :on THEN 1 ELSE 0 END) sent
      FROM case_need n LEFT JOIN referral r ON r.need_id = n.id
      WHERE n.service_type_id = :kind AND n.area_id IN {INSIDE} AND n.opened_on <= :on
      AND (n.closed_on IS NULL OR n.closed_on > :on)
      GROUP BY n.service_type_id, n.area_id, n.opened_on, n.closed_on, n.id) WHERE accepted = 0""",
)
CAME = """SELECT organization_id, id, name, role, email, phone, last_on, times FROM (
  SELECT h.organization_id, p.id, p.name, p.role, p.email, p.phone, MAX(m.held_on) last_on, COUNT(DISTINCT m.id) times,
    ROW_NUMBER() OVER (PARTITION BY h.organization_id ORDER BY MAX(m.held_on) DESC, COUNT(DISTINCT m.id) DESC, p.id) place
  FROM (SELECT organization_id, person_id, meeting_id FROM attendance WHERE organization_id IN ({0}) AND state = 'present'
    UNION ALL SELECT p.organization_id, p.id, t.meeting_id FROM person p JOIN attendance t ON t.person_id = p.id
    WHERE p.organization_id IN ({0}) AND COALESCE(t.organization_id, 0) = 0 AND t.state = 'present') h
  JOIN person p ON p.id = h.person_id JOIN meeting m ON m.id = h.meeting_id WHERE m.held_on <= :on
  GROUP BY h.organization_id, p.id) WHERE place = 1"""


def bare_cell(connection: sqlite3.Connection, pcode: str, code: str, on: date) -> int:
    """The statements from which a drill-down of a province follows, fetched by the driver alone in one transaction, each in the
    fastest form known, nothing made of the rows: the area with its districts and the service type; the services with whom to
    call and, for those without a focal point, who came last; who confirmed that there is nobody, and the newest verdict; the
    counts of services and needs from the summaries, and what the needs that wait say of themselves. Returns how many services.
    """
    from coalition.queries import tally

    def asked(statement: str, **values: Any) -> list[Any]:
        return connection.execute(statement, values).fetchall()

    connection.execute("BEGIN")
    area = asked(
        """SELECT a.id, a.pcode, a.level, a.parent_id, a.name, a.name_local FROM area a
        JOIN area own ON a.id = own.id OR a.parent_id = own.id WHERE own.pcode = :pcode""",
        pcode=pcode,
    )
    own = next(row[0] for row in area if row[1] == pcode)
    kinds = asked("SELECT id, code, pillar, name, name_local FROM service_type WHERE code = :code AND is_active", code=code)
    values = {"area": own, "kind": kinds[0][0], "on": on.isoformat(), "day": tally.day_number(on)}
    services, checks, _, _ = (asked(text, **{n: v for n, v in values.items() if f":{n}" in text}) for text in BEHIND)
    only = tally.Only([own], [kinds[0][0]])
    asked(tally.presence_sql(on, FRESH, 1, only=only, asked=bool(checks)))
    if checks:
        asked(tally.checks_sql(on, FRESH, 1, only=only))
    asked(tally.needs_of_cell_sql(on, 1, own, kinds[0][0]))
    unnamed = ", ".join(sorted({str(row[0]) for row in services if row[13] is None}))
    if unnamed:
        asked(CAME.format(unnamed), on=on.isoformat())
    connection.execute("COMMIT")
    return len(services)


# --- measuring --------------------------------------------------------------------------------------------------------


def _laid_out(picture: Any) -> None:
    """The rows of both lists of a picture, all of them; a screen shows the first few."""
    assert len(picture.gaps) + len(picture.unknown) <= len(picture.cells)


def _other(turn: int) -> tuple[str, str]:
    """A province and a service type that no earlier turn asked for: nothing of it lies in any memory yet."""
    return f"TH{(50, 51, 52, 53, 54, 55, 56, 58)[turn % 8]}", ("P1", "I5")[turn // 8]


def measured(path: Path) -> dict[str, float]:
    """CPU milliseconds of the bare statements, the answers and one matrix."""
    from coalition.answers.coverage import cell_detail, coverage_picture
    from coalition.database import open_engine, reading
    from coalition.settings import Settings
    from coalition.views.matrix.draw import data_of
    from coalition.views.matrix.model import matrix_of

    engine = open_engine(f"sqlite:///{path.as_posix()}")
    bare = sqlite3.connect(path)
    settings, runs = Settings(fresh_days=FRESH), []
    bare.isolation_level = None  # as the product: no BEGIN of the driver's own
    for turn in range(16):
        found: dict[str, float] = {}
        for name, level, on in (
            ("provinces", 1, TODAY),
            ("provinces a year ago", 1, TODAY - timedelta(days=365)),
            ("districts", 2, TODAY),
        ):
            _, found[f"bare, {name}"] = cpu(partial(bare_picture, bare, level, on))
            with reading(engine) as session:
                session.connection()
                picture, found[f"answer, {name}"] = cpu(
                    partial(coverage_picture, session, settings=settings, on=on, level=level)
                )
        for name, area, kind in (("one cell", "TH57", "A1"), ("ever another cell", *_other(turn))):
            behind, found[f"bare, {name}"] = cpu(partial(bare_cell, bare, area, kind, TODAY))
            with reading(engine) as session:
                session.connection()
                ask = partial(cell_detail, session, settings=settings, on=TODAY, area=area, service_type=kind)
                detail, found[f"answer, {name}"] = cpu(ask)
            assert detail is not None
            assert len(detail.services) == behind, (area, kind)
        _, found["all gaps and unknown cells of districts laid out"] = cpu(partial(_laid_out, picture))
        shown = set(picture.areas["pcode"].head(8))
        _, found["matrix of one screen"] = cpu(lambda: data_of(matrix_of(picture, shown=shown), "full"))  # noqa: B023
        runs.append({name: seconds * 1000 for name, seconds in found.items()})
    bare.close()
    engine.dispose()
    return median(runs[1:])


def imported(path: Path) -> dict[str, float]:
    """CPU milliseconds of planning and of committing a file of new cases into what is stored, and of the keeping in it."""
    import coalition.imports.cases.planned as planned
    from coalition.database import open_engine, reading
    from coalition.imports.commit import commit
    from coalition.imports.dispatch import plan_and_reading

    dice = random.Random(2)
    lines = ["case_code,case,opened_on,area,need,need_area,need_opened_on"]
    with sqlite3.connect(path) as bare:
        areas = [row[0] for row in bare.execute("SELECT pcode FROM area")]
        kinds = [row[0] for row in bare.execute("SELECT code FROM service_type")]
    bare.close()
    for number in range(CASES_FILE):
        opened = _ago(dice, 60)
        area = dice.choice(areas)
        for kind in dice.sample(kinds, 2):
            lines.append(f",{number},{opened},{area},{kind},{area},{opened}")
    engine = open_engine(f"sqlite:///{path.as_posix()}")
    with reading(engine) as session:
        (plan, _), planning = cpu(partial(plan_and_reading, session, "\n".join(lines).encode(), "cases.csv", today=TODAY))
    kept = vars(planned)["keep_summaries"]
    seconds: list[float] = []
    vars(planned)["keep_summaries"] = partial(_timed, kept, seconds)
    done, committing = cpu(partial(commit, engine, plan, now=datetime(2026, 11, 25, tzinfo=UTC)))
    vars(planned)["keep_summaries"] = kept
    engine.dispose()
    assert done.totals["shared cases"] == CASES_FILE, done
    return {"plan": planning * 1000, "commit": committing * 1000, "of it keeping the summary": seconds[0] * 1000}


class _timed:
    """A context manager that notes what it takes besides what is done inside."""

    def __init__(self, kept: Any, seconds: list[float], *args: Any, **named: Any) -> None:
        self.manager, self.seconds = kept(*args, **named), seconds

    def __enter__(self) -> None:
        _, self.before = cpu(self.manager.__enter__)

    def __exit__(self, *raised: object) -> None:
        _, after = cpu(partial(self.manager.__exit__, *raised))
        self.seconds.append(self.before + after)


def compared(examples: int) -> None:
    """The matrix and the drill-down against the slow count of the tests, on random coalitions; raises where they differ."""
    from coalition.database import open_engine

    compare_at_random = import_module("tests.test_coverage_oracle").compare_at_random
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{(Path(folder) / 'oracle.db').as_posix()}")
        cells, seconds = cpu(partial(compare_at_random, engine, examples))
        engine.dispose()
    print(f"{examples} random coalitions, {cells} cells: all as counted by hand, {seconds:.0f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the smallest size and 50 coalitions only")
    parser.add_argument("--coalitions", type=int, default=2_000, help="random coalitions compared with the slow count")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for needs in SIZES[:1] if told.quick else SIZES:
            path = filled(Path(folder), SERVICES, needs)
            found = measured(path)
            for name in ("provinces", "provinces a year ago", "districts", "one cell", "ever another cell"):
                bare, answer = found[f"bare, {name}"], found[f"answer, {name}"]
                print(f"  {name}: bare {bare:.1f} ms, answer {answer:.1f} ms, answer / bare {answer / bare:.2f}")
            for name in ("matrix of one screen", "all gaps and unknown cells of districts laid out"):
                print(f"  {name}: {found[name]:.1f} ms")
            times = " · ".join(f"{name} {value:.0f} ms" for name, value in imported(path).items())
            print(f"  a file of {CASES_FILE} cases: {times}")
    compared(50 if told.quick else told.coalitions)


if __name__ == "__main__":
    main()
