"""What a browser is sent before the first word: small, kept, the same for everybody, and never what holds data."""

import asyncio
import gzip
import hashlib
import re
from concurrent.futures import ThreadPoolExecutor
from html import escape
from typing import Any

import pytest
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp

from coalition.locale import translate
from coalition.locale.whole import whole_words
from coalition.serving.compressed import STATIC, Compressed
from coalition.serving.lean import BACK, ICONS, ICONS_ASKED, ICONS_OF, LOST, OURS, index_page, lean
from coalition.shell.door import content_security_policy
from tools.icons import named_icons

SCRIPT = max((STATIC / "static" / "js").glob("*.js"), key=lambda path: path.stat().st_size)


def answer(path: str, app: ASGIApp | None = None, query: str = "", **headers: str) -> tuple[int, Headers, bytes]:
    """Status, headers and body for a browser; behind it stands something that says "inside"."""
    named = {"accept-encoding": "gzip, deflate, br", **{name.replace("_", "-"): value for name, value in headers.items()}}
    told = [(name.encode(), value.encode()) for name, value in named.items()]
    scope = {"type": "http", "method": "GET", "path": path, "headers": told, "query_string": query.encode(), "root_path": ""}
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.disconnect"}

    inside = app or PlainTextResponse("inside")
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(Compressed(inside)(scope, receive, send))).result()
    body = b"".join(message.get("body", b"") for message in sent)
    return sent[0]["status"], Headers(raw=sent[0]["headers"]), body


def test_a_script_of_the_framework_comes_compressed_and_is_kept_for_good() -> None:
    status, headers, body = answer(f"/static/js/{SCRIPT.name}")
    assert (status, headers["content-encoding"], headers["vary"]) == (200, "gzip", "Accept-Encoding")
    assert "immutable" in headers["cache-control"]
    assert "javascript" in headers["content-type"]
    assert len(body) < SCRIPT.stat().st_size / 2
    assert gzip.decompress(body) == SCRIPT.read_bytes()
    again = answer(f"/static/js/{SCRIPT.name}", if_none_match=headers["etag"])
    assert (again[0], again[2]) == (304, b"")


@pytest.mark.parametrize("name", ["a\0.js", f"{'a' * 5000}.js", "../../index.html"])
def test_an_address_that_can_be_no_file_is_no_error(name: str) -> None:
    assert answer(f"/static/js/{name}")[2] == b"inside"


@pytest.mark.parametrize("more", [{"accept_encoding": "identity"}, {"range": "bytes=0-9"}])
def test_who_takes_no_compressed_answer_or_asks_for_a_part_is_served_as_before(more: dict[str, str]) -> None:
    assert answer(f"/static/js/{SCRIPT.name}", **more)[2] == b"inside"


@pytest.mark.parametrize(
    "path",
    [
        "/static/../index.html",
        "/static/js/../../../config.py",
        "/static/js/nobody.js",
        "/static/js/%2e%2e/x.js",
        "/static/media",
    ],
)
def test_nothing_but_a_file_of_the_framework_is_sent(path: str) -> None:
    assert answer(path)[2] == b"inside"


@pytest.mark.parametrize(
    "path", ["/export/abc", "/media/abc.html", "/component/x/index.html", "/app/static/a.html", "/favicon.png"]
)
def test_what_may_hold_data_passes_as_it_is(path: str) -> None:
    _, headers, body = answer(path, HTMLResponse("<p>secret</p>"))
    assert body == b"<p>secret</p>"
    assert "content-encoding" not in headers
    assert answer(path, Response(status_code=304))[2] == b""


@pytest.mark.parametrize("status", [200, 304])
def test_the_page_that_starts_everything_asks_for_no_letters_that_are_not_shown(status: int) -> None:
    told = HTMLResponse("of the framework", status_code=status, headers={"set-cookie": "of=another"})
    code, headers, body = answer("/coverage", told)
    page = gzip.decompress(body).decode()
    assert (code, headers["cache-control"]) == (200, "no-cache")
    assert "SourceSans" not in page
    assert '<div id="root">' in page
    assert len(re.findall(r"<script[^>]*src=", page)) >= 1
    assert "set-cookie" not in headers
    assert answer("/coverage", told, if_none_match=headers["etag"])[0] == 304
    assert answer("/nowhere", PlainTextResponse("no", status_code=404))[:1] == (404,)


@pytest.mark.parametrize(
    ("headers", "query", "language"),
    [
        ({}, "", "en"),
        ({"accept_language": "th-TH,th;q=0.9"}, "", "th"),
        ({"accept_language": "fr"}, "", "en"),
        ({"accept_language": "th", "cookie": "a/b=1; language=en"}, "", "en"),
        ({"cookie": "language=en"}, "area=TH50&lang=th", "th"),
        ({"cookie": 'language="><script>'}, "lang=%22%3E", "en"),
    ],
)
def test_the_page_says_its_language_and_what_it_will_say_of_a_lost_connection(
    headers: dict[str, str], query: str, language: str
) -> None:
    _, told, body = answer("/coverage", HTMLResponse("of the framework"), query, **headers)
    page = gzip.decompress(body).decode()
    assert f'<html lang="{language}">' in page
    (script,) = re.findall(r"<script defer[^>]*>", page)
    assert translate(LOST, language) in script
    assert translate(BACK, language) in script
    assert f'data-whole="{escape(whole_words())}"' in script
    assert translate(LOST, "th") != LOST
    (address,) = re.findall(r'src="\.(/[^"?]*)\?v=', script)
    _, told, body = answer(address)
    assert gzip.decompress(body) == OURS["page.js"].read_bytes()
    assert "javascript" in told["content-type"]
    assert gzip.decompress(answer("/page.css")[2]) == OURS["page.css"].read_bytes()
    assert 'href="./page.css?v=' in page


def test_the_program_is_told_where_its_server_is_before_it_asks_under_the_address_of_the_page() -> None:
    page = index_page((STATIC / "index.html").read_text("utf-8"), STATIC, "en")
    assert 0 < page.index("./page.js?") < page.index('<script type="module"'), "scripts run in their order"
    (program,) = re.findall(r'<script type="module"[^>]*src="\./(static/js/index[^"]*)"', page)
    assert "BACKEND_BASE_URL:" in OURS["page.js"].read_text("utf-8")
    assert "window.__streamlit" in (reads := (STATIC / program).read_text("utf-8"))
    assert "BACKEND_BASE_URL" in reads


def test_its_inline_script_is_the_one_that_the_policy_knows() -> None:
    html = (STATIC / "index.html").read_text("utf-8")
    inline = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
    assert inline.findall(index_page(html, STATIC, "en")) == inline.findall(html) != []
    assert "sha256-" in content_security_policy()


def test_the_styles_ask_for_our_icons_and_no_letters_that_the_theme_replaces() -> None:
    page = index_page((STATIC / "index.html").read_text("utf-8"), STATIC, "en")
    (address,) = re.findall(r'href="\./(static/css/index\.[^"]*)"', page)
    name, query = address.split("?")
    styles = gzip.decompress(answer(f"/{name}")[2]).decode()
    assert query == f"v={hashlib.sha256(styles.encode()).hexdigest()[:16]}", "else a browser would keep those of before"
    assert "Source Sans" not in styles
    assert "Source Code Pro" in styles
    assert f"../media/{ICONS_OF}?{ICONS_ASKED}" in styles
    assert lean(SCRIPT) == SCRIPT.read_bytes()


def test_the_icons_are_ours_where_they_are_asked_for_by_their_content() -> None:
    assert (STATIC / "static" / "media" / ICONS_OF).is_file(), "another Streamlit, other icons: see tools/icons.py"
    asked = f"/static/media/{ICONS_OF}"
    _, headers, body = answer(asked, query=ICONS_ASKED)
    assert body == ICONS.read_bytes()
    assert "immutable" in headers["cache-control"]
    assert answer(asked)[2] == b"inside", "as a page that was open before still asks"
    assert len(body) < 50_000


def test_every_icon_of_the_pages_and_of_streamlit_is_among_ours() -> None:
    assert named_icons() - set(ICONS.with_suffix(".txt").read_text("utf-8").split()) == set(), "run tools/icons.py"


def test_letters_are_kept_for_a_month() -> None:
    told = Response(b"letters", headers={"cache-control": "no-cache"})
    _, headers, body = answer("/app/static/fonts/sarabun-thai-400-normal.woff2", told)
    assert (headers.getlist("cache-control"), body) == (["public, max-age=2592000"], b"letters")


def test_the_script_of_a_component_is_kept_because_its_content_is_in_its_address() -> None:
    told = Response(b"script", headers={"cache-control": "public"})
    marked = "/_stcore/bidi-components/coalition.matrix_0123456789ab/matrix.js"
    assert "immutable" in answer(marked, told)[1]["cache-control"]
    assert answer(marked.replace("_0123456789ab", ""), told)[1]["cache-control"] == "public"


def test_the_parts_of_every_page_are_asked_for_before_they_are_drawn() -> None:
    page = gzip.decompress(answer("/coverage", Response(b"<html>", media_type="text/html"))[2]).decode()
    early = re.findall(r'<link rel="modulepreload" crossorigin fetchpriority="low" href="\./static/js/([\w.-]+)">', page)
    assert {name.split(".")[0] for name in early} >= {"Html", "PageLink", "ButtonGroup", "Button", "BidiComponent"}
    assert len(early) == len(set(early)) < 25
    assert all((STATIC / "static" / "js" / name).is_file() for name in early)
    assert sum(page.count(name) for name in early) == len(early), "none is named twice"
