"""Minutes of one to four meetings in one text: whom each lists, and of which day they are."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.helpers.drawn_lists.model import ABSENT, PRESENT, WORDS, Draft, Person

_WEEKS = timedelta(days=14)
_TITLES = ("## {day}", "# {lead} {day}", "{lead} {day}", "**{day}**", "## {lead} {day}", "{lead}, {day}")
_STATES = {"came": PRESENT, "guests": PRESENT, "excused": ABSENT, "absent": ABSENT}
_STYLES = ("a line", "- {name}", "{number}. {name}")
_HEADINGS = ("{word}:", "### {word}", "**{word}:**")


@dataclass(frozen=True)
class _Manner:
    """How all the minutes of a text are written.

    Attributes:
        title, heading, style: how the day, the heading of a list and its names are written. lists: (heading, state) of each.
        leaves_out: whether some meetings lack a list. tells_days: whether other days stand before the second list.
        about: lines between the title and the lists.
    """

    title: str
    lead: str
    heading: str
    style: str
    lists: list[tuple[str, str]]
    leaves_out: bool
    tells_days: bool
    about: list[str]


def _manner(draft: Draft) -> _Manner:
    random, words = draft.random, draft.words
    others = [*words["came"], *words["guests"], *words["excused"], *words["absent"]]
    state_of = {word: state for key, state in _STATES.items() for word in words[key]}
    came = draft.word("came")
    lists = [came, *random.sample([word for word in others if word != came], random.randint(1, min(3, len(others) - 1)))]
    if draft.chance(0.3):
        random.shuffle(lists)
    about = [draft.word("label"), f"{words['chair']}: {WORDS['any']['outsiders'][0]}"][: random.randint(1, 2)]
    return _Manner(
        random.choice(_TITLES),
        words["lead"][-1],
        random.choice(_HEADINGS),
        random.choice(_STYLES),
        [(word, state_of[word]) for word in lists],
        draft.chance(0.3),
        draft.chance(0.3),
        about if draft.chance(0.4) else [],
    )


def _one(draft: Draft, manner: _Manner, day: date, title: str) -> None:
    """The minutes of one meeting below its title."""
    draft.add(title)
    for line in ["", *manner.about, *([""] if manner.about else [])]:
        draft.add(line)
    people = draft.random.sample(draft.people, len(draft.people))
    share = len(people) // len(manner.lists)
    for at, (word, state) in enumerate(manner.lists):
        if at and manner.leaves_out and draft.chance(0.3):
            continue
        if at == 1 and manner.tells_days:
            key, weeks = draft.random.choice([("approved", -_WEEKS), ("next", _WEEKS)])
            draft.add(draft.words[key].format(day=draft.write(day + weeks)))
            draft.add("")
        names = [people.pop() for _ in range(draft.random.randint(*((2, min(share, 4)) if state == PRESENT else (1, 2))))]
        _list(draft, manner, word, names, state, day)
        draft.add("")
    if draft.chance(0.5):
        draft.add(draft.words["discussed"])
        draft.add("")


def _list(draft: Draft, manner: _Manner, word: str, names: list[str], state: str, day: date) -> None:
    people = [Person(name, (name,), "") for name in names]
    if manner.style == "a line":
        heading = (manner.heading if manner.heading[0] != "#" else "{word}:").format(word=word)
        row = draft.add(f"{heading} {', '.join(names)}")
        for person in people:
            draft.tell(person, row, state, day, must=state == PRESENT)
        return
    draft.add(manner.heading.format(word=word))
    for number, person in enumerate(people, 1):
        draft.tell(person, draft.add(manner.style.format(name=person.text, number=number)), state, day, must=state == PRESENT)


def _minutes(draft: Draft, days: list[date]) -> None:
    draft.plain = True
    manner = _manner(draft)
    if manner.title.startswith("##"):
        draft.add(f"# {manner.lead}")
        draft.add("")
    for day in days:
        _one(draft, manner, day, manner.title.format(lead=manner.lead, day=draft.write(day)))
    draft.dated = False  # each of those listed has a day of their own


def one_meeting(draft: Draft) -> None:
    """Minutes of one meeting."""
    _minutes(draft, [draft.day])


def several_meetings(draft: Draft) -> None:
    """Minutes of two to four meetings, one after the other."""
    _minutes(draft, [draft.day + _WEEKS * at for at in range(draft.random.randint(2, 4))])


MINUTES: dict[str, Callable[[Draft], None]] = {
    "minutes of one meeting": one_meeting,
    "minutes of several": several_meetings,
}
