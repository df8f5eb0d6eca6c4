"""Minutes of committees: their headings, what stands around names and organizations, and the day among other days."""

import pytest

from tests.imports.read.test_explode import read


@pytest.mark.parametrize("struck", ["~~Bo Chan~~", "<s>Bo Chan</s>", "~~Bo Chan (River House)~~"])
def test_a_name_that_is_struck_out_is_told_and_counts_for_nobody(struck: str) -> None:
    listed = read(
        f"# Meeting 14 May 2026\n\n## Attendees\n\n- Ann Lee (Hope House)\n- {struck}\n- Cy Dee (IOM)\n", "minutes.md"
    )
    table = read(f"Name,Present\nAnn Lee,x\n{struck},x\nCy Dee,x\n", "2026-05-28 meeting.csv")
    for told in (listed, table):
        assert told.entries.name == ["Ann Lee", "Cy Dee"]
        assert "struck_out" in [one.code for one in told.issues]


@pytest.mark.parametrize("towns", ["Chiang Mai\nLampang\nPhayao", "เชียงใหม่\nลำปาง\nพะเยา"])
def test_towns_that_attended_are_nobody(towns: str) -> None:
    assert not read(f"Meeting 14 May 2026\nAttended\n{towns}\n", "list.csv").entries.name


def test_the_rule_below_a_header_is_no_note() -> None:
    told = read("# 14 May 2026\n\n| Name | Present |\n|---|:---:|\n| Ann Lee | x |\n| Bo Chan | x |\n", "minutes.md")
    assert not [one for one in told.issues if one.code == "note"]


@pytest.mark.parametrize("part", ["Voting Member", "Chair", "online"])
def test_what_somebody_did_stands_in_brackets_behind_the_organization(part: str) -> None:
    table = read(f"Meeting 14 May 2026\nName,Organization\nAnn Lee,Hope House ({part})\nBo Chan,River (Chiang Mai)\n", "a.csv")
    lines = read(f"# Minutes 14 May 2026\n\n## Participants\n\n- Ann Lee, Hope House ({part})\n- Bo Chan, IOM\n", "minutes.md")
    assert table.entries.organization == ["Hope House", "River (Chiang Mai)"]
    assert lines.entries.organization == ["Hope House", "IOM"]
    assert {table.entries.role[0], lines.entries.role[0]} <= {part, None}  # how somebody came is told nowhere


def test_an_hour_behind_a_day_is_no_year() -> None:
    told = read("As of May 23, 10 AM\nPresent\nAnn Lee\nBo Chan\nCy Dee\n", "list.csv")
    assert [one.on for one in told.meetings] == [None]


@pytest.mark.parametrize("stamp", ["2022-08-26 12:03:03 UTC+12:00", "2022-08-26T12:03:03Z", "2022-08-26"])
def test_when_a_page_was_written_is_not_when_people_met(stamp: str) -> None:
    title = "# Minutes of the SGM - 25 February 2019"
    text = f"title: SGM\nslug: sgm\ndate: {stamp}\n\n{title}\n\n## Present:\n\n- Ann Lee\n- Bo Chan\n"
    assert [str(one.on) for one in read(text, "2019-sgm.md").meetings] == ["2019-02-25"]


def test_a_line_may_break_off_within_a_name() -> None:
    text = ":   Date 14 May 2026\n:   Members present: Rod Ivy, Walt Sun, Marta Lum, Gus Bell, Jimmy\n"
    text += "    B., Ernesto Cruz and Cole Shaw\n"
    told = read(f"## Meeting\n\n{text}", "minutes.md").entries.name
    assert told == ["Rod Ivy", "Walt Sun", "Marta Lum", "Gus Bell", "Jimmy B.", "Ernesto Cruz", "Cole Shaw"]


@pytest.mark.parametrize("heading", [
    "Attendees present", "Opening, welcome and roll call", "The following new board members were present:",
    "Other board members and officers present:",
])  # fmt: skip
def test_a_heading_may_say_in_more_words_who_came(heading: str) -> None:
    text = f"# Minutes\n\n- **When**: June 6, 2026 at 3pm\n\n### {heading}\n\n* Ann Lee\n* Bo Chan\n\n### Closure\n"
    told = read(text, "minutes.md")
    assert told.entries.name == ["Ann Lee", "Bo Chan"]
    assert [str(one.on) for one in told.meetings] == ["2026-06-06"]


@pytest.mark.parametrize("absent", [
    "The following board members were absent:", "The following steering committee members were excused:",
    "Attendees who sent apologies:", "The following committee members did not attend:",
])  # fmt: skip
def test_a_sentence_may_head_those_who_did_not_come(absent: str) -> None:
    text = f"Minutes May 5 2026\nThe following board members were present: Ann Lee, Bo Kim, Cy Tan\n{absent} Di Wu, Eve Po\n"
    told = read(text, "minutes.md").entries
    assert {who for who, state in zip(told.name, told.state, strict=True) if state == "present"} == {
        "Ann Lee",
        "Bo Kim",
        "Cy Tan",
    }


@pytest.mark.parametrize("day", ["May 23", "May 23, 10 AM", "23 May, 13:30"])
def test_the_day_of_another_meeting_completes_no_day_without_a_year(day: str) -> None:
    told = read(f"Coalition\nDate: {day}\nLast meeting: May 9, 2026\n\nPresent:\n- Ann Lee\n- Bo Kim\n- Cy Tan\n", "minutes.md")
    assert [one.on for one in told.meetings] == [None]


@pytest.mark.parametrize("other", ["Next meeting: 9 June 2026", "Last meeting: 9 May 2026"])
def test_a_line_about_another_meeting_is_no_title_of_this_one(other: str) -> None:
    told = read(f"Coalition\nDate: 14 May 2026\n{other}\n\nPresent:\n- Ann Lee\n- Bo Kim\n- Cy Tan\n", "minutes.md")
    assert [(one.title, str(one.on)) for one in told.meetings] == [("Coalition", "2026-05-14")]


@pytest.mark.parametrize("date", ["2026-05-05 10:00:00+07:00", "23 May 26 AM"])
def test_a_day_with_a_time_and_a_zone_or_half_of_a_day_is_read(date: str) -> None:
    told = read(f"Meeting,Coalition\nDate,{date}\nCreated,2026-04-01\nName,Organization\nAnn Lee,IOM\nBo Kim,IRC\n", "a.csv")
    assert [one.on and (one.on.month, one.on.year) for one in told.meetings] == [(5, 2026)]


def test_initials_in_brackets_are_no_organization() -> None:
    rows = "* **Jukka Salmi (JS)**\n* **Petra Lind (PL)**\n* Wiebe van der Ploeg (WP)\n* Ida Olsen Moe (IOM)\n"
    told = read(f"# Minutes 22 January 2026\n\nParticipants:\n\n{rows}", "minutes.md").entries
    assert told.organization == [None, None, None, "IOM"]
    assert told.name == ["Jukka Salmi", "Petra Lind", "Wiebe van der Ploeg", "Ida Olsen Moe"]


def test_ticks_below_sessions_say_who_came_though_the_day_stands_above() -> None:
    rows = "Ann Lee,IOM,x,x\nCy Tan,IOM,,x\nBo Kim,City Police,,\n"
    told = read(f"Coalition 5 May 2026\nName,Organization,Session 1,Session 2\n{rows}", "list.csv")
    assert told.flags or dict(zip(told.entries.name, told.entries.state, strict=True))["Bo Kim"] == "absent"


def test_capitals_alone_may_be_organizations_so_it_is_asked_who_they_are() -> None:
    told = read("Date,Name,Time in\n2026-05-05,SOLWODI,9:00\n2026-05-05,COATNET,9:00\n2026-05-05,RENATE,9:05\n", "log.csv")
    assert told.refused or told.flags


def test_letters_that_are_the_initials_of_one_alone_may_be_an_organization() -> None:
    rows = "- Will Brown (WB)\n- Ann Lee (ADB)\n- Bo Holm (UN)\n"
    told = read(f"# Meeting of 14 May 2026\n\nPresent:\n\n{rows}", "minutes.md").entries
    assert told.organization == ["WB", "ADB", "UN"]


@pytest.mark.parametrize("said", [
    "No council members were absent", "The board was not absent", "Nobody from the board was absent",
    "The committee was absent",
])  # fmt: skip
@pytest.mark.parametrize("bullet", ["- ", ""])
def test_a_sentence_about_a_body_makes_nobody_below_it_absent(said: str, bullet: str) -> None:
    people = [f"{bullet}{name}\n" for name in ("Ann Lee", "Bo Holm", "Cy Young", "Ida Berg", "Gus Park")]
    told = read(f"Meeting of 14 May 2026\nPresent\n{''.join(people[:3])}{said}\n{''.join(people[3:])}", "minutes.txt")
    assert told.refused or "absent" not in told.entries.state


def test_a_word_of_organizations_may_be_a_given_name() -> None:
    told = read("Cuộc họp 14/5/2026\nCó mặt:\n- Trần Văn Quỹ\n- Lê Văn An\n- Phạm Thị Hoa\n", "minutes.txt")
    assert told.entries.name == ["Trần Văn Quỹ", "Lê Văn An", "Phạm Thị Hoa"]


GROUPS = """# Minutes of the 3rd meeting, 14 May 2026

Minutes were taken by Irene Mallory.

## Attendees

The following board members were present:

- Dean Greaves, Tapad
- Joel Colbert, Nitro

For the centre:

- Stella Langdon, Propensive
- Wilma Merrill, EPFL
- Lorna Farrow, EPFL

## Proceedings

Edith declined on grounds of insufficient time. Typelevel, after public
discussion.
"""


def test_names_below_no_heading_of_their_own_are_asked_about() -> None:
    """The file was refused as a table that had lost its header."""
    told = read(GROUPS, "minutes.md")
    assert told.flags == ["names_left_over"]
    assert told.entries.name == ["Dean Greaves", "Joel Colbert"]
    assert "such as 'Lorna Farrow, EPFL'. Leave them out?" in told.issues[0].why


def test_a_sentence_is_no_title_of_a_meeting_and_names_nobody_there() -> None:
    assert read(GROUPS, "minutes.md").meetings[0].title == "Minutes of the 3rd meeting"


@pytest.mark.parametrize("marks", ["x - x", "✓ ✗ ✓", "yes no yes", "1 0 1", "50 20 100"])
def test_bulleted_lines_with_marks_and_no_header_are_no_list_of_those_who_came(marks: str) -> None:
    names = ("Ann Lee, Hope House", "Bo Chan, Caritas", "Cy Dunn, Oxfam")
    lines = "".join(f"- {name}, {mark}\n" for name, mark in zip(names, marks.split(), strict=True))
    told = read(f"# Minutes 14 May 2026\n\n## Attendees\n{lines}", "minutes.md")
    assert told.refused or told.flags
