"""The hand-over sheet as a file that prints by itself: no address outside it, every text made safe, English or Thai."""

from html import escape

from coalition import locale
from coalition.answers.handover import Party, Sheet
from coalition.answers.readiness import ListRead
from coalition.shell.printed import Say, printed_file, speaker
from coalition.vocabulary import ItemKnowledge, label


def sheet_file(sheet: Sheet, language: str) -> bytes:
    """The sheet as a whole HTML file."""
    return printed_file(f"{sheet.code} {sheet.kind[0]}", sheet_body(sheet, language), language)


def sheet_body(sheet: Sheet, language: str) -> str:
    """The sheet as a part of a page; it brings its own looks when it stands in a file."""
    t = speaker(language)
    parts = [
        f"<h2>{escape(t('Referral sheet'))}</h2>",
        _table(_facts(sheet, language)),
        f"<h3>{escape(t('Who refers to whom'))}</h3>",
        _table(
            [(t("Sending organization"), _party(sheet.sender, t)), (t("Receiving organization"), _party(sheet.receiver, t))]
        ),
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
        (t("Help requested"), escape(f"{code} {_name(name, local, language)}")),
        (t("Answer needed"), escape(t(label(sheet.urgency)))),
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
    told = t(
        "Write the answers by hand. Give the sheet to the receiving organization only, and "
        "destroy it when it is no longer needed."
    )
    withheld = [label(field) for field, value in sheet.fields.items() if value is None]
    withheld += [] if sheet.place_is_whole else ["District"]
    if withheld:
        told = f"{t('Do not write what is withheld: {what}.', what=', '.join(t(name) for name in withheld))} {told}"
    return f'<p class="small">{escape(told)}</p>'


def _table(rows: list[tuple[str, str]]) -> str:
    """Rows of label and value; values are safe already."""
    return f"<table>{''.join(f'<tr><th>{escape(name)}</th><td>{value}</td></tr>' for name, value in rows)}</table>"
