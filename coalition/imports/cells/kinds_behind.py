"""Organizations beside a name that are told by the kind behind theirs: "Ploy (Sai Lom Hse)".

These words are no rule for names that stand alone ("Gregory House" is somebody), so they are not among the rules of `names`:
each word there makes more names be looked at closely (`sheets.quiet_words`).
"""

import re

_WORD = r"[\w.&'’\-]+"
_KIND = re.compile(
    rf"[^\W\d_][\w.&'’\-]*(?:( {_WORD})* (?:hse|house|houses|ctr|cntr|cntre|centers|centres|assoc|ntwk|stn|sta|sch|schl|hosp"
    r"|univ|govt|ministries|clinic|initiative|campaign|orphanage)"
    rf"|( {_WORD})+ (?:families|family|homes?|mission|village|refuge))"
    r"\.?(?:\s*,.*)?",
    re.IGNORECASE,
)
"""A name and a kind behind it, or its abbreviation; groups: words between the two."""
_KIND_THAI = re.compile(r"(?:มูล|มนธ|ม\.น\.ธ)\.\s*[\u0e01-\u0e2e\u0e40-\u0e44].*")
_WHERE = re.compile(r"\b(?:from|at|my|in|the|our|your|working|work|on)\b", re.IGNORECASE)


def says_its_kind(text: str, *, between: bool = False) -> bool:
    """Whether a text is called as an organization is; a nickname, a family, or where somebody sits ("from home") is not.

    Args:
        between: with two words or more before the kind, so that it is nobody's first name and surname.
    """
    if _KIND_THAI.fullmatch(text):
        return True
    found = _KIND.fullmatch(text)
    if found is None or not text[0].isupper() or _WHERE.search(text):
        return False
    return not between or bool(found[1] or found[2])
