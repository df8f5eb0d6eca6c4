"""Typed names against a list of known ones, one verdict each: what `python -m coalition match` prints."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from coalition.imports.matching.keys import organization_key
from coalition.imports.matching.likeness import Known, Likeness

NOTHING = "no known name is like it"
NO_LETTER = "it has no letter to compare"


@dataclass(frozen=True)
class Match:
    """Where a typed name goes: `verdict` "same" (without asking), "suggest" (a person decides) or "none".

    Attributes:
        typed: as written.
        known: the known name, as written in its list; of several suggested the likeliest; None: none.
        score: from 0 to 1; 1 is the same but for case and punctuation; 0: none.
        reason: why, in plain words.
    """

    typed: str
    verdict: Literal["same", "suggest", "none"]
    known: str | None
    score: float
    reason: str

    def as_json(self) -> dict[str, Any]:
        """The fields, JSON-ready, in this order."""
        return asdict(self)


def match_names(typed: Sequence[str], known: Iterable[Known]) -> list[Match]:
    """A verdict for each typed name, in their order; repeats are judged once. Deterministic, whatever was asked before.

    Args:
        typed: names as written.
        known: of several that are written alike the first is given.
    """
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
