"""Every way a sheet could be read, each an `Interpretation`. Nothing is decided here: evidence decides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from coalition.imports.read.headers import day_row, header_rows, joined_words, numbers_in, roles_of, with_chosen, words_in
from coalition.imports.read.model import Block, Column, Context, Interpretation, Slot
from coalition.imports.read.profile import columns_of, context_of
from coalition.imports.read.sheet import Row, Sheet, forms, text_at, texts_of
from coalition.imports.read.values import Day, Partial, date_order, day_in, day_of, kind, without_day
from coalition.imports.read.words import is_word
from coalition.imports.sheets.headers import polarity

_A_MONTH = 27
"""So many numbered columns are the days of a month."""


@dataclass(frozen=True)
class _Table:
    """One header of one form of the sheet, and what its first table looks like."""

    sheet: Sheet
    blocks: list[Block]
    columns: dict[str, int]
    order: str
    order_open: bool
    headers: dict[int, str]
    profile: list[Column]
    unclear: dict[str, list[int]] = field(default_factory=dict)

    def reading(
        self, layout: str, sign: str, columns: dict[str, int], blocks: list[Block], **more: int | None
    ) -> Interpretation:
        """A way to read it."""
        marks = tuple((columns[role], polarity(self.headers.get(columns[role], ""))) for role in ("mark",) if sign == "column")
        return Interpretation(
            layout, self.sheet, columns, blocks, sign, self.order, self.order_open, self.headers, self.profile, self.unclear,
            more.get("day"), more.get("clock"), marks=marks,
        )  # fmt: skip


def candidates(sheet: Sheet) -> Iterator[Interpretation]:
    """All ways to read a sheet that could be: some four a sheet, seldom more than twenty."""
    for form in forms(sheet):
        for number, how in _header_rows(form):
            if table := _table(form, number, how):
                yield from _readings(table, how)


def _header_rows(form: Sheet) -> list[tuple[int, str]]:
    """(row, how) of the likeliest headers; the one that a person chose, where the rows are those of the file."""
    said = form.choices.header_line
    if said is None or form.operators:
        return header_rows(form)
    above = [number for number, row in enumerate(form.rows) if row and row[0].line <= said]
    return [(above[-1], "row")] if above else [(-1, "none")]


def _table(sheet: Sheet, number: int, how: str) -> _Table | None:
    heading, band, first = _band(sheet, number, how)
    if how == "heading" and not heading:
        return None  # the header row below is a candidate itself
    spans = _spans(sheet, band, first)
    profile = columns_of(sheet, first, spans[0][1])
    if not profile:
        return None
    top = min(band, default=number if how == "heading" else first)
    columns, headers, unclear = roles_of([sheet.rows[at] for at in band], profile)
    if sheet.choices.columns and not sheet.operators:
        columns, unclear = with_chosen(columns, unclear, sheet.choices.columns)
    dated = [text for at in band for text in texts_of(sheet.rows[at])]
    dated += [text for column in profile if column.share("date") > 0.3 for text in column.sample]
    dated += [text for row in sheet.rows[:top] for text in texts_of(row) if len(text) < 200]
    said = sheet.choices.date_order
    order, is_open = (said, False) if said else date_order([*dated, sheet.name])
    blocks: list[Block] = []
    for start, end, above in spans:
        to = start - len(band) if blocks else top + (how == "heading")
        context = context_of(sheet, above if blocks else 0, to, order)
        if blocks and context.day is None and not context.month:
            context = blocks[0].context  # a continued table: the day stands above the first
        blocks.append(Block(band, start, end, context, heading=heading))
    return _Table(sheet, blocks, columns, order, is_open, headers, profile, unclear)


def _band(sheet: Sheet, number: int, how: str) -> tuple[str | None, list[int], int]:
    """(heading, header rows, first row of data) of a table that begins at a row."""
    rows = sheet.rows
    if how == "none":
        return None, [], number + 1
    if how == "heading":
        following = next((at for at in range(number + 1, min(number + 3, len(rows))) if texts_of(rows[at])), None)
        if following is not None and words_in(rows[following]) >= 2:
            return None, [], number + 1
        return texts_of(rows[number])[0], [], number + 1
    band = [number]
    days = len(day_row(sheet, number)) > 1 or bool(numbers_in(rows[number]))
    words = words_in(rows[number]) >= 1
    for at in (number - 1, number + 1):
        if not 0 <= at < len(rows):
            continue
        its_days = len(day_row(sheet, at)) > 2 or bool(numbers_in(rows[at]))
        texts = texts_of(rows[at])
        its_words = words_in(rows[at]) >= 1 and len(texts) > 1 and not any(day_in(text, sheet.today) for text in texts)
        if (its_days and not days) or (its_words and not words and len(texts) <= len(texts_of(rows[number]))):
            band.append(at)
            days |= its_days
    before = next((at for at in range(min(band) - 1, -1, -1) if texts_of(rows[at])), None)
    above = texts_of(rows[before]) if before is not None else []
    heads = len(above) == 1 and is_word(above[0].strip(" :*"), "present_heading")
    return above[0] if heads else None, band, max(band) + 1


def _spans(sheet: Sheet, band: list[int], first: int) -> list[tuple[int, int, int]]:
    """(first, last, first row above) of the table and of the tables below it that repeat its header."""
    rows = sheet.rows
    if not band:
        heads = ("absent_heading", "present_heading")
        ends = (at for at in range(first, len(rows)) for texts in [texts_of(rows[at])]
                if len(texts) == 1 and any(is_word(texts[0].strip(" :*"), one) for one in heads))  # fmt: skip
        return [(first, next(ends, len(rows)), 0)]
    key = joined_words(rows[band[0]])
    spans: list[tuple[int, int, int]] = []
    start, above = first, 0
    for at in range(first, len(rows)):
        filled = len(texts_of(rows[at]))
        if filled > 1 and joined_words(rows[at]) == key:
            spans.append((start, at, above))
            start, above = at + 1, at
        elif filled > 2 and _begins_another(sheet, rows[at], filled):
            spans.append((start, at, above))
            return spans
    spans.append((start, len(rows), above))
    return _with_titles(rows, spans)


def _begins_another(sheet: Sheet, row: Row, filled: int) -> bool:
    """Whether a row is the header of another table."""
    if any(kind(text, sheet.today) in {"mark", "date", "email", "number", "time"} for text in texts_of(row)):
        return False  # asked first: most rows are data, and hold one of them
    known = words_in(row)
    return known >= 3 and known >= 0.7 * filled


def _with_titles(rows: Sequence[Row], spans: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The spans; title rows between two tables belong to the table below."""
    for number in range(1, len(spans)):
        begin, end, above = spans[number - 1]
        cut = next((at for at in range(end - 1, begin, -1) if len(texts_of(rows[at - 1])) > 2), end)
        spans[number - 1] = (begin, cut, above)
        spans[number] = (*spans[number][:2], cut)
    return spans


def _readings(table: _Table, how: str) -> Iterator[Interpretation]:
    """The layouts one header allows."""
    if how == "row":
        for block in table.blocks:
            block.slots = _slots(table, block)
    slots = [slot.column for slot in table.blocks[0].slots]
    columns = {role: at for role, at in table.columns.items() if at not in slots}
    for named in _with_names(columns, table.profile, slots):
        if slots:
            yield table.reading(f"matrix, days {'down' if table.sheet.turned else 'across'}", "days", named, table.blocks)
        if not table.sheet.turned:
            yield from _lists(table, named)


def _with_names(columns: dict[str, int], profile: list[Column], slots: list[int]) -> list[dict[str, int]]:
    """The columns; where no header word says which one holds the names, one alternative for each that could."""
    if {"name", "first", "last"} & set(columns):
        return [columns]
    before = min(slots, default=len(profile))
    free = [
        at
        for at, column in enumerate(profile[:before])
        if at not in columns.values() and column.share("name") >= 0.6 and column.count > 0.3 * column.rows
    ]
    return [{**columns, "name": at} for at in free[:4]]


def _lists(table: _Table, columns: dict[str, int]) -> Iterator[Interpretation]:
    """One row for each person (and day): what says that they came, and which column is the day."""
    profile, headers, unclear = table.profile, table.headers, table.unclear
    blocks = [replace(block, slots=[]) for block in table.blocks]
    taken = set(columns.values())
    marked = [columns["mark"]] if "mark" in columns else []
    marked += [
        at
        for at, column in enumerate(profile)
        if at not in taken and column.mark_share > 0.7 and column.count > 1 and {"present", "absent"} & column.states
        and not day_in(headers.get(at, ""), table.sheet.today)
    ]  # fmt: skip
    signs: list[tuple[str, int | None]] = [("column", at) for at in marked[:3]]
    arrival = "clock" in columns and profile[columns["clock"]].share("time") > 0.8 and "date" not in columns
    if ({"moment", "leave", "minutes"} & set(columns) or arrival) and "mark" not in columns:
        signs.append(("joined", None))
    if "signature" in columns:
        signs.append(("signature", None))
    if blocks[0].heading:
        signs.append(("heading", None))
    signs.append(("listed", None))
    ours = [
        columns[role] for role in ("date", "moment", "leave") if role in columns and profile[columns[role]].share("date") > 0.2
    ]
    other = [
        at
        for at, column in enumerate(profile)
        if at not in taken and at not in unclear.get("elsewhere", []) and column.share("date") > 0.6
    ]
    without_mark = {role: at for role, at in columns.items() if role != "mark"}
    clock = columns.get("clock", columns.get("moment"))
    for sign, at in signs:
        days: list[int | None] = [*(ours[:1] or other[:2])]
        for day in days or [None]:
            named = {**without_mark, "mark": at} if at is not None else without_mark
            alone = "list under a heading" if sign == "heading" else "list of one day"
            layout = alone if day is None or sign == "heading" else "one row for each person and day"
            yield table.reading(layout, sign, named, blocks, day=day, clock=day if clock is None else clock)


def _slots(table: _Table, block: Block) -> list[Slot]:
    """The columns that are meetings: a day in the header, a day of the month known from above, or a running number."""
    sheet, band, context = table.sheet, block.header, block.context
    rows = [block.first - 1] if block is not table.blocks[0] and len(band) == 1 else band
    for number in sorted(rows, key=lambda at: -len(day_row(sheet, at))):
        row = sheet.rows[number]
        dated = [at for at in day_row(sheet, number) if at < len(table.profile)]
        if len(dated) > 1 or (dated and table.profile[dated[0]].mark_share > 0.7):
            return _dated_slots(sheet, number, dated, context, table.order)
        numbered = [(at, count) for at, count in numbers_in(row) if at < len(table.profile)]
        if numbered:
            month = context.month if len(numbered) >= _A_MONTH or (context.month and len(numbered) > 10) else None
            return [Slot(at, _of_month(month, count), row[at].text) for at, count in numbered]
    return []


def _of_month(month: tuple[int | None, int] | None, number: int) -> Day | None:
    """The day of a month with that number, with its year where it is known."""
    if month is None:
        return None
    return day_of(month[0], month[1], number) if month[0] else Partial(month[1], number)


def _dated_slots(sheet: Sheet, number: int, dated: list[int], context: Context, order: str) -> list[Slot]:
    row = sheet.rows[number]
    above = sheet.rows[number - 1] if number and len(texts_of(sheet.rows[number - 1])) > len(dated) / 2 else []
    slots = []
    for at in dated:
        day = day_in(row[at].text, sheet.today, order)
        if isinstance(day, Partial) and context.year:
            day = day_of(context.year, day.month, day.day)
        slots.append(Slot(at, day, row[at].text, without_day(row[at].text) or without_day(text_at(above, at))))
    return slots
