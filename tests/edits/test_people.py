import json
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlmodel import SQLModel, col

from coalition.access.backup import backup
from coalition.answers.participation import participation_json, participation_picture
from coalition.cli.common import Trouble
from coalition.cli.erasing import erase, take_out_words
from coalition.database import reading, writing
from coalition.edits import meetings, people, recording
from coalition.edits.erasing.traces import traces_of
from coalition.edits.erasing.words import erase_words, words_preview
from coalition.edits.merge import Merged, merge
from coalition.edits.people import erase_person, erasure_preview, erasures
from coalition.edits.record import EditRefused
from coalition.edits.undo import undo_edit
from coalition.models import (
    ERASED,
    ActionItem,
    Area,
    Change,
    Contact,
    ImportBatch,
    ImportIssue,
    Membership,
    Organization,
    Person,
    PersonAlias,
    Service,
    ServiceType,
)
from coalition.settings import Settings
from coalition.vocabulary import AttendanceState, BatchKind, ChangeAction, NoteKind

DAY = date(2026, 11, 12)
T0 = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
KANOKWAN = "Kanokwan Thipphayarat"
THAI = "กนกวรรณ ทิพยรัตน์"
MAIL, PHONE = "kanokwan.t@rimkok.example", "081 555 0199"
TRACES = ("kanokwan", "thipphayarat", "กนกวรรณ", "ทิพยรัตน์", "555 0199", json.dumps("กนกวรรณ")[1:-1])


def later(minutes: int) -> datetime:
    return T0 + timedelta(minutes=minutes)


@pytest.fixture
def coalition(engine: Engine) -> Engine:
    return with_somebody(engine)


def with_somebody(engine: Engine) -> Engine:
    """Somebody who is on lists, in the history, in refused rows and answers, a focal point, and who confirmed things."""
    with writing(engine) as session:
        session.add(Organization(id=1, name="Rim Kok Foundation", name_key="rim kok foundation"))
        session.flush()
        session.add(Membership(organization_id=1, from_on=date(2025, 1, 1)))
        batch = {"kind": BatchKind.ATTENDANCE, "content_hash": "0", "format": "sheet", "committed_at": T0}
        decisions = {f"same_people:{KANOKWAN.casefold()}": "yes", "who": [THAI]}
        session.add(
            ImportBatch(
                id=1, file_name=f"Sign-in of {KANOKWAN}.csv", committed_by=KANOKWAN, summary={"decisions": decisions}, **batch
            )
        )
        session.add(Area(id=1, pcode="TH57", level=1, country="TH", name="Chiang Rai"))
        session.add(ServiceType(id=1, code="A1", name="Shelter"))
        session.flush()
        session.add(
            ImportIssue(
                batch_id=1, line=3, code="no_name", why=f"'{KANOKWAN}' has no date.", raw=f"Thipphayarat; Ms; kanokwan; {PHONE}"
            )
        )
        session.add(ImportIssue(batch_id=1, line=4, code="no_name", why="No date.", raw="Somchai; Dee"))
        session.add(
            Service(organization_id=1, service_type_id=1, area_id=1, assured_on=DAY, recorded_at=T0, assured_by=KANOKWAN)
        )
        session.add(Contact(organization_id=1, name=KANOKWAN, phone=PHONE))
        session.add(Contact(organization_id=1, name="Night desk", phone=PHONE))
    meeting_id = meetings.add_meeting(engine, held_on=DAY, title="Monthly", at=later(1))
    meetings.add_person(engine, meeting_id, name=KANOKWAN, organization_id=1, at=later(2))
    meetings.add_person(engine, meeting_id, name=THAI, organization_id=1, at=later(3))
    merge(engine, Merged.PERSON, stays=1, goes=2, by=KANOKWAN, at=later(4))
    told: dict[str, Any] = {"name": KANOKWAN, "organization_id": 1, "role": "Director", "email": MAIL, "phone": PHONE}
    people.change_person(engine, 1, at=later(5), **told)
    draft = recording.start_meeting(engine, held_on=DAY, today=DAY, at=later(6))
    recording.mark(engine, draft, key="a", name=KANOKWAN, state=AttendanceState.PRESENT, at=later(7))
    recording.note(engine, draft, key="b", kind=NoteKind.DECISION, what="Meet in Nan", by=THAI, at=later(8))
    return engine


def everything(engine: Engine) -> str:
    """All values of all tables as one text."""
    with reading(engine) as session:
        rows = [dict(row) for table in SQLModel.metadata.sorted_tables for row in session.execute(select(table)).mappings()]
    return json.dumps(rows, default=str, ensure_ascii=False).casefold()


def counts(engine: Engine) -> Any:
    with reading(engine) as session:
        return participation_json(participation_picture(session, settings=Settings(), on=date(2026, 11, 25)))


@pytest.mark.both_engines
def test_after_an_erasure_the_name_is_in_no_table_and_the_counts_are_as_before(coalition: Engine) -> None:
    before = counts(coalition)
    assert all(trace in everything(coalition) for trace in TRACES[:-1])
    seen = erasure_preview(coalition, 1)
    assert (seen.name, seen.meetings, seen.contacts) == (KANOKWAN, 1, 1)
    assert THAI in everything(coalition), "looking changes nothing"

    done = erase_person(coalition, 1, at=later(9))

    assert [trace for trace in TRACES[:-1] if trace in everything(coalition).replace("night desk", "")] == ["555 0199"]
    assert (done.rows, done.is_compact) == (seen.rows, True)
    assert counts(coalition) == before
    with reading(coalition) as session:
        assert session.scalars(select(col(Contact.name))).all() == ["Night desk"], "a number may be a desk's"
        assert session.scalars(select(col(ImportIssue.raw)).order_by(col(ImportIssue.line))).all() == [ERASED, "Somchai; Dee"]
        ((at, noted),) = erasures(session)
    assert (at, noted["meetings"], noted["contacts"]) == (later(9), 1, 1)


def test_after_an_erasure_the_bytes_of_the_name_are_not_in_the_file_either(sqlite_engine: Engine) -> None:
    coalition = with_somebody(sqlite_engine)
    file = Path(str(coalition.url.database))

    def left() -> list[str]:
        stored = b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*")).lower()
        return [trace for trace in TRACES if trace.encode() in stored]

    with writing(coalition) as session:
        session.execute(select(func.count()).select_from(Person))
        for desk in session.scalars(select(Contact).where(col(Contact.name) == "Night desk")):
            session.delete(desk)
    assert left() == list(TRACES)
    erase_person(coalition, 1, at=later(9))
    assert left() == []


def test_an_erasure_is_not_undone_nor_written_over_nor_made_twice(coalition: Engine) -> None:
    erase_person(coalition, 1, at=later(9))
    for edit in (later(9), later(2), later(4), later(5)):
        with suppress(EditRefused):  # what it brings back is blotted out too
            undo_edit(coalition, edit, at=later(10))
    with pytest.raises(EditRefused, match="erased on request"):
        people.change_person(coalition, 1, name=KANOKWAN, organization_id=1, at=later(11))
    with pytest.raises(EditRefused, match="erased on request"):
        erase_person(coalition, 1, at=later(12))
    assert KANOKWAN.casefold() not in everything(coalition)


def test_of_somebody_else_with_the_same_name_nothing_is_touched(coalition: Engine) -> None:
    with writing(coalition) as session:
        session.add(Person(id=9, name=KANOKWAN, name_key=KANOKWAN.casefold(), email="other@sailom.example"))
    assert erasure_preview(coalition, 1).namesakes == 1
    erase_person(coalition, 1, at=later(9))
    with reading(coalition) as session:
        assert session.scalars(select(col(Person.name)).order_by(col(Person.id))).all() == [ERASED, KANOKWAN]
    assert MAIL not in everything(coalition)


@pytest.mark.both_engines
def test_who_wrote_or_confirmed_what_is_about_others_is_erased_there_too_and_their_edits_can_still_be_undone(
    coalition: Engine,
) -> None:
    with writing(coalition) as session:
        session.add(Organization(id=2, name="Rim Kok Fdn", name_key="rim kok fdn", note=f"Ask for {KANOKWAN}"))
        session.add(Person(id=50, name="Somchai Dee", name_key="somchai dee", organization_id=1))
    merge(coalition, Merged.ORGANIZATION, stays=1, goes=2, by=KANOKWAN, at=later(9))
    people.change_person(coalition, 50, name="Somchai Deeja", organization_id=1, by=KANOKWAN, at=later(10))
    erase_person(coalition, 1, at=later(11))
    assert KANOKWAN.casefold() not in everything(coalition)
    undo_edit(coalition, later(10), at=later(12))
    undo_edit(coalition, later(9), at=later(13))
    with reading(coalition) as session:
        assert session.scalars(select(col(Person.name)).order_by(col(Person.id))).all() == [ERASED, "Somchai Dee"]
        assert session.get(Organization, 2) is not None


@pytest.mark.both_engines
def test_the_focal_point_of_a_namesake_in_the_same_organization_stays(coalition: Engine) -> None:
    with writing(coalition) as session:
        session.add(Person(id=50, name="Kanokwan Saelee", name_key="kanokwan saelee", organization_id=1))
        session.flush()
        session.add(PersonAlias(person_id=50, name=KANOKWAN, name_key=KANOKWAN.casefold(), confirmed_at=T0))  # once called so
        session.add(Contact(organization_id=1, name=KANOKWAN, email="other@sailom.example"))
    assert erase_person(coalition, 1, at=later(9)).namesakes == 1
    with reading(coalition) as session:
        assert session.scalars(select(col(Contact.email)).where(col(Contact.name) == KANOKWAN)).all() == [
            "other@sailom.example"
        ]


def test_a_corrected_name_stays_as_a_spelling_and_is_taken_back(coalition: Engine) -> None:
    people.change_person(coalition, 1, name="Kanokwan T. Meechai", organization_id=None, email=MAIL.upper(), at=later(9))
    with reading(coalition) as session:
        stored = session.get(Person, 1)
        spellings = session.scalars(select(col(PersonAlias.name)).where(col(PersonAlias.person_id) == 1)).all()
    assert stored is not None
    assert (stored.name_key, stored.organization_id, stored.email, stored.role) == ("kanokwan t meechai", None, MAIL, None)
    assert sorted(spellings) == sorted([THAI, KANOKWAN])
    undo_edit(coalition, later(9), at=later(10))
    with reading(coalition) as session:
        again = session.get(Person, 1)
    assert again is not None
    assert (again.name, again.role) == (KANOKWAN, "Director")


@pytest.mark.parametrize(
    ("wrong", "why"), [({"name": " . "}, "Enter the name"), ({"email": "kanokwan"}, "is not an email address")]
)
def test_a_person_without_a_name_or_with_half_an_address_is_refused(coalition: Engine, wrong: dict[str, str], why: str) -> None:
    with pytest.raises(EditRefused, match=why):
        people.change_person(coalition, 1, at=later(9), **{"name": KANOKWAN, "organization_id": 1, **wrong})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Asked Mr. Somchai Jai-Dee to call", f"Asked Mr. {ERASED} to call"),
        ("JAI DEE, SOMCHAI; x", f"{ERASED}; x"),
        ("somchai@example.org or Somchai", f"{ERASED} or Somchai"),
        ("Somchai", "Somchai"),
        ("Somchai Jai Deecha stays", "Somchai Jai Deecha stays"),
        ("นายสมชายใจดี, ใจดีสมชาย", f"นาย{ERASED}, {ERASED}"),
        ("สมชาย ใจเย็น", "สมชาย ใจเย็น"),
        ("คุณสมชาย ใจดี โทรมา", f"คุณ{ERASED} โทรมา"),
    ],
)
def test_a_name_is_known_in_a_text_and_another_one_is_not(text: str, bare: str) -> None:
    assert traces_of(["Somchai Jai Dee", "สมชาย ใจดี"], ["somchai@example.org"]).without(text) == bare


@pytest.mark.parametrize("stored", ["José Núñez", "Jose Nunez", "JOSÉ NÚÑEZ", "Jose\u0301 Nu\u0301n\u0303ez"])
@pytest.mark.parametrize("written", ["José Núñez", "Jose Nunez", "Nuñez, JOSÉ", "Jose\u0301 Nu\u0301n\u0303ez"])
def test_a_name_is_known_with_and_without_its_accents(stored: str, written: str) -> None:
    assert traces_of([stored], []).without(f"Ask {written} tomorrow") == f"Ask {ERASED} tomorrow"
    assert traces_of([stored], []).without("Josefa Nunez") == "Josefa Nunez"


@pytest.mark.both_engines
@pytest.mark.parametrize(
    ("stored", "written"), [("José Núñez", "Jose Nunez"), ("Jose Nunez", "JOSÉ NÚÑEZ"), ("Вера Орлова", "Вера Орлова")]
)
def test_an_erased_person_is_in_no_text_with_or_without_accents(engine: Engine, stored: str, written: str) -> None:
    with writing(engine) as session:
        session.add(Person(id=1, name=stored, name_key=stored.casefold()))
        session.add(Person(id=2, name="Josefa Nun", name_key="josefa nun"))
        told = {"what": f"Ask {written}", "said": [f"{written} will call"]}
        session.add(Change(at=T0, table_name="action_item", row_id=1, action=ChangeAction.UPDATED, before=told, after=told))
        session.add(ActionItem(what=f"Ask {written} and Josefa Nun", opened_on=DAY, due_on=DAY))
    erase_person(engine, 1, at=later(9))
    left = everything(engine)
    assert written.casefold() not in left
    assert stored.casefold() not in left
    assert left.count("josefa nun") == 3


def test_a_name_of_one_word_goes_only_where_nothing_else_stands() -> None:
    traces = traces_of(["May"], [])
    assert (traces.without("May"), traces.without("by May 2026")) == (ERASED, "by May 2026")


def with_focal_point(engine: Engine) -> Engine:
    """Somebody who is on no list: a focal point, once of another one too, who confirmed a service and shares its address."""
    mail = "office@rimkok.example"
    with writing(engine) as session:
        session.add(Contact(id=30, organization_id=1, name="Noi Jaidee", phone="053 700 111", email=mail))
        session.add(Contact(id=31, organization_id=1, name="Mint Sukjai", phone="053 700 112", email=mail))
        session.add(ActionItem(what="Call Noi Jaidee again", opened_on=DAY, due_on=DAY))
        session.flush()
        was = {"name": "Noi Jaidee", "phone": "053 700 999", "organization_id": 1}
        session.add(Change(at=T0, table_name="contact", row_id=29, action=ChangeAction.DELETED, before=was))
    return engine


@pytest.mark.both_engines
def test_a_focal_point_who_is_on_no_list_is_erased_too_and_nobody_at_the_same_address(coalition: Engine) -> None:
    with_focal_point(coalition)
    seen = erasure_preview(coalition, 30, is_contact=True)
    assert (seen.name, seen.contacts, seen.meetings) == ("Noi Jaidee", 1, 0)
    assert "noi jaidee" in everything(coalition), "looking changes nothing"
    erase_person(coalition, 30, is_contact=True, at=later(9))
    left = everything(coalition)
    assert not [trace for trace in ("noi jaidee", "053 700 111", "053 700 999") if trace in left]
    assert all(trace in left for trace in ("mint sukjai", "053 700 112", "kanokwan", PHONE))
    with pytest.raises(EditRefused):
        erase_person(coalition, 30, is_contact=True, at=later(10))


@pytest.mark.both_engines
def test_the_command_erases_a_focal_point_by_the_name_of_the_directory(
    coalition: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    with_focal_point(coalition)
    assert not erase(coalition, "noi jaidee", is_sure=False)
    assert "1 focal point will be removed." in capsys.readouterr().out
    assert erase(coalition, "Noi Jaidee", is_sure=True)
    assert "noi jaidee" not in everything(coalition)
    with pytest.raises(Trouble, match="Nobody is called so"):
        erase(coalition, "Noi Jaidee", is_sure=True)


def test_a_copy_beside_the_database_is_told_of_only_if_the_name_stands_in_it(sqlite_engine: Engine) -> None:
    file = Path(str(sqlite_engine.url.database))
    backup(sqlite_engine, file.with_name("empty.db"))
    coalition = with_focal_point(with_somebody(sqlite_engine))
    backup(coalition, file.with_name("held.db"))
    (file.parent / "notes.txt").write_text("Noi Jaidee")
    assert erasure_preview(coalition, 30, is_contact=True).copies == ("held.db",)
    assert erasure_preview(coalition, 1).copies == ("held.db",)


MALI = "Mali Saetang"


def with_a_slip(engine: Engine) -> Engine:
    """A survivor's name was promised something, taken back, noted, typed as an organization and in a refused row."""
    with writing(engine) as session:
        session.add(ActionItem(id=80, what="A quiet room for MALI  Saetang by Friday", opened_on=DAY, due_on=DAY))
        session.add(Organization(id=81, name=MALI, name_key="mali saetang", note="Saetang, Mali: ask first"))
        session.add(Organization(id=82, name=f"{MALI}.", name_key="mali saetang 2"))
        session.add(ImportIssue(batch_id=1, line=9, code="no_name", why="No date.", raw="Mali; 16; Saetang"))
        was = {"what": f"{MALI} needs a room", "state": "open", "note": None}
        session.add(Change(at=T0, table_name="action_item", row_id=79, action=ChangeAction.DELETED, before=was))
        session.add(ActionItem(id=83, what="Malinee Saetangkul may stay", opened_on=DAY, due_on=DAY))
    return engine


@pytest.mark.both_engines
def test_words_are_shown_masked_and_then_gone_from_every_text_and_the_history(coalition: Engine) -> None:
    with_a_slip(coalition)
    seen = words_preview(coalition, " mali saetang ")
    assert "a quiet room for mali" in everything(coalition), "looking changes nothing"
    told = {(place.table, place.is_history, place.before, place.after) for place in seen.places}
    assert ("action_item", False, "• ••••• •••• ••• ", " •• ••••••") in told
    assert ("action_item", True, "", " ••••• • ••••") in told
    assert not [place for place in seen.places if "room" in place.before + place.after]
    assert (seen.rows["organization"], seen.rows["import_issue"], seen.left) == (2, 1, {})

    done = erase_words(coalition, MALI, at=later(9))

    left = everything(coalition)
    assert (done.rows, done.is_compact) == (seen.rows, True)
    assert not [trace for trace in ("mali saetang", "mali  saetang", "saetang, mali", "mali; 16") if trace in left]
    assert all(kept in left for kept in ("malinee saetangkul may stay", "a quiet room for [erased] by friday", "kanokwan"))
    with reading(coalition) as session:
        (was,) = session.scalars(select(col(Change.before)).where(col(Change.row_id) == 79))
        ((_, noted),) = erasures(session)
    assert was == {"what": "[erased] needs a room", "state": "open", "note": None}
    assert noted["rows"] == done.rows
    with pytest.raises(EditRefused, match="nowhere"):
        erase_words(coalition, MALI, at=later(10))


def test_after_words_are_erased_their_bytes_are_not_in_the_file_and_an_edit_is_still_undone(sqlite_engine: Engine) -> None:
    coalition = with_a_slip(with_somebody(sqlite_engine))
    people.change_person(coalition, 1, name=KANOKWAN, organization_id=1, role=f"Cares for {MALI}", at=later(9))
    file = Path(str(coalition.url.database))
    backup(coalition, file.with_name("held.db"))
    assert erase_words(coalition, MALI, at=later(10)).copies == ("held.db",)
    stored = b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*")).lower()
    assert b"mali saetang" not in stored
    undo_edit(coalition, later(9), at=later(11))
    with reading(coalition) as session:
        assert session.get_one(Person, 1).role == "Director"


@pytest.mark.parametrize("words", ["ab", " . ", "note", "Person", "erased", "x" * 200])
def test_words_that_are_too_few_or_those_of_the_program_are_refused(coalition: Engine, words: str) -> None:
    with pytest.raises(EditRefused):
        words_preview(coalition, words)


@pytest.mark.both_engines
def test_thai_words_go_wherever_they_stand_and_the_name_of_an_area_stays_and_is_told(coalition: Engine) -> None:
    with writing(coalition) as session:
        session.add(ActionItem(what="ขอห้องให้มะลิคืนนี้", opened_on=DAY, due_on=DAY, note="Chiang Rai"))
    assert "ขอห้องให้[erased]คืนนี้" in (erase_words(coalition, "มะลิ", at=later(9)) and everything(coalition))
    seen = words_preview(coalition, "Chiang Rai")
    assert (seen.left, seen.rows) == ({"area": 1}, {"action_item": 1})


def test_the_command_says_where_words_stand_and_takes_them_out(coalition: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    with_a_slip(coalition)
    assert not take_out_words(coalition, MALI, is_sure=False)
    said = capsys.readouterr().out
    assert "actions (history)" in said
    assert "needs a room" not in said
    assert take_out_words(coalition, MALI, is_sure=True)
    with pytest.raises(Trouble, match="nowhere"):
        take_out_words(coalition, MALI, is_sure=True)
