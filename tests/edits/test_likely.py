"""Which other entry is proposed as the same, and why; a person decides."""

import pytest
from sqlalchemy import Engine

from coalition.database import reading, writing
from coalition.edits.likely import likely_people
from coalition.finding.alike_people import is_with_initials, sounds_alike
from coalition.imports.matching.keys import person_key
from coalition.models import Organization, Person

INITIAL = "one name has an initial where the other is written in full, and both are in the same organization"
SCRIPT = "perhaps the same name in Thai and in Latin letters, and both are in the same organization"


def proposed(engine: Engine, *others: Person) -> list[tuple[str, str]]:
    """(name, reason) of what is proposed for Somchai Jaidee of Hope House."""
    with writing(engine) as session:
        session.add_all([Organization(name="Hope House", name_key="hope house"), Organization(name="River", name_key="river")])
        session.flush()
        own = Person(name="Somchai Jaidee", name_key="somchai jaidee", organization_id=1, email="somchai@hope.example")
        session.add(own)
        session.flush()
        session.add_all(others)
    with reading(engine) as session:
        return [(maybe.name, maybe.reason) for maybe in likely_people(session, person_id=1)]


def somebody(name: str, organization_id: int = 1, email: str | None = None) -> Person:
    return Person(name=name, name_key=person_key(name), organization_id=organization_id, email=email)


@pytest.mark.both_engines
def test_people_of_one_organization_with_an_initial_or_in_the_other_script_are_proposed(engine: Engine) -> None:
    found = proposed(engine, somebody("Somchai J."), somebody("สมชาย ใจดี"), somebody("Malee Srisuk"))
    assert found == [("Somchai J.", INITIAL), ("สมชาย ใจดี", SCRIPT)]


def test_in_another_organization_only_the_same_name_or_address_is(sqlite_engine: Engine) -> None:
    found = proposed(
        sqlite_engine,
        somebody("Somchai J.", 2),
        somebody("สมชาย ใจดี", 2),
        somebody("Somchai Jaidee", 2),
        somebody("Front Desk", 2, "somchai@hope.example"),
    )
    assert found == [("Front Desk", "the same email address"), ("Somchai Jaidee", "the same name")]


@pytest.mark.parametrize(
    ("one", "other"),
    [("somchai j", "somchai jaidee"), ("s jaidee", "somchai jaidee"), ("ann m lee", "ann marie lee")],
)
def test_an_initial_stands_for_its_word(one: str, other: str) -> None:
    assert is_with_initials(one, other)
    assert is_with_initials(other, one)


@pytest.mark.parametrize(("one", "other"), [("somchai j", "somsak jaidee"), ("s j", "somchai jaidee"), ("s", "somchai")])
def test_initials_alone_or_with_another_word_tell_nothing(one: str, other: str) -> None:
    assert not is_with_initials(one, other)


@pytest.mark.parametrize(
    ("thai", "latin"),
    [
        ("สมชาย ใจดี", "somchai jaidee"), ("มาลี ศรีสุข", "malee srisuk"), ("นฤมล ทองดี", "narumon thongdee"),
        ("ประเสริฐ แก้วมณี", "prasert kaewmanee"), ("กิตติพงษ์ บุญมา", "kittipong boonma"), ("อนงค์ ศรีวงศ์", "anong sriwong"),
    ],
)  # fmt: skip
def test_a_thai_name_is_known_by_its_sound(thai: str, latin: str) -> None:
    assert sounds_alike(thai, latin)
    assert sounds_alike(latin, thai)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("สมชาย ใจดี", "somsak jaidee"),
        ("สมหญิง ใจดี", "somchai jaidee"),
        ("อารี ดี", "aree dee"),
        ("สมชาย", "สมชาย"),
        ("ann", "ann"),
    ],
)
def test_another_sound_a_short_name_or_the_same_script_is_not_proposed_by_sound(one: str, other: str) -> None:
    assert not sounds_alike(one, other)
