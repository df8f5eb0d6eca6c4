"""Organizations told by what stands around a whole column: in brackets behind every name, and by a flag in a matrix."""

import pytest

from coalition.imports.cells.in_brackets import organizations_in_brackets, without_codes
from coalition.imports.cells.people_names import read_names
from coalition.imports.read.heads import heads_of

Row = list[str]


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (
            ["Ann Lee (Blue Lantern)", "Bo Chan (IJM)", "Cy Diaz (Open Door)"],
            {"Ann Lee": "Blue Lantern", "Cy Diaz": "Open Door"},
        ),
        (["Dr. Ann Lee (Aid & Care)", "Bo Chan (Legal Aid Clinic)"], {"Ann Lee": "Aid & Care"}),
        (["อนงค์ แซ่ลี (กลุ่มรักแม่น้ำ)", "เบน คำดี (มูลนิธิรักเด็ก)"], {"อนงค์ แซ่ลี": "กลุ่มรักแม่น้ำ"}),
    ],
)
def test_behind_nearly_every_name_brackets_hold_the_organization(texts: list[str], told: dict[str, str]) -> None:
    assert {named.name: named.organization for named in organizations_in_brackets(texts).values()} == told


@pytest.mark.parametrize(
    "texts",
    [
        ["Somchai Jaidee (Lek)", "Malee Srisuk (Nok)", "Ann Lee (Ploy)"],
        ["Ann Lee (Chair)", "Bo Chan (Host)", "Cy Diaz (Guest)"],
        ["Ann Lee (Chiang Mai)", "Bo Chan (Chiang Rai)", "Cy Diaz (IJM)"],
        ["Ann Lee (Case Manager)", "Bo Chan (Legal Officer)", "Cy Diaz (IJM)"],
        ["Ann Lee (New York)", "Bo Chan (Buenos Aires)"],
        ["Nok (Kanya Rattanakul)", "Lek (Somchai Jaidee)", "Ann Lee (UNICEF)"],
        ["Ann Lee (Blue Lantern)", "Bo Chan", "Cy Diaz", "Dee Fox", "Eve Moe (IJM)"],
        [],
    ],
)
def test_nicknames_parts_played_places_and_jobs_are_no_organizations(texts: list[str]) -> None:
    assert organizations_in_brackets(texts) == {}


def test_a_nickname_an_absence_and_a_proxy_among_organizations_stay_what_they_are() -> None:
    sure = ["Ann Lee (Blue Lantern)", "Bo Chan (Legal Aid Clinic)", "Cy Diaz (IJM)", "Dee Fox (Hope House)"]
    found = organizations_in_brackets([*sure, "Kanya Rattana (นก)", "Eve Moe (on behalf of Bo Chan)", "Fay Hill (absent)"])
    assert set(found) == {"Ann Lee (Blue Lantern)"}, "the others are told by their own words"


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Ann Lee (Victim & Witness Support)", []),
        ("Ann Lee (Children and Families)", []),
        ("มะลิ ไชยา (เด็ก และ สตรี)", []),
        ("Ann Lee and Bo Chan (IJM)", [("Ann Lee", "IJM"), ("Bo Chan", "IJM")]),
        ("Ann Lee (HUG) and Bo Chan (IJM)", [("Ann Lee", "HUG"), ("Bo Chan", "IJM")]),
        ("Ann Lee & Bo Chan", [("Ann Lee", None), ("Bo Chan", None)]),
    ],
)
def test_and_inside_brackets_parts_nobody_and_what_stands_behind_the_last_is_of_both(
    text: str, people: list[tuple[str, str | None]]
) -> None:
    assert [(one.name, one.organization) for one in read_names(text, ()).people] == people


@pytest.mark.parametrize("text", ["อนงค์ แซ่ลี (ผู้แทน)", "อนงค์ แซ่ลี (ประธาน)"])
def test_a_part_played_is_no_part_of_the_name(text: str) -> None:
    assert read_names(text, ()).name == "อนงค์ แซ่ลี"


def flagged(*rows: Row) -> list[str]:
    """The organizations among rows of name, flag and two meetings."""
    return list(heads_of(rows, ("Name", "Voting", "2026-03-12", "2026-04-09"), 0, (2, 3))[0].values())


def test_rows_with_a_flag_and_no_mark_head_the_people_below_them() -> None:
    rows: list[Row] = [
        ["Blue Lantern", "Y", "", ""],
        ["Ann Lee", "", "x", ""],
        ["City of Bergen", "N", "", ""],
        ["Bo Chan", "", "", "x"],
    ]
    assert flagged(*rows, ["Total", "", "1", "1"]) == ["Blue Lantern", "City of Bergen"]
    assert flagged(["Ann Lee", "", "x", "x"], *rows) == ["Blue Lantern", "City of Bergen"], "somebody for nobody stands above"
    assert flagged(*rows, ["Cy Diaz", "", "", ""]) == ["Blue Lantern", "City of Bergen"], "who never came stays a person"


@pytest.mark.parametrize(
    "rows",
    [
        [["Ann Lee", "Y", "x", ""], ["Bo Chan", "N", "", "x"], ["Cy Diaz", "Y", "", ""]],
        [["Ann Lee", "Y", "", ""], ["Bo Chan", "", "x", ""], ["Cy Diaz", "", "x", "x"]],
        [["Ann Lee", "Y", "", ""], ["Bo Chan", "", "x", ""], ["Cy Diaz", "Y", "", ""], ["Dee Fox", "", "x", "x"]],
        [["Ann Lee", "Member", "", ""], ["Bo Chan", "Observer", "", ""], ["Cy Diaz", "", "x", ""]],
        [["Blue Lantern", "Y", "", ""], ["Ann Lee", "", "", ""], ["Open Door", "N", "", ""], ["Bo Chan", "", "", ""]],
        [["Mr. Ann Lee", "Y", "", ""], ["Bo Chan", "", "x", ""], ["Mr. Cy Diaz", "N", "", ""], ["Dee Fox", "", "x", "x"]],
        [
            ["Hope House", "Thai", "", ""],
            ["Bo Chan", "", "x", ""],
            ["Hill Light Foundation", "Lao", "", ""],
            ["Dee Fox", "", "x", "x"],
        ],
    ],
    ids=["flags of people", "one flag", "flags that say yes alone", "no people between", "no marks", "titles", "no flags"],
)
def test_flags_of_people_make_no_organizations(rows: list[Row]) -> None:
    assert flagged(*rows) == []


def test_codes_of_their_own_are_taken_off_the_names_of_a_column_and_never_a_first_name() -> None:
    people = ["Ann Lee", "Bo Chan", "Cy Diaz"]
    for written in ("D{0} - {1}", "{1} (D{0})", "{0}{1}", "{1}_{0}"):
        texts = [written.format(110 + number, name) for number, name in enumerate(people)]
        assert list(without_codes(texts).values()) == people
    assert without_codes(["10Ann Lee", "11Bo Chan", "12Cy Diaz"]) == {}
