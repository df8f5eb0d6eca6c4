"""Draws a list of a kind: the same number gives the same list."""

from benchmarks.helpers.drawn_lists.forms import answers, names, style_of
from benchmarks.helpers.drawn_lists.layouts import LAYOUTS
from benchmarks.helpers.drawn_lists.model import WORDS, Draft, Drawn, draft_of
from benchmarks.helpers.drawn_lists.registers import REGISTERS

KINDS = ("lists", "registers", "forms", "names")
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
    layouts = LAYOUTS if kind == "lists" else REGISTERS
    layout = draft.random.choice(list(layouts))
    layouts[layout](draft)
    return draft.finished(layout, _name(draft, single=kind == "lists" and layout != "log"))


def _name(draft: Draft, *, single: bool) -> str:
    """The name of the file; that of a list of one meeting may say its day."""
    if single and draft.chance(_DAY_IN_NAME):
        draft.dated = True
        draft.written.add(draft.day.replace(day=28))  # year, month, day: the order is clear
        return f"Meeting {draft.day.isoformat()}.csv"
    return str(draft.random.choice(WORDS["any"]["files"]))
