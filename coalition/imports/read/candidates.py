"""Every way a sheet could be read, each an `Interpretation`. Nothing is decided here: evidence decides."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import chain, compress, product
from typing import NamedTuple

from coalition.imports.cells.headers import FOREIGN_HEADING, MOMENTS, OF_NAMES, TIMES, is_promise, match, polarity
from coalition.imports.cells.row_words import standing
from coalition.imports.read.headers import (
    begins_another,
    day_row,
    has_header,
    header_of,
    header_rows,
    is_data,
    is_of_a_part,
    joined_words,
    legend_of,
    may_head,
    numbers_in,
    parts_in,
    rows_above,
    with_chosen,
    with_other_spelling,
    words_in,
)
from coalition.imports.read.heads import another_table_from, organizations_over, said_above, said_by_name
from coalition.imports.read.line_values import heading_of
from coalition.imports.read.matrix import find_slots
from coalition.imports.read.model import Block, Columns, Interpretation, Result
from coalition.imports.read.profile import (
    columns_of,
    context_of,
    fields_by_values,
    file_words,
    free_for_names,
    rows_of,
    says_zero,
    with_heads,
)
from coalition.imports.read.settle import settle, several_meetings
from coalition.imports.read.sheet import Sheet, text_at, texts_of
from coalition.imports.read.stacking import forms, top_of
from coalition.imports.read.values import (
    date_order,
    day_in,
    heads_marks,
    is_word,
    mark_of,
    plain,
    says,
    surely_heads_marks,
)

_SETTLED = 1_000  # rows by which it is settled what the columns hold
_SURE, _MANY, _LONGEST_TITLE = 0.9, 4, 200


def _chosen(table: Interpretation) -> set[int]:
    """Columns of which it was said what they hold: nothing else is looked for there."""
    return set() if table.sheet.operators else set(table.sheet.choices.columns or ())


def _is_marked(table: Interpretation) -> bool:
    """Whether headers and cells together say which columns tell who came."""
    heads = [table.headers.get(at, "") for at, _ in table.marks]
    return (len(heads) > 1 and all(heads)) or any(heads_marks(word) or match(word).is_of("name") for word in heads)


def _way(
    table: Interpretation, layout: str, sign: str, columns: dict[str, int], blocks: list[Block], day: int | None = None
) -> Interpretation:
    """A way to read a table: of the table itself only its header is known, and what its columns look like."""
    marks = table.marks if sign == "column" and columns["attended"] in dict(table.marks) else ()
    if sign == "column" and not marks:
        marks = ((columns["attended"], polarity(table.headers.get(columns["attended"], ""))),)
    return replace(
        table, layout=layout, columns=columns, blocks=blocks, sign=sign, day_column=day, marks=marks,
        unread_marks=sign != "column" and _is_marked(table),
        unread_days=0 if sign == "days" else sum(isinstance(slot.day, date) for slot in table.blocks[0].slots),
        undated="" if sign == "days" else table.undated, result=Result(), evidence=[],
    )  # fmt: skip


class _Span(NamedTuple):
    """The rows of data of one table, the first row above it, and its header row where that is another one (-1: it is not)."""

    first: int
    last: int
    above: int
    header: int = -1


def candidates(sheet: Sheet, like: Interpretation | None = None) -> Iterator[list[Interpretation]]:
    """All ways to read a sheet that could be, those of one table together: some four a sheet, seldom more than twenty.

    `like`: only those of its form and header, which was found in the first rows of the sheet.
    """
    listed, alone = False, list[list[Interpretation]]()
    for form in forms(sheet, lists=like is None or "unlist" in like.sheet.operators):
        listed |= form.columns is not None
        if like is not None and form.operators != like.sheet.operators:
            continue
        if form.columns is not None:
            yield [_of_stretches(form)]
            continue
        for number, how in _header_rows(form):
            if like is not None and like.blocks[0].header[:1] != [number][: how == "row"]:
                continue
            if table := _table(form, number, how):
                texts = texts_of(form.rows[number]) if how == "row" else []
                if len(texts) == 1 and heading_of(texts[0]):
                    alone.append(list(_readings(table, how)))
                else:
                    yield list(_readings(table, how))
    if not listed:
        yield from alone  # "Participants" over a list without columns is the heading of the list


def under_header(sheet: Sheet, number: int) -> list[Interpretation]:
    """The ways to read a sheet under a header that is known to stand alone in one row."""
    table = _table(sheet, number, "known")
    return list(_readings(table, "row")) if table else []


def _header_rows(form: Sheet) -> list[tuple[int, str]]:
    """(row, how) of the likeliest headers; the one that a person chose, where the rows are those of the file."""
    said = form.choices.header_line
    if said is None or form.operators:
        return header_rows(form)
    above = [number for number, line in enumerate(form.lines) if line <= said]
    return [(above[-1], "row")] if above else [(-1, "none")]


def _of_stretches(sheet: Sheet) -> Interpretation:
    """A list whose people an operator wrote into columns: one way to read it."""
    first, last = sheet.stretches[0].first, sheet.stretches[-1].last
    days = sheet.rows.column(sheet.columns["date"])[first:last] if sheet.columns and "date" in sheet.columns else []
    texts = [*_texts_of_rows(sheet, range(first)), *(one.heading for one in sheet.stretches), *dict.fromkeys(days), sheet.name]
    context = context_of(sheet, 0, first, order := sheet.choices.date_order or date_order(texts))
    if days:  # those above are of the first of several meetings
        context = replace(context, day=None, above=replace(context.above, day=None, start=None, end=None))
    blocks = [Block([], one.first, one.last, context, heading=one.heading, state=one.state) for one in sheet.stretches]
    sign = "heading" if blocks[0].heading else "listed"
    profile = columns_of(rows_of(sheet, (first, last)), sheet.today)
    return Interpretation("under-heading", sheet, dict(sheet.columns or {}), blocks, sign, order, {}, profile, {})


def _texts_of_rows(sheet: Sheet, rows: Iterable[int]) -> list[str]:
    """The titles and headers in some rows; longer texts are none."""
    return [text for at in rows for text in texts_of(sheet.rows[at]) if len(text) < _LONGEST_TITLE]


def _table(sheet: Sheet, number: int, how: str) -> Interpretation | None:
    """One header of one form of the sheet, and what its first table looks like; None: nothing stands below it."""
    heading, band, first = _band(sheet, number, how)
    top = min(band, default=first)
    spans, heads = _under_organizations(sheet, top, _spans(sheet, band, first))
    pages = [
        (span.first, span.first + another_table_from(sheet.rows[span.first : span.last][:_SETTLED]))
        for span in spans
        if span is spans[0] or span.header < 0
    ]
    columns = _columns(sheet, band, *pages)
    profile = columns.profile
    if not profile:
        return None
    over = chain(range(top), *(range(span.above, span.first) for span in spans[1:]))
    dated = [text for column in profile if column.share("date") > 0.3 for text in column.sample]
    order = sheet.choices.date_order or date_order([*dated, *_texts_of_rows(sheet, [*band, *over]), sheet.name])
    blocks: list[Block] = []
    legend, called = legend_of(sheet), "" if columns.marks else said_by_name(file_words(sheet.name))
    lost = () if sheet.turned or not band else rows_above(sheet, top, columns.fields, profile)
    for span, head in zip(spans, heads, strict=True):
        to = span.first - len(band) if blocks else top - bool(head)
        below = max(lost, default=-1) + 1  # what stands below people of another table is about this one
        context = context_of(sheet, span.above if blocks else below, to, order, lost)
        if not blocks and below and context.day is None:
            context = context_of(sheet, 0, to, order, lost)
        page = bool(blocks) and context.day is None
        if page:
            context = blocks[0].context  # a continued table: the day stands above the first
        elif blocks and not context.above.title:
            context.above = context.above.over(blocks[0].context.above)
        context.legend = legend
        other = _columns(sheet, [span.header], (span.first, span.last)) if span.header >= 0 else None
        above = sheet.rows[span.above if blocks else 0 : span.first if len(band) > 1 else to]
        block = Block(band, span.first, span.last, context, heading=heading, other=other, page=page, head=head)
        blocks.append(replace(block, state=said_above(above) or called))
    told = (columns.fields, blocks, "", order, columns.headers, profile, columns.unclear)
    return Interpretation("", sheet, *told, marks=columns.marks, undated=columns.undated, above=lost)


def _columns(sheet: Sheet, band: list[int], *pages: tuple[int, int]) -> Columns:
    """What the columns of one table hold, on all its pages."""
    below = rows_of(sheet, *pages)
    profile = columns_of(below, sheet.today)
    if not profile:
        return Columns({}, {}, (), profile, {})
    header = header_of(sheet, band, len(profile))
    found = settle(header, profile, below, sheet.today)
    fields, marks, unclear = found.fields, found.marks, found.unclear
    fields = with_other_spelling(fields, header, below) if band or has_header(sheet) else fields_by_values(fields, profile)
    if sheet.choices.columns and not sheet.operators:
        told = sheet.choices.columns.items()
        chosen = {at: "date" if name == "meeting" else name for at, name in told if at < len(profile)}
        fields, marks = with_chosen(fields, chosen), ()
        unclear = {what: [at for at in ats if at not in chosen] for what, ats in unclear.items()}
    if "left" in fields and "timestamp" in fields:
        fields["joined"] = fields.pop("timestamp")
    days = bool(marks) and any(len(day_row(sheet, number)) > 1 for number in band)
    undated = "always" if days or several_meetings(header, profile, marks) else found.undated
    return replace(found, fields=fields, marks=marks, unclear=unclear, undated=undated)


def _band(sheet: Sheet, number: int, how: str) -> tuple[str | None, list[int], int]:
    """(heading, header rows, first row of data) of a table that begins at a row."""
    rows = sheet.rows
    if how != "row":
        return None, [number] if how == "known" else [], number + 1
    band = [number]
    days = len(day_row(sheet, number)) > 1 or bool(numbers_in(rows[number]))
    own = [cell for cell in rows[number] if sheet.turned or not days or match(cell).field != "date"]
    words = words_in(own) >= 1  # "Date of meeting" before the days heads no column of the table
    for at in (number - 1, number + 1):
        if not 0 <= at < len(rows) or any(is_of_a_part(text, rows.held(i)) for i, text in enumerate(rows[at])):
            continue
        texts = texts_of(rows[at])
        its_days = len(day_row(sheet, at)) > (1 if len(day_row(sheet, at)) == len(texts) else 2) or bool(numbers_in(rows[at]))
        its_words = words_in(rows[at]) >= 1 and len(texts) > 1 and not any(day_in(text, sheet.today) for text in texts)
        heads = len(texts) <= len(texts_of(rows[number])) or not any(map(mark_of, texts)) or words_in(rows[at]) >= _MANY
        heads_all = at > number and len(texts) > 1 and all(match(text).sure >= _SURE for text in texts)
        parts = heads_all or parts_in(sheet, max(at, number))
        if parts or (its_days and not days) or (its_words and not words and heads):
            band.append(at)
            days |= its_days
    before = next((at for at in range(min(band) - 1, -1, -1) if texts_of(rows[at])), None)
    above = texts_of(rows[before]) if before is not None else []
    heads = len(above) == 1 and is_word(above[0].strip(" :*"), "present_heading")
    return above[0] if heads else None, band, max(band) + 1


def _spans(sheet: Sheet, band: list[int], first: int) -> list[_Span]:
    """The table, and the tables below it: those that repeat its header, and those with one of their own."""
    rows = sheet.rows
    if not band:
        return [_Span(first, len(rows), 0)]
    key, head = joined_words(rows[band[0]]), rows[band[0]]
    lead, word = next(((at, plain(cell)) for at, cell in enumerate(head) if cell), (0, ""))
    of_data = cache(lambda text: is_data(text, sheet.today))
    spans: list[_Span] = []
    few = int(len(texts_of(head)) > 1)  # a header of one word stands again alone
    start, above, header = first, 0, -1
    leading = sheet.rows.column(lead)
    data_at = [at for at, text in enumerate(sheet.rows[first] if first < len(rows) else ()) if of_data(text)]
    leads = {text for text in set(leading) if plain(text) == word}
    again_at = list(compress(range(first, len(rows)), map(leads.__contains__, leading[first:])))
    bare_at = [*range(first, len(rows))][: few * len(rows)]
    for column in map(sheet.rows.column, sorted(data_at or [lead], key=lambda at: len(sheet.rows.held(at)))):
        bare = {text for text in set(map(column.__getitem__, bare_at)) if not of_data(text)}
        bare_at = [at for at in bare_at if column[at] in bare] if bare else []
    for at in sorted({*again_at, *bare_at}):
        again = leading[at] in leads
        texts = list(filter(None, sheet.rows[at]))
        before = list(filter(None, sheet.rows[at - 1])) if at > first else ["", ""]
        gap, headed = len(before) <= 1, len(before) == 1 and standing(before[0]) is not None
        if len(texts) <= few or not (again or headed or may_head(texts, gap=gap)):
            continue
        data, same = any(map(of_data, texts)), again and joined_words(rows[at]) == key
        other_days = again and not same and bool(day_row(sheet, at))
        foreign = gap and bool(before) and FOREIGN_HEADING.match(before[0]) is not None  # "Agenda" above "Topic, Who"
        if same or other_days or (not data and not foreign and begins_another(rows[at], gap=gap, headed=headed)):
            spans.append(_Span(start, at, above, header))
            start, above, header = at + 1, at, -1 if same else at
    spans.append(_Span(start, len(rows), above, header))
    above_all = list(filter(any, rows[: band[0]]))
    for number in range(1, len(spans)):  # title rows that name a meeting, between two tables, belong to the table below
        top = top_of(sheet.rows, spans[number - 1].first, spans[number].above, sheet.today)
        while top > spans[number - 1].first and rows[top - 1] in above_all:  # as on the first page
            top -= 1
        spans[number - 1] = spans[number - 1]._replace(last=top)
        spans[number] = spans[number]._replace(above=top)
    return spans


def _under_organizations(sheet: Sheet, top: int, spans: list[_Span]) -> tuple[list[_Span], list[str]]:
    """The pages of a table, and the organization directly above the header of each; empty: none stands there."""
    headers = [top, *(span.first - 1 for span in spans[1:])]
    heads = [] if any(span.header >= 0 for span in spans) else organizations_over(sheet.rows, headers)
    ends = [*(at - 1 for at in headers[1:]), spans[-1].last]
    if heads:
        spans = [span._replace(last=end) for span, end in zip(spans, ends, strict=True)]
    return spans, heads or [""] * len(spans)


def _readings(table: Interpretation, how: str) -> Iterator[Interpretation]:
    """The layouts one header allows."""
    dates = find_slots(table.sheet, table.blocks, table.profile) if how == "row" else None
    slots = [slot.column for slot in table.blocks[0].slots]
    columns = {name: at for name, at in table.columns.items() if at not in slots}
    if slots and table.sheet.turned:
        columns = {name: at for name, at in columns.items() if at < min(slots)}  # behind the days stands what counts them
    if slots:
        columns.pop("title", None)  # "Coalition meeting" in the corner heads the names
    for named in _with_names(columns, table, slots):
        if away := _says_away(table, named):
            table = replace(table, blocks=[replace(block, state=away) for block in table.blocks])
        if slots:
            blocks = [with_heads(table, block, named) for block in table.blocks]
            way = _way(table, "days-down" if table.sheet.turned else "days-across", "days", named, blocks)
            yield way if dates is None else replace(way, dates=dates, order=dates.order or way.order)
        if not table.sheet.turned:
            yield from _lists(table, named)


def _says_away(table: Interpretation, columns: dict[str, int]) -> str:
    """What the header over the names, or the row above them, says of those who did not come: "Absentees"; empty: nothing."""
    at, first = columns.get("name", -1), table.blocks[0].first
    row = table.sheet.rows[first - 1] if first and not table.headers else []
    told = heading_of(table.headers.get(at, "") or text_at(row, at if at >= 0 else None))
    beside = len(table.headers or texts_of(row)) > 1 or _chosen(table)  # alone it is the heading of a list
    return told if told in {"absent", "excused"} and beside else ""


def _with_names(columns: dict[str, int], table: Interpretation, slots: list[int]) -> list[dict[str, int]]:
    """The columns; where no header says which one holds the names, a way for each that could, and one for none."""
    if OF_NAMES & columns.keys():
        return [columns]
    taken = {*columns.values(), *_chosen(table)}
    free, people = free_for_names(taken, table.profile[: min(slots, default=len(table.profile))], table.headers)
    nobody = [columns] if "organization" in columns and not (free if slots else people) else []
    return [*({**columns, "name": at} for at in free[:4]), *nobody]


def _lists(table: Interpretation, columns: dict[str, int]) -> Iterator[Interpretation]:
    """One row for each person (and day): what says that they came, and which column is the day."""
    profile = table.profile
    blocks = [with_heads(table, replace(block, slots=[]), columns) for block in table.blocks]
    taken = set(columns.values())
    texts = profile[columns["title"]].sample if "title" in columns and "date" not in columns else ()
    if 2 * sum(day_in(text, table.sheet.today) is not None for text in texts) >= len(texts) > 0:  # "Case forum 05/06/2026"
        columns = {"date" if name == "title" else name: at for name, at in columns.items()}
    signs = _signs(table, columns)
    timed = [columns[name] for name in ("date", *MOMENTS, "left") if name in columns]
    ours = [at for at in timed if profile[at].share("date") > 0.2]
    other = [
        at
        for at, column in enumerate(profile)
        if at not in taken | _chosen(table)
        and match(table.headers.get(at, "")).field != "elsewhere"
        and column.share("date") > 0.6
        and not says(table.headers.get(at, ""), "invitation")
    ]
    days: list[int | None] = [*(ours[:1] or other[:2])]
    if not ours or (table.blocks[0].context.day_from == "title" and not match(table.headers.get(ours[0], "")).sure):
        days.append(None)  # the day stands above, or nowhere: dates under an unknown header may say anything
    for (sign, at), day in product(signs, days):
        named = {name: one for name, one in columns.items() if name != "attended" and (day is not None or one not in ours)}
        named |= {"attended": at} if at is not None else {}
        alone = "one-day" if day is None else "person-day"
        yield _way(table, "under-heading" if sign == "heading" else alone, sign, named, blocks, day)


def _signs(table: Interpretation, columns: dict[str, int]) -> list[tuple[str, int | None]]:
    """What may say that somebody came, and the column that does."""
    profile, headers, taken = table.profile, table.headers, {*columns.values(), *table.unclear.get("ways", ())}
    marked = [columns["attended"]] if "attended" in columns else []
    marked += [
        at
        for at in table.unclear.get("attended", ())
        if surely_heads_marks(headers.get(at, "")) and not profile[at].is_over_rows
    ]
    marked += [
        at
        for at, column in enumerate(profile)
        if at not in taken | _chosen(table) and column.mark_share > 0.7 and column.count > 1
        and {"present", "absent"} & column.states
        and not day_in(headers.get(at, ""), table.sheet.today) and not is_promise(headers.get(at, ""))
    ]  # fmt: skip
    marked += [at for at, column in enumerate(profile) if at not in taken and table.blocks[0].context.explains(column)]
    signs: list[tuple[str, int | None]] = [("column", at) for at in dict.fromkeys(marked[:3])]
    if signs and "attended" in (table.sheet.choices.columns or {}).values():
        return signs  # a person said so
    timed = "start" in columns and profile[columns["start"]].share("time") > 0.8 and "date" not in columns
    timed |= any(one in columns and not says_zero(profile[columns[one]]) for one in (*TIMES, "minutes"))
    if timed and "attended" not in columns:
        signs.append(("joined", None))
    if "signature" in columns:
        signs.append(("signature", None))
    if table.blocks[0].heading:
        signs.append(("heading", None))
    return [*signs, ("listed", None)]
