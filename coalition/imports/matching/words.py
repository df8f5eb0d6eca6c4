"""Words in names of organizations: which are only another way of writing, which tell little (`telling`: which tell apart)."""

import re
import unicodedata
from functools import lru_cache

from coalition.imports.cells.text import THAI_DIGITS, has_thai, norm_text
from coalition.imports.matching.keys import BESIDE_THAI, person_key

_SPELLINGS = {
    "centre": "center", "centres": "centers", "programme": "program", "programmes": "programs", "labour": "labor",
    "organisation": "organization", "organisations": "organizations", "dept": "department", "fdn": "foundation",
    "intl": "international", "assoc": "association", "assn": "association", "ltd": "limited",
    "govt": "government", "defence": "defense", "counselling": "counseling", "muang": "mueang", "meuang": "mueang",
    "natl": "national", "int": "international", "univ": "university", "hosp": "hospital",
    "incorporated": "inc", "corporation": "corp", "company": "co", "usa": "us", "devt": "development", "protn": "protection",
}  # fmt: skip
"""Another spelling or abbreviation of exactly the same word."""
_PHRASES = (
    ("united nations", "un"), ("united states of america", "us"), ("united states", "us"), ("united kingdom", "uk"),
    ("public co limited", "pcl"), ("u n", "un"), ("u s", "us"), ("viet nam", "vietnam"), ("lao pdr", "laos"),
)  # fmt: skip
"""Several words that mean one, after `_SPELLINGS`."""

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
_AREA_SHORT = re.compile(r"(?<![\u0e00-\u0e7f])([\u0e00-\u0e7f]*)([จอต])\." + _NEXT)
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


_KINDS_THAI = [
    (re.compile(pattern), meant)
    for pattern, meant in (
        (_ALONE + r"(?:มนธ\.|ม\.น\.ธ\.|มูล[.ฯ])" + _NEXT, "มูลนิธิ"),
        (_ALONE + r"(?:รพ|ร\.พ)\s" + _NEXT, "โรงพยาบาล"),
        (_ALONE + r"(?:รร|ร\.ร)\s" + _NEXT, "โรงเรียน"),
        (_ALONE + r"รพ[ชทศ]\." + _NEXT, "โรงพยาบาล"),
        (_ALONE + r"ม\." + _NEXT, "มหาวิทยาลัย"),
        (_ALONE + r"บ\." + _NEXT, "บริษัท"),
        (_ALONE + r"ศพด\." + _NEXT, "ศูนย์พัฒนาเด็กเล็ก"),
        (_ALONE + r"สสอ\." + _NEXT, "สำนักงานสาธารณสุขอำเภอ"),
    )
]


def likely_kind(name: str) -> str:
    """The name with Thai short forms of kinds that may mean something else written out; for likeness, not for sameness."""
    if has_thai(name):
        for pattern, meant in _KINDS_THAI:
            name = pattern.sub(meant, name)
    return name


@lru_cache(maxsize=50_000)
def fold(name: str) -> str:
    """The name in one way of writing: as `matching.organization_key`, with spellings and abbreviations of one word folded and a
    leading "the" left out. Two names of one fold differ in nothing that could make them two organizations.
    """
    words = [_SPELLINGS.get(word, word) for word in person_key(spelled_out(name)).split()]
    kept = words[1:] if len(words) > 1 and words[0] == "the" else words
    folded = " ".join(kept)
    for written, meant in _PHRASES:
        if written in folded:
            folded = f" {folded} ".replace(f" {written} ", f" {meant} ").strip()
    return folded if folded.isascii() else BESIDE_THAI.sub("", folded)


# --- words that tell little -----------------------------------------------------------------------------------------

_LEGAL = {
    "the", "foundation", "inc", "limited", "corp", "llc", "association", "society", "org", "organization", "of", "for", "and",
    "in", "co", "thailand", "thai", "pcl", "plc", "pte", "pvt", "gmbh", "llp",
}  # fmt: skip
_LEGAL_THAI = re.compile(
    "มูลนิธิ|สมาคม|สำนักงาน|ประเทศไทย|องค์กร|จังหวัด|อำเภอ|บริษัท|ห้างหุ้นส่วน|จำกัด|มหาชน|^(?:บจก|บมจ|หจก)|(?:บจก|บมจ|หจก)$"
)
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
KINDS = frozenset({
    "foundation", "association", "society", "network", "center", "house", "home", "shelter", "project", "school", "hospital",
    "mission", "initiative", "institute", "council", "committee", "group", "trust", "clinic", "church", "alliance", "coalition",
})  # fmt: skip
"""Kinds of organizations that stand behind their name."""
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


def _without_accents(folded: str) -> str:
    """Latin letters without their marks; those of Thai are letters."""
    if folded.isascii() or has_thai(folded):
        return folded
    return "".join(letter for letter in unicodedata.normalize("NFD", folded) if not "\u0300" <= letter <= "\u036f")


def without_legal(folded: str) -> str:
    """What is left of a fold without legal forms, small words and the country; the fold where that would be nothing.

    Slips in common words are mended and accents left out: for likeness, not for sameness.
    """
    folded = _without_accents(folded)
    kept = [meant for word in folded.split() if (meant := _without_slip(word)) not in _LEGAL]
    left = " ".join(kept)
    return (left if left.isascii() else BESIDE_THAI.sub("", _LEGAL_THAI.sub(" ", left)).strip()) or folded


def tells(word: str) -> bool:
    """Whether it is no legal form, small word or the country."""
    return _without_slip(word) not in _LEGAL


def core(loose: str) -> str:
    """What is left without words that many organizations share; empty where nothing is."""
    left = " ".join(word for word in loose.split() if word not in _GENERIC)
    return left if left.isascii() else " ".join(_GENERIC_THAI.sub(" ", left).split())
