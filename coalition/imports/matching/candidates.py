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
    CANONICAL = "the built-in list says they are the same organization"
    TRANSLATION = "the built-in list gives it as a translation"
    RENAME = "the built-in list gives it as an older or newer name"
    LISTED_ACRONYM = "the built-in list gives it as an acronym"
    SPELLING = "the built-in list gives it as another spelling"
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

_STEPS = {
    "folded": (0.97, Reason.BRACKETS),
    "loose": (0.96, Reason.LEGAL),
    "sorted": (0.95, Reason.ORDER),
    "joined": (0.95, Reason.JOINED),
    "bare": (0.9, Reason.PLACE),
    "core": (0.86, Reason.COMMON),
}
_SEVERAL = ("joined", "acronyms", "spelled", "shortened", "parts")  # fields of a shape that hold several keys


def _keys(shape: Shape, step: str) -> tuple[str, ...]:
    found = getattr(shape, step)
    return tuple(found) if step in _SEVERAL else (found,) if found else ()


@dataclass
class Candidates:
    """Names by number, and {a shape of a name: the numbers of the names that have it} for every way of being alike."""

    shapes: list[Shape] = field(default_factory=list)
    _maps: dict[str, dict[str, list[int]]] = field(
        default_factory=lambda: {step: {} for step in dict.fromkeys(("identity", *_STEPS, *_SEVERAL))}
    )
    _longest: dict[str, list[int]] = field(default_factory=dict)  # {the longest telling word of a name: the names}
    _words: dict[str, list[int]] = field(default_factory=dict)  # {a telling word: the names that have it}
    _first: dict[str, list[int]] = field(default_factory=dict)  # {the first letter of several words: the names}
    _short: dict[str, list[tuple[str, int]]] = field(default_factory=dict)  # {the first letter of acronyms: (acronym, name)}
    _in_order: list[tuple[str, int]] = field(default_factory=list)

    def add(self, name: Shape, *, decides: bool) -> None:
        """Let a name be found, under the next number; `decides`: equal identities are then the same organization."""
        number = len(self.shapes)
        self.shapes.append(name)
        for step, known in self._maps.items():
            for key in _keys(name, step) if decides or step != "identity" else ():
                known.setdefault(key, []).append(number)
        words = set(name.core.split())
        if len(words) >= 2:
            self._longest.setdefault(max(words, key=lambda word: (len(word), word)), []).append(number)
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
        for step in _STEPS:
            for key in _keys(typed, step):
                for number in self._maps[step].get(key, ()):
                    if told := _why(step, typed, self.shapes[number]):
                        found.setdefault(number, told)
        # a long beginning: a column was too narrow, or somebody broke off
        begun = self._that_begin(typed.full, in_a_word=True) if len(typed.full) >= _SHORTEST_CUT else []
        cut_off = (number for number in begun if number not in found or found[number][0] < _CUT_OFF)
        found |= dict.fromkeys(cut_off, (_CUT_OFF, Reason.BEGINNING))
        ways: tuple[tuple[Iterable[int], tuple[float, Reason]], ...] = (
            (self._acronyms(typed), (0.94, Reason.ACRONYM)),
            (self._parts(typed), (0.84, Reason.PART)),
            (self._shortened(typed), (0.83, Reason.KIND)),
            (self._beginnings(typed), (0.82, Reason.BEGINNING)),
            (self._loosely_spelled(typed), (0.81, Reason.ACRONYM)),
            (self._holding(typed), (0.8, Reason.HOLDS)),
        )
        for numbers, why in ways:
            for number in numbers:
                found.setdefault(number, why)
        return found

    def _acronyms(self, typed: Shape) -> Iterator[int]:
        acronyms, spelled = self._maps["acronyms"], self._maps["spelled"]
        for text in sorted({typed.loose, typed.bare, typed.core, *typed.joined} - {""}):  # joined: "MSF-B"
            yield from acronyms.get(text, ())
            yield from spelled.get(text, ())
        for text in sorted(typed.spelled):
            yield from acronyms.get(text, ())
        for acronym in sorted(typed.acronyms):
            for step in ("loose", "bare", "core"):
                yield from self._maps[step].get(acronym, ())
            yield from spelled.get(acronym, ())

    def _shortened(self, typed: Shape) -> list[int]:
        """Names with the first letters of words in place of the words ("RK Foundation"), or those that spell them out."""
        numbers = [*self._maps["shortened"].get(typed.loose, ()), *self._maps["shortened"].get(typed.full, ())]
        for text in sorted(typed.shortened):
            numbers += [*self._maps["loose"].get(text, ()), *self._maps["folded"].get(text, ())]
        return self._if_few(dict.fromkeys(numbers))

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

    def _parts(self, typed: Shape) -> Iterator[int]:
        """Names that are a part of the typed one, or have it as a part."""
        for part in typed.parts:
            yield from self._maps["identity"].get(part, ())
        yield from self._maps["parts"].get(typed.identity, ())

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
        words = typed.loose.split()
        for start in range(1, len(words) - 1):
            yield from self._maps["loose"].get(" ".join(words[start:]), ())
        telling, all_words = set(typed.core.split()), set(words)
        if len(telling) < 2:
            return
        rarest = min((self._words.get(word, []) for word in sorted(telling)), key=len)
        yield from (n for n in _few(rarest) if all_words <= set(self.shapes[n].loose.split()))
        for word in sorted(telling):
            yield from (n for n in _few(self._longest.get(word, [])) if set(self.shapes[n].loose.split()) <= all_words)


def _long_enough(acronym: str) -> str:
    """The acronym, where it has letters enough to be read off a name loosely; else nothing."""
    return acronym if acronym.isascii() and acronym.isalpha() and len(acronym) >= _SHORTEST_LOOSELY else ""


def _few(numbers: list[int]) -> list[int]:
    return numbers if len(numbers) <= _COMMON else []


def _why(step: str, typed: Shape, known: Shape) -> tuple[float, Reason] | None:
    """The score and reason of two names with one key; None: they are not alike for all that."""
    if step == "folded" and (not known.folded or " " not in known.folded):
        return None
    if step == "sorted" and sorted(typed.loose.split()) != sorted(known.loose.split()):
        return 0.94, Reason.PLURAL
    if step == "bare" and {typed.bare, known.bare} == {without_worldwide(typed.loose), without_worldwide(known.loose)}:
        return 0.955, Reason.LEGAL
    if step == "bare" and typed.bare != typed.loose and known.bare != known.loose:
        return _STEPS["sorted"]  # of one and the same country: "Japanese Rivers", "Rivers of Japan"
    if step in {"folded", "loose"} and typed.full == known.full and typed.folded != known.folded:
        return 0.95, Reason.SHORTENED
    return _STEPS[step]


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
