"""Labels of figures: lines that lose no mark, and text that reads on every color."""

from coalition.charts.theme import contrast, ink_on, wrapped
from coalition.vocabulary import STATES


def test_text_reads_on_every_color() -> None:
    assert all(contrast(ink_on(traits.color), traits.color) >= 4.5 for traits in STATES.values())


def test_a_long_thai_name_is_cut_without_losing_a_mark() -> None:
    assert wrapped("บ้านโฮ่ง", 7) == "บ้านโฮ่ง"
    assert wrapped("Mae Hong Son", 7, lines=3) == "Mae<br>Hong<br>Son"
    assert wrapped("ก" * 40, 7) == "ก" * 7 + "<br>" + "ก" * 6 + "…"


def test_a_thai_name_is_cut_between_words_or_else_syllables_never_within_one() -> None:
    assert wrapped("การสืบสวนสอบสวนคดีอาญา", 18) == "การสืบสวนสอบสวน<br>คดีอาญา"
    assert wrapped("และนำตัวออกจากสถานการณ์", 18) == "และนำตัวออกจาก<br>สถานการณ์"
    assert wrapped("ศูนย์ดูแลกลางวันและการคุ้มครองเด็กในชุมชน", 24) == "ศูนย์ดูแลกลางวัน<br>และการคุ้มครองเด็กในชุมชน", (
        "no line ends with an and"
    )
    assert wrapped("การเตรียมพยาน", 8) == "การเตรียม<br>พยาน", "the vowel of เตรียม is in three parts"
    assert wrapped("พระนครศรีอยุธยา", 8) == "พระนครศรี<br>อยุธยา", "ศร begins one syllable"
