"""The process of its own in which a long file is read and committed: `python -m coalition.imports.worker`.

Reads one pickled job from standard input; answers with pickles on standard output: ("stage", name), then ("result", value) or
("raised", exception). Started by `coalition.shell.long_work` and by nothing else.
"""

import pickle
import sys
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from coalition.database import open_engine, reading
from coalition.imports.commit import Committed, commit
from coalition.imports.dispatch import plan_and_reading
from coalition.imports.plan import Answers, Plan
from coalition.imports.reading import Choices, Reading

Tell = Callable[[str], None]


def plan_job(
    tell: Tell,
    *,
    url: str,
    data: bytes,
    name: str,
    today: date,
    answers: Answers,
    choices: Choices,
    reading_known: Reading | None = None,
) -> tuple[Plan, Reading | None]:
    """Read a file and compare it with what is stored (`any_file.plan_and_reading`)."""
    tell("Reading the rows and comparing them with what is stored")
    with reading(open_engine(url)) as session:
        return plan_and_reading(session, data, name, today=today, answers=answers, choices=choices, reading=reading_known)


def commit_job(tell: Tell, *, url: str, plan: Plan, by: str | None, now: datetime) -> Committed:
    """Commit a plan (`commit.commit`)."""
    tell("Writing")
    return commit(open_engine(url), plan, by=by, now=now)


JOBS: dict[str, Callable[..., Any]] = {"plan": plan_job, "commit": commit_job}


def main() -> None:
    """Do one job."""
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr  # a stray print must not end up between the pickles

    def say(kind: str, value: object) -> None:
        answers.write(pickle.dumps((kind, value), protocol=pickle.HIGHEST_PROTOCOL))
        answers.flush()

    job, arguments = pickle.load(sys.stdin.buffer)
    try:
        result = JOBS[job](lambda stage: say("stage", stage), **arguments)
    except Exception as problem:
        say("raised", problem)
    else:
        say("result", result)


if __name__ == "__main__":
    main()
