"""Remarks that say in a few words why somebody did not come, or who was sent instead."""

import re
from typing import Literal

from coalition.imports.lexicon import any_of, words

_CAME_IN_PART = rf"(?!.*{any_of('away.in_part')})"
"""Busy for a part of the meeting only: was there."""
_BUSY = re.compile(
    rf"{_CAME_IN_PART}(?:{any_of('away.busy')}{any_of('away.kind')}?(?:(?:\s|{any_of('away.joined')}).{{0,40}})?"
    rf"|{any_of('away.asks_leave')}(?:\s.{{0,40}})?|{any_of('away.on')} (?:\w+ ){{0,2}}{any_of('away.trip')}.{{0,40}}"
    rf"|{any_of('away.leave')}.{{0,40}}|{any_of('away.unable', 'away.sent_apologies')}.{{0,60}})",
    re.IGNORECASE,
)
_INITIALS = r"[\u0e01-\u0e2e]{1,3}\.[\u0e01-\u0e2e]{1,2}\."
_SENT = re.compile(
    rf"{any_of('away.entrusted')}(?!\s*{any_of('away.by_whom')})\s*"
    rf"(?:.{{1,60}}{any_of('away.instead')}.{{0,20}}|(?:{any_of('away.title')}|{_INITIALS}).{{2,60}})"
    rf"|{any_of('away.sent_nameless')}.{{0,60}}|{any_of('away.sent')}\s*.{{1,60}}\s*{any_of('away.came_instead')}"
    rf"|{any_of('away.replaced_by')} .{{2,60}}",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    rf"{_CAME_IN_PART}(?:{any_of('away.no_delegate')}.{{0,40}}"
    rf"|{any_of('away.did_not_come')}(?:\s?(?:{any_of('away.because')}|\(|\s).{{0,60}})?|{any_of('away.whole')})",
    re.IGNORECASE,
)
_SIGNS = words("away.signs")
"""Beginnings of all of them: other cells are not searched."""


def why_away(text: str) -> Literal["absent", "excused"] | None:
    """What a remark of more than one word says of the person it stands beside; None: not that the person was away.

    Args:
        text: a cell, its blanks tidied. "For the director" says that the person came: None.
    """
    bare = text.strip("() ")
    if not bare.casefold().startswith(_SIGNS):
        return None
    if _NOBODY.fullmatch(bare):
        return "absent"
    return "excused" if _BUSY.fullmatch(bare) or _SENT.fullmatch(bare) else None
