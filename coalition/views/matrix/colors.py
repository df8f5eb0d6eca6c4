"""The colors of the states as style rules, for whatever draws a square: both themes, from the one table of states."""

from coalition.vocabulary import STATES, CellState
from coalition.vocabulary.states import Pair

OTHERS: dict[str, Pair] = {
    "muted": ("#4C5A60", "#A9B6BB"),
    "line": ("#D3DBDE", "#2B363B"),
    "worse": ("#A83E00", "#F4743B"),
}
"""Name -> color of what is no state: quiet text, lines between things, gaps and changes for the worse."""


def tokens() -> str:
    """Every color as a custom property (`--none`, `--none-ink`, `--barrier-edge`, `--muted`), light and dark in one.

    Streamlit sets `color-scheme` on the page, and a component inherits it.
    """
    pairs: dict[str, Pair] = dict(OTHERS)
    for state, traits in STATES.items():
        pairs |= {state.value: traits.fill, f"{state.value}-ink": traits.ink}
        pairs |= {f"{state.value}-edge": traits.edge} if traits.edge else {}
    return "".join(f"--{name}:light-dark({light},{dark});" for name, (light, dark) in pairs.items())


def rules(prefix: str = ".s.") -> str:
    """Which color each state has: rules that set `--c` (the square) and `--i` (what is written on it)."""
    return "".join(f"{prefix}{s.value}{{--c:var(--{s.value});--i:var(--{s.value}-ink)}}" for s in CellState)


def shapes(prefix: str = ".s.") -> str:
    """What the color says once more, as rules, for whatever draws a square."""
    return (
        f"{prefix}barrier{{box-shadow:inset 4px 0 var(--barrier-edge),inset -4px 0 var(--barrier-edge)}}"
        f"{prefix}full{{box-shadow:inset 0 0 0 3px var(--full-edge)}}"
        f"{prefix}fragile{{box-shadow:inset 0 calc(-1 * var(--edge-px, 3px)) var(--fragile-edge)}}"
        f"{prefix}unknown{{background-image:repeating-linear-gradient(135deg,var(--unknown-edge) 0 1px,transparent 1px 5px)}}"
    )
