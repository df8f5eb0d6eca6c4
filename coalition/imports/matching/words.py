"""One way of writing for the words of a name (`fold`), and what is left without those that tell little."""

import re
import unicodedata
from functools import lru_cache

from coalition.imports.cells.text import THAI_DIGITS, has_thai, norm_text
from coalition.imports.matching.keys import BESIDE_THAI, person_key
from coalition.imports.matching.lexicon import applied, pattern, rules, table, words

_SAME, _SHORTENED, _PLURAL = table("same"), table("shortened"), table("plural")
_SPELLINGS: dict[str, str] = _SAME["spellings"]
_LATIN, _THAI, _THAI_KINDS = rules(_SAME["latin"]), rules(_SAME["thai"]), rules(_SHORTENED["thai"])
_ANY_LATIN = pattern("|".join(f"(?:{written.pattern})" for written, _ in _LATIN))  # one look instead of one for each
_LETTERS, _ARTICLES = str.maketrans(_SAME["letters"]), words("same", "articles")

_AREA_WORDS: dict[str, str] = _SAME["area_words"]
_AREA_SHORT = pattern(rf"{{alone}}([\u0e00-\u0e7f]*)([{''.join(_AREA_WORDS)}])\.{{next}}")
_NO_AREA_AFTER, _TOWN = tuple(_SAME["no_area_after"].split()), rules(_SAME["town"])
_VOWEL = re.compile("[\u0e30-\u0e3a\u0e40-\u0e45]")
_SHORTEST_WORD = 6  # Thai letters of a word behind which a short form of "province" stands

SMALL = words("little", "small")
"""Words whose letter an acronym leaves out."""
LEGAL = words("little", "legal")
GENERIC = words("little", "generic")
WORLDWIDE = words("little", "worldwide")
"""What stands behind the name of the whole of a network, where its sections name a country."""
KINDS = words("little", "kinds")
"""Kinds of organizations that stand behind their name."""
_LEGAL_THAI, _GENERIC_THAI = pattern(table("little")["legal_thai"]), pattern(table("little")["generic_thai"])

_SHORT: dict[str, str] = _SHORTENED["words"]
_IN_COMPANY: dict[str, str] = _SHORTENED["in_company"]
_OF_OFFICES = {*_SHORT, *_SHORT.values(), *_IN_COMPANY, *_IN_COMPANY.values(), *words("offices", "besides")}
_OF_OFFICES -= words("offices", "never")
_IRREGULAR: dict[str, str] = _PLURAL["irregular"]
_NO_PLURAL, _WITH_E = tuple(_PLURAL["none"].split()), tuple(_PLURAL["with_e"].split())
_LEAST = 4  # letters of a plural


def plain(text: str) -> str:
    """Latin letters without their marks, and ligatures apart; those of other scripts as they are."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFD", text.translate(_LETTERS))
    return unicodedata.normalize("NFC", "".join(sign for sign in parts if not "\u0300" <= sign <= "\u036f"))


def _area_word(found: re.Match[str]) -> str:
    """The short form of a province is one only where a word ends before it: the letters of an acronym are none."""
    before = found[1]
    is_word = len(before) >= _SHORTEST_WORD and _VOWEL.search(before) is not None and not before.endswith(_NO_AREA_AFTER)
    return f"{before}{_AREA_WORDS[found[2]]}" if is_word or not before else found[0]


def _spelled_out(name: str) -> str:
    """The name with digits, ampersand and official abbreviations written out; nothing that tells it apart is lost."""
    text = norm_text(name).translate(THAI_DIGITS).replace("&", " and ")
    if has_thai(text):
        text = applied(_AREA_SHORT.sub(_area_word, applied(text, _THAI)), _TOWN)
    return applied(text, _LATIN) if _ANY_LATIN.search(text) else text


@lru_cache(maxsize=50_000)
def fold(name: str) -> str:
    """The name in one way of writing: as `keys.organization_key`, without accents, with spellings and abbreviations of one word
    folded and a leading article left out. Two names of one fold differ in nothing that could make them two organizations.
    """
    found = [_SPELLINGS.get(word, word) for word in person_key(plain(_spelled_out(name))).split()]
    folded = " ".join(found[1:] if len(found) > 1 and found[0] in _ARTICLES else found)
    for written, meant in _SAME["phrases"]:
        if written in folded:
            folded = f" {folded} ".replace(f" {written} ", f" {meant} ").strip()
    return folded if folded.isascii() else BESIDE_THAI.sub("", folded)


def in_full(name: str) -> str:
    """The fold of a name with words in full that may mean something else too ("sai lom hse"): for likeness, not for sameness.

    One word alone is a name, not shortened.
    """
    folded = fold(applied(name, _THAI_KINDS) if has_thai(name) else name)
    found = folded.split()
    if len(found) < 2 or not any(word in _SHORT or word in _IN_COMPANY for word in found):
        return folded
    return " ".join(_in_full(found, at) for at in range(len(found)))


def _in_full(found: list[str], at: int) -> str:
    word = found[at]
    if word in _IN_COMPANY:
        beside = found[max(at - 1, 0) : at] + found[at + 1 : at + 2]
        return _IN_COMPANY[word] if any(other in _OF_OFFICES for other in beside) else word
    return _SHORT.get(word, word)


@lru_cache(maxsize=50_000)
def singular(word: str) -> str:
    """An English plural as the singular; other words as they are."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < _LEAST or not word.isascii() or not word.endswith("s") or word.endswith(_NO_PLURAL):
        return word
    if word.endswith("ies") and len(word) > _LEAST:
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(_WITH_E) else word[:-1]


def without_legal(folded: str) -> str:
    """What is left of a fold without legal forms and small words; the fold where that would be nothing."""
    told = [word for word in folded.split() if word not in LEGAL and word not in SMALL]
    left = " ".join(told)
    return (left if left.isascii() else BESIDE_THAI.sub("", _LEGAL_THAI.sub(" ", left)).strip()) or folded


def without_worldwide(loose: str) -> str:
    """The name of a network without the word that it is the whole of it: "Mercy Corps" of "Mercy Corps International"."""
    before, _, last = loose.rpartition(" ")
    return before if before and last in WORLDWIDE else loose


def core(loose: str) -> str:
    """What is left without words that many organizations share; empty where nothing is."""
    left = " ".join(word for word in loose.split() if word not in GENERIC and word not in LEGAL and word not in SMALL)
    return left if left.isascii() else " ".join(_GENERIC_THAI.sub(" ", left).split())
