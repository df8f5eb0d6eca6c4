"""Typed names of organizations -> known ones, new ones, and the questions between: for every kind of file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress

from sqlalchemy import String, select, type_coerce
from sqlmodel import Session, col

from coalition.database import rows_in
from coalition.imports.issues import RowIssue, issue
from coalition.imports.lookups import organization_ids
from coalition.imports.matching.keys import organization_key
from coalition.imports.matching.likeness import Known, Likely, Likeness
from coalition.imports.plan import Answers, Ids, Option, Question, Record, asked, is_decided
from coalition.models import Organization, OrganizationAlias
from coalition.models.ledger import SEPARATE_FROM
from coalition.vocabulary import Sector

SEPARATE = "separate"
READ_AS = "read_as:"  # key of a decision, before the key of a name: the organization it was read as without asking
SAME_AS = "same-as:"  # an answer, before the key of a name: not by its id, which may be another one once it is written again
_QUESTION = "organization:"
_SIMILAR = "similar_organization"
Sectors = Iterable[tuple[str, Sector | None]]


@dataclass
class OrganizationMatch:
    """Every organization a file names, by `ref`: its place in the columns below."""

    by_text: dict[str, int] = field(default_factory=dict)  # {name as written: ref}; names without a letter are not in it
    ids: Ids = field(default_factory=list)  # None: to be created
    names: list[str] = field(default_factory=list)  # of the new ones as first written
    keys: list[str] = field(default_factory=list)
    # {ref: sector} the file tells of new ones, and of stored ones whose sector was not known
    sectors: dict[int, Sector] = field(default_factory=dict)
    # (as written, key, ref) of spellings the person said are the same
    aliases: list[tuple[str, str, int]] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)  # one per new name that looks like a known one
    decisions: dict[str, str] = field(default_factory=dict)  # kept with the import beside their answers
    # {key: the known one it is without asking}: written otherwise, or on `matching.curated`; no spelling is stored for it
    read_as: dict[str, Likely] = field(default_factory=dict)
    notices: list[RowIssue] = field(default_factory=list)  # one per name in `read_as`: as what it is read, and why
    _unused: set[int] = field(default_factory=set)

    def new(self) -> list[int]:
        """Refs of the organizations to be created."""
        return [ref for ref, stored in enumerate(self.ids) if stored is None and ref not in self._unused]

    def sectors_learned(self) -> dict[int, Sector]:
        """{ref: sector} of the stored ones."""
        return {ref: sector for ref, sector in self.sectors.items() if self.ids[ref] is not None}

    def add(self, row_id: int | None, name: str, key: str) -> int:
        """One more; returns its ref."""
        self.ids.append(row_id)
        self.names.append(name)
        self.keys.append(key)
        return len(self.ids) - 1

    def leave_out_unused(self, used: set[int]) -> None:
        """Create none, and ask about none, that no row which changes anything needs (refs of those that are needed)."""
        self._unused = {ref for ref, stored in enumerate(self.ids) if stored is None} - used
        keys = {f"{kind}{self.keys[ref]}" for ref in self._unused for kind in (_QUESTION, SEPARATE_FROM)}
        self.questions = [question for question in self.questions if question.key not in keys]
        self.decisions = {key: told for key, told in self.decisions.items() if key not in keys}

    def write(self, record: Record) -> Ids:
        """Create the new ones, keep the confirmed spellings, fill in sectors; returns the ids, by ref."""
        told = zip(self.names, self.keys, map(self.sectors.get, range(len(self.ids))), strict=True)
        rows = [{"name": name, "name_key": key, "sector": sector} for name, key, sector in told]
        ids = record.add_new("organization", self.ids, {ref: rows[ref] for ref in self.new()})
        spelled = ({"organization_id": ids[ref], "alias": alias, "alias_key": key} for alias, key, ref in self.aliases)
        record.add_rows("organization_alias", (row | record.confirmed() for row in spelled))
        learned = self.sectors_learned().items()
        record.change("organization", ((ids[ref] or 0, {"sector": sector}) for ref, sector in learned))
        return ids


def match_organizations(
    session: Session, texts: Sequence[str | None], lines: Sequence[Sequence[int]], *, answers: Answers, sectors: Sectors = ()
) -> OrganizationMatch:
    """Match the names of a file in the order in which they first appear. `texts`: as written; `lines`: the rows of each.

    `sectors`: (name as written, what a row tells); of several the first counts.
    """
    match = OrganizationMatch()
    key_of = {text: organization_key(text) for text in dict.fromkeys(texts) if text}
    first: dict[str, str] = {}  # the first spelling of each; names without a letter have none
    for text, key in key_of.items():
        if key:
            first.setdefault(key, text)
    ref_of = _known(session, match, list(first))
    if unknown := {key: name for key, name in first.items() if key not in ref_of}:
        _add_unknown(session, match, unknown, ref_of, answers)
    match.by_text = {text: ref_of[key] for text, key in key_of.items() if key in ref_of}
    _tell_sectors(session, match, sectors)
    rows = {key: list[int]() for key in (*match.read_as, *(q.key.removeprefix(_QUESTION) for q in match.questions))}
    spelled = {text: rows[key] for text, key in key_of.items() if key in rows}
    for name, its in compress(zip(texts, lines, strict=True), map(spelled.__contains__, texts)) if rows else ():
        spelled[name or ""] += its
    match.questions = [replace(q, lines=tuple(sorted(rows[q.key.removeprefix(_QUESTION)]))) for q in match.questions]
    for key, likely in match.read_as.items():
        at, known = min(rows[key], default=None), likely.known.name
        match.notices.append(issue("read_as_known", at, value=first[key], known=known, reason=likely.reason))
    return match


def _known(session: Session, match: OrganizationMatch, keys: list[str]) -> dict[str, int]:
    """{key: ref} of the names that are stored, as a name or as a confirmed spelling."""
    stored = organization_ids(session)
    ids = {key: stored[key] for key in keys if key in stored}
    query = select(*map(col, (Organization.id, Organization.name, Organization.name_key)))
    ref_of_id = {
        row_id: match.add(row_id, *told) for row_id, *told in rows_in(session, query, col(Organization.id), ids.values())
    }
    return {key: ref_of_id[row_id] for key, row_id in ids.items()}


def _add_unknown(
    session: Session, match: OrganizationMatch, unknown: dict[str, str], ref_of: dict[str, int], answers: Answers
) -> None:
    """Names that are not stored: read as a stored or earlier new one where that is certain, asked where likely, else new."""
    likeness, stored = Likeness(), {}
    for row_id, known in stored_names(session):
        stored[known.value] = (row_id, known.name)
        likeness.add(known)
    before = list(range(len(likeness.known), len(likeness.known) + len(unknown)))
    for key, name in unknown.items():
        likeness.add(Known(f"{SAME_AS}{key}", name))
    for (key, name), likely in zip(unknown.items(), likeness.best(list(unknown.values()), before), strict=True):
        apart = {other for pair in answers.separate if key in pair for other in pair}
        alike = [other for other in likely if organization_key(other.known.name) not in apart]
        answer = _answer(match, key, name, alike, answers)
        if answer == SEPARATE:
            ref_of[key] = match.add(None, name, key)
            continue
        if answer in stored:
            row_id, known_name = stored[answer]
            ref_of[key] = match.ids.index(row_id) if row_id in match.ids else match.add(row_id, known_name, "")
        else:
            ref_of[key] = ref_of[answer.removeprefix(SAME_AS)]
        if key not in match.read_as:
            match.aliases.append((name, key, ref_of[key]))


def stored_names(session: Session) -> list[tuple[int, Known]]:
    """(id, how a typed name may name it) of every stored organization: its name, acronym and confirmed spellings."""
    also: dict[int, list[str]] = {}
    spellings = select(col(OrganizationAlias.organization_id), col(OrganizationAlias.alias)).order_by(col(OrganizationAlias.id))
    for row_id, alias in session.execute(spellings):
        also.setdefault(row_id, []).append(alias)
    columns = (Organization.id, Organization.name, Organization.acronym, Organization.name_key)
    return [
        (row_id, Known(f"{SAME_AS}{key}", name, acronym, tuple(also.get(row_id, ()))))
        for row_id, name, acronym, key in session.execute(select(*map(col, columns)).order_by(col(Organization.id)))
    ]


def _answer(match: OrganizationMatch, key: str, name: str, alike: list[Likely], answers: Answers) -> str:
    """Which option holds for a name: what is certain (told), what was answered, or that it is another organization."""
    if not alike:
        return SEPARATE
    question_key = f"{_QUESTION}{key}"
    given = answers.by_question.get(question_key)
    if alike[0].is_same and given != SEPARATE:
        match.read_as[key] = alike[0]
        match.decisions[f"{READ_AS}{key}"] = alike[0].known.name
        return alike[0].known.value
    likeliest = alike[0].known.name
    options = [Option(other.known.value, f"The same as {other.known.name} ({other.reason})") for other in alike]
    told = issue(_SIMILAR, value=name, known=likeliest)
    match.questions.append(question := asked(told, options, key=question_key, holds_rows=False, about=(name, likeliest)))
    answer = question.answered(answers.by_question) or SEPARATE
    if answer == SEPARATE and is_decided(question, answers):
        match.decisions[f"{SEPARATE_FROM}{key}"] = "|".join(organization_key(other.known.name) for other in alike)
    return answer


def _tell_sectors(session: Session, match: OrganizationMatch, sectors: Iterable[tuple[str, Sector | None]]) -> None:
    """The first sector told for each: of new ones, and of stored ones that have none."""
    told: dict[int, Sector] = {}
    for text, sector in sectors:
        if sector and text in match.by_text:
            told.setdefault(match.by_text[text], sector)
    query = select(col(Organization.id)).where(type_coerce(col(Organization.sector), String).is_(None))
    stored = {row_id for ref in told if (row_id := match.ids[ref]) is not None}
    lacking = {None, *(row_id for (row_id,) in rows_in(session, query, col(Organization.id), stored))}
    match.sectors = {ref: sector for ref, sector in told.items() if match.ids[ref] in lacking}
