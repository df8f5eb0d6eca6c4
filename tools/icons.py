"""The icons that Streamlit and our pages show, cut out of Streamlit's letters: 35 kB in place of 375 for each first visit.

`python tools/icons.py`, after `pip install fonttools brotli`: once an icon is used that is not among them yet (a test tells),
or with another Streamlit. Icons that stand in the list already stay in it, so that a page may use them.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
_MATERIAL = re.compile(r"material/([a-z0-9_]+)")
_OF_THE_MENU = re.compile(r'\bEntry\(\s*"[^"]+",\s*"([a-z_]+)"')
_UNKNOWN = frozenset({"icon_name", "star_filled"})  # an example in a docstring; a name that Streamlit has wrong
_LETTERS = "U+0020,U+0030-0039,U+005F,U+0061-007A"


def named_icons() -> set[str]:
    """Names of the icons in the source of our pages and of Streamlit."""
    import streamlit

    theirs = Path(streamlit.__file__).parent
    files = [*(ROOT / "coalition").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "dashboard.py"]
    files += [*theirs.rglob("*.py"), *(theirs / "static" / "static" / "js").glob("*.js")]
    found = {name for path in files for name in _MATERIAL.findall(path.read_text("utf-8", errors="replace"))}
    return (found | set(_OF_THE_MENU.findall((ROOT / "coalition" / "shell" / "menu.py").read_text("utf-8")))) - _UNKNOWN


def main() -> None:
    """Write the letters and the list of names."""
    sys.path.insert(0, str(ROOT))
    from fontTools.ttLib import TTFont  # no part of the program

    from coalition.serving.compressed import STATIC
    from coalition.serving.lean import ICONS, ICONS_OF

    source, listed = STATIC / "static" / "media" / ICONS_OF, ICONS.with_suffix(".txt")
    font = TTFont(source)
    letter = {glyph: chr(code).lower() for code, glyph in font.getBestCmap().items()}
    glyphs: dict[str, str] = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in (getattr(table, "ExtSubTable", table) for table in lookup.SubTable):
            for first, ligatures in getattr(table, "ligatures", {}).items():
                for ligature in ligatures:
                    glyphs["".join(letter.get(part, "?") for part in (first, *ligature.Component))] = ligature.LigGlyph
    names = sorted(name for name in named_icons() | set(listed.read_text("utf-8").split()) if name in glyphs)
    chosen = f"--glyphs={','.join(sorted({glyphs[name] for name in names}))}"
    options = ["--layout-features=*", "--no-layout-closure", "--flavor=woff2", f"--output-file={ICONS}"]
    subprocess.run([sys.executable, "-m", "fontTools.subset", source, chosen, f"--unicodes={_LETTERS}", *options], check=True)
    listed.write_text("\n".join(names) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
