"""What the server is started with: this computer only, nothing sent elsewhere, no internals shown."""

import ast
import tomllib
from pathlib import Path

from streamlit.runtime.pages_manager import PagesManager

ROOT = Path(__file__).parents[1]
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def test_the_server_is_for_this_computer_only() -> None:
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert set(CONFIG["server"]["allowedHosts"]) == {"localhost", "127.0.0.1", "::1"}
    assert CONFIG["server"].get("enableXsrfProtection", True)
    assert CONFIG["server"].get("enableCORS", True)


def test_nothing_is_sent_elsewhere_and_no_internals_are_shown() -> None:
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["client"]["showErrorDetails"] in {"none", "type"}
    assert CONFIG["client"]["toolbarMode"] == "minimal"


def test_every_font_is_a_file_of_this_repository_with_its_license() -> None:
    for face in CONFIG["theme"]["fontFaces"]:
        assert (ROOT / face["url"].removeprefix("app/")).is_file()
    assert "SIL Open Font License" in (ROOT / "static" / "fonts" / "OFL.txt").read_text(encoding="utf-8")


def test_the_switch_that_keeps_pages_behind_the_router_still_exists() -> None:
    assert hasattr(PagesManager, "uses_pages_directory"), "see docs/decisions/0004-one-file-router-on-loopback.md"


def test_every_page_is_opened_by_open_page_before_anything_else() -> None:
    for path in (ROOT / "pages").glob("*.py"):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        doing = [n for n in body if isinstance(n, ast.Expr | ast.Assign) and isinstance(n.value, ast.Call)]
        first = doing[0].value
        assert isinstance(first, ast.Call), path.name
        assert isinstance(first.func, ast.Name), path.name
        assert first.func.id == "open_page", path.name
