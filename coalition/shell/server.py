"""The server around the pages: ready when migrated, with the door before it and the addresses of its own."""

import gc
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager
from streamlit.watcher.polling_path_watcher import PollingPathWatcher

from coalition.database import DatabaseUnreachable, database_url, open_engine, open_to_others
from coalition.defaults import refresh_checklists
from coalition.locale import LANGUAGES
from coalition.serving.compressed import LANGUAGE_COOKIE, Compressed
from coalition.shell.door import ONLY_HERE, OnlyHere, is_loopback
from coalition.shell.exports import install, send_export
from coalition.workers import pool


def prepare() -> None:
    """Refuse to be seen by other computers, and never serve a page without the router.

    Raises:
        SystemExit: `server.address` is not a loopback address; the message says what to do.
    """
    if not is_loopback(config.get_option("server.address")):
        raise SystemExit(ONLY_HERE)
    PagesManager.uses_pages_directory = False  # else pages/*.py is served without dashboard.py (docs/architecture.md)


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
    # Whatever server.fileWatcherType says, it looks five times a second for changes of config.toml: 4 ms of CPU a second
    PollingPathWatcher._executor.shutdown(wait=False, cancel_futures=True)
    pool.POOL.warm()
    install()
    try:
        yield {}
    finally:
        pool.POOL.close()
        pool.LONG_WORK.close()


async def ready(_request: Request) -> JSONResponse:
    """Answers once the server is up: what `make run` waits for before it opens the browser."""
    return JSONResponse({"ready": True})


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
    Route("/export/{token}", send_export),
    Route("/language/{code}", keep_language),
    Route("/readyz", ready),
    Route("/overview", landing),
    *(Route(f"/{old}", renamed) for old in RENAMED),
]
MIDDLEWARE = [Middleware(OnlyHere), Middleware(Compressed)]
