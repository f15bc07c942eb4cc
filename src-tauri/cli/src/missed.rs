//! Silence, absences and what may be missing, as `health` shows them.

use desk::query::Silence;
use desk::{Stretch, words_on_missed, words_on_silence};

use crate::print::time;

/// So many absences are shown to a person.
const SHOWN: usize = 10;

/// Since when nothing has come in, and whether that is usual.
pub fn show_silence(silence: &Silence) {
    say!("\n{}", words_on_silence(silence));
}

/// When nobody listened here, and the hours that may have holes by it. `incomplete` is how many customers lack something.
pub fn show(absences: &[Stretch], missed: &[Stretch], incomplete: Option<i64>) {
    if absences.is_empty() && missed.is_empty() {
        return;
    }
    if !absences.is_empty() {
        say!("\nNobody listened here, newest first");
    }
    absences.iter().take(SHOWN).for_each(line);
    say!("\n{}", words_on_missed(missed, incomplete));
    missed.iter().for_each(line);
}

fn line(stretch: &Stretch) {
    say!("  from {} to {}", time(Some(stretch.from)), time(Some(stretch.to)));
}
