"""The hand-over sheet as a file that prints by itself: no address outside it, every text made safe, English or Thai."""

import base64
from collections.abc import Callable
from functools import cache
from html import escape

from coalition import locale
from coalition.answers.handover import Party, Sheet
from coalition.answers.readiness import ListRead
from coalition.database import ROOT
from coalition.vocabulary import ItemKnowledge, label

Say = Callable[..., str]

STYLE = """
@page { size: A4; margin: 16mm; }
.sheet { font: 12pt/1.5 "Sarabun", "Noto Sans Thai", "Leelawadee UI", "Thonburi", system-ui, sans-serif; color: #000;
  background: #fff; max-width: 180mm; }
.sheet h2 { font-size: 17pt; margin: 0 0 2mm; padding: 0; font-weight: 600; }
.sheet h3 { font-size: 13pt; margin: 6mm 0 1mm; padding: 0; font-weight: 600; }
.sheet table { border-collapse: collapse; width: 100%; }
.sheet th, .sheet td { text-align: left; vertical-align: top; padding: 1mm 3mm 1mm 0; border: 0; }
.sheet th { width: 34%; font-weight: 600; }
.sheet .fact { break-inside: avoid; margin: 0 0 3mm; } .sheet .state { font-weight: 600; }
.sheet .line { border-bottom: 1px solid #000; height: 8mm; } .sheet .small { font-size: 11pt; }
"""


def speaker(language: str) -> Say:
    """English source strings in a language, whatever the language of the screen."""

    def say(text: str, /, **values: object) -> str:
        return locale.translate(text, language, **values)

    return say


@cache
def fonts() -> str:
    """The letters of the dashboard, Latin and Thai, as part of a file: not every computer has Thai ones. License: OFL.txt."""
    faces = []
    for script, letters in (("latin", "U+0000-00FF, U+2013-2026"), ("thai", "U+0E00-0E7F, U+200C-200D, U+25CC")):
        for weight in (400, 600):
            path = ROOT / "static" / "fonts" / f"sarabun-{script}-{weight}-normal.woff2"
            if path.exists():
                data = base64.b64encode(path.read_bytes()).decode()
                source = f'src: url("data:font/woff2;base64,{data}") format("woff2")'
                faces.append(
                    f'@font-face {{ font-family: "Sarabun"; font-weight: {weight}; unicode-range: {letters}; {source}; }}'
                )
    return "\n".join(faces)


def printed_file(title: str, body: str, language: str) -> bytes:
    """A whole HTML file that asks nothing of the network: `body` is safe HTML, the title a plain text."""
    looks = f"{fonts()}{STYLE}@media screen {{ body {{ margin: 10mm; }} }}"
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{looks}</style>'
    return f'<!doctype html><html lang="{language}"><head>{head}</head><body>{body}</body></html>'.encode()


def sheet_file(sheet: Sheet, language: str) -> bytes:
    """The sheet as a whole HTML file."""
    return printed_file(f"{sheet.code} {sheet.kind[0]}", sheet_body(sheet, language), language)


def sheet_body(sheet: Sheet, language: str) -> str:
    """The sheet as a part of a page; it brings its own looks when it stands in a file."""
    t = speaker(language)
    parts = [
        f"<h2>{escape(t('Hand-over sheet'))}</h2>",
        _table(_facts(sheet, language)),
        f"<h3>{escape(t('Who hands over to whom'))}</h3>",
        _table([(t("Sender"), _party(sheet.sender, t)), (t("Receiver"), _party(sheet.receiver, t))]),
        *(_list(one, t, language) for one in sheet.needed.lists),
        _foot(sheet, t),
    ]
    return f'<div class="sheet">{"".join(parts)}</div>'


def _facts(sheet: Sheet, language: str) -> list[tuple[str, str]]:
    t = speaker(language)
    code, name, local = sheet.kind
    place, place_local = sheet.place
    where = _name(place, place_local, language)
    if not sheet.place_is_whole:
        where = " ".join(filter(None, [where, t("(district withheld)")]))
    rows = [
        (t("Case"), escape(sheet.code)),
        (t("Date"), escape(locale.date_text(sheet.on, language))),
        (t("Help that is asked for"), escape(f"{code} {_name(name, local, language)}")),
        (t("Answer wanted"), escape(t(label(sheet.urgency)))),
        (t("Where"), escape(where)),
    ]
    return rows + [
        (t(label(field)), escape(t("Withheld") if value is None else t(label(value)))) for field, value in sheet.fields.items()
    ]


def _name(english: str, local: str | None, language: str) -> str:
    return local if local and language != "en" else english


def _party(party: Party, t: Say) -> str:
    lines = [escape(party.name or t("Not known"))]
    for row in party.contacts:
        lines.append(escape(" · ".join(filter(None, (row["name"], row["role"], row["phone"], row["email"])))))
    if not party.contacts:
        lines.append(f"{escape(t('Focal point'))}:")
        lines.append('<div class="line"></div>')
    return "<br>".join(lines)


def _list(one: ListRead, t: Say, language: str) -> str:
    """One list; beside each fact whether it is known, and a line for the answer, which no computer keeps."""
    title = f"{one.head['code']} {_name(one.head['title'], one.head['title_local'], language)}"
    source = t("Source: {source}", source=t(one.head["source"]))
    facts = "".join(_fact(number, row, t, language) for number, row in enumerate(one.items, start=1))
    return f'<h3>{escape(title)}</h3><p class="small">{escape(source)}</p>{facts}'


def _fact(number: int, row: dict[str, object], t: Say, language: str) -> str:
    state = ItemKnowledge(str(row["state"]))
    question = _name(str(row["question"]), str(row["question_local"] or ""), language)
    optional = "" if row["is_required"] else f" ({t('optional')})"
    said = f'{number}. {escape(question + optional)} <span class="state">{escape(t(label(state)))}</span>'
    lines = "" if state is ItemKnowledge.WITHHELD else '<div class="line"></div>'
    return f'<div class="fact">{said}{lines}</div>'


def _foot(sheet: Sheet, t: Say) -> str:
    """How to use the sheet, and what must not be written on it by hand either."""
    told = t("Write the answers by hand. Give the sheet to the receiver only, and destroy it when it is no longer needed.")
    withheld = [label(field) for field, value in sheet.fields.items() if value is None]
    withheld += [] if sheet.place_is_whole else ["District"]
    if withheld:
        told = f"{t('Do not write what is withheld: {what}.', what=', '.join(t(name) for name in withheld))} {told}"
    return f'<p class="small">{escape(told)}</p>'


def _table(rows: list[tuple[str, str]]) -> str:
    """Rows of label and value; values are safe already."""
    return f"<table>{''.join(f'<tr><th>{escape(name)}</th><td>{value}</td></tr>' for name, value in rows)}</table>"
