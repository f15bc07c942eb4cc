// A customer's coupons come ordered from the desk; here they are told apart.

import type { Coupon } from './bindings';

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
