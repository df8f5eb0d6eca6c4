"""The one table of cell states: all that the house says, counts, colors and ranks by state stands in its rows.

A new state is a member of `CellState`, a row here, and its condition in `coalition.coverage`; mypy then names the places
where code must decide about it (`assert_never`), and `make docs` writes it into the glossary.
"""

from dataclasses import dataclass

from coalition.vocabulary.lists import CellState, Judgement

Pair = tuple[str, str]
"""A color, "#RRGGBB", in the light and in the dark theme."""


@dataclass(frozen=True)
class StateTraits:
    """What is so of every cell in one state. Texts are English source strings, to be translated.

    Attributes:
        state: of which this is the row.
        label: the state as a word.
        meaning: for the glossary.
        rule: why a cell is in it, `{days}` to be filled in.
        rule_by_gap: the same where the verdict `gap` decides; None: it never makes this state.
        judgements: verdicts of the members that make it (docs/decisions/0014).
        weight: in the gap score, 0 to 1. Unknown has none: unknown cells are ranked apart, never among the measured ones.
        rank: where only one cell of an area can be shown, the smallest stands for it.
        help: organizations that help, 0, 1, or 2 for two and more; None: not known.
        is_held_back: there are organizations, and those who need help do not reach it.
        sign: what is always printed, `{n}` being the number of organizations; it tells the state without color.
        typical: the number in the sign where no cell is meant, as in a legend.
        letter: the same in a terminal, where the number alone would not tell; empty: the number.
        fill, ink: "#RRGGBB" of the square and of what is written on it, in the light and in the dark theme. The worst state
            has the most contrast to the page in both, unknown the least.
        edge: of the lines that say in a matrix what the color says (`views.matrix.colors`), in both themes; None: has none.
        says: the state as a sentence about a square.
        hatching: plotly's pattern: what the color says once more, for those who do not see it.
        in_sentence: the state inside a sentence about a gap.
        falls: what becomes of cells that fall to it, one and several.
    """

    state: CellState
    label: str
    meaning: str
    rule: str
    rule_by_gap: str | None
    judgements: frozenset[Judgement]
    weight: float
    rank: int
    help: int | None
    is_held_back: bool
    sign: str
    typical: str
    letter: str
    fill: Pair
    ink: Pair
    edge: Pair | None
    says: str
    hatching: str
    in_sentence: str
    falls: tuple[str, str]

    @property
    def color(self) -> str:
        """The color where there is but one theme: on paper, and in figures on white."""
        return self.fill[0]

    def sign_of(self, number: int | str) -> str:
        """The sign of a cell with this number of organizations."""
        return self.sign.format(n=number)


STATES: dict[CellState, StateTraits] = {
    traits.state: traits
    for traits in (
        StateTraits(
            state=CellState.BARRIER,
            label="Hard to reach",
            meaning="a fresh member decision: it exists, and those who need it cannot reach it",
            rule="The members decided that it is hard to reach. No newer confirmation contradicts it.",
            rule_by_gap=(
                "The members decided that this is a gap for one group. Others are served. "
                "There has been no confirmation since then."
            ),
            judgements=frozenset({Judgement.BARRIER, Judgement.GAP}),
            weight=0.8,
            rank=1,
            help=0,
            is_held_back=True,
            sign="{n}\N{MULTIPLICATION SIGN}",
            typical="n",
            letter="b",
            fill=("#9A4C80", "#D98BBB"),
            ink=("#FFFFFF", "#1C0714"),
            edge=("#2B0920", "#6B2F55"),
            says="Hard to reach for some",
            hatching="-",
            in_sentence="hard to reach for those who need it",
            falls=("1 hard to reach", "{n} hard to reach"),
        ),
        StateTraits(
            state=CellState.NONE,
            label="No provider",
            meaning="freshly confirmed, or agreed by the members: nobody",
            rule="Confirmed in the last {days} days: no provider.",
            rule_by_gap="The members decided that this is a gap. No provider has confirmed the service since.",
            judgements=frozenset({Judgement.GAP}),
            weight=1.0,
            rank=0,
            help=0,
            is_held_back=False,
            sign="0",
            typical="0",
            letter="0",
            fill=("#A83E00", "#F4743B"),
            ink=("#FFFFFF", "#1A0B00"),
            edge=None,
            says="No provider",
            hatching="x",
            in_sentence="no provider",
            falls=("1 without a provider", "{n} without a provider"),
        ),
        StateTraits(
            state=CellState.UNKNOWN,
            label="Not known",
            meaning="no fresh service, and no fresh confirmation that there is nobody",
            rule="In the last {days} days, nobody confirmed that there is a provider or that there is none.",
            rule_by_gap=None,
            judgements=frozenset(),
            weight=0.0,
            rank=4,  # before covered: it never passes for good
            help=None,
            is_held_back=False,
            sign="?",
            typical="?",
            letter="?",
            fill=("#EDF0F1", "#1B2429"),
            ink=("#4A5459", "#B4C0C5"),
            edge=("#C9D1D4", "#3A474D"),
            says="Not asked yet, or out of date",
            hatching="/",
            in_sentence="not known",
            falls=("1 not known", "{n} not known"),
        ),
        StateTraits(
            state=CellState.FULL,
            label="Full",
            meaning="at least one availability is reported, and all reported are 0",
            rule="Every provider that reported its free places is full.",
            rule_by_gap=None,
            judgements=frozenset(),
            weight=0.8,
            rank=2,
            help=0,
            is_held_back=True,
            sign="{n}=",
            typical="n",
            letter="f",
            fill=("#E69F00", "#D9980F"),
            ink=("#201500", "#1C1200"),
            edge=("#6E4A00", "#6B4A00"),
            says="Full: no free place",
            hatching="|",
            in_sentence="no free place",
            falls=("1 full", "{n} full"),
        ),
        StateTraits(
            state=CellState.FRAGILE,
            label="One provider",
            meaning="exactly one organization",
            rule="One provider confirmed in the last {days} days.",
            rule_by_gap=None,
            judgements=frozenset(),
            weight=0.5,
            rank=3,
            help=1,
            is_held_back=False,
            sign="{n}",
            typical="1",
            letter="",
            fill=("#F4E36A", "#7A6F1C"),
            ink=("#2B2600", "#FFFFFF"),
            edge=("#8A7C06", "#D8CC5A"),
            says="One provider",
            hatching=".",
            in_sentence="one provider",
            falls=("1 with one provider", "{n} with one provider"),
        ),
        StateTraits(
            state=CellState.COVERED,
            label="Two or more providers",
            meaning="two organizations or more",
            rule="Two or more providers confirmed in the last {days} days.",
            rule_by_gap=None,
            judgements=frozenset(),
            weight=0.2,
            rank=5,
            help=2,
            is_held_back=False,
            sign="{n}",
            typical="2+",
            letter="",
            fill=("#8CCBF0", "#2B6F98"),
            ink=("#06283A", "#FFFFFF"),
            edge=None,
            says="Two or more providers",
            hatching="",
            in_sentence="two organizations or more",
            falls=("1 with two or more", "{n} with two or more"),
        ),
    )
}
"""In the order in which `coalition.coverage` decides: a cell is in the first state whose rule holds.

Colors: near the Okabe-Ito set, vermilion and purple darkened so that white figures stand on them. Unknown is grey, never like
a good class. `tests/test_vocabulary.py` computes their contrast.
"""

WORST_FIRST: tuple[CellState, ...] = tuple(sorted(STATES, key=lambda state: STATES[state].rank))
"""Which cell stands for an area where only one can be shown."""
HELPED = frozenset(state for state, traits in STATES.items() if traits.help)
"""States in which help is within reach."""
MISSING = tuple(state for state in WORST_FIRST if STATES[state].help == 0)
"""States in which it is known that no help is within reach, the worst first."""
HELD_BACK = frozenset(state for state, traits in STATES.items() if traits.is_held_back)
"""States in which organizations are there and cannot be reached."""
