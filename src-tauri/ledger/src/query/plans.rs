//! What the screens ask again and again is read off an index, however long the history: SQLite's own plans say so.

use std::path::Path;

use super::customers::{CustomerQuery, CustomerSort};
use super::feed::FeedQuery;
use super::{bind, visits};
use crate::store;

/// The steps by which SQLite answers `sql`, one a line, where a page of fifty is asked.
fn plan(sql: &str) -> String {
    let connection = store::open_to_read(Path::new("there is none")).unwrap(); // an empty one, with all indexes
    let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    bind(&mut statement, ":limit", 50).unwrap();
    bind(&mut statement, ":offset", 0).unwrap();
    let steps: Result<Vec<String>, _> = statement.raw_query().mapped(|row| row.get("detail")).collect();
    steps.unwrap().join("\n")
}

#[test]
fn the_customers_seen_last_are_read_off_their_index() {
    let everyone = CustomerQuery::default();
    let of_one_shop =
        CustomerQuery { organization: Some("kahveci-mehmet".into()), ..CustomerQuery::default() };
    for query in [everyone, of_one_shop] {
        let plan = plan(&query.rows());
        assert!(plan.contains("SCAN c USING INDEX customer_by_last_seen"), "{plan}");
    }
}

#[test]
fn a_search_looks_through_the_customers_once() {
    for sort in [CustomerSort::LastSeen, CustomerSort::Code] {
        let query = CustomerQuery {
            organization: Some("kahveci-mehmet".into()),
            search: Some("ayşe".into()),
            sort,
            ..CustomerQuery::default()
        };
        let plan = plan(&query.rows());
        assert_eq!(plan.lines().filter(|step| *step == "SCAN c").count(), 1, "{plan}");
        assert!(plan.contains("SEARCH c USING INTEGER PRIMARY KEY"), "{plan}");
    }
}

#[test]
fn typed_digits_lead_to_the_events_of_a_code_whatever_the_kind() {
    let query = |events: &[&str]| FeedQuery {
        code_prefix: Some("482".into()),
        events: events.iter().map(|&kind| kind.into()).collect(),
        ..FeedQuery::default()
    };
    for asked in [query(&[]), query(&["stamp.earned"]), query(&["stamp.earned", "coupon.redeemed"])] {
        let plan = plan(&asked.sql());
        assert!(plan.contains("INDEX event_by_code (customer_code>? AND customer_code<?)"), "{plan}");
        assert!(!plan.contains("event_by_kind"), "{plan}");
    }
}

#[test]
fn visits_read_no_more_than_what_arrived_since() {
    let plan = plan(visits::VISITS);
    assert!(plan.contains("SEARCH event USING INTEGER PRIMARY KEY (rowid>?)"), "{plan}");
}
