"""The one rule of an e-mail address that is typed: of a person, and of a focal point."""

from coalition.edits.refused import EditRefused


def email_address(text: str) -> str:
    """An address as it is kept, in small letters; empty: none is told.

    Raises:
        EditRefused: something is written that is no address.
    """
    address = text.strip().lower()
    if address and ("@" not in address.strip("@") or " " in address):
        raise EditRefused("'{value}' is not an email address.", value=address)
    return address
