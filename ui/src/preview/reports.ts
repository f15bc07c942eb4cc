// The café's books for looking at: ?empty, ?report_failed, ?books_failed, ?incomplete, ?no_costs, ?points_only, ?slow

import { emit } from '@tauri-apps/api/event';
import type {
  BooksReport,
  Day,
  ExportRequest,
  Exported,
  Figures,
  Report,
  ReportQuery,
  Totals,
} from '../lib/bindings';
import { lengthOf, monthOf, moved, weekdayOf, yearOf } from '../lib/reportDays';
import { HOUSE, SINCE, daysAgo, feed } from './shop';

const asked = new URLSearchParams(location.search);
const pointsOnly = asked.has('points_only');

/** Today, in the shop's time zone. */
export function shopDay(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Istanbul' }).format(Date.now());
}

function noise(seed: string, to: number): number {
  let sum = 7;
  for (const letter of seed) sum = (sum * 31 + letter.charCodeAt(0)) % 9973;
  return sum % to;
}

/** Busier towards the weekend, shut on some Mondays, growing slowly. */
function dayTotals(day: string): Totals {
  const weekday = weekdayOf(day);
  const shut = weekday === 0 && noise(day, 3) === 0;
  const busy = shut ? 0 : 14 + weekday * 6 + noise(day, 12);
  const stamps = pointsOnly ? 0 : Math.round(busy * 2.4);
  const purchases = Math.round(busy * 2.1);
  const amounts = Math.round(purchases * 0.83);
  return {
    events: Math.round(busy * 2.8),
    stamps,
    points_earned: busy * 21,
    points_spent: Math.round(busy * (6 + noise(`${day}s`, 9))),
    coupons_issued: Math.round(stamps / 11),
    coupons_used: Math.round(stamps / 14) + (noise(day, 2) && stamps > 0 ? 1 : 0),
    new_customers: Math.round(busy / 9),
    amount: amounts === 0 ? null : `${amounts * 118 + noise(day, 90)}.50`,
    amounts,
    amount_events: purchases,
  };
}

const NONE: Totals = {
  events: 0,
  stamps: 0,
  points_earned: 0,
  points_spent: 0,
  coupons_issued: 0,
  coupons_used: 0,
  new_customers: 0,
  amount: null,
  amounts: 0,
  amount_events: 0,
};

function summed(all: Totals[]): Totals {
  const sum = (of: (one: Totals) => number) => all.reduce((total, one) => total + of(one), 0);
  const figures = Object.keys(NONE).filter((key) => key !== 'amount') as Exclude<keyof Totals, 'amount'>[];
  const totals = { ...NONE, ...Object.fromEntries(figures.map((key) => [key, sum((one) => one[key])])) };
  return { ...totals, amount: totals.amounts === 0 ? null : sum((one) => Number(one.amount)).toFixed(2) };
}

function listed(from: string, to: string): string[] {
  return Array.from({ length: Math.max(0, lengthOf({ from, to })) }, (_, place) => moved(from, place));
}

function figures(from: string, to: string, empty: boolean): Figures {
  const totals = empty ? NONE : summed(listed(from, to).map(dayTotals));
  const served = Math.round(totals.events / (1.9 + Math.min(2, lengthOf({ from, to }) / 40)));
  return {
    ...totals,
    customers_served: served,
    returning_customers: Math.round(served * 0.62),
    repeat_customers: from === to ? 0 : Math.round(served * 0.34),
  };
}

function parts(from: string, to: string, empty: boolean): Day[] {
  const days = listed(from, to);
  const totals = (all: string[]) => (empty ? NONE : summed(all.map(dayTotals)));
  if (days.length <= 92) return days.map((day) => ({ from: day, to: day, figures: totals([day]) }));
  const months = [...new Set(days.map((day) => day.slice(0, 7)))];
  return months.map((month) => {
    const of = days.filter((day) => day.startsWith(month));
    return { from: of[0]!, to: of.at(-1)!, figures: totals(of) };
  });
}

function hours(from: string, to: string, empty: boolean): number[][] {
  const grid = Array.from({ length: 7 }, () => Array<number>(24).fill(0));
  const shape = [0, 0, 0, 0, 0, 0, 0, 2, 7, 11, 8, 6, 9, 10, 8, 12, 13, 11, 8, 6, 5, 3, 1, 0];
  for (const day of empty ? [] : listed(from, to)) {
    const { events } = dayTotals(day);
    const row = grid[weekdayOf(day)]!;
    shape.forEach((share, hour) => {
      const late = weekdayOf(day) > 4 && hour > 13 ? 1.5 : 1;
      row[hour] = row[hour]! + Math.round((events * share * late) / 120 + (share ? noise(day + hour, 2) : 0));
    });
  }
  return grid;
}

function report({ from, to }: ReportQuery, empty: boolean): Report {
  if (asked.has('report_failed')) throw { code: 'database_busy', message: 'database is locked' };
  const before = beforeOf(from, to);
  return {
    from,
    to,
    before,
    time_zone: 'Europe/Istanbul',
    as_of: new Date().toISOString(),
    currency: 'TRY',
    incomplete: asked.has('incomplete')
      ? {
          since: SINCE,
          breaks: 12,
          missed: [
            { from: daysAgo(2.3), to: daysAgo(2.1) },
            { from: daysAgo(4.3), to: daysAgo(4.2) },
          ],
        }
      : null,
    now: figures(from, to, empty),
    before_figures: figures(before.from, before.to, empty),
    days: parts(from, to, empty),
    hours: hours(from, to, empty),
  };
}

function beforeOf(from: string, to: string) {
  const days = lengthOf({ from, to });
  if (monthOf(from).from === from && monthOf(from).to === to) return monthOf(from, -1);
  if (yearOf(from).from === from && yearOf(from).to === to) return yearOf(from, -1);
  return { from: moved(from, -days), to: moved(from, -1) };
}

function books({ from, to }: ReportQuery, empty: boolean): BooksReport {
  if (asked.has('books_failed')) throw { code: 'storage', message: 'disk I/O error' };
  const costs = !asked.has('no_costs') && !empty;
  const patterns = empty ? [] : patternsIn(from, to);
  return {
    days_to_complete: empty ? null : 23.5,
    cards_completed_known: empty ? 0 : 41,
    coupons: empty || pointsOnly ? [] : Array.from({ length: 19 }, (_, back) => couponMonth(back)),
    coupon_ages: empty
      ? { week: 0, month: 0, quarter: 0, older: 0 }
      : { week: 9, month: 21, quarter: 17, older: 6 },
    coupons_outstanding: empty ? 0 : 53,
    points_outstanding: empty ? 0 : 48_210,
    nearly_there: empty ? 0 : 37,
    lapsed: empty ? { days_30: 0, days_60: 0, days_90: 0 } : { days_30: 184, days_60: 121, days_90: 88 },
    liability: {
      reward_cost: costs ? '45' : null,
      point_value: costs ? '0.05' : null,
      coupons_gross: costs ? '2385.00' : null,
      coupons_net: costs ? '1955.70' : null,
      points_gross: costs ? '2410.50' : null,
      points_net: null,
      coupon_breakage: costs ? 0.18 : null,
      points_breakage: null,
    },
    patterns,
    patterns_total: patterns.length,
  };
}

function couponMonth(back: number) {
  const month = monthOf(shopDay(), -back).from.slice(0, 7);
  const issued = 62 - back * 2 + noise(month, 14);
  const outstanding = Math.max(0, Math.round(issued * (0.55 - back * 0.07)));
  const closed = back > 5 ? noise(month, 5) : 0;
  return { month, issued, used: issued - outstanding - closed, closed, outstanding };
}

function patternsIn(from: string, to: string) {
  return feed.slice(1, Math.min(8, 2 + lengthOf({ from, to }))).map((one, place) => ({
    kind: place % 3 === 1 ? ('repeat_within_5_minutes' as const) : ('many_in_a_day' as const),
    organization: HOUSE,
    customer_id: one.customer_id!,
    customer_code: one.customer_code,
    at: daysAgo(place * 0.7),
    count: place % 3 === 1 ? 2 : 4 + (place % 2),
  }));
}

let stop = false;

/** Takes its time, so that its progress can be looked at. */
async function exportTo({ what }: ExportRequest): Promise<Exported | null> {
  stop = false;
  const total = what === 'feed' ? 48_000 : 1_200;
  for (let rows = 0; rows < total && !stop; rows += total / 12) {
    await emit('export-moved', { rows, total });
    await new Promise((done) => setTimeout(done, 400));
  }
  return stop ? null : { path: `/home/shop/Documents/stampdesk-${what}.xlsx`, rows: total };
}

const slowly = (answer: () => unknown) =>
  asked.has('slow') ? new Promise((done) => setTimeout(() => done(answer()), 2_500)) : answer();

export function reportAnswers(empty: boolean): Record<string, (args: never) => unknown> {
  return {
    report: ({ query }: { query: ReportQuery }) => slowly(() => report(query, empty)),
    books: ({ query }: { query: ReportQuery }) => slowly(() => books(query, empty)),
    export_to: ({ request }: { request: ExportRequest }) => exportTo(request),
    cancel_export: () => ((stop = true), null),
  };
}
