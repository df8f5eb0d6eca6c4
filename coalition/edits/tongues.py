"""Languages as somebody writes them: names in any language of the screen, or codes."""

import re
from collections.abc import Collection
from functools import cache

from coalition.edits.record import EditRefused
from coalition.locale import LANGUAGES, translate
from coalition.vocabulary.tongues import TONGUES, tongue_codes

_APART = re.compile(r"[;,/\n]| and | และ")
_CODE = re.compile(r"[a-z]{2,3}")


def spoken_codes(text: str | None, stored: Collection[str] = ()) -> str | None:
    """`Thai, อังกฤษ` as `th;en`; None: nothing is told.

    Args:
        text: names and codes, apart by commas, semicolons, slashes, "and" or spaces.
        stored: what is stored already and is taken as it stands.

    Raises:
        EditRefused: one is no language that is known.
    """
    codes: dict[str, None] = {}
    for part in filter(None, (piece.strip() for piece in _APART.split(text or ""))):
        if one := _code(part, stored):
            codes[one] = None
            continue
        for word in part.split():
            if not (one := _code(word, stored)):
                message = "No language is called {language}. Write a name, such as Thai or Burmese, or a code, such as th."
                raise EditRefused(message, language=part)
            codes[one] = None
    return ";".join(codes) or None


def _code(part: str, stored: Collection[str]) -> str | None:
    """The code of a name or code; None: it is neither."""
    (told,) = tongue_codes(part)
    if told in TONGUES or told in stored:
        return told
    return _names().get(told) or (told if _CODE.fullmatch(part) else None)


@cache
def _names() -> dict[str, str]:
    """{name in a language of the screen, in small letters: code}."""
    return {translate(name, language).casefold(): tongue_codes(name)[0] for language in LANGUAGES for name in TONGUES.values()}
