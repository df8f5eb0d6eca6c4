"""The marks that stand for presence in a list: ticks, letters and words, Thai and Western."""

import re
from typing import Literal

from coalition.imports.cells.text import norm_text

Mark = Literal["present", "absent", "excused"]

# fmt: off
_WORDS: dict[Mark, list[str]] = {
    "present": [
        "x", "✓", "✔", "☑", "✅", "√", "/", "1", "p", "y", "yes", "true", "present", "attended",
        "checkedin", "here", "arrived", "inattendance", "ja",
        "oui", "sí", "si", "sim", "da", "มา", "เข้าร่วม", "เข้า", "เข้าประชุม", "เข้าร่วมประชุม", "ร่วม",
        "ontime", "walkin", "checkedout", "หน้างาน", "ลงทะเบียนหน้างาน", "ตรงเวลา", "มาตรงเวลา",
        "présent", "présente", "venu", "venue", "enregistré", "anwesend", "teilgenommen", "erschienen", "eingecheckt",
        "presente", "asistió", "asistio", "compareceu", "aanwezig", "tak",
        "obecny", "obecna", "hadir", "cómặt", "có", "inperson", "onsite", "facetoface", "ออนไซต์", "出席", "出", "是", "到",
        "○", "◯", "●", "•", "+", "v", "ok", "presentonline", "attendedonline", "signed", "signedin", "joined", "came",
        "ມາ", "မှန်", "да", "👍", "มาประชุม", "เข้าร่วมแล้ว", "ใช่", "เข้าร่วมออนไลน์", "เข้าประชุมออนไลน์", "เข้าประชุมด้วยตนเอง",
        "มาด้วยตนเอง", "เช็คอินแล้ว", "ลงชื่อแล้ว", "มาแล้ว", "ครบ",
        # late is present
        "l", "late", "สาย", "มาสาย", "retard", "enretard", "verspätet", "tarde", "atrasado", "telaat", "spóźniony",
        "遅刻", "tardy",
        "leftearly", "partial",
    ],
    "absent": [
        "", "-", "--", "---", "–", "—", "0", "n", "no", "false", "a", "absent", "nein", "non", "não",
        "nie", "noshow", "notpresent",
        "notattended", "didnotattend", "notattending", "cancelled", "canceled", "declined", "refunded",
        "deleted", "#n/a", "☐", "✗", "✘", "❌", "absente", "nonprésent", "abwesend", "fehlt", "gefehlt", "ausente",
        "noasistió",
        "noasistio", "faltou", "falta", "assente", "afwezig", "nee", "nieobecny", "nieobecna", "tidakhadir", "vắng", "không",
        "欠席", "缺席", "否", "нет", "didnotcome", "didn'tattend", "notcheckedin", "unattended", "missing", "missed",
        "ไม่", "ไม่ได้มา", "ไม่มาประชุม", "ไม่เข้าประชุม", "ไม่ใช่", "ไม่อยู่", "ຂາດ", "unexcused", "unentschuldigt", "awol",
        "ขาด", "ข", "ไม่มา", "ไม่เข้าร่วม", "ไม่ได้เข้าร่วม", "ไม่เข้า", "ไม่ร่วม", "ขาดประชุม", "ยกเลิก",
    ],
    "excused": [
        "e", "ex", "exc", "excused", "apologies", "apology", "regrets", "sentapologies", "withapologies", "sentregrets",
        "excusé", "excusée", "entschuldigt", "krank", "excusado", "justificado", "justificada", "giustificato", "afgemeld",
        "verhinderd", "usprawiedliwiony", "usprawiedliwiona", "izin", "sakit", "vắngcóphép", "cóphép", "请假",
        "absentwithapology", "apologiesforabsence", "apologyforabsence", "apologiesreceived", "apologyreceived",
        "absentwithapologies", "absentexcused", "excusedabsence", "absent(excused)", "onmission", "ลาคลอด", "ไม่มา(ลา)",
        "n/a", "leave", "onleave", "sick",
        "ล", "ลา", "ลากิจ", "ลาป่วย", "ลาพักร้อน", "ลาประชุม", "ติดราชการ", "ไปราชการ", "ติดภารกิจ",
    ],
}
# fmt: on
_MARKS: dict[str, Mark] = {word: mark for mark, words in _WORDS.items() for word in words}
_MORE = re.compile(r"([^()]{1,40}?)\s*\(([^()]*)\)\s*|([^\-–—,;:]{1,40}?)(?:\s[-–—]\s|[,;:]\s)(.*\S)|(\S{1,20}?)([*†])")
_SOMEBODY_ELSE = re.compile(r"แทน|proxy|substitut|\?|not|ไม่", re.IGNORECASE)
"""In brackets behind a mark: the mark is not that of the person."""
_IGNORED = re.compile("[\\s_.\ufe0e\ufe0f]|(?<=[^-])-(?=[^-])")


def read_mark(text: str) -> Mark | None:
    """What a mark says; late is present, excused is not. Case, blanks and dots do not matter.

    None: it does not say, and a person is asked: `?`, `แทน` (somebody came instead), `online`, `NA` (not known), other words.
    An empty cell is "absent": where empty means "not asked", the caller must look before.
    """
    mark = _MARKS.get(_IGNORED.sub("", norm_text(text)).casefold())
    if mark is None and (more := _MORE.fullmatch(norm_text(text))):
        first, rest = (part for part in more.groups() if part is not None)
        mark = _MARKS.get(_IGNORED.sub("", first).casefold())
        if _SOMEBODY_ELSE.search(rest) or (mark == "present" and _MARKS.get(_IGNORED.sub("", rest).casefold(), mark) != mark):
            return None
    return mark
