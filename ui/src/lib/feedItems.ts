// The feed as a list of lines: events under the day they were received on.

import type { FeedEvent } from './bindings';
import { sameDay } from './format';

export type FeedItem =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'event'; key: string; event: FeedEvent }
  | { kind: 'end'; key: string; more: boolean };

export function feedItems(events: readonly FeedEvent[], more: boolean): FeedItem[] {
  const items: FeedItem[] = [];
  let previous: FeedEvent | null = null;
  for (const event of events) {
    if (previous === null || !sameDay(previous.received_at, event.received_at)) {
      items.push({
        kind: 'day',
        key: `day ${new Date(event.received_at).toDateString()} ${event.seq}`,
        at: event.received_at,
      });
    }
    items.push({ kind: 'event', key: `event ${event.seq}`, event });
    previous = event;
  }
  if (events.length > 0) items.push({ kind: 'end', key: 'end', more });
  return items;
}

/** What the filter buttons ask for, by the platform's event names. */
export const FILTERS = {
  all: [],
  stamps: ['stamp.earned', 'stamp.redeemed'],
  points: ['points.earned', 'points.spent'],
  coupons: ['stamp.redeemed', 'coupon.redeemed'],
  customers: ['customer.enrolled'],
} as const;

export type Filter = keyof typeof FILTERS;
