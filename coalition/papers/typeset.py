"""A template and facts in, a PDF out: tagged (PDF/UA-1), in our own fonts, and nothing of the data is ever read as markup."""

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import typst

_TEMPLATES = Path(__file__).parent / "templates"
_FONTS = Path(__file__).parents[1] / "data" / "fonts"


def pdf(template: str, data: dict[str, Any]) -> bytes:
    """Set one paper.

    Args:
        template: name of a file in `templates/`, without `.typ`.
        data: what it says, as plain JSON values: `title`, `lang` (two letters) and `footer`, the rest as the template has it.
            It is read as JSON, so a text is printed letter by letter, whatever it looks like.

    Returns:
        The PDF. No clock is in it: the same facts are the same bytes. A letter that Sarabun has not is set in a font of the
        computer; one that none has is a box, and the paper is tagged but no PDF/UA-1 then.
    """
    import typst  # 80 MB, and only who prints needs it

    text = json.dumps(data, ensure_ascii=False).encode("utf-8", "replace").decode()
    for known, standards in ((fonts(), _TAGGED), (all_fonts(), _TAGGED), (all_fonts(), [])):
        compiler = typst.Compiler(
            str(_TEMPLATES / f"{template}.typ"), root=str(_TEMPLATES), font_paths=known, ignore_system_fonts=True
        )
        try:
            made = compiler.compile(format="pdf", sys_inputs={"data": text}, pdf_standards=standards, timestamp=0)
        except typst.TypstError as problem:
            if not standards or _NO_LETTER not in problem.message:
                raise
        else:
            assert isinstance(made, bytes)
            return made
    raise AssertionError("the last try leaves or raises")


_TAGGED: list["typst.PDFStandard"] = ["ua-1"]
_NO_LETTER = "could not be displayed"
"""What Typst says of a letter that no font has: the standard allows no box in its place."""


@cache
def fonts() -> "typst.Fonts":
    """Sarabun, Thai and Latin in one family: no other font of the computer changes how a paper looks.

    Each Thai consonant is one glyph with its marks, so that text comes out of a PDF as it went in (`tools/thai_font.py`).
    """
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_FONTS)])


@cache
def all_fonts() -> "typst.Fonts":
    """The same and the fonts of the computer, for letters that Sarabun has not: a name in Burmese or Lao."""
    import typst

    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=False, font_paths=[str(_FONTS)])
