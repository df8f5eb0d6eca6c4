"""The catalogue of words: nothing on a page is missing from it, and no translation loses a placeholder."""

import ast
import csv
import gettext
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from coalition import locale
from coalition.defaults import known_service_types
from coalition.imports.cells.encodings import not_text
from coalition.imports.issues import CATALOGUE
from coalition.imports.matching.candidates import Reason
from coalition.vocabulary import LABELS
from tests.support.sources import nodes
from tests.support.swahili import swahili as swahili

ROOT = Path(__file__).parents[1]


def rows() -> list[dict[str, str]]:
    with locale.CATALOGUE.open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if not row["english"].startswith("language:")]


@cache
def visible_strings() -> dict[str, str]:
    """{every literal given to t(...): the file it stands in}."""
    found = {}
    for path in [ROOT / "dashboard.py", *sorted((ROOT / "pages").glob("*.py")), *sorted((ROOT / "coalition").rglob("*.py"))]:
        for node in nodes(path):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"t", "tn", "tell", "open_page"}
            ):
                shown = node.args[1:] if node.func.id == "tn" else node.args[:1]
                found |= {text: path.name for argument in shown for text in texts_of(argument)}
            elif is_plural(node) and ("views" in path.parts or path.parent.name == "pages"):  # translated where it is shown
                found |= dict.fromkeys(texts_of(node), path.name)
    return found


def is_plural(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "plural"


def texts_of(node: ast.AST) -> Iterator[str]:
    """The literals that an argument can be: one of two, or the one that fits a count."""
    if isinstance(node, ast.IfExp):
        yield from (text for part in (node.body, node.orelse) for text in texts_of(part))
    elif isinstance(node, ast.Call) and is_plural(node):
        yield from (text for part in node.args[1:] for text in texts_of(part))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def test_every_visible_string_has_its_thai() -> None:
    missing = {text: file for text, file in visible_strings().items() if text not in locale.catalogue("th")}
    assert not missing


def test_both_forms_of_a_plural_are_among_the_visible_strings() -> None:
    found = visible_strings()
    assert {"1 was excused.", "{n} were excused.", "updated 1 day ago", "1 more member is in another sector."} <= found.keys()
    assert locale.plural(1, "one", "many") == "one"
    assert [locale.plural(n, "one", "many") for n in (0, 2, 11)] == ["many"] * 3


def test_every_word_of_the_vocabulary_has_its_thai() -> None:
    assert not [label for labels in LABELS.values() for label in labels.values() if label not in locale.catalogue("th")]


def test_every_reason_and_suggestion_of_an_import_has_its_thai() -> None:
    labels = {kind: [label for _, label in kind.options] for kind in CATALOGUE.values()}
    told = [text for kind in CATALOGUE.values() for text in (kind.sentence, kind.suggestion, *labels[kind]) if text]
    assert not [text for text in told if text not in locale.catalogue("th")]


WITHOUT_T = (ROOT / "coalition" / "access" / "files.py",)
_SENTENCE = re.compile(r"['A-Z{].{14,}[.?!]")


def sentences_made_elsewhere() -> Iterator[tuple[str, re.Pattern[str]]]:
    """What importing, editing and restoring say in f-strings: filled in, and as a pattern for what our own words fill."""
    for path in [
        *(ROOT / "coalition" / "imports").rglob("*.py"),
        *(ROOT / "coalition" / "edits").rglob("*.py"),
        *WITHOUT_T,
    ]:
        for node in nodes(path):
            if isinstance(node, ast.JoinedStr):
                parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
                text = "".join("7" if part is None else str(part) for part in parts)
                if _SENTENCE.fullmatch(text) and " " in text and "\\" not in text:
                    yield text, re.compile("".join(".+" if part is None else re.escape(str(part)) for part in parts))


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_why_two_names_may_be_one_has_its_thai(reason: Reason) -> None:
    assert {reason.value, f"The same as {{name}} ({reason.value})"} <= locale.catalogue("th").keys()


def test_every_sentence_that_is_filled_in_elsewhere_has_its_thai() -> None:
    keys = "\n".join(locale.catalogue("th"))
    known = {text for text, _ in sentences_made_elsewhere() if locale.translate_filled(text, "th") != text}
    missing = [text for text, pattern in sentences_made_elsewhere() if text not in known and not pattern.search(keys)]
    assert not missing


def test_a_translation_keeps_every_placeholder() -> None:
    assert not [r for r in rows() if locale.placeholders(r["english"]) != locale.placeholders(r["thai"])]


def test_no_string_is_translated_twice_and_none_is_empty() -> None:
    assert not [text for text, count in Counter(r["english"] for r in rows()).items() if count > 1]
    assert not [r for r in rows() if not r["thai"].strip() or r["confidence"] not in {"high", "medium", "low"}]


def test_a_string_without_translation_is_shown_in_english() -> None:
    assert locale.translate("Nobody ever translated {this}", "th", this="that") == "Nobody ever translated that"


@pytest.mark.parametrize(
    ("english", "thai"),
    [
        ("'31/02/2026' is not a real date.", "'31/02/2026' ไม่ใช่วันที่ที่มีจริง"),
        ("No meeting date in the file. Enter the meeting date.", "ไฟล์ไม่มีวันที่ประชุม ระบุวันที่ประชุม"),
        (
            "Choose one sheet. To import another sheet, upload the file again.",
            "เลือกหนึ่งแผ่นงาน หากต้องการนำเข้าแผ่นงานอื่น ให้อัปโหลดไฟล์อีกครั้ง",
        ),
        ("Somchai Jaidee, Hope House", "Somchai Jaidee, Hope House"),
        (
            "The same as Hope (TH) (one letter differs) (as decided before)",
            "เป็นรายเดียวกับ Hope (TH) (ต่างกันหนึ่งตัวอักษร) (ตามที่ตัดสินใจไว้ก่อนหน้า)",
        ),
        ("'Hop (TH)' is read as 'Hope': one letter differs.", "อ่าน 'Hop (TH)' เป็น 'Hope': ต่างกันหนึ่งตัวอักษร"),
        (
            "'4/3/26' does not fit the day-month order of the other rows (day first).",
            "'4/3/26' ไม่ตรงกับลำดับวันเดือนของแถวอื่น (วันก่อนเดือน)",
        ),
    ],
)
def test_a_filled_sentence_is_translated_around_what_was_filled_in(english: str, thai: str) -> None:
    assert locale.translate_filled(english, "th") == thai
    assert locale.translate_filled(english, "en") == english


@pytest.mark.parametrize(
    ("area", "shown"), [("แพร่", "เฉพาะในแพร่"), ("Nan", "เฉพาะใน Nan"), ("3 อำเภอ", "เฉพาะใน 3 อำเภอ"), ("", "เฉพาะใน ")]
)
def test_no_blank_stands_before_a_thai_name(area: str, shown: str) -> None:
    assert locale.translate("Only in {area}.", "th", area=area) == shown
    assert locale.translate("Only in {area}.", "en", area=area) == f"Only in {area}."


def test_thai_dates_are_in_the_buddhist_era() -> None:
    assert locale.date_text(date(2026, 3, 5), "th") == "5 มี.ค. 2569"
    assert locale.date_text(date(2026, 3, 5), "en") == "5 Mar 2026"


@pytest.mark.parametrize("data", [b"\x89PNG\r\n", b"%PDF-1.7", b"PK\x03\x04word/", b"PK\x03\x04", b"MZ\x90\x00", b"ID3\x04"])
def test_what_a_file_is_that_is_no_list_is_said_in_thai(data: bytes) -> None:
    what = not_text(data)
    assert what in locale.catalogue("th")
    assert locale.translate_filled(f"This is {what}, not a CSV file.", "th").count(locale.catalogue("th")[what]) == 1


def test_data_that_looks_like_a_short_sentence_is_left_as_it_is() -> None:
    assert locale.translate_filled("Training on referral", "th") == "Training on referral"
    assert locale.translate_filled("Training of trainers", "th") == "Training of trainers"


# --- another language is a file ---------------------------------------------------------------------------------------------


def test_a_language_is_a_file_with_its_name_months_and_words(swahili: locale.Language) -> None:
    assert swahili.name == "Kiswahili"
    assert locale.date_text(date(2026, 8, 5), "sw") == "5 Ago, 2026"
    assert locale.translate("Overview", "sw") == "Muhtasari"


def test_every_word_that_is_kept_whole_stands_on_a_screen() -> None:
    kinds = [name for kind in known_service_types() for name in (kind.name_local, kind.short_name_local)]
    demo = (path.read_text("utf-8") for path in (ROOT / "coalition" / "demo").glob("*.py"))  # titles, as people give them
    shown = "\n".join([*locale.catalogue("th").values(), *kinds, *demo])
    assert [word for word in locale.language_of("th").whole if word not in shown] == []


def test_what_a_language_has_no_word_for_is_shown_in_english(swahili: locale.Language) -> None:
    assert locale.translate("Meetings", "sw") == "Meetings"
    assert locale.translate_filled("The file is empty.", "sw") == "The file is empty."


def test_a_count_takes_the_form_of_its_language(swahili: locale.Language) -> None:
    said = [locale.translate_count(n, "1 gap", "{n} gaps", "sw", n=n) for n in (0, 1, 7)]
    assert said == ["mapengo 0", "pengo 1", "mapengo 7"]
    assert locale.translate_count(2, "1 row", "{n} rows", "sw", n=2) == "2 rows"


def test_a_language_with_three_forms_has_the_right_one_wherever_a_count_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = "n == 1 ? 0 : n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 10 || n % 100 >= 20) ? 1 : 2"
    polish = locale.Language(
        "Polski", plural=gettext.c2py(rule), words={"{n} rows": "{n} wiersz || {n} wiersze || {n} wierszy"}
    )
    monkeypatch.setattr(locale, "language_of", lambda _: polish)
    monkeypatch.setitem(locale.LANGUAGES, "pl", "Polski")
    assert locale.translate_count(3, "1 row", "{n} rows", "pl") == "{n} wiersze", "filled in later"
    assert locale.translate_count(5, "1 row", "{n} rows", "pl", n=5) == "5 wierszy"
    assert locale.translate("{n} rows", "pl", n="1,003") == "1,003 wiersze"
    assert locale.translate_filled("1,005 rows", "pl") == "1,005 wierszy"


def test_a_translation_that_lost_its_placeholder_is_told_and_not_used(swahili: locale.Language) -> None:
    assert swahili.faults == ("sw.csv, row 10: its words in {} are not those of the English. It is shown in English.",)
    assert locale.translate("{n} meetings", "sw", n=3) == "3 meetings"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("language: months,Jan;Feb,", "twelve"),
        ("language: era,soon,", "number of years"),
        ("language: date,{day}.{moon},", "{day}, {month} and {year}"),
        ("language: plural,import os,", "rule such as n != 1"),
        ("language: plural,n % 0,", "rule such as n != 1"),
        ("language: plural,n - 5,", "rule such as n != 1"),
        ('language: date,"{day} {month} {year} {",', "{day}, {month} and {year}"),
        (f"language: era,{'9' * 5000},", "number of years"),
        ('"{n} gaps","{n.__class__} {n}",', "words in {}"),
    ],
)
def test_a_damaged_row_about_a_language_is_told_and_the_rest_is_used(row: str, fault: str, tmp_path: Path) -> None:
    (tmp_path / "xx.csv").write_text(f"english,other,confidence\n{row}\nOverview,Sura,\n", encoding="utf-8")
    found = locale.read_language(tmp_path / "xx.csv")
    assert [fault in told for told in found.faults] == [True]
    assert found.words == {"Overview": "Sura"}
    assert found.months[0] == "Jan"
    assert (found.era, found.plural(2)) == (0, 1)


def test_a_file_that_is_no_text_is_told_and_the_screens_stay_english(tmp_path: Path) -> None:
    (tmp_path / "xx.csv").write_bytes(b"\xff\xfe\x00")
    assert locale.read_language(tmp_path / "xx.csv").faults == ("xx.csv cannot be read: UnicodeDecodeError.",)


def test_no_row_of_the_thai_catalogue_is_left_out() -> None:
    assert locale.language_of("th").faults == ()


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        ("Provinces and districts stored: {n}.", "en", "Counties and sub-counties stored: {n}."),
        ("The whole province", "en", "The whole county"),
        ("Province", "en", "County"),
        ("Provincial office", "en", "Provincial office"),
        ("{district} lies in a district", "en", "{district} lies in a sub-county"),
        ("ทุกจังหวัด", "th", "ทุกเคาน์ตี"),
        ("All provinces", "sw", "All provinces"),
    ],
)
def test_a_coalition_calls_the_levels_of_areas_by_its_own_words(text: str, language: str, shown: str) -> None:
    own = {
        "en": {"Province": "County", "Provinces": "Counties", "District": "Sub-county", "Districts": "Sub-counties"},
        "th": {"Province": "เคาน์ตี"},
    }
    assert locale.renamed(text, language, own.get(language, {})) == shown
