// What an event says in the few words that a row of the strip has room for.

import type { FeedEvent } from '../lib/bindings';
import type { Sign, Tone } from '../lib/wording';
import { counted, side } from '../side/texts.svelte';

export type Said = { sign: Sign; tone: Tone; text: string };

export function said({ event, details }: FeedEvent): Said {
  const words = side.texts.strip.event;
  switch (event) {
    case 'stamp.redeemed':
      return { sign: 'card_filled', tone: 'reward', text: words.filled };
    case 'points.earned':
      return {
        sign: 'points',
        tone: 'earned',
        text: so(words.points, words.points_unsaid, details.points_added),
      };
    case 'points.spent':
      return {
        sign: 'spent',
        tone: 'redeemed',
        text: so(words.spent, words.spent_unsaid, details.points_spent),
      };
    case 'coupon.redeemed':
      return { sign: 'coupon', tone: 'redeemed', text: words.used };
    case 'customer.enrolled':
      return { sign: 'enrolled', tone: 'earned', text: words.joined };
    default:
      return {
        sign: 'stamp',
        tone: 'earned',
        text: so(words.stamps, words.stamps_unsaid, details.stamps_added),
      };
  }
}

function so(text: { one: string; other: string }, unsaid: string, count: number | null): string {
  return count === null ? unsaid : counted(text, count);
}
