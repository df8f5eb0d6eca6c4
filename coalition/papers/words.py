"""The words of a paper in one language: the same sentences as on the screen, without a visitor."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from coalition import locale
from coalition.codes import without_codes
from coalition.vocabulary import label


@dataclass(frozen=True)
class Words:
    """How a paper speaks.

    Attributes:
        language: code of one of `locale.LANGUAGES`.
        own: the coalition's own words (`Settings.own_words`).
    """

    language: str
    own: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def t(self, text: str, /, **values: Any) -> str:
        """An English source string in the language, `{placeholders}` filled from `values` after translation."""
        found = self._renamed(locale.translate(text, self.language))
        return found.format(**values) if values else found

    def tn(self, count: int, one: str, many: str, /, **values: Any) -> str:
        """The source string for a count, translated as by `t`; `{n}` is the count."""
        return self._renamed(locale.translate_count(count, one, many, self.language)).format(**{"n": count, **values})

    def day(self, day: date) -> str:
        """A date as people of this language write it."""
        return locale.date_text(day, self.language)

    def name(self, english: str, local: str | None) -> str:
        """The name to read of something that has an English and a local one."""
        return local if local and self.language != "en" else english

    def written(self, text: str | None) -> str:
        """What somebody wrote, as others may read it: without codes of cases; empty where nothing is written."""
        return without_codes(text, self.t("(a case)")) if text else ""

    def label(self, member: StrEnum) -> str:
        """A member of a vocabulary list as a word."""
        return self.t(label(member))

    def _renamed(self, text: str) -> str:
        return locale.renamed(text, self.language, self.own.get(self.language, {}))
