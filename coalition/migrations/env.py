"""Alembic's entry: migrates the connection that `coalition.database` hands over."""

from alembic import context
from sqlmodel import SQLModel

import coalition.models  # noqa: F401  registers the tables

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    transactional_ddl=True,  # a migration killed half-way leaves the old schema
)
with context.begin_transaction():
    context.run_migrations()
