// The icon of each kind of event and the ink of each tone.

import Archive from '@lucide/svelte/icons/archive';
import CircleQuestionMark from '@lucide/svelte/icons/circle-question-mark';
import Coins from '@lucide/svelte/icons/coins';
import FlaskConical from '@lucide/svelte/icons/flask-conical';
import Gift from '@lucide/svelte/icons/gift';
import HandCoins from '@lucide/svelte/icons/hand-coins';
import Stamp from '@lucide/svelte/icons/stamp';
import TicketCheck from '@lucide/svelte/icons/ticket-check';
import UserPlus from '@lucide/svelte/icons/user-plus';
import type { Sign, Tone } from './wording';

export const SIGNS: Record<Sign, typeof Stamp> = {
  stamp: Stamp,
  card_filled: Gift,
  points: Coins,
  spent: HandCoins,
  coupon: TicketCheck,
  enrolled: UserPlus,
  unknown: CircleQuestionMark,
  set_aside: Archive,
  test: FlaskConical,
};

export const TONES: Record<Tone, string> = {
  earned: 'bg-earned-wash text-earned',
  reward: 'bg-reward-wash text-reward',
  redeemed: 'bg-redeemed-wash text-redeemed',
  system: 'bg-system-wash text-system',
};
