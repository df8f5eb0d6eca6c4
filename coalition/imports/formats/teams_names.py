"""How Microsoft Teams shows people: markers of guests in the guest's language, unit and kind of contract behind the name."""

import re
from functools import lru_cache

_WORDS = (
    r"guest|external|unverified|unauthenticated|ext|anonymous|meeting guest|anonymous user",
    r"gast|externe?|nicht überprüft|nicht verifiziert|unbestätigt|unüberprüft|ungeprüft",
    r"invitée?|non[- ]vérifiée?s?|non vérifiée?|anonyme",
    r"invitad[oa]|extern[oa]|no verificad[oa]|no comprobad[oa]|sin (?:comprobar|verificar)|anónim[oa]",
    r"convidad[oa]|não[- ]verificad[oa]|anônim[oa]|visitante",
    r"ospite|estern[oa]|non[- ]verificat[oa]",
    r"gość|zewnętrzn[yae]|niezweryfikowan[yae]|nie zweryfikowano",
    r"niet[- ]geverifieerd|ongeverifieerd",
    r"gæst|gjest|gäst|ekstern|ubekræftet|ikke[- ](?:be|veri)\w+|overifierad|ej verifierad|vieras|ulkoinen|vahvistamaton",
    r"host|hosť|externí|externý|neověřen[oýá]|neoveren[oýá]|vendég|külső|nem ellenőrzött|convidat|invitat|oaspete|neverificat",
    r"gost|vanjski|zunanji|neprovjeren|nepreverjen|külalis|viesis|svečias",
    r"гость|внешний|внешняя|не провер\w+|непровер\w+|гість|зовнішній|неперевірен\w+|гост|външен|непотвърден",
    r"επισκέπτης|εξωτερικός|μη επαληθευμένος|misafir|konuk|dış|harici|doğrulanmamış|doğrulanmadı",
    r"ضيف|خارجي|لم يتم التحقق(?: منه)?|غير متحقق منه|אורח|חיצוני|לא מאומת",
    r"tamu|eksternal|tidak terverifikasi|belum diverifikasi|tetamu|luaran|khách|bên ngoài|chưa (?:được )?xác minh",
    r"ゲスト|外部|未確認|来宾|來賓|访客|訪客|外部用户|外部使用者|未验证|未驗證|게스트|외부|확인되지 않음",
    r"ผู้เยี่ยมชม|ผู้มาเยือน|แขก|เกสต์|(?:บุคคล|ผู้ใช้)?ภายนอก|(?:ยัง)?ไม่(?:ได้|ผ่าน)(?:รับ)?การ?(?:ยืนยัน|ตรวจสอบ)|(?:ยัง)?ไม่ได้(?:ยืนยัน|ตรวจสอบ)",
)
_ANY = "|".join(_WORDS)
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
