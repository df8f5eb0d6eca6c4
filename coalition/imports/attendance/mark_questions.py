"""What does "maybe" mean, and whose row is "Women Count"? One question per word that leaves open who was there."""

from collections.abc import Iterable

from coalition.imports.issues import RowIssue, issue
from coalition.imports.plan import Answers, Option, Question
from coalition.imports.sheets.called_totals import ORGANIZATION, ROW, TOTAL, row_key
from coalition.imports.sheets.presence import NOT_KNOWN, mark_key

_KEY = "mark:"
_OPTIONS = (
    Option("present", "They came"),
    Option("absent", "They did not come"),
    Option("excused", "They were excused"),
    Option(NOT_KNOWN, "Nobody knows: leave these out"),
)
_ROW_OPTIONS = (Option(ORGANIZATION, "An organization"), Option(TOTAL, "A row of totals: leave it out"))


def mark_questions(issues: Iterable[RowIssue], answers: Answers) -> list[Question]:
    """The questions of a file (`issues.ASKED_OF_WORDS`), in the order of its rows; those answered follow, so that an
    answer can be changed.

    Args:
        issues: of its reading, in which words that were answered ask no more.
        answers: given so far.
    """
    lines: dict[str, dict[int, None]] = {}
    written: dict[str, str] = {}
    for told in issues:
        if told.asks and told.line is not None:
            key = row_key(told.asks) if told.code == "may_be_total" else _KEY + mark_key(told.asks)
            written.setdefault(key, told.asks)
            lines.setdefault(key, {})[told.line] = None
    for key in answers.by_question:
        if key.startswith((_KEY, ROW)):
            written.setdefault(key, key.partition(":")[2])
    return [_question(key, text, tuple(lines.get(key, ()))) for key, text in written.items()]


def _question(key: str, text: str, lines: tuple[int, ...]) -> Question:
    code, options = ("what_a_row_is", _ROW_OPTIONS) if key.startswith(ROW) else ("what_a_mark_says", _OPTIONS)
    told = issue(code, value=text)
    return Question(key, code, f"{told.why} {told.suggestion}", options, lines, holds_rows=bool(lines))


def with_answer(marks: dict[str, str] | None, question: Question, value: str) -> dict[str, str]:
    """`Choices.marks` with one more answer."""
    return {**(marks or {}), question.key.removeprefix(_KEY): value}
