"""A page as a file that prints by itself: no address outside it, its letters in it; English or Thai."""

import base64
from collections.abc import Callable
from functools import cache
from html import escape

from coalition import locale
from coalition.database import ROOT

Say = Callable[..., str]
"""English source string and values -> the words in the language of the print."""

STYLE = """
@page { size: A4; margin: 16mm; }
.sheet { font: 12pt/1.5 "Sarabun", "Noto Sans Thai", "Leelawadee UI", "Thonburi", system-ui, sans-serif; color: #000;
  background: #fff; max-width: 180mm; }
.sheet h2 { font-size: 17pt; margin: 0 0 2mm; padding: 0; font-weight: 600; }
.sheet h3 { font-size: 13pt; margin: 6mm 0 1mm; padding: 0; font-weight: 600; }
.sheet table { border-collapse: collapse; width: 100%; }
.sheet th, .sheet td { text-align: left; vertical-align: top; padding: 1mm 3mm 1mm 0; border: 0; }
.sheet th { width: 34%; font-weight: 600; }
.sheet .fact { break-inside: avoid; margin: 0 0 3mm; } .sheet .state { font-weight: 600; }
.sheet .line { border-bottom: 1px solid #000; height: 8mm; } .sheet .small { font-size: 11pt; }
"""


def speaker(language: str) -> Say:
    """English source strings in a language, whatever the language of the screen."""

    def say(text: str, /, **values: object) -> str:
        return locale.translate(text, language, **values)

    return say


@cache
def fonts() -> str:
    """The letters of the dashboard, Latin and Thai, as part of a file: not every computer has Thai ones. License: OFL.txt."""
    faces = []
    for script, letters in (("latin", "U+0000-00FF, U+2013-2026"), ("thai", "U+0E00-0E7F, U+200C-200D, U+25CC")):
        for weight in (400, 600):
            path = ROOT / "static" / "fonts" / f"sarabun-{script}-{weight}-normal.woff2"
            if path.exists():
                data = base64.b64encode(path.read_bytes()).decode()
                source = f'src: url("data:font/woff2;base64,{data}") format("woff2")'
                faces.append(
                    f'@font-face {{ font-family: "Sarabun"; font-weight: {weight}; unicode-range: {letters}; {source}; }}'
                )
    return "\n".join(faces)


def printed_file(title: str, body: str, language: str) -> bytes:
    """A whole HTML file that asks nothing of the network: `body` is safe HTML, the title a plain text."""
    looks = f"{fonts()}{STYLE}@media screen {{ body {{ margin: 10mm; }} }}"
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{looks}</style>'
    return f'<!doctype html><html lang="{language}"><head>{head}</head><body>{body}</body></html>'.encode()
