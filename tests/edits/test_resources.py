"""What members share: kept once, found where it matters, never written over, never a live text."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from PIL import Image
from sqlalchemy import Engine, select

from coalition import shared_files
from coalition.access.backup import backup, restore
from coalition.access.checks import check, repair
from coalition.database import reading, writing
from coalition.edits import resources as edits
from coalition.edits.conflicts import EditConflict, as_seen
from coalition.edits.meetings import delete_meeting
from coalition.edits.people import erase_person
from coalition.edits.record import EditRefused
from coalition.edits.resources import Told, checked_link, host_of
from coalition.edits.screen import TextRefused
from coalition.edits.undo import undo_edit
from coalition.imports.matching.keys import person_key
from coalition.models import Area, Change, Meeting, Organization, Person, ServiceType
from coalition.queries.resources import Found, Shared, find_resources, learned, one_resource, resource_names, shared_about
from coalition.queries.seen import seen_now
from coalition.vocabulary import FileType, ResourceKind

TODAY = date(2026, 11, 25)
T0 = datetime(2026, 11, 25, 9, tzinfo=UTC)
LAW = Told("Anti-Trafficking Act", ResourceKind.LAW, link="https://law.example/act", shared_on=TODAY, service_types=(1,))
PDF = b"%PDF-1.7 how to hear a child"


def later(minutes: int) -> datetime:
    return T0 + timedelta(minutes=minutes)


def photo(kind: str, *of_the_place: int) -> bytes:
    """A picture as a telephone makes it; with numbers of Exif that tell its place."""
    exif = Image.Exif()
    exif[0x0110] = "Telephone"
    exif.get_ifd(0x8825).update({29: "2026:11:25"} | dict.fromkeys(of_the_place, (19.0, 54.0, 0.0)))
    made = io.BytesIO()
    Image.new("RGB", (2, 2)).save(made, kind, exif=exif)
    return made.getvalue()


@pytest.fixture
def world(engine: Engine) -> Engine:
    with writing(engine) as session:
        session.add(Organization(name="Rim Kok Foundation", name_key="rim kok foundation"))
        session.add(Area(id=1, pcode="TH57", level=1, country="TH", name="Chiang Rai", name_local="เชียงราย"))
        session.flush()
        session.add(Area(id=2, pcode="TH5709", level=2, country="TH", name="Mae Sai", name_local="แม่สาย", parent_id=1))
        session.add(Area(id=3, pcode="TH50", level=1, country="TH", name="Chiang Mai", name_local="เชียงใหม่"))
        session.add(ServiceType(id=1, code="I3", name="Victim screening", name_local="การคัดแยกผู้เสียหาย"))
        session.add(ServiceType(id=2, code="A1", name="Longer-term shelter", name_local="ที่พักระยะยาว"))
        session.add(Meeting(held_on=date(2026, 11, 12), title="Monthly"))
    return engine


def add(engine: Engine, told: Told, minutes: int = 1, **more: Any) -> int:
    return edits.add_resource(engine, replace(told, **more), today=TODAY, at=later(minutes))


def one(engine: Engine, number: int) -> Shared:
    with reading(engine) as session:
        found = one_resource(session, resource_id=number)
    assert found is not None
    return found


def titles(engine: Engine, **asked: Any) -> list[str]:
    with reading(engine) as session:
        found: Found = find_resources(session, **asked)
    return [shared.title for shared in found.shared]


@pytest.mark.both_engines
def test_what_is_shared_at_a_meeting_is_kept_with_what_it_is_about_corrected_and_taken_back(world: Engine) -> None:
    number = add(world, LAW, shared_on=None, meeting_id=1, organization_id=1, title_local="พระราชบัญญัติ", areas=(1,))
    kept = one(world, number)
    assert (kept.organization, kept.held_on, kept.shared_on) == ("Rim Kok Foundation", date(2026, 11, 12), date(2026, 11, 12))
    assert [kind.code for kind in kept.kinds] == ["I3"]
    changed = replace(LAW, service_types=(2,), note="Section 33 for shelters")
    assert edits.change_resource(world, number, changed, today=TODAY, at=later(2))
    assert not edits.change_resource(world, number, changed, today=TODAY, at=later(3)), "nothing is different"
    now = one(world, number)
    assert ([kind.code for kind in now.kinds], now.areas, now.note) == (["A1"], (), "Section 33 for shelters")
    undo_edit(world, later(2), at=later(4))
    assert one(world, number) == kept
    undo_edit(world, later(1), at=later(5))
    assert titles(world) == []


@pytest.mark.both_engines
def test_a_retired_resource_is_found_only_where_asked_for_and_its_title_is_free(world: Engine) -> None:
    number = add(world, LAW)
    with pytest.raises(TextRefused, match="title is shared already"):
        add(world, LAW, 2, title="anti-trafficking ACT")
    assert edits.retire_resource(world, number, today=TODAY, at=later(3))
    assert (titles(world), titles(world, with_retired=True)) == ([], [LAW.title])
    again = add(world, LAW, 4)
    with pytest.raises(TextRefused, match="title is shared already"):
        edits.use_again(world, number, at=later(5))
    undo_edit(world, later(4), at=later(6))
    assert edits.use_again(world, number, at=later(7))
    assert titles(world) == [LAW.title]
    assert again != number


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"title": " "}, "Enter its name"),
        ({"title": "Call Miss Ploykaew Suk"}, "looks like"),
        ({"note": "ask 081-234-5678"}, "looks like a telephone"),
        ({"link": "", "data": None}, "Add a link or a file"),
        ({"link": "javascript:alert(1)"}, "not a web address"),
        ({"link": "law.example:alert(1)"}, "not a web address"),
        ({"link": "1.1020.00555.21.3"}, "not a web address"),
        ({"link": "https://a.example/?id=3100501234563"}, "identifies a person"),
        ({"link": "https://a.example/cases/born%2012%20March%202009"}, "identifies a person"),
        ({"link": "https://a.example/share?to=malee%40home.example"}, "identifies a person"),
        ({"shared_on": None}, "Choose the day"),
        ({"shared_on": date(2026, 11, 26)}, "future"),
        ({"organization_id": 99}, "no longer exists"),
        ({"service_types": (99,)}, "no longer exists"),
        ({"link": "", "data": b"MZ\x00"}, "not accepted"),
        ({"link": "", "data": photo("JPEG", 2)}, "where it was taken"),
        ({"link": "", "data": photo("PNG", 4)}, "where it was taken"),
    ],
)
def test_what_cannot_be_kept_is_told_and_nothing_is_written(world: Engine, wrong: dict[str, Any], why: str) -> None:
    with pytest.raises(EditRefused, match=why):
        add(world, LAW, **wrong)
    assert titles(world) == []


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_that_does_not_say_where_it_was_taken_is_kept(sqlite_engine: Engine, kind: str) -> None:
    assert add(sqlite_engine, LAW, link="", data=photo(kind), service_types=())
    damaged = photo(kind, 2).partition(b"\x88\x25")[0]
    assert add(sqlite_engine, LAW, link="", title="Damaged", data=damaged, service_types=())


def test_an_address_typed_without_https_is_meant_as_https() -> None:
    assert checked_link(" law.example/act?x=1 ") == "https://law.example/act?x=1"


@pytest.mark.parametrize(
    ("link", "host"),
    [
        ("https://law.example/act?x=1#s33", "law.example"),
        ("http://xn--o3cw4h.example:8080/%E0%B8%81", "xn--o3cw4h.example:8080"),
        ("https://bank.example@evil.example/", None),
        ("https://bank\u0435.example/", None),
        ("https://localhost/", None),
        ("https://evil.example/a b", None),
        ("https://evil.example/'onclick=", None),
        ("https:evil.example", None),
        ("https://[::1]/", None),
        ("https://evil..example/", None),
        ("https://evil.example:port/", None),
        ("//evil.example/", None),
        ("ftp://evil.example/", None),
        ("data:text/html,evil", None),
        ("", None),
    ],
)
def test_an_address_leads_out_only_where_its_host_can_be_read(link: str, host: str | None) -> None:
    assert host_of(link) == host


# --- found ------------------------------------------------------------------------------------------------------------


@pytest.mark.both_engines
def test_a_resource_is_found_by_words_of_either_language_its_title_first_and_after_every_change(world: Engine) -> None:
    add(world, LAW, title_local="พระราชบัญญัติป้องกันและปราบปรามการค้ามนุษย์", service_types=())
    shelter = add(world, LAW, 2, title="House rules", title_local="ระเบียบบ้านพัก", service_types=(2,), areas=(2,))
    assert titles(world, words="traffick") == [LAW.title]
    assert titles(world, words="ค้า") == [LAW.title], "three letters of Thai"
    assert titles(world, words="พัก") == ["House rules"]
    assert titles(world, words="shelters in mae sai") == ["House rules"], "what it is about"
    assert titles(world, words="x") == titles(world, words="  ?  ")[:0] == []
    edits.note_learned(world, 1, what="Meals are cooked together", resource_id=shelter, at=later(3))
    assert titles(world, words="cooking meals") == ["House rules"]
    edits.change_resource(world, shelter, replace(LAW, title="Quiet hours"), today=TODAY, at=later(4))
    assert titles(world, words="house") == []
    assert titles(world, words="quiet") == ["Quiet hours"]
    undo_edit(world, later(4), at=later(5))
    assert titles(world, words="house") == ["House rules"]


@pytest.mark.both_engines
def test_what_is_about_a_kind_of_help_is_shown_where_it_holds(world: Engine) -> None:
    add(world, LAW, 1, title="Everywhere")
    add(world, LAW, 2, title="In the district", areas=(2,), shared_on=date(2026, 1, 1))
    add(world, LAW, 3, title="Elsewhere", areas=(3,))
    add(world, LAW, 4, title="Of another kind", service_types=(2,))
    add(world, LAW, 5, title="Of none", service_types=())
    with reading(world) as session:
        here = shared_about(session, service_types=["I3"], area="TH5709")
        above = shared_about(session, service_types=["I3"], area="TH57")
    assert [shared.title for shared in here.shared] == ["In the district", "Everywhere"]
    assert len(above.shared) == 2
    assert titles(world, kind="law", area="TH50") == ["Of none", "Of another kind", "Elsewhere", "Everywhere"]


@pytest.mark.both_engines
def test_filters_narrow_what_words_find_in_any_combination(world: Engine) -> None:
    add(world, LAW, areas=(2,))
    add(world, LAW, 2, title="House rules", kind=ResourceKind.POLICY, service_types=())
    narrow = ({"kind": "law"}, {"service_types": ("I3",)}, {"area": "TH57"}, {"with_retired": True})
    for chosen in product((False, True), repeat=len(narrow)):
        asked = {name: value for one, is_on in zip(narrow, chosen, strict=True) if is_on for name, value in one.items()}
        expected = [LAW.title] if asked.keys() & {"kind", "service_types"} else ["House rules", LAW.title]
        assert titles(world, **asked) == expected, asked
        assert titles(world, words="act", **asked) == [LAW.title], asked
    with reading(world) as session:
        assert [name for _, name, _ in resource_names(session)] == ["House rules", LAW.title]
        assert [shared.title for shared in shared_about(session, service_types=["I3"]).shared] == [LAW.title]


def test_an_erased_person_is_found_by_no_search(world: Engine) -> None:
    with writing(world) as session:
        session.add(Person(id=1, name="Kanokwan Thipphayarat", name_key="kanokwan thipphayarat"))
    add(world, LAW, title="Slides of Kanokwan Thipphayarat")
    assert titles(world, words="kanokwan") == ["Slides of Kanokwan Thipphayarat"]
    erase_person(world, 1, at=later(2))
    assert titles(world, words="kanokwan") == []
    assert titles(world, words="slides") == ["Slides of [erased]"]


@pytest.mark.both_engines
@pytest.mark.parametrize("name", ["Kanokwan Thipphayarat", "กนกวรรณ ทิพยรัตน์", "Zoë Çelik"])
def test_an_erased_person_is_in_no_address_either(world: Engine, name: str) -> None:
    with writing(world) as session:
        session.add(Person(id=1, name=name, name_key=person_key(name)))
    number = add(world, LAW, link=f"https://law.example/{quote(name)}?by={quote_plus(name)}")
    erase_person(world, 1, at=later(2))
    assert one(world, number).link == "https://law.example/[erased]?by=[erased]"
    with reading(world) as session:
        assert "%" not in str(session.execute(select(Change.__table__.c.after)).all())


def test_two_people_who_correct_a_resource_keep_what_both_say_and_never_a_link_beside_a_file(world: Engine) -> None:
    number = add(world, LAW)
    with reading(world) as session:
        seen = seen_now(session)
    first = replace(LAW, service_types=(1, 2), link="", data=PDF)
    edits.change_resource(world, number, first, today=TODAY, at=later(2))
    with as_seen(seen):
        edits.change_resource(world, number, replace(LAW, note="Section 33"), today=TODAY, at=later(3))
    now = one(world, number)
    assert ({kind.id for kind in now.kinds}, now.note, now.link, now.file_type) == ({1, 2}, "Section 33", None, FileType.PDF)
    second = replace(LAW, note="Section 33", link="https://law.example/new")
    with pytest.raises(EditConflict) as told, as_seen(seen):
        edits.change_resource(world, number, second, today=TODAY, at=later(4))
    with as_seen(seen, decided=told.value.conflicts, is_mine=True):
        edits.change_resource(world, number, second, today=TODAY, at=later(5))
    assert (one(world, number).link, one(world, number).file_hash) == ("https://law.example/new", None)


# --- learned ----------------------------------------------------------------------------------------------------------


@pytest.mark.both_engines
def test_what_was_learned_goes_with_its_meeting_and_a_resource_stays(world: Engine) -> None:
    number = add(world, LAW, meeting_id=1)
    note = edits.note_learned(world, 1, what="Section 33 gives help before a verdict", resource_id=number, at=later(2))
    with pytest.raises(EditRefused, match="depends on it"):
        undo_edit(world, later(1), at=later(3))
    with reading(world) as session:
        assert [(line.id, line.title, line.held_on) for line in learned(session, resource_id=number)] == [
            (note, LAW.title, date(2026, 11, 12))
        ]
    delete_meeting(world, 1, at=later(4))
    assert one(world, number).meeting_id is None
    with reading(world) as session:
        assert learned(session) == []
    undo_edit(world, later(4), at=later(5))
    assert edits.remove_learned(world, note, at=later(6))
    assert one(world, number).meeting_id == 1


# --- files ------------------------------------------------------------------------------------------------------------


def test_a_file_goes_into_a_backup_and_comes_back_with_it(sqlite_engine: Engine, tmp_path: Path) -> None:
    number = add(sqlite_engine, LAW, link="", data=PDF, service_types=())
    kept = one(sqlite_engine, number)
    assert (kept.file_type, kept.file_size, kept.link) == (FileType.PDF, len(PDF), None)
    assert backup(sqlite_engine, tmp_path / "friday.db").files == 1
    url = f"sqlite:///{tmp_path / 'new' / 'office.db'}"
    done = restore(url, tmp_path / "friday.db", now=T0)
    folder = shared_files.folder_of(url)
    assert (done.missing_files, folder.name) == (0, "office-files")
    assert shared_files.read(folder, kept.file_hash) == PDF
    assert "shared_file" not in done.rows


def test_a_file_that_neither_the_backup_nor_the_computer_has_is_told(sqlite_engine: Engine, tmp_path: Path) -> None:
    kept = one(sqlite_engine, add(sqlite_engine, LAW, link="", data=PDF, service_types=()))
    shared_files.forget(shared_files.folder_of(sqlite_engine.url), kept.file_hash or "")
    assert "1 shared files are missing" in check(sqlite_engine).problems[0]
    backup(sqlite_engine, tmp_path / "friday.db")
    assert restore(sqlite_engine.url.render_as_string(), tmp_path / "friday.db", now=T0).missing_files == 1


@pytest.mark.both_engines
def test_a_file_that_an_undo_may_bring_back_stays_and_one_that_nobody_has_is_removed(world: Engine) -> None:
    number = add(world, LAW, link="", data=PDF)
    folder = shared_files.folder_of(world.url)
    edits.change_resource(world, number, replace(LAW, link="", data=b"%PDF-2"), today=TODAY, at=later(2))
    stray = shared_files.keep(folder, b"%PDF-stray")
    assert check(world).problems == [f"1 files in {folder} belong to no shared resource. check --repair removes them."]
    repair(world)
    assert check(world).problems == []
    assert stray not in shared_files.kept(folder)
    undo_edit(world, later(2), at=later(3))
    assert shared_files.read(folder, one(world, number).file_hash) == PDF
    edits.change_resource(world, number, replace(LAW, link="", note="As agreed"), today=TODAY, at=later(4))
    assert one(world, number).file_size == len(PDF), "the file stays where no other is told"
