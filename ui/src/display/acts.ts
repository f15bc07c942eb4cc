// A visit in two or three acts: the card as it was, then what has just come lands on it, and where that filled it, the next
// card takes its place.

import type { Shown } from '../lib/bindings';

export type Act = {
  /** Stamps on the card, null where nobody knows. */
  stamps: number | null;
  rewards: number;
  points: number | null;
  /** Another number, another card. */
  card: number;
  /** After so many milliseconds the next act begins. */
  lasts: number;
};

/** The card is looked at so long before anything lands on it. */
const BEFORE_MS = 550;
/** A full card is seen so long. */
const FULL_MS = 3_200;

export function actsOf(shown: Shown, still: boolean): Act[] {
  const { stamps, per_card, rewards_waiting: rewards, points, fresh_points } = shown;
  const last: Act = { stamps, rewards, points, card: shown.filled ? 1 : 0, lasts: 0 };
  if (still) return [last];
  const before = points === null ? null : Math.max(0, points - fresh_points);
  if (shown.filled && per_card !== null) {
    const full: Act = {
      ...last,
      stamps: per_card,
      rewards: Math.max(0, rewards - 1),
      card: 0,
      lasts: FULL_MS,
    };
    const fresh = Math.min(per_card, Math.max(1, shown.fresh_stamps));
    return [{ ...full, stamps: per_card - fresh, points: before, lasts: BEFORE_MS }, full, last];
  }
  if (shown.fresh_stamps === 0 && fresh_points === 0) return [last];
  const was = stamps === null ? null : Math.max(0, stamps - shown.fresh_stamps);
  return [{ ...last, stamps: was, points: before, lasts: BEFORE_MS }, last];
}
