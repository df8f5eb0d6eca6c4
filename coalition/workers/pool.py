"""Files are read in processes of their own: a file that takes for ever, or all memory, takes it from nobody else.

`run(job, ...)` hands a function of this program and its arguments to a waiting worker (`coalition.workers.worker`) and returns
what it returns. A worker that is done waits for the next file, so that a short one costs no start; one that was late, grew
large or was interrupted is ended. Why so: docs/decisions/0020.

Both ends are this program; nothing from outside is ever unpickled.
"""

import atexit
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Event, Lock, Thread, Timer
from time import monotonic
from typing import Any, Concatenate, ParamSpec, TypeVar

_ROOT = Path(__file__).parent.parent.parent
MOST_SECONDS = 20.0
"""A file that is not read by then is not read at all: nobody waits longer, and no list of people needs as long."""
COMMIT_SECONDS = 600.0
"""What was read is written: it takes as long as it takes, and is all of it or nothing."""
LONG_FILE = 1_000_000
"""Bytes of a job or an answer after which a worker is ended: what it grew by is not given back."""

_READING = ("coalition.imports.commit",)
"""What reading a file needs: it is there before the first comes."""
_START_SECONDS = 60.0
_MOST_AT_ONCE = 2
"""Files read at a time; further ones wait for their turn."""
_MOST_JOBS = 200  # what a worker remembers of texts grows with them
_TURN = 0.3  # seconds between two signs of life

Tell = Callable[[str], object]
"""Called in a worker with the English name of each stage as it begins."""
Progress = Callable[[str, float], object]
"""Called while a job runs, now and then, with the stage and the seconds since it began; what it raises ends the job."""
P = ParamSpec("P")
T = TypeVar("T")


class WorkFailed(Exception):
    """The worker ended without an answer; the log of the server says why."""


class TookTooLong(WorkFailed):
    """The worker was ended at its deadline."""


class TookTooMuch(WorkFailed):
    """The worker came to the end of the memory it may have."""


class _Worker:
    """One process that waits for jobs. It inherits nothing but its three streams, and ends when its input does.

    It stands in the folder of this process: the file of a database may be named from there.
    """

    def __init__(self, loaded: tuple[str, ...]) -> None:
        environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
        flags = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0) | getattr(subprocess, "CREATE_NO_WINDOW", 0)
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-P",
                "-m",
                "coalition.workers.worker",
                *loaded,
            ],  # -P: no module of the folder we were started in
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            start_new_session=os.name == "posix",  # an interrupt typed at the server is the server's
            creationflags=flags,
        )
        self.answers: SimpleQueue[tuple[str, Any]] = SimpleQueue()
        self.jobs, self.size = 0, 0
        self.is_ready, self.is_sound = False, True
        self.late = Event()
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None  # it is a pipe
        with self.process.stdout as stream:
            try:
                while True:
                    self.answers.put(pickle.load(stream))
            except Exception:  # the end of the stream, wherever it broke off
                self.answers.put(("ended", None))

    def do(self, job: Callable[..., T], seconds: float, progress: Progress | None, arguments: Any) -> T:
        """The result of one job.

        Raises:
            WorkFailed: and its kinds. Otherwise what the job raised, or `progress`.
        """
        self.is_sound = False
        self._next("ready", "Starting", _START_SECONDS, progress)
        timer = Timer(seconds, self._end_late)
        timer.daemon = True
        timer.start()
        try:
            self._send(pickle.dumps((job, arguments, seconds), protocol=pickle.HIGHEST_PROTOCOL))
            kind, value = self._next("result", "", None, progress)
        finally:
            timer.cancel()
        self.jobs += 1
        self.is_sound = not self.late.is_set()
        if kind == "raised":
            raise value
        return value  # type: ignore[no-any-return]

    def _send(self, message: bytes) -> None:
        assert self.process.stdin is not None  # it is a pipe
        self.size = max(self.size, len(message))
        with suppress(OSError):  # it has ended: the answers say how
            self.process.stdin.write(message)
            self.process.stdin.flush()

    def _next(self, wanted: str, stage: str, seconds: float | None, progress: Progress | None) -> tuple[str, Any]:
        """The next answer, past what is told of stages. `seconds`: how long to wait; None: until it ends."""
        begun = monotonic()
        if wanted == "ready" and self.is_ready:
            return wanted, None
        while True:
            try:
                kind, value = self.answers.get(timeout=_TURN)
            except Empty:
                if seconds is not None and monotonic() - begun > seconds:
                    raise WorkFailed from None
                if progress is not None:
                    progress(stage, monotonic() - begun)
                continue
            if kind == "stage":
                stage = value
            elif kind == "size":
                self.size = max(self.size, value)
            elif kind == "memory":
                raise TookTooMuch
            elif kind == "ended":
                raise TookTooLong if self.late.is_set() else WorkFailed
            else:
                self.is_ready = True
                return kind, value

    def _end_late(self) -> None:
        self.late.set()
        self.process.kill()

    def may_stay(self) -> bool:
        """Whether it can take another job."""
        alive = self.is_sound and self.process.poll() is None
        return alive and self.jobs < _MOST_JOBS and self.size < LONG_FILE

    def end(self) -> None:
        """End it, whatever it does."""
        self.process.kill()
        self.process.wait()
        assert self.process.stdin is not None  # it is a pipe
        with suppress(OSError):  # what was never sent
            self.process.stdin.close()


class Pool:
    """The workers of one program: at most two at work, and one that waits for the next file.

    Args:
        most: how many work at a time.
        waits: the stage that is told to whoever waits for a turn.
        loaded: modules that a worker imports before its first job; what else a job needs comes with it.
    """

    def __init__(
        self, most: int = _MOST_AT_ONCE, waits: str = "Other files are being read first", loaded: tuple[str, ...] = _READING
    ) -> None:
        self._waits = waits
        self._loaded = loaded
        self._turns = BoundedSemaphore(most)
        self._lock = Lock()
        self._waiting: list[_Worker] = []
        self._at_work: set[_Worker] = set()
        self._keeps_one = False
        self._is_closed = False

    def warm(self) -> None:
        """Start a worker now, and another whenever one was ended: the next file need not wait for it."""
        self._keeps_one = True
        with self._lock:
            if not self._waiting and not self._is_closed:
                self._waiting.append(_Worker(self._loaded))

    def run(self, job: Callable[..., T], seconds: float, progress: Progress | None, arguments: Any) -> T:
        """As the function `run` of this module."""
        with self._turn(progress), self._worker() as worker:
            return worker.do(job, seconds, progress, arguments)

    @contextmanager
    def _turn(self, progress: Progress | None) -> Iterator[None]:
        begun = monotonic()
        while not self._turns.acquire(timeout=_TURN):
            if progress is not None:
                progress(self._waits, monotonic() - begun)
        try:
            yield
        finally:
            self._turns.release()

    @contextmanager
    def _worker(self) -> Iterator[_Worker]:
        with self._lock:
            if self._is_closed:
                raise WorkFailed
            ready = [worker for worker in self._waiting if worker.process.poll() is None]
            worker = ready.pop() if ready else _Worker(self._loaded)
            self._waiting = ready
            self._at_work.add(worker)
        try:
            yield worker
        finally:
            with self._lock:
                self._at_work.discard(worker)
                stays = worker.may_stay() and not self._waiting and not self._is_closed
                if stays:
                    self._waiting.append(worker)
            if not stays:
                worker.end()
                if self._keeps_one:
                    self.warm()

    def close(self) -> None:
        """End all workers: the program ends."""
        with self._lock:
            self._is_closed = True
            workers = [*self._waiting, *self._at_work]
            self._waiting = []
        for worker in workers:
            worker.end()

    def ids(self) -> list[int]:
        """Process ids of the workers there are."""
        with self._lock:
            return [worker.process.pid for worker in (*self._waiting, *self._at_work)]


POOL = Pool()
"""Of this program."""
LONG_WORK = Pool(1, "Another comparison is running first", loaded=())
"""For work of minutes that is no file: whoever uploads one meanwhile does not wait for it."""
atexit.register(POOL.close)
atexit.register(LONG_WORK.close)


def run(
    job: Callable[Concatenate[Tell, P], T],
    seconds: float,
    progress: Progress | None,
    /,
    *arguments: P.args,
    **named: P.kwargs,
) -> T:
    """The result of a job of this program (`coalition.imports.commit`), done in a worker.

    Args:
        job: a function at the top of its module; gets something to call with the name of each stage, then the arguments.
        seconds: how long it may take, once a worker is ready.
        progress: called now and then while it runs; None: nobody looks, and nothing can interrupt it.
        arguments, named: of the job; must be picklable, as must be what it returns.

    Raises:
        TookTooLong, TookTooMuch, WorkFailed: no answer came. Of a job that writes this says nothing: it may have ended after
            it had written, so look what is stored (`commit.kept_after_all`). Otherwise what the job raised.
    """
    return POOL.run(job, seconds, progress, (arguments, named))
