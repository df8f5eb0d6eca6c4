"""Names: what is the same, what is proposed, what is never even proposed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.imports.matching import Known, Likeness, first_by_key, organization_key, person_key, sector_of, text_key
from coalition.vocabulary import Sector


def proposed(typed: str, *known: str, acronym: str | None = None) -> list[str]:
    likeness = Likeness()
    for number, name in enumerate(known):
        likeness.add(Known(str(number), name, acronym))
    return [found.name for found in likeness.best([typed])[0]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hill Light", "  HILL   light. "),
        ("D.S.I.", "DSI"),
        ("สภ. แม่สาย", "สภ.แม่สาย"),
        ("ภาค 5", "ภาค5"),
        ("Mi-yoe House", "Mi yoe House"),
    ],
)
def test_case_blanks_and_punctuation_make_no_other_organization(one: str, other: str) -> None:
    assert organization_key(one) == organization_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("The Hill Light", "Hill Light"), ("Hill Light Foundation", "Hill Light"), ("Region 5", "Region 6")]
)
def test_a_word_more_makes_another_organization_until_somebody_says_otherwise(one: str, other: str) -> None:
    assert organization_key(one) != organization_key(other)


@given(st.text())
def test_a_key_is_its_own_key(text: str) -> None:
    assert organization_key(organization_key(text)) == organization_key(text)
    assert person_key(person_key(text)) == person_key(text)


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("Hill Light Fdn.", "The Hill Light Foundation"),
        ("Hill Ligth Foundation", "Hill Light Foundation"),
        ("Child Rights Centre", "Child Rights Center"),
        ("DCYA", "Department of Children and Youth Affairs"),
        ("Northern River Mission (NRM)", "NRM"),
        ("NRM Thailand", "Northern River Mission"),
        ("HILO", "The HILO Project"),
        ("บ้านพักเด็กและครอบครัว จ.เชียงราย", "บ้านพักเด็กและครอบครัวจังหวัดเชียงราย"),
    ],
)
def test_a_name_like_a_known_one_is_proposed(typed: str, known: str) -> None:
    assert proposed(typed, "Another Organization Altogether", known) == [known]
    assert proposed(known, typed) == [typed]


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("Women Support Office Area 1", "Women Support Office Area 2"),
        ("Children and Families Shelter Chiang Rai", "Children and Families Shelter Chiang Mai"),
        ("สภ.แม่สรวย", "สภ.แม่สาย"),
        ("Social Welfare Ministry Office", "Social Welfare Provincial Office"),
        ("HRI", "DRI"),
        ("พมจ.ชม.", "พมจ.ชร."),
        ("Hope House", "Hill Light Foundation"),
    ],
)
def test_another_number_place_level_or_short_acronym_is_never_proposed(typed: str, known: str) -> None:
    assert proposed(typed, known) == []


def test_three_names_are_proposed_at_most_the_likeliest_first() -> None:
    found = proposed(
        "River Child House", "River Child Houses", "River Child Housee", "River Child House.", "River Child Housing"
    )
    assert found[0] == "River Child House."
    assert len(found) == 3


def test_a_stored_acronym_is_looked_at_too() -> None:
    assert proposed("XQR", "A Name That Spells Nothing Like It", acronym="XQR") == ["A Name That Spells Nothing Like It"]


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("NGO", Sector.NGO), ("NGOs", Sector.NGO), ("ภาครัฐ", Sector.GOVERNMENT), ("รัฐ", Sector.GOVERNMENT),
        ("ตำรวจ", Sector.POLICE), ("เอ็นจีโอ", Sector.NGO), ("Non-governmental", Sector.NGO), ("เอกชน", Sector.PRIVATE),
        ("UN", Sector.INTERNATIONAL), ("Royal Police", Sector.POLICE), ("Premier Member Representatives", None),
        ("Hill Foundation staff", None), ("Other attendees", None), ("Foundation", Sector.NGO), ("", None),
        (None, None),
    ],
)  # fmt: skip
def test_a_sector_is_taken_only_when_the_word_says_so(text: str | None, sector: Sector | None) -> None:
    assert sector_of(text) is sector


def test_the_first_spelling_names_the_organization() -> None:
    assert first_by_key(["Hill Light", "HILL LIGHT", "—", "Hope"]) == {"hill light": "Hill Light", "hope": "Hope"}
    assert text_key(None) is text_key("--") is None
