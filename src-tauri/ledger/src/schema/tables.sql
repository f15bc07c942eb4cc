-- The tables: what the log adds up to, kept for speed. They are never migrated: another version of this file, or of the
-- reading and folding that fills them, drops them and fills them anew (see rebuild.rs).
CREATE TABLE organization (
    organization INTEGER PRIMARY KEY,
    slug         TEXT    NOT NULL UNIQUE
) STRICT;

CREATE TABLE customer (
    customer         INTEGER PRIMARY KEY,
    organization     INTEGER NOT NULL REFERENCES organization (organization),
    customer_id      BLOB    NOT NULL,
    customer_code    INTEGER,
    masked_email     TEXT,
    nickname         TEXT,             -- the owner's own, as the note
    note             TEXT,
    enrolled_at      INTEGER,
    stamp_balance    INTEGER,
    max_stamps       INTEGER,
    point_balance    INTEGER,
    last_seen_at     INTEGER,
    history_complete INTEGER NOT NULL,
    state            TEXT    NOT NULL, -- the fold's state as JSON, to put the next event on top of
    UNIQUE (organization, customer_id)
) STRICT;
CREATE INDEX customer_by_code ON customer (customer_code);
CREATE INDEX customer_by_points ON customer (point_balance DESC) WHERE point_balance IS NOT NULL;

CREATE TABLE coupon (
    customer    INTEGER NOT NULL REFERENCES customer (customer),
    coupon_id   BLOB    NOT NULL,
    coupon_name TEXT,
    issued_at   INTEGER,
    redeemed_at INTEGER,
    PRIMARY KEY (customer, coupon_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX coupon_outstanding ON coupon (issued_at) WHERE issued_at IS NOT NULL AND redeemed_at IS NULL;
CREATE INDEX coupon_used ON coupon (redeemed_at DESC) WHERE redeemed_at IS NOT NULL;

-- Coupons that the owner closed by hand: a note of this PC only.
CREATE TABLE closure (
    customer  INTEGER NOT NULL REFERENCES customer (customer),
    coupon_id BLOB    NOT NULL,
    closed_at INTEGER NOT NULL,
    reason    TEXT    NOT NULL,
    PRIMARY KEY (customer, coupon_id)
) STRICT, WITHOUT ROWID;

-- One row per delivery: what lists and day figures need without opening its body.
CREATE TABLE event (
    seq            INTEGER PRIMARY KEY,
    event          TEXT,
    occurred_at    INTEGER,
    organization   INTEGER REFERENCES organization (organization),
    customer       INTEGER REFERENCES customer (customer), -- only where the event counts in its figures
    customer_code  INTEGER,
    transaction_id BLOB,
    stamps         INTEGER,
    points_earned  INTEGER,
    points_spent   INTEGER,
    set_aside      TEXT                                     -- why it has no effect on any figure
) STRICT;
CREATE INDEX event_of_customer ON event (customer, occurred_at) WHERE customer IS NOT NULL;
CREATE INDEX event_by_time ON event (occurred_at);
CREATE INDEX event_set_aside ON event (seq) WHERE set_aside IS NOT NULL;
CREATE INDEX event_fill ON event (customer, transaction_id) WHERE event = 'stamp.redeemed' AND customer IS NOT NULL;
