"""A text as words that can be compared: Latin words as they are, scripts without spaces in pieces of three letters."""

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path

_WITHOUT_SPACES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
"""Thai, Lao, Burmese, Khmer, and the signs of East Asia: a word has no end that can be seen."""

_RUN = re.compile(rf"(?P<joined>[{_WITHOUT_SPACES}]+)|(?P<word>[^\W_{_WITHOUT_SPACES}]+)")
_THAI_DIGITS = {0x0E50 + n: str(n) for n in range(10)}
_DROPPED = dict.fromkeys(range(0x0E47, 0x0E4F)) | dict.fromkeys((0x200B, 0x200C, 0x200D, 0xFEFF, 0x00AD))
"""Thai signs of tone and silence, which are often left out or mistyped, and signs that nobody sees."""


def runs(text: str) -> list[tuple[str, bool]]:
    """(what stands together, whether its script knows no spaces), folded: without case, accents and signs of tone."""
    return [(found[0], found["joined"] is not None) for found in _RUN.finditer(_folded(text))]


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in plain if not "\u0300" <= sign <= "\u036f")
    return bare.translate(_DROPPED).translate(_THAI_DIGITS)


def pieces(text: str) -> list[str]:
    """All words of a text and pieces of three letters and of the last two, as they are kept to be found by their beginnings."""
    found: list[str] = []
    for run, is_joined in runs(text):
        found += [*_cut(run), run[-2:]] if is_joined else [run]
    return found


def asked(text: str) -> list[tuple[str, bool, bool]]:
    """(word or piece, whether it may be only the beginning of one, whether it is a piece) of what is looked for, each once.

    Words that ask and say nothing of what is wanted ("how", "the") are left out where others stand beside them. Of a script
    without spaces pieces of three letters, or what there is.
    """
    found: dict[tuple[str, bool, bool], None] = {}
    for run, is_joined in runs(text):
        if not is_joined:
            found[run.removesuffix("s") if len(run) >= _MANY_FROM else run, len(run) >= _BEGINS_FROM, False] = None
        elif len(run) < _PIECE:
            found[run, True, True] = None
        else:
            found |= dict.fromkeys((piece, False, True) for piece in _cut(run))
    return [word for word in found if word[0] not in _asking()] or list(found)


def is_asking(word: str) -> bool:
    """Whether a folded word only asks."""
    return word in _asking()


@cache
def _asking() -> frozenset[str]:
    with (_DATA / "question_words.csv").open(encoding="utf-8-sig", newline="") as file:
        return frozenset(row["word"] for row in csv.DictReader(file))


_DATA = Path(__file__).parents[1] / "data"
_BEGINS_FROM = 3
"""Letters from which a word may be the beginning of one: "vic" finds victims."""
_MANY_FROM = 5
"""Letters from which an s at the end of a word is left out: it is "Laos", but "interviews" finds an interview."""
_PIECE = 3


def differ_by_a_letter(one: str, other: str) -> bool:
    """Whether one letter is missing, too many, another, or two beside each other stand the other way round."""
    if abs(len(one) - len(other)) > 1:
        return False
    same = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    left, right = one[same:], other[same:]
    turned = left[1::-1] + left[2:]
    return left[1:] in (right, right[1:]) or left == right[1:] or turned == right


def _cut(run: str) -> list[str]:
    return [run[start : start + _PIECE] for start in range(len(run) - _PIECE + 1)]
