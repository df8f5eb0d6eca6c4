"""Row by row: who is named under which headings, and which rows are headings, totals, notes, blanks. No row is left out.

A row whose name is plainly a person's takes a short path; only the others are looked at closely.
"""

from collections.abc import Sequence
from itertools import compress

from coalition.imports.cells.dates import find_date
from coalition.imports.cells.headers import MOMENTS, NAMES, OTHER_NAMES, TIMES, are_header, fold, is_header_word, is_row_number
from coalition.imports.cells.names import instead_of_name, is_called_as_house, looks_like_organization, looks_like_person
from coalition.imports.cells.not_people import may_count
from coalition.imports.cells.people_names import (
    MAY_BE_ONE,
    Named,
    is_office,
    is_surname_like,
    looks_named,
    may_be_name,
    read_name,
)
from coalition.imports.cells.presence import mark_of
from coalition.imports.cells.row_words import (
    heads_people,
    is_before_who_signs,
    is_group,
    is_note,
    is_remark,
    is_sector,
    is_short,
    is_total,
    standing,
)
from coalition.imports.lexicon import is_long
from coalition.imports.read.heads import (
    another_table_from,
    group_as,
    is_again,
    names_behind,
    odd_leads,
    standing_of,
    uncounted,
)
from coalition.imports.read.line_values import tail_of
from coalition.imports.read.model import Block, Interpretation
from coalition.imports.read.people import Names, named_behind
from coalition.imports.read.presence import Headings, Kept, Marks, Texts
from coalition.imports.read.sheet import Table, text_at
from coalition.imports.read.values import surely_is

_LAST, _ABOUT_MEETING = 4, TIMES | {"date", "title", "place", "start"}
_NAMES, _OF_ONE = frozenset({*NAMES, *OTHER_NAMES}), TIMES | {"email"}


class Walk:
    """The rows of one table, one after the other, with the headings that stand above them."""

    def __init__(self, way: Interpretation, block: Block, rows: Table, names: Names, marks: Marks, above: Headings) -> None:
        self.way, self.block, self.rows, self.marks = way, block, rows, marks
        self.names, self.result, self.kept, self.under = names, marks.result, Kept(), above
        self.under.standing = above.standing or block.state
        days = {way.day_column: "date"} if way.day_column is not None else {}
        self.fields = days | {at: name for name, at in way.columns.items()} | {at: "attended" for at, _ in way.marks}
        own = max(block.other.headers, default=-1) + 1 if block.other else 0
        self.width = own or max((len(way.sheet.rows[at]) for at in block.header), default=10_000)
        self.number_at = next((at for at, text in way.headers.items() if is_row_number(text)), 0)
        self.numbered = is_row_number(way.headers.get(self.number_at, ""))
        self.totals, self.stretch, self.begun, self.said = list[int](), 0, 0, set[int]()  # `said`: below "Present"
        self.full = rows.is_full
        self.offices = rows.held(way.columns["organization"]) if "organization" in way.columns else set[str]()
        self.own = another_table_from(rows, full=self.full)
        heads = block.other.headers if block.other else way.headers
        self.heads = {at: text for at, text in heads.items() if text and self.fields.get(at) not in {*_NAMES, "number"}}
        self.first_head = next(iter(self.heads), 0)
        self.labels = tuple(f"{head} " for head in self.heads.values() if is_long(head))  # "Position Trainer", below the list

    def run(self) -> None:
        """Judge every row; full ones that are plainly of people, with nothing more to say of them, need no closer look."""
        leads, begun = odd_leads(self.rows.held(self.number_at), self.fields.get(self.number_at, "number")), 0
        for odd in [*(range(len(self.rows)) if leads else self._odd_rows()), len(self.rows)]:
            while begun < odd and self.under.ended:
                self._judge(begun, leads)
                begun += 1
            if begun < odd:
                self._keep_plain(begun, odd)
            if odd < len(self.rows):
                self._judge(odd, leads)
            begun = odd + 1
        self._believe_headings()

    def _believe_headings(self) -> None:
        """Where nobody below "In attendance" has a mark the heading says who came, and the empty cells say nothing."""
        marks = [at for at, name in self.fields.items() if name == "attended"]
        for stretch in self.said if marks else ():
            below = [place for place, one in enumerate(self.kept.stretch) if one == stretch]
            rows = [self.rows[self.kept.at[place] - self.block.first] for place in below]
            if not any(row[at] for row in rows for at in marks if at < len(row)):
                for place in below:
                    self.kept.state[place] = "present"

    def _odd_rows(self) -> list[int]:
        """The rows that need a closer look."""
        rows, texts, known = self.rows, self.names.texts, self.names.known
        plain = {text for text in set(texts) if text and (who := known[text]).plain and not who.people and who.sent is None}
        alike = {text for text in plain if known[text].name in self.offices}
        full = self.full and len(rows[0]) <= self.width
        odd = {at for at, row in enumerate(() if full else rows) if not all(row) or len(row) > self.width}
        odd |= {*range(self.own, len(rows)), *filter(len(rows).__gt__, (*self.block.heads, *self.block.apart))}
        again = is_again(rows, self.heads, self.first_head, full=full)
        if len(plain) < len(set(texts)) or alike or again or self.marks.delegates:
            odd.update(
                at
                for at, (row, text) in enumerate(zip(rows, texts, strict=True))
                if text not in plain or (text in alike and self._is_office(row, known[text]))
                or self._repeats_header(row) or self.marks.sent(row) is not None
            )  # fmt: skip
        return sorted(odd)

    def _keep_plain(self, first: int, last: int) -> None:
        """A stretch of rows that are plainly of people."""
        who, told = self.names.of_rows(first, last), self.marks.of_rows(first, last)
        came, places = self.under.standing or "present", list(range(self.block.first + first, self.block.first + last))
        states = [one.state or came if state == "present" else state for one, (state, _, _) in zip(who, told, strict=True)]
        if self.marks.refuse:
            kept = [not code for _, code, _ in told]
            for at in (at for at, good in enumerate(kept, first) if not good):
                self._refuse(at, *told[at - first][1:])
            places, who, states = list(compress(places, kept)), list(compress(who, kept)), list(compress(states, kept))
        self.kept.add(places, who, states, self.under, self.stretch)
        self.under.last = self.under.last and not places

    def _judge(self, offset: int, leads: set[str]) -> None:
        row, who, at = self.rows[offset], self.names[offset], self.number_at
        if offset >= self.own:
            if any(row):
                self._refuse(offset, "note")
            else:
                self.result.rows["blank"] += 1
            return
        if offset in self.block.heads or (who.plain and offset in self.block.apart):
            self._refuse(offset, "section" if offset in self.block.heads else self.block.apart[offset])
            self._break()
            self.under.head = self.block.heads.get(offset, "")
        elif self._repeats_header(row):
            self._heading(offset)
        elif not all(row) and self.names.texts[offset].startswith(self.labels):
            self._refuse(offset, "note")
        elif (
            who.plain
            and not self.under.ended
            and not (leads and at < len(row) and row[at] in leads)
            and len(row) <= self.width
            and not self._is_office(row, who)
        ):
            self._keep(offset, row, who)
        else:
            self._look(offset, row, who)

    def _repeats_header(self, row: Texts) -> bool:
        """Whether a row is the header again, in other words too; its names may have others: "Board support, Role, Initials"."""
        if len(told := list(filter(None, row))) > 1 and are_header(told[::-1]) and not any(map(standing, told)):  # names last
            return True
        if self.first_head >= len(row) or row[self.first_head] != self.heads.get(self.first_head):
            return False
        others = ((at, cell) for at, cell in enumerate(row) if cell and self.fields.get(at) not in _NAMES)
        beside = [cell == self.heads[at] if at in self.heads else is_header_word(cell) for at, cell in others]
        name = next((row[at] for at, field in self.fields.items() if field in _NAMES and at < len(row)), "")
        return len(beside) > 1 and all(beside) and not standing(name)

    def _line(self, offset: int) -> int:
        return self.way.sheet.line(self.block.first + offset)

    def _office(self, row: Texts) -> str:
        return text_at(row, self.way.columns.get("organization"))

    def _is_office(self, row: Texts, who: Named) -> bool:
        office = self._office(row)
        return office == who.name or (not office and who.name in self.offices and is_called_as_house(who.name))

    # --- what is kept, and what is told ---------------------------------------------------------------------------
    def _keep(self, offset: int, row: Texts, who: Named | None) -> None:
        sent = who.sent if who and who.sent is not None else self.marks.sent(row)
        if sent is not None:
            self._keep_delegate(offset, row, who, sent)
            return
        state, code, value = self.marks.of_row(row)
        if code:
            self._refuse(offset, code, value)
            return
        if state == "present":
            state = (who.state if who else None) or self.under.standing or state
        self.under.ended = False
        if who and who.people and MAY_BE_ONE.search(text := self.names.texts[offset]):
            self.result.notes.append((self._line(offset), "may_be_one", text))
        for part, one in enumerate(who.people if who and who.people else (who,)):
            self._note_down(offset, one, state, (part, len(who.people)) if who and who.people else None)

    def _keep_delegate(self, offset: int, row: Texts, who: Named | None, sent: str) -> None:
        """A row of somebody in whose place another came: the other was there, if it says who."""
        delegate = next((one for text in (sent, tail_of(sent)[0]) if (one := read_name(text)).plain), None)
        whose = who.name if who else ""
        self.under.ended = False
        if whose:
            self._note_down(offset, who, "excused")
        self.result.notes += [(self._line(offset), "sent_delegate", whose)] if whose and delegate is None else []
        if delegate is not None or looks_named(self._office(row)) or self.under.head:
            self.kept.sent.add(len(self.kept))
            self._note_down(offset, delegate, "present")

    def _note_down(self, offset: int, who: Named | None, state: str, part: tuple[int, int] | None = None) -> None:
        self.under.last = False
        if part:
            self.kept.part[len(self.kept)] = part
        self.kept.add([self.block.first + offset], [who], [state], self.under, self.stretch)

    def _refuse(self, offset: int, code: str, value: str = "") -> None:
        text = value or next(filter(None, self.rows[offset]), "")
        self.under.signed |= (signs := is_before_who_signs(text))
        code = "note" if signs else code
        self.result.rejected.append((self._line(offset), code, text))
        self.totals += [self.block.first + offset] if code == "total" else []
        if code in {"note", "total"} and self.kept:  # single names below are no longer the list: who signs a sheet
            several = (sum(map(bool, self.rows[at - self.block.first])) > 1 for at in self.kept.at[-_LAST:])
            self.under.ended |= any(several) or (signs and not any(self.rows[offset - 1]))

    def _break(self, *, blank: bool = False) -> None:
        """Another part begins; an empty row directly below an organization parts nobody from it."""
        self.stretch += 1
        if blank and self.begun == len(self.kept) and self.stretch - 1 in self.said:
            self.said.add(self.stretch)
        self.under.head = self.under.head if blank and self.begun == len(self.kept) else ""
        self.begun = len(self.kept)

    # --- a row that is not plainly a person -------------------------------------------------------------------------
    def _look(self, offset: int, row: Texts, who: Named) -> None:
        filled = [(at, cell) for at, cell in enumerate(row) if cell]
        numbers = all(at == self.number_at and cell.rstrip(".)").isdigit() for at, cell in filled)
        if not any(cell.strip("-=:") for cell in row) or (numbers and self.way.columns.get("name") != self.number_at):
            self.result.rows["blank"] += 1
            if numbers:  # else a line is drawn below the header
                self._break(blank=True)
            return
        texts = [(at, cell) for at, cell in filled if not (at == self.number_at and cell.rstrip(".)").isdigit())] or filled
        lead = texts[0][1]
        state = standing_of(cell for at, cell in texts if not self._is_mark(at)) if len(texts) > 1 and not who.plain else None
        joined = self.way.columns.get("last_name") if "first_name" in self.way.columns else None  # with the first name
        named = [(at, cell) for at, cell in texts if at != joined]
        named = [(at, self.names.texts[offset] if self.fields.get(at) == "first_name" else cell) for at, cell in named]
        away = named_behind(named or texts, self.way.columns.get("organization"))
        if who.state and not (len(filled) == 1 and standing(lead) and " " not in who.name):
            self._keep(offset, row, who)
        elif state:
            self._heading(offset, said=state)
        elif away and (len(texts) > 1 or self.names.somebody_below(offset)):
            self._keep_bare(offset, row, away)
        elif is_total(lead) and not (who.plain and texts[0][0] == self.number_at and lead[0].isdigit()):
            self._refuse(offset, "total")
            self._break()
        elif len(texts) == 1:
            self._alone(offset, row, texts[0], who, numbered=len(filled) > 1)
        elif extra := self._beyond(row, filled):
            self._refuse(offset, "extra_cells", str(extra))
        elif (said := standing(lead)) and who.plain:
            labels = self.rows.column(texts[0][0])
            if labels.count(lead) == 1 or "present" in map(standing, set(labels)):  # else it is about the person of its row
                self.under.standing, self.under.sector = said, ""
            self._keep(offset, row, who._replace(state=said))
        elif is_note(lead) or (self.under.signed and self.numbered and texts[0][0] == self.number_at):
            self._refuse(offset, "note")  # words where numbers stood: who signs the list
        elif not who.name:
            self._nameless(offset, row, texts)
        else:
            self._doubtful(offset, row, who, texts)

    def _beyond(self, row: Texts, filled: Sequence[tuple[int, str]]) -> int:
        """How many cells stand beyond the header, where a comma nobody quoted has moved those that are read."""
        read = max(self.fields, default=-1)
        cell = row[read] if 0 <= read < len(row) else ""
        more = [mark_of(text) for at, text in filled if at >= self.width]
        kept = surely_is(self.fields.get(read, ""), cell, self.way.sheet.today) and not {"absent", "excused"} & {*more}
        return 0 if kept else len(more)

    def _keep_bare(self, offset: int, row: Texts, who: Named) -> None:
        """People of one row that holds nothing but names: it changes nothing for those below."""
        first, above = len(self.kept), self.under.head
        self._break()
        self._keep(offset, row, who)
        self.kept.bare.update(range(first, len(self.kept)))
        self._break()
        self.under.head = above

    def _alone(self, offset: int, row: Texts, cell: tuple[int, str], who: Named, *, numbered: bool) -> None:
        """One text in the row: a heading, a note, an organization or somebody of whom only the name is known."""
        at, text = cell[0], cell[1].lstrip("# ") or cell[1]  # a comment may tell the day: "# 14 May 2026"
        field = self.fields.get(at)
        state, follow = standing(text), self.names.people_below(offset)
        if state and not self._is_mark(at):
            self._heading(offset, "section" if self.names.somebody_below(offset) else "note", said=state, text=text)
        elif heads_people(text) and not numbered and (follow or (self.under.ended and self.names.somebody_below(offset))):
            self.under.standing, self.under.sector, self.under.ended = "present", "", False
            self._heading(offset)
        elif is_remark(text) or (self.under.ended and not numbered and not follow):
            self._refuse(offset, "note")
        elif is_short(text) and not numbered and find_date(text, today=self.way.sheet.today) and follow:
            self.under.day = text
            self._heading(offset)
        elif field in _NAMES and not is_sector(text):
            self._doubtful(offset, row, who, [cell])
        elif field == "attended" and mark_of(text) != "present":
            self.result.rows["blank"] += 1
        elif field == "organization" and not is_group(text):
            self._organization(offset, row, text, numbered=numbered)
        elif field in {"attended", *_ABOUT_MEETING} or "@" in text:
            self._refuse(offset, "no_name")
        elif is_short(text) and not numbered and follow:
            self.under.sector = uncounted(text)
            self._heading(offset, "section" if "organization" in self.way.columns else group_as(text))
        else:
            self._refuse(offset, "note")

    def _is_mark(self, at: int) -> bool:
        """Whether what stands in a column is about the person of its row alone."""
        return self.fields.get(at) == "attended" or any(slot.column == at for slot in self.block.slots)

    def _heading(self, offset: int, code: str = "section", said: str = "", text: str = "") -> None:
        """A heading; where it `said` of the people below whether they were there, whatever stood above it has ended."""
        if said:
            self.under.standing, self.under.ended = said, False
            self.under.sector = text.rstrip(" :") if said == "present" and is_sector(text) else ""
        self.under.last = bool(self.under.standing) and not any(map(names_behind, self.rows[offset]))
        self._refuse(offset, code)
        self._break()
        if said == "present":
            self.said.add(self.stretch)

    def _organization(self, offset: int, row: Texts, text: str, *, numbered: bool) -> None:
        """An organization alone: a heading if its people follow without one, else present without a name."""
        below = self.names.next_row(offset)
        if not numbered and below < len(self.rows) and self.names[below].plain and not self._office(self.rows[below]):
            self._heading(offset)
            self.under.head = uncounted(text)
        elif is_short(text) or numbered:
            self._presence(offset, row)
        else:
            self._refuse(offset, "note")

    def _presence(self, offset: int, row: Texts, otherwise: str = "") -> None:
        """An organization without a person; `otherwise`: its name, where the column of organizations is empty."""
        above, self.under.head = self.under.head, otherwise or self.under.head
        if self.under.ended and self.numbered and not any(row[self.number_at : self.number_at + 1]):
            self._refuse(offset, "note")  # below a numbered list: of whoever signs it
        elif may_count(otherwise or self._office(row)):
            self._refuse(offset, "total")
        else:
            self._keep(offset, row, None)
        self.under.head = above

    def _nameless(self, offset: int, row: Texts, texts: Sequence[tuple[int, str]]) -> None:
        """Several cells, none of them a name."""
        fields = {self.fields.get(at) for at, _ in texts}
        if (self.numbered and texts[0][0] == self.number_at) or any(is_total(cell) or is_note(cell) for _, cell in texts[:2]):
            self._refuse(offset, "note")
        elif looks_named(self._office(row)) and (self.way.of_organizations or not fields & {"email", *MOMENTS}):
            self._presence(offset, row)
        else:
            self._refuse(offset, "note" if fields <= {None} else "no_name")

    def _doubtful(self, offset: int, row: Texts, who: Named, texts: Sequence[tuple[int, str]]) -> None:
        """There is something in the column of names, and it is not plainly a person."""
        name, organization = who.name, self._office(row)
        others, head = [cell for _, cell in texts if cell != name], is_header_word(name)
        if who.code:
            self._refuse(offset, who.code, name)
        elif 2 * sum(is_header_word(cell) and (head or not self._is_mark(at)) for at, cell in texts) > len(texts):
            self._refuse(offset, "section")
            self._break()
        elif head and not any(map(looks_named, others)):
            self._refuse(offset, "total")  # "Attendance" and how many
        elif name and (self._is_office(row, who) or fold(organization) == fold(name)):
            self._presence(offset, row, name)
        elif standing(name):
            self._refuse(offset, "note")
        elif is_office(name) or (looks_like_organization(name) and not (organization and is_surname_like(name))):
            self._presence(offset, row, name)
        elif looks_named(name) and (who.plain or looks_like_person(name) or self._is_told_of(name, texts)):
            self._keep(offset, row, who)
        elif len(texts) == 1:
            self._refuse(offset, "note")
        elif (behind := read_name(name.partition(":")[2])).plain and " " in behind.name and not is_note(name):
            self.result.rejected.append((self._line(offset), "placeholder", name.partition(":")[0]))  # "Alternate: Ann Lee"
            self._keep(offset, row, behind)
        else:
            self._refuse(offset, instead_of_name(name), name)

    def _is_told_of(self, name: str, texts: Sequence[tuple[int, str]]) -> bool:
        """Whether the rest of the row is about somebody, however the name is typed: marks, or an address."""
        marked = sum(map(str.isdigit, name)) == 1 and any(self._is_mark(at) for at, _ in texts)
        words = [word for word in name.split() if word.isalpha()]
        shown = len(words) > 1 and looks_like_person(" ".join(words)) and any(self.fields.get(at) in _OF_ONE for at, _ in texts)
        return len(texts) > 1 and (may_be_name(name) or shown or marked)
