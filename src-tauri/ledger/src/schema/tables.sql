-- The tables: what the log adds up to, kept for speed. They are never migrated: another version of this file, or of the
-- reading and folding that fills them, drops them and fills them anew (see rebuild). Once they are filled, counts.sql and indexes.sql.
CREATE TABLE organization (
    organization  INTEGER PRIMARY KEY,
    slug          TEXT    NOT NULL UNIQUE,
    point_balance INTEGER NOT NULL DEFAULT 0 -- of all its customers
) STRICT;

CREATE TABLE customer (
    customer         INTEGER PRIMARY KEY,
    organization     INTEGER NOT NULL REFERENCES organization (organization),
    customer_id      BLOB    NOT NULL,
    customer_code    INTEGER,
    masked_email     TEXT,
    nickname         TEXT,                -- the owner's own, as the note
    note             TEXT,
    enrolled_at      INTEGER,
    stamp_balance    INTEGER,
    max_stamps       INTEGER,
    point_balance    INTEGER,
    last_seen_at     INTEGER,
    coupons_waiting  INTEGER NOT NULL DEFAULT 0,
    history_complete INTEGER NOT NULL DEFAULT 0,
    breaks           INTEGER NOT NULL DEFAULT 0,
    state            TEXT                 -- the fold's state as JSON, to put the next event on top of
) STRICT;

-- The fold's state after some instants of a long history, to fold on from where a late event belongs.
CREATE TABLE snapshot (
    customer INTEGER NOT NULL REFERENCES customer (customer),
    seen_at  INTEGER NOT NULL, -- after every event up to this instant
    breaks   INTEGER NOT NULL,
    state    TEXT    NOT NULL,
    PRIMARY KEY (customer, seen_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE coupon (
    customer     INTEGER NOT NULL REFERENCES customer (customer),
    coupon_id    BLOB    NOT NULL,
    organization INTEGER NOT NULL, -- the customer's
    coupon_name  TEXT,
    issued_at    INTEGER,
    redeemed_at  INTEGER,
    closed_at    INTEGER,          -- by the owner's hand: a note of this PC only
    reason       TEXT,
    waiting      INTEGER NOT NULL AS (issued_at IS NOT NULL AND redeemed_at IS NULL AND closed_at IS NULL) STORED,
    PRIMARY KEY (customer, coupon_id)
) STRICT, WITHOUT ROWID;

-- How many coupons there are of each name.
CREATE TABLE coupon_count (
    organization INTEGER NOT NULL,
    coupon_name  TEXT    NOT NULL, -- empty where there is none
    waiting      INTEGER NOT NULL,
    used         INTEGER NOT NULL,
    PRIMARY KEY (organization, coupon_name)
) STRICT, WITHOUT ROWID;

-- One row per delivery: what lists and day figures need without opening its body.
CREATE TABLE event (
    seq            INTEGER PRIMARY KEY,
    event          TEXT,
    kind           INTEGER,                                 -- of what counts: the event's name as a number, for indexes
    occurred_at    INTEGER,
    organization   INTEGER REFERENCES organization (organization),
    customer       INTEGER REFERENCES customer (customer), -- only where the event counts in its figures
    customer_code  INTEGER,
    transaction_id BLOB,                                    -- of stamp events: what pairs them
    coupon_id      BLOB,
    stamps         INTEGER,
    points_earned  INTEGER,
    points_spent   INTEGER,
    amount         INTEGER,                                 -- of the purchase: ten-thousandths of the currency's unit
    set_aside      TEXT                                     -- why it has no effect on any figure
) STRICT;

-- What the events of a quarter of an hour add up to. Every time zone's midnight is the begin of one, so that a shop may move.
CREATE TABLE total (
    quarter        INTEGER NOT NULL, -- its first moment
    organization   INTEGER NOT NULL,
    events         INTEGER NOT NULL,
    stamps         INTEGER NOT NULL,
    points_earned  INTEGER NOT NULL,
    points_spent   INTEGER NOT NULL,
    coupons_issued INTEGER NOT NULL,
    coupons_used   INTEGER NOT NULL,
    new_customers  INTEGER NOT NULL,
    amount         INTEGER NOT NULL,
    amounts        INTEGER NOT NULL, -- events that carried one
    amount_events  INTEGER NOT NULL, -- events that could have
    PRIMARY KEY (quarter, organization)
) STRICT, WITHOUT ROWID;

-- Quarters whose events changed since they were added up: their row in `total`, if there is one, says nothing.
CREATE TABLE unsettled (
    quarter INTEGER PRIMARY KEY
) STRICT;
