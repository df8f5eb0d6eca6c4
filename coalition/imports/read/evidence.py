"""What speaks for and against a way to read: one sentence for each observation; its weight stands in `weights.toml`."""

from coalition.imports.cells.headers import (
    HALVES,
    HEADS_NAMES,
    TIMES,
    heads_people,
    is_foreign,
    is_invitation,
    is_promise,
    match,
    other_list,
)
from coalition.imports.cells.names import looks_like_person
from coalition.imports.cells.people_names import is_place
from coalition.imports.cells.row_words import is_total
from coalition.imports.cells.text import lacks_capitals
from coalition.imports.lexicon import pattern
from coalition.imports.read.headers import has_header, heads_names, words_in
from coalition.imports.read.model import Evidence, Interpretation
from coalition.imports.read.profile import (
    Say,
    column_called,
    counts_beside,
    days,
    holds_people,
    is_dated,
    is_only_stamped,
    speaks,
    surroundings,
    unsaid,
)
from coalition.imports.read.sheet import text_at, texts_of
from coalition.imports.read.unread import (
    absence_left_over,
    answers_left_over,
    are_codes,
    around,
    counts_beside_organizations,
    days_in_cells,
    names_left_over,
    people_among_organizations,
    people_left_over,
    some_left_over,
)
from coalition.imports.read.values import (
    are_organizations,
    day_in,
    heads_marks,
    is_word,
    kind,
    says,
)
from coalition.imports.services.columns import column_letter
from coalition.locale import plural

WRITTEN_BEFORE = "The rows were written before the day of the meeting, so this looks like a list of registrations"
NO_DAYS = "It has one column per meeting, and the dates of the meetings are not in it"
"""Why a matrix is not read."""
_FEW, _MANY, _MANY_DAYS, _NEAR = 2, 5, 8, 60
_EXPLAINED = frozenset({"total", "note", "section", "organization_only", "unknown_mark", "mark_not_known"})
_SURE, _HALF = 0.9, 0.5
_TO_FILL = TIMES | {"signature", "attended", "date"}
_TO_SIGN = pattern("headers.signature")


def weigh(way: Interpretation) -> list[Evidence]:
    """All evidence about a way to read whose `result` is there (of its first rows)."""
    found: list[Evidence] = []

    def say(code: str, text: str, strength: float = 1.0, value: str = "") -> None:
        if strength > 0:
            found.append(Evidence(code, text, min(strength, 1.0), value))

    for part in (_names, _coverage, _header, _presence, unsaid, days, surroundings):
        part(way, say)
    return found


def _names(way: Interpretation, say: Say) -> None:
    result, at = way.result, way.names_at
    alone = way.of_organizations or (way.sign in {"days", "column"} and bool(result.organizations) and not result.people)
    column = way.profile[at]
    bare, share = column.share("number", "code"), column.share("name", "mark")
    if bare > _HALF:
        say("names_are_codes", "The names are numbers or codes", bare)
        if any(map(holds_people, way.left.values())):
            say("name_word_unknown", "Names of people are in another column, which is not read")
    else:
        say("names_coherent", f"{share:.0%} of the cells in the column of names look like names", share)
    coded = {text for _, code, text in result.rejected if code == "placeholder" and sum(map(str.isdigit, text)) > _FEW}
    if 2 * len(coded) > max(2 * _FEW, len({one.name for one in result.people})):
        say("name_word_unknown", "Many cells in the column of names hold a code")
    heads = [one.name for one in result.came[:_MANY_DAYS] if match(one.name).sure >= _SURE]
    word, block, top = way.headers.get(at, ""), way.blocks[0], min(way.blocks[0].header, default=0)
    beside = [*way.sheet.rows[:top], *way.sheet.rows[block.first : block.last]] if word and not block.slots else []
    heads += [word for row in beside[:_NEAR] if text_at(row, at) == word and words_in(row) < _FEW]  # it heads nothing there
    if heads:
        say("header_among_people", f"'{heads[0]}' is a header word, but was read as a name")
    named = [one.name for one in result.people]
    named += [one.organization or "" for one in result.organizations if "organization" not in way.columns]
    organizations = are_organizations(named or column.sample)
    if organizations > 0.4 and not alone:
        say("names_are_organizations", f"{organizations:.0%} of the names are organizations", organizations * 1.5)
    timed = not {"start", *TIMES}.isdisjoint(way.columns)
    if timed and result.people and all(one.name.isalpha() and one.name.isupper() for one in result.people):
        say("names_in_capitals", "All names are single words in capitals, so they may be organizations")
    places = sum(map(is_place, filter(None, named))) / max(len(named), _FEW)
    if places > _HALF:
        say("names_are_organizations", f"{places:.0%} of the names are places", places)
    _word_over_names(way, say, alone=alone)


def _word_over_names(way: Interpretation, say: Say, *, alone: bool) -> None:
    """What the header over the names says. `alone`: organizations stand there, and nobody by name."""
    word, slots = way.headers.get(way.names_at, ""), way.blocks[0].slots
    if not way.blocks[0].header or way.sheet.turned:
        return
    if not word and not slots:
        say("name_word_missing", "The column of names has no header")
    known = match(word).field in {*HEADS_NAMES, "organization" if alone else "name"} or heads_people(word)
    if known:
        over = f"'{word}' is a common heading for organizations" if alone else f"'{word}' is a common heading for names"
        say("name_word", over)
    elif word and not says(word, "attendance") and not (slots and says(word, "meeting")):  # those head a matrix in its corner
        say("name_word_unknown", f"'{word}' is not a common heading for names")
    if known and not way.columns.keys() >= HALVES and (other := _other_half(way)):
        say("name_word_unknown", f"Part of each name is in column {other}, which has no header", value=other)


def _other_half(way: Interpretation) -> str:
    """The letter of a column of names without a header where names are halves, or beside names of one word; empty: none."""
    at, letter = way.names_at, _bare_column(way, "name")
    whole = any(" " in name.strip(", ") for name in way.profile[at].sample)
    return "" if whole and match(way.headers.get(at, "")).field not in HALVES else letter


def _bare_column(way: Interpretation, kind: str) -> str:
    """The letter of a column of names, or of days, without a header that is not read; empty: there is none."""
    bare = (at for at, column in way.left.items() if not way.headers.get(at) and column.share(kind) > _HALF)
    return next(map(column_letter, bare), "")


def _coverage(way: Interpretation, say: Say) -> None:
    result = way.result
    meetings, names = {one.meeting for one in result.came}, {one.name for one in result.came}
    if min(len(meetings), len(names)) >= _MANY_DAYS and len(result.came) < 1.3 * len(meetings):
        say("one_person_per_meeting", "Nearly every day has only one person, so it may be a list of events or orders")
    top = min(way.blocks[0].header, default=0)
    if not way.sheet.turned and any(map(heads_names, way.sheet.rows[: max(top - 1, 0)])):
        say("header_above", "The header of another table is above")
    above = [texts[0] for row in way.sheet.rows[:top] if (texts := texts_of(row))] if top > result.rows["data"] else []
    people = [text for text in above if " " in text and looks_like_person(text)]
    if len(people) > max(1, result.rows["data"]):
        say("header_above", f"More people stand above the row taken for the header than below it: '{people[0]}'")
    under = way.sheet.rows[max(way.blocks[0].header, default=way.blocks[0].first) + 1 : way.blocks[0].first]
    if not way.sheet.turned and any(map(heads_names, under)):
        say("header_above", "The row taken for the header is a title: the header is below it")
    filled = sum(map(any, way.sheet.rows))
    read = sum(block.last - block.first for block in way.blocks) + len(way.sheet.told)
    say("rows_covered", f"This way reads {min(read, filled)} of {filled} filled rows", read / max(filled, 1))
    told, data = result.rows["read"] + result.rows["blank"], result.rows["data"]
    told += sum(code in _EXPLAINED for _, code, _ in result.rejected) + sum(one.code in _EXPLAINED for one in result.issues)
    told = min(told, data)  # headings of lists without columns are no rows below a header
    say("rows_explained", f"{told} of {data} rows are recognized: people, or another kind of row", told / max(data, 1))


def _header(way: Interpretation, say: Say) -> None:
    if way.sheet.columns is not None:
        return
    if not way.blocks[0].header:
        say("header_missing", "There is no header row")
        if has_header(way.sheet):
            say("header_above", "There is a header row, and it is not used")
        return
    texts = [text for text in way.headers.values() if not day_in(text, way.sheet.today) and not text.isdigit()]
    known = [sure for text in texts if (sure := match(text).sure)]
    say("header_known", f"{len(known)} of {len(texts)} column names are known", sum(known) / max(min(len(texts), _MANY), 1))
    _another_kind(way, say, [text for text in texts if match(text).field == "elsewhere"])
    alike = [
        way.profile[at].share(kind(text, way.sheet.today))
        for at, text in way.headers.items()
        if at < len(way.profile) and way.profile[at].count > 2 and kind(text, way.sheet.today) not in {"name", "text"}
    ]
    if not way.blocks[0].slots and alike and sum(alike) / max(len(way.headers), 1) > 0.3:
        say("header_is_data", "The row taken for the header looks like the rows below it")


def _another_kind(way: Interpretation, say: Say, strange: list[str]) -> None:
    """Whether its header is that of another kind of list. `strange`: its words that no attendance needs."""
    days = {slot.column for slot in way.blocks[0].slots}
    signed = way.sign == "signature" and bool(way.profile[way.columns["signature"]].count)
    attended = signed or way.sign in {"column", "joined", "days"} or says(way.blocks[0].context.text, "attendance")
    marked = way.profile[way.columns["attended"]] if way.sign == "column" else None
    used = days | ({way.columns["attended"]} if marked and marked.kinds["mark"] == marked.count else set())  # "Action": joined
    used |= {*counts_beside_organizations(way)}
    header = [list(enumerate(way.sheet.rows[number])) for number in way.blocks[0].header]
    cells = [[text for at, text in row if at not in used and not (days and is_total(text))] for row in header]
    states = {says for _, says in way.marks}  # a column each for those who came and who did not is found in no other list
    foreign = any(map(is_foreign, cells)) and not signed and not {"present", "absent"} <= states
    if foreign or any(other_list(row, dated=is_dated(way), attended=attended) for row in cells):
        say("foreign_header", "Its columns are those of another kind of list")
    if strange:
        told = f"Its columns are not those of an attendance list: '{strange[0]}'"
        say("columns_of_elsewhere", told, (0.17 if signed else 0.34) * len(strange))


def _presence(way: Interpretation, say: Say) -> None:
    result = way.result
    if way.blocks[0].slots:
        _matrix(way, say)
    else:
        _signs(way, say)
    marked = way.profile[way.columns["attended"]] if way.sign == "column" else None
    answered = way.sheet.choices.marks or (result.unknown and marked and (marked.states or 2 * marked.count > marked.rows))
    asks = marked and answered and heads_marks(way.headers.get(way.columns["attended"], ""))
    asks = asks or (bool(way.blocks[0].slots) and are_codes(way))
    if not way.came() and result.rows["data"] and not asks:
        say("nobody_present", "No row says that somebody was there")
    if "melt" in way.sheet.operators and way.came():
        say("people_below_days", f"Names of people are under the meeting dates: '{way.came()[0].name}'")
    if result.totals:
        agree = sum(said == read for said, read in result.totals) / len(result.totals)
        if agree >= 0.5:
            say("total_agrees", f"{agree:.0%} of the totals in the file match what was read", agree)
        elif not way.blocks[0].slots:
            said, read = result.totals[0]
            say("total_disagrees", f"The total in the file is {said}, but {read} were read")


def _matrix(way: Interpretation, say: Say) -> None:
    result, slots = way.result, way.blocks[0].slots
    total = result.states.total()
    marks = sum(count for state, count in result.states.items() if state not in {"?", "invited"})
    if result.states["invited"]:
        say("invited_only", "Some marks mean “may come”, so this may be a poll of who can come")
    if total:
        say("marks_in_cells", f"{marks} of {total} filled cells under the days are marks", (marks / total - 0.5) * 2)
        people = [text for text in result.unknown if " " in text and not text.islower() and looks_like_person(text)]
        if len(people) > 1 and 2 * len(people) > len(result.unknown):
            say("names_under_days", f"Names of people are under the meeting dates: '{people[0]}'")
        if are_codes(way):
            mark = next(iter(result.unknown))
            say("marks_to_ask", f"The same few marks are repeated, but their meaning is not known: '{mark}'")
        else:
            told = f"Most cells under the dates are not attendance marks: {total - marks} of {total}"
            say("cells_are_no_marks", told, 1 - 2 * marks / total)
        if result.quantities > _FEW:
            say("cells_are_quantities", "Cells under the days contain amounts", 4 * result.quantities / total)
    if way.sheet.turned:
        _on_its_side(way, say)
    elif not way.headers.get(way.names_at) and (letter := _bare_column(way, "name")):
        say("name_word_unknown", f"Names may also be in column {letter}, and neither column has a header")
    if not are_codes(way) and len({one.name or one.organization for one in [*result.people, *result.organizations]}) == 1:
        say("lonely_matrix", "Only one person has marks")
    dated = sum(slot.day is not None for slot in slots) / len(slots)
    days = f"{len(slots)} rows are dates" if way.sheet.turned else f"{len(slots)} columns are dates"
    say("days_across", plural(len(slots), "One column is a date", days), dated)
    cells = result.rows["read"] * len(slots)
    if len(set(result.states) - {"?"}) > 1 or total < 0.95 * cells:
        say("marks_vary", "The marks vary")


def _on_its_side(way: Interpretation, say: Say) -> None:
    """Days down and names across: the header words may be anything that is ticked off a day."""
    say("names_across", "The dates are below one another, so the column headings would be read as names")
    block, names = way.blocks[0], {one.name for one in way.result.people}
    at, today = way.columns.get("name", 0), way.sheet.today
    left = (number for number in range(block.first) if match(text_at(way.sheet.rows[number], at)).field in HEADS_NAMES)
    for number in (*left, *range(block.first, block.last)):
        row, days = way.sheet.rows[number], [slot.column for slot in block.slots]
        kinds = [kind(text, today) for day in days if " " in (text := text_at(row, day).strip())]
        if kinds.count("name") * 2 > len(days) and number not in block.about and not says(text_at(row, at), "chaired"):
            told = f"'{text_at(row, at)}' contains names of people, so each row of the sheet belongs to one of them"
            say("rows_of_another", told)
    if any("@" in text_at(row, slot.column) for row in way.sheet.rows[: min(block.header)] for slot in block.slots):
        say("rows_of_another", "The rows of days have email addresses, so each is of one person")
    if 2 * sum(says(name, "thing") for name in names) > len(names):
        say("names_of_things", "The column headings name things, not people")
    over = (text_at(row, at) for row in way.sheet.rows[: block.first])
    spoken = " / ".join([around(way), *way.headers.values(), *over])
    single = not any(" " in name for name in names) and not block.about
    if single and not says(spoken, "meeting") and not says(spoken, "attendance"):
        say("names_of_things", "The column headings are single words, and nothing mentions a meeting")


def _signs(way: Interpretation, say: Say) -> None:
    result = way.result
    if way.undated == "always" or (way.undated and not is_dated(way)):
        say("days_missing", NO_DAYS)
    if way.sign != "column" and result.remarked:
        say("absence_remarked", "Beside some names it is written that they did not come")
    if way.sign == "column":
        _column(way, say)
    elif way.sign == "joined":
        full = {"left", "minutes"} & set(way.columns)
        told = "There are columns for joining time, leaving time or time present"
        say("join_and_leave", told, 0.0 if is_only_stamped(way) else 1.0 if full else 0.8)
    elif way.sign == "heading":
        say("present_heading", f"The names are under '{way.blocks[0].heading}'")
        if len(result.came) < 2:
            say("one_name_only", "Only one name is under it")
        if "unlist" in way.sheet.operators and any(lacks_capitals(one.name) for one in result.people):
            say("names_without_capitals", "The names are in letters without capitals, so other words may look like names")
        if left := names_left_over(way):
            say("names_left_over", f"Names stand below one another where no heading says that they came: '{left}'", value=left)
    elif way.sign == "signature":
        if way.profile[way.columns["signature"]].count:
            say("presence_column", "The column of signatures says who was there")
    elif way.day_column is None:
        _only_listed(way, say)
    _unread(way, say)
    if way.sign == "listed" and result.before_day > result.rows["data"] / 4:
        say("moment_before_day", WRITTEN_BEFORE)


def _unread(way: Interpretation, say: Say) -> None:
    """What the way leaves unread, though it may say who came, or who did not."""
    if (unread := answers_left_over(way)) is not None and (way.sign != "column" or not way.headers.get(unread)):
        only_ticks = not {"present", "absent"} <= way.profile[unread].states  # below no word they may say who did not come
        letter = column_letter(unread) if only_ticks and not way.headers.get(unread) else ""
        say("answers_left_over", f"{column_called(way, unread)} contains yes and no, but is not read", value=letter)
    if way.blocks[0].header and (letter := _bare_column(way, "date")):
        say("days_left_over", f"The dates in column {letter} have no header", value=letter)
    if (word := days_in_cells(way)) is not None:
        say("several_days", f"Several dates are in one cell, in the column '{word}'", value=word)
    if word := absence_left_over(way):
        say("absence_left_over", f"'{word}' says who did not come, but nobody is read as absent")
    unclear = [at for at in way.unclear.get("attended", ()) if at in way.left]
    if way.sign == "listed":  # "Present" over words that nobody knows
        free = [at for at, one in way.left.items() if one.mark_share < _SURE and one.letters]
        unclear += [at for at in free if heads_marks(way.headers.get(at, ""))]
    if house := people_among_organizations(way):
        say("people_left_over", f"Names of people are beside the organizations, in one column: '{house}'")
    other, unknown = people_left_over(way), way.headers[unclear[0]] if unclear and way.sign != "column" else None
    if unknown is not None and holds_people(way.profile[unclear[0]]):
        other = unknown
    if other is not None:
        say("people_left_over", f"Names of people are in a second column, '{other}'", value=other)
    elif unknown is not None:
        say("status_unknown", f"The words under '{unknown}' are not known")
    invited = any(one.marks and is_invitation(way.headers.get(at, "")) for at, one in way.left.items())
    asked = is_promise(way.headers.get(way.columns.get("way", -1), ""))  # how they will come
    if way.sign == "listed" and (invited or asked):
        say("invited_only", "The entries say who was invited, not who came")
    if way.sign == "listed" and (way.unread_marks or some_left_over(way)):
        say("presence_left_over", "A column says who came, but is not read")
    elif way.unread_days > 1:
        say("presence_left_over", "The columns with days say who came, but are not read")
    if way.unread_marks:
        say("cells_left_over", "A column of marks is not used when the file is read this way")


def _column(way: Interpretation, say: Say) -> None:
    at = way.columns["attended"]
    column, word = way.profile[at], way.headers.get(at, "")
    parts = len(way.marks) > 1
    alone = not word and {"present", "absent"} <= column.states and 4 * column.count >= 3 * column.rows
    letters = alone and all(len(text) == 1 and is_word(text, "state") for text in column.sample)
    coded = way.blocks[0].context.explains(column)
    known, explicit = heads_marks(word) or match(word).is_of("name") or parts, letters or coded or speaks(column)
    if is_invitation(word):
        say("invited_only", "The entries say who was invited, not who came")
    say("presence_column", f"{column_called(way, at)} says who was there", column.mark_share if known or explicit else 0)
    if known:
        say("presence_word", f"'{word}' is a common heading for attendance")
    counted = known and not column.letters and (column.mark_share < _HALF or counts_beside(way, at))
    if (not known and not explicit) or (counted and not is_dated(way)):
        count = f"'{word}' is only a count and does not say which day"
        other = f"The marks under '{word}' are not about who came"
        say("column_of_something_else", count if counted else other, value="" if word else column_letter(at))
    if column.distinct == 1 and not explicit and len(way.marks) == 1:
        say("presence_never_varies", f"'{word}' says the same for everyone")
    if column.distinct > 1:
        say("marks_vary", "The marks vary")


def _only_listed(way: Interpretation, say: Say) -> None:
    """A list of names, and no more: whether a title says that it is one of those who came."""
    heads = [(at, cell) for number in way.blocks[0].header for at, cell in enumerate(way.sheet.rows[number]) if cell]
    bare = [word for at, word in heads if at >= len(way.profile) or not way.profile[at].count]
    to_fill = [word for word in bare if match(word).field in _TO_FILL or day_in(word, way.sheet.today)]
    if (to_fill or sum(len(word) < _MANY for word in bare) > _FEW) and not is_dated(way) and len(way.result.people) > _FEW:
        say("still_empty", f"Nobody signed or was marked under '{(to_fill or bare)[0]}', and there is no date")
    context = way.blocks[0].context
    agrees, spoken = any(said == read for said, read in way.result.totals), around(way)
    if not (says(spoken, "attendance") or agrees) or (way.of_organizations and not is_dated(way)):
        away = says(spoken if context.day_from == "file" else context.above.title or "", "away")
        if not is_dated(way) or away or (context.day_from == "file" and not says(spoken, "meeting")):
            say("no_sign_of_presence", "Nothing says who came: there is no mark, no time of joining and no day, only names")
    if any(map(_TO_SIGN.search, to_fill)):
        say("signature_empty", "There is a column for signatures, but nobody signed")
        rows = way.sheet.rows[way.blocks[0].first : way.blocks[-1].last]
        lines = sum(len(texts := texts_of(row)) == 1 and texts[0].rstrip(".)").isdigit() for row in rows)
        if lines > _FEW and not way.result.totals:  # who counted those who came wrote it up afterwards
            say(
                "lines_to_sign",
                "Nobody signed, and numbered lines are left for others: it may have been printed before the meeting",
            )
