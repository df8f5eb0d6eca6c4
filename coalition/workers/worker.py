"""The process of its own in which files are read: `python -m coalition.workers.worker MODULE ...`.

Reads pickled jobs from standard input, one after the other; answers each with pickles on standard output: ("stage", name), then
("result", value) or ("raised", exception). Started by `coalition.workers.pool` and by nothing else; it ends with its input.
"""

import os
import pickle
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from coalition import fault

MOST_MEMORY = 1_500 * 1024 * 1024
"""Bytes of address space; the program itself takes some 200 MB. Windows has no such limit."""
_GRACE = 5.0
"""Seconds after its deadline at which a worker ends itself: whoever should have ended it is gone."""
_NICE = 5
"""Whoever looks at a page goes before whoever reads a file."""


def main() -> None:
    """Do jobs until there are no more."""
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr  # a stray print must not end up between the pickles
    _take_little()
    for name in sys.argv[1:]:
        import_module(name)  # what most jobs need is there before the first comes

    def say(kind: str, value: object = None) -> None:
        answers.write(pickle.dumps((kind, value), protocol=pickle.HIGHEST_PROTOCOL))
        answers.flush()

    say("ready")  # nothing is frozen for the garbage collector: each file would count what is (`pauses`), 50 ms of it
    while True:
        try:
            job, (arguments, named), seconds = pickle.load(sys.stdin.buffer)
            with _ended_after(seconds + _GRACE):
                result = job(lambda stage: say("stage", stage), *arguments, **named)
                answer = pickle.dumps(("result", result), protocol=pickle.HIGHEST_PROTOCOL)
        except EOFError:
            return
        except MemoryError:
            say("memory")
            return
        except Exception as problem:
            answer = _raised(problem)
        say("size", len(answer))
        answers.write(answer)
        answers.flush()


def _take_little() -> None:
    """Bound the memory, and let others go first."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        os.nice(_NICE)


@contextmanager
def _ended_after(seconds: float) -> Iterator[None]:
    """The system ends this process if the block takes longer, even in the middle of one expression. Not on Windows."""
    if sys.platform == "win32":
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _raised(problem: Exception) -> bytes:
    """An error as an answer; one that cannot travel is told by its kind. Faults are logged, without what they were about."""
    if not type(problem).__module__.startswith("coalition."):
        print(fault.told(problem), file=sys.stderr, flush=True)
    try:
        answer = pickle.dumps(("raised", problem), protocol=pickle.HIGHEST_PROTOCOL)
        pickle.loads(answer)
    except Exception:
        answer = pickle.dumps(("raised", RuntimeError(type(problem).__name__)), protocol=pickle.HIGHEST_PROTOCOL)
    return answer


if __name__ == "__main__":
    main()
