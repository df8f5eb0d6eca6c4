"""What Streamlit sends to every browser, without what no page of ours shows: letters that the theme replaces, 3,600 icons.

With it goes what the program would ask for only when it comes to draw it: the parts that stand on every page.

The files that are changed get another address in the page that starts everything, so that no browser takes a kept one for them.
Where a later Streamlit is built otherwise, its files are sent as they are; tests/serving tells.
"""

import hashlib
import re
from html import escape
from pathlib import Path

from coalition import locale
from coalition.database import ROOT
from coalition.locale.whole import whole_words

ICONS = ROOT / "static" / "fonts" / "material-symbols-of-ours.woff2"
"""The icons that Streamlit and our pages show, of its `ICONS_OF` (375 kB); their names stand in the .txt beside it. To make it
again: `python tools/icons.py`."""
ICONS_OF = "MaterialSymbols-Rounded.nEdyypZU.woff2"
OURS = {path.name: path for path in (Path(__file__).parent / "page.js", Path(__file__).parent / "page.css")}
"""Name -> what that page loads of ours: it tells a lost connection, how lines break, how a page stands on paper."""
LOST = "No connection. Your entries are kept. Leave this page open."
BACK = "Connected again."
_UNUSED = (
    re.compile(r'\s*<link\s+rel="preload"[^>]*SourceSans[^>]*>'),
    re.compile(r'\s*<link\s+rel="service-desc"[^>]*>'),  # of an interface that is not answered here
    re.compile(r"\s*<!--.*?-->", re.DOTALL),
)
_ON_EVERY_PAGE = ("Html", "PageLink", "ButtonGroup", "Button", "BidiComponent")
"""Parts of Streamlit's program that are files of their own."""
_PART = re.compile(r"[\w-]+(?:\.[\w-]+)*\.js")
_NEEDS = re.compile(rf'(?:from|import)"\./({_PART.pattern})"')
_OF_FIRST_PAGE = re.compile(r"index\.[\w-]+\.css")
_STYLES = re.compile(rf'(?<=static/css/){_OF_FIRST_PAGE.pattern}(?=")')
_LETTERS = re.compile(r"@font-face\{font-family:Source Sans;[^}]*\}")


def index_page(html: str, static: Path, language: str) -> str:
    """Streamlit's `index.html` as it is sent, with our script.

    Args:
        html: as it stands in Streamlit.
        static: the folder it stands in.
        language: of the visitor, as far as the request tells.
    """
    for unused in _UNUSED:
        html = unused.sub("", html)

    def addressed(name: re.Match[str]) -> str:
        styles = static / "static" / "css" / name[0]
        return f"{name[0]}?v={_mark(lean(styles))}" if styles.is_file() else name[0]

    html = _STYLES.sub(addressed, html).replace('<html lang="en">', f'<html lang="{language}">', 1)
    lost, back = (escape(locale.translate(text, language)) for text in (LOST, BACK))
    styles, script = (f"./{name}?v={_mark(OURS[name].read_bytes())}" for name in ("page.css", "page.js"))
    told = f'data-lost="{lost}" data-back="{back}" data-whole="{escape(whole_words())}"'
    ours = f'<link rel="stylesheet" href="{styles}"><script defer src="{script}" {told}></script>'
    html = html.replace("</head>", f"{_asked_early(html, static)}</head>", 1)
    first = next((tag for tag in ('<script type="module"', "</head>") if tag in html), "</head>")
    return html.replace(first, f"{ours}{first}", 1).lstrip()  # before the program: it reads once where its server is


def _asked_early(html: str, static: Path) -> str:
    """Links to the parts of every page and to what these need, beyond what the page names itself."""
    folder, known = static / "static" / "js", set(_PART.findall(html))
    needed = [file.name for part in _ON_EVERY_PAGE for file in folder.glob(f"{part}.*.js")]
    for name in needed:  # grows as it goes
        needs = _NEEDS.findall((folder / name).read_text("utf-8"))
        needed += [one for one in dict.fromkeys(needs) if one not in known and one not in needed and (folder / one).is_file()]
    link = '<link rel="modulepreload" crossorigin fetchpriority="low" href="./static/js/{}">'
    return "".join(map(link.format, needed))


def lean(file: Path) -> bytes:
    """A file of Streamlit as it is sent.

    Args:
        file: where it stands in Streamlit; only the styles of its first page differ.
    """
    data = file.read_bytes()
    if not _OF_FIRST_PAGE.fullmatch(file.name):
        return data
    styles = _LETTERS.sub("", data.decode("utf-8"))
    return styles.replace(ICONS_OF, f"{ICONS_OF}?{ICONS_ASKED}").encode()


def _mark(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


ICONS_ASKED = f"v={_mark(ICONS.read_bytes())}"
"""Query of the address under which the icons are asked for."""
