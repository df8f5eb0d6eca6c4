"""Encodings in which plain letters stand for other signs: what a file says in them cannot be seen, so they are not read."""

import re
from base64 import b64decode

_UTF7_MARK = re.compile(rb"\+/v[89+/]")
_SHIFTED = re.compile(rb"\+([A-Za-z0-9+/]{3,})-?")
_TOLD = re.compile("[\u0e01-\u0e5b<>\"'&=]|[\u00a1-\u024f]|[\u2010-\u203a]")
_UNTOLD = re.compile("[^\x09-\x7e\u00a0-\u024f\u0e01-\u0e5b\u2010-\u203a]")
_SEVERAL = 2
_ESCAPED = re.compile(rb"\x1b(?:\$[@AB()\-./]|\([BJIH])")
_HZ = re.compile(rb"~\{(?:[\x21-\x77][\x21-\x7e])+~\}")
_MARKS = {b"\xdd\x73\x66\x73": "UTF-EBCDIC", b"\xf7\x64\x4c": "UTF-1", b"\x0e\xfe\xff": "SCSU", b"\xfb\xee\x28": "BOCU-1"}
_HIGH = bytes(range(0x81, 0x100))
_SAMPLE = 1 << 20


def hidden_encoding(data: bytes) -> str | None:
    """The name of such an encoding, "UTF-7"; None: the file is in none of them."""
    for mark, name in _MARKS.items():
        if data.startswith(mark):
            return name
    sample = data[:_SAMPLE]
    if _is_ebcdic(sample):
        return "EBCDIC"
    if not sample.isascii():
        return None
    if _ESCAPED.search(sample):
        return "ISO-2022"
    if _HZ.search(sample):
        return "HZ"
    if _UTF7_MARK.match(data) or (b"+" in sample and _is_utf7(sample)):
        return "UTF-7"
    return None


def _is_utf7(sample: bytes) -> bool:
    """Whether parts of the text are shifted: `+Dg4OOQ-`. A telephone number with a plus sign shifts to nothing."""
    found = 0
    for shifted in _SHIFTED.finditer(sample):
        text = _unshifted(shifted[1])
        if text and not _UNTOLD.search(text) and _TOLD.search(text):
            found += 1
            if found >= _SEVERAL or "<" in text or ">" in text:
                return True
    return False


def _unshifted(part: bytes) -> str:
    """What stands in a shifted part; empty: it is none."""
    bits = len(part) * 6
    packed = b64decode(part + b"A" * (-len(part) % 4))
    whole = packed[: bits // 16 * 2]
    rest = int.from_bytes(packed, "big") & ((1 << (len(packed) * 8 - len(whole) * 8)) - 1)
    if rest:  # what is left over of the last letter is zero
        return ""
    return whole.decode("utf-16-be", "replace")


def _is_ebcdic(sample: bytes) -> bool:
    """Letters and figures of EBCDIC are high bytes, its blank is ours for `@`, and no line ends as ours do."""
    if b"\n" in sample or b"\r" in sample or b" " in sample:
        return False
    high = len(sample) - len(sample.translate(None, _HIGH))
    ends, parts = (0x15 in sample or 0x25 in sample), (0x40 in sample or 0x6B in sample)  # line ends; blanks and commas
    return high * 2 > len(sample) and ends and parts
