"""How surely a text is somebody's name, where no column says that names stand there: prose must never become people."""

import re
from functools import lru_cache

from coalition.imports.cells.not_people import is_role
from coalition.imports.cells.text import has_thai
from coalition.imports.cells.titles import split_titles
from coalition.imports.lists.parts import is_organization, is_position
from coalition.imports.sheets.people_names import read_name

SURE, MAYBE, NO = 2, 1, 0

_PARTICLES = frozenset({
    "de", "da", "do", "dos", "das", "del", "della", "di", "du", "la", "le", "van", "von", "der", "den", "ter", "ten", "bin",
    "binti", "ibn", "al", "el", "na", "ap", "y", "e",
})  # fmt: skip
_PROSE = frozenset({
    "action", "actions", "activities", "activity", "adjourned", "adjournment", "agenda", "agreed", "aid", "all", "annual",
    "apologies", "apples", "approval", "approved", "arising", "assessment", "attendees", "awareness", "background", "break",
    "budget", "business", "call", "campaign", "campaigns", "case", "chair", "check", "closed", "closing", "coffee",
    "complete", "computer", "conclusion", "confirmed", "contact", "coordination", "data", "decision", "decisions",
    "discussed", "discussion", "draft", "everybody", "everyone", "feedback", "final", "finalise", "finalize", "follow",
    "funding", "group", "groups", "hotline", "identification", "introduction", "introductions", "invite", "item", "items",
    "laptop", "legal", "list", "lunch", "management", "mapping", "matters", "meeting", "meetings", "members", "minutes",
    "monthly", "motion", "new", "next", "nobody", "none", "notes", "objectives", "opened", "opening", "organise",
    "organize", "other", "others", "outcomes", "outreach", "overview", "paper", "participants", "pens", "plan", "planning",
    "plans", "policy", "prepare", "presentation", "prevention", "progress", "project", "projects", "prosecution",
    "protection", "purpose", "quantity", "quarterly", "question", "questions", "quorum", "recommendations", "referral",
    "referrals", "registration", "remarks", "report", "reported", "reports", "resolved", "response", "review", "reviewed",
    "room", "schedule", "screening", "send", "service", "services", "several", "share", "sharing", "shelter",
    "shelters", "status", "strategy", "submit", "summary", "support", "survivor", "survivors", "timeline", "total",
    "trafficking", "training", "unit", "units", "upcoming", "update", "updated", "updates", "various", "venue", "victim",
    "victims", "vote", "votes", "water", "weekly", "welcome", "welcomed", "working", "workshop", "write",
})  # fmt: skip
_FUNCTION = frozenset({
    "of", "the", "for", "to", "on", "in", "with", "by", "at", "we", "is", "was", "are", "be", "it", "this", "that", "and",
    "or", "as", "from", "an", "a", "will", "not", "no", "who", "has", "have", "had", "were", "been",
})  # fmt: skip
_THAI_PROSE = re.compile(
    r"การ(?!ะ|ันต์|ิ)|ความ|ประชุม|วาระ|เรื่อง|โครงการ|แจ้ง|ติดตาม|เสนอ|มติ|พิจารณา|สรุป|แผนงาน|รับทราบ|ดำเนิน|ประสานงาน|จัดทำ|สถานการณ์|กิจกรรม"
    r"|งบประมาณ|เวลา|สถานที่|เห็นชอบ|ข้อมูล|รายงาน|ปัญหา|ช่วยเหลือ|คุ้มครอง|ผู้เสียหาย|เหยื่อ|ครั้งที่|ประเด็น|อบรม|ทุกคน|ทุกท่าน|คณะ|ผู้แทน|ผู้เข้า"
    r"|ปีงบ|เอกสาร|หน่วยงาน|สมาชิก|ตัวแทน|อื่น\s?ๆ|เดือน|วันที่|จำนวน"
)
_LATIN = re.compile(r"[^\W\d_][^\W\d_.'’\-]*(?:[.'’\-][^\W\d_]*)*")
_NICKNAME = re.compile(r"\s*[(\[“\"'‘]\s*([^()\[\]]{1,15}?)\s*[)\]”\"'’]\s*$")
_MOST = 5


@lru_cache(maxsize=8192)
def grade(text: str) -> int:
    """`SURE`, `MAYBE` or `NO`: how much a text is the name of one person, with titles and nothing else around it."""
    shown = _NICKNAME.sub("", text) or text
    read = read_name(shown)
    if not read.plain or read.people or is_role(shown) or any(map(str.isdigit, shown)):
        return NO
    if read.organization is None and not split_titles(shown)[0] and (is_organization(shown) or is_position(shown)):
        return NO
    titles, name = split_titles(shown)
    words = name.split()
    if not words or len(words) > _MOST or any(sign in name for sign in ":;=@?!/,"):
        return NO
    if has_thai(name):
        return _thai(titles, words)
    return _latin(titles, words)


def _thai(titles: str, words: list[str]) -> int:
    plain = [word for word in words if word != "ณ"]
    if titles:
        return SURE if len(plain) <= 3 else MAYBE
    if _THAI_PROSE.search(" ".join(words)) or any(len(word) > 18 for word in words):
        return NO
    return SURE if len(plain) == 2 else MAYBE if len(plain) == 1 and len(plain[0]) <= 12 else NO


def _begins_large(word: str) -> bool:
    return word[:1].isupper() or (word[1:2] in {"'", "’"} and word[2:3].isupper())  # d'Arcy


def _latin(titles: str, words: list[str]) -> int:
    if not all(_LATIN.fullmatch(word) for word in words):
        return NO
    if any(word in _FUNCTION for word in words) or any(word.casefold() in _PROSE for word in words):
        return NO
    capital = all(_begins_large(word) or word in _PARTICLES for word in words) and _begins_large(words[-1])
    if capital and (titles or len(words) > 1):
        return SURE
    return MAYBE if len(words) <= 2 and (capital or all(word.islower() for word in words)) else NO
