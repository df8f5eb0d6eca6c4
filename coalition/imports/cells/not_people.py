"""What stands where a name should: telephones, devices, robots, head counts, role words, totals, notes."""

import re

from coalition.imports.cells.counting_words import counts_alone
from coalition.imports.cells.nobody_words import NOBODY, OFFICES, OWNED_DEVICE, counts_heads, plain_words

# fmt: off
_PLACEHOLDERS = frozenset((
    "-", "--", "---", "–", "—", "null", "none", "n/a", "#n/a", "nil", "unknown", "anonymous",
    "anonymous user", "anonym", "fellow jitster", "guest", "guest user",
    "user", "zoom user", "zoom", "teams user", "meet user", "participant", "attendee", "name",
    "full name", "first name last name", "your name",
    "info requested", "info pending", "tbc", "tba", "tbd", "to be confirmed", "test", "testing",
    "test test", "test user", "tester", "asdf",
    "xxx", "xx", "x", "no name", "ชื่อ", "ชื่อ-สกุล", "ชื่อ-นามสกุล", "ทดสอบ", "ไม่ทราบชื่อ", "ไม่ทราบ",
    "ไม่ระบุ", "ไม่ระบุชื่อ", "ไม่มี", "ผู้เข้าร่วม", "ผู้ใช้", "แทน", "มาแทน", "เข้าประชุมแทน", "ประชุมแทน", "ผู้แทนเข้าประชุม",
    "substitute", "proxy", "deputy", "in place of", "on behalf of",
    "my zoom", "my name", "my account", "zoom account", "zoom meeting", "zoom host", "new user", "default user", "owner",
    "windows user", "mac user", "microsoft teams", "google meet", "webex user", "line user", "display name", "ซูม", "บัญชีซูม",
))
_ROLES = frozenset((
    "driver", "interpreter", "translator", "staff", "secretary", "chair", "chairman", "chairperson",
    "chairwoman", "director", "representative",
    "officer", "police", "police officer", "social worker", "intern", "interns", "volunteer",
    "volunteers", "teacher", "student", "students",
    "facilitator", "moderator", "speaker", "note taker", "note-taker", "observer", "observers", "admin",
    "administrator", "organizer", "host", "headteacher", "head teacher", "principal", "nurse", "prosecutor", "judge", "lawyer",
    "headman", "village head", "village headman", "mayor", "inspector", "investigator", "manager", "coordinator", "assistant",
    "accountant", "trainer", "trainee", "security guard", "journalist", "photographer", "caretaker", "house parent",
    "housemother", "case worker", "caseworker", "counselor", "counsellor", "psychologist", "midwife", "deputy director",
    "ผู้ใหญ่บ้าน", "กำนัน", "นายอำเภอ", "ปลัดอำเภอ", "พยาบาล", "ทนายความ", "อัยการ", "ผู้พิพากษา", "ผู้จัดการ", "ผู้ประสานงาน",
    "นักจิตวิทยา", "ช่างภาพ", "ผู้สื่อข่าว", "แม่บ้าน",
    "ผู้แทน", "เจ้าหน้าที่", "คนขับรถ", "พนักงานขับรถ", "ล่าม", "ผู้ติดตาม", "ประธาน", "ประธานที่ประชุม",
    "เลขานุการ", "เลขา", "ผู้อำนวยการ", "นักสังคมสงเคราะห์", "ตำรวจ",
    "นักศึกษาฝึกงาน", "นักศึกษา", "นักเรียน", "อาสาสมัคร", "วิทยากร", "ครู", "ผู้สังเกตการณ์", "พนักงานสอบสวน",
))
# fmt: on
_ROLE_OF = re.compile(
    r"(?:representatives?|guests?|driver|interpreter|translator|interns?|staff|officers?|volunteers?"
    r"|delegates?)\s+(?:of|from|for)\s+\S.*"
    r"|(?:ผู้แทน|ตัวแทน|เจ้าหน้าที่|คนขับรถ|พนักงานขับรถ)(?:จาก|ของ|\s)?\s*\S.*|แทน\s\S.*|(?:proxy|substitute) (?:for|of) .*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:guest|user|participant|attendee|test|person\s+name|unknown|anonymous|visitor"
    r"|ผู้เข้าร่วม)\s*(?:user)?\s*[#_\-]?\s*\d+",
    re.IGNORECASE,
)
_DIAL_IN = re.compile(r"\+?[\d\s\-().*xX•]{5,}(?:\s*(?:ext|x)\.?\s*\d+)?")
_CALL_IN = re.compile(
    r"(?:call[- ]?in|dial[- ]?in|phone|telephone|pstn|caller)(?:\s+(?:user|participant|guest"
    r"|caller))?[\s_#]*\d*"
    r"|(?:llamada|usuario de llamada|chamada|appel|anrufer|telefon)[\s_]*(?:usuario|usuário|utilisateur|nutzer)?(?:[\s_#]*\d+)",
    re.IGNORECASE,
)
# These three are looked for in small letters: half the time of searching without regard to case.
_APPLE = re.compile(
    r"\b(?:iphone|ipad|ipod|macbook|imac)\b|ไอโฟน|ไอแพด",
)
_DEVICE = re.compile(
    r"(?:.*(?:'s|’s|s')\s+|my\s+|(?:มือถือ|โทรศัพท์)\s*)?(?:samsung|galaxy|android|redmi|xiaomi|poco|oppo|vivo"
    r"|huawei|honor|realme|oneplus|nokia|pixel"
    r"|infinix|tecno|motorola|sony xperia|xperia|surface|chromebook|laptop|tablet|computer|phone|mac|pc"
    r"|dell|lenovo|thinkpad|asus|acer)"
    r"(?:[\s\-]+[\w+\-]*\d[\w+\-]*|[\s\-]+(?:note|pro|tab|max|plus|ultra|lite|go|book|mini|phone|tablet|series|air))*"
    r"|(?:sm|gt|rmx|cph|m2|lm|le)-?[a-z]?\d{3,}\w*|(?:desktop|laptop|win|pc)-[a-z0-9]{5,}"
    r"|(?:.*\b)?(?:meeting|conference|board|video|zoom|training)\s?rooms?\b(?:\s+[\w\-]+){0,3}"
    r"|room\s*[\w\-]*\d+|ห้องประชุม.*|windows(?:\s+\d+)?|smart ?phone|desktop|notebook"
    r"|(?:มือถือ|โทรศัพท์(?:มือถือ)?|คอม(?:พิวเตอร์)?|โน้ตบุ๊ก|โน๊ตบุ๊ค|แท็บเล็ต)(?:\s*ของ(?:ฉัน|ผม|\S+)|\s*\d+)?"
    r"|(?:polycom|logitech|crestron|neat|yealink|huddle)\b.*",
)
_SHARE = re.compile(
    r".*[(\[]\s*(?:prezentacja|presentation|presenting|präsentation|présentation|presentación|apresentação"
    r"|screen ?share|การนำเสนอ)\s*[)\]]",
    re.IGNORECASE,
)
_BRAND = r"otter|fathom|avoma|sembly|notta|supernormal|krisp|circleback|tactiq|noota|airgram|granola|bluedot|read"
_ROBOT = re.compile(
    rf"^(?:{_BRAND.removesuffix('|read')})$|\b(?:fireflies|otterpilot|meetgeek|tl;?dv|recall\.ai|jamie ai|readai|otterai"
    rf"|(?:{_BRAND}|grain|plaud|spinach|gong|chorus|fellow)(?:\.(?:ai|io|video|app|com)"
    r"|\s+(?:ai|bot|pilot|assistant|recorder|(?:meeting )?notes?))"
    r"|note[- ]?taker|ai (?:notes?|assistant|companion)|(?:meeting|webex|zoom|teams) (?:assistant|recorder|bot)"
    r"|recording bot|notes? bot|copilot|gemini notes|live transcri(?:pt|ption)|closed captions?)\b|'s (?:ai|bot)\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"(?:grand\s+|sub-?)?(?:total|sum|count|summe|gesamt)s?\b[\s:=\d.%]*|(?:รวมทั้งสิ้น|รวมทั้งหมด|รวม"
    r"|ยอดรวม|ผลรวม|ทั้งหมด)[\s:=\d.%]*",
    re.IGNORECASE,
)
_HEAD_COUNT = re.compile(
    r"(?:รวม|จำนวน|ทั้งหมด|รวมทั้งสิ้น|total|about|approx\.?|around|ประมาณ|another|and|others"
    r"|plus)?\s*:?\s*\+?\s*\d{1,4}\s*"
    r"(?:people|persons?|pax|participants?|attendees?|students?|staff|members?|officers?|others?"
    r"|volunteers?|interns?|guests?|more|คน|ท่าน|ราย|นาย)(?![ก-๛a-z]).*"
    r"|.*\D\s*\d{1,4}\s*(?:คน|ท่าน|ราย|people|persons|pax)|(?:students?|staff|others|volunteers?"
    r"|interns?)\s*[(x×]?\s*\d{1,4}\)?|\+?\d{1,4}",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(?:apolog|regrets|recorded by|minutes by|prepared by|checked by|notes?\s*:|legend|remarks?\b|key\s*:"
    r"|\*|หมายเหตุ|ผู้บันทึก|ผู้จด|ผู้ไม่มา|ผู้ลา|ลาประชุม"
    r"|ผู้ตรวจ|ผู้จัดทำ|ผู้รับรอง|รับรอง|ลายมือชื่อ|ลายเซ็น|signatures?(?:$|\s+of\b|\s*[:(_.…])|ปิดประชุม|เริ่มประชุม|ระเบียบวาระ)",
    re.IGNORECASE,
)
_ONE_LETTER = re.compile(r"[a-zก-ฮ]\s*\.?", re.IGNORECASE)
"""Nobody is known by it; a nickname of one syllable has a vowel or a second letter: นก, โอ, Jo."""
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]")


def is_role(text: str) -> bool:
    """Whether a text is a word for what people do, and nothing else."""
    low = text.casefold().strip(" .")
    return low in _ROLES or plain_words(low) in OFFICES


def code_of_no_person(text: str) -> str | None:
    """Key of the issue catalogue that says what stands in place of a name; None: it may be a name.

    Args:
        text: normalized, without platform markers.
    """
    low = text.casefold().strip(" .")
    if not low:
        return "no_name" if not text.strip() else "placeholder"
    numbers = _DIGIT.search(text) is not None
    if text == "NA" or low in _PLACEHOLDERS or low in _ROLES or _ONE_LETTER.fullmatch(low):
        return "placeholder"
    if (plain := plain_words(low)) in NOBODY or plain in OFFICES:
        return "placeholder"
    if numbers and _NUMBERED.fullmatch(text):
        return "placeholder"
    dialed = (numbers or "*" in text) and re.search(r"\d{2}|\*{2}", text) and _DIAL_IN.fullmatch(text)
    if dialed and sum(c.isdigit() or c in "*xX•" for c in text) >= 6:
        return "dial_in"
    if _CALL_IN.fullmatch(text):
        return "dial_in"
    if _TOTAL.fullmatch(text):
        return "total"
    if numbers and (_HEAD_COUNT.fullmatch(text) or counts_heads(text)):
        return "head_count"
    if counts_alone(text):
        return "total"
    small = text.lower()
    if _SHARE.fullmatch(text) or _DEVICE.fullmatch(small) or OWNED_DEVICE.fullmatch(plain):
        return "device"
    if _ROBOT.search(small):
        return "robot"
    if _APPLE.search(small):
        return "device"
    if _NOTE.match(text):
        return "note"
    return "placeholder" if _ROLE_OF.fullmatch(text) or not _LETTERS.search(text) else None
