"""Words are data: phrases become patterns, all languages have the same sections, and a language is added by one file."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from coalition.imports import lexicon
from coalition.imports.lexicon import any_of, by_language, expression, table, words


@pytest.mark.parametrize(
    ("phrase", "found", "passed_over"),
    [
        ("apolog(y|ies)", ["Apologies from Ann", "an apology"], ["apologetic"]),
        ("[grand ]total", ["Grand Total", "total: 5"], ["totals", "subtotal"]),
        ("nieobecn*", ["nieobecny", "Nieobecna"], ["obecny"]),
        ("ไม่[ได้](มา|เข้า)", ["ผู้ไม่มาประชุม", "ไม่ได้เข้า"], ["มา"]),
        ("no.", ["No. 5"], ["no"]),
    ],
)
def test_a_phrase_is_found_where_its_words_begin_and_end(phrase: str, found: list[str], passed_over: list[str]) -> None:
    sought = re.compile(expression([phrase]), re.IGNORECASE)
    assert [text for text in (*found, *passed_over) if sought.search(text)] == found


def test_every_language_has_the_sections_of_english() -> None:
    sections = {
        code: {(name, key) for name, keys in tables.items() for key in keys} for code, tables in lexicon._languages().items()
    }
    assert {code: told - sections["en"] for code, told in sections.items() if told - sections["en"]} == {}


def test_every_word_stands_once_in_its_section() -> None:
    sections = {f"{name}.{key}" for tables in lexicon._languages().values() for name, keys in tables.items() for key in keys}
    told = [(section, code, found) for section in sections for code, found in by_language(section).items()]
    twice = [(section, code) for section, code, found in told if len(set(map(str, found))) < len(found)]
    assert twice == []


def test_a_section_nobody_has_is_a_fault() -> None:
    with pytest.raises(KeyError, match=re.escape("rows.nothing")):
        words("rows.nothing")


def test_english_is_the_surest_and_thai_the_next() -> None:
    names = table("headers")["name"]
    assert names.index("name") < names.index("ชื่อ") < names.index("nombre")
    assert any_of("column_phrases.list_of", whole=False).startswith("(?:list of|")


SWAHILI = """
[headers]
name = ["mjumbe"]
organization = ["asasi"]
attended = ["mahudhurio"]
[marks]
present = ["amekuja"]
absent = ["hayupo"]
"""
SHEET = "mjumbe,asasi,mahudhurio\nNeema Juma,Tumaini Trust,amekuja\nBaraka Musa,Haki Network,hayupo\n"
READ = """
import sys
from datetime import date
from pathlib import Path
import coalition.imports.lexicon as lexicon
lexicon.FOLDER = Path(sys.argv[1])
from coalition.imports.read.attendance_file import read_attendance
reading = read_attendance(Path(sys.argv[2]).read_bytes(), "mkutano 2026-05-14.csv", today=date(2026, 11, 28))
entries = reading.entries
print("; ".join(map(", ".join, zip(entries.name, entries.organization, entries.state))))
"""


def read_with(folder: Path, sheet: Path) -> str:
    """The entries of a sheet, read by a process that has only the words of a folder."""
    told = subprocess.run([sys.executable, "-c", READ, str(folder), str(sheet)], capture_output=True, text=True, check=True)
    return told.stdout


def test_a_language_is_added_by_one_file(tmp_path: Path) -> None:
    for path in lexicon.FOLDER.glob("*.toml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    sheet = tmp_path / "mkutano.csv"
    sheet.write_text(SHEET, encoding="utf-8")
    assert "'absent'" not in read_with(tmp_path, sheet)
    (tmp_path / "sw.toml").write_text(SWAHILI, encoding="utf-8")
    assert read_with(tmp_path, sheet).strip() == "Neema Juma, Tumaini Trust, present; Baraka Musa, Haki Network, absent"
