"""The looks of the coverage matrix for a room: large letters, as wide as the screen, whatever it is; a stack on a telephone.

The cells are buttons of the page, which can be pressed and reached by key; here is what lays them out and colors them. No
plotly figure: it would have to know a width, and its letters would shrink.
"""

from collections.abc import Mapping

from coalition.charts.theme import PAPER, ink_on, safe
from coalition.vocabulary import HELD_BACK, STATES, CellState, StateTraits


def _stripes(traits: StateTraits) -> str:
    """What the color says once more, for those who do not see it."""
    line = "#FFFFFF2E" if ink_on(traits.color) == PAPER else "#0000001F"
    return "".join(
        f"repeating-linear-gradient({slant}deg, {line} 0 3px, transparent 3px 12px), " for slant in traits.slants[:1]
    )


_COLORS = "\n".join(
    f".room-{state.value}, .stApp [class*='st-key-square-{state.value}-'] button {{ color: {ink_on(traits.color)} !important;"
    f" background: {_stripes(traits)}{traits.color}; }}"
    for state, traits in STATES.items()
)

STYLE = (
    """<style>
.stApp .st-key-room-grid { display: grid; grid-auto-flow: column; gap: 4px; align-items: stretch;
  grid-template-rows: auto repeat(var(--rows), minmax(var(--room-row), auto));
  grid-template-columns: 43% repeat(var(--columns), minmax(0, 1fr)); }
.st-key-room-grid > * { width: auto !important; min-width: 0; }
.stApp .st-key-room-grid :is(p, strong, em) { line-height: 1.12; overflow-wrap: anywhere; font-style: normal; }
.st-key-room-grid [class*="st-key-kind-"], .st-key-room-grid > .st-key-kind { align-self: center; }
.st-key-room-grid [class*="st-key-column-"] { align-self: end; }
.st-key-room-grid [class*="st-key-column-"] p { text-align: center; }
.stApp .st-key-room-grid [class*="st-key-square-"] :is(.stButton, button) { width: 100%; height: 100%; }
.stApp .st-key-room-grid [class*="st-key-square-"] button { border: 0; border-radius: 4px; min-height: 44px; padding: 0 0.3rem;
  text-align: center; }
.st-key-room-grid [class*="st-key-square-"] em { position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }
.room-legend { display: flex; flex-wrap: wrap; gap: 0.3rem 0.5rem; padding-top: 0.2rem; }
.room-legend span { padding: 0 0.7rem; border-radius: 4px; font-size: var(--room); line-height: 1.4; }
@media (max-width: 768px) {
  .stApp .st-key-room-grid { display: flex; flex-direction: column; }
  .st-key-room-grid [class*="st-key-kind-"], .room-legend { display: none; }
  .st-key-room-grid [class*="st-key-column-"] { align-self: start; padding-top: 0.7rem; }
  .st-key-room-grid [class*="st-key-column-"] p { text-align: left; }
  .stApp .st-key-room-grid [class*="st-key-square-"] button { padding: 0.4rem 0.6rem; }
  .stApp .st-key-room-grid :is(p, strong, em) { line-height: 1.35; }
  .stApp .st-key-room-grid [class*="st-key-square-"] :is(button *:has(p), p) { width: 100%; }
  .stApp .st-key-room-grid [class*="st-key-square-"] p { display: flex; gap: 0 0.5rem; align-items: baseline; }
  .stApp .st-key-room-grid [class*="st-key-square-"] em:is(:first-child, :last-child) { position: static; width: auto;
    height: auto; clip-path: none; white-space: normal; overflow: visible; }
  .stApp .st-key-room-grid [class*="st-key-square-"] em:first-child { flex: 1; text-align: left; }
}
"""
    + _COLORS
    + "\n</style>"
)
"""The matrix in a container `room-grid`, column by column: names of the kinds of help (keys `kind-...`) below a corner, then
per area its name (`column-...`) and its cells (`square-STATE-...`). The label of a cell is read aloud as a whole: *kind* *area*
**sign** *word*; on a wide screen only its sign is seen, on a telephone all but the area, which heads a stack of its own."""


def grid_size(rows: int, columns: int) -> str:
    """How many kinds of help and areas the matrix of a slide has; goes behind STYLE."""
    return f"<style>.stApp .st-key-room-grid {{ --rows: {rows}; --columns: {columns}; }}</style>"


def _legend_sign(state: CellState) -> str:
    return STATES[state].sign_of("" if state in HELD_BACK else STATES[state].typical)


def legend_html(shown: list[CellState], states: Mapping[str, str]) -> str:
    """The signs of some states with their words."""
    chips = (f'<span class="room-{state.value}"><b>{_legend_sign(state)}</b> {safe(states[state])}</span>' for state in shown)
    return f'<div class="room-legend">{"".join(chips)}</div>'
