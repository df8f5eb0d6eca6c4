"""What a column holds, told from its header: the synonyms of all languages of the lexicon.

A header is compared exactly first (whole, then each half of a bilingual one), then by the words it contains. Latin
words are compared as whole words, so that "note" does not hold "no"; Thai, which writes no blanks, as text.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from coalition.imports.cells.text import has_thai
from coalition.imports.lexicon import any_of, by_language, is_long, pattern, table, words
from coalition.imports.matching.keys import plain

TITLE_OR_ROLE = "title_or_role"  # header "title" alone: a form of address, a job or the meeting; the cells decide
UNREAD = frozenset({"ignore", "end", "prefix", TITLE_OR_ROLE})
"""What headers are known to mean and nothing is read of."""
NAMES, OTHER_NAMES = ("name", "first_name", "last_name"), ("other_name", "other_last_name")
"""Columns of names, and of the same names in another script: whole ones, or the parts in their order."""
OF_NAMES, HALVES = frozenset(NAMES), frozenset(NAMES[1:])  # behind "Name -" the halves say which: "Name - First Name"
HEADS_NAMES = OF_NAMES | {"nickname"}
MOMENTS = frozenset({"joined", "timestamp"})
"""When somebody came, or wrote that they did: of a table one is read."""
TIMES = MOMENTS | {"left"}

_STRIPPED = re.compile(r"[\s*:.()\[\]/\-_–—?,;&'\"’“”]+")
_HALVES = re.compile(r"\s*[/|\n\r()\[\]]\s*|\s[-–—]\s")
_THAI = re.compile(r"[\u0e00-\u0e7f][\u0e00-\u0e7f\s./()-]*")
_INVITATION = pattern("column_phrases.invitation")
_PROMISE = pattern("column_phrases.promise")
_FOR_ABSENT = pattern("column_phrases.absent")
_FOR_EXCUSED = pattern("column_phrases.excused")
_FOR_PRESENT = pattern("column_phrases.present")
HELPED = words("other_headers.helped")  # who is helped, and never stored: in a column whose header says one of these and "name"
_HELPED = "|".join(HELPED)
_NAMES = any_of("column_phrases.names", whole=False)
_NAMES_HELPED = re.compile(rf"{_NAMES}.*(?:{_HELPED})|(?:{_HELPED}).*{_NAMES}", re.IGNORECASE)
_LIST_OF_HELPED = re.compile(rf"{any_of('column_phrases.list_of', whole=False)} ?(?:{_HELPED})s?", re.IGNORECASE)
"""A title as a whole; of a "Survivor support group" it is asked who they are (`helped`)."""
FOREIGN_HEADING = re.compile(
    rf"{any_of('headings.foreign', whole=False)}(?:\s*{any_of('headings.foreign_of')})?\s*:?$", re.IGNORECASE
)
"""A heading of something else than people, alone in its row."""
_OF_A_BODY = pattern("column_phrases.body", whole=False)
_WORDS = re.compile(r"[^\W\d_]+")
_OF_A_MEETING = pattern("column_phrases.of_a_meeting", whole=False)
_ASKS = pattern("column_phrases.asks_for_a_day")
_SHORT_NUMBER = re.compile(r"\d{1,5}[.)]?")
_LONGEST_HEADER = 200
_LAST_DAY = 31
_PARTICLE = 3  # letters of the words that join others: of, the, and


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """A header for comparison: lower case, without blanks and punctuation."""
    return _STRIPPED.sub("", unicodedata.normalize("NFC", text).casefold())


@lru_cache(maxsize=8192)
def _key(text: str) -> str:
    """As `fold`, without accents: few keyboards have those of "Obecno\u015b\u0107"."""
    return fold(plain(text))


def _words(text: str) -> str:
    """The Latin words of a text, each between blanks: " your full name "."""
    spaced = re.sub(r"([a-z])([A-Z])", r"\1 \2", text).replace("-", "").replace("_", " ")
    return " " + " ".join(_WORDS.findall(plain(spaced.casefold()))) + " "


def _folded(section: str) -> frozenset[str]:
    return frozenset(map(_key, words(f"other_headers.{section}")))


_CASE_FIELDS = _folded("case_fields")
_FOREIGN = _folded("foreign")
# What heads a list of those who did not come stands over a column of theirs too.
_ABSENT, _EXCUSED = (
    _folded(state) | {_key(word) for word in words(f"headings.{state}") if word.isalpha()} for state in ("absent", "excused")
)
_MARKS_OF_ABSENCE = {*words("marks.absent")} - {*words("marks.no"), *words("marks.any_no")}
_ABSENT |= {key for key in map(_key, _MARKS_OF_ABSENCE) if is_long(key)}
_KEPT, _RECORDS, _HOURS_OF_WORK = map(_folded, ("kept", "records", "hours_of_work"))
_OTHER_LISTS = _KEPT.union(*map(_folded, ("money", "registrations", "hours", "tasks")))
_CASES = words("other_headers.cases")
_WORDS_OF_NAMES = re.compile(r"[\s,;&+]+")
_BLANK_IN_THAI = re.compile(r"(?<=[\u0e01-\u0e4e])\s+(?=[\u0e01-\u0e4e])")
_CURRENCY, _SCORES = pattern("other_headers.currency"), pattern("other_headers.scores")
_WORK = words("other_headers.work")
_LESS_SURE, _WHOLE, _HALF = 500, 2.0, 1.6
_NAME_WORDS, _PEOPLE_WORDS, _BETWEEN_WORDS, _THING_WORDS = (
    by_language(f"header_parts.{key}") for key in ("names", "people", "between", "things")
)


def _of_parts(*parts: Iterable[str], times: str = "+") -> str:
    """A pattern of folded headers that are made of nothing else than some words, the longest first.

    `times` "++" keeps what it took: to part a hundred letters A into "a" and "aa" in all ways would never end.
    """
    return f"(?:{'|'.join(sorted((re.escape(_key(word)) for words in parts for word in words), key=len, reverse=True))}){times}"


_PEOPLE, _NAMES_OF_PEOPLE, _NAMES_OF_THINGS = (
    re.compile("|".join(_of_parts(*(told.get(code, ()) for told in kinds), times="++") for code in _NAME_WORDS))
    for kinds in ((_PEOPLE_WORDS,), (_NAME_WORDS, _PEOPLE_WORDS, _BETWEEN_WORDS), (_NAME_WORDS, _THING_WORDS, _BETWEEN_WORDS))
)
_MET_WORDS = tuple(by_language(f"spoken.{key}") for key in ("attendance", "meeting"))
_BOOKED, _OF_DAYS = set(words("marks.registered")), _of_parts(words("headers.date"))
_DAYS_OF_MEETINGS = re.compile(
    "|".join(
        f"{_OF_DAYS}{between}{met}|{met}{between}{_OF_DAYS}"
        for code in _MET_WORDS[0]
        for met in [_of_parts({word for told in _MET_WORDS for word in told.get(code, ())} - _BOOKED)]
        for between in [_of_parts(_BETWEEN_WORDS[code], times="{0,6}") if code in _BETWEEN_WORDS else ""]
    )
)
_HALF_DAYS = {_key(word) for word in words("header_parts.of_day")}
_SIGNED_IN_PART = re.compile(
    _of_parts(words("headers.signature"), times="") + _of_parts(words("header_parts.of_day"), times="")
)
_NAMED, _CAME, _LEFT = (_of_parts(words(section), times="") for section in ("header_parts.names", "coming.came", "coming.left"))
_MADE_OF: tuple[tuple[re.Pattern[str], str | None], ...] = (
    (re.compile(f"(?=.*{_NAMED})(?:{_NAMES_OF_PEOPLE.pattern})"), "name"),  # "Name of the student"
    (re.compile(f"(?=.*{_NAMED})(?:{_NAMES_OF_THINGS.pattern})"), None),  # "Class name"
    (_DAYS_OF_MEETINGS, "date"),  # "Fecha de asistencia"
    *(
        (re.compile(f"(?=.*{some}){_of_parts(words(section), words('coming.when'), times='++')}"), field)  # "Uhrzeit Kommen"
        for some, section, field in ((_CAME, "coming.came", "joined"), (_LEFT, "coming.left", "left"))
    ),
)
"""What the headers mean that are made of some words and nothing else."""
_EXACT: dict[str, tuple[str, int]] = {}
_MAY_MEAN: dict[str, set[str]] = {}
for _table, _least in (("headers", 0), ("headers_unsure", _LESS_SURE)):
    for _field, _texts in table(_table).items():
        for _rank, _text in enumerate(_texts, _least):
            _EXACT.setdefault(_key(_text), (_field, _rank))
            _MAY_MEAN.setdefault(_key(_text), set()).add(_field)


_VETOES = [(_key(veto), True) if has_thai(veto) else (f" {veto} ", False) for veto in words("other_headers.vetoes")]
_CONTAINED = sorted(
    ((_key(t) if has_thai(t) else _words(t), f, has_thai(t)) for f, texts in table("headers_contained").items() for t in texts),
    key=lambda entry: -len(entry[0]),
)


_ABOUT_SOMEBODY = OF_NAMES | {"organization", "role", "phone", "email"}

_GIVES_WAY = _folded("gives_way")  # first halves that are not read where the other is: "Address / Organization", "No. / Name"

_LETTERS = {state: by_language(f"letters.{state}") for state in ("present", "late", "excused", "absent")}
SCHEMES = [{letter: state for state, told in _LETTERS.items() for letter in told.get(code, ())} for code in _LETTERS["present"]]
"""{letter: state} of the marks of each language."""
_ALWAYS_PRESENT = {word for word in words("marks.present") if len(word) == 1 and word.isalpha()}
_WITH_MORE = re.compile(rf"([^,&+]+?)\s*(?:[,&+]|{any_of('column_phrases.and')})\s*\S", re.IGNORECASE)
"""A column of names with something behind them: "Name and phone", "Name, organization"."""

_NUMBERED = re.compile(r"(.*\D[.\s#]|.*[\u0e01-\u0e5b])\(?\d{1,2}\)?")  # one of several: "Representative 2"


def without_number(header: str) -> str:
    """A header without the number behind it."""
    found = _NUMBERED.fullmatch(header)
    return found[1].strip(" .#") if found else header


@dataclass(frozen=True)
class Match:
    """What one header means."""

    field: str | None  # one of `reading.FIELDS`, or TITLE_OR_ROLE; None: not known
    strength: float = 0.0  # 2 the whole header, 1.6 one half of a bilingual one, 1 a word in it, 0 not known
    rank: int = 999  # among its synonyms, 0 the surest

    @property
    def is_whole(self) -> bool:
        """Whether the whole header means it, or one half of it."""
        return self.strength >= _HALF

    @property
    def sure(self) -> float:
        """How surely the column holds something that is read, 0 to 1."""
        return 0.0 if self.field in UNREAD else min(self.strength / _WHOLE, 1.0)

    def is_of(self, field: str) -> bool:
        """Whether the whole header means a field."""
        return self.field == field and self.strength >= _WHOLE

    @property
    def is_sure(self) -> bool:
        """Whether the whole header means it, and mostly nothing else."""
        return self.strength >= _WHOLE and self.rank < _LESS_SURE


@lru_cache(maxsize=50_000)
def match(header: str) -> Match:
    """The field one header means."""
    if not header or len(header) > _LONGEST_HEADER:
        return Match(None)
    found = _EXACT.get(_key(header)) or (_EXACT.get(_key(_BLANK_IN_THAI.sub("", header))) if has_thai(header) else None)
    if found:
        return Match(found[0], 2.0, found[1])
    halves = [half for half in _HALVES.split(header) if half]
    latin = _THAI.sub(" ", header).strip(" /|-")
    halves += [part.strip() for part in (*_THAI.findall(header), latin if has_thai(header) else "") if part.strip()]
    told = [found for half in halves if (found := _EXACT.get(_key(half)))]
    if _SIGNED_IN_PART.fullmatch(_key(header)):
        return Match("signature", _HALF, _LESS_SURE)  # "Firma (Tarde)", "Signature AM"
    if {field for field, _ in told} == {"represented"} and len(told) < len(halves):
        return Match(None)  # "Ann Lee (on behalf of)"
    if told and header.endswith(")") and is_vetoed(header.partition("(")[0]):
        return Match(None)  # "Paid by (name)"
    if told:
        beside = [found for found in told if found[0] in _ABOUT_SOMEBODY] if _key(halves[0]) in _GIVES_WAY else []
        parts = [found for found in told if found[0] in HALVES] if told[0][0] == "name" else []
        field, rank = (beside or parts or told)[0]
        return Match(field, _HALF, rank)
    if all(len(half) == 1 for half in halves) and letters_of_marks(halves):
        return Match("attended", _HALF, _LESS_SURE)  # "P/F/J": the marks that stand below it
    if _both_names(_WORDS_OF_NAMES.split(header.strip())):
        return Match("name", _HALF, _LESS_SURE)  # "Nome Cognome"
    more = _WITH_MORE.match(header)
    for first, strength in ((without_number(header), 1.0), (more[1] if more else "", _HALF)):
        if (found := _EXACT.get(_key(first))) and found[0] == "name":
            return Match("name", strength, found[1])
    folded = _key(header)
    for made, meaning in _MADE_OF:
        if made.fullmatch(folded):
            return Match(meaning, _HALF, _LESS_SURE) if meaning else Match(None)
    return _contained(header)


def _both_names(words: Sequence[str]) -> bool:
    """Whether the words of a header are those of a first name and of a surname, one behind the other."""
    halves = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))
    fields = ({found[0] for half in both if (found := _EXACT.get(_key(half)))} for both in halves)
    return any({"last_name"} < told <= OF_NAMES for told in fields)


def letters_of_marks(letters: Collection[str]) -> dict[str, str]:
    """{letter: state} of letters that are all marks of one language, some of them of those who came; {}: they are others."""
    letters = {letter.casefold() for letter in letters}
    for told in SCHEMES:
        known = dict.fromkeys(_ALWAYS_PRESENT, "present") | told
        states = {letter: known[letter] for letter in letters if letter in known}
        if len(states) == len(letters) and len(set(states.values())) > 1 and "present" in states.values():
            return {letter: "present" if state == "late" else state for letter, state in states.items()}
    return {}


def heads_half_day(header: str) -> bool:
    """Whether a header is a part of the day and nothing else: "Morning"."""
    return _key(header) in _HALF_DAYS


def heads_people(header: str) -> bool:
    """Whether a header is a word for people and nothing else, "Students": it heads their names where no other does."""
    return _PEOPLE.fullmatch(_key(header)) is not None


@lru_cache(maxsize=4096)
def is_vetoed(header: str) -> bool:
    """Whether a word in the header turns "name" or "date" into something else: a birthday, a customer, an order."""
    words, folded = _words(header), _key(header)
    return any(veto in (folded if thai else words) for veto, thai in _VETOES)


def _contained(header: str) -> Match:
    words, folded = _words(header), _key(header)
    if is_vetoed(header):
        return Match(None)
    if polarity(header) != "present":
        return Match("attended", 1.0)
    for rank, (text, field, thai) in enumerate(_CONTAINED):
        if text in (folded if thai else words):
            if field == "date" and not _is_of_a_meeting(folded if thai else words, text):
                return Match(None)
            return Match(field, 1.0, 100 + rank)
    return Match(None)


def _is_of_a_meeting(words: str, word: str) -> bool:
    """Whether a header that holds a word for a day, and more, may be that of meetings: "Date of birth" is of something else."""
    rest = _ASKS.sub(" ", words.replace(word, " ", 1))
    return _OF_A_MEETING.search(words) is not None or not any(len(other) > _PARTICLE for other in rest.split())


@lru_cache(maxsize=8192)
def is_header_word(text: str) -> bool:
    """Whether a cell is a header and nothing else: "Name" in a row of names."""
    return _EXACT.get(_key(text), ("elsewhere", 0))[0] != "elsewhere"


def are_header(cells: Iterable[str]) -> bool:
    """Whether each of some cells is a header, or made of words of headers alone: "Participant name" and "Agency"."""
    return all(is_header_word(cell) or match(cell).rank == _LESS_SURE for cell in cells)


@lru_cache(maxsize=4096)
def polarity(header: str) -> str:
    """What a tick in this column says: "present", or "absent" or "excused" in a column for those."""
    folded = _key(header)
    if folded in _ABSENT:
        return "absent"
    if folded in _EXCUSED:
        return "excused"
    rest = _FOR_ABSENT.sub(" ", _FOR_EXCUSED.sub(" ", header))
    if rest == header or _FOR_PRESENT.search(rest):
        return "present"
    return "excused" if _FOR_EXCUSED.search(header) else "absent"


@lru_cache(maxsize=4096)
def may_mean(header: str, field: str) -> bool:
    """Whether a header, or one half of it, may mean a field, as "Firma" may mean a company or a signature."""
    return any(field in _MAY_MEAN.get(_key(half), ()) for half in (header, *_HALVES.split(header)))


def is_row_number(header: str) -> bool:
    """Whether the column numbers the rows."""
    return match(header).field == "number"


def is_promise(header: str) -> bool:
    """Whether the column asks who will come: a form that asks that is no list of those who came."""
    return _PROMISE.search(header) is not None


def is_invitation(header: str) -> bool:
    """Whether the column says who was expected: the answer to an invitation, a registration beforehand."""
    return _INVITATION.search(header) is not None


def is_foreign(cells: Sequence[str]) -> bool:
    """Whether a row is the header of another kind of table: prices, actions, counts."""
    filled = [cell for cell in cells if cell]
    foreign = [cell for cell in filled if _key(cell) in _FOREIGN]
    if foreign and any(match(cell).field in OF_NAMES and match(cell).is_sure for cell in filled):
        foreign = [cell for cell in foreign if match(cell).field != "organization"]  # "Unit"
    if not (other := len(foreign)):
        return False
    known = sum(_key(cell) not in _FOREIGN and match(cell).strength >= 2 for cell in filled)
    return len(filled) > 1 and (other + known) * 5 >= len(filled) * 3


def other_list(cells: Sequence[str], *, dated: bool, attended: bool) -> bool:
    """Whether a header with a column of names is that of another list all the same: payments, registrations, cases.

    `dated`: the file says when the meeting was. `attended`: it says in some way that people came.
    """
    folded, written = set(map(_key, filter(None, cells))), "\n".join(cells).casefold()
    if any(map(written.__contains__, _CASES)) or len(folded & _KEPT) > 1:
        return True
    hours = folded & _HOURS_OF_WORK and any(map(written.__contains__, _WORK))
    several = any(sum(map(bool, map(told.search, cells))) > 1 for told in (_CURRENCY, _SCORES))  # "Travel (THB)" may be paid
    others = bool(hours or folded & _OTHER_LISTS or several)
    return not attended and (others or (not dated and bool(folded & _RECORDS)))


def heads_list(cells: Sequence[str]) -> float:
    """How well a row serves as the header of a list of people: 0 unless two cells are known, one of them a word for names.

    Several numbers can be the days of the meetings of a matrix.
    """
    matches = [(cell, match(cell)) for cell in cells if cell]
    numbers = [cell for cell, _ in matches if _SHORT_NUMBER.fullmatch(cell)]
    days = len(numbers) > 1 and all(cell.isdecimal() and 1 <= int(cell) <= _LAST_DAY for cell in numbers)
    if any("@" in cell for cell, _ in matches) or (numbers and not days):
        return 0.0
    known = [found for _, found in matches if found.field]
    count = len(known) + len(numbers)
    if not any(found.field in HEADS_NAMES for found in known) or count < min(4, max(2, 0.4 * len(matches))):
        return 0.0
    return sum(found.strength for found in known) + 0.5 * len(numbers)


def of_survivors(cells: Sequence[str]) -> bool:
    """Whether a row is the header or title of a list of people who are helped: nobody in it may be stored."""
    if any(_LIST_OF_HELPED.fullmatch(cell) for cell in cells):
        return True
    if sum(map(bool, cells)) < 2:  # a title: it may speak of anybody
        return False
    if any(_NAMES_HELPED.search(cell) and not _OF_A_BODY.search(cell) for cell in cells):
        return True
    fields = sum(_key(cell) in _CASE_FIELDS for cell in cells if cell)
    return fields > 1 or (fields > 0 and heads_list(cells) > 0)
