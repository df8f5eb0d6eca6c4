"""What stands where a name should: telephones, devices, robots, head counts, role words, totals, notes."""

import re

from coalition.imports.cells.counting_words import counts_alone
from coalition.imports.cells.nobody_words import NOBODY, OFFICES, OWNED_DEVICE, counts_heads, plain_words
from coalition.imports.lexicon import LETTERS, any_of, words

_PLACEHOLDERS = frozenset({*words("nobody.placeholders"), *words("nobody.signs")})
_ROLES = frozenset(words("nobody.roles"))
_ROLE_OF = re.compile(
    rf"{any_of('nobody.role_of')}\s+{any_of('nobody.role_joined')}\s+\S.*"
    rf"|{any_of('nobody.role_before')}\s*\S.*|{any_of('nobody.stands_for')}\s\S.*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    rf"{any_of('nobody.numbered', whole=False)}\s*(?:{any_of('nobody.user', whole=False)})?\s*[#_\-]?\s*\d+", re.IGNORECASE
)
_DIAL_IN = re.compile(r"\+?[\d\s\-().*xX•]{5,}(?:\s*(?:ext|x)\.?\s*\d+)?")
_CALLER = any_of("nobody.caller", whole=False)
_CALL_IN = re.compile(
    rf"{any_of('nobody.call_in', whole=False)}(?:\s+{_CALLER})?[\s_#]*\d*"
    rf"|{any_of('nobody.call_in_numbered', whole=False)}[\s_]*{_CALLER}?(?:[\s_#]*\d+)",
    re.IGNORECASE,
)
# These three are looked for in small letters: half the time of searching without regard to case.
_APPLE = re.compile(any_of("devices.apple"))
_DEVICE = re.compile(
    rf"(?:.*(?:'s|’s|s')\s+|{any_of('devices.mine', whole=False)}\s*)?{any_of('devices.makes', whole=False)}"
    rf"(?:[\s\-]+[\w+\-]*\d[\w+\-]*|[\s\-]+{any_of('devices.series', whole=False)})*"
    rf"|{any_of('devices.codes', whole=False)}-?[a-z]?\d{{3,}}\w*|{any_of('devices.hosts', whole=False)}-[a-z0-9]{{5,}}"
    rf"|(?:.*\b)?{any_of('devices.room', whole=False)}\b(?:\s+[\w\-]+){{0,3}}"
    rf"|{any_of('devices.room_numbered', whole=False)}\s*[\w\-]*\d+|{any_of('devices.numbered', whole=False)}(?:\s+\d+)?"
    rf"|{any_of('devices.whole')}"
    rf"|{any_of('devices.things')}(?:\s*{any_of('devices.of_things')}\S+|\s*\d+)?",
)
_SHARE = re.compile(rf".*[(\[]\s*{any_of('devices.shared', whole=False)}\s*[)\]]", re.IGNORECASE)
_MAKES, _KINDS = any_of("robots.makes"), any_of("robots.kinds", whole=False)
_ROBOT = re.compile(
    rf"^{_MAKES}$|{any_of('robots.names')}"
    rf"|(?:{_MAKES}|{any_of('robots.words')})(?:\.(?:ai|io|video|app|com)|\s+{_KINDS})\b|'s {any_of('robots.owned')}",
    re.IGNORECASE,
)
_TOTAL = re.compile(rf"{any_of('nobody.total')}[\s:=\d.%]*", re.IGNORECASE)
_HEAD_COUNT = re.compile(
    rf"{any_of('heads.about', whole=False)}?\s*:?\s*\+?\s*\d{{1,4}}\s*"
    rf"{any_of('heads.counted', whole=False)}(?![{LETTERS}a-z]).*"
    rf"|.*\D\s*\d{{1,4}}\s*{any_of('heads.behind', whole=False)}"
    rf"|{any_of('heads.kinds', whole=False)}\s*[(x×]?\s*\d{{1,4}}\)?|\+?\d{{1,4}}",
    re.IGNORECASE,
)
_NOTE = re.compile(
    rf"{any_of('nobody.note')}|{any_of('nobody.note_label')}\s*:|\*|{any_of('rows.signature')}(?:$|\s*[:(_.…])", re.IGNORECASE
)
_ONE_LETTER = re.compile("[a-z\u0e01-\u0e2e]\\s*\\.?", re.IGNORECASE)
"""Nobody is known by it; a nickname of one syllable has a vowel or a second letter: Jo."""
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]")


def is_role(text: str) -> bool:
    """Whether a text is a word for what people do, and nothing else."""
    low = text.casefold().strip(" .")
    return low in _ROLES or plain_words(low) in OFFICES


def code_of_no_person(text: str) -> str | None:
    """Key of the issue catalogue that says what stands in place of a name; None: it may be a name.

    Args:
        text: normalized, without platform markers.
    """
    low = text.casefold().strip(" .")
    if not low:
        return "no_name" if not text.strip() else "placeholder"
    numbers = _DIGIT.search(text) is not None
    if text == "NA" or low in _PLACEHOLDERS or low in _ROLES or _ONE_LETTER.fullmatch(low):
        return "placeholder"
    if (plain := plain_words(low)) in NOBODY or plain in OFFICES:
        return "placeholder"
    if numbers and _NUMBERED.fullmatch(text):
        return "placeholder"
    dialed = (numbers or "*" in text) and re.search(r"\d{2}|\*{2}", text) and _DIAL_IN.fullmatch(text)
    if dialed and sum(c.isdigit() or c in "*xX•" for c in text) >= 6:
        return "dial_in"
    if _CALL_IN.fullmatch(text):
        return "dial_in"
    if _TOTAL.fullmatch(text):
        return "total"
    if numbers and (_HEAD_COUNT.fullmatch(text) or counts_heads(text)):
        return "head_count"
    if counts_alone(text):
        return "total"
    small = text.lower()
    if _SHARE.fullmatch(text) or _DEVICE.fullmatch(small) or OWNED_DEVICE.fullmatch(plain):
        return "device"
    if _ROBOT.search(small):
        return "robot"
    if _APPLE.search(small):
        return "device"
    if _NOTE.match(text):
        return "note"
    return "placeholder" if _ROLE_OF.fullmatch(text) or not _LETTERS.search(text) else None
