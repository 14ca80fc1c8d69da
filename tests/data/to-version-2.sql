-- What version 2 of the course did to a record of version 1.
CREATE TABLE record (
    id TEXT NOT NULL, schema INTEGER NOT NULL, changes INTEGER NOT NULL, erased INTEGER NOT NULL
);
INSERT INTO record VALUES ('of-version-2', 2, 5, 0);
DROP INDEX ix_attempt_learner;
CREATE INDEX attempt_by_place ON attempt (learner, place, number);
