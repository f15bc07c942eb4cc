// What the drawing of a report shows: one bar per day, month or hour, and the words for each.

import type { Report, Totals } from './bindings';
import { count, money, type Language } from './format';
import type { Translate } from './i18n.svelte';
import { fullDay, hourName, monthWords, shortDay, shortMonth, weekdayOf } from './reportDays';

export const MEASURES = ['stamps', 'coupons', 'points', 'amount', 'new_customers', 'events'] as const;
export type Measure = (typeof MEASURES)[number];
export type Ink = 'ink-soft' | 'earned' | 'reward' | 'redeemed';

/** A kind of figure in a drawing: above the line, or below it. */
export type Series = { key: string; label: string; ink: Ink; whole: string };
export type Bar = {
  name: string;
  /** On the axis. */
  short: string;
  /** One size per series. */
  sizes: number[];
  /** The same in words. */
  told: string[];
};
export type Bars = { series: Series[]; bars: Bar[] };

type Column = {
  label: 'issued' | 'used' | 'earned' | 'spent' | 'given' | 'sent' | 'joined' | 'counted';
  figure: keyof Totals;
  ink: Ink;
};

const COLUMNS: Record<Measure, Column[]> = {
  stamps: [{ label: 'given', figure: 'stamps', ink: 'earned' }],
  coupons: [
    { label: 'issued', figure: 'coupons_issued', ink: 'reward' },
    { label: 'used', figure: 'coupons_used', ink: 'redeemed' },
  ],
  points: [
    { label: 'earned', figure: 'points_earned', ink: 'earned' },
    { label: 'spent', figure: 'points_spent', ink: 'redeemed' },
  ],
  amount: [{ label: 'sent', figure: 'amount', ink: 'ink-soft' }],
  new_customers: [{ label: 'joined', figure: 'new_customers', ink: 'earned' }],
  events: [{ label: 'counted', figure: 'events', ink: 'ink-soft' }],
};

/** The measures there is anything of; events alone where there is nothing else. */
export function measuresIn({ now }: Report): Measure[] {
  const any = MEASURES.filter((measure) =>
    COLUMNS[measure].some(({ figure }) => Number(now[figure] ?? 0) !== 0),
  );
  return any.length > 1 ? any.filter((measure) => measure !== 'events') : any;
}

export function barsOf(report: Report, measure: Measure, t: Translate, language: Language): Bars {
  const columns = COLUMNS[measure];
  const months = monthly(report);
  const words = ({ figure }: Column, of: Totals) =>
    figure === 'amount'
      ? of.amount === null
        ? '–'
        : money(of.amount, report.currency, language)
      : count(of[figure] ?? 0, language);
  return {
    series: columns.map((column) => ({
      key: column.label,
      label: t(`reports.chart.${column.label}`),
      ink: column.ink,
      whole: words(column, report.now),
    })),
    bars: report.days.map(({ from, figures }) => ({
      name: months ? monthWords(from, language) : fullDay(from, language),
      short: months ? shortMonth(from, language) : shortDay(from, language),
      sizes: columns.map(({ figure }) => Number(figures[figure] ?? 0)),
      told: columns.map((column) => words(column, figures)),
    })),
  };
}

/** Its parts are months. */
export function monthly({ days }: Report): boolean {
  return days.some(({ from, to }) => from !== to);
}

/** A single day, by the hour. */
export function hoursOf(report: Report, t: Translate, language: Language): Bars {
  const hours = report.hours[weekdayOf(report.from)] ?? [];
  const [first, last] = openHours([hours]);
  return {
    series: [
      {
        key: 'counted',
        label: t('reports.chart.counted'),
        ink: 'ink-soft',
        whole: count(report.now.events, language),
      },
    ],
    bars: hours.slice(first, last + 1).map((events, place) => ({
      name: hourName(first + place),
      short: `${String(first + place).padStart(2, '0')}:00`,
      sizes: [events],
      told: [count(events, language)],
    })),
  };
}

/** Fewer hours than these would look like a shop that hardly opens. */
const FEWEST = 10;

/** The first and the last hour in which anything happened, widened to a usual day. */
export function openHours(hours: number[][]): [first: number, last: number] {
  const busy = Array.from({ length: 24 }, (_, hour) => hours.some((day) => (day[hour] ?? 0) > 0));
  const [first, last] = [busy.indexOf(true), busy.lastIndexOf(true)];
  if (first < 0) return [8, 8 + FEWEST - 1];
  const missing = Math.max(0, FEWEST - (last - first + 1));
  const begins = Math.max(0, Math.min(first - Math.floor(missing / 2), 24 - FEWEST));
  return [Math.min(first, begins), Math.max(last, begins + FEWEST - 1)];
}

export type Busiest = { weekday: number; hour: number; events: number };

export function busiestOf(hours: number[][]): Busiest | null {
  const all = hours.flatMap((day, weekday) => day.map((events, hour) => ({ weekday, hour, events })));
  return all.reduce<Busiest | null>((best, one) => (one.events > (best?.events ?? 0) ? one : best), null);
}
