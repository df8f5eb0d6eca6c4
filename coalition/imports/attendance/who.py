"""Who the people of a file are, where its title may be that of a group of people who are helped: they are never stored."""

from coalition.imports.issues import issue
from coalition.imports.plan import Answers, Option, Question
from coalition.imports.reading import Reading
from coalition.imports.sheets.helped import ASKED

KEY = ASKED
"""Key of the answer."""

ORGANIZATIONS, HELPED = "organizations", "helped"


def who_they_are(reading: Reading) -> Question | None:
    """The question that holds every row of the file; None: nothing leaves it open."""
    told = next((found for found in reading.issues if found.code == ASKED), None)
    if told is None:
        return None
    options = (
        Option(ORGANIZATIONS, "They act for organizations"),
        Option(HELPED, "They are people who are helped: nothing of them is stored"),
    )
    lines = sorted({line for lines in reading.entries.lines for line in lines})
    return Question(KEY, ASKED, f"{told.why} {told.suggestion}", options, tuple(lines), holds_rows=True)


def said_of(answers: Answers) -> str | None:
    """What was answered; None: nothing, and every row waits."""
    given = answers.by_question.get(KEY)
    return given if given in {ORGANIZATIONS, HELPED} else None


def why_refused() -> str:
    """Why nothing of such a file is stored."""
    return issue("not_attendance", why="it lists people who are helped, and nobody of them may be stored").why
