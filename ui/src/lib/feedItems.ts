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

/** What the filter buttons ask for, by the platform's event names; or only what was set aside. */
export const FILTERS = {
  all: { events: [], set_aside: false },
  stamps: { events: ['stamp.earned', 'stamp.redeemed'], set_aside: false },
  points: { events: ['points.earned', 'points.spent'], set_aside: false },
  coupons: { events: ['stamp.redeemed', 'coupon.redeemed'], set_aside: false },
  customers: { events: ['customer.enrolled'], set_aside: false },
  set_aside: { events: [], set_aside: true },
} satisfies Record<string, { events: string[]; set_aside: boolean }>;

export type Filter = keyof typeof FILTERS;
