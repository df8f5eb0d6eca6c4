"""What every page works with."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Engine
from streamlit.delta_generator import DeltaGenerator

from coalition.queries.seen import Seen
from coalition.settings import Settings


@dataclass(frozen=True)
class Page:
    """What a page works with.

    Attributes:
        engine: the database, migrated.
        settings: what this coalition chose.
        today: the day of the visit (fixed by COALITION_TODAY in tests).
        version: how many write transactions there have been; part of the key of every kept answer.
        language: "en" or "th".
        is_demo: whether the fictional coalition is loaded.
        is_entered: whether this visitor comes from another page, or has just begun.
        seen: how far the data had come when the page was opened: what is drawn now shows it; None: nothing is guarded.
        on_screen: the same of what stood on the screen when the visitor pressed what made the page run.
        about: what is open on the page (an organization, a case), told with whatever is done to it; empty: nothing is.
        buttons: the place for buttons of the page at the right of its title; None: it has no row of a title (the room).
    """

    engine: Engine
    settings: Settings
    today: date
    version: int
    language: str
    is_demo: bool
    is_entered: bool = False
    seen: Seen | None = None
    on_screen: Seen | None = None
    about: str = ""
    buttons: DeltaGenerator | None = None

    def naming(self, about: str) -> "Page":
        """The same page with something open on it, as plain text."""
        return replace(self, about=about)
