// The rows of all customers by their place; pages of them are put in as they are fetched.

import type { CustomerRow } from './bindings';

/** Null where the row has not been fetched yet. */
export type Place = CustomerRow | null;

export function keyOf({ organization, customer_id }: CustomerRow): string {
  return `${organization} ${customer_id}`;
}

/** The rows with a page put in. Whoever is on it is nowhere else any more: nobody stands twice. */
export function withPage(
  before: readonly Place[],
  page: readonly CustomerRow[],
  start: number,
  total: number,
): Place[] {
  const fetched = new Set(page.map(keyOf));
  return Array.from({ length: total }, (_, place) => {
    const row = page[place - start];
    if (row) return row;
    const known = before[place];
    return known && !fetched.has(keyOf(known)) ? known : null;
  });
}

/** How far most of the rows in sight moved. A customer who was served just now leaps to the top: that is not it. */
export function movedBy(
  sight: readonly Place[],
  from: number,
  fetched: readonly CustomerRow[],
  start: number,
): number {
  const now = new Map(fetched.map((row, place) => [keyOf(row), start + place]));
  const moves = sight.flatMap((row, index) => {
    const place = row ? now.get(keyOf(row)) : undefined;
    return place === undefined ? [] : [place - (from + index)];
  });
  return moves.sort((a, b) => a - b)[Math.floor(moves.length / 2)] ?? 0;
}
