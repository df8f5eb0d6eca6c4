"""The words of headers: synonyms in English, Thai and the languages of the meeting programs; `headers` compares them."""

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
        "start time", "time", "meeting start time", "meeting start", "session start", "meeting time", "from", "start",
        "starts", "session time", "uhrzeit",
        "session start-end time", "event start time", "เวลา", "เวลาเริ่ม", "เวลาเริ่มประชุม", "เริ่มประชุมเวลา",
        "เวลาประชุม",
    ),
    "end": (
        "end time", "meeting end time", "meeting end", "session end", "to", "end", "ends", "event end time",
        "เวลาสิ้นสุด", "เลิกประชุมเวลา",
        "เวลาเลิก",
        "เวลาเลิกประชุม",
    ),
    "name": (
        "name (original name)", "full name", "participant name", "attendee name", "name", "your name", "your full name",
        "fullname", "name and surname", "name surname", "name & surname", "first and last name", "name of participant",
        "names", "names of participants", "name of participants", "participant names", "participants names",
        "names of attendees", "attendee names", "names of representatives", "representative", "representatives",
        "name of representative", "representative name", "councillor",
        "councilor", "commissioner", "committee member", "board member", "trustee", "focal point", "staff name",
        "officer name", "trainee", "trainee name", "participant", "participants", "attendee", "attendees", "registrant",
        "registrant name", "delegate", "delegate name", "guest name", "member", "member name", "person",
        "who", "nama", "nom complet", "nombre completo", "nombre", "nome", "nome completo",
        "nombre (nombre original)", "imię i nazwisko", "teilnehmer", "名前", "名前 (元の名前)", "姓名", "member name english",
        "ชื่อ-สกุล", "ชื่อ-นามสกุล", "ชื่อ นามสกุล", "ชื่อ สกุล", "ชื่อ-สกุลเต็ม", "ชื่อและนามสกุล",
        "ชื่อ-ชื่อสกุล", "ชื่อเต็ม", "รายชื่อ", "รายนาม",
        "ผู้เข้าร่วม", "ผู้เข้าร่วมประชุม", "รายชื่อผู้เข้าร่วม", "รายชื่อผู้เข้าร่วมประชุม", "ชื่อผู้เข้าร่วม",
        "ชื่อผู้เข้าร่วมประชุม",
        "ผู้แทน", "ชื่อผู้แทน", "ผู้แทนหน่วยงาน", "กรรมการ", "ชื่อสมาชิก", "สมาชิก", "ผู้เข้าประชุม", "ชื่อผู้เข้าประชุม",
        "ชื่อ", "ยศ ชื่อ สกุล", "ยศ ชื่อ-นามสกุล", "display name", "user name", "username",
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
        "institution", "organization/agency", "agency/organization", "ngo", "representing", "workplace",
        "organización", "organizacja", "หน่วยงาน", "สังกัด", "องค์กร", "หน่วยงาน/องค์กร", "องค์กร/หน่วยงาน",
        "หน่วยงาน/แผนก",
        "หน่วยงานต้นสังกัด", "ชื่อหน่วยงาน", "ชื่อองค์กร", "ต้นสังกัด", "ส่วนราชการ", "มูลนิธิ", "บริษัท",
        "สำนักงาน", "ที่ทำงาน",
        "department", "office", "แผนก",
        "unit", "division", "bureau", "station", "police station", "school", "institute", "foundation", "ministry",
        "company/organization", "organization/company", "agency represented", "organization represented", "works for",
        "กรม", "กอง", "กองบัญชาการ", "สถานี", "โรงเรียน", "สถาบัน", "หน่วย", "ฝ่าย", "กลุ่มงาน", "หน่วยงานที่สังกัด",
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
        "présent",         "absent", "absent?",
        "abwesend", "absente", "ausente", "afwezig", "excused", "apologies", "apology", "entschuldigt", "excusé",
        "เข้าร่วม", "การเข้าร่วม",
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
        "attendance duration", "time in call", "present (min)", "minutes", "minutes present", "minutes attended",
        "duración (minutos)",
        "duración total (minutos)",
        "所要時間（分）", "dauer", "durée", "duração", "duração na reunião", "dauer der besprechung", "ระยะเวลา", "เวลารวม",
        "ระยะเวลา (นาที)", "จำนวนนาที",
    ),
    "timestamp": ("timestamp", "ประทับเวลา", "zeitstempel", "horodateur", "marca temporal", "carimbo de data/hora"),
    "ignore": (
        "no", "no.", "#", "nr", "nr.", "s/n", "sn", "id", "_id", "number", "ลำดับ", "ลำดับที่", "ที่", "remarks",
        "remark", "notes",
        "note", "comment", "comments", "หมายเหตุ", "session type", "ticket type", "guest", "invitado", "convidado",
        "invité", "gast", "total", "%", "รวม",
        "middle name", "middle initial", "middle", "second name", "other names", "ชื่อกลาง",
        "order date",
        "registration date", "date of birth", "birthday", "วันเกิด", "ชื่อเล่น", "nickname", "line id", "id line",
        "ไลน์", "country",
        "gender", "sex", "เพศ", "อายุ", "age", "address", "ที่อยู่", "ครั้งที่", "mtg #", "meeting id", "จังหวัด",
        "อำเภอ", "province",
        "speaking time", "speaker time", "total speaking time", "total speaker time", "talk time", "talking time",
        "time spoken",
        "speaker stats", "speaking time (minutes)", "speaker time (minutes)", "เวลาพูด", "เวลาที่พูด", "ระยะเวลาพูด",
        "nick name", "nicknames",
        "signature", "sign", "signed", "ลงชื่อ", "ลายมือชื่อ", "ลายเซ็น", "ลายเซ็นต์", "ลงนาม", "unterschrift",
    ),
}  # fmt: skip
"""Field -> headers that mean it and nothing else, the surest first: of two columns for one field the surer is used."""

CONTAINED: dict[str, tuple[str, ...]] = {
    "date": ("meeting date", "session date", "event date", "date of the meeting", "date", "วันที่", "วันประชุม"),
    "title": (
        "meeting", "event", "committee", "session", "การประชุม", "หัวข้อ", "กิจกรรม", "ประชุมครั้งไหน", "ลงชื่อสำหรับ",
        "ลงชื่อเข้าประชุมครั้ง",
    ),
    "place": ("venue", "meeting place", "สถานที่"),
    "start": ("start time", "start", "meeting time", "เวลาเริ่ม"),
    "end": ("end time", "เวลาเลิก", "เวลาสิ้นสุด"),
    "name": (
        "full name", "name surname", "name and surname", "name", "participant name", "participant's name",
        "attendee name",
        "nom complet", "nombre completo", "nome completo", "vollständiger name", "volledige naam",
        "ชื่อ-สกุล", "ชื่อ-นามสกุล", "ชื่อ สกุล", "ชื่อ", "รายชื่อ", "ผู้เข้าร่วมประชุม",
    ),
    "first_name": ("first name", "given name", "prénom", "vorname", "voornaam"),
    "last_name": ("last name", "surname", "family name", "nachname", "apellidos", "achternaam", "นามสกุล"),
    "organization": (
        "organization", "organisation", "organizations", "organisations", "organization name", "organisation name",
        "agency",
        "affiliation", "company", "employer", "institution", "name of organization", "name of organisation",
        "agency name",
        "name of agency", "company name", "department", "ngo", "organisme", "organización", "organização",
        "organisatie", "workplace", "หน่วยงาน", "องค์กร", "สังกัด", "ส่วนราชการ", "ที่ทำงาน",
        "ชื่อหน่วยงาน", "ชื่อองค์กร",
    ),
    "role": ("position", "job title", "designation", "role", "ตำแหน่ง"),
    "email": (
        "email", "e-mail", "mail", "email address", "e mail", "courriel", "correo electrónico", "correo", "อีเมล", "อีเมล์",
    ),
    "phone": ("phone", "tel", "telephone", "mobile", "phone number", "โทรศัพท์", "เบอร์โทร", "มือถือ", "หมายเลขโทรศัพท์"),
    "sector": ("sector", "agency type", "type of organization", "type of organisation", "type of agency",
    "organization type",
               "organisation type", "ประเภทหน่วยงาน", "ประเภทองค์กร", "ภาคส่วน"),
    "attended": ("attended", "attendance", "present", "checked in", "signed in", "attendee status", "สถานะการเข้าร่วม",
    "การเข้าร่วม", "เช็คชื่อ"),
    "joined": ("join time", "time joined", "arrival time", "check-in time", "เวลาเข้า"),
    "left": ("leave time", "time exited", "เวลาออก"),
    "minutes": ("duration",),
    "timestamp": ("timestamp", "ประทับเวลา"),
    "ignore": ("remarks", "comments", "comment", "notes", "หมายเหตุ", "signature", "ลายมือชื่อ", "ลายเซ็น",
    "ชื่อเล่น", "nickname"),
}  # fmt: skip
"""Field -> words that mean it when the header says more; the longest that is found decides."""

VETOES = (
    "id", "birth", "order", "registration", "registered", "created", "updated", "modified", "printed", "price", "product",
    "item",
    "emergency", "guardian", "victim", "survivor", "beneficiary", "client", "patient", "customer", "supplier",
    "donor name", "father", "mother", "host", "file", "service", "contact person", "contact name",
    "project", "station",
    "village", "district", "province", "bank", "account", "emails", "how many", "number of", "billing",
    "engagement", "reaction", "speaking", "speaker time", "talk time", "talking", "spoken", "เวลาพูด", "เวลาที่พูด",
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
    "grade", "student id", "employee id", "member since", "membership",
    "membership no", "membership number", "ที่อยู่", "วันเกิด", "วันเดือนปีเกิด", "เว็บไซต์", "รหัสไปรษณีย์",
    "คะแนน", "เกรด",
})  # fmt: skip
"""Headers of directories and records of people: without any date of a meeting they are no attendance."""

REGISTRATIONS = frozenset({
    "registration date", "registered at", "registration time", "date registered", "order date", "created at",
    "registered on", "วันที่สมัคร",
})  # fmt: skip
"""Headers of lists of people who registered: that is not attendance."""

KEPT = frozenset({
    "optin time", "confirm time", "member rating", "last changed", "unsubscribed", "subscribed", "opens", "clicks",
    "connected on", "certificate no", "certificate number", "issue date", "issued on", "expiry date", "expiration date",
    "valid until", "expiration timestamp", "billing active", "has 2fa", "last login", "last sign in", "account status",
    "profile url", "e-mail 1 - value", "phone 1 - value", "เลขที่ใบประกาศ", "วันหมดอายุ", "วันที่ออกใบประกาศ",
})  # fmt: skip
"""Headers of lists that are kept of people: subscribers, connections, accounts, certificates; one may stand beside marks."""

TASKS = frozenset({
    "action item", "action items", "action required", "due date", "deadline", "assigned to", "assignee", "กำหนดส่ง", "กำหนดเสร็จ",
})  # fmt: skip
"""Headers of lists of what somebody has to do, as minutes end with: who is named there need not have come."""

HOURS = frozenset({
    "hours worked", "volunteer hours", "total hours", "hours volunteered", "overtime", "work hours", "no. of hours",
    "number of hours", "ชั่วโมงทำงาน", "ชั่วโมงอาสา", "จำนวนชั่วโมง", "ชั่วโมงจิตอาสา",
})  # fmt: skip
"""Headers of lists of hours of work."""

WORK = ("volunteer", "task", "shift", "activity", "duties", "job", "อาสาสมัคร", "งาน", "ภารกิจ")
"""Words of headers beside which "hours" are those of work."""

CASES = ("victim", "survivor", "exploitation", "case id", "case no", "case number", "ผู้เสียหาย", "เหยื่อ", "คดี")
"""Words of headers of lists of cases: such a list is never read as a list of people at a meeting."""

HELPED = (
    "victim", "survivor", "client", "beneficiary", "patient", "ผู้เสียหาย", "เหยื่อ", "ผู้รับบริการ", "ผู้ป่วย",
)  # fmt: skip
"""Who is named in a column whose header says one of these and "name"."""

CASE_FIELDS = frozenset({
    "case id", "case no", "case number", "case code", "exploitation",
    "type of exploitation", "date of intake", "intake date", "intake", "admission date", "date of rescue", "rescue date",
    "เลขคดี", "เลขที่คดี", "รหัสเคส", "วันที่รับเข้า", "วันที่ช่วยเหลือ", "รูปแบบการแสวงหาประโยชน์",
})  # fmt: skip
"""Headers that only lists about people who are helped have."""

NICKNAMES = frozenset({"ชื่อเล่น", "nickname", "nick name", "nicknames", "nick", "known as"})
"""Columns of nicknames: they are the names where there are no others."""

SIGNATURES = frozenset({"signature", "sign", "signed", "ลงชื่อ", "ลายมือชื่อ", "ลายเซ็น", "ลายเซ็นต์", "ลงนาม", "unterschrift"})
"""Columns one signs in: empty in nearly every file; marks in one say who came."""
