// Days of the shop's calendar as the desk writes them, "2026-11-23". They are no moments: no clock and no time zone is asked.

import type { Days, WeekStart } from './bindings';
import { times, type Language } from './format';

const DAY = 86_400_000;
/** As JavaScript numbers weekdays. */
const FIRST: Record<WeekStart, number> = { sunday: 0, monday: 1, saturday: 6 };

export function moved(day: string, by: number): string {
  return written(at(day) + by * DAY);
}

/** How many days, the last included. */
export function lengthOf({ from, to }: Days): number {
  return Math.round((at(to) - at(from)) / DAY) + 1;
}

export function weekOf(day: string, start: WeekStart | null): Days {
  const into = (new Date(at(day)).getUTCDay() - FIRST[start ?? 'monday'] + 7) % 7;
  const from = moved(day, -into);
  return { from, to: moved(from, 6) };
}

/** The month of that day, or one so many months later. */
export function monthOf(day: string, later = 0): Days {
  const [year, month] = parts(day);
  return {
    from: written(Date.UTC(year, month - 1 + later, 1)),
    to: written(Date.UTC(year, month + later, 0)),
  };
}

export function yearOf(day: string, later = 0): Days {
  const year = parts(day)[0] + later;
  return { from: `${year}-01-01`, to: `${year}-12-31` };
}

/** Weekdays in the order of the shop's weeks, Monday 0. */
export function weekdays(start: WeekStart | null): number[] {
  return Array.from({ length: 7 }, (_, place) => (FIRST[start ?? 'monday'] + 6 + place) % 7);
}

/** Monday 0. */
export function weekdayOf(day: string): number {
  return (new Date(at(day)).getUTCDay() + 6) % 7;
}

/** Days as people call them: a day, a whole month, a whole year, or from then to then. */
export function daysName(days: Days, language: Language, month: 'long' | 'short' = 'long'): string {
  const { from, to } = days;
  const year = { year: 'numeric' } as const;
  if (from === to) return dayWords(from, language, { weekday: month, day: 'numeric', month, ...year });
  if (same(days, yearOf(from))) return dayWords(from, language, year);
  if (same(days, monthOf(from))) return dayWords(from, language, { month: 'long', ...year });
  const format = times(language, { day: 'numeric', month, ...year, timeZone: 'UTC' });
  return format.formatRange(new Date(at(from)), new Date(at(to)));
}

/** On an axis there is little room. */
export function shortDay(day: string, language: Language): string {
  return dayWords(day, language, { day: 'numeric', month: 'short' });
}

export function shortMonth(day: string, language: Language): string {
  return dayWords(day, language, { month: 'short' });
}

/** "2026-11" or any day of it: "November 2026". */
export function monthWords(month: string, language: Language): string {
  return dayWords(`${month.slice(0, 7)}-01`, language, { month: 'long', year: 'numeric' });
}

const FULL_DAY = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;

export function fullDay(day: string, language: Language): string {
  return dayWords(day, language, FULL_DAY);
}

/** Monday 0. */
export function weekdayName(weekday: number, language: Language, style: 'long' | 'short' = 'long'): string {
  return dayWords(moved('2024-01-01', weekday), language, { weekday: style }); // that was a Monday
}

/** "15:00–16:00" */
export function hourName(hour: number): string {
  const clock = (of: number) => `${String(of).padStart(2, '0')}:00`;
  return `${clock(hour)}–${clock(hour + 1)}`;
}

export function same(a: Days, b: Days): boolean {
  return a.from === b.from && a.to === b.to;
}

function dayWords(day: string, language: Language, options: Intl.DateTimeFormatOptions): string {
  return times(language, { ...options, timeZone: 'UTC' }).format(new Date(at(day)));
}

function at(day: string): number {
  const [year, month, date] = parts(day);
  return Date.UTC(year, month - 1, date);
}

function parts(day: string): [number, number, number] {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return [year, month, date];
}

function written(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
