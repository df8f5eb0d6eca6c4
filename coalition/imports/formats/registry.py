"""Every format that is read, in one place: a file of data each; a few are told by code, and one machinery reads all lists."""

from dataclasses import replace

from coalition.imports.formats import meeting_rows, registration_list
from coalition.imports.formats.by_product import format_of, sample_of
from coalition.imports.formats.form import TOP_ROWS, Described, Format, SheetKind, Top
from coalition.imports.formats.product import Product, products

_BY_CODE = {
    "meeting_rows": (meeting_rows.score, meeting_rows.read),
    "registration_list": (registration_list.score, registration_list.read),
}
"""{format whose header is not known by its words: how it is told, how it is read}."""


_KINDS = ("wide_matrix", "transposed_matrix", "long_records", "signin_sheet", "people_under_headings")
"""Kinds of list that people make themselves."""


def _program(product: Product) -> Format:
    known = format_of(product)
    if product.name not in _BY_CODE:
        return known
    score, read = _BY_CODE[product.name]
    return replace(known, score=score, read=read)


def _kind(product: Product) -> SheetKind:
    return SheetKind(product.name, product.title, product.how, sample_of(product))


PROGRAMS: tuple[Format, ...] = tuple(_program(one) for name, one in products().items() if name not in _KINDS)
"""Exports of programs, told by their content; the highest score wins, the earlier of equals."""

SHEETS: tuple[SheetKind, ...] = tuple(_kind(one) for name, one in products().items() if name in _KINDS)
"""Lists people lay out themselves."""


def every_format() -> tuple[Described, ...]:
    """All of them, programs first, for the page that says what can be read."""
    return (*PROGRAMS, *SHEETS)


def likely_programs(rows: Top) -> list[Format]:
    """The programs whose export this may be and which read it themselves, the likeliest first.

    Args:
        rows: the first rows of the file; more than `TOP_ROWS` are not looked at.
    """
    readers: list[Format] = []
    for known in _scored(rows):
        if known.read is None:
            break  # the machinery reads it right
        readers.append(known)
    return readers


def program_named(rows: Top) -> str | None:
    """The name of the program whose export this is, where the machinery reads it; None: it is of none that is known."""
    best = next(iter(_scored(rows)), None)
    return best.name if best is not None and best.read is None else None


def _scored(rows: Top) -> list[Format]:
    top = rows[:TOP_ROWS]
    scored = [(known.score(top), -place, known) for place, known in enumerate(PROGRAMS)]
    return [known for score, _, known in sorted(scored, key=lambda found: found[:2], reverse=True) if score > 0]
