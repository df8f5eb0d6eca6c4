"""The files a coordinator downloads, fills in and uploads: UTF-8 with a byte order mark, so that Excel opens them rightly."""

import csv
import io
from collections.abc import Iterable, Sequence

from coalition.defaults import known_service_types
from coalition.imports.cases import columns as htcds
from coalition.imports.cases.columns import COLUMNS, HTCDS
from coalition.imports.services.columns import TEMPLATE
from coalition.imports.services.values import EXAMPLE
from coalition.vocabulary import LABELS, AgeBand, Exploitation, Sector, Sex, StatusDecider, TraffickingStatus

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
    "minimum_age": "12",
    "maximum_age": "17",
    "serves_sex": "female",
    "languages": "th;my",
    "hours": "day and night",
    "contact": "night desk",
    "telephone": "053-000-000",
    "email": "desk@example.org",
    "status": "active",
}
_EXAMPLE_CASE = {
    "case": EXAMPLE,
    "opened_on": "2026-11-02",
    "area": "Chiang Rai",
    "sex": Sex.FEMALE,
    "age_band": next(iter(AgeBand)),
    "exploitation": next(iter(Exploitation)),
    "trafficking_status": next(iter(TraffickingStatus)),
    "status_decided_by": next(iter(StatusDecider)),
    "need": "A2",
    "need_area": "Chiang Rai",
    "need_opened_on": "2026-11-05",
}
_EXAMPLE_HTCDS = {
    **{name: told for name, told in _EXAMPLE_CASE.items() if name not in htcds.OWN_OF.values()},
    htcds.STATUS: "PossibleVictimOfTrafficking",
    htcds.DECIDER: "NGO",
    htcds.EXPLOITATION: "SexualExploitation",
    htcds.CASE_STATUS: "Active",
    htcds.CONSENT: "TRUE",
    "consent_on": "2026-11-04",
    "consent_withheld": "district",
}
_VALUES = {
    "serves_sex": (
        ("female", "only women and girls are served", "รับเฉพาะหญิง"),
        ("male", "only men and boys are served", "รับเฉพาะชาย"),
        ("", "everybody, or not told: leave the cell empty", "ทุกคน หรือไม่ทราบ: เว้นว่าง"),
    ),
    "hours": (
        ("day and night", "at any hour", "ตลอด 24 ชั่วโมง"),
        ("office hours", "in office hours", "ในเวลาราชการ"),
        (
            "",
            "any other hours in up to 40 characters, such as Mon-Fri 9:00-17:00; not told: leave the cell empty",
            "เวลาอื่น พิมพ์ได้ไม่เกิน 40 ตัวอักษร",
        ),
    ),
    "status": (("active", "offered (also when the cell is empty)", "ให้บริการอยู่"), ("ended", "no longer offered", "ยุติแล้ว")),
    "languages": (
        ("th", "Thai (several languages: th;my)", "ไทย"),
        ("en", "English", "อังกฤษ"),
        ("my", "Burmese", "พม่า"),
        ("shn", "Shan", "ไทใหญ่"),
        ("lo", "Lao", "ลาว"),
        ("km", "Khmer", "เขมร"),
        ("zh", "Chinese", "จีน"),
        ("lhu", "Lahu", "ลาหู่"),
        ("ahk", "Akha", "อาข่า"),
        ("kar", "Karen", "กะเหรี่ยง"),
    ),
}


def services_template() -> bytes:
    """The template of a list of services, with one example row that is left out when it comes back."""
    return _csv([TEMPLATE, [_EXAMPLE_ROW.get(column, "") for column in TEMPLATE]])


def cases_template() -> bytes:
    """The template of a list of shared cases: coded columns only, with one example row that is left out as above."""
    return _csv([list(COLUMNS), [_EXAMPLE_CASE.get(column, "") for column in COLUMNS]])


def htcds_template() -> bytes:
    """The template with the field names of HTCDS, for needs, referrals and consent; one example row, left out as above."""
    columns = ("case", *HTCDS)
    return _csv([columns, [_EXAMPLE_HTCDS.get(column, "") for column in columns]])


def kinds_list() -> bytes:
    """What may stand in the columns of the template of services that have a list: one row for each value."""
    kinds = [
        ("service_type", known.code, known.pillar or "", known.name, known.name_local or "") for known in known_service_types()
    ]
    sectors = [("sector", sector.value, "", LABELS[Sector][sector], "") for sector in Sector]
    others = [(column, code, "", name, local) for column, values in _VALUES.items() for code, name, local in values]
    return _csv([("column", "code", "pillar", "name", "name_local"), *kinds, *sectors, *others])


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")
