"""First name and surname of two cells -> one name, whatever commas were typed into them."""

from coalition.imports.cells.text import norm_text
from coalition.imports.cells.titles import split_titles


def joined_name(first: str, last: str) -> str:
    """The whole name.

    ('Ann,', 'Lee') -> 'Ann Lee'; ('Somchai, Mr.', 'Jaidee') -> 'Mr. Somchai Jaidee'; ('Lee, Ann', 'Lee') -> 'Ann Lee';
    ('Ann / Anna', 'Lee / Li') -> 'Ann Lee / Anna Li'.
    """
    if first == last or not first or not last:
        return first or last
    if "/" in first and "/" in last:
        halves = [[half.strip() for half in text.split("/")] for text in (first, last)]
        if all(len(both) == 2 and all(both) for both in halves):
            return " / ".join(joined_name(*both) for both in zip(*halves, strict=True))
    if "," not in first and "," not in last:
        return f"{first} {last}"
    given, family = _parts(first), _parts(last)
    if len(family) > 1 and family[1].casefold() == first.casefold():
        family = family[:1]  # the whole name once more, the surname first
    titles = [part for part in given if split_titles(f"{part} Somebody Else")[1] == "Somebody Else"]
    given = [part for part in given if part not in titles and part.casefold() != family[0].casefold()] if family else given
    return norm_text(" ".join([*titles, *given, ", ".join(family)]))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip(" ;")]
