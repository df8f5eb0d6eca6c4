"""Precision before recall: nothing that makes another organization is ever merged without asking."""

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coalition.defaults import known_areas
from coalition.imports.matching.curated import identity
from coalition.imports.matching.likeness import Known, match_names
from tests.support.examples import examples

PROVINCES = [area for area in known_areas("TH") if area.level == 1]
DISTRICTS = [area for area in known_areas("TH") if area.level == 2]
OFFICES = [
    "{} Provincial Police", "{} Police Station", "PSDHS {}", "{} Shelter for Children and Families", "{} Hope House",
    "Hope House {}",
    "{} Provincial Court", "Hill Light Foundation, {}", "{} Immigration",
]  # fmt: skip
OFFICES_THAI = [
    "พมจ.{}", "สนง.พมจ.{}", "ภ.จว.{}", "บ้านพักเด็กและครอบครัวจังหวัด{}", "บ้านพักเด็กและครอบครัว จ.{}", "ตม.จว.{}",
    "สภ.{}", "สสจ.{}",
    "มูลนิธิริมน้ำ {}", "สพป.{} เขต 1", "อบจ.{}",
]  # fmt: skip


@pytest.mark.parametrize("office", [*OFFICES, *OFFICES_THAI])
def test_the_offices_of_77_provinces_are_77(office: str) -> None:
    names = [office.format(area.name if office.isascii() else area.name_local) for area in PROVINCES]
    assert len({identity(name) for name in names}) == 77


@pytest.mark.parametrize(
    "office", ["{} Police Station", "สภ.{}", "ที่ว่าการอำเภอ{}", "{} District Office", "อบต.{}", "Hope House {}"]
)
def test_the_offices_of_two_districts_are_two(office: str) -> None:
    """Several districts share a name: their offices are told apart by nothing that is written, and are one name."""
    written = {area.name if office.isascii() else area.name_local or "" for area in DISTRICTS}
    distinct = {"".join(name.split()).casefold().replace("muang", "mueang") for name in written}
    assert len({identity(office.format(name)) for name in written}) >= len(distinct)


def test_a_district_of_the_same_name_elsewhere_is_another_one() -> None:
    codes: dict[str, set[str]] = {}
    for area in DISTRICTS:
        codes.setdefault(area.name_local or "", set()).add(area.parent_pcode or "")
    province = {area.pcode: area.name_local for area in PROVINCES}
    shared = {name: parents for name, parents in codes.items() if len(parents) > 1}
    assert shared
    for name, parents in shared.items():
        offices = {identity(f"สภ.{name} จ.{province[parent]}") for parent in parents}
        assert len(offices) == len(parents)
        assert identity(f"สภ.{name}") not in offices


@pytest.mark.parametrize(
    "name", ["ภาค {}", "Region {} Office", "Hope House {}", "สพป.เชียงราย เขต {}", "{} Baht Project", "Area 1.{}"]
)
def test_another_number_is_another_organization(name: str) -> None:
    numbers = [*range(1, 40), 100, 101, 110, 1300, 1387]
    assert len({identity(name.format(number)) for number in numbers}) == len(numbers)


@pytest.mark.parametrize(
    "levels",
    [
        ["กระทรวงริมน้ำ", "กรมริมน้ำ", "กองริมน้ำ", "สำนักงานริมน้ำ", "ศูนย์ริมน้ำ"],
        ["อบต.แม่สาย", "อบจ.แม่สาย", "เทศบาลตำบลแม่สาย", "เทศบาลเมืองแม่สาย",
         "สภ.แม่สาย", "รพ.แม่สาย", "รพ.สต.แม่สาย", "รร.แม่สาย", "อำเภอแม่สาย"],
        ["ภ.จว.เชียงราย", "สภ.เมืองเชียงราย", "ตม.จว.เชียงราย", "พมจ.เชียงราย",
         "สสจ.เชียงราย", "อบจ.เชียงราย", "บพด.เชียงราย", "จังหวัดเชียงราย", "ศาลจังหวัดเชียงราย"],
        ["Ministry of River Affairs", "Department of River Affairs",
         "Provincial Office of River Affairs", "River Affairs Division", "River Affairs"],
        ["Chiang Rai Provincial Police", "Mueang Chiang Rai Police Station",
         "Provincial Police Region 5", "Royal Thai Police", "Chiang Rai Police"],
        ["Hope House", "Hope Home", "Hope Center", "Hope Foundation", "Hope", "Hope Network",
         "Hope House for Boys", "Hope House for Girls"],
        ["Hope Foundation", "Hope Association", "Hope Ltd", "Hope Inc", "Hope Organization", "Hope Office"],
    ],
)  # fmt: skip
def test_another_level_or_form_is_another_organization(levels: list[str]) -> None:
    assert len({identity(name) for name in levels}) == len(levels)


def test_no_two_short_acronyms_are_one() -> None:
    english = [
        "DSI",
        "HSI",
        "CPCR",
        "CPCRC",
        "IOM",
        "ILO",
        "AAT",
        "AAPTIP",
        "UNDP",
        "UNODC",
        "UNICEF",
        "DCY",
        "DWF",
        "DSDW",
        "ATPD",
    ]
    thai = [
        "พม.",
        "พส.",
        "สค.",
        "ดย.",
        "พมจ.",
        "ปปง.",
        "ป.ป.ส.",
        "ป.ป.ช.",
        "กสม.",
        "กสร.",
        "สตม.",
        "สตช.",
        "ตม.",
        "อสส.",
        "ปคม.",
    ]
    for known in (english, thai):
        assert len({identity(name) for name in known}) == len(known)
        for one, other in itertools.permutations(known, 2):
            (found,) = match_names([one], [Known(other, other)])
            assert found.verdict == "none", (one, other)


def test_the_police_and_the_ministry_each_have_a_division_against_trafficking() -> None:
    (found,) = match_names(["Division of Anti-Trafficking in Persons"], [Known("1", "Anti-Trafficking in Persons Division")])
    assert (found.verdict, found.reason) == ("none", "the built-in list has them as two: not the same")


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("กระทรวงแรงงาน", "Ministry of Labour (Cambodia)"),
        ("DSI", "กรมสอบสวนคดีพิเศษ (เชียงใหม่)"),
        ("กรมสอบสวนคดีพิเศษ", "DSI (Chiang Mai)"),
        ("IOM", "International Organization for Migration (Cambodia)"),
        ("The Freedom Story", "SOLD Project (youth group)"),
        ("National Human Rights Commission of Thailand", "National Human Rights Commission (India)"),
    ],
)
def test_a_known_name_with_something_more_in_brackets_is_not_what_the_list_knows_without_it(typed: str, known: str) -> None:
    for one, other in ((typed, known), (known, typed)):
        assert match_names([one], [Known(other, other)])[0].verdict != "same"


_WORDS = [
    "Hope",
    "River",
    "Hill",
    "Light",
    "Golden",
    "Bank",
    "Bright",
    "Mekong",
    "Lotus",
    "Bamboo",
    "Harvest",
    "Lantern",
    "Sparrow",
]
_KINDS = ["Foundation", "Project", "Network", "House", "Center", "Shelter", "Mission", "Association", "School"]
_WHOM = ["for Women", "for Men", "for Boys", "for Girls", "for Children", "for Migrants", "", "North", "South", "2", "II"]


@settings(max_examples=examples(300))
@given(st.randoms(use_true_random=False))
def test_one_word_changed_is_never_merged(rng: random.Random) -> None:
    words = [rng.choice(_WORDS), rng.choice(_WORDS), rng.choice(_KINDS), rng.choice(_WHOM), rng.choice(PROVINCES).name]
    at = rng.randrange(len(words))
    choices = [_WORDS, _WORDS, _KINDS, _WHOM, [area.name for area in PROVINCES]][at]
    changed = [*words[:at], rng.choice([word for word in choices if word != words[at]]), *words[at + 1 :]]
    (found,) = match_names([" ".join(words)], [Known("1", " ".join(changed))])
    assert found.verdict != "same"


@settings(max_examples=examples(300))
@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_is_typed_gets_a_verdict_and_the_same_only_for_the_same_identity(typed: str, known: str) -> None:
    (found,) = match_names([typed], [Known("1", known)])
    assert 0 <= found.score <= 1
    assert (found.known is None) == (found.verdict == "none")
    assert (found.verdict == "same") == (bool(found.known) and identity(typed) == identity(known))
