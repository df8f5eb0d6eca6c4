"""The server is gone, or the network: it is told at once, and what was typed is still there when it is back."""

import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import free_port, settle, start_server, wait_until_ready

pytestmark = pytest.mark.browser
_TWO_SECONDS = 2_000


def test_a_lost_connection_is_told_within_two_seconds_and_what_was_typed_stays(
    tmp_path: Path, migrated_file: Path, chromium: Browser
) -> None:
    database, port = tmp_path / "browser.db", free_port()
    shutil.copyfile(migrated_file, database)
    address = f"http://127.0.0.1:{port}"

    def started() -> subprocess.Popen[bytes]:
        server = start_server(database, port)
        wait_until_ready(address, server)
        return server

    server = started()
    try:
        context = chromium.new_context(locale="en-US")
        page = context.new_page()
        page.goto(f"{address}/settings?lang=th")
        settle(page)
        told = page.locator("#connection")
        expect(told).to_be_hidden()
        field = page.locator("input[type=text]").first
        field.press_sequentially(" in the north")
        typed = field.input_value()

        server.kill()
        server.wait(timeout=20)
        expect(told).to_contain_text("การเชื่อมต่อขาดหาย", timeout=_TWO_SECONDS)
        page.wait_for_timeout(4_000)
        expect(page.get_by_role("dialog")).to_be_hidden()  # of the framework, over what was typed
        assert field.input_value() == typed

        server = started()
        expect(told).to_contain_text("เชื่อมต่อได้แล้ว")
        expect(told).to_be_hidden()
        assert field.input_value() == typed

        context.set_offline(True)
        expect(told).to_be_visible(timeout=_TWO_SECONDS)
        context.set_offline(False)
        expect(told).to_be_hidden()
        context.close()
    finally:
        server.kill()
        server.wait(timeout=20)
