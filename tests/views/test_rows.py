"""Lists whose rows open: what the script is sent."""

import re
from datetime import date

from coalition.locale.whole import whole_words
from coalition.views.rows.draw import data_of


def test_a_list_is_ordered_by_the_day_and_not_by_how_it_is_written() -> None:
    rows = [
        {"Name": "Blue", "Seen": ("2 Nov 2026", date(2026, 11, 2)), "Places": 3},
        {"Name": "Green", "Seen": ("–", None), "Places": None},
    ]
    data = data_of(rows, [7, 9], alt="Homes", is_open=True)
    assert data["rows"] == [
        [["Blue", "Blue"], ["2 Nov 2026", "2026-11-02"], ["3", 3]],
        [["Green", "Green"], ["–", None], ["?", None]],
    ]
    assert data["ids"] == ["7", "9"]
    assert [column["number"] for column in data["columns"]] == [False, False, True]
    assert [column["whole"] for column in data["columns"]] == [False, True, False]
    late = ("overdue by 83 days, 3 Sep 2026, carried over 4 times", date(2026, 9, 3))
    assert not data_of([{"By when": late}], [7], alt="Action items", is_open=True)["columns"][0]["whole"], (
        "it has room in two lines"
    )


def test_a_long_list_scrolls_within_itself() -> None:
    assert not data_of([{"Name": "Blue"}] * 15, [], alt="Homes", is_open=False)["scrolls"]
    assert data_of([{"Name": "Blue"}] * 16, [], alt="Homes", is_open=False)["scrolls"]


def test_a_telephone_shows_the_first_ten_of_a_long_list() -> None:
    assert data_of([{"Name": "Blue"}] * 12, [], alt="Homes", is_open=False)["all"] == ""
    assert data_of([{"Name": "Blue"}] * 13, [], alt="Homes", is_open=False)["all"] == "Show all 13"


def test_a_line_ends_within_no_day_no_count_and_no_word_that_a_browser_takes_for_several() -> None:
    whole = re.compile(whole_words().replace(r"\p{L}\p{M}", "A-Za-zก-๙").replace(r"\p{M}", "[ัิ-ฺ็-๎]"))
    told = "เกินกำหนด 26 ชั่วโมง · ผู้ให้บริการสองรายขึ้นไป, 5 พ.ย. 2569"
    assert whole.findall(told) == ["เกินกำหนด", "26 ชั่วโมง ·", "ผู้ให้บริการ", "สองราย", "ขึ้นไป", "5 พ.ย. 2569"]
    assert whole.split("ที่ว่าง: 2 of 20")[1::2] == ["ที่ว่าง", "2 of"], "every second part, as the script takes it"
    assert whole.split("พึ่งพา 10 องค์กรที่เริ่มประชุม")[1::2] == ["10 อ"], "no blank ends a Thai word"
    assert whole.split("Call Dao, 053-000-111, dao@home.example")[1::2] == ["053-000-111"]
    assert whole.split("9 in 10 of them within: > 12 days")[1::2] == ["9 in", "10 of", "> 12 days"]
