"""The numbers and lists a coalition chooses for itself, with their defaults. Stored in the table `setting`, one row each."""

from dataclasses import dataclass, field, fields
from typing import Any


@dataclass(frozen=True)
class Settings:
    """What a coordinator may change on the settings page.

    Attributes:
        coalition_name: printed on every page; empty until told.
        country: ISO 3166-1 alpha-2 code; decides which list of areas is offered first.
        scope: P-codes of provinces or districts; the coverage page shows these and the districts inside them. Empty: all
            areas in which anything is stored.
        fresh_days: days for which a confirmation or a verdict counts (docs/glossary.md, Coverage).
        lapsed_after: missed expected meetings in a row after which a member is lapsed.
        at_risk_after: missed expected meetings in a row after which a member is at risk.
        recent_meetings: meetings over which a member's rate is taken.
        count_base: counts of cases are shown to a room in steps of so many, and none below it [cases].
        quorum: how many of the members who may vote must be there, a value of `vocabulary.QuorumRule`.
        quorum_number: that many, where the rule is a fixed number [organizations]; 0: not told.
        level_names: {language: {a word of `locale.LEVELS`: what the coalition calls it}}, such as County for Province; where
            nothing is told the usual word stands.
        pillar_names: the same for the pillars, such as Protection for Intervention.
        pillar_order: values of `vocabulary.Pillar` in the order in which they are shown; those left out follow as usual.
        required_sectors: sectors that must be at the table, as values of `vocabulary.Sector`.
    """

    coalition_name: str = ""
    country: str = "TH"
    scope: list[str] = field(default_factory=list)
    fresh_days: int = 180
    lapsed_after: int = 3
    at_risk_after: int = 1
    recent_meetings: int = 6
    count_base: int = 11
    quorum: str = "more_than_half"
    quorum_number: int = 0
    level_names: dict[str, dict[str, str]] = field(default_factory=dict)
    pillar_names: dict[str, dict[str, str]] = field(default_factory=dict)
    pillar_order: list[str] = field(default_factory=list)
    required_sectors: list[str] = field(default_factory=lambda: ["government", "police", "justice", "health", "ngo"])

    @property
    def own_words(self) -> dict[str, dict[str, str]]:
        """{language: {a word of `locale.OWN_WORDS`: what the coalition says for it}}."""
        told = (self.level_names, self.pillar_names)
        return {language: {**told[0].get(language, {}), **told[1].get(language, {})} for language in {*told[0], *told[1]}}


def from_stored(stored: dict[str, Any]) -> Settings:
    """Settings from the rows of the table, defaults where there is none; rows that are no setting are ignored."""
    known = {f.name for f in fields(Settings)}
    told = {key: value for key, value in stored.items() if key in known}
    if not told.get("quorum", ""):  # stored empty while no rule could be told: the default was counted then too
        told.pop("quorum", None)
    return Settings(**told)
