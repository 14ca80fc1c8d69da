"""The tables, and the version that they have."""

import uuid

from course_lib.model.attempt import Attempt
from course_lib.record.codes import InTheWayError
from course_lib.record.database.connection import Connection
from course_lib.record.database.sqlite import FileConnection

SCHEMA = 3
"""The version of the tables below, kept in SQLite's `user_version`, elsewhere in a table of its own.

1 had no index by place and no id. 2 had them, kept the collation that a database in PostgreSQL had, and counted
writings in two columns of `record`, which nobody reads anymore.
"""

TABLES = {
    "attempt": """
        number {number} NOT NULL,
        id TEXT NOT NULL,
        learner TEXT NOT NULL,
        place {place} NOT NULL,
        item TEXT NOT NULL,
        version INTEGER NOT NULL,
        answer TEXT NOT NULL,
        "right" BOOLEAN NOT NULL,
        unsafe BOOLEAN NOT NULL,
        score {real} NOT NULL,
        confidence TEXT,
        hints INTEGER NOT NULL,
        seconds {real},
        at TEXT NOT NULL,
        PRIMARY KEY (number),
        UNIQUE (id)""",
    # A row for each time a learner was chosen or renamed: the last row is the current learner.
    "learner": "number {number} NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (number)",
    # One row: which record this is, and the version of its tables.
    "record": "id TEXT NOT NULL, schema INTEGER NOT NULL",
}
INDEXES = {"attempt_by_place": "learner, place, number", "ix_attempt_learner": "learner, number"}

IN_A_FILE = {"number": "INTEGER", "place": "TEXT", "real": "DOUBLE"}
ON_A_SERVER = {"number": "SERIAL", "place": 'TEXT COLLATE "C"', "real": "DOUBLE PRECISION"}
"""What the types are called. Places are compared letter by letter, as an index of "begins with" needs it."""

COLUMNS = tuple('"right"' if name == "right" else name for name in Attempt.model_fields)
"""The columns of an attempt, beside its number; `right` is also a word of SQL."""

WHICH, VERSION = "SELECT id FROM record", "SELECT schema FROM record"
BEGIN = "INSERT INTO record (id, schema) VALUES (:id, :schema)"
UPDATE = "UPDATE record SET schema = :schema"
TABLES_THERE = "SELECT name FROM sqlite_master WHERE type = 'table'"
IS_THERE = "SELECT to_regclass(:name) IS NOT NULL"


def version_of(connection: Connection) -> int:
    """Return the version of the tables that are there; 0 where there are none.

    Raises InTheWayError where the file is another program's, which counts its own versions, or where another
    program took a table away.
    """
    if not isinstance(connection, FileConnection):
        return _version_elsewhere(connection)
    version = int(connection.execute("PRAGMA user_version").scalar())
    there = {name for (name,) in connection.execute(TABLES_THERE)}
    if version < 1:  # lost where another program made the file from the rows of this one
        version = int("attempt" in there)
    own = tuple(TABLES)[: 1 if version > SCHEMA else 1 + version]
    if version and not there.issuperset(own):
        raise InTheWayError("other_file")
    return version


def _version_elsewhere(connection: Connection) -> int:
    """Return the version of the tables in a database that is none of SQLite's; 0 where there are none."""
    if not connection.execute(IS_THERE, {"name": "attempt"}).scalar():
        return 0
    if not connection.execute(IS_THERE, {"name": "record"}).scalar():
        return 1
    return int(connection.execute(VERSION).scalar() or 1)


def bring_up_to_date(connection: Connection, version: int, record_id: str) -> str:
    """Make the tables, or what an older version of the course did not have; all of it or nothing.

    Returns the record's id: `record_id`, or a new one, where the record begins here.
    """
    in_a_file = isinstance(connection, FileConnection)
    if version and not in_a_file:
        connection.execute('ALTER TABLE attempt ALTER COLUMN place TYPE TEXT COLLATE "C"')
    for table, columns in TABLES.items():
        types = columns.format(**(IN_A_FILE if in_a_file else ON_A_SERVER))
        connection.execute(f"CREATE TABLE IF NOT EXISTS {table} ({types})")
    connection.execute("DROP INDEX IF EXISTS ix_attempt_learner")
    for index, columns in INDEXES.items():
        connection.execute(f"CREATE INDEX IF NOT EXISTS {index} ON attempt ({columns})")
    if connection.execute(WHICH).first() is None:
        connection.execute(BEGIN, {"id": record_id or uuid.uuid4().hex, "schema": SCHEMA})
    connection.execute(UPDATE, {"schema": SCHEMA})
    return str(connection.execute(WHICH).scalar())
