"""Minutes typed as text: names in scripts without capitals, and what stands between and below the people without being one."""

from datetime import date

import pytest

from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import Reading

TODAY = date(2026, 11, 25)
MAY = date(2026, 5, 14)


def read(text: str) -> Reading:
    return read_attendance(text.encode(), "minutes.txt", today=TODAY)


def people(reading: Reading) -> dict[str | None, str]:
    return dict(zip(reading.entries.name, reading.entries.state, strict=True))


SCRIPTS = {
    "Lao": ("ວັນທີ 14 ພຶດສະພາ 2026\nຜູ້ເຂົ້າຮ່ວມ:\n- ສົມຊາຍ ໃຈດີ\n- ແສງ ຄຳ\nຫົວຂໍ້\n- ງົບປະມານ\n", ["ສົມຊາຍ ໃຈດີ", "ແສງ ຄຳ"]),
    "Khmer": ("ថ្ងៃទី 14 ឧសភា 2026\nអ្នកចូលរួម:\n- សុខ សុភា\n- ចាន់ ដារា\n", ["សុខ សុភា", "ចាន់ ដារា"]),
    "Burmese": ("2026-05-14\nတက်ရောက်သူများ:\n- အောင်အောင်\n- သီရိ\n", ["အောင်အောင်", "သီရိ"]),
    "Hindi": ("दिनांक: 14 मई 2026\nउपस्थित: राम कुमार, सीता देवी\n1. बजट\n", ["राम कुमार", "सीता देवी"]),
    "Arabic": ("التاريخ: 14 مايو 2026\nالحاضرون: أحمد علي، فاطمة حسن\n", ["أحمد علي", "فاطمة حسن"]),
    "Chinese": ("2026年5月14日\n### 参与者\n+ 黄新宇\n+ 李小聪\n### 地点\n+ 新主楼\n", ["黄新宇", "李小聪"]),
    "Japanese": ("日時：2026年5月14日\n出席者：山田太郎、佐藤花子\n議題\n1. 予算\n", ["山田太郎", "佐藤花子"]),
    "Korean": ("일시: 2026년 5월 14일\n참석자: 김정현, 김동미\n안건\n1. 예산\n", ["김정현", "김동미"]),
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_names_of_a_script_without_capitals_are_read_where_a_heading_says_that_they_came(script: str) -> None:
    text, names = SCRIPTS[script]
    told = read(text)
    assert people(told) == dict.fromkeys(names, "present")
    assert [meeting.on for meeting in told.meetings] == [MAY]
    assert "letters without capitals" in next(issue.why for issue in told.issues if issue.code == "did_they_come")


@pytest.mark.parametrize(("names", "flags"), [("黄新宇、李小聪", ["did_they_come"]), ("Jock, Bram", ["nicknames_only"])])
def test_names_of_one_word_are_nicknames_where_names_have_two(names: str, flags: list[str]) -> None:
    assert read(f"Date: 14 May 2026\nPresent: {names}\n").flags == flags


LABELS = ["Scribe: Ann Lee", "Author: Ann Lee", "Version: 1.2", "Link: Zoom", "Document Version: 1.2"]


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("behind", [True, False])
def test_a_label_below_people_is_told_and_nobody(label: str, behind: bool) -> None:
    listed = "Present: Ann Lee, Bo Chan, Cy Dee" if behind else "Present:\nAnn Lee\nBo Chan\nCy Dee"
    told = read(f"Date: 14 May 2026\n{listed}\n{label}\n")
    assert list(people(told)) == ["Ann Lee", "Bo Chan", "Cy Dee"]
    assert "note" in [issue.code for issue in told.issues]


@pytest.mark.parametrize("line", ["Ann Moore: Hope House", "Ann Moore: excused", "Ann Moore: Nurse"])
def test_a_person_with_a_colon_below_others_stays_one(line: str) -> None:
    assert "Ann Moore" in people(read(f"Date: 14 May 2026\nPresent:\nAnn Lee\nBo Chan\nCy Dee\n{line}\n"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Present: Ann Lee, Bo Chan\nCy Dee (Hope House)\nDi Eng\nSuda (IJM)",
            ["Ann Lee", "Bo Chan", "Cy Dee", "Di Eng", "Suda"],
        ),
        ("Participants\n1. Ann Lee\n2. Bo Chan\nSuda\n3. Cy Dee", ["Ann Lee", "Bo Chan", "Suda", "Cy Dee"]),
        ("Present:\n- Naw: Hope House\n- Cy Dee\n- Di Eng\n- Ed Fox", ["Naw", "Cy Dee", "Di Eng", "Ed Fox"]),
    ],
)
def test_people_of_one_name_among_others_are_kept(text: str, names: list[str]) -> None:
    assert list(people(read(f"Date: 14 May 2026\n{text}\n"))) == names


def test_a_no_in_brackets_is_not_lost() -> None:
    told = read("14 May 2026\nAttendance\nAnn Lee (yes)\nBo Chan (no)\nCy Dee (yes)\n")
    assert people(told).get("Bo Chan") != "present"


def test_the_day_below_the_next_meeting_is_not_that_of_this_one() -> None:
    assert [one.on for one in read("Next meeting\n11 June 2026\n14 May 2026\nPresent: Ann Lee, Bo Chan\n").meetings] == [None]


def test_an_unknown_heading_between_bullets_ends_the_people() -> None:
    assert list(people(read("Date: 14 May 2026\nParticipants\n- Ann Lee\n- Bo Chan\nWeather\n- Sunny\n- Rain\n"))) == [
        "Ann Lee",
        "Bo Chan",
    ]


@pytest.mark.parametrize("gap", ["", "\n"])
def test_lines_without_the_bullet_of_those_below_head_them(gap: str) -> None:
    told = read(f"Date: 14 May 2026\nPresent\nNorthgate\n- Ann Lee\n- Bo Chan\n{gap}Southgate\n- Cy Dee\n- Di Eng\n")
    came = zip(told.entries.name, told.entries.organization, strict=True)
    assert list(came) == [("Ann Lee", "Northgate"), ("Bo Chan", "Northgate"), ("Cy Dee", "Southgate"), ("Di Eng", "Southgate")]


def test_an_agenda_below_apologies_is_nobody() -> None:
    told = read("Date: 14 May 2026\nPresent: Ann Lee, Bo Chan\nApologies: Cy Dee\n1. Budget\n2. Plan\n")
    assert people(told) == {"Ann Lee": "present", "Bo Chan": "present", "Cy Dee": "excused"}


def test_members_below_an_empty_line_are_what_the_heading_above_it_says() -> None:
    told = read("14 May 2026\n\n## Present\n\n### Members\n\nAnn Lee\nBo Chan\n\n### Guests\n\nCy Dee\n")
    assert people(told) == dict.fromkeys(["Ann Lee", "Bo Chan", "Cy Dee"], "present")
    told = read("14 May 2026\n\nPresent\n\nMembers\n- Ann Lee\n- Bo Chan\n\nAbsent\n\nMembers\n- Cy Dee\n- Di Eng\n")
    assert people(told) == {"Ann Lee": "present", "Bo Chan": "present", "Cy Dee": "absent", "Di Eng": "absent"}


@pytest.mark.parametrize("listed", ["Ann Lee\nBo Chan", "- Ann Lee\n- Bo Chan"])
def test_members_without_a_word_of_presence_above_are_asked_about_or_refused(listed: str) -> None:
    told = read(f"14 May 2026\n\n## Members\n\n{listed}\n")
    assert told.refused or told.flags


def test_a_day_alone_below_minutes_is_that_of_the_meeting() -> None:
    assert [meeting.on for meeting in read("Minutes\n14 May 2026\nPresent: Ann Lee, Bo Chan\n").meetings] == [MAY]


def test_the_sign_of_a_line_break_in_markdown_is_no_part_of_a_name() -> None:
    told = read("Date: 14 May 2026\\\nAttendees: Ann Lee, Bo Chan\\\nAuthor: Ann Lee\n")
    assert (list(people(told)), [meeting.on for meeting in told.meetings]) == (["Ann Lee", "Bo Chan"], [MAY])


def test_a_word_in_small_letters_behind_several_names_is_no_organization() -> None:
    told = read("14 May 2026\nParticipants\n* Ann Lee (lead)\n* Bo Chan (kolabo)\n* Cy Dee (kolabo)\n* Di Eng (kolabo)\n")
    assert (list(people(told)), set(told.entries.organization)) == (["Ann Lee", "Bo Chan", "Cy Dee", "Di Eng"], {None})
