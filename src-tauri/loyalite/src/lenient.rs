//! Reading a single value the lenient way: an integer may come as `7`, `7.0` or `"7"`, money as a number or text, a
//! time with an offset or a fraction. Numbers never pass through binary floating point.

use chrono::{DateTime, Datelike, NaiveDateTime, Utc};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::value::RawValue;
use uuid::Uuid;

/// The largest count that every reader of our JSON can hold exactly (2^53 - 1).
const LARGEST: i64 = 9_007_199_254_740_991;

/// A JSON object's fields; `None` for any other JSON (serde would also take an array, by position).
pub fn object<'a, T: Deserialize<'a>>(json: &'a [u8]) -> Option<T> {
    if json.trim_ascii_start().first() == Some(&b'{') { serde_json::from_slice(json).ok() } else { None }
}

pub fn text(raw: Option<&RawValue>) -> Option<String> {
    serde_json::from_str::<String>(raw?.get()).ok().filter(|text| !text.is_empty())
}

pub fn uuid(raw: Option<&RawValue>) -> Option<Uuid> {
    Uuid::parse_str(text(raw)?.trim()).ok()
}

pub fn decimal(raw: Option<&RawValue>) -> Option<Decimal> {
    let raw = raw?;
    let written = text(Some(raw)).unwrap_or_else(|| raw.get().to_owned());
    let written = written.trim();
    written.parse().or_else(|_| Decimal::from_scientific(written)).ok()
}

pub fn integer(raw: Option<&RawValue>) -> Option<i64> {
    let number = decimal(raw)?;
    let whole = number.is_integer().then(|| i64::try_from(number).ok())??;
    (-LARGEST..=LARGEST).contains(&whole).then_some(whole)
}

/// RFC 3339; a time without an offset is UTC, as everything the platform sends. Kept to the microsecond;
/// a leap second is the first of the next minute.
pub fn time(raw: Option<&RawValue>) -> Option<DateTime<Utc>> {
    let written = text(raw)?;
    let written = written.trim();
    DateTime::parse_from_rfc3339(written)
        .or_else(|_| DateTime::parse_from_str(written, "%Y-%m-%dT%H:%M:%S%.f%z"))
        .map(|time| time.to_utc())
        .or_else(|_| {
            NaiveDateTime::parse_from_str(written, "%Y-%m-%dT%H:%M:%S%.f").map(|time| time.and_utc())
        })
        .ok()
        .and_then(|time| DateTime::from_timestamp_micros(time.timestamp_micros()))
        .filter(|time| (0..=9999).contains(&time.year()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(json: &str) -> Box<RawValue> {
        RawValue::from_string(json.into()).unwrap()
    }

    #[test]
    fn integers_come_in_several_shapes() {
        for json in ["7", "7.0", "\"7\"", "\" 7 \"", "7e0", "0.7E1"] {
            assert_eq!(integer(Some(&raw(json))), Some(7), "{json}");
        }
        for json in ["7.5", "\"seven\"", "true", "null", "[7]", "1e30", "9007199254740992", "\"\""] {
            assert_eq!(integer(Some(&raw(json))), None, "{json} is no count we can hold");
        }
    }

    #[test]
    fn money_keeps_every_digit_it_was_written_with() {
        for (json, exact) in
            [("85.50", "85.50"), ("\"0.10\"", "0.10"), ("12345678901234.01", "12345678901234.01")]
        {
            assert_eq!(decimal(Some(&raw(json))).unwrap().to_string(), exact);
        }
    }

    #[test]
    fn times_may_carry_offsets_and_fractions() {
        let noon: DateTime<Utc> = "2026-04-19T12:00:00Z".parse().unwrap();
        for json in [
            "2026-04-19T12:00:00Z",
            "2026-04-19T15:00:00+03:00",
            "2026-04-19T15:00:00+0300",
            "2026-04-19T12:00:00.000000Z",
            "2026-04-19T12:00:00",
        ] {
            assert_eq!(time(Some(&raw(&format!("{json:?}")))), Some(noon), "{json}");
        }
        let leap = time(Some(&raw("\"2026-04-19T11:59:60Z\"")));
        assert_eq!(leap, Some(noon), "stored as a number of microseconds, it must be read as that number");
        for json in ["\"yesterday\"", "1776600000", "\"2026-13-01T00:00:00Z\"", "\"2026-04-19\""] {
            assert_eq!(time(Some(&raw(json))), None, "{json}");
        }
    }
}
