"""Known names against typed ones in a cascade: the same identity, then words that tell little, then letters.

Only the same identity is acted on without asking. Likeness is proposed, best first and with its reason: a cut that merges
nothing wrongly still proposes a wrong known name for almost one in ten truly new organizations.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from coalition.imports.matching import reasons
from coalition.imports.matching.candidates import Candidates, Found
from coalition.imports.matching.curated import find, is_canonical
from coalition.imports.matching.letters import alike_in_letters, letters_apart, one_letter_apart
from coalition.imports.matching.shape import Shape, difference, shape
from coalition.imports.matching.words import fold

BEST = 3
"""Known names proposed for one typed name at most."""

_SLIP = 2  # letters: a common word misspelled, not another one
_AHEAD = 0.945  # score of a name with one wrong letter, before what only its first letters spell


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
class Likeness:
    """Known names in the shapes in which they are compared; made once per plan, extended by the file's own new names."""

    known: list[Known] = field(default_factory=list)
    _names: list[_Name] = field(default_factory=list)
    _candidates: Candidates = field(default_factory=Candidates)

    def add(self, known: Known) -> None:
        """Let later names be compared with this one, its confirmed spellings, and what the list calls it."""
        at = len(self.known)
        self.known.append(known)
        own = shape(known.name, known.acronym)
        names = [_Name(at, own, "own"), *(_Name(at, shape(name), "also") for name in known.also)]
        names += [_Name(at, name, "list") for name in _on_list(own)]
        for name in names:
            # "DSI (Chiang Mai)" has names on the list through its first part only: they are alike, they do not decide.
            self._candidates.add(name.shape, decides=name.via != "list" or name.shape.identity == own.identity)
        self._names += names

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
        for number in self._candidates.same(typed):
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
        return [Likely(self.known[at], 0.97, reasons.SEVERAL) for at in nearest[:BEST]]

    def _why_same(self, typed: Shape, name: _Name) -> tuple[float, str]:
        if typed.key == name.shape.key:
            return (
                (1.0, reasons.SPELLED)
                if name.via == "own"
                else (0.995, reasons.CONFIRMED)
                if name.via == "also"
                else (0.98, _told_by_list(typed))
            )
        if name.via != "list" and fold(typed.name) == fold(name.shape.name):
            return 0.99, reasons.WRITTEN
        listed = find(fold(typed.name)) or find(typed.folded)
        return 0.98, (_told_by_list(typed) if listed else reasons.ACRONYM)

    def _by_any_name(self, typed: Shape) -> Found:
        """Names that differ in words only, from the typed one or from another that the list has for it."""
        found = self._candidates.by_words(typed)
        for other in _on_list(typed):
            for number in self._candidates.by_words(other):
                found.setdefault(number, (0.85, reasons.THROUGH_LIST))
        return found

    def _by_letters(self, shapes: list[Shape], scored: dict[int, Found]) -> None:
        """Add names that differ in letters only."""
        typed = sorted(scored)
        texts, known = [shapes[i].loose for i in typed], [name.shape.loose for name in self._names]
        for row, number, likeness in alike_in_letters(texts, known):
            self._add_by_letters(shapes[typed[row]], number, min(likeness - 0.02, _AHEAD), scored[typed[row]])
        for row, number in one_letter_apart(texts, known):
            self._add_by_letters(shapes[typed[row]], number, 0.8, scored[typed[row]])

    def _add_by_letters(self, typed: Shape, number: int, score: float, found: Found) -> None:
        if number in found:
            return
        theirs = self._names[number].shape
        apart = letters_apart(typed.loose, theirs.loose)
        may_differ = max(1, min(len(typed.core), len(theirs.core)) // 5)  # where the words differ that tell most
        if (apart == 1 and typed.loose.isascii()) or letters_apart(typed.core, theirs.core) <= may_differ:
            found[number] = (max(score, _AHEAD), reasons.ONE_LETTER) if apart == 1 else (score, reasons.FEW_LETTERS)

    def _ranked(self, typed: Shape, limit: int, found: Found) -> tuple[list[Likely], str | None]:
        best: dict[int, Likely] = {}
        refused: tuple[float, str] | None = None
        for number, (score, reason) in found.items():
            name = self._names[number]
            if name.at >= limit:
                continue
            why_not = difference(typed, self._own(name)) or (
                difference(typed, name.shape) if reason != reasons.THROUGH_LIST else None
            )
            if why_not:
                refused = max(refused or (0.0, ""), (score, why_not))
                continue
            if reason == reasons.LEGAL:
                score, reason = _by_slip(typed, name.shape) or (score, reason)
            likely = Likely(self.known[name.at], score, reason)
            if name.via == "list":
                likely = replace(likely, score=score - 0.01, reason=reasons.THROUGH_LIST)
            if name.at not in best or likely.score > best[name.at].score:
                best[name.at] = likely
        ranked = sorted(best.items(), key=lambda item: (-item[1].score, item[0]))
        return [likely for _, likely in ranked[:BEST]], refused[1] if refused else None

    def _own(self, name: _Name) -> Shape:
        known = self.known[name.at]
        return shape(known.name, known.acronym)


def _told_by_list(typed: Shape) -> str:
    entry = find(fold(typed.name)) or find(typed.folded)
    return reasons.BY_LIST[entry.kind if entry else "canonical"]


def _on_list(own: Shape) -> list[Shape]:
    """The other names that the list has for it, brackets and legal words aside ("IOM Thailand"); none of an office that it has
    for every area, unless the area is told."""
    entry = find(own.folded) or find(fold(own.name)) or find(own.loose)
    names = entry.names if entry and "{" not in "".join(entry.names) else ()
    return [shape(name) for name in names if fold(name) != own.folded]


def _by_slip(typed: Shape, known: Shape) -> tuple[float, str] | None:
    """The score and reason where only what stands in brackets differs, or a letter or two."""
    if typed.full == known.full and typed.folded != known.folded:
        return 0.95, reasons.SHORTENED
    apart = letters_apart(typed.folded, known.folded)
    if apart > _SLIP:
        return None
    return (0.97, reasons.BRACKETS) if apart == 0 else (0.95, reasons.ONE_LETTER if apart == 1 else reasons.FEW_LETTERS)
