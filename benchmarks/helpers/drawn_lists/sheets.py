"""Lists as people type, print and fill them: what stands beside the people, above them and below them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from benchmarks.helpers.drawn_lists.layouts import columns_of, listed, title
from benchmarks.helpers.drawn_lists.model import ABSENT, PRESENT, UNSAID, WORDS, Draft, Person

_BUDDHIST = 543
_PAGE = 4


def _plain(draft: Draft, often: int) -> list[Person]:
    """Some people without anything beside their names."""
    return [draft.person(name, {"text": "{n}"}) for name in draft.random.sample(draft.people, min(often, len(draft.people)))]


# --- who came --------------------------------------------------------------------------------------------------------------


def half_days(draft: Draft) -> None:
    """A column to sign for each half of the day; who signed neither may not have been there."""
    title(draft, 1.0)
    columns, word = columns_of(draft, note=0), draft.word("sign")
    signed = draft.chance(0.6)
    draft.add(*columns.header(), *(f"{word} ({part})" if signed else part for part in draft.words["parts"]))
    mark = draft.random.choice(["x", "✓", "{first}"])
    for at, person in enumerate(draft.drawn(9)):
        cells, person = columns.cells(at, person)
        sign = mark.format(first=person.names[0].split()[0])
        signs = [sign if at == 0 or draft.chance(0.75) else "" for _ in range(2)]
        draft.tell(person, draft.add(*cells, *signs), PRESENT if any(signs) else UNSAID, marked=True)


def states_in_cells(draft: Draft) -> None:
    """Who came, who was excused and who was ill, in one cell or a cell each."""
    title(draft, 1.0)
    people, keys = _plain(draft, 7), ("came", "excused", "ill")
    groups = (people[:4], people[4:6], people[6:])
    told = [f"{draft.word(key)}: {', '.join(one.text for one in group)}" for key, group in zip(keys, groups, strict=True)]
    if whole := draft.chance(0.4):
        rows = [draft.add(draft.random.choice(["; ", "\n"]).join(told))] * 3
    else:
        rows = [draft.add(*(one.split(": ") if draft.chance(0.3) else [one])) for one in told]
    for row, group, state in zip(rows, groups, (PRESENT, ABSENT, ABSENT), strict=True):
        for person in group if whole or group else ():
            draft.tell(person, row, state)


def excused_table(draft: Draft) -> None:
    """A second table below, with a header of its own, of those who could not come and why."""
    title(draft)
    columns, people = columns_of(draft, note=0), draft.drawn(10)
    half = max(2, len(people) * 2 // 3)
    draft.add(*columns.header())
    listed(draft, columns, people[:half])
    draft.add()
    draft.add(draft.word("excused"))
    draft.add(draft.word("name"), draft.word("reason"))
    for person in people[half:]:
        draft.tell(person, draft.add(person.text, draft.word("reasons")), ABSENT)


def two_in_a_cell(draft: Draft) -> None:
    """Some cells name two people of one organization."""
    title(draft)
    own = draft.chance(0.5)
    draft.add(draft.word("name"), *([draft.word("organization")] if own else []))
    people = _plain(draft, 8)
    for pair in (people[:2], people[2:3], people[3:4], people[4:6], people[6:7]):
        house = draft.word("houses")
        text = f" {draft.word('and')} ".join(one.text for one in pair)
        row = draft.add(text, house) if own else draft.add(f"{text} ({house})")
        for person in pair:
            draft.tell(replace(person, organizations=(house,)), row)


# --- organizations ---------------------------------------------------------------------------------------------------------


def ditto(draft: Draft) -> None:
    """A sign for the same organization as above."""
    title(draft)
    columns, same = columns_of(draft, organization=0, note=0), draft.random.choice(WORDS["any"]["same"])
    draft.add(*columns.header(), draft.word("organization"))
    people, at = draft.drawn(9), 0
    while at < len(people):
        house, often = draft.word("houses"), draft.random.randint(1, 3)
        for place, person in enumerate(people[at : at + often]):
            cells, person = columns.cells(at + place, person)
            person = replace(person, organizations=(house, *filter(None, person.organizations)))
            draft.tell(person, draft.add(*cells, same if place else house))
        at += often


def merged_above(draft: Draft) -> None:
    """A merged cell with the organization and its number of people, above them; numbers begin again."""
    title(draft)
    columns = columns_of(draft, organization=0, note=0, number=1)
    header = columns.header()
    draft.add(*header)
    people, counted = draft.drawn(9), draft.chance(0.5)
    half = max(1, len(people) // 2)
    for house, group in zip(draft.random.sample(draft.words["houses"], 2), (people[:half], people[half:]), strict=True):
        text = f"{house} ({len(group)})" if counted else house
        head, before = draft.add(text, *[""] * (len(header) - 1)), len(draft.truth)
        listed(draft, columns, [replace(one, organizations=(house, *filter(None, one.organizations))) for one in group])
        draft.truth[before:] = [replace(one, head=(head,)) for one in draft.truth[before:]]


def by_province(draft: Draft) -> None:
    """By province, each with a sum of its people."""
    title(draft)
    columns, repeated, total = columns_of(draft, number=0, note=0), draft.chance(0.5), draft.word("total")
    draft.add(draft.word("province"), *columns.header())
    people = draft.drawn(10)
    names = draft.random.sample(draft.words["provinces"], 2)
    half = max(1, len(people) // 2)
    for province, group in zip(names, (people[:half], people[half:]), strict=True):
        for at, person in enumerate(group):
            cells, person = columns.cells(at, person)
            draft.tell(person, draft.add(province if repeated or not at else "", *cells))
        draft.add(*([f"{total} {province}", str(len(group))] if draft.chance(0.5) else [total, str(len(group))]))
    draft.add(total, str(len(people)))


def men_and_women(draft: Draft) -> None:
    """How many men and women each organization sent, and nobody's name."""
    title(draft)
    draft.add(draft.word("organization"), *draft.words["sexes"], draft.word("total"))
    sums = [0, 0]
    for house in draft.random.sample(draft.words["houses"], 4):
        sent = [draft.random.randint(0, 3), draft.random.randint(1, 3)]
        sums = [before + now for before, now in zip(sums, sent, strict=True)]
        draft.tell(Person("", (), house, (house,)), draft.add(house, *map(str, sent), str(sum(sent))))
    draft.add(draft.word("total"), *map(str, sums), str(sum(sums)))


def by_sector(draft: Draft) -> None:
    """How many of each sector came: nobody is named, person or organization."""
    title(draft)
    draft.add(*draft.words["sector"])
    counts = [draft.random.randint(1, 30) for _ in draft.words["sectors"]]
    for sector, count in zip(draft.words["sectors"], counts, strict=True):
        draft.add(sector, str(count))
    draft.add(draft.word("total"), str(sum(counts)))


# --- days ------------------------------------------------------------------------------------------------------------------


def _range(draft: Draft, key: str) -> list[date]:
    """The title of some days in a row."""
    first, length = draft.random.randint(1, 9), draft.random.randint(1, 4)
    month, year = draft.words["months"][draft.day.month - 1], draft.day.year
    draft.add(draft.word(key).format(a=first, b=first + length, month=month, y=year, be=year + _BUDDHIST))
    return [draft.day.replace(day=day) for day in range(first, first + length + 1)]


def range_of_days(draft: Draft) -> None:
    """A list of all who came on some of several days."""
    days = _range(draft, "days_of")
    draft.pattern, draft.dated = "{y}", True
    columns = columns_of(draft)
    draft.add(*columns.header())
    listed(draft, columns, draft.drawn(9))
    draft.truth = [replace(one, days=tuple(days)) for one in draft.truth]


def number_or_range(draft: Draft) -> None:
    """A title that may mean the third meeting or three days from the third on."""
    if not draft.words["bare"]:  # a word that is the same for several days and for a number is not in every language
        return range_of_days(draft)
    _range(draft, "bare")
    columns = columns_of(draft)
    draft.add(*columns.header())
    listed(draft, columns, draft.drawn(9))
    return None


# --- on paper --------------------------------------------------------------------------------------------------------------


def sealed(draft: Draft) -> None:
    """Below the list signs who keeps it: no attendee by that."""
    title(draft)
    columns, people = columns_of(draft, note=0), _plain(draft, 7)
    keeper = people.pop()
    signs = draft.chance(0.6)
    header = [*columns.header(), *([draft.word("sign")] if signs else [])]
    draft.add(*header)
    for at, person in enumerate(people):
        cells, person = columns.cells(at, person)
        draft.tell(person, draft.add(*cells, *([person.names[0].split()[0]] if signs else [])), marked=signs)
    draft.add()
    before = [""] * draft.random.choice([0, len(header) - 1])
    for text in draft.random.choice(draft.words["seals"]):
        row = draft.add(*before, text.format(z=keeper.text, p=draft.word("posts")))
        if "{z}" in text:
            draft.outsider(keeper.text, row, UNSAID, must=False)


def beyond_the_header(draft: Draft) -> None:
    """Remarks in cells that no header names."""
    title(draft)
    columns = columns_of(draft, note=0)
    draft.add(*columns.header())
    for at, person in enumerate(draft.drawn(9)):
        cells, person = columns.cells(at, person)
        draft.tell(person, draft.add(*cells, *([draft.word("remarks")] if draft.chance(0.25) else [])))


def two_rows_of_header(draft: Draft) -> None:
    """A header in two rows: merged cells above, the columns below."""
    title(draft, 1.0)
    person_word, contact_word, came_word = draft.words["above"]
    columns = columns_of(draft, number=0, note=0, phone=0, mail=0)
    header, halves = columns.header(), draft.chance(0.5)
    behind = draft.words["parts"] if halves else [draft.word("phone"), draft.word("mail")]
    draft.add(draft.word("number"), person_word, *[""] * (len(header) - 1), came_word if halves else contact_word, "")
    draft.add("", *header, *behind)
    for at, person in enumerate(draft.drawn(9)):
        cells, person = columns.cells(at, person)
        ticks = ["x" if at == 0 or draft.chance(0.75) else "" for _ in behind]
        own = ticks if halves else [f"081-234-5{at:03}", f"p{at}@x.example"]
        state = PRESENT if not halves or any(ticks) else UNSAID
        draft.tell(person, draft.add(str(at + 1), *cells, *own), state, marked=halves)


def printed_pages(draft: Draft) -> None:
    """The header, and often the title, again on each page."""
    title(draft, 1.0)
    above, columns, people = draft.rows[0], columns_of(draft), draft.drawn(11)
    numbered, titled = draft.chance(0.5), draft.chance(0.4)
    for first in range(0, len(people), _PAGE):
        if first and titled:
            draft.add(*above)
        draft.add(*columns.header()) if not first else draft.add(*_header_of(draft))
        listed(draft, columns, people[first : first + _PAGE], first=first)
        if numbered:
            draft.add(draft.word("page").format(n=first // _PAGE + 1))


def _header_of(draft: Draft) -> Sequence[str]:
    """The header that the first page has."""
    return next(row for row in draft.rows if any(word in row for word in draft.words["name"]))


def continued(draft: Draft) -> None:
    """A list that goes on beside itself."""
    title(draft)
    columns, people = columns_of(draft, number=0.8, note=0, mail=0), draft.drawn(12)
    header, gap = columns.header(), [""] * draft.random.choice([0, 1])
    half = (len(people) + 1) // 2
    draft.add(*header, *gap, *header)
    for at, left in enumerate(people[:half]):
        cells, left = columns.cells(at, left)
        beside = people[half + at : half + at + 1]
        own, right = columns.cells(half + at, beside[0]) if beside else ([], None)
        row = draft.add(*cells, *gap, *own)
        for person in (left, right):
            if person:
                draft.tell(person, row)


SHEETS: dict[str, Callable[[Draft], None]] = {
    one.__name__.replace("_", " "): one
    for one in (
        half_days, states_in_cells, excused_table, two_in_a_cell, ditto, merged_above, by_province, men_and_women, by_sector,
        range_of_days, number_or_range, sealed, beyond_the_header, two_rows_of_header, printed_pages, continued,
    )
}  # fmt: skip
