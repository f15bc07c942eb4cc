// Which coupons were closed by hand, until the page is loaded anew.

import type { Closed, Coupon } from '../lib/bindings';

const closed = new Map<string, Closed>();

export function noteClosed(couponId: string, reason: string | null): null {
  if (reason === null) closed.delete(couponId);
  else closed.set(couponId, { at: new Date().toISOString(), reason });
  return null;
}

export function withNote<C extends Coupon>(coupon: C): C {
  return { ...coupon, closed: closed.get(coupon.coupon_id) ?? coupon.closed ?? null };
}
