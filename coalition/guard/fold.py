"""One spelling for what looks alike, each character of it still knowing where it was typed.

NFKC alone would split the Thai vowel am and lose the places, so characters are folded one by one.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_ALIKE = str.maketrans(
    "АВЕКМНОРСТУХаеорсухіјѕԁһӏІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧαορνιıℓ",
    "ABEKMHOPCTYXaeopcyxijsdhlIJSABEZHIKMNOPTYXaopviil",
)
"""Letters of other scripts that look like Latin ones."""

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−﹘⁃~〜", "-"),
        **dict.fromkeys("·•∙⋅。‧", "."),
        **dict.fromkeys("‘’′ʼ`´", "'"),
        **dict.fromkeys("“”″", '"'),
        **dict.fromkeys("⁄∕／", "/"),
        **dict.fromkeys("：∶", ":"),
        "、": ",",
    }
)
_DROPPED = {"Cf", "Me", "Cs", "Co"}
_JOINED = {"ํา": "ำ", "เเ": "แ"}  # two signs that look like one; written either way
_CIRCLED = {chr(0x2776 + i): str(i + 1) for i in range(9)} | {chr(0x24F5 + i): str(i + 1) for i in range(9)}


@dataclass(frozen=True, slots=True, repr=False)
class Folded:
    """A folded text: `text`, and for each of its characters the start and the end of what was typed."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the text as typed of a place in the folded text."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """Thai, full-width and circled digits become 0-9; invisible characters and accents on Latin letters are dropped."""
    signs: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for place, typed in enumerate(text):
        for sign in _folded(typed):
            joined = _JOINED.get(signs[-1] + sign) if signs else None
            if joined:
                signs[-1], ends[-1] = joined, place + 1
                continue
            signs.append(sign)
            starts.append(place)
            ends.append(place + 1)
    return Folded("".join(signs), tuple(starts), tuple(ends))


@lru_cache(maxsize=4096)
def _folded(sign: str) -> str:
    if sign.isascii():
        return sign if sign.isprintable() else " "
    if sign in _CIRCLED:
        return _CIRCLED[sign]
    if "\u0e00" <= sign <= "\u0e7f":
        return str(unicodedata.decimal(sign)) if sign.isdecimal() else sign
    category = unicodedata.category(sign)
    if category in _DROPPED or sign in "\u034f\u115f\u1160\u3164\uffa0":
        return ""
    if category[0] == "Z" or category == "Cc":
        return " "
    plain = unicodedata.normalize("NFKC", sign.translate(_SIGNS).translate(_ALIKE))
    plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if unicodedata.category(c) not in {"Mn", "Me", "Cf"})
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain.translate(_SIGNS))
