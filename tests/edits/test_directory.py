from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlmodel import col

from coalition.database import reading, writing
from coalition.edits import aliases, directory
from coalition.edits.addresses import telephone
from coalition.edits.record import EditRefused
from coalition.edits.tongues import spoken_codes
from coalition.edits.undo import undo_edit
from coalition.frames import records
from coalition.models import Area, Contact, Membership, OrganizationAlias, Person, Service, ServiceType
from coalition.queries import directory as queries
from coalition.queries.learned import learned_names_frame
from coalition.vocabulary import Sector, Sex

TODAY = date(2026, 11, 25)
LONG_AGO = date(2026, 1, 10)
T0 = datetime(2026, 11, 25, 9, 0, 0, 5, tzinfo=UTC)
T1, T2 = T0 + timedelta(minutes=1), T0 + timedelta(minutes=2)


@pytest.fixture
def house(engine: Engine) -> int:
    """Sai Lom House, a member since January, with 12 shelter places in Chiang Mai, last confirmed in January."""
    with writing(engine) as session:
        session.add(Area(pcode="TH50", level=1, country="TH", name="Chiang Mai"))
        session.add(ServiceType(code="I5", name="Emergency shelter"))
    house_id = directory.add_organization(engine, name="Sai Lom House", sector=Sector.NGO, member_from=LONG_AGO, at=T0)
    directory.state_service(
        engine,
        organization_id=house_id,
        service_type_id=1,
        area_id=1,
        assured_on=LONG_AGO,
        capacity=12,
        capacity_available=3,
        at=T0,
    )
    return house_id


def in_force(engine: Engine, organization_id: int) -> list[tuple[int | None, int | None, date]]:
    with reading(engine) as session:
        rows = records(queries.services_in_force_frame(session, organization_id=organization_id, on=TODAY))
    return [(row["capacity"], row["capacity_available"], row["assured_on"]) for row in rows]


def statements(engine: Engine) -> int:
    with reading(engine) as session:
        return session.execute(select(func.count()).select_from(Service)).scalar_one()


@pytest.mark.both_engines
def test_confirming_a_service_today_adds_a_statement_and_keeps_the_old_one(engine: Engine, house: int) -> None:
    directory.restate_services(engine, {1: {}}, on=TODAY, assured_by="Pimchanok", at=T1)

    assert in_force(engine, house) == [(12, 3, TODAY)]
    with reading(engine) as session:
        history = records(queries.statements_frame(session, organization_id=house))
    assert [(row["assured_on"], row["assured_by"]) for row in history] == [(TODAY, "Pimchanok"), (LONG_AGO, None)]


def test_a_place_that_is_not_reported_stays_unknown_and_is_never_zero(engine: Engine, house: int) -> None:
    directory.restate_services(engine, {1: {"capacity_available": None}}, on=TODAY, at=T1)

    assert in_force(engine, house) == [(12, None, TODAY)]


def test_an_ended_service_is_no_longer_offered_but_its_history_stays(engine: Engine, house: int) -> None:
    directory.restate_services(engine, {1: {}}, on=TODAY, is_offered=False, at=T1)

    assert in_force(engine, house) == []
    assert statements(engine) == 2

    undo_edit(engine, T1, at=T2)
    assert in_force(engine, house) == [(12, 3, LONG_AGO)]


def test_a_service_that_is_offered_is_not_stated_again_from_an_empty_form(engine: Engine, house: int) -> None:
    again = {"organization_id": house, "service_type_id": 1, "area_id": 1, "assured_on": TODAY, "languages": "th"}
    with pytest.raises(EditRefused, match="already has this service"):
        directory.state_service(engine, at=T1, **again)
    assert in_force(engine, house) == [(12, 3, LONG_AGO)]

    directory.restate_services(engine, {1: {"starts_on": TODAY + timedelta(days=30)}}, on=TODAY, at=T1)
    assert in_force(engine, house) == [(12, 3, TODAY)], "what begins later stays in the list, where it can be corrected"
    with pytest.raises(EditRefused, match="already has this service"):
        directory.state_service(engine, at=T2, **again)

    directory.restate_services(engine, {2: {}}, on=TODAY, is_offered=False, at=T2)
    directory.state_service(engine, at=T2 + timedelta(minutes=1), **again)
    assert in_force(engine, house) == [(None, None, TODAY)], "what has ended may begin anew"


def test_whom_a_service_is_for_is_changed_in_words_that_tell_of_nobody(engine: Engine, house: int) -> None:
    directory.restate_services(engine, {1: {"eligibility": "women and girls", "starts_on": LONG_AGO}}, on=TODAY, at=T1)
    with reading(engine) as session:
        (row,) = records(queries.services_in_force_frame(session, organization_id=house, on=TODAY))
    assert (row["eligibility"], row["starts_on"], row["capacity"]) == ("women and girls", LONG_AGO, 12)

    for wrong in (
        {"eligibility": "call 081 234 5678"},
        {"hours": "ask at 081 234 5678"},
        {"ends_on": LONG_AGO - timedelta(days=1)},
    ):
        with pytest.raises(EditRefused):
            directory.restate_services(engine, {2: wrong}, on=TODAY, at=T2)
    assert statements(engine) == 2


@pytest.mark.parametrize(
    ("places", "sentence"),
    [
        ({"capacity": -4}, "cannot be negative"),
        ({"capacity_available": -1}, "cannot be negative"),
        ({"capacity": 1_000_000_000}, "cannot be more than 999,999,999"),
        ({"capacity_available": 13}, r"more free places \(13\) than places in all \(12\)"),
    ],
)
def test_impossible_numbers_of_places_are_refused_and_nothing_is_stored(
    engine: Engine, house: int, places: dict[str, int], sentence: str
) -> None:
    with pytest.raises(EditRefused, match=sentence):
        directory.restate_services(engine, {1: places}, on=TODAY, at=T1)

    assert statements(engine) == 1


def test_a_statement_cannot_be_older_than_the_one_it_replaces(engine: Engine, house: int) -> None:
    with pytest.raises(EditRefused, match="Newer information, from 2026-01-10"):
        directory.restate_services(engine, {1: {}}, on=LONG_AGO - timedelta(days=1), at=T1)


@pytest.mark.both_engines
def test_a_renamed_organization_is_still_found_under_its_old_name(engine: Engine, house: int) -> None:
    directory.change_organization(engine, house, name="Sai Lom Center", sector=Sector.NGO, at=T1)

    with reading(engine) as session:
        assert learned_names_frame(session, organization_id=house)["alias"].tolist() == ["Sai Lom House"]
        found = queries.organizations_frame(session, on=TODAY, search="lom house")
    assert found["name"].tolist() == ["Sai Lom Center"]
    with pytest.raises(EditRefused, match="Sai Lom Center"):
        directory.add_organization(engine, name="sai lom house", at=T2)

    undo_edit(engine, T1, at=T2)
    with reading(engine) as session:
        assert queries.organizations_frame(session, on=TODAY)["name"].tolist() == ["Sai Lom House"]
        assert session.execute(select(func.count()).select_from(OrganizationAlias)).scalar_one() == 0


def test_an_organization_renamed_back_takes_its_old_spelling_as_its_name(engine: Engine, house: int) -> None:
    directory.change_organization(engine, house, name="Sai Lom Center", sector=None, at=T1)
    directory.change_organization(engine, house, name="Sai Lom House", sector=None, at=T2)

    with reading(engine) as session:
        assert learned_names_frame(session, organization_id=house)["alias"].tolist() == ["Sai Lom Center"]


@pytest.mark.both_engines
def test_a_removed_spelling_comes_back_with_undo(engine: Engine, house: int) -> None:
    directory.change_organization(engine, house, name="Sai Lom Center", sector=None, at=T0 + timedelta(seconds=1))
    with reading(engine) as session:
        alias_id = session.scalars(select(col(OrganizationAlias.id))).one()
    aliases.forget_spelling(engine, alias_id or 0, at=T1)

    undo_edit(engine, T1, at=T2)

    with reading(engine) as session:
        assert session.scalars(select(col(OrganizationAlias.confirmed_at))).one() == T0 + timedelta(seconds=1)


@pytest.mark.both_engines
def test_focal_points_are_added_corrected_and_removed_in_one_edit(engine: Engine, house: int) -> None:
    directory.save_contacts(
        engine,
        house,
        [{"id": None, "name": "Pimchanok", "phone": "053 000 001"}, {"id": None, "name": "Tomas", "email": "t@x.example"}],
        at=T0,
    )
    corrected = [
        {"id": 1, "name": "Pimchanok Wandee", "phone": "053 000 001"},
        {"id": None, "name": "Lena", "phone": "053 000 002"},
    ]

    assert directory.save_contacts(engine, house, corrected, at=T1)

    with reading(engine) as session:
        assert queries.contacts_frame(session, organization_id=house)["name"].tolist() == ["Lena", "Pimchanok Wandee"]
    undo_edit(engine, T1, at=T2)
    with reading(engine) as session:
        assert session.scalars(select(col(Contact.name)).order_by(col(Contact.id))).all() == ["Pimchanok", "Tomas"]


def test_a_row_in_which_nothing_is_written_is_no_focal_point(engine: Engine, house: int) -> None:
    assert not directory.save_contacts(engine, house, [{"id": None, "name": None, "phone": None}], at=T1)


@pytest.mark.parametrize(
    ("contact", "sentence"),
    [
        ({"name": " ", "phone": "053"}, "Enter the name"),
        ({"name": "Lena"}, "a telephone number or an email address"),
        ({"name": "Lena", "phone": "1300 nonsense"}, "'1300 nonsense' is not a telephone number"),
        ({"name": "Lena", "email": "lena at home"}, "is not an email address"),
        ({"name": "Lena", "phone": "053", "languages": "Thai, Klingon"}, "No language is called Klingon"),
    ],
)
def test_a_focal_point_nobody_can_call_or_understand_is_refused(
    engine: Engine, house: int, contact: dict[str, str], sentence: str
) -> None:
    with pytest.raises(EditRefused, match=sentence):
        directory.save_contacts(engine, house, [{"id": None, **contact}], at=T1)


@pytest.mark.parametrize(
    ("told", "codes"),
    [
        ("Thai, English", "th;en"),
        ("ไทย อังกฤษ และพม่า", "th;en;my"),
        ("th; shan/Karen", "th;shn;kar"),
        ("northern thai and it", "nod;it"),
        (" ", None),
    ],
)
def test_languages_are_written_as_names_or_codes(told: str, codes: str | None) -> None:
    assert spoken_codes(told) == codes


def test_a_language_that_a_file_brought_stays_as_it_stands() -> None:
    assert spoken_codes("Thai; Tetum", stored={"tetum"}) == "th;tetum"


@pytest.mark.both_engines
def test_somebody_who_came_becomes_the_focal_point_once(engine: Engine, house: int) -> None:
    with writing(engine) as session:
        session.add(Person(name="Malee Sukjai", name_key="malee sukjai", phone="053 000 112", role="nurse"))
        session.add(Person(name="Dao", name_key="dao"))
    assert directory.make_focal_point(engine, organization_id=house, person_id=1, at=T1)
    assert directory.make_focal_point(engine, organization_id=house, person_id=1, at=T2) is False
    with reading(engine) as session:
        told = records(queries.contacts_frame(session, organization_id=house))
    assert [(row["name"], row["role"], row["phone"]) for row in told] == [("Malee Sukjai", "nurse", "053 000 112")]
    with pytest.raises(EditRefused, match="a telephone number or an email address"):
        directory.make_focal_point(engine, organization_id=house, person_id=2, at=T2)


@pytest.mark.both_engines
def test_a_membership_that_ends_makes_room_for_a_later_one(engine: Engine, house: int) -> None:
    first = {"id": 1, "from_on": LONG_AGO, "to_on": date(2026, 3, 31), "is_voting": False}
    later = {"id": None, "from_on": date(2026, 4, 1), "to_on": None, "is_voting": True}

    directory.save_memberships(engine, house, [first, later], at=T1)

    with reading(engine) as session:
        assert session.scalars(select(col(Membership.from_on)).order_by(col(Membership.id))).all() == [
            LONG_AGO,
            date(2026, 4, 1),
        ]
    assert not directory.save_memberships(engine, house, [first, {**later, "id": 2}], at=T2)
    undo_edit(engine, T1, at=T2)
    with reading(engine) as session:
        assert session.scalars(select(col(Membership.to_on))).all() == [None]


@pytest.mark.parametrize(
    ("to_on", "second_from", "sentence"),
    [(date(2025, 12, 31), None, "before the first day"), (None, date(2026, 4, 1), "overlap")],
)
def test_memberships_that_cannot_be_are_refused(
    engine: Engine, house: int, to_on: date | None, second_from: date | None, sentence: str
) -> None:
    rows = [{"id": 1, "from_on": LONG_AGO, "to_on": to_on, "is_voting": False}]
    if second_from:
        rows.append({"id": None, "from_on": second_from, "to_on": None, "is_voting": False})

    with pytest.raises(EditRefused, match=sentence):
        directory.save_memberships(engine, house, rows, at=T1)


def test_who_is_helped_is_confirmed_with_the_service_and_impossible_ages_are_refused(engine: Engine, house: int) -> None:
    directory.restate_services(engine, {1: {"minimum_age": 12, "maximum_age": 17, "serves_sex": Sex.FEMALE}}, on=TODAY, at=T1)
    directory.restate_services(engine, {2: {}}, on=TODAY, at=T2)
    with reading(engine) as session:
        newest, *_ = records(queries.statements_frame(session, organization_id=house))
    assert (newest["minimum_age"], newest["maximum_age"], newest["serves_sex"]) == (12, 17, "female")

    for ages, sentence in (
        ({"minimum_age": 18}, r"oldest age \(17\) is lower"),
        ({"maximum_age": -1}, "from 0 to 120"),
    ):
        with pytest.raises(EditRefused, match=sentence):
            directory.restate_services(engine, {2: ages}, on=TODAY, at=T2)
    assert statements(engine) == 3


@pytest.mark.parametrize(
    "number",
    [
        "1300", "+66 (0)53 711-009", "053-711-009 ext. 12", "053 711 009 ต่อ 12-14", "1300 / 1191", "053711009, 081 234 5678",
        "02.123.4567 or 191", "(053) 711009",
    ],
)  # fmt: skip
def test_a_telephone_is_kept_as_it_is_written(number: str) -> None:
    assert telephone(f" {number} ") == number


@pytest.mark.parametrize("text", ["1300 nonsense", "call Malee", "12", "1300; 1191; 191", "++1300", "ext. 12"])
def test_what_is_no_telephone_is_refused_but_what_is_stored_stays(text: str) -> None:
    with pytest.raises(EditRefused, match="is not a telephone number"):
        telephone(text)
    assert telephone(text, {text}) == text
    assert telephone(" ") is None
