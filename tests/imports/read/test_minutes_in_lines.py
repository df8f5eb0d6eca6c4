"""Minutes in lines: what all lines of a list say together about where a name ends, and where the list does."""

from datetime import date

import pytest

from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import Reading

HEAD = "Meeting 14 May 2026\n\nAttendance\n\n"


def read(lines: str, head: str = HEAD) -> Reading:
    return read_attendance((head + lines).encode(), "minutes.txt", today=date(2026, 11, 25))


def people(reading: Reading) -> list[tuple[str | None, str | None]]:
    entries = reading.entries
    return [(entries.name[at], entries.organization[at]) for at in range(len(entries)) if entries.state[at] == "present"]


def test_a_hyphen_inside_surnames_stays() -> None:
    told = read("1. Ann Lee-Chan, IJM\n2. Bo Chan-Lim, IJM\n3. Nok Lim-Kask, Red Cross\n4. Mari Tamm, Red Cross\n")
    assert [name for name, _ in people(told)] == ["Ann Lee-Chan", "Bo Chan-Lim", "Nok Lim-Kask", "Mari Tamm"]


def test_a_word_of_absence_tied_to_what_stands_before_it_is_one() -> None:
    told = read("1. Ann Lee, River House\n2. Bo Chan, Open DoorAbsent\n3. Nok Lim, Open Door\n")
    assert [name for name, _ in people(told)] == ["Ann Lee", "Nok Lim"]


def test_what_no_column_is_left_for_stays_beside_what_it_follows() -> None:
    told = read("1. Ann Lee, Nurse, Health Unit, Education, Water\n2. Bo Chan, Officer, Health Unit\n")
    assert people(told) == [("Ann Lee", "Health Unit, Education, Water"), ("Bo Chan", "Health Unit")]


def test_a_line_that_breaks_off_behind_a_small_word_goes_on_in_the_next() -> None:
    told = read("- Ann Lee, House of\nHope\n- Bo Chan, Association of Young People with\nDisabilities\n- Nok Lim, IJM\n")
    assert people(told) == [
        ("Ann Lee", "House of Hope"), ("Bo Chan", "Association of Young People with Disabilities"), ("Nok Lim", "IJM"),
    ]  # fmt: skip
    assert told.entries.lines == [(5,), (7,), (9,)]


def test_the_next_number_behind_that_of_the_heading_ends_its_list() -> None:
    told = read(
        "- Ann Lee, IJM\n- Bo Chan, Red Cross\n2. Plan of the year\n- Nok Lim\n- Mari Tamm\n",
        "Meeting 14 May 2026\n1. Present\n",
    )
    assert [name for name, _ in people(told)] == ["Ann Lee", "Bo Chan"]


def test_a_group_and_the_word_for_present_head_those_of_it_who_came() -> None:
    told = read(
        "Present CPG Members:\n- Ann Lee\n- Bo Chan\n\nAbsent CPG Members:\n- Nok Lim\n\nPresent City Staff:\n- Mari Tamm\n\n"
        "TECHNICAL ADVISORS PRESENT\nDao Srisuk\nEve Moss\n\nGENERAL INFORMATION\nThe meeting was opened.\n",
        "Meeting 14 May 2026\n\n",
    )
    assert [name for name, _ in people(told)] == ["Ann Lee", "Bo Chan", "Mari Tamm", "Dao Srisuk", "Eve Moss"]
    assert [told.entries.name[at] for at, one in enumerate(told.entries.state) if one == "absent"] == ["Nok Lim"]


def test_what_no_group_of_people_is_heads_nobody() -> None:
    assert read("Present situation:\nAnn Lee\nBo Chan\n", "Report 14 May 2026\n\n").flags == ["did_they_come"]


def test_surnames_of_two_words_and_initials_stand_where_the_others_have_theirs() -> None:
    told = read(
        "- Lee, Ann\n- Chan, Bo\n- Lim, Nok\n- Tamm, Mari\n- Garcia Lopez, Ana\n- Srisuk, D.\n- Moss, E. - Nurse, IJM\n"
    )
    names = ["Ann Lee", "Bo Chan", "Nok Lim", "Mari Tamm", "Ana Garcia Lopez", "D. Srisuk", "E. Moss"]
    assert [name for name, _ in people(told)] == names


BUDI = "Budi, Wahana\nSari, Pelita\nTono, Mitra\n"


def test_two_words_in_each_line_may_be_an_organization_behind_a_name_and_are_asked_about() -> None:
    told = read(BUDI)
    assert told.flags == ["surname_first"]
    assert "Is 'Budi, Wahana' one person, with the surname first?" in [one.why for one in told.issues]


def test_surnames_of_two_words_are_turned_with_the_others_once_that_is_said() -> None:
    """ "Prados Martín, Ismael" lost the first name, beside "Bonetti, Fabrizio" who kept it."""
    told = read("- Prados Martín, Ismael\n- Gomez Villarrubia, Diego\n- Bonetti, Fabrizio\n- Serplio, Davide\n")
    assert told.flags == ["surname_first"]
    assert [name for name, _ in people(told)][:3] == ["Ismael Prados Martín", "Diego Gomez Villarrubia", "Fabrizio Bonetti"]


def test_whole_names_before_towns_are_no_surnames() -> None:
    told = read("- Ann Lee, Oslo\n- Bo Chan, Bergen\n- Mari Tamm, Tartu\n")
    assert told.refused or [name for name, _ in people(told)] == ["Ann Lee", "Bo Chan", "Mari Tamm"]


@pytest.mark.parametrize("bracket", ["online", "late", "Zoom", "Jakarta", "he/him", "10:00"])
def test_what_is_no_organization_in_brackets_tells_nothing_of_surnames(bracket: str) -> None:
    assert "surname_first" in read(BUDI.replace("Wahana", f"Wahana ({bracket})")).flags


@pytest.mark.parametrize(
    "line", ["Lee, A.\n", "Lee, Ann (Hill Foundation)\n", "Lee, Ann, Hill Foundation\n", "Lee, Ann, a@ijm.org\n"]
)
def test_an_initial_or_an_organization_behind_the_pair_tells_that_surnames_stand_first(line: str) -> None:
    assert read(BUDI + line).flags == []


def test_a_nickname_inside_a_name_makes_it_no_less_a_name() -> None:
    told = read("Mr. Ann “Annie” Lee, Hill Foundation\nBo Chan, Hill Foundation\nNok Lim, Sea Foundation\n")
    assert next(name for name, _ in people(told)) == "Ann “Annie” Lee"


def test_the_day_below_the_title_of_the_minutes_goes_before_one_above_it() -> None:
    told = read("PRESENT\nAnn Lee\nBo Chan\nNok Lim\n", "Agenda Item 1\n14/9/2026\n\nCouncil Minutes\n10 August 2026\n\n")
    assert [meeting.on for meeting in told.meetings] == [date(2026, 8, 10)]


def test_surnames_in_capitals_are_no_offices() -> None:
    told = read("LEE Ann Marie\nCHAN Bo Thi\nDE LIM Nok Anh\nVAN TAMM Mari Eva\nVAN DEN KASK Jaan Peter\n")
    assert [house for _, house in people(told)] == [None] * 5


def test_where_a_meeting_was_is_no_title_of_it() -> None:
    told = read("Ann Lee\nBo Chan\nNok Lim\n", "5th CLUSTER MEETING\n2nd Floor Conference Room\n14 May 2026\nPRESENT\n")
    assert [(one.title, one.place) for one in told.meetings] == [("5th CLUSTER MEETING", "2nd Floor Conference Room")]


def test_the_name_of_a_father_makes_nobody_two_people() -> None:
    text = "Name,Organization,14/5/2026\nDevi a/p Raman,Hill Foundation,P\nRavi s/o Kumar,Open Door,P\nAnn Lee/Bo Chan,IJM,P\n"
    told = read_attendance(text.encode(), "attendance.csv", today=date(2026, 11, 25))
    assert [name for name, _ in people(told)] == ["Devi a/p Raman", "Ravi s/o Kumar", "Ann Lee", "Bo Chan"]


def test_an_office_before_a_name_and_a_place_behind_it_make_no_table() -> None:
    told = read("Councillor Ann Lee (Chair)\nCouncillor Bo Chan\nCommissioner Nok Lim, Hill County\n")
    assert [name for name, _ in people(told)] == ["Ann Lee", "Bo Chan", "Nok Lim"]
    assert told.entries.role[:2] == ["Councillor, Chair", "Councillor"]


def test_a_committee_or_a_board_present_is_a_group_that_came() -> None:
    head = "Meeting 14 May 2026\n\nCommittee Present: Ann Lee, Bo Chan, Nok Lim\nCommittee Absent: Mari Tamm\n"
    assert [name for name, _ in people(read("Executive Board Present:\nEve Moss\nJaan Kask\n", head))] == [
        "Ann Lee", "Bo Chan", "Nok Lim", "Eve Moss", "Jaan Kask",
    ]  # fmt: skip


def test_a_day_below_another_word_than_the_title_is_not_that_of_the_meeting() -> None:
    told = read("PRESENT\nAnn Lee\nBo Chan\nNok Lim\n", "14 May 2026\nCoalition meeting minutes\nApproved\n3 June 2026\n\n")
    assert [meeting.on for meeting in told.meetings] == [date(2026, 5, 14)]


def test_a_mark_for_the_same_before_a_name_is_the_position_of_the_line_above() -> None:
    told = read('1. Director Ann Lee\n2. "  Bo Chan, Board Member\n3. Nok Lim\n4. " Mari Tamm\n')
    assert list(zip(told.entries.name, told.entries.role, strict=True)) == [
        ("Ann Lee", "Director"), ("Bo Chan", "Director, Board Member"), ("Nok Lim", None), ("Mari Tamm", None),
    ]  # fmt: skip


def test_a_line_among_people_that_is_not_read_is_handed_back() -> None:
    told = read("Present:\n- Ann Lee\n- the one (who was there for the whole of the second half)\n- Bo Chan\n- Nok Lim\n")
    assert people(told) == [("Ann Lee", None), ("Bo Chan", None), ("Nok Lim", None)]
    assert [issue.line for issue in told.issues if issue.code == "line_not_read"] == [7]


def test_an_escaped_star_behind_a_name_is_no_part_of_it() -> None:
    told = read("Present:\n- Ann Lee\\*\n- Bo Chan\\*\\*\n- Nok Lim\n")
    assert [name for name, _ in people(told)] == ["Ann Lee", "Bo Chan", "Nok Lim"]


def test_marks_of_emphasis_and_a_word_for_present_are_no_part_of_a_title() -> None:
    told = read("- Ann Lee\n- Bo Chan\n", "**Coalition meeting, 14 May 2026**\n\n## Present\n")
    plain = read("- Ann Lee, Hope House\n- Bo Chan, IOM\n", "# Present, 14 May 2026\n\n")
    assert ([one.title for one in told.meetings], [one.title for one in plain.meetings]) == (["Coalition meeting"], [None])


LONG = "Ann Lee, Institute for Human Rights and Democracy\nBo Chan, Centre for the Study of Law\n"


@pytest.mark.parametrize("lines", [
    f"{LONG}Budi, Walhi, budi@walhi.org\nSiti, Kontras, siti@kontras.org\n",
    "Ann Lee, Oxfam International\nBo Chan, Caritas Global\n\nApologies:\n- Budi, Walhi, b@a.org\n- Siti, Kontras, s@a.org\n",
    "Ann Lee, Wahana\nBo Chan, Kontras\nCy Dunn, Elsam\nBudi, Walhi (Friends of the Earth Foundation)\n",
])  # fmt: skip
def test_one_word_before_an_organization_is_a_name_where_others_have_whole_names(lines: str) -> None:
    names = dict(zip(read(lines).entries.name, read(lines).entries.organization, strict=True))
    assert names["Ann Lee"]
    assert "Budi" in names


def test_a_plural_title_stands_before_several_people_and_an_ordinal_before_what_somebody_does() -> None:
    told = read("Présents :\nMme Ana Thibaud, 1re adjointe ; MM. Hugo Barbier, Léo Pradeau (trésorier)\n")
    assert people(told) == [("Ana Thibaud", None), ("Hugo Barbier", None), ("Léo Pradeau", None)]
    assert told.entries.role == ["1re adjointe", None, "trésorier"]


def test_a_number_in_a_bracket_behind_a_name_begins_nobody() -> None:
    told = read("Anwesend: Ann Lee (1. Vorsitzende), Bo Chan (2. Vorsitzender), Nok Lim\n")
    assert people(told) == [("Ann Lee", None), ("Bo Chan", None), ("Nok Lim", None)]
    assert people(read("Present: (1) Ann Lee (2) Bo Chan (3) Nok Lim\n")) == people(told)


def test_titles_of_a_parish_and_posts_of_a_council_are_no_part_of_a_name() -> None:
    told = read("Present: Bro. Ann Lee, Sis. Bo Chan, Revd Cora Moss (churchwarden), Jean Petit, maire, Ana Ruiz (1er vocal)\n")
    assert people(told) == [(name, None) for name in ("Ann Lee", "Bo Chan", "Cora Moss", "Jean Petit", "Ana Ruiz")]
    assert told.entries.role == [None, None, "churchwarden", "maire", "1er vocal"]


def test_a_letter_that_may_be_an_initial_is_a_title_beside_other_titles() -> None:
    lines = (
        "Réunion du 10 mars 2026",
        "Présents :",
        "M. Hugo PETIT, Gendarmerie",
        "Mme Inès ROUX, Le Pont",
        "M. Luc Roux (CCAS)",
    )
    told = read_attendance("\n".join(lines).encode(), "cr.txt", today=date(2026, 11, 25))
    who = zip(told.entries.name, told.entries.organization, strict=True)
    assert list(who) == [("Hugo PETIT", "Gendarmerie"), ("Inès ROUX", "Le Pont"), ("Luc Roux", "CCAS")]
    alone = read_attendance(
        b"Meeting of 10 March 2026\nPresent:\nM. Night Shore, IOM\nAnn Lee, IOM\n", "m.txt", today=date(2026, 11, 25)
    )
    assert list(alone.entries.name)[:1] == ["M. Night Shore"]


def test_a_letter_inside_a_name_stays_an_initial_beside_titles() -> None:
    lines = (
        "Meeting of 14 May 2026",
        "Present:",
        "Jean M. Kabila, IOM",
        "Mme Claire Moreau, IJM",
        "Anna Fall, Hôpital M. Fall",
    )
    told = read_attendance("\n".join(lines).encode(), "m.txt", today=date(2026, 11, 25))
    who = zip(told.entries.name, told.entries.organization, strict=True)
    assert list(who) == [("Jean M. Kabila", "IOM"), ("Claire Moreau", "IJM"), ("Anna Fall", "Hôpital M. Fall")]
