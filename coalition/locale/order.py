"""The order of names in a list, as a dictionary has them: what lists of names need of the Unicode collation.

Thai is sorted by the consonant a syllable begins with, although a vowel may be written before it (เชียงราย stands under ช), and
tone marks decide only between words that are otherwise the same (dictionary of the Royal Institute). Latin letters are sorted
without case and accents first. Digits count as numbers, of either script: District 2 stands before District 10.
"""

import re
import unicodedata
from typing import TypeAlias

_LEADING_VOWEL = re.compile("([เ-ไ])([ก-ฮ])")
_MARK = re.compile("[็-๎]")
_DIGITS = re.compile(r"(\d+)")

Key: TypeAlias = tuple[list[tuple[int, int, str]], list[str], str]


def sort_key(name: str) -> Key:
    """A key for `sorted`: letters first, then tone marks, then the name as it is written."""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", name.casefold()) if not _is_accent(sign))
    moved = _LEADING_VOWEL.sub(r"\2\1", plain)
    letters = [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in _DIGITS.split(_MARK.sub("", moved)) if part]
    marks = re.findall(f"[^็-๎]({_MARK.pattern}*)", moved)
    return letters, marks, name


def _is_accent(sign: str) -> bool:
    return unicodedata.combining(sign) > 0 and not "฀" <= sign <= "๿"
