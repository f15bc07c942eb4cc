//! A customer's history out of bytes, written so that a person can type one: a line of seven characters an event.
//!
//! | place | means               | characters                                                                |
//! |-------|---------------------|---------------------------------------------------------------------------|
//! | 0     | kind                | 0 stamps earned, 1 card filled, 2 points earned, 3 spent, 4 coupon used, 5 enrolled |
//! | 1     | time since the last | 0 the same instant, 1-3 later, 4-5 the same, 6-7 earlier                  |
//! | 2     | transaction         | 0 none, 1-7                                                               |
//! | 3     | added or spent      | 0-9, a-z for 10-35, `-` not told, `>` largest, `<` smallest, else -128..127 |
//! | 4     | balance             | the same; not told is 0                                                   |
//! | 5     | stamps on a card    | the same, above 0; where points are spent, the points earned with it      |
//! | 6     | coupon, name, code  | 1-7; 0 a coupon without a name, no code                                   |
//! | 7     | line feed           | another byte moves the event among those of its instant                   |

use chrono::{DateTime, TimeDelta, Utc};
use ledger::fold::Entry;
use loyalite::{
    CouponRedeemed, CustomerCode, CustomerEnrolled, Event, PointsEarned, PointsSpent, StampEarned,
    StampRedeemed,
};
use uuid::Uuid;

/// Long enough for every rule to meet every other, short enough to be folded a thousand times a second.
const LONGEST: usize = 64;
/// The largest count that is read off a delivery.
const LARGEST: i64 = 9_007_199_254_740_991;
/// Seconds from one event to the next as it arrives.
const PAUSES: [i64; 8] = [0, 1, 2, 60, 0, 0, -1, -60];

/// The events in the order of their arrival.
pub fn read(input: &[u8]) -> Vec<Entry> {
    let mut now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
    input
        .chunks_exact(8)
        .take(LONGEST)
        .zip(1u8..)
        .map(|(line, number)| {
            now += TimeDelta::seconds(PAUSES[usize::from(line[1] % 8)]);
            Entry {
                seq: number.into(),
                key: vec![line[7], number.wrapping_mul(91)], // in no order of arrival
                occurred_at: now,
                customer_code: CustomerCode::new(i64::from(line[6] % 8)).filter(|code| code.number() > 0),
                event: event(line, now),
            }
        })
        .collect()
}

fn event(line: &[u8], now: DateTime<Utc>) -> Event {
    let transaction_id = Some(id(line[2])).filter(|id| !id.is_nil());
    let (change, balance) = (count(line[3]), count(line[4]).unwrap_or(0));
    let coupon_id = id(line[6]);
    let name = Some(format!("name {}", line[6] % 8)).filter(|_| !coupon_id.is_nil());
    let told_at = change.and_then(TimeDelta::try_seconds).and_then(|later| now.checked_add_signed(later));
    match line[0] % 6 {
        0 => Event::StampEarned(StampEarned {
            stamps_added: change,
            stamp_balance: balance,
            max_stamps: count(line[5]).filter(|max| *max > 0),
            source: None,
            transaction_id,
            amount: None,
        }),
        1 => Event::StampRedeemed(StampRedeemed {
            stamps_added: change,
            coupon_id,
            coupon_name: name,
            transaction_id,
        }),
        2 => Event::PointsEarned(PointsEarned {
            points_added: change,
            point_balance: balance,
            source: None,
            transaction_id,
            amount: None,
        }),
        3 => Event::PointsSpent(PointsSpent {
            points_spent: change,
            points_earned: count(line[5]).unwrap_or(0),
            point_balance: balance,
            remaining_amount: None,
            amount: None,
            transaction_id,
        }),
        4 => Event::CouponRedeemed(CouponRedeemed { coupon_id, coupon_name: name, redeemed_at: told_at }),
        _ => Event::CustomerEnrolled(CustomerEnrolled { masked_email: name, enrolled_at: told_at }),
    }
}

fn id(letter: u8) -> Uuid {
    Uuid::from_u128(u128::from(letter % 8))
}

fn count(letter: u8) -> Option<i64> {
    match letter {
        b'0'..=b'9' => Some(i64::from(letter - b'0')),
        b'a'..=b'z' => Some(i64::from(letter - b'a') + 10),
        b'-' => None,
        b'>' => Some(LARGEST),
        b'<' => Some(-LARGEST),
        _ => Some(i64::from(letter.cast_signed())),
    }
}
