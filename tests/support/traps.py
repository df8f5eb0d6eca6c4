"""What differs between what a trap file says and what was read of it: for its test, and for `benchmarks.reading_quality`."""

from typing import Any


def differences(right: dict[str, Any], got: dict[str, Any]) -> list[str]:
    """Each difference in a few words; an empty list: read as a coordinator would.

    Args:
        right: the JSON beside the trap file. got: the JSON that `python -m coalition read` prints of it.
    """
    if bool(got["refused"]) != bool(right["refused"]):
        return [f"refused: {got['refused']!r}, not {right['refused']!r}"]
    pairs: list[tuple[str, Any, Any]] = [("flags", sorted(got["flags"]), sorted(right["flags"]))]
    if right["refused"]:
        pairs.append(("people of a refused file", got["attendees"], []))
        return _unlike(pairs)
    pairs.append(("days", [meeting["date"] for meeting in got["meetings"]], [day for day, _ in right["meetings"]]))
    for meeting, (_, title) in zip(got["meetings"], right["meetings"], strict=False):
        if title is not None:
            pairs.append(("title", meeting["title"], title))
    present = sorted((one["meeting"], one["name"], one["organization"] or "") for one in got["attendees"])
    pairs.append(("present", present, sorted((at, name, place or "") for at, name, place in right["present"])))
    if got["format"] != "wide_matrix":
        absent = sorted({(one["name"], one["state"]) for one in got["absent"]})
        pairs.append(("absent", absent, sorted(map(tuple, right["absent"]))))
    alone = [[one["meeting"], one["organization"]] for one in got["organizations_present"]]
    pairs.append(("organizations without a person", alone, right["organizations"]))
    rejected = {str(row["line"]): row["code"] for row in got["rejected_rows"]}
    pairs.append(("rejected rows", sorted(rejected), sorted(right["rejected"])))
    for line, code in right["rejected"].items():
        if code and line in rejected:
            pairs.append((f"row {line}", rejected[line], code))
    for name, sector in right.get("sectors", {}).items():
        found = {one["sector"] for one in got["attendees"] if one["name"] == name}
        if sector not in found:
            pairs.append((f"sector of {name}", found, sector))
    return _unlike(pairs)


def _unlike(pairs: list[tuple[str, Any, Any]]) -> list[str]:
    return [f"{what}: {got!r}, not {right!r}" for what, got, right in pairs if got != right]
