"""What a column holds, told from its header: synonyms in English, Thai and the languages the meeting programs write.

A header is compared exactly first (whole, then each half of a bilingual one), then by the words it contains. Latin
words are compared as whole words, so that "note" does not hold "no"; Thai, which writes no blanks, as text.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

TITLE_OR_ROLE = "title or role"
"""Header "title" alone: a form of address, a job or the meeting; the cells decide."""

EXACT: dict[str, tuple[str, ...]] = {
    "date": (
        "date", "meeting date", "session date", "event date", "event start date", "date of meeting", "date of event",
        "date of session", "meeting day", "day", "start date", "event start", "datum", "fecha", "data", "date de réunion",
        "วันที่", "วันที่ประชุม", "วัน เดือน ปี", "วันเดือนปีที่ประชุม", "ว/ด/ป", "ว.ด.ป.", "ประชุมวันที่", "วันประชุม",
        "วันที่จัด", "วันที่จัดกิจกรรม", "วันที่จัดประชุม", "meeting start date time", "meeting start date",
    ),
    "title": (
        "meeting title", "meeting name", "meeting", "topic", "subject", "event title", "event name", "event", "agenda",
        "committee", "activity", "activity name", "name of meeting", "besprechungstitel", "titre de la réunion",
        "título da reunião", "เรื่อง", "หัวข้อ", "หัวข้อการประชุม", "ชื่อการประชุม", "ชื่อกิจกรรม", "ชื่อโครงการ",
        "การประชุม",
        "วาระการประชุม", "กิจกรรม", "โครงการ", "เรื่องที่ประชุม", "ชื่องาน",
    ),
    "place": (
        "place", "venue", "location", "where", "room", "meeting place", "meeting room", "venue name", "ort", "lieu",
        "lugar",
        "สถานที่", "สถานที่ประชุม", "ณ", "ห้องประชุม", "สถานที่จัด", "สถานที่จัดประชุม", "สถานที่จัดกิจกรรม",
    ),
    "start": (
        "start time", "time", "meeting start time", "meeting time", "from", "start", "starts", "session time", "uhrzeit",
        "session start-end time", "event start time", "เวลา", "เวลาเริ่ม", "เวลาเริ่มประชุม", "เริ่มประชุมเวลา",
        "เวลาประชุม",
    ),
    "end": (
        "end time", "meeting end time", "to", "end", "ends", "event end time", "เวลาสิ้นสุด", "เลิกประชุมเวลา",
        "เวลาเลิก",
        "เวลาเลิกประชุม",
    ),
    "name": (
        "name (original name)", "full name", "participant name", "attendee name", "name", "your name", "your full name",
        "fullname", "name and surname", "name surname", "name & surname", "first and last name", "name of participant",
        "names", "participant", "participants", "attendee", "attendees", "member", "member name", "person",
        "display name",
        "user name", "username", "who", "nama", "nom complet", "nombre completo", "nombre", "nome", "nome completo",
        "nombre (nombre original)", "imię i nazwisko", "teilnehmer", "名前", "名前 (元の名前)", "姓名", "member name english",
        "ชื่อ-สกุล", "ชื่อ-นามสกุล", "ชื่อ นามสกุล", "ชื่อ สกุล", "ชื่อ-สกุลเต็ม", "ชื่อและนามสกุล",
        "ชื่อ-ชื่อสกุล", "ชื่อเต็ม", "รายชื่อ", "รายนาม",
        "ผู้เข้าร่วม", "ผู้เข้าร่วมประชุม", "รายชื่อผู้เข้าร่วม", "รายชื่อผู้เข้าร่วมประชุม", "ชื่อผู้เข้าร่วม",
        "ชื่อผู้เข้าร่วมประชุม",
        "ชื่อ", "ยศ ชื่อ สกุล", "ยศ ชื่อ-นามสกุล",
    ),
    "first_name": ("first name", "given name", "forename", "firstname", "vorname", "prénom", "ชื่อจริง", "ชื่อตัว"),
    "last_name": (
        "last name", "surname", "family name", "lastname", "nachname", "nom de famille", "sobrenome", "apellidos",
        "นามสกุล", "สกุล", "ชื่อสกุล",
    ),
    "prefix": ("salutation", "prefix", "rank", "anrede", "คำนำหน้า", "คำนำหน้าชื่อ", "ยศ", "คำนำหน้านาม"),
    TITLE_OR_ROLE: ("title",),
    "organization": (
        "organization", "organisation", "org", "org.", "organization name", "organisation name", "name of organization",
        "name of organisation", "agency", "agency name", "affiliation", "company", "employer", "current employer",
        "institution", "organization/agency", "agency/organization", "ngo", "representing", "workplace", "firma",
        "organización", "organizacja", "หน่วยงาน", "สังกัด", "องค์กร", "หน่วยงาน/องค์กร", "องค์กร/หน่วยงาน",
        "หน่วยงาน/แผนก",
        "หน่วยงานต้นสังกัด", "ชื่อหน่วยงาน", "ชื่อองค์กร", "ต้นสังกัด", "ส่วนราชการ", "มูลนิธิ", "บริษัท",
        "สำนักงาน", "ที่ทำงาน",
        "department", "office", "แผนก",
    ),
    "role": (
        "position", "job title", "role", "designation", "function", "rolle", "position/role", "occupation", "fonction",
        "função", "職稱", "ตำแหน่ง", "ตำแหน่งงาน", "หน้าที่", "บทบาท",
    ),
    "email": (
        "email", "e-mail", "email address", "e-mail address", "user email", "attendee email", "mail", "email id",
        "correo electrónico", "e-mail del usuario", "ユーザーメール", "อีเมล", "อีเมล์", "อีเมลล์", "อี-เมล", "อีเมลล",
        "ที่อยู่อีเมล",
    ),
    "phone": (
        "phone", "tel", "tel.", "telephone", "mobile", "cell", "contact number", "phone number", "mobile number",
        "mobile phone",
        "tel no", "telefon", "contact no", "โทร", "โทรศัพท์", "เบอร์โทร", "เบอร์โทรศัพท์", "เบอร์", "มือถือ",
        "เบอร์ติดต่อ",
        "หมายเลขโทรศัพท์", "เบอร์มือถือ", "โทรศัพท์มือถือ",
    ),
    "sector": (
        "sector", "agency type", "type of organization", "type of organisation", "organization type", "organisation type",
        "type of agency", "stakeholder", "stakeholder group", "type", "category", "group", "ประเภทหน่วยงาน",
        "ประเภทองค์กร",
        "ประเภท", "ภาคส่วน", "กลุ่ม",
    ),
    "attended": (
        "attended", "attended?", "attendance", "present", "present?", "present absent", "attendance status",
        "attendee status",
        "participant status", "checked in", "check in", "signed in", "here", "status", "did attend", "came", "anwesend",
        "présent",         "absent", "absent?", "excused", "apologies", "เข้าร่วม", "การเข้าร่วม",
        "การเข้าร่วมประชุม", "มา/ไม่มา", "มา", "ไม่มา", "ขาด",
        "ลา", "สถานะ", "สถานะการเข้าร่วม", "เช็คชื่อ", "เข้าประชุม", "ไม่เข้าร่วม", "registration state", "rsvp",
    ),
    "joined": (
        "join time", "joined", "first join", "time joined", "arrival time", "first seen", "check-in date",
        "check-in time",
        "checked in at", "joined at", "time in", "arrived", "เวลาเข้า", "เวลาเข้าร่วม", "เวลาเช็คอิน", "เวลามา",
        "เวลาลงทะเบียน",
        "hora de entrada", "hora para unirse", "horário de entrada", "heure d'arrivée", "参加時刻", "erster beitritt",
        "primeiro ingresso",
    ),
    "left": (
        "leave time", "last leave", "time exited", "last seen", "left", "left at", "last left", "time out",
        "departed", "เวลาออก",
        "เวลากลับ", "hora de salida", "hora para salir", "horário de saída", "heure de départ", "退出時刻",
        "letztes verlassen", "última saída",
    ),
    "minutes": (
        "duration", "duration (minutes)", "total duration (minutes)", "in-meeting duration", "time in session (minutes)",
        "attendance duration", "time in call", "present (min)", "minutes", "duración (minutos)",
        "duración total (minutos)",
        "所要時間（分）", "dauer", "durée", "duração", "duração na reunião", "dauer der besprechung", "ระยะเวลา", "เวลารวม",
        "ระยะเวลา (นาที)", "จำนวนนาที",
    ),
    "timestamp": ("timestamp", "ประทับเวลา", "zeitstempel", "horodateur", "marca temporal", "carimbo de data/hora"),
    "ignore": (
        "no", "no.", "#", "nr", "nr.", "s/n", "sn", "id", "_id", "number", "ลำดับ", "ลำดับที่", "ที่", "remarks",
        "remark", "notes",
        "note", "comment", "comments", "หมายเหตุ", "session type", "ticket type", "guest", "total", "%", "รวม",
        "order date",
        "registration date", "date of birth", "birthday", "วันเกิด", "ชื่อเล่น", "nickname", "line id", "id line",
        "ไลน์", "country",
        "gender", "sex", "เพศ", "อายุ", "age", "address", "ที่อยู่", "ครั้งที่", "mtg #", "meeting id", "จังหวัด",
        "อำเภอ", "province",
        "signature", "sign", "signed", "ลงชื่อ", "ลายมือชื่อ", "ลายเซ็น", "ลายเซ็นต์", "ลงนาม", "unterschrift",
    ),
}  # fmt: skip
"""Field -> headers that mean it and nothing else, the surest first: of two columns for one field the surer is used."""

CONTAINED: dict[str, tuple[str, ...]] = {
    "date": ("meeting date", "session date", "event date", "date of the meeting", "date", "วันที่", "วันประชุม"),
    "title": ("meeting", "event", "committee", "session", "การประชุม", "หัวข้อ", "กิจกรรม", "ประชุมครั้งไหน"),
    "place": ("venue", "meeting place", "สถานที่"),
    "start": ("start time", "start", "meeting time", "เวลาเริ่ม"),
    "end": ("end time", "เวลาเลิก", "เวลาสิ้นสุด"),
    "name": (
        "full name", "name surname", "name and surname", "name", "participant name", "participant's name",
        "attendee name",
        "ชื่อ-สกุล", "ชื่อ-นามสกุล", "ชื่อ สกุล", "ชื่อ", "รายชื่อ", "ผู้เข้าร่วมประชุม",
    ),
    "first_name": ("first name", "given name"),
    "last_name": ("last name", "surname", "family name", "นามสกุล"),
    "organization": (
        "organization", "organisation", "organizations", "organisations", "organization name", "organisation name",
        "agency",
        "affiliation", "company", "employer", "institution", "name of organization", "name of organisation",
        "agency name",
        "name of agency", "company name", "department", "ngo", "หน่วยงาน", "องค์กร", "สังกัด", "ส่วนราชการ", "ที่ทำงาน",
        "ชื่อหน่วยงาน", "ชื่อองค์กร",
    ),
    "role": ("position", "job title", "designation", "role", "ตำแหน่ง"),
    "email": ("email", "e-mail", "mail", "email address", "e mail", "อีเมล", "อีเมล์"),
    "phone": ("phone", "tel", "telephone", "mobile", "phone number", "โทรศัพท์", "เบอร์โทร", "มือถือ", "หมายเลขโทรศัพท์"),
    "sector": ("sector", "agency type", "type of organization", "type of organisation", "type of agency",
    "organization type",
               "organisation type", "ประเภทหน่วยงาน", "ประเภทองค์กร", "ภาคส่วน"),
    "attended": ("attended", "attendance", "present", "checked in", "attendee status", "สถานะการเข้าร่วม",
    "การเข้าร่วม", "เช็คชื่อ"),
    "joined": ("join time", "time joined", "arrival time", "check-in time", "เวลาเข้า"),
    "left": ("leave time", "time exited", "เวลาออก"),
    "minutes": ("duration",),
    "ignore": ("remarks", "comments", "comment", "notes", "หมายเหตุ", "signature", "ลายมือชื่อ", "ลายเซ็น",
    "ชื่อเล่น", "nickname"),
}  # fmt: skip
"""Field -> words that mean it when the header says more; the longest that is found decides."""

VETOES = (
    "birth", "order", "registration", "registered", "created", "updated", "modified", "printed", "price", "product",
    "item",
    "emergency", "guardian", "victim", "survivor", "beneficiary", "client", "patient", "customer", "supplier",
    "donor name", "father", "mother", "host", "file", "service", "contact person", "contact name",
    "project", "station",
    "village", "district", "province", "bank", "account", "emails", "how many", "number of", "billing",
    "engagement", "reaction",
    "ผู้เสียหาย", "เหยื่อ", "ลูกค้า", "จำนวน", "วันเกิด", "สมัคร", "ราคา", "สินค้า", "ธนาคาร", "โครงการ", "บริการ",
    "ผู้ติดต่อ", "ที่ลงทะเบียน",
)  # fmt: skip
"""Words that turn "name" or "date" into something else: the header is then compared exactly only."""

FOREIGN = frozenset({
    "price", "unit price", "unit", "qty", "quantity", "stock", "amount", "cost", "sku", "barcode", "discount",
    "subtotal", "tax",
    "invoice", "total", "balance", "debit", "credit", "action", "action item", "action items", "task", "due",
    "due date", "deadline",
    "responsible", "responsible person", "decision", "item", "count", "percent", "product", "ราคา", "จำนวน",
    "หน่วย", "สินค้า",
    "ราคาต่อหน่วย", "เรื่องติดตาม", "ผู้รับผิดชอบ", "กำหนดเสร็จ", "จำนวนคน", "number of people", "participants count",
})  # fmt: skip
"""Words of headers of other tables: price lists, action lists, counts."""

MONEY = frozenset({
    "price", "unit price", "qty", "quantity", "stock", "amount", "cost", "invoice", "invoice no", "balance",
    "debit", "credit",
    "salary", "donation", "paid", "baht", "ราคา", "จำนวนเงิน", "เงินเดือน", "ยอดเงิน",
})  # fmt: skip
"""Headers of lists of payments and goods."""

RECORDS = frozenset({
    "address", "date of birth", "birthday", "dob", "birth date", "salary", "hire date", "website", "zip",
    "postal code", "city", "score",
    "grade", "student id", "employee id", "ที่อยู่", "วันเกิด", "วันเดือนปีเกิด", "เว็บไซต์", "รหัสไปรษณีย์",
    "คะแนน", "เกรด",
})  # fmt: skip
"""Headers of directories and records of people: without any date of a meeting they are no attendance."""

REGISTRATIONS = frozenset({
    "registration date", "registered at", "registration time", "date registered", "order date", "created at",
    "registered on", "วันที่สมัคร",
})  # fmt: skip
"""Headers of lists of people who registered: that is not attendance."""

CASES = ("victim", "survivor", "exploitation", "case id", "case no", "case number", "ผู้เสียหาย", "เหยื่อ", "คดี")
"""Words of headers of lists of cases: such a list is never read as a list of people at a meeting."""

SIGNATURES = frozenset({"signature", "sign", "signed", "ลงชื่อ", "ลายมือชื่อ", "ลายเซ็น", "ลายเซ็นต์", "ลงนาม", "unterschrift"})
"""Columns one signs in: empty in nearly every file; marks in one say who came."""

_STRIPPED = re.compile(r"[\s*:.()\[\]/\-_–—?,;&'\"’“”]+")
_HALVES = re.compile(r"\s*[/|\n\r()\[\]]\s*|\s[-–—]\s")
_THAI = re.compile(r"[\u0e00-\u0e7f][\u0e00-\u0e7f\s./()-]*")
_WORDS = re.compile(r"[^\W\d_]+")
_SHORT_NUMBER = re.compile(r"\d{1,5}[.)]?")
_LONGEST_HEADER = 200


def fold(text: str) -> str:
    """A header for comparison: lower case, without blanks and punctuation."""
    return _STRIPPED.sub("", unicodedata.normalize("NFC", text).casefold())


def _words(text: str) -> str:
    """The Latin words of a text, each between blanks: " your full name "."""
    spaced = re.sub(r"([a-z])([A-Z])", r"\1 \2", text).replace("-", "").replace("_", " ")
    return " " + " ".join(_WORDS.findall(spaced.casefold())) + " "


_FOREIGN = frozenset(map(fold, FOREIGN))
_EXACT: dict[str, tuple[str, int]] = {}
for _field, _texts in EXACT.items():
    for _rank, _text in enumerate(_texts):
        _EXACT.setdefault(fold(_text), (_field, _rank))


def _is_thai(text: str) -> bool:
    return bool(_THAI.search(text))


_CONTAINED = sorted(
    ((fold(t) if _is_thai(t) else _words(t), f, _is_thai(t)) for f, texts in CONTAINED.items() for t in texts),
    key=lambda entry: -len(entry[0]),
)


@dataclass(frozen=True)
class Match:
    """What one header means.

    Attributes:
        field: one of `reading.FIELDS`, or TITLE_OR_ROLE; None: not known.
        strength: 2 the whole header, 1.6 one half of a bilingual one, 1 a word in it, 0 not known.
        rank: place among the synonyms of the field, 0 the surest.
    """

    field: str | None
    strength: float = 0.0
    rank: int = 999


@lru_cache(maxsize=4096)
def match(header: str) -> Match:
    """The field one header means."""
    if not header or len(header) > _LONGEST_HEADER:
        return Match(None)
    found = _EXACT.get(fold(header))
    if found:
        return Match(found[0], 2.0, found[1])
    halves = [half for half in _HALVES.split(header) if half]
    latin = _THAI.sub(" ", header).strip(" /|-")
    halves += [part.strip() for part in (*_THAI.findall(header), latin if _is_thai(header) else "") if part.strip()]
    for half in halves:
        found = _EXACT.get(fold(half))
        if found:
            return Match(found[0], 1.6, found[1])
    return _contained(header)


def _contained(header: str) -> Match:
    words, folded = _words(header), fold(header)
    if any(fold(veto) in folded if _is_thai(veto) else f" {veto} " in words for veto in VETOES):
        return Match(None)
    for rank, (text, field, thai) in enumerate(_CONTAINED):
        if text in (folded if thai else words):
            return Match(field, 1.0, 100 + rank)
    return Match(None)


def is_header_word(text: str) -> bool:
    """Whether a cell is a header and nothing else: "Name" in a row of names."""
    return fold(text) in _EXACT


def polarity(header: str) -> str:
    """What a tick in this column says: "present", or "absent" or "excused" in a column for those."""
    folded = fold(header)
    if folded in {"absent", "ไม่มา", "ขาด", "ไม่เข้าร่วม", "abwesend"}:
        return "absent"
    return "excused" if folded in {"excused", "apologies", "ลา", "leave"} else "present"


def is_signature(header: str) -> bool:
    """Whether the column is for signatures."""
    return any(fold(half) in SIGNATURES for half in (header, *_HALVES.split(header)))


def is_row_number(header: str) -> bool:
    """Whether the column numbers the rows."""
    return fold(header) in {"no", "#", "nr", "sn", "number", "ลำดับ", "ลำดับที่", "ที่", "id"}


def is_foreign(cells: Sequence[str]) -> bool:
    """Whether a row is the header of another kind of table: prices, actions, counts."""
    filled = [cell for cell in cells if cell]
    other = sum(fold(cell) in _FOREIGN for cell in filled)
    if not other:
        return False
    known = sum(fold(cell) not in _FOREIGN and match(cell).strength >= 2 for cell in filled)
    return len(filled) > 1 and (other + known) * 5 >= len(filled) * 3


def other_list(cells: Sequence[str], *, dated: bool, attended: bool) -> bool:
    """Whether a header with a column of names is that of another list all the same: payments, registrations, cases.

    Args:
        cells: the header.
        dated: the file says when the meeting was.
        attended: it says in some way that people came: marks, signatures, times, a meeting.
    """
    folded = {fold(cell) for cell in cells if cell}
    cases = any(fold(word) in folded or (" " not in word and word in cell.casefold()) for word in CASES for cell in cells)
    money = not attended and bool(folded & {fold(word) for word in MONEY})
    registered = not attended and bool(folded & {fold(word) for word in REGISTRATIONS})
    return cases or money or registered or (not attended and not dated and bool(folded & {fold(word) for word in RECORDS}))


@dataclass(frozen=True)
class HeaderRow:
    """One row taken for a header: the match of each cell, and how sure it is (0: it is none)."""

    matches: tuple[Match, ...]
    score: float


def read_header(cells: Sequence[str], is_date: Callable[[str], bool] | None = None) -> HeaderRow:
    """How well a row serves as the header of a list of people.

    Args:
        cells: the row.
        is_date: tells whether a cell is a date: the header of a matrix. None: no cell is.

    Returns:
        score 0 unless at least two cells are known and one of them holds a person's name.
    """
    matches = tuple(match(cell) for cell in cells)
    filled = [(cell, found) for cell, found in zip(cells, matches, strict=True) if cell]
    if any("@" in cell or _SHORT_NUMBER.fullmatch(cell) for cell, _ in filled):
        return HeaderRow(matches, 0.0)
    known = [found for _, found in filled if found.field]
    dates = sum(is_date(cell) for cell, found in filled if not found.field) if is_date else 0
    names = [found for found in known if found.field in {"name", "first_name", "last_name"}]
    count = len(known) + (dates if dates >= 2 else 0)
    if not names or count < 2 or (count < 4 and count < 0.4 * len(filled)):
        return HeaderRow(matches, 0.0)
    return HeaderRow(matches, sum(found.strength for found in known) + 0.5 * (dates if dates >= 2 else 0))


def header_score(cells: list[str]) -> float:
    """How well a row serves as a header; 0: not at all. What the reader of bytes asks to find the delimiter."""
    return read_header(cells).score
