"""Which encoding the bytes of a file are in, and whether they are text at all: decided by rules, never by counting words."""

import codecs
import re
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain
from pathlib import Path
from unicodedata import normalize

from coalition.imports.lexicon import words

# --- rows in two encodings -------------------------------------------------------------------------------------------------
# Each line is read in its own encoding, so that it is shown as it was written; the rows of the rarer one are refused and told:
# the letters of a name are no matter for a guess.


_LINE_END = re.compile(rb"\r\n|\n|\r")
_THAI = re.compile("[\u0e01-\u0e5b]")
_IN_A_WORD = re.compile("[A-Za-z][\u00c0-\u024f]|[\u00c0-\u024f][A-Za-z]")
_WORD = re.compile(rb"[A-Za-z]|[\x80-\xff]{3}")
_FEW = 2


def _in_two_encodings(data: bytes, chosen: str | None) -> tuple[str, str, frozenset[int]] | None:
    """(text, encoding of most lines, lines in the other one), each line read in its own; None: there is one encoding only.

    `chosen`: by a person; it is that of the file, however few lines are in it.
    """
    lines = _LINE_END.split(data)
    plain = [line for line in lines if not line.isascii()]
    foreign = {line for line in plain if _is_foreign(line)}
    others = b"\n".join(line for line in plain if line in foreign)
    codec = _narrow_codec(others, _as_far_as_utf8(others)[1])
    ours = {line for line in plain if line not in foreign and _is_surely_utf8(line, codec)}
    if not ours or codec == "utf-8":
        return None
    in_utf8 = sum(line in ours for line in plain) >= sum(line in foreign for line in plain)
    if chosen is not None:
        in_utf8 = chosen == "utf-8"
        codec = codec if in_utf8 else chosen
    rare = foreign if in_utf8 else ours
    ours |= set(plain) - foreign if in_utf8 else set()
    ends = [*_LINE_END.findall(data), b""]
    text = "".join(
        line.decode("utf-8" if line in ours else codec, "replace") + end.decode("ascii")
        for line, end in zip(lines, ends, strict=True)
    )
    return text, "utf-8" if in_utf8 else codec, frozenset(number for number, line in enumerate(lines, 1) if line in rare)


def _is_foreign(line: bytes) -> bool:
    """Whether a line is text, and no UTF-8, nor UTF-8 with a damaged letter: most that is not plain in it cannot be that."""
    text = line.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(sign > "\x7f" for sign in text) - bad
    return bad > good and _WORD.search(line) is not None


def _is_surely_utf8(line: bytes, codec: str) -> bool:
    """Whether a line can be nothing but UTF-8, beside lines in `codec`: short Thai words in cp874 may be UTF-8 by accident."""
    text = line.decode("utf-8", "replace")
    return codec != "cp874" or len(_THAI.findall(text)) >= _FEW or _IN_A_WORD.search(text) is not None


# --- one encoding ----------------------------------------------------------------------------------------------------------


_SAMPLE = 1 << 20  # bytes looked at where a share decides; the whole file is decoded all the same

_KINDS: dict[str, dict[str, str]] = tomllib.loads((Path(__file__).parent / "kinds.toml").read_text(encoding="utf-8"))
_MAGIC = {bytes.fromhex(start): what for start, what in _KINDS["first"].items()}
_BOMS = [
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF8, "utf-8"),
]
_OF_WINDOWS = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258")
"""West, Middle and East of Europe, Greek, Turkish, Hebrew, Arabic, Baltic, Vietnamese: the likelier first."""
_OF_EAST_ASIA = ("cp932", "gb18030", "cp949", "big5")
"""Of two bytes a sign: Japanese, Chinese, Korean, Taiwanese."""
_READ = frozenset(
    ["utf-8", "cp874", *_OF_WINDOWS, *_OF_EAST_ASIA, "mac-roman", "latin-1", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]
)
"""Encodings a person may choose; not those that hide signs (`hidden_encoding`), nor what Python calls an encoding besides."""
_HTML = re.compile(r"(?:\s*<!--(?:[^-]|-(?!->))*-->)*\s*<(?:!doctype|html|table|head|body|\?xml)", re.IGNORECASE)
_HIGH = bytes(range(0x80, 0x100))
_CONTROL = bytes(b for b in range(1, 32) if b not in b"\t\n\x0b\x0c\r\x1a")


@dataclass(frozen=True)
class Decoded:
    """The text of a file."""

    text: str  # without byte order mark; U+FFFD stands for what cannot be decoded
    encoding: str  # of the file, or of most of its lines, as reported: "utf-16-le+bom"
    flags: tuple[str, ...] = ()  # codes of the issue catalogue
    others: frozenset[int] = frozenset()  # lines, first line 1, in another encoding than the rest


def not_text(data: bytes) -> str | None:
    """What the file is, if it is no text ("a picture (PNG)"); None: it may be text."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return next((what for mark, what in _KINDS["zip"].items() if mark.encode() in data), "a compressed folder (.zip)")
    if what := next((what for start, what in _MAGIC.items() if data.startswith(start)), None):
        return what
    sample = data[:65536]
    if data.startswith(b"BM") and b"\x00" in sample[:64]:
        return "a picture (BMP)"
    if data[4:8] == b"ftyp":
        return "a video or photo from a phone"
    if _HTML.match(decode(data[:400]).text):
        return "a web page saved under the name of a spreadsheet"
    # One in ten is far above any damaged text, and far below any program or compressed file.
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    wide = _bom(data) or _utf16_without_bom(data)
    return "a file of an unknown kind" if controls * 10 > len(sample) and wide is None else None


def _bom(data: bytes) -> str | None:
    return next((name for mark, name in _BOMS if data.startswith(mark)), None)


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text of the bytes of a file, its encoding decided, or as told (names as reported); LookupError: there is no such.

    Never raises for bytes: what cannot be decoded becomes U+FFFD and the flag `garbled_text`.
    """
    chosen = encoding.removesuffix("+bom") if encoding else None
    if chosen is not None and chosen not in _READ:
        raise LookupError(chosen)
    bom, (whole, damaged) = _bom(data), _as_far_as_utf8(data)
    codec = chosen or (bom or _utf16_without_bom(data) if bom != "utf-8" else None) or _narrow_codec(data, damaged)
    name, others = encoding or (f"{codec}+bom" if codec == bom else codec), frozenset[int]()
    wide = codec.startswith(("utf-16", "utf-32"))
    data = data.removeprefix(codecs.BOM_UTF8) if codec == "utf-8" else data
    if not wide and damaged is not None and (two := _in_two_encodings(data, chosen)):
        text, main, others = two
        name = name if main == codec else main
    else:
        text = whole if codec == "utf-8" and damaged is None else data.decode(codec, "replace")
    text, flags = _repaired(text.lstrip("\ufeff")) if wide or others or codec == "utf-8" else (text, ())
    return Decoded(text, name, flags, others)


def _utf16_without_bom(data: bytes) -> str | None:
    """UTF-16 if the high halves of Latin (00) or Thai (0E) letters and line ends stand on one side, and all can be read."""
    sample = data[: 1 << 16]
    high = [half.count(0) + half.count(0x0E) for half in (sample[0::2], sample[1::2])]
    if 0 not in sample or sum(high) * 20 < len(sample) or min(high) * 2 > max(high):
        return None
    codec = "utf-16-be" if high[0] > high[1] else "utf-16-le"
    text = sample[: len(sample) // 2 * 2].decode(codec, "replace")
    return codec if all(sign.isprintable() or sign in _BLANKS for sign in text) else None


_BLANKS = "\r\n\t\v\x1a\u00a0\u3000\u200b\u200e\u200f"


def _as_far_as_utf8(data: bytes) -> tuple[str, int | None]:
    """The text of bytes that all are UTF-8, and None; else where they stop being that."""
    begun = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    try:
        return str(memoryview(data)[begun:], "utf-8"), None
    except UnicodeDecodeError as error:
        return "", begun + error.start


def _narrow_codec(data: bytes, start: int | None) -> str:
    """utf-8, or the encoding of one or two bytes a sign, of bytes without a wide one. `start`: where they stop being UTF-8."""
    if start is None:
        return "utf-8"
    sample = data[max(0, start - _SAMPLE // 2) :][:_SAMPLE]
    text = sample.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for c in text if c > "\x7f") - bad
    if data.startswith(codecs.BOM_UTF8) or good > 4 * bad:
        return "utf-8"  # a few damaged characters in a UTF-8 file
    if (codec := _of_east_asia(data[:_SAMPLE])) is not None:
        return codec
    high = len(sample) - len(sample.translate(None, _HIGH))
    # Thai letters stand in runs, Western accents alone or (créée) in pairs.
    runs = [len(run) for run in re.findall(rb"[\xa1-\xda\xdf-\xfb]{2,}", sample)]
    undefined = len(re.findall(rb"[\x81-\x84\x86-\x90\x98-\x9f\xdb-\xde\xfc-\xff]", sample))
    if max(runs, default=0) >= 3 and sum(runs) >= 0.6 * high and undefined * 50 <= high:
        return "cp874"
    mac = _OLD_MAC.search(sample) or (b"\r" in sample and b"\n" not in sample)  # CR alone ends lines
    return "mac-roman" if mac else _by_words(data[:_SAMPLE])


def _of_east_asia(sample: bytes) -> str | None:
    """The encoding of two bytes a sign in which all can be read and most words of lists stand; None: there is none."""
    sample, found = sample[: sample.rfind(b"\n") + 1] or sample, dict[str, int]()
    for codec in (*_OF_EAST_ASIA, "cp874"):
        with suppress(UnicodeDecodeError):
            text = _plain(sample.decode(codec, "replace" if codec == "cp874" else "strict"))
            found[codec] = sum(word in text for word in _words_of_lists(1))
    best = max(found, key=lambda codec: (found[codec], codec == "cp874"))
    return best if best in _OF_EAST_ASIA else None


def _by_words(sample: bytes) -> str:
    """The encoding of Windows in which most words of lists stand there, of those with letters that are not ASCII."""
    told = {codec: _plain(sample.decode(codec, "replace")) for codec in _OF_WINDOWS}
    found = {codec: sum(word in text for word in _words_of_lists(_SHORT_WORD)) for codec, text in told.items()}
    return max(_OF_WINDOWS, key=lambda codec: found[codec])  # of equals the first


@cache
def _words_of_lists(shortest: int) -> frozenset[str]:
    """Words of headers and marks with letters that are not ASCII, longer than `shortest`."""
    fields = ("name", "first_name", "last_name", "organization", "attended", "date", "role")
    sections = (*(f"headers.{field}" for field in fields), "marks.present")
    told = chain.from_iterable(map(words, sections))
    return frozenset(_plain(word) for word in told if not word.isascii() and len(word) > shortest)


def _plain(text: str) -> str:
    """In small letters; a comma below a letter is a cedilla, as old encodings have it."""
    return normalize("NFD", text.casefold()).replace(_COMMA_BELOW, _CEDILLA)


_COMMA_BELOW, _CEDILLA, _SHORT_WORD = "\N{COMBINING COMMA BELOW}", "\N{COMBINING CEDILLA}", 2


_OLD_MAC = re.compile(
    rb"[A-Za-z][\x8e\x8f\x9f\xa7\xaa][a-z]|[a-z][\x8a\x88\x89\x96][a-z]|[a-z][\x8e\x8f](?![A-Za-z\x80-\xff])"
    rb"|(?<![A-Za-z\x80-\xff])\x83[a-z]|[A-Za-z][\x8d\x90\x9d]|[\x8d\x90\x9d][a-z]"
)
"""Letters of an old Mac that are in Windows a capital or a sign no word has inside, or nothing: é è ü ß ™ ç ê ù à â ä ñ."""


# --- encodings in which plain letters stand for other signs: what a file says in them cannot be seen, so they are not read --


_HIDDEN = {
    "ISO-2022": re.compile(rb"\x1b(?:\$[@AB()\-./]|\([BJIH])"),
    "HZ": re.compile(rb"~\{(?:[\x21-\x77][\x21-\x7e])+~\}"),
    "UTF-7": re.compile(rb"\A\+/v[89+/]|\+D[g-l][A-Za-z0-9+/]{3,}|\+AD[w4]-"),
}
"""Of UTF-7: its mark, Thai letters, and the signs of a tag; a telephone number with a plus sign is none of them."""


def hidden_encoding(data: bytes) -> str | None:
    """The name of such an encoding, "UTF-7"; None: the file is in none of them."""
    sample = data[:_SAMPLE] if data[:_SAMPLE].isascii() else b""
    return next((name for name, signs in _HIDDEN.items() if signs.search(sample)), None)


# --- text that was read in the wrong encoding once, and saved so ---------------------------------------------------------
def _sloppy(codec: str) -> dict[str, int]:
    """{character: byte} of a one-byte encoding; undefined bytes as the control characters Windows makes of them."""
    return {(bytes([b]).decode(codec, "ignore") or chr(b)): b for b in range(0x80, 0x100)} | {
        chr(b): b for b in range(0x80, 0xA0)
    }


_WRONG = [
    # (signs without which it cannot be, what it looks like, as bytes; the encoding it was read in by mistake)
    (
        ("à", "Ã", "â"),
        re.compile("à[¸¹]|Ã[\x80-\xbf]|â€[\x80-\xbf™œž˜¦“”]"),
        {**{chr(b): b for b in range(0xA0, 0x100)}, **_sloppy("cp1252")},
    ),
    (("\u0e40\u0e18",), re.compile("(?:\u0e40[\u0e18\u0e19][\x80-\u0eff€…‘’“”•–—]){3}"), _sloppy("cp874")),
]


def _repaired(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without a double encoding (Thai that reads `à¸Š`), run by run, so that sound text stays as it is; and flags."""
    for signs, looks, byte_of in _WRONG:
        if not any(map(text.__contains__, signs)) or not looks.search(text):
            continue
        run = re.compile("[" + re.escape("".join(byte_of)) + "]{2,}")
        fixed = run.sub(partial(_as_utf8, byte_of=byte_of), text)
        if fixed != text:
            return fixed, ("repaired_text", "garbled_text") if looks.search(fixed) else ("repaired_text",)
    return text, ()


def _as_utf8(run: re.Match[str], byte_of: dict[str, int]) -> str:
    """The run read as UTF-8 if it is UTF-8 as a whole, else unchanged: a lone `é` is never touched."""
    try:
        return bytes(byte_of[sign] for sign in run[0]).decode("utf-8")
    except UnicodeDecodeError:
        return run[0]


# --- columns that stand apart by blanks, as a text pasted from a page has them --------------------------------------------


_GAP = re.compile(r"(?<=[^ \r\n]) {3,}(?=[^ \r\n])")
_DELIMITING = re.compile(r"[\t\";|]")
_PARTED, _LINES = 4, 3


def parted_by_blanks(text: str) -> str:
    """A text with tabs in place of three blanks and more, where every fourth line has such a gap and no delimiter is there."""
    if "   " not in text or _DELIMITING.search(text):
        return text
    lines = [line for line in re.split("[\r\n]+", text) if line.strip()]
    gaps = sum(_GAP.search(line) is not None for line in lines)
    return text if gaps < _LINES or gaps * _PARTED < len(lines) else _GAP.sub("\t", text)
