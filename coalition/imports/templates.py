"""The files a coordinator downloads, fills in and uploads: UTF-8 with a byte order mark, so that Excel opens them rightly."""

import csv
import io
from collections.abc import Iterable, Sequence

from coalition.imports.cases_columns import COLUMNS
from coalition.imports.services_columns import TEMPLATE
from coalition.imports.services_values import EXAMPLE

_EXAMPLE_ROW = {
    "organization": EXAMPLE,
    "sector": "NGO",
    "service_type": "A2",
    "area": "Mae Sai",
    "province": "Chiang Rai",
    "starts_on": "2026-01-15",
    "capacity": "12",
    "capacity_available": "3",
    "reported_on": "2026-11-20",
    "reported_by": "who said so",
    "eligibility": "women and girls",
    "languages": "th;my",
    "status": "active",
}


def services_template() -> bytes:
    """The template of a list of services, with one example row that is left out when it comes back."""
    columns = list(TEMPLATE)
    return _csv([columns, [_EXAMPLE_ROW.get(column, "") for column in columns]])


def cases_template() -> bytes:
    """The template of a list of shared cases: coded columns only, no example row that could be taken for a case."""
    return _csv([list(COLUMNS)])


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")
