"""Areas as countries publish them through OCHA (COD-AB): one row an area, with the names and codes of all it lies in.

Columns such as ADM1_EN, ADM1_PCODE, ADM2_EN (tables and boundaries until 2025), adm1_name, adm1_pcode (since), admin1Name_en,
admin1Pcode (first lists). Source: https://cod.unocha.org, read November 2026.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

_CODE = re.compile(r"adm(?:in)?([0-2])_?pcode")
_NAME = re.compile(r"adm(?:in)?([0-2])_?(?:name)?_?([a-z]{2}|\d)?")
_OTHER = re.compile(r"adm(?:in)?([0-2])_?alt\w*")
_LATIN = ("en", "", "fr", "es", "pt")
"""Which of several names of an area stands first: English, the one without a language, then other Latin ones."""
_LEVELS = (1, 2)
_COUNTRY_CODE = 2  # letters of ISO 3166-1 alpha-2


def _plain(header: str) -> str:
    return header.strip().lower().replace(" ", "_")


class Columns:
    """Which columns of a header hold the codes and names of each level.

    Attributes:
        codes: {level: column}; without level 1 or 2 it is no such list.
    """

    def __init__(self, header: Sequence[str]) -> None:
        self.codes: dict[int, int] = {}
        self._names: dict[int, dict[str, int]] = {}
        self._others: dict[int, list[int]] = {}
        self._point: dict[str, int] = {}
        for at, written in enumerate(header):
            self._take(_plain(written), at)

    def _take(self, header: str, at: int) -> None:
        if found := _CODE.fullmatch(header):
            self.codes[int(found[1])] = at
        elif found := _OTHER.fullmatch(header):
            self._others.setdefault(int(found[1]), []).append(at)
        elif found := _NAME.fullmatch(header):
            self._names.setdefault(int(found[1]), {}).setdefault(found[2] or "", at)
        elif header in {"center_lat", "latitude", "lat"}:
            self._point["latitude"] = at
        elif header in {"center_lon", "longitude", "lon"}:
            self._point["longitude"] = at

    @property
    def levels(self) -> list[int]:
        """The levels, 1 and 2, of which this header holds code and name."""
        return [level for level in _LEVELS if level in self.codes and level in self._names]

    def country(self, row: Sequence[str]) -> set[str]:
        """The country that a row names by two letters, as a set; empty: it names none."""
        told = _at(row, self.codes.get(0))
        return {told.upper()} if len(told) == _COUNTRY_CODE and told.isalpha() and told.isascii() else set()

    def areas(self, row: Sequence[str]) -> Iterator[dict[str, str]]:
        """The areas of one row, a dict of `area_lists.COLUMNS` each: the province, and the district where it has one."""
        deepest = max(self.levels)
        for level in self.levels:
            names = [_at(row, self._names[level][key]) for key in self._in_order(level)]
            first, *others = [name for name in dict.fromkeys(names) if name] or [""]
            others += [name for at in self._others.get(level, ()) if (name := _at(row, at))]
            told = {"pcode": _at(row, self.codes[level]), "level": str(level), "name_en": first}
            told |= {"name_local": others[0] if others else "", "aliases": ";".join(others[1:])}
            told["parent"] = _at(row, self.codes.get(1)) if level > 1 else ""
            point: Mapping[str, int] = self._point if level == deepest else {}
            yield told | {name: _at(row, at) for name, at in point.items()}

    def _in_order(self, level: int) -> list[str]:
        return sorted(
            self._names[level], key=lambda tongue: (_LATIN.index(tongue) if tongue in _LATIN else len(_LATIN), tongue)
        )


def _at(row: Sequence[str], column: int | None) -> str:
    return row[column].strip() if column is not None and column < len(row) else ""
