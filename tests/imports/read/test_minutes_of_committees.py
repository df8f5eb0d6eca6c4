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


def test_when_a_page_was_written_is_not_when_people_met() -> None:
    matter, title = "title: SGM\ndate: 2022-08-26 12:03:03 UTC+12:00", "# Minutes of the SGM - 25 February 2019"
    text = f"{matter}\n\n{title}\n\n## Present:\n\n- Ann Lee\n- Bo Chan\n"
    assert [str(one.on) for one in read(text, "2019-sgm.md").meetings] == ["2019-02-25"]


def test_a_line_may_break_off_within_a_name() -> None:
    text = ":   Date 14 May 2026\n:   Members present: Rod Ivy, Walt Sun, Marta Lum, Gus Bell, Jimmy\n"
    text += "    Boyd, Ernesto Cruz and Cole Shaw\n"
    told = read(f"## Meeting\n\n{text}", "minutes.md").entries.name
    assert told == ["Rod Ivy", "Walt Sun", "Marta Lum", "Gus Bell", "Jimmy Boyd", "Ernesto Cruz", "Cole Shaw"]


@pytest.mark.parametrize("heading", [
    "Attendees present", "Opening, welcome and roll call", "The following new board members were present:",
    "Other board members and officers present:",
])  # fmt: skip
def test_a_heading_may_say_in_more_words_who_came(heading: str) -> None:
    text = f"# Minutes\n\n- **When**: June 6, 2026 at 3pm\n\n### {heading}\n\n* Ann Lee\n* Bo Chan\n\n### Closure\n"
    told = read(text, "minutes.md")
    assert told.entries.name == ["Ann Lee", "Bo Chan"]
    assert [str(one.on) for one in told.meetings] == ["2026-06-06"]
