"""Who was sent in place of whom: "represented by Bo Chan", ส่งนายสมชาย แทน, "sent a delegate" without a name.

The delegate was there; the person in whose place they came was not.
"""

import re
from functools import lru_cache
from itertools import islice

from coalition.imports.cells.kinds_behind import says_its_kind
from coalition.imports.cells.names import looks_like_person
from coalition.imports.cells.text import has_thai

_LONGEST = 200
_KINDS = r"(?:delegate|representative|substitute|proxy|deputy|alternate|replacement|stand-in)"
_SOMEBODY_OF = r"(?:an? |his |her |their |the )?"
_NAME = r"(?P<{0}>[^,;()\[\]]{{2,60}}?)"
_NAMED = (
    r"(?:(?:is |was |being )?(?:represented|replaced|substituted|deputi[sz]ed)\s+by|delegated\s+to"
    rf"|(?:delegate|substitute|proxy|alternate|replacement|stand-in)\s*[:=–—-]|(?:sent|sends)\s+(?!{_SOMEBODY_OF}{_KINDS}\b|apolog|regret))\s*"
    + _NAME.format("by")
)
_SENT_WITH_NAME = rf"(?:sent|sends)\s+{_SOMEBODY_OF}{_KINDS}(?:\s*[:,–—-]\s*|\s+)(?:named |name )?" + _NAME.format("sent")
_INSTEAD = r"(?:\s+(?:instead|in (?:his|her|their) (?:place|stead)|on (?:his|her|their) behalf))?"
_NAMELESS = rf"(?:sent|sends)\s+{_SOMEBODY_OF}{_KINDS}s?|(?:is |was )?represented|by (?:proxy|delegate)"
_GIVEN = r"(?:ได้)?(?:มอบ(?:หมาย)?(?:ให้|ผู้แทน)?|ส่ง(?:ตัว)?(?:ผู้แทน)?)\s*(?:คือ|ได้แก่|[:：])?\s*"
_THAI_BEFORE = _GIVEN + _NAME.format("instead") + r"\s*(?:มา|เข้า(?:ร่วม)?)?(?:การ)?(?:ประชุม)?แทน"
_THAI_NAMED = (
    rf"(?:{_GIVEN}|ผู้แทน\s*(?:คือ|ได้แก่|[:：]|\s)\s*)"
    r"(?P<titled>(?:นาย|นาง|น\.\s?ส\.|ว่าที่|ดร\.|คุณ|[ก-ฮ]{1,3}\.[ก-ฮ]{1,2}\.)[^,;()]{2,60}?)"
    r"(?:\s*(?:มา|เข้า(?:ร่วม)?)(?:ประชุม)?)?"
)
_THAI_NAMELESS = (
    r"(?:ได้)?(?:ส่ง(?:ตัว)?ผู้แทน|ส่ง(?:คน|เจ้าหน้าที่)?(?:มา)?แทน|มี(?:ตัว)?ผู้แทน|มอบ(?:หมาย)?(?:ผู้แทน|ผู้อื่น)|ให้ผู้แทน)"
    r"(?:เข้า(?:ร่วม)?|มา)?(?:ประชุม)?(?:แทน)?"
)
_WITHOUT = re.compile(rf"[(\[]?\s*(?:{_NAMELESS}|{_THAI_NAMELESS})\s*[)\].]*", re.IGNORECASE)
_WITH = re.compile(
    rf"[(\[]?\s*(?:{_THAI_BEFORE}|{_THAI_NAMED}|{_SENT_WITH_NAME}|{_NAMED}){_INSTEAD}\s*[)\].]*", re.IGNORECASE
)  # fmt: skip
_BEGINS = re.compile(
    r"(?:\b(?:(?:is |was |being )?(?:represented|replaced|substituted|deputi[sz]ed)|delegated|sent|sends"
    r"|by (?:proxy|delegate)|(?:delegate|substitute|proxy|alternate|replacement|stand-in)\s*[:=–—-])"
    r"|(?:ได้)?(?:มอบ|ส่ง)|มี(?:ตัว)?ผู้แทน|ให้ผู้แทน|ผู้แทน)",
    re.IGNORECASE,
)
_MOST_BEGINNINGS = 4
_OPENING = " ([,;:–—-"
_OPENED = re.compile(r"[()\[\]]")
_NO_MORE_THAN_SENT = re.compile(r"[(\[]?\s*(?:(?:sent|sends)\b|\w+(?:-in)?\s*[:=–—-])", re.IGNORECASE)
_THING = re.compile(
    r"'s\b|’s\b|\b(?:apolog\w+|regrets|reports?|e-?mails?|letters?|documents?|minutes|invitations?|messages?|photos?|slides|files?|notes?"
    r"|data|forms?|statistics|information|updates?|books?|materials?|gifts?|money|payment|line|agenda|director|officer|region|team"
    r")\b|^(?:ของ|เอกสาร|หนังสือ|รายงาน|ข้อมูล|จดหมาย|งาน)",
    re.IGNORECASE,
)
"""What is sent besides people."""
_SIGNS = (
    "represent",
    "replac",
    "substitut",
    "deput",
    "delegat",
    "sent",
    "sends",
    "proxy",
    "alternate",
    "stand-in",
    "มอบ",
    "ส่ง",
    "ผู้แทน",
)


@lru_cache(maxsize=8192)
def sent_in(text: str) -> str | None:
    """The delegate a remark tells of; "": somebody came whose name it does not tell; None: it tells of nobody.

    'represented by Bo Chan' -> 'Bo Chan'; 'ส่งผู้แทน', 'represented by his assistant' -> ''; 'แทน ผอ.', 'sent the report' -> None.
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
    words = name.split()
    return has_thai(name) or (all(word[:1].isupper() for word in (words[0], words[-1])) and (alone or len(words) > 1))


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
