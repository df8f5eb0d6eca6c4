"""Plain lists as people write them: what stands beside, between or below the names makes nobody come who did not."""

import csv
import io
from collections import Counter
from datetime import date

import hypothesis.strategies as st
from hypothesis import given

from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import Reading

_TODAY = date(2026, 11, 30)
_DAY = "Attendance list, 3 September 2026"
_PEOPLE = ("Ann Lee", "Bo Chan", "Cara Wells", "Dan Roe", "Eva Moss", "Fay Orr")
_HOUSES = ("Hope House", "Child Line", "Hope House", "Freedom Net", "Child Line", "Sun Home")
_AWAY = {"Cara Wells", "Fay Orr"}


def _read(rows: list[list[str]], name: str = "list.csv") -> Reading:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return read_attendance(text.getvalue().encode(), name, today=_TODAY)


def _states(told: Reading) -> Counter[tuple[str | None, str]]:
    assert told.refused is None, told.refused
    return Counter(zip(told.entries.name, told.entries.state, strict=True))


def _all(state: str = "present") -> Counter[tuple[str | None, str]]:
    return Counter((who, state) for who in _PEOPLE)


@given(
    heads=st.sampled_from([("Yes", "No"), ("Sí", "No"), ("Oui", "Non"), ("Ja", "Nein"), ("มา", "ไม่มา"), ("Y", "N")]),
    tick=st.sampled_from(["x", "✓", "1", "Yes"]),
    turned=st.booleans(),
)
def test_a_tick_below_no_beside_yes_says_that_somebody_did_not_come(heads: tuple[str, str], tick: str, turned: bool) -> None:
    step = -1 if turned else 1
    rows = [[_DAY], ["Name", "Organization", *heads[::step]]]
    rows += [[who, house, *["" if who in _AWAY else tick, tick if who in _AWAY else ""][::step]]
             for who, house in zip(_PEOPLE, _HOUSES, strict=True)]  # fmt: skip
    assert _states(_read(rows)) == Counter((who, "absent" if who in _AWAY else "present") for who in _PEOPLE)


def _list(layout: str) -> tuple[list[str], list[list[str]], int]:
    """(header, a row for each person, the column of names)."""
    both = list(enumerate(zip(_PEOPLE, _HOUSES, strict=True)))
    if layout == "numbered":
        return ["No", "Name", "Organization"], [[str(at + 1), who, house] for at, (who, house) in both], 1
    if layout == "marked":
        return ["Name", "Organization", "Attended"], [[who, house, "Yes"] for _, (who, house) in both], 0
    if layout == "matrix":
        return ["Name", "2026-09-03", "2026-10-01"], [[who, "x", "x"] for _, (who, _) in both], 0
    return ["Name", "Organization"], [[who, house] for _, (who, house) in both], 0


_LAYOUTS = st.sampled_from(["numbered", "marked", "matrix", "plain"])


@given(
    layout=_LAYOUTS,
    text=st.sampled_from(["Table 1", "Group A", "Chiang Mai", "Northern region", "Board", "Contact: zed@hope.example",
                          "Created with Google Sheets", "Prepared by Zed Quill"]),
    at=st.sampled_from([0, 3, 6]),
    gap=st.booleans(),
)  # fmt: skip
def test_a_text_alone_that_is_not_written_as_the_names_are_is_nobody(layout: str, text: str, at: int, gap: bool) -> None:
    header, rows, names = _list(layout)
    rows[at:at] = [*([[""] * len(header)] if gap else []), ["", text] if names else [text]]
    told = _read([[_DAY], header, *rows])
    assert set(_states(told)) == set(_all())
    assert told.rows.data == sum(vars(told.rows).values()) - told.rows.data, "no row is lost"


@given(
    layout=_LAYOUTS,
    signed=st.sampled_from([[["Zed Quill"], ["Coordinator"]], [["Prepared by:", "Approved by:"], ["Zed Quill", "Yan Umber"]]]),
)
def test_who_signs_below_a_list_is_none_of_it(layout: str, signed: list[list[str]]) -> None:
    header, rows, names = _list(layout)
    told = _read([[_DAY], header, *rows, [""] * len(header), *([""] * names + row for row in signed)])
    assert set(_states(told)) == set(_all())


@given(at=st.integers(0, 6), name=st.sampled_from(["Zed Quill", "ZED QUILL", "zed quill", "Zed de los Quill", "เซด ควิลล์"]))
def test_a_name_alone_is_read_or_handed_back(at: int, name: str) -> None:
    header, rows, _ = _list("plain")
    told = _read([[_DAY], header, *rows[:at], [name, ""], *rows[at:]])
    assert _states(told) == _all() + Counter([(name, "present")])
    header, rows, _ = _list("numbered")
    told = _read([[_DAY], header, *rows[:at], ["", name, ""], *rows[at:]])
    assert _states(told) == _all()
    assert [(issue.code, issue.line) for issue in told.issues] == [("alone_in_row", at + 3)]
    assert told.rows.refused == 1
