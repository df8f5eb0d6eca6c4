"""Draws a list of a kind: the same number gives the same list."""

from benchmarks.helpers.drawn_lists.forms import answers, names, style_of
from benchmarks.helpers.drawn_lists.layouts import LAYOUTS
from benchmarks.helpers.drawn_lists.minutes import MINUTES
from benchmarks.helpers.drawn_lists.model import WORDS, Draft, Drawn, draft_of
from benchmarks.helpers.drawn_lists.registers import REGISTERS
from benchmarks.helpers.drawn_lists.registrations import REGISTRATIONS
from benchmarks.helpers.drawn_lists.sheets import SHEETS

_LAYOUTS = {
    "lists": LAYOUTS,
    "registers": REGISTERS,
    "registrations": REGISTRATIONS,
    "sheets": SHEETS,
    "minutes": MINUTES,
}
KINDS = ("lists", "registers", "forms", "names", "registrations", "sheets", "minutes")
_OF_SEVERAL_DAYS = {"log", "range of days", "number or range"}
_DAY_IN_NAME = 0.1


def draw(kind: str, seed: int) -> Drawn:
    """A list of a kind, with its truth."""
    draft = draft_of(kind, seed)
    if kind == "forms":
        answers(draft)
        return draft.finished("answers", draft.random.choice(WORDS["any"]["forms"]))
    if kind == "names":
        style = style_of(draft)
        names(draft, style)
        return draft.finished(style["text"], "list.csv")
    layout = draft.random.choice(list(_LAYOUTS[kind]))
    _LAYOUTS[kind][layout](draft)
    if kind == "minutes":
        return draft.finished(layout, "minutes.md")
    if kind == "registrations":
        return draft.finished(layout, draft.random.choice(WORDS["any"]["exports"]))
    return draft.finished(layout, _name(draft, single=kind != "registers" and layout not in _OF_SEVERAL_DAYS))


def _name(draft: Draft, *, single: bool) -> str:
    """The name of the file; that of a list of one meeting may say its day."""
    if single and draft.chance(_DAY_IN_NAME):
        draft.dated = True
        draft.written.add(draft.day.replace(day=28))  # year, month, day: the order is clear
        return f"Meeting {draft.day.isoformat()}.csv"
    return str(draft.random.choice(WORDS["any"]["files"]))
