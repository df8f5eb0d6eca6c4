"""Known names against typed ones in a cascade: the same identity, then words that tell little, then letters.

Only the same identity is acted on without asking. Likeness is proposed, best first and with its reason: a cut that merges
nothing wrongly still proposes a wrong known name for almost one in ten truly new organizations.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from coalition.imports.alike.curated import find, is_canonical
from coalition.imports.alike.letters import alike_in_letters, letters_apart, one_letter_apart
from coalition.imports.alike.shape import Shape, difference, shape
from coalition.imports.alike.words import fold

BEST = 3
"""Known names proposed for one typed name at most."""

_LONGEST_HEAD = 3  # known names that begin as the typed one does: more, and it is no name but a word
_SHORTEST_HEAD = 5  # letters

_SLIP = 2  # letters: a common word misspelled, not another one

SPELLED = "the same but for case and punctuation"
WRITTEN = "the same but for spelling and abbreviations"
CONFIRMED = "a spelling that was confirmed before"
BY_LIST = {
    "canonical": "the list that ships knows it as the same",
    "translation": "the list that ships knows it as a translation",
    "rename": "the list that ships knows it as an earlier or later name",
    "acronym": "the list that ships knows it as an acronym",
    "spelling": "the list that ships knows it as another spelling",
}
SEVERAL = "the list that ships knows it as the same as each of several"
LEGAL = "the same but for words like Foundation or Office"
ORDER = "the same words in another order"
ACRONYM = "one is the acronym of the other"
PLACE = "the same but for a place or country that only one of them names"
COMMON = "the same but for a common word"
BEGINNING = "one is the beginning of the other"
ONE_LETTER = "one letter differs"
FEW_LETTERS = "a few letters differ"
THROUGH_LIST = "much like another name of it on the list that ships"
REASONS = (
    SPELLED, WRITTEN, CONFIRMED, *BY_LIST.values(), SEVERAL, LEGAL, ORDER, ACRONYM, PLACE, COMMON, BEGINNING, ONE_LETTER,
    FEW_LETTERS, THROUGH_LIST,
)  # fmt: skip
"""Every reason for which a known name is given."""


@dataclass(frozen=True)
class Known:
    """An organization a typed name may be: `value` is what the answer carries (an id, or the key of a new name).

    `also`: other spellings of it that somebody confirmed.
    """

    value: str
    name: str
    acronym: str | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Likely:
    """A known organization a typed name may be; `is_same`: without asking. `score` from 0 to 1, `reason` one of `REASONS`."""

    known: Known
    score: float
    reason: str
    is_same: bool = False


@dataclass(frozen=True)
class _Name:
    """One name of a known organization: its own, a confirmed spelling, or one of the list."""

    at: int  # which known organization
    shape: Shape
    via: str  # "own", "also", "list"


@dataclass
class _Maps:
    """{a shape of a name: the names that have it}, for every step of the cascade."""

    identity: dict[str, list[int]] = field(default_factory=dict)
    loose: dict[str, list[int]] = field(default_factory=dict)
    sorted: dict[str, list[int]] = field(default_factory=dict)
    bare: dict[str, list[int]] = field(default_factory=dict)
    core: dict[str, list[int]] = field(default_factory=dict)
    head: dict[str, list[int]] = field(default_factory=dict)
    spelled: dict[str, list[int]] = field(default_factory=dict)
    acronym: dict[str, list[int]] = field(default_factory=dict)

    def add(self, number: int, name: Shape) -> None:
        """Let a name be found by each of its shapes."""
        for step in ("identity", "loose", "sorted", "bare", "core", "head", "spelled"):
            if key := getattr(name, step):
                getattr(self, step).setdefault(key, []).append(number)
        for acronym in name.acronyms:
            self.acronym.setdefault(acronym, []).append(number)


_STEPS = ("loose", "sorted", "bare", "core")
_STEP = {"loose": (0.96, LEGAL), "sorted": (0.95, ORDER), "bare": (0.9, PLACE), "core": (0.86, COMMON)}


@dataclass
class Likeness:
    """Known names in the shapes in which they are compared; made once per plan, extended by the file's own new names."""

    known: list[Known] = field(default_factory=list)
    _names: list[_Name] = field(default_factory=list)
    _maps: _Maps = field(default_factory=_Maps)

    def add(self, known: Known) -> None:
        """Let later names be compared with this one, its confirmed spellings, and what the list calls it."""
        at = len(self.known)
        self.known.append(known)
        own = shape(known.name, known.acronym)
        names = [_Name(at, own, "own"), *(_Name(at, shape(name), "also") for name in known.also)]
        names += [_Name(at, name, "list") for name in _on_list(own)]
        for name in names:
            self._maps.add(len(self._names), name.shape)
            self._names.append(name)

    def best(self, names: Sequence[str], before: Sequence[int] | None = None) -> list[list[Likely]]:
        """For each typed name the known ones it is or looks like, best first, `BEST` at most.

        Args:
            names: as written.
            before: for each name, how many of the known ones it may be compared with (the first n); None: all.
        """
        return [likely for likely, _ in self.judged(names, before)]

    def judged(self, names: Sequence[str], before: Sequence[int] | None = None) -> list[tuple[list[Likely], str | None]]:
        """As `best`, with why the most alike of those that are not proposed is another one (None: none is alike)."""
        limits = [len(self.known)] * len(names) if before is None else list(before)
        shapes = [shape(name) for name in names]
        same = [self._same(typed, limit) for typed, limit in zip(shapes, limits, strict=True)]
        open_ = [i for i, found in enumerate(same) if not found]
        scored = {i: self._by_any_name(shapes[i]) for i in open_}
        self._by_letters(shapes, scored)
        result: list[tuple[list[Likely], str | None]] = [(found, None) for found in same]
        for i, found in scored.items():
            result[i] = self._ranked(shapes[i], limits[i], found)
        return result

    def _same(self, typed: Shape, limit: int) -> list[Likely]:
        """The one known organization of the same identity; several, where nothing decides between them; empty: none."""
        found: dict[int, tuple[float, str]] = {}
        for number in self._maps.identity.get(typed.identity, ()):
            name = self._names[number]
            if name.at < limit:
                found[name.at] = max(found.get(name.at, (0.0, "")), self._why_same(typed, name))
        if not found:
            return []
        best = max(score for score, _ in found.values())
        nearest = [at for at, (score, _) in found.items() if score == best]
        if len(nearest) == 1 or best > 0.98:  # of several written just so the first: they are one name
            return [Likely(self.known[nearest[0]], *found[nearest[0]], is_same=True)]
        nearest.sort(key=lambda at: (not is_canonical(fold(self.known[at].name)), at))
        return [Likely(self.known[at], 0.97, SEVERAL) for at in nearest[:BEST]]

    def _why_same(self, typed: Shape, name: _Name) -> tuple[float, str]:
        if typed.key == name.shape.key:
            return (
                (1.0, SPELLED)
                if name.via == "own"
                else (0.995, CONFIRMED)
                if name.via == "also"
                else (0.98, _told_by_list(typed))
            )
        if name.via != "list" and fold(typed.name) == fold(name.shape.name):
            return 0.99, WRITTEN
        listed = find(fold(typed.name)) or find(typed.folded)
        return 0.98, (_told_by_list(typed) if listed else ACRONYM)

    def _by_any_name(self, typed: Shape) -> dict[int, tuple[float, str]]:
        """As `_by_words`, by all names that the list has for it."""
        found = self._by_words(typed)
        for other in _on_list(typed):
            for number in self._by_words(other):
                found.setdefault(number, (0.85, THROUGH_LIST))
        return found

    def _by_words(self, typed: Shape) -> dict[int, tuple[float, str]]:
        """{number of a name: (score, reason)} of names that differ in words only."""
        found: dict[int, tuple[float, str]] = {}
        for step in _STEPS:
            for number in getattr(self._maps, step).get(getattr(typed, step), ()) if getattr(typed, step) else ():
                if step != "core" or _share_more(typed, self._names[number].shape):
                    found.setdefault(number, _STEP[step])
        for number in self._acronyms(typed):
            found.setdefault(number, (0.94, ACRONYM))
        for number in self._beginnings(typed):
            found.setdefault(number, (0.82, BEGINNING))
        return found

    def _acronyms(self, typed: Shape) -> Iterator[int]:
        maps = self._maps
        bare = {typed.loose, typed.bare, typed.core} - {""}
        for text in sorted(bare):
            yield from maps.acronym.get(text, ()) if len(text) >= 2 else ()
            yield from maps.spelled.get(text, ()) if len(text) >= 3 else ()
        yield from maps.acronym.get(typed.spelled, ()) if typed.spelled else ()
        for acronym in sorted(typed.acronyms):
            for step in (maps.loose, maps.bare, maps.core):
                yield from step.get(acronym, ())
            yield from maps.spelled.get(acronym, ()) if len(acronym) >= 3 else ()

    def _beginnings(self, typed: Shape) -> Iterator[int]:
        maps = self._maps
        yield from maps.head.get(typed.loose, ())
        if typed.head:
            yield from maps.loose.get(typed.head, ())
        words = typed.loose.split()
        for end in range(1, len(words)):
            beginning = " ".join(words[:end])
            numbers = maps.loose.get(beginning, ())
            yield from (number for number in numbers if end > 1 or beginning in self._names[number].shape.acronyms)
        says_enough = typed.core or len(words) >= 3 or typed.bare != typed.loose
        if len(typed.loose) < _SHORTEST_HEAD or not says_enough:
            return
        ordered = self._ordered()
        start = bisect_left(ordered, (typed.loose, -1))
        longer = []
        for text, number in ordered[start : start + 4 * _LONGEST_HEAD]:
            if not text.startswith(typed.loose):
                break
            if len(text) > len(typed.loose) and (text[len(typed.loose)] == " " or text[len(typed.loose)] >= "\u0e00"):
                longer.append(number)
        if len({self._names[number].shape.identity for number in longer}) <= _LONGEST_HEAD:
            yield from longer

    def _ordered(self) -> list[tuple[str, int]]:
        if len(self._in_order) != len(self._names):
            self._in_order = sorted((name.shape.loose, number) for number, name in enumerate(self._names))
        return self._in_order

    _in_order: list[tuple[str, int]] = field(default_factory=list)

    def _by_letters(self, shapes: list[Shape], scored: dict[int, dict[int, tuple[float, str]]]) -> None:
        """Add names that differ in letters only."""
        typed = sorted(scored)
        texts, known = [shapes[i].loose for i in typed], [name.shape.loose for name in self._names]
        for row, number, likeness in alike_in_letters(texts, known):
            self._add_by_letters(shapes[typed[row]], number, likeness - 0.03, scored[typed[row]])
        for row, number in one_letter_apart(texts, known):
            self._add_by_letters(shapes[typed[row]], number, 0.8, scored[typed[row]])

    def _add_by_letters(self, typed: Shape, number: int, score: float, found: dict[int, tuple[float, str]]) -> None:
        if number in found:
            return
        theirs = self._names[number].shape
        apart = letters_apart(typed.loose, theirs.loose)
        may_differ = max(1, min(len(typed.core), len(theirs.core)) // 5)  # where the words differ that tell most
        if (apart == 1 and typed.loose.isascii()) or letters_apart(typed.core, theirs.core) <= may_differ:
            found[number] = (score, ONE_LETTER if apart == 1 else FEW_LETTERS)

    def _ranked(self, typed: Shape, limit: int, found: dict[int, tuple[float, str]]) -> tuple[list[Likely], str | None]:
        best: dict[int, Likely] = {}
        refused: tuple[float, str] | None = None
        for number, (score, reason) in found.items():
            name = self._names[number]
            if name.at >= limit:
                continue
            why_not = difference(typed, self._own(name)) or (difference(typed, name.shape) if reason != THROUGH_LIST else None)
            if why_not:
                refused = max(refused or (0.0, ""), (score, why_not))
                continue
            if reason == LEGAL and (apart := letters_apart(typed.folded, name.shape.folded)) <= _SLIP:
                score, reason = 0.95, ONE_LETTER if apart == 1 else FEW_LETTERS
            likely = Likely(self.known[name.at], score, reason)
            if name.via == "list":
                likely = replace(likely, score=score - 0.01, reason=THROUGH_LIST)
            if name.at not in best or likely.score > best[name.at].score:
                best[name.at] = likely
        ranked = sorted(best.items(), key=lambda item: (-item[1].score, item[0]))
        return [likely for _, likely in ranked[:BEST]], refused[1] if refused else None

    def _own(self, name: _Name) -> Shape:
        known = self.known[name.at]
        return shape(known.name, known.acronym)


def _told_by_list(typed: Shape) -> str:
    entry = find(fold(typed.name)) or find(typed.folded)
    return BY_LIST[entry.kind if entry else "canonical"]


def _on_list(own: Shape) -> list[Shape]:
    """The other names that the list has for it; none of an office that it has for every area, unless the area is told."""
    entry = find(own.folded) or find(fold(own.name))
    names = entry.names if entry and "{" not in "".join(entry.names) else ()
    return [shape(name) for name in names if fold(name) != own.folded]


def _share_more(typed: Shape, known: Shape) -> bool:
    """Whether one has all the words of the other: 'Hope' and 'Hope Project', not 'Hope Network' and 'Hope Project'."""
    mine, theirs = set(typed.bare.split()), set(known.bare.split())
    return mine <= theirs or theirs <= mine or not typed.bare.isascii()
