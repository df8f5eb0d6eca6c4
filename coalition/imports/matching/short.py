"""Shortened words and plurals in names of organizations: for likeness, never for sameness ('Hse' is asked about)."""

from functools import lru_cache

_SHORT = {
    "hse": "house", "ctr": "center", "cntr": "center", "cntre": "center", "fndn": "foundation", "fdtn": "foundation",
    "fnd": "foundation", "asso": "association", "assc": "association", "soc": "society", "orgn": "organization",
    "prov": "provincial", "dist": "district", "stn": "station", "sch": "school", "schl": "school", "unv": "university",
    "hosp": "hospital", "hsptl": "hospital", "natl": "national", "proj": "project", "prog": "program", "prgm": "program",
    "ntwk": "network", "netwk": "network", "grp": "group", "cttee": "committee", "ctee": "committee", "mgmt": "management",
    "svc": "service", "svcs": "services", "ofc": "office", "offc": "office", "immig": "immigration", "inst": "institute",
    "shltr": "shelter", "emb": "embassy", "clin": "clinic", "rehab": "rehabilitation", "comty": "community",
}  # fmt: skip
"""An abbreviation that stands for one word wherever it stands."""
_SHORT_IN_COMPANY = {
    "pol": "police", "off": "office", "reg": "regional", "div": "division", "sta": "station", "min": "ministry",
    "dev": "development", "cen": "center", "bur": "bureau", "sec": "section", "edu": "education", "educ": "education",
}  # fmt: skip
"""One that is a nickname or another word as well: only beside a word of an office ('Pol Stn', not 'Pol Foundation')."""
_OF_OFFICES = {
    *_SHORT, *_SHORT.values(), *_SHORT_IN_COMPANY, *_SHORT_IN_COMPANY.values(), "department", "province", "region", "social",
    "human", "children", "women", "women's", "womens", "public", "health", "labor", "general", "head", "headquarters",
} - {"house", "hse", "soc", "society", "foundation", "fndn", "fdtn", "fnd"}  # fmt: skip
_PLURALS = {"women": "woman", "womens": "woman", "men": "man", "mens": "man", "children": "child", "childrens": "child",
            "lives": "life", "wives": "wife", "people": "people", "peoples": "people"}  # fmt: skip
_NO_PLURAL = ("ss", "us", "is")
_WITH_E = ("sses", "shes", "ches", "xes", "zzes")
_LEAST = 4  # letters of a plural


def written_out(folded: str) -> str:
    """The fold with its shortened words in full: "sai lom hse" -> "sai lom house"; one word alone is a name, not shortened."""
    if folded.isdigit() or " " not in folded:
        return folded
    words = folded.split()
    if not any(word in _SHORT or word in _SHORT_IN_COMPANY for word in words):
        return folded
    return " ".join(_in_full(words, at) for at in range(len(words)))


def _in_full(words: list[str], at: int) -> str:
    word = words[at]
    if word in _SHORT_IN_COMPANY:
        beside = words[max(at - 1, 0) : at] + words[at + 1 : at + 2]
        return _SHORT_IN_COMPANY[word] if any(other in _OF_OFFICES for other in beside) else word
    return _SHORT.get(word, word)


def singular(folded: str) -> str:
    """The fold with its English plurals as singulars: "river families" -> "river family"."""
    return " ".join(map(_one, folded.split())) if folded.isascii() else folded


@lru_cache(maxsize=50_000)
def _one(word: str) -> str:
    if word in _PLURALS:
        return _PLURALS[word]
    if len(word) < _LEAST or not word.endswith("s") or word.endswith(_NO_PLURAL):
        return word
    if word.endswith("ies") and len(word) > _LEAST:
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(_WITH_E) else word[:-1]
