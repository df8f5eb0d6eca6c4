"""The identity guard: what in a free text about a case could tell who somebody is. It knows no screen and no database.

It finds identifiers and names after a title or a cue. It does not find a bare name or a description, so a text that passes
is not anonymous (docs/decisions/0016-identity-guard.md). Nothing here keeps, logs or repeats a text: a `Finding` holds
a kind and two places, and no function raises an error of its own.
"""

from collections.abc import Collection, Iterable

from coalition.guard import added, births, digits, online, people, places, unnamed
from coalition.guard.fold import fold
from coalition.guard.kinds import FOUND, INSTEAD, Finding, Kind

__all__ = ["FOUND", "IDENTITY", "INSTEAD", "LONGEST", "Finding", "Kind", "findings", "names_somebody", "refused", "unnamed_in"]

LONGEST = 500
"""Characters of a field that are looked through; a longer text is refused as a whole, unread."""

IDENTITY = frozenset({Kind.NATIONAL_ID, Kind.DOCUMENT, Kind.BIRTH_DATE})
"""What tells who somebody is wherever it stands; telephones and addresses may be those of an office."""

_ORDER = {kind: number for number, kind in enumerate(Kind)}


def findings(text: str) -> list[Finding]:
    """What a text holds that may not be kept, in the order of the text; empty: nothing was found.

    Args:
        text: one field, as typed or pasted. It is folded first (`fold`), so digits of any script, invisible characters and
            look-alike letters change nothing.

    Returns:
        Findings that do not overlap; of two kinds at one place the one that says more. Longer than `LONGEST`: one finding.
    """
    if len(text) > LONGEST:
        return [Finding(Kind.TOO_LONG, LONGEST, len(text))]
    folded = fold(text)
    found: list[Finding] = []
    for detector in (online.spans, places.spans, people.spans, births.spans, digits.spans, added.spans):
        found += [Finding(kind, *folded.span(start, end)) for kind, start, end in detector(folded.text)]
    return _apart(found)


def unnamed_in(text: str, known: Collection[str] = ()) -> list[Finding]:
    """Villages, and names of people without a title, in a text about somebody who is helped, in the order of the text.

    Args:
        text: one field of at most `LONGEST` characters.
        known: names of the directory and of the areas: they are spared.
    """
    folded = fold(text[:LONGEST])
    found = (one for one in unnamed.spans(folded.text) if not unnamed.is_known(folded.text[one[1] : one[2]], known))
    return _apart(Finding(kind, *folded.span(start, end)) for kind, start, end in found)


def names_somebody(text: str) -> bool:
    """Whether a text of at most `LONGEST` characters holds a name after a title, a rank, an office or a cue."""
    folded = fold(text[:LONGEST]).text
    return any(people.spans(folded)) or any(kind is Kind.NAME for kind, _, _ in added.spans(folded))


def refused(text: str) -> bool:
    """Whether a text may not be kept."""
    return bool(findings(text))


def _apart(found: Iterable[Finding]) -> list[Finding]:
    """One finding a place: the kind that stands first in `Kind`, grown to the ends of what it overlaps."""
    kept: list[Finding] = []
    for one in sorted(found, key=lambda f: (f.start, -f.end)):
        if kept and one.start < kept[-1].end:
            last = kept[-1]
            kind = min(last.kind, one.kind, key=_ORDER.__getitem__)
            kept[-1] = Finding(kind, last.start, max(last.end, one.end))
        else:
            kept.append(one)
    return kept
