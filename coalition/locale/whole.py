"""What a line of text does not end within: a day, a number with what it counts, a word that a browser takes for several."""

import re
from functools import cache

from coalition.locale import LANGUAGES, language_of

_SIGNS = re.compile(r"[\\^$.*+?()\[\]{}|/]")
"""What means something in such an expression; JavaScript takes no other sign behind a backslash."""

_BEGUN = r"[\u0e01-\u0e5b]\p{M}*"
"""The first letter of a Thai word, which no blank ends: the browser knows where the word does."""


@cache
def whole_words() -> str:
    """What a line does not end within, as the source of an expression of JavaScript (`u`) with one group.

    A day, a telephone number, a number with the word behind it, and the words that a browser would take for several: of every
    language, since a Thai name stands on an English page too.
    """
    day = r"\d{1,2} [\p{L}\p{M}.]{2,6} \d{4}(?: ·)?"
    dialed = r"\d+(?:-\u2060?\d+)+"  # joined already, too: a text is looked at again when it changes
    count = rf"(?:> )?\d(?:[\d.,]*\d)? (?:[\p{{L}}\p{{M}}]{{1,9}}(?![\p{{L}}\p{{M}}])(?: ·)?|{_BEGUN})"
    known = {word for code in LANGUAGES for word in language_of(code).whole}
    words = sorted((_SIGNS.sub(r"\\\g<0>", word) for word in known), key=lambda word: (-len(word), word))
    return f"({'|'.join([day, dialed, count, *words])})"
