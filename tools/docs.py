"""Writes the generated pages under docs/ from the code: data dictionary, decisions and more. `--check`: are they fresh?"""

import ast
import inspect
import re
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import CheckConstraint, Column, Enum, Table, UniqueConstraint
from sqlmodel import SQLModel

from coalition import models
from coalition.imports.formats.registry import every_format
from coalition.imports.issues import CATALOGUE, Scope
from coalition.models import cases, checklists, ledger, members, papers, publishing, recording, referring, resources, services
from coalition.vocabulary import STATES
from tools.environment import ROOT

_NOTICE = "<!-- Written by `make docs` from the code; changes made here are lost. -->\n"
_MODULES: dict[ModuleType, str] = {
    members: "Places, members, people, meetings",
    services: "Services and what was agreed about them",
    cases: "Shared cases, referrals, promises",
    referring: "Steps of referrals, consent",
    checklists: "Checklists, and what was settled before a case breaks",
    recording: "Meetings while they are recorded, and their notes",
    papers: "Agendas and closed minutes",
    resources: "Shared resources",
    publishing: "Published counts",
    ledger: "Imports, history, settings",
}

PERSONAL, CASE, PLAIN = "personal", "case", "plain"
_PERSONAL = {
    "person": {"name", "name_key", "email", "phone", "role"},
    "contact": {"name", "role", "phone", "email", "languages"},
    "attendance": {"name_as_written"},
    "draft_attendance": {"name"},
    "minutes_version": {"said", "closed_by"},
    "organization_alias": {"confirmed_by"},
    "import_batch": {"committed_by"},
    "import_issue": {"why", "raw"},
    "change": {"by", "before", "after"},
    "service": {"assured_by"},
    "coverage_check": {"confirmed_by"},
    "referral_step": {"by"},
    "case_consent": {"noted_by"},
    "publication": {"published_by", "withdrawn_by"},
}
_CASE_TABLES = {
    *("shared_case", "case_need", "referral", "referral_step", "case_consent", "consent_organization"),
    "case_item_state",
}
_COMMON = {"id": "The row's number; never given twice.", "batch_id": "The import that brought the row. Empty: made by hand."}


def sensitivity(table: str, column: str) -> str:
    """The class of a column: `personal` (a professional), `case` (a survivor's case, without identity), or `plain`."""
    if column in _PERSONAL.get(table, set()):
        return PERSONAL
    return CASE if table in _CASE_TABLES else PLAIN


# --- data dictionary ------------------------------------------------------------------------------------------------


def data_dictionary() -> str:
    """The page of all tables, columns and rules."""
    parts = [
        _NOTICE,
        "# Data dictionary\n",
        "Every table and column, from `coalition/models/`. Dates end in `_on`, instants in `_at` (UTC), booleans start with "
        "`is_` or `has_`. A column that may be empty says what empty means: *not told* is never zero.\n",
        "**Sensitivity** of a column: `personal` says something about a professional who acts for an organization; `case` "
        "belongs to a shared case (known by code only: no table holds who the person is); `plain` is neither.\n",
    ]
    for module, title in _MODULES.items():
        parts.append(f"## {title}\n")
        parts += [_table_section(model) for model in _models_of(module)]
    return "\n".join(parts)


def _models_of(module: ModuleType) -> list[Any]:
    found = [value for name, value in vars(module).items() if name in models.__all__ and value.__module__ == module.__name__]
    return sorted(found, key=lambda model: inspect.getsourcelines(model)[1])


def _table_section(model: Any) -> str:
    table: Table = model.__table__
    comments = _comments(model)
    lines = [f"### {table.name}\n", f"{inspect.cleandoc(model.__doc__)}\n"]
    lines += ["| column | type | empty? | meaning | sensitivity |", "|---|---|---|---|---|"]
    for column in table.columns:
        meaning = _meaning(column, comments.get(column.name, ""))
        empty = "yes" if column.nullable else "no"
        row = (f"`{column.name}`", _type(column), empty, _cell(meaning), sensitivity(table.name, column.name))
        lines.append(f"| {' | '.join(row)} |")
    rules = _rules(table)
    return "\n".join(lines + (["\nRules:\n", *rules] if rules else []) + [""])


def _comments(model: Any) -> dict[str, str]:
    """{column: the comment that stands behind it in the source}."""
    source = inspect.getsource(model).splitlines()
    body = ast.parse(textwrap.dedent(inspect.getsource(model))).body[0]
    assert isinstance(body, ast.ClassDef)
    fields = [node for node in body.body if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)]
    found = {}
    for node in fields:
        comment = re.search(r"  # (.*)$", source[(node.end_lineno or node.lineno) - 1])
        if comment and isinstance(node.target, ast.Name):
            found[node.target.id] = comment[1]
    return found


def _meaning(column: Column[Any], comment: str) -> str:
    """The comment where it says what the column is; a comment that only says what empty means follows the usual words."""
    if comment and not comment.startswith("None:"):
        return comment.replace("None:", "empty:")
    usual = _COMMON.get(column.name) or _meaning_of(column)
    return f"{usual.removesuffix(' Empty: not told.')} {comment.replace('None:', 'Empty:')}".strip()


def _meaning_of(column: Column[Any]) -> str:
    if isinstance(column.type, Enum) and column.type.enum_class:
        listed = inspect.getdoc(column.type.enum_class) or ""
        return listed.splitlines()[0]
    for key in column.foreign_keys:
        return f"Row of `{key.column.table.name}`."
    words = re.sub(r"_(on|at)$", "", column.name).removeprefix("is_").removeprefix("has_").replace("_", " ")
    return f"{words.capitalize()}." + (" Empty: not told." if column.nullable else "")


def _type(column: Column[Any]) -> str:
    if isinstance(column.type, Enum):
        return "one of " + ", ".join(f"`{value}`" for value in column.type.enums)
    kinds = {"JSON": "JSON", "UTCDateTime": "instant (UTC)", "Date": "date", "Boolean": "yes/no", "Integer": "whole number"}
    kind = kinds.get(type(column.type).__name__, "number" if type(column.type).__name__ == "Float" else "text")
    return kind + "".join(f" → `{key.column.table.name}`" for key in column.foreign_keys)


def _rules(table: Table) -> list[str]:
    checks = [c for c in table.constraints if isinstance(c, CheckConstraint)]
    uniques: list[Any] = [c for c in table.constraints if isinstance(c, UniqueConstraint)]
    uniques += [index for index in table.indexes if index.unique]
    lines = [f"- `{c.name}`: {c.sqltext}" for c in checks]
    for rule in uniques:
        only = rule.dialect_options["sqlite"]["where"] if hasattr(rule, "unique") else None
        where = f", where {only}" if only is not None else ""
        lines.append(f"- `{rule.name}`: no two rows with the same {', '.join(c.name for c in rule.columns)}{where}")
    return sorted(lines)


# --- catalogue of import issues -------------------------------------------------------------------------------------

_WHAT_HAPPENS = {
    Scope.FILE: "The whole file is refused; nothing of it is stored.",
    Scope.ROW: "The row is refused and can be downloaded with the reason; the other rows are read.",
    Scope.NOT_A_PERSON: "The row is no person: it is counted, and nobody is made of it.",
    Scope.QUESTION: "A person decides; rows may wait for the answer.",
    Scope.NOTICE: "The row is read all the same; it is worth a look.",
}


def import_issues() -> str:
    """The page of everything that can be said about a row or a file."""
    parts = [
        _NOTICE,
        "# What the importer can say\n",
        "One line per code, from `coalition/imports/issues.csv`. Codes are stable: `python -m coalition read` prints them as "
        "`code` of a row or as a flag of the file. Words in braces are filled in.\n",
    ]
    for scope in Scope:
        rows = [
            f"| `{code}` | {_cell(kind.sentence)} | {_cell(kind.suggestion)} |"
            for code, kind in CATALOGUE.items()
            if kind.scope is scope
        ]
        parts += [f"## {scope.value.capitalize()}\n", f"{_WHAT_HAPPENS[scope]}\n"]
        parts.append("\n".join(["| code | what is said | what to do |", "|---|---|---|", *rows, ""]))
    return "\n".join(parts)


# --- formats ----------------------------------------------------------------------------------------------------------


def formats() -> str:
    """The page of every attendance format that is read, with its sample."""
    parts = [
        _NOTICE,
        "# What can be read\n",
        "Every format of attendance, from the files of `coalition/imports/formats/`; the same stands under *File "
        "formats* with each sample to download. All people and organizations in the samples are invented.\n",
    ]
    for form in every_format():
        parts.append(f"## {form.title}\n\n`{form.name}`. {form.how}\n")
        if form.sample:
            text = form.sample.text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
            parts.append(f"`{form.sample.file}`, {form.sample.people} people were there:\n\n```text\n{text}\n```\n")
    return "\n".join(parts)


def glossary() -> str:
    """docs/glossary.md with its table of states written anew, in the order in which the code decides."""
    page = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = ["| state | word | shown as | meaning | weight | rank |", "|---|---|---|---|---|---|"]
    rows += [
        f"| `{state}` | {its.label} | {its.sign_of(its.typical)} | {its.meaning} | {its.weight:g} | {its.rank + 1} |"
        for state, its in STATES.items()
    ]
    found = re.compile(r"(<!-- states: written by `make docs` -->\n).*?(<!-- end of states -->)", re.DOTALL)
    return found.sub(lambda part: part[1] + "\n".join(rows) + "\n" + part[2], page)


_NEVER_GIVEN = {15: "Never written: no commit and no message of the history holds a record of this number."}


def decisions() -> str:
    """The page of all decisions: number and title, which say what was decided; and of numbers that none has."""
    titles = {int(path.name[:4]): (path.name, path.read_text(encoding="utf-8").splitlines()[0]) for path in _records()}
    lines = [
        _NOTICE,
        "# Decisions\n",
        "Why the house is as it is. A record is changed where the code teaches better, in the same commit.\n",
        "| | decided |",
        "|---|---|",
    ]
    for number in range(1, max(titles) + 1):
        if number in titles:
            name, title = titles[number]
            lines.append(f"| {number} | [{_cell(title.partition('. ')[2])}]({name}) |")
        else:
            lines.append(f"| {number} | {_NEVER_GIVEN.get(number, 'No record has this number.')} |")
    return "\n".join([*lines, ""])


def _records() -> list[Path]:
    return sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


PAGES: dict[str, Callable[[], str]] = {
    "data-dictionary.md": data_dictionary,
    "import-issues.md": import_issues,
    "formats.md": formats,
    "glossary.md": glossary,
    "decisions/README.md": decisions,
}
"""File name under docs/ -> what writes it."""


def stale() -> list[str]:
    """Names of the generated pages that are not what the code says now."""
    folder = ROOT / "docs"
    return [n for n, write in PAGES.items() if not (folder / n).exists() or (folder / n).read_text(encoding="utf-8") != write()]


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check only look; returns the exit status."""
    assert SQLModel.metadata.tables
    if "--check" in arguments:
        found = stale()
        print(f"not fresh: {', '.join(found)}; run make docs" if found else "the generated pages are fresh")
        return 1 if found else 0
    for name, write in PAGES.items():
        (ROOT / "docs" / name).write_text(write(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
