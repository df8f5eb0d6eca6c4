"""The 22 texts that would act if a page drew them as more than text, planted in every text column of a database."""

import html
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from sqlalchemy import JSON, Connection, Engine, bindparam, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import AutoString, SQLModel

from coalition.shell.words import md

PAYLOADS = (
    "<script>evil()</script>",
    "<img src=x onerror=evil()>",
    "<svg onload=evil()>",
    "[evil](javascript:evil())",
    "[evil](https://evil.example/a)",
    "![evil](https://evil.example/b.png)",
    "Hope https://evil.example/c",
    "www.evil.example/d",
    "evil@evil.example",
    "<https://evil.example/e>",
    "<a href=https://evil.example/f>evil</a>",
    "<style>body{display:none}evil</style>",
    "<b style='font-size:60px'>evil</b>",
    ":red[evil]",
    ":material/evil: :evil:",
    ":smile: evil",
    "$\\href{https://evil.example/g}{evil}$",
    "# evil **evil** _evil_",
    "| evil | evil |",
    "`evil` ~~evil~~",
    "\"'><iframe src=https://evil.example/h>",
    "&lt;script&gt;evil &#60;b&#62; %{evil}",
)
"""Scripts, handlers, links, pictures, styles, frames, marks of markdown, of formulas and of charts; each with "evil" in it."""

_NOT_TEXT = {
    "name_key",
    "alias_key",
    "other_key",
    "content_hash",
    "file_hash",
    "import_key",
    "table_name",
    "start",
    "end",
    "languages",
}
"""Columns that the program writes itself: keys for comparing, hashes, hours; codes of languages are cut at their marks."""


def plant(engine: Engine) -> dict[str, int]:
    """Put the texts into every text column, and what was replaced by them into what was kept as JSON; each told by a number.

    Returns:
        {table.column: rows}, without columns that have no row.
    """
    done: dict[str, int] = {}
    new: dict[str, str] = {}
    with engine.begin() as connection:
        for table in SQLModel.metadata.sorted_tables:
            for column in table.columns:
                if isinstance(column.type, AutoString) and not column.primary_key and column.name not in _NOT_TEXT:
                    count = len(new)
                    new |= _plant_column(connection, table, column, sum(done.values()))
                    if len(new) > count:
                        done[f"{table.name}.{column.name}"] = len(new) - count
        _plant_json(connection, new)
        setting = SQLModel.metadata.tables["setting"]
        connection.execute(update(setting).where(setting.c.key == "coalition_name").values(value=PAYLOADS[6]))
    return done


def _plant_column(connection: Connection, table: Any, column: Any, before: int) -> dict[str, str]:
    """{what stood there: what stands there now}."""
    keys = list(table.primary_key.columns)
    stored = connection.execute(select(*keys, column).where(column.is_not(None))).all()
    texts = [f"{PAYLOADS[number % len(PAYLOADS)]} {number}" for number in range(before, before + len(stored))]
    here = [key == bindparam(f"key {key.name}") for key in keys]
    rows = [{f"key {key.name}": row[n] for n, key in enumerate(keys)} for row in stored]
    try:
        with connection.begin_nested():
            if rows:
                planting = update(table).where(*here).values({column.name: bindparam("text")})
                connection.execute(planting, [row | {"text": text} for row, text in zip(rows, texts, strict=True)])
    except IntegrityError:  # a rule of the database keeps text out of this column
        return {}
    return {f"{row[-1]}\n{number}": text for number, (row, text) in enumerate(zip(stored, texts, strict=True), before)}


def _plant_json(connection: Connection, new: dict[str, str]) -> None:
    by_old = {old.rpartition("\n")[0]: text for old, text in new.items()}
    for table in SQLModel.metadata.sorted_tables:
        keys = list(table.primary_key.columns)
        for column in (column for column in table.columns if isinstance(column.type, JSON) and table.name != "area_shape"):
            for row in connection.execute(select(*keys, column)).all():
                here = [key == value for key, value in zip(keys, row, strict=False)]
                connection.execute(update(table).where(*here).values({column.name: _replaced(row[-1], by_old)}))


def _replaced(value: Any, by_old: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _replaced(part, by_old) for key, part in value.items()}
    if isinstance(value, list):
        return [_replaced(part, by_old) for part in value]
    return by_old.get(value, value) if isinstance(value, str) else value


# --- what a page sends ------------------------------------------------------------------------------------------------

_PLAIN = {
    "*.id", "*.url", "*.value", "*.raw_value", "*.raw_values", "*.default", "*.placeholder", "*.query_string", "*.form_id",
    "*.alt", "*.element_id", "BidiComponent.json", "Code.code_text", "Text.body", "Selectbox.options", "MultiSelect.options",
    "TextArea.default",
}  # fmt: skip
"""Fields that the front end never reads as markdown (looked at in a browser); every other one is taken for markdown."""


def alive(message: Any) -> list[str]:
    """Texts of an element or a block that would act: planted and not made safe for where they stand."""
    kind = str(message.DESCRIPTOR.name)
    return [f"{kind}.{field}: {text[:200]}" for field, text in _strings(message) if "evil" in text and _acts(kind, field, text)]


def _acts(kind: str, field: str, text: str) -> bool:
    if kind == "PlotlyChart" and field.endswith("spec"):
        return any(_acts_in_chart(key, part) for key, part in leaves(json.loads(text)))
    if kind == "Html":
        return "evil" in _without(text, html.escape)
    return not _is_plain(kind, field) and "evil" in _without(text, md)


def _is_plain(kind: str, field: str) -> bool:
    last = field.rpartition(".")[2]
    return f"*.{last}" in _PLAIN or f"{kind}.{last}" in _PLAIN


def _acts_in_chart(key: str, text: str) -> bool:
    """Whether plotly would take a text for more: tags beside its own line breaks and bold words, or a command of a template."""
    if "evil" not in text or key in {"customdata", "ids", "uid", "meta"}:
        return False
    return key.endswith("template") or bool(re.search(r"<(?!/?(?:br|b|i|extra|span)>|span style='font-size:\d+px'>)", text))


def _without(text: str, made_safe: Callable[[str], str]) -> str:
    """A text without what was planted in it and made safe, at its start or within it."""
    for safe in _made_safe(made_safe):
        text = text.replace(safe, "")
    return text


@cache
def _made_safe(made_safe: Callable[[str], str]) -> list[str]:
    return [safe for payload in PAYLOADS for safe in (made_safe(payload), made_safe(f"x {payload}")[2:])]


def leaves(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """(the key it is under, each text) of a value as JSON has it."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from leaves(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from leaves(part, key)
    elif isinstance(value, str):
        yield key, value


def _strings(message: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """(path of the field, text) of every text in a message."""
    for field, value in message.ListFields():
        name = f"{path}.{field.name}" if path else field.name
        many = [value] if isinstance(value, str | bytes | int | float) or is_message(value) else value
        for part in many.values() if hasattr(many, "values") else many:
            if is_message(part):
                yield from _strings(part, name)
            elif isinstance(part, str):
                yield name, part


def is_message(value: object) -> bool:
    """Whether something is a message, of whatever kind, as a page sends it."""
    return hasattr(value, "ListFields")
