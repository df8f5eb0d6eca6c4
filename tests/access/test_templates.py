"""The files to fill in, and the list of what may stand in them."""

import csv
import io

from sqlalchemy import Engine

from coalition.access.templates import cases_template, kinds_list, services_template
from tests.support.importing import cases, codes, services


def test_each_template_shows_one_example_row_that_is_told_and_left_out(engine: Engine) -> None:
    for plan in (services(engine, services_template()), cases(engine, cases_template())):
        assert (plan.counts(), codes(plan)) == ({"blank": 1}, [(2, "example_row")])
        assert not plan.changes_anything()


def test_the_example_row_may_stay_above_the_rows_that_were_filled_in(engine: Engine) -> None:
    told = cases_template() + b",,2026-11-02,,TH57,female,18-24,,,,,A2,,,\r\n"
    plan = cases(engine, told)
    assert plan.counts() == {"blank": 1, "new": 1}


def test_the_example_rows_are_right_but_for_their_mark(engine: Engine) -> None:
    told = services(engine, services_template().replace(b"EXAMPLE - delete this row", b"River House"))
    assert told.counts() == {"new": 1}
    assert cases(engine, cases_template().replace(b"EXAMPLE - delete this row", b"1")).counts() == {"new": 1}


def test_the_list_of_kinds_says_what_may_stand_in_each_column() -> None:
    rows = list(csv.DictReader(io.StringIO(kinds_list().decode("utf-8-sig"))))
    by_column = {row["column"] for row in rows}
    assert by_column == {"service_type", "sector", "status", "serves_sex", "languages", "hours"}
    shelter = next(row for row in rows if row["code"] == "A2")
    assert shelter["pillar"] == "aftercare"
    assert shelter["name"]
    assert shelter["name_local"]
    assert {row["code"] for row in rows if row["column"] == "status"} == {"active", "ended"}
