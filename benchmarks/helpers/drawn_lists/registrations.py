"""What people sign before or after a meeting: forms, registrations, contacts, rotas. Most say nothing of who came."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from benchmarks.helpers.drawn_lists.layouts import columns_of, listed
from benchmarks.helpers.drawn_lists.model import ABSENT, OPEN, PRESENT, UNSAID, WORDS, Draft, Person

_GOOGLE = {"en": "{m}/{d}/{y} {h}:{i:02}:{s:02}", "de": "{d:02}.{m:02}.{y} {h:02}:{i:02}:{s:02}"}
_OTHERS = ("{d:02}/{m:02}/{y} {h:02}:{i:02}:{s:02}", "{d}/{m}/{y}, {h}:{i:02}:{s:02}", "{y}-{m:02}-{d:02} {h:02}:{i:02}:{s:02}")
_THAI = "{d}/{m}/{be} {h}:{i:02}:{s:02}"
_BUDDHIST = 543


@dataclass(frozen=True)
class Form:
    """The columns of a program that keeps answers, in the words of a language, and those of the questions behind them."""

    draft: Draft
    microsoft: bool
    anonymous: bool
    asked: frozenset[str]
    pattern: str
    questions: tuple[tuple[str, list[str]], ...]

    def header(self, *behind: str) -> list[str]:
        """The header, with columns that were added behind."""
        draft = self.draft
        if self.microsoft:
            own = [*draft.words["microsoft"], *([draft.word("name")] if self.anonymous else [])]
        else:
            own = [draft.word("stamp"), *([draft.word("mail")] if "mail" in self.asked else []), draft.word("name")]
        own += [draft.word(key) for key in ("organization", "post", "phone") if key in self.asked]
        return [*own, *(text for text, _ in self.questions), *behind]

    def row(self, at: int, person: Person, moment: datetime, *behind: str) -> Person:
        """A row with the answers of somebody, and what may be read of their organization then."""
        draft, mail = self.draft, f"p{at}@x.example"
        if self.microsoft:
            times = [self.write(moment - timedelta(seconds=90)), self.write(moment)]
            own = [str(at + 1), *times, *(["anonymous", "", person.text] if self.anonymous else [mail, person.text])]
        else:
            own = [self.write(moment), *([mail] if "mail" in self.asked else []), person.text]
        cells = {"organization": person.house, "post": draft.word("posts"), "phone": f"081-234-5{at:03}"}
        own += [cells[key] for key in ("organization", "post", "phone") if key in self.asked]
        draft.add(*own, *(draft.random.choice(answers) for _, answers in self.questions), *behind)
        return _of_house(person) if "organization" in self.asked else person

    def write(self, moment: datetime) -> str:
        """A moment as the program writes it."""
        values = {"d": moment.day, "m": moment.month, "y": moment.year, "be": moment.year + _BUDDHIST}
        return self.pattern.format(**values, h=moment.hour, i=moment.minute, s=moment.second)


def _of_house(person: Person) -> Person:
    return replace(person, organizations=(person.house, *filter(None, person.organizations)))


def form_of(draft: Draft, *questions: tuple[str, str]) -> Form:
    """A form with questions, each by the key of its text and of its answers."""
    shares = {"mail": 0.5, "organization": 0.75, "post": 0.2, "phone": 0.3}
    asked = frozenset(key for key, share in shares.items() if draft.chance(share))
    patterns = [_GOOGLE.get(draft.language, _OTHERS[0]), *_OTHERS, *([_THAI] if draft.language == "th" else [])]
    texts = tuple((draft.word(text), list(draft.words[answers])) for text, answers in questions)
    return Form(draft, draft.chance(0.4), draft.chance(0.5), asked, draft.random.choice(patterns), texts)


def on_days(draft: Draft, often: int) -> list[datetime]:
    """When answers came in, over some days; in their order."""
    first = draft.day.replace(day=draft.random.randint(3, 18))
    days = [first, first + timedelta(days=draft.random.randint(1, 3))]
    days += [first + timedelta(days=draft.random.randint(0, 9)) for _ in range(often - 2)]
    return sorted(_moment(draft, day, 7, 21) for day in days)


def _moment(draft: Draft, day: date, first: int, last: int) -> datetime:
    hour, minute, second = draft.random.randint(first, last), draft.random.randint(0, 59), draft.random.randint(0, 59)
    return datetime(day.year, day.month, day.day, hour, minute, second)


def _questions(draft: Draft, *wanted: tuple[str, str]) -> list[tuple[str, str]]:
    """Those wanted, and others that say nothing of who came."""
    return [*wanted, *([("lunch", "answers")] if draft.chance(0.4) else [])]


# --- before the meeting ----------------------------------------------------------------------------------------------------


def registration_form(draft: Draft) -> None:
    """Answers of several days to "How will you attend?": nobody says who came."""
    form = form_of(draft, *_questions(draft, ("how", "modes")))
    draft.add(*form.header())
    people = draft.drawn(9)
    for at, (person, moment) in enumerate(zip(people, on_days(draft, len(people)), strict=True)):
        draft.tell(form.row(at, person, moment), len(draft.rows) - 1, UNSAID)


def invitation_form(draft: Draft) -> None:
    """Answers to "Will you attend?": who said no was not there, who said yes may have been."""
    form = form_of(draft, *_questions(draft))
    draft.add(*form.header(draft.word("will")))
    people = draft.drawn(9)
    for at, (person, moment) in enumerate(zip(people, on_days(draft, len(people)), strict=True)):
        comes = draft.chance(0.8)
        person = form.row(at, person, moment, draft.words["answers"][0 if comes else 1])
        draft.tell(person, len(draft.rows) - 1, UNSAID if comes else ABSENT)


def checked_in(draft: Draft) -> None:
    """A registration form with a column added by hand for those who came."""
    form = form_of(draft, *_questions(draft, ("how", "modes")))
    word = draft.word("check_in")
    draft.add(*form.header(f"{word} {draft.write(draft.day)}" if draft.chance(0.4) else word))
    people, mark = draft.drawn(9), draft.random.choice(["x", "✓", "{h}:{i:02}", "{h}:{i:02}", "{first}"])
    for at, (person, moment) in enumerate(zip(people, on_days(draft, len(people)), strict=True)):
        came, minute = at == 0 or draft.chance(0.7), draft.random.randint(0, 59)
        sign = mark.format(h=draft.random.choice([8, 9]), i=minute, first=person.names[0].split()[0]) if came else ""
        draft.tell(form.row(at, person, moment, sign), len(draft.rows) - 1, PRESENT if came else UNSAID, marked=True)


def review(draft: Draft) -> None:
    """Registrations that were approved, wait or were cancelled."""
    draft.add(f"{draft.word('registered')} {draft.write(draft.day)}")
    columns, word = columns_of(draft, note=0), draft.word("review")
    draft.add(*columns.header(), word)
    for at, person in enumerate(draft.drawn(9)):
        cells, person = columns.cells(at, person)
        which = draft.random.choices(range(3), (0.7, 0.15, 0.15))[0]
        row = draft.add(*cells, draft.words["reviews"][which])
        draft.tell(person, row, (UNSAID, UNSAID, ABSENT)[which], marked=True)


def rota(draft: Draft) -> None:
    """Who is on duty on days to come."""
    draft.add(draft.word("rota"))
    first = date(2026, 12, draft.random.randint(1, 7))
    days = [first + timedelta(days=7 * at) for at in range(4)]
    people = [draft.person(name, {"text": "{n}"}) for name in draft.random.sample(draft.people, 4)]
    if draft.chance(0.5):
        draft.add(draft.word("day"), draft.word("duty"), *([draft.word("note")] if (tasks := draft.chance(0.4)) else []))
        for person, day in zip(people, days, strict=True):
            row = draft.add(draft.write(day), person.text, *([draft.random.choice(WORDS["any"]["tasks"])] if tasks else []))
            draft.tell(person, row, UNSAID, day, must=False)
        return
    draft.add(draft.word("name"), *map(draft.write, days))
    for person in people:
        drawn = [draft.chance(0.4) for _ in days]
        row = draft.add(person.text, *("x" if one else "" for one in drawn))
        for day, one in zip(days, drawn, strict=True):
            draft.tell(person, row, UNSAID if one else ABSENT, day, must=False)


# --- on the day, and after it ----------------------------------------------------------------------------------------------


def signed_on_the_day(draft: Draft) -> None:
    """A form that was signed at the door: all moments of one morning."""
    form = form_of(draft, *([("mode", "modes")] if draft.chance(0.5) else []))
    draft.add(*form.header())
    people = draft.drawn(9)
    for at, person in enumerate(people):
        person = form.row(at, person, _moment(draft, draft.day, 8, 9))
        draft.tell(person, len(draft.rows) - 1)
    draft.pattern, draft.dated = form.pattern, True
    draft.written.add(draft.day)


def feedback(draft: Draft) -> None:
    """What people thought of a meeting, days after it: they were there, and their answers say no day of it."""
    titled = draft.chance(0.5)
    if titled:
        draft.add(f"{draft.word('feedback')} {draft.write(draft.day)}")
    form = form_of(draft)
    draft.add(*form.header(draft.word("rating"), draft.word("opinion")))
    people = draft.drawn(9)
    for at, (person, moment) in enumerate(zip(people, on_days(draft, len(people)), strict=True)):
        said = (str(draft.random.randint(3, 5)), draft.word("opinions"))
        draft.tell(form.row(at, person, moment, *said), len(draft.rows) - 1, OPEN)


def contacts(draft: Draft) -> None:
    """Whom to reach, and how: no meeting at all."""
    head = draft.word("contacts")
    draft.add(f"{head} ({draft.word('updated')} {draft.write(draft.day)})" if draft.chance(0.4) else head)
    draft.dated = False
    columns = columns_of(draft, organization=1, phone=0.9, mail=0.8, post=0.5, note=0)
    draft.add(*columns.header())
    listed(draft, columns, draft.drawn(9), UNSAID)
    draft.truth = [replace(one, must=False) for one in draft.truth]


REGISTRATIONS: dict[str, Callable[[Draft], None]] = {
    one.__name__.replace("_", " "): one
    for one in (registration_form, invitation_form, checked_in, review, rota, signed_on_the_day, feedback, contacts)
}
