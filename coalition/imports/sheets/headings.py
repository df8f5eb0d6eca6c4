"""Headings told by more than their words: organizations above their people, rows of headers that say who came."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from coalition.imports.cells.names import looks_like_organization
from coalition.imports.cells.titles import split_titles
from coalition.imports.lexicon import LETTERS, any_of
from coalition.imports.sheets.flags import heads_by_flags, is_house
from coalition.imports.sheets.group_heads import heads_by_shape
from coalition.imports.sheets.headers import is_header_word, is_row_number
from coalition.imports.sheets.people_names import looks_named, read_name
from coalition.imports.sheets.words import is_note, is_sector, is_short, is_total, labelled, standing

_LONGEST_LIST = 3_000
"""Rows of a list somebody numbers by hand; longer ones are not looked at."""
_MOST = 0.8
_AROUND = " :：-–—=*•_~"
_BELOW = any_of("heads.below", whole=False)
_COUNT = re.compile(
    rf"\s*(?:[(\[]\s*\d++\s*(?:{_BELOW}|{any_of('heads.members', whole=False)})?\s*[)\]]|[-–—:,]?\s*(?<!\d)\d++\s*{_BELOW})$",
    re.IGNORECASE,
)
"""How many people stand below, behind the organization."""
_LABEL = re.compile(rf"{any_of('groups.label', whole=False)}\s*[:：–—-]\s*", re.IGNORECASE)
_GROUP_OF_ITS_OWN = re.compile(rf"{any_of('groups.own')}(?!.*{any_of('groups.of_a_kind')})[{LETTERS}]{{4,}}")
"""The name of one group; of a kind of members others speak."""


def heads_of(
    rows: Sequence[Sequence[str]],
    start: int,
    stop: int,
    header: Sequence[str],
    index: Mapping[str, int],
    dated: Collection[int] = (),
) -> dict[int, str]:
    """{row: organization} of the rows of a table that are the organization of the people below them, and nothing else.

    "Grace Haven" could be somebody. Where every person has a number and she has none, it is whose people follow; in a list
    without numbers most such rows have to read as organizations, each directly above somebody of whom more is told, or part a
    matrix by their shape.

    Args:
        index: {field: column}. dated: the columns of a matrix that are days.
    """
    at = index.get("name", index.get("first_name"))
    number = next((i for i, cell in enumerate(header) if is_row_number(cell)), None)
    if at is None or "organization" in index or stop - start > _LONGEST_LIST:
        return {}
    if dated and (flagged := heads_by_flags(rows[start:stop], at, header, dated)):
        return {start + offset: text for offset, text in flagged.items()}
    if number is None or number == at:
        return _heads_by_words(rows, start, stop, at) or _heads_by_shape(rows, start, stop, at, dated)
    numbered = plain = 0
    bare: list[int] = []
    for offset in range(start, stop):
        row = rows[offset]
        named = at < len(row) and bool(row[at])
        if named and number < len(row) and any(map(str.isdigit, row[number])):
            numbered += 1
        elif text := _alone(row, (at, number)):
            plain += 1
            if _may_head(text):
                bare.append(offset)
        elif named:
            plain += 1
    if not bare or numbered < _MOST * (numbered + plain - len(bare)) or numbered <= len(bare):
        return {}
    heads = {i: _alone(rows[i], (at, number)) for i in bare if _is_numbered(rows, i + 1, stop, number)}
    if not all(at < len(rows[i]) and rows[i][at] for i in heads):  # over the numbers any group may stand: Government, Day 2
        heads = heads if are_organizations(list(heads.values())) else {}
    return _unlabelled(heads)


def _heads_by_words(rows: Sequence[Sequence[str]], start: int, stop: int, at: int) -> dict[int, str]:
    """As `heads_of`, for a list without numbers."""
    heads: dict[int, str] = {}
    for offset in range(start, stop - 1):
        text = _alone(rows[offset], (at,))
        below = next((row for row in rows[offset + 1 : min(offset + 3, stop)] if any(row)), rows[offset + 1])
        if text and _may_head(text) and at < len(below) and below[at] and not _alone(below, (at,)):
            heads[offset] = text
    return _unlabelled(heads) if are_organizations(list(heads.values())) else {}


def _heads_by_shape(rows: Sequence[Sequence[str]], start: int, stop: int, at: int, dated: Collection[int]) -> dict[int, str]:
    """As `heads_of`, for a matrix whose organizations no word tells."""
    if not dated:
        return {}

    def head_in(row: Sequence[str]) -> str:
        text = _alone(row, (at,))
        return text if text and _may_head(text) else ""

    heads = heads_by_shape(rows[start:stop], at, dated, head_in)
    return _unlabelled({start + offset: text for offset, text in heads.items()})


def _unlabelled(heads: dict[int, str]) -> dict[int, str]:
    """The organizations without a word before them: "Organization: Lotus House"."""
    return {offset: _LABEL.sub("", text) or text for offset, text in heads.items()}


def _alone(row: Sequence[str], columns: Sequence[int]) -> str:
    """The one text of a row, in one of these columns or the same in all its cells, without its count; "": there is more."""
    texts = {cell for cell in row if cell}
    filled = sum(map(bool, row))
    if (
        len(texts) != 1
        or (filled > 1 and filled < len(row))
        or (filled == 1 and not any(row[i : i + 1] and row[i] for i in columns))
    ):
        return ""
    return uncounted(texts.pop().strip(_AROUND))


def uncounted(text: str) -> str:
    """An organization above its people without how many they are: "Lotus House (2)"."""
    return _COUNT.sub("", text).strip(_AROUND)


def are_organizations(texts: Sequence[str]) -> bool:
    """Whether most texts read as organizations, two at least where there are several, and none as a person with a title."""
    read = sum(map(is_house, texts))
    return read * 2 >= len(texts) and read >= min(2, len(texts)) > 0 and not any(split_titles(text)[0] for text in texts)


def _may_head(text: str) -> bool:
    said = is_total(text) or is_note(text) or standing(text) or read_name(text).code
    group = is_sector(text) and not _GROUP_OF_ITS_OWN.match(text) and not looks_like_organization(text)
    return not (said or group) and is_short(text) and looks_named(text)


def _is_numbered(rows: Sequence[Sequence[str]], offset: int, stop: int, number: int) -> bool:
    return offset < stop and number < len(rows[offset]) and any(map(str.isdigit, rows[offset][number]))


def standing_of(cells: Iterable[str]) -> str | None:
    """What a row of headers says of the people under it: "Absent, Organization"; None: it says nothing, or holds more."""
    states = {standing(cell): cell for cell in cells if not is_header_word(cell) or standing(cell)}
    return next(iter(states)) if len(states) == 1 else None


def names_behind(text: str) -> bool:
    """Whether a label has its people behind it, "Apologies: Ann Lee": it is none of those on the next page."""
    label = labelled(text)
    return label is not None and any(map(str.isalpha, label[1]))
