"""Whatever somebody uploads: no crash, no row lost, nobody out of nowhere. The long run is `benchmarks.fuzz`."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from coalition.database import reading
from coalition.imports.dispatch import plan_and_reading
from coalition.imports.formats.registry import every_format
from tests.support.accounting import lost_in_plan, unaccounted
from tests.support.examples import examples

TODAY = date(2026, 11, 25)
SAMPLES = [form.sample.data() for form in every_format() if form.sample]
SAMPLES += [(Path(__file__).parents[1] / "files" / "workbooks" / "sign_in.xls").read_bytes()] * (len(SAMPLES) // 4)
CELLS = st.sampled_from(
    ["", "x", "ลา", "Name", "ชื่อ-สกุล", "Organization", "Date", "14/05/2569", "2026-02-30", "5/6/2026 1:02:03 PM", "Total",
     "iPhone",     "Anong Saelee", "รวม", "1. Summary", "Absent", "a\nb", '"', "NA", "=1+1", "\u200b", "45061"]
)  # fmt: skip
SHEETS = st.lists(st.lists(CELLS, max_size=8), max_size=14).map(lambda rows: "\n".join(",".join(row) for row in rows))
NAMES = st.sampled_from(["list.csv", "meeting 2026-05-14.csv", "participants_812.csv", "book.xlsx"])


@st.composite
def changed_samples(draw: Callable[..., int]) -> bytes:
    """A sample with a piece taken out, doubled or overwritten."""
    data = draw(st.sampled_from(SAMPLES))
    begin, end = sorted((draw(st.integers(0, len(data))), draw(st.integers(0, len(data)))))
    piece = draw(st.sampled_from([b"", data[begin:end] * 2, draw(st.binary(max_size=12))]))
    return data[:begin] + piece + data[end:]


def assert_nothing_is_lost(engine: Engine, data: bytes, name: str) -> None:
    with reading(engine) as session:
        plan, read = plan_and_reading(session, data, name, today=TODAY)
        plan.rows(0, 20)
    if read is not None:
        assert unaccounted(read) == []
        assert lost_in_plan(plan, read) == []


ONCE = settings(max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@ONCE
@given(data=changed_samples(), name=NAMES)
def test_a_damaged_export_is_read_or_refused_with_every_row_accounted_for(
    sqlite_engine: Engine, data: bytes, name: str
) -> None:
    assert_nothing_is_lost(sqlite_engine, data, name)


@ONCE
@example(text="Name,,,Name\nชื่อ-สกุล,ลา,,Anong Saelee\n,x", codec="utf-8", name="list.csv")
@given(text=SHEETS, codec=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp874"]), name=NAMES)
def test_a_sheet_of_odd_cells_is_read_or_refused_with_every_row_accounted_for(
    sqlite_engine: Engine, text: str, codec: str, name: str
) -> None:
    assert_nothing_is_lost(sqlite_engine, text.encode(codec, errors="replace"), name)


@ONCE
@example(data=b"#A/A", name="list.csv")
@example(data="ณ ณ".encode(), name="list.csv")
@given(data=st.binary(max_size=300), name=NAMES)
def test_bytes_that_are_no_list_are_refused_with_a_sentence(sqlite_engine: Engine, data: bytes, name: str) -> None:
    assert_nothing_is_lost(sqlite_engine, data, name)
