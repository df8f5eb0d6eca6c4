"""Words in names of organizations: which are only another way of writing, which tell little, which tell apart."""

import re
from functools import lru_cache

from coalition.imports.cells.text import THAI_DIGITS, has_thai, norm_text
from coalition.imports.matching import BESIDE_THAI, organization_key, person_key

_SPELLINGS = {
    "centre": "center", "centres": "centers", "programme": "program", "programmes": "programs", "labour": "labor",
    "organisation": "organization", "organisations": "organizations", "dept": "department", "fdn": "foundation",
    "intl": "international", "assoc": "association", "assn": "association", "ltd": "limited",
    "govt": "government", "defence": "defense", "counselling": "counseling", "muang": "mueang", "meuang": "mueang",
    "natl": "national", "int": "international", "univ": "university", "hosp": "hospital",
    "incorporated": "inc", "corporation": "corp", "company": "co",
}  # fmt: skip
"""Another spelling or abbreviation of exactly the same word."""

_NEXT = r"\s*(?=[\u0e01-\u0e2e\u0e40-\u0e44\ue001\ue002])"  # a Thai word (or the mark of a place) follows, blanks or not
_ALONE = r"(?<![\u0e00-\u0e7f])"  # no Thai letter before
_THAI_SHORT = [
    (re.compile(pattern), meant)
    for pattern, meant in (
        (r"องค์การบริหารส่วนตำบล|อ\.บ\.ต\.", "อบต."),
        (r"องค์การบริหารส่วนจังหวัด|อ\.บ\.จ\.", "อบจ."),
        (r"สำนักงานเขตพื้นที่การศึกษาประถมศึกษา", "สพป."),
        (r"สำนักงานเขตพื้นที่การศึกษามัธยมศึกษา", "สพม."),
        (r"สนง\.?|ส\.น\.ง\.", "สำนักงาน "),
        (_ALONE + r"จว\." + _NEXT, "จังหวัด"),
        (_ALONE + r"ตม\." + _NEXT, "ตรวจคนเข้าเมือง"),
        (_ALONE + r"รพ\.?\s?สต\.?" + _NEXT, "โรงพยาบาลส่งเสริมสุขภาพตำบล"),
        (_ALONE + r"(?:รพ|ร\.พ)\." + _NEXT, "โรงพยาบาล"),
        (_ALONE + r"(?:รร|ร\.ร)\." + _NEXT, "โรงเรียน"),
        (_ALONE + r"ส\.?ภ(?:\.|\s)" + _NEXT, "สถานีตำรวจภูธร"),
        (_ALONE + r"สน\." + _NEXT, "สถานีตำรวจนครบาล"),
        (_ALONE + r"ทต\." + _NEXT, "เทศบาลตำบล"),
        (_ALONE + r"ทม\." + _NEXT, "เทศบาลเมือง"),
        (_ALONE + r"ทน\." + _NEXT, "เทศบาลนคร"),
    )
]
_AREA_SHORT = re.compile(r"([\u0e00-\u0e7f]*)([จอต])\." + _NEXT)
_AREA_WORDS = {"จ": "จังหวัด", "อ": "อำเภอ", "ต": "ตำบล"}
_ACRONYMS = ("พม", "อบ", "สส", "ศธ", "สย", "สร", "สจ", "สว", "ภ")  # with "จ." after them offices of a province
_TOWN = re.compile(r"(?<!เข้า)(?<!ผัง)(?<!เทศบาล)เมือง\s*จังหวัด")  # "เมือง จ.เชียงราย" is the district of the town
_VOWEL = re.compile("[\u0e30-\u0e3a\u0e40-\u0e45]")
_MINISTRY = re.compile(r"^min\.? of\b", re.IGNORECASE)
_COMMA_THE = re.compile(r"^(.+),\s*the\s*$", re.IGNORECASE)


def _area_word(found: re.Match[str]) -> str:
    """'จ.' is a province only where a word ends before it: not in 'อบจ.' or 'พมจ.', whose letters are no word."""
    before = found[1]
    is_word_end = not before or (len(before) >= 6 and _VOWEL.search(before) is not None and not before.endswith(_ACRONYMS))
    return f"{before}{_AREA_WORDS[found[2]]}" if is_word_end else found[0]


def spelled_out(name: str) -> str:
    """The name with digits, ampersand and Thai official abbreviations written out; nothing that tells it apart is lost."""
    text = norm_text(name).translate(THAI_DIGITS).replace("&", " and ")
    if has_thai(text):
        for pattern, meant in _THAI_SHORT:
            text = pattern.sub(meant, text)
        text = _AREA_SHORT.sub(_area_word, text)
        text = _TOWN.sub("เมือง", text)
    return _MINISTRY.sub("Ministry of", _COMMA_THE.sub(r"\1", text))


@lru_cache(maxsize=50_000)
def fold(name: str) -> str:
    """The name in one way of writing: as `matching.organization_key`, with spellings and abbreviations of one word folded and a
    leading "the" left out. Two names of one fold differ in nothing that could make them two organizations.
    """
    words = [_SPELLINGS.get(word, word) for word in person_key(spelled_out(name)).split()]
    kept = words[1:] if len(words) > 1 and words[0] == "the" else words
    folded = " ".join(kept)
    return folded if folded.isascii() else BESIDE_THAI.sub("", folded)


# --- words that tell little -----------------------------------------------------------------------------------------

_LEGAL = {
    "the", "foundation", "inc", "limited", "corp", "llc", "association", "society", "org", "organization", "of", "for", "and",
    "in", "co", "thailand", "thai",
}  # fmt: skip
_LEGAL_THAI = re.compile("มูลนิธิ|สมาคม|สำนักงาน|ประเทศไทย|องค์กร|จังหวัด|อำเภอ")
_GENERIC = _LEGAL | {
    "project", "projects", "program", "programs", "network", "office", "center", "group", "team", "international", "campaign",
    "initiative", "ministry", "ministries", "department", "division", "provincial", "province", "district", "police", "station",
    "regional", "region", "national", "royal", "unit", "house", "home", "shelter", "hospital", "school", "university",
    "children",
    "child", "women", "family", "families", "church", "committee", "council", "government", "public", "local", "community",
    "institute", "agency", "service", "services", "support", "social", "development", "bureau", "branch", "chapter", "friends",
    "association", "coalition", "federation", "union", "to", "against", "on", "with", "a", "an",
}  # fmt: skip
_GENERIC_THAI = re.compile(
    "สถานีตำรวจภูธร|สถานีตำรวจนครบาล|สถานีตำรวจ|ตำรวจภูธร|ตรวจคนเข้าเมือง|บ้านพักเด็กและครอบครัว|โรงพยาบาล|โรงเรียน"
    "|มหาวิทยาลัย|เทศบาลตำบล|เทศบาลเมือง|เทศบาลนคร|เทศบาล|ที่ว่าการ|อบต|อบจ|ศูนย์|กระทรวง|กรม|กอง|เครือข่าย|โครงการ|บ้าน|วัด"
    "|คณะกรรมการ|ชมรม|กลุ่ม|ตำบล|จังหวัด|อำเภอ|เพื่อ|เด็ก|สตรี"
)
SMALL = frozenset({"the", "of", "for", "and", "in", "on", "to", "against"})
"""Words whose letter an acronym leaves out."""
PURPOSE = ("for", "of", "against", "to", "on", "in")
PURPOSE_THAI = "เพื่อ"


def _left_out(word: str) -> list[str]:
    return [word[:at] + word[at + 1 :] for at in range(len(word))]


_SLIPS = {part: word for word in sorted(_GENERIC) if len(word) >= 5 for part in [word, *_left_out(word)]}
"""{a common word with one letter left out: the word}, to know 'Foundtaion' and 'Projct' by."""


@lru_cache(maxsize=50_000)
def _without_slip(word: str) -> str:
    """The common word that was meant, where one letter is wrong, missing, too many or swapped; else the word."""
    if len(word) < 5 or word in _GENERIC or not word.isascii():
        return word
    meant = _SLIPS.get(word) or next((_SLIPS[part] for part in _left_out(word) if part in _SLIPS), word)
    return meant if abs(len(meant) - len(word)) <= 1 and meant[0] == word[0] else word


def without_legal(folded: str) -> str:
    """What is left of a fold without legal forms, small words and the country; the fold where that would be nothing.

    Slips in common words are mended: for likeness, not for sameness.
    """
    kept = [meant for word in folded.split() if (meant := _without_slip(word)) not in _LEGAL]
    left = " ".join(kept)
    return (left if left.isascii() else BESIDE_THAI.sub("", _LEGAL_THAI.sub(" ", left)).strip()) or folded


def core(loose: str) -> str:
    """What is left without words that many organizations share; empty where nothing is."""
    left = " ".join(word for word in loose.split() if word not in _GENERIC)
    return left if left.isascii() else " ".join(_GENERIC_THAI.sub(" ", left).split())


# --- words that tell apart ------------------------------------------------------------------------------------------

_NUMBER_WORDS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7",
    "ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9",
}  # fmt: skip
_NUMBERS = re.compile(r"\d+")
_OPPOSITES = (
    [
        "north",
        "northern",
        "south",
        "southern",
        "east",
        "eastern",
        "west",
        "western",
        "central",
        "northeast",
        "northeastern",
        "northwest",
        "southeast",
        "upper",
        "lower",
        "inner",
        "outer",
    ],
    [
        "men",
        "man",
        "women",
        "woman",
        "boys",
        "boy",
        "girls",
        "girl",
        "male",
        "female",
        "children",
        "child",
        "youth",
        "youths",
        "elderly",
        "mothers",
        "fathers",
        "babies",
        "adults",
        "students",
        "teachers",
        "migrants",
        "refugees",
    ],
    [
        "thailand",
        "myanmar",
        "burma",
        "laos",
        "lao",
        "cambodia",
        "vietnam",
        "china",
        "malaysia",
        "indonesia",
        "philippines",
        "india",
        "nepal",
        "bangladesh",
        "singapore",
        "asia",
        "africa",
        "europe",
        "usa",
        "uk",
        "australia",
        "japan",
        "korea",
        "germany",
        "norway",
    ],
    ["new", "old", "senior", "junior", "primary", "secondary"],
    [
        "english",
        "law",
        "health",
        "education",
        "labor",
        "justice",
        "interior",
        "finance",
        "defense",
        "agriculture",
        "commerce",
        "culture",
        "tourism",
    ],
)
_OPPOSITES_THAI = (
    ("เหนือ", "ใต้", "ตะวันออก", "ตะวันตก", "อีสาน"),
    ("หญิง", "ชาย", "สตรี", "เด็ก", "เยาวชน", "ผู้สูงอายุ", "คนพิการ"),
    ("ประเทศไทย", "เมียนมา", "พม่า", "ลาว", "กัมพูชา", "เวียดนาม"),
    ("แรงงาน", "ยุติธรรม", "มหาดไทย", "สาธารณสุข", "ศึกษาธิการ", "กลาโหม", "การคลัง"),
)
_SINGULAR = {"men": "man", "women": "woman", "boys": "boy", "girls": "girl", "youths": "youth", "children": "child",
             "northern": "north", "southern": "south", "eastern": "east", "western": "west", "northeastern": "northeast",
             "burma": "myanmar", "lao": "laos"}  # fmt: skip


def numbers(folded: str) -> tuple[str, ...]:
    """Numbers in it, in order, those in words too; a single letter at the end ("House B") counts as one."""
    words = folded.split()
    found = [number for word in words for number in (_NUMBERS.findall(word) or [_NUMBER_WORDS.get(word, "")]) if number]
    last = words[-1] if len(words) > 1 else ""
    return (*(str(int(number)) for number in found), *([last] if len(last) == 1 and last.isalpha() else []))


_OPPOSITE = {word: (at, _SINGULAR.get(word, word)) for at, group in enumerate(_OPPOSITES) for word in group}


def opposites(folded: str) -> tuple[frozenset[str], ...]:
    """For each group of words that exclude each other, those it names."""
    named: list[set[str]] = [set() for _ in (*_OPPOSITES, *_OPPOSITES_THAI)]
    for word in folded.split():
        if found := _OPPOSITE.get(word):
            named[found[0]].add(found[1])
    if not folded.isascii():
        for at, group in enumerate(_OPPOSITES_THAI, len(_OPPOSITES)):
            named[at].update(word for word in group if word in folded)
    return tuple(map(frozenset, named))


_LEVELS_THAI = (
    ("ตำรวจภูธรจังหวัด", "province"), ("ที่ว่าการอำเภอ", "district"), ("ตำรวจภูธรภาค", "region"),
    ("เทศบาลเมือง", "town"), ("เทศบาลตำบล", "subdistrict"), ("เทศบาลนคร", "city"), ("ภจังหวัด", "province"),
    ("ศาลากลาง", "province"), ("กระทรวง", "ministry"), ("เทศบาล", "municipality"), ("สถานี", "station"),
    ("กรม", "department"), ("กอง", "division"), ("อบจ", "province"), ("อบต", "subdistrict"), ("พมจ", "province"),
    ("ภจว", "province"), ("ภาค", "region"),
)  # fmt: skip
"""How a name begins -> its level; longer beginnings first."""
_LEVELS_INSIDE_THAI = (("ส่วนตำบล", "subdistrict"), ("อำเภอ", "district"), ("จังหวัด", "province"))
_LEVELS = (
    ("station", "station"), ("subdistrict", "subdistrict"), ("tambon", "subdistrict"), ("municipality", "municipality"),
    ("district", "district"), ("provincial", "province"), ("province", "province"), ("regional", "region"),
    ("region", "region"),
    ("division", "division"), ("department", "department"), ("ministry", "ministry"),
)  # fmt: skip
"""Word -> level of administration, the lowest first: 'Provincial Office of the Ministry' is one of a province."""


def level(folded: str) -> str | None:
    """The level of administration the name says it has; None: it does not say."""
    if folded.isascii():
        words = set(folded.split())
        return next((found for word, found in _LEVELS if word in words), None)
    begins = next((found for mark, found in _LEVELS_THAI if folded.startswith(mark)), None)
    return begins or next((found for mark, found in _LEVELS_INSIDE_THAI if mark in folded), None)


def has_letters(name: str) -> bool:
    """Whether there is anything to compare."""
    return bool(organization_key(name))
