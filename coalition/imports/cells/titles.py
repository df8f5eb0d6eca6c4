"""Titles and ranks before a name, Thai and English. A rank is never part of who somebody is: ranks change."""

import re

# Dots and blanks inside are optional where the last dot or a blank ends the title; letters glued to the name need their dots.
_THAI_WORD_LIST = (
    "ว่าที่ร้อยตรี ว่าที่ร้อยโท ว่าที่ร้อยเอก พลตำรวจเอก พลตำรวจโท พลตำรวจตรี พันตำรวจเอก พันตำรวจโท "
    "พันตำรวจตรี ร้อยตำรวจเอก ร้อยตำรวจโท "
    "ร้อยตำรวจตรี นายดาบตำรวจ ดาบตำรวจ จ่าสิบตำรวจ สิบตำรวจเอก สิบตำรวจโท สิบตำรวจตรี พลเอก พลโท พลตรี "
    "พันเอก พันโท พันตรี ร้อยเอก ร้อยโท ร้อยตรี "
    "จ่าสิบเอก สิบเอก สิบโท สิบตรี ศาสตราจารย์ รองศาสตราจารย์ ผู้ช่วยศาสตราจารย์ นายแพทย์ แพทย์หญิง เด็กชาย "
    "เด็กหญิง นางสาว นาย นาง คุณ อาจารย์ "
    "ทันตแพทย์หญิง ทันตแพทย์ เภสัชกรหญิง เภสัชกร หม่อมราชวงศ์ หม่อมหลวง "
    "ครู พระมหา พระครู พระอาจารย์ พระ แม่ชี ทนายความ ทนาย ดอกเตอร์"
)
_THAI_DOTTED_LIST = (
    "ว่าที่ร.ต. ว่าที่ร.ท. ว่าที่ร.อ. พล.ต.อ. พล.ต.ท. พล.ต.ต. พ.ต.อ. พ.ต.ท. พ.ต.ต. ร.ต.อ. ร.ต.ท. ร.ต.ต. "
    "ด.ต. จ.ส.ต. ส.ต.อ. ส.ต.ท. ส.ต.ต. พล.อ. พล.ท. "
    "พล.ต. พ.อ. พ.ท. พ.ต. ร.อ. ร.ท. ร.ต. จ.ส.อ. จ.ส.ท. ส.อ. ส.ท. ส.ต. อส. น.ส. ด.ช. ด.ญ. ดร. ศ. รศ. ผศ. อ. "
    "ม.ร.ว. ม.ล. นพ. พญ. ทพ. ทพญ. ภก. ภญ."
)
_MARK = "\u0e30-\u0e3a\u0e45-\u0e4e"  # letters no Thai word begins with


def _dotted(title: str) -> str:
    """`พ.ต.ท.` also as `พ.ต.ท `, `พ. ต. ท.`, `พตท.`; one letter (`ศ.`, `อ.`) only with its dot."""
    parts = title.rstrip(".").replace("ว่าที่", r"ว่าที่\s?").split(".")
    return r"\.?\s?".join(parts) + (r"\." if len(parts) == 1 else r"(?:\.|(?=\s))")


_THAI_DOTTED_RE = re.compile(
    "(?:"
    + "|".join(_dotted(t) for t in sorted(_THAI_DOTTED_LIST.split(), key=len, reverse=True))
    + r")(?:\s*หญิง(?=\s|[ก-ฮเ-ไ]))?\s*"
)
_IS_RANK = re.compile("^(?:ว่าที่)?(?:พล|พัน|ร้อย|นายดาบ|ดาบ|จ่า|สิบ)")  # glued to one, "หญิง" belongs to it and not to the name
_THAI_WORD_RES = [
    re.compile(rf"{word}(?:\s*\(?หญิง\)?(?=\s{'|[ก-ฮเ-ไ]' if _IS_RANK.match(word) else ''}))?\s*")
    for word in sorted(_THAI_WORD_LIST.split(), key=len, reverse=True)
]
_ANY_THAI_WORD = re.compile("|".join(_THAI_WORD_LIST.split()))
_THAI_LETTER = re.compile("[\u0e00-\u0e7f]")
# 'นายก' (mayor, president of) is an office; คุณหญิง is carried like a name.
_NO_TITLE = re.compile(
    r"นายก(?:\s|$|อบต|อบจ|เทศ|สมาคม|รัฐ|องค์|เหล่า|เมือง|สภา)|คุณหญิง|ครูบา|พระเจ้า|พระองค์|นายอำเภอ"
    r"|นายทะเบียน|นายหน้า|นางแบบ"
)
_MAY_BE_NAME = frozenset({"พระ", "ครู", "อาจารย์"})  # glued to a single word they may be its beginning

_RANKS = (
    r"Pol|Police|Lt|Lieutenant|Col|Colonel|Maj|Major|Gen|General|Capt|Captain|Sgt|Sergeant|Sen|Senior|Insp"
    r"|Inspector|Cpl|Corporal|"
    r"Pvt|Const|Constable|Adm|Cdr|Sub|SSgt|Sqn|Wg|Flt|Gp"
)
_ENGLISH_DOTTED = re.compile(
    rf"(?:{_RANKS}|Acting|Asst|Assoc|Prof|Dr|Mr|Mrs|Ms|Mx|Rev|Fr|Sr|Hon|Atty|Engr|Adv|Smt|Shri|Cllr)\.\s*(?=\S)", re.IGNORECASE
)
_ENGLISH_WORDS = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Khun|Ajarn|Ajahn|Acharn|Kru|Rev|Reverend|Sister|Pastor|Herr"
    r"|Frau|Mme|Mlle|Madame|Atty|Engr|Shri|Smt"
    r"|PGEN|PLTGEN|PMGEN|PBGEN|PCOL|PLTCOL|PMAJ|PCPT|PLT|PEMS|PCMS|PSMS|PMSG|PSSG|PCPL)\s+(?=\S)",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\((?:Mrs|Ms|Miss|Mr|นาง|นาย|นางสาว|น\.\s?ส)\.?\)\s*(?=\S)", re.IGNORECASE)
"""Dr. (Mrs.) Sulekha Das."""
_ENGLISH_RANKS = re.compile(rf"(?:(?:{_RANKS})\.?\s+){{2,}}(?=\S)", re.IGNORECASE)
_ONE_RANK = re.compile(
    r"(?:Pol|Police|Lieutenant|Colonel|Captain|Sergeant|Inspector|Lt|Col|Capt|Sgt)\s+(?=\S+\s+\S)", re.IGNORECASE
)
_DEGREE = re.compile(r"\s*,\s*(?:Ph\.?\s?D|M\.?D|M\.?A|M\.?Sc|MSW|LL\.?[BMD]|J\.?D|R\.?N|Esq|Jr)\.?$", re.IGNORECASE)
_POLICE = re.compile(
    r"\b(?:Pol|Police|P(?:LT|M|B)?GEN|P(?:LT)?COL|PMAJ|PCPT|PLT|PEMS|P[CSM]MS|PMSG|PSS[Gg]|PCPL)\b|ตำรวจ|^(?:พล\.?ต\.?[อทต]|พ\.?ต\.?[อทต]|ร\.?ต\.?[อทต]|ด\.?ต|จ\.?ส\.?ต"
    r"|ส\.?ต\.?[อทต])(?:[.\s]|$)"
)


def split_titles(name: str) -> tuple[str, str]:
    """(titles and ranks as written, the name without them). A name that only begins like a title stays whole.

    'พ.ต.ท.วิรัตน์ มูลเมือง' -> ('พ.ต.ท.', 'วิรัตน์ มูลเมือง'); 'Drake Smith', 'Khunying Kanit', 'คุณากร ใจดี' -> ('', as written).
    """
    titles: list[str] = []
    rest = _DEGREE.sub("", name) if "," in name else name
    while len(titles) < 4 and (end := _title_end(rest)):
        titles.append(rest[:end].strip())
        rest = rest[end:].strip()
    return " ".join(titles), rest


def _title_end(text: str) -> int:
    """Where the title at the beginning ends; 0: there is none, or nothing would be left of the name."""
    for pattern in (_IN_BRACKETS, _ENGLISH_RANKS, _ENGLISH_DOTTED, _ENGLISH_WORDS, _ONE_RANK):
        if match := pattern.match(text):
            return match.end() if re.search(r"[^\W\d_]{2}", text[match.end() :]) else 0
    if not _THAI_LETTER.match(text) or _NO_TITLE.match(text):
        return 0
    if match := _THAI_DOTTED_RE.match(text):
        rest = text[match.end() :]
        if _can_begin(rest) or _THAI_DOTTED_RE.match(rest):
            return match.end()
    for pattern in _THAI_WORD_RES if _ANY_THAI_WORD.match(text) else ():
        if (match := pattern.match(text)) and _can_begin(rest := text[match.end() :]):
            single = match.group() in _MAY_BE_NAME and " " not in rest
            return 0 if single else match.end()
    return 0


def _can_begin(rest: str) -> bool:
    """Whether a name can begin here: two letters, the first of them no mark that hangs on another."""
    return re.match(rf"[^{_MARK}\s.,()\-][^\s.,()]", rest) is not None


def is_police_title(titles: str) -> bool:
    """Whether the rank is one of the police; a hint for the sector, no more."""
    return _POLICE.search(titles) is not None
