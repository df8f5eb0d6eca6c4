"""What files and hands did to the rows, and the settings."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field, SQLModel

from coalition import vocabulary as v
from coalition.models.base import one_of

SEPARATE_FROM = "separate:"
"""Key of a decision in `ImportBatch.summary`: "separate:" and the key of an organization -> keys, with bars between, of those
it is not."""


HOW_IT_IS_READ = "how it is read"
"""Key of a decision: what a person corrected of how a file is read, as JSON."""
SHAPE = "header of a corrected file"
"""Key of a decision: the key of the header (`imports.saved_answers`) for which that correction is remembered."""


class ImportBatch(SQLModel, table=True):
    """One confirmed file. Undo looks for `batch_id` in the other tables and for the `change` rows of the batch."""

    __tablename__ = "import_batch"
    __table_args__ = (Index("ix_import_batch_content_hash", "content_hash"),)
    id: int | None = Field(default=None, primary_key=True)
    kind: v.BatchKind = Field(sa_type=one_of(v.BatchKind))
    state: v.BatchState = Field(default=v.BatchState.COMMITTED, sa_type=one_of(v.BatchState))
    file_name: str  # as uploaded
    content_hash: str  # SHA-256 of the bytes, hex
    format: str  # as `read` prints it, e.g. signin_sheet
    committed_at: datetime
    committed_by: str | None = None  # who confirmed it; None: not told
    undone_at: datetime | None = None
    summary: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))  # counts of the plan


class ImportIssue(SQLModel, table=True):
    """One problem in one row of a confirmed file, as it was told: code of docs/import-issues.md, row number, sentence."""

    __tablename__ = "import_issue"
    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="import_batch.id", ondelete="CASCADE", index=True)
    line: int | None = None  # row number as the spreadsheet shows it, or with its sheet (decision 51); None: the file
    code: str
    why: str
    raw: str | None = None  # the row as written; always None for shared cases


class Change(SQLModel, table=True):
    """One change of one stored row, by hand or by a file; never edited, never deleted. Undo and history read it."""

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_table_name_row_id", "table_name", "row_id"),)
    id: int | None = Field(default=None, primary_key=True)
    at: datetime  # when
    by: str | None = None  # who; None: not told
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id", ondelete="CASCADE", index=True)
    table_name: str  # table of the changed row
    row_id: int  # its id; 0: the settings, which are its columns
    action: v.ChangeAction = Field(sa_type=one_of(v.ChangeAction))
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))  # changed columns only; None: created
    after: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))  # changed columns only; None: deleted


class ForgottenDecision(SQLModel, table=True):
    """What files of before this instant were answered about a name, or a header, counts no more: the next one asks again."""

    __tablename__ = "forgotten_decision"
    id: int | None = Field(default=None, primary_key=True)
    name_key: str  # matching.organization_key of the name; "header:" and a key: how files with that header are read
    other_key: str | None = None  # that of the organization it was said not to be; None: whatever was said of the name
    forgotten_at: datetime
    forgotten_by: str | None = None  # who; None: not told


class Setting(SQLModel, table=True):
    """One setting of this coalition (names and defaults: coalition.settings) or counter of the system (`data_version`)."""

    __tablename__ = "setting"
    key: str = Field(primary_key=True)
    value: Any = Field(sa_column=Column(JSON, nullable=False))
