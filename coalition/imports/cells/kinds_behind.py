"""Organizations beside a name that are told by the kind behind theirs: "Ploy (Sai Lom Hse)".

These words are no rule for names that stand alone ("Gregory House" is somebody), so they are not among the rules of `names`:
each word there makes more names be looked at closely (`sheets.quiet_words`).
"""

import re

from coalition.imports.lexicon import any_of, pattern

_WORD = r"[\w.&'’\-]+"
_KIND = re.compile(
    rf"[^\W\d_][\w.&'’\-]*(?:( {_WORD})* {any_of('organizations.kinds', whole=False)}"
    rf"|( {_WORD})+ {any_of('organizations.kinds_of_many', whole=False)})"
    r"\.?(?:\s*,.*)?",
    re.IGNORECASE,
)
"""A name and a kind behind it, or its abbreviation; groups: words between the two."""
_KIND_BEFORE = re.compile(rf"{any_of('organizations.kinds_before')}\s*[\u0e01-\u0e2e\u0e40-\u0e44].*")
_WHERE = pattern("organizations.where")


def says_its_kind(text: str, *, between: bool = False) -> bool:
    """Whether a text is called as an organization is; a nickname, a family, or where somebody sits ("from home") is not.

    Args:
        between: with two words or more before the kind, so that it is nobody's first name and surname.
    """
    if _KIND_BEFORE.fullmatch(text):
        return True
    found = _KIND.fullmatch(text)
    if found is None or not text[0].isupper() or _WHERE.search(text):
        return False
    return not between or bool(found[1] or found[2])
