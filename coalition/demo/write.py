"""The files of the fictional coalition: attendance in the shapes coordinators have, services, shared cases."""

import csv
import io
import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from coalition.demo.cast import HABITS, MEMBERS, Member
from coalition.vocabulary import AgeBand, Exploitation, Sex, StatusDecider, TraffickingStatus

SEED = 20
MEETINGS = 36
CASES = 150
FULL_LIST_FILE = "Shelter and aftercare in four provinces - full list.csv"
"""The one service list that is declared complete: its empty cells become "nobody"."""
_PLACES = ("Meeting room 2, Provincial Hall, Chiang Rai", "Sai Lom House, Chiang Mai", "online")
_TITLE = "Monthly coalition meeting"
_THAI_MONTHS = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
]


@dataclass(frozen=True)
class Presence:
    """One person at one meeting: `state` is present, absent or excused."""

    member: Member
    person: str
    state: str


def meeting_dates(today: date) -> list[date]:
    """The second Thursday of each of the last 36 months, the last one before `today`, ascending."""
    year, month = today.year, today.month
    found: list[date] = []
    while len(found) < MEETINGS:
        first = date(year, month, 1)
        second_thursday = first + timedelta(days=(3 - first.weekday()) % 7 + 7)
        if second_thursday < today:
            found.append(second_thursday)
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    return found[::-1]


def attendance(today: date) -> list[tuple[date, list[Presence]]]:
    """Who was listed at each meeting, ascending by date; the same for the same day."""
    dice = random.Random(SEED)
    return [(on, _one_meeting(dice, MEETINGS - 1 - index)) for index, on in enumerate(meeting_dates(today))]


def _one_meeting(dice: random.Random, ago: int) -> list[Presence]:
    """The list of one meeting, `ago` meetings before the last (0: the last)."""
    listed = []
    for member in MEMBERS:
        if member.habit == "new" and ago > 2:
            continue
        comes = dice.random() < HABITS[member.habit]
        comes = comes and not (member.habit == "lapsed" and ago < 4)
        comes = comes and not (member.habit == "slipping" and ago == 0)
        comes = (
            (comes or ago == 0) and not (member.habit == "returned" and 0 < ago < 6) if member.habit == "returned" else comes
        )
        person = member.people[0] if dice.random() < 0.8 else member.people[-1]
        excuse = "excused" if dice.random() < 0.3 else "absent"
        listed.append(Presence(member, person, "present" if comes else excuse))
    return listed


def write_demo(folder: Path, today: date) -> list[Path]:
    """Write all files into `folder`; returns them in the order in which they are imported."""
    meetings = attendance(today)
    written = [_history(folder / f"Attendance {on}.csv", part) for on, part in _years(meetings[:24])]
    for index, (on, listed) in enumerate(meetings[24:]):
        present = [p for p in listed if p.state == "present"]
        if index % 3 == 2:
            written.append(_thai_sheet(folder / f"รายชื่อผู้เข้าร่วมประชุม {on}.csv", on, present))
        else:
            written.append(_sign_in_sheet(folder / f"Sign-in sheet {on}.csv", on, present, _PLACES[index % 2]))
    dice = random.Random(SEED + 1)
    written.append(_services(folder / "Services of the members.csv", today, dice))
    written.append(_full_list(folder / FULL_LIST_FILE, today))
    written.append(_news(folder / "Changes since the last meeting.csv", today))
    written.append(_cases(folder / "Shared cases.csv", today, dice))
    return written


def _years(
    meetings: list[tuple[date, list[Presence]]],
) -> Iterable[tuple[str, list[tuple[date, list[Presence]]]]]:
    for start in range(0, len(meetings), 12):
        part = meetings[start : start + 12]
        yield f"{part[0][0].isoformat()} to {part[-1][0].isoformat()}", part


def _save(path: Path, rows: Iterable[Iterable[object]], encoding: str = "utf-8-sig") -> Path:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def _history(path: Path, meetings: list[tuple[date, list[Presence]]]) -> Path:
    """A year as one long list, present and absent."""
    rows: list[list[object]] = [["Meeting date", "Meeting", "Place", "Name", "Organization", "Sector", "Attendance"]]
    for on, listed in meetings:
        for p in listed:
            rows.append(
                [on.strftime("%d/%m/%Y"), _TITLE, _PLACES[on.month % 3], p.person, p.member.name, p.member.sector, p.state]
            )
    return _save(path, rows)


def _sign_in_sheet(path: Path, on: date, present: list[Presence], place: str) -> Path:
    """A typed sign-in sheet with title rows, empty numbered rows and a total."""
    rows: list[list[object]] = [
        ["NORTHERN COALITION AGAINST TRAFFICKING (DEMO)"],
        [_TITLE],
        ["Date:", on.strftime("%A, %d %B %Y"), "", "Time:", "1:30 - 4:00 PM"],
        ["Venue:", place],
        [],
        ["No.", "Name", "Organization", "Sector", "Email", "Signature"],
    ]
    for number, p in enumerate(present, 1):
        rows.append([number, p.person, p.member.name, p.member.sector, _email(p), ""])
    rows += [[len(present) + 1], [len(present) + 2], [], ["Total", len(present)], ["Recorded by: the coordinator"]]
    width = max(len(row) for row in rows)
    return _save(path, [row + [""] * (width - len(row)) for row in rows])


def _thai_sheet(path: Path, on: date, present: list[Presence]) -> Path:
    """A Thai sign-in sheet as Excel saves it in Thailand: code page 874, Buddhist era."""
    day = f"{on.day} {_THAI_MONTHS[on.month - 1]} {on.year + 543}"
    rows: list[list[object]] = [
        ["รายชื่อผู้เข้าร่วมประชุมเครือข่ายประจำเดือน"],
        [f"วันพฤหัสบดีที่ {day} เวลา 13.30 น."],
        ["ณ ห้องประชุม 2 ศาลากลางจังหวัดเชียงราย"],
        [],
        ["ลำดับ", "ชื่อ - สกุล", "หน่วยงาน", "ประเภทหน่วยงาน", "ลายมือชื่อ"],
    ]
    rows += [[number, p.person, p.member.name, p.member.sector, ""] for number, p in enumerate(present, 1)]
    rows.append(["", f"รวม {len(present)} คน"])
    return _save(path, [row + [""] * (5 - len(row)) for row in rows], "cp874")


def _email(presence: Presence) -> str:
    """An invented address for people with Latin names, so that they are the same person in every file."""
    words = [word for word in presence.person.lower().split() if word.isascii() and not word.endswith(".")]
    return f"{'.'.join(words)}@member.example" if len(words) > 1 else ""


# --- services and cases ---------------------------------------------------------------------------------------------

_SERVICE_COLUMNS = (
    "organization", "sector", "service_type", "area", "starts_on", "ends_on", "capacity", "capacity_available", "reported_on",
    "reported_by", "minimum_age", "maximum_age", "serves_sex", "languages", "hours", "status",
)  # fmt: skip
_FULL_AREAS = ("TH57", "TH50", "TH56", "TH54")
_FULL_KINDS = ("I5", "I7", "I9", "A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9", "A10")
_WITH_PLACES = {"I5", "A1", "A4", "P7", "A3"}  # service types that count places


def _services(path: Path, today: date, dice: random.Random) -> Path:
    """Each offer as stated a year ago and, for most, confirmed since; some have gone stale, some are full."""
    rows: list[Iterable[object]] = [_SERVICE_COLUMNS]
    for member in MEMBERS:
        for code, areas in member.offers.items():
            for area in areas.split():
                rows += _statements(member, code, area, today, dice)
    return _save(path, rows)


def _statements(member: Member, code: str, area: str, today: date, dice: random.Random) -> list[list[object]]:
    places = dice.choice((6, 8, 12, 20)) if code in _WITH_PLACES else None
    starts = today - timedelta(days=dice.randrange(420, 1500))
    statements = []
    for ago in (dice.randrange(330, 400), dice.randrange(5, 160) if dice.random() < 0.8 else dice.randrange(200, 320)):
        free: object = "" if places is None or dice.random() < 0.2 else dice.choice((0, 0, 1, 2, places // 2))
        languages = _languages(member)
        statements.append(
            [
                *(member.name, member.sector, code, area, starts, "", "" if places is None else places, free),
                *(today - timedelta(days=ago), member.people[0], *_people(member, code), languages),
                *(_HOURS.get((member.name, code), ""), "active"),
            ]
        )
    if member.habit == "seldom" and dice.random() < 0.2:
        statements[-1][-1] = "ended"
    return statements


def _full_list(path: Path, today: date) -> Path:
    """What the members offer of some kinds in four provinces: the rest is nobody, once the list is called full."""
    on = today - timedelta(days=20)
    rows: list[Iterable[object]] = [_SERVICE_COLUMNS]
    for member in MEMBERS:
        for code, areas in member.offers.items():
            if code in _FULL_KINDS:
                rows += [_stated_row(member, code, area, on) for area in areas.split() if area in _FULL_AREAS]
    return _save(path, rows)


def _stated_row(member: Member, code: str, area: str, on: date, status: str = "active") -> list[object]:
    """One statement without places, made on a day."""
    told = [member.people[0], *_people(member, code), _languages(member), _HOURS.get((member.name, code), ""), status]
    return [member.name, member.sector, code, area, "", "", "", "", on, *told]


_HELPED = {
    ("Rim Kok Foundation", "A1"): (12, 17, "female"),
    ("Sai Lom House", "A1"): (18, "", "female"),
    ("Sai Lom House", "I5"): (15, "", "female"),
    ("Baan Doi Sung", "A1"): (7, 14, ""),
    ("Ton Rak Learning Center", "P7"): ("", 14, ""),
    ("Lanna Children's Desk", "I9"): ("", 17, ""),
    ("Lanna Children's Desk", "P7"): ("", 11, ""),
}
"""Youngest, oldest and only sex helped, where a member told it; most have not."""

_HOURS = {
    ("Northern Hotline Circle", "I1"): "day and night",
    ("Sai Lom House", "I5"): "day and night",
    ("Rim Kok Foundation", "I5"): "office hours",
}

_SPOKEN = {"Rim Kok Foundation": "th;en;shn", "Interpreters Without Fear": "th;en;my;shn;lo", "Baan Doi Sung": "th;my;lhu"}


def _people(member: Member, code: str) -> tuple[object, object, object]:
    return _HELPED.get((member.name, code), ("", "", ""))


def _languages(member: Member) -> str:
    return _SPOKEN.get(member.name, "th;en" if member.people[0].isascii() else "th")


def _news(path: Path, today: date) -> Path:
    """What has changed since the last meeting: two offers more, one that ended."""
    on = meeting_dates(today)[-1] + timedelta(days=1)
    by_name = {member.name: member for member in MEMBERS}
    rows = [
        _stated_row(by_name["Interpreters Without Fear"], "I7", "TH55", on),
        _stated_row(by_name["Green Tea Enterprise"], "A5", "TH56", on),
        _stated_row(by_name["Golden Field Cooperative"], "P3", "TH52", on, "ended"),
    ]
    rows[0][4] = rows[1][4] = on
    return _save(path, [_SERVICE_COLUMNS, *rows])


_CASE_COLUMNS = (
    "case_code", "case", "opened_on", "closed_on", "area", "sex", "age_band", "exploitation", "trafficking_status",
    "status_decided_by", "holder_organization", "need", "need_area", "need_opened_on", "need_closed_on",
)  # fmt: skip
_NEEDS = {"I5": 5, "I7": 3, "I9": 5, "A1": 8, "A2": 9, "A3": 2, "A4": 5, "A5": 5, "A6": 3, "A7": 4, "A8": 3, "A9": 4}  # weights
_WHERE = {"TH57": 8, "TH50": 7, "TH5709": 4, "TH56": 3, "TH55": 3, "TH52": 3, "TH58": 2, "TH54": 2, "TH51": 1}  # weights


def _cases(path: Path, today: date, dice: random.Random) -> Path:
    """150 invented cases of coded fields, one row for each need."""
    rows: list[Iterable[object]] = [_CASE_COLUMNS]
    holders = [m.name for m in MEMBERS if m.sector in {"NGO", "Government"} and "new" not in m.habit]
    day_after = meeting_dates(today)[-1] + timedelta(days=1)
    for number in range(1, CASES + 1):
        opened = day_after if number > CASES - 4 else today - timedelta(days=dice.randrange(3, 900))
        rows += _one_case(number, opened, today, dice, holders)
    return _save(path, rows)


def _pick(dice: random.Random, weights: dict[str, int]) -> str:
    return dice.choices(list(weights), list(weights.values()))[0]


def _decider(number: int, status: TraffickingStatus) -> str:
    """Who decided a status; of some it is not known. Drawn apart, so that nothing else of the demo depends on it."""
    if status is TraffickingStatus.UNKNOWN:
        return StatusDecider.UNKNOWN.value
    offices = [StatusDecider.POLICE, StatusDecider.COURT, StatusDecider.GOVERNMENT, StatusDecider.UNKNOWN]
    first = [StatusDecider.NGO, StatusDecider.POLICE] if status is TraffickingStatus.PRESUMED else offices
    return random.Random(SEED + number).choice(first).value


def _one_case(number: int, opened: date, today: date, dice: random.Random, holders: list[str]) -> list[list[object]]:
    closed = opened + timedelta(days=dice.randrange(60, 500))
    is_closed = closed < today
    area = _pick(dice, _WHERE)
    coded = [
        dice.choices([Sex.FEMALE, Sex.MALE, Sex.UNKNOWN], [7, 3, 1])[0].value,
        dice.choice([band.value for band in AgeBand]),
        dice.choice([kind.value for kind in Exploitation]),
        dice.choice([status.value for status in TraffickingStatus]),
        dice.choice(holders),
    ]
    coded.insert(4, _decider(number, TraffickingStatus(coded[3])))
    rows: list[list[object]] = []
    for need in dict.fromkeys(_pick(dice, _NEEDS) for _ in range(dice.randrange(1, 4))):
        need_opened = min(opened + timedelta(days=dice.randrange(0, 30)), today)
        met = need_opened + timedelta(days=dice.randrange(30, 300))
        ends: object = min(met, closed) if is_closed else (met if met < today and dice.random() < 0.5 else "")
        rows.append(["", number, opened, closed if is_closed else "", area, *coded, need, area, need_opened, ends])
    return rows
