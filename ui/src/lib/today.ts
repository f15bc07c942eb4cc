// The figures of the day's slip, in the order a shop reads them.

import CircleUser from '@lucide/svelte/icons/circle-user';
import Coins from '@lucide/svelte/icons/coins';
import Gift from '@lucide/svelte/icons/gift';
import HandCoins from '@lucide/svelte/icons/hand-coins';
import Stamp from '@lucide/svelte/icons/stamp';
import TicketCheck from '@lucide/svelte/icons/ticket-check';
import UserPlus from '@lucide/svelte/icons/user-plus';

export const FIGURES = [
  { key: 'customers_served', testid: 'tile-customers-served', icon: CircleUser, ink: 'text-ink-soft' },
  { key: 'new_customers', testid: 'tile-new-customers', icon: UserPlus, ink: 'text-earned' },
  { key: 'stamps', testid: 'tile-stamps', icon: Stamp, ink: 'text-earned' },
  { key: 'coupons_issued', testid: 'tile-coupons-issued', icon: Gift, ink: 'text-reward' },
  { key: 'coupons_used', testid: 'tile-coupons-used', icon: TicketCheck, ink: 'text-redeemed' },
  { key: 'points_earned', testid: 'tile-points-earned', icon: Coins, ink: 'text-earned' },
  { key: 'points_spent', testid: 'tile-points-spent', icon: HandCoins, ink: 'text-redeemed' },
] as const;
