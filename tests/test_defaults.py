"""What a coalition starts with."""

import pytest
from sqlalchemy import Engine, func, select, update

from coalition.database import reading, writing
from coalition.defaults import area_key, find_area, known_areas, known_service_types, load_defaults, refresh_checklists
from coalition.edits.screen import screened
from coalition.edits.settings import start
from coalition.models import Area, Change, Checklist, ChecklistItem, ServiceType
from coalition.vocabulary import ItemAges
from tests.builders import stored


def test_thailand_has_77_provinces_and_928_districts_each_inside_a_province() -> None:
    areas = known_areas("TH")
    provinces = {a.pcode for a in areas if a.level == 1}
    assert len(provinces) == 77
    districts = [a for a in areas if a.level == 2]
    assert len(districts) == 928
    assert all(d.parent_pcode in provinces for d in districts)
    assert len({a.pcode for a in areas}) == 1005


@pytest.mark.parametrize(
    "typed",
    [
        "Chiang Rai",
        "chiangrai",
        "จ.เชียงราย",
        "จังหวัดเชียงราย",
        "เชียงราย",
        "TH57",
        "TH-57",
        "Chiang Rai Province",
        "\u200bเชียงราย",
    ],
)
def test_chiang_rai_is_found_however_it_is_typed(typed: str) -> None:
    area, _ = find_area(typed)
    assert area is not None
    assert area.pcode == "TH57"


@pytest.mark.parametrize("typed", ["Mae Sai", "แม่สาย", "อ.แม่สาย", "เเม่สาย", "Amphoe Mae Sai"])
def test_a_district_is_found_with_or_without_its_kind(typed: str) -> None:
    area, _ = find_area(typed)
    assert area is not None
    assert (area.name, area.parent_pcode) == ("Mae Sai", "TH57")


def test_a_district_name_of_several_provinces_is_asked_until_the_province_is_known() -> None:
    area, candidates = find_area("Chaloem Phra Kiat")
    assert area is None
    assert len(candidates) == 5
    area, _ = find_area("Chaloem Phra Kiat", parent=candidates[0].parent_pcode)
    assert area == candidates[0]


def test_a_place_that_is_in_no_list_has_no_candidates() -> None:
    assert find_area("Atlantis") == (None, [])


def test_the_key_of_an_area_does_not_swallow_the_name_itself() -> None:
    assert area_key("อ.เมืองเชียงราย") == "เมืองเชียงราย"
    assert area_key("Muang Phan") == area_key("Mueang Phan") == "mueangphan"


@pytest.mark.parametrize(
    ("country", "written", "name"),
    [
        ("LA", "Muang Xay", "Xay"),
        ("MM", "ဘားအံမြို့နယ်", "ဘားအံ"),
        ("RW", "Intara y’Amajyepfo", "Amajyepfo"),
        ("VN", "Quận Ba Đình", "Ba Đình"),
    ],
)
def test_a_kind_of_area_is_known_as_its_country_writes_it(country: str, written: str, name: str) -> None:
    assert area_key(written, country) == area_key(name, country)


def test_every_pillar_has_kinds_of_help_in_both_languages() -> None:
    types = known_service_types()
    assert len(types) == 28
    assert {t.pillar.value for t in types} == {"prevention", "intervention", "aftercare"}
    assert all(t.name and t.name_local for t in types)


def test_loading_the_defaults_twice_changes_nothing(engine: Engine) -> None:
    for _ in range(2):
        with writing(engine) as session:
            load_defaults(session)
    with reading(engine) as session:
        counts = [session.execute(select(func.count()).select_from(m)).scalar() for m in (Area, ServiceType, Checklist)]
        assert counts == [1005, 28, 9]
        assert (session.execute(select(func.count()).select_from(ChecklistItem)).scalar() or 0) > 40
        assert session.execute(select(func.count()).select_from(Area).where(Area.parent_id.is_(None))).scalar() == 77


def test_another_country_starts_without_thai_law_and_without_a_thai_word(sqlite_engine: Engine) -> None:
    start(sqlite_engine, country="KE", coalition_name="Kenya against trafficking")
    assert refresh_checklists(sqlite_engine) == 0, "nor does the next start of the program bring any"
    everything = stored(sqlite_engine)
    assert {row["code"] for row in everything["checklist"]} == {"C5", "C6", "C7", "C9", "C10"}
    assert len(everything["service_type"]) == 28
    assert not [letter for letter in str(everything) if "\u0e00" <= letter <= "\u0e7f"]


def test_every_fact_of_a_shipped_checklist_is_told_in_both_languages_and_passes_the_guard(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        load_defaults(session)
    with reading(sqlite_engine) as session:
        items, lists = session.scalars(select(ChecklistItem)).all(), session.scalars(select(Checklist)).all()
        assert all(item.question_local and screened(item.question) and screened(item.question_local) for item in items)
        assert all(one.title_local and one.source and screened(one.title) and screened(one.title_local) for one in lists)
        assert all(any("ก" <= letter <= "๛" for letter in item.question_local or "") for item in items)
        means = {item.key: (item.is_required, item.ages) for item in items if item.ages is not ItemAges.EVERYBODY}
    assert means == {"C1-2": (True, ItemAges.ADULTS)}, "section 6: the means matter for adults only"


@pytest.mark.both_engines
def test_a_database_made_before_gets_the_thai_of_its_checklists_once_and_keeps_other_words(engine: Engine) -> None:
    with writing(engine) as session:
        load_defaults(session)
        session.execute(update(ChecklistItem).values(question_local=None, ages=ItemAges.EVERYBODY))
        session.execute(update(ChecklistItem).where(ChecklistItem.key == "C1-2").values(is_required=False))
        session.execute(update(ChecklistItem).where(ChecklistItem.key == "C2-1").values(question="Another question"))
    with reading(engine) as session:
        every = session.scalar(select(func.count()).select_from(ChecklistItem)) or 0
    assert refresh_checklists(engine) == every - 1
    assert refresh_checklists(engine) == 0
    with reading(engine) as session:
        means = session.scalars(select(ChecklistItem).where(ChecklistItem.key == "C1-2")).one()
        assert (means.is_required, means.ages, bool(means.question_local)) == (True, ItemAges.ADULTS, True)
        other = session.scalars(select(ChecklistItem).where(ChecklistItem.key == "C2-1")).one()
        assert (other.question, other.question_local) == ("Another question", None)
        noted = session.scalars(select(Change).where(Change.table_name == "checklist_item")).all()
        assert len(noted) == every - 1
        assert {change.row_id for change in noted if change.after and "ages" in change.after} == {means.id}
