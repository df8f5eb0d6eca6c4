"""10,000 typed names of organizations against 5,000 known ones: seconds, share right, share wrong; and a file of judged pairs.

    python -m benchmarks.matching [PAIRS.csv ...]

Generated (seeded): of the typed names three in ten are written otherwise (case, punctuation, "the"), five in ten changed as
people change them (a slip, legal words, word order, the country), two in ten are organizations that are not known, half of them
a known name with another number or place. Right: the true known name, same or proposed first, or nothing where it is not known.
Wrong: merged without asking with another one. Against the floor: the key alone. A file has the columns alias, canonical, same
(yes or no), kind and needs_knowledge (yes or no); each pair is judged alone, and against all its known names together.
"""

import csv
import json
import random
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

from coalition.defaults import known_areas
from coalition.imports.matching.curated import identity
from coalition.imports.matching.keys import organization_key
from coalition.imports.matching.likeness import Known, Match, match_names

KNOWN, TYPED, RUNS = 5_000, 10_000, 3
_SYLLABLES = (
    "ka",
    "lo",
    "mi",
    "ren",
    "tas",
    "vor",
    "pel",
    "nun",
    "dri",
    "sha",
    "kel",
    "mon",
    "bri",
    "sto",
    "wen",
    "gar",
    "lim",
)
_KINDS = ["Foundation", "Project", "Network", "House", "Center", "Mission", "Association", "Office"]
_Pair = tuple[str, str | None]


def _word(rng: random.Random) -> str:
    return "".join(rng.choice(_SYLLABLES) for _ in range(rng.randint(2, 4))).capitalize()


def _name(rng: random.Random, provinces: list[str]) -> str:
    purpose = f" for {_word(rng)}" if rng.random() < 0.3 else f" {rng.choice(provinces)}" if rng.random() < 0.4 else ""
    return f"{_word(rng)} {_word(rng)} {rng.choice(_KINDS)}{purpose}"


def _slip(rng: random.Random, name: str) -> str:
    at = rng.randrange(1, len(name) - 2)
    return rng.choice([name[:at] + name[at + 1] + name[at] + name[at + 2 :], name[:at] + name[at + 1 :]])


def generated(seed: int = 11) -> tuple[list[str], list[_Pair]]:
    """(known names, typed names each with the known one it is, or None)."""
    rng = random.Random(seed)
    provinces = [area.name for area in known_areas("TH") if area.level == 1]
    known = list(dict.fromkeys(_name(rng, provinces) for _ in range(KNOWN + 200)))[:KNOWN]
    taken = set(map(organization_key, known))
    otherwise: list[Callable[[str], str]] = [str.upper, lambda name: f"The {name}", lambda name: f"{name.replace(' ', '  ')}."]
    changed: list[Callable[[str], str]] = [
        lambda name: _slip(rng, name),
        lambda name: _slip(rng, name),
        lambda name: f"{name} Thailand",
        lambda name: " ".join(reversed(name.split())),
        lambda name: name.replace(" Foundation", " Fdn.").replace(" Center", " Centre"),
    ]
    another: list[Callable[[str], str]] = [lambda name: f"{name} 2", lambda name: f"{name} {rng.choice(provinces)} District 4"]
    typed: list[_Pair] = []
    while len(typed) < TYPED:
        name, kind = rng.choice(known), rng.random()
        if kind < 0.8:
            typed.append((rng.choice(otherwise if kind < 0.3 else changed)(name), name))
        else:
            new = rng.choice(another)(name) if kind < 0.9 else _name(rng, provinces)
            typed.extend([(new, None)] if organization_key(new) not in taken else [])
    return known, typed


def _timed(work: Callable[[], list[Match] | set[str]]) -> tuple[float, float]:
    """(seconds on the clock, CPU seconds) of one run."""
    wall, cpu = perf_counter(), process_time()
    work()
    return perf_counter() - wall, process_time() - cpu


def speed() -> dict[str, float]:
    """Medians of seconds (each run begins with nothing remembered), and shares in percent."""
    from coalition.imports.matching import curated, keys, shape

    known, typed = generated()
    remembered = [keys.fold, curated.find, curated.names_in, identity, curated.spots, shape.shape, shape._telling]
    names, listed = [name for name, _ in typed], [Known(name, name) for name in known]
    found = match_names(names, listed)  # the first run loads what it needs
    runs = []
    for _ in range(RUNS):
        for cached in remembered:
            cached.cache_clear()
        runs.append(_timed(lambda: match_names(names, listed)))
    floor = min(_timed(lambda: {organization_key(name) for name in [*known, *names]}) for _ in range(RUNS))
    by_key = {organization_key(name): name for name in known}
    pairs = list(zip(found, typed, strict=True))
    middle = sorted(runs)[RUNS // 2]
    right = sum(match.known == name for match, (_, name) in pairs)
    wrong = sum(match.verdict == "same" and match.known != name for match, (_, name) in pairs)
    unknown = [match for match, (_, name) in pairs if name is None]
    return {
        "typed": len(typed),
        "known": len(known),
        "seconds": round(middle[0], 2),
        "cpu_seconds": round(middle[1], 2),
        "floor_seconds": round(floor[0], 3),
        "right_percent": round(100 * right / len(pairs), 2),
        "wrong_percent": round(100 * wrong / len(pairs), 2),
        "proposed_for_unknown_percent": round(100 * sum(match.known is not None for match in unknown) / len(unknown), 2),
        "floor_right_percent": round(100 * sum(by_key.get(organization_key(text)) == name for text, name in typed) / TYPED, 2),
    }


def judged(path: Path) -> list[dict[str, object]]:
    """For each way of knowing (alone, all together): of the pairs that are one, how many were given the right name, those that
    can be known from the names and those that need knowledge; how many were merged wrongly, and asked about although they are
    two; the same by kind of pair; and what was missed.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        pairs = list(csv.DictReader(file))
    every = list(dict.fromkeys(pair["canonical"] for pair in pairs))
    result: list[dict[str, object]] = []
    for way in ("alone", "together"):
        count: Counter[str] = Counter()
        kinds: dict[str, Counter[str]] = {}
        missed = []
        for pair in pairs:
            names = every if way == "together" else [pair["canonical"]]
            (found,) = match_names([pair["alias"]], [Known(name, name) for name in names])
            told = _told(found, pair)
            count[told] += 1
            kinds.setdefault(pair["kind"], Counter())[told.replace("needs knowledge, ", "")] += 1
            missed += [f"{pair['alias']} = {pair['canonical']}"] if told.endswith("missed") else []
        shares = {what: _share(count, what) for what in ("", "needs knowledge, ")}
        result.append(
            {
                "file": path.name,
                "known": way,
                "knowable": shares[""],
                "needs_knowledge": shares["needs knowledge, "],
                "merged_wrongly": count["merged wrongly"],
                "two_and_asked": count["two, asked"],
                "two": count["two"] + count["two, asked"],
                "kinds": {kind: dict(sorted(found.items())) for kind, found in sorted(kinds.items())},
                "missed": missed,
            }
        )
    return result


def _told(found: Match, pair: dict[str, str]) -> str:
    # Two known names can be one organization: which of them is given is then no matter of right and wrong.
    hits = found.known is not None and identity(found.known) == identity(pair["canonical"])
    if found.verdict == "same" and hits != (pair["same"] == "yes"):
        return "merged wrongly"
    if pair["same"] == "no":
        return "two, asked" if hits else "two"
    return f"{'needs knowledge, ' if pair['needs_knowledge'] == 'yes' else ''}{'right' if hits else 'missed'}"


def _share(count: Counter[str], what: str) -> str:
    right, missed = count[f"{what}right"], count[f"{what}missed"]
    return f"{right} of {right + missed} ({100 * right / max(right + missed, 1):.1f} %)"


def main(paths: list[str]) -> None:
    """Print one JSON object for the generated names, and one for each file and way of knowing."""
    print(json.dumps(speed()), flush=True)
    for path in paths:
        for row in judged(Path(path)):
            print(json.dumps(row, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
