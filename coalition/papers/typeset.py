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
        The PDF. No clock is in it: the same facts are the same bytes.
    """
    import typst  # 80 MB, and only who prints needs it

    compiler = typst.Compiler(
        str(_TEMPLATES / f"{template}.typ"), root=str(_TEMPLATES), font_paths=fonts(), ignore_system_fonts=True
    )
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    made = compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"], timestamp=0)
    if not isinstance(made, bytes):
        raise TypeError("typst made no single file")
    return made


@cache
def fonts() -> "typst.Fonts":
    """Sarabun, Thai and Latin in one family: no other font of the computer changes how a paper looks."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_FONTS)])
