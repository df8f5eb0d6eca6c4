"""Data in markdown: shown as written, never as formatting."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
import streamlit as st
from starlette.requests import Request
from starlette.responses import Response

from coalition.serving.compressed import LANGUAGE_COOKIE
from coalition.shell.server import keep_language
from coalition.shell.words import instant_day_text, instant_text, md, t_filled, tongue_names


@pytest.mark.parametrize(
    "text",
    ["**bold**", "[a link](https://example.org)", ":red[alarm]", "$x$", "`code`", "<b>", "~~no~~", "_a_", "![x](y)", "\\"],
)
def test_what_somebody_typed_is_no_formatting(text: str) -> None:
    escaped = md(text).replace(":color[]", "")
    marks = [at for at, sign in enumerate(escaped) if sign in "*[]`<$~_" and (at == 0 or escaped[at - 1] != "\\")]
    assert not marks


@pytest.mark.parametrize("text", ["signin.csv", "D: Phone", "Mae Sai (TH5709)", "2026-03-04", "A & B", "08:30", "สมชาย ใจดี"])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert md(text) == text


SOUGHT = [
    r"(?i)(https?://|www(?=\.))[-.\w]+\S*",  # links
    r"[-.\w+]+@[-\w]+(\.[-\w]+)+",  # e-mail
    r":[\w+-]+:",  # emoji, icons
    r"(^|\s)(<->|->|<-|--|>=|<=|~=)(\s|$)",  # arrows, dashes
]
"""What the front end looks for within one piece of text, after it has resolved the escapes in it."""


def pieces(escaped: str) -> list[str]:
    """What the front end makes of a text: its pieces, without their backslashes."""
    return [re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", part) for part in escaped.split(":color[]")]


@pytest.mark.parametrize(
    "text",
    [
        "Hope https://evil.example/x", "HTTP://EVIL.EXAMPLE", "http://https://a.example", "https://www.evil.example",
        "Www.evil.example", "a@evil.example", "mailto:a@evil.example", "<a@evil.example>", ":smile:", ":material/home:",
        ":material_home:", ":streamlit:", "a :x:y: b", "10:30:15", "->", "a -> b", "a <-> b -- c", "--- a", "1 >= 2",
        "::@evil.example", "\\https://evil.example", "\\:smile:",
        ":red", "x:small[y]",
    ],
)  # fmt: skip
def test_nothing_somebody_typed_becomes_a_link_or_a_picture(text: str) -> None:
    shown = pieces(md(text))
    assert "".join(shown) == text
    assert [(piece, sought) for piece in shown for sought in SOUGHT if re.search(sought, piece)] == []
    assert not re.search(r"(?<!\\):[a-z]+", md(text).replace(":color[]", "")), "a colon before a word would be a command"


def test_a_line_that_begins_like_a_list_or_heading_is_neither() -> None:
    assert [md(text)[:2] for text in ("# x", "- x", "> x")] == ["\\#", "\\-", "\\>"]
    assert md("1. x") == "1\\. x"
    assert md("two\nlines") == "two lines"


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("Is 05/06/2026 the 2026-06-05 or the 2026-05-06?", "Is 05/06/2026 the 5 Jun 2026 or the 6 May 2026?"),
        ("Malee, 2012-04-26, Meeting", "Malee, 26 Apr 2012, Meeting"),
        ("'2026-02-31' is not a real date.", "'2026-02-31' is not a real date."),
        ("It stands in list 2026-11-12.csv", "It stands in list 2026-11-12.csv"),
    ],
)
def test_days_of_a_sentence_are_dates_and_what_a_file_says_stays_as_written(told: str, shown: str) -> None:
    assert t_filled(told) == shown


def test_the_language_is_kept_in_a_cookie_that_holds_nothing_else() -> None:
    def answer(code: str) -> Response:
        request = Request({"type": "http", "path_params": {"code": code}})
        with ThreadPoolExecutor(1) as thread:  # a browser test before this one leaves a loop running in its own thread
            return thread.submit(lambda: asyncio.run(keep_language(request))).result()

    kept = answer("th").headers["set-cookie"].split("; ")
    assert kept[0] == f"{LANGUAGE_COOKIE}=th"
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(kept)
    assert [answer(code).status_code for code in ("en", "xx", "th; x")] == [204, 404, 404]
    assert "set-cookie" not in answer("th; x").headers


@pytest.mark.parametrize(
    ("zone", "day"), [("Asia/Bangkok", "25 Nov 2026"), ("UTC", "24 Nov 2026"), ("Nowhere/Land", "24 Nov 2026")]
)
def test_what_was_said_early_in_the_morning_was_said_that_day(zone: str, day: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(st.context), "timezone", property(lambda _context: zone))
    instant = datetime(2026, 11, 24, 20, 30, tzinfo=UTC)
    assert instant_day_text(instant) == instant_day_text(instant.replace(tzinfo=None)) == day
    assert instant_text(instant).startswith(f"{day}, ")


def test_a_language_stands_before_those_whose_name_holds_its_own() -> None:
    for spoken in ([], ["nod"], ["nod", "th"]):
        names = list(tongue_names(spoken).values())
        assert names.index("Thai") < names.index("Northern Thai"), "Enter takes the first that holds what was typed"
    assert list(tongue_names(["my", "ahk"]))[:2] == ["my", "ahk"]
