"""Lists of services (3W) that nobody wrote for us: in French, tagged in part, with columns that a person must point out."""

from datetime import date

import pytest
from sqlalchemy import Engine

from coalition import models as m
from coalition.database import reading
from coalition.imports.commit import commit
from coalition.imports.dispatch import plan_and_reading, recognise
from coalition.imports.plan import Answers, Plan
from coalition.imports.reading import Choices, Reading
from coalition.imports.services.columns import FIELDS
from coalition.imports.services.planned import ServicesPlan
from coalition.locale import catalogue
from coalition.vocabulary import BatchKind
from tests.support.importing import NOW, TODAY, sheet, stored
from tests.support.workbooks import workbook

CONGO = (
    "SECTEUR/DOMAINE\n(Choisir dans la liste déroulante)", "CLUSTER\n(Choisir dans la liste)\nPour les projets humanitaires",
    "DATE DEBUT", "DATE FIN", "ETAT PROJET\n(Choisir)", "COMMENTAIRE\n", "Province", "Code Province", "Territoire",
    "Code Terrtoire", "Nom organization", "Type organisation", "Acronyme",
)  # fmt: skip


def planned(engine: Engine, data: bytes, **choices: object) -> tuple[Plan, Reading | None]:
    chosen = Choices(**{"date": TODAY, **choices})  # type: ignore[arg-type]
    with reading(engine) as session:
        return plan_and_reading(session, data, "3w.xlsx", today=TODAY, answers=Answers(), choices=chosen)


def congo(
    organization: str = "Aide aux Enfants", acronym: str = "AAE", comment: str = "", state: str = "En cours"
) -> tuple[object, ...]:
    where = ("Nord-Kivu", "CD61", "Masisi", "CD6103")
    return ("Abris/AME", "Santé", "2025-01-01", "2027-12-31", state, comment, *where, organization, "ONG Nationale", acronym)


def test_a_list_in_french_with_broken_headers_is_read_by_its_cluster_and_codes(sqlite_engine: Engine) -> None:
    data = workbook([CONGO, congo(), congo("", "ABC"), congo("Autre Aide", "AA", "x" * 900), congo("Fini", "F", "", "Clôturé")])
    plan, read = planned(sqlite_engine, data)
    assert (plan.kind, plan.format, plan.counts()) == (BatchKind.SERVICES, "3w_list", {"new": 4})
    assert read is not None
    assert {column.field for column in read.columns} >= {"service_type", "area2_code", "organization", "acronym", "status"}
    assert isinstance(plan, ServicesPlan)
    told = [entry.statement for entry in plan.entries if entry.statement]
    assert [one.organization for one in told] == [
        "Aide aux Enfants",
        "ABC",
        "Autre Aide",
        "Fini",
    ]  # the acronym where no name is
    assert [one.said.is_offered for one in told] == [True, True, True, False]
    assert {(one.help.name, one.area.code, one.said.ends_on) for one in told} == {("Santé", "CD6103", date(2027, 12, 31))}


def test_tags_on_some_columns_and_plain_headers_on_the_others_are_one_list(sqlite_engine: Engine) -> None:
    head = ("Title", "Province", "Departement", "Cluster", "Acronyme", "Organisation", "TypeOrganisation")
    tags = ("", "#adm1+name", "", "#sector", "#org+acronym", "", "")
    data = workbook(
        [head, tags, ("TD19", "Barh El Gazel", "", "Nutrition", "ACF", "Action Contre la Faim", "ONG Internationale")]
    )
    plan, _ = planned(sqlite_engine, data)
    assert isinstance(plan, ServicesPlan)
    (told,) = [entry.statement for entry in plan.entries if entry.statement]
    assert (told.organization, told.area.code, told.area.level) == ("Action Contre la Faim", "TD19", 1)


def test_a_list_with_an_acronym_tag_alone_names_its_organizations_by_it(sqlite_engine: Engine) -> None:
    data = workbook([("a", "b", "c"), ("#org+acronym", "#sector", "#adm1+code"), ("ACF", "Nutrition", "TD19")])
    plan, _ = planned(sqlite_engine, data)
    assert isinstance(plan, ServicesPlan)
    assert plan.organizations.names == ["ACF"]


def test_a_list_that_lacks_its_districts_says_what_it_is_and_is_read_once_they_are_chosen(sqlite_engine: Engine) -> None:
    data = workbook([("Cluster", "Organisation", "Where it works"), ("Nutrition", "Hope House", "Chiang Rai")])
    plan, read = planned(sqlite_engine, data)
    assert plan.kind is BatchKind.SERVICES
    assert plan.refused == "This looks like a list of services (3W), but it has no column for the provinces or districts."
    assert read is not None
    assert [(one.header, one.field) for one in read.columns] == [
        ("Cluster", "service_type"), ("Organisation", "organization"), ("Where it works", None),
    ]  # fmt: skip
    assert read.preview[1] == (2, ("Nutrition", "Hope House", "Chiang Rai"))
    plan, read = planned(sqlite_engine, data, columns={2: "area"})
    assert (plan.refused, plan.counts()) == (None, {"new": 1})
    assert read is not None
    assert read.columns[2].field == "area"


def test_a_list_below_another_is_read_alone_once_its_header_is_chosen(sqlite_engine: Engine) -> None:
    head = ("Cluster", "Organisation", "Province")
    data = workbook([head, ("Nutrition", "Old House", "Chiang Rai"), head, ("Nutrition", "Hope House", "Chiang Rai")])
    plan, read = planned(sqlite_engine, data, header_line=3)
    assert isinstance(plan, ServicesPlan)
    assert (plan.counts(), plan.organizations.names, read and read.header_line) == ({"new": 1}, ["Hope House"], 3)


def test_what_was_chosen_for_a_list_of_services_holds_when_the_same_file_comes_again(sqlite_engine: Engine) -> None:
    data = workbook([("Cluster", "Organisation", "Where it works"), ("A2", "Hope House", "Chiang Rai")])
    with reading(sqlite_engine) as session:
        answers = Answers({"full_list": "no"})
        chosen = Choices(columns={2: "area"}, date=date(2026, 10, 1))
        plan, _ = plan_and_reading(session, data, "3w.xlsx", today=TODAY, answers=answers, choices=chosen)
    assert commit(sqlite_engine, plan, now=NOW).batch_id
    assert len(stored(sqlite_engine, m.Service)) == 1
    again, _ = planned(sqlite_engine, data, date=None)
    assert (again.refused, again.counts()) == (None, {"unchanged": 1})


@pytest.mark.parametrize(
    "head",
    [
        ("Name", "Organization", "Cluster", "Province", "Signature"),
        ("Nom et prénom", "Organisation", "Secteur", "Province", "Acronyme"),
        ("Organization", "Sector", "Province", "12 Jan 2026", "9 Feb 2026"),
    ],
)
def test_a_sign_in_sheet_with_clusters_and_provinces_stays_attendance(head: tuple[str, ...]) -> None:
    assert recognise(sheet(head, ("Ann Lee", "Hope House", "Health", "Chiang Rai", "x"))) is BatchKind.ATTENDANCE


def test_every_field_that_can_be_chosen_has_its_thai() -> None:
    assert not [label for label in FIELDS.values() if label not in catalogue("th")]
