"""Remarks that say in a few words why somebody did not come, or who was sent instead: ติดภารกิจด่วน, มอบนาย... แทน."""

import re
from typing import Literal

_CAME_IN_PART = (
    r"(?!.*(?:สาย|ช่วง|เช้า|บ่าย|ครึ่ง|ก่อน|ออก|กลับ|ตามมา"
    r"|\b(?:late|early|left|leaving|morning|afternoon|part|half|first|second|until|next|future|returned|back|but)\b))"
)
"""Busy for a part of the meeting only: was there."""
_BUSY = re.compile(
    _CAME_IN_PART + r"(?:(?:ติด(?:ภารกิจ|ราชการ|ประชุม|ธุระ|งาน|อบรม|สัมมนา|เวร)|(?:ไป|เดินทางไป)ราชการ"
    r"|ลา(?:กิจ|ป่วย|พักผ่อน|พักร้อน|ราชการ|หยุด|คลอด|บวช|ประชุม))(?:ส่วนตัว|ประจำปี|อื่น|ด่วน|สำคัญ)?(?:(?:\s|ที่|กับ|ณ|ต่าง|เนื่องจาก).{0,40})?"
    r"|(?:ขอ|แจ้ง)ลา(?:กิจ|ป่วย|ประชุม)?(?:\s.{0,40})?"
    r"|(?:(?:currently|is|was) )?on (?:\w+ ){0,2}(?:leave|mission|holiday|vacation|travel)\b.{0,40}"
    r"|(?:annual|sick|medical|maternity|paternity|parental|study|personal|compassionate) leave\b.{0,40}"
    r"|(?:unable to|not able to|could ?n[o']t|can ?not|can't|was not able to) (?:attend|come|join|make it)\b.{0,60}"
    r"|(?:sent|sends|with) (?:h(?:is|er) |their )?(?:apolog(?:y|ies)|regrets)\b.{0,60})",
    re.IGNORECASE,
)
_SENT = re.compile(
    r"มอบ(?:หมาย)?(?:ให้)?(?!จาก|\s*จาก)\s*(?:.{1,60}แทน.{0,20}|(?:นาย|นาง|น\.?ส\.|ว่าที่|ดร\.|คุณ|[ก-ฮ]{1,3}\.[ก-ฮ]{1,2}\.).{2,60})"
    r"|ส่ง(?:ผู้|ตัว)แทน.{0,60}|ส่ง\s*.{1,60}\s*(?:มา|เข้า(?:ร่วม)?(?:ประชุม)?)แทน"
    r"|(?:represented|replaced|substituted) by .{2,60}|delegated to .{2,60}"
    r"|sent (?:an? |his |her |their )?(?:delegate|representative|substitute|proxy|deputy|alternate)\b.{0,60}",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    _CAME_IN_PART + r"(?:ไม่(?:ได้)?(?:ส่ง|มี)(?:ผู้|ตัว)แทน.{0,40}"
    r"|ไม่(?:ได้|สามารถ|สะดวก)?(?:มา|เข้า)(?:ร่วม)?(?:ประชุม)?(?:ได้)?"
    r"(?:\s?(?:เนื่องจาก|เพราะ|\(|ติด|\s).{0,60})?"
    r"|travell?ing[,;:] not (?:present|attending))",
    re.IGNORECASE,
)
# fmt: off
_SIGNS = (
    "ติด", "ไป", "เดินทาง", "ลา", "ขอลา", "แจ้งลา", "มอบ", "ส่ง", "ไม่", "represented", "replaced", "substituted", "delegated",
    "sent ", "sends ", "with ", "on ", "currently ", "is on", "was ", "annual", "sick", "medical", "maternity", "paternity",
    "parental", "study", "personal", "compassionate", "unable", "not able", "could", "can", "travel",
)
# fmt: on
"""Beginnings of all of them: other cells are not searched."""


def why_away(text: str) -> Literal["absent", "excused"] | None:
    """What a remark of more than one word says of the person it stands beside; None: not that the person was away.

    Args:
        text: a cell, its blanks tidied. "แทน ผอ." and "for the director" say that the person came: None.
    """
    bare = text.strip("() ")
    if not bare.casefold().startswith(_SIGNS):
        return None
    if _NOBODY.fullmatch(bare):
        return "absent"
    return "excused" if _BUSY.fullmatch(bare) or _SENT.fullmatch(bare) else None
