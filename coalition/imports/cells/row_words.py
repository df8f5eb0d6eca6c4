"""The words of rows that are no person: totals, notes, apologies, headings of groups."""

import re
from functools import lru_cache

from coalition.imports.cells.not_people import counts_alone
from coalition.imports.cells.presence import is_word_of_absence, mark_of
from coalition.imports.lexicon import LETTERS, any_of, words

DITTO = frozenset({"'", '"', "″", "〃", "''", ",,", "„", "“", "”", '-"-', *words("fill.ditto")})
"""Marks for "the same as above"."""
# Looked for in small letters: half the time of searching without regard to case.
_TOTAL = re.compile(
    rf"{any_of('rows.total')}|{any_of('rows.total_before_number')}\s*(?:[:=]|\d|$)|{any_of('rows.total_alone')}(?:$|[\s:=\d(])"
    rf"|{any_of('rows.total_of')}|{any_of('rows.total_word')}(?![{LETTERS}])|{any_of('rows.total_all')}(?!\s+[{LETTERS}]{{3}})"
    rf"|\d+\s*{any_of('rows.heads', whole=False)}\b|{any_of('rows.total_before_sign')}\s*[:=%(]"
    rf"|%|{any_of('rows.share')}(?:$|\s*[:=%\d(]| {any_of('rows.share_of')})"
)
_NOTE = re.compile(
    rf"{any_of('rows.note', 'rows.signed_by')}|{any_of('rows.note_about')}.*[:：]\s*\S|{any_of('rows.note_label')}\s*[:：]"
    rf"|{any_of('rows.note_sentence')}.*\s.*\s|{any_of('rows.signature')}(?:$|\s*[:(_.…])|{any_of('rows.absent_label')}\s*[:：]\s*\S"
    rf"|{any_of('rows.page')} ?\d|\([^()]*\)$|\(?\*|\S{{1,3}}\s*=\s*\S|https?://|={{2,}}|-{{2,}}|_{{3,}}"
)
_NOTED_BY, _SIGNED_BY = re.compile(any_of("rows.noted_by")), re.compile(any_of("rows.signed_by"))
_PEOPLE = any_of("rows.people", whole=False)
_HOW_MANY = rf"[\s\d():：.]*{_PEOPLE}?[)\s]*"
_ABSENT = re.compile(rf"{any_of('headings.absent')}{_HOW_MANY}")
_EXCUSED = re.compile(rf"{any_of('headings.excused')}(?: {any_of('headings.excused_by')})?{_HOW_MANY}")
_PRESENT = re.compile(rf"{any_of('headings.present')}{_HOW_MANY}")
_SAYS_EXCUSED = re.compile(any_of("headings.says_excused"))
_SAYS_ABSENT = re.compile(any_of("headings.says_absent"))  # what a heading of people who were not there says, wherever in it
_UNEXCUSED = re.compile(any_of("headings.unexcused"))
_SECTOR = re.compile(rf"{any_of('groups.sector')}|^{any_of('groups.sector_first')}|^{any_of('groups.sector_whole')}$")
_GENERIC = frozenset(words("groups.beside"))  # words that stand beside the name of a sector and give it no name of its own
_OF_PEOPLE = re.compile(rf"{any_of('groups.of_people')}|^{any_of('groups.of_people_first')}", re.IGNORECASE)
_BEHIND = re.compile(r"(?<=\w)\s*[(\[].*")
_NO_LEAVE = "".join(f"(?<!{word})" for word in words("sentences.ill_leave"))
_SENTENCE = re.compile(
    rf"^[A-Z]\S*(?: [A-Z]\S*)* {any_of('sentences.was_ill')}"
    rf"|^[{LETTERS} .]{{2,40}}{_NO_LEAVE}{any_of('sentences.ill')}(?:$|\s)"
)
_VERB = re.compile(rf"([^:]*?){any_of('sentences.verb')}")
_SUBJECTS = re.compile(rf"(?:{any_of('sentences.subject')}|[\W\d_])*")  # before the verb of a heading: "Members who"
_HEADINGS = (("excused", _EXCUSED), ("absent", _ABSENT), ("present", _PRESENT))
_LONGEST_HEADING = 60
_COUNTED = re.compile(rf"(?<![\s(:：])[\s(:：]*+\d*+\s*+{_PEOPLE}?[)\s:：.]*+$")  # what may stand behind a heading: how many
_NAMES_FOLLOW = re.compile(rf"[:：=]\s*\S|[.!?]$|{any_of('sentences.be')}.*{any_of('sentences.because')}")
_BOTH = re.compile(any_of("rows.both"))
_LETTERS_WITH_DOTS = re.compile(r"\b(?:\w\.){2,}$")


@lru_cache(maxsize=8192)
def is_total(text: str) -> bool:
    """Whether a cell begins a row of totals."""
    return _TOTAL.match(text.lower()) is not None or counts_alone(text)


@lru_cache(maxsize=8192)
def is_note(text: str) -> bool:
    """Whether a cell is a remark under or beside the list: apologies, who recorded, a legend."""
    text = text.lower()
    return _NOTE.match(text) is not None or _NOTED_BY.search(text) is not None


def is_before_who_signs(text: str) -> bool:
    """Whether a text stands above whoever signs the list: "Approved by:"."""
    return begins_signature(text) and text.endswith((":", ","))


def begins_signature(text: str) -> bool:
    """Whether a text begins with words such as "Approved by"."""
    return _SIGNED_BY.match(text.lower()) is not None


@lru_cache(maxsize=8192)
def standing(text: str) -> str | None:
    """What a heading says of the people under it: "present", "absent", "excused"; None: it says nothing of that."""
    text = text.lower()
    if whole := next((state for state, heads in _HEADINGS if heads.fullmatch(text)), None):
        return whole
    if len(text) <= _LONGEST_HEADING and is_word_of_absence(word := _COUNTED.sub("", text)):
        return mark_of(word)
    told = _said(text)
    if told is None or len(text) > _LONGEST_HEADING or _NAMES_FOLLOW.search(text) or _BOTH.search(text) or _has_subject(text):
        return None
    return told


@lru_cache(maxsize=8192)
def _said(text: str) -> str | None:
    excused = _SAYS_EXCUSED.search(_UNEXCUSED.sub("", text))
    return "excused" if excused else "absent" if _SAYS_ABSENT.search(text) else None


@lru_cache(maxsize=8192)
def tells_of_one(text: str) -> bool:
    """Whether a sentence is about somebody who did not come, or is ill: "Daniel was ill and did not come" heads nobody."""
    low = text.lower()
    return _SENTENCE.search(text) is not None or (_said(low) is not None and _has_subject(low))


def _has_subject(text: str) -> bool:
    """Whether a text in small letters is a sentence about somebody: headings speak of members, of those who, of nobody."""
    found = _VERB.match(text)
    return found is not None and bool(found[1].strip()) and _SUBJECTS.fullmatch(found[1]) is None


_LABELLED = re.compile(r"([^:：]{2,40})[:：]\s*(.*)")
_SENT = re.compile(rf"({any_of('rows.apologies_from')}) {any_of('rows.from')}[:：]?\s+(\S.*)", re.IGNORECASE)


def labelled(text: str) -> tuple[str, str] | None:
    """(state, what stands behind the label) of "Apologies: Ann Lee" and "Also present:"; None: it is no such label."""
    sent, found = _SENT.fullmatch(text), _LABELLED.fullmatch(text)
    state = _said(sent[1].lower()) if sent else standing(found[1].strip()) if found else None
    found = sent or found
    return (state, found[2].strip()) if found and state else None


@lru_cache(maxsize=8192)
def heads_people(text: str) -> bool:
    """Whether a text stands above people who were there, and says how: "Online participants"; not "Ann Lee (online)"."""
    said = _BEHIND.sub("", text)
    return len(text) <= _LONGEST_HEADING and standing(text) is None and _OF_PEOPLE.search(said) is not None


def is_remark(text: str) -> bool:
    """Whether a text alone in its row is a note, also about how some took part or that one did not."""
    return is_note(text) or tells_of_one(text) or heads_people(text)


@lru_cache(maxsize=8192)
def is_sector(text: str) -> bool:
    """Whether a text is the name of a group of members: NGOs, Government."""
    return len(text) <= _LONGEST_HEADING and _SECTOR.search(text.lower()) is not None


@lru_cache(maxsize=8192)
def is_group(text: str) -> bool:
    """Whether a text names a group of members and nothing of its own: "Police", not "Royal Thai Police"."""
    if not is_sector(text) or not text.isascii():
        return is_sector(text)
    rest = _SECTOR.sub(" ", text.lower())
    return not any(len(word) > 2 and word not in _GENERIC for word in re.findall(r"[a-z]+", rest))


def is_short(text: str) -> bool:
    """Whether a text is short enough for a heading, and no sentence."""
    ends = text.endswith((".", "!", "?")) and _LETTERS_WITH_DOTS.search(text) is None  # "Netz e.V."
    return len(text) <= _LONGEST_HEADING and not ends and text.count(" ") <= 7
