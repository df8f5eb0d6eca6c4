"""Who is tied with whom: what the page asks at 10,000 and 1,000,000 referrals among 5,000 members.

    python -m benchmarks.togetherness [--quick]

The same 5,000 members and ten years; each refers to twenty others, or to anybody (the hardest case: hardly a pair twice).
Measured in CPU milliseconds, medians of seven: the whole answer (ties, measures, bridges, what if each member leaves, trend
of eight quarters, places of the drawing), and the whole page with nothing kept; the bar is twice the
page of the small database. The floor is the pairs of the last four quarters, read from the
referrals themselves by the driver alone.
"""

import argparse
import gc
import json
import logging
import os
import random
import sqlite3
import tempfile
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.floor import ROOT, cpu, empty_database, median

TODAY = date(2026, 11, 25)
MEMBERS, PARTNERS, YEARS, RUNS = 5_000, 20, 10, 7
_FLOOR = """
SELECT DISTINCT MIN(referring_organization_id, referred_organization_id) AS one,
  MAX(referring_organization_id, referred_organization_id) AS other FROM referral
WHERE sent_on >= '2026-01-01' AND state <> 'revoked'"""


def filled(folder: Path, referrals: int, partners: int | None) -> Path:
    """A database of members and referrals, three to a case; `partners`: to how many others each refers, None: to anybody."""
    from coalition.database import open_engine, writing
    from coalition.summaries import rebuild

    path = empty_database(folder, f"tied-{referrals}-{partners}")
    dice = random.Random(1)
    sectors = ("ngo", "ngo", "ngo", "government", "police", "justice", "health")
    with sqlite3.connect(path) as db:
        many = db.executemany
        members = range(1, MEMBERS + 1)
        many(
            "INSERT INTO organization (id, name, name_key, sector) VALUES (?, ?, ?, ?)",
            [(n, f"Organization {n}", f"o{n}", dice.choice(sectors)) for n in members],
        )
        many(
            "INSERT INTO membership (organization_id, from_on, is_voting) VALUES (?, '2015-01-01', 0)", [(n,) for n in members]
        )
        db.execute("INSERT INTO area (id, pcode, level, country, name, aliases) VALUES (1, 'A1', 1, 'TH', 'Area', '')")
        kinds = "VALUES (?, ?, ?, 1, '')"
        many(
            "INSERT INTO service_type (id, code, name, is_active, source) " + kinds,
            [(n, f"K{n}", f"Kind {n}") for n in (1, 2, 3)],
        )
        rows = [_referral(dice, number, partners) for number in range(1, referrals + 1)]
        many(
            "INSERT INTO shared_case (id, code, opened_on, sex, age_band, exploitation, trafficking_status, status_decided_by,"
            " holder_organization_id) VALUES (?, ?, ?, 'unknown', 'unknown', 'unknown', 'unknown', 'unknown', ?)",
            ((row[0] // 3 + 1, f"c{row[0]}", "2016-01-01", row[1]) for row in rows if row[0] % 3 == 0 or row[0] == 1),
        )
        many(
            "INSERT INTO case_need (id, case_id, service_type_id, area_id, opened_on) VALUES (?, ?, ?, 1, ?)",
            ((row[0], row[0] // 3 + 1, row[0] % 3 + 1, "2016-01-01") for row in rows),
        )
        many(
            "INSERT INTO referral (need_id, referring_organization_id, referred_organization_id, state, sent_on, accepted_on,"
            " urgency, purpose) VALUES (?, ?, ?, ?, ?, ?, 'routine', 'additional_services_required')",
            rows,
        )
        db.execute("ANALYZE")
    engine = open_engine(f"sqlite:///{path.as_posix()}")
    with writing(engine) as session:
        rebuild(session)
    engine.dispose()
    return path


def _referral(dice: random.Random, number: int, partners: int | None) -> tuple[Any, ...]:
    sender = dice.randrange(1, MEMBERS + 1)
    step = dice.randrange(1, MEMBERS) if partners is None else (dice.randrange(partners) ** 2 * 7 + 1)
    receiver = (sender - 1 + step) % MEMBERS + 1
    sent = TODAY - timedelta(days=dice.randrange(365 * YEARS))
    state = dice.choices(["done", "declined", "sent", "revoked"], [6, 2, 1, 1])[0]
    return number, sender, receiver, state, sent.isoformat(), sent.isoformat() if state == "done" else None


def measured(path: Path) -> dict[str, float]:
    """CPU milliseconds of the answer, of the page and of the floor."""
    from coalition.answers.togetherness import togetherness
    from coalition.database import open_engine, reading

    engine = open_engine(f"sqlite:///{path.as_posix()}")
    runs = []
    with reading(engine) as session, sqlite3.connect(path) as db:
        session.connection()
        for run in range(RUNS + 1):
            found, answer = cpu(lambda: togetherness(session, on=TODAY))
            pairs, floor = cpu(lambda: db.execute(_FLOOR).fetchall())
            page = drawn(path)
            if not run:
                gc.collect()
                gc.freeze()  # as the server does when it starts
                assert found.measures.ties == sum(one != other for one, other in pairs)
            else:
                runs.append({"answer": answer * 1000, "page": page * 1000, "floor": floor * 1000})
    engine.dispose()
    return median(runs) | {"ties": found.measures.ties, "bridges": int(found.members["pieces"].notna().sum())}


def drawn(path: Path) -> float:
    """CPU seconds of one run of the page without a browser, no answer kept; what a server does once is done before."""
    import streamlit as st
    from streamlit.components.v2 import manifest_scanner
    from streamlit.runtime.pages_manager import PagesManager
    from streamlit.testing.v1 import AppTest
    from streamlit.util import calc_hash

    manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
    if not _MADE:
        _MADE.append(PagesManager.__init__)
        PagesManager.__init__ = _behind_the_entry  # type: ignore[assignment, method-assign]
    os.environ |= {"COALITION_DATABASE_URL": f"sqlite:///{path.as_posix()}", "COALITION_TODAY": TODAY.isoformat()}
    st.cache_data.clear()
    at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
    at._page_hash = calc_hash("togetherness")
    _, seconds = cpu(at.run)
    assert not at.exception
    assert f"of {MEMBERS}" in " ".join(part.value for part in at.markdown)
    return seconds


_MADE: list[Any] = []


def _behind_the_entry(manager: Any, *arguments: Any, **named: Any) -> None:
    """As the server does it: no page without dashboard.py."""
    type(manager).uses_pages_directory = False
    _MADE[0](manager, *arguments, **named)


def main() -> None:
    """Print one JSON object per database."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the small database only")
    logging.disable()  # Streamlit, without a server
    sizes = [10_000] if parser.parse_args().quick else [10_000, 1_000_000]
    with tempfile.TemporaryDirectory() as folder:
        for partners in (PARTNERS, None):
            small = 0.0
            for referrals in sizes:
                found = measured(filled(Path(folder), referrals, partners))
                small = small or found["page"]
                told = {name: round(value, 1) for name, value in found.items()} | {"ratio": round(found["page"] / small, 2)}
                print(json.dumps({"referrals": referrals, "partners": partners or "anybody", **told}), flush=True)


if __name__ == "__main__":
    main()
