"""The marks that stand for presence in a list: ticks, letters and words of all languages."""

import re
from typing import Literal

from coalition.imports.cells.text import norm_text
from coalition.imports.lexicon import any_of, words

Mark = Literal["present", "absent", "excused"]

_IGNORED = re.compile("[\\s_.\ufe0e\ufe0f]|(?<=[^-])-(?=[^-])")
_SAID: tuple[tuple[str, Mark], ...] = (
    ("present", "present"), ("late", "present"), ("absent", "absent"), ("excused", "excused"),
)  # fmt: skip
_MARKS: dict[str, Mark] = {
    _IGNORED.sub("", word).casefold(): mark for section, mark in _SAID for word in words(f"marks.{section}")
} | {"": "absent"}
_MORE = re.compile(r"([^()]{1,40}?)\s*\(([^()]*)\)\s*|([^\-–—,;:]{1,40}?)(?:\s[-–—]\s|[,;:]\s)(.*\S)|(\S{1,20}?)([*†])")
_SOMEBODY_ELSE = re.compile(rf"\?|{any_of('marks.somebody_else', whole=False)}", re.IGNORECASE)
"""In brackets behind a mark: the mark is not that of the person."""


def read_mark(text: str) -> Mark | None:
    """What a mark says; late is present, excused is not. Case, blanks and dots do not matter.

    None: it does not say, and a person is asked: `?`, somebody came instead, `online`, `NA` (not known), others.
    An empty cell is "absent": where empty means "not asked", the caller must look before.
    """
    mark = _MARKS.get(_IGNORED.sub("", norm_text(text)).casefold())
    if mark is None and (more := _MORE.fullmatch(norm_text(text))):
        first, rest = (part for part in more.groups() if part is not None)
        mark = _MARKS.get(_IGNORED.sub("", first).casefold())
        if _SOMEBODY_ELSE.search(rest) or (mark == "present" and _MARKS.get(_IGNORED.sub("", rest).casefold(), mark) != mark):
            return None
    return mark
