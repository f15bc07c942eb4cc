//! Table `coupon`: every coupon heard of. Outstanding from its issue until its use.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};
use uuid::Uuid;

use crate::fold::CouponState;
use crate::time::micros;

/// How many coupons a customer has had.
pub fn count(connection: &Connection, customer: i64) -> rusqlite::Result<usize> {
    connection
        .prepare_cached("SELECT count(*) FROM coupon WHERE customer = ?1")?
        .query_row([customer], |row| row.get::<_, u32>(0))
        .map(|count| count as usize)
}

/// Takes away a customer's coupons.
pub fn clear(connection: &Connection, customer: i64) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM coupon WHERE customer = ?1")?.execute([customer])?;
    Ok(())
}

/// Keeps coupons of a customer; those that did not change are not written.
pub fn save(
    connection: &Connection,
    customer: i64,
    coupons: &BTreeMap<Uuid, CouponState>,
) -> rusqlite::Result<()> {
    let mut write = connection.prepare_cached(
        "INSERT INTO coupon (customer, coupon_id, organization, coupon_name, issued_at, redeemed_at)
         VALUES (?1, ?2, (SELECT organization FROM customer WHERE customer = ?1), ?3, ?4, ?5)
         ON CONFLICT (customer, coupon_id) DO UPDATE
         SET coupon_name = ?3, issued_at = ?4, redeemed_at = ?5
         WHERE (coupon_name, issued_at, redeemed_at) IS NOT (?3, ?4, ?5)",
    )?;
    for (coupon_id, coupon) in coupons {
        write.execute(params![
            customer,
            coupon_id,
            coupon.coupon_name,
            micros(coupon.issued_at),
            micros(coupon.redeemed_at)
        ])?;
    }
    Ok(())
}
