"""Every visible word: an English source string is the key, a catalogue holds its translation. Knows no screen.

A language is a file `xx.csv` in this folder: English, its translation, how sure it is; a coordinator can correct it in a
spreadsheet. Rows that begin with `language:` say what no sentence says: its name, its months, its era, its plural, and words
that a line does not end within. A string that is not in it, or whose placeholders are others, is shown in English.
"""

import csv
import gettext
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent
CATALOGUE = FOLDER / "th.csv"
_ABOUT = "language:"
"""How the rows begin that are about the language."""
_ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SENTENCE_END = re.compile(r"(?<=[.?!]) |; ")
_OUR_WORDS = {"order", "first", "second", "what", "why", "reason", "weekday", "before", "after"}
"""Placeholders that are filled with words of ours, never from a file: the words are translated too."""

_TOO_SHORT = 3  # letters: 'Training on referral' is not the sentence '{meetings} on {date}'
_LIST = re.compile(r"\{\w+\} \w+ \{\w+\}")  # '{first} and {last}' would be any sentence with an "and"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_CODE = re.compile(r"[a-z]{2,3}")
_FORMS = " || "
_TRIED = 1000  # counts for which a rule of a file is tried: a rule that divides by 0 is none


def _one_or_many(count: int) -> int:
    return int(count != 1)


def placeholders(text: str) -> set[str]:
    """Names of the `{placeholders}` of a source string; a translation must have the same."""
    return set(_PLACEHOLDER.findall(text))


def _fits(english: str, translation: str) -> bool:
    """Whether every form of a translation has the placeholders of its source string, and no other braces."""
    return all(
        placeholders(form) == placeholders(english) and not {"{", "}"} & set(_PLACEHOLDER.sub("", form))
        for form in translation.split(_FORMS)
    )


@dataclass(frozen=True)
class Language:
    """What a language is beside its words.

    Attributes:
        name: in the language itself, as the switch shows it.
        months: twelve short names.
        era: years its calendar is ahead: 543 for the Buddhist era.
        date: with {day}, {month} and {year}.
        plural: count -> number of its form, 0 for the singular.
        words: {English source string: its translation}.
        whole: words that a line does not end within, such as "ที่ว่าง": a browser takes each for two.
        joined: words after which no blank stands before a name in their own script: "ในแพร่", and "ใน Nan".
        faults: what of its file is not used, and why, a sentence each.
    """

    name: str
    months: tuple[str, ...] = _ENGLISH_MONTHS
    era: int = 0
    date: str = "{day} {month} {year}"
    plural: Callable[[int], int] = _one_or_many
    words: dict[str, str] = field(default_factory=dict)
    whole: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


def read_language(path: Path) -> Language:
    """The language of a file `xx.csv`; what is wrong in it is left out and told in `faults`."""
    about: dict[str, str] = {}
    words: dict[str, str] = {}
    faults: list[str] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [(*row, "", "")[:2] for row in csv.reader(file)][1:]
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        return Language(path.stem, faults=(f"{path.name} cannot be read: {type(problem).__name__}.",))
    for line, (english, translation) in enumerate(rows, start=2):
        if english.startswith(_ABOUT):
            about[english.removeprefix(_ABOUT).strip()] = translation
        elif translation and _fits(english, translation):
            words[english] = translation
        elif translation:
            faults.append(f"{path.name}, row {line}: its words in {{}} are not those of the English. It is shown in English.")
    return _language(path, about, words, faults)


def _language(path: Path, about: dict[str, str], words: dict[str, str], faults: list[str]) -> Language:
    plain = Language(path.stem)
    months = tuple(month.strip() for month in about.get("months", ";".join(plain.months)).split(";"))
    if len(months) != len(plain.months):
        faults.append(f"{path.name}: the months are twelve, parted by semicolons.")
        months = plain.months
    era, plural, written = about.get("era", "0"), plain.plural, about.get("date", plain.date)
    if not (era.isdecimal() and len(era) <= len("2026")):
        faults.append(f"{path.name}: the era is a number of years, such as 543.")
        era = "0"
    if not _fits(plain.date, written):
        faults.append(f"{path.name}: a date has {{day}}, {{month}} and {{year}}.")
        written = plain.date
    try:
        plural = gettext.c2py(about.get("plural", "n != 1"))
        if min(map(plural, range(_TRIED))) < 0:
            raise ValueError
    except (ValueError, ZeroDivisionError):
        plural = plain.plural
        faults.append(f"{path.name}: the plural is a rule such as n != 1.")
    whole, joined = (tuple(filter(None, map(str.strip, about.get(name, "").split(";")))) for name in ("whole", "joined"))
    return Language(about.get("name") or path.stem, months, int(era), written, plural, words, whole, joined, tuple(faults))


@cache
def language_of(code: str) -> Language:
    """The language of a code; English where there is no file of it."""
    path = FOLDER / f"{code}.csv"
    return read_language(path) if code != "en" and _CODE.fullmatch(code) and path.is_file() else Language("English")


LANGUAGES = {"en": "English"} | {
    path.stem: language_of(path.stem).name for path in sorted(FOLDER.glob("*.csv")) if _CODE.fullmatch(path.stem)
}
"""The languages of the screens: code as in the address (?lang=th), and its own name."""


def catalogue(language: str) -> dict[str, str]:
    """{English source string: its translation}; empty for English and for a language without a catalogue."""
    return language_of(language).words


def translate(text: str, language: str, /, **values: object) -> str:
    """An English source string in `language`, its `{placeholders}` filled from `values` after translation.

    Of a translation that holds several forms (`translate_count`) the one for {n}, where it is told; else the last.
    """
    found = _form(catalogue(language).get(text, text), language, values.get("n"))
    return fill(found, language, values) if values else found


def fill(text: str, language: str, values: Mapping[str, object]) -> str:
    """A translation with its `{placeholders}` filled; no blank stays between a word of `Language.joined` and its own script."""
    for word in language_of(language).joined:
        for name in re.findall(rf"{word} \{{(\w+)\}}", text):
            if _script(str(values.get(name, ""))[:1]) == _script(word[-1]):
                text = text.replace(f"{word} {{{name}}}", f"{word}{{{name}}}")
    return text.format(**values)


def _script(letter: str) -> str:
    """`THAI`, `LATIN`, `DIGIT`; empty: of nothing."""
    return unicodedata.name(letter, "").split(" ")[0] if letter else ""


def plural(count: int, one: str, many: str) -> str:
    """The text for a count: `one` for exactly one, else `many`; where it is shown, both are source strings of the catalogue."""
    return one if count == 1 else many


def translate_count(count: int, one: str, many: str, language: str, /, **values: object) -> str:
    """As `translate`, of the source string for a count, by the plural rule of the language.

    The translation of `many` may hold all forms of the language, parted by ` || `, in the order of its rule.
    """
    found = _form(catalogue(language).get(many, many), language, count) if count != 1 else translate(one, language)
    return fill(found, language, values) if values else found


def _form(translation: str, language: str, count: object) -> str:
    """The form of a translation for a count, which may be written with commas; the last where there is none."""
    forms = translation.split(_FORMS)
    digits = str(count).replace(",", "")
    if len(forms) == 1 or not digits.isdecimal():
        return forms[-1]
    return forms[min(language_of(language).plural(int(digits)), len(forms) - 1)]


@lru_cache(maxsize=4096)
def translate_filled(text: str, language: str) -> str:
    """A sentence whose placeholders are filled already, such as the reason of a refused row.

    It is found by the source string it was made from; what was filled in stays as it is. Several sentences in a row that
    are no source string together are translated one by one. Unknown sentences stay English.
    """
    if language not in LANGUAGES or not catalogue(language):
        return text
    if text in catalogue(language):
        return translate(text, language)
    for end in _SENTENCE_END.finditer(text):
        first = _one_filled(text[: end.start()], language)
        if first is not None:
            return f"{first}{end[0]}{translate_filled(text[end.end() :], language)}"
    return _one_filled(text, language) or text


def _one_filled(text: str, language: str) -> str | None:
    if text in catalogue(language):
        return translate(text, language)
    for pattern, translation in _patterns(language):
        if found := pattern.fullmatch(text):
            form = _form(translation, language, found.groupdict().get("n"))
            return fill(form, language, {name: _value(name, said, language) for name, said in found.groupdict().items()})
    return None


def _value(name: str, said: str, language: str) -> str:
    """What was filled in: data stays as it is, our own words are translated."""
    return translate_filled(said, language) if name in _OUR_WORDS else said


@cache
def _patterns(language: str) -> list[tuple[re.Pattern[str], str]]:
    """Catalogue rows with placeholders, those with most fixed text first: the most exact match wins."""
    fixed = {english: _PLACEHOLDER.sub("", english) for english in catalogue(language) if placeholders(english)}
    filled = [text for text, rest in fixed.items() if sum(map(str.isalpha, rest)) >= _TOO_SHORT and not _LIST.fullmatch(text)]
    filled.sort(key=lambda english: -len(fixed[english]))
    return [(re.compile(_pattern(english), re.DOTALL), catalogue(language)[english]) for english in filled]


def _pattern(english: str) -> str:
    seen: set[str] = set()
    parts = re.split(r"\{(\w+)\}", english)
    pattern = re.escape(parts[0])
    for name, fixed in zip(parts[1::2], parts[2::2], strict=True):
        any_text = r"[\d,.]+" if name == "n" else ".+?"  # a count: "{n} here" is no end of "No organization is written here"
        pattern += f"(?P={name})" if name in seen else f"(?P<{name}>{any_text})"
        pattern += re.escape(fixed)
        seen.add(name)
    return pattern


_NO_BLANKS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u4e00-\u9fff]")  # Thai, Lao, Burmese, Khmer, CJK
LEVELS = ("Province", "Provinces", "District", "Districts")
"""Source strings of the levels of areas, for which a coalition may have words of its own: County, Sub-county."""
PILLARS = ("Prevention", "Intervention", "Aftercare")
"""Source strings of the pillars, for which it may too."""
OWN_WORDS = (*LEVELS, *PILLARS)


def renamed(text: str, language: str, own: Mapping[str, str]) -> str:
    """A source string in `language`, still without its values, with a coalition's own words for levels of areas and pillars.

    Args:
        own: {one of `OWN_WORDS`: the coalition's word for it in this language}; a plural that is missing is as its singular.
    """
    if not own:
        return text
    pattern, words = _own_words(language, tuple(sorted(own.items())))
    return pattern.sub(lambda found: _as_written(found[0], words[found[1].casefold()]) if found[1] else found[0], text)


@lru_cache(maxsize=64)
def _own_words(language: str, own: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    told = dict(own)
    words: dict[str, str] = {}
    for word in OWN_WORDS:
        if name := told.get(word) or told.get(word.removesuffix("s")):
            words.setdefault(translate(word, language).casefold(), name)
    found = "|".join(map(_bounded, sorted(words, key=len, reverse=True))) or "(?!)"
    return re.compile(rf"\{{\w*\}}|({found})", re.IGNORECASE), words  # the name of a placeholder is no word


def _bounded(word: str) -> str:
    """The pattern of a whole word; where a script has no blanks between words, of its letters wherever they stand."""
    return re.escape(word) if _NO_BLANKS.search(word) else rf"\b{re.escape(word)}\b"


def _as_written(before: str, word: str) -> str:
    """A word as a sentence had the one it replaces: small inside, with a capital at the beginning."""
    return word[:1].upper() + word[1:] if before[:1].isupper() else word[:1].lower() + word[1:]


def date_text(day: date, language: str) -> str:
    """A date as people write it: `5 Mar 2026`, in Thai `5 มี.ค. 2569` (Buddhist era)."""
    spoken = language_of(language)
    return spoken.date.format(day=day.day, month=spoken.months[day.month - 1], year=day.year + spoken.era)


def year_text(year: int, language: str) -> str:
    """A year as its calendar counts: 2026, in Thai 2569."""
    return str(year + language_of(language).era)


def in_a_row(names: Sequence[str]) -> str:
    """Names beside each other, with semicolons between where one has a comma of its own: `Police, Mae Sai; Immigration`."""
    return ("; " if any("," in name for name in names) else ", ").join(names)


def letters(text: str) -> int:
    """How many letters wide a text is; Thai vowels and tone marks above and below take no room of their own."""
    return sum(unicodedata.category(sign) != "Mn" for sign in text)
