"""Months without a day say no day in any language; days without a year take the year told elsewhere; eras of East Asia."""

from datetime import date

import pytest

from coalition.imports.cells.dates import find_date, read_dates
from coalition.imports.cells.open_dates import day_without_year, is_month, month_alone, months_told, with_year, with_years
from coalition.imports.read.attendance_file import read_attendance

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    "text",
    [
        "May 2026", "Attendance - May 2026", "May '26", "พ.ค. 69", "พฤษภาคม 2569", "เดือนพฤษภาคม พ.ศ. 2569", "mayo de 2026",
        "Mai 2026",
        "maj 2026", "мая 2026 г.", "tháng 5/2026", "Tháng 5 năm 2026", "thg 5 2026", "2026年5月", "令和8年5月", "2026년 5월",
        "ឧសភា ២០២៦",
        "ພຶດສະພາ 2026", "မေလ ၂၀၂၆", "2026 May",
    ],
)  # fmt: skip
def test_a_title_of_a_month_and_no_day_names_both_and_is_no_date(text: str) -> None:
    ((month, year),) = months_told(text)
    assert month == "May"
    assert year in {"2026", "26", "69", "2569"}
    assert find_date(text, today=TODAY) is None


@pytest.mark.parametrize("text", ["May 26", "14 May 2026", "2026年5月14日", "Meeting 4/2569", "Attendance", "Mayor 2026"])
def test_what_may_be_a_day_or_a_number_is_no_month_with_its_year(text: str) -> None:
    assert months_told(text) == ()


HEADS = [
    "May 2026,June 2026", "May,June", "May-26,Jun-26", "พ.ค. 69,มิ.ย. 69", "พฤษภาคม 2569,มิถุนายน 2569",
    "mayo 2026,junio 2026",
    "Mai 2026,Juni 2026", "Mai,Juni", "mei 2026,juni 2026", "maj 2026,czerwiec 2026", "май 2026,июнь 2026",
    "tháng 5/2026,tháng 6/2026",
    "tháng 5,tháng 6", "2026年5月,2026年6月", "5月,6月", "2026년 5월,2026년 6월", "ឧសភា 2026,មិថុនា 2026",
    "ພຶດສະພາ 2026,ມິຖຸນາ 2026",
    "မေ 2026,ဇွန် 2026", "05/2026,06/2026", "2026-05,2026-06", "1/2569,2/2569", "14/5,28/5", "14.5.,28.5.",
    "6. Mai,13. Mai", "14 tháng 5,21 tháng 5",
    "2083/01/31,2083/02/14", "३१/०१/२०८३,१४/०२/२०८३",
]  # fmt: skip


@pytest.mark.parametrize("heads", HEADS)
def test_a_matrix_under_months_is_refused_alike_in_all_languages_and_under_days_its_year_is_asked(heads: str) -> None:
    text = f"Name,Agency,{heads}\nAnn Lee,River House,x,\nBo Chan,Hill Light,x,x\n"
    found = read_attendance(text.encode(), "twg.csv", today=TODAY)
    assert "the dates of the meetings are not in it" in (found.refused or "") or found.flags in (
        ["which_meeting"],
        ["which_year"],
        ["days_without_year"],
    )


def test_a_weekday_that_is_also_a_month_is_none_beside_a_month() -> None:
    text = "Présences 2026\nNom,mar. 3 fév.,mar. 10 fév.\nAnne Martin,x,x\nLuc Petit,x,\n"
    assert [one.on for one in read_attendance(text.encode(), "a.csv", today=TODAY).meetings] == [
        date(2026, 2, 3),
        date(2026, 2, 10),
    ]


def test_counts_under_months_are_no_days_and_a_total_below_ticks_is_no_mark() -> None:
    text = "Asistencia mensual 2025\nOrganización,Ene,Feb,Mar,Total\nRed Libre,1,1,0,2\nCasa Lino,1,1,1,3\nTotal,2,2,1,\n"
    assert read_attendance(text.encode(), "mesa.csv", today=TODAY).flags == ["which_meeting"]


@pytest.mark.parametrize(
    "title", ["Attendance May 2026", "รายชื่อ พ.ค. 69", "Điểm danh tháng 5/2026", "出席 2026年5月", "出席 令和8年5月"]
)
def test_days_under_a_title_of_a_month_are_days_of_it(title: str) -> None:
    text = f"{title}\nName,7,14,21,28\nAnn Lee,x,x,,\nBo Chan,x,,x,x\n"
    found = read_attendance(text.encode(), "twg.csv", today=TODAY)
    assert [meeting.on for meeting in found.meetings] == [date(2026, 5, day) for day in (7, 14, 21, 28)]


@pytest.mark.parametrize("head", ["6 Feb", "Feb 6", "6 ก.พ.", "6. Februar", "6 de febrero", "2月6日", "6 tháng 2", "6 ກຸມພາ"])
def test_a_day_without_its_year_takes_the_one_told_elsewhere(head: str) -> None:
    assert day_without_year(head) == (2, 6)
    found = find_date(with_year(head, "2026"), today=TODAY)
    assert found is not None
    assert found.on == date(2026, 2, 6)


def test_months_over_days_are_read_in_every_language() -> None:
    text = ",,2026年5月,,2026年6月\nName,Agency,14,21,4\nAnn Lee,River House,x,,\nBo Chan,Hill Light,x,x,x\n"
    found = read_attendance(text.encode(), "twg.csv", today=TODAY)
    assert [meeting.on for meeting in found.meetings] == [date(2026, 5, 14), date(2026, 5, 21), date(2026, 6, 4)]


def test_a_month_is_no_other_header() -> None:
    assert is_month("5月")
    assert not any(map(is_month, ("Name", "May Chan", "Marta", "13/2026", "")))
    assert [month_alone(cell) for cell in ("5月", "tháng 5", "13月", "May", "5")] == [5, 5, 0, 5, 5]


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("令和8年5月14日", "2026-05-14"),
        ("令和 8 年 5 月 14 日", "2026-05-14"),
        ("令和８年５月１４日", "2026-05-14"),
        ("令和元年5月14日", "2019-05-14"),
        ("平成31年4月30日", "2019-04-30"),
        ("R8年5月14日", "2026-05-14"),
        ("令8.5.14", "2026-05-14"),
        ("令和8/5/14", "2026-05-14"),
        ("第3回会議 令和8年5月14日(木)", "2026-05-14"),
        ("民國115年5月14日", "2026-05-14"),
        ("၁၄/၀၅/၂၀၂၆", "2026-05-14"),
        ("၂၀၂၆ ခုနှစ်၊ မေလ ၁၄ ရက်", "2026-05-14"),
        ("14 ဩဂုတ် 2026", "2026-08-14"),
        ("១៤/០៥/២០២៦", "2026-05-14"),
        ("໑໔/໐໕/໒໐໒໖", "2026-05-14"),
        ("१४/०५/२०२६", "2026-05-14"),
        ("٢٠٢٦-٠٥-١٤", "2026-05-14"),
    ],
)
def test_years_of_a_reign_and_digits_of_other_scripts_are_read(text: str, on: str) -> None:
    found = find_date(text, today=TODAY)
    assert found is not None
    assert found.on == date.fromisoformat(on)


@pytest.mark.parametrize("text", ["R8.5.14", "H31.4.30", "R8/5/14"])
def test_a_letter_alone_makes_no_reign_and_the_cell_no_date(text: str) -> None:
    assert read_dates([text], today=TODAY).problem == {text: "bad_date"}


@pytest.mark.parametrize("text", ["2083-01-31", "31/01/2083", "२०८३/०१/३१"])
def test_a_year_of_nepal_is_never_taken_for_one_of_ours(text: str) -> None:
    read = read_dates([text], today=TODAY)
    assert (read.values, read.problem) == ({text: None}, {text: "bad_date"})
    assert find_date(text, today=TODAY) is None


def test_the_turn_of_the_year_in_numbers_takes_no_year() -> None:
    assert with_years(["15/12", "12/1", "16/2"], "2024") == ("15/12", "12/1", "16/2")
    assert with_years(["15/1", "12/2"], "2024") == ("15/1/2024", "12/2/2024")
