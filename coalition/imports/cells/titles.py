"""Titles and ranks before a name. A rank is never part of who somebody is: ranks change."""

import re

from coalition.imports.lexicon import any_of, words

_MARK = "\u0e30-\u0e3a\u0e45-\u0e4e"  # letters no Thai word begins with


def _dotted(title: str) -> str:
    """A title with dots also with blanks, without the last of its dots or any; one letter only with its dot."""
    title = title.rstrip(".")
    for acting in words("titles.acting"):
        title = title.replace(acting, rf"{acting}\s?")
    parts = title.split(".")
    return r"\.?\s?".join(parts) + (r"\." if len(parts) == 1 else r"(?:\.|(?=\s))")


_BEGINS_NAME = "[\u0e01-\u0e2e\u0e40-\u0e44]"
_OF_WOMAN = any_of("titles.of_woman")
_WORDS = sorted(words("titles.words"), key=len, reverse=True)
_DOTTED = "|".join(_dotted(title) for title in sorted(words("titles.dotted"), key=len, reverse=True))
_DOTTED_TITLE = re.compile(rf"(?:{_DOTTED})(?:\s*{_OF_WOMAN}(?=\s|{_BEGINS_NAME}))?\s*")
_IS_RANK = re.compile(rf"^{any_of('titles.acting')}?{any_of('titles.ranks_begin')}")
_WORD_TITLES = [
    re.compile(rf"{word}(?:\s*\(?{_OF_WOMAN}\)?(?=\s{f'|{_BEGINS_NAME}' if _IS_RANK.match(word) else ''}))?\s*")
    for word in _WORDS
]
_ANY_WORD = re.compile("|".join(_WORDS))
_THAI_LETTER = re.compile("[\u0e00-\u0e7f]")
_NO_TITLE = re.compile(rf"{any_of('titles.none')}|{any_of('titles.none_alone')}(?:\s|$)")
_MAY_BE_NAME = frozenset(words("titles.may_be_name"))
_RANKS = "|".join(words("titles.ranks"))
_BEFORE_DOT = re.compile(rf"(?:{_RANKS}|{'|'.join(words('titles.with_dot'))})\.\s*(?=\S)", re.IGNORECASE)
_BEFORE_BLANK = re.compile(rf"{any_of('titles.before_blank', whole=False)}\s+(?=\S)", re.IGNORECASE)
_IN_BRACKETS = re.compile(rf"\({any_of('titles.in_brackets', whole=False)}\.?\)\s*(?=\S)", re.IGNORECASE)
"""Dr. (Mrs.) Sulekha Das."""
_SEVERAL_RANKS = re.compile(rf"(?:(?:{_RANKS})\.?\s+){{2,}}(?=\S)", re.IGNORECASE)
_ONE_RANK = re.compile(rf"{any_of('titles.one_rank', whole=False)}\s+(?=\S+\s+\S)", re.IGNORECASE)
_DEGREE = re.compile(rf"\s*,\s*{any_of('titles.degrees', whole=False)}\.?$", re.IGNORECASE)
_POLICE = re.compile(rf"{any_of('titles.police')}|^{any_of('titles.police_dotted')}(?:[.\s]|$)")


def split_titles(name: str) -> tuple[str, str]:
    """(titles and ranks as written, the name without them). A name that only begins like a title stays whole.

    'Pol. Lt. Col. Wirat Mun' -> ('Pol. Lt. Col.', 'Wirat Mun'); 'Drake Smith', 'Khunying Kanit' -> ('', as written).
    """
    titles: list[str] = []
    rest = _DEGREE.sub("", name) if "," in name else name
    while len(titles) < 4 and (end := _title_end(rest)):
        titles.append(rest[:end].strip())
        rest = rest[end:].strip()
    return " ".join(titles), rest


def _title_end(text: str) -> int:
    """Where the title at the beginning ends; 0: there is none, or nothing would be left of the name."""
    for pattern in (_IN_BRACKETS, _SEVERAL_RANKS, _BEFORE_DOT, _BEFORE_BLANK, _ONE_RANK):
        if match := pattern.match(text):
            return match.end() if re.search(r"[^\W\d_]{2}", text[match.end() :]) else 0
    if not _THAI_LETTER.match(text) or _NO_TITLE.match(text):
        return 0
    if match := _DOTTED_TITLE.match(text):
        rest = text[match.end() :]
        if _can_begin(rest) or _DOTTED_TITLE.match(rest):
            return match.end()
    for pattern in _WORD_TITLES if _ANY_WORD.match(text) else ():
        if (match := pattern.match(text)) and _can_begin(rest := text[match.end() :]):
            single = match.group() in _MAY_BE_NAME and " " not in rest
            return 0 if single else match.end()
    return 0


def _can_begin(rest: str) -> bool:
    """Whether a name can begin here: two letters, the first of them no mark that hangs on another."""
    return re.match(rf"[^{_MARK}\s.,()\-][^\s.,()]", rest) is not None


def is_police_title(titles: str) -> bool:
    """Whether the rank is one of the police; a hint for the sector, no more."""
    return _POLICE.search(titles) is not None
