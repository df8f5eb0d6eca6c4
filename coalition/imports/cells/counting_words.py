"""Labels made of the words of counting alone: "Count of present", "Number of participants".

The words are data: a label that is missed is added as its words, not as another pattern. One word that is not among
them makes the text a name again: "Sum of Us", "Total Access".
"""

import re
from functools import lru_cache

from coalition.imports.lexicon import any_of, words

_TELLS = frozenset(words("counting.tells"))
"""Words that say by themselves that something is counted."""
_TELLS_WITH = frozenset(words("counting.tells_with"))
"""Words that say it beside one that is counted."""
_COUNTED = frozenset(words("counting.counted"))
_BETWEEN = frozenset(words("counting.between"))
_OF = re.compile(
    rf"{any_of('counting.number_of')}\.?\s*(?:{any_of('counting.of')}|(?={any_of('counting.before')}))|{any_of('counting.how_many')}"
)
"""A number of something: "No. of people", "sum of present". Alone these words are names: Sum Many, No."""
TELLING: dict[str, object] = {"words": _TELLS | _TELLS_WITH, "of": _OF}
"""The rules without one of which nothing is counted."""
_LONGEST = 80  # characters
_WORD = re.compile(r"[^\W\d_]+|[%#]|n[\u00ba\u00b0]")
_THAI_RUN = re.compile("[\u0e01-\u0e5b]+")
_THAI_WORD = re.compile(
    "|".join(sorted((w for w in _TELLS | _TELLS_WITH | _COUNTED | _BETWEEN if _THAI_RUN.match(w)), key=len, reverse=True))
)
_SIGNS = re.compile(r"[\w\u0e31-\u0e4e%#\u00ba\u00b0\s:：=().,/&+\-–—?*]*")


@lru_cache(maxsize=8192)
def counts_alone(text: str) -> bool:
    """Whether a text is made of words of counting, and says that something is counted: "Total attendees", "No. of people"."""
    said = _words(text)
    return bool(said & _TELLS) or (bool(said & _TELLS_WITH) and bool(said & _COUNTED))


@lru_cache(maxsize=8192)
def may_count(text: str) -> bool:
    """Whether a text is made of words of counting: "Present", "Members there". Numbers beside it are how many."""
    return bool(_words(text) & (_TELLS | _TELLS_WITH | _COUNTED))


def _words(text: str) -> frozenset[str]:
    """The words of a text, Thai ones parted; none where one of them is no word of counting."""
    if len(text) > _LONGEST or not _SIGNS.fullmatch(text):
        return frozenset()
    low = _OF.sub(" total ", text.lower())
    found = set(_WORD.findall(_THAI_RUN.sub(" ", low)))
    for run in _THAI_RUN.findall(low):
        found.update(_thai_words(run))
    return frozenset(found) if found <= _TELLS | _TELLS_WITH | _COUNTED | _BETWEEN else frozenset()


def _thai_words(run: str) -> list[str]:
    """Words of counting of Thai letters without blanks, longest first; the rest, if they are not all, as one word."""
    found, at = [], 0
    while at < len(run) and (word := _THAI_WORD.match(run, at)):
        found.append(word[0])
        at = word.end()
    return [*found, run[at:]] if at < len(run) else found
