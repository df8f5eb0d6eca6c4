"""The columns of a list of shared cases: coded fields, and nothing else.

What stands in a cell is never repeated in a sentence and never kept: it might be a name.
"""

from coalition.imports.services_columns import header_key
from coalition.vocabulary import AgeBand, Exploitation, Sex, TraffickingStatus

COLUMNS = {
    "case_code": ("case code", "code", "รหัสเคส", "รหัสกรณี"),
    "case": ("case", "row label", "เคส", "กรณี"),
    "opened_on": ("opened on", "opened", "วันเปิดเคส", "วันที่เปิด"),
    "closed_on": ("closed on", "closed", "วันปิดเคส", "วันที่ปิด"),
    "area": ("area", "พื้นที่"),
    "sex": ("sex", "เพศ"),
    "age_band": ("age band", "ช่วงอายุ"),
    "exploitation": ("exploitation", "type of exploitation", "รูปแบบการแสวงประโยชน์"),
    "trafficking_status": ("trafficking status", "สถานะการค้ามนุษย์"),
    "holder_organization": ("holder organization", "holder", "องค์กรที่ถือเคส"),
    "need": ("need", "kind of help", "ความต้องการ"),
    "need_area": ("need area", "พื้นที่ที่ต้องการ"),
    "need_opened_on": ("need opened on", "วันที่ต้องการ"),
    "need_closed_on": ("need closed on", "วันที่ได้รับแล้ว"),
}
"""Field -> header names, English and Thai, as `services_columns.header_key` folds them; the first is ours."""

DATES = ("opened_on", "closed_on", "need_opened_on", "need_closed_on")
LISTS = {"sex": Sex, "age_band": AgeBand, "exploitation": Exploitation, "trafficking_status": TraffickingStatus}
"""Field -> closed list; its values are what may stand in the column, and an empty cell is 'unknown'."""

ALLOWED = {
    **{name: ", ".join(kind) for name, kind in LISTS.items()},
    **dict.fromkeys(DATES, "a date such as 2026-11-25"),
    "case_code": "a code of this coalition, or nothing for a new case",
    "area": "the P-code or the name of a province or district",
    "need_area": "the P-code or the name of a province or district",
    "need": "the code or the name of a kind of help in the list",
    "holder_organization": "the name of an organization in the directory, or nothing",
}
"""Field -> what may stand in it, for the sentence beside a refused row."""

_FIELD_OF = {name: field for field, names in COLUMNS.items() for name in names}
_SURE = 3  # columns that only such a list has, so that another list with a column "case" is not taken for one
_OWN = {"case_code", "opened_on", "age_band", "exploitation", "trafficking_status", "need", "need_area", "need_opened_on"}


def fields_of(header: list[str]) -> tuple[dict[str, int], list[str]]:
    """({field: column index}, headers that are not accepted) of a header row."""
    columns: dict[str, int] = {}
    others: list[str] = []
    for index, cell in enumerate(header):
        field = _FIELD_OF.get(header_key(cell))
        if field and field not in columns:
            columns[field] = index
        elif cell.strip():
            others.append(cell)
    return columns, others


def is_case_header(header: list[str]) -> bool:
    """Whether a row is the header of a list of shared cases, also one with columns that are not accepted."""
    return len(_OWN & fields_of(header)[0].keys()) >= _SURE


def header_score(row: list[str]) -> float:
    """How much a row looks like the header of a list of shared cases: 0 (not at all) to 1."""
    filled = [cell for cell in row if cell.strip()]
    return len(fields_of(row)[0]) / len(filled) if filled else 0.0
