"""What one cell in the column of names is: a person, several people, an organization, or something else."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain

from coalition.imports.cells import names, row_words
from coalition.imports.cells.headers import fold, is_header_word
from coalition.imports.cells.names import (
    LONGEST,
    UNLIKELY,
    begins_as_post,
    clean_name,
    delegate_in,
    is_called_as_house,
    looks_like_organization,
    without_pronouns,
)
from coalition.imports.cells.not_people import says_its_kind, split_titles, without_degrees
from coalition.imports.cells.presence import is_word_of_absence, mark_of
from coalition.imports.cells.text import has_thai, norm_text
from coalition.imports.lexicon import any_of, pattern, table, words
from coalition.imports.matching.curated import find, places
from coalition.imports.matching.keys import fold as fold_words
from coalition.imports.matching.keys import plain

Named = names.Named
_MOST_WORDS = 6
_SHORTEST_WORD, _SURE_WORD = 3, 5  # letters of a word of absence behind first name and surname, and behind a first name alone
_PART_PLAYED = re.compile(rf"\s*\({any_of('names.part_played', whole=False)}\)\s*$", re.IGNORECASE)
"""What somebody did at the meeting, behind the name."""
_NAME_IN_DOUBT = re.compile(rf"\s*\([^()]*{any_of('names.in_doubt', whole=False)}[^()]*\?\s*\)\s*$", re.IGNORECASE)
"""That the writer is not sure how somebody is called: "Nittaya (last name?)" was there."""
_MISSING = re.compile(r"(?<=[^\W\d_])\s+\?+(?=\s|$)")  # where a part of a name was not known: "Luke ??"
_NICKNAME = re.compile(rf"{any_of('names.before_nickname', whole=False)}\s*\S{{1,10}}")
_BEHIND = re.compile(r"(.*\S)\s*(?:[(\[]([^()\[\]]{2,40})[)\]]|(?:\s[-–—:]|[,:])\s*([^-–—:,()]{2,30}))")
_WAYS = words("names.ways")
_LATE = frozenset({*words("names.late"), *_WAYS})  # that somebody was there, behind the name
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,6}")
_NAMES_TOO = frozenset(words("names.acronyms_too"))  # acronyms that are names where not in capitals: "Vogel, Greta"
_COUNTRIES = frozenset(words("names.countries"))
_MAIL, _TELEPHONE = (any_of(f"lines.{one}", whole=False) for one in ("mail", "telephone"))
_OF_ADDRESS = r"[^@\s,;<>()\[\]/|]+"
CONTACTS = {
    "email": re.compile(
        rf"[\s/|,;:(\[<\-–—]*{_MAIL}?[.:：\s]*({_OF_ADDRESS}@{_OF_ADDRESS}\.{_OF_ADDRESS})[\s)\]>]*", re.IGNORECASE
    ),
    "phone": re.compile(rf"[\s/|,;:(\-–—]*{_TELEPHONE}?[.:：\s]*(\+?\d(?:[\s\-().]{{0,2}}\d){{7,14}})[\s)]*", re.IGNORECASE),
}
"""An address and a telephone number, with the word for it and the signs around it."""
_OF_CONTACT = re.compile(r"[@\d]")
_OF_BEHIND = re.compile(r"[(\[:,\-–—]")
_WHO_IS_BROUGHT = any_of("names.brought", whole=False)
_OF_BROUGHT = re.compile(rf"[+\d]|{_WHO_IS_BROUGHT}", re.IGNORECASE)
"""What the longer patterns need: most names have none of it, and are not searched from each of their letters."""
_PLURAL = pattern("names.plural")
_BROUGHT = re.compile(
    rf"(.*[^\s,(\[])\s*[(\[,]?\s*(?:\+\s*\d{{1,2}}|(?:\+|&|{any_of('names.brought_with', whole=False)})\s*"
    rf"(?:\d{{1,2}}|{any_of('names.brought_by', whole=False)})?\s*{_WHO_IS_BROUGHT})\s*"
    rf"(?:(?>\d+|{any_of('names.brought_heads', whole=False)}|\s+))*+[)\]]?",
    re.IGNORECASE,
)
"""Somebody who brought others that are not named: "Ann Lee +1", "Bo Chan (and two guests)"."""
_FOR_ANOTHER = re.compile(rf"(\S+ \S[^()\[\]]*?) {any_of('names.for_another')} (\S+ \S[^()\[\]]*)", re.IGNORECASE)
_SLASH = re.compile(r"(?<!\b[^\W\d_])/|/(?![^\W\d_]\b)")  # not that of "a/l" and "s/o", before the name of a father
_COMMENT = re.compile(r"//|/\*|<!--|[#＃]+\s+[^\W\d]")
_AND_WORD, _AND_TWO = any_of("names.and", whole=False), f"(?-i:{any_of('names.and_two', whole=False)})"
AND_TWO = rf"{_AND_TWO}\s+(?=(?!{_AND_TWO}\s|(?-i:[a-z\u00df-\u00f6\u00f8-\u00ff]))[^\s,;()]+\s+(?!{_AND_TWO}\s)[^\s,;()])"
"""Between two people, of whom the second has two names: "Rui Costa e Silva e Ana Lima"."""
_AND = re.compile(rf"\s+(?:(?:&|\+|{_AND_WORD})\s+|{AND_TWO})(?![^()\[\]（）]*[)\]）])|\s*[;•]\s*", re.IGNORECASE)
"""What stands between two people in one cell; inside brackets it is part of an organization."""
MAY_BE_ONE = re.compile(r"\s[^\W\d_A-Z]\s")  # a letter that joins two people, or two names of one: "Rui Costa e Silva Neto"
_AND_COMMA = re.compile(rf"{_AND.pattern}|\s*,\s*(?:(?:&|{_AND_WORD})\s+)?(?![^()\[\]（）]*[)\]）])", re.IGNORECASE)

# The rules about names are made of words. What they find among letters alone begins with letters that stand in those: Latin
# ones at the beginning of a word, Thai ones anywhere. Most names have none of these, and are not put to a dozen rules each.
_TABLES = (
    "away", "counting", "delegates", "devices", "groups", "headings", "heads", "names", "nobody", "organizations",
    "robots", "rows", "sentences", "titles",
)  # fmt: skip
_RUN = re.compile(r"[\u0e01-\u0e4e]{2,}|[^\W\d_\u0e01-\u0e4e]{2,}")
_RUNS = frozenset(
    run
    for phrases in chain.from_iterable(table(name).values() for name in _TABLES)
    for phrase in phrases
    for written in (phrase, re.sub(r"[^\w\u0e31-\u0e4e]", "", phrase))
    for run in _RUN.findall(plain(written.lower()))
)
_LONGEST_RUN = max(map(len, _RUNS))
_LATIN, _THAI = "[A-Z][a-z]+", "[\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e]{2,}"
_OF_LETTERS = re.compile(f"(?:{_LATIN}|{_THAI})(?: (?:{_LATIN}|{_THAI})){{1,3}}")
"""Two to four words of letters alone, each beginning with its only capital: no sign, no digit, no acronym."""


def is_surname_like(text: str) -> bool:
    """First name and a surname such as Church or Trust: two words, of which only the last is known from organizations."""
    words = text.split()
    return len(words) == 2 and not looks_like_organization(words[0]) and words[1][:1].isupper() and not words[1].isupper()


def may_be_name(text: str) -> bool:
    """Whether a long text beside other cells may still be a name."""
    return len(text.split()) <= 8 and not any(sign.isdigit() or sign in ":;=@?!" for sign in text)


def plays_a_part(text: str) -> bool:
    """Whether a text in brackets says what somebody did at the meeting, or how they came: "Chair", "online"; or a nickname."""
    return (
        is_nickname(text)
        or fold(text) in _LATE
        or _PART_PLAYED.fullmatch(f"({text})") is not None
        or clean_name(f"A ({text})").name == "A"
    )


def is_nickname(text: str) -> bool:
    """Whether a text is what friends call somebody: "Big brother Nok", in Thai."""
    return _NICKNAME.fullmatch(text) is not None


def looks_named(text: str) -> bool:
    """Whether a text holds a letter at all."""
    return any(map(str.isalpha, text))


@lru_cache(maxsize=32_768)
def read_names(text: str, lines: Sequence[str], *, lists: bool = False, apart: bool = False) -> Named:
    """As `read_name`, with the people of a cell that holds several: one a line, or "Ann Lee and Bo Chan".

    `lists`: other cells list people, with commas between. `apart`: organizations stand in a column of their own, so that
    "Ann Lee / Bo Chan" are two people.
    """
    if whose := _with_organization_below(lines) if len(lines) > 1 else _of_quiet_words(text):
        return whose
    text = without_degrees(without_pronouns(text))
    parts = list(lines) if len(lines) > 1 else [part.strip() for part in (_AND_COMMA if lists else _AND).split(text)]
    if apart and len(parts) == 1 and len(set(map(has_thai, text.split("/")))) == 1:  # else one name twice
        parts = [part.strip() for part in _SLASH.split(text)]
    if len(parts) == 2 and (is_called_as_house(parts[1].partition(" (")[0]) or (lists and is_known(parts[1]))):
        return read_name(text)
    if len(parts) > 1 and clean_name(text).code != "robot":  # tl;dv is one
        if len(lines) < 2 and (came := _who_came(text)):
            return came
        people = tuple(map(read_name, parts))
        several = lists and len(parts) > 2
        if all(one.plain and (several or " " in one.name or one.name != part) for one, part in zip(people, parts, strict=True)):
            people = _of_one_organization(people) if len(lines) < 2 and not lists else people
            return Named(text, None, None, plain=True, people=people)
        if len(lines) < 2 and all(one.plain for one in people):
            return Named(text, None, "several_people", plain=False)
    return read_name(text)


def _with_organization_below(lines: Sequence[str]) -> Named | None:
    """Somebody in the first line of a cell, and in another the organization; None: the lines are something else."""
    first = read_name(lines[0])
    below = [line for line in lines[1:] if looks_like_organization(line, is_known) or is_called_as_house(line)]
    organizations = [line for line in below if not read_name(line).organization]
    return first._replace(organization=organizations[0]) if first.plain and len(organizations) == 1 else None


def _of_one_organization(people: tuple[Named, ...]) -> tuple[Named, ...]:
    """ "Ann Lee and Bo Chan (IJM)": what stands behind the last of them is the organization of all, where no other has one."""
    own = people[-1].organization
    if own is None or any(one.organization for one in people[:-1]):
        return people
    return tuple(one._replace(organization=own) for one in people)


def contact_in(text: str) -> tuple[str, str] | None:
    """("email" or "phone", the address or number) of a text that is nothing else."""
    return next(((kind, found[1]) for kind, one in CONTACTS.items() if (found := one.fullmatch(text))), None)


def _with_contact(text: str) -> Named | None:
    """Somebody with an address or a telephone number behind the name; None: there is none, or nobody before it."""
    for kind, behind in CONTACTS.items() if _OF_CONTACT.search(text) else ():
        found = behind.search(text)
        if found and found.start() and found.end() == len(text) and not text[found.start()].isalnum():
            whose = read_name(text[: found.start()])
            if whose.plain:
                return whose._replace(email=found[1]) if kind == "email" else whose._replace(phone=found[1])
    return None


def lists_people(header: str, texts: Iterable[str]) -> bool:
    """Whether a column holds several people a cell: "Ann Lee, Bo Chan", full names on both sides, and none "Lee, Ann".

    Or mostly the same short names again, three and more a cell: "Ann, Bo, Cara" and "Ann, Dan, Bo, Cara".
    """
    written = [text for text in texts if text]
    told = [[part.strip() for part in text.split(",")] for text in written if "," in text]
    times = Counter(part for parts in told for part in set(parts))
    again = sum(number for number in times.values() if number > 1)
    if told and min(map(len, told)) > 2 and 2 * again >= times.total() and all(map(_may_be_somebody, times)):
        return True
    if _PLURAL.search(header) and told and all(" " in part and read_name(part).plain for part in times):
        return True
    if len(told) > 1 and len(told) * 5 >= len(written) * 4 and all(len(parts) == 2 for parts in told):
        return any(map(has_thai, written))  # else everybody is "Lopez Vega, Ana Maria"
    full = sum(all(map(_is_full_name, parts)) for parts in told)
    return 2 * full >= len(told) > 0


def _may_be_somebody(part: str) -> bool:
    return read_name(part).plain and not (begins_as_post(part) or is_called_as_house(part) or is_known(part))


def _is_full_name(part: str) -> bool:
    """Whether a part between commas is first name and surname: no surname such as "van der Berg", no organization."""
    first, blank, rest = part.partition(" ")
    if not blank or first[0].islower() or (rest[0].islower() and len(first) <= _SHORTEST_WORD):
        return False
    return _may_be_somebody(part)


@lru_cache(maxsize=8192)
def is_known(text: str) -> bool:
    """Whether a text beside a name is an organization of the list that ships, or an acronym and its place: "IOM Thailand"."""
    if not text or (text.istitle() and text.casefold() in _NAMES_TOO):
        return False
    return find(fold_words(text)) is not None or is_office(text)


def is_office(text: str) -> bool:
    """Whether a text is an acronym and a country or place: "UNICEF Thailand" is nobody's surname and name."""
    first, _, rest = text.partition(" ")
    return bool(rest and _ACRONYM.fullmatch(first) and is_place(rest))


def is_place(text: str) -> bool:
    """Whether a text is a country or a place of the list that ships, and nothing else."""
    folded = fold_words(text)
    return folded in _COUNTRIES or any(spot.start == 0 and spot.end == len(folded) for spot in places(folded))


def _with_state(text: str) -> Named | None:
    """Somebody with a word behind the name that says whether they came: "Ann Lee - absent", "Bo Chan (late)", "Cy Diaz absent".

    Without a sign between, it has to be longer, in small letters, and what stands before it a name in capitals.
    """
    found = _BEHIND.fullmatch(text) if _OF_BEHIND.search(text) else None
    if found:
        word = found[2] or found[3]
        late = fold(word) in _LATE
        if (late or is_word_of_absence(word)) and (whose := read_name(found[1])).plain:
            return whose if late else whose._replace(plain=False, state=mark_of(word))
    before, _, word = text.rpartition(" ")
    if len(word) < _SHORTEST_WORD or not (has_thai(word) or word.islower()) or not is_word_of_absence(word):
        return None
    if not all(has_thai(part) or part[:1].isupper() for part in before.split()):
        return None
    whose = read_name(before)
    sure = whose.plain and (" " in whose.name or len(word) >= _SURE_WORD)
    return whose._replace(plain=False, state=mark_of(word)) if sure else None


def _who_came(text: str) -> Named | None:
    """Who came of "Ann Lee +1" and "Ann Lee for Bo Chan"; None: the cell says neither."""
    found = _BROUGHT.fullmatch(text) if _OF_BROUGHT.search(text) else None
    if found is None and (found := _FOR_ANOTHER.fullmatch(text)) and not read_name(found[2]).plain:
        return None
    whose = read_name(found[1]) if found else None
    return whose if whose and whose.plain else None


@lru_cache(maxsize=32_768)
def read_name(text: str) -> Named:
    """What one cell of the column of names is."""
    if len(text) > LONGEST:  # no rule below is for a sentence, and some would take their time over it
        text = norm_text(text)
    if len(text) > LONGEST or _COMMENT.match(text):
        return Named(text, None, "note", plain=False)
    return _of_quiet_words(text) or _by_all_rules(without_pronouns(text))


def _of_quiet_words(text: str) -> Named | None:
    """Somebody of whose name no rule knows a word; None: the rules are asked."""
    letters = len(text) <= LONGEST and _OF_LETTERS.fullmatch(text) and norm_text(text) == text
    if not letters or any(map(_may_be_of_rule, text.split(" "))) or is_header_word(text):
        return None
    return Named(text, None, None, plain=True)


@lru_cache(50_000)
def _may_be_of_rule(word: str) -> bool:
    """Whether the words of a rule may begin with a word, or in it; two Latin letters ("no") begin many."""
    if word.isascii():
        low = word.lower()
        begins = low in _RUNS or any(low[:size] in _RUNS for size in range(3, min(len(low), _LONGEST_RUN) + 1))
    else:
        sizes = range(2, min(len(word), _LONGEST_RUN) + 1)
        begins = any(word[at : at + size] in _RUNS for at in range(len(word)) for size in sizes)
    return begins or is_word_of_absence(word)


def _before_brackets(text: str) -> str:
    """Who stands before brackets, "Ann Lee (Government)"; the whole text where that is nobody."""
    found = names.BRACKETED.fullmatch(text)
    somebody = found and " " in found[1] and names.looks_like_person(found[1]) and not is_place(found[1])
    return found[1] if found and somebody else text


def _by_all_rules(text: str) -> Named:
    """As `read_name`, each rule asked."""
    if (reached := _with_contact(text)) and not row_words.is_note(text):  # "Contact: ann@hope.example" names nobody
        return reached
    who, sent = delegate_in(text)
    if sent is not None and (bare := read_name(who)).plain:
        return bare._replace(plain=False, state="excused", sent=sent)
    if told := _with_state(text) or _who_came(text):
        return told
    if not any(map(str.isalnum, text)):  # a dash is no name either
        return Named("", None, None, plain=False)
    if text[0] in "([" and (inner := read_name(text[1:-1])).code == "placeholder":  # "(vacant)"
        return inner._replace(name=text)
    text = _MISSING.sub("", _NAME_IN_DOUBT.sub("", text)) if "?" in text else text
    if row_words.tells_of_one(text):
        return Named(text, None, "note", plain=False)
    office, _, behind = text.partition(": ")  # "Hope House: Bo Chan"
    whose = read_name(behind) if behind and not row_words.standing(office) and not row_words.is_note(text) else None
    if whose and whose.plain and (looks_like_organization(office, is_known) or says_its_kind(office)):
        return whose._replace(organization=whose.organization or office)
    alone = _PART_PLAYED.sub("", text) if "(" in text else text
    read = clean_name(alone, is_known)
    rules = (is_header_word, row_words.is_total, row_words.is_note, row_words.standing)
    odd = read.code or any(rule(text) for rule in rules) or row_words.heads_people(alone)
    odd = odd or row_words.is_sector(read.name if read.organization else _before_brackets(text))
    plain = not odd and 1 <= len(read.name.split()) <= _MOST_WORDS and not UNLIKELY.search(read.name)
    surname = read.prefix and read.name.isupper() and not is_known(read.name)  # "Mrs LEE": no acronym
    organization = not surname and (looks_like_organization(read.name) or is_office(text))
    if organization and not read.prefix and read.organization is None:
        return Named(text.rstrip(" :"), None, read.code, plain=False)  # in its own order: no surname comes first here
    return read._replace(name=read.name or text, plain=plain and not organization)


def words_of_name(name: str) -> frozenset[str]:
    """The words of a name by which somebody may be known in another list: without titles and initials."""
    return frozenset(word for word in fold_words(split_titles(name)[1]).replace(".", " ").split() if len(word) > 2)
