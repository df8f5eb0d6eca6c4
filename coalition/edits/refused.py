"""Why an edit is not made: the sentence for the person who made it."""

from collections.abc import Callable
from functools import partial


class EditRefused(Exception):
    """The edit cannot be made; the message says why, for the person who made it. Nothing was written.

    `message` may hold `{placeholders}`, filled from `values` after translation.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message.format(**values))
        self.message = message
        self.values = values

    def __reduce__(self) -> tuple[Callable[[], Exception], tuple[()]]:
        """It goes from one process to another whole."""
        return partial(type(self), self.message, **self.values), ()
