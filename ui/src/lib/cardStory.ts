// What the card tells beyond its figure: that it filled a moment ago, and that another one has begun.

import type { TimelineStep } from './bindings';

export type Fill = { seq: number; at: string; coupon: string | null };

/** The fill that the card of now began with: the newest purchase with stamps filled the card before it. */
export function latestFill(timeline: readonly TimelineStep[]): Fill | null {
  const stamped = timeline.filter(
    ({ event }) => event.set_aside === null && event.event?.startsWith('stamp.') === true,
  );
  const purchase = stamped[0]?.event.details.transaction_id ?? null;
  const last = stamped.filter(
    (step, place) => place === 0 || (purchase !== null && step.event.details.transaction_id === purchase),
  );
  const fill = last.find(({ event }) => event.event === 'stamp.redeemed')?.event;
  if (!fill) return null;
  return { seq: fill.seq, at: fill.occurred_at ?? fill.received_at, coupon: fill.details.coupon_name };
}
