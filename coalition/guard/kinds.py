"""What the guard finds, the sentence for each kind, and how to write it instead. Source strings; their Thai is in th.csv."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a place in a text looks like. Where two kinds overlap, the first of this list is told."""

    TOO_LONG = "too_long"
    ATTACHMENT = "attachment"
    EMAIL = "email"
    LINK = "link"
    HANDLE = "handle"
    NATIONAL_ID = "national_id"
    THIRTEEN_DIGITS = "thirteen_digits"
    COORDINATES = "coordinates"
    DOCUMENT = "document"
    BANK_ACCOUNT = "bank_account"
    BIRTH_DATE = "birth_date"
    NAME = "name"
    PLATE = "plate"
    PHONE = "phone"
    LONG_NUMBER = "long_number"
    ADDRESS = "address"
    VILLAGE = "village"
    UNNAMED = "unnamed"


FOUND = {
    Kind.TOO_LONG: "The text is longer than 500 characters.",
    Kind.ATTACHMENT: "{where}: this is a picture or a file.",
    Kind.EMAIL: "{where}: this looks like an email address.",
    Kind.LINK: "{where}: this looks like a link.",
    Kind.HANDLE: "{where}: this looks like an account of a messenger or a social network.",
    Kind.COORDINATES: "{where}: this looks like a point on the map.",
    Kind.NATIONAL_ID: "{where}: this is a Thai national identity number.",
    Kind.THIRTEEN_DIGITS: "{where}: these are 13 digits, like an identity number.",
    Kind.DOCUMENT: "{where}: this looks like the number of a passport or another document.",
    Kind.BANK_ACCOUNT: "{where}: this looks like a bank account.",
    Kind.BIRTH_DATE: "{where}: this looks like a date of birth.",
    Kind.NAME: "{where}: this looks like the name of a person.",
    Kind.PLATE: "{where}: this looks like the plate of a vehicle.",
    Kind.PHONE: "{where}: this looks like a telephone number.",
    Kind.LONG_NUMBER: "{where}: this is a long number.",
    Kind.ADDRESS: "{where}: this looks like the address of a house or room.",
    Kind.VILLAGE: "{where}: this looks like the name of a village.",
    Kind.UNNAMED: "{where}: this looks like the name of a person.",
}
"""Kind -> what was found; `{where}`: the place in the text, or on the screen of who typed it the words themselves."""

INSTEAD = {
    Kind.TOO_LONG: "Write the main point in one line.",
    Kind.ATTACHMENT: "Leave it out. Say in words what it shows, without the person.",
    Kind.EMAIL: "Leave it out and write the name of the organization. Its contacts are in the directory.",
    Kind.LINK: "Leave it out. Say in words what it shows, without the person.",
    Kind.HANDLE: "Leave it out and write “has been contacted online”.",
    Kind.COORDINATES: "Write the district or the province.",
    Kind.NATIONAL_ID: "Leave it out and use the case code.",
    Kind.THIRTEEN_DIGITS: "Leave it out and use the case code.",
    Kind.DOCUMENT: "Write only the type of document, for example “has a passport”.",
    Kind.BANK_ACCOUNT: "Write only that an account is known, without its number.",
    Kind.BIRTH_DATE: "Write the age group, for example 15-17.",
    Kind.NAME: "For a survivor, write the case code. For others, write the office or the role.",
    Kind.PLATE: "Write only which kind of vehicle it was.",
    Kind.PHONE: "Leave it out and write the name of the organization. Its contacts are in the directory.",
    Kind.LONG_NUMBER: (
        "Leave it out. If it is an amount of money, write it with commas and the currency, for example 1,200,000 baht."
    ),
    Kind.ADDRESS: "Write the district or the province.",
    Kind.VILLAGE: "Write the district or the province. If it is an organization, add it to the directory first.",
    Kind.UNNAMED: (
        "For a survivor, write “the client” or the case code. "
        "For others, write the office or the role, or add them to the directory first."
    ),
}
"""Kind -> a better wording."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One place that may not be kept.

    Attributes:
        kind: what it looks like.
        start, end: where, in characters of the text as typed; `end` is not included.
    """

    kind: Kind
    start: int
    end: int

    @property
    def sentence(self) -> str:
        """What was found and where, in English."""
        return FOUND[self.kind].format(where=self.where)

    @property
    def where(self) -> str:
        """Its place in the text, which says nothing of the text, in English."""
        return f"Characters {self.start + 1} to {self.end}"

    @property
    def instead(self) -> str:
        """How to write it instead, in English."""
        return INSTEAD[self.kind]
