"""Plain lists of people, a function for each layout; the truth of a row is told where the row is drawn."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import zip_longest

from benchmarks.helpers.drawn_lists.model import ABSENT, OPEN, PRESENT, WORDS, Draft, Person

_SHARES = {"number": 0.35, "post": 0.25, "organization": 0.65, "phone": 0.15, "mail": 0.15, "note": 0.08}
"""Of the lists that have such a column."""
_MARK_SHARES = (0.7, 0.2, 0.1)
_STATES = (PRESENT, ABSENT, ABSENT)


@dataclass(frozen=True)
class Columns:
    """The columns of a list, beside those that say who came."""

    draft: Draft
    having: frozenset[str]

    def header(self) -> list[str]:
        """A word over each."""
        before = [self.draft.word("number")] if "number" in self.having else []
        behind = [self.draft.word(key) for key in ("post", "organization", "phone", "mail", "note") if key in self.having]
        return [*before, self.draft.word("name"), *behind]

    def cells(self, at: int, person: Person) -> tuple[list[str], Person]:
        """The cells of somebody, and what may be read of their organization then."""
        draft, random = self.draft, self.draft.random
        row = [str(at + 1)] if "number" in self.having else []
        row.append(person.text)
        row += [draft.word("posts")] if "post" in self.having else []
        if "organization" in self.having:
            house = "" if draft.chance(0.05) else person.house
            row.append(house)
            others = tuple(one for one in person.organizations if one)
            person = replace(person, organizations=(house, *others) if house else person.organizations or (None,))
        row += (
            [f"08{random.randint(0, 9)}-{random.randint(100, 999)}-{random.randint(1000, 9999)}"]
            if "phone" in self.having
            else []
        )
        row += [f"p{at}@x.example"] if "mail" in self.having else []
        return [*row, *([""] if "note" in self.having else [])], person


def columns_of(draft: Draft, **shares: float) -> Columns:
    """Some columns, drawn."""
    return Columns(draft, frozenset(key for key, share in {**_SHARES, **shares}.items() if draft.chance(share)))


def marks_of(draft: Draft) -> list[str]:
    """The marks of those who came, were absent and were excused: "" for the third, there is none."""
    return list(draft.random.choice([*draft.words["marks"], *WORDS["any"]["ticks"][: 6 if draft.chance(0.7) else None]]))


def marked(draft: Draft, marks: list[str]) -> tuple[str, str]:
    """A mark, drawn, and what it says."""
    at = draft.random.choices(range(3), _MARK_SHARES)[0]
    at = 1 if at > 1 and not marks[2] else at
    return marks[at], _STATES[at]


def title(draft: Draft, share: float = 0.8) -> None:
    """What stands above the list: the day of the meeting, or none."""
    if draft.chance(share):
        draft.add(f"{draft.word('lead')} {draft.write(draft.day)}")
    elif draft.chance(0.4):
        draft.add(draft.word("day"), draft.write(draft.day))
    if draft.chance(0.2):
        draft.add(draft.word("label"))
    if draft.chance(0.3):
        draft.add()


def below(draft: Draft) -> None:
    """What stands below the list."""
    which = draft.random.random()
    outsider = WORDS["any"]["outsiders"][0]
    if which < 0.1:
        draft.add()
        draft.add(draft.word("total"), str(len({one.names for one in draft.truth})))
    elif which < 0.2:
        draft.add()
        row = draft.add(draft.word("made"), outsider)
        draft.outsider(outsider, row, OPEN, must=False)
    elif which < 0.27:
        draft.add(draft.word("remark"))
    elif which < 0.33:
        draft.add()
        others = WORDS["any"]["outsiders"]
        row = draft.add(f"{draft.word('excused')}: {', '.join(others)}")
        for name in others:
            draft.outsider(name, row, ABSENT, must=True)


def listed(draft: Draft, columns: Columns, people: list[Person], state: str = PRESENT, first: int = 0) -> None:
    """A row for each person."""
    for at, person in enumerate(people, first):
        cells, person = columns.cells(at, person)
        draft.tell(person, draft.add(*cells), state)


# --- the layouts -----------------------------------------------------------------------------------------------------------


def plain(draft: Draft) -> None:
    title(draft)
    columns = columns_of(draft)
    draft.add(*columns.header())
    listed(draft, columns, draft.drawn(9))
    below(draft)


def without_header(draft: Draft) -> None:
    title(draft, 1.0)
    listed(draft, columns_of(draft, note=0), draft.drawn(9))


def status(draft: Draft) -> None:
    title(draft)
    columns, marks = columns_of(draft), marks_of(draft)
    draft.add(*columns.header(), draft.word("status"))
    for at, person in enumerate(draft.drawn(9)):
        cells, person = columns.cells(at, person)
        mark, state = marked(draft, marks)
        draft.tell(person, draft.add(*cells, mark), state, marked=True)
    _if_all_alike(draft)
    below(draft)


def _if_all_alike(draft: Draft) -> None:
    """Where nobody came, or all have an empty cell, a person would ask."""
    if all(one.state != PRESENT for one in draft.truth):
        draft.truth = [replace(one, state=OPEN) for one in draft.truth]


def absent_column(draft: Draft) -> None:
    """A column for those who were not there, or were excused; the others came."""
    title(draft)
    columns, word = columns_of(draft), draft.word(draft.random.choice(["absent", "excused"]))
    draft.add(*columns.header(), word)
    for at, person in enumerate(draft.drawn(9)):
        cells, person = columns.cells(at, person)
        away = draft.chance(0.3)
        draft.tell(person, draft.add(*cells, "x" if away else ""), ABSENT if away else PRESENT, marked=True)
    _if_all_alike(draft)


def state_columns(draft: Draft) -> None:
    """A column for each state, and a tick in one of them."""
    title(draft)
    columns, tick = columns_of(draft), draft.random.choice(["x", "X", "✓", "1"])
    draft.add(*columns.header(), *(draft.word(key) for key in ("came", "absent", "excused")))
    for at, person in enumerate(draft.drawn(9)):
        cells, person = columns.cells(at, person)
        which = draft.random.choices(range(3), _MARK_SHARES)[0]
        draft.tell(person, draft.add(*cells, *(tick if i == which else "" for i in range(3))), _STATES[which], marked=True)
    _if_all_alike(draft)


def signed(draft: Draft) -> None:
    """Who signed was there; who did not may have been."""
    title(draft)
    columns = columns_of(draft)
    draft.add(*columns.header(), draft.word("sign"))
    word = draft.random.choice(["signed", "✓", "", ""])
    for at, person in enumerate(draft.drawn(9)):
        cells, person = columns.cells(at, person)
        signs = draft.chance(0.8)
        row = draft.add(*cells, (word or person.names[0].split()[0]) if signs else "")
        draft.tell(person, row, PRESENT if signs else OPEN, marked=True)
    below(draft)


def halves(draft: Draft) -> None:
    """First and last name in columns of their own."""
    title(draft)
    first_name, last_name = draft.words["halves"]
    organization = draft.chance(0.6)
    turned = draft.chance(0.3)
    head = [last_name, first_name] if turned else [first_name, last_name]
    draft.add(*head, *([draft.word("organization")] if organization else []))
    for person in (draft.person(name, {"text": "{n}"}) for name in draft.random.sample(draft.people, 6)):
        first, _, last = person.text.rpartition(" ")
        first, last = (first, last) if first else (last, "")
        name = f"{first} {last}".strip()
        person = replace(
            person, names=(name, f"{last} {first}".strip()), organizations=(person.house,) if organization else (None,)
        )
        cells = [last, first] if turned else [first, last]
        draft.tell(person, draft.add(*cells, *([person.house] if organization else [])))


def blocks(draft: Draft) -> None:
    """Who came below one heading, who did not below another."""
    title(draft)
    columns, people = columns_of(draft), draft.drawn(10)
    half, again = max(1, len(people) * 2 // 3), draft.chance(0.4)
    second = draft.random.choice(["absent", "excused", "guests"])
    for key, group, state in (
        ("came", people[:half], PRESENT),
        (second, people[half:], PRESENT if second == "guests" else ABSENT),
    ):
        draft.add(draft.word(key))
        if again:
            draft.add(*columns.header())
        listed(draft, columns, group, state)
        if draft.chance(0.6):
            draft.add()


def absent_below(draft: Draft) -> None:
    """A plain list, and below it those who were not there."""
    title(draft)
    columns, people = columns_of(draft), draft.drawn(10)
    half = max(2, len(people) * 2 // 3)
    draft.add(*columns.header())
    listed(draft, columns, people[:half])
    if draft.chance(0.4):
        draft.add()
    draft.add(draft.word(draft.random.choice(["absent", "excused"])) + draft.random.choice(["", ":"]))
    listed(draft, columns, people[half:], ABSENT, first=draft.random.choice([0, half]))


def sides(draft: Draft) -> None:
    """Who came on the left, who did not on the right."""
    title(draft)
    columns, people = columns_of(draft, number=0, note=0, phone=0, mail=0), draft.drawn(10)
    half = max(1, len(people) * 2 // 3)
    keys = ("came", draft.random.choice(["absent", "excused"]))
    header = columns.header()
    gap = [""] * draft.random.choice([0, 1])
    words = [draft.word(key) for key in keys]
    draft.add(words[0], *[""] * (len(header) - 1), *gap, words[1], *[""] * (len(header) - 1))
    if draft.chance(0.5) or len(header) > 1:
        draft.add(*header, *gap, *header)
    for at, (left, right) in enumerate(zip_longest(people[:half], people[half:])):
        cells, told = [], []
        for person, state in ((left, PRESENT), (right, ABSENT)):
            own, person = columns.cells(at, person) if person else ([""] * len(header), None)
            cells.append(own)
            told += [(person, state)] if person else []
        row = draft.add(*cells[0], *gap, *cells[1])
        for person, state in told:
            draft.tell(person, row, state)


def lines(draft: Draft) -> None:
    """Who came in one line, who did not in another."""
    title(draft, 1.0)
    mark = draft.random.choice([", ", ", ", "; "])
    people = [draft.person(name, {"text": "{n}"}) for name in draft.random.sample(draft.people, 7)]
    one = draft.chance(0.7)
    for key, group, state in (("came", people[:5], PRESENT), (draft.random.choice(["absent", "excused"]), people[5:], ABSENT)):
        told = mark.join(person.text for person in group)
        row = draft.add(f"{draft.word(key)}: {told}") if one else draft.add(draft.word(key), told)
        for person in group:
            draft.tell(person, row, state)


def numbered_lines(draft: Draft) -> None:
    """A numbered list in one column: "1. Ann Lee, Sun Home"."""
    title(draft, 1.0)
    draft.add(draft.word("came"))
    house = draft.chance(0.5)
    for at, person in enumerate(draft.person(name, {"text": "{n}"}) for name in draft.random.sample(draft.people, 6)):
        person = replace(person, organizations=(person.house,) if house else (None,))
        draft.tell(person, draft.add(f"{at + 1}. {person.text}{f', {person.house}' if house else ''}"))


def groups(draft: Draft) -> None:
    """Organizations as headings above their people."""
    title(draft)
    columns, people = columns_of(draft, organization=0, note=0), draft.drawn(9)
    draft.add(*columns.header())
    half = max(1, len(people) // 2)
    houses = draft.random.sample(draft.words["houses"], 2)
    for house, group in zip(houses, (people[:half], people[half:]), strict=True):
        head, before = draft.add(house), len(draft.truth)
        own = [replace(one, organizations=(house, *filter(None, one.organizations))) for one in group]
        listed(draft, columns, own)
        draft.truth[before:] = [replace(one, head=(head,)) for one in draft.truth[before:]]


def merged_houses(draft: Draft) -> None:
    """The organization stands beside its first person only, as merged cells leave it."""
    title(draft)
    draft.add(draft.word("organization"), draft.word("name"))
    for house in draft.random.sample(draft.words["houses"], 3):
        for at, name in enumerate(draft.random.sample(draft.people, 2)):
            person = Person(name, (name,), house, (house,))
            draft.tell(person, draft.add("" if at else house, name))
    seen: dict[str, int] = {}
    for one in draft.truth:
        seen[one.names[0]] = seen.get(one.names[0], 0) + 1
    draft.truth = [one if seen[one.names[0]] == 1 else replace(one, free=True) for one in draft.truth]


def log(draft: Draft) -> None:
    """A row for each person and day."""
    if draft.chance(0.4):
        draft.add(draft.word("lead"))
    columns = columns_of(draft)
    draft.add(draft.word("day"), *columns.header())
    people = draft.drawn(8)
    for day in sorted({draft.other_day() for _ in range(draft.random.randint(1, 3))}):
        for at, person in enumerate(draft.random.sample(people, draft.random.randint(2, len(people)))):
            cells, person = columns.cells(at, person)
            draft.tell(person, draft.add(draft.write(day), *cells), PRESENT, day)


def organizations(draft: Draft) -> None:
    """Organizations that came, and nobody's name."""
    title(draft)
    marks = marks_of(draft)
    draft.add(draft.word("organization"), draft.word("status"))
    for house in draft.random.sample(draft.words["houses"], 5):
        mark, state = marked(draft, marks)
        draft.tell(Person("", (), house, (house,)), draft.add(house, mark), state, marked=True)
    _if_all_alike(draft)


LAYOUTS: dict[str, Callable[[Draft], None]] = {
    one.__name__.replace("_", " "): one
    for one in (
        plain, without_header, status, absent_column, state_columns, signed, halves, blocks, absent_below, sides, lines,
        numbered_lines, groups, merged_houses, log, organizations,
    )
}  # fmt: skip
