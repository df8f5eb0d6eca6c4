"""A name as typed or shown by a meeting service -> the person's name, what was written around it, or why it is no person.

Beside it: who was sent in place of whom.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from coalition.imports.cells.not_people import code_of_no_person, is_role, says_its_kind, split_titles, without_degrees
from coalition.imports.cells.text import has_thai, norm_text
from coalition.imports.lexicon import LETTERS, any_of, pattern, words

LONGEST = 200  # characters; a longer cell is a sentence

Known = Callable[[str], bool]  # whether a text is an organization that is known, by name or alias


class Named(NamedTuple):
    """What one cell of names says."""

    name: str  # without titles, markers and organization; the text as it was where it is no person
    organization: str | None  # written beside the name, as are email and phone
    code: str | None  # why it is no person, of the issue catalogue; None: it may be one
    plain: bool = False  # a person without doubt
    people: tuple["Named", ...] = ()  # those of a cell with several
    state: str | None = None  # "absent" or "excused" where that is written behind the name; such a row is looked at closely
    sent: str | None = None  # who came in their place, where that is written behind; "": somebody unnamed; None: nobody
    email: str = ""
    phone: str = ""
    prefix: str = ""  # titles and ranks as written, as `clean_name` tells them


_MARKERS = any_of("names.markers", whole=False)
_MARKER = re.compile(rf"\s*[(\[（]{_MARKERS}(?:\s*,\s*{_MARKERS})*[)\]）]", re.IGNORECASE)
_PRONOUN = any_of("names.pronouns")
_PRONOUNS = re.compile(rf"\s*[(\[,|–—-]?\s*{_PRONOUN}(?:\s*[/|]\s*{_PRONOUN})+\s*[)\]]?(?=\s*(?:[(\[].*)?$)", re.IGNORECASE)
_HANDLE = re.compile(
    r"(?<=\w)(?:\s*[(\[]@[\w.\-]{2,40}[)\]]?(?:\(\w+://[^\s()]*\))?|\s+@(?=[\w.\-]*[a-z])[\w.\-]{2,40})(?:\s*[(\[][\w\s\-]{2,40}[)\]])?$"
    r"|(?<=\w)\s*[(\[][A-Z]{1,5}-\d{1,5}[)\]]$"
)
"""The name of an account, and what somebody is in it: "Ann Lee (@ann) (voting member)"; the code of a seat: "(NA-27)"."""
_SIGN = re.compile(r"[^\w\s\u0e00-\u0e7f]|[\u00b9\u00b2\u00b3]")
"""What stands in every marker, account, tick, degree and bracket."""
_TICK = re.compile(r"^[✔✓☑✅?•*·\-]\s*(?=\w)|^(?:\d{1,3}[.)]|\(\d{1,3}\))\s*(?=[^\W\d])|(?<=\w)\s?[*†‡\u00b9\u00b2\u00b3]+$")
_STANDS_IN = (
    rf"{any_of('names.stands_in_before')}(?=\s|\)|\]|$|{any_of('names.stood_in')})|{any_of('names.stands_in', whole=False)}\b"
)
_PROXY = re.compile(
    rf"\s*[(\[]\s*(?:{_STANDS_IN}|{any_of('names.for', whole=False)}\s)([^()\[\]]*)[)\]]$"
    rf"|\s+(?:[-–—,]\s*)?(?:{_STANDS_IN}|{any_of('names.representing', whole=False)}\s)(.*)$"
    rf"|\s*\({any_of('names.stands_in_alone')}\)\s*(\S.*)$",
    re.IGNORECASE,
)
"""Behind the name of who came, for whom."""
_WORD = re.compile(r"[^\s,.]+")
_LEADING = re.compile(r"\[([^\[\]]{2,60})\]\s*(?=\S)")
BRACKETED = re.compile(r"(.*\S)\s*[(\[（]\s*([^()\[\]（）]{1,120}?)\s*[)\]）]")  # what stands in brackets behind something
_SEPARATED = re.compile(r"(.+?)\s+[-–—|/@]\s+(.+)|(.+?)\s*\|\s*(.+)")
_PARTS = re.compile(r"\s*,\s*|\s+[-–—|]\s+")
INITIALS = re.compile(r"(?:[A-Z]\. ?){1,3}")
POSITION = re.compile(
    rf"(?:.*\b)?{any_of('lines.position', whole=False)}s?(?:\s+{any_of('lines.position_of', whole=False)}\s.*|\s\([^()]*\))?",
    re.IGNORECASE,
)
"""What somebody does, of whom or of what included: "CEO", "Case Manager", "Head of the shelter"."""
_ACRONYM = re.compile(r"(?=.*[A-Z].*[A-Z])[A-Z](?:[A-Z0-9&.\-/]{0,10}[A-Z0-9]|[A-Z0-9&\-/]*\.[A-Z0-9&.\-/]*\.)")
_ORGANIZATION = re.compile(any_of("organizations.words"))  # looked for in small letters: half the time of searching any case
_CODE = re.compile(r"[A-Za-z]{0,4}[-/.]?\d{2,}")
"""The number of a person, before the name."""
_FIRST_NAME_AND_OFFICE = re.compile(
    rf"(?!{any_of('organizations.no_first_name')})([{LETTERS}]{{2,20}})[\s_]+"
    rf"({any_of('organizations.behind_first_name')}\.?\s?[{LETTERS}].*)"
)
"""As people show themselves in a call; never the name of a part of the office."""
_OFFICE_BEHIND = re.compile(rf"(\S+\s+\S+)\s+({any_of('organizations.behind')}.*)")
"""An office's abbreviation behind first name and surname."""
_FROM = re.compile(rf"\s+{any_of('lines.from', whole=False)}\s*$")
_OFFICE_BEFORE = re.compile(r"([\u0e01-\u0e2e]{1,5}\.\S+)\s+(\S{2,}\s+\S{2,})")
"""An office's abbreviation before them, as people show themselves in a call."""
_AREA = pattern("places.before", whole=False)


def without_bracket(text: str) -> str:
    """A text without what stands in brackets behind it."""
    return BRACKETED.sub(r"\1", text)


def without_pronouns(text: str) -> str:
    """A name without the words somebody wants to be spoken of with: "Ann Lee (she/her)"."""
    return _PRONOUNS.sub("", text) if "/" in text or "|" in text else text


def looks_like_organization(text: str, known: Known | None = None) -> bool:
    """Whether a text reads as an organization: a known one, an acronym in capitals, or with a word such as Foundation."""
    return bool((known and known(text)) or _ACRONYM.fullmatch(text) or _ORGANIZATION.search(text.lower()))


_POSITION_BEFORE, _ORDINAL = pattern("lines.position_before"), re.compile(r"^\d{1,2}[^\W\d_]{0,3}[.\u00ba]?\s+")
HOUSE = re.compile(rf"{any_of('groups.house')}|^{any_of('groups.house_before')}[{LETTERS}]", re.IGNORECASE)
"""Words of organizations that are surnames too."""
_GIVEN_NAME = pattern("groups.given_names")


def is_called_as_house(text: str) -> bool:
    """Whether a text beside a whole name is called as an organization is: "Casa Esperanza"; one word might be a first name."""
    return says_its_kind(text) or (" " in text and HOUSE.search(text) is not None)


def clean_name(text: str, known: Known | None = None) -> Named:
    """The person's name in a cell.

    `known` tells known organizations; without it only acronyms, square brackets, separators and words such as Foundation show
    where one begins.
    """
    whole = without_pronouns(norm_text(text).strip(" '\"“”„"))
    if len(whole) > LONGEST:
        return Named(whole, None, "note")
    bare = whole
    if _SIGN.search(whole):
        bare = without_degrees(_TICK.sub("", _without_marks(whole).strip()))
    bare, behalf = _without_proxy(bare)
    if code := code_of_no_person(bare):
        return Named(whole, None, "placeholder" if whole and code == "no_name" else code)
    name, hint = _without_organization(bare, known)
    if hint is None and behalf and (looks_like_organization(behalf, known) or is_called_as_house(behalf)):
        hint = behalf
    prefix, name = split_titles(name.strip(" ,;-–|/"))
    name = _in_order(name)
    if not prefix and "," in bare:  # "Lee, Ms. Ann"
        prefix, name = split_titles(name)
    if name != bare and (code := code_of_no_person(name)):
        return Named(whole, hint, code, prefix=prefix)
    return Named(name, without_post(hint, known) if hint else None, None, prefix=prefix)


def _without_marks(text: str) -> str:
    """A name without "(me)", "(she/her)", "(iPhone)", "@ann" behind it."""
    bare = _HANDLE.sub(_of_account, _MARKER.sub("", without_pronouns(text)))
    found = BRACKETED.fullmatch(bare)
    return found[1] if found and code_of_no_person(found[2]) == "device" else bare


def _of_account(found: re.Match[str]) -> str:
    """What is kept of an account: an organization it is called as, "@HopeHouse", and what stands behind it in brackets."""
    called, _, behind = found[0].strip(" ()[]").partition("](" if "](" in found[0] else "(")
    if not called.startswith("@"):
        return ""  # the code of a seat
    behind = "" if "/" in behind or POSITION.fullmatch(behind) else f" ({behind})" * bool(behind)
    house = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", called.lstrip("@").rstrip(" )]"))
    told = looks_like_organization(house) or is_called_as_house(house)
    return f" ({house})" * (told and not is_called_as_house(behind.strip(" ()"))) + behind


def without_markers(text: str) -> tuple[str, str]:
    """(a name without what a program or the writer put behind it: "(me)", "(for Bo Chan)", the organization they came for)."""
    bare = _without_marks(text)
    who, behalf = _without_proxy(bare)
    if not behalf or has_thai(behalf):  # there an office stands behind its post
        return bare, ""
    return who.strip(), behalf if looks_like_organization(behalf) or is_called_as_house(behalf) else ""


def _without_proxy(text: str) -> tuple[str, str]:
    """(who came, for whom): "Ann Lee (for Bo Chan)"; ("as written", "") of all others."""
    found = _PROXY.search(text)
    return (text[: found.start()], next(filter(None, found.groups()), "").strip()) if found else (text, "")


def _without_organization(text: str, known: Known | None) -> tuple[str, str | None]:
    """(name, organization) of a name with an organization around it; all else in brackets stays part of the name."""
    if (leading := _LEADING.match(text)) and not text[leading.end() :].startswith(("(", "[")):  # no link as Markdown has it
        return _without_organization(text[leading.end() :], known)[0], leading[1].strip()
    if trailing := BRACKETED.fullmatch(text):
        return _without_bracket(text, trailing[1], trailing[2], known)
    if separated := _SEPARATED.fullmatch(text):
        left, right = (part.strip() for part in separated.groups() if part)
        if _is_post(right, known) and not _is_post(left, known):
            return _without_organization(left, known)
        if _CODE.fullmatch(left):
            return _without_organization(right, known)
        is_left = looks_like_organization(left, known) or (len(left.split()) > 2 and says_its_kind(left))  # "Gregory House"
        is_left = is_left or (" " in left and " " in right and HOUSE.match(left) is not None and not _GIVEN_NAME.match(left))
        if is_left and not looks_like_organization(right, known):
            return right, left
        name, nearer = _without_organization(left, known)
        return name, nearer or right
    left, _, right = text.partition("_")  # "Ann_HUG", as people call themselves in a call
    parted = left and right and not (left.isupper() and right.isupper() and " " not in text)  # not "KARL_STEIN"
    if parted and (is_left := looks_like_organization(left)) != looks_like_organization(right):
        return (right, left) if is_left else (left, right)
    if (shown := _FIRST_NAME_AND_OFFICE.fullmatch(text)) and not looks_like_organization(shown[1], known):
        return shown[1], shown[2]
    if has_thai(text) and (behind := _OFFICE_BEHIND.fullmatch(split_titles(text)[1])):
        return _FROM.sub("", text[: text.rindex(behind[2])]).rstrip(" ."), behind[2]
    before = _OFFICE_BEFORE.fullmatch(text)
    named = before and not any(looks_like_organization(word, known) or _AREA.match(word) for word in before[2].split())
    if before and named and looks_like_organization(before[1], known):
        return before[2], before[1]
    first, comma, last = text.partition(", ")
    if not comma:
        return text, None
    initials = INITIALS.fullmatch(last) and " " not in first
    several = " " in first and len(last.split()) >= _MANY_WORDS and last.istitle() and "," not in last  # no first names
    house = looks_like_organization(last, known) or several or (" " in first and is_called_as_house(last))
    if not initials and house and not looks_like_organization(first, known):
        return first, last
    return text, None


_MANY_WORDS = 3


def _is_post(text: str, known: Known | None) -> bool:
    """Whether what stands beside a name is what somebody does, and no organization: "CEO", "Case Manager"."""
    house = says_its_kind(text) or _ORGANIZATION.search(text.lower()) or (known and known(text))
    return not house and all(begins_as_post(part) or POSITION.fullmatch(part) for part in _PARTS.split(text))


def without_post(text: str, known: Known | None = None) -> str | None:
    """The organization beside a name without what somebody does there; None: nothing else stands there."""
    parts = [part for part in _PARTS.split(text) if not _is_post(part, known)]
    return ", ".join(parts) or None if len(parts) < len(_PARTS.split(text)) else text


def begins_as_post(text: str) -> bool:
    """Whether a text begins with what somebody does, in a language that says it first, or is a word for it."""
    return is_role(text) or _POSITION_BEFORE.match(_ORDINAL.sub("", text)) is not None


def _without_bracket(text: str, before: str, inside: str, known: Known | None) -> tuple[str, str | None]:
    """'Ann (SOLD)', 'Kannika W. (Kannika Wongchai)', 'Inta, Boonsri (Boonsri Inta)'."""
    name, hint = _without_organization(before, known)
    words, others = name.casefold().split(), inside.casefold().split()
    is_account = words[:1] == others[:1]
    if looks_like_organization(inside, known) or (not is_account and says_its_kind(inside)):
        return name, hint or inside
    if (inner := BRACKETED.fullmatch(before)) is not None:  # of two brackets the last is the name of the account
        return _without_organization(inner[1], known)[0], inner[2]
    if is_account or sorted(_WORD.findall(name.casefold())) == sorted(_WORD.findall(inside.casefold())):
        return (inside if "," in name or len(inside) > len(name) else name), hint
    return (text if name == before else f"{name} ({inside})"), hint


def are_initials(text: str, name: str) -> bool:
    """Whether letters are those with which the words of a name begin: "JS" of Jukka Salmi, "WP" or "WVDP" of one van der."""
    begin = [word[:1] for word in name.split()]
    return len(text) > 1 and text in {"".join(begin).upper(), "".join(filter(str.isupper, begin))}


def _in_order(name: str) -> str:
    """First name first: 'Inta, Boonsri' and 'LINDQVIST Hannah'. Thai names are never turned round."""
    if has_thai(name):
        return name
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 2 and (begins_as_post(parts[1]) or (" " in parts[0] and POSITION.fullmatch(parts[1]))):
        return parts[0]
    if len(parts) == 2 and all(re.fullmatch(r"[^\W\d_][\w.'’\-]*(?: [\w.'’\-]+){0,3}", part) for part in parts):
        return f"{parts[1]} {parts[0]}"
    first, *others = name.split() or [""]
    spelled = [word for word in others if len(word.strip(".")) > 1]  # "KANYA R." has her first name first
    if len(first) >= _SURNAME and first.isalpha() and first.isupper() and spelled and not any(map(str.isupper, spelled)):
        return " ".join([*others, first.capitalize()])
    return name


_SURNAME = 4  # letters of a surname in capitals; fewer may be initials
UNLIKELY = re.compile(r"\d.*[^\d]|\d{5}|[:;=@?!]")  # signs of sentences, dates, addresses; "Person 013" may be somebody


@lru_cache(maxsize=8192)
def looks_like_person(text: str) -> bool:
    """Whether a text can be somebody's name: a few words of letters, no organization, device, total or sentence."""
    read = clean_name(text)
    short = 1 <= len(read.name.split()) <= 6 and len(read.name) <= 60
    return read.code is None and short and not UNLIKELY.search(read.name) and not looks_like_organization(read.name)


_LINK = re.compile(r"(?:https?://|www\.)\S*", re.IGNORECASE)


def instead_of_name(text: str) -> str:
    """Key of the issue catalogue for what stands where a name should: a name with a link in it can be mended, the rest not."""
    return "link_in_name" if _LINK.search(text) and any(map(str.isalpha, _LINK.sub("", text))) else "placeholder"


# --- who was sent in place of whom: "represented by Bo Chan", "sent a delegate" without a name -----------------------------
# The delegate was there; the person in whose place they came was not.


_LONGEST_REMARK = 200
_KINDS = any_of("delegates.kinds", whole=False)
_OF_WHOM = rf"(?:{any_of('delegates.of_whom', whole=False)} )?"
_SENT = any_of("delegates.sent", whole=False)
_LABEL = rf"{any_of('delegates.label', whole=False)}\s*[:=–—-]"
_NAME = r"(?P<{0}>[^,;()\[\]]{{2,60}}?)"
_NAMED = (
    rf"(?:{any_of('delegates.replaced_by', whole=False)}|{_LABEL}"
    rf"|{_SENT}\s+(?!{_OF_WHOM}{_KINDS}\b|{any_of('delegates.not_sent')}))\s*" + _NAME.format("by")
)
_SENT_WITH_NAME = (
    rf"{_SENT}\s+{_OF_WHOM}{_KINDS}(?:\s*[:,–—-]\s*|\s+)(?:{any_of('delegates.named', whole=False)} )?" + _NAME.format("sent")
)
_INSTEAD = rf"(?:\s+{any_of('delegates.instead', whole=False)})?"
_NAMELESS = rf"{_SENT}\s+{_OF_WHOM}{_KINDS}s?|{any_of('delegates.nameless', whole=False)}"
_NAMELY = any_of("delegates.namely", whole=False)
_GIVEN = rf"{any_of('delegates.given')}\s*(?:{_NAMELY}|[:：])?\s*"
_BEFORE = _GIVEN + _NAME.format("instead") + rf"\s*{any_of('delegates.came_instead')}"
_INITIALS = r"[\u0e01-\u0e2e]{1,3}\.[\u0e01-\u0e2e]{1,2}\."
_TITLED = (
    rf"(?:{_GIVEN}|{any_of('delegates.word')}\s*(?:{_NAMELY}|[:：]|\s)\s*)"
    rf"(?P<titled>(?:{any_of('away.title')}|{_INITIALS})[^,;()]{{2,60}}?)(?:\s*{any_of('delegates.came')})?"
)
_WITHOUT = re.compile(rf"[(\[]?\s*(?:{_NAMELESS})\s*[)\].]*", re.IGNORECASE)
_WITH = re.compile(rf"[(\[]?\s*(?:{_BEFORE}|{_TITLED}|{_SENT_WITH_NAME}|{_NAMED}){_INSTEAD}\s*[)\].]*", re.IGNORECASE)
_BEGINS = re.compile(rf"{any_of('delegates.begins')}|\b{_LABEL}", re.IGNORECASE)
_MOST_BEGINNINGS = 4
_OPENING = " ([,;:–—-"
_OPENED = re.compile(r"[()\[\]]")
_NO_MORE_THAN_SENT = re.compile(rf"[(\[]?\s*(?:{any_of('delegates.sent')}|\w+(?:-in)?\s*[:=–—-])", re.IGNORECASE)
_THING = re.compile(rf"'s\b|’s\b|{any_of('delegates.things')}|^{any_of('delegates.things_first')}", re.IGNORECASE)
"""What is sent besides people."""
_SIGNS = re.compile("|".join(map(re.escape, words("delegates.signs"))))


@lru_cache(maxsize=8192)
def sent_in(text: str) -> str | None:
    """The delegate a remark tells of; "": somebody came whose name it does not tell; None: it tells of nobody.

    'represented by Bo Chan' -> 'Bo Chan'; 'represented by his assistant' -> ''; 'sent the report' -> None.
    """
    if not _may(text):
        return None
    if _WITHOUT.fullmatch(text.strip()):
        return ""
    found = _WITH.fullmatch(text.strip())
    if found is None:
        return None
    group = next(name for name in ("instead", "titled", "sent", "by") if found[name])
    name = found[group].strip(" .")
    if _is_somebody(name, alone=group != "by"):
        return name
    return None if group == "by" and _NO_MORE_THAN_SENT.match(text.strip()) else ""


def _is_somebody(name: str, *, alone: bool) -> bool:
    """Whether what stands behind "sent" or "represented by" is a person. `alone`: one word will do."""
    if not looks_like_person(name) or says_its_kind(name) or _THING.search(name):
        return False
    parts = name.split()
    return has_thai(name) or (all(part[:1].isupper() for part in (parts[0], parts[-1])) and (alone or len(parts) > 1))


@lru_cache(maxsize=8192)
def delegate_in(text: str) -> tuple[str, str | None]:
    """(who is named first, the delegate behind as in `sent_in`): "Ann Lee (represented by Bo Chan)"; (text, None) of others."""
    for found in islice(_BEGINS.finditer(text), _MOST_BEGINNINGS) if _may(text) else ():
        who = text[: found.start()].rstrip(_OPENING)
        behind = who and text[found.start() - 1] in _OPENING and not _OPENED.search(who)
        if behind and (told := sent_in(text[found.start() :].rstrip(" )]."))) is not None:
            return who.strip(), told
    return text, None


def _may(text: str) -> bool:
    return len(text) <= _LONGEST_REMARK and _SIGNS.search(text.casefold()) is not None
