"""Lists people lay out themselves: a matrix of a year, long records, a sheet to sign in."""

from coalition.imports.formats.form import Sample, SheetKind
from coalition.imports.sheets.layout import Layout


def _has(layout: Layout, *fields: str) -> bool:
    known = layout.tables[0].columns.index
    return all(field in known for field in fields)


def _is_matrix(layout: Layout) -> float:
    return 7.0 * any(table.columns.dated for table in layout.tables)


def _is_long(layout: Layout) -> float:
    return 3.0 * (_has(layout, "date") or _has(layout, "meeting"))


MATRIX = SheetKind(
    "wide_matrix",
    "A matrix: people down, meeting days across",
    "A sheet of your own with one column for each meeting day and a mark where somebody was there.",
    Sample(
        "attendance 2026.csv",
        "Name,Organization,14 May 2026\nAnong Saelee,River House,x\nBen Carver,Hill Light,x\nChai Wongdee,Hill Light,\n",
    ),
    _is_matrix,
)
LONG = SheetKind(
    "long_records",
    "A long list: one row for each person and meeting",
    "A sheet of your own, or a record over several years, with the day of the meeting in each row.",
    Sample(
        "attendance record.csv",
        "Meeting date,Meeting,Name,Organization,Status\n2026-05-14,Plenary,Anong Saelee,River House,present\n"
        "2026-05-14,Plenary,Ben Carver,Hill Light,present\n2026-05-14,Plenary,Chai Wongdee,Hill Light,absent\n",
    ),
    _is_long,
)
SIGN_IN = SheetKind(
    "signin_sheet",
    "A sign-in sheet somebody typed",
    "The paper list of the evening, typed into a spreadsheet: a title with the day, and a row for each person.",
    Sample(
        "sign-in.csv",
        "Coalition meeting\nDate:,14 May 2026\nPlace:,River House\n\nNo.,Name,Organization,Position,Phone\n"
        "1,Anong Saelee,River House,Social worker,0800000101\n2,Ben Carver,Hill Light,Director,0800000102\n",
    ),
    lambda _layout: 1.0,
)
