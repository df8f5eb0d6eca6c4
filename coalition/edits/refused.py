"""Why an edit is not made: the sentence for the person who made it."""


class EditRefused(Exception):
    """The edit cannot be made; the message says why, for the person who made it. Nothing was written.

    `message` may hold `{placeholders}`, filled from `values` after translation.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message.format(**values))
        self.message = message
        self.values = values
