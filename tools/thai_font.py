# /// script
# requires-python = ">=3.11"
# dependencies = ["fonttools==4.68.0", "uharfbuzz==0.57.0"]
# ///
"""Gives a Thai font one glyph for each consonant with its marks, so that text comes out of a PDF as it went in (decision 47).

    uv run tools/thai_font.py Sarabun-Regular.ttf coalition/data/fonts/SarabunPapers-Regular.ttf

Run by hand when the font changes; `uv` brings what only this needs. The new glyphs are put together of the old ones, where
HarfBuzz places them, so that nothing looks otherwise. They are ligatures (`liga`): without these the font is as it was.
"""

import copy
import sys
from collections.abc import Collection, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import uharfbuzz as hb
from fontTools.otlLib import builder
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables as ot
from fontTools.ttLib.tables._g_l_y_f import ROUND_XY_TO_GRID, Glyph, GlyphComponent

CONSONANTS = [chr(letter) for letter in range(0x0E01, 0x0E2F)]
VOWELS, TONES, SILENT, SHORT, AM = "ัิีึืุู", "่้๊๋", "์", "็", "ำ"
MARKS = [
    *VOWELS,
    *TONES,
    *"์็ํฺ",
    *map("".join, product(VOWELS + SHORT, TONES)),
    *map("".join, product("ิุ", SILENT)),
    *(tone + AM for tone in ["", *TONES]),
]
"""What stands on a consonant in Thai. Anything else is a slip of the fingers, set of several glyphs."""

_MARK = 3  # a class of glyphs, and which name is which: numbers of OpenType
_FAMILY, _FULL_NAME, _POSTSCRIPT_NAME = 1, 4, 6

Glyphs = tuple[str, ...]
Rule = tuple[Sequence[Collection[str]], ...]
"""Which glyphs may stand before, at and behind a place, in order."""


def joined(font: Any, shaper: Any, names: list[str], text: str) -> tuple[Glyphs, Any, int]:
    """The glyphs of a text; one glyph put together of them as HarfBuzz places them; how wide it is."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(shaper, buffer)
    at, glyph = 0, Glyph()
    glyph.numberOfContours, glyph.components = -1, []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        part = GlyphComponent()
        part.glyphName, part.flags = names[info.codepoint], ROUND_XY_TO_GRID
        part.x, part.y = at + position.x_offset, position.y_offset
        glyph.components.append(part)
        at += position.x_advance
    glyph.recalcBounds(font["glyf"])
    return tuple(part.glyphName for part in glyph.components), glyph, at


def add_syllables(font: Any, path: str) -> dict[Glyphs, str]:
    """Add a glyph for each consonant with its marks: {the glyphs it stands for: its name}."""
    names, shaper = list(font.getGlyphOrder()), hb.Font(hb.Face(hb.Blob.from_file_path(path)))
    found: dict[Glyphs, str] = {}
    for text in map("".join, product(CONSONANTS, MARKS)):
        parts, glyph, width = joined(font, shaper, names, text)
        if parts not in found:
            found[parts] = new = "_".join(f"{ord(letter):04X}" for letter in text)
            font["glyf"][new], font["hmtx"][new] = glyph, (width, glyph.xMin)
            font["GDEF"].table.GlyphClassDef.classDefs[new] = 1
    font.setGlyphOrder(names + list(found.values()))
    return found


def add_doubles(font: Any, bases: Collection[str]) -> dict[str, str]:
    """Add the same glyphs again, marks standing on them as before: {glyph: its double}."""
    doubles = {name: f"{name}.double" for name in sorted(bases)}
    classes = font["GDEF"].table.GlyphClassDef.classDefs
    for name, new in doubles.items():
        font["glyf"][new], font["hmtx"][new] = copy.deepcopy(font["glyf"][name]), font["hmtx"][name]
        if name in classes:
            classes[new] = classes[name]
    font.setGlyphOrder([name for name in font.getGlyphOrder() if name not in doubles.values()] + list(doubles.values()))
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in (one for one in lookup.SubTable if isinstance(one, ot.MarkBasePos)):
            standing = dict(zip(table.BaseCoverage.glyphs, table.BaseArray.BaseRecord, strict=True))
            for name in [name for name in doubles if name in standing]:
                table.BaseCoverage.glyphs.append(doubles[name])
                table.BaseArray.BaseRecord.append(standing[name])
            table.BaseArray.BaseCount = len(table.BaseArray.BaseRecord)
    return doubles


def rule_of(order: dict[str, int], rule: Rule, at: int, lookup: int | None) -> Any:
    """Where glyphs stand so, use this lookup at this place of the middle ones, or leave them as they are."""
    made = ot.ChainContextSubst()
    made.Format = 3
    before, here, behind = ([builder.buildCoverage(some, order) for some in part] for part in rule)
    made.BacktrackCoverage, made.InputCoverage, made.LookAheadCoverage = before, here, behind
    made.BacktrackGlyphCount, made.InputGlyphCount, made.LookAheadGlyphCount = map(len, (before, here, behind))
    record = ot.SubstLookupRecord()
    record.SequenceIndex, record.LookupListIndex = at, lookup
    made.SubstLookupRecord = [] if lookup is None else [record]
    made.SubstCount = len(made.SubstLookupRecord)
    return made


def add_rules(font: Any, found: dict[Glyphs, str], doubles: dict[str, str], marks: set[str]) -> None:
    """A syllable is one glyph with all of its marks or not at all; what is left over has doubles, so that the text of a slip
    is written for these and not for the letter wherever it stands."""
    table, order = font["GSUB"].table, font.getReverseGlyphMap()
    lookups = table.LookupList.Lookup

    def added(*tables: Any) -> int:
        lookups.append(builder.buildLookup(list(tables)))
        return len(lookups) - 1

    syllables = []
    for count in (2, 1):
        syllables.append(rule_of(order, ([], [{parts[0] for parts in found}, *[marks] * (count + 1)], []), 0, None))
        for has_am in (True, False):
            own = {key: new for key, new in found.items() if sum(part in marks for part in key) == count}
            own = {key: new for key, new in own.items() if (key[-1] not in marks) is has_am}
            if own:
                places = [set(place) for place in zip(*own, strict=True)]
                syllables.append(rule_of(order, ([], places, []), 0, added(builder.buildLigatureSubstSubtable(own))))
    other = added(builder.buildSingleSubstSubtable(doubles))
    above = {key[-2] for key in found if key[-1] not in marks}
    slips = [
        rule_of(order, ([], [doubles], [marks]), 0, other),
        rule_of(order, ([above], [{key[-1] for key in found} - marks], []), 0, other),
    ]
    both = [added(*syllables), added(*slips)]
    table.LookupList.LookupCount = len(lookups)
    features = {id(one.Feature): one.Feature for one in table.FeatureList.FeatureRecord if one.FeatureTag == "liga"}
    for feature in features.values():
        feature.LookupListIndex += both
        feature.LookupCount = len(feature.LookupListIndex)


def rename(font: Any) -> None:
    """A name of its own: on a computer that has the font as it was, nothing is set in that by chance."""
    for record in font["name"].names:
        if record.nameID in (_FAMILY, _FULL_NAME, _POSTSCRIPT_NAME):
            family, *style = str(record).partition("-" if record.nameID == _POSTSCRIPT_NAME else " ")
            added = f"{family}Papers" if record.nameID == _POSTSCRIPT_NAME else f"{family} Papers"
            record.string = "".join((added, *style))


def main(source: str, target: str) -> None:
    """Make one font of another."""
    font = TTFont(source, recalcTimestamp=False)
    rename(font)
    letters = {name for letter, name in font.getBestCmap().items() if 0x0E00 < letter < 0x0E80 or chr(letter) in " -"}
    found = add_syllables(font, source)
    marks = {name for name, kind in font["GDEF"].table.GlyphClassDef.classDefs.items() if kind == _MARK}
    add_rules(font, found, add_doubles(font, (letters | {parts[0] for parts in found}) - marks), marks)
    font["post"].formatType = 3.0  # no names of glyphs: 40 kB that nobody reads
    del font["DSIG"]
    font.save(target)
    print(f"{target}: {len(found)} syllables, {Path(target).stat().st_size} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
