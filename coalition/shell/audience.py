"""Who is looking: the coordinator alone, or a room. The one place that says so; sign-in will ask its own question here."""

from coalition.answers.needs import Audience

ROOM_PAGES = frozenset({"present"})
"""Pages made for a projector: whatever they show is shown to everybody."""


def audience_of(page: str) -> Audience:
    """Who sees a page, by its name in the address. Until there is sign-in, whoever opens the dashboard is the coordinator."""
    return "room" if page in ROOM_PAGES else "coordinator"
