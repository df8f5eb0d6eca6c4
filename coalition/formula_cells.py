"""Cells that a spreadsheet would run: made harmless where a list leaves the house, taken back where one comes in."""

import re
import unicodedata

_FORMULA = "=+-@|%"
_BREAKS = "\t\r\n\0"  # some spreadsheets begin a new cell after them
_PLAIN = re.compile(r"[+-] ?[\d(][\d ().,]*%?")
_KEPT_AS_TEXT = frozenset("+=-@(|%")
_BLANKS = re.compile(r"^[^\S\x1c-\x1f]+")  # control signs that Python counts as blanks are kept: reading keeps them too


def harmless(cell: str) -> str:
    """The cell with an apostrophe in front if a spreadsheet might take it for a formula; `without_apostrophe` takes it off.

    What a spreadsheet may skip or fold before it looks is skipped and folded here: blanks, line ends, signs nobody sees,
    full-width forms. A lone sign is a mark; a number or a telephone number is nothing to run, but one with hyphens would be
    calculated. A cell with an apostrophe of its own gets another, so that it comes back as it was.
    """
    if len(cell) < 2 or cell[0].isalnum() or _PLAIN.fullmatch(cell):
        return cell
    seen = next((place for place, sign in enumerate(cell) if not _is_skipped(sign)), None)
    if seen is None:
        return cell
    begins_a_cell = any(sign in _BREAKS for sign in cell[:seen])
    return f"'{cell}" if begins_a_cell or cell[0] == "'" or plain_sign(cell[seen]) in _FORMULA else cell


def _is_skipped(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) in {"Cf", "Cc"}


def without_apostrophe(text: str) -> str:
    """The text without the apostrophe that keeps a spreadsheet from taking it for a number or a formula.

    Of two in front one is of the text itself (`harmless` doubles it).
    """
    if not text.startswith("'") or len(text) == 1:
        return text
    if text[1] == "'":
        return text[1:]
    bare = text[1:].lstrip()
    if not bare:
        return bare  # nothing but blanks and separators behind it
    is_kept_as_text = bare[0].isdecimal() or plain_sign(bare[0]) in _KEPT_AS_TEXT or unicodedata.category(bare[0]) == "Cc"
    return _BLANKS.sub("", text[1:]) if is_kept_as_text or len(bare) < len(text) - 1 else text


def plain_sign(sign: str) -> str:
    """The plain form of one character: a full-width or raised equals sign, or one struck through, is an equals sign."""
    return sign if sign.isascii() else unicodedata.normalize("NFKD", sign)[:1]
