-- What the owner says is an entry of the log too: never changed, so that a rebuild keeps it. The last word counts.
CREATE TABLE fact (
    seq          INTEGER PRIMARY KEY,
    recorded_at  INTEGER NOT NULL,
    kind         TEXT    NOT NULL, -- nickname, note, coupon_closed, coupon_reopened, event_was_test, event_was_real
    organization TEXT,             -- with customer_id: whom it is about
    customer_id  BLOB,
    subject      BLOB,             -- a coupon_id, or a delivery's key
    words        TEXT              -- the nickname, the note, the reason; NULL takes them back
) STRICT;
CREATE INDEX fact_of_customer ON fact (organization, customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX fact_of_subject ON fact (subject) WHERE subject IS NOT NULL;

-- Customers who were forgotten: a keyed hash, enough to recognise a late delivery, too little to say who it was.
CREATE TABLE tombstone (
    digest       BLOB    PRIMARY KEY,
    forgotten_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What forgotten customers' deliveries leave behind: enough for the figures of a day and to recognise a repeat.
CREATE TABLE remainder (
    digest        BLOB PRIMARY KEY, -- keyed hash of the delivery's key
    organization  TEXT,
    event         TEXT,
    occurred_at   INTEGER,          -- to the quarter of an hour: every time zone's midnight is one
    visitor       BLOB,             -- random, the same for one customer's one day: counts customers served
    stamps        INTEGER,
    points_earned INTEGER,
    points_spent  INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX remainder_by_time ON remainder (occurred_at);

-- The key of those hashes, made here and never shown.
ALTER TABLE ledger ADD COLUMN hash_key BLOB NOT NULL DEFAULT x'';
UPDATE ledger SET hash_key = randomblob(32);

-- The highest arrival number that was ever removed: none is given out twice.
ALTER TABLE ledger ADD COLUMN removed_up_to INTEGER NOT NULL DEFAULT 0;
