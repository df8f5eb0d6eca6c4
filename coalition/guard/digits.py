"""Long numbers, however they are written apart: identity numbers, telephones, accounts, and what is none of them.

What a coordinator writes in digits (dates, times, amounts, years, case codes, numbers of letters) is covered up first.
What is left and has seven digits or more is found. No expression here repeats over a repetition without an end.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from coalition.codes import is_valid_code
from coalition.guard.kinds import Kind

_Span = tuple[Kind, int, int]

FEWEST = 7
"""Digits of the shortest number that is found without a word before it; with a word (telephone, account) six."""

_IDENTITY = 13
_COVER = "\x01"
_TIME = r"(?:[01]?\d|2[0-4])[.:][0-5]\d"
_AMOUNT = r"[1-9]\d{0,2}(?:,\d{3}){1,2}(?:\.\d{1,2})?"
_YEAR = r"(?:19|20|24|25)\d\d"
_MONEY = r"\s?(?:baht\b|thb\b|usd\b|eur\b|บาท|ล้าน|kip\b|kyat\b)"
_BEFORE = r"(?<![\d.,:/+-])(?<!\d )(?<!\d [-./:])(?<!\d[-./] )(?<!\d [-./:] )"
_AFTER = r"(?![.,:/-]?\d)(?! ?[-./:] ?\d)(?! \d)"
_AFTER_DAY = r"(?![.,:/-]?\d)(?! ?[-./:] ?\d)(?! \d(?!\d?[.:]\d\d))"  # a time may follow after a space
_DAY, _IN_MONTH = r"(?:[0-2]?\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_ISO = rf"{_YEAR}[-/.]{_IN_MONTH}[-/.]{_DAY}"
_LOCAL = rf"{_DAY}[/.]{_IN_MONTH}[/.](?:{_YEAR}|\d\d)"
_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_PAPER = (
    r"\b(?:letter|memo|memorandum|receipt|invoice|reference|ref|order|circular|batch|serial|ticket|minutes|resolution)s?\b\.?"
)
_REFERENCE = r"(?:\d{1,4}(?:\.\d{1,3})?/\d{1,8}|(?:20|25)\d{2,6}-\d{1,4}(?:-\d{1,4})?|(?<=-)[1-9]\d{1,3}-\d{1,4})"
"""No telephone and no identity number is written so: a slash between two numbers, or a year or day before a hyphen."""
_PLAIN = (
    rf"{_BEFORE}{_ISO}(?:\s?-\s?{_ISO})?{_AFTER_DAY}",
    rf"{_BEFORE}(?:{_DAY}\s?-\s?)?{_LOCAL}(?:\s?-\s?{_LOCAL})?{_AFTER_DAY}",
    rf"{_BEFORE}{_DAY}-{_IN_MONTH}-(?:{_YEAR}|\d\d){_AFTER_DAY}",
    rf"{_BEFORE}20[2-4]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]){_AFTER}",
    rf"{_BEFORE}{_TIME}(?:\s?-\s?{_TIME})?{_AFTER}",
    rf"{_BEFORE}{_AMOUNT}(?:\s?[-/]\s?{_AMOUNT})?{_AFTER}",
    rf"{_BEFORE}[1-9]\d{{0,2}}(?: \d{{3}}){{1,2}}(?={_MONEY})",
    rf"{_BEFORE}[1-9]\d{{3,7}}(?:\s?-\s?[1-9]\d{{3,7}})?(?={_MONEY})",
    rf"{_BEFORE}{_YEAR}(?:\s?[-/,]\s?(?:{_YEAR}|\d\d)){{1,5}}{_AFTER}",
    rf"{_BEFORE}{_YEAR} ?\({_YEAR}(?=\))",
    rf"{_BEFORE}[1-9]\d{{0,4}}/25\d\d{_AFTER}",
    r"(?:ที่|เลขที่|หนังสือ) ?[ก-ฮ]{1,4}\.? ?(?:ที่ ?)?\d{4}(?:\.\d{1,3})?/ ?(?:ว ?)?\d{1,5}(?!\d)",
    r"\bTH\d{2,6}(?![\w])",
    rf"{_BEFORE}{_YEAR}-W(?:0[1-9]|[1-4]\d|5[0-3])(?:-[1-7])?(?![\w-])",
    r"\bISO(?:/IEC)?[ -]?\d{3,5}(?:[-:]\d{1,4})?(?![\d/])",
    r"(?:\b(?:rows?|lines?)|แถว(?:ที่)?|บรรทัด(?:ที่)?)\s?[1-9]\d{0,9}(?!\d)",
    rf"{_BEFORE}{_OCTET}(?:\.{_OCTET}){{3}}{_AFTER}",
    rf"{_PAPER}\s?(?:(?:no\.?|number|#)\s?)?(?:[A-Z]{{2,6}}[ -]?)?{_REFERENCE}(?![\d/-])",
)
"""Days (also two, also with a time), times, amounts, years, numbers of court cases and of official letters, P-codes; weeks and
standards of ISO, rows of a list, addresses of computers, and numbers of letters, receipts and the like after their word."""

_COVERED = [re.compile(pattern, re.IGNORECASE) for pattern in _PLAIN]
_CODE = re.compile(r"(?<![A-Za-z0-9])[0-9A-Za-z]{4}-[0-9A-Za-z]{4}-[0-9A-Za-z](?![A-Za-z0-9])")
_BARE_CODE = re.compile(r"(?<![A-Za-z0-9-])[0-9A-Za-z]{9}(?![A-Za-z0-9-])")

_RUN = re.compile(r"\+?\d(?:[\s\-./(),_*|:+'#=;\\]{0,4}\d){4,}")
_GROUP = re.compile(r"\d+")
_ALIKE = re.compile(r"(?<![A-Za-z])[OoQIl|\d]{1,20}(?![A-Za-z])")
_WORDS = {
    "ศูนย์": "0", "หนึ่ง": "1", "สอง": "2", "สาม": "3", "สี่": "4", "ห้า": "5", "หก": "6", "เจ็ด": "7", "แปด": "8", "เก้า": "9",
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9",
}  # fmt: skip
_WORD = re.compile("|".join(_WORDS), re.IGNORECASE)
_SPELLED = 9  # digits of a number that is partly written in words or with letters for digits
_REAL = 6  # of them real digits, where letters stand for the others

_CUES = (
    (
        Kind.BANK_ACCOUNT,
        re.compile(
            r"บัญชี|บช\.|พร้อมเพย์|promptpay|account|acct|a/c|กสิกร|กรุงไทย|ไทยพาณิชย์|ธนาคาร"
            r"|\bacc\b|\bbank\b|\bscb|kbank",
            re.I,
        ),
    ),
    (Kind.PHONE, re.compile(r"โทร|เบอร์|มือถือ|\btel|phone|mobile|\bcall|\bring|whatsapp", re.I)),
)  # fmt: skip
_CUE_REACH = 25


def spans(text: str) -> Iterator[_Span]:
    """(kind, start, end) of the long numbers in a folded text."""
    covered = _cover(text)
    yield from _runs(text, covered, FEWEST)
    letters = _ALIKE.sub(lambda m: m[0].translate(str.maketrans("OoQIl|", "000111")), covered)
    if letters != covered:
        yield from (s for s in _runs(text, letters, _SPELLED) if sum(map(str.isdigit, text[s[1] : s[2]])) >= _REAL)
    yield from _half_covered(text, covered)
    yield from _in_words(covered)


def _cover(text: str) -> str:
    """The text with what is written in digits and tells nobody replaced, sign by sign."""
    for pattern in (_CODE, _BARE_CODE):
        text = pattern.sub(_cover_code, text)
    for pattern in _COVERED:
        text = pattern.sub(lambda m: _COVER * len(m[0]), text)
    return text


def _cover_code(found: re.Match[str]) -> str:
    # a number alone, or a passport without hyphens, may pass the check by chance: a case code is more mixed than that
    mixed = re.fullmatch(r"[\d-]+|[A-Za-z]{0,3}\d+", found[0]) is None
    return _COVER * len(found[0]) if mixed and is_valid_code(found[0]) else found[0]


def _runs(text: str, covered: str, fewest: int) -> Iterator[_Span]:
    for run in _RUN.finditer(covered):
        for start, end in _pieces(covered, run.start(), run.end()):
            digits = "".join(_GROUP.findall(covered[start:end]))
            cue = _cue(text[max(0, start - _CUE_REACH) : start])
            if len(digits) >= (fewest if cue is None else min(fewest, FEWEST - 1)):
                yield _kind(digits, cue, covered[start]), start, end


def _half_covered(text: str, covered: str) -> Iterator[_Span]:
    """Numbers a part of which looks like a day or an amount by chance: 13 digits, or those that begin as a telephone does."""
    for run in _RUN.finditer(text):
        start, end = run.span()
        left = covered[start:end]
        digits = "".join(_GROUP.findall(run[0]))
        if left == run[0] or not any(map(str.isdigit, left)):
            continue
        if len(digits) == _IDENTITY:
            yield Kind.THIRTEEN_DIGITS, start, end
        elif left[0] in "0+" and len(digits) >= _SPELLED and "," not in run[0]:
            yield Kind.PHONE, start, end


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A run cut at the commas of an enumeration of small numbers, such as 12, 15 and 19; others stay whole."""
    groups = [(m.start(), m.end()) for m in _GROUP.finditer(text, start, end)]
    told = [text[a:b] for a, b in groups]
    single = sum(len(group) == 1 for group in told)
    is_list = sum(map(len, told)) != _IDENTITY and all(len(g) <= 4 and (g == "0" or g[0] != "0") for g in told)
    is_list = is_list and single * 2 <= len(told)
    first = start
    for (_, a), (b, _) in pairwise(groups):
        if is_list and text[a:b] in {", ", "; ", " / "}:
            yield first, a
            first = b
    yield first, end


def _cue(before: str) -> Kind | None:
    return next((kind for kind, words in _CUES if words.search(before)), None)


def _kind(digits: str, cue: Kind | None, first: str) -> Kind:
    if len(digits) == _IDENTITY and first != "+":
        return Kind.NATIONAL_ID if _fits(digits) else Kind.THIRTEEN_DIGITS
    if cue is not None:
        return cue
    is_phone = first == "+" or (digits[0] == "0" and len(digits) >= 9) or (digits[:2] == "66" and len(digits) == 11)
    return Kind.PHONE if is_phone else Kind.LONG_NUMBER


def _fits(digits: str) -> bool:
    """Whether the check digit of a Thai national identity number fits; for the wording only, a mistyped one is found too."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(_IDENTITY, 1, -1), strict=False))
    return digits[0] != "0" and (11 - total % 11) % 10 == int(digits[-1])


def _in_words(covered: str) -> Iterator[_Span]:
    """Numbers of which some digits are words; a word becomes one digit, so the places are counted along."""
    signs: list[str] = []
    starts: list[int] = []
    last = 0
    for word in _WORD.finditer(covered):
        signs += covered[last : word.start()]
        starts += range(last, word.start())
        signs.append(_WORDS[word[0].lower()])
        starts.append(word.start())
        last = word.end()
    if not last:
        return
    signs += covered[last:]
    starts += range(last, len(covered) + 1)
    for run in _RUN.finditer("".join(signs)):
        if sum(map(str.isdigit, run[0])) >= _SPELLED:
            start, end = starts[run.start()], starts[run.end()]
            yield Kind.THIRTEEN_DIGITS if sum(map(str.isdigit, run[0])) == _IDENTITY else Kind.PHONE, start, end
