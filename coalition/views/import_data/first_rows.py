"""The first rows of a file as they stand in it: what each column was taken for above them, what became of each row beside it.

A matrix stays a matrix: its days stand above the columns, each mark in the color of what it says.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from html import escape

import streamlit as st

from coalition.imports.issues import CATALOGUE, Scope
from coalition.imports.reading import Reading, row_number
from coalition.imports.services.columns import column_letter
from coalition.shell.words import date_text, t, t_filled
from coalition.views.import_data.rejected_rows import in_short
from coalition.vocabulary import BatchKind

COLUMNS = 40
_LETTERS = 60
_LOOKS = """<style>
.first-rows { overflow: auto; max-height: 23rem; width: fit-content; max-width: 100%;
  border: 1px solid var(--line); border-radius: 6px; }
.first-rows table { border-collapse: separate; border-spacing: 0; font-size: 0.875rem; line-height: 1.35; }
.first-rows :is(th, td) { padding: 3px 10px; text-align: left; white-space: nowrap; border-bottom: 1px solid var(--line);
  font-weight: 400; vertical-align: top; }
.first-rows thead th { position: sticky; top: 0; z-index: 2; background: light-dark(#F3F6F7, #10191D); }
.first-rows thead b { display: block; font-weight: 600; }
.first-rows tr:not(.why) > :first-child { position: sticky; left: 0; z-index: 1; text-align: right;
  font-variant-numeric: tabular-nums; background: light-dark(#F3F6F7, #10191D); }
.first-rows thead tr > :first-child { z-index: 3; }
.first-rows .sign { padding: 3px 4px; text-align: center; font-weight: 700; }
.first-rows .head td { font-weight: 600; background: var(--chosen); }
.first-rows :is(.above, .away, .out) td, .first-rows .unused { color: light-dark(#56656C, #9AA9B0); }
.first-rows .out td { text-decoration: line-through; text-decoration-color: light-dark(#A8B4B9, #56656C); }
.first-rows .out td.sign { text-decoration: none; }
.first-rows .out + .why td { padding: 0 10px 5px 2.6rem; white-space: normal; }
.first-rows .why span { position: sticky; left: 2.6rem; display: inline-block; max-width: min(34rem, 68vw);
  color: light-dark(#8A3B12, #F0A878); }
.first-rows td.present { background: light-dark(#DDEFE6, #12382B); }
.first-rows td.absent { background: light-dark(#F7E4DC, #43261A); }
.first-rows td.excused { background: light-dark(#F6EFD2, #3D3414); }
</style>"""
_LEFT_OUT = frozenset({Scope.ROW, Scope.NOT_A_PERSON})
_HEADING = "section"
"""Code of a heading inside a list: it is no row that is left out."""
_SIGNS = {"came": "✓", "away": "–", "out": "✕"}


@dataclass(frozen=True)
class _Row:
    """What became of one row: came, away, out, head, above or nothing; why it was left out; {day: state} of its marks."""

    fate: str = ""
    why: str = ""
    states: Mapping[str, str] = field(default_factory=dict)


def draw_first_rows(read: Reading, labels: Mapping[str, str]) -> None:
    """The rows of the preview.

    Args:
        read: what was read.
        labels: {field of a column: its English label}.
    """
    width = min(max((len(cells) for _, cells in read.preview), default=0), COLUMNS)
    fates = _fates(read)
    heads = read.how.heads or {column.index: column.field for column in read.columns if column.field}
    heads = heads or dict.fromkeys(range(width), "")
    top = "".join(_head(at, heads.get(at), labels) for at in range(width))
    under = heads | _people_across(read)
    rows = "".join(_row(line, cells, width, under, fates.get(line, _Row())) for line, cells in read.preview)
    told = escape(t("First rows of the file"))
    st.html(
        f'{_LOOKS}<div class="first-rows" role="region" tabindex="0" aria-label="{told}"><table><thead><tr>'
        f"<th>{escape(t('Row'))}</th><th></th>{top}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
    used = {row.fate for row in fates.values()}
    signs = {"came": t("came"), "away": t("did not come"), "out": t("left out, with the reason below it")}
    if legend := [f"{sign} {signs[fate]}" for fate, sign in _SIGNS.items() if fate in used]:
        st.caption(" · ".join(legend))


def _head(at: int, head: str | None, labels: Mapping[str, str]) -> str:
    """A column: its letter, and under it what it was taken for; empty: nothing is said of any column. None: it is not used."""
    if head == "":
        return f"<th>{column_letter(at)}</th>"
    if head is None or head == "ignore":
        return f'<th class="unused">{column_letter(at)}<b>&nbsp;</b></th>'
    try:
        told = date_text(date.fromisoformat(head))
    except ValueError:
        told = t(labels[head]) if head in labels else head
    return f"<th>{column_letter(at)}<b>{escape(told)}</b></th>"


def _row(line: int, cells: tuple[str, ...], width: int, heads: Mapping[int, str], row: _Row) -> str:
    filled = [*cells[:width], *[""] * (width - len(cells))]
    drawn = "".join(_cell(cell, heads.get(at), row) for at, cell in enumerate(filled))
    sign = _SIGNS.get(row.fate, "")
    told = f'<tr class="{row.fate}"><th scope="row">{row_number(line)}</th><td class="sign">{sign}</td>{drawn}</tr>'
    return told + (f'<tr class="why"><td colspan="{width + 2}"><span>{escape(row.why)}</span></td></tr>' if row.why else "")


def _cell(cell: str, head: str | None, row: _Row) -> str:
    """One cell; under a day, and where a column says who came, in the color of what it says."""
    state = row.states.get(head, "") if head else ""
    if head == "attended" and row.states:
        state = "present" if row.fate == "came" else next(iter(row.states.values()))
    shown = escape(cell if len(cell) <= _LETTERS else f"{cell[: _LETTERS - 1]}…")
    kind = state or ("unused" if head in {None, "ignore"} else "")
    return f'<td class="{kind}">{shown}</td>' if kind else f"<td>{shown}</td>"


def _fates(read: Reading) -> dict[int, _Row]:
    """{line of the preview: what became of it}; of a refused file nothing became of any row."""
    if read.refused or read.kind is not BatchKind.ATTENDANCE:
        return {}
    lines = {line for line, _ in read.preview}
    out = [told for told in read.issues if told.line in lines and CATALOGUE[told.code].scope in _LEFT_OUT]
    found = {told.line: _Row("out", in_short(t_filled(told.why))) for told in out if told.line is not None}
    headings = {told.line for told in out if told.code == _HEADING and told.line is not None}
    across = bool(_people_across(read))
    for line, told in _states(read, lines, across=across).items():
        found[line] = _Row("" if across else "came" if "present" in told.values() else "away", "", told)
    first = min(found.keys() - headings, default=0)
    found |= dict.fromkeys([*headings, *read.how.header_lines], _Row("head"))
    return {line: _Row("above") for line in lines if line < first} | found


def _states(read: Reading, lines: set[int], *, across: bool) -> dict[int, dict[str, str]]:
    """{line: {day: state}}; where people stand across, {line: {name: state}}."""
    entries, states = read.entries, dict[int, dict[str, str]]()
    for meeting, name, state, own in zip(entries.meeting, entries.name, entries.state, entries.lines, strict=True):
        on = read.meetings[meeting].on
        for line in lines.intersection(own):
            states.setdefault(line, {})[(name or "").casefold() if across else on.isoformat() if on else ""] = state
    return states


def _people_across(read: Reading) -> dict[int, str]:
    """{column: the name that stands above it, in small letters} of a matrix with its people across; empty: it is none."""
    above = dict(read.preview).get(next(iter(read.how.header_lines), 0), ())
    people = {at: above[at].casefold() for at, head in read.how.heads.items() if head == "name" and at < len(above)}
    return people if len(people) > 1 else {}
