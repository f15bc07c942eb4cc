-- A ledger of log version 2, with the platform's six examples, as Stampdesk 0.1.0 wrote it: the customer of the stamps has a
-- nickname, the customer of the points was forgotten.
PRAGMA user_version = 2;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE delivery (
    seq         INTEGER PRIMARY KEY,
    key         BLOB    NOT NULL UNIQUE, -- the id's 16 bytes; where no id is legible, the SHA-256 of the body
    received_at INTEGER NOT NULL,        -- microseconds since 1970 UTC, as all times here
    body        BLOB    NOT NULL
) STRICT;
INSERT INTO delivery VALUES(1,X'1f6b8e4d3c704a9592e8b5d7c0a3f618',1795384779638480,X'7b0a226964223a202231663662386534642d336337302d346139352d393265382d623564376330613366363138222c0a226576656e74223a2022637573746f6d65722e656e726f6c6c6564222c0a226f636375727265645f6174223a2022323032362d30342d31395431303a30303a30305a222c0a226f7267616e697a6174696f6e223a20226b6168766563692d6d65686d6574222c0a2264617461223a207b0a22637573746f6d65725f636f6465223a203438323139332c0a22637573746f6d65725f6964223a202261316232633364342d653566362d373839302d616263642d656631323334353637383930222c0a226d61736b65645f656d61696c223a20226a2a2a2a40676d61696c2e636f6d222c0a22656e726f6c6c65645f6174223a2022323032362d30342d31395431303a30303a30305a220a7d0a7d0a');
INSERT INTO delivery VALUES(2,X'3fa85f6457174562b3fc2c963f66afa6',1795384779662506,X'7b0a226964223a202233666138356636342d353731372d343536322d623366632d326339363366363661666136222c0a226576656e74223a20227374616d702e6561726e6564222c0a226f636375727265645f6174223a2022323032362d30342d31395431343a33303a30305a222c0a226f7267616e697a6174696f6e223a20226b6168766563692d6d65686d6574222c0a2264617461223a207b0a22637573746f6d65725f636f6465223a203438323139332c0a22637573746f6d65725f6964223a202261316232633364342d653566362d373839302d616263642d656631323334353637383930222c0a227374616d70735f6164646564223a20322c0a227374616d705f62616c616e6365223a20372c0a226d61785f7374616d7073223a2031302c0a22736f75726365223a2022776562686f6f6b222c0a227472616e73616374696f6e5f6964223a202237633965363637392d376264352d346231612d396531302d356139623365346436663263222c0a22616d6f756e74223a2038352e35300a7d0a7d0a');
INSERT INTO delivery VALUES(3,X'5b0f7c1e2a4d4c8e9f316d2b8a7e4c10',1795384779686753,X'7b0a226964223a202235623066376331652d326134642d346338652d396633312d366432623861376534633130222c0a226576656e74223a20227374616d702e72656465656d6564222c0a226f636375727265645f6174223a2022323032362d30342d31395431353a30303a30305a222c0a226f7267616e697a6174696f6e223a20226b6168766563692d6d65686d6574222c0a2264617461223a207b0a22637573746f6d65725f636f6465223a203438323139332c0a22637573746f6d65725f6964223a202261316232633364342d653566362d373839302d616263642d656631323334353637383930222c0a227374616d70735f6164646564223a20312c0a22636f75706f6e5f6964223a202265336230633434322d393866632d316331342d396166622d663463383939366662393234222c0a22636f75706f6e5f6e616d65223a20224672656520436f66666565222c0a227472616e73616374696f6e5f6964223a202237633965363637392d376264352d346231612d396531302d356139623365346436663263220a7d0a7d0a');
INSERT INTO delivery VALUES(4,X'e71d5c3a9f824b60a1d73c8e6f0b5a29',1795384779713896,X'7b0a226964223a202265373164356333612d396638322d346236302d613164372d336338653666306235613239222c0a226576656e74223a2022636f75706f6e2e72656465656d6564222c0a226f636375727265645f6174223a2022323032362d30342d31395431373a30303a30305a222c0a226f7267616e697a6174696f6e223a20226b6168766563692d6d65686d6574222c0a2264617461223a207b0a22637573746f6d65725f636f6465223a203438323139332c0a22637573746f6d65725f6964223a202261316232633364342d653566362d373839302d616263642d656631323334353637383930222c0a22636f75706f6e5f6964223a202263336434653566362d376138622d396330642d316532662d336134623563366437653866222c0a22636f75706f6e5f6e616d65223a20224672656520436f66666565222c0a2272656465656d65645f6174223a2022323032362d30342d31395431373a30303a30305a220a7d0a7d0a');
CREATE TABLE ledger (
    opened_at INTEGER NOT NULL,
    tables    INTEGER NOT NULL DEFAULT 0
, hash_key BLOB NOT NULL DEFAULT x'', removed_up_to INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO ledger VALUES(1795384778621000,5,X'1527d29881030fe37e34d3787a9980c4c05ed04d79b307218dd0e3e9b35c8546',6);
CREATE TABLE repetition (
    seq       INTEGER PRIMARY KEY REFERENCES delivery (seq),
    repeats   INTEGER NOT NULL,
    conflicts INTEGER NOT NULL
) STRICT;
CREATE TABLE fact (
    seq          INTEGER PRIMARY KEY,
    recorded_at  INTEGER NOT NULL,
    kind         TEXT    NOT NULL, -- nickname, note, coupon_closed, coupon_reopened, event_was_test, event_was_real
    organization TEXT,             -- with customer_id: whom it is about
    customer_id  BLOB,
    subject      BLOB,             -- a coupon_id, or a delivery's key
    words        TEXT              -- the nickname, the note, the reason; NULL takes them back
) STRICT;
INSERT INTO fact VALUES(1,1776686400000000,'nickname','kahveci-mehmet',X'a1b2c3d4e5f67890abcdef1234567890',NULL,'Köşedeki Ayşe');
CREATE TABLE tombstone (
    digest       BLOB    PRIMARY KEY,
    forgotten_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO tombstone VALUES(X'2d4e63be2bbe743aa208a0ae29500a4745090ba5dd19f5123cf37acab5bf6f38',1776686400000000);
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
INSERT INTO remainder VALUES(X'4526fa897227e0832ed9fa66ea146414d015bfc5f60636b452e2adc41498987b','my-store','points.spent',1776614400000000,X'83ebe4509a1e4229bf4729d04747614b',NULL,0,500);
INSERT INTO remainder VALUES(X'8203a9b01ef57a485b4eeb952dd3ea81207b420ff5f704d3d3be676ff7c73212','my-store','points.earned',1776609000000000,X'83ebe4509a1e4229bf4729d04747614b',NULL,125,NULL);
CREATE TABLE organization (
    organization  INTEGER PRIMARY KEY,
    slug          TEXT    NOT NULL UNIQUE,
    point_balance INTEGER NOT NULL DEFAULT 0 -- of all its customers
) STRICT;
INSERT INTO organization VALUES(1,'kahveci-mehmet',0);
INSERT INTO organization VALUES(2,'my-store',0);
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
INSERT INTO customer VALUES(1,1,X'a1b2c3d4e5f67890abcdef1234567890',482193,'j***@gmail.com','Köşedeki Ayşe',NULL,1776592800000000,7,10,NULL,1776618000000000,1,0,0,'{"customer_code":482193,"masked_email":"j***@gmail.com","enrolled_at":"2026-04-19T10:00:00Z","last_seen_at":"2026-04-19T17:00:00Z","stamps":{"balance":7,"at_least":7,"derived":false,"max":10,"opening":"Above"},"points":{"balance":null,"opening":null}}');
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
INSERT INTO coupon VALUES(1,X'c3d4e5f67a8b9c0d1e2f3a4b5c6d7e8f',1,'Free Coffee',NULL,1776618000000000,NULL,NULL);
INSERT INTO coupon VALUES(1,X'e3b0c44298fc1c149afbf4c8996fb924',1,'Free Coffee',1776610800000000,NULL,NULL,NULL);
CREATE TABLE coupon_count (
    organization INTEGER NOT NULL,
    coupon_name  TEXT    NOT NULL, -- empty where there is none
    waiting      INTEGER NOT NULL,
    used         INTEGER NOT NULL,
    PRIMARY KEY (organization, coupon_name)
) STRICT, WITHOUT ROWID;
INSERT INTO coupon_count VALUES(1,'Free Coffee',1,1);
CREATE TABLE event (
    seq            INTEGER PRIMARY KEY,
    event          TEXT,
    occurred_at    INTEGER,
    organization   INTEGER REFERENCES organization (organization),
    customer       INTEGER REFERENCES customer (customer), -- only where the event counts in its figures
    customer_code  INTEGER,
    transaction_id BLOB,                                    -- of stamp events: what pairs them
    coupon_id      BLOB,
    stamps         INTEGER,
    points_earned  INTEGER,
    points_spent   INTEGER,
    set_aside      TEXT                                     -- why it has no effect on any figure
) STRICT;
INSERT INTO event VALUES(1,'customer.enrolled',1776592800000000,1,1,482193,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO event VALUES(2,'stamp.earned',1776609000000000,1,1,482193,X'7c9e66797bd54b1a9e105a9b3e4d6f2c',NULL,2,NULL,NULL,NULL);
INSERT INTO event VALUES(3,'stamp.redeemed',1776610800000000,1,1,482193,X'7c9e66797bd54b1a9e105a9b3e4d6f2c',X'e3b0c44298fc1c149afbf4c8996fb924',1,NULL,NULL,NULL);
INSERT INTO event VALUES(4,'coupon.redeemed',1776618000000000,1,1,482193,NULL,X'c3d4e5f67a8b9c0d1e2f3a4b5c6d7e8f',NULL,NULL,NULL,NULL);
CREATE INDEX fact_of_customer ON fact (organization, customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX fact_of_subject ON fact (subject) WHERE subject IS NOT NULL;
CREATE INDEX remainder_by_time ON remainder (occurred_at);
CREATE TRIGGER coupon_added AFTER INSERT ON coupon BEGIN
    INSERT INTO coupon_count (organization, coupon_name, waiting, used)
    VALUES (new.organization, coalesce(new.coupon_name, ''), new.waiting, new.redeemed_at IS NOT NULL)
    ON CONFLICT DO UPDATE SET waiting = waiting + excluded.waiting, used = used + excluded.used;
    UPDATE customer SET coupons_waiting = coupons_waiting + 1 WHERE customer = new.customer AND new.waiting;
END;
CREATE TRIGGER coupon_removed AFTER DELETE ON coupon BEGIN
    UPDATE coupon_count SET waiting = waiting - old.waiting, used = used - (old.redeemed_at IS NOT NULL)
    WHERE organization = old.organization AND coupon_name = coalesce(old.coupon_name, '');
    UPDATE customer SET coupons_waiting = coupons_waiting - 1 WHERE customer = old.customer AND old.waiting;
END;
CREATE TRIGGER coupon_changed AFTER UPDATE ON coupon BEGIN
    UPDATE coupon_count SET waiting = waiting - old.waiting, used = used - (old.redeemed_at IS NOT NULL)
    WHERE organization = old.organization AND coupon_name = coalesce(old.coupon_name, '');
    INSERT INTO coupon_count (organization, coupon_name, waiting, used)
    VALUES (new.organization, coalesce(new.coupon_name, ''), new.waiting, new.redeemed_at IS NOT NULL)
    ON CONFLICT DO UPDATE SET waiting = waiting + excluded.waiting, used = used + excluded.used;
    UPDATE customer SET coupons_waiting = coupons_waiting + new.waiting - old.waiting
    WHERE customer = new.customer AND new.waiting <> old.waiting;
END;
CREATE TRIGGER points_added AFTER INSERT ON customer WHEN new.point_balance IS NOT NULL BEGIN
    UPDATE organization SET point_balance = point_balance + new.point_balance WHERE organization = new.organization;
END;
CREATE TRIGGER points_changed AFTER UPDATE OF point_balance ON customer
WHEN new.point_balance IS NOT old.point_balance BEGIN
    UPDATE organization SET point_balance = point_balance + coalesce(new.point_balance, 0) - coalesce(old.point_balance, 0)
    WHERE organization = new.organization;
END;
CREATE TRIGGER points_removed AFTER DELETE ON customer WHEN old.point_balance IS NOT NULL BEGIN
    UPDATE organization SET point_balance = point_balance - old.point_balance WHERE organization = old.organization;
END;
CREATE UNIQUE INDEX customer_by_id ON customer (organization, customer_id);
CREATE INDEX customer_by_code ON customer (customer_code);
CREATE INDEX customer_by_points ON customer (point_balance DESC) WHERE point_balance IS NOT NULL;
CREATE INDEX customer_by_last_seen ON customer (last_seen_at DESC);
CREATE INDEX coupon_waiting ON coupon (issued_at, coupon_name, organization) WHERE waiting;
CREATE INDEX coupon_used ON coupon (redeemed_at DESC) WHERE redeemed_at IS NOT NULL;
CREATE INDEX coupon_not_announced ON coupon (customer) WHERE issued_at IS NULL;
CREATE INDEX event_of_customer ON event (customer, occurred_at) WHERE customer IS NOT NULL;
CREATE INDEX event_of_transaction ON event (customer, transaction_id) WHERE transaction_id IS NOT NULL;
CREATE INDEX event_of_coupon ON event (customer, coupon_id) WHERE coupon_id IS NOT NULL;
CREATE INDEX event_by_time ON event (occurred_at);
CREATE INDEX event_by_kind ON event (event);
CREATE INDEX event_by_code ON event (customer_code) WHERE customer_code IS NOT NULL;
CREATE INDEX event_set_aside ON event (seq) WHERE set_aside IS NOT NULL;
COMMIT;
