"""Every format brings a sample, is told from all others by it, and reads it without a question."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from coalition.imports.cells.reader import read_grid
from coalition.imports.formats.form import FOLDER, TOP_ROWS, Product, UnknownKey, load
from coalition.imports.formats.registry import PROGRAMS, every_format, score_of
from coalition.imports.issues import CATALOGUE, Scope
from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.read.parting import header_score

TODAY = date(2026, 11, 1)
SAMPLED = [known for known in every_format() if known.sample is not None]


@pytest.mark.parametrize("known", SAMPLED, ids=lambda known: known.name)
def test_a_sample_reads_into_one_meeting_with_its_people_and_no_question(known: Product) -> None:
    assert known.sample is not None
    reading = read_attendance(known.sample.data(), known.sample.file, today=TODAY)
    assert reading.refused is None
    assert reading.format == known.name
    came = [
        name for name, state in zip(reading.entries.name, reading.entries.state, strict=True) if name and state == "present"
    ]
    assert len(came) == known.sample.people, came
    assert [meeting.on is not None for meeting in reading.meetings] == [True]
    assert [found.code for found in reading.issues if CATALOGUE[found.code].scope in {Scope.QUESTION, Scope.ROW}] == []
    assert not set(reading.flags) & {"ambiguous_date_order", "no_date", "not_attendance", "garbled_text"}


@pytest.mark.parametrize("known", SAMPLED, ids=lambda known: known.name)
def test_no_row_of_a_sample_is_lost(known: Product) -> None:
    assert known.sample is not None
    rows = read_attendance(known.sample.data(), known.sample.file, today=TODAY).rows
    assert rows.data == rows.accepted + rows.merged + rows.absent + rows.not_a_person + rows.refused + rows.blank


@pytest.mark.parametrize("known", SAMPLED, ids=lambda known: known.name)
def test_no_other_program_claims_a_sample(known: Product) -> None:
    assert known.sample is not None
    grid = read_grid(known.sample.data(), header_score=header_score)
    scores = {program.name: score_of(program, grid.rows[:TOP_ROWS]) for program in PROGRAMS}
    if known.is_program:
        own = scores.pop(known.name)
        assert own >= 5, "its own format is believed"
        assert all(other < own for other in scores.values()), scores
    else:
        assert all(other == 0 for other in scores.values()), scores


def test_names_are_given_once() -> None:
    names = [known.name for known in every_format()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("known", every_format(), ids=lambda known: known.name)
def test_a_format_says_where_its_file_comes_from(known: Product) -> None:
    assert known.title
    assert known.how.endswith(".")


@pytest.mark.parametrize(
    "wrong",
    ["tilte = 'x'", "[[header]]\nal = []", "[cells.name]\nutf = true", "[columns]\nnmae = ['Name']", "reads = 'lists'"],
)
def test_a_key_that_nobody_reads_is_an_error_and_no_silence(wrong: str, tmp_path: Path) -> None:
    path = tmp_path / "other.toml"
    path.write_text(f"title = 'Other'\nhow = 'From it.'\nplace = 1\n{wrong}\n", encoding="utf-8")
    with pytest.raises(UnknownKey, match="other"):
        load(path)


def test_a_sample_belongs_to_a_format_that_shows_it() -> None:
    shown = {known.sample.path.name for known in SAMPLED if known.sample is not None}
    assert {path.name for path in FOLDER.glob("*.csv")} == shown


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.words.toml")), ids=lambda path: path.name)
def test_every_list_of_words_is_looked_for_by_its_module(path: Path) -> None:
    name = path.name.partition(".")[0]
    code, told = (FOLDER / f"{name}.py").read_text(encoding="utf-8"), tomllib.loads(path.read_text(encoding="utf-8"))
    assert told.keys() == {"patterns", "words"}
    assert [key for key in [*told["patterns"], *told["words"]] if f'"{key}"' not in code.replace("'", '"')] == []
