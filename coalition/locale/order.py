"""The order of names in a list, as a dictionary has them: what lists of names need of the Unicode collation.

Thai is sorted by the consonant a syllable begins with, although a vowel may be written before it (เชียงราย stands under ช), and
tone marks decide only between words that are otherwise the same (dictionary of the Royal Institute). Latin letters are sorted
without case and accents first. Digits count as numbers, of either script: District 2 stands before District 10.
"""

import re
import unicodedata
from functools import lru_cache
from typing import TypeAlias

_LEADING_VOWEL = re.compile("([เ-ไ])([ก-ฮ])")
_MARK = re.compile("[็-๎]")
_MARKED = re.compile(f"[^็-๎]({_MARK.pattern}*)")
_DIGITS = re.compile(r"(\d+)")

Key: TypeAlias = tuple[tuple[tuple[int, int, str], ...], tuple[str, ...], str]


@lru_cache(maxsize=8192)  # a page with five lists of a country's areas asks for each name five times
def sort_key(name: str) -> Key:
    """A key for `sorted`: letters first, then tone marks, then the name as it is written."""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", name.casefold()) if not _is_accent(sign))
    moved = _LEADING_VOWEL.sub(r"\2\1", plain)
    parts = filter(None, _DIGITS.split(_MARK.sub("", moved)))
    letters = tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)
    return letters, tuple(_MARKED.findall(moved)), name


def _is_accent(sign: str) -> bool:
    return unicodedata.combining(sign) > 0 and not "฀" <= sign <= "๿"
