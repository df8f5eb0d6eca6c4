"""Rows in two encodings in one file: two exports put together, or a row pasted from another program.

Each line is read in its own encoding, so that it is shown as it was written; the rows of the rarer one are refused and told:
the letters of a name are no matter for a guess.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

_LINE_END = re.compile(rb"\r\n|\n|\r")
_MANY_BYTES = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_THAI = re.compile("[\u0e01-\u0e5b]")
_NOT_THAI = re.compile("[^\x00-\x7f\u0e01-\u0e5b\u2010-\u203a\u200b-\u200d\ufeff\u00a0]")
_NOT_WESTERN = re.compile("[^\x00-\x7f\u00a0-\u024f\u0e01-\u0e5b\u2010-\u203a\u20ac\u200b-\u200d\ufeff]")
_IN_A_WORD = re.compile("[A-Za-z][\u00c0-\u024f]|[\u00c0-\u024f][A-Za-z]")
_WORD = re.compile(rb"[A-Za-z]|[\x80-\xff]{3}")
_FEW = 2


@dataclass(frozen=True)
class TwoEncodings:
    """The lines of such a file.

    Attributes:
        text: all of them, each decoded in its own encoding.
        encoding: of most of them. others: the lines, first line 1, that are in the other.
    """

    text: str
    encoding: str
    others: frozenset[int]


def find_two_encodings(data: bytes, codec_of: Callable[[bytes], str], chosen: str | None = None) -> TwoEncodings | None:
    """What is in which encoding; None: all of the file is in one, or cannot be told apart.

    Args:
        data: the file, without a byte order mark, not all of it UTF-8.
        codec_of: tells the encoding of bytes that are no UTF-8.
        chosen: the encoding a person chose; it is that of the file then, however few rows are in it.
    """
    if not _MANY_BYTES.search(data):
        return None
    lines = _LINE_END.split(data)
    plain = [line for line in lines if not line.isascii()]
    foreign = {line for line in plain if _is_foreign(line)}
    if not foreign:
        return None
    codec = codec_of(b"\n".join(line for line in plain if line in foreign))
    ours = {line for line in plain if line not in foreign and _is_surely_utf8(line, codec)}
    if not ours or codec == "utf-8":
        return None
    in_utf8 = sum(line in ours for line in plain) >= sum(line in foreign for line in plain)
    if chosen is not None:
        in_utf8 = chosen == "utf-8"
        codec = codec if in_utf8 else chosen
    rare = foreign if in_utf8 else ours
    others = frozenset(number for number, line in enumerate(lines, 1) if line in rare)
    ends = [*_LINE_END.findall(data), b""]
    pieces = [
        line.decode("utf-8" if line not in foreign and (in_utf8 or line in ours) else codec, "replace") + end.decode("ascii")
        for line, end in zip(lines, ends, strict=True)
    ]
    return TwoEncodings("".join(pieces), "utf-8" if in_utf8 else codec, others)


def _is_foreign(line: bytes) -> bool:
    """Whether a line is text, and no UTF-8, nor UTF-8 with a damaged letter: most that is not plain in it cannot be that."""
    text = line.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(sign > "\x7f" for sign in text) - bad
    return bad > good and _WORD.search(line) is not None


def _is_surely_utf8(line: bytes, codec: str) -> bool:
    """Whether a line can be nothing but UTF-8, beside lines in `codec`: short Thai words in cp874 may be UTF-8 by accident."""
    text = line.decode("utf-8", "replace")
    if codec != "cp874":
        return not _NOT_WESTERN.search(text.replace("\ufffd", ""))
    if not _NOT_THAI.search(text.replace("\ufffd", "")):
        return len(_THAI.findall(text)) >= _FEW
    return not _NOT_WESTERN.search(text) and _IN_A_WORD.search(text) is not None
