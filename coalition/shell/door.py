"""The door: who may speak to this server. This computer only, by its own name and port, from the pages of this server.

There is no sign-in yet; its gate will stand here.
"""

import base64
import hashlib
import ipaddress
import re
import secrets
from pathlib import Path

import streamlit as st
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from coalition.shell.words import t

ONLY_HERE = (
    "The dashboard has no sign-in yet, so it may only be used on this computer. (For the "
    "technician: set server.address to 127.0.0.1 in the file .streamlit/config.toml beside "
    "dashboard.py, and start the dashboard from that folder.)"
)
ONLY_THROUGH_THE_ENTRY = (
    "This page cannot be opened by itself. Open the dashboard with its own start file. (For the "
    "technician: `streamlit run dashboard.py`)"
)
_OWN_NAMES = ("localhost", "127.0.0.1", "[::1]")
_WITHOUT_PORT = {"http": 80, "https": 443}
_PASSED_ON = ("forwarded", "x-real-ip")
_STREAMLIT_PARTS = re.compile(r"health|stream|upload_file/.+|bidi-components/coalition\.\w+/\w+\.js")
"""What the pages need below `/_stcore/`, the scripts of our own components (`views.component`) among it.
Metrics, the agent interface and whatever comes later are not answered."""
_HOST_CONFIG = {
    "allowedOrigins": [],
    "useExternalAuthToken": False,
    "enableCustomParentMessages": False,
    "enforceDownloadInNewTab": False,
    "metricsUrl": "",
    "blockErrorDialogs": False,
    "resourceCrossOriginMode": None,
}
"""What Streamlit's front end asks before it starts: no page may frame it and send it messages."""
_THROUGH = "came through the entry"
VISIT_COOKIE = "visit"
"""Tells browsers apart until they are closed, by a random value: what one of them was shown, no other may fetch."""


def is_loopback(address: str | None) -> bool:
    """Whether an address reaches this computer only; None (all addresses) does not."""
    if address is None:
        return False
    if address == "localhost":
        return True
    try:
        found = ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return False
    return (getattr(found, "ipv4_mapped", None) or found).is_loopback


def enter() -> None:
    """Note that this visit came through dashboard.py; there, before the page runs."""
    st.session_state[_THROUGH] = True


def guard() -> None:
    """End the page with a sentence where the server is open to others, or the page runs without dashboard.py; on every page."""
    open_to_others = not is_loopback(config.get_option("server.address"))
    if open_to_others or not st.session_state.get(_THROUGH):
        st.error(t(ONLY_HERE if open_to_others else ONLY_THROUGH_THE_ENTRY))
        st.stop()


def is_ours(scope: Scope) -> bool:
    """Whether a request comes from this computer, names this server as a browser here would, and from no foreign page.

    An address that others put into a header is not believed: what was passed on is not from here. Another name that leads here
    is foreign (DNS rebinding), and so is a page of another port of this computer.
    """
    headers = Headers(scope=scope)
    scheme = {"ws": "http", "wss": "https"}.get(str(scope["scheme"]), str(scope["scheme"]))
    ends = (scope.get("client"), scope.get("server"))
    if not all(end and is_loopback(end[0]) for end in ends):
        return False
    if any(name.startswith("x-forwarded") or name in _PASSED_ON for name in headers):
        return False
    hosts = headers.getlist("host")
    port = scope["server"][1]
    own = {f"{name}:{port}" for name in _OWN_NAMES} | set(_OWN_NAMES if port == _WITHOUT_PORT.get(scheme) else ())
    if len(hosts) != 1 or hosts[0].lower() not in own:
        return False
    origins = headers.getlist("origin")
    if not origins:
        return not _acts(scope) and _is_asked_by_us(headers)
    return origins == [f"{scheme}://{hosts[0].lower()}"]


def _acts(scope: Scope) -> bool:
    """Whether a request may change something: a browser always says which page it comes from."""
    return scope["type"] == "websocket" or scope["method"] not in {"GET", "HEAD"}


def _is_asked_by_us(headers: Headers) -> bool:
    """Whether a reading request is one of our pages, or somebody following a link to a page; not a part of a foreign page."""
    if headers.get("sec-fetch-site", "none") in {"none", "same-origin"}:
        return True
    return headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"


def content_security_policy() -> str:
    """Nothing from elsewhere: scripts of this server and the one inline script of Streamlit's index page, by its hash."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_text("utf-8")
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
            (b"cross-origin-resource-policy", b"same-origin"),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message.get("headers", [])}
                added = [(name, value) for name, value in self.headers if name not in present]
                message["headers"] = [*message.get("headers", []), *added, *_new_visit(scope)]
            await send(message)

        answer = _answer_at_the_door(scope)
        if answer is None:
            await self.app(scope, receive, with_headers)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await answer(scope, receive, with_headers)


def _new_visit(scope: Scope) -> list[tuple[bytes, bytes]]:
    """The cookie for a browser that opens a page without one.

    Cookies are read as `request.cookies` reads them: those of other programs on this computer, which come along, may hold
    anything. `Lax`: whoever follows a link from elsewhere brings his own, and is not given a second that ends what his open
    pages offer; an address of a file is random, so that nobody can make him follow one.
    """
    headers = Headers(scope=scope)
    if "text/html" not in headers.get("accept", "") or cookie_parser(headers.get("cookie", "")).get(VISIT_COOKIE):
        return []
    secure = "; Secure" if scope["scheme"] == "https" else ""
    return [(b"set-cookie", f"{VISIT_COOKIE}={secrets.token_urlsafe(32)}; Path=/; HttpOnly; SameSite=Lax{secure}".encode())]


def _answer_at_the_door(scope: Scope) -> Response | None:
    """What is answered instead of passing a request on; None: it may come in."""
    if not is_ours(scope):
        return PlainTextResponse(ONLY_HERE, status_code=403)
    if scope["path"] == "/_stcore/host-config":
        return JSONResponse(_HOST_CONFIG, headers={"cache-control": "no-cache"})
    part = scope["path"].partition("/_stcore/")[2]
    return PlainTextResponse("Not Found", status_code=404) if part and not _STREAMLIT_PARTS.fullmatch(part) else None
