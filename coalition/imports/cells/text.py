"""One way of writing a text: what Excel, keyboards and telephones do to Thai and Western text is undone before comparing."""

import re
import unicodedata

_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Nothing of these is seen on screen, and each makes two equal names different."""
_THAI = re.compile("[\u0e00-\u0e7f]")
_TONE = "\u0e48-\u0e4b"
_ABOVE_BELOW = "\u0e31\u0e34-\u0e3a\u0e47\u0e4d"
_THAI_REPAIRS = [
    (re.compile("\u0e40\u0e40"), "\u0e41"),  # two sara e typed for sara ae
    (re.compile(f"\u0e4d([{_TONE}]?)\u0e32"), "\\1\u0e33"),  # nikhahit + sara aa typed for sara am
    (re.compile(f"([{_TONE}])\u0e4d\u0e32"), "\\1\u0e33"),
    (re.compile(f"\u0e33([{_TONE}])"), "\\1\u0e33"),  # tone typed after sara am
    (re.compile(f"([{_TONE}\u0e4c])([{_ABOVE_BELOW}])"), "\\2\\1"),  # tone typed before the vowel
    (re.compile("([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])\\1+"), "\\1"),  # a mark typed twice
]
_TO_REPAIR = re.compile("|".join(pattern.pattern for pattern, _ in reversed(_THAI_REPAIRS)))
"""Any of them; most texts need none. The one that refers back to its group comes first."""
THAI_DIGITS = str.maketrans({chr(0x0E50 + number): str(number) for number in range(10)})


def has_thai(text: str) -> bool:
    """Whether any letter is Thai."""
    return _THAI.search(text) is not None


def norm_text(text: str) -> str:
    """The text as it looks: NFC, Thai marks in their one right order, nothing invisible, single blanks, trimmed.

    Case, punctuation and Thai digits are left: it is still what was written, and may be shown and stored.
    """
    if text.isascii():
        if text.isprintable() and "  " not in text:
            return text.strip(" ")
    else:
        text = unicodedata.normalize("NFC", text)
        if _INVISIBLE.search(text):
            text = _INVISIBLE.sub("", text)
        if _TO_REPAIR.search(text):
            for pattern, right in _THAI_REPAIRS:
                text = pattern.sub(right, text)
        if not _ODD_BLANKS.search(text):
            return text.strip(" ")
    # A control character stays, so that its row can be named; str.split would take some of them for blanks.
    return _BLANKS.sub(" ", text).strip(" ")


_ODD_BLANK = "\t\r\n\x0b\x0c\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_BLANKS = re.compile(f"[ {_ODD_BLANK}]+")
_ODD_BLANKS = re.compile(f"[{_ODD_BLANK}]|  ")
