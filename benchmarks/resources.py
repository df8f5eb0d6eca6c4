"""Finding a resource among 10,000: the 40 questions of the tests, against a bare FTS5 table on disk asked for the same words.

The titles are the 200 of `tests/files/resources`, each fifty times with another place and year behind it. Told apart: the first
search of a process, which reads and indexes all; the first after one was changed; and any other, which is what the bar is for.
"""

import csv
import sqlite3
import tempfile
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.floor import cpu, empty_database

RESOURCES, BAR_MS = 10_000, 50
FILES = Path(__file__).parents[1] / "tests" / "files" / "resources"
PLACES = ["Nan", "Phrae", "Lampang", "Phayao", "Tak", "Lamphun", "Fang", "Pai", "Thoeng", "Chun"]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a file of the tests."""
    with (FILES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ms(work: Callable[[], object], runs: int = 1) -> float:
    """CPU milliseconds of one piece of work, the median of some runs."""
    return 1000 * median(cpu(work)[1] for _ in range(runs))


def filled(folder: Path) -> Path:
    """A database with the shipped lists and so many resources, each about a kind of help and, one in three, an area."""
    from coalition.database import open_engine, writing
    from coalition.defaults import load_defaults

    path = empty_database(folder, "resources")
    engine = open_engine(f"sqlite:///{path.as_posix()}")
    with writing(engine) as session:
        load_defaults(session, "TH")
    engine.dispose()
    with sqlite3.connect(path) as connection:
        kinds = dict(connection.execute("SELECT code, id FROM service_type"))
        areas = [row[0] for row in connection.execute("SELECT id FROM area")]
        titles = rows("titles.csv")
        for number in range(1, RESOURCES + 1):
            row = titles[number % len(titles)]
            behind = f"{PLACES[number // 200 % 10]} {2017 + number // 2000}"
            values = (number, f"{row['title']} {behind}", f"{row['title_local']} {behind}", row["kind"])
            told = "(id, title, title_local, kind, link, shared_on) VALUES (?, ?, ?, ?, 'https://a.example', '2026-11-25')"
            connection.execute(f"INSERT INTO resource {told}", values)
            if row["types"]:
                pair = (number, kinds[row["types"]])
                connection.execute("INSERT INTO resource_service_type (resource_id, service_type_id) VALUES (?, ?)", pair)
            if number % 3 == 0:
                pair = (number, areas[number % len(areas)])
                connection.execute("INSERT INTO resource_area (resource_id, area_id) VALUES (?, ?)", pair)
    connection.close()
    return path


def floor_ms(folder: Path, questions: list[str]) -> float:
    """Milliseconds of a question to an FTS5 table on disk with the trigrams of both titles, by the driver alone."""
    connection = sqlite3.connect(folder / "floor.db")
    connection.execute("CREATE VIRTUAL TABLE title USING fts5(text, tokenize='trigram')")
    titles = rows("titles.csv")
    told = [(f"{titles[n % 200]['title']} {titles[n % 200]['title_local']} {n}",) for n in range(RESOURCES)]
    connection.executemany("INSERT INTO title VALUES (?)", told)
    connection.commit()
    wanted = [" OR ".join(f'"{word}"' for word in question.replace('"', "").split() if len(word) > 2) for question in questions]

    def ask() -> None:
        for words in wanted:
            connection.execute("SELECT rowid FROM title WHERE title MATCH ? ORDER BY rank LIMIT 100", (words,)).fetchall()

    return ms(ask, 5) / len(wanted)


def main() -> None:
    """Print the figures."""
    from coalition.clock import now
    from coalition.database import open_engine, reading, writing
    from coalition.edits.resources import retire_resource
    from coalition.queries.resources import find_resources

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        engine = open_engine(f"sqlite:///{filled(folder).as_posix()}")
        questions = [row["question"] for row in rows("questions.csv")]

        def ask(words: str) -> None:
            with reading(engine) as session:
                find_resources(session, words=words)

        first = ms(lambda: ask(questions[0]))
        with writing(engine):
            pass
        other = ms(lambda: ask(questions[1]))
        each = [ms(partial(ask, words), 5) for words in questions]
        retire_resource(engine, 7, today=date(2026, 11, 25), at=now())
        changed = ms(lambda: ask(questions[2]))
        floor = floor_ms(folder, questions)
        middle = sorted(each)[len(each) // 2]
        print(f"{RESOURCES:,} resources, {len(questions)} questions, CPU ms")
        print(f"median {middle:.1f}, slowest {max(each):.1f} (bar {BAR_MS}); floor {floor:.1f}: {middle / floor:.1f} times")
        print(
            f"first of a process {first:.0f}; first after a resource was changed {changed:.0f}, after another write {other:.1f}"
        )


if __name__ == "__main__":
    main()
