"""Names that differ from a typed one in words, found without comparing it with every known name: one map for each way."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from coalition.imports.matching.keys import GENERIC, SMALL, without_worldwide
from coalition.imports.matching.shape import Shape


class Reason(StrEnum):
    """Why a known name is given for a typed one, in plain words."""

    SPELLED = "the same except for capital letters and punctuation"
    WRITTEN = "the same except for spelling and abbreviations"
    CONFIRMED = "a spelling that was confirmed before"
    LIST_CANONICAL = "the built-in list says they are the same organization"
    LIST_TRANSLATION = "the built-in list gives it as a translation"
    LIST_RENAME = "the built-in list gives it as an older or newer name"
    LIST_ACRONYM = "the built-in list gives it as an acronym"
    LIST_SPELLING = "the built-in list gives it as another spelling"
    SEVERAL = "the built-in list says it is the same as several organizations"
    BRACKETS = "the same except for what is in brackets"
    LEGAL = "the same except for words like Foundation or Office"
    ORDER = "the same words in another order"
    JOINED = "the same except for spaces between words"
    ACRONYM = "one is the acronym of the other"
    PLACE = "the same except for a place or country that only one of them names"
    COMMON = "the same except for a common word"
    SHORTENED = "the same except for shortened words"
    PLURAL = "the same except for a plural"
    KIND = "one has initials where the other has full words"
    PART = "one is a part of the other"
    BEGINNING = "one is the beginning of the other"
    HOLDS = "one has all words of the other"
    ONE_LETTER = "one letter differs"
    FEW_LETTERS = "a few letters differ"
    THROUGH_LIST = "very similar to another of its names in the built-in list"


Found = dict[int, tuple[float, Reason]]  # {number of a name: (score from 0 to 1, reason)}

_MOST_ALIKE = 3  # known names that a beginning or a few letters may mean: more, and they tell nothing
_SHORTEST_HEAD = 5  # letters
_SHORTEST_CUT = 20  # letters of a name that was cut off within a word
_SHORTEST_LOOSELY = 4  # letters of an acronym that is nowhere written, and takes two letters of a word or leaves one out
_CUT_OFF = 0.93  # score
_COMMON = 30  # names that share a word: more, and the word tells nothing

_ACRONYMS = (  # "MSF-B" is "msfb"
    *((mine, theirs) for theirs in ("acronyms", "spelled") for mine in ("loose", "bare", "core", "joined")),
    ("spelled", "acronyms"),
    *(("acronyms", theirs) for theirs in ("loose", "bare", "core", "spelled")),
)
_WAYS: tuple[tuple[float, Reason, tuple[tuple[str, str], ...]], ...] = (
    (0.97, Reason.BRACKETS, (("folded", "folded"),)),
    (0.96, Reason.LEGAL, (("loose", "loose"),)),
    (0.95, Reason.ORDER, (("sorted", "sorted"),)),
    (0.95, Reason.JOINED, (("joined", "joined"),)),
    (0.9, Reason.PLACE, (("bare", "bare"),)),
    (0.86, Reason.COMMON, (("core", "core"),)),
    (0.94, Reason.ACRONYM, _ACRONYMS),
    (0.84, Reason.PART, (("parts", "identity"), ("identity", "parts"))),
    (0.83, Reason.KIND, (("loose", "shortened"), ("full", "shortened"), ("shortened", "loose"), ("shortened", "folded"))),
)
"""Score, reason, and the fields of two shapes (of the typed and of the known name) that share a key, the best way first."""
_OF_KNOWN = dict.fromkeys(theirs for _, _, pairs in _WAYS for _, theirs in pairs)


def _keys(shape: Shape, name: str) -> tuple[str, ...]:
    found = getattr(shape, name)
    return (found,) if isinstance(found, str) and found else tuple(found)


@dataclass
class Candidates:
    """Names by number, and {a shape of a name: the numbers of the names that have it} for every way of being alike."""

    shapes: list[Shape] = field(default_factory=list)
    _maps: dict[str, dict[str, list[int]]] = field(default_factory=lambda: {name: {} for name in _OF_KNOWN})
    _words: dict[str, list[int]] = field(default_factory=dict)  # {a telling word: the names that have it}
    _first: dict[str, list[int]] = field(default_factory=dict)  # {the first letter of several words: the names}
    _short: dict[str, list[tuple[str, int]]] = field(default_factory=dict)  # {the first letter of acronyms: (acronym, name)}
    _in_order: list[tuple[str, int]] = field(default_factory=list)

    def add(self, name: Shape, *, decides: bool) -> None:
        """Let a name be found, under the next number; `decides`: equal identities are then the same organization."""
        number = len(self.shapes)
        self.shapes.append(name)
        for of, known in self._maps.items():
            for key in _keys(name, of) if decides or of != "identity" else ():
                known.setdefault(key, []).append(number)
        words = set(name.core.split())
        if len(words) >= 2:
            for word in words:
                self._words.setdefault(word, []).append(number)
        self._first.setdefault(name.folded[:1], []).append(number)
        for key in filter(_long_enough, {name.folded, *name.acronyms}):
            self._short.setdefault(key[0], []).append((key, number))

    def same(self, typed: Shape) -> list[int]:
        """The numbers of the names of the same identity."""
        return self._maps["identity"].get(typed.identity, [])

    def by_words(self, typed: Shape) -> Found:
        """Names that differ in words only, each with its best reason."""
        found: Found = {}
        for score, reason, pairs in _WAYS:
            keys = ((theirs, key) for mine, theirs in pairs for key in sorted(_keys(typed, mine)))
            numbers = dict.fromkeys(number for theirs, key in keys for number in self._maps[theirs].get(key, ()))
            for number in self._if_few(numbers) if reason is Reason.KIND else numbers:
                if number not in found and (told := _why(score, reason, typed, self.shapes[number])):
                    found[number] = told
        # a long beginning: a column was too narrow, or somebody broke off
        begun = self._that_begin(typed.full, in_a_word=True) if len(typed.full) >= _SHORTEST_CUT else []
        cut_off = (number for number in begun if number not in found or found[number][0] < _CUT_OFF)
        found |= dict.fromkeys(cut_off, (_CUT_OFF, Reason.BEGINNING))
        ways: tuple[tuple[Iterable[int], tuple[float, Reason]], ...] = (
            (self._beginnings(typed), (0.82, Reason.BEGINNING)),
            (self._loosely_spelled(typed), (0.81, Reason.ACRONYM)),
            (self._holding(typed), (0.8, Reason.HOLDS)),
        )
        for alike, why in ways:
            for number in alike:
                found.setdefault(number, why)
        return found

    def _if_few(self, numbers: dict[int, None]) -> list[int]:
        return list(numbers) if len({self.shapes[number].identity for number in numbers}) <= _MOST_ALIKE else []

    def _loosely_spelled(self, typed: Shape) -> list[int]:
        """Names of which it takes some letters, in order ("ADESOL"), or that take some of it."""
        if " " in typed.folded:
            near = [number for key, number in self._short.get(typed.folded[:1], ()) if spells(key, typed.folded)]
        else:
            known = self._first.get(typed.folded[0], ()) if _long_enough(typed.folded) else ()
            near = [number for number in known if spells(typed.folded, self.shapes[number].folded)]
        return self._if_few(dict.fromkeys(near))

    def _beginnings(self, typed: Shape) -> Iterator[int]:
        loose = self._maps["loose"]
        words = typed.loose.split()
        for end in range(1, len(words)):
            beginning = " ".join(words[:end])
            numbers = loose.get(beginning, ())
            is_name = end > 1 or (len(beginning) >= _SHORTEST_HEAD and beginning not in GENERIC)
            yield from (number for number in numbers if is_name or beginning in self.shapes[number].acronyms)
        if typed.core or typed.bare != typed.loose:
            yield from self._that_begin(typed.loose, in_a_word=False)

    def _that_begin(self, text: str, *, in_a_word: bool) -> list[int]:
        if len(self._in_order) != 2 * len(self.shapes):
            shapes = enumerate(self.shapes)
            self._in_order = sorted((text, number) for number, one in shapes for text in (one.loose, one.full))
        start, numbers = bisect_left(self._in_order, (text, -1)), dict[int, None]()
        for other, number in self._in_order[start : start + 8 * _MOST_ALIKE]:
            if not other.startswith(text):
                break
            if len(other) > len(text) and (in_a_word or other[len(text)] == " " or other[len(text)] >= "\u0e00"):
                numbers.setdefault(number)
        return self._if_few(numbers)

    def _holding(self, typed: Shape) -> Iterator[int]:
        """Names that have all words of the typed one, or of which it has all; two that tell something at least."""
        telling, all_words = set(typed.core.split()), set(typed.loose.split())
        for word in sorted(telling) if len(telling) > 1 else ():
            numbers = self._words.get(word, [])
            for number in numbers if len(numbers) <= _COMMON else ():
                known = set(self.shapes[number].loose.split())
                if known <= all_words or all_words <= known:
                    yield number


def _long_enough(acronym: str) -> str:
    """The acronym, where it has letters enough to be read off a name loosely; else nothing."""
    return acronym if acronym.isascii() and acronym.isalpha() and len(acronym) >= _SHORTEST_LOOSELY else ""


def _why(score: float, reason: Reason, typed: Shape, known: Shape) -> tuple[float, Reason] | None:
    """The score and reason of two names with one key; None: they are not alike for all that."""
    if reason is Reason.BRACKETS and (not known.folded or " " not in known.folded):
        return None
    if reason is Reason.ORDER and sorted(typed.loose.split()) != sorted(known.loose.split()):
        return 0.94, Reason.PLURAL
    if reason is Reason.PLACE and {typed.bare, known.bare} == {without_worldwide(one.loose) for one in (typed, known)}:
        return 0.955, Reason.LEGAL
    if reason is Reason.PLACE and typed.bare != typed.loose and known.bare != known.loose:
        return 0.95, Reason.ORDER  # of one and the same country: "Japanese Rivers", "Rivers of Japan"
    if reason in {Reason.BRACKETS, Reason.LEGAL} and typed.full == known.full and typed.folded != known.folded:
        return 0.95, Reason.SHORTENED
    return score, reason


def spells(acronym: str, folded: str) -> bool:
    """Whether an acronym can be read off a name: one to four letters of its first word and of most others, in their order."""
    words = tuple(folded.split())
    telling = sum(word not in SMALL for word in words)
    return telling > 1 and acronym[0] == words[0][0] and _reads(acronym, words, telling // 3, True)


@lru_cache(maxsize=50_000)
def _reads(letters: str, words: tuple[str, ...], may_miss: int, is_first: bool) -> bool:
    if not words or not letters:
        return not letters and sum(word not in SMALL for word in words) <= may_miss
    word = words[0]
    for taken in range(1, 5):
        if letters[:taken] != word[:taken] or len(word) < taken:
            break
        if _reads(letters[taken:], words[1:], may_miss, False):
            return True
    left = may_miss - (word not in SMALL)
    return not is_first and left >= 0 and _reads(letters, words[1:], left, False)
