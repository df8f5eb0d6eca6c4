"""Whole names that are nobody's: what meeting programs show for who gave no name, and offices that lists write for one.

Compared whole and never in part: Ana Gast, Guest beside a first name and Somchai Headman are people.
"""

import re
import unicodedata

_MARK = re.compile("[\u0300-\u036f]")
_SIGNS = re.compile(r"[\s\-_]+")
_NUMBER = re.compile(r"\s*[(#]?\s*\d{1,4}\)?$")


def plain_words(text: str) -> str:
    """A text in small letters without accents, hyphens and the number behind it: "Zoom-Benutzer (2)" -> "zoom benutzer"."""
    low = text.lower().replace("ı", "i")
    if not low.isascii():
        low = unicodedata.normalize("NFC", _MARK.sub("", unicodedata.normalize("NFD", low)))
    return _NUMBER.sub("", _SIGNS.sub(" ", low)).strip(" .")


_SHOWN = (
    # Spanish, Portuguese, French, Italian
    "usuario de zoom|usuario zoom|usuario|usuario invitado|invitado|invitada|anónimo|usuario anónimo|participante|sin nombre",
    "usuário do zoom|usuário zoom|usuário|utilizador do zoom|utilizador zoom|convidado|convidada|convidado(a)|anônimo"
    "|usuário anônimo",
    "utilisateur de zoom|utilisateur zoom|utilisateur|invité|invitée|anonyme|utilisateur anonyme|sans nom",
    "utente di zoom|utente zoom|utente|ospite|anonimo|utente anonimo|partecipante",
    # German, Dutch, Polish, Nordic, Turkish
    "zoom benutzer|zoom nutzer|benutzer|gast|gastbenutzer|anonymer benutzer|unbekannt|teilnehmer|teilnehmerin|teilnehmer:in",
    "zoom gebruiker|gebruiker|anonieme gebruiker|anoniem|deelnemer",
    "użytkownik zoom|użytkownik zooma|użytkownik|gość|użytkownik anonimowy|uczestnik",
    "zoom användare|gäst|zoom bruker|gjest|zoom bruger|gæst|vieras|zoom käyttäjä",
    "zoom kullanıcısı|kullanıcı|misafir|katılımcı",
    # Indonesian and Malay, Vietnamese, Thai, Lao, Khmer, Burmese
    "pengguna zoom|pengguna|peserta|tetamu",
    "người dùng zoom|người dùng|khách|khách mời|người tham gia|ẩn danh",
    "ผู้ใช้ zoom|ผู้ใช้zoom|ผู้ใช้งาน zoom|ผู้ใช้งาน|ผู้ใช้ซูม|ผู้เยี่ยมชม|แขก|แขกรับเชิญ|ผู้ร่วมประชุม|ไม่ระบุตัวตน|ผู้ใช้ teams|ผู้ใช้ line",
    "ຜູ້ໃຊ້ zoom|ຜູ້ໃຊ້|ແຂກ|អ្នកប្រើ zoom|អ្នកប្រើប្រាស់ zoom|ភ្ញៀវ|ဧည့်သည်",
    # Chinese, Japanese, Korean, Russian, Ukrainian
    "来宾|來賓|访客|訪客|嘉宾|zoom 用户|zoom用户|zoom 用戶|zoom用戶|用户|匿名|匿名用户",
    "ゲスト|ゲストユーザー|zoom ユーザー|zoomユーザー|ユーザー|参加者|게스트|손님|zoom 사용자|사용자|익명",
    "пользователь zoom|пользователь|гость|аноним|участник|користувач zoom|користувач|гість|учасник",
)
_HELD = (
    "village chief|chief of village|village chief deputy|deputy village chief|village head|village headman"
    "|village headwoman|headman"
    "|headwoman|head of village|deputy headman|kamnan|sub district head|subdistrict headman|sub district chief|district chief"
    "|district officer|community leader|religious leader|village leader|village health volunteer|health volunteer"
    "|village elder",
    "representatives|a representative|police officers|policeman|policewoman|police representative|social workers|case worker"
    "|caseworker|case manager|project officer|program officer|programme officer|project manager|project coordinator"
    "|coordinator"
    "|field officer|government officer|government official|official|officials|labour inspector|labor inspector"
    "|immigration officer"
    "|prosecutor|public prosecutor|nurse|doctor|teachers|head teacher|school director|drivers|interpreters|translators"
    "|parents"
    "|villager|villagers|reporter|journalist|accountant|finance officer|assistant|security guard",
    "ผู้ใหญ่บ้าน|ผู้ช่วยผู้ใหญ่บ้าน|กำนัน|สารวัตรกำนัน|นายอำเภอ|ปลัดอำเภอ|ปลัดจังหวัด|ปลัดเทศบาล|ปลัด อบต.|ปลัด อบต"
    "|นายก อบต.|นายก อบต|นายกเทศมนตรี"
    "|รองผู้ว่าราชการจังหวัด|ผู้ว่าราชการจังหวัด|อสม.|อสม|ตัวแทน|ผู้แทนหน่วยงาน|เจ้าหน้าที่ตำรวจ|นักพัฒนาสังคม"
    "|นักจิตวิทยา|พยาบาล|แพทย์|อัยการ|ผู้พิพากษา"
    "|ทนายความ|ผู้จัดการ|ผู้ประสานงาน|หัวหน้าหมู่บ้าน|ผู้นำชุมชน|ผู้ปกครอง|ชาวบ้าน|นักข่าว|ผู้สื่อข่าว|ผู้ช่วย|คนขับ",
)
NOBODY = frozenset(plain_words(name) for names in _SHOWN for name in names.split("|"))
"""What stands for a name that nobody gave."""
OFFICES = frozenset(plain_words(name) for names in _HELD for name in names.split("|"))
"""Offices without who holds them."""
OWNED_DEVICE = re.compile(
    r"(?:(?:samsung|galaxy|redmi|xiaomi|huawei|oppo|realme|android|tablet|notebook|laptop|smartphone|pc|computer)(?:\s+\S{1,12})?"
    r"|celular|movil|telefono|telemovel|telefone|portatil|computador|computadora|ordenador|telephone|portable"
    r"|ordinateur|handy|telefon|rechner|cellulare|telefoon|đien thoai)"
    r"\s+(?:de|da|do|del|di|von|van|of|cua|ของ)\s+\S.*|(?:celular|telefono|telefone|telephone|ordinateur|portatil) d[’']\S.*"
)
"""A device with whose it is, as of `plain_words`: "galaxy de lurdes", "handy von ulla"."""

_SEX = r"(?:male|female|men|women|boys|girls|m|f|ชาย|หญิง)\s*[:=]?\s*\d{1,4}"
_COUNTED = re.compile(
    rf"{_SEX}(?:\s*[,/;&+\-]?\s*(?:and\s+)?{_SEX})*"
    r"|\d{1,4}\s*(?:children|child|kids|boys?|girls?|women|men|villagers|families|households|youths?|pupils)",
    re.IGNORECASE,
)


def counts_heads(text: str) -> bool:
    """Whether a text with a digit counts people by sex or age: "Male 9 / Female 10", "4 children"."""
    return _COUNTED.fullmatch(text) is not None
