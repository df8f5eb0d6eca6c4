"""A short catalogue of a third language, as somebody would add it: one file in the folder of the words."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coalition import locale

SWAHILI = """english,swahili,confidence
language: name,Kiswahili,
language: months,Jan;Feb;Mac;Apr;Mei;Jun;Jul;Ago;Sep;Okt;Nov;Des,
language: date,"{day} {month}, {year}",
language: plural,n != 1,
Overview,Muhtasari,medium
Settings,Mipangilio,medium
"{n} gaps","pengo {n} || mapengo {n}",medium
1 gap,pengo 1,medium
"{n} meetings",mikutano,medium
Meetings,,
"""


@pytest.fixture
def swahili(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[locale.Language]:
    (tmp_path / "sw.csv").write_text(SWAHILI, encoding="utf-8")
    (tmp_path / "th.csv").write_bytes(locale.CATALOGUE.read_bytes())
    monkeypatch.setattr(locale, "FOLDER", tmp_path)
    monkeypatch.setitem(locale.LANGUAGES, "sw", "Kiswahili")
    locale.language_of.cache_clear()
    yield locale.language_of("sw")
    locale.language_of.cache_clear()
