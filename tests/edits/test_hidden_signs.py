"""What nobody sees in a free text is not kept; what people write in their own script is."""

import pytest

from coalition.edits.screen import TextRefused, screened


@pytest.mark.parametrize(
    "sign", ["\u200b", "\u200e", "\u200f", "\u061c", "\u00ad", "\u2060", "\ufeff", "\u200d", "\u3164", "\u2800"]
)
def test_a_sign_that_nobody_sees_is_left_out(sign: str) -> None:
    assert screened(f"{sign}Call{sign} the cli{sign}nic {sign}") == "Call the clinic"
    with pytest.raises(TextRefused, match="Enter in one line"):
        screened(f" {sign}{sign} ")
    with pytest.raises(TextRefused, match="There is no text here that can be read"):  # a note promises nothing
        screened(f" {sign}{sign} ", "note")


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\n", "\u2028", "\x00"])
def test_a_sign_that_turns_or_breaks_the_line_is_refused(sign: str) -> None:
    with pytest.raises(TextRefused, match="line break or a hidden character"):
        screened(f"Call{sign} the clinic")


@pytest.mark.parametrize("pile", ["\u0301" * 5, "\u0335\u0336\u0337\u0338\u0334\u0321" * 9, "่" * 5, "\u20dd" * 6])
def test_a_pile_of_marks_is_refused(pile: str) -> None:
    with pytest.raises(TextRefused, match="too many accents or marks"):
        screened(f"Call the clinic{pile}")


@pytest.mark.parametrize(
    "text", ["ประสานที่พักพิงให้ผู้หญิงและเด็ก สิทธิ์ ปั๊มน้ำ ก๊วยเตี๋ยว", "မြို့ ကျွန်ုပ်တို့ ကျွို့", "ភាសាខ្មែរ ស្ត្រី", "Hỗ trợ tiếng Việt", "हिन्दी क्षेत्र", "👍"]
)
def test_a_line_in_any_script_is_kept_as_it_is(text: str) -> None:
    assert screened(text) == text


def test_the_place_of_what_is_refused_is_that_in_the_text_as_typed() -> None:
    with pytest.raises(TextRefused) as refused:
        screened("  \u200bCall 08\u200b1-234-5678")
    assert refused.value.values == {"where": "Characters 9 to 21"}
