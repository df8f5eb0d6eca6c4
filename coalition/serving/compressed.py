"""The files of the framework, compressed once: Streamlit sends them as they are, 4 MB for the first page.

Only what is in every copy of Streamlit is compressed here, the same for everybody: how long an answer is tells nothing about
the data. Answers that hold data are Streamlit's own business, and the WebSocket is not compressed.
"""

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs

import streamlit
from anyio import to_thread
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from coalition import locale
from coalition.serving.lean import ICONS, ICONS_ASKED, ICONS_OF, OURS, index_page, lean

LANGUAGE_COOKIE = "language"
"""Keeps the language for the next visit to an address that names none; holds `en` or `th` and nothing else."""
STATIC = Path(streamlit.__file__).parent / "static"
"""What Streamlit serves to the browser; what is below its `static` has its content in its name."""
_TEXT = frozenset({".js", ".css", ".svg", ".json", ".map", ".html"})
_ICONS = f"/static/media/{ICONS_OF}"
_FONT = "/app/static/fonts/"
_FOR_EVER = "public, max-age=31536000, immutable"
_A_MONTH = "public, max-age=2592000"
_SCRIPT = re.compile(r"/_stcore/bidi-components/coalition\.\w+_[0-9a-f]{12}/\w+\.js")
"""Of a component of ours: its content is in its address (`views.component`)."""
_NO_PAGES = ("/app/", "/component/", "/export/", "/media/", "/static/", "/_stcore/")


@dataclass(frozen=True)
class Packed:
    """A file ready to be sent: its bytes compressed (gzip), its type, and a mark of its content."""

    body: bytes
    kind: str
    mark: str


class Compressed:
    """Answers with the compressed file where a browser takes it, and with our page where Streamlit would send its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["method"] != "GET" or not _takes_gzip(scope):
            await self.app(scope, receive, send)
            return
        path = str(scope["path"])
        file = _file_of(path)
        if file is not None:
            packed = await to_thread.run_sync(packed_file, file)
            await _answer(scope, packed, _FOR_EVER)(scope, receive, send)
        elif path == _ICONS and scope["query_string"] == ICONS_ASKED.encode():
            await Response(_icons(), headers={"cache-control": _FOR_EVER}, media_type="font/woff2")(scope, receive, send)
        elif path.startswith(_FONT):
            await self.app(scope, receive, _kept(send, _A_MONTH))  # letters change with the program, once in years
        elif _SCRIPT.fullmatch(path):
            await self.app(scope, receive, _kept(send, _FOR_EVER))
        elif path.startswith(_NO_PAGES) or "." in path:
            await self.app(scope, receive, send)
        else:
            await self._page(scope, receive, send)

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Whatever Streamlit would answer with its index page is answered with ours."""
        is_page = False

        async def exchanged(message: Message) -> None:
            nonlocal is_page
            if message["type"] == "http.response.start":
                kind = Headers(raw=message["headers"]).get("content-type", "")
                is_page = message["status"] == 304 or (message["status"] == 200 and kind.startswith("text/html"))
                if is_page:
                    return
            elif is_page:
                if not message.get("more_body"):
                    await _answer(scope, packed_page(_language(scope)), "no-cache")(scope, receive, send)
                return
            await send(message)

        await self.app(scope, receive, exchanged)


def _takes_gzip(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    return "gzip" in headers.get("accept-encoding", "") and "range" not in headers


def _file_of(path: str) -> Path | None:
    """The file that an address names, if it is one of ours, or a text of Streamlit whose name changes with its content."""
    if path[1:] in OURS:
        return OURS[path[1:]]
    if not path.startswith("/static/") or Path(path).suffix not in _TEXT:
        return None
    try:
        file = (STATIC / path.lstrip("/")).resolve()
        return file if file.is_relative_to((STATIC / "static").resolve()) and file.is_file() else None
    except (OSError, ValueError):  # longer than a name may be, or with a sign that none holds
        return None


@cache  # 4 MB, were every file of Streamlit asked for
def packed_file(file: Path) -> Packed:
    """A file of Streamlit, compressed when it is asked for the first time."""
    return _packed(lean(file), mimetypes.guess_type(file.name)[0] or "application/octet-stream")


@cache
def _icons() -> bytes:
    return ICONS.read_bytes()


@cache
def packed_page(language: str) -> Packed:
    """The page that starts everything."""
    return _packed(index_page((STATIC / "index.html").read_text("utf-8"), STATIC, language).encode(), "text/html")


def _language(scope: Scope) -> str:
    """As `shell.words.language` for a session that begins: of the address, chosen before, of the browser; else English."""
    headers = Headers(scope=scope)
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[0]
    kept = cookie_parser(headers.get("cookie", "")).get(LANGUAGE_COOKIE, "")
    of_browser = headers.get("accept-language", "")[:2].lower()
    return next((code for code in (asked, kept, of_browser) if code in locale.LANGUAGES), "en")


def _packed(data: bytes, kind: str) -> Packed:
    return Packed(gzip.compress(data, 9, mtime=0), kind, f'"{hashlib.sha256(data).hexdigest()[:32]}"')


def _answer(scope: Scope, packed: Packed, keep: str) -> Response:
    """The answer; without the body where the browser has it."""
    told = {"cache-control": keep, "etag": packed.mark, "vary": "Accept-Encoding"}
    if packed.mark in Headers(scope=scope).get("if-none-match", ""):
        return Response(status_code=304, headers=told)
    return Response(packed.body, headers={**told, "content-encoding": "gzip"}, media_type=packed.kind)


def _kept(send: Send, age: str) -> Send:
    """A browser need not ask again for what is found."""

    async def with_age(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 200:
            headers = [(name, value) for name, value in message["headers"] if name.lower() != b"cache-control"]
            message = {**message, "headers": [*headers, (b"cache-control", age.encode())]}
        await send(message)

    return with_age
