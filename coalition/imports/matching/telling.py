"""Words that tell two alike names apart: numbers, words that exclude each other, levels of administration."""

import re

_NUMBER_WORDS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7",
    "ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9",
    "xi": "11", "xii": "12", "xiii": "13",
}  # fmt: skip
_NUMBERS = re.compile(r"\d+")
_NATIONS = {
    "thai": "thailand", "myanma": "myanmar", "burma": "myanmar", "burmese": "myanmar", "lao": "laos", "laotian": "laos",
    "cambodian": "cambodia", "khmer": "cambodia", "vietnamese": "vietnam", "chinese": "china", "malaysian": "malaysia",
    "indonesian": "indonesia", "philippine": "philippines", "filipino": "philippines", "indian": "india", "nepali": "nepal",
    "nepalese": "nepal", "bangladeshi": "bangladesh", "singaporean": "singapore", "asian": "asia", "african": "africa",
    "european": "europe", "american": "us", "british": "uk", "australian": "australia", "japanese": "japan",
    "korean": "korea", "german": "germany", "norwegian": "norway", "swedish": "sweden", "swiss": "switzerland",
    "french": "france", "dutch": "netherlands", "canadian": "canada", "pakistani": "pakistan", "danish": "denmark",
    "finnish": "finland", "italian": "italy", "spanish": "spain", "afghan": "afghanistan", "taiwanese": "taiwan",
}  # fmt: skip
"""Of a country -> the country."""
_OPPOSITES = (
    "north northern south southern east eastern west western central northeast northeastern northwest northwestern southeast "
    "southeastern southwest southwestern upper lower inner outer",
    "men man mens women woman womens boys boy girls girl male female children child childrens youth youths elderly mothers "
    "fathers babies adults students teachers migrants refugees",
    " ".join(dict.fromkeys((*_NATIONS, *_NATIONS.values(), "laos", "ukraine", "mongolia", "hongkong", "brunei", "timor"))),
    "new old senior junior primary secondary kindergarten",
    "english law health education labor justice interior finance defense agriculture commerce culture tourism",
)
_OPPOSITES_THAI = (
    ("เหนือ", "ใต้", "ตะวันออก", "ตะวันตก", "อีสาน"),
    ("หญิง", "ชาย", "สตรี", "เด็ก", "เยาวชน", "ผู้สูงอายุ", "คนพิการ"),
    ("ประเทศไทย", "เมียนมา", "พม่า", "ลาว", "กัมพูชา", "เวียดนาม"),
    ("แรงงาน", "ยุติธรรม", "มหาดไทย", "สาธารณสุข", "ศึกษาธิการ", "กลาโหม", "การคลัง"),
)
_SINGULAR = {
    "men": "man", "mens": "man", "women": "woman", "womens": "woman", "childrens": "child",
    "boys": "boy", "girls": "girl", "youths": "youth", "children": "child",
    "northern": "north",
    "southern": "south", "eastern": "east", "western": "west", "northeastern": "northeast", "northwestern": "northwest",
    "southeastern": "southeast", "southwestern": "southwest", **_NATIONS,
}  # fmt: skip


def nation(word: str) -> str:
    """The country of a word that means "of a country"; else the word."""
    return _NATIONS.get(word, word)


def numbers(folded: str) -> tuple[str, ...]:
    """Numbers in it, in order, those in words too; a single letter at the end ("House B") counts as one."""
    words = folded.split()
    found = [number for word in words for number in (_NUMBERS.findall(word) or [_NUMBER_WORDS.get(word, "")]) if number]
    last = words[-1] if len(words) > 1 else ""
    return (*(str(int(number)) for number in found), *([last] if len(last) == 1 and last.isalpha() else []))


_OPPOSITE = {word: (at, _SINGULAR.get(word, word)) for at, group in enumerate(_OPPOSITES) for word in group.split()}


def opposites(folded: str) -> dict[int, set[str]]:
    """{group of words that exclude each other: those it names}, of the groups of which it names any."""
    named: dict[int, set[str]] = {}
    for word in folded.split():
        if found := _OPPOSITE.get(word):
            named.setdefault(found[0], set()).add(found[1])
    if not folded.isascii():
        for at, group in enumerate(_OPPOSITES_THAI, len(_OPPOSITES)):
            if words := {word for word in group if word in folded}:
                named[at] = words
    return named


def exclude(one: dict[int, set[str]], other: dict[int, set[str]]) -> bool:
    """Whether each of two names has a word of the same group that the other has not."""
    return any(words - other[at] and other[at] - words for at, words in one.items() if at in other)


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
