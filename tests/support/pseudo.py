"""A made-up third language that says every source string of the catalogue in other letters, marked and longer by 40 %.

What stands on a page in plain Latin letters, and is neither data nor the name of a program, was not said through the catalogue.
"""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from google.protobuf.message import Message
from sqlalchemy import Engine, select
from sqlmodel import SQLModel
from streamlit.testing.v1 import AppTest

from coalition import locale
from coalition.models import Setting
from tests.support.planted import leaves

CODE, BEGINS, ENDS = "xq", "⟦", "⟧"
_LETTERS = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž"
)
_LONGER = "ŵŵ" + " ŵŵŵŵŵ" * 40  # as words that may go to the next line
_TOLD = re.compile(r"\{\w+\}")
_NOT_SAID = re.compile(
    r":[\w-]+/\w+:|:[\w-]+(?=\[)|\]\([^)]*\)|`[^`]*`|</?\w[^>]*>|%?\{\w+\}|https?://\S+|python -m coalition \w+|"
    r"\*\*[\w\\, -]+\*\*: (?:(?!⟦).*)?|[\w(),. -]+\.(?:csv|md|py|db|xlsx)\b|\b[\w-]+\.example\b|"
    "English|CSV|XLSX|HXL|HSDS|HTCDS|PDF|GeoJSON|COD-AB|Ohana"
)
"""Of a text: marks of markdown and HTML, what a script fills in, code, addresses, columns and names of files, formats."""
_WORD = re.compile(r"[A-Za-z][a-z]{2,}")
_FIELDS = {"body", "label", "help", "placeholder", "options", "content", "alt", "caption"}
_OF_PLOTS = {"text", "name", "hovertemplate", "hovertext", "ticktext"}


def pseudo(english: str) -> str:
    """A source string in the made-up language; its placeholders stay."""
    kept = _TOLD.findall(english)
    said = [part.translate(_LETTERS) for part in _TOLD.split(english)]
    longer = _LONGER[: max(0, sum(map(len, said)) * 2 // 5 - len(BEGINS + ENDS))]
    return BEGINS + "".join(part + told for part, told in zip(said, [*kept, ""], strict=True)) + longer + ENDS


def write_catalogue(folder: Path) -> None:
    """The file of the language beside those of the others."""
    with locale.CATALOGUE.open(encoding="utf-8-sig", newline="") as file:
        known = [row[0] for row in csv.reader(file)][1:]
    with (folder / f"{CODE}.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [
            ("english", CODE),
            ("language: name", "Ẋǫ"),
            ("language: months", ";".join(f"ɱ{n}" for n in range(1, 13))),
            *((text, pseudo(text)) for text in known if "language:" not in text),
        ]
        csv.writer(file).writerows(rows)
    (folder / "th.csv").write_bytes(locale.CATALOGUE.read_bytes())


@pytest.fixture(scope="session")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("languages")
    write_catalogue(folder)
    return folder


@pytest.fixture
def made_up(_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The code of the made-up language, whose file stands beside those of the others."""
    monkeypatch.setattr(locale, "FOLDER", _folder)
    monkeypatch.setitem(locale.LANGUAGES, CODE, "Ẋǫ")
    locale.language_of.cache_clear()
    yield CODE
    locale.language_of.cache_clear()


def plain_words(at: AppTest, data: re.Pattern[str]) -> set[str]:
    """What a page says in plain Latin letters, each as its whole text, where it is no data."""
    return {said for said in _said(at) if _WORD.search(data.sub(" ", _NOT_SAID.sub(" ", said)))}


def data_of(engine: Engine) -> re.Pattern[str]:
    """Every text that is stored, the longest first."""
    found: set[str] = set()
    with engine.connect() as connection:
        for table in SQLModel.metadata.sorted_tables:
            columns = [column for column in table.columns if "String" in type(column.type).__name__]
            for row in connection.execute(select(*columns)) if columns else []:
                found |= {value for value in row if isinstance(value, str) and _WORD.search(value)}
        found |= {value for value in connection.scalars(select(Setting.value)) if isinstance(value, str) and value}
    return re.compile("|".join(map(re.escape, sorted(found, key=len, reverse=True))))


def _said(at: AppTest) -> Iterator[str]:
    for node in _nodes(at._tree):
        if (proto := getattr(node, "proto", None)) is None or type(node).__name__ == "Html":
            continue
        yield from _texts(proto)
        if isinstance(value := getattr(node, "value", None), pd.DataFrame):
            yield from map(str, value.columns)
            yield from (cell for column in value for cell in value[column] if isinstance(cell, str))


def _nodes(node: Any) -> Iterator[Any]:
    for child in getattr(node, "children", {}).values():
        yield child
        yield from _nodes(child)


def _texts(message: Message) -> Iterator[str]:
    for field, value in message.ListFields():
        for one in value if field.is_repeated else [value]:
            if isinstance(one, Message):
                yield from _texts(one)
            elif isinstance(one, str) and field.name in _FIELDS:
                yield one
            elif isinstance(one, str) and field.name == "json":
                yield from (text for _, text in leaves(json.loads(json.loads(one))) if " " in text)
            elif isinstance(one, str) and field.name == "spec":
                yield from (text for name, text in leaves(json.loads(one)) if name in _OF_PLOTS)
