"""What stands beside a name in one line: an organization, a position, an address, a telephone number, a remark."""

import re
from functools import lru_cache
from typing import Literal

from coalition.imports.cells.kinds_behind import says_its_kind
from coalition.imports.cells.names import looks_like_organization
from coalition.imports.cells.not_people import is_role
from coalition.imports.cells.text import has_thai
from coalition.imports.cells.titles import split_titles
from coalition.imports.sheets.people_names import is_known
from coalition.imports.sheets.presence import mark_of, sent_somebody, without_absence

Kind = Literal["email", "phone", "organization", "role", "remark", "mark", "none", "open"]

_MAIL = re.compile(r"(?:e-?mail|อีเมล)?\s*[:：]?\s*<?[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+>?", re.IGNORECASE)
_PHONE = re.compile(r"(?:tel|phone|mobile|โทร(?:ศัพท์)?)?[.:：\s]*\+?\d[\d\s\-().]{7,18}", re.IGNORECASE)
_LABEL = re.compile(r"(?:e-?mail|อีเมล|tel|phone|mobile|โทร(?:ศัพท์)?)[.:：\s]*", re.IGNORECASE)
_ROLE = re.compile(
    r"(?:.*\b)?(?:director|manager|officer|coordinator|head|chief|secretary|assistant|worker|lawyer|attorney|advis[oe]r|specialist"
    r"|chair(?:man|woman|person)?|president|deputy|staff|intern|volunteer|teacher|nurse|doctor|inspector|superintendent"
    r"|counsell?or|executive|founder|representative|member|treasurer|facilitator|moderator|interpreter|translator|prosecutor"
    r"|judge|mayor|governor|consultant|analyst|trainer|supervisor|administrator|principal|rapporteur|note[- ]?taker|clerk|guest"
    r"|observer|speaker|host|pastor|psychologist|commander|leader|lead|liaison)s?(?:\s+(?:of|for)\s.*)?",
    re.IGNORECASE,
)
_ROLE_THAI = re.compile(
    r"(?:ผู้อำนวยการ|ผอ\.?|รอง(?!เท้า)|หัวหน้า|ผู้จัดการ|ผู้ประสานงาน|เจ้าหน้าที่|เจ้าพนักงาน|นัก(?:สังคม|จิต|พัฒนา|วิชาการ|วิเคราะห์|กฎหมาย|จัดการ|บริหาร|ประชา|ศึกษา|ทรัพยากร)"
    r"|นิติกร|ปลัด|นายก|กรรมการ|ประธาน|เลขา|ผู้ช่วย|ที่ปรึกษา|ผู้กำกับ|สารวัตร|ครู|พนักงาน|อาสา|ทนาย|ล่าม|ผู้แทน|ตัวแทน|อัยการ|ผู้ว่า|นายอำเภอ|ศึกษานิเทศก์"
    r"|แพทย์|พยาบาล|ผู้บังคับ|ผบ|สว\.|ผกก|รอง\s?ผกก|พัฒนาการ|พัฒนาสังคม|ผู้พิพากษา|อาจารย์|วิทยากร|ผู้สังเกตการณ์|สมาชิก|คณะทำงาน|ผู้เข้าร่วม|จนท)"
)
_OF_ORGANIZATION = re.compile(
    r"((?:รอง|ผู้ช่วย)?(?:ผู้อำนวยการ|ผอ\.?|หัวหน้า|ผู้แทน|ตัวแทน|เจ้าหน้าที่|ประธาน|เลขานุการ|ผู้จัดการ|ผู้ประสานงาน|พนักงาน|อาสาสมัคร|ปลัด|นายก|รอง\s?ผกก\.?|ผกก\.?|ผู้กำกับ(?:การ)?|สว\.|สารวัตร))\s*(?:จาก|ของ)?\s*(.{3,})"
)
_ENGLISH_OF = re.compile(r"(.{3,40}?)\s+(?:of|at|from|for|with)\s+(?:the\s+)?(\S.*)")
_STARTS_THAI = re.compile(
    r"มูลนิธิ|มูลฯ|สมาคม|สำนักงาน|สนง|พมจ|กระทรวง|กรม|ศูนย์|บ้านพัก|ตำรวจ|โรงพยาบาล|โรงเรียน|มหาวิทยาลัย|เทศบาล|อบต|อบจ|องค์การ|องค์กร|สถานี|เครือข่าย|บริษัท"
    r"|ที่ว่าการ|จังหวัด|อำเภอ|ภ\.จว|สภ\.?|ตม\.|รพ\.|รร\.|สสจ|ปค\.|กอง|สถาบัน|ด่าน|อัยการ(?=จังหวัด)|สภา|คณะ|วัด|โบสถ์|คริสตจักร|แขวง"
)
_WAY = re.compile(
    r"\s*[(\[](?:(?:joined |attended )?(?:online|remotely|late|via \w+|by \w+|zoom|virtual(?:ly)?|in person"
    r"|onsite|on[- ]site)|left\b[^()]*|joined\b[^()]*|arrived\b[^()]*|until\b[^()]*"
    r"|from \d[^()]*|ออนไลน์|ผ่าน[^()]*|(?:มา)?สาย|กลับก่อน[^()]*)[)\]]\s*$",
    re.IGNORECASE,
)
_TAGGED = re.compile(r"\s*(ตำแหน่ง|สังกัด|หน่วยงาน|(?:position|organi[sz]ation)(?=\s*:))\s*[:：]?\s*(?=\S)", re.IGNORECASE)


@lru_cache(maxsize=8192)
def kind_of(text: str) -> Kind:
    """What a part of a line holds; "open": a text that may be an organization, a position or a name."""
    if not any(map(str.isalnum, text)):
        return "none"
    if _MAIL.fullmatch(text):
        return "email"
    if _PHONE.fullmatch(text):
        return "phone"
    if without_absence(text)[1] or sent_somebody(text):
        return "remark"
    if len(text) > 1 and mark_of(text) == "present" and not text.isdigit():
        return "mark"
    if is_position(text):
        return "role"
    if is_organization(text):
        return "organization"
    return "open"


def is_position(text: str) -> bool:
    """Whether a text is what somebody does, with or without where."""
    if has_thai(text):
        return _ROLE_THAI.match(text) is not None or is_role(text)
    return is_role(text) or (_ROLE.fullmatch(text) is not None and not is_known(text))


def is_organization(text: str) -> bool:
    """Whether a text is plainly an organization."""
    if has_thai(text):
        return not split_titles(text)[0] and (_STARTS_THAI.match(text) is not None or looks_like_organization(text))
    return looks_like_organization(text) or is_known(text) or says_its_kind(text)


def without_way(text: str) -> str:
    """A text without how somebody was there, in brackets behind it: "IJM (online)", "Open Door (left at 10:30)"."""
    return _WAY.sub("", text)


def bare_contact(text: str) -> str:
    """An address or a number without "Tel." before it."""
    return _LABEL.sub("", text).strip(" <>.:")


_PART_PLAYED = re.compile(
    r"(.+\S)\s+((?:รอง)?(?:ประธาน|กรรมการ|เลขานุการ|คณะทำงาน|ที่ปรึกษา|ผู้ช่วยเลขา)\S*"
    r"(?:\s\S*(?:กรรมการ|เลขานุการ))?)"
)
"""What somebody is at the meeting, at the end of a line of Thai minutes."""


_INSTEAD_OF = re.compile(r"[(\[]?\s*(?:เข้าประชุม|มา)?แทน\s*[)\]]?\s*(.*)")


def office_behind(text: str) -> str | None:
    """The office of whom somebody came for: "แทน ผอ.สำนักงานแรงงาน" -> "สำนักงานแรงงาน"; "": none; None: came for nobody."""
    found = _INSTEAD_OF.fullmatch(text)
    if found is None:
        return None
    organization = role_and_organization(found[1])[1]
    return organization or (
        found[1] if is_organization(found[1]) and not split_titles(found[1])[0] and not is_position(found[1]) else ""
    )


def role_and_organization(text: str) -> tuple[str, str]:
    """(position, organization) of "Director of River House" and ผู้อำนวยการมูลนิธิ...; ("as written", "") of others."""
    if played := _PART_PLAYED.fullmatch(text):
        role, organization = role_and_organization(played[1].rstrip(" ,"))
        return (role, organization) if organization else (text, "")
    found = _OF_ORGANIZATION.fullmatch(text)
    if found and _STARTS_THAI.match(found[2]):
        return found[1], found[2].strip()
    if has_thai(text):
        words = text.split()
        at = next((i for i, word in enumerate(words) if i and _STARTS_THAI.match(word)), None)
        return (" ".join(words[:at]), " ".join(words[at:])) if at else (text, "")
    found = _ENGLISH_OF.fullmatch(text)
    return (found[1], found[2].strip()) if found and is_position(found[1]) and is_organization(found[2]) else (text, "")


def tail_of(text: str) -> tuple[str, str]:
    """(title and name, what follows) of "นายสมชาย ใจดี ผู้อำนวยการ" and "Ann Lee IJM": nothing but a blank is between them.

    A Thai name is two words, three or four with "ณ".
    """
    titles, name = split_titles(text)
    words = name.split()
    if not has_thai(name):
        at = 2 if len(words) > 2 and is_organization(" ".join(words[2:])) else 0
        known = at and all(word[:1].isupper() for word in words) and not is_organization(" ".join(words[:2]))
        return (f"{titles} {' '.join(words[:2])}".strip(), " ".join(words[2:])) if known else (text, "")
    length = 2
    if len(words) > 2 and "ณ" in words[1:3]:
        length = words.index("ณ", 1) + 2
    if not has_thai(name) or len(words) <= length:
        return text, ""
    tail = " ".join(words[length:])
    if not titles and kind_of(tail) not in {"role", "organization"}:
        return text, ""
    head = text[: text.rindex(words[length])] if text.count(words[length]) == 1 else f"{titles}{' '.join(words[:length])}"
    return head.strip(), tail


def tagged(text: str) -> tuple[str, str, str]:
    """(before, position, organization) of "นาย… ตำแหน่ง … สังกัด …"."""
    pieces = _TAGGED.split(text)
    told = {"role": "", "organization": ""}
    for word, value in zip(pieces[1::2], pieces[2::2], strict=True):
        told["role" if word.casefold() in {"ตำแหน่ง", "position"} else "organization"] = value.strip(" ,;")
    return pieces[0].strip(" ,;"), told["role"], told["organization"]
