"""A list that is drawn row by row, and beside each row the truth about whom it names."""

import csv
import io
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
for _language, _more in tomllib.loads(Path(__file__).with_name("words_of_sheets.toml").read_text(encoding="utf-8")).items():
    WORDS[_language] |= _more
STYLES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("styles.toml").read_text(encoding="utf-8"))["style"]
LANGUAGES = ("en", "en", "en", "th", "th", "es", "fr", "id", "de", "vi", "pt")
PRESENT, ABSENT, OPEN, UNSAID = "present", "absent", "open", "unsaid"
"""What is true of somebody at a meeting. Excused is absent; of an open one every answer is right but losing them; where the
list leaves unsaid who came, they may not be present before somebody was asked."""
_SURE_DAY = 12
_BUDDHIST = 543
_THAI_DIGITS = str.maketrans("0123456789", "".join(chr(0x0E50 + digit) for digit in range(10)))


@dataclass(frozen=True)
class Entry:
    """What is true of one person at one meeting.

    Attributes:
        names, organizations: what may be read, the first as it should be; no name: an organization alone; None: none.
        state: present, absent, open or unsaid. days: any of them may be read; empty: the list does not say.
        row: of the list, first 0; later lines, as the reader tells them. must: whether they may not be lost.
        free: whatever is read of the row is right.
        head: the rows that head this one: telling them tells of its organization.
    """

    names: tuple[str, ...]
    organizations: tuple[str | None, ...] = (None,)
    state: str = PRESENT
    days: tuple[date, ...] = ()
    row: int = 0
    must: bool = True
    free: bool = False
    head: tuple[int, ...] = ()
    lines: tuple[int, ...] = ()


@dataclass(frozen=True)
class Drawn:
    """One drawn list with its truth."""

    kind: str
    seed: int
    layout: str
    name: str
    data: bytes
    text: str
    truth: tuple[Entry, ...]


@dataclass(frozen=True)
class Person:
    """Somebody as they are written, and as they may be read."""

    text: str
    names: tuple[str, ...]
    house: str
    organizations: tuple[str | None, ...] = ()
    state: str | None = None
    also: tuple[str, ...] = ()
    several: bool = False  # the others may not be lost either
    free: bool = False


@dataclass
class Draft:
    """A list while it is drawn: its rows, its truth, and the choices that hold for all of it.

    Attributes:
        day: of the one meeting, where there is one. pattern: how it writes days. written: the days that stand in it.
        dated: whether it says any day at all. plain: a text, a line a row, without columns.
    """

    kind: str
    seed: int
    language: str
    random: Random
    words: dict[str, Any]
    day: date
    pattern: str
    people: list[str]
    rows: list[list[str]] = field(default_factory=list)
    truth: list[Entry] = field(default_factory=list)
    written: set[date] = field(default_factory=set)
    dated: bool = False
    thai_digits: bool = False
    plain: bool = False

    def chance(self, share: float) -> bool:
        """Whether something that so many lists have is drawn."""
        return self.random.random() < share

    def word(self, key: str) -> str:
        """A word of the language of the list."""
        return str(self.random.choice(self.words[key]))

    def add(self, *cells: str) -> int:
        """One row more; its number."""
        self.rows.append(list(cells))
        return len(self.rows) - 1

    def tell(
        self,
        person: Person,
        row: int,
        state: str = PRESENT,
        day: date | None = None,
        *,
        marked: bool = False,
        must: bool = True,
    ) -> None:
        """What is true of somebody in a row; without a day, of the one meeting. A mark may contradict what the name says."""
        own = person.state or state
        state = OPEN if marked and own != state else own
        days = (day,) if day else ()
        organizations = person.organizations or (None,)
        self.truth.append(Entry(person.names, organizations, state, days, row, must, person.free))
        others = (*organizations, None)
        self.truth += [
            Entry((name,), others, state if person.several else OPEN, days, row, person.several) for name in person.also
        ]

    def outsider(self, name: str, row: int, state: str, *, must: bool) -> None:
        """Somebody who is named beside the list: who keeps it, or was excused."""
        self.tell(Person(name, (name,), "", (None, *self.words["houses"])), row, state, must=must)

    # --- days ---

    def other_day(self) -> date:
        """Another day of the same year."""
        return day_of(self.random, self.day.year)

    def write(self, day: date) -> str:
        """A day as this list writes days."""
        self.written.add(day)
        self.dated = True
        values = {"d": day.day, "m": day.month, "y": day.year, "yy": day.year % 100}
        values |= {"be": day.year + _BUDDHIST, "bb": (day.year + _BUDDHIST) % 100}
        at = day.month - 1
        text = self.pattern.format(**values, month=self.words["months"][at], short=self.words["short"][at])
        return text.translate(_THAI_DIGITS) if self.thai_digits else text

    def may_be(self, day: date) -> tuple[date, ...]:
        """The days for which a written one may be taken: the other order of day and month, where no day of the list has one."""
        numbers = (
            "short" not in self.pattern
            and "month" not in self.pattern
            and not self.pattern.startswith("{y}")
            and "be" not in self.pattern
        )
        if not numbers or "." in self.pattern or any(other.day > _SURE_DAY for other in (*self.written, day)):
            return (day,)
        return tuple(dict.fromkeys([day, date(day.year, day.day, day.month)]))

    # --- people ---

    def drawn(self, most: int) -> list[Person]:
        """Some people, most of them written plainly."""
        names = self.random.sample(self.people, min(self.random.randint(3, most), len(self.people)))
        return [self.person(name) for name in names]

    def person(self, name: str, style: dict[str, Any] | None = None, house: str | None = None) -> Person:
        """Somebody of an organization, written in some style."""
        house = house or self.word("houses")
        if style is None and self.chance(0.08):
            style = self.random.choice([one for one in STYLES if one.get("mild")])
            style = style if " " in name or "{l}" not in style["text"] else None
        elif style is None and self.chance(0.06):
            title = self.word("titles")
            return Person(f"{title}{name}", (name, f"{title}{name}".strip()), house)
        return styled(name, house, style, self) if style else Person(name, (name,), house)

    # --- the end ---

    def finished(self, layout: str, name: str) -> Drawn:
        """The list as a file, in some separator and encoding."""
        width = max(map(len, self.rows), default=1)
        if not self.plain and self.chance(0.6):
            self.rows = [[*row, *[""] * (width - len(row))] for row in self.rows]
        text = io.StringIO()
        writer = csv.writer(text, delimiter=self.random.choice([",", ",", ",", ";", "\t"]))
        lines, at = [], 1
        for row in self.rows:
            text.write(f"{row[0]}\n") if self.plain else writer.writerow(row)
            height = 1 + max((cell.count("\n") for cell in row), default=0)
            lines.append(tuple(range(at, at + height)))
            at += height
        one_day = (self.day,) if self.dated else ()
        truth = [
            replace(
                one,
                lines=lines[one.row],
                head=tuple(line for row in one.head for line in lines[row]),
                days=tuple(day for own in one.days or one_day for day in self.may_be(own)),
            )
            for one in self.truth
        ]
        return Drawn(self.kind, self.seed, layout, name, encoded(text.getvalue(), self), text.getvalue(), tuple(truth))


def day_of(random: Random, year: int) -> date:
    return date(year, random.randint(1, 10), random.randint(1, 28))


def encoded(text: str, draft: Draft) -> bytes:
    """In the encodings that programs write."""
    codes = ["utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "cp874" if draft.words is WORDS["th"] else "cp1252"]
    code = draft.random.choice(codes)
    try:
        return text.encode(code)
    except UnicodeEncodeError:
        return text.encode()


def styled(name: str, house: str, style: dict[str, Any], draft: Draft) -> Person:
    """Somebody written in a style, and what may be read of it."""
    first, _, last = name.partition(" ")
    values = {"n": name, "f": first, "l": last or first, "o": draft.word("houses"), "p": draft.word("posts")}
    values |= {
        "N": name.upper(),
        "L": (last or first).upper(),
        "z": WORDS["any"]["outsiders"][0],
        "c": str(draft.random.randint(100, 999)),
    }
    values["A"] = draft.random.choice(WORDS["any"]["letters"])
    names = _filled(style.get("names", ["{n}"]), values)
    organizations = tuple(one or None for one in _filled(style.get("orgs", [""]), values))
    also, state, text = _filled(style.get("also", []), values), style.get("state"), style["text"].format(**values)
    several = bool(style.get("several"))
    names = names if several else (*names, text)  # what is kept whole is neither lost nor guessed
    return Person(text, names, house, organizations, state, also, several, style.get("open", False))


def _filled(patterns: Sequence[str], values: dict[str, str]) -> tuple[str, ...]:
    return tuple(pattern.format(**values) for pattern in patterns)


def draft_of(kind: str, seed: int) -> Draft:
    """An empty list, with all that is chosen for the whole of it."""
    random = Random(f"{kind}:{seed}")
    language = random.choice(LANGUAGES)
    words = WORDS[language]
    patterns = [
        *words["written"],
        *words["written"],
        *WORDS["any"]["days"],
        *(WORDS["any"]["american"] * 2 if language == "en" else ()),
    ]
    people = [*words["people"], *(WORDS["en"]["people"][:6] if language == "th" and random.random() < 0.3 else ())]
    day = day_of(random, random.choice([2026, 2026, 2026, 2025, 2024]))
    draft = Draft(kind, seed, language, random, words, day, random.choice(patterns), people)
    draft.thai_digits = language == "th" and random.random() < 0.15
    return draft
