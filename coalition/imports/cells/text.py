"""One way of writing a text: what Excel, keyboards and telephones do to Thai and Western text is undone before comparing.

Beside it: names of which no rule knows a word, and cells cut to what a list may hold.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from coalition.imports.issues import RowIssue, issue
from coalition.imports.lexicon import any_of, pattern, words

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


def lines_in(written: str) -> tuple[str, ...]:
    """The lines of a cell that holds several texts; (): it holds one, such as a name and, below, in whose place they came."""
    if "\n" not in written and "\r" not in written:
        return ()
    lines = tuple(filter(None, map(norm_text, re.split("[\r\n]+", written))))
    return () if any(map(IN_PLACE_OF.match, lines[1:])) else lines


IN_PLACE_OF = pattern("names.stands_in", "names.representing")
"""Before the name of the person in whose place somebody came."""


_ODD_BLANK = "\t\r\n\x0b\x0c\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_BLANKS = re.compile(f"[ {_ODD_BLANK}]+")
_ODD_BLANKS = re.compile(f"[{_ODD_BLANK}]|  ")


# --- names of which no rule knows a word -----------------------------------------------------------------------------------
# The rules about names (titles, devices, totals, notes, offices ...) are patterns and lists of words. What they find among
# letters alone begins with letters that stand in them: Latin ones at the beginning of a word, Thai ones anywhere. Most names
# have none of these, and a third of the time of reading a long list went into asking a dozen patterns about each.


_LATIN, _THAI_WORD = "[A-Z][a-z]+", "[\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e]{2,}"
_LETTERS = re.compile(f"(?:{_LATIN}|{_THAI_WORD})(?: (?:{_LATIN}|{_THAI_WORD})){{1,3}}")
"""Two to four words of letters alone, each beginning with its only capital: no sign, no digit, no acronym."""
_OPTIONAL_SIGN = re.compile(r"(?:\\[.s]|[ .\-])\?")
_OPTIONAL_LETTER = re.compile(r"\w\?")
_ESCAPE = re.compile(r"\\[A-Za-z]")
_RUN = re.compile("[a-z]{2,}|[\u0e01-\u0e4e]{2,}")
_LONGEST = 100  # characters
_MEMO = 50_000  # words remembered at a time


class QuietWords:
    """The words that stand in no rule.

    Args:
        rules: {name: pattern, text, or a collection of them} of every module whose rules are asked about names.
        told: whether a word says something by itself, where no such module holds it: a mark of absence behind a name.
    """

    def __init__(self, rules: Iterable[Mapping[str, object]], told: Callable[[str], bool] = lambda _word: False) -> None:
        found = [_texts(value) for module in rules for name, value in module.items() if not name.startswith("__")]
        written = " ".join(text for texts in found for text in texts)
        ways = (written, _OPTIONAL_SIGN.sub("", written), _OPTIONAL_LETTER.sub(" ", written))
        self._runs = frozenset(run for way in ways for run in _RUN.findall(_ESCAPE.sub(" ", way).lower()))
        self._longest = max(map(len, self._runs), default=0)
        self._is_quiet: dict[str, bool] = {}
        self._says = told

    def are_all_of(self, text: str) -> bool:
        """Whether a text is two to four words of letters, none of which stands in a rule."""
        if len(text) > _LONGEST or not _LETTERS.fullmatch(text) or norm_text(text) != text:
            return False
        return all(map(self._is_one, text.split(" ")))

    def _is_one(self, word: str) -> bool:
        quiet = self._is_quiet.get(word)
        if quiet is None:
            if len(self._is_quiet) > _MEMO:
                self._is_quiet.clear()
            quiet = self._is_quiet[word] = not self._is_told(word)
        return quiet

    def _is_told(self, word: str) -> bool:
        """Whether a rule may begin with it, or be in it."""
        if self._says(word):
            return True
        if not word.isascii():
            return any(True for at in range(len(word)) for _ in self._beginnings(word[at:]))
        return self._begins_rule(word.lower())

    def _begins_rule(self, low: str) -> bool:
        """Two letters ("no", "co") begin many words: they tell something alone, or with what follows them ("noshow")."""
        return any(size > 2 or size == len(low) or self._begins_rule(low[size:]) for size in self._beginnings(low))

    def _beginnings(self, letters: str) -> Iterator[int]:
        """Lengths of the runs of letters that it begins with."""
        return (size for size in range(2, min(len(letters), self._longest) + 1) if letters[:size] in self._runs)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, re.Pattern):
        yield str(value.pattern)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple | set | frozenset | dict):
        for one in value:
            yield from _texts(one)


# --- cells cut to what a list may hold --------------------------------------------------------------------------------------
# Every rule that looks at a cell may therefore count on a length it can search in no time; the row of the cell is refused and
# told (docs/decisions/0020). Only here is the limit known.


MOST_LETTERS = 1_000
"""A longer cell is no name, no place and no note of a row."""
_CUT = "…"
_DAMAGED = re.compile("[\x00-\x08\x0e-\x1f\x7f\u2400-\u241f\u2421]")
_PICTURES = {**{code: 0x2400 + code for code in range(0x20)}, 0x7F: 0x2421}
"""What stands where a control character stood, which no database keeps: its picture ("␇"), so that the row is refused again
where nobody mended it."""


@dataclass(frozen=True, slots=True)
class BadCell:
    """Why a row is refused whatever else it says.

    Attributes:
        code: of the issue catalogue. count: letters of the cell, where it is too long.
    """

    code: str
    count: int = 0

    def told(self, line: int, raw: tuple[str, ...] = ()) -> RowIssue:
        """The issue of the row that starts at a line."""
        return issue(self.code, line, raw=raw, count=f"{self.count:,}")


BadCells = Mapping[int, BadCell]
"""{line a row starts at: why it is refused}."""


def bounded(text: str) -> tuple[str, BadCell | None]:
    """The text as rules may see it, and what is wrong with it; None: nothing, and it is as it was."""
    bad = None
    if len(text) > MOST_LETTERS or (len(text) == MOST_LETTERS and text.endswith(_CUT)):  # or was, and comes back as it was cut
        bad = BadCell("too_long", len(text))
        text = text[: MOST_LETTERS - 1] + _CUT
    if not (text.isascii() and text.isprintable()) and _DAMAGED.search(text):
        seen = _DAMAGED.sub(lambda found: found[0].translate(_PICTURES), text)
        return seen, bad or BadCell("control_characters")
    return text, bad


def rows_of(
    bad: Mapping[str, BadCell], others: Iterable[int], rows: Sequence[Sequence[str]], lines: Sequence[int]
) -> dict[int, BadCell]:
    """{line: why its row is refused}, the first cell of the row that is bad.

    Args:
        bad: {cell as rules see it: what is wrong with it}. others: lines that are in another encoding than the file.
        lines: the line each row starts at, ascending.
    """
    found = {lines[bisect_right(lines, line) - 1]: BadCell("other_encoding") for line in others}
    if not bad:
        return found
    for line, row in zip(lines, rows, strict=False):
        for cell in row:
            if cell in bad:
                found.setdefault(line, bad[cell])
    return found


# --- texts told by their words alone: labels of counts ("Number of participants"), nobody's names, kinds of organizations ----
# The words are data: a label that is missed is added as its words, not as another pattern. One word that is not among them
# makes the text a name again: "Sum of Us", "Total Access". They stand apart from the rules about names, which make each name
# that holds one of their words be looked at closely (`QuietWords`).


_TELLS = frozenset(words("counting.tells"))
"""Words that say by themselves that something is counted."""
_TELLS_WITH = frozenset(words("counting.tells_with"))
"""Words that say it beside one that is counted."""
_COUNTED = frozenset(words("counting.counted"))
_BETWEEN = frozenset(words("counting.between"))
_OF = re.compile(
    rf"{any_of('counting.number_of')}\.?\s*(?:{any_of('counting.of')}|(?={any_of('counting.before')}))|{any_of('counting.how_many')}"
)
"""A number of something: "No. of people", "sum of present". Alone these words are names: Sum Many, No."""
TELLING: dict[str, object] = {"words": _TELLS | _TELLS_WITH, "of": _OF}
"""The rules without one of which nothing is counted."""
_LONGEST_LABEL = 80  # characters
_WORD = re.compile(r"[^\W\d_]+|[%#]|n[\u00ba\u00b0]")
_THAI_RUN = re.compile("[\u0e01-\u0e5b]+")
_THAI_COUNTING = re.compile(
    "|".join(sorted((w for w in _TELLS | _TELLS_WITH | _COUNTED | _BETWEEN if _THAI_RUN.match(w)), key=len, reverse=True))
)
_SIGNS = re.compile(r"[\w\u0e31-\u0e4e%#\u00ba\u00b0\s:：=().,/&+\-–—?*]*")


@lru_cache(maxsize=8192)
def counts_alone(text: str) -> bool:
    """Whether a text is made of words of counting, and says that something is counted: "Total attendees", "No. of people"."""
    said = _words(text)
    return bool(said & _TELLS) or (bool(said & _TELLS_WITH) and bool(said & _COUNTED))


@lru_cache(maxsize=8192)
def may_count(text: str) -> bool:
    """Whether a text is made of words of counting: "Present", "Members there". Numbers beside it are how many."""
    return bool(_words(text) & (_TELLS | _TELLS_WITH | _COUNTED))


def _words(text: str) -> frozenset[str]:
    """The words of a text, Thai ones parted; none where one of them is no word of counting."""
    if len(text) > _LONGEST_LABEL or not _SIGNS.fullmatch(text):
        return frozenset()
    low = _OF.sub(" total ", text.lower())
    found = set(_WORD.findall(_THAI_RUN.sub(" ", low)))
    for run in _THAI_RUN.findall(low):
        found.update(_thai_words(run))
    return frozenset(found) if found <= _TELLS | _TELLS_WITH | _COUNTED | _BETWEEN else frozenset()


def _thai_words(run: str) -> list[str]:
    """Words of counting of Thai letters without blanks, longest first; the rest, if they are not all, as one word."""
    found, at = [], 0
    while at < len(run) and (word := _THAI_COUNTING.match(run, at)):
        found.append(word[0])
        at = word.end()
    return [*found, run[at:]] if at < len(run) else found


# --- names that are nobody's -----------------------------------------------------------------------------------------------
# Compared whole and never in part: Ana Gast, Guest beside a first name and Somchai Headman are people.


_MARK = re.compile("[\u0300-\u036f]")
_BETWEEN_WORDS = re.compile(r"[\s\-_]+")
_NUMBER = re.compile(r"\s*[(#]?\s*\d{1,4}\)?$")


def plain_words(text: str) -> str:
    """A text in small letters without accents, hyphens and the number behind it: "Zoom-Benutzer (2)" -> "zoom benutzer"."""
    low = text.casefold().replace("\u0131", "i")
    if not low.isascii():
        low = unicodedata.normalize("NFC", _MARK.sub("", unicodedata.normalize("NFD", low)))
    return _NUMBER.sub("", _BETWEEN_WORDS.sub(" ", low)).strip(" .")


NOBODY = frozenset(map(plain_words, words("nobody.shown")))
"""What stands for a name that nobody gave."""
OFFICES = frozenset(map(plain_words, words("nobody.offices")))
"""Offices without who holds them."""
OWNED_DEVICE = re.compile(
    rf"{any_of('devices.owned', whole=False)}\s+{any_of('devices.of', whole=False)}\s+\S.*|{any_of('devices.elided')}[’']\S.*"
)
"""A device with whose it is, as of `plain_words`: "galaxy de lurdes", "handy von ulla"."""

_SEX = rf"{any_of('heads.sexes', whole=False)}\s*[:=]?\s*\d{{1,4}}"
_NUMBERED = re.compile(
    rf"{_SEX}(?:\s*[,/;&+\-]?\s*(?:{any_of('heads.and')}\s+)?{_SEX})*|\d{{1,4}}\s*{any_of('heads.young', whole=False)}",
    re.IGNORECASE,
)


def counts_heads(text: str) -> bool:
    """Whether a text with a digit counts people by sex or age: "Male 9 / Female 10", "4 children"."""
    return _NUMBERED.fullmatch(text) is not None


# --- organizations told by the kind behind theirs --------------------------------------------------------------------------
# These words are no rule for names that stand alone: "Gregory House" is somebody.


_ORDINARY = r"[\w.&'’\-]+"
_KIND = re.compile(
    rf"[^\W\d_][\w.&'’\-]*(?:( {_ORDINARY})* {any_of('organizations.kinds', whole=False)}"
    rf"|( {_ORDINARY})+ {any_of('organizations.kinds_of_many', whole=False)})"
    r"\.?(?:\s*,.*)?",
    re.IGNORECASE,
)
"""A name and a kind behind it, or its abbreviation; groups: words between the two."""
_KIND_BEFORE = re.compile(rf"{any_of('organizations.kinds_before')}\s*[\u0e01-\u0e2e\u0e40-\u0e44].*")
_WHERE = pattern("organizations.where")


def says_its_kind(text: str, *, between: bool = False) -> bool:
    """Whether a text is called as an organization is; a nickname, a family, or where somebody sits ("from home") is not.

    Args:
        between: with two words or more before the kind, so that it is nobody's first name and surname.
    """
    if _KIND_BEFORE.fullmatch(text):
        return True
    found = _KIND.fullmatch(text)
    if found is None or not text[0].isupper() or _WHERE.search(text):
        return False
    return not between or bool(found[1] or found[2])
