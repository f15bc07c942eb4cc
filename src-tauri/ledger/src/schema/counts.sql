-- What is counted rather than looked for: once when the tables have been filled, and from then on with every change.
INSERT INTO coupon_count (organization, coupon_name, waiting, used)
SELECT organization, coalesce(coupon_name, ''), sum(waiting), count(redeemed_at) FROM coupon GROUP BY 1, 2;

UPDATE customer SET coupons_waiting = had.waiting
FROM (SELECT customer, sum(waiting) AS waiting FROM coupon GROUP BY customer) AS had
WHERE had.customer = customer.customer AND had.waiting > 0;

UPDATE organization SET point_balance = had.points
FROM (SELECT organization, sum(point_balance) AS points FROM customer GROUP BY organization) AS had
WHERE had.organization = organization.organization AND had.points IS NOT NULL;

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

-- A quarter is to be added up anew when its events change, or one elsewhere that belongs to a purchase of them.
CREATE TRIGGER event_added AFTER INSERT ON event WHEN new.customer IS NOT NULL AND new.transaction_id IS NULL BEGIN
    INSERT OR IGNORE INTO unsettled VALUES (new.occurred_at - (new.occurred_at % 900000000 + 900000000) % 900000000);
END;
CREATE TRIGGER event_of_purchase_added AFTER INSERT ON event WHEN new.customer IS NOT NULL AND new.transaction_id IS NOT NULL BEGIN
    INSERT OR IGNORE INTO unsettled SELECT p.occurred_at - (p.occurred_at % 900000000 + 900000000) % 900000000 FROM event p
    WHERE p.customer = new.customer AND p.transaction_id = new.transaction_id;
END;
CREATE TRIGGER event_removed AFTER DELETE ON event WHEN old.customer IS NOT NULL BEGIN
    INSERT OR IGNORE INTO unsettled VALUES (old.occurred_at - (old.occurred_at % 900000000 + 900000000) % 900000000);
    INSERT OR IGNORE INTO unsettled SELECT p.occurred_at - (p.occurred_at % 900000000 + 900000000) % 900000000 FROM event p
    WHERE p.customer = old.customer AND p.transaction_id = old.transaction_id;
END;
