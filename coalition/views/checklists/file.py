"""A checklist as text to copy and as a sheet to print; every text made safe, no address outside the file."""

from collections.abc import Sequence
from html import escape
from typing import Any

from coalition.shell.printed import Say, printed_file, speaker
from coalition.vocabulary import ItemAges, label

Row = dict[str, Any]


def plain_text(items: Sequence[Row], language: str) -> str:
    """The list as lines of text, as one would send it."""
    t = speaker(language)
    lines = [f"{items[0]['code']} {_name(items[0], 'title', language)}"]
    lines += [f"{number}. {_question(row, t, language)}" for number, row in enumerate(items, start=1)]
    return "\n".join([*lines, t("Source: {source}", source=t(items[0]["source"]))])


def printed_list(items: Sequence[Row], language: str) -> bytes:
    """The list as a whole HTML file, with a line for each answer."""
    t = speaker(language)
    title = f"{items[0]['code']} {_name(items[0], 'title', language)}"
    facts = "".join(
        f'<div class="fact">{number}. {escape(_question(row, t, language))}<div class="line"></div></div>'
        for number, row in enumerate(items, start=1)
    )
    source = escape(t("Source: {source}", source=t(items[0]["source"])))
    body = f'<div class="sheet"><h2>{escape(title)}</h2>{facts}<p class="small">{source}</p></div>'
    return printed_file(title, body, language)


def _name(row: Row, column: str, language: str) -> str:
    local = row[f"{column}_local"]
    return str(local if local and language != "en" else row[column])


def _question(row: Row, t: Say, language: str) -> str:
    notes = [] if row["is_required"] else [t("optional")]
    notes += [] if row["ages"] == ItemAges.EVERYBODY else [t(label(ItemAges(row["ages"])))]
    return _name(row, "question", language) + (f" ({', '.join(notes)})" if notes else "")
