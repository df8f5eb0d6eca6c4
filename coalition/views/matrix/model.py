"""What a matrix shows, as plain values in the language of the session: service types down, areas across."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from coalition import coverage
from coalition.answers.calling_words import around_words
from coalition.answers.coverage import CoveragePicture
from coalition.answers.helping import Helpers, only_words
from coalition.codes import without_codes
from coalition.defaults import short_names
from coalition.frames import records
from coalition.shell.order import by_code
from coalition.shell.words import date_text, label_of, name_of, t, tn, voice
from coalition.vocabulary import STATES, CellState, Pillar

AREAS_PER_SCREEN = 12
"""Columns that stay readable side by side."""

Place = tuple[str, str]
"""P-code of an area and code of a service type: one square."""


@dataclass(frozen=True)
class Square:
    """One square.

    Attributes:
        state: colors it.
        number: freshly confirmed organizations; stands in it where digits are shown.
        lines: what is said of it, its state first: the tooltip, the panel, and as one sentence a screen reader.
        is_more: a ring: one more organization is active and not confirmed lately.
        is_lit: it is what is asked about; where any square is, the others are pale.
    """

    state: CellState
    number: int
    lines: tuple[str, ...]
    is_more: bool = False
    is_lit: bool = False


@dataclass(frozen=True)
class Number:
    """A large number beside the matrix of a room; a click dims all other states.

    Attributes:
        state: which is counted.
        word: what the number counts.
        told: what became of it; empty: nothing to compare.
        also: other states and their words, below.
    """

    state: CellState
    word: str
    told: str
    also: tuple[tuple[CellState, str], ...] = ()


@dataclass(frozen=True)
class Column:
    """One area: P-code and name."""

    code: str
    name: str


@dataclass(frozen=True)
class Line:
    """One service type: its code, its full name, its short one (the full one where there is none), the name of its pillar."""

    code: str
    name: str
    short: str
    pillar: str


@dataclass(frozen=True)
class Matrix:
    """A matrix: `squares[i][j]` is the service type `lines[i]` in the area `columns[j]`. Lines of a pillar stand together."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    squares: tuple[tuple[Square, ...], ...]


def pillar_name(pillar: str) -> str:
    """Translated name of a pillar, `other` included."""
    return t("Other") if pillar == coverage.OTHER_PILLAR else label_of(Pillar(pillar))


def short_name(code: str, english: str, local: str | None) -> str:
    """The short name of a service type, at most 22 letters; where the shipped list has none, its full name."""
    short = short_names().get((code, english))
    return name_of(*short) if short else name_of(english, local)


def areas_shown(picture: CoveragePicture, meant: Collection[str]) -> list[str]:
    """P-codes of the areas that stand beside each other: all, or where there is no room for all, the first of those meant."""
    areas: list[str] = picture.areas["pcode"].tolist()
    return areas if len(areas) <= AREAS_PER_SCREEN else [pcode for pcode in areas if pcode in meant][:AREAS_PER_SCREEN]


def matrix_of(
    picture: CoveragePicture,
    *,
    helpers: Helpers | None = None,
    shown: Collection[str] | None = None,
    pillar: str | None = None,
    kinds: Collection[str] | None = None,
    lit: Mapping[Place, str] | None = None,
) -> Matrix:
    """The matrix of a picture.

    Args:
        picture: its counts of people are in the lines as it holds them: in a room, what is published.
        helpers: the organizations that are freshly confirmed (`answers.helping.helpers`); None: they are not told.
        shown: P-codes of the areas shown; None: all.
        pillar: only its service types (a value of vocabulary.Pillar, or `other`); None: all.
        kinds: only these codes of service types; None: all.
        lit: squares asked about, and what is said of each before all else; empty text: nothing more.
    """
    columns = tuple(
        Column(row["pcode"], name_of(row["name"], row["name_local"]))
        for row in records(picture.areas)
        if shown is None or row["pcode"] in shown
    )
    rows: dict[str, dict[str, dict[str, Any]]] = {}
    for row in records(picture.cells):
        rows.setdefault(row["code"], {})[row["pcode"]] = row
    firsts = by_code(next(iter(found.values())) for found in rows.values())
    order = picture.cells["pillar"].drop_duplicates().tolist()
    kept = sorted(
        (row for row in firsts if pillar in {None, row["pillar"]} and (kinds is None or row["code"] in kinds)),
        key=lambda row: order.index(row["pillar"]),
    )
    lines = tuple(
        Line(
            row["code"],
            name_of(row["service_type"], row["service_type_local"]),
            short_name(row["code"], row["service_type"], row["service_type_local"]),
            pillar_name(row["pillar"]),
        )
        for row in kept
    )
    square = partial(square_of, helpers=helpers, lit=lit, is_published=picture.published is not None, around=picture.around)
    squares = tuple(tuple(square(rows[line.code][column.code]) for column in columns) for line in lines)
    return Matrix(columns, lines, squares)


_UNASKED = {False: "Not asked yet", True: "Not asked recently"}
"""Whether anything was ever told of a square that is not known -> what it says; the key, which counts both, says either."""


def said_of(row: dict[str, Any]) -> str:
    """What the state of one row of frames.CELLS says; of one that is not known, whether anybody was ever asked."""
    state = CellState(row["state"])
    return t(STATES[state].says if state is not CellState.UNKNOWN else _UNASKED[row["assured_on"] is not None])


def square_of(
    row: dict[str, Any],
    *,
    helpers: Helpers | None = None,
    lit: Mapping[Place, str] | None = None,
    is_published: bool = False,
    around: Mapping[tuple[int, int], dict[str, Any]] | None = None,
) -> Square:
    """One row of frames.CELLS as a square.

    Args:
        row: of frames.CELLS.
        helpers, lit: as for `matrix_of`.
        is_published: its need is a published count, rounded down.
        around: CoveragePicture.around, told where nothing is known of the square itself.
    """
    state, place = CellState(row["state"]), (row["pcode"], row["code"])
    stale, waiting = row["organizations"] - row["fresh_organizations"], row["unmet_need"]
    told = [said_of(row), (lit or {}).get(place) or "", *_who(row, stale, helpers)]
    if waiting and is_published:
        told.append(t("{n} or more waiting", n=waiting))
    elif waiting:
        told.append(tn(waiting, "1 person waiting", "{n} people waiting"))
    note = (around or {}).get((row["area_id"], row["service_type_id"]))
    if note and state is CellState.UNKNOWN:  # not who said so: a room sees the matrix too
        told.append(around_words(note | {"confirmed_by": None}, voice()))
    if row["assured_on"]:
        day = date_text(row["assured_on"])
        told.append(t("Asked {day}", day=day) if state is CellState.NONE else t("Last confirmed {day}", day=day))
    return Square(
        state=state,
        number=row["fresh_organizations"],
        lines=tuple(line for line in told if line),
        is_more=stale > 0,
        is_lit=lit is not None and place in lit,
    )


def _who(row: dict[str, Any], stale: int, helpers: Helpers | None) -> list[str]:
    """Who helps, for whom not, who else might."""
    fresh, wide, country = row["fresh_organizations"], row["province_wide"], row["country_wide"]
    if helpers is None:
        told = [t("{n} organizations", n=fresh)] if fresh > 1 else []
    else:
        found = helpers.get((row["area_id"], row["service_type_id"]), ())
        told = [", ".join(filter(None, [one.name, only_words(one.only_in, t, name_of)])) for one in found]
    if row["reason"]:
        told.append(t("“{reason}”", reason=without_codes(row["reason"], t("(a case)"))))  # a room sees the matrix too
    if wide:
        told.append(tn(wide, "1 more for the whole province", "{n} more for the whole province"))
    if country:
        told.append(tn(country, "1 more for the whole country", "{n} more for the whole country"))
    if stale:
        told.append(tn(stale, "1 more, not confirmed recently", "{n} more, not confirmed recently"))
    return told
