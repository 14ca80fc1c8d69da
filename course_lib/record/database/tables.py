"""The tables, and the version that they have."""

import uuid

import sqlalchemy as sa
from sqlalchemy.schema import CreateIndex, CreateTable

from course_lib.record.codes import InTheWayError
from course_lib.record.database.sqlite import FileConnection

Connection = sa.Connection | FileConnection
"""What is read and written within one transaction."""

SCHEMA = 3
"""The version of the tables below, kept in SQLite's `user_version`, elsewhere in a table of its own.

1 had no index by place and no id. 2 had them, kept the collation that a database in PostgreSQL had, and counted
writings in two columns of `record`, which nobody reads anymore.
"""

TABLES = sa.MetaData()
ATTEMPT = sa.Table(
    "attempt",
    TABLES,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("learner", sa.Text, nullable=False),
    # Compared letter by letter, as an index of "places that begin with" needs it.
    sa.Column("place", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
    sa.Column("item", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("right", sa.Boolean, nullable=False),
    sa.Column("unsafe", sa.Boolean, nullable=False),
    sa.Column("score", sa.Double, nullable=False),
    sa.Column("confidence", sa.Text),
    sa.Column("hints", sa.Integer, nullable=False),
    sa.Column("seconds", sa.Double),
    sa.Column("at", sa.Text, nullable=False),
    sa.Index("ix_attempt_learner", "learner", "number"),
    sa.Index("attempt_by_place", "learner", "place", "number"),
)
# A row for each time a learner was chosen or renamed: the last row is the current learner.
LEARNER = sa.Table(
    "learner",
    TABLES,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
)

# One row: which record this is, and the version of its tables.
RECORD = sa.Table(
    "record",
    TABLES,
    sa.Column("id", sa.Text, nullable=False),
    sa.Column("schema", sa.Integer, nullable=False),
)


WHICH, VERSION = sa.select(RECORD.c.id), sa.select(RECORD.c.schema)
BEGIN, UPDATE = sa.insert(RECORD), sa.update(RECORD).values(schema=SCHEMA)
TABLES_THERE = "SELECT name FROM sqlite_master WHERE type = 'table'"


def version_of(connection: Connection) -> int:
    """Return the version of the tables that are there; 0 where there are none.

    Raises InTheWayError where the file is another program's, which counts its own versions, or where another
    program took a table away.
    """
    if not isinstance(connection, FileConnection):
        return _version_elsewhere(connection)
    version = int(connection.exec_driver_sql("PRAGMA user_version").scalar())
    there = {name for (name,) in connection.exec_driver_sql(TABLES_THERE)}
    if version < 1:  # lost where another program made the file from the rows of this one
        version = int(ATTEMPT.name in there)
    own = (ATTEMPT, LEARNER, RECORD)[: 1 if version > SCHEMA else 1 + version]
    if version and not there.issuperset(table.name for table in own):
        raise InTheWayError("other_file")
    return version


def _version_elsewhere(connection: sa.Connection) -> int:
    """Return the version of the tables in a database that is none of SQLite's; 0 where there are none."""
    there = sa.inspect(connection)
    if not there.has_table(ATTEMPT.name):
        return 0
    if not there.has_table(RECORD.name):
        return 1
    return int(connection.execute(VERSION).scalar() or 1)


def bring_up_to_date(connection: Connection, version: int, record_id: str) -> str:
    """Make the tables, or what an older version of the course did not have; all of it or nothing.

    Returns the record's id: `record_id`, or a new one, where the record begins here.
    """
    if version and not isinstance(connection, FileConnection):
        connection.exec_driver_sql('ALTER TABLE attempt ALTER COLUMN place TYPE TEXT COLLATE "C"')
    for table in TABLES.sorted_tables:
        connection.execute(CreateTable(table, if_not_exists=True))
    connection.exec_driver_sql("DROP INDEX IF EXISTS ix_attempt_learner")
    for index in sorted(ATTEMPT.indexes, key=str):
        connection.execute(CreateIndex(index, if_not_exists=True))
    if connection.execute(WHICH).first() is None:
        connection.execute(BEGIN, {"id": record_id or uuid.uuid4().hex, "schema": SCHEMA})
    connection.execute(UPDATE)
    return str(connection.execute(WHICH).scalar())
