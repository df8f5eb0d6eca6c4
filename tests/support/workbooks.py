"""Tiny .xlsx files, written by hand: no library that writes workbooks is needed for that."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from xml.sax.saxutils import escape

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_REL = (
    '<Relationship Id="rId{number}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
    'Target="{target}"/>'
)
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


Rows = Sequence[Sequence[object]]
_STYLES = (
    f"<styleSheet {_MAIN}><fonts><font/></fonts><fills><fill/></fills><borders><border/></borders>"
    "<cellStyleXfs><xf/></cellStyleXfs>"
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="20" applyNumberFormat="1"/>'
    '<xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>'
)
"""Of cells: 0 general, 1 a date, 2 a time, 3 both."""


def workbook(rows: Rows, *, sheet: str = "Sheet1", extra: dict[str, bytes] | None = None) -> bytes:
    """One sheet of texts and numbers; `extra` parts are added to the archive."""
    return workbook_of({sheet: rows}, extra=extra)


def workbook_of(
    sheets: Mapping[str, Rows], *, hidden: Sequence[str] = (), merged: str = "", extra: dict[str, bytes] | None = None
) -> bytes:
    """An .xlsx of several sheets: texts, numbers, booleans, dates, times.

    Args:
        hidden: names of the sheets that are not shown. merged: a range of the first sheet that is one cell, e.g. "A1:C1".
    """
    entries = related = ""
    parts: dict[str, str | bytes] = {"[Content_Types].xml": _TYPES, "xl/styles.xml": _STYLES}
    for number, (name, rows) in enumerate(sheets.items(), start=1):
        state = ' state="hidden"' if name in hidden else ""
        entries += f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"{state}/>'
        related += _REL.format(number=number, kind="worksheet", target=f"worksheets/sheet{number}.xml")
        merge = f'<mergeCells><mergeCell ref="{merged}"/></mergeCells>' if merged and number == 1 else ""
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f"<worksheet {_MAIN}><sheetData>{_rows(rows)}</sheetData>{merge}</worksheet>"
        )
    related += _REL.format(number=len(sheets) + 1, kind="styles", target="styles.xml")
    parts["_rels/.rels"] = _RELS.format(_REL.format(number=1, kind="officeDocument", target="xl/workbook.xml"))
    parts["xl/_rels/workbook.xml.rels"] = _RELS.format(related)
    parts["xl/workbook.xml"] = (
        f'<workbook {_MAIN} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f"<sheets>{entries}</sheets></workbook>"
    )
    return packed({**parts, **(extra or {})})


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of these parts."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def ods(sheets: Mapping[str, Rows], *, tail: str = "") -> bytes:
    """An .ods of several sheets of texts, numbers and dates; `tail` is written as rows behind those of the last one."""
    tables = ""
    for number, (name, rows) in enumerate(sheets.items(), start=1):
        lines = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
        lines += tail if number == len(sheets) else ""
        tables += f'<table:table table:name="{escape(name)}">{lines}</table:table>'
    names = " ".join(f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for one in ("office", "table", "text"))
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
        'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return packed({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def _rows(rows: Rows) -> str:
    lines = ""
    for number, row in enumerate(rows, start=1):
        cells = "".join(_cell(f"{_letters(column)}{number}", value) for column, value in enumerate(row) if value is not None)
        lines += f'<row r="{number}">{cells}</row>'
    return lines


def _letters(column: int) -> str:
    return (chr(64 + column // 26) if column >= 26 else "") + chr(65 + column % 26)


def _serial(value: datetime) -> float:
    gone = value - datetime(1899, 12, 30)
    return gone.days + gone.seconds / 86_400


def _ods_cell(value: object) -> str:
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"/>'
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    if value in (None, ""):
        return "<table:table-cell/>"
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'


def _cell(place: str, value: object) -> str:
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, time):
        return f'<c r="{place}" s="2"><v>{(value.hour * 60 + value.minute) / 1440}</v></c>'
    if isinstance(value, datetime):
        return f'<c r="{place}" s="3"><v>{_serial(value)}</v></c>'
    if isinstance(value, date):
        return f'<c r="{place}" s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'
