"""Names and abbreviations of the months as lists write them, language by language, and the digits written beside them.

No name is of two months: those that two languages use for two (the Croatian listopad) stand here for one language only.
"""

import re
import unicodedata

# fmt: off
_LANGUAGES: dict[str, str] = {
    # As found in real files, misspellings included (ฏ for ฎ, จ for ศ).
    "Thai": "มกราคม มกรา|กุมภาพันธ์ กุมภาพันธุ์ กุมพาพันธ์ กุมภา|มีนาคม มีนา|เมษายน เมษา|พฤษภาคม พฤกษภาคม พฤษภา"
    "|มิถุนายน มิถุนา"
    "|กรกฎาคม กรกฏาคม กรกฎา กรกฏา|สิงหาคม สิงหา|กันยายน กันยา|ตุลาคม ตุลา|พฤศจิกายน พฤษจิกายน พฤศจิกา|ธันวาคม ธันวา",
    "English": "january jan|february feb febuary feburary|march mar|april apr|may|june jun|july jul|august aug"
    "|september sept sep"
    "|october oct|november nov|december dec",
    "German": "januar jänner jän|februar feber|märz mrz mär|april|mai|juni|juli|august|september|oktober okt|november"
    "|dezember dez",
    "French": "janvier janv|février févr fév|mars|avril avr|mai|juin|juillet juil|août aoû|septembre|octobre|novembre"
    "|décembre déc",
    "Spanish": "enero ene|febrero|marzo|abril abr|mayo|junio|julio|agosto ago|septiembre setiembre|octubre|noviembre"
    "|diciembre dic",
    "Portuguese": "janeiro|fevereiro fev|março|abril abr|maio|junho|julho|agosto ago|setembro set|outubro out|novembro"
    "|dezembro dez",
    "Italian": "gennaio gen|febbraio|marzo|aprile|maggio mag|giugno giu|luglio lug|agosto ago|settembre set|ottobre ott"
    "|novembre"
    "|dicembre dic",
    "Dutch": "januari|februari|maart mrt|april|mei|juni|juli|augustus|september|oktober okt|november|december",
    "Polish": "stycznia styczeń sty|lutego luty lut|marca marzec|kwietnia kwiecień kwi|maja maj|czerwca czerwiec cze"
    "|lipca lipiec lip|sierpnia sierpień sie|września wrzesień wrz|października październik paź|listopada listopad lis"
    "|grudnia grudzień gru",
    "Swedish": "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober okt|november|december",
    "Norwegian": "januar|februar|mars|april|mai|juni|juli|august|september|oktober okt|november|desember des",
    "Danish": "januar|februar|marts|april|maj|juni|juli|august|september|oktober okt|november|december",
    "Finnish": "tammikuuta tammikuu|helmikuuta helmikuu|maaliskuuta maaliskuu|huhtikuuta huhtikuu|toukokuuta toukokuu"
    "|kesäkuuta kesäkuu|heinäkuuta heinäkuu|elokuuta elokuu|syyskuuta syyskuu|lokakuuta lokakuu|marraskuuta marraskuu"
    "|joulukuuta joulukuu",
    "Turkish": "ocak oca|şubat şub|mart|nisan nis|mayıs|haziran haz|temmuz tem|ağustos ağu|eylül eyl|ekim eki|kasım kas"
    "|aralık ara",
    "Indonesian": "januari|februari pebruari|maret|april|mei|juni|juli|agustus agt agu ags|september|oktober okt"
    "|november nopember"
    "|desember des",
    "Malay": "januari|februari|mac|april|mei|jun|julai|ogos ogo|september|oktober okt|november|disember dis",
    "Russian": "января январь янв|февраля февраль фев февр|марта март мар|апреля апрель апр|мая май|июня июнь июн"
    "|июля июль июл"
    "|августа август авг|сентября сентябрь сен сент|октября октябрь окт|ноября ноябрь ноя нояб|декабря декабрь дек",
    "Ukrainian": "січня січень січ|лютого лютий лют|березня березень бер|квітня квітень квіт|травня травень трав"
    "|червня червень черв|липня липень лип|серпня серпень серп|вересня вересень вер|жовтня жовтень жовт"
    "|листопада листопад лист|грудня грудень груд",
    "Khmer": "មករា|កុម្ភៈ កុម្ភះ កុម្ភ|មីនា|មេសា|ឧសភា|មិថុនា|កក្កដា|សីហា|កញ្ញា|តុលា|វិច្ឆិកា|ធ្នូ",
    "Burmese": "ဇန်နဝါရီ ဇန်နဝါရီလ|ဖေဖော်ဝါရီ ဖေဖော်ဝါရီလ|မတ် မတ်လ|ဧပြီ ဧပြီလ|မေ မေလ|ဇွန် ဇွန်လ|ဇူလိုင် ဇူလိုင်လ"
    "|ဩဂုတ် ဩဂုတ်လ သြဂုတ် သြဂုတ်လ|စက်တင်ဘာ စက်တင်ဘာလ|အောက်တိုဘာ အောက်တိုဘာလ|နိုဝင်ဘာ နိုဝင်ဘာလ|ဒီဇင်ဘာ ဒီဇင်ဘာလ",
    "Lao": "ມັງກອນ|ກຸມພາ|ມີນາ|ເມສາ|ພຶດສະພາ|ມິຖຸນາ|ກໍລະກົດ|ສິງຫາ|ກັນຍາ|ຕຸລາ|ພະຈິກ|ທັນວາ",
}
_SHORT = (
    "มค|กพ|มีค|เมย|พค|มิย|กค|สค|กย|ตค|พย|ธค",
    "ມກ|ກພ|ມນ ມີນ|ມສ ເມສ|ພພ|ມິຖ ມຖ|ກລ|ສຫ|ກຍ|ຕລ|ພຈ|ທວ",
)
"""Thai and Lao, written with dots or without: ม.ค., มค."""
_ALSO_WORDS = frozenset({"set", "out", "gen", "mac", "lip", "sie", "des", "dis"})
"""Other words too, in titles of other languages: they are months only right before a year, never "9 out 12"."""
# fmt: on
_BEFORE_YEAR = r"(?=\.?(?:[\-/]\d\d|[\s\-/.]*(?:de\s+)?(?:19|2[05])\d\d(?!\d)))"
_LETTER = r"ก-๛a-zà-ɏ\u0370-\u052f\u0e80-\u0eff\u1000-\u103f\u1050-\u109f\u1780-\u17d3"
_MARK = re.compile("[\u0300-\u036f]")

MONTHS_BY_LANGUAGE: dict[str, tuple[tuple[str, ...], ...]] = {
    language: tuple(tuple(names.split()) for names in months.split("|")) for language, months in _LANGUAGES.items()
}
"""{language: names of each of the twelve months}."""

WEEKDAY = re.compile(
    r"\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi"
    r"|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?"
    r"|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
    r"|poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela|mandag|måndag|tirsdag|tisdag|onsdag|torsdag|fredag|lørdag|lördag"
    r"|søndag|söndag|pazartesi|salı|çarşamba|perşembe|cuma(?:rtesi)?|pazar|senin|selasa|rabu|kamis|khamis|jumat|jumaat|sabtu"
    r"|ahad|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|понеділок|вівторок|середа|четвер|п[’']ятниця"
    r"|субота|неділя|thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)\b[.,]*(?:\s*(?:den|dem|le|el|il|ngày)\b)?(?=\s*\d)",
    re.IGNORECASE,
)
"""Weekdays of the other languages right before a date."""

AROUND = re.compile(
    r"ថ្ងៃ(?:អាទិត្យ|ចន្ទ|អង្គារ|ពុធ|ព្រហស្បតិ៍|សុក្រ|សៅរ៍)?\s*(?:ទី)?(?=\s*\d)|ខែ(?=\s*[ក-ឳ])|ឆ្នាំ(?=\s*\d)"
    r"|ວັນ(?:ອາທິດ|ຈັນ|ອັງຄານ|ພຸດ|ພະຫັດ|ສຸກ|ເສົາ)?\s*(?:ທີ)?(?=\s*\d)|ເດືອນ(?=\s*[ກ-ໝເ-ໄ])|ປີ(?=\s*\d)"
    r"|(?<=\d)\s?ခုနှစ်[၊,]?|(?<=\d)\s?ရက်(?:နေ့)?[၊,]?"
    r"|(?<=\d)\s?г(?:ода|\.)|(?<=\d)\s?р(?:оку|\.)",
)
"""The words for day, month and year around a date: Khmer, Lao, Burmese, Russian, Ukrainian."""

_ELSEWHERE = "๐๑๒๓๔๕๖๗๘๙໐໑໒໓໔໕໖໗໘໙០១២៣៤៥៦៧៨៩၀၁၂၃၄၅၆၇၈၉०१२३४५६७८९০১২৩৪৫৬৭৮৯٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９"
DIGITS = str.maketrans(_ELSEWHERE, "0123456789" * (len(_ELSEWHERE) // 10))
"""Thai, Lao, Khmer, Burmese, Devanagari, Bengali, Arabic, Persian and full-width digits to Western ones."""


def plain_month(name: str) -> str:
    """A month name in small letters without dots, blanks, accents and Turkish dots: KASIM, Kasım and kasim are one."""
    low = re.sub(r"[.\s]", "", name).lower().replace("ı", "i")
    return unicodedata.normalize("NFC", _MARK.sub("", unicodedata.normalize("NFD", low)))


def _short(group: str) -> list[tuple[str, int]]:
    return [(name, number) for number, names in enumerate(group.split("|"), 1) for name in names.split()]


_NAMED = {
    spelling: number
    for months in MONTHS_BY_LANGUAGE.values()
    for number, names in enumerate(months, 1)
    for name in names
    for spelling in (name, plain_month(name))
}
_DOTTED = {name: number for group in _SHORT for name, number in _short(group)}
MONTH = {plain_month(name): number for name, number in (_NAMED | _DOTTED).items()}
"""{plain name: 1 to 12}."""


def _any_of(names: list[str]) -> str:
    """Patterns of the names by first letter, the longest first: a third of the time of one list."""
    by_first: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        # "nisan" in small letters as programs make them of NİSAN has a dot more.
        by_first.setdefault(name[0], []).append(name[1:].replace("i", "i\u0307?"))
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in by_first.items())


_DOTS = "|".join(rf"{name[:-1]}\.?\s?{name[-1]}" for name in _DOTTED)
_WORDS = "|".join(name + _BEFORE_YEAR for name in _ALSO_WORDS)
ONE_MONTH = (
    rf"(?<![{_LETTER}])({_any_of([name for name in _NAMED if name not in _ALSO_WORDS])}|{_DOTS}|{_WORDS})\.?(?![{_LETTER}])"
)
"""Pattern of one month name, its first group; to be used without regard to case."""
