// The figures of a report, in the order of its pages, and how two of them are compared in words.

import type { BooksReport, Figures, Report } from './bindings';
import { dayIn } from './dayClose';
import { LOCALES, count, money, type Language } from './format';
import type { Translate } from './i18n.svelte';

export type FigureKey =
  | 'customers_served'
  | 'new_customers'
  | 'returning_customers'
  | 'repeat_rate'
  | 'stamps'
  | 'coupons_issued'
  | 'days_to_complete'
  | 'coupons_used'
  | 'coupon_rate'
  | 'points_earned'
  | 'points_spent'
  | 'points_rate'
  | 'amount'
  | 'events';

export type Value =
  { kind: 'count' | 'share' | 'days'; value: number | null } | { kind: 'money'; value: string | null };

export const GROUPS = {
  customers: ['customers_served', 'new_customers', 'returning_customers', 'repeat_rate'],
  cards: ['stamps', 'coupons_issued', 'days_to_complete'],
  coupons: ['coupons_used', 'coupon_rate'],
  points: ['points_earned', 'points_spent', 'points_rate'],
  purchases: ['amount', 'events'],
} as const satisfies Record<string, FigureKey[]>;

export type Group = keyof typeof GROUPS;

/** What stands large at the top: the first four of which there are any. */
const FIRST = [
  'customers_served',
  'stamps',
  'amount',
  'coupons_used',
  'points_earned',
  'new_customers',
  'coupons_issued',
] as const satisfies FigureKey[];

export function headline(now: Figures, before: Figures): FigureKey[] {
  const any = FIRST.filter((key) => told(valueOf(key, now)) || told(valueOf(key, before)));
  return [...any, ...FIRST.filter((key) => !any.includes(key))].slice(0, 4);
}

/** Something, and not nothing of it. */
function told({ value }: Value): boolean {
  return value !== null && Number(value) !== 0;
}

export function valueOf(key: FigureKey, of: Figures, books: BooksReport | null = null): Value {
  switch (key) {
    case 'repeat_rate':
      return share(of.repeat_customers, of.customers_served);
    case 'coupon_rate':
      return share(of.coupons_used, of.coupons_issued);
    case 'points_rate':
      return share(of.points_spent, of.points_earned);
    case 'days_to_complete':
      return { kind: 'days', value: books?.days_to_complete ?? null };
    case 'amount':
      return { kind: 'money', value: of.amount };
    default:
      return { kind: 'count', value: of[key] };
  }
}

export function share(part: number, whole: number): Value {
  return { kind: 'share', value: whole === 0 ? null : part / whole };
}

/** The day on which this PC began to listen, where the period before began no later: its figures are not whole then. */
export function listenedOnlySince(
  { before, time_zone }: Report,
  listeningSince: string | null | undefined,
): string | null {
  if (!listeningSince) return null;
  const day = dayIn(listeningSince, time_zone);
  return day >= before.from ? day : null;
}

/** As it is written; a dash where there is nothing to tell. */
export function shown(figure: Value, currency: string, language: Language): string {
  if (figure.value === null) return '–';
  if (figure.kind === 'money') return money(figure.value, currency, language);
  if (figure.kind === 'share') return percent(figure.value, language);
  if (figure.kind === 'count') return count(figure.value, language);
  return new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 1 }).format(figure.value);
}

export function percent(part: number, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language], { style: 'percent' }).format(part);
}

export type Change = { way: 'up' | 'down' | 'same'; words: string };

/** Below this a percentage says more than there is: "up 100%" from one to two. */
const FEW = 20;

/** In words what became of a figure; null where there is nothing to compare. What is unknown is not nothing. */
export function changeOf(now: Value, before: Value, t: Translate, language: Language): Change | null {
  if (now.value === null || before.value === null) return null;
  const [is, was] = [Number(now.value), Number(before.value)];
  if (now.kind === 'days' || (is === 0 && was === 0)) return null;
  if (is === was) return { way: 'same', words: t('reports.changed.same') };
  if (was === 0) return { way: 'up', words: t('reports.changed.new') };
  if (is === 0) return { way: 'down', words: t('reports.changed.gone') };
  const way = is > was ? 'up' : 'down';
  if (now.kind === 'count' && Math.max(is, was) < FEW) {
    const by = count(Math.abs(is - was), language);
    return { way, words: t(way === 'up' ? 'reports.changed.more' : 'reports.changed.less', { by }) };
  }
  return changedBy(now.kind === 'share' ? null : Math.abs(is - was) / was, is, was, t, language);
}

/** Of shares it is only told which way: a percentage of percentages is nobody's language. */
function changedBy(part: number | null, is: number, was: number, t: Translate, language: Language): Change {
  const way = is > was ? 'up' : 'down';
  if ((part ?? Math.abs(is - was)) < 0.005) return { way: 'same', words: t('reports.changed.about') };
  if (part === null) return { way, words: t(`reports.changed.${way === 'up' ? 'higher' : 'lower'}`) };
  return { way, words: t(`reports.changed.${way}`, { by: percent(part, language) }) };
}
