-- The log: every delivery whose signature held, whole, once per id, in the order of arrival. Rows never change.
CREATE TABLE delivery (
    seq         INTEGER PRIMARY KEY,
    key         BLOB    NOT NULL UNIQUE, -- the id's 16 bytes; where no id is legible, the SHA-256 of the body
    received_at INTEGER NOT NULL,        -- microseconds since 1970 UTC, as all times here
    body        BLOB    NOT NULL
) STRICT;

-- How often a delivery came again: the same, or (a conflict) the same id with another body.
CREATE TABLE repetition (
    seq       INTEGER PRIMARY KEY REFERENCES delivery (seq),
    repeats   INTEGER NOT NULL,
    conflicts INTEGER NOT NULL
) STRICT;

-- One row: since when this PC listens, and by which version of the reading the tables were filled.
CREATE TABLE ledger (
    opened_at INTEGER NOT NULL,
    tables    INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO ledger (opened_at) SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER) * 1000;
