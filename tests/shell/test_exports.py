"""A file that leaves the house goes to the browser it was offered to, and to nobody else."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from starlette.requests import Request
from starlette.responses import Response
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileKind, MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from coalition.shell import exports
from coalition.shell.exports import Exports, Owner, on_demand, send_export

Offer = Callable[..., str]
OPEN = {"session one"}


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> Iterator[Exports]:
    """What is offered, with the page of one session drawn in a browser whose cookie is "mine"."""
    kept = Exports(MemoryMediaFileStorage("/media"))
    monkeypatch.setattr(exports, "EXPORTS", kept)
    monkeypatch.setattr(exports, "_current_owner", lambda: Owner(session="session one", visit="mine"))
    monkeypatch.setattr(
        exports, "Runtime", SimpleNamespace(instance=lambda: SimpleNamespace(is_active_session=OPEN.__contains__))
    )
    yield kept
    exports._made_for.set(None)


def fetched(address: str, visit: str = "mine", method: str = "GET", **headers: str) -> Response:
    named = {"cookie": f"visit={visit}", **{name.replace("_", "-"): value for name, value in headers.items()}}
    scope = {
        "type": "http",
        "method": method,
        "path": address,
        "path_params": {"token": address.removeprefix("/export/")},
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
    }
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(send_export(Request(scope)))).result()


def offered(house: Exports, data: bytes = b"a,b", name: str = "list.csv") -> str:
    return house.get_url(house.load_and_get_id(data, "text/csv", MediaFileKind.DOWNLOADABLE, name))


def test_a_file_goes_to_the_browser_it_was_offered_to_as_often_as_its_button_is_pressed(house: Exports) -> None:
    address = offered(house)
    for _ in range(2):
        answer = fetched(address)
        assert (answer.status_code, answer.body, answer.headers["cache-control"]) == (200, b"a,b", "no-store")


@pytest.mark.parametrize("visit", ["", "somebody else", "mine2"])
def test_another_browser_gets_nothing_at_the_same_address(house: Exports, visit: str) -> None:
    assert fetched(offered(house), visit).status_code == 404


def test_a_browser_that_takes_no_cookies_gets_no_file(house: Exports, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "_current_owner", lambda: Owner(session="session one", visit=""))
    assert fetched(offered(house), "").status_code == 404


def test_nothing_is_left_when_the_page_is_closed_or_shows_it_no_more(house: Exports, monkeypatch: pytest.MonkeyPatch) -> None:
    address = offered(house)
    monkeypatch.setattr(exports, "_current_owner", lambda: Owner(session="closed", visit="mine"))
    assert fetched(offered(house)).status_code == 404
    house.delete_file(address.removeprefix("/export/"))
    assert fetched(address).status_code == 404


def test_who_knows_a_content_cannot_tell_whether_somebody_saved_it(house: Exports) -> None:
    first, second = offered(house), offered(house)
    assert first != second
    assert len(first) > 50


def test_a_file_made_when_its_button_is_pressed_stays_for_seconds(house: Exports, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr(exports, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    made = on_demand(lambda: b"backup")
    monkeypatch.setattr(exports, "_current_owner", lambda: None)  # it is made far from the page
    address = offered(house, made())
    house.delete_file(address.removeprefix("/export/"))  # no page shows it: it is on its way
    assert fetched(address, sec_fetch_mode="cors").status_code == 204  # the button looks whether it is there
    clock[0] += 50
    assert fetched(address, sec_fetch_mode="navigate").body == b"backup"
    clock[0] += 6
    assert fetched(address).status_code == 404
    never_fetched = on_demand(lambda: b"backup")
    with pytest.raises(MediaFileStorageError):
        offered(house, never_fetched())  # made for nobody


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("list.csv", "attachment; filename=\"list.csv\"; filename*=UTF-8''list.csv"),
        (
            "รายการ.csv",
            "attachment; filename=\"______.csv\"; filename*=UTF-8''%E0%B8%A3%E0%B8%B2%E0%B8%A2%E0%B8%81%E0%B8%B2%E0%B8%A3.csv",
        ),
        ('a"; x="\r\n../b', "attachment; filename=\"a_; x=___.._b\"; filename*=UTF-8''a%22%3B%20x%3D%22%0D%0A..%2Fb"),
    ],
)
def test_a_file_keeps_its_name_whatever_stands_in_it(house: Exports, name: str, header: str) -> None:
    assert fetched(offered(house, name=name)).headers["content-disposition"] == header


def test_pictures_stay_where_they_were(house: Exports) -> None:
    assert house.get_url(house.load_and_get_id(b"x", "image/png", MediaFileKind.MEDIA)).startswith("/media/")


def test_the_place_where_files_are_kept_can_still_be_changed() -> None:
    assert hasattr(MediaFileManager(MemoryMediaFileStorage("/media")), "_storage"), "read docs/decisions/0021 again"
