// Events for the tests: one of each kind, saying only what the test cares about.

import type { Details, FeedEvent } from '../lib/bindings';

/** What an event of no kind says. */
export const NOTHING: Details = {
  stamps_added: null,
  stamp_balance: null,
  max_stamps: null,
  points_added: null,
  points_spent: null,
  points_earned: null,
  point_balance: null,
  coupon_id: null,
  coupon_name: null,
  masked_email: null,
  source: null,
  amount: null,
  remaining_amount: null,
  transaction_id: null,
};

let seq = 0;

export function anEvent(
  event: string | null,
  details: Partial<Details> = {},
  rest: Partial<FeedEvent> = {},
): FeedEvent {
  seq += 1;
  return {
    seq,
    id: `event-${seq}`,
    event,
    occurred_at: '2026-04-19T14:30:00Z',
    received_at: '2026-04-19T14:30:01Z',
    organization: 'kahveci-mehmet',
    customer_id: 'c-482193',
    customer_code: 482193,
    set_aside: null,
    details: { ...NOTHING, ...details },
    ...rest,
  };
}
