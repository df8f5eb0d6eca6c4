"""The dashboard with two addresses more, for `benchmarks.hostile`: read a file as an upload, and ask as a reader does."""

import pickle
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from benchmarks.hostile_files import examine_job
from coalition.database import database_url, open_engine, reading
from coalition.queries import ledger
from coalition.queries.shapes import area_codes
from coalition.shell import server
from coalition.workers import pool


async def examine(request: Request) -> Response:
    """Read the file in the body as a page would: in a thread of the server, which hands it to a worker."""
    name = request.path_params["name"]
    found: Any
    try:
        found = await run_in_threadpool(
            pool.run, examine_job, pool.MOST_SECONDS, lambda _stage, _seconds: None, database_url(), await request.body(), name
        )
    except Exception as problem:
        found = problem if isinstance(problem, pool.WorkFailed) else RuntimeError(type(problem).__name__)
    return Response(pickle.dumps(found))


def _read() -> int:
    with reading(open_engine(database_url())) as session:
        return len(area_codes(session)) + len(ledger.settings(session).scope)


async def read(_request: Request) -> JSONResponse:
    """What any page asks first."""
    return JSONResponse({"areas": await run_in_threadpool(_read)})


server.prepare()
app = st.App(
    str(Path(__file__).parent.parent / "dashboard.py"),
    lifespan=server.lifespan,
    routes=[Route("/examine/{name}", examine, methods=["POST"]), Route("/read", read), *server.ROUTES],
    middleware=server.MIDDLEWARE,
)
