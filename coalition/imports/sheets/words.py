"""The words of rows that are no person: totals, notes, apologies, headings of groups."""

import re
from functools import lru_cache

from coalition.imports.cells.counting_words import counts_alone
from coalition.imports.sheets.presence import is_word_of_absence, mark_of

# Looked for in small letters: half the time of searching without regard to case.
_TOTAL = re.compile(
    r"^(?:(?:grand |sub ?)?total(?:s|\b)|(?:gesamt|insgesamt|summe|suma|razem|totaal|totale|tổng)\b|(?:sum"
    r"|count)\s*(?:[:=]|\d|$)|(?:head ?count|attendance count|present \(?total\)?|(?:participants?|attendees?) total"
    r"|jumlah|jumla|anzahl|số (?:lượng|người)|合計|합계|योग|जम्मा)(?:$|[\s:=\d(])"
    r"|nombre d(?:e |['’])|número de |number of (?:participants|attendees|people)"
    r"|รวม(?![ก-๙])|รวม(?:ทั้ง|จำนวน|ยอด|คน|ผู้|เป็น|เงิน|ภาค|หน่วย|กลุ่ม|สะสม)"
    r"|ยอดรวม|ทั้งหมด(?!\s+[ก-๙]{3})|ทั้งสิ้น|จำนวน"
    r"|\d+\s*(?:people|persons|participants|attendees|pax|คน|ท่าน|ราย)\b"
    r"|(?:%|(?:percent(?:age)?|average)(?:$|\s*[:=%\d(]| (?:attend|present|of\b|per\b))"
    r"|attendance (?:rate|total|%)|(?:no\.?|#) (?:present|attended|of (?:people|participants))"
    r"|number (?:present|attended)|(?:total |all )?attendance\s*[:=%(]|quorum\b|ร้อยละ|คิดเป็น|เฉลี่ย|ค่าเฉลี่ย|เปอร์เซ็นต์))",
)
_NOTE = re.compile(
    r"(?:apologies|apology|absent|regrets|not present|excused)\b.*[:：]\s*\S"
    r"|(?:recorded|prepared|minutes|taken|submitted|compiled|checked|approved|reported|signed)\s+by\b"
    r"|(?:notes?|nb|n\.b|remarks?|legend|key|source|sources|recorder|secretary|facilitator|help/more info"
    r"|contact|tel|email|e-mail|disclaimer)\s*[:：]"
    r"|(?:note|please|thank you|we |this |these |all |the following )\b.*\s.*\s"
    r"|(?:absent|apolog(?:y|ies))\b|\([^()]*\)$"
    r"|\(?\*|หมายเหตุ|ผู้จด|ผู้บันทึก|ผู้ตรวจ|ผู้รายงาน|บันทึกโดย|(?:ผู้)?จัดทำ|ผู้รับรอง|ลงชื่อ|ลายมือชื่อ|ลายเซ็น|signatures?(?:$|\s+of\b|\s*[:(_.…])|(?:ผู้)?(?:ไม่มา"
    r"|ไม่เข้าร่วม|ลา|ขาด)(?:ประชุม)?\s*[:：]\s*\S"
    r"|(?:date of (?:the )?)?next (?:meeting|session|date)\b|(?:นัด|กำหนด)?(?:การ)?ประชุมครั้ง(?:ต่อไป|หน้า)"
    r"|\S{1,3}\s*=\s*\S|https?://|page \d|หน้า(?:ที่)? ?\d|={2,}|-{2,}|_{3,}|end of ",
)
_NOTED_BY = re.compile(r"\b(?:taken|recorded|prepared|chaired|facilitated|approved|written|compiled)\s+by\b")
_ABSENT = re.compile(
    r"^(?:absent(?:ees)?(?: (?:with(?:out)?) (?:apolog(?:y|ies)|leave|notice|reason))?|not present"
    r"|did not attend|no[- ]shows?|absent members|members absent|absente?s|abwesend|ausentes|afwezig|nieobecni"
    r"|assenti|ผู้ไม่มาประชุม|ผู้ไม่เข้าร่วม(?:ประชุม)?"
    r"|ไม่มาประชุม|ผู้ขาดประชุม|ขาดประชุม|ไม่เข้าร่วมประชุม)"
    r"[\s\d():：.]*(?:คน|members?|people)?[)\s]*$",
)
_EXCUSED = re.compile(
    r"^(?:(?:with )?apologies|apologies for absence|excused|regrets|on leave|excusée?s?|entschuldigt|excusados"
    r"|afgemeld|ผู้ลาประชุม|ลาประชุม"
    r"|ผู้ไม่มาประชุม\s*\(?(?:เนื่องจาก)?ติดราชการ.*|ผู้ติดราชการ|ติดราชการ)"
    r"(?: received| from)?[\s\d():：.]*(?:คน|members?|people)?[)\s]*$",
)
_PRESENT = re.compile(
    r"^(?:present|présents|anwesend|presentes|aanwezig|obecni|presenti|attendees|participants|attended"
    r"|(?:also |others? )?in attendance|(?:members|also|others?|guests) present|others"
    r"|(?:(?:special|invited|other) )?(?:guests|visitors)(?: speakers?)?|guest speakers?|observers|resource persons?"
    r"|joined (?:late|online)|late arrivals|walk[- ]?ins"
    r"|ผู้มาประชุม|ผู้เข้าประชุม|ผู้เข้าร่วมประชุม|(?:รายชื่อ)?ผู้เข้าร่วม(?:ประชุม|กิจกรรม)?|ผู้มา"
    r"|แขก(?:รับเชิญ|ผู้มีเกียรติ)?|ผู้(?:เข้าร่วม)?สังเกตการณ์|วิทยากร(?:รับเชิญ)?|ผู้มีเกียรติ)"
    r"[\s\d():：.]*(?:คน|members?|people)?[)\s]*$",
)
_SAYS_EXCUSED = re.compile(
    r"\b(?:apolog(?:y|ies)|excused|regrets|on leave|excusée?s?|entschuldigt|con excusa|justificad[oa]s|giustificat[ie]"
    r"|verhinderd|usprawiedliwion\w*)\b|ลาประชุม|ติดราชการ|ติดภารกิจ",
)
_SAYS_ABSENT = re.compile(
    r"\b(?:absent(?:ees?|s)?|absence|no[- ]shows?|not (?:present|in attendance|attend(?:ing|ed)?)|non-?attend\w*|sick leave"
    r"|(?:did|could|can|were|was)(?: ?not|n't) (?:attend|come|make it|join|able)|unable to (?:attend|come|join)"
    r"|withdrew|cancelled|declined|abwesend|fehl(?:en|ten|end)|ausentes|ausências?|faltas|faltaram|assenti|assenze"
    r"|afwezig|nieobecn\w*|tidak hadir|vắng)\b|缺席|欠席|请假|請假"
    r"|ไม่(?:ได้|สามารถ)?(?:มา|เข้า)(?:ร่วม)?(?:ประชุม)|(?:ผู้|แต่)ไม่(?:ได้)?(?:มา|เข้า)|ขาดประชุม|ผู้ขาด",
)
"""What a heading of people who were not there says, wherever in it."""
_UNEXCUSED = re.compile(
    r"\bwithout (?:(?:sending|any) )?(?:apolog(?:y|ies)|excuse|notice|leave|reason)|\bunexcused\b|โดยไม่(?:แจ้ง|ลา)\S*"
)
_SECTOR = re.compile(
    r"\b(?:ngos?|ingos?|csos?|government|govt?|police|public sector|private(?: sector)?|civil society|justice"
    r"|judiciary|health|media|academia|academics|"
    r"international organi[sz]ations?|un agencies|law enforcement|donors?|embass(?:y|ies)|agencies"
    r"|organi[sz]ations|sectors?|partners|observers|guests|"
    r"speakers|volunteers|staff|students|members|leaders)\b"
    r"|^(?:ภาค|กลุ่ม|หน่วยงาน|ฝ่าย|ประเภท|องค์กร|เครือข่าย)|ภาครัฐ|เอกชน|เอ็นจีโอ|ประชาสังคม|^ตำรวจ$|^ราชการ"
    r"|สื่อมวลชน|วิทยากร",
)
_GENERIC = frozenset({
    "and", "the", "other", "others", "local", "national", "international", "provincial", "district", "regional", "foreign",
    "thai", "sector", "group", "groups", "side", "services", "service", "officers", "officials", "offices", "office", "from",
    "organization", "organisation", "organizations", "organisations", "agency", "partners", "representatives", "actors", "non",
    "institutions", "bodies", "community", "workers", "team", "teams", "network", "networks", "participants", "members",
})  # fmt: skip
"""Words that stand beside the name of a sector and give it no name of its own."""
_OF_PEOPLE = re.compile(
    r"\b(?:participants|attendees|attending|joined|joining|online|via zoom|by zoom|remote(?:ly)?|in[- ]person|on[- ]?site"
    r"|virtual(?:ly)?)\b|^(?:รายชื่อ)?ผู้(?:เข้า|ร่วม|มา)|ออนไลน์|ออนไซต์|ผ่านระบบ",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"^[A-Z]\S*(?: [A-Z]\S*)* (?:was|were|is|has been|had)(?: (?:very|still|too))? (?:ill|sick|unwell|busy|away)\b"
    r"|^[ก-๙ .]{2,40}(?<!ลา)(?:ป่วย|ไม่สบาย)(?:$|\s)"
)
_VERB = re.compile(
    r"([^:]*?)\b(?:was|were|is|are|has|had|did|could|can|will|sent|sends|wasn't|weren't|didn't|couldn't|can't)\b"
)
_THAI_VERB = re.compile(r"([^:]*?)(?:ไม่(?:ได้|สามารถ)?(?:มา|เข้า)|ขาด(?:ประชุม)|ลา(?:ประชุม|ป่วย|กิจ)|ติดราชการ|ติดภารกิจ)")
_SUBJECTS = re.compile(
    r"(?:\b(?:those|who|that|which|people|persons?|members?|participants?|invited|invitees|others?|organi[sz]ations?|agenc(?:y|ies)"
    r"|partners?|delegates?|staff|guests?|colleagues|observers?|registered|registrants?|the|following|lists?|names?|of|and|or|but"
    r"|not|no|shows?|absent|absentees?|apolog(?:y|ies)|excused|regrets|all|also|with|without|from|representatives?|officers?|nobody)\b"
    r"|รายชื่อ|รายนาม|ผู้(?:ที่)?|สมาชิก|กรรมการ|คณะ|หน่วยงาน|องค์กร|บุคคล|คน|ท่าน|ที่|ซึ่ง|แต่|และ|หรือ|ลงทะเบียน|แจ้ง|ขอ|ได้รับ|เชิญ|เข้า|ร่วม"
    r"|ประชุม|ไม่|มา|ส่ง|ผู้แทน|[\W\d_])*"
)
"""What headings speak of before the verb: "Members who could not attend", ผู้ที่ไม่มาประชุม."""
_HEADINGS = (("excused", _EXCUSED), ("absent", _ABSENT), ("present", _PRESENT))
_LONGEST_HEADING = 60
_COUNTED = re.compile(r"(?<![\s(:：])[\s(:：]*+\d*+\s*+(?:คน|people|members)?[)\s:：.]*+$")
"""What may stand behind a heading: how many."""
_NAMES_FOLLOW = re.compile(r"[:：=]\s*\S|[.!?]$|\b(?:is|are|was|were)\b.*\b(?:because|due)\b")
_BOTH = re.compile(r"\bpresent\s*/|/\s*absent|มา\s*/\s*ไม่มา")


@lru_cache(maxsize=8192)
def is_total(text: str) -> bool:
    """Whether a cell begins a row of totals."""
    return _TOTAL.match(text.lower()) is not None or counts_alone(text)


@lru_cache(maxsize=8192)
def is_note(text: str) -> bool:
    """Whether a cell is a remark under or beside the list: apologies, who recorded, a legend."""
    text = text.lower()
    return _NOTE.match(text) is not None or _NOTED_BY.search(text) is not None


def stands_over(text: str) -> str | None:
    """As `standing`, of a text that is such a heading and holds nothing else: "Apologies", ผู้ไม่มาประชุม (2)."""
    text = text.lower()
    return next((state for state, heads in _HEADINGS if heads.match(text)), None)


@lru_cache(maxsize=8192)
def standing(text: str) -> str | None:
    """What a heading says of the people under it: "present", "absent", "excused"; None: it says nothing of that."""
    text = text.lower()
    if whole := stands_over(text):
        return whole
    if len(text) <= _LONGEST_HEADING and is_word_of_absence(word := _COUNTED.sub("", text)):
        return mark_of(word)
    told = _said(text)
    if told is None or len(text) > _LONGEST_HEADING or _NAMES_FOLLOW.search(text) or _BOTH.search(text) or _has_subject(text):
        return None
    return told


def _said(text: str) -> str | None:
    excused = _SAYS_EXCUSED.search(_UNEXCUSED.sub("", text))
    return "excused" if excused else "absent" if _SAYS_ABSENT.search(text) else None


@lru_cache(maxsize=8192)
def tells_of_one(text: str) -> bool:
    """Whether a sentence is about somebody who did not come, or is ill: "Daniel was ill and did not come" heads nobody."""
    low = text.lower()
    return _SENTENCE.search(text) is not None or (_said(low) is not None and _has_subject(low))


def speaks_of_many(text: str) -> bool:
    """Whether a text is made of the words that headings speak of people with: "Members who", "Invited but", ผู้ที่."""
    return _SUBJECTS.fullmatch(text.lower()) is not None


def _has_subject(text: str) -> bool:
    """Whether a text in small letters is a sentence about somebody: headings speak of members, of those who, of nobody."""
    found = _VERB.match(text) or _THAI_VERB.match(text)
    return found is not None and bool(found[1].strip()) and _SUBJECTS.fullmatch(found[1]) is None


_LABELLED = re.compile(r"([^:：]{2,40})[:：]\s*(.*)")
_SENT = re.compile(
    r"((?:apologies|regrets|excuses)(?: (?:were )?(?:received|sent|noted))?) (?:from|by)[:：]?\s+(\S.*)", re.IGNORECASE
)


def labelled(text: str) -> tuple[str, str] | None:
    """(state, what stands behind the label) of "Apologies: Ann Lee" and "Also present:"; None: it is no such label."""
    found = _SENT.fullmatch(text) or _LABELLED.fullmatch(text)
    state = standing(found[1].strip()) if found else None
    return (state, found[2].strip()) if found and state else None


@lru_cache(maxsize=8192)
def heads_people(text: str) -> bool:
    """Whether a text stands above people who were there, and says how: "Online participants", ผู้เข้าร่วมผ่านระบบออนไลน์."""
    return len(text) <= _LONGEST_HEADING and standing(text) is None and _OF_PEOPLE.search(text) is not None


def is_remark(text: str) -> bool:
    """Whether a text alone in its row is a note, also about how some took part or that one did not."""
    return is_note(text) or tells_of_one(text) or heads_people(text)


@lru_cache(maxsize=8192)
def is_sector(text: str) -> bool:
    """Whether a text is the name of a group of members: NGOs, Government, ภาครัฐ."""
    return len(text) <= _LONGEST_HEADING and _SECTOR.search(text.lower()) is not None


@lru_cache(maxsize=8192)
def is_group(text: str) -> bool:
    """Whether a text names a group of members and nothing of its own: "Police", not "Royal Thai Police"."""
    if not is_sector(text) or not text.isascii():
        return is_sector(text)
    rest = _SECTOR.sub(" ", text.lower())
    return not any(len(word) > 2 and word not in _GENERIC for word in re.findall(r"[a-z]+", rest))


def is_short(text: str) -> bool:
    """Whether a text is short enough for a heading, and no sentence."""
    return len(text) <= _LONGEST_HEADING and not text.endswith((".", "!", "?")) and text.count(" ") <= 7
