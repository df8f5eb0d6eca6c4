"""The code of a shared case: random, without meaning, hard to mistype.

Eight random characters (40 bits) and one check character, each of 32 letters and digits without I, L, O and U. The check
is linear over GF(32) with another weight at each place, so it catches every single wrong character and every swap of two
neighbors. A character that is not of the alphabet is refused, never read as its look-alike.
"""

import re
import secrets
from collections.abc import Collection
from functools import cache

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O (look like 1 and 0), no U."""

RANDOM_CHARACTERS = 8
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive: the powers of 2 are all 31 different
_CHARACTERS = bytes(ord(ALPHABET[byte % len(ALPHABET)]) for byte in range(256))  # 256 is 8 times 32: each as likely


def _doubled(value: int, times: int) -> int:
    """`value` times 2^times in GF(32)."""
    for _ in range(times):
        value <<= 1
        if value & 0b100000:
            value ^= _POLYNOMIAL
    return value


def _check_character(characters: str) -> str:
    total = 0
    for weights, character in zip(_weights(), characters, strict=False):
        total ^= weights[character]
    return ALPHABET[total]


@cache
def _weights() -> list[dict[str, int]]:
    """What a character counts at each place."""
    places = range(1, RANDOM_CHARACTERS + 1)
    return [{character: _doubled(value, place) for character, value in _VALUES.items()} for place in places]


def new_code() -> str:
    """A new code such as K7M3-9QX2-R, from the operating system's random source."""
    characters = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_CHARACTERS))
    return _formatted(characters + _check_character(characters))


def new_codes(count: int, taken: Collection[str]) -> list[str]:
    """So many new codes at once, none of them taken or twice: the same source, asked for all of them in one go.

    Args:
        count: how many.
        taken: codes in use.
    """
    found: dict[str, None] = {}
    while len(found) < count:
        missing = count - len(found)
        random = secrets.token_bytes(RANDOM_CHARACTERS * missing).translate(_CHARACTERS).decode("ascii")
        for start in range(0, len(random), RANDOM_CHARACTERS):
            characters = random[start : start + RANDOM_CHARACTERS]
            code = _formatted(characters + _check_character(characters))
            if code not in taken:
                found[code] = None
    return list(found)


def canonical_code(text: str) -> str | None:
    """A typed code in its stored form (upper case, hyphens in place); None: it is no code, or was mistyped."""
    characters = text.strip().upper().replace("-", "").replace(" ", "")
    if len(characters) != RANDOM_CHARACTERS + 1 or any(c not in _VALUES for c in characters):
        return None
    return _formatted(characters) if _check_character(characters[:-1]) == characters[-1] else None


def is_valid_code(text: str) -> bool:
    """Whether a typed code can be one of ours; small letters and missing hyphens are allowed."""
    return canonical_code(text) is not None


_WRITTEN = re.compile(
    r"(?<![0-9A-Z])(?:[0-9A-Z]{4}[- ][0-9A-Z]{4}[- ][0-9A-Z]|(?=[A-Z]*[0-9])[0-9A-Z]{9})(?![0-9A-Z])", re.I | re.A
)


def looks_like_code(text: str) -> bool:
    """Whether a text is written as a code is, with a letter, right or mistyped: figures alone may be a telephone number."""
    return _WRITTEN.fullmatch(text.strip()) is not None and any(map(str.isalpha, text))


def without_codes(text: str, instead: str) -> str:
    """A text as a room may read it: codes of cases give way to `instead`. A word of nine letters without a digit is no code."""
    return _WRITTEN.sub(lambda found: instead if is_valid_code(found[0]) else found[0], text)


def _formatted(characters: str) -> str:
    return f"{characters[:4]}-{characters[4:8]}-{characters[8:]}"
