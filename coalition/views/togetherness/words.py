"""Sentences of the page about who is tied with whom."""

from typing import Any

from coalition.answers.togetherness import Leaving, TiedBy, Togetherness
from coalition.frames import records
from coalition.shell.words import date_text, label_of, md, t, tn
from coalition.vocabulary import Sector

NAMED = 12
"""So many members are named in a sentence; what is beyond them is counted."""

_TIED = {
    TiedBy.REFERRALS: (
        "**1 of {all}** members is connected through referrals",
        "**{n} of {all}** members are connected through referrals",
    ),
    TiedBy.CASES: (
        "**1 of {all}** members is connected through shared cases",
        "**{n} of {all}** members are connected through shared cases",
    ),
    TiedBy.MEETINGS: (
        "**1 of {all}** members is connected through meetings",
        "**{n} of {all}** members are connected through meetings",
    ),
}
_NONE = {
    TiedBy.REFERRALS: "Since {day}, no members have been connected through referrals.",
    TiedBy.CASES: "Since {day}, no members have been connected through shared cases.",
    TiedBy.MEETINGS: "Since {day}, no members have been connected through meetings.",
}


def headline(found: Togetherness) -> str:
    """The answer of the page, ready for a markdown context: how many are tied, in how many islands, and a year before."""
    m = found.measures
    if not m.tied:
        return t(_NONE[found.by], day=date_text(found.since))
    told = tn(m.tied, *_TIED[found.by], all=m.members)
    tied = f"{told} {tn(m.islands, 'in one group', 'in **{n}** groups')}"
    alone = tn(m.alone, "**1** is connected with no other member", "**{n}** are connected with no other member")
    lines = [t("{tied}, {alone}.", tied=tied, alone=alone) if m.alone else t("{tied}.", tied=tied)]
    before = records(found.trend.iloc[-5:-4])
    if before:
        row = before[0]
        lines.append(t("A year earlier: {tied} of {members}.", tied=row["tied"], members=row["members"]))
    return "  \n".join(lines)


def definition(found: Togetherness) -> str:
    """What ties two members, to stand below the picture."""
    day = date_text(found.since)
    if found.by is TiedBy.REFERRALS:
        told = t("Connected: since {day}, one has sent the other a referral (withdrawn referrals are not counted).", day=day)
    elif found.by is TiedBy.CASES:
        told = t(
            "Connected: since {day}, both have worked on the same shared case, as "
            "its case holder or through an accepted referral.",
            day=day,
        )
    else:
        told = t(
            "Connected: since {day}, both attended at least {least} of the same {meetings} meetings.",
            day=day,
            least=found.least,
            meetings=found.meetings,
        )
    return f"{told} {t('A group: members that are connected directly or through others.')}"


def drawn_words(found: Togetherness) -> str:
    """What the picture leaves out; empty: nothing."""
    parts = []
    if len(found.places) < found.measures.members:
        n = len(found.places)
        parts.append(
            t("The picture shows {n} of {all} members: those with the most connections.", n=n, all=found.measures.members)
        )
    within = found.ties["one_id"].isin(list(found.places)) & found.ties["other_id"].isin(list(found.places))
    if len(found.drawn) < int(within.sum()):
        parts.append(
            t(
                "The picture shows {n} of {all} connections. The table lists all of them.",
                n=len(found.drawn),
                all=int(within.sum()),
            )
        )
    if found.others:
        one = "1 organization that is not a member is connected with members."
        several = "{n} organizations that are not members are connected with members."
        parts.append(tn(found.others, one, several))
    return " ".join(parts)


def without_words(found: Togetherness, left: Leaving, member: int) -> list[str]:
    """What changes without a member, as lines ready for a markdown context."""
    names = {row["organization_id"]: row["organization"] for row in records(found.members)}
    name, now = md(names[member]), left.measures
    lines = [
        t(
            "Without {name}: **{tied} of {members}** members would be connected, in {islands}.",
            name=name,
            tied=now.tied,
            members=now.members,
            islands=tn(now.islands, "1 group", "{n} groups"),
        )
    ]
    if len(left.parts) > 1:
        lines.append(t("No longer connected with the rest of the group:"))
        lines += [f"- {named([names[one] for one in part])}" for part in left.parts[1 : NAMED + 1]]
        if len(left.parts) > NAMED + 1:
            lines.append(f"- {t('and {n} more', n=len(left.parts) - NAMED - 1)}")
    elif left.parts:
        lines.append(t("All others would stay connected."))
    else:
        lines.append(t("It is connected with no other member."))
    return lines


def named(names: list[str], most: int = NAMED) -> str:
    """Names in a row, ready for a markdown context; of very many the first."""
    told = " · ".join(md(name) for name in names[:most])
    return f"{told} {t('and {count} more', count=len(names) - most)}" if len(names) > most else told


def across_words(found: Togetherness) -> str:
    """How many ties join two sectors; empty: of no tie both sectors are known."""
    rows = records(found.sectors)
    ties, across = sum(row["ties"] for row in rows), sum(row["ties"] for row in rows if row["one"] != row["other"])
    if not ties:
        return ""
    return t("**{across} of {ties}** connections are between two sectors.", across=across, ties=ties)


def signed(index: float | None) -> str:
    """An index from -1 to 1 as it is written; a question mark where it is not defined."""
    return "?" if index is None else f"{index:+.2f}".replace("-", "−")


def apart(found: Togetherness) -> tuple[list[str], dict[str, list[str]]]:
    """Sectors tied with no other one, and {sector: others with which it is not tied either}, each two once; as words."""
    lacking: dict[str, set[str]] = {}
    for row in records(found.sectors):
        if row["one"] != row["other"]:
            for one, other in ((row["one"], row["other"]), (row["other"], row["one"])):
                lacking.setdefault(one, set()).update([] if row["ties"] else [other])
    never = [one for one, others in lacking.items() if len(others) == len(lacking) - 1]
    told: dict[str, list[str]] = {}
    done = set(never)
    for one in sorted(lacking.keys() - done, key=lambda one: (-len(lacking[one]), one)):
        done.add(one)
        if others := sorted(lacking[one] - done):
            told[label_of(Sector(one))] = [label_of(Sector(other)) for other in others]
    return [label_of(Sector(one)) for one in never], told


def sector_text(row: dict[str, Any]) -> str:
    """Sector of a row of TIED_MEMBERS in words; a question mark where it is not told."""
    return label_of(Sector(row["sector"])) if row["sector"] else "?"


def share(value: float | None) -> str:
    """A measure from 0 to 1 as it is written."""
    return "?" if value is None else f"{value:.2f}"
