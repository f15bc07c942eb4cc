// A customer's coupons come ordered from the desk; here they are told apart.

import type { Coupon, CouponAge, CouponRow } from './bindings';
import type { Translate } from './i18n.svelte';

export type CouponState = 'waiting' | 'used' | 'closed';

/** What was used at the counter was used, whatever the owner noted before. */
export function couponState({ redeemed_at, closed }: Coupon): CouponState {
  if (redeemed_at !== null) return 'used';
  return closed ? 'closed' : 'waiting';
}

export function waitingCoupons(coupons: readonly Coupon[]): Coupon[] {
  return coupons.filter((one) => couponState(one) === 'waiting');
}

/** Used, or closed by hand. */
export function endedCoupons(coupons: readonly Coupon[]): Coupon[] {
  return coupons.filter((one) => couponState(one) !== 'waiting');
}

/** How long they have waited, the freshest first. */
export const AGES = ['week', 'month', 'quarter', 'older'] as const satisfies CouponAge[];

/** A coupon, and whose it is: what closing and reopening by hand need to know. */
export type OwnedCoupon = Pick<
  CouponRow,
  'organization' | 'customer_id' | 'customer_code' | 'coupon_id' | 'coupon_name'
>;

/** The usual reasons, as they are kept: the same words whatever the language of the window is. */
export const REASONS = { expired: 'expired', replaced: 'replaced', mistake: 'given by mistake' } as const;

export type Reason = keyof typeof REASONS;

/** Why it was closed: the usual reasons in the window's language, the owner's own words as they are. */
export function reasonText(kept: string, t: Translate): string {
  const usual = (Object.keys(REASONS) as Reason[]).find((reason) => REASONS[reason] === kept);
  return usual ? t(`coupons.reason.${usual}`) : kept;
}
