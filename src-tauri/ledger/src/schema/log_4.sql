-- Bodies that were reduced after the years that the owner chose: what tells a repeat from a conflict is kept of them.
CREATE TABLE reduced (
    seq    INTEGER PRIMARY KEY REFERENCES delivery (seq),
    digest BLOB    NOT NULL -- SHA-256 of the body as it came
) STRICT;

-- Up to which arrival number bodies were looked at for that.
ALTER TABLE ledger ADD COLUMN reduced_up_to INTEGER NOT NULL DEFAULT 0;
