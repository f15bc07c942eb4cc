// The page of a closed day, or of one that is about to be closed: what stands on it, and in which words days and times are told.

import type { DayClose, Figures, Incomplete, OpenThen, Report, Totals } from './bindings';
import { LOCALES, count, money, type Language } from './format';

export type Sheet = {
  organization: string | null;
  day: string;
  timeZone: string;
  currency: string;
  figures: Figures;
  open: OpenThen;
  incomplete: Incomplete | null;
  /** Null while the day is not closed. */
  closed: DayClose | null;
};

export const GROUPS = [
  { group: 'customers', figures: ['customers_served', 'new_customers', 'returning_customers'] },
  { group: 'cards', figures: ['stamps', 'coupons_issued', 'coupons_used'] },
  { group: 'points', figures: ['points_earned', 'points_spent'] },
] as const;

/** What can have arrived later, in the page's order. */
const LATER = [
  'new_customers',
  'stamps',
  'coupons_issued',
  'coupons_used',
  'points_earned',
  'points_spent',
] as const;

export type LaterRow = { key: (typeof LATER)[number] | 'amount' | 'events'; value: string; less: boolean };

export function draftOf(report: Report, organization: string | null, open: OpenThen): Sheet {
  const { from: day, time_zone: timeZone, currency, now: figures, incomplete } = report;
  return { organization, day, timeZone, currency, figures, open, incomplete, closed: null };
}

export function sheetOf(closed: DayClose): Sheet {
  const { organization, day, time_zone: timeZone, currency, figures, open, incomplete } = closed;
  return { organization, day, timeZone, currency, figures, open, incomplete, closed };
}

/** Only what changed; where no figure did, the events that came all the same. */
export function laterRows(later: Totals, currency: string, language: Language): LaterRow[] {
  const rows: LaterRow[] = LATER.filter((key) => later[key] !== 0).map((key) =>
    row(key, later[key], language),
  );
  const { amount } = later;
  if (amount !== null && /[1-9]/.test(amount)) {
    const less = amount.startsWith('-');
    const value = `${less ? MINUS : '+'}${money(less ? amount.slice(1) : amount, currency, language)}`;
    rows.push({ key: 'amount', value, less });
  }
  return rows.length > 0 ? rows : [row('events', later.events, language)];
}

const MINUS = '−';

function row(key: LaterRow['key'], value: number, language: Language): LaterRow {
  const less = value < 0;
  return { key, value: `${less ? MINUS : '+'}${count(Math.abs(value), language)}`, less };
}

/** The calendar day so many days later, or earlier. */
export function dayAfter(day: string, by: number): string {
  const at = new Date(`${day}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + by);
  return at.toISOString().slice(0, 10);
}

/** "23 November 2026": a day of the shop's calendar is the same everywhere. */
export function dateOf(day: string, language: Language): string {
  return written(`${day}T12:00:00Z`, 'UTC', language, { day: 'numeric', month: 'long', year: 'numeric' });
}

export function shortDateOf(day: string, language: Language): string {
  return written(`${day}T12:00:00Z`, 'UTC', language, { day: 'numeric', month: 'short', year: 'numeric' });
}

export function weekdayOf(day: string, language: Language): string {
  return written(`${day}T12:00:00Z`, 'UTC', language, { weekday: 'long' });
}

/** A moment on the shop's clock. */
export function clockIn(at: string, zone: string, language: Language): string {
  return written(at, zone, language, { hour: '2-digit', minute: '2-digit' });
}

export function momentIn(at: string, zone: string, language: Language): string {
  const day = written(at, zone, language, { day: 'numeric', month: 'long', year: 'numeric' });
  return `${day} ${clockIn(at, zone, language)}`;
}

/** The day on which it was then, at the shop. */
export function dayIn(at: string, zone: string): string {
  const options = { year: 'numeric', month: '2-digit', day: '2-digit', ...zoned(zone) } as const;
  const parts = new Intl.DateTimeFormat('en-GB', options).formatToParts(new Date(at));
  const part = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

function written(at: string, zone: string, language: Language, parts: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(LOCALES[language], { ...parts, ...zoned(zone) }).format(new Date(at));
}

/** A zone that this system does not know is told in its own. */
function zoned(zone: string): Intl.DateTimeFormatOptions {
  try {
    return { timeZone: new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone };
  } catch {
    return {};
  }
}

/** Until then at night, a shop that closes after midnight closes the day before. */
const NIGHT_ENDS = 6;

/** The day that is likely to be closed now: the present one; early in the morning the one before, while it is still open. */
export function dueDay(today: string, hour: number, closed: (day: string) => boolean): string {
  const before = dayAfter(today, -1);
  return hour < NIGHT_ENDS && !closed(before) ? before : today;
}
