"""Whether two names of people may be one name with an initial, or in the other script. Proposed only: a person decides."""

import re

_ALIKE = 0.8
_FEWEST = 4  # consonants both names must have for their sound to tell anything
_THAI = re.compile("[\u0e00-\u0e7f]")
_NOT_LATIN = re.compile("[\u0370-\u1dff\u2c00-\ua71f\ua7b0-\uab2f\uab70-\ud7ff\uf900-\ufaff]")
_SILENT = re.compile("[\u0e01-\u0e2e][\u0e31-\u0e3a]?\u0e4c")  # a letter under the mark that silences it
_SOUNDS_THAI = {
    letter: sound
    for sound, letters in {
        "k": "กขฃคฅฆ", "g": "ง", "c": "จฉชฌ", "s": "ซศษส", "t": "ดตถทธฎฏฐฑฒ", "n": "นณ", "p": "บปผพภ", "f": "ฝฟ", "m": "ม",
        "l": "รลฬฤ", "w": "ว", "h": "หฮ",
    }.items()
    for letter in letters
}  # fmt: skip
_LATIN = (
    ("ng", "G"), ("kh", "k"), ("ph", "p"), ("th", "t"), ("ch", "c"), ("j", "c"), ("g", "k"), ("d", "t"), ("b", "p"), ("r", "l"),
    ("v", "w"), ("z", "s"), ("q", "k"), ("G", "g"),
)  # fmt: skip
_DOUBLE = re.compile(r"(.)\1+")


def names_alike(one: str, other: str) -> tuple[float, str]:
    """(how much two keys of names are alike, 0 to 1, why, as said of people of one organization); (0, ""): they are not."""
    from rapidfuzz.distance import Indel  # imported here: a page without the question needs none of it

    words, others = sorted(one.split()), sorted(other.split())
    if set(words) < set(others) or set(others) < set(words):
        return 1, "one name is part of the other, and both are in the same organization"
    if is_with_initials(one, other):
        return 1, "one name has an initial where the other is written in full, and both are in the same organization"
    if sounds_alike(one, other):
        return _ALIKE, "perhaps the same name in Thai and in Latin letters, and both are in the same organization"
    alike = Indel.normalized_similarity(" ".join(words), " ".join(others))
    return (alike, "the names are very similar, and both are in the same organization") if alike >= _ALIKE else (0, "")


def is_with_initials(one: str, other: str) -> bool:
    """Whether word for word they are the same, but for words of which one has only the first letter; keys of names."""
    mine, theirs = one.split(), other.split()
    if len(mine) != len(theirs) or len(mine) < 2 or mine == theirs:
        return False
    pairs = [(a, b) for a, b in zip(mine, theirs, strict=True) if a != b]
    return len(pairs) < len(mine) and all(min(len(a), len(b)) == 1 and a[0] == b[0] for a, b in pairs)


def in_other_letters(one: str, other: str) -> bool:
    """Whether one of two texts is in Latin letters and the other has letters of another script: Thai, Burmese, Khmer."""
    return (_NOT_LATIN.search(one) is None) != (_NOT_LATIN.search(other) is None)


def sounds_alike(one: str, other: str) -> bool:
    """Whether one is in Thai letters, the other in Latin ones, and both sound alike."""
    return bool(_THAI.search(one)) != bool(_THAI.search(other)) and consonants_alike(one, other)


def consonants_alike(one: str, other: str) -> bool:
    """Whether two names have much the same consonants word by word, in whatever letters: "Malee Jaidee", "Mali Chaidi"."""
    mine, theirs = [_sound(word) for word in one.split()], [_sound(word) for word in other.split()]
    if len(mine) != len(theirs) or min(len("".join(mine)), len("".join(theirs))) < _FEWEST:
        return False
    from rapidfuzz.distance import Indel  # imported here: a page without the question needs none of it

    first = zip(mine, theirs, strict=True)
    return all(a[:1] == b[:1] for a, b in first) and Indel.normalized_similarity(" ".join(mine), " ".join(theirs)) >= _ALIKE


def _sound(word: str) -> str:
    """The consonants of a word in one letter each, as they are spoken at its beginning; those at its end as they are heard."""
    if _THAI.search(word):
        sound = "".join(_SOUNDS_THAI.get(letter, "") for letter in _SILENT.sub("", word))
        sound = sound[:-1] + "n" if word[-1:] in "รลฬญ" and sound else sound
    else:
        for written, heard in _LATIN:
            word = word.replace(written, heard)
        sound = re.sub("[^kgcstnpfmlwh]", "", word)
    return _DOUBLE.sub(r"\1", sound)
