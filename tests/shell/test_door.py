"""Who may speak to the server: this computer, by its own name, from its own pages."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.responses import PlainTextResponse
from streamlit.testing.v1 import AppTest

from coalition.database import ROOT
from coalition.shell.door import OnlyHere, content_security_policy, is_loopback, is_ours


def asked(
    path: str = "/",
    kind: str = "http",
    method: str = "GET",
    server: str = "127.0.0.1",
    client: str = "127.0.0.1",
    **headers: str,
) -> dict[str, Any]:
    """A request as the server is told of it, by default one that a browser on this computer makes on port 8501."""
    named = {"host": "localhost:8501", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return {
        "type": kind,
        "scheme": "ws" if kind == "websocket" else "http",
        "method": method,
        "path": path,
        "client": (client, 50_000),
        "server": (server, 8501),
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
    }


def answer(scope: dict[str, Any]) -> tuple[int, bytes]:
    """Status (that of a socket which is closed: 1008) and body of what stands at the door; 200 "inside": it was let in."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.disconnect"}

    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(OnlyHere(PlainTextResponse("inside"))(scope, receive, send))).result()
    return sent[0].get("status", sent[0].get("code")), b"".join(message.get("body", b"") for message in sent)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("::1", True),
        ("0.0.0.0", False),
        (None, False),
        ("192.168.1.4", False),
        ("::ffff:127.0.0.1", True),
    ],
)
def test_only_a_loopback_address_is_this_computer(address: str | None, expected: bool) -> None:
    assert is_loopback(address) is expected


def test_the_policy_allows_the_one_inline_script_by_its_hash_and_no_other() -> None:
    policy = content_security_policy()
    assert policy.count("'sha256-") == 1
    assert "script-src 'self' 'sha256-" in policy
    assert "http" not in policy


@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1:8501", "[::1]:8501", "LOCALHOST:8501"])
def test_this_server_is_called_by_the_names_of_this_computer(host: str) -> None:
    assert is_ours(asked(host=host))
    assert is_ours(asked(kind="websocket", host=host, origin=f"http://{host.lower()}"))


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8501", "localhost", "localhost:8502", "localhost:8501.evil.example", "127.0.0.1.nip.io:8501",
     "evil.example@localhost:8501", "localhost:8501/", "", "0.0.0.0:8501", "localhost.:8501", "[::]:8501"],
)  # fmt: skip
def test_another_name_that_leads_here_is_refused_for_every_address(host: str) -> None:
    for path in ("/", "/media/ab.csv", "/_stcore/health", "/readyz"):
        assert answer(asked(path, host=host))[0] == 403
    assert answer(asked("/_stcore/stream", "websocket", host=host, origin=f"http://{host}"))[0] == 1008


@pytest.mark.parametrize(
    "origin",
    [
        "http://localhost:8502",
        "http://localhost",
        "https://localhost:8501",
        "http://127.0.0.1:8501",
        "http://evil.example",
        "null",
        "",
    ],
)
def test_a_page_of_another_port_of_this_computer_is_foreign(origin: str) -> None:
    assert answer(asked("/_stcore/stream", "websocket", origin=origin))[0] == 1008
    for method in ("GET", "PUT", "POST", "DELETE"):
        assert answer(asked("/_stcore/upload_file/a/b", method=method, origin=origin))[0] == 403


def test_who_may_change_something_says_from_which_page_it_comes() -> None:
    assert answer(asked("/_stcore/stream", "websocket"))[0] == 1008
    assert answer(asked("/_stcore/upload_file/a/b", method="PUT"))[0] == 403
    assert answer(asked("/_stcore/upload_file/a/b", method="PUT", origin="http://localhost:8501")) == (200, b"inside")
    assert answer(asked("/readyz")) == (200, b"inside")


def test_a_link_to_a_page_may_be_followed_and_a_foreign_page_holds_no_part_of_ours() -> None:
    followed = {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate"}
    assert answer(asked("/coverage", **followed, sec_fetch_dest="document"))[0] == 200
    assert answer(asked("/coverage", **followed, sec_fetch_dest="iframe"))[0] == 403
    for site in ("cross-site", "same-site"):
        assert answer(asked("/language/th", sec_fetch_site=site, sec_fetch_mode="no-cors", sec_fetch_dest="image"))[0] == 403
    assert (
        answer(asked("/language/th", sec_fetch_site="same-origin", sec_fetch_mode="no-cors", sec_fetch_dest="image"))[0] == 200
    )


@pytest.mark.parametrize("name", ["x_forwarded_for", "x_forwarded_host", "x_forwarded_proto", "forwarded", "x_real_ip"])
def test_what_was_passed_on_is_not_from_here_whatever_it_says(name: str) -> None:
    assert answer(asked(**{name: "127.0.0.1"}))[0] == 403


def test_another_computer_is_refused_at_either_end_of_the_line() -> None:
    assert answer(asked(client="192.168.1.4"))[0] == 403
    assert answer(asked(server="192.168.1.2"))[0] == 403
    assert answer({**asked(), "client": None})[0] == 403


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/mcp",
        "/_stcore/script-health-check",
        "/at/_stcore/metrics",
        "/_stcore/bidi-components/coalition.matrix/../door.py",
        "/_stcore/bidi-components/coalition.matrix/matrix.css",
        "/_stcore/bidi-components/other.thing/index.js",
    ],
)
def test_what_no_page_needs_is_not_answered(path: str) -> None:
    assert answer(asked(path)) == (404, b"Not Found")
    assert answer(asked(path, method="POST", origin="http://localhost:8501"))[0] == 404


def test_the_script_of_our_own_component_is_answered() -> None:
    assert answer(asked("/_stcore/bidi-components/coalition.matrix_0123456789ab/matrix.js")) == (200, b"inside")


def test_no_page_of_others_may_frame_the_dashboard_and_speak_to_it() -> None:
    status, body = answer(asked("/_stcore/host-config"))
    assert (status, b'"allowedOrigins":[]' in body) == (200, True)


@pytest.mark.parametrize("page", ["coverage", "directory"])
def test_a_page_that_is_started_by_itself_shows_a_sentence_and_nothing_else(page: str) -> None:
    at = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=30).run()
    assert not at.exception
    assert {part.type for part in at.main} == {"main", "error"}
    assert "dashboard.py" in at.error[0].value


def test_a_server_that_is_open_to_others_shows_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    from streamlit import config

    real = config.get_option
    monkeypatch.setattr(config, "get_option", lambda key: "0.0.0.0" if key == "server.address" else real(key))
    at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=30).run()
    assert {part.type for part in at.main} == {"main", "error"}
    assert "server.address" in at.error[0].value


def cookies_given(**headers: str) -> list[str]:
    """What a browser that opens a page is told to keep."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.disconnect"}

    scope = asked(accept="text/html,*/*", **headers)
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(OnlyHere(PlainTextResponse("inside"))(scope, receive, send))).result()
    return [value.decode() for name, value in sent[0]["headers"] if name == b"set-cookie"]


def test_a_browser_is_told_apart_by_a_cookie_that_links_from_elsewhere_bring_along() -> None:
    (given,) = cookies_given()
    assert given.startswith("visit=")
    assert {"HttpOnly", "SameSite=Lax"} <= set(given.split("; "))  # Strict: who follows a link in a mail would get a second one
    assert cookies_given(cookie="visit=") != []  # an empty one tells nobody apart


@pytest.mark.parametrize("other", ["a/b=1", 'theme={"dark": 1}', "note=two words", "x[1]=2", "ชื่อ".encode().decode("latin-1")])
def test_cookies_of_other_programs_on_this_computer_neither_stop_a_page_nor_hide_its_own(other: str) -> None:
    scope = asked(accept="text/html")
    scope["headers"].append((b"cookie", f"{other}; visit=mine".encode("latin-1")))
    assert answer(scope) == (200, b"inside")
    assert cookies_given(cookie=f"{other.encode('latin-1', 'ignore').decode('ascii', 'ignore')}; visit=mine") == []
