"""Known names against typed ones in a cascade: the same identity, then words that tell little, then letters.

Only the same identity is acted on without asking. Likeness is proposed, best first and with its reason: a cut that merges
nothing wrongly still proposes a wrong known name for almost one in ten truly new organizations.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from coalition.imports.matching.candidates import Candidates, Found, Reason
from coalition.imports.matching.curated import find
from coalition.imports.matching.keys import fold, organization_key
from coalition.imports.matching.shape import Shape, difference, shape

BEST = 3  # known names proposed for one typed name at most
NOTHING = "no known name is like it"
NO_LETTER = "it has no letter to compare"

_AHEAD = 0.945  # score of a name with one wrong letter, before what only its first letters spell
_COMES_CLOSE = 0.93  # score of another known name from which a changed spelling is asked about


@dataclass(frozen=True)
class Known:
    """An organization a typed name may be: `value` is the answer that it is; `also`: other confirmed spellings."""

    value: str
    name: str
    acronym: str | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Likely:
    """A known organization a typed name may be; `is_same`: without asking. `score` from 0 to 1."""

    known: Known
    score: float
    reason: Reason
    is_same: bool = False


@dataclass(frozen=True)
class _Name:
    """One name of a known organization: its own, a confirmed spelling, or one of the list."""

    at: int  # which known organization
    shape: Shape
    via: Literal["own", "also", "list"]


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
        """For each typed name the known ones it is or looks like, best first, `BEST` at most, among the first `before`."""
        return [likely for likely, _ in self.judged(names, before)]

    def judged(self, names: Sequence[str], before: Sequence[int] | None = None) -> list[tuple[list[Likely], str | None]]:
        """As `best`, with why the most alike of those that are not proposed is another one (None: none is alike)."""
        limits = [len(self.known)] * len(names) if before is None else list(before)
        shapes = [shape(name) for name in names]
        same = [self._same(typed, limit) for typed, limit in zip(shapes, limits, strict=True)]
        in_doubt = [i for i, found in enumerate(same) if not found or found[0].reason == Reason.WRITTEN]
        scored = {i: self._by_any_name(shapes[i]) for i in in_doubt}
        self._by_letters(shapes, scored)
        result: list[tuple[list[Likely], str | None]] = [(found, None) for found in same]
        for i, found in scored.items():
            likely, refused = self._ranked(shapes[i], limits[i], found)
            if same[i]:  # the same but for spelling: asked about where another known name comes close
                close = [one for one in likely if one.score >= _COMES_CLOSE and one.known != same[i][0].known]
                likely = [replace(same[i][0], is_same=False), *close][:BEST] if close else same[i]
            result[i] = (likely, refused)
        return result

    def _same(self, typed: Shape, limit: int) -> list[Likely]:
        """The one known organization of the same identity; several, where nothing decides between them; empty: none."""
        found: dict[int, tuple[float, Reason]] = {}
        for number in self._candidates.same(typed):
            name = self._names[number]
            if name.at < limit:
                found[name.at] = max(found.get(name.at, (0.0, Reason.SEVERAL)), self._why_same(typed, name))
        if not found:
            return []
        best = max(score for score, _ in found.values())
        nearest = [at for at, (score, _) in found.items() if score == best]
        if len(nearest) == 1 or best > 0.98:  # of several written just so the first: they are one name
            return [Likely(self.known[nearest[0]], *found[nearest[0]], is_same=True)]
        called = {at: find(fold(self.known[at].name)) for at in nearest}  # the one by its name on the list first
        nearest.sort(key=lambda at: ((entry := called[at]) is None or entry.kind != "canonical", at))
        return [Likely(self.known[at], 0.97, Reason.SEVERAL) for at in nearest[:BEST]]

    def _why_same(self, typed: Shape, name: _Name) -> tuple[float, Reason]:
        if typed.key == name.shape.key and name.via != "list":
            return (1.0, Reason.SPELLED) if name.via == "own" else (0.995, Reason.CONFIRMED)
        if name.via != "list" and fold(typed.name) == fold(name.shape.name):
            return 0.99, Reason.WRITTEN
        entry = find(fold(typed.name)) or find(typed.folded)
        return 0.98, Reason[f"LIST_{entry.kind.upper()}"] if entry else Reason.ACRONYM

    def _by_any_name(self, typed: Shape) -> Found:
        """Names that differ in words only, from the typed one or from another that the list has for it."""
        found = self._candidates.by_words(typed)
        for other in _on_list(typed):
            for number in self._candidates.by_words(other):
                found.setdefault(number, (0.85, Reason.THROUGH_LIST))
        return found

    def _by_letters(self, shapes: list[Shape], scored: dict[int, Found]) -> None:
        """Add names that differ in letters only."""
        typed = sorted(scored)
        texts, known = [shapes[i].loose for i in typed], [name.shape.loose for name in self._names]
        for row, number, likeness in alike_in_letters(texts, known):
            one, other, found = shapes[typed[row]], self._names[number].shape, scored[typed[row]]
            if number in found:
                continue
            apart = _letters_apart(one.loose, other.loose)
            may_differ = max(1, min(len(one.core), len(other.core)) // 5)  # where the words differ that tell most
            if apart == 1 and one.loose.isascii():
                found[number] = (_AHEAD, Reason.ONE_LETTER)
            elif likeness >= CUT and (_letters_apart(one.core, other.core) <= may_differ or _by_slips(one.loose, other.loose)):
                found[number] = (min(likeness - 0.02, _AHEAD), Reason.FEW_LETTERS if apart > 1 else Reason.ONE_LETTER)

    def _ranked(self, typed: Shape, limit: int, found: Found) -> tuple[list[Likely], str | None]:
        best: dict[int, Likely] = {}
        refused: tuple[float, str] | None = None
        for number, (score, reason) in found.items():
            name = self._names[number]
            if name.at >= limit:
                continue
            known = self.known[name.at]
            others = [shape(known.name, known.acronym)]
            others += [name.shape] if name.via != "own" and reason != Reason.THROUGH_LIST else []
            if why_not := next(filter(None, (difference(typed, other) for other in others)), None):
                refused = max(refused or (0.0, ""), (score, why_not))
                continue
            likely = Likely(known, score, reason)
            if name.via == "list":
                likely = replace(likely, score=score - 0.01, reason=Reason.THROUGH_LIST)
            if name.at not in best or likely.score > best[name.at].score:
                best[name.at] = likely
        ranked = sorted(best.items(), key=lambda item: (-item[1].score, item[0]))
        return [likely for _, likely in ranked[:BEST]], refused[1] if refused else None


def _on_list(own: Shape) -> list[Shape]:
    """The other names that the list has for it; none of an office that it has for every area, unless the area is told."""
    entry = find(own.folded) or find(own.bare)
    names = entry.names if entry and "{" not in "".join(entry.names) else ()
    return [shape(name) for name in names if fold(name) != own.folded]


# --- names that differ in a few letters -------------------------------------------------------------------------------

CUT = 0.90  # likeness (2 x letters in common and in order / letters of both) from which a name is proposed
_BLOCK = 400  # typed names in one matrix


def alike_in_letters(typed: Sequence[str], known: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """(index of the typed, index of the known, likeness from 0 to 1) of the pairs at or above the cut."""
    from rapidfuzz.distance import Indel  # imported here: a file of known names needs neither of them
    from rapidfuzz.process import cdist

    for start in range(0, len(typed) if known else 0, _BLOCK):
        block = typed[start : start + _BLOCK]
        matrix = cdist(block, known, scorer=Indel.normalized_similarity, score_cutoff=CUT, workers=-1)
        for row, column in zip(*(found.tolist() for found in matrix.nonzero()), strict=True):
            if block[row] and known[column]:  # two of nothing are alike
                yield start + row, column, float(matrix[row, column])


def _by_slips(one: str, other: str) -> bool:
    """Whether each word is the other's but for one letter: with a slip ("Sheltr") a common word looks like one of its own."""
    mine, theirs = one.split(), other.split()
    return len(mine) == len(theirs) and all(_letters_apart(*pair) <= 1 for pair in zip(mine, theirs, strict=True))


def _letters_apart(one: str, other: str) -> int:
    """Letters to change, add, leave out or swap with their neighbor to come from one to the other."""
    from rapidfuzz.distance import OSA

    return int(OSA.distance(one, other))


# --- one verdict each -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Match:
    """Where a typed name goes: "same" (without asking), "suggest" (a person decides) or "none"."""

    typed: str
    verdict: Literal["same", "suggest", "none"]
    known: str | None  # the likeliest known name
    score: float  # from 0 to 1, the same but for case and marks
    reason: str  # in words


def match_names(typed: Sequence[str], known: Iterable[Known]) -> list[Match]:
    """A verdict for each typed name, in their order; of several known ones that are written alike the first is given."""
    likeness = Likeness()
    for one in known:
        if organization_key(one.name):
            likeness.add(one)
    distinct = list(dict.fromkeys(typed))
    verdicts = {}
    for name, (likely, refused) in zip(distinct, likeness.judged(distinct), strict=True):
        if likely:
            best = likely[0]
            verdict: Literal["same", "suggest"] = "same" if best.is_same else "suggest"
            verdicts[name] = Match(name, verdict, best.known.name, round(best.score, 3), best.reason)
        else:
            reason = (refused or NOTHING) if organization_key(name) else NO_LETTER
            verdicts[name] = Match(name, "none", None, 0.0, reason)
    return [verdicts[name] for name in typed]
