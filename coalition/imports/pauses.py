"""A long file is read and compared without the searches for cyclic garbage that its many objects would set off."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_pauses() -> Iterator[None]:
    """No search for cyclic garbage meanwhile: a long file makes hundreds of thousands of objects that all stay.

    It would look through all of them again and again (a third of the time of a plan of 100,000 rows) and find nothing. Nor does
    it look through them once more at the end: they are handed to it as old ones, which it looks through now and then.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if not gc.get_freeze_count():  # the server sets aside what it has loaded: that stays aside
                gc.freeze()
                gc.unfreeze()
            gc.enable()
