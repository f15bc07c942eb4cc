// How the table of all customers is looked at: what was asked for, and how far down.

import type { CustomerSort } from './bindings';
import type { Filter, Wanted } from './customers.svelte';
import type { Translate } from './i18n.svelte';

export type Sight = Omit<Wanted, 'organization'> & {
  /** The first row in sight. */
  place: number;
};

const FIRST: Sight = { search: '', filter: 'all', sort: 'last_seen', place: 0 };

let left: Sight | null = null;

/** The table is left for one of its customers. */
export function leave(sight: Sight): void {
  left = sight;
}

/** As it was left, once; else from the beginning. */
export function enter(): Sight {
  const sight = left ?? FIRST;
  left = null;
  return sight;
}

/** The columns, and which way the desk sorts each: the newest, the nearest, the highest and the most come first. */
export const COLUMNS: { sort: CustomerSort | null; order: 'ascending' | 'descending' }[] = [
  { sort: 'code', order: 'ascending' },
  { sort: null, order: 'ascending' },
  { sort: 'stamps_to_go', order: 'ascending' },
  { sort: 'points', order: 'descending' },
  { sort: 'coupons', order: 'descending' },
  { sort: 'last_seen', order: 'descending' },
];

export function filterName(filter: Filter, t: Translate): string {
  const days = AWAY[filter];
  return days === undefined
    ? t(`customers.${filter as Exclude<Filter, `away_${number}`>}`)
    : t('customers.away', { count: days });
}

export const AWAY: Partial<Record<Filter, number>> = { away_30: 30, away_60: 60, away_90: 90 };

/** A card of so many slots still fits as dots. */
const MOST_DOTS = 12;

/** How a card looks in a row: dots, or a bar for larger ones. */
export function miniCard(balance: number, maxStamps: number): boolean[] | null {
  if (!Number.isInteger(maxStamps) || maxStamps < 1 || maxStamps > MOST_DOTS) return null;
  return Array.from({ length: maxStamps }, (_, slot) => slot < balance);
}
