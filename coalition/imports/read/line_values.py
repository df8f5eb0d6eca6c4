"""What one line of a list without columns holds: how it begins, a name, an organization, a position, a remark, a heading."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from unicodedata import category

from coalition.imports.cells.in_brackets import is_position
from coalition.imports.cells.names import INITIALS, looks_like_organization
from coalition.imports.cells.not_people import is_degree, says_its_kind, split_titles
from coalition.imports.cells.people_names import AND_TWO, contact_in, is_known, read_name
from coalition.imports.cells.presence import mark_of, without_absence
from coalition.imports.cells.row_words import heads_people, is_sector, labelled, standing
from coalition.imports.cells.text import THAI_DIGITS, has_thai, lacks_capitals
from coalition.imports.lexicon import any_of, is_unspaced, words

Kind = Literal["email", "phone", "organization", "role", "remark", "mark", "none", "open"]
Style = Literal["numbered", "bullet", "bare"]
Texts = Sequence[str]
SURE, MAYBE, NO = 2, 1, 0  # how much a text is somebody's name
LONGEST, _NO_HEADING = 80, 300


def _any(*sections: str) -> str:
    return any_of(*(f"lines.{one}" for one in sections), whole=False)


# --- how a line begins -----------------------------------------------------------------------------------------------------
_NUMBER_CELL = re.compile(r"\(?(?:\d{1,3}[.):]*|[ivxIVX]{1,5}[.)]+)")
_NUMBER_BEFORE = re.compile(r"\(?(\d{1,3})\s*[.):]+")
_NUMBER = re.compile(
    rf"(?!{any_of('titles.letter')}\.\s+\S)(?:\(?\d{{1,3}}\s*[.):]+\s*(?=[^\d\s.])|\d{{1,3}}\s+(?=[^\d\s])"
    r"|\(?(?:[a-zA-Z\u0e01-\u0e2e]|[ivxIVX]{2,5})[.)]+\s+(?=[^\s,;]+\s+[^\W_]))"
)
"""A title of one letter is neither the letter of a row nor an initial."""
_EMPHASIS, _SLANTED = re.compile(r"\\\*|\*\*|__"), re.compile(r"(?<!\w)([_*])(?=\w)([^_*]+)(?<=\w)\1(?!\w)")
_BULLET = re.compile(r"(?:\+(?=\s)|[:•*·▪◦●○►➢➤❖✓✔☑√■□–—−-]|o(?=\s+[A-Z]))\s*(?=[^\s\d\-])")
TICK = re.compile(
    r"\A(?:\[\s?([xX✓✔]?)\s?\]|(?:([✓✔☑√✅])|[✗✘☒❌☐])\ufe0f?)\s*(?=[^\W\d_])|(?<=\S)\s+(?:([✓✔☑√✅])|[✗✘☒❌])\ufe0f?\Z"
)
"""A box to tick, a tick or a cross before a name, or behind it; a group: somebody came."""


def filled_cells(row: Texts) -> list[str]:
    """The cells from the first to the last that is filled."""
    filled = [i for i, cell in enumerate(row) if cell]
    return list(row[filled[0] : filled[-1] + 1]) if filled else []


def text_of(row: Texts) -> str:
    """A row as one line of text."""
    return ", ".join(filter(None, row))


def numbered(row: Texts) -> int:
    """The number a row begins with; 0: none."""
    found = _NUMBER_BEFORE.match(text_of(row))
    return int(found[1]) if found else 0


def start_of(row: Texts) -> tuple[Style, list[str]]:
    """How a line begins, and its cells without number or bullet."""
    cells = filled_cells(row)
    if not {"_", "*", "\\"}.isdisjoint("".join(row)):
        cells = [_SLANTED.sub(r"\2", _EMPHASIS.sub("", cell)).strip(" \\") for cell in cells]
    first, rest = cells[0] if cells else "", filled_cells(cells[1:])
    if rest and _NUMBER_CELL.fullmatch(first):
        return "numbered", rest
    if rest and not any(map(str.isalnum, first)):
        return "bullet", rest
    if TICK.match(first):
        return "bullet", cells
    if found := _NUMBER.match(first):
        return "numbered", [first[found.end() :].strip(), *cells[1:]]
    if found := _BULLET.match(first):
        return "bullet", [first[found.end() :].strip(), *cells[1:]]
    return "bare", cells


def is_open(text: str) -> bool:
    """Whether a text ends inside a bracket."""
    return text.count("(") > text.count(")")


def joined(pieces: Sequence[str]) -> list[str]:
    """The pieces of a line, those cut inside a bracket, or before a degree, put together again."""
    out: list[str] = []
    for piece in pieces:
        if out and (is_open(out[-1]) or is_degree(piece)):
            out[-1] = f"{out[-1]}, {piece}"
        else:
            out.append(piece)
    return out


def split(text: str, pattern: re.Pattern[str]) -> list[str]:
    """The pieces of a text between separators that stand in no bracket; degrees stay with their name."""
    pieces, begin = [], 0
    for found in pattern.finditer(text):
        if not is_open(text[: found.start()]):
            pieces.append(text[begin : found.start()])
            begin = found.end()
    return joined([piece.strip() for piece in (*pieces, text[begin:])])


# --- what a part of it is --------------------------------------------------------------------------------------------------
_POSITION_AND_MORE = re.compile(rf"({_any('position_with_organization')})\s*{_any('at')}?\s*(.{{3,}})")
REASON = re.compile(rf"{any_of('spoken.reasons')}\s*(?:[:：]|\s)\s*(?=\S)", re.IGNORECASE)  # before why somebody did not come
_OF_A_KIND = re.compile(rf"(?:{_any('body')})(?:\s.*)?|(?:[^\W\d_]{{1,4}}\.)+")
"""A kind of office, or its letters, which there is in every district."""
_BETWEEN = [re.compile(rf"\s+{between}\s+(?:{_any('the')}\s+)?") for between in (any_of("parts.at", whole=False), _any("at"))]
"""What parts a position from where: behind the first anything is an organization, behind the second what reads as one."""
_PART_BEHIND = re.compile(rf"(.+\S)\s+({_any('part_behind')}\S*(?:\s\S*{_any('part_behind')})?)")
_AREA = re.compile(rf"{any_of('places.before')}\s*\S*")
"""The province or district of an office that only its post names: of the prosecutor of Phayao."""
_SAME = re.compile(r"[\"〃”]\s+\(")
_BEGINS_ORGANIZATION = re.compile(_any("organization_before"))
_TAGGED = re.compile(
    rf"\s*({_any('tag_position_word', 'tag_organization_word')}|{_any('tag_position', 'tag_organization')}(?=\s*:))"
    r"\s*[:：]?\s*(?=\S)",
    re.IGNORECASE,
)
_TAG_POSITION = re.compile(_any("tag_position_word", "tag_position"), re.IGNORECASE)
_INSTEAD = re.compile(rf"[(\[]?\s*{_any('instead')}\s*[)\]]?\s*(.*)")
_PARTICLES, _PROSE = frozenset(words("lines.particles")), frozenset(words("lines.prose"))
FUNCTION_WORDS = frozenset(words("lines.function"))
_PROSE_INSIDE = re.compile(rf"{_any('prose_inside')}|{_any('prose_before')}(?!{_any('prose_not')})")
_LATIN = re.compile(r"[^\W\d_][^\W\d_.'’\-]*(?:[.'’\-][^\W\d_]*)*")
_NICKNAME = re.compile(r"\s*[(\[“\"'‘]\s*[^()\[\]]{1,15}?\s*[)\]”\"'’]\s*$|(?<=\s)[“\"‘][^\s“”\"’]{1,15}[”\"’]\s")
_MOST_WORDS = 5
_LONGEST_WORD, _LONGEST_ALONE = 18, 12  # letters of a name in a language without blanks; of one that stands alone
_THAI_NAME, _TITLES_IN_NAMES = 3, words("titles.may_be_name")
_NOBILITY = "\u0e13"  # the Thai particle before a surname of its own word


@lru_cache(maxsize=8192)
def kind_of(text: str) -> Kind:
    """What a part of a line holds; "open": a text that may be an organization, a position or a name."""
    if not any(map(str.isalnum, text)) or (len(text) == 1 and text.isascii() and text.isalpha()) or _SAME.match(text):
        return "none"
    if contact := contact_in(text):
        return "email" if contact[0] == "email" else "phone"
    if without_absence(text)[1] or REASON.match(text):
        return "remark"
    if len(text) > 1 and mark_of(text) == "present" and not text.isdigit():
        return "mark"
    return "role" if is_position(text) else "organization" if is_organization(text) else "open"


def is_organization(text: str) -> bool:
    """Whether a text is plainly an organization."""
    if has_thai(text):
        return not split_titles(text)[0] and (_BEGINS_ORGANIZATION.match(text) is not None or looks_like_organization(text))
    return looks_like_organization(text) or is_known(text) or says_its_kind(text)


def office_behind(text: str) -> str | None:
    """The office of whom somebody came for; "": none is named; None: came for nobody."""
    found = _INSTEAD.fullmatch(text)
    return role_and_organization(found[1])[1] if found else None


def role_and_organization(text: str) -> tuple[str, str]:
    """(position, organization) of "Director of River House"; ("as written", "") of others."""
    if ", " in text:
        told = list(map(role_and_organization, text.split(", ")))
        organization = next((organization for _, organization in told if organization), "")
        return (", ".join(role for role, _ in told), organization) if organization else (text, "")
    if played := _PART_BEHIND.fullmatch(text):
        role, organization = role_and_organization(played[1].rstrip(" ,"))
        return (role, organization) if organization else (text, "")
    found = _POSITION_AND_MORE.fullmatch(text)
    if found and (_OF_A_KIND.fullmatch(found[2]) or _AREA.fullmatch(found[2])):
        return text, ""
    if found and _BEGINS_ORGANIZATION.match(found[2]):
        return found[1], found[2].strip()
    if has_thai(text):
        parts = text.split()
        at = next((i for i, word in enumerate(parts) if i and _BEGINS_ORGANIZATION.match(word)), None)
        return (" ".join(parts[:at]), " ".join(parts[at:])) if at else (text, "")
    for word in _BETWEEN:
        for found in reversed(list(word.finditer(text))):
            role, rest = text[: found.start()], text[found.end() :].strip()
            if is_position(role) and (word is _BETWEEN[0] or is_organization(rest)):
                return role, rest
    return text, ""


def tail_of(text: str) -> tuple[str, str]:
    """(title and name, what follows) of a text with nothing but a blank between them: "Ann Lee IJM"."""
    titles, name = split_titles(text)
    parts = name.split()
    if not has_thai(name):
        who, tail = " ".join(parts[:2]), " ".join(parts[2:])
        apart = is_organization(tail) and not is_organization(who) and all(word[:1].isupper() for word in parts)
        apart = apart and not name.isupper()  # "KARL VON STEIN": no acronym stands out
        return (f"{titles} {who}".strip(), tail) if apart else (text, "")
    length = parts.index(_NOBILITY, 1) + 2 if _NOBILITY in parts[1:3] else 2
    tail = " ".join(parts[length:])
    if not tail or (not titles and kind_of(tail) not in {"role", "organization"}):
        return text, ""
    return f"{titles}{' '.join(parts[:length])}", tail


def tagged(text: str) -> tuple[str, str, str]:
    """(before, position, organization) of a text in which the words for them stand before each."""
    before, *told = _TAGGED.split(text)
    said = {bool(_TAG_POSITION.fullmatch(word)): value.strip(" ,;") for word, value in zip(told[::2], told[1::2], strict=True)}
    return before.strip(" ,;"), said.get(True, ""), said.get(False, "")


@lru_cache(maxsize=8192)
def grade(text: str) -> int:
    """`SURE`, `MAYBE` or `NO`: how much a text is the name of one person, with titles and nothing else around it.

    No column says here that names stand in it: prose must never become people.
    """
    shown = _NICKNAME.sub("", text) or text
    read = read_name(shown)
    if not read.plain or any(map(str.isdigit, shown)):
        return NO
    titles, name = split_titles(shown)
    if read.organization is None and not titles and (is_organization(shown) or is_position(shown)):
        return NO
    parts = name.split()
    if not parts or sum(word not in _PARTICLES for word in parts) > _MOST_WORDS or any(sign in name for sign in ":;=@?!/,"):
        return NO
    if lacks_capitals(name):
        return _without_capitals(parts)
    return _thai(titles, parts) if has_thai(name) else _latin(titles, parts)


def is_half_of_name(text: str) -> bool:
    """Whether a word may be a first name, or a surname, and nothing else."""
    return " " not in text and text[:1].isupper() and grade(text) == MAYBE and kind_of(text) == "open"


def is_first_name(text: str) -> bool:
    """Whether a text may be a first name behind a surname, or its initials."""
    return is_half_of_name(text) or INITIALS.fullmatch(text) is not None


def _thai(titles: str, parts: list[str]) -> int:
    plain = [word for word in parts if word != _NOBILITY] or parts
    if titles:
        return SURE if len(plain) <= _THAI_NAME else MAYBE
    if _PROSE_INSIDE.search(" ".join(parts)) or any(len(word) > _LONGEST_WORD for word in parts):
        return NO
    longest = _LONGEST_WORD if plain[0].startswith(_TITLES_IN_NAMES) else _LONGEST_ALONE
    return SURE if len(plain) == 2 else MAYBE if len(plain) == 1 and len(plain[0]) <= longest else NO


def _without_capitals(parts: list[str]) -> int:
    letters = all(category(sign)[0] in "LM" for word in parts for sign in word)
    return MAYBE if letters and len(parts) <= _THAI_NAME and max(map(len, parts)) <= _LONGEST_WORD else NO


def _latin(titles: str, parts: list[str]) -> int:
    if not all(map(_LATIN.fullmatch, parts)) or any(one in FUNCTION_WORDS or one.casefold() in _PROSE for one in parts):
        return NO
    large = (word in _PARTICLES or word[:1].isupper() or (word[1:2] in {"'", "’"} and word[2:3].isupper()) for word in parts)
    capital = all(large)  # d'Arcy too
    if capital and (titles or len(parts) > 1):
        return SURE
    return MAYBE if len(parts) <= 2 and (capital or all(map(str.islower, parts))) else NO


# --- lines that stand above names: who came, who did not, or that something else than people follows -----------------------
CLOSED = "closed"  # said by a heading of an agenda, of actions, of an invitation: the list of people has ended
MARKUP = re.compile(r"^[#>*_=:\s]+|[#*_=\\\s]+$")
_ENDING = re.compile(r"(?<=[^\W\d_])(?:\([^\W\d_]{1,3}\)(?=[^\W\d_]|\s|$)|[.·•-]e[.·•-]?(?=s?(?:\W|$)))")
"""An ending that some words have: "Attendant(e)s", "Participant-e-s"."""
_LETTER = re.compile(r"^\(?(?:[\divxIVX]{1,4}(?:\.\d{1,2})*[.)]|[A-Za-z\u0e01-\u0e2e][.)])\s+")
"""The number or letter of a heading."""
COUNT = re.compile(rf"\s*[(\[]?\s*(?:{any_of('rows.total_word', 'rows.total', whole=False)}\s*[=:]?\s*)?\d{{1,3}}\s*"
                    rf"{any_of('rows.heads', 'rows.people', whole=False)}?\s*[)\]]?\s*[:：]?\s*$", re.IGNORECASE)  # fmt: skip
_HALVES = re.compile(r"\s*[/|]\s*|\s*[(\[]|[)\]]\s*$")
_CAME = re.compile(_any("came", "guests"), re.IGNORECASE)
_GUESTS = re.compile(_any("guests"), re.IGNORECASE)
_GROUP_CAME = re.compile(rf"^{any_of('lines.group_came')}\s|\s{any_of('lines.group_came')}$", re.IGNORECASE)
_COMMITTEE = re.compile(rf"{any_of('lines.group')}$", re.IGNORECASE)
_LATIN_WORDS = re.compile(r"[A-Z][\w'’-]*(?:\s(?:[A-Z&][\w'’-]*|of|and))*")
_CLOSED = re.compile(rf"(?!{_any('not_closed')}){_any('closed')}", re.IGNORECASE)
_DASHED = re.compile(r"([^–—-]{3,40}?)\s+[–—-]\s+(\S.*)")
_DAY = re.compile(
    rf"(?<![\s,(–—-])[\s,(–—-]*(?:{any_of('above.held', 'above.held_glued', whole=False)}\s+)?"
    rf"(?:{any_of('date_words.weekday', whole=False)},?\s+)?"
    r"\d{1,4}[\s./-]+\S{1,12}[\s./-]+(?:\S{1,5}\s)?\d{2,4}\)?\s*$",
    re.IGNORECASE,
)
"""The day of the meeting, behind a heading."""
_TWO_SENTENCES = re.compile(r"(?:\w+\s+){3}\w{3,}[.!?]\s+\w")  # "Edith declined for want of time. The board"


def bare(text: str) -> str:
    """A line without marks of emphasis, its number, its colon, the day and the count behind it."""
    if len(text) > _NO_HEADING:
        return text
    text = _ENDING.sub("", _LETTER.sub("", MARKUP.sub("", text.translate(THAI_DIGITS))))
    text = MARKUP.sub("", text.rstrip(" :：–—-"))
    for pattern in (_DAY, COUNT):
        text = pattern.sub("", text).rstrip(" :：–—-,(") or text
    return text


@lru_cache(maxsize=4096)
def heading_of(text: str) -> str | None:
    """What a line says of those named below it: present, absent, excused, `CLOSED`; None: it is no such heading."""
    plain = bare(text)
    if not plain or len(plain) > LONGEST or re.search(r"[:：]\s*\S", plain) or _sent(text) or _TWO_SENTENCES.search(plain):
        return None
    for one in dict.fromkeys((plain, *filter(None, _HALVES.split(plain)))):
        if state := standing(one.rstrip(" :")):
            return state
        if _CAME.fullmatch(one.strip()) or _says_group_came(one):
            return "present"
    return CLOSED if _CLOSED.match(plain) and not plain.endswith((".", "!", "?")) else None


def _says_group_came(text: str) -> bool:
    """Whether a text is of a group that came: "Technical Advisors Present", "Present Board Members"."""
    group = _GROUP_CAME.sub("", text).strip()
    if group == text.strip() or len(group.split()) > _MOST_WORDS or not _LATIN_WORDS.fullmatch(group):
        return False
    return is_sector(group) or bool(_COMMITTEE.search(group)) or (is_position(group) and group[-1:] in {"s", "S"})


def is_guests(text: str) -> bool:
    """Whether a label, with people behind it or below, is that of guests, of whom others say whether they came."""
    return _GUESTS.fullmatch(bare(text.replace("：", ":").partition(":")[0])) is not None


def is_group(text: str) -> bool:
    """Whether a line is the heading of a group of those who came: "NGOs:", "Online:"."""
    plain = bare(text)
    return 0 < len(plain) <= LONGEST and (is_sector(plain) or heads_people(plain))


def label_of(text: str) -> tuple[str, str] | None:
    """(what it says, what stands behind it) of "Present: Ann Lee, Bo Chan"; None: it begins with no such heading."""
    head, colon, rest = text.replace("：", ":").partition(":")
    if not colon:
        if sent := _sent(text):
            return sent
        found = _DASHED.match(text)
        head, rest = (found[1], found[2]) if found else ("", "")
    state = heading_of(head.strip()) if head else None
    return (state, rest.strip(" *_")) if state else None


def _sent(text: str) -> tuple[str, str] | None:
    """As `label_of`, of a sentence: "Apologies were received from Ann Lee"; one about "the following members" heads a list."""
    return None if re.search(r"[:：]", text) else labelled(text.rstrip(" ."))


# --- lines as they are meant, told by all of them together -----------------------------------------------------------------
AND = "(?-i:" + "|".join(
    rf"{word}\s*" if is_unspaced(word) else rf"(?:{word}|{word.upper()})\s+" if len(word) > 1 else rf"{word}\s+"
    for word in words("lines.and")
) + ")"  # fmt: skip
"""Between two names; in small letters, or all in capitals: "I" and "E" are initials too."""
COMMAS = re.compile(rf"\s*[,;，、،؛]\s*(?:{AND})?|\s+(?:{AND}|[&/]\s+|{AND_TWO})", re.IGNORECASE)


# --- all of it ---------------------------------------------------------------------------------------------------------------
BRACKET = -1  # the place of what stands in brackets behind a name; that of other texts is counted from 0


@dataclass(frozen=True)
class Line:
    """What one line, or one name of a line with several, says."""

    name: str  # the text that stands for the name
    grade: int  # how surely it is one
    parts: tuple[str, ...] = ()  # the texts behind (or before) it, with the gaps they have
    bracket: str = ""  # in brackets behind the name
    style: Style = "bare"
    role: str = ""  # where the line itself says which is which
    organization: str = ""
    remark: str = ""  # that somebody was sent, or was away, as written
    several: tuple["Line", ...] = ()

    def placed(self) -> list[tuple[int, str]]:
        """The texts beside the name, each with its place; of those in one bracket each is at that of the bracket."""
        told = kind_of(self.bracket) in {"remark", "mark"}
        inside = [self.bracket] if told else map(str.strip, self.bracket.split(","))
        return [*enumerate(self.parts), *((BRACKET, text) for text in inside if text)]


NOBODY = Line("", NO)


def is_label(row: Texts, line: Line) -> bool:
    """Whether a line of one person may be a label and what it says: "Scribe: Ann Lee", and not "Ann Lee: Hope House"."""
    head, colon, rest = map(str.strip, text_of(start_of(row)[1]).replace("：", ":").partition(":"))
    alone = " " not in head or not any(map(str.isalpha, rest))
    return bool(colon) and line.name == head and alone and kind_of(rest) in {"open", "none"}
