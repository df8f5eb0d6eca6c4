"""Which known name is proposed for a typed one, in which order and why; and which never is."""

import pytest

from coalition.imports.matching.candidates import Reason
from coalition.imports.matching.likeness import NO_LETTER, NOTHING, Known, Likeness, Match, match_names


def judged(typed: str, *known: str) -> Match:
    return match_names([typed], [Known(name, name) for name in known])[0]


def proposed(typed: str, *known: str, acronym: str | None = None) -> list[str]:
    likeness = Likeness()
    for number, name in enumerate(known):
        likeness.add(Known(str(number), name, acronym))
    return [found.known.name for found in likeness.best([typed])[0]]


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("HILL  light ", "Hill Light"),
        ("D.R.I.", "DRI"),
        ("The Hill Light Project", "Hill Light Project"),
        ("Hill Light, The", "The Hill Light"),
        ("Child Rights Centre", "Child Rights Center"),
        ("Law & Hope Fdn.", "Law and Hope Foundation"),
        ("Dept. of River Affairs", "Department of River Affairs"),
        ("สนง.แม่น้ำแห่งความหวัง", "สำนักงานแม่น้ำแห่งความหวัง"),
        ("เขต ๕ เครือข่ายริมน้ำ", "เขต 5 เครือข่ายริมน้ำ"),
        ("บ้านริมน้ำ จ.เชียงราย", "บ้านริมน้ำจังหวัดเชียงราย"),
        ("บ้านริมน้ำจ.เชียงราย", "บ้านริมน้ำจังหวัดเชียงราย"),
        ("รพ.สต.บ้านดู่", "โรงพยาบาลส่งเสริมสุขภาพตำบลบ้านดู่"),
        ("รร.บ้านดู่", "โรงเรียนบ้านดู่"),
        ("องค์การบริหารส่วนตำบลบ้านดู่", "อบต.บ้านดู่"),
        ("Northern River Mission (NRM)", "Northern River Mission"),
        ("NRM - Northern River Mission", "Northern River Mission"),
        ("Northern River Mission, NRM", "Northern River Mission"),
        ("NRM | Northern River Mission", "NRM: Northern River Mission"),
        ("Hill Lumière", "HILL LUMIERE"),
        ("Œuvre de l'Été", "Oeuvre de l’ete"),
        ("APEH - Association pour l'Enfance Heureuse", "Association pour l’Enfance Heureuse"),
    ],
)
def test_another_way_of_writing_the_same_words_is_the_same(typed: str, known: str) -> None:
    assert (judged(typed, known).verdict, judged(known, typed).verdict) == ("same", "same")


@pytest.mark.parametrize(
    ("typed", "known", "reason"),
    [
        ("Hill Light", "Hill Light Foundation", "the same except for words like Foundation or Office"),
        ("Hill Light Thailand", "Hill Light", "the same except for a place or country that only one of them names"),
        ("Foundation Light Hill", "Hill Light Foundation", "the same words in another order"),
        ("NRM", "Northern River Mission", "one is the acronym of the other"),
        ("N.R.M.", "Northern River Mission", "one is the acronym of the other"),
        ("NRM Thailand", "Northern River Mission", "one is the acronym of the other"),
        ("Northern River Mission", "NRM Foundation", "one is the acronym of the other"),
        ("HILO", "The HILO Project", "the same except for a common word"),
        ("Hill Light Chiang Mai", "Hill Light", "the same except for a place or country that only one of them names"),
        ("มูลนิธิริมน้ำสีทอง เชียงราย", "มูลนิธิริมน้ำสีทอง", "the same except for a place or country that only one of them names"),
        ("Anong Foundation", "Anong Foundation for Children and Women", "the same except for a common word"),
        ("Anong Tree", "Anong Tree Learning for Hill Villages", "one is the beginning of the other"),
        ("มูลนิธิอนงค์", "มูลนิธิอนงค์หงสาเพื่อเด็กและสตรี", "one is the beginning of the other"),
        ("Hill Light (since 2009)", "Hill Light", "the same except for what is in brackets"),
        ("Hill Light Co., Ltd.", "Hill Light", "the same except for words like Foundation or Office"),
        ("บจก. ริมน้ำพัฒนา", "บริษัท ริมน้ำพัฒนา จำกัด", "the same except for words like Foundation or Office"),
        ("Japanese Rivers Mission", "Rivers Mission of Japan", "the same words in another order"),
        ("H 21", "H21", "the same except for spaces between words"),
        ("OneHill Foundation", "One Hill Foundation", "the same except for spaces between words"),
        ("MoRA", "Ministry of River Affairs", "one is the acronym of the other"),
        ("Ministry of River Affairs", "MoRA", "one is the acronym of the other"),
        ("IARC", "Inter-Agency River Council", "one is the acronym of the other"),
        ("ILRU Mekong", "Inter Lake River Unit Mekong", "one has initials where the other has full words"),
        ("Hill Light, Mumbai", "Hill Light", "one is a part of the other"),
        ("Hillian: Defenders of Rivers", "Hillian", "one is a part of the other"),
        ("กรมริมน้ำทองคำ กระทรวงลุ่มน้ำ", "กรมริมน้ำทองคำ", "one is a part of the other"),
        ("Youth Desk, Golden Hill Center", "Golden Hill Center", "one is a part of the other"),
        ("Stella Mekong Chiang Rai", "Stella Mekong Seafarers Center Chiang Rai", "one has all words of the other"),
        ("NRM Defend the Rivers", "Defend the Rivers", "one has all words of the other"),
        ("Hill Ligth Foundation", "Hill Light Foundation", "one letter differs"),
        ("Hill Light Foundtaion", "Hill Light Foundation", "one is the beginning of the other"),
        ("Norhtern Rivar Mission", "Northern River Mission", "a few letters differ"),
        ("Hagir", "Hagar River", "no known name is like it"),
    ],
)
def test_a_name_like_a_known_one_is_proposed_with_the_reason_in_words(typed: str, known: str, reason: str) -> None:
    found = judged(typed, "Another Organization Altogether", known)
    assert found.reason == reason
    assert found.verdict == ("none" if reason == NOTHING else "suggest")


@pytest.mark.parametrize(
    ("typed", "known", "reason"),
    [
        ("Hope House 2", "Hope House", "differs in a number: not the same"),
        ("Hope House II", "Hope House", "differs in a number: not the same"),
        ("Hope House B", "Hope House A", "differs in a number: not the same"),
        ("Women Support Office Area 1", "Women Support Office Area 2", "differs in a number: not the same"),
        (
            "Children and Families Shelter Chiang Rai",
            "Children and Families Shelter Chiang Mai",
            "differs in a place: not the same",
        ),
        ("สภ.แม่สรวย", "สภ.แม่สาย", "differs in a place: not the same"),
        ("พมจ.ชม.", "พมจ.ชร.", "differs in a short acronym: not the same"),
        ("Social Welfare Ministry Office", "Social Welfare Provincial Office", "differs in its level: not the same"),
        ("เทศบาลตำบลริมน้ำ", "เทศบาลเมืองริมน้ำ", "differs in its level: not the same"),
        ("North River Shelter House", "South River Shelter House", "differs in a word that tells apart: not the same"),
        ("Hope House for Boys", "Hope House for Girls", "differs in a word that tells apart: not the same"),
        ("Hill Light Thailand", "Hill Light Myanmar", "differs in a place: not the same"),
        ("DRI Northern Investigation Unit", "HRI Northern Investigation Unit", "differs in a short acronym: not the same"),
        ("HRI", "DRI", NOTHING),
        ("Hope House", "Hill Light Foundation", NOTHING),
        ("—", "Hope House", NO_LETTER),
    ],
)
def test_another_number_place_level_or_short_acronym_is_never_proposed(typed: str, known: str, reason: str) -> None:
    found = judged(typed, known)
    assert (found.verdict, found.known, found.score) == ("none", None, 0.0)
    assert found.reason in {reason, NOTHING}
    assert proposed(known, typed) == []


def test_the_place_that_only_tells_where_the_district_lies_is_no_other_place() -> None:
    assert proposed("Children Home Mae Sai Chiang Rai", "Children Home Mae Sai") == ["Children Home Mae Sai"]
    assert proposed("Children Home Mae Sai Chiang Rai", "Children Home Mae Sai Chiang Mai") == []


def test_three_names_are_proposed_at_most_the_likeliest_first() -> None:
    found = proposed(
        "River Child House", "River Child Housee", "River Child House Foundation", "River Child Houses", "River Child Housing"
    )
    assert found[0] == "River Child House Foundation"
    assert len(found) == 3


def test_a_stored_acronym_is_looked_at_too() -> None:
    assert proposed("XQR", "A Name That Spells Nothing Like It", acronym="XQR") == ["A Name That Spells Nothing Like It"]


def test_a_confirmed_spelling_is_the_same_and_a_slip_in_it_is_proposed() -> None:
    known = Known("1", "Rim Kok Foundation", also=("Golden Bank Initiative",))
    same, slip = match_names(["golden bank initiative", "Golden Bank Initiatve"], [known])
    assert (same.verdict, same.known, same.reason) == ("same", "Rim Kok Foundation", "a spelling that was confirmed before")
    assert (slip.verdict, slip.known, slip.reason) == ("suggest", "Rim Kok Foundation", "one letter differs")


def test_verdicts_do_not_depend_on_what_else_is_in_the_file() -> None:
    known = [Known(name, name) for name in ("Hill Light Foundation", "Hope House", "Northern River Mission")]
    typed = ["NRM", "Hill Ligth", "hope house", "Hope House 2", "Somebody Else", "NRM"]
    together = match_names(typed, known)
    assert together == [match_names([name], known)[0] for name in typed]
    assert {found.reason for found in together if found.known} <= set(Reason)
    assert [found.typed for found in together] == typed


def test_nothing_is_known_and_nothing_is_typed() -> None:
    assert match_names([], [Known("1", "Hope House")]) == []
    assert match_names(["Hope House"], [])[0].verdict == "none"
    assert match_names(["Hope House"], [Known("1", "...")])[0].verdict == "none"


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("Hope House (Chiang Mai)", "Hope House (Chiang Rai)"),
        ("Hope House (2)", "Hope House (3)"),
        ("Hope House (Boys)", "Hope House (Girls)"),
    ],
)
def test_what_tells_apart_does_so_in_brackets_too(typed: str, known: str) -> None:
    assert judged(typed, known).verdict == "none"
    assert proposed("Hope House (Thailand)", "Hope House") == ["Hope House"]


@pytest.mark.parametrize("typed", ["Rim Kok Fdn", "Rim Kok Fdn.", "The Rim Kok Foundation"])
def test_a_changed_spelling_is_asked_about_where_another_name_comes_close(typed: str) -> None:
    assert judged(typed, "Rim Kok Foundation", "Hope House").verdict == "same"
    asked = judged(typed, "Rim Kok Foundation", "Rim Kok Association")
    assert (asked.verdict, asked.known) == ("suggest", "Rim Kok Foundation")
    assert judged("RIM KOK FOUNDATION", "Rim Kok Foundation", "Rim Kok Association").verdict == "same"


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("ADESOL", "Association pour le Développement Économique et Social des Lacs"),
        ("apido", "Association pour la Promotion des Initiatives et le Développement des Organisations"),
        ("UPRIDE", "Union pour les Rivières et le Développement"),
        ("ARSL", "Asociación de los Ríos y de los Sanos Lagos"),
    ],
)
def test_an_acronym_of_several_letters_of_a_word_is_asked_about_in_every_language(typed: str, known: str) -> None:
    assert judged(typed, known).verdict == judged(known, typed).verdict == "suggest"
    assert judged(typed[::-1], known).verdict == "none"


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("Association des Rivières du Haut Pl", "Association des Rivières du Haut Plateau"),
        ("Riverwatchers for a Clean Up", "Riverwatchers for a Clean Uplands Movement"),
    ],
)
def test_a_name_cut_off_by_a_narrow_column_is_asked_about(typed: str, known: str) -> None:
    assert judged(typed, known).reason == "one is the beginning of the other"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Médecins sans frontières Suisse", "Doctors Without Borders Switzerland"),
        ("MSF-España", "Médicos Sin Fronteras (Spain)"),
        ("Croix-Rouge malienne", "Mali Red Cross Society"),
        ("Cruz Roja Colombiana", "Colombian Red Cross"),
    ],
)
def test_the_section_of_a_country_is_one_in_every_language(one: str, other: str) -> None:
    assert judged(one, other).verdict == judged(other, one).verdict == "same"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MSF Suisse", "MSF"),
        ("MSF Suisse", "Médecins Sans Frontières Belgique"),
        ("Oxfam GB", "Oxfam"),
        ("Save the Children Norway", "Save the Children Sweden"),
        ("World Vision Laos", "World Vision International"),
        ("Rivers for All Kenya", "Rivers for All International"),
    ],
)
def test_the_section_of_a_country_is_never_its_mother_or_sister(one: str, other: str) -> None:
    assert judged(one, other).verdict == judged(other, one).verdict == "none"


def test_the_section_of_ones_own_country_may_be_what_others_call_the_whole_and_is_asked_about() -> None:
    assert judged("MSF Thailand", "MSF").verdict == "suggest"


def test_the_bare_name_of_a_network_is_asked_about_and_means_the_international_one() -> None:
    found = judged("World Vision", "World Vision Foundation of Thailand", "World Vision International")
    assert (found.verdict, found.known) == ("suggest", "World Vision International")


def test_a_roman_numeral_stands_behind_a_name_and_never_in_an_acronym() -> None:
    assert judged("VI - Vivre Ici", "Vivre Ici").verdict == "suggest"
    assert judged("River House VI", "River House").verdict == "none"


def test_a_section_by_its_letter_and_an_acronym_that_two_have_are_asked_about() -> None:
    assert judged("MDM-B", "Médecins du Monde Belgique").verdict == "suggest"
    assert judged("MDM-B", "MDM-F").verdict == "none"
    assert judged("NCA", "Norwegian Church Aid").reason == "one is the acronym of the other"
