"""`network`: how joined-up the members are, in words or as JSON."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from coalition.cli.common import Trouble, day, open_database, say, table, today
from coalition.locale import plural

if TYPE_CHECKING:
    from coalition.answers.togetherness import Togetherness

app = typer.Typer()


@app.command()
def network(
    by: Annotated[str, typer.Option(help="What connects two members: referrals, cases or meetings.")] = "referrals",
    quarters: Annotated[int, typer.Option(min=1, max=40, help="How many quarters back, the running one counted.")] = 4,
    least: Annotated[
        int | None, typer.Option(min=1, help="Meetings in common to count as connected; else half of them.")
    ] = None,
    on: Annotated[str | None, typer.Option(help="The day of the picture, YYYY-MM-DD; else today.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")] = False,
) -> None:
    """Which members are connected, how many groups they form, and who is the only link for others; never how often."""
    from coalition.answers.togetherness import TiedBy, togetherness, togetherness_json
    from coalition.database import reading

    if by not in list(TiedBy):
        raise Trouble(f"Members are connected through {', '.join(TiedBy)}, not by '{by}'.")
    with reading(open_database()) as session:
        found = togetherness(session, on=day(on) if on else today(), by=TiedBy(by), quarters=quarters, least=least)
    if as_json:
        print(json.dumps(togetherness_json(found), ensure_ascii=False))
    else:
        _print(found)


_ONLY = "only link"


def _print(found: "Togetherness") -> None:
    from coalition.frames import records
    from coalition.network import MOST_FOR_DISTANCES

    m = found.measures
    if not m.members:
        say(f"No organization is a member on {found.on}.")
        return
    islands = plural(m.islands, "1 group", f"{m.islands} groups")
    say(
        f"{m.tied} of {m.members} members are connected through {found.by} since {found.since}, "
        f"in {islands}; {m.alone} with nobody."
    )
    if found.least:
        say(f"Connected: both attended at least {found.least} of the same {found.meetings} meetings.")
    far = (
        _number(m.by_distance)
        if m.members <= MOST_FOR_DISTANCES
        else f"not calculated for more than {MOST_FOR_DISTANCES} members"
    )
    measured = {
        "connections": str(m.ties),
        "density": _number(m.density),
        "centralization": _number(m.centralization),
        "fragmentation": _number(m.fragmentation),
        "fragmentation by distance": far,
        "E-I index": _number(m.ei),
        "E-I index by the size of sectors": _number(m.ei_rescaled),
    }
    say(table(["measure", "value"], [[name, value] for name, value in measured.items()]))
    rows = [
        [row["organization"], row["sector"] or "?", str(row["ties"]), str(row["island"] or "-"), _ONLY * bool(row["pieces"])]
        for row in records(found.members)
    ]
    say("\nMembers, the most connections first")
    say(table(["organization", "sector", "connections", "group", ""], rows))


def _number(value: float | None) -> str:
    return "?" if value is None else f"{value:.3f}"
