"""Why an edit is not made: the sentence for the person who made it."""

import copyreg
from typing import Any


class EditRefused(Exception):
    """The edit cannot be made; the message says why, for the person who made it. Nothing was written.

    `message` may hold `{placeholders}`, filled from `values` after translation.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message.format(**values))
        self.message = message
        self.values = values

    def __reduce__(self) -> tuple[Any, ...]:
        """It goes from one process to another whole, with whatever its kind tells more."""
        return copyreg.__newobj__, (type(self), *self.args), self.__dict__  # type: ignore[attr-defined]
