"""Countries by code and by the names people write, in several languages (`data/countries.csv`)."""

import csv
from functools import cache

from coalition.imports.matching.lexicon import DATA

_IN_OWN_SCRIPT = {"TH": ("\u0e00", "\u0e7f")}
"""Countries whose own name is told apart by its letters; of others the English name serves."""


@cache
def _names() -> dict[str, list[str]]:
    """{ISO 3166-1 alpha-2: names of the country, English first}."""
    with (DATA / "countries.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["code"]: row["names"].split(";") for row in csv.DictReader(file)}


def names_of(code: str) -> tuple[str, str | None]:
    """English and own name of a country; the code itself and None where they are not known."""
    names, (first, last) = _names().get(code, [code]), _IN_OWN_SCRIPT.get(code, ("", ""))
    return names[0], next((name for name in names if first <= name[0] <= last), None)


def country_named(text: str, home: str = "") -> str:
    """Code of the country that a code or a name says; of a longer code of the home country (`THA`) that one; else the text."""
    code = text.strip().upper()
    if code in _names():
        return code
    if home and len(code) == 3 and code.startswith(home):
        return home
    named = (one for one, names in _names().items() if code in {name.upper() for name in names})
    return next(named, code)
