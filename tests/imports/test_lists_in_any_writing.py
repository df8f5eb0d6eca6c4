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


# --- the names ------------------------------------------------------------------------------------------------------------

_THAI = ("สมชาย ใจดี", "กัญญา สุขใจ", "อนงค์ ศรีสุข", "ประเสริฐ ทองดี", "วิภา แก้วมณี", "ธนา บุญมา")
_SPELLED = ("Somchai Jaidee", "Kanya Sukjai", "Anong Srisuk", "Prasert Thongdee", "Wipa Kaewmanee", "Thana Boonma")
_SPOKEN_OF = ("she/her", "he/him", "they/them", "she/her/hers", "she/they", "elle/lui")


def _named(cells: list[str], layout: str) -> Reading:
    """The reading of a list of these names, with marks, or an organization beside each."""
    if layout == "organizations":
        rows = [["Name", "Organization", "Attended"]]
        rows += [[cell, house, "Yes"] for cell, house in zip(cells, _HOUSES, strict=True)]
    elif layout == "matrix":
        rows = [["Name", "2026-09-03", "2026-10-01"], *([cell, "P", "P"] for cell in cells)]
    else:
        rows = [["Name", "Attended"], *([cell, "Yes"] for cell in cells)]
    return _read(rows if layout == "matrix" else [[_DAY], *rows])


_NAMED = st.sampled_from(["organizations", "matrix", "marks"])


@given(layout=_NAMED, around=st.sampled_from(["{0} ({1})", "{0} [{1}]", "{0}, {1}", "{0} - {1}", "{0} {1}"]))
def test_how_somebody_wants_to_be_spoken_of_is_no_part_of_the_name(layout: str, around: str) -> None:
    told = _named([around.format(*both) for both in zip(_PEOPLE, _SPOKEN_OF, strict=True)], layout)
    assert set(_states(told)) == set(_all())


@given(layout=_NAMED, sign=st.sampled_from(["\n", " / ", "/", " | ", " - "]))
def test_a_name_in_two_scripts_is_one_person(layout: str, sign: str) -> None:
    told = _named([f"{one}{sign}{other}" for one, other in zip(_THAI, _SPELLED, strict=True)], layout)
    assert set(_states(told)) == {(name, "present") for name in _THAI}
    assert set(told.entries.organization) == (set(_HOUSES) if layout == "organizations" else {None})


@given(
    layout=_NAMED,
    around=st.sampled_from(["{0} - {1}", "{0} / {1}", "{0} | {1}", "{0} @ {1}", "{0} ({1})"]),
    turned=st.booleans(),
)
def test_an_organization_beside_the_name_is_whose_everybody_is(layout: str, around: str, turned: bool) -> None:
    turned = turned and "(" not in around
    told = _named([around.format(*both[:: -1 if turned else 1]) for both in zip(_PEOPLE, _HOUSES, strict=True)], layout)
    assert set(_states(told)) == set(_all())
    assert dict(zip(told.entries.name, told.entries.organization, strict=True)) == dict(zip(_PEOPLE, _HOUSES, strict=True))


@given(layout=_NAMED, sign=st.sampled_from([" ", ". ", ") ", "."]))
def test_numbers_before_the_names_are_none_of_them(layout: str, sign: str) -> None:
    assert set(_states(_named([f"{at}{sign}{who}" for at, who in enumerate(_PEOPLE, 1)], layout))) == set(_all())


@given(text=st.sampled_from([
    "{z} (proxy for {p})", "{z} (rep. for {p})", "{z} (alt. for {p})", "{z} (substituting for {p})", "{z} obo {p}",
    "{z} rep. {p}", "{z} (on behalf of {p})", "{z} (แทน {p})", "{p} (rep. by {z})", "{p} (represented by {z})",
]))  # fmt: skip
def test_who_came_for_another_came_and_the_other_did_not(text: str) -> None:
    told = _named([text.format(z="Zed Quill", p=who) if who == "Dan Roe" else who for who in _PEOPLE], "organizations")
    came = {name for name, state in _states(told) if state == "present"}
    assert came == {*_PEOPLE, "Zed Quill"} - {"Dan Roe"}


# --- what stands below a header of presence, or of remarks ------------------------------------------------------------------


@given(
    header=st.sampled_from([
        "Substitute", "Alternate attendee", "Alternate's name", "Proxy name", "Represented by", "Attended by (if different)",
        "Representative (if not member)", "Suplente", "Vertreten durch", "Diwakili oleh", "ผู้มาประชุมแทน", "ผู้แทนที่เข้าร่วม",
    ]),
    named=st.sampled_from(["Name", "Member", "Committee member"]),
    marks=st.sampled_from([("x", ""), ("Yes", "No"), ("P", "A")]),
    ticked=st.booleans(),
)  # fmt: skip
def test_who_stands_in_a_column_of_substitutes_came_instead(
    header: str, named: str, marks: tuple[str, str], ticked: bool
) -> None:
    sent = {"Cara Wells": "Gil Ray", "Fay Orr": "Hana Ito"}
    rows = [[_DAY], ["No", named, "Organization", "Present", header]]
    rows += [[str(at), who, house, marks[who in _AWAY and not ticked], sent.get(who, "")]
             for at, (who, house) in enumerate(zip(_PEOPLE, _HOUSES, strict=True), 1)]  # fmt: skip
    came = [who for who in (*_PEOPLE, *sent.values()) if who not in _AWAY]
    assert _states(_read(rows)) == Counter([*((who, "present") for who in came), *((who, "excused") for who in _AWAY)])


@given(
    header=st.sampled_from(["Status", "Attendance", "Present", "Attended"]),
    way=st.sampled_from(["Online", "Zoom", "By phone", "Remote", "In person", "Via Teams", "Late", "Arrived late", "Hybrid"]),
)
def test_how_somebody_came_says_that_they_did(header: str, way: str) -> None:
    words = {who: "Absent" if who in _AWAY else "Present" for who in _PEOPLE} | {"Dan Roe": way}
    rows = [[_DAY], ["Name", "Organization", header]]
    rows += [[who, house, words[who]] for who, house in zip(_PEOPLE, _HOUSES, strict=True)]
    assert _states(_read(rows)) == Counter((who, "absent" if who in _AWAY else "present") for who in _PEOPLE)


def test_reasons_that_no_rule_reads_are_asked_about() -> None:
    rows = [[_DAY], ["Name", "Organization", "Reason"]]
    rows += [[who, house, "Elsewhere" if who in _AWAY else ""] for who, house in zip(_PEOPLE, _HOUSES, strict=True)]
    assert "did_they_come" in _read(rows).flags


@given(word=st.sampled_from(["N/A", "-", ".", "?", "TBD", "nil", "none", "0", "not applicable"]))
def test_what_says_that_there_is_no_organization_is_none(word: str) -> None:
    rows = [[_DAY], ["Name", "Organization", "Attended"]]
    rows += [[who, word if who == "Dan Roe" else house, "Yes"] for who, house in zip(_PEOPLE, _HOUSES, strict=True)]
    told = _read(rows)
    expected = dict(zip(_PEOPLE, _HOUSES, strict=True)) | {"Dan Roe": None}
    assert dict(zip(told.entries.name, told.entries.organization, strict=True)) == expected


def test_days_below_which_nobody_is_marked_are_those_of_a_form() -> None:
    rows = [["Name", "Organization", "2026-09-03", "2026-10-01"]]
    told = _read([*rows, *([who, house, "", ""] for who, house in zip(_PEOPLE, _HOUSES, strict=True))], "attendance.csv")
    assert told.refused is not None
    assert "2026-09-03" in told.refused


# --- columns of something else ----------------------------------------------------------------------------------------------


@given(
    header=st.sampled_from(["Committee", "Board", "Lunch", "Photo consent", "New member"]),
    yes=st.sampled_from([("Yes", "No"), ("1", "0"), ("TRUE", "FALSE")]),
    first=st.booleans(),
)
def test_another_answer_beside_who_attended_is_no_presence(header: str, yes: tuple[str, str], first: bool) -> None:
    rows = [[_DAY], ["Name", "Organization", *([header] if first else []), "Attended", *([] if first else [header])]]
    for at, who in enumerate(_PEOPLE):
        other = [yes[at % 2]]
        rows.append([who, _HOUSES[at], *(other if first else []), "No" if who in _AWAY else "Yes", *([] if first else other)])
    assert _states(_read(rows)) == Counter((who, "absent" if who in _AWAY else "present") for who in _PEOPLE)


def test_days_of_joining_an_organization_are_not_those_of_the_meeting() -> None:
    rows = [[_DAY], ["Name", "Organization", "Join date", "Attended"]]
    rows += [[who, house, f"2024-0{at}-05", "Yes"] for at, (who, house) in enumerate(zip(_PEOPLE, _HOUSES, strict=True), 1)]
    told = _read(rows)
    assert [meeting.on for meeting in told.meetings] == [date(2026, 9, 3)]
    assert _states(told) == _all()
