"""Answers of forms, and lists whose names are written in every style."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from benchmarks.helpers.drawn_lists.layouts import marked
from benchmarks.helpers.drawn_lists.model import ABSENT, OPEN, PRESENT, STYLES, UNSAID, WORDS, Draft

_MOMENTS = ("%Y-%m-%d %H:%M:%S", "{m}/{d}/%Y %H:%M:%S", "{d}/{m}/%Y, %H:%M:%S", "%Y/%m/%d %I:%M:%S %p GMT+7", "%d/%m/%Y %H:%M")
_FIRST = ("Timestamp", "ประทับเวลา", "Submitted at", "Start time", "Registration time", "Join time", "Submission date")


def answers(draft: Draft) -> None:
    """A row for each answer: when it was given, who gave it, and what else was asked."""
    random = draft.random
    draft.day = draft.day.replace(day=min(draft.day.day, 26))
    draft.pattern, draft.dated = random.choice(_MOMENTS), True
    columns = ["name", *(key for key, share in (("organization", 0.7), ("mail", 0.5), ("phone", 0.3)) if draft.chance(share))]
    asked: list[dict[str, Any]] = random.sample(WORDS["questions"], random.randint(1, 4))
    states = [one["states"] for one in asked if "states" in one]
    draft.add(random.choice(_FIRST), *(draft.word(key) for key in columns), *(one["asks"] for one in asked))
    two = draft.chance(0.3)
    people = draft.drawn(9)
    signed = UNSAID if two and any("to_come" in one for one in asked) else PRESENT
    for at, person in enumerate(people):
        day = draft.day.replace(day=draft.day.day + (two and at > len(people) // 2))
        moment = datetime(day.year, day.month, day.day, 9, random.randint(0, 59), 11)
        draft.written.add(day)
        given = [str(random.choice(one["answers"])) for one in asked]
        said = {one["states"][answer] for one, answer in zip(asked, given, strict=True) if "states" in one}
        cells = {"name": person.text, "organization": person.house, "mail": f"p{at}@x.example", "phone": f"081-234-5{at:03}"}
        if "organization" in columns:
            person = replace(person, organizations=(person.house, *filter(None, person.organizations)))
        pattern = draft.pattern.format(d=day.day, m=day.month)
        row = draft.add(moment.strftime(pattern), *(cells[key] for key in columns), *given)
        state = next(iter(said)) if len(said) == 1 else OPEN if said else signed
        draft.tell(person, row, state, day, marked=bool(states))
    if states and all(one.state != PRESENT for one in draft.truth):
        draft.truth = [replace(one, state=OPEN) for one in draft.truth]


def names(draft: Draft, style: dict[str, Any]) -> None:
    """A list whose names are written in one style, all or some of them."""
    share, layout = draft.random.choice([1, 1, 0.5, 0.2]), draft.random.choice(["days", "status", "houses", "names", "posts"])
    draft.pattern = "{y}-{m:02}-{d:02}"
    days = [draft.day]
    if layout == "days":
        days = sorted({draft.day, draft.other_day()})
    else:
        draft.add(f"{draft.word('lead')} {draft.write(draft.day)}")
    extra = {"days": [], "status": [], "houses": ["organization"], "names": [], "posts": ["organization", "post"]}[layout]
    marks = list(draft.random.choice([one for one in draft.words["marks"] if len(one[0]) > 1]))
    behind = (
        [draft.write(day) for day in days]
        if layout == "days"
        else [draft.word("status")]
        if layout in {"status", "houses"}
        else []
    )
    draft.add(draft.word("name"), *(draft.word(key) for key in extra), *behind)
    plain = {"text": "{n}"}
    people = [draft.person(name, style if draft.chance(share) else plain) for name in draft.random.sample(draft.people, 6)]
    for person in people:
        cells = {"organization": person.house, "post": draft.word("posts")}
        if extra:
            person = replace(person, organizations=(person.house, *filter(None, person.organizations)))
        drawn = [marked(draft, marks) for _ in behind]
        row = draft.add(person.text, *(cells[key] for key in extra), *(mark for mark, _ in drawn))
        for day, (_, state) in zip(days, drawn or [("", PRESENT)], strict=True):
            draft.tell(person, row, state, day, marked=bool(drawn))
    if all(one.state == ABSENT for one in draft.truth):
        draft.truth = [replace(one, state=OPEN) for one in draft.truth]


def style_of(draft: Draft) -> dict[str, Any]:
    return draft.random.choice(STYLES)
