"""Who was sent in place of whom: "represented by Bo Chan", "sent a delegate" without a name.

The delegate was there; the person in whose place they came was not.
"""

import re
from functools import lru_cache
from itertools import islice

from coalition.imports.cells.kinds_behind import says_its_kind
from coalition.imports.cells.names import looks_like_person
from coalition.imports.cells.text import has_thai
from coalition.imports.lexicon import any_of, words

_LONGEST = 200
_KINDS = any_of("delegates.kinds", whole=False)
_OF_WHOM = rf"(?:{any_of('delegates.of_whom', whole=False)} )?"
_SENT = any_of("delegates.sent", whole=False)
_LABEL = rf"{any_of('delegates.label', whole=False)}\s*[:=–—-]"
_NAME = r"(?P<{0}>[^,;()\[\]]{{2,60}}?)"
_NAMED = (
    rf"(?:{any_of('delegates.replaced_by', whole=False)}|{_LABEL}"
    rf"|{_SENT}\s+(?!{_OF_WHOM}{_KINDS}\b|{any_of('delegates.not_sent')}))\s*" + _NAME.format("by")
)
_SENT_WITH_NAME = (
    rf"{_SENT}\s+{_OF_WHOM}{_KINDS}(?:\s*[:,–—-]\s*|\s+)(?:{any_of('delegates.named', whole=False)} )?" + _NAME.format("sent")
)
_INSTEAD = rf"(?:\s+{any_of('delegates.instead', whole=False)})?"
_NAMELESS = rf"{_SENT}\s+{_OF_WHOM}{_KINDS}s?|{any_of('delegates.nameless', whole=False)}"
_NAMELY = any_of("delegates.namely", whole=False)
_GIVEN = rf"{any_of('delegates.given')}\s*(?:{_NAMELY}|[:：])?\s*"
_BEFORE = _GIVEN + _NAME.format("instead") + rf"\s*{any_of('delegates.came_instead')}"
_INITIALS = r"[\u0e01-\u0e2e]{1,3}\.[\u0e01-\u0e2e]{1,2}\."
_TITLED = (
    rf"(?:{_GIVEN}|{any_of('delegates.word')}\s*(?:{_NAMELY}|[:：]|\s)\s*)"
    rf"(?P<titled>(?:{any_of('away.title')}|{_INITIALS})[^,;()]{{2,60}}?)(?:\s*{any_of('delegates.came')})?"
)
_WITHOUT = re.compile(rf"[(\[]?\s*(?:{_NAMELESS})\s*[)\].]*", re.IGNORECASE)
_WITH = re.compile(rf"[(\[]?\s*(?:{_BEFORE}|{_TITLED}|{_SENT_WITH_NAME}|{_NAMED}){_INSTEAD}\s*[)\].]*", re.IGNORECASE)
_BEGINS = re.compile(rf"{any_of('delegates.begins')}|\b{_LABEL}", re.IGNORECASE)
_MOST_BEGINNINGS = 4
_OPENING = " ([,;:–—-"
_OPENED = re.compile(r"[()\[\]]")
_NO_MORE_THAN_SENT = re.compile(rf"[(\[]?\s*(?:{any_of('delegates.sent')}|\w+(?:-in)?\s*[:=–—-])", re.IGNORECASE)
_THING = re.compile(rf"'s\b|’s\b|{any_of('delegates.things')}|^{any_of('delegates.things_first')}", re.IGNORECASE)
"""What is sent besides people."""
_SIGNS = words("delegates.signs")


@lru_cache(maxsize=8192)
def sent_in(text: str) -> str | None:
    """The delegate a remark tells of; "": somebody came whose name it does not tell; None: it tells of nobody.

    'represented by Bo Chan' -> 'Bo Chan'; 'represented by his assistant' -> ''; 'sent the report' -> None.
    """
    if not _may(text):
        return None
    if _WITHOUT.fullmatch(text.strip()):
        return ""
    found = _WITH.fullmatch(text.strip())
    if found is None:
        return None
    group = next(name for name in ("instead", "titled", "sent", "by") if found[name])
    name = found[group].strip(" .")
    if _is_somebody(name, alone=group != "by"):
        return name
    return None if group == "by" and _NO_MORE_THAN_SENT.match(text.strip()) else ""


def _is_somebody(name: str, *, alone: bool) -> bool:
    """Whether what stands behind "sent" or "represented by" is a person. `alone`: one word will do."""
    if not looks_like_person(name) or says_its_kind(name) or _THING.search(name):
        return False
    parts = name.split()
    return has_thai(name) or (all(part[:1].isupper() for part in (parts[0], parts[-1])) and (alone or len(parts) > 1))


@lru_cache(maxsize=8192)
def delegate_in(text: str) -> tuple[str, str | None]:
    """(who is named first, the delegate behind as in `sent_in`): "Ann Lee (represented by Bo Chan)"; (text, None) of others."""
    for found in islice(_BEGINS.finditer(text), _MOST_BEGINNINGS) if _may(text) else ():
        who = text[: found.start()].rstrip(_OPENING)
        told = (
            sent_in(text[found.start() :].rstrip(" )]."))
            if who and text[found.start() - 1] in _OPENING and not _OPENED.search(who)
            else None
        )
        if told is not None:
            return who.strip(), told
    return text, None


def _may(text: str) -> bool:
    low = text.casefold()
    return len(text) <= _LONGEST and any(sign in low for sign in _SIGNS)
