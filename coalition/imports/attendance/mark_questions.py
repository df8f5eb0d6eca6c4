"""What does "maybe" mean? One question per word of a list that does not say whether the person beside it was there."""

from collections.abc import Iterable

from coalition.imports.issues import RowIssue, issue
from coalition.imports.plan import Answers, Option, Question
from coalition.imports.sheets.presence import NOT_KNOWN, mark_key

CODE = "what_a_mark_says"
"""Code of these questions. They are answered by reading the file again: the answers are `Choices.marks`."""

_KEY = "mark:"
_OPTIONS = (
    Option("present", "They came"),
    Option("absent", "They did not come"),
    Option("excused", "They were excused"),
    Option(NOT_KNOWN, "Nobody knows: leave these out"),
)


def mark_questions(issues: Iterable[RowIssue], answers: Answers) -> list[Question]:
    """The questions of a file, in the order of its rows; those answered follow, so that an answer can be changed.

    Args:
        issues: of its reading, in which words that were answered ask no more.
        answers: given so far.
    """
    lines: dict[str, dict[int, None]] = {}
    written: dict[str, str] = {}
    for told in issues:
        if told.asks and told.line is not None:
            word = mark_key(told.asks)
            written.setdefault(word, told.asks)
            lines.setdefault(word, {})[told.line] = None
    for key in answers.by_question:
        if key.startswith(_KEY):
            written.setdefault(key.removeprefix(_KEY), key.removeprefix(_KEY))
    return [_question(word, text, tuple(lines.get(word, ()))) for word, text in written.items()]


def _question(word: str, text: str, lines: tuple[int, ...]) -> Question:
    told = issue(CODE, value=text)
    return Question(_KEY + word, CODE, f"{told.why} {told.suggestion}", _OPTIONS, lines, holds_rows=bool(lines))


def with_answer(marks: dict[str, str] | None, question: Question, value: str) -> dict[str, str]:
    """`Choices.marks` with one more answer."""
    return {**(marks or {}), question.key.removeprefix(_KEY): value}
