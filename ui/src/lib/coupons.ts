// A customer's coupons come ordered from the desk; here they are told apart.

import type { Coupon } from './bindings';

export function waitingCoupons(coupons: readonly Coupon[]): Coupon[] {
  return coupons.filter((one) => one.redeemed_at === null);
}

export function usedCoupons(coupons: readonly Coupon[]): Coupon[] {
  return coupons.filter((one) => one.redeemed_at !== null);
}
