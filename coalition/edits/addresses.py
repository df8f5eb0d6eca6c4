"""The one rule of an e-mail address and of a telephone number that is typed: of a person, and of a focal point."""

import re
from collections.abc import Collection

from coalition.edits.refused import EditRefused

_EXTENSION = r"\s*(?:(?:ext(?:ension)?\.?|x|ต่อ)\s*\d{1,6}(?:\s*[-,/]\s*\d{1,6})*)?"
_ONE = rf"[+(]?\d(?:[ ().\-\u2010-\u2013]*\d){{2,14}}\)?{_EXTENSION}"
_TELEPHONE = re.compile(rf"{_ONE}(?:\s*(?:[,;/]|or|หรือ)\s*{_ONE})?", re.IGNORECASE)


def email_address(text: str) -> str:
    """An address as it is kept, in small letters; empty: none is told.

    Raises:
        EditRefused: something is written that is no address.
    """
    address = text.strip().lower()
    if address and ("@" not in address.strip("@") or " " in address):
        raise EditRefused("'{value}' is not an email address.", value=address)
    return address


def telephone(text: str | None, stored: Collection[str | None] = ()) -> str | None:
    """One or two numbers as written, each with its extension; None: none is told.

    Args:
        text: `+66 53 711 009 ext. 12`, `1300 / 1191`.
        stored: what is stored already and is taken as it stands.

    Raises:
        EditRefused: something is written that is no number.
    """
    number = (text or "").strip()
    if number and number not in stored and not _TELEPHONE.fullmatch(number):
        message = "'{value}' is not a telephone number. Write one or two, such as 053-711-009 ext. 12, and nothing else."
        raise EditRefused(message, value=number)
    return number or None
