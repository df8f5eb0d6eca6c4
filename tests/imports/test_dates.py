"""Dates as people, Excel and meeting services write them, in Thailand and elsewhere."""

from datetime import date, timedelta

import pytest

from coalition.imports.cells.dates import DateContext, find_date, read_dates
from coalition.imports.cells.datewords import find_written, scan
from coalition.imports.read.days import far_ahead
from tests.support.examples import spread

TODAY = date(2026, 11, 24)
FEB_15 = date(2012, 2, 15)
THAI = "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split()  # noqa: SIM905
THAI_SHORT = "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split()  # noqa: SIM905
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def one(text: str, **context: object) -> date | None:
    return read_dates([text], today=TODAY, context=DateContext(**context)).values[text]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "15/02/2555", "15/2/55", "15-02-2555", "15.02.2555", "15 ก.พ. 55", "15 ก.พ. 2555", "15 กพ 55", "15 ก.พ 2555",
        "15 กพ. 2555", "๑๕ กุมภาพันธ์ ๒๕๕๕", "15 กุมภาพันธ์ พ.ศ. 2555", "15 กุมภาพันธ์ 2555",
        "วันที่ 15 เดือน กุมภาพันธ์ พ.ศ. ๒๕๕๕", "วันพุธที่ 15 กุมภาพันธ์ 2555", "พุธที่ 15 กุมภาพันธ์ 2555", "15 Feb 2012",
        "2012-02-15", "15/02/2012", "15 February 2012", "2555-02-15", "02555-02-15", "15 ก.พ.2555", "15กุมภาพันธ์2555",
        "15 กุมภาพันธ์ ค.ศ. 2012", "15 ก.พ. พ.ศ.2555", "15 ก. พ. 2555", "February 15, 2012", "Feb 15 2012",
        "15th February 2012", "15th of February, 2012", "15-Feb-12", "15/02/2012 10:30", "2012-02-15T10:30:00",
        "2012-02-15 10:30:00+07:00", "Wed 15 Feb 2012", "Wednesday, 15 February 2012", "15/02/2555 ", "\u200b15/02/2555",
        "15/2/12", "15.2.12", "15 Feb. '12", "2012/2/15", "2012/02/15 8:35", "15 Febuary 2012", "15/02/2012, 12:56:45",
        "15/02/2012 à 09:01:31", "15/02/2555 BE", "15 Feb B.E. 2555", "15 Feb 2012 AD", "20120215", "40954", "40954.5625",
        "15-16 Feb 2012", "15 - 17 ก.พ. 2555", "15 และ 16 กุมภาพันธ์ 2555", "February 15-16, 2012", "15-16/02/2555",
        "15/02/2555 - 16/02/2555", "15 กุมภาพันธ์ - 1 มีนาคม 2555", "15 de febrero de 2012", "15. Februar 2012",
        "15 février 2012", "15 กุมพาพันธ์ 2555", "2012 Feb 15", "2012-02-14T20:00:00Z", "2012-02-14 20:00:00+00:00",
        "15/02/3098", "15/02/1469", "15 กุมภาพันธ์ 2555 เวลา 13.30 น.", "15 ก.พ. 55 เวลา 09.30 น.", "15 กุมภาพันธ์ พ.ศ. 2012",
        "2012年2月15日", "2012年02月15日(水)", "2012년 2월 15일", "2555年2月15日", "ngày 15 tháng 2 năm 2012",
        "15 februari 2012",
        "15 febbraio 2012", "15 lutego 2012", "15 févr. 2012", "15 fev 2012", "15 Februari 2555", "mercredi 15 février 2012",
    ],
)  # fmt: skip
def test_the_fifteenth_of_february_2012_in_every_spelling(text: str) -> None:
    assert one(text) == FEB_15


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("15 มี.ค. 67 เวลา 09.30 น.", date(2024, 3, 15)),
        ("29/02/2567", date(2024, 2, 29)),
        ("๒๙/๐๒/๒๕๖๗", date(2024, 2, 29)),
        ("29 ก.พ. 2555", date(2012, 2, 29)),
        ("12 พ.ค. 2567", date(2024, 5, 12)),
        ("12 พ.ย. 2567", date(2024, 11, 12)),
        ("1 ส.ค. 66", date(2023, 8, 1)),
        ("3 มิ.ย. 2568", date(2025, 6, 3)),
        ("3 มี.ค. 2568", date(2025, 3, 3)),
        ("5 เม.ย. 68", date(2025, 4, 5)),
        ("31 ธ.ค. 69", date(2026, 12, 31)),
        ("15 กรกฏาคม 2555", date(2012, 7, 15)),
        ("15 พฤษจิกายน 2555", date(2012, 11, 15)),
        ("26-Jan-97", date(1997, 1, 26)),
        ("30 Dec - 2 Jan 2018", date(2017, 12, 30)),
        ("4 April 26, 2012", date(2012, 4, 26)),
        ("Mar 28, 2020 08:07:27", date(2020, 3, 28)),
        ("2026/05/28 7:01:33 PM GMT+2", date(2026, 5, 28)),
        ("243000", date(2022, 4, 22)),
        ("46000", date(2025, 12, 9)),
        ("26 May 12", date(2012, 5, 26)),
    ],
)
def test_other_days_in_other_spellings(text: str, on: date) -> None:
    assert one(text) == on


@pytest.mark.parametrize("text", ["220523", "20220523", "22.05.23 "])
def test_the_head_of_a_matrix_may_hold_digits_only(text: str) -> None:
    assert one(text, compact=True) == (date(2023, 5, 22) if "." in text else date(2022, 5, 23))


@pytest.mark.parametrize(
    "text",
    [
        "29/02/2566", "31/04/2555", "30/02/2012", "02/30/2012", "31 เมษายน 2555", "2012-02-30", "2012-13-01", "15/15/2012",
        "0/1/2012", "ไม่ทราบ", "soon", "กุมภาพันธ์ 2555", "ครั้งที่ 4/2555", "4/2012", "ปีงบประมาณ 2556", "081-000-0101",
        "0810000101", "13.30 น.", "15 Feb", "2012", "15/02/0202", "15/02/2212", "1 Feb 2855", "15/02/35", "6112119122",
        "999999", "10.0.0.1", "22.MM.DD",
    ],
)  # fmt: skip
def test_what_is_no_day_is_said_and_never_rolled_over(text: str) -> None:
    column = read_dates([text], today=TODAY)
    assert column.values == {text: None}
    assert column.problem == {text: "bad_date"}


@pytest.mark.parametrize("text", ["", " ", "-", "--", "N/A", "null"])
def test_an_empty_cell_is_no_wrong_date(text: str) -> None:
    column = read_dates([text], today=TODAY)
    assert (column.values[text], column.problem, column.order, column.ask) == (None, {}, None, False)


def layouts(d: date) -> list[str]:
    be = d.year + 543
    return [
        f"{d.day:02}/{d.month:02}/{be}",
        f"{d.day}/{d.month}/{d.year}",
        f"{d.day} {THAI_SHORT[d.month - 1]} {be}",
        f"{d.day} {THAI[d.month - 1]} {be}",
        f"{d.day} {THAI[d.month - 1]} {be}".translate(THAI_DIGITS),
        f"{d.day} {THAI_SHORT[d.month - 1]} {be % 100:02}",
        d.isoformat(),
        d.strftime("%d %b %Y"),
        d.strftime("%B %d, %Y"),
        f"{be}-{d.month:02}-{d.day:02}",
        f"{d.day} {THAI[d.month - 1]} พ.ศ. {be}",
    ]


def test_every_day_from_2000_to_2030_comes_back_from_eleven_layouts() -> None:
    days = [date(2000, 1, 1) + timedelta(days=n) for n in range((date(2031, 1, 1) - date(2000, 1, 1)).days)]
    days = list(spread(days))
    for columns in zip(*map(layouts, days), strict=True):
        column = read_dates(columns, today=TODAY)
        assert [column.values[text] for text in columns] == days
        assert not column.ask


def test_a_day_above_twelve_proves_that_the_day_comes_first() -> None:
    column = read_dates(["03/04/2023", "23/02/2023 8:52:10"], today=TODAY)
    assert column.values["03/04/2023"] == date(2023, 4, 3)
    assert (column.order, column.ask) == ("DMY", False)
    assert column.evidence == "'23/02/2023 8:52:10' can only be read as day first."


def test_a_second_number_above_twelve_proves_that_the_month_comes_first() -> None:
    column = read_dates(["03/04/2023 1:00 PM", "02/23/2023 1:00 PM"], today=TODAY)
    assert column.values["03/04/2023 1:00 PM"] == date(2023, 3, 4)
    assert (column.order, column.ask) == ("MDY", False)


def test_a_row_against_the_order_of_the_others_is_refused_by_itself() -> None:
    column = read_dates(["13/02/2023", "14/02/2023", "02/15/2023", "30/02/2023"], today=TODAY)
    assert column.order == "DMY"
    assert column.problem == {"02/15/2023": "date_against_order", "30/02/2023": "bad_date"}
    assert "contradicts" in column.evidence


def test_a_file_of_two_orders_is_asked_about() -> None:
    column = read_dates(["13/02/2023", "02/15/2023", "03/04/2023"], today=TODAY)
    assert column.ask
    assert column.example == ("03/04/2023", date(2023, 4, 3), date(2023, 3, 4))


def test_where_nothing_proves_the_order_the_day_comes_first_and_a_person_is_asked() -> None:
    column = read_dates(["03/04/2023", "05/06/2023"], today=TODAY)
    assert (column.order, column.ask) == ("DMY", True)
    assert column.example == ("03/04/2023", date(2023, 4, 3), date(2023, 3, 4))


def test_a_date_that_reads_the_same_both_ways_needs_no_question() -> None:
    column = read_dates(["05/05/2023"], today=TODAY)
    assert (column.values["05/05/2023"], column.ask) == (date(2023, 5, 5), False)


def test_the_order_a_person_chose_is_kept() -> None:
    column = read_dates(["03/04/2023", "23/02/2023"], today=TODAY, order="MDY")
    assert column.values["03/04/2023"] == date(2023, 3, 4)
    assert column.problem == {"23/02/2023": "date_against_order"}


@pytest.mark.parametrize(
    ("texts", "context", "order"),
    [
        (["3/4/2023 1:00 PM"], DateContext(am_pm_export=True), "MDY"),
        (["3/4/2023"], DateContext(thai_or_be=True), "DMY"),
        (["3/4/2566"], DateContext(), "DMY"),
        (["3.4.2023"], DateContext(), "DMY"),
        (["3/4/2023"], DateContext(file_date=date(2023, 3, 4)), "MDY"),
        (["3/4/2023"], DateContext(file_date=date(2023, 4, 3), am_pm_export=True), "DMY"),
        (["3/4/2023"], DateContext(known=frozenset({date(2023, 3, 4)})), "MDY"),
        (["3/4/2023", "2023-03-04"], DateContext(), "MDY"),
    ],
)
def test_what_is_known_beside_the_cells_decides_the_order(texts: list[str], context: DateContext, order: str) -> None:
    column = read_dates(texts, today=TODAY, context=context)
    assert (column.order, column.ask) == (order, False)
    assert column.evidence


def test_years_first_are_seen_by_how_far_apart_any_other_order_would_put_the_days() -> None:
    column = read_dates(["22.05.23", "22.06.06", "22.06.20"], today=TODAY)
    assert (column.order, column.ask) == ("YMD", False)
    assert list(column.values.values()) == [date(2022, 5, 23), date(2022, 6, 6), date(2022, 6, 20)]
    assert column.evidence == "Read as year, month, day, because with the day first the dates would be 16 years apart."
    assert read_dates(["14.05.24", "11.06.24", "09.07.24"], today=TODAY).order == "DMY"


@pytest.mark.parametrize(("known", "order"), [("2022-05-23", "YMD"), ("2023-05-22", "DMY")])
def test_a_day_the_file_says_elsewhere_tells_whether_the_year_stands_first(known: str, order: str) -> None:
    context = DateContext(known=frozenset({date.fromisoformat(known)}))
    assert read_dates(["22.05.23", "22.06.23"], today=TODAY, context=context).order == order


def test_six_digits_beside_plain_days_are_read_among_them() -> None:
    texts = ["14 May 2024", "110624", "16 July 2024"]
    column = read_dates(texts, today=TODAY, context=DateContext(compact=True))
    assert column.values["110624"] == date(2024, 6, 11)
    assert read_dates(["240514", "240611"], today=TODAY, context=DateContext(compact=True)).order == "YMD"


def test_years_first_with_two_digits_are_seen_where_no_other_order_fits() -> None:
    column = read_dates(["22.11.14", "22.11.30"], today=TODAY)
    assert column.order == "YMD"
    assert column.values == {"22.11.14": date(2022, 11, 14), "22.11.30": date(2022, 11, 30)}


def test_an_era_put_right_is_told() -> None:
    column = read_dates(["15/02/3098", "15/02/2555", "15/02/1469"], today=TODAY)
    assert column.repaired == {"15/02/3098": FEB_15, "15/02/1469": FEB_15}


@pytest.mark.parametrize(
    ("text", "on", "rest"),
    [
        ("วันพฤหัสบดีที่ 26 เมษายน 2555 เวลา 13.30 น.", date(2012, 4, 26), "เวลา 13.30 น."),
        ("Thursday, 26 April 2012", date(2012, 4, 26), ""),
        ("First Team Meeting (9/18/20)", date(2020, 9, 18), "First Team Meeting"),
        ("Monthly meeting, 23 Feb 2023 (Chiang Rai)", date(2023, 2, 23), "Monthly meeting, (Chiang Rai)"),
        ("Coalition meeting, 11 June 2026, Chiang Mai", date(2026, 6, 11), "Coalition meeting, Chiang Mai"),
        ("signin_2025-08-20.csv", date(2025, 8, 20), "signin_ .csv"),
        ("participants_81234567890_2023_03_14.csv", date(2023, 3, 14), "participants_81234567890_ .csv"),
        ("2021-10-07 13_30 Title - Attendance Report.csv", date(2021, 10, 7), "13_30 Title - Attendance Report.csv"),
        ("Meet---nnp-xrmp-aop-2026-08-16 (1).csv", date(2026, 8, 16), "Meet---nnp-xrmp-aop- (1).csv"),
        ("attendance 20230523.csv", date(2023, 5, 23), "attendance .csv"),
        ("ประชุมครั้งที่ 4/2555 วันที่ 26 เมษายน 2555", date(2012, 4, 26), "ประชุม"),
        ("Meeting No. 4, 26 April 2012", date(2012, 4, 26), "Meeting"),
    ],
)
def test_a_date_is_found_inside_a_title_or_a_file_name(text: str, on: date, rest: str) -> None:
    found = find_date(text, today=TODAY)
    assert found is not None
    assert (found.on, found.certain, found.rest) == (on, True, rest)


def test_a_date_in_a_title_that_reads_both_ways_is_not_certain() -> None:
    found = find_date("Team Meeting (9/8/20)", today=TODAY)
    assert found is not None
    assert (found.on, found.certain) == (date(2020, 8, 9), False)
    chosen = find_date("Team Meeting (9/8/20)", today=TODAY, order="MDY")
    assert chosen is not None
    assert (chosen.on, chosen.certain) == (date(2020, 9, 8), True)


@pytest.mark.parametrize(
    "text",
    [
        "รายชื่อผู้เข้าร่วมประชุม ครั้งที่ 4/2555", "Attendee List as of October 3, 2017 | Questions?",
        "Printed 26 April 2012", "Report generated time: 05/12/2026 09:00", "ข้อมูล ณ วันที่ 26 เมษายน 2555",
        "พิมพ์เมื่อ 26 เมษายน 2555", "ปีงบประมาณ 2556", "Next meeting: 31 May 2012", "April 2012", "Tel. 053-000-100",
        "Chiang Rai", "", "30 February 2012", "Room 12/34",
    ],
)  # fmt: skip
def test_what_is_no_meeting_date_is_left_alone(text: str) -> None:
    assert find_date(text, today=TODAY) is None


@pytest.mark.parametrize("part", ["1-", "1 ", "ม.", "1,", "9:9 ", "May "])
def test_a_text_of_a_hundred_thousand_characters_is_answered_at_once(part: str) -> None:
    text = part * (100_000 // len(part))
    assert find_date(text, today=TODAY) is None
    assert read_dates([text], today=TODAY).problem == {text: "bad_date"}


def test_a_day_that_does_not_exist_proves_nothing() -> None:
    read = read_dates(["31/09/2026", "06/25/2026"], today=date(2026, 11, 25))
    assert (read.order, read.values["06/25/2026"]) == ("MDY", date(2026, 6, 25))


def test_a_number_that_is_neither_day_nor_month_shows_nothing() -> None:
    assert read_dates(["13/13/2026", "05/06/2026"], today=date(2026, 11, 25)).ask


@pytest.mark.parametrize(
    ("written", "meant"),
    [("2062-05-14", "2026-05-14"), ("2027-12-26", "2025-12-26"), ("2028-02-29", "2024-02-29")],
)
def test_a_meeting_far_ahead_is_told_with_the_day_that_was_probably_meant(written: str, meant: str) -> None:
    told = far_ahead([date.fromisoformat(written), None], date(2026, 11, 25))
    assert [one.suggestion for one in told] == [f"Did you mean {meant}? If so, correct the date in the file."]
    assert not far_ahead([date(2026, 12, 10)], date(2026, 11, 25))


@pytest.mark.parametrize(
    ("on", "told"), [("2026-11-26", []), ("2026-11-27", ["attended_to_come"]), ("2026-12-25", ["attended_to_come"])]
)
def test_people_at_a_meeting_that_has_not_been_held_are_told_but_for_tomorrow_which_has_begun_elsewhere(
    on: str, told: list[str]
) -> None:
    day = date.fromisoformat(on)
    assert [one.code for one in far_ahead([day], date(2026, 11, 25), {day})] == told


@pytest.mark.parametrize("text", ["14 May 3112", "14 พฤษภาคม ค.ศ. 2569"])
def test_a_date_in_a_title_says_that_its_era_was_repaired(text: str) -> None:
    found = find_date(text, today=date(2026, 11, 25))
    assert found is not None
    assert found.repaired


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("Meeting 1 - 14 January 2021", date(2021, 1, 14)),
        ("meeting 3 - 6 November 2025", date(2025, 11, 6)),
        ("Reunión 3 - 6 de noviembre de 2025", date(2025, 11, 6)),
        ("Meeting 3-6 November 2025", date(2025, 11, 3)),
        ("Workshop 3 - 6 November 2025", date(2025, 11, 3)),
        ("Meeting 1 - 14/01/2021", date(2021, 1, 14)),
        ("Session 2 - 20 Feb 2021", date(2021, 2, 20)),
        ("Workshop 14-15 January 2021", date(2021, 1, 14)),
        ("Meeting 14 January 2021", date(2021, 1, 14)),
        ("14 January 2021 (next meeting: 11 February 2021)", date(2021, 1, 14)),
        ("Next meeting: 11 February 2021", None),
        ("14 January 2021, printed", None),
    ],
)
def test_the_number_of_a_meeting_and_other_days_are_not_its_day(text: str, on: date | None) -> None:
    found = find_date(text, today=TODAY)
    assert (found.on if found else None) == on


@pytest.mark.parametrize("zone", ["GMT+7", "UTC", "GMT+0700 (Indochina Time)"])
def test_the_zone_behind_a_time_is_no_title(zone: str) -> None:
    found = find_date(f"2026/03/05 11:02:00 AM {zone}", today=TODAY)
    assert found is not None
    assert found.rest == "11:02:00 AM"


def test_a_short_year_that_is_to_come_does_not_stand_first() -> None:
    found = find_date("Teilnehmerliste 27.10.24", today=date(2026, 11, 25))
    assert found is not None
    assert (found.on, found.certain) == (date(2024, 10, 27), True)


@pytest.mark.parametrize(
    "text",
    [
        "14 May 10-12", "May 14, 10-12", "14 May 09-11h", "14 May, 21 May", "14th May, 21st May",
        "14. Mai 10 Uhr", "14 May 10 giờ", "14 mai 10 heures", "14 May, 10 am", "14 พ.ค. 10 น.",
    ],
)  # fmt: skip
def test_hours_and_a_second_day_behind_a_month_are_no_year(text: str) -> None:
    """They read as 2010 and 2021 before."""
    found = scan(text)
    assert (found.day, found.month, found.year) == (14, 5, "") if found else False


@pytest.mark.parametrize(
    "text",
    [
        "14 May 23 - 14:00", "14 May 23, 10 am", "14 May 23 - 3pm", "14 May 23, 2-4pm", "14 May 23 - 12 participants",
        "14 May 23 - 15 May 23", "14th May 23 - 15th May 23", "14 May '23 - 15th of May '23", "Meeting 4, 14 May 23",
        "14 May 23 March Street", "14/5/23-15/5/23", "14.5.23-16.5.23", "14.5.2023-3.1.2024", "14-May-23-2", "v1.2—14.05.2023",
    ],
)  # fmt: skip
def test_a_year_of_two_digits_stands_before_hours_numbers_and_a_second_day(text: str) -> None:
    assert one(text) == date(2023, 5, 14)


@pytest.mark.parametrize("text", ["12.5.26-3.4.5", "3-5-26-7/8/9", "01-02-23-4.5.6"])
def test_numbers_of_a_reference_are_no_day(text: str) -> None:
    assert find_written(text) is None


def day_in(text: str) -> date | None:
    found = find_date(text, today=TODAY)
    return found.on if found else None


@pytest.mark.parametrize(
    "text",
    [
        "14/5-16/5/2026", "14/5 - 16/5/2026", "14.5.-16.5.2026", "5/14-5/16/2026", "14/05–16/05/2569", "14/5 to 16/5/2026",
        "May 14 - May 16, 2026", "14.-16. Mai 2026", "14. und 15. Mai 2026", "du 14 au 16 mai 2026", "14 et 15 mai 2026",
        "del 14 al 16 de mayo de 2026", "14 t/m 16 mei 2026", "14 s/d 16 Mei 2026", "Mon 14/5 - Wed 16/5/2026",
        "14/5/2026 09:00 - 14/5/2026 12:00", "Wed 14 May & Thu 15 May 2026",
        "14. Mai und 15. Mai 2026", "14 พ.ค. 69 - 10-12", "Item 3.2 - 14.5.2026", "No. 3/4 - 14/5/2026",
    ],
)  # fmt: skip
def test_of_several_days_in_a_row_it_is_the_first(text: str) -> None:
    assert day_in(text) == date(2026, 5, 14)


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("30/12-2/1/2026", date(2025, 12, 30)),
        ("12/30 - 1/2/2026", date(2025, 12, 30)),
        ("Dec 30 - Jan 2, 2026", date(2025, 12, 30)),
        ("8:30 - 12/5/2026", date(2026, 5, 12)),
    ],
)
def test_the_first_of_several_days_may_be_of_the_year_before(text: str, on: date) -> None:
    assert day_in(text) == on


@pytest.mark.parametrize(
    "text",
    [
        "14 May, 21 May 2026", "14 May and 21 May 2026", "May 14, May 21, 2026",  # which one?
        "14 and 21 May 2026", "14, 21 and 28 May 2026", "3 March - 14 May 2026",
        "Mar 3 - May 14, 2026", "14-15 et 21 mai 2026", "14 และ 21 พ.ค. 69",
        "14 May 10 - 12", "14 May 10 to 12", "14 Mai 17 bis 19 Uhr", "14 May, 25 people", "14 พ.ค., 69 คน",  # of which year?
    ],
)  # fmt: skip
def test_two_days_hours_and_a_count_tell_no_day_with_its_year(text: str) -> None:
    assert day_in(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Sitzung 4.1 - 14.5.2026", "Meeting 4/26 - 14/5/2026", "Raum 5.1 - 14.5.2026", "Room 3/5 - 14/5/2026",
        "ครั้งที่ 10/69 - 14/5/2569", "9.30-14.5.2026", "9.30 - 14.5.2026", "Nr. 2. - 14. Mai 2026",
        "Session 1 and 2, 14 May 2026", "Groupes 1 et 2, 14 mai 2026", "Class 1, 2, 3, 14 May 2026",
        "Rooms 20, 21, 14 May 2026",
        "Gedung 17 Agustus, 14 Mei 2026", "Minutes of 12 April; 14 May 2026", "5e 14 mai 2026",
    ],
)  # fmt: skip
def test_numbers_before_a_day_are_no_days(text: str) -> None:
    assert day_in(text) == date(2026, 5, 14)
