"""Where somebody lives or is: points on the map, addresses of houses and rooms; and plates of vehicles, document numbers."""

import re
from collections.abc import Iterator

from coalition.guard.kinds import Kind

_NUMBER = r"\d{1,3}\.\d{1,8}"
_HOUSE = r"\d{1,4}(?:/\d{1,4})?"
_STREET = r"(?-i:Road|Rd|Street|St|Lane|Avenue|Ave|Alley)\b"
_LODGING = (
    r"(?:guest\s?house|hotel|apartment|mansion|condo|dorm|hostel|resort|โรงแรม|หอพัก"
    r"|อพาร์ต|อพาร์ท|แมนชั่น|รีสอร์ต|รีสอร์ท|เกสต์เฮาส์|คอนโด)"
)
_NO_PLATE = (
    r"(?!(?:คน|พม|(?:ชม|กม|กก)(?![\s-]?\d{3})|รร|ตร|พบ|รพ|สภ|อบ|นน|วน|ลบ|ตม|ปค|สน|สส|ศพ|มท"
    r"|ชร|ลป|(?:มค|กพ|พค|กค|สค|กย|ตค|พย|ธค)(?=[\s-]?(?:25)?\d\d(?!\d)))(?![ก-ฮ]))"
)
_PROVINCE = (
    r"(?:กรุงเทพ|กทม|กระบี่|กาญจนบุรี|กาฬสินธุ์|กำแพงเพชร|ขอนแก่น|จันทบุรี|ฉะเชิงเทรา|ชลบุรี|ชัยนาท|ชัยภูมิ|ชุมพร|เชียง|ตรัง|ตราด|ตาก|นคร|นนทบุรี|นราธิวาส"
    r"|น่าน|บึงกาฬ|เบตง|บุรีรัมย์|ปทุมธานี|ประจวบ|ปราจีน|ปัตตานี|พะเยา|พังงา|พัทลุง|พิจิตร|พิษณุโลก|เพชร|แพร่|ภูเก็ต|มหาสารคาม|มุกดาหาร|แม่ฮ่องสอน"
    r"|ยโสธร|ยะลา|ร้อยเอ็ด|ระนอง|ระยอง|ราชบุรี|ลพบุรี|ลำปาง|ลำพูน|เลย|ศรีสะเกษ|สกลนคร|สงขลา|สตูล|สมุทร|สระ|สิงห์บุรี|สุโขทัย|สุพรรณ|สุราษฎร์"
    r"|สุรินทร์|หนองคาย|หนองบัว|อยุธยา|พระนครศรี|อ่างทอง|อำนาจเจริญ|อุดรธานี|อุตรดิตถ์|อุทัยธานี|อุบล)"
)
_PLATE_WORD = r"(?:ป้าย\s?ทะเบียน|ทะเบียน\s?รถ|รถ\s?ทะเบียน|ทะเบียน|ป้าย)\s?(?:เลขที่?|หมายเลข|:)?"
_VEHICLE = r"(?:รถ|กระบะ|เก๋ง|มอเตอร์ไซค์|จยย|\bcar\b|\bvan\b|pick-?up|truck|motorbike|toyota|honda|isuzu|mazda|nissan|ford)"
_POINT_WORD = r"(?:พิกัด|\blat(?:itude)?\b|\blong?(?:itude)?\b|\bgps\b|coordinates?|ละติจูด|ลองจิจูด)"
_PLUS = "CFGHJMPQRVWX"
_SHORT_WORD = r"(?:on|in|at|of|by|to|is|or|as|an|we|be|us|if|up|so|do|it|he|me|my|no|go|a|i|for|and|the|was|all|get|per|sum)"
_DOCUMENT = (
    r"(?:passport|พาสปอร์ต|พาสปอต|หนังสือเดินทาง|visa|วีซ่า|work\s?permit|ใบอนุญาตทำงาน|unhcr|nrc|\bhn\b|\ban\b|id\s?card|identity\s?card"
    r"|สูติบัตร|ทะเบียนบ้าน|เลขประจำตัว|บัตรประชาชน|บัตรเลขที่|travel document|border pass|บัตรผ่านแดน)"
)
_EXPRESSIONS = (
    (Kind.COORDINATES, r"(?<![\d.,])-?\d{1,3}\.\d{3,10}\s?°?\s?[NS]?\s?[,;/ ]\s?-?\d{1,3}\.\d{3,10}(?!\d)"),
    (Kind.COORDINATES, r"(?<![\d.,])\d{1,3}\.\d{4,12}(?!\d)"),
    (Kind.COORDINATES, rf"{_POINT_WORD}[^\d]{{0,15}}{_NUMBER}"),
    (Kind.COORDINATES, r"\d{1,3}\s?°\s?\d{1,2}(?:\.\d+)?\s?'?"),
    (Kind.COORDINATES, rf"(?<![\d.]){_NUMBER}\s?°?\s?[NS]\b[\s,;/]{{0,3}}{_NUMBER}\s?°?\s?[EW]\b"),
    (Kind.COORDINATES, rf"(?<![A-Za-z0-9+])(?=[\d+]{{0,8}}[{_PLUS}])[2-9{_PLUS}]{{4,8}}\+[2-9{_PLUS}]{{2,3}}(?![A-Za-z0-9])"),
    (Kind.COORDINATES, r"\b\d{1,2}[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?\d{3,5}\s?\d{3,5}(?!\d)"),
    (Kind.COORDINATES, r"///[^\W\d]{2,20}\.[^\W\d]{2,20}\.[^\W\d]{2,20}"),
    (Kind.DOCUMENT, rf"(?<![A-Za-z0-9])(?!TH\d{{6}}(?!\d)|{_SHORT_WORD}[ -])[A-Z]{{1,3}}[ -]?\d{{6,9}}(?![A-Za-z0-9])"),
    (Kind.DOCUMENT, r"(?<![\d/])\d{1,2}\s?/\s?[A-Za-z]{3,12}\s?\(\s?[A-Z]{1,6}\s?\)\s?\d{4,6}"),
    (Kind.DOCUMENT, r"\b\d{3}-\d{2}C\d{5}\b"),
    (Kind.DOCUMENT, rf"{_DOCUMENT}(?:\s?(?:no|number|id|เลขที่|หมายเลข)\b)?[^\d,;]{{0,12}}\d(?:[\s-]?\d){{4,11}}(?!\d)"),
    (Kind.ADDRESS, rf"บ้าน\s?เลขที่\s?{_HOUSE}|อยู่\s?(?:ที่\s?)?(?:บ้าน\s?)?เลขที่\s?{_HOUSE}"),
    (Kind.ADDRESS, rf"เลขที่\s?{_HOUSE}\s?(?:หมู่|ม\.|ซอย|ซ\.|ถนน|ถ\.|ต\.|ตำบล)"),
    (Kind.ADDRESS, rf"(?<![\d/-]){_HOUSE}\s?(?:หมู่ที่|หมู่)\s?\d{{1,2}}(?!\d)"),
    (Kind.ADDRESS, r"(?<![\d/-])\d{1,4}/\d{1,4}\s?ม\.\s?\d{1,2}(?!\d)"),
    (Kind.ADDRESS, r"(?<![\d/-])\d{1,4}\s?ม\.\s?\d{1,2}\s?(?:ต\.|ตำบล|บ้าน|บ\.|อ\.|อำเภอ)"),
    (Kind.ADDRESS, r"\bvillage\s(?:no\.?|number|#)\s?\d{1,3}"),
    (Kind.ADDRESS, r"หมู่(?:ที่)?\s?\d{1,2}\s?(?:(?:บ้าน|บ\.)[ก-๙]{2,30}\s?)?(?:ต\.|ตำบล)"),
    (Kind.ADDRESS, r"หมู่(?:ที่)?\s?\d{1,2}\s?(?:บ้าน|บ\.)\s?[ก-๙]{2,}"),
    (Kind.ADDRESS, rf"(?<![\d/-]){_HOUSE}\s?(?:ซอย|ซ\.|ถนน|ถ\.)"),
    (Kind.ADDRESS, r"(?:ซอย|(?<![ก-๙])ซ\.)\s?[ก-๙\d]{1,30}\s{0,2}(?:แยก\s?\d{1,3}\s?)?(?:ถนน|ถ\.)"),
    (Kind.ADDRESS, r"(?<!วันที่ )(?<!วันที่)(?<![\d/-])\d{1,4}/\d{1,4}\s?(?:ต\.|ตำบล)"),
    (Kind.ADDRESS, r"(?<![\d/-])\d{1,4}/\d{1,4}\s?(?:หมู่บ้าน|ชุมชน|คอนโด|แฟลต)"),
    (Kind.ADDRESS, r"ห้อง\s?(?:พัก|เช่า)\s?(?:เลขที่\s?)?\d{2,4}"),
    (Kind.ADDRESS, rf"(?:\broom|ห้อง)\s?(?:no\.?|number|เลขที่)?\s?\d{{3,4}}(?!\d)[^\d]{{0,25}}{_LODGING}"),
    (Kind.ADDRESS, rf"{_LODGING}[^\d]{{0,25}}(?:\broom|ห้อง)\s?(?:no\.?|number|เลขที่)?\s?\d{{2,4}}(?!\d)"),
    (Kind.ADDRESS, rf"(?<![\d/]){_HOUSE},?\s{{0,2}}(?:moo|mu|village no\.?|m\.)\s?\d{{1,2}}(?!\d)"),
    (Kind.ADDRESS, r"\b(?:moo|mu)\s?\d{1,2}\b"),
    (Kind.ADDRESS, rf"\bhouse\s?(?:no\.?|number|#)\s?:?\s?{_HOUSE}"),
    (Kind.ADDRESS, rf"\bhouse\s{_HOUSE},?\s(?:village|moo|mu|soi)\b"),
    (Kind.ADDRESS, rf"(?<![\d/]){_HOUSE},?\s(?-i:(?:[A-Z][\w'-]{{1,20}}\s){{1,3}}){_STREET}"),
    (Kind.ADDRESS, r"\bsoi\s?(?:\d{1,3}\b|(?!dao\b)(?-i:[A-Z])[\w'-]{2,20})"),
    (Kind.ADDRESS, rf"\b(?:lives?|living|stays?|staying|resid(?:es?|ing))\sat\s(?:no\.?\s|house\s|number\s)?{_HOUSE}"),
    (Kind.ADDRESS, r"(?:พัก|อาศัย|อยู่)(?:อยู่)?\s?(?:ที่)?\s?\d{1,4}/\d{1,4}(?![\d/])"),
    (Kind.ADDRESS, r"ซอย\s?(?:[ก-๙]{2,25}\s?)?\d{1,3}(?!\d)"),
    (Kind.PLATE, rf"{_PLATE_WORD}\s?\d?\s?[ก-ฮ]{{1,3}}[\s-]?\d{{1,4}}(?!\d)"),
    (Kind.PLATE, r"\b(?:licen[cs]e\s)?plate\s?(?:no\.?|number|is|:)?\s?(?:[A-Z0-9]{1,3}|\d?[ก-ฮ]{1,3})[\s/-]?\d{2,4}\b"),
    (Kind.PLATE, rf"{_VEHICLE}[^\d]{{0,15}}(?<![ก-๙]){_NO_PLATE}[ก-ฮ]{{2}}[\s-]?\d{{2,4}}(?!\d)"),
    (Kind.PLATE, rf"(?<![\d.,])\d{_NO_PLATE}[ก-ฮ]{{2}}[\s-]?\d{{1,4}}(?!\d)"),
    (Kind.PLATE, rf"(?<![ก-๙]){_NO_PLATE}[ก-ฮ]{{2}}[\s-]?\d{{2,4}}\s?{_PROVINCE}"),
)  # fmt: skip
_COMPILED = [(kind, re.compile(expression, re.IGNORECASE)) for kind, expression in _EXPRESSIONS]


def spans(text: str) -> Iterator[tuple[Kind, int, int]]:
    """(kind, start, end) of points, addresses, plates and document numbers in a folded text."""
    for kind, expression in _COMPILED:
        for found in expression.finditer(text):
            yield kind, found.start(), found.end()
