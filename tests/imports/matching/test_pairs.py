"""Pairs of invented names as people type them: what is asked about, what is one, and what is never made one."""

import pytest

from coalition.imports.matching.candidates import Reason
from coalition.imports.matching.likeness import Known, Match, match_names

PLURALS = [
    ("Wang River Family", "Wang River Families"),
    ("Hill Light Ministry", "Hill Light Ministries"),
    ("Sai Lom Church", "Sai Lom Churches"),
    ("Rim Kok Community", "Rim Kok Communities"),
    ("New Life Wang River", "New Lives Wang River"),
    ("Girl Home Sai Lom", "Girls Home Sai Lom"),
    ("Golden Bridge Refuges", "Golden Bridge Refuge"),
    ("Lotus Child Group", "Lotus Children Group"),
]
SHORTENED = [
    ("Sai Lom Hse", "Sai Lom House"),
    ("Sai Lom Hse.", "Sai Lom House"),
    ("Sai Lom Ctr", "Sai Lom Center"),
    ("Sai Lom Cntr", "Sai Lom Centre"),
    ("Sai Lom Fndn", "Sai Lom Foundation"),
    ("Sai Lom Fdn", "Sai Lom Fndn"),
    ("Sai Lom Pol Stn", "Sai Lom Police Station"),
    ("Sai Lom Pol. Stn.", "Sai Lom Police Station"),
    ("Sai Lom Sch", "Sai Lom School"),
    ("Sai Lom Prov. Off.", "Sai Lom Provincial Office"),
    ("Sai Lom Dist. Off.", "Sai Lom District Office"),
    ("Sai Lom Proj.", "Sai Lom Project"),
    ("Sai Lom Ntwk", "Sai Lom Network"),
    ("Sai Lom Shltr", "Sai Lom Shelter"),
    ("River Rights Cttee", "River Rights Committee"),
    ("Rim Kok Immig. Ofc", "Rim Kok Immigration Office"),
    ("มนธ.ริมกก", "มูลนิธิริมกก"),
    ("มูลฯริมกก", "มูลนิธิริมกก"),
    ("มูลฯ ริมกก", "มูลนิธิริมกก"),
    ("มูล.ริมกก", "มูลนิธิริมกก"),
    ("รพ ริมกก", "โรงพยาบาลริมกก"),
    ("รพช.ริมกก", "โรงพยาบาลริมกก"),
    ("รร ริมกก", "โรงเรียนริมกก"),
    ("ม.ริมกก", "มหาวิทยาลัยริมกก"),
    ("ศพด.ริมกก", "ศูนย์พัฒนาเด็กเล็กริมกก"),
    ("สสอ.แม่สาย", "สำนักงานสาธารณสุขอำเภอแม่สาย"),
]
TWO_LETTERS = [
    ("RK Foundation", "Rim Kok Foundation"),
    ("R.K. Foundation", "Rim Kok Foundation"),
    ("RK Fdn", "Rim Kok Fndn"),
    ("RK House", "Rim Kok Hse"),
    ("SL Children Project", "Sai Lom Children Project"),
    ("WR Network", "Wang River Network"),
]
WRITTEN_OTHERWISE = [
    ("Sai Lom Fdn.", "Sai Lom Foundation"),
    ("Sai Lom Assn", "Sai Lom Association"),
    ("Sai Lom Hosp.", "Sai Lom Hospital"),
    ("Sai Lom Univ", "Sai Lom University"),
    ("สนง.ริมกก", "สำนักงานริมกก"),
    ("สภ.แม่สาย", "สถานีตำรวจภูธรแม่สาย"),
    ("ร.พ.ริมกก", "โรงพยาบาลริมกก"),
    ("ร.ร.ริมกก", "โรงเรียนริมกก"),
    ("อ.บ.ต.ริมกก", "องค์การบริหารส่วนตำบลริมกก"),
    ("ทต.ริมกก", "เทศบาลตำบลริมกก"),
    ("มูลนิธิฯ ริมกก", "มูลนิธิริมกก"),
]
TWO = [
    ("Sai Lom Hse Chiang Mai", "Sai Lom House Chiang Rai"),
    ("Chiang Mai Sai Lom Ctr", "Chiang Rai Sai Lom Center"),
    ("Sai Lom Pol Stn Mae Sai", "Sai Lom Police Station Mae Chan"),
    ("มูลฯริมกก เชียงใหม่", "มูลนิธิริมกก เชียงราย"),
    ("รพ แม่สาย", "โรงพยาบาลแม่จัน"),
    ("สสอ.แม่สาย", "สำนักงานสาธารณสุขอำเภอแม่จัน"),
    ("พมจ.เชียงใหม่", "พมจ.เชียงราย"),
    ("Mae Sai Sch", "Mae Chan School"),
    ("Wang River Family Nan", "Wang River Families Phrae"),
    ("RK Foundation Nan", "Rim Kok Foundation Phrae"),
    ("Prov Pol Region 5", "Provincial Police Region 6"),
    ("Sai Lom Hse 1", "Sai Lom House 2"),
    ("Sai Lom Hse 2", "Sai Lom House"),
    ("Sai Lom House II", "Sai Lom Hse III"),
    ("Sai Lom Hse A", "Sai Lom House B"),
    ("Wang River Family 5", "Wang River Families 6"),
    ("RK Foundation 1", "Rim Kok Foundation 2"),
    ("รพช.ริมกก 1", "โรงพยาบาลริมกก 2"),
    ("สพป.เชียงราย เขต 1", "สพป.เชียงราย เขต 2"),
    ("Area Five Network Ctr", "Area Six Network Center"),
    ("TRI 2", "Three Rivers Initiative"),
    ("TRI", "Three Rivers Initiative 2"),
    ("Sai Lom Hse for Boys", "Sai Lom House for Girls"),
    ("Boys Home Sai Lom", "Girls Home Sai Lom"),
    ("Sai Lom Boy Hse", "Sai Lom Girls House"),
    ("Sai Lom Womens Shelter", "Sai Lom Mens Shelter"),
    ("Sai Lom Women's Ctr", "Sai Lom Children's Center"),
    ("Women Ctr Wang River", "Children Center Wang River"),
    ("Mothers Home Sai Lom", "Fathers Home Sai Lom"),
    ("มูลฯสตรีริมกก", "มูลนิธิเด็กริมกก"),
    ("ศูนย์หญิงริมกก", "ศูนย์ชายริมกก"),
    ("Sai Lom Prov. Off.", "Sai Lom District Office"),
    ("Sai Lom Dist. Police", "Sai Lom Provincial Police"),
    ("Sai Lom Prov Court", "Sai Lom Dist Court"),
    ("Sai Lom Reg Office", "Sai Lom Provincial Office"),
    ("เทศบาลตำบลริมกก", "ทม.ริมกก"),
    ("ทต.ริมกก", "ทน.ริมกก"),
    ("อบต.ริมกก", "อบจ.ริมกก"),
    ("สำนักงานเกษตรอำเภอริมกก", "สำนักงานเกษตรจังหวัดริมกก"),
    ("RK Foundation", "RM Foundation"),
    ("RK Foundation", "Rim Mekong Foundation"),
    ("RK Foundation", "Rim Kok Network"),
    ("RK Foundation for Boys", "Rim Kok Foundation for Girls"),
    ("Pol Foundation", "Police Foundation"),
    ("Sch Network", "School Foundation"),
    ("TRI", "TRC"),
    ("TRI", "TRIO"),
    ("Northern River Hse", "Southern River House"),
    ("Upper River Families", "Lower River Family"),
    ("Lao River Families", "Thai River Family"),
]


def judged(typed: str, known: str) -> Match:
    return match_names([typed], [Known("1", known)])[0]


def both_ways(one: str, other: str) -> list[Match]:
    return [judged(one, other), judged(other, one)]


@pytest.mark.parametrize(("one", "other"), PLURALS)
def test_the_singular_and_the_plural_of_a_name_are_asked_about(one: str, other: str) -> None:
    for found in both_ways(one, other):
        assert (found.verdict, found.reason) == ("suggest", Reason.PLURAL)


@pytest.mark.parametrize(("one", "other"), SHORTENED)
def test_a_shortened_word_is_asked_about(one: str, other: str) -> None:
    for found in both_ways(one, other):
        assert (found.verdict, found.reason) == ("suggest", Reason.SHORTENED)


@pytest.mark.parametrize(("one", "other"), TWO_LETTERS)
def test_two_letters_before_the_same_kind_are_asked_about_and_never_merged(one: str, other: str) -> None:
    for found in both_ways(one, other):
        assert (found.verdict, found.reason) == ("suggest", Reason.KIND)


def test_two_letters_that_many_names_begin_with_tell_nothing() -> None:
    known = [Known(name, f"{name} Foundation") for name in ("Rim Kok", "Red Kite", "Rice Kitchen", "Round Kiln")]
    assert match_names(["RK Foundation"], known[:3])[0].verdict == "suggest"
    assert match_names(["RK Foundation"], known)[0].verdict == "none"


@pytest.mark.parametrize(("one", "other"), WRITTEN_OTHERWISE)
def test_the_usual_short_form_of_a_word_is_the_word(one: str, other: str) -> None:
    assert [found.verdict for found in both_ways(one, other)] == ["same", "same"]


@pytest.mark.parametrize(("one", "other"), TWO)
def test_another_place_number_level_or_whom_it_is_for_is_not_even_asked_about(one: str, other: str) -> None:
    for found in both_ways(one, other):
        assert found.verdict == "none", found


def test_a_number_in_words_is_a_letter_of_the_acronym() -> None:
    for found in both_ways("TRI", "Three Rivers Initiative"):
        assert (found.verdict, found.reason) == ("suggest", Reason.ACRONYM)


def test_a_name_is_no_shortened_word() -> None:
    """One word alone, and a nickname beside what is no office, stay what they are."""
    assert judged("Pol", "Pol Foundation").verdict == "suggest"
    assert judged("Sch", "School").verdict == "none"
