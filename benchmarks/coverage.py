"""The coverage matrix (77 provinces x 28 kinds of help, and by district), the drill-down, and what keeping the summary costs.

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
    """A database with the shipped lists and so many rows at random, over all 1,005 areas and 28 kinds of help.

    A third as many cases as needs; six needs in ten closed, none later than today; three in ten referred and accepted.
    """
    from sqlalchemy import insert, select
    from sqlmodel import col

    from coalition import models as m
    from coalition.database import open_engine, writing
    from coalition.defaults import load_defaults
    from coalition.keeping import rebuild

    path = empty_database(folder, f"coverage-{services}-{needs}")
    dice = random.Random(1)
    engine = open_engine(f"sqlite:///{path.as_posix()}")
    with writing(engine) as session:
        load_defaults(session)
        areas = list(session.execute(select(col(m.Area.id))).scalars())
        kinds = list(session.execute(select(col(m.ServiceType.id))).scalars())
        session.execute(insert(m.Organization), [{"id": n, "name": f"O{n}", "name_key": f"o{n}"} for n in range(1, 401)])
    with sqlite3.connect(path) as connection:
        _state_services(connection, services, areas, kinds, dice)
        _share_cases(connection, needs, areas, kinds, dice)
    connection.close()
    with writing(engine) as session:
        _, seconds = cpu(partial(rebuild, session))
    engine.dispose()
    print(f"{services} services, {needs} needs: all summed up at once in {seconds:.1f} s, {path.stat().st_size / 1e6:.0f} MB")
    return path


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
    in use and the provinces above them, the kinds of help, the newest verdicts and how many districts a province has."""
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


def bare_cell(connection: sqlite3.Connection, area_id: int, kind_id: int, on: date) -> None:
    """The statements from which a drill-down of a province follows, fetched by the driver alone: the counts of the cell by the
    same summaries, the services behind it with whom to call, who confirmed that there is nobody, the newest verdict and the
    open needs, counted."""
    from coalition.queries import tally

    values = {"area": area_id, "kind": kind_id, "on": on.isoformat(), "day": tally.day_number(on)}
    inside = "(SELECT id FROM area WHERE id = :area OR parent_id = :area)"
    for statement in (
        "SELECT id, pcode, level, parent_id, name, name_local FROM area WHERE id = :area OR parent_id = :area",
        "SELECT id, code, pillar, name, name_local FROM service_type WHERE id = :kind AND is_active",
        tally.presence_sql(on, FRESH, 1, only=tally.Only([area_id], [kind_id]), asked=False),
        f"""SELECT s.*, o.name, a.name, a.name_local, c.name, c.phone, c.email FROM service s
        JOIN service_span p ON p.service_id = s.id JOIN organization o ON o.id = s.organization_id
        JOIN area a ON a.id = s.area_id
        LEFT JOIN contact c ON c.id = (SELECT MIN(id) FROM contact WHERE organization_id = s.organization_id)
        WHERE s.service_type_id = :kind AND s.area_id IN {inside} AND p.from_day <= :day AND p.until_day > :day""",
        f"SELECT * FROM coverage_check WHERE service_type_id = :kind AND area_id IN {inside} AND confirmed_on <= :on",
        """SELECT * FROM verdict WHERE area_id = :area AND service_type_id = :kind AND decided_on <= :on
        ORDER BY decided_on DESC, id DESC LIMIT 1""",
        f"""SELECT COUNT(DISTINCT case_id), COUNT(DISTINCT CASE WHEN accepted = 0 THEN case_id END),
        MIN(CASE WHEN accepted = 0 THEN opened_on END), COUNT(CASE WHEN accepted = 0 AND sent = 1 THEN 1 END) FROM (
          SELECT n.id, n.case_id, n.opened_on, MAX(r.accepted_on BETWEEN r.sent_on AND :on AND NOT (r.state IN
            ('declined', 'revoked', 'closed_without_service') AND COALESCE(r.closed_on, '') <= :on)) IS TRUE accepted,
            MAX(r.sent_on <= :on) IS TRUE sent
          FROM case_need n LEFT JOIN referral r ON r.need_id = n.id
          WHERE n.service_type_id = :kind AND n.area_id IN {inside} AND n.opened_on <= :on
          AND (n.closed_on IS NULL OR n.closed_on > :on) GROUP BY n.id, n.case_id, n.opened_on)""",
    ):
        connection.execute(statement, {name: value for name, value in values.items() if f":{name}" in statement}).fetchall()


# --- measuring --------------------------------------------------------------------------------------------------------


def _laid_out(picture: Any) -> None:
    """The rows of both lists of a picture, all of them; a screen shows the first few."""
    assert len(picture.gaps) + len(picture.unknown) <= len(picture.cells)


def measured(path: Path) -> dict[str, float]:
    """CPU milliseconds of the bare statements, the answers and one figure."""
    from coalition.answers.coverage import cell_detail, coverage_picture
    from coalition.charts.coverage import matrix_figure
    from coalition.database import open_engine, reading
    from coalition.frames import records
    from coalition.settings import Settings
    from coalition.vocabulary import CellState, choices

    engine = open_engine(f"sqlite:///{path.as_posix()}")
    bare = sqlite3.connect(path)
    settings, states, runs = Settings(fresh_days=FRESH), choices(CellState), []
    area_id = int(bare.execute("SELECT id FROM area WHERE pcode = 'TH57'").fetchone()[0])
    kind_id = int(bare.execute("SELECT id FROM service_type WHERE code = 'A1'").fetchone()[0])
    for _ in range(16):
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
        _, found["bare, one cell"] = cpu(partial(bare_cell, bare, area_id, kind_id, TODAY))
        with reading(engine) as session:
            session.connection()
            detail = partial(cell_detail, session, settings=settings, on=TODAY, area="TH57", service_type="A1")
            _, found["answer, one cell"] = cpu(detail)
        _, found["all gaps and unknown cells of districts laid out"] = cpu(partial(_laid_out, picture))
        shown = {row["pcode"]: row["name"] for row in records(picture.areas.head(8))}
        types = {row["code"]: row["name"] for row in records(picture.types)}
        draw = partial(matrix_figure, picture.cells, areas=shown, types=types, states=states, hover={})
        _, found["figure of one screen"] = cpu(draw)
        runs.append({name: seconds * 1000 for name, seconds in found.items()})
    bare.close()
    engine.dispose()
    return median(runs[1:])


def imported(path: Path) -> dict[str, float]:
    """CPU milliseconds of planning and of committing a file of new cases into what is stored, and of the keeping in it."""
    import coalition.imports.cases.planned as planned
    from coalition.database import open_engine, reading
    from coalition.imports.any_file import plan_file
    from coalition.imports.commit import commit

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
        plan, planning = cpu(partial(plan_file, session, "\n".join(lines).encode(), "cases.csv", today=TODAY))
    kept = vars(planned)["keeping"]
    seconds: list[float] = []
    vars(planned)["keeping"] = partial(_timed, kept, seconds)
    done, committing = cpu(partial(commit, engine, plan, now=datetime(2026, 11, 25, tzinfo=UTC)))
    vars(planned)["keeping"] = kept
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
            for name in ("provinces", "provinces a year ago", "districts", "one cell"):
                bare, answer = found[f"bare, {name}"], found[f"answer, {name}"]
                print(f"  {name}: bare {bare:.1f} ms, answer {answer:.1f} ms, answer / bare {answer / bare:.2f}")
            for name in ("figure of one screen", "all gaps and unknown cells of districts laid out"):
                print(f"  {name}: {found[name]:.1f} ms")
            times = " · ".join(f"{name} {value:.0f} ms" for name, value in imported(path).items())
            print(f"  a file of {CASES_FILE} cases: {times}")
    compared(50 if told.quick else told.coalitions)


if __name__ == "__main__":
    main()
