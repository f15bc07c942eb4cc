//! The table: for people as Markdown, so that it can be pasted into `docs/benchmarks.md`, and as JSON.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::figure::{Figure, Goal, Unit};
use crate::machine;

/// Everything, for people.
pub fn markdown(figures: &[Figure]) -> String {
    let mut text = String::new();
    for (name, value) in machine::lines() {
        let _ = writeln!(text, "- {name}: {value}");
    }
    text.push_str(
        "\n| figure | goal | median | min | max | runs | met | note |\n|---|---|--:|--:|--:|--:|---|---|\n",
    );
    for figure in figures {
        let number = |value| said(figure.unit, value);
        let met = figure.met().map_or("", |met| if met { "yes" } else { "**no**" });
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {met} | {} |",
            figure.name,
            figure.goal.map_or_else(String::new, |goal| goal_said(figure.unit, goal)),
            number(figure.median()),
            number(figure.min()),
            number(figure.max()),
            figure.runs.len(),
            figure.note,
        );
    }
    let _ = writeln!(text, "\n{}", verdict(figures));
    text
}

/// Everything, for programs. What could not be measured is null.
pub fn json(figures: &[Figure]) -> Value {
    let machine: serde_json::Map<_, _> =
        machine::lines().into_iter().map(|(name, value)| (name.to_lowercase(), value.into())).collect();
    let lines: Vec<Value> = figures.iter().map(line).collect();
    json!({ "machine": machine, "figures": lines })
}

fn line(figure: &Figure) -> Value {
    let goal = figure.goal.map(|goal| match goal {
        Goal::AtLeast(least) => json!({ "at_least": least }),
        Goal::AtMost(most) => json!({ "at_most": most }),
    });
    json!({
        "name": figure.name,
        "unit": unit(figure.unit),
        "goal": goal,
        "min": figure.min(),
        "median": figure.median(),
        "max": figure.max(),
        "runs": figure.runs,
        "met": figure.met(),
        "note": figure.note,
    })
}

/// How many goals are met.
fn verdict(figures: &[Figure]) -> String {
    let judged: Vec<bool> = figures.iter().filter_map(Figure::met).collect();
    let met = judged.iter().filter(|met| **met).count();
    format!("{met} of {} goals met.", judged.len())
}

const fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::PerSecond => "per_second",
        Unit::Millis => "milliseconds",
        Unit::Ratio => "ratio",
        Unit::Bytes => "bytes",
        Unit::Frames => "frames",
    }
}

fn goal_said(unit: Unit, goal: Goal) -> String {
    match goal {
        Goal::AtLeast(least) => format!("≥ {}", said(unit, least)),
        Goal::AtMost(most) => format!("≤ {}", said(unit, most)),
    }
}

fn said(unit: Unit, value: f64) -> String {
    if value.is_nan() {
        return "–".into();
    }
    match unit {
        Unit::PerSecond => format!("{}/s", grouped(value)),
        Unit::Millis if value < 10.0 => format!("{value:.2} ms"),
        Unit::Millis if value < 100.0 => format!("{value:.1} ms"),
        Unit::Millis => format!("{} ms", grouped(value)),
        Unit::Ratio => format!("{value:.2} ×"),
        Unit::Bytes if value < 1e3 => format!("{value:.0} B"),
        Unit::Bytes if value < 1e6 => format!("{:.2} KB", value / 1e3),
        Unit::Bytes => format!("{:.1} MB", value / 1e6),
        Unit::Frames => grouped(value),
    }
}

/// A whole number with a comma before every three digits.
fn grouped(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!(said(Unit::PerSecond, 150_000.4), "150,000/s");
        assert_eq!(said(Unit::Millis, 0.123), "0.12 ms");
        assert_eq!(said(Unit::Millis, 1234.0), "1,234 ms");
        assert_eq!(said(Unit::Ratio, 1.304), "1.30 ×");
        assert_eq!(said(Unit::Bytes, 912.4), "912 B");
        assert_eq!(said(Unit::Bytes, 256_000.0), "256.00 KB");
        assert_eq!(goal_said(Unit::Millis, Goal::AtMost(50.0)), "≤ 50.0 ms");
    }

    #[test]
    fn the_verdict_counts_goals_not_figures() {
        let figures = [
            Figure::new("fast", Unit::Millis, vec![1.0]).goal(Goal::AtMost(5.0)),
            Figure::new("slow", Unit::Millis, vec![9.0]).goal(Goal::AtMost(5.0)),
            Figure::new("told", Unit::Millis, vec![9.0]),
        ];
        assert_eq!(verdict(&figures), "1 of 2 goals met.");
        assert_eq!(line(&figures[2])["goal"], Value::Null);
        assert_eq!(line(&Figure::new("left out", Unit::Ratio, Vec::new()))["median"], Value::Null);
    }
}
