import string

from hypothesis import given
from hypothesis import strategies as st

from coalition.codes import ALPHABET, RANDOM_CHARACTERS, canonical_code, is_valid_code, new_code, without_codes

codes = st.text(ALPHABET, min_size=RANDOM_CHARACTERS, max_size=RANDOM_CHARACTERS).map(
    lambda start: next(code for check in ALPHABET if (code := canonical_code(start + check)))
)


def test_a_new_code_is_random_and_has_forty_bits() -> None:
    drawn = {new_code() for _ in range(2_000)}
    assert len(drawn) == 2_000
    assert len(ALPHABET) ** RANDOM_CHARACTERS >= 2**40
    assert all(is_valid_code(code) and len(code) == 11 for code in drawn)


def test_the_alphabet_has_no_look_alikes() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set("ILOU") & set(ALPHABET)


@given(codes)
def test_every_single_wrong_character_is_caught(code: str) -> None:
    plain = code.replace("-", "")
    for place, right in enumerate(plain):
        for wrong in set(string.ascii_uppercase + string.digits) - {right}:
            assert not is_valid_code(plain[:place] + wrong + plain[place + 1 :])


@given(codes)
def test_every_swap_of_two_neighbors_is_caught(code: str) -> None:
    plain = code.replace("-", "")
    for i in range(len(plain) - 1):
        if plain[i] != plain[i + 1]:
            assert not is_valid_code(plain[:i] + plain[i + 1] + plain[i] + plain[i + 2 :])


@given(codes)
def test_a_code_may_be_typed_small_and_without_hyphens(code: str) -> None:
    assert canonical_code(f" {code.lower().replace('-', '')} ") == code


def test_a_name_is_no_code() -> None:
    assert not is_valid_code("Somchai")
    assert not is_valid_code("")
    assert not is_valid_code("สมชาย")


@given(st.sampled_from(["{}", "{} today", "Ask about {}.", "ถาม{}แล้ว", "({})"]), st.booleans(), st.booleans())
def test_a_room_reads_no_code_however_it_is_written(sentence: str, plain: bool, small: bool) -> None:
    code = new_code()
    written = code.replace("-", "") if plain and any(one.isdigit() for one in code) else code
    written = written.lower() if small else written
    assert without_codes(sentence.format(written), "(a case)") == sentence.format("(a case)")


def test_words_and_numbers_that_are_no_code_stay() -> None:
    text = "Embrace a sheltered transfer by 2026-11-25, form 1234-5678-9 of ACT-2551"
    assert without_codes(text, "(a case)") == text
