"""Labels of figures: lines that lose no mark, and text that reads on every color."""

from coalition.charts.theme import contrast, ink_on, wrapped
from coalition.vocabulary import STATES


def test_text_reads_on_every_color() -> None:
    assert all(contrast(ink_on(traits.color), traits.color) >= 4.5 for traits in STATES.values())


def test_a_long_thai_name_is_cut_without_losing_a_mark() -> None:
    assert wrapped("บ้านโฮ่ง", 7) == "บ้านโฮ่ง"
    assert wrapped("Mae Hong Son", 7, lines=3) == "Mae<br>Hong<br>Son"
    assert wrapped("ก" * 40, 7) == "ก" * 7 + "<br>" + "ก" * 6 + "…"


def test_a_thai_name_is_cut_where_a_syllable_opens() -> None:
    assert wrapped("P1 การสร้างความตระหนักและให้ความรู้แก่ชุมชน", 26, lines=3).split("<br>")[0] == "P1 การสร้างความตระหนักและ"
