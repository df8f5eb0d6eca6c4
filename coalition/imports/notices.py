"""What was read all the same and is worth a look before a plan is confirmed: notices, alike ones together."""

from collections.abc import Iterable
from dataclasses import dataclass

from coalition.imports.issues import CATALOGUE, RowIssue, Scope

_SHOWN_ELSEWHERE = {"no_longer_there"}  # as ticks of the plan


@dataclass(frozen=True)
class Notice:
    """One sentence worth a look, with the rows it is about (none: the whole file)."""

    why: str
    suggestion: str
    lines: tuple[int, ...]


def notices_of(issues: Iterable[RowIssue]) -> list[Notice]:
    """The notices among the issues of a plan, each sentence once, in the order of the file."""
    lines: dict[tuple[str, str], dict[int, None]] = {}
    for told in issues:
        if CATALOGUE[told.code].scope is Scope.NOTICE and told.code not in _SHOWN_ELSEWHERE:
            of_this = lines.setdefault((told.why, told.suggestion), {})
            if told.line is not None:
                of_this[told.line] = None
    return [Notice(why, suggestion, tuple(sorted(found))) for (why, suggestion), found in lines.items()]
