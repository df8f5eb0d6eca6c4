"""Lists of services: what becomes a statement, what is asked, what is refused, and that a second time changes nothing."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from coalition import models as m
from coalition.access.templates import services_template
from coalition.database import writing
from coalition.edits.area_files import bring_areas
from coalition.imports.plan import Fate
from coalition.imports.services.columns import nearest_layout
from coalition.shell import words
from coalition.views.import_data.questions import option_text
from tests.support.examples import examples
from tests.support.importing import TODAY, codes, keep, services, sheet, stored
from tests.support.workbooks import workbook

HEAD = (
    "organization", "service_type", "area", "province", "starts_on", "ends_on", "capacity", "capacity_available", "reported_on",
    "status",
)  # fmt: skip


def row(
    organization: str = "River House", kind: str = "A2", area: str = "TH5709", *rest: object, province: str = ""
) -> tuple[object, ...]:
    values = (*rest, "", "", "", "", "", "")[:6]
    return (organization, kind, area, province, *values)


def dated(organization: str, kind: str, area: str, on: str, capacity: object = "") -> tuple[object, ...]:
    return row(organization, kind, area, "", "", capacity, "", on)


def test_a_row_of_the_template_becomes_a_dated_statement(engine: Engine) -> None:
    plan = services(engine, sheet(HEAD, row("River House", "A2", "Mae Sai", "", "", 12, 3, "2026-11-20", province="เชียงราย")))
    assert plan.questions[-1].code == "full_list"
    assert plan.totals() == {"services": 1, "organizations": 1, "areas": 2, "service types": 1}
    batch = keep(engine, plan)
    (service,) = stored(engine, m.Service)
    assert (service["capacity"], service["capacity_available"], service["assured_on"]) == (12, 3, date(2026, 11, 20))
    assert (service["batch_id"], service["line"], service["organization_as_written"]) == (batch, 2, "River House")
    province, district = stored(engine, m.Area)
    assert (province["pcode"], district["pcode"], district["parent_id"]) == ("TH57", "TH5709", province["id"])
    assert stored(engine, m.ServiceType)[0]["pillar"] == "aftercare"


def test_the_example_row_of_the_template_is_left_out_and_told(engine: Engine) -> None:
    plan = services(engine, services_template())
    assert plan.counts() == {"blank": 1}
    assert codes(plan) == [(2, "example_row")]
    assert not plan.changes_anything()


def test_a_column_that_is_not_used_is_told_and_rows_say_what_they_are_in_thai_too(sqlite_engine: Engine) -> None:
    head, told = ("หน่วยงาน", "ประเภทบริการ", "จังหวัด", "วันที่แจ้ง", "งบประมาณ"), ("บ้านริมกก", "A2", "เชียงราย", "12/11/2569", "5000")
    plan = services(sqlite_engine, sheet(head, told))
    assert [i.why for i in plan.issues if i.code == "services_columns_unused"] == ["These columns are not used: งบประมาณ."]
    (shown,) = plan.rows()
    assert shown.local == "บ้านริมกก: การให้คำปรึกษาและบำบัดบาดแผลทางใจ, เชียงราย"
    keep(sqlite_engine, plan)
    assert stored(sqlite_engine, m.Service)[0]["assured_on"] == date(2026, 11, 12), "not the day of the import"


def test_a_kind_of_help_is_known_by_its_short_name_unless_the_coalition_calls_it_otherwise(engine: Engine) -> None:
    with writing(engine) as session:
        session.add(m.ServiceType(code="A2", name="Talks", pillar="aftercare"))
    plan = services(engine, sheet(HEAD, *(row("House", kind) for kind in ("Legal aid", "ที่พักพิงฉุกเฉิน", "Counselling"))))
    assert [q.lines for q in plan.questions if q.code != "full_list"] == [(4,)], "the other two are found"


def test_thai_column_names_are_understood(engine: Engine) -> None:
    data = sheet(("ชื่อองค์กร", "ประเภทบริการ", "จังหวัด", "สถานะ"), ("บ้านริมน้ำ", "ล่าม", "เชียงใหม่", "เปิด"))
    keep(engine, services(engine, data))
    assert stored(engine, m.Area)[0]["pcode"] == "TH50"
    assert stored(engine, m.ServiceType)[0]["code"] == "I7"


def test_the_same_file_twice_changes_nothing_on_the_next_day_either(engine: Engine) -> None:
    data = sheet(HEAD, row(), dated("Hill Clinic", "A3", "TH57", "2026-10-01", 4), row("Hill Clinic", "A3", "TH50"))
    keep(engine, services(engine, data))
    for today in (TODAY, date(2027, 1, 2)):
        again = services(engine, data, today=today)
        assert again.counts() == {"unchanged": 3}
        assert not again.changes_anything()


def test_a_later_report_is_a_new_statement_beside_the_old_one(engine: Engine) -> None:
    keep(engine, services(engine, sheet(HEAD, dated("River House", "A1", "TH57", "2026-05-01", 8))))
    plan = services(engine, sheet(HEAD, dated("River House", "A1", "TH57", "2026-11-01", 8)))
    assert plan.counts() == {"changed": 1}
    keep(engine, plan)
    assert [s["assured_on"] for s in stored(engine, m.Service)] == [date(2026, 5, 1), date(2026, 11, 1)]


def test_a_list_that_leaves_out_what_is_stored_says_so(engine: Engine) -> None:
    keep(engine, services(engine, sheet(HEAD, dated("River House", "A2", "TH5709", "2026-10-01", 12))))
    less = services(engine, sheet(HEAD, dated("River House", "A2", "TH5709", "2026-11-01")))
    assert codes(less) == [(2, "says_less")]
    older = services(engine, sheet(HEAD, dated("River House", "A2", "TH5709", "2026-09-01")))
    as_much = services(engine, sheet(HEAD, dated("River House", "A2", "TH5709", "2026-11-01", 0)))
    assert codes(older) == codes(as_much) == [], "zero places are told; what came later stands"


def test_an_undated_list_does_not_override_what_was_corrected_since(engine: Engine) -> None:
    undated = sheet(HEAD, row("River House", "A1", "TH57"))
    keep(engine, services(engine, undated, on=date(2026, 11, 1)))
    keep(engine, services(engine, sheet(HEAD, dated("River House", "A1", "TH57", "2026-11-10", 5))))
    assert services(engine, undated, on=date(2026, 11, 1)).counts() == {"unchanged": 1}


def test_equal_rows_are_merged_and_a_contradiction_is_refused(engine: Engine) -> None:
    same = dated("River House", "A1", "TH57", "2026-11-01", 8)
    plan = services(engine, sheet(HEAD, same, same, dated("River House", "A1", "TH57", "2026-11-01", 9)))
    assert plan.counts() == {"new": 1, "merged": 1, "refused": 1}
    assert codes(plan) == [(4, "contradicts_row")]


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        (row("", "A1", "TH57"), "no_organization", "organization"),
        (row("River House", "", "TH57"), "no_service_type", "service_type"),
        (row("River House", "A1", ""), "no_area", "area"),
        (row("River House", "A1", "TH57", "", "", -3), "negative_capacity", "capacity"),
        (row("River House", "A1", "TH57", "", "", "ten"), "bad_number", "capacity"),
        (row("River House", "A1", "TH57", "", "", 3, 5), "available_above_capacity", "capacity_available"),
        (row("River House", "A1", "TH57", "2026-02-30"), "bad_date", "starts_on"),
        (row("River House", "A1", "TH57", "2026-03-01", "2026-02-01"), "end_before_start", "ends_on"),
        (row("River House", "A1", "TH57", "", "", "", "", "2027-01-01"), "reported_in_future", "reported_on"),
        (row("River House", "A1", "TH57", "", "", "", "", "", "perhaps"), "unknown_status", "status"),
    ],
)
def test_a_bad_row_is_refused_with_its_row_column_and_sentence(
    engine: Engine, cells: tuple[object, ...], code: str, column: str
) -> None:
    plan = services(engine, sheet(HEAD, row("Hill Clinic"), cells))
    (problem,) = [i for i in plan.issues if i.line == 3]
    assert (problem.code, problem.column) == (code, column)
    assert problem.why
    assert problem.suggestion
    assert plan.counts() == {"new": 1, "refused": 1}
    keep(engine, plan)
    assert [o["name"] for o in stored(engine, m.Organization)] == ["Hill Clinic"]


def test_zero_places_and_not_reported_are_two_things(engine: Engine) -> None:
    head = dated("River House", "A1", "TH57", "2026-11-01", 0)
    keep(engine, services(engine, sheet(HEAD, head, dated("Hill Clinic", "A1", "TH57", "2026-11-01", "n/a"))))
    assert [s["capacity"] for s in stored(engine, m.Service)] == [0, None]


def test_an_ended_service_is_a_statement_that_it_is_not_offered(engine: Engine) -> None:
    keep(engine, services(engine, sheet(HEAD, row("River House", "A1", "TH57", "", "", "", "", "2026-11-01", "ended"))))
    assert stored(engine, m.Service)[0]["is_offered"] is False


def test_a_district_name_of_five_provinces_is_asked_and_its_rows_wait(engine: Engine) -> None:
    data = sheet(HEAD, row(area="Chaloem Phra Kiat"), row("Hill Clinic"))
    plan = services(engine, data)
    (question,) = [q for q in plan.questions if q.code == "ambiguous_area"]
    assert question.holds_rows
    assert len(question.options) == 6
    assert plan.counts() == {"waiting for an answer": 1, "new": 1}
    answered = services(engine, data, **{question.key: question.options[0].value})
    assert answered.counts() == {"new": 2}
    beside = services(engine, sheet(HEAD, row(area="Chaloem Phra Kiat", province="Nan")))
    assert not [q for q in beside.questions if q.code == "ambiguous_area"]


def test_a_kind_of_help_spelled_like_a_known_one_is_asked_once_and_its_rows_wait(engine: Engine) -> None:
    data = sheet(HEAD, row(kind="Councelling and trauma therapy"), row("Hill Clinic", "councelling and trauma therapy"))
    plan = services(engine, data)
    assert (plan.counts(), plan.totals()) == ({"waiting for an answer": 2}, {})
    (question, *_) = plan.questions
    assert (question.code, question.lines, question.options[0].value) == ("service_type_nearly_known", (2, 3), "map:A2")
    assert [option.value for option in question.options][-2:] == ["add", "refuse"]
    mapped = services(engine, data, **{question.key: "map:A2"})
    assert mapped.totals()["service types"] == 1
    keep(engine, mapped)
    assert {t["code"] for t in stored(engine, m.ServiceType)} == {"A2"}
    refused = services(engine, data, **{question.key: "refuse"})
    assert refused.counts() == {"refused": 2}
    assert not refused.totals()


def test_an_unknown_area_is_added_by_default_mapped_or_refused(engine: Engine) -> None:
    data = sheet(HEAD, row(area="Ban Nowhere", province="Chiang Rai"))
    plan = services(engine, data)
    question = plan.questions[0]
    assert (question.code, question.options[0].value) == ("unknown_area", "add")
    keep(engine, plan)
    added = stored(engine, m.Area)[-1]
    assert (added["name"], added["level"]) == ("Ban Nowhere", 2)
    assert services(engine, data).counts() == {"unchanged": 1}


def test_an_area_of_another_country_is_known_with_the_words_of_that_country(engine: Engine) -> None:
    bring_areas(engine, b"ADM1_EN,ADM1_PCODE,ADM0_PCODE\nMombasa,KE001,KE\nKwale,KE002,KE\nHoma Bay,KE043,KE\n")
    written = ("Mombasa County", "Kaunti ya Kwale", "Homabay", "Mombassa")
    plan = services(engine, sheet(HEAD, *(row(area=name, province="") for name in written)))
    (question, *_) = plan.questions
    assert [option.value for option in question.options] == ["map:KE001", "map:KE043", "map:KE002", "add", "refuse"]
    assert plan.counts() == {"new": 3, "waiting for an answer": 1}


def test_many_unknown_values_are_asked_about_in_one_question(engine: Engine) -> None:
    plan = services(engine, sheet(HEAD, *(row(kind=f"Help number {n}") for n in range(13))))
    assert [q.code for q in plan.questions] == ["new_service_types", "full_list"]


def test_a_date_that_can_be_read_two_ways_is_asked(engine: Engine) -> None:
    data = sheet(HEAD, dated("River House", "A1", "TH57", "03/04/2026"), row("Hill Clinic"))
    plan = services(engine, data)
    assert plan.counts() == {"waiting for an answer": 1, "new": 1}
    month_first = services(engine, data, date_order="MDY")
    assert month_first.counts() == {"new": 2}
    assert month_first.taken()[0].statement.assured_on == date(2026, 3, 4)


def test_a_name_like_a_known_one_is_a_question_and_never_merged_silently(engine: Engine) -> None:
    keep(engine, services(engine, sheet(HEAD, row("The River House Foundation"))))
    plan = services(engine, sheet(HEAD, row("River House", "A1")))
    (question,) = [q for q in plan.questions if q.code == "similar_organization"]
    assert plan.totals()["organizations"] == 1
    same = services(engine, sheet(HEAD, row("River House", "A1")), **{question.key: question.options[1].value})
    assert "organizations" not in same.totals()


# --- the full list ------------------------------------------------------------------------------------------------------


def test_a_full_list_says_that_nobody_else_is_there(engine: Engine) -> None:
    keep(engine, services(engine, sheet(HEAD, dated("Hill Clinic", "A1", "TH57", "2026-01-01"))))
    data = sheet(HEAD, dated("River House", "A1", "TH50", "2026-11-01"), dated("River House", "A2", "TH57", "2026-11-01"))
    assert "services no longer there" not in services(engine, data).totals()
    plan = services(engine, data, full_list="yes")
    assert plan.totals() == {
        "services": 2, "organizations": 1, "areas": 1, "service types": 1, "services no longer there": 1,
        "confirmations that there is no provider": 2,
    }  # fmt: skip
    assert [r.what for r in plan.rows() if r.fate is Fate.GONE] == [
        "Hill Clinic: Longer-term shelter, foster and kinship care, Chiang Rai"
    ]
    keep(engine, plan)
    gone = stored(engine, m.Service)[-1]
    assert (gone["is_offered"], gone["assured_on"]) == (False, date(2026, 11, 1))
    assert len(stored(engine, m.CoverageCheck)) == 2
    assert not services(engine, data, full_list="yes").changes_anything()


def test_a_list_with_refused_rows_cannot_be_called_full(engine: Engine) -> None:
    plan = services(engine, sheet(HEAD, row(), row("", "A1", "TH57")), full_list="yes")
    assert not [q for q in plan.questions if q.code == "full_list"]
    assert plan.issues[-1].code == "full_list_later"
    assert not plan.empty


# --- HXL, HAPI, the 3W workbook -----------------------------------------------------------------------------------------


TAGS = (
    "#org +name", "#sector+name", "#subsector", "#adm1+name", "#adm1+code", "#date+start", "#date+reported", "#status",
    "#capacity+num",
)  # fmt: skip


def test_a_file_with_hxl_tags_is_read_by_its_tags(engine: Engine) -> None:
    data = sheet(
        ("Who", "What", "Finer", "Where", "Code", "Since", "Seen", "State", "Beds"),
        TAGS,
        ("River House", "Protection", "Safe house", "Chiang Rai", "TH57", "2026-01-01", "2026-11-01", "ongoing", "6"),
    )  # fmt: skip
    plan = services(engine, data)
    assert (plan.format, plan.counts()) == ("hxl", {"new": 1})
    keep(engine, plan)
    assert stored(engine, m.ServiceType)[0]["name"] == "Safe house"
    assert (stored(engine, m.Service)[0]["capacity"], stored(engine, m.Service)[0]["line"]) == (6, 3)


HAPI = (
    "location_code", "provider_admin1_name", "provider_admin2_name", "admin1_code", "admin1_name", "admin2_code", "admin2_name",
    "admin_level", "org_acronym", "org_name", "org_type_description", "sector_code", "sector_name", "reference_period_start",
    "reference_period_end", "warning", "error",
)  # fmt: skip


def hapi(org: str, code: str, *, level: int = 2, sector: str = "NUT", warning: str = "", error: str = "") -> tuple[object, ...]:
    one, two = (code[:4], code) if level == 2 else (code, "")
    names = (one, f"Province {one}" if one else "", two, f"District {two}" if two else "")
    period = ("2025-01-01", "2025-04-30", warning, error)
    return (
        "XLA",
        "Given province",
        "Given district",
        *names,
        level,
        "",
        org,
        "International NGO",
        sector,
        "Nutrition",
        *period,
    )


def test_hapi_rows_bring_their_areas_and_kinds_of_help_with_two_questions(engine: Engine) -> None:
    rows = [hapi("Org One", f"XL01{n:02}") for n in range(30)]
    plan = services(engine, sheet(HAPI, *rows, hapi("Org Two", "XL02", level=1)))
    assert [q.code for q in plan.questions] == ["new_areas", "new_service_types", "full_list"]
    assert plan.totals() == {"services": 31, "organizations": 2, "areas": 32, "service types": 1}
    keep(engine, plan)
    area = next(a for a in stored(engine, m.Area) if a["pcode"] == "XL0103")
    assert (area["country"], area["level"], area["name"]) == ("XLA", 2, "District XL0103")
    assert stored(engine, m.ServiceType)[0]["code"] == "NUT"
    assert stored(engine, m.Organization)[0]["sector"] == "ngo"
    service = stored(engine, m.Service)[0]
    assert (service["starts_on"], service["assured_on"]) == (date(2025, 1, 1), date(2025, 4, 30))
    assert service["ends_on"] is None, "the reference period ended, not the service"


def test_hapi_rows_the_source_marks_or_that_have_no_area_are_refused_with_the_reason(engine: Engine) -> None:
    plan = services(
        engine,
        sheet(
            HAPI,
            hapi("Org One", "XL0101", warning="PCode length"),
            hapi("Org One", "XL0102", error="Unknown sector Cash"),
            hapi("Org One", "", level=2),
            ("XLA", "", "", "", "", "", "", "", "", "Org One", "", "NUT", "Nutrition", "2025-01-01", "2025-04-30", "", ""),
        ),
    )
    assert codes(plan) == [(2, "source_warning"), (3, "source_error"), (4, "area_without_code"), (5, "country_only")]
    assert "Unknown sector Cash" in next(i.why for i in plan.issues if i.code == "source_error")
    assert plan.counts() == {"new": 1, "refused": 3}


def test_refusing_the_new_areas_refuses_their_rows(engine: Engine) -> None:
    plan = services(engine, sheet(HAPI, hapi("Org One", "XL0101")), areas="refuse")
    assert plan.counts() == {"refused": 1}
    assert not plan.changes_anything()


THREE_W = ("Month", "Cluster", "Region", "RegionPcode", "District", "DistrictPcode", "Organization Type", "Organization_Name")


def three_w(month: str, org: str, district: str = "XL0101", cluster: str = "WASH") -> tuple[str, ...]:
    return (month, cluster, "North", district[:4], f"District {district}", district, "NNGO", org)


def test_the_3w_workbook_takes_its_year_from_the_name_of_the_sheet(engine: Engine) -> None:
    data = workbook(
        [THREE_W, three_w("January", "Org One"), three_w("February", "Org Two"), three_w("February", "ORG ONE")],
        sheet="3W January - February 2025",
    )
    plan = services(engine, data, "who does what.xlsx")
    assert (plan.format, plan.counts()) == ("3w_list", {"new": 3})
    keep(engine, plan)
    found = [(s["line"], s["starts_on"], s["ends_on"], s["assured_on"]) for s in stored(engine, m.Service)]
    assert found[0] == (2, date(2025, 1, 1), None, date(2025, 1, 31))  # in force until contradicted
    assert found[1] == (3, date(2025, 2, 1), None, date(2025, 2, 28))
    assert len(stored(engine, m.Organization)) == 2
    assert [(a["pcode"], a["country"], a["level"]) for a in stored(engine, m.Area)] == [("XL01", "XL", 1), ("XL0101", "XL", 2)]
    assert not services(engine, data, "who does what.xlsx", today=date(2027, 1, 1)).changes_anything()


def test_a_3w_workbook_without_a_year_is_refused_with_what_to_do(engine: Engine) -> None:
    data = workbook([THREE_W, three_w("January", "Org One")])
    assert services(engine, data, "3w.xlsx").issues[0].code == "no_year"
    assert services(engine, data, "3w 2024.xlsx").counts() == {"new": 1}
    assert services(engine, data, "3w 2024-2025.xlsx").refused


def test_a_workbook_named_csv_is_read_all_the_same(engine: Engine) -> None:
    plan = services(engine, workbook([HEAD, row()]), "services.csv")
    assert plan.refused is None
    assert plan.counts() == {"new": 1}


def test_a_file_that_is_no_list_of_services_is_refused(engine: Engine) -> None:
    assert services(engine, sheet(("name", "phone"), ("x", "y"))).issues[0].code == "no_services"
    assert services(engine, b"").issues[0].code == "empty_file"
    assert services(engine, sheet(HEAD)).issues[0].code == "header_only"


@settings(max_examples=examples(10), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["River House", "Hill Clinic", ""]),
            st.sampled_from(["A1", "Unheard of", ""]),
            st.sampled_from(["TH57", "Chaloem Phra Kiat", "Nowhere", ""]),
            st.sampled_from(["", "Nan", "Nowhere"]),
            st.sampled_from(["", "2026-01-01", "2026-02-30", "03/04/2026"]),
            st.sampled_from(["", "2026-01-31", "2025-01-01"]),
            st.sampled_from(["", "5", "-5", "many"]),
        ),
        min_size=1,
        max_size=10,
    ),
    st.sampled_from(["yes", "no"]),
)
def test_no_row_of_a_list_of_services_is_ever_lost(sqlite_engine: Engine, rows: list[tuple[str, ...]], full: str) -> None:
    plan = services(sqlite_engine, sheet(HEAD, *((*cells, "", "", "") for cells in rows)), full_list=full)
    shown = plan.rows()
    assert sorted(line for entry in shown for line in entry.lines) == list(range(2, len(rows) + 2))
    assert all(entry.why for entry in shown if entry.fate in (Fate.REFUSED, Fate.WAITING))
    assert sum(plan.counts().values()) == len(shown)


@pytest.mark.parametrize("area", ["Thailand", "ทั่วประเทศ", "Nationwide"])
def test_a_service_for_the_whole_country_is_one_row_and_adds_no_province(engine: Engine, area: str) -> None:
    data = sheet(("organization", "service_type", "area"), ("Lanna House", "A2", area))
    keep(engine, services(engine, data))
    (country,) = stored(engine, m.Area)
    assert (country["pcode"], country["level"], country["name_local"]) == ("TH", 0, "ประเทศไทย")
    assert stored(engine, m.Service)[0]["area_id"] == country["id"]
    assert not services(engine, data).changes_anything()


def test_that_nobody_helps_in_a_whole_country_is_not_kept(engine: Engine) -> None:
    data = sheet(("organization", "service_type", "area", "status"), ("", "A2", "Nationwide", "nobody"))
    assert codes(services(engine, data)) == [(2, "country_only")]


def test_a_list_of_another_country_is_for_that_country(engine: Engine) -> None:
    data = sheet(("Organization name", "Cluster", "Admin1", "Country"), ("Lanna House", "A2", "whole country", "Laos"))
    keep(engine, services(engine, data))
    assert [(row["pcode"], row["level"]) for row in stored(engine, m.Area)] == [("LA", 0)]


def test_a_whole_text_in_a_cell_is_refused_with_its_row(engine: Engine) -> None:
    data = sheet(("organization", "service_type", "area"), ("".join(map(chr, range(0x4E00, 0x4E00 + 900))), "A2", "TH57"))
    assert codes(services(engine, data)) == [(2, "too_long")]


def test_an_unknown_kind_of_help_can_be_mapped_to_any_known_one_the_likely_ones_first(engine: Engine) -> None:
    data = sheet(("organization", "service_type", "area"), ("Lanna House", "Group counselling", "TH57"))
    (question,) = [q for q in services(engine, data).questions if q.code == "unknown_service_type"]
    values = [option.value for option in question.options]
    assert (values[0], values[1], values[-1]) == ("add", "map:A2", "refuse")
    assert {"map:P1", "map:I5", "map:A10"} <= set(values)


def test_the_areas_of_the_province_in_the_row_are_offered_before_all_others(engine: Engine) -> None:
    plan = services(engine, sheet(HEAD, row("River House", "A2", "Don Muang", province="Chiang Rai")))
    labels = [option.label for option in plan.questions[0].options]
    inside = [n for n, label in enumerate(labels) if "(Chiang Rai)" in label]
    outside = [n for n, label in enumerate(labels) if label == "It is Don Mueang (Bangkok)"]
    assert any("Mae Fa Luang" in label for label in labels)
    assert len(outside) <= 1
    assert len(inside) >= 18
    key = plan.questions[0].key
    chosen = next(o.value for o in plan.questions[0].options if "Mae Fa Luang" in o.label)
    keep(engine, services(engine, sheet(HEAD, row("River House", "A2", "Don Muang", province="Chiang Rai")), **{key: chosen}))
    assert {a["name"] for a in stored(engine, m.Area)} == {"Chiang Rai", "Mae Fa Luang"}


def test_among_many_new_areas_one_spelled_like_a_known_one_is_asked_by_itself(engine: Engine) -> None:
    keep(engine, services(engine, sheet(HEAD, row(area="Chiang Rai", province=""), row(area="Chiang Mai", province=""))))
    new = [f"{name} upriver" for name in ("Alpha", "Bravo", "Coral", "Delta", "Ember", "Fable", "Gravel", "Hazel", "Ivory")]
    new += ["Jungle East", "Kettle West", "Lotus North", "Mango South"]
    plan = services(engine, sheet(HEAD, *(row(area=name, province="") for name in [*new, "Chiang Raai"])))
    asked = {question.code: question for question in plan.questions}
    assert set(asked) == {"new_areas", "area_nearly_known"}
    assert asked["area_nearly_known"].options[0].value == "map:TH57"
    assert (plan.counts()["waiting for an answer"], plan.totals()["areas"]) == (1, len(new))


def test_the_area_that_is_nearly_known_is_the_one_that_is_named(engine: Engine) -> None:
    keep(
        engine, services(engine, sheet(HEAD, row(area="Mae Fa Luang", province="Chiang Rai"), row(area="Lampang", province="")))
    )
    plan = services(engine, sheet(HEAD, row(area="Lampangg", province="Chiang Rai")))
    (question,) = (one for one in plan.questions if one.code == "area_nearly_known")
    assert (question.options[0].value, "Lampang" in question.text) == ("map:TH52", True)


def test_an_unknown_area_may_be_any_area_of_the_scope(engine: Engine) -> None:
    with writing(engine) as session:
        session.add(m.Setting(key="scope", value=["TH57", "TH50"]))
    plan = services(engine, sheet(HEAD, row("River House", "A2", "Somewhere upriver")))
    values = {option.value for option in plan.questions[0].options}
    assert {"map:TH57", "map:TH50", "map:TH5709"} <= values
    assert "map:TH10" not in values
    assert plan.questions[0].options[0].value == "add"


PEOPLE = ("organization", "service_type", "area", "minimum_age", "maximum_age", "serves_sex", "reported_on")


def test_ages_and_sex_are_read_as_told_and_never_guessed(engine: Engine) -> None:
    data = sheet(
        PEOPLE,
        ("River House", "A1", "TH57", 12, "17 years", "Girls", "2026-11-01"),
        ("Hill Clinic", "A1", "TH57", "", "", "everybody", "2026-11-01"),
    )
    keep(engine, services(engine, data))
    told = [(s["minimum_age"], s["maximum_age"], s["serves_sex"]) for s in stored(engine, m.Service)]
    assert told == [(12, 17, "female"), (None, None, None)]
    assert services(engine, data).counts() == {"unchanged": 2}


def test_thai_names_of_the_columns_of_ages_and_sex_are_understood(engine: Engine) -> None:
    head = ("ชื่อองค์กร", "ประเภทบริการ", "จังหวัด", "อายุต่ำสุด", "อายุสูงสุด", "เพศที่รับ")
    keep(engine, services(engine, sheet(head, ("บ้านริมน้ำ", "A1", "เชียงใหม่", "๑๒", "17 ปี", "หญิง"))))
    (service,) = stored(engine, m.Service)
    assert (service["minimum_age"], service["maximum_age"], service["serves_sex"]) == (12, 17, "female")


def test_two_statements_that_differ_only_in_who_is_helped_are_two(engine: Engine) -> None:
    first = ("River House", "A1", "TH57", 12, 17, "", "2026-11-01")
    keep(engine, services(engine, sheet(PEOPLE, first)))
    for other in (
        ("River House", "A1", "TH57", 12, 18, "", "2026-11-01"),
        ("River House", "A1", "TH57", 11, 17, "", "2026-11-01"),
        ("River House", "A1", "TH57", 12, 17, "male", "2026-11-01"),
    ):
        assert services(engine, sheet(PEOPLE, other)).counts() == {"changed": 1}
        assert codes(services(engine, sheet(PEOPLE, first, other))) == [(3, "contradicts_row")]


@pytest.mark.parametrize(
    ("youngest", "oldest", "sex", "code", "column"),
    [
        ("children", "", "", "bad_age", "minimum_age"),
        ("", "170", "", "bad_age", "maximum_age"),
        (18, 12, "", "ages_reversed", "maximum_age"),
        ("", "", "sometimes", "unknown_sex", "serves_sex"),
    ],
)
def test_ages_and_sexes_that_cannot_be_are_refused(
    engine: Engine, youngest: object, oldest: object, sex: str, code: str, column: str
) -> None:
    plan = services(engine, sheet(PEOPLE, ("River House", "A1", "TH57", youngest, oldest, sex, "2026-11-01")))
    assert [(i.code, i.column) for i in plan.issues if i.raw] == [(code, column)]


def test_who_may_use_a_service_is_said_without_the_person_and_what_tells_of_one_is_not_kept(engine: Engine) -> None:
    head = (*HEAD[:5], "eligibility", *HEAD[5:])
    told = ("women from 18, ring 053-000-100 first", "as 3 1005 01234 56 3", "born 12 March 2009", "as for Miss Anong")
    rows = [(*row(f"House {n}", "A1", "TH57")[:5], text, *row("", "", "")[5:]) for n, text in enumerate(told)]
    plan = services(engine, sheet(head, *rows))
    assert codes(plan) == [(3, "tells_who"), (4, "tells_who"), (5, "tells_who")]
    assert not any(text in str(found.raw) for found in plan.issues for text in told)
    assert plan.counts()["new"] == 1


def test_kinds_of_help_and_areas_are_offered_under_their_thai_names_too(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = services(engine, sheet(HEAD, row("River House", "Health treatments", "Patanni")))
    options = {option.value: option for question in plan.questions for option in question.options}
    offered = [options["map:TH94"], options["map:A3"]]
    assert [option_text(option) for option in offered] == ["It is Pattani (TH94)", "It is A3 Health and substance treatment"]
    monkeypatch.setattr(words, "language", lambda: "th")
    assert [option_text(option) for option in offered] == ["คือ ปัตตานี (TH94)", "คือ A3 การรักษาสุขภาพและบำบัดสารเสพติด"]


def test_days_of_a_list_say_more_than_its_month_and_a_plural_is_no_other_header() -> None:
    header = ["Organisations", "Cluster", "Admin1", "Start date", "End dates", "Month", "Year"]
    layout = nearest_layout([header, ["Hope House", "Shelter", "Nan", "2026-05-01", "2027-03-31", "May", "2026"]])
    assert layout is not None
    assert layout.columns == {"organization": 0, "service_type": 1, "area1_name": 2, "starts_on": 3, "ends_on": 4}
