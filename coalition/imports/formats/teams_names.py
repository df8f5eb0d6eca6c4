"""How Microsoft Teams shows people: markers of guests in the guest's language, unit and kind of contract behind the name."""

import re
from functools import lru_cache

_WORDS = (
    "guest", "external", "unverified", "ext", "anonymous", "meeting guest", "anonymous user",
    "gast", "extern", "externe", "nicht überprüft", "nicht verifiziert", "unbestätigt",
    "invité", "invitée", "externe", "non vérifié", "non vérifiée",
    "invitado", "invitada", "externo", "externa", "no verificado", "no verificada", "sin comprobar", "sin verificar",
    "convidado", "convidada", "não verificado", "não verificada",
    "ospite", "esterno", "esterna", "non verificato", "non verificata",
    "gość", "zewnętrzny", "zewnętrzna", "niezweryfikowany", "niezweryfikowana", "niezweryfikowane",
    "gast", "niet-geverifieerd", "niet geverifieerd",
    "gæst", "gjest", "gäst", "ekstern", "ubekræftet", "ikke bekreftet", "overifierad", "vieras", "ulkoinen", "vahvistamaton",
    "host", "externí", "neověřeno", "vendég", "külső", "гость", "внешний", "не проверено", "misafir",
    "konuk", "dış", "doğrulanmamış",
    "tamu", "eksternal", "tidak terverifikasi", "belum diverifikasi", "tetamu", "khách", "bên ngoài",
    "chưa xác minh", "chưa được xác minh",
    "ゲスト", "外部", "未確認", "来宾", "來賓", "访客", "訪客", "外部用户", "未验证", "未驗證", "게스트",
    "외부", "확인되지 않음",
    "ผู้เยี่ยมชม", "แขก", "ผู้มาเยือน", "ภายนอก", "บุคคลภายนอก", "ไม่ได้ยืนยัน", "ไม่ได้รับการยืนยัน", "ยังไม่ได้ยืนยัน", "ยังไม่ได้รับการตรวจสอบ",
)  # fmt: skip
_ANY = "|".join(sorted(map(re.escape, dict.fromkeys(_WORDS)), key=len, reverse=True))
_MARKER = re.compile(rf"\s*[(\[（](?:{_ANY})(?:\s*,\s*(?:{_ANY}))*[)\]）]", re.IGNORECASE)
_UNIT = re.compile(r"\(\s*([A-Z][A-Z0-9&.\-]*(?:/[A-Z0-9&.\-]+)+)(?:\s+(?:EMP|EXT|CON|CTR|INT|TMP|CWK|STA))?\s*\)")
_KIND = re.compile(r"\(\s*([A-Z][A-Z0-9&.\-]{1,11})\s+(?:EMP|EXT|CON|CTR|INT|TMP|CWK|STA)\s*\)")
_TWO_PARTS = re.compile(r"([^,()\[\]]+),\s*([^,()\[\]]+?)(\s*[(\[].*)?")


@lru_cache(maxsize=8192)
def shown_name(text: str) -> str:
    """A name as shown, without the markers and with its unit alone in brackets.

    'Inta, Boonsri (EXT) (Gast)' -> 'Inta, Boonsri'; 'KOWALSKI Jan (COMM/A2 EMP)' -> 'KOWALSKI Jan (COMM/A2)'.
    """
    bare = _MARKER.sub("", text).strip()
    bare = _KIND.sub(r"(\1)", _UNIT.sub(r"(\1)", bare))
    turned = _TWO_PARTS.fullmatch(bare)
    if turned is not None and turned[3]:  # the surname stands first, whatever is in brackets behind
        return f"{turned[2].strip()} {turned[1].strip()}{turned[3]}"
    return bare or text
