"""What stands where a name should: telephones, devices, robots, head counts, role words, totals, notes; and titles.

Words are compared whole and never in part: Ana Gast, Sum of Us and Somchai Headman are people or organizations.
"""

import re
from functools import lru_cache

from coalition.imports.cells.text import IN_PLACE_OF, has_thai
from coalition.imports.lexicon import LETTERS, any_of, pattern, words
from coalition.imports.matching.keys import plain

_BETWEEN_WORDS = re.compile(r"[\s\-_]+")
_NUMBER = re.compile(r"\s*[(#]?\s*\d{1,4}\)?$")


def plain_words(text: str) -> str:
    """A text in small letters without accents, hyphens and the number behind it: "Zoom-Benutzer (2)" -> "zoom benutzer"."""
    low = _BETWEEN_WORDS.sub(" ", plain(text.casefold().replace("\u0131", "i")))
    return (_NUMBER.sub("", low) if low[-1:].isdecimal() or low.endswith(")") else low).strip(" .")


_NOBODY, _OFFICES = (frozenset(map(plain_words, words(f"nobody.{key}"))) for key in ("shown", "offices"))
"""What stands for a name that nobody gave; offices without who holds them."""
_OWNED, _OF_WHOM = (plain(any_of(f"devices.{key}", whole=False)) for key in ("owned", "of"))
_OWNED_DEVICE = re.compile(rf"{_OWNED}\s+{_OF_WHOM}\s+\S.*|{any_of('devices.elided')}[’']\S.*")
"""A device with whose it is, as of `plain_words`: "galaxy de lurdes", "handy von ulla"."""

_PLACEHOLDERS = frozenset({*words("nobody.placeholders"), *words("nobody.signs")})
_ROLES = frozenset(words("nobody.roles"))
_ROLE_OF = re.compile(
    rf"{any_of('nobody.role_of')}\s+{any_of('nobody.role_joined')}\s+\S.*"
    rf"|{any_of('nobody.role_before')}\s*\S.*|{any_of('nobody.stands_for')}\s\S.*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    rf"{any_of('nobody.numbered', whole=False)}\s*(?:{any_of('nobody.user', whole=False)})?\s*[#_\-]?\s*\d+", re.IGNORECASE
)
_DIAL_IN = re.compile(r"\+?[\d\s\-().*xX•]{5,}(?:\s*(?:ext|x)\.?\s*\d+)?")
_CALLER = any_of("nobody.caller", whole=False)
_CALL_IN = re.compile(
    rf"{any_of('nobody.call_in', whole=False)}(?:\s+{_CALLER})?[\s_#]*\d*"
    rf"|{any_of('nobody.call_in_numbered', whole=False)}[\s_]*{_CALLER}?(?:[\s_#]*\d+)",
    re.IGNORECASE,
)
# These three are looked for in small letters: half the time of searching without regard to case.
_APPLE = re.compile(any_of("devices.apple"))
_DEVICE = re.compile(
    rf"(?:.*(?:'s|’s|s')\s+|{any_of('devices.mine', whole=False)}\s*)?{any_of('devices.makes', whole=False)}"
    rf"(?:[\s\-]+[\w+\-]*\d[\w+\-]*|[\s\-]+{any_of('devices.series', whole=False)})*"
    rf"|{any_of('devices.codes', whole=False)}-?[a-z]?\d{{3,}}\w*|{any_of('devices.hosts', whole=False)}-[a-z0-9]{{5,}}"
    rf"|(?:.*\b)?{any_of('devices.room', whole=False)}\b(?:\s+[\w\-]+){{0,3}}"
    rf"|{any_of('devices.room_numbered', whole=False)}\s*[\w\-]*\d+|{any_of('devices.numbered', whole=False)}(?:\s+\d+)?"
    rf"|{any_of('devices.whole')}"
    rf"|{any_of('devices.things')}(?:\s*{any_of('devices.of_things')}\S+|\s*\d+)?"
)
_SHARE = re.compile(rf".*[(\[]\s*{any_of('devices.shared', whole=False)}\s*[)\]]", re.IGNORECASE)
_MAKES, _KINDS = any_of("robots.makes"), any_of("robots.kinds", whole=False)
_ROBOT = re.compile(
    rf"^{_MAKES}$|{any_of('robots.names')}"
    rf"|(?:{_MAKES}|{any_of('robots.words')})(?:\.(?:ai|io|video|app|com)|\s+{_KINDS})\b|'s {any_of('robots.owned')}",
    re.IGNORECASE,
)
_TOTAL = re.compile(rf"{any_of('nobody.total')}[\s:=\d.%]*", re.IGNORECASE)
_HEAD_COUNT = re.compile(
    rf"{any_of('heads.about', whole=False)}?\s*:?\s*\+?\s*\d{{1,4}}\s*"
    rf"{any_of('heads.counted', whole=False)}(?![{LETTERS}a-z]).*"
    rf"|.*\D\s*\d{{1,4}}\s*{any_of('heads.behind', whole=False)}"
    rf"|{any_of('heads.kinds', whole=False)}\s*[(x×]?\s*\d{{1,4}}\)?|\+?\d{{1,4}}",
    re.IGNORECASE,
)
_NOTE = re.compile(
    rf"{any_of('nobody.note')}|{any_of('nobody.note_label')}\s*:|\*|{any_of('rows.signature')}(?:$|\s*[:(_.…])"
    rf"|(?:.*[(\[]\s*)?{any_of('nobody.example', whole=False)}(?![^\W\d_])",
    re.IGNORECASE,
)
_ONE_LETTER = re.compile("[a-z\u0e01-\u0e2e]\\s*\\.?", re.IGNORECASE)
"""Nobody is known by it; a nickname of one syllable has a vowel or a second letter: Jo."""
STRUCK = "~~"
"""Around what is struck out, as Markdown writes it."""
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]")


def is_role(text: str) -> bool:
    """Whether a text is a word for what people do, and nothing else."""
    low = text.casefold().strip(" .")
    return low in _ROLES or plain_words(low) in _OFFICES


@lru_cache(maxsize=8192)
def code_of_no_person(text: str) -> str | None:
    """Key of the issue catalogue that says what stands in place of a name; None: it may be a name."""
    low, small = text.casefold().strip(" ."), text.lower()
    if not low:
        return "no_name" if not text.strip() else "placeholder"
    if STRUCK in text:
        return "several_people" if STRUCK in text.strip(STRUCK[0]) else "struck_out"
    numbers, bare = _DIGIT.search(text) is not None, plain_words(low)
    nobody = text == "NA" or low in _PLACEHOLDERS or low in _ROLES or _ONE_LETTER.fullmatch(low)
    if nobody or bare in _NOBODY or bare in _OFFICES or (numbers and _NUMBERED.fullmatch(text)):
        return "placeholder"
    dialed = (numbers or "*" in text) and re.search(r"\d{2}|\*{2}", text) and _DIAL_IN.fullmatch(text)
    if _CALL_IN.fullmatch(text) or (dialed and sum(c.isdigit() or c in "*xX•" for c in text) >= 6):
        return "dial_in"
    if _TOTAL.fullmatch(text):
        return "total"
    if numbers and _HEAD_COUNT.fullmatch(text):
        return "head_count"
    if counts_alone(text):
        return "total"
    if (text.endswith((")", "]")) and _SHARE.fullmatch(text)) or _DEVICE.fullmatch(small) or _OWNED_DEVICE.fullmatch(bare):
        return "device"
    if _ROBOT.search(small):
        return "robot"
    if _APPLE.search(small):
        return "device"
    if _NOTE.match(text):
        return "note"
    return "placeholder" if _ROLE_OF.fullmatch(text) or not _LETTERS.search(text) else None


# --- texts made of words of counting: "Number of participants" -------------------------------------------------------------


_TELLS, _TELLS_WITH, _COUNTED, _BETWEEN = (
    frozenset(words(f"counting.{key}")) for key in ("tells", "tells_with", "counted", "between")
)
"""Words that say by themselves that something is counted; those that say it beside one that is; these; what joins them."""
_SAYING = _TELLS | _TELLS_WITH | _COUNTED
_OF = re.compile(
    rf"{any_of('counting.number_of')}\.?\s*(?:{any_of('counting.of')}|(?={any_of('counting.before')}))|{any_of('counting.how_many')}"
)
"""A number of something: "No. of people", "sum of present". Alone these words are names: Sum Many, No."""
_LONGEST_LABEL = 80  # characters
_THAI_WORDS = sorted((word for word in _SAYING | _BETWEEN if has_thai(word)), key=len, reverse=True)
_WORD = re.compile("|".join([*_THAI_WORDS, "[\u0e01-\u0e5b]+", r"[^\W\d_\u0e01-\u0e5b]+", "[%#]"]))
_SIGNS = re.compile(r"[\w\u0e31-\u0e4e%#\u00ba\u00b0\s:：=().,/&+\-–—?*]*")


@lru_cache(maxsize=8192)
def counts_alone(text: str) -> bool:
    """Whether a text is made of words of counting, and says that something is counted: "Total attendees", "No. of people"."""
    said = _words_of_counting(text)
    return bool(said & _TELLS) or (bool(said & _TELLS_WITH) and bool(said & _COUNTED))


@lru_cache(maxsize=8192)
def may_count(text: str) -> bool:
    """Whether a text is made of words of counting: "Present", "Members there". Numbers beside it are how many."""
    return bool(_words_of_counting(text) & _SAYING)


def _words_of_counting(text: str) -> frozenset[str]:
    """The words of a text, Thai ones parted; none where one of them is no word of counting."""
    if len(text) > _LONGEST_LABEL or not _SIGNS.fullmatch(text):
        return frozenset()
    found = frozenset(_WORD.findall(_OF.sub(" total ", text.lower())))
    return found if found <= _SAYING | _BETWEEN else frozenset()


# --- organizations told by the kind behind theirs --------------------------------------------------------------------------
# These words are no rule for names that stand alone: "Gregory House" is somebody.


_ORDINARY = r"[\w.&'’\-]+"
_KIND = re.compile(
    rf"[^\W\d_][\w.&'’\-]*(?:(?: {_ORDINARY})* {any_of('organizations.kinds', whole=False)}"
    rf"|(?: {_ORDINARY})+ {any_of('organizations.kinds_of_many', whole=False)})"
    r"\.?(?:\s*,.*)?",
    re.IGNORECASE,
)
"""A name and a kind behind it, or its abbreviation."""
_KIND_BEFORE = re.compile(rf"{any_of('organizations.kinds_before')}\s*[\u0e01-\u0e2e\u0e40-\u0e44].*")
_WHERE = pattern("organizations.where")


def says_its_kind(text: str) -> bool:
    """Whether a text is called as an organization is; a nickname, a family, or where somebody sits ("from home") is not."""
    if _KIND_BEFORE.fullmatch(text):
        return True
    return _KIND.fullmatch(text) is not None and text[0].isupper() and _WHERE.search(text) is None


# --- titles and ranks ------------------------------------------------------------------------------------------------------


_NEVER_FIRST = "\u0e30-\u0e3a\u0e45-\u0e4e"  # letters no Thai word begins with


def _dotted(title: str) -> str:
    """A title with dots also with blanks, without the last of its dots or any; one letter only with its dot."""
    title = title.rstrip(".")
    for acting in words("titles.acting"):
        title = title.replace(acting, rf"{acting}\s?")
    parts = title.split(".")
    return r"\.?\s?".join(parts) + (r"\." if len(parts) == 1 else r"(?:\.|(?=\s))")


_BEGINS_NAME = "[\u0e01-\u0e2e\u0e40-\u0e44]"
_CAN_BEGIN = rf"(?=[^{_NEVER_FIRST}\s.,()\-][^\s.,()])"  # two letters, the first of them no mark that hangs on another
_OF_WOMAN = any_of("titles.of_woman")
_IS_RANK = re.compile(rf"^{any_of('titles.acting')}?{any_of('titles.ranks_begin')}")
_DOTTED = "|".join(_dotted(title) for title in sorted(words("titles.dotted"), key=len, reverse=True))
_WORDS = "|".join(
    rf"{word}(?:\s*\(?{_OF_WOMAN}\)?(?=\s{f'|{_BEGINS_NAME}' if _IS_RANK.match(word) else ''}))?"
    for word in sorted(words("titles.words"), key=len, reverse=True)
)
_THAI_TITLE = re.compile(
    rf"(?>(?:{_DOTTED})(?:\s*{_OF_WOMAN}(?=\s|{_BEGINS_NAME}))?\s*)(?:{_CAN_BEGIN}|(?={_DOTTED}))|(?:{_WORDS})\s*{_CAN_BEGIN}"
)
_NO_TITLE = re.compile(rf"{any_of('titles.none')}|{any_of('titles.none_alone')}(?:\s|$)")
_MAY_BE_NAME = frozenset(words("titles.may_be_name"))
_RANKS = "|".join(words("titles.ranks"))
_LATIN_TITLE = re.compile(
    rf"\({any_of('titles.in_brackets', whole=False)}\.?\)\s*(?=\S)|(?:(?:{_RANKS})\.?\s+){{2,}}(?=\S)"
    rf"|(?:{_RANKS}|{'|'.join(words('titles.with_dot'))})\.\s*(?=\S)"
    rf"|{any_of('titles.before_blank', whole=False)}\s+(?=\S)|{any_of('titles.one_rank', whole=False)}\s+(?=\S+\s+\S)",
    re.IGNORECASE,
)
"""In brackets, as of Dr. (Mrs.) Sulekha Das; several ranks; one with its dot; before a blank."""
_GENERATIONS = frozenset(words("titles.generations"))
_DEGREES = _GENERATIONS | {*words("titles.degrees")}


def is_degree(text: str) -> bool:
    """Whether a text behind a name and a comma is a degree, a licence or an order: "MSW", "R.N.", "SJ"."""
    return text.replace(".", "").replace(" ", "") in _DEGREES


def without_degrees(name: str) -> str:
    """A name without the degrees behind it: 'Ann Lee, MSW, R.N.' -> 'Ann Lee'; 'LEE, MA' is surname and name.

    What tells a son from his father stays: 'Ann Lee, Jr., MSW' -> 'Ann Lee Jr.'; 'Ann Lee, MA, Bo Chan' -> 'Ann Lee, Bo Chan'.
    """
    if "," not in name:
        return name
    parts = name.split(",")
    kept = parts[:1]
    for part, after in zip(parts[1:], [*parts[2:], ""], strict=False):
        word, _, rest = part.strip().partition(" ")
        whole = is_degree(part)
        goes_on = not whole and word.replace(".", "") in _DEGREES and (rest[:1].islower() or IN_PLACE_OF.match(rest))
        ends = whole and (not after or " " in after.strip() or is_degree(after))
        if (whole or goes_on) and word.replace(".", "") in _GENERATIONS:
            kept[0 if " " not in kept[0] else -1] += f" {part.strip()}"  # "Lee, Ann, Jr.": of the surname
        elif (goes_on or ends) and (" " in kept[-1].strip() or "." in part):
            kept[-1] += f" {rest}" if goes_on else ""
        else:
            kept.append(part)
    return ",".join(kept)


@lru_cache(maxsize=8192)
def split_titles(name: str) -> tuple[str, str]:
    """(titles and ranks as written, the name without them). A name that only begins like a title stays whole.

    'Pol. Lt. Col. Wirat Mun' -> ('Pol. Lt. Col.', 'Wirat Mun'); 'Drake Smith', 'Khunying Kanit' -> ('', as written).
    """
    titles: list[str] = []
    rest = without_degrees(name)
    while len(titles) < 4 and (end := _title_end(rest)):
        titles.append(rest[:end].strip())
        rest = rest[end:].strip()
    return " ".join(titles), rest


def _title_end(text: str) -> int:
    """Where the title at the beginning ends; 0: there is none, or nothing would be left of the name."""
    if match := _LATIN_TITLE.match(text):
        return match.end() if re.search(r"[^\W\d_]{2}", text[match.end() :]) else 0
    found = None if _NO_TITLE.match(text) else _THAI_TITLE.match(text)
    if found is None or (found.group() in _MAY_BE_NAME and " " not in text[found.end() :]):
        return 0
    return found.end()
