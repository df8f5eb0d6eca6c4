"""The list of well-known names that ships: sound, and found in every usual way of writing."""

import pytest

from coalition.imports.matching.curated import KINDS, identity, known_rows, pattern_key

ROWS = known_rows()
NAMES = [row for row in ROWS if row["kind"] != "place"]


def test_every_row_says_what_it_is_and_who_says_so() -> None:
    assert {row["kind"] for row in ROWS} <= set(KINDS)
    assert all(row["name"] and row["canonical"] and row["source"] for row in ROWS)
    assert all(row["country"] == "" or (len(row["country"]) == 2 and row["country"].isupper()) for row in ROWS)
    assert len({(row["name"], row["canonical"]) for row in ROWS}) == len(ROWS)


def test_no_name_means_two_organizations() -> None:
    meant: dict[str, set[str]] = {}
    for row in NAMES:
        for name in (row["name"], row["canonical"]):
            meant.setdefault(pattern_key(name), set()).add(row["canonical"])
    assert {key: found for key, found in meant.items() if len(found) > 1} == {}


def test_the_offices_of_a_row_are_of_the_same_kind_of_area() -> None:
    marks = ("{province}", "{district}", "{country}")
    assert [
        row for row in NAMES if [mark in row["name"] for mark in marks] != [mark in row["canonical"] for mark in marks]
    ] == []


def filled(name: str) -> str:
    return name.replace("{province}", "เชียงราย").replace("{district}", "แม่สาย").replace("{country}", "Suisse")


def test_every_name_of_the_list_is_the_organization_it_stands_for() -> None:
    for row in NAMES:
        name, canonical = (
            text.replace("{province}", "เชียงราย").replace("{district}", "แม่สาย").replace("{country}", "Suisse")
            for text in (row["name"], row["canonical"])
        )
        assert identity(name) == identity(canonical), row
        assert identity(canonical).startswith("list:")


def test_every_province_has_its_abbreviation() -> None:
    places = [row for row in ROWS if row["kind"] == "place"]
    assert len(places) == 77
    for row in places:
        assert identity(f"พมจ.{row['name']}") == identity(f"สำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัด{row['canonical']}"), row


@pytest.mark.parametrize(
    "written",
    [
        "พมจ.เชียงราย", "พมจ เชียงราย", "พมจ. ชร.", "พมจ.ชร", "สนง.พมจ.เชียงราย", "สำนักงาน พมจ.เชียงราย", "พมจ.จ.เชียงราย",
        "พมจ.จังหวัดเชียงราย", "สนง.พัฒนาสังคมฯ จ.เชียงราย", "สำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์ จ.เชียงราย",
        "Chiang Rai Provincial Social Development and Human Security Office", "PSDHS Chiang Rai", "Chiangrai PSDHS",
        "CHIANG RAI PROVINCIAL SOCIAL DEVELOPMENT & HUMAN SECURITY OFFICE", "พมจ.เชียงราย (PSDHS Chiang Rai)",
    ],
)  # fmt: skip
def test_the_provincial_office_is_known_in_both_languages_and_all_short_forms(written: str) -> None:
    assert identity(written) == identity("สำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดเชียงราย")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("สภ.แม่สาย", "Mae Sai Police Station"),
        ("สภ.แม่สาย จ.เชียงราย", "สถานีตำรวจภูธรแม่สาย"),
        ("สภ.อ.แม่สาย", "Mae Sai District Police Station"),
        ("สภ.เมือง จ.เชียงราย", "Muang Chiang Rai Police Station"),
        ("ภ.จว.เชียงราย", "Chiang Rai Provincial Police"),
        ("ตม.จว.เชียงราย", "Chiang Rai Immigration"),
        ("ตำรวจภูธรภาค ๕", "Provincial Police Region 5"),
        ("บพด.พะเยา", "Phayao Shelter for Children and Families"),
        ("กรมสอบสวนคดีพิเศษ (DSI)", "D.S.I."),
        ("IOM - UN Migration", "องค์การระหว่างประเทศเพื่อการโยกย้ายถิ่นฐาน"),
        ("The Mirror Foundation (มูลนิธิกระจกเงา)", "กระจกเงา"),
        ("Freedom Story, The", "SOLD Project"),
    ],
)
def test_translations_renames_and_acronyms_are_one_organization(one: str, other: str) -> None:
    assert identity(one) == identity(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("กรมสอบสวนคดีพิเศษ (HSI)", "DSI"),
        ("Hope House (DSI)", "DSI"),
        ("พมจ.เชียงราย เชียงใหม่", "พมจ.เชียงราย"),
        ("พมจ.เชียงราย 2", "พมจ.เชียงราย"),
        ("MSDHS Chiang Rai", "MSDHS"),
        ("Mirror", "Mirror Foundation"),
    ],
)
def test_a_name_that_only_contains_one_of_the_list_is_another(one: str, other: str) -> None:
    assert identity(one) != identity(other)
