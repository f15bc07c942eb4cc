//! Since when nobody listened here is known at the next start, also after a crash, and never made up.

use super::*;
use desk::Stretch;

fn on() -> Listening {
    Listening::On { address: "127.0.0.1:8787".into() }
}

/// Listens from `from` for so many seconds, looking once a second.
fn listen(record: &Record, from: DateTime<Utc>, seconds: i32) -> DateTime<Utc> {
    record.listening(&on());
    (0..=seconds).for_each(|second| record.look(from + SECOND * second));
    from + SECOND * seconds
}

#[tokio::test]
async fn an_evening_and_the_morning_after_it() {
    let home = TempDir::new().unwrap();
    let record = open(&home);
    let evening = listen(&record, noon(), 90);
    assert!(record.border().absences.is_empty(), "before the first time there was no absence");
    record.listening(&Listening::Shut);
    record.look(evening + SECOND);
    record.flush().await;

    let record = open(&home);
    let morning = evening + HOUR * 14;
    record.look(morning - SECOND);
    assert!(record.border().absences.is_empty(), "it is not over before somebody listens");
    listen(&record, morning, 3);
    let absences = vec![Stretch { from: evening, to: morning }];
    assert_eq!(Vec::from(record.border().absences), absences, "to the second");
    record.flush().await;
    assert_eq!(Vec::from(found(&home).unwrap().absences), absences, "for every program that looks");

    let record = open(&home);
    listen(&record, morning + SECOND * 60, 3);
    assert_eq!(record.border().absences.len(), 1, "a restart within a minute is none");
}

#[tokio::test]
async fn trouble_at_the_door_is_an_absence_and_a_sleep_is_a_gap() {
    let home = TempDir::new().unwrap();
    let record = open(&home);
    let before = listen(&record, noon(), 5);
    record.listening(&Listening::NoSecret { address: "127.0.0.1:8787".into() });
    record.look(before + HOUR);
    listen(&record, before + HOUR * 2, 5);
    let absences = vec![Stretch { from: before, to: before + HOUR * 2 }];
    assert_eq!(Vec::from(record.border().absences), absences, "without a secret every delivery is refused");
    record.look(before + HOUR * 12);
    assert_eq!(Vec::from(record.border().absences), absences, "the clock leapt while we listened: see gap");
    record.look(before);
    listen(&record, before + SECOND, 5);
    assert_eq!(record.border().absences.len(), 1, "a clock set back makes no absence");
}

#[tokio::test]
async fn a_crash_costs_the_absence_nothing() {
    let home = TempDir::new().unwrap();
    let record = open(&home);
    listen(&record, noon(), 1);
    record.flush().await;
    listen(&record, noon() + SECOND * 2, 30); // the end of this one is never written

    let record = open(&home);
    let again = noon() + HOUR * 10;
    listen(&record, again, 0);
    let absence = Stretch { from: noon() + SECOND, to: again };
    assert_eq!(Vec::from(record.border().absences), [absence], "rather too long than too short");
}

#[tokio::test]
async fn a_record_of_before_there_were_absences_still_reads() {
    let home = TempDir::new().unwrap();
    let record = open(&home);
    listen(&record, noon(), 1);
    record.saw(ended(Outcome::Stored), noon());
    record.flush().await;
    let file = home.path().join("listener.json");
    let mut old: serde_json::Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    old.as_object_mut().unwrap().remove("awake_until");
    old["border"].as_object_mut().unwrap().remove("absences");
    fs::write(&file, old.to_string()).unwrap();

    let border = found(&home).unwrap();
    assert_eq!((border.outcomes.stored, border.absences.len()), (1, 0));
    let record = open(&home);
    listen(&record, noon() + HOUR * 24, 1);
    assert!(record.border().absences.is_empty(), "since when is unknown, so none is made up");
}

#[tokio::test]
async fn only_the_newest_hundred_are_kept() {
    let home = TempDir::new().unwrap();
    let record = open(&home);
    for day in 0..150 {
        listen(&record, noon() + HOUR * 24 * day, 1);
        record.listening(&Listening::Shut);
        record.look(noon() + HOUR * (24 * day + 1));
    }
    let absences = record.border().absences;
    assert_eq!((absences.len(), absences[0].to), (100, noon() + HOUR * 24 * 149));
}
