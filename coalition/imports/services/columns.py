"""Which column of a list of services holds what: our template, HXL tags, HAPI operational presence, the 3W workbook."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FIELDS = (
    "organization", "sector", "service_type", "service_type_code", "area", "province", "area1_name", "area1_code",
    "area2_name", "area2_code", "level", "country", "starts_on", "ends_on", "capacity", "capacity_available", "reported_on",
    "reported_by", "eligibility", "minimum_age", "maximum_age", "serves_sex", "languages", "status", "month", "year", "warning",
    "error", "given1", "given2", "pillar",
)  # fmt: skip
"""What a column may hold. `area`/`province`: code or name; area1, area2: of levels 1 and 2, with codes of their own;
given1, given2: the same as the provider wrote them."""

TEMPLATE = {
    "organization": ("organization", "organisation", "org", "องค์กร", "หน่วยงาน", "ชื่อองค์กร", "ชื่อหน่วยงาน"),
    "sector": ("sector", "organization type", "organisation type", "ภาคส่วน", "ประเภทองค์กร", "ประเภทหน่วยงาน"),
    "service_type": ("service type", "kind of help", "service", "ประเภทบริการ", "ประเภทความช่วยเหลือ", "บริการ"),
    "area": ("area", "district", "region", "พื้นที่", "อำเภอ", "เขต"),
    "province": ("province", "จังหวัด"),
    "starts_on": ("starts on", "start", "start date", "from", "วันเริ่ม", "วันที่เริ่ม", "เริ่ม"),
    "ends_on": ("ends on", "end", "end date", "until", "วันสิ้นสุด", "วันที่สิ้นสุด", "สิ้นสุด"),
    "capacity": ("capacity", "places", "จำนวนที่รับได้", "ความจุ", "จำนวนที่"),
    "capacity_available": ("capacity available", "available", "places free", "free places", "จำนวนที่ว่าง", "ที่ว่าง"),
    "reported_on": ("reported on", "reported", "date reported", "confirmed on", "วันที่รายงาน", "วันที่ยืนยัน"),
    "reported_by": ("reported by", "confirmed by", "ผู้รายงาน", "ผู้ยืนยัน"),
    "eligibility": ("eligibility", "who may use it", "คุณสมบัติ", "ผู้มีสิทธิ", "เงื่อนไข"),
    "minimum_age": ("minimum age", "min age", "age from", "youngest", "อายุต่ำสุด", "อายุขั้นต่ำ"),
    "maximum_age": ("maximum age", "max age", "age to", "oldest", "อายุสูงสุด", "อายุไม่เกิน"),
    "serves_sex": ("serves sex", "sex served", "sex", "เพศที่รับ", "เพศ"),
    "languages": ("languages", "language", "ภาษา"),
    "status": ("status", "สถานะ"),
}
"""Field -> header names of our template, English and Thai, as `header_key` folds them; the first is ours."""

HAPI = {
    "org_name": "organization", "org_type_description": "sector", "sector_code": "service_type_code",
    "sector_name": "service_type", "admin1_code": "area1_code", "admin1_name": "area1_name", "admin2_code": "area2_code",
    "admin2_name": "area2_name", "admin_level": "level", "location_code": "country", "reference_period_start": "starts_on",
    "reference_period_end": "ends_on", "warning": "warning", "error": "error",
    "provider_admin1_name": "given1", "provider_admin2_name": "given2",
}  # fmt: skip
"""Column names of HDX HAPI operational presence, as they are."""

WORKBOOK = {
    "month": "month", "year": "year", "cluster": "service_type", "region": "area1_name", "regionpcode": "area1_code",
    "district": "area2_name", "districtpcode": "area2_code", "organization type": "sector", "organization name": "organization",
}  # fmt: skip
"""Header names of the 3W workbook, as `header_key` folds them."""

_HXL = {
    "#org+name": "organization", "#org": "organization", "#org+type": "sector",
    "#sector+name": "service_type", "#sector": "service_type", "#sector+code": "service_type_code",
    "#adm1+name": "area1_name", "#adm1": "area1_name", "#adm1+code": "area1_code",
    "#adm2+name": "area2_name", "#adm2": "area2_name", "#adm2+code": "area2_code",
    "#country+code": "country", "#date+start": "starts_on", "#date+end": "ends_on", "#date+reported": "reported_on",
    "#status": "status", "#status+name": "status", "#capacity+num": "capacity", "#capacity": "capacity",
    "#capacity+available+num": "capacity_available", "#capacity+available": "capacity_available",
    "#contact+name+reporter": "reported_by", "#description+eligibility": "eligibility", "#description+languages": "languages",
    "#population+age+min": "minimum_age", "#population+age+max": "maximum_age", "#population+sex": "serves_sex",
}  # fmt: skip
_HXL_SUBSECTOR = {
    "#sector": "pillar",
    "#sector+name": "pillar",
    "#subsector": "service_type",
    "#subsector+name": "service_type",
    "#subsector+code": "service_type_code",
}

REASON = "reason"
"""The last column of the file of refused rows, which comes back corrected."""

REASONS = (REASON, "เหตุผลที่ไม่รับแถวนี้")
"""The same in each language a screen has: the file is written in the language of its reader."""

_SEEN_ROWS = 30  # a header stands in the first rows, or nowhere
_TAG = re.compile(r"#[a-z][a-z0-9_]*(?:\s*\+\s*[a-z0-9_]+)*", re.IGNORECASE)


@dataclass(frozen=True)
class Layout:
    """How a list of services is laid out.

    Attributes:
        format: "services_template", "hxl", "hapi" or "3w_workbook".
        header: index of the header row in the grid (the row above the tags for HXL).
        first: index of the first row of data.
        columns: {field of FIELDS: column index}.
        headers: the header cells as written.
    """

    format: str
    header: int
    first: int
    columns: dict[str, int]
    headers: tuple[str, ...]

    def header_of(self, field: str) -> str | None:
        """The header of the column a field is read from, as written; None: there is no such column."""
        index = self.columns.get(field)
        return self.headers[index] if index is not None and index < len(self.headers) else None


def header_key(text: str) -> str:
    """A header folded for comparison: small letters, words separated by one blank, nothing in brackets."""
    words = re.sub(r"[\s_\-*:]+", " ", re.sub(r"\([^)]*\)", " ", unicodedata.normalize("NFC", text).casefold()))
    return words.strip()


_TEMPLATE_NAMES = {name: field for field, names in TEMPLATE.items() for name in names}


def find_layout(rows: Sequence[list[str]]) -> Layout | None:
    """The layout of a grid, from its first rows; None: this is no list of services."""
    for index, row in enumerate(rows[:_SEEN_ROWS]):
        tags = _hxl(rows, index) or (_hxl(rows, index + 1) if index + 1 < len(rows) else None)  # they say more than the header
        found = tags or _named(row, index)
        if found:
            return found
    return None


def header_score(row: list[str]) -> float:
    """How much a row looks like the header of a list of services: 0 (not at all) to 1."""
    filled = [cell for cell in row if cell.strip()]
    if not filled:
        return 0.0
    names = (_TEMPLATE_NAMES, WORKBOOK, HAPI)
    known = sum(any(header_key(cell) in n for n in names) or cell.strip() in HAPI or is_tag(cell) for cell in filled)
    return known / len(filled)


def is_tag(cell: str) -> bool:
    """Whether a cell is an HXL tag such as `#adm1 +name`."""
    return bool(_TAG.fullmatch(cell.strip()))


def is_subsector(cell: str) -> bool:
    """Whether an HXL tag tells the kind of help itself, and not the sector it belongs to."""
    return _folded_tag(cell).startswith("#subsector")


def _hxl(rows: Sequence[list[str]], index: int) -> Layout | None:
    """The row of tags, which stands right under the header (or alone in the first row)."""
    cells = [cell for cell in rows[index] if cell.strip() not in ("", *REASONS)]
    if len(cells) < 3 or not all(is_tag(cell) for cell in cells):
        return None
    tags = [_folded_tag(cell) for cell in rows[index]]
    names = dict(_HXL)
    if any(tag.startswith("#subsector") and tag in _HXL_SUBSECTOR for tag in tags):  # the finer word is the kind of help
        names = {tag: field for tag, field in _HXL.items() if not field.startswith("service_type")} | _HXL_SUBSECTOR
    columns = _by_field((names.get(tag), i) for i, tag in enumerate(tags))
    if not _is_enough(columns):
        return None
    header = index - 1 if index else index
    return Layout("hxl", header, index + 1, columns, tuple(rows[header]))


def _folded_tag(cell: str) -> str:
    """A tag in small letters, its attributes in order: `#Org + Name` -> `#org+name`; language attributes are left out."""
    name, *attributes = re.sub(r"\s", "", cell).lower().split("+")
    known = sorted({a for a in attributes if a not in {"en", "i_en", "v_pcode", "v_pcodes", "list", "provider"}})
    return "+".join([name, *known])


def _named(row: list[str], index: int) -> Layout | None:
    keys = [header_key(cell) for cell in row]
    exact = [cell.strip().casefold() for cell in row]
    for name, columns in (
        ("hapi", _by_field((HAPI.get(key), i) for i, key in enumerate(exact))),
        ("3w_workbook", _by_field((WORKBOOK.get(key), i) for i, key in enumerate(keys))),
        ("services_template", _by_field((_TEMPLATE_NAMES.get(key), i) for i, key in enumerate(keys))),
    ):
        needs_month = name != "3w_workbook" or "month" in columns
        if _is_enough(columns) and needs_month:
            return Layout(name, index, index + 1, columns, tuple(row))
    return None


def _by_field(pairs: Iterable[tuple[str | None, int]]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for field, index in pairs:
        if field:
            columns.setdefault(field, index)
    return columns


def _is_enough(columns: dict[str, int]) -> bool:
    """Who, what and where are all told."""
    what = {"service_type", "service_type_code"} & columns.keys()
    where = {"area", "province", "area1_name", "area1_code", "area2_name", "area2_code"} & columns.keys()
    return "organization" in columns and bool(what) and bool(where)
