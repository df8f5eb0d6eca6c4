"""Names that differ from a typed one in words, found without comparing it with every known name: one map for each way."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from coalition.imports.matching import reasons
from coalition.imports.matching.shape import Shape

Found = dict[int, tuple[float, str]]
"""{number of a name: (score from 0 to 1, reason)}."""

_LONGEST_HEAD = 3  # known names that begin as the typed one does: more, and it is no name but a word
_SHORTEST_HEAD = 5  # letters
_SHORTEST_SPELLED = 3  # letters of an acronym that is nowhere written
_COMMON = 30  # names that share a word: more, and the word tells nothing

_STEPS = {
    "loose": (0.96, reasons.LEGAL),
    "sorted": (0.95, reasons.ORDER),
    "joined": (0.95, reasons.JOINED),
    "plain": (0.94, reasons.PLURAL),
    "bare": (0.9, reasons.PLACE),
    "stub": (0.88, reasons.SHORTENED),
    "core": (0.86, reasons.COMMON),
}
_MAPS = ("identity", *_STEPS, "head", "short", "long")
_MAPS_OF_SEVERAL = ("acronyms", "spelled", "shortened", "parts")


@dataclass
class Candidates:
    """Names by number, and {a shape of a name: the numbers of the names that have it} for every way of being alike."""

    shapes: list[Shape] = field(default_factory=list)
    _maps: dict[str, dict[str, list[int]]] = field(default_factory=lambda: {name: {} for name in (*_MAPS, *_MAPS_OF_SEVERAL)})
    _longest: dict[str, list[int]] = field(default_factory=dict)  # {the longest telling word of a name: the names}
    _words: dict[str, list[int]] = field(default_factory=dict)  # {a telling word: the names that have it}
    _in_order: list[tuple[str, int]] = field(default_factory=list)

    def add(self, name: Shape, *, decides: bool) -> None:
        """Let a name be found, under the next number; `decides`: equal identities are then the same organization."""
        number = len(self.shapes)
        self.shapes.append(name)
        for step in _MAPS if decides else _MAPS[1:]:
            if key := getattr(name, step):
                self._maps[step].setdefault(key, []).append(number)
        for step in _MAPS_OF_SEVERAL:
            for key in getattr(name, step):
                self._maps[step].setdefault(key, []).append(number)
        words = set(name.core.split())
        if len(words) >= 2:
            self._longest.setdefault(max(words, key=lambda word: (len(word), word)), []).append(number)
            for word in words:
                self._words.setdefault(word, []).append(number)

    def same(self, typed: Shape) -> list[int]:
        """The numbers of the names of the same identity."""
        return self._maps["identity"].get(typed.identity, [])

    def by_words(self, typed: Shape) -> Found:
        """Names that differ in words only, each with its best reason."""
        found: Found = {}
        for step, told in _STEPS.items():
            for number in self._maps[step].get(getattr(typed, step), ()) if getattr(typed, step) else ():
                if _may_be(step, typed, self.shapes[number]):
                    found.setdefault(number, told)
        for number in self._acronyms(typed):
            found.setdefault(number, (0.94, reasons.ACRONYM))
        for number in self._kinds(typed):
            found.setdefault(number, (0.83, reasons.KIND))
        for number, at in self._parts(typed):
            found.setdefault(number, (0.84 - at / 100, reasons.PART))
        for number in self._beginnings(typed):
            found.setdefault(number, (0.82, reasons.BEGINNING))
        for number in self._holding(typed):
            found.setdefault(number, (0.8, reasons.HOLDS))
        return found

    def _acronyms(self, typed: Shape) -> Iterator[int]:
        acronyms, spelled = self._maps["acronyms"], self._maps["spelled"]
        for text in sorted({typed.loose, typed.bare, typed.core} - {""}):
            yield from acronyms.get(text, ()) if len(text) >= 2 else ()
            yield from spelled.get(text, ()) if len(text) >= _SHORTEST_SPELLED else ()
        for text in sorted(typed.spelled):
            yield from acronyms.get(text, ())
        for acronym in sorted(typed.acronyms):
            for step in ("loose", "bare", "core"):
                yield from self._maps[step].get(acronym, ())
            yield from spelled.get(acronym, ()) if len(acronym) >= _SHORTEST_SPELLED else ()
        yield from self._maps["shortened"].get(typed.loose, ())
        for text in sorted(typed.shortened):
            yield from self._maps["loose"].get(text, ())

    def _kinds(self, typed: Shape) -> Iterator[int]:
        """Names that spell out the two letters before a kind, or have them ("RK Foundation"); none where many do."""
        for key, other in ((typed.short, "long"), (typed.long, "short")):
            numbers = self._maps[other].get(key, []) if key else []
            if len({self.shapes[number].identity for number in numbers}) <= _LONGEST_HEAD:
                yield from numbers

    def _parts(self, typed: Shape) -> Iterator[tuple[int, int]]:
        """(name, which part of the typed one it is)."""
        for at, part in enumerate(typed.parts):
            yield from ((number, min(at, 1)) for number in self._maps["identity"].get(part, ()))
        yield from ((number, 0) for number in self._maps["parts"].get(typed.identity, ()))

    def _beginnings(self, typed: Shape) -> Iterator[int]:
        loose = self._maps["loose"]
        yield from self._maps["head"].get(typed.loose, ())
        if typed.head:
            yield from loose.get(typed.head, ())
        words = typed.loose.split()
        for end in range(1, len(words)):
            beginning = " ".join(words[:end])
            numbers = loose.get(beginning, ())
            yield from (number for number in numbers if end > 1 or beginning in self.shapes[number].acronyms)
        says_enough = typed.core or len(words) >= 3 or typed.bare != typed.loose
        if len(typed.loose) >= _SHORTEST_HEAD and says_enough:
            yield from self._that_begin_so(typed.loose)

    def _that_begin_so(self, text: str) -> list[int]:
        if len(self._in_order) != len(self.shapes):
            self._in_order = sorted((shape.loose, number) for number, shape in enumerate(self.shapes))
        start = bisect_left(self._in_order, (text, -1))
        longer = []
        for other, number in self._in_order[start : start + 4 * _LONGEST_HEAD]:
            if not other.startswith(text):
                break
            if len(other) > len(text) and (other[len(text)] == " " or other[len(text)] >= "\u0e00"):
                longer.append(number)
        return longer if len({self.shapes[number].identity for number in longer}) <= _LONGEST_HEAD else []

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


def _few(numbers: list[int]) -> list[int]:
    return numbers if len(numbers) <= _COMMON else []


def _may_be(step: str, typed: Shape, known: Shape) -> bool:
    if step == "core":
        return _share_more(typed, known)
    return step != "stub" or _are_shortened(typed.loose.split(), known.loose.split())


def _are_shortened(typed: list[str], known: list[str]) -> bool:
    """Whether each word is the other or its beginning."""
    pairs = zip(typed, known, strict=True)
    return all(one.startswith(other) or other.startswith(one) for one, other in pairs)


def _share_more(typed: Shape, known: Shape) -> bool:
    """Whether one has all the words of the other: 'Hope' and 'Hope Project', not 'Hope Network' and 'Hope Project'."""
    mine, theirs = set(typed.bare.split()), set(known.bare.split())
    return mine <= theirs or theirs <= mine or not typed.bare.isascii()
