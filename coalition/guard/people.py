"""Who somebody is: a name after a title, a rank, an office or a cue. A name without either is not found.

Thai writes no spaces, so a title may be the beginning of another word (นายจ้าง, employer) or stand across two words
(พัฒนางาน, develop work). What may follow or stand before is listed in `title_words`.
"""

import re
from collections.abc import Iterator

from coalition.guard import title_words as words
from coalition.guard.kinds import Kind
from coalition.guard.role_titles import EXPRESSIONS as _RANKED

_THAI = r"[เแโใไก-ฮ][ก-๙]{1,25}"
_CAPITAL = r"[A-Z][A-Za-z'-]{1,30}"
_NAME = rf"\s?(?!{words.NOT_A_NAME})(?:{_THAI}|{_CAPITAL})"
_RANK = "(?:ครู|มหา|อาจารย์|ปลัด|สมุห์)"
_SYLLABLE = r"[A-Z][a-z]{1,9}\b"
_EITHER = rf"(?:{_CAPITAL}|[ก-๙]{{2,30}})"
_WHOSE = "her|his|their|whose|my|the girl's|the boy's|victim's|survivor's|real|full|first|last|nick|child's"
_TITLED = (
    rf"(?<!ท)(?<!เจ้า)(?<!ขุน)(?<!ข)(?<!\d)(?<!\d )นาย(?!{words.AFTER_NAI}){_NAME}",
    rf"{words.BEFORE_NANG}นาง(?!{words.AFTER_NANG}){_NAME}",
    rf"{words.BEFORE_CHILD}(?:นางสาว|น\.\s?ส\.|ด\.\s?[ชญ]\.|เด็กหญิง|เด็กชาย|สามเณร|แม่ชี|ดช\.|ดญ\.|นส\.){_NAME}",
    rf"{words.BEFORE_PHRA}พระ(?:{_RANK}\s?|(?!{_RANK}))(?!{words.AFTER_PHRA})\s?(?!{words.NOT_A_NAME}){_THAI}",
    rf"(?<!ขอบ)(?<!เป็น)(?<!มี)(?<!พระ)(?<!ตรง)คุณ(?!{words.AFTER_KHUN}){_NAME}",
    rf"(?<!พี่)(?<!พี่ )น้อง(?!\s?{words.AFTER_NONG})(?!\s?{words.NOT_A_NAME}){_NAME}",
    rf"\b(?i:mr|mrs|mister|mstr)\b\.?\s?(?!(?i:{words.NOT_AFTER_MR})\b)(?:[A-Za-z'-]{{2,30}}|[ก-๙]{{2,30}})",
    r"\b(?:Mr|Mrs|Ms)\.?[A-Z][a-z'-]{1,30}",
    rf"(?<!\d )\b(?:Ms|MS|ms)\b\.?\s?(?!{words.PROGRAMS}\b){_EITHER}",
    r"\bms\.\s?[a-z]{2,30}",
    rf"\b(?:Miss|MISS)\b\.?\s?{_EITHER}",
    rf"\bMaster\.?\s(?!{words.MASTERS}\b){_CAPITAL}",
    rf"(?<!Wat )(?<!Ban )(?<!Baan )\b(?:Nong|Khun|Daw|Naw|Phra)\s(?!{words.PLACES}\b){_CAPITAL}",
    rf"\b(?:Ma|Ko|U|Maung|Saw|Nang)\s{_SYLLABLE}\s{_SYLLABLE}",
)
_CUED = (
    rf"{words.NOT_A_THING}\bnamed\s{_CAPITAL}",
    rf"\b(?i:(?:{_WHOSE})\s?(?:name|nickname)(?:\sis|:|\s=)?)\s(?!is\b){_CAPITAL}",
    rf"\b(?:name|nickname)\sis\s(?!(?i:not|no|on|the|in)\b){_CAPITAL}",
    rf"(?:ชื่อ\s?(?:-|/|และ)?\s?)?(?:นาม)?สกุล(?!เงิน)\s?[:=]?{_NAME}",
    rf"\b(?i:(?:nick)?name|surname|aka|a\.k\.a\.|alias)\s?[:=]\s?{_EITHER}",
    rf"\b(?i:aka|a\.k\.a\.|also known as|goes by|known as|answers to)\s{_CAPITAL}",
    rf"\b(?i:{words.PERSON})\s(?:is\s|was\s|who is\s)?called\s{_CAPITAL}",
    rf"(?:นามว่า|(?<!เ)ชื่อว่า|ชื่อเล่นว่า|ชื่อจริงว่า|ชื่อเล่น|ชื่อจริง|ฉายา)\s?[:=]?{_NAME}",
    rf"{words.BEFORE_CALLED}ชื่อ\s?[:=]?\s?(?!{words.AFTER_CALLED})(?:{_THAI}|{_CAPITAL})",
)
_NAMES = [re.compile(expression) for expression in (*_TITLED, *_CUED, *_RANKED)]


def spans(text: str) -> Iterator[tuple[Kind, int, int]]:
    """(kind, start, end) of names in a folded text."""
    for expression in _NAMES:
        for found in expression.finditer(text):
            yield Kind.NAME, found.start(), found.end()
