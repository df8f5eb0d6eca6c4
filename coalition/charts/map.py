"""The areas on a map of plain lines: no tiles, no WebGL, nothing that is asked of another computer."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from coalition.charts.marks import BORDER, SIGN_PX, Look, Mark, font, frame, surfaces, targets
from coalition.charts.theme import FONT_PX, INK, PAPER, ink_on, wrapped
from coalition.geometry.outlines import Outline, bounds, label_place, points_inside, rings_of, stretches_at

_HEIGHTS, _MANY_PX, _WIDEST = ((12, 520), (30, 620)), 1100, 716  # {up to so many areas: height}, of more, greatest width [px]
_PAD, _CLICK_PX = 14, 24
_LETTER_PX, _LINE_PX, _SIGN_LETTER_PX = 8, 20, 12
_STEPS = ((0, 0), (0, -1), (1, 0), (-1, 0), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))
_REACHES = (0, 26, 34, 44, 56, 70, 86, 104)  # pixels a sign may move out of an area too small for it

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class _Sheet:
    """Degrees to pixels, from the upper left corner down and right."""

    west: float
    north: float
    flat: float  # a degree east is shorter than a degree north
    scale: float  # pixels per degree north
    width: int
    height: int

    def at(self, east: float, north: float) -> tuple[float, float]:
        return _PAD + (east - self.west) * self.flat * self.scale, _PAD + (self.north - north) * self.scale

    def to(self, x: float, y: float) -> tuple[float, float]:
        return self.west + (x - _PAD) / (self.flat * self.scale), self.north - (y - _PAD) / self.scale


def map_figure(marks: list[Mark], outlines: Mapping[str, Outline], *, widest: int = _WIDEST) -> dict[str, Any]:
    """The map of some areas, as a plain plotly figure whose layout says its width and height in pixels.

    Every area prints its sign; a sign that does not fit stands beside its area, with a line to it. Its name stands below
    where there is room.

    Args:
        marks: one per area.
        outlines: {P-code: coordinates of a MultiPolygon}; a mark without one is left out. At least one has one.
        widest: the room there is [pixels].
    """
    shown = [mark for mark in marks if mark.pcode in outlines]
    sheet = _sheet({mark.pcode: outlines[mark.pcode] for mark in shown}, widest)
    data = []
    for look in dict.fromkeys(mark.look for mark in shown):
        rings = [
            [sheet.at(point[0], point[1]) for point in ring]
            for mark in shown
            if mark.look == look
            for ring in rings_of(outlines[mark.pcode])
        ]
        data.append(surfaces(look, rings))
    annotations, spots = _labels(shown, outlines, sheet)
    data.append(_targets(shown, spots, outlines, sheet))
    axis = {"visible": False, "fixedrange": True}
    layout = frame(sheet.width, sheet.height)
    layout["annotations"] = annotations
    layout["xaxis"] = {**axis, "range": [0, sheet.width]}
    layout["yaxis"] = {**axis, "range": [sheet.height, 0]}
    return {"data": data, "layout": layout}


def _targets(
    shown: list[Mark], spots: list[tuple[float, float]], outlines: Mapping[str, Outline], sheet: _Sheet
) -> dict[str, Any]:
    """What a click finds: the signs, and points all over each area; plotly tells no click on a surface."""
    step = _CLICK_PX / sheet.scale
    over = [(mark, sheet.at(east, north)) for mark in shown for east, north in points_inside(outlines[mark.pcode], step)]
    return targets([*shown, *(mark for mark, _ in over)], [*spots, *(place for _, place in over)], _CLICK_PX)


def _sheet(outlines: Mapping[str, Outline], widest: int) -> _Sheet:
    west, south, east, north = bounds(outlines)
    flat = cos(radians((south + north) / 2))
    tall, wide = max(north - south, 1e-6), max((east - west) * flat, 1e-6)
    height = next((px for most, px in _HEIGHTS if len(outlines) <= most), _MANY_PX)
    scale = min((height - 2 * _PAD) / tall, (widest - 2 * _PAD) / wide)
    return _Sheet(west, north, flat, scale, round(wide * scale) + 2 * _PAD, round(tall * scale) + 2 * _PAD)


def _labels(
    shown: list[Mark], outlines: Mapping[str, Outline], sheet: _Sheet
) -> tuple[list[dict[str, Any]], list[tuple[float, float]]]:
    """The signs and names as annotations, and where each sign stands, in the order of `shown`."""
    places = {mark.pcode: label_place(outlines[mark.pcode]) for mark in shown}
    taken: list[Box] = []
    made: list[dict[str, Any]] = []
    spots: dict[str, tuple[float, float]] = {}
    width_px = {code: place.width * sheet.flat * sheet.scale for code, place in places.items()}
    for mark in sorted(shown, key=lambda m: -width_px[m.pcode]):  # the large ones have room where they are
        place = places[mark.pcode]
        home = sheet.at(place.east, place.north)
        box = (len(mark.sign) * _SIGN_LETTER_PX + 10, SIGN_PX + 8)
        spot = _free(home, box, taken, sheet)
        spots[mark.pcode] = spot
        taken.append(_around(spot, box))
        made.append(_sign(mark, home, spot))
    made.sort(key=lambda sign: not sign["showarrow"])  # lines first: they run below the signs they pass
    for mark in shown:
        made += _name(mark, spots[mark.pcode], outlines[mark.pcode], taken, sheet)
    return made, [spots[mark.pcode] for mark in shown]


def _free(home: tuple[float, float], box: tuple[float, float], taken: list[Box], sheet: _Sheet) -> tuple[float, float]:
    """The nearest place around `home` where no other sign stands; home itself when there is none."""
    for reach in _REACHES:
        for across, down in _STEPS if reach else _STEPS[:1]:
            spot = home[0] + across * reach, home[1] + down * reach
            around = _around(spot, box)
            if _is_free(around, taken, sheet):
                return spot
    return home


def _around(spot: tuple[float, float], box: tuple[float, float]) -> Box:
    return spot[0] - box[0] / 2, spot[1] - box[1] / 2, spot[0] + box[0] / 2, spot[1] + box[1] / 2


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _is_free(around: Box, taken: list[Box], sheet: _Sheet) -> bool:
    """Whether a label fits there: on the sheet, and on no other label."""
    inside = around[0] >= 0 and around[1] >= 0 and around[2] <= sheet.width and around[3] <= sheet.height
    return inside and not any(_meet(around, other) for other in taken)


def _sign(mark: Mark, home: tuple[float, float], spot: tuple[float, float]) -> dict[str, Any]:
    color = mark.look.color
    text = {
        "text": f"<b>{mark.sign}</b>",
        "font": font(SIGN_PX, ink_on(color)),
        "bgcolor": color,
        "bordercolor": BORDER,
        "borderwidth": 1,
        "borderpad": 2,
    }
    if spot == home:
        return {**text, "x": spot[0], "y": spot[1], "showarrow": False}
    line = {"showarrow": True, "arrowhead": 0, "arrowwidth": 1.5, "arrowcolor": BORDER, "axref": "pixel", "ayref": "pixel"}
    return {**text, **line, "x": home[0], "y": home[1], "ax": spot[0] - home[0], "ay": spot[1] - home[1]}


def _name(mark: Mark, spot: tuple[float, float], outline: Outline, taken: list[Box], sheet: _Sheet) -> list[dict[str, Any]]:
    """The name below the sign, or above it: where it lies in its own area and meets no other label; else nothing."""
    for side in (1, -1):
        for lines in (1, 2):
            down = spot[1] + side * (SIGN_PX / 2 + 5 + lines * _LINE_PX / 2)
            for left, right in _room(spot[0], down, outline, sheet):
                text = _fitting(mark.name, (right - left) * 1.1, lines)
                wide = max(map(len, text.split("<br>"))) * _LETTER_PX
                middle = min(max(spot[0], left + wide / 2), max(right - wide / 2, (left + right) / 2)), down
                if text and _is_free(_around(middle, (wide, lines * _LINE_PX)), taken, sheet):
                    taken.append(_around(middle, (wide, lines * _LINE_PX)))
                    return [_plate(text, middle, mark.look)]
    return []


def _room(x: float, y: float, outline: Outline, sheet: _Sheet) -> list[tuple[float, float]]:
    """From where to where the area lies around a point of the sheet [pixels]; empty: not at all."""
    east, north = sheet.to(x, y)
    return [
        (sheet.at(west, north)[0], sheet.at(end, north)[0]) for west, end in stretches_at(outline, north) if west <= east <= end
    ]


def _fitting(name: str, room_px: float, lines: int) -> str:
    """The name in so many lines of that width; empty where it would be cut, or a word of it split."""
    width = int(room_px / _LETTER_PX)
    text = wrapped(name, max(width, 1), lines=lines)
    words = wrapped(" ".join(name.split()), len(name) + 1).split()
    is_whole = text.replace("<br>", " ").split() == words
    return text if is_whole and text.count("<br>") == lines - 1 else ""


def _plate(text: str, middle: tuple[float, float], look: Look) -> dict[str, Any]:
    is_light = ink_on(look.color) == INK
    return {
        "x": middle[0],
        "y": middle[1],
        "text": text,
        "showarrow": False,
        "font": font(FONT_PX, INK if is_light else PAPER),
        "bgcolor": "rgba(255,255,255,0.78)" if is_light else "rgba(7,11,13,0.6)",
        "borderpad": 1,
    }
