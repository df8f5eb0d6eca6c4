"""Sentences of the page about who is tied with whom."""

from typing import Any

from coalition.answers.togetherness import Leaving, TiedBy, Togetherness
from coalition.frames import records
from coalition.shell.words import date_text, label_of, md, t, tn
from coalition.vocabulary import Sector

NAMED = 12
"""So many members are named in a sentence; what is beyond them is counted."""

_TIED = {
    TiedBy.REFERRALS: ("**1 of {all}** members is tied by referrals", "**{n} of {all}** members are tied by referrals"),
    TiedBy.CASES: ("**1 of {all}** members is tied by shared cases", "**{n} of {all}** members are tied by shared cases"),
    TiedBy.MEETINGS: ("**1 of {all}** members is tied by meetings", "**{n} of {all}** members are tied by meetings"),
}
_NONE = {
    TiedBy.REFERRALS: "No members have been tied by referrals since {day}.",
    TiedBy.CASES: "No members have been tied by shared cases since {day}.",
    TiedBy.MEETINGS: "No members have been tied by meetings since {day}.",
}


def headline(found: Togetherness) -> str:
    """The answer of the page, ready for a markdown context: how many are tied, in how many islands, and a year before."""
    m = found.measures
    if not m.tied:
        return t(_NONE[found.by], day=date_text(found.since))
    told = tn(m.tied, *_TIED[found.by], all=m.members)
    tied = f"{told} {tn(m.islands, 'in one island', 'in **{n}** islands')}"
    alone = tn(m.alone, "**1** is tied with nobody", "**{n}** are tied with nobody")
    lines = [t("{tied}, {alone}.", tied=tied, alone=alone) if m.alone else t("{tied}.", tied=tied)]
    before = records(found.trend.iloc[-5:-4])
    if before:
        row = before[0]
        lines.append(t("A year before: {tied} of {members}.", tied=row["tied"], members=row["members"]))
    return "  \n".join(lines)


def definition(found: Togetherness) -> str:
    """What ties two members, to stand below the picture."""
    day = date_text(found.since)
    if found.by is TiedBy.REFERRALS:
        told = t("Tied: one sent the other a referral since {day} (not withdrawn).", day=day)
    elif found.by is TiedBy.CASES:
        told = t("Tied: both work on the same shared case since {day}, as its holder or by an accepted referral.", day=day)
    else:
        told = t(
            "Tied: both came to at least {least} of the {meetings} meetings since {day}.",
            day=day,
            least=found.least,
            meetings=found.meetings,
        )
    return f"{told} {t('How often is not shown. Island: members tied directly or through others.')}"


def drawn_words(found: Togetherness) -> str:
    """What the picture leaves out; empty: nothing."""
    parts = []
    if len(found.places) < found.measures.members:
        n = len(found.places)
        parts.append(t("The picture shows the {n} members with the most ties of {all}.", n=n, all=found.measures.members))
    within = found.ties["one_id"].isin(list(found.places)) & found.ties["other_id"].isin(list(found.places))
    if len(found.drawn) < int(within.sum()):
        parts.append(t("{n} of {all} ties are drawn; the table has all.", n=len(found.drawn), all=int(within.sum())))
    if found.others:
        one = "1 organization that is not a member is tied with members."
        several = "{n} organizations that are not members are tied with members."
        parts.append(tn(found.others, one, several))
    return " ".join(parts)


def without_words(found: Togetherness, left: Leaving, member: int) -> list[str]:
    """What changes without a member, as lines ready for a markdown context."""
    names = {row["organization_id"]: row["organization"] for row in records(found.members)}
    name, now = md(names[member]), left.measures
    lines = [
        t(
            "Without {name}: **{tied} of {members}** members tied, {islands}.",
            name=name,
            tied=now.tied,
            members=now.members,
            islands=tn(now.islands, "1 island", "{n} islands"),
        )
    ]
    if len(left.parts) > 1:
        lines.append(t("Cut off from the rest of its island:"))
        lines += [f"- {named([names[one] for one in part])}" for part in left.parts[1 : NAMED + 1]]
        if len(left.parts) > NAMED + 1:
            lines.append(f"- {t('and {n} more', n=len(left.parts) - NAMED - 1)}")
    elif left.parts:
        lines.append(t("All others stay joined."))
    else:
        lines.append(t("It is tied with nobody."))
    return lines


def named(names: list[str], most: int = NAMED) -> str:
    """Names in a row, ready for a markdown context; of very many the first."""
    told = " · ".join(md(name) for name in names[:most])
    return f"{told} {t('and {n} more', n=len(names) - most)}" if len(names) > most else told


def across_words(found: Togetherness) -> str:
    """How many ties join two sectors; empty: of no tie both sectors are known."""
    rows = records(found.sectors)
    ties, across = sum(row["ties"] for row in rows), sum(row["ties"] for row in rows if row["one"] != row["other"])
    if not ties:
        return ""
    return t("**{across} of {ties}** ties join two sectors.", across=across, ties=ties)


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
