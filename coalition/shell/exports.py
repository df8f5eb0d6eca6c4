"""Files that leave the house: each at a random address that works in the browser it was shown to, while it is shown.

Streamlit keeps what a download button offers at `/media/<hash of the content>` for anybody, also after the page is closed.
"""

import secrets
import threading
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from hmac import compare_digest
from urllib.parse import quote

import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from streamlit.runtime import Runtime
from streamlit.runtime.media_file_storage import MediaFileKind, MediaFileStorage, MediaFileStorageError
from streamlit.runtime.scriptrunner import get_script_run_ctx

from coalition.locale import translate
from coalition.serving.compressed import LANGUAGE_COOKIE
from coalition.shell.door import VISIT_COOKIE

GONE = "This file can no longer be downloaded. Go back to the page and press the button again."
_UNFETCHED, _FETCHED = 60.0, 5.0  # seconds that a file made on demand stays; browsers may ask for it twice


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Who was shown a file: a session, and the browser it runs in (its cookie; empty: it takes none, and gets no file)."""

    session: str
    visit: str


@dataclass(kw_only=True)
class Export:
    """A file on offer."""

    data: bytes
    mime: str
    name: str
    owner: Owner
    until: float | None  # on the monotonic clock, seconds; None: as long as the page shows it


def may_have(export: Export, visit: str) -> bool:
    """Whether the browser that asks may have a file: the one it was shown to, while that session is open.

    The gate of the sign-in asks for the account here.
    """
    return (
        bool(visit) and compare_digest(visit, export.owner.visit) and Runtime.instance().is_active_session(export.owner.session)
    )


_made_for: ContextVar[Owner | None] = ContextVar("made for", default=None)


def on_demand(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """A file that is made when its button is pressed, far from the page then: it remembers whose page is drawn now."""
    return partial(_make_for, _current_owner(), make)


def _make_for(owner: Owner | None, make: Callable[[], bytes]) -> bytes:
    made = make()
    _made_for.set(owner)
    return made


def _current_owner() -> Owner | None:
    """Whose page is being drawn; None: nobody's."""
    context = get_script_run_ctx()
    return Owner(session=context.session_id, visit=st.context.cookies.get(VISIT_COOKIE, "")) if context else None


class Exports:
    """What download buttons offer now, in memory, by random token; pictures stay where Streamlit keeps them."""

    def __init__(self, pictures: MediaFileStorage | None = None) -> None:
        self.pictures = pictures
        self._on_offer: dict[str, Export] = {}
        self._lock = threading.Lock()

    def load_and_get_id(
        self, path_or_data: str | bytes, mimetype: str, kind: MediaFileKind, filename: str | None = None
    ) -> str:
        """Offer a file; called by Streamlit for the page that is drawn, or right after a file was made on demand.

        Raises:
            MediaFileStorageError: it is for nobody, or a path.
        """
        if kind is not MediaFileKind.DOWNLOADABLE and self.pictures:
            return self.pictures.load_and_get_id(path_or_data, mimetype, kind, filename)
        demanded = _made_for.get()
        _made_for.set(None)
        owner = demanded or _current_owner()
        if owner is None or isinstance(path_or_data, str):
            raise MediaFileStorageError("A file is offered to somebody, as bytes.")
        token, now = secrets.token_urlsafe(32), time.monotonic()
        export = Export(
            data=path_or_data, mime=mimetype, name=filename or "file", owner=owner, until=now + _UNFETCHED if demanded else None
        )
        with self._lock:
            self._on_offer = {key: kept for key, kept in self._on_offer.items() if kept.until is None or kept.until > now}
            self._on_offer[token] = export
        return token

    def get_url(self, file_id: str) -> str:
        """Where the browser finds a file."""
        if file_id in self._on_offer or self.pictures is None:
            return f"/export/{file_id}"
        return self.pictures.get_url(file_id)

    def delete_file(self, file_id: str) -> None:
        """No longer offer a file: Streamlit says so when no page shows it. One made on demand has its own end."""
        with self._lock:
            kept = self._on_offer.get(file_id)
            if kept is not None and kept.until is None:
                del self._on_offer[file_id]
        if kept is None and self.pictures:
            self.pictures.delete_file(file_id)

    def find(self, token: str, visit: str) -> Export | None:
        """The file of an address, if the browser that asks may have it and it is still offered."""
        with self._lock:
            export = self._on_offer.get(token)
            if export is not None and export.until is not None and export.until <= time.monotonic():
                del self._on_offer[token]
                return None
        return export if export is not None and may_have(export, visit) else None


EXPORTS = Exports()


def install() -> None:
    """Let download buttons offer their files here. Once, when the server has started."""
    manager = Runtime.instance().media_file_mgr
    EXPORTS.pictures = manager._storage
    manager._storage = EXPORTS


async def send_export(request: Request) -> Response:
    """The file of a download button, once for one that was made on demand."""
    export = EXPORTS.find(request.path_params["token"], request.cookies.get(VISIT_COOKIE, ""))
    headers = {"cache-control": "no-store"}
    if export is None:
        told = translate(GONE, request.cookies.get(LANGUAGE_COOKIE, "en"))
        return PlainTextResponse(told, status_code=404, headers=headers)
    if request.method == "HEAD" or request.headers.get("sec-fetch-mode") == "cors":
        return Response(
            status_code=204, headers=headers
        )  # Streamlit's button asks whether it is there, and would load it twice
    if export.until is not None:
        export.until = min(export.until, time.monotonic() + _FETCHED)
    headers["content-disposition"] = f"attachment; {_name_header(export.name)}"
    return Response(export.data, media_type=export.mime, headers=headers)


def _name_header(name: str) -> str:
    """The name of a file as browsers of any age read it (RFC 6266, RFC 5987)."""
    plain = "".join(sign if sign.isascii() and sign.isprintable() and sign not in '"\\/%' else "_" for sign in name)
    return f"filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
