"""A name after a rank, an office or a profession: data and expressions of `people`.

A rank stands before a name and hardly anywhere else, so one word after it is a name. An office is mostly spoken of without
one (พยาบาลร่วมประชุม, the nurse joins): there a given name and a surname must follow, apart and ending there.
"""

from coalition.guard.title_words import NOT_A_NAME

_FORCE = (
    r"(?:ว่าที่\s?)?(?<![ก-๙.])(?:พล\.\s?(?:ต\.\s?)?[อทต]\.|[พร]\.\s?(?:ต\.\s?)?[อทต]\."
    r"|(?:จ\.\s?)?ส\.\s?(?:ต\.\s?)?[อทต]\.|ด\.\s?ต\.|น\.\s?[อทต]\.)"
)
"""Ranks of police and armed forces, written short: พล.ต.ต., พ.ต.ท., ร.ต.อ., จ.ส.ต., ด.ต., ร.อ."""

_RANK = (
    r"(?:พล|พัน|ร้อย|สิบ|จ่าสิบ)ตำรวจ(?:เอก|โท|ตรี)?|ดาบตำรวจ|นายดาบ|(?:พล|พัน|ร้อย|สิบ|จ่าสิบ|จ่า)(?:เอก|โท|ตรี)"
    r"|(?:นาวา|เรือ|นาวาอากาศ|เรืออากาศ)(?:เอก|โท|ตรี)"
)
_OFFICE = (
    r"สารวัตร(?:ใหญ่)?|ผู้กองฯ?|ผู้กำกับ(?!การ)|ผู้หมวด|ผู้การ|กำนัน|ผู้ใหญ่(?:บ้าน)?|สารวัตรกำนัน|ปลัด(?:อำเภอ)?"
    r"|นายอำเภอ|อัยการ|ทนายความ|ทนาย(?!ความ)|ผู้พิพากษา"
    r"|คุณครู|ครู|อาจารย์|ดร\.|ผศ\.|รศ\.|ศ\.|คุณหมอ|หมอ|นายแพทย์|แพทย์หญิง|พยาบาล|ล่าม|นักสังคมสงเคราะห์"
    r"|พนักงานสอบสวน|ร้อยเวร"
    r"|ผู้ต้องหา|ผู้ต้องสงสัย|ผู้เสียหาย|เหยื่อ|พยาน|หลวง(?:พ่อ|พี่|ตา|ปู่)|บาทหลวง|ศาสนาจารย์|สมาชิก|ผู้อำนวยการ"
    r"|ผอ\.|หัวหน้า"
)
_DOCTOR = r"(?<![ก-๙.])(?:นพ|พญ|ทพ|ทพญ|สพ|ภก|ภญ)\.\s?"
_NO_WORD = (
    r"(?:การ|ความ|สภ\.|สภา|แนะแนว|วิชาชีพ|สอบสวน|เวร|ประจำ|โรงเรียน|โรงพยาบาล|อาสา|จังหวัด|อำเภอ|ตำบล|ศูนย์|สถานี|สำนัก|กรม|กอง|กระทรวง|มูลนิธิ"
    r"|สมาคม|คลินิก|ฝ่าย|งาน|หญิง(?!\s)"
    r"|ภาษา|สอง|สาม|สี่|ห้า|แผนก|รับ|นัด|มา|ไป|แจ้ง|ประสาน|พา|พบ|ดู|ตรวจ|เข้า|ลง|โทร|สั่ง|ถือ|ให้|หมู่|ประชุม"
    r"|ชุมชน|ทุก|หน่วย|คณะ|เด็ก|เครือข่าย|พัฒนา|สังคม|ป้องกัน)"
)
_GIVEN = rf"(?!{NOT_A_NAME})(?!{_NO_WORD})[เแโใไก-ฮ][ก-๙]{{1,11}}"
_ENDS = r"(?=$|[\s,.;:)/])"

_ENGLISH_RANK = (
    r"(?:Pol\.?\s?)?(?:Capt|Maj|Col|Lt|Lt\.?\s?Col|Pol\.?\s?Lt|Sgt|Maj\.?\s?Gen|Cpl|Insp|Supt)\."
    r"|Pol\.?\s(?:Capt|Maj|Col|Lt|Sgt|Gen)\b|Dr\b\.?|Prof\b\.?"
)
_ENGLISH_OFFICE = (
    "Inspector|Superintendent|Sergeant|Captain|Lieutenant|Colonel|Constable|Doctor|Nurse|Teacher|Judge|Prosecutor|Lawyer"
    "|Interpreter|Suspect|Victim|Witness|Father|Sister|Brother|Auntie|Uncle|Case of|Interview with"
)
_NO_NAME = (
    r"(?:Call|System|Gov|General|Office|Officers?|Unit|Training|Division|Department|Station|Centre|Center|Services?|Support"
    r"|Protection|Assistance|Foundation|Hospital"
    r"|Clinic|College|School|Association|Council|Team|Network|Program|Programme|House|Shelter|Fund|Court"
    r"|Commission|Police|Act|Law|Compensation"
    r"|Identification|Care|Hotline|Women|Children|Girls|Boys|Thai|Thailand|The|January|February|March|April|May"
    r"|June|July|August|September"
    r"|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)
_WORD = rf"(?!{_NO_NAME})[A-Z][a-z'-]{{1,20}}"

EXPRESSIONS = (
    rf"{_FORCE}(?:หญิง\s?)?(?!(?:และ|หรือ|ที่|ขอ|จะ|ได้|ใน|ของ|เป็น|ไม่))[เแโใไก-ฮ][ก-๙]{{2,30}}",
    rf"{_FORCE}\s(?:หญิง\s?)?(?!{NOT_A_NAME}|ประจำ|สอบสวน|แจ้ง|ประสาน|เวร|รับ)[เแโใไก-ฮ][ก-๙]{{1,30}}",
    rf"(?<![ก-๙])(?:{_RANK})\s?(?:หญิง\s?)?{_GIVEN}\s{_GIVEN}{_ENDS}",
    rf"{_DOCTOR}{_GIVEN}",
    rf"(?<![ก-๙])(?:เสี่ย(?!ง)|เฮีย|เจ๊|เถ้าแก่|เฒ่าแก่)\s?{_GIVEN}",
    rf"(?<![ก-๙])(?:{_OFFICE})\s?{_GIVEN}\s{_GIVEN}{_ENDS}",
    rf"\b(?:{_ENGLISH_RANK})\s?{_WORD}(?:\s{_WORD})?\b",
    rf"\b(?:{_ENGLISH_OFFICE})\s{_WORD}\s(?:{_WORD}|[A-Z]\.)",
    rf"\b(?i:girl|boy|woman|man)\s{_WORD}\s{_WORD}",
    rf"\bMaung\s{_WORD}",
)
"""Expressions of a rank or an office with the name after it."""
