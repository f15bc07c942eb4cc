-- The tables' indexes: made after a rebuild has filled them, since sorting once is faster than inserting a million times.
CREATE UNIQUE INDEX customer_by_id ON customer (organization, customer_id);
CREATE INDEX customer_by_code ON customer (customer_code);
CREATE INDEX customer_by_points ON customer (point_balance DESC) WHERE point_balance IS NOT NULL;
CREATE INDEX customer_by_last_seen ON customer (last_seen_at DESC);
CREATE INDEX coupon_waiting ON coupon (issued_at, coupon_name, organization) WHERE waiting;
CREATE INDEX coupon_used ON coupon (redeemed_at DESC) WHERE redeemed_at IS NOT NULL;
CREATE INDEX coupon_not_announced ON coupon (customer) WHERE issued_at IS NULL;
CREATE INDEX event_of_customer ON event (customer, occurred_at, kind) WHERE customer IS NOT NULL;
CREATE INDEX event_of_transaction ON event (customer, transaction_id) WHERE transaction_id IS NOT NULL;
CREATE INDEX event_of_coupon ON event (customer, coupon_id) WHERE coupon_id IS NOT NULL;
CREATE INDEX event_by_time ON event (occurred_at, customer, kind);
CREATE INDEX event_by_kind ON event (event);
CREATE INDEX event_by_code ON event (customer_code) WHERE customer_code IS NOT NULL;
CREATE INDEX event_set_aside ON event (seq) WHERE set_aside IS NOT NULL;
