"""What members share, from the terminal."""

import json
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner

from coalition.__main__ import app
from coalition.cli.common import Trouble
from coalition.database import writing
from coalition.edits.resources import Told, add_resource
from coalition.models import Area
from coalition.vocabulary import ResourceKind

DAY, AT = date(2026, 11, 25), datetime(2026, 11, 25, 9, tzinfo=UTC)


def test_resources_are_found_by_words_of_either_language_and_told_with_what_they_are_about(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        session.add(Area(id=1, pcode="TH57", level=1, country="TH", name="Chiang Rai"))
    law = Told(
        "Anti-Trafficking Act", ResourceKind.LAW, "พ.ร.บ. การค้ามนุษย์", link="https://law.example/a", shared_on=DAY, areas=(1,)
    )
    add_resource(sqlite_engine, law, today=DAY, at=AT)
    add_resource(sqlite_engine, Told("Night numbers", ResourceKind.CONTACTS, data=b"1300", shared_on=DAY), today=DAY, at=AT)
    run = CliRunner().invoke
    assert "2 of 2 resources." in run(app, ["resources"]).output
    told = run(app, ["resources", "ค้ามนุษย์"]).output
    assert "1 of 2 resources." in told
    assert told.split("\n")[3].split()[-6:] == ["Law", "Chiang", "Rai", "?", "2026-11-25", "https://law.example/a"]
    (found,) = json.loads(run(app, ["resources", "night", "numbers", "--kind", "contacts", "--json"]).output)
    assert (found["title"], found["file_type"], found["file_size"], found["link"]) == ("Night numbers", "txt", 4, None)
    with pytest.raises(Trouble, match="There is no kind 'laws'"):
        run(app, ["resources", "--kind", "laws"], catch_exceptions=False)
