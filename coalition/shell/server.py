"""The server around the pages: ready when migrated, reachable from this computer only, strict headers on every answer."""

import base64
import gc
import hashlib
import ipaddress
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager

from coalition.database import DatabaseUnreachable, database_url, open_engine, open_to_others
from coalition.defaults import refresh_checklists
from coalition.imports import pool
from coalition.locale import LANGUAGES
from coalition.shell.words import LANGUAGE_COOKIE

ONLY_HERE = (
    "The dashboard has no sign-in yet, so it serves this computer only: set server.address to 127.0.0.1 "
    "(file .streamlit/config.toml beside dashboard.py) and start it from that folder."
)


def prepare() -> None:
    """Refuse to be seen by other computers, and never serve a page without the router.

    Raises:
        SystemExit: `server.address` is not a loopback address; the message says what to do.
    """
    if not is_loopback(config.get_option("server.address")):
        raise SystemExit(ONLY_HERE)
    PagesManager.uses_pages_directory = False  # else pages/*.py is served without dashboard.py (docs/architecture.md)


def is_loopback(address: str | None) -> bool:
    """Whether an address reaches this computer only; None (all addresses) does not."""
    if address is None:
        return False
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """Migrate and import what pages need before the first visitor comes; keep it out of every later garbage collection."""
    try:
        refresh_checklists(open_engine(database_url()))
        for sentence in open_to_others(database_url()):
            print(sentence, file=sys.stderr, flush=True)
    except DatabaseUnreachable as problem:
        raise SystemExit(str(problem)) from problem
    import pandas  # noqa: F401 (warm: 1.5 s of the first page otherwise)
    import plotly.graph_objects  # noqa: F401
    import pyarrow  # noqa: F401

    gc.collect()
    gc.freeze()
    pool.POOL.warm()
    try:
        yield {}
    finally:
        pool.POOL.close()


async def ready(_request: Request) -> JSONResponse:
    """Answers once the server is up: what `make run` waits for before it opens the browser."""
    return JSONResponse({"ready": True})


def content_security_policy() -> str:
    """Nothing from elsewhere: scripts of this server and the one inline script of Streamlit's index page, by its hash."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
    inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", page, re.DOTALL)
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in inline)
    return (
        f"default-src 'self'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
        "frame-src 'self'; frame-ancestors 'none'; form-action 'self'"
    )


class OnlyHere:
    """Answers this computer only, and adds the security headers to every answer. Pure ASGI: it sees WebSockets too."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = [
            (b"content-security-policy", content_security_policy().encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"x-frame-options", b"DENY"),
            (b"referrer-policy", b"same-origin"),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        client = scope.get("client")
        if client is not None and not is_loopback(client[0]):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            else:
                await PlainTextResponse(ONLY_HERE, status_code=403)(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message.get("headers", [])}
                added = [(name, value) for name, value in self.headers if name not in present]
                message["headers"] = [*message.get("headers", []), *added]
            await send(message)

        await self.app(scope, receive, with_headers)


async def landing(request: Request) -> RedirectResponse:
    """The landing page under its own name: Streamlit knows it as "/" only, and would say that it does not exist."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/{query}")


async def renamed(request: Request) -> RedirectResponse:
    """A page under the name it had before: links that were kept still lead to it, with their filters."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/{RENAMED[request.url.path.strip('/')]}{query}")


async def keep_language(request: Request) -> Response:
    """Keep the language for the next visit, in a cookie that holds nothing else; the pages ask for it as for a picture."""
    code = request.path_params["code"]
    if code not in LANGUAGES:
        return Response(status_code=404)
    answer = Response(status_code=204, headers={"cache-control": "no-store"})
    answer.set_cookie(LANGUAGE_COOKIE, code, max_age=_A_YEAR, path="/", httponly=True, samesite="strict")
    return answer


_A_YEAR = 365 * 24 * 3600  # seconds

RENAMED = {"single-points": "single-providers"}
"""Address of a page as it was -> as it is."""

ROUTES = [
    Route("/language/{code}", keep_language),
    Route("/readyz", ready),
    Route("/overview", landing),
    *(Route(f"/{old}", renamed) for old in RENAMED),
]
MIDDLEWARE = [Middleware(OnlyHere)]
