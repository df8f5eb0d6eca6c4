"""Makes coalition/data/shapes_TH.geojson out of two published files of boundaries; run by hand when these change.

    python tools/shapes.py PROVINCES.geojson DISTRICTS.geojson

Both hold one feature per area, OCHA COD-AB Thailand, its P-code in the property `pcode`, `code` or the member `id`. What comes
out is our own, coarser drawing of the same borders: enough for a screen, no authority on where a border runs.
"""

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from coalition.geometry.outlines import Outline, simplified  # noqa: E402

ATTRIBUTION = "Boundaries: OCHA COD-AB / Royal Thai Survey Department, CC BY 3.0 IGO"
_PROVINCES, _DISTRICTS = 0.004, 0.002  # degrees a border may move: half a pixel where it is drawn
_DIGITS = 3


def outlines_of(path: Path) -> dict[str, Outline]:
    """{P-code: outline} of a file."""
    found: dict[str, Outline] = {}
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        geometry, told = feature["geometry"], feature["properties"]
        code = str(told.get("pcode") or told.get("code") or feature["id"]).replace("-", "")
        found[code] = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return found


def main(provinces: str, districts: str) -> None:
    """Write the file, one area per line."""
    shapes = simplified(outlines_of(Path(provinces)), _PROVINCES, _DIGITS)
    shapes |= simplified(outlines_of(Path(districts)), _DISTRICTS, _DIGITS)
    lines = [json.dumps(_feature(code, shapes[code]), separators=(",", ":")) for code in sorted(shapes)]
    text = f'{{"type":"FeatureCollection","attribution":{json.dumps(ATTRIBUTION)},"features":[\n' + ",\n".join(lines) + "\n]}\n"
    target = ROOT / "coalition" / "data" / "shapes_TH.geojson"
    target.write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(shapes)} areas, {len(text) / 1024:.0f} kB")


def _feature(code: str, outline: Outline) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"pcode": code}, "geometry": {"type": "MultiPolygon", "coordinates": outline}}


if __name__ == "__main__":
    main(*sys.argv[1:])
