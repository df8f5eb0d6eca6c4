"""What a line that stands above names says of them: who came, who did not, or that something else than people follows."""

import re
from functools import lru_cache
from typing import Literal

from coalition.imports.sheets.words import heads_people, is_sector, standing

State = Literal["present", "absent", "excused", "closed"]

_MARKUP = re.compile(r"^[#>*_=\s]+|[*_=\s]+$")
_NUMBER = re.compile(r"^\(?(?:[\divxIVX๐-๙]{1,4}(?:\.[\d๐-๙]{1,2})*[.)]|[A-Za-zก-ฮ][.)])\s+")
_COUNT = re.compile(
    r"\s*[(\[]?\s*(?:(?:total|รวม|จำนวน|n)\s*[=:]?\s*)?[\d๐-๙]{1,3}\s*(?:people|persons?|members?|pax|participants?|คน|ท่าน|ราย)?"
    r"\s*[)\]]?\s*[:：]?\s*$",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(?<![\s,(–—-])[\s,(–—-]*+(?:(?:เมื่อ|ประจำ)?วัน\S*ที่|\b(?:on|of|for|dated?|held on)\b)?\s*(?:[^\W\d]+day,?\s+)?"
    r"[\d๐-๙]{1,4}(?:[\s./-]++(?:[\d๐-๙]{1,2}|[^\W\d_]{3,}+|[ก-๙][ก-๙.]{2,}+))+[\s./,-]*(?:พ\.ศ\.\s*)?[\d๐-๙]{2,4}\)?\s*$",
    re.IGNORECASE,
)
"""The day of the meeting, behind a heading."""
_LONGEST, _NO_HEADING = 70, 300
_HALVES = re.compile(r"\s*[/|]\s*|\s*[(\[]|[)\]]\s*$")
_CAME = re.compile(
    r"(?:the )?(?:(?:list|names|register) of (?:the )?)?"
    r"(?:(?:those|members|people|persons|all|committee members|who|staff)\s+)?"
    r"(?:present|in attendance|attending|attended|attendees|participants|participating|who attended|who came|came)"
    r"(?: (?:at|in) (?:the )?meeting)?(?: list| today| in person| online| \(in person\)| \(online\))?"
    r"|attendance(?: list| sheet| record| register)?|attendee list|participant list|roll call|sign[- ]?in(?: sheet| list)?"
    r"|(?:also|others?|members|guests|observers) (?:present|attending|in attendance)"
    r"|(?:บัญชี)?(?:ราย(?:ชื่อ|นาม))?(?:คณะ)?(?:กรรมการ|คณะทำงาน|สมาชิก|หน่วยงาน)?(?:ผู้)?(?:ที่)?(?:มา|เข้า|เข้าร่วม|ร่วม)(?:การ)?ประชุม"
    r"(?:ออนไลน์|ผ่านระบบ.{0,20})?"
    r"|(?:บัญชี)?(?:ราย(?:ชื่อ|นาม))?(?:ผู้)(?:ที่)?(?:มา|เข้าร่วม|ร่วม)(?:กิจกรรม|อบรม|การอบรม|สัมมนา)?|ผู้เข้าอบรม",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r"(?:action|agenda|decision|next |minutes|summary|follow[- ]?up|discussion|discussed|matters|any other|aob\b|welcome"
    r"|opening"
    r"|introduction|review|update|approval|closing|adjourn|key (?:points|messages)|resolution|outcome|purpose|objective"
    r"|background"
    r"|recommendation|to ?do|tasks?\b|assign|responsib|annex|attachment|distribution|cc\b|copies|circulat|invited?\b(?! guests)"
    r"|invitees|invitation|registered|registrants|contacts?\b|mailing|recipients|notes?\b|agreed|announcement|report|presentation"
    r"|item\b|topic|schedule|programme|program\b|time ?table|signed|signature|next)",
    re.IGNORECASE,
)
_CLOSED_THAI = re.compile(
    r"(?:ระเบียบ)?วาระ|เริ่ม(?:การ)?ประชุม|เปิด(?:การ)?ประชุม|ปิด(?:การ)?ประชุม|เลิก(?:การ)?ประชุม|เรื่อง|มติ|สรุป|กำหนดการ|ผู้จด|ผู้บันทึก|ผู้ตรวจ"
    r"|หมายเหตุ|ข้อเสนอ|งานที่มอบหมาย|ผู้รับผิดชอบ|สิ่งที่ต้อง|แผน|รายงาน|ผู้ได้รับเชิญ|ผู้รับเชิญ(?!เข้าร่วม)|สำเนา|รายชื่อผู้ติดต่อ|ประธานกล่าว|ที่ประชุม|ลงชื่อ"
)
_NAMES_BEHIND = re.compile(r"[:：]\s*\S")
_SENTENCE = re.compile(r"[.!?]$")


def bare(text: str) -> str:
    """A line without marks of emphasis, its number, its colon and the count behind it."""
    if len(text) > _NO_HEADING:  # a paragraph: the patterns of days would take their time over it
        return text
    text = _NUMBER.sub("", _MARKUP.sub("", text))
    text = _MARKUP.sub("", text.rstrip(" :：–—-"))
    for pattern in (_DAY, _COUNT):
        text = pattern.sub("", text).rstrip(" :：–—-,(") or text
    return text


@lru_cache(maxsize=4096)
def heading_of(text: str) -> State | None:
    """What a line says of those named below it; None: it is no such heading.

    "closed": the list of people has ended, for an agenda, actions or an invitation follow.
    """
    plain = bare(text)
    if not plain or len(plain) > _LONGEST or _NAMES_BEHIND.search(plain):
        return None
    halves = [half for half in _HALVES.split(plain) if half]
    for one in dict.fromkeys((plain, *halves)):
        if state := standing(one.rstrip(" :")):
            return state  # type: ignore[return-value]
        if _CAME.fullmatch(one.strip()):
            return "present"
    if _CLOSED_THAI.match(plain) or (_CLOSED.match(plain) and not _SENTENCE.search(plain)):
        return "closed"
    return None


def is_group(text: str) -> bool:
    """Whether a line is the heading of a group of those who came: "NGOs:", ภาครัฐ, "Online:"."""
    plain = bare(text)
    return 0 < len(plain) <= _LONGEST and (is_sector(plain) or heads_people(plain))


def label_of(text: str) -> tuple[State, str] | None:
    """(what it says, what stands behind it) of "Present: Ann Lee, Bo Chan"; None: it begins with no such heading."""
    head, colon, rest = text.replace("：", ":").partition(":")
    if not colon:
        found = re.match(r"([^–—-]{3,40}?)\s+[–—-]\s+(\S.*)", text)
        if not found:
            return None
        head, rest = found[1], found[2]
    state = heading_of(head.strip())
    return (state, rest.strip(" *_")) if state and len(head) <= _LONGEST else None
