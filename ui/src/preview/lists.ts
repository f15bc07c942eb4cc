// What the desk answers to the screens of coupons and points.

import type { CouponQuery, PointsPeriod } from '../lib/bindings';
import { noteClosed } from './closed';
import { couponPage } from './coupons';
import { pointsHistory, pointsList } from './points';

type OfCoupon = { couponId: string; reason: string };

export function lists(empty: boolean, changed: () => null) {
  return {
    coupons: ({ query }: { query: CouponQuery }) => couponPage(query, empty),
    close_coupon: ({ couponId, reason }: OfCoupon) => noteClosed(couponId, reason) ?? changed(),
    reopen_coupon: ({ couponId }: OfCoupon) => noteClosed(couponId, null) ?? changed(),
    points: () => pointsList(empty),
    points_history: ({ period }: { period: PointsPeriod }) => pointsHistory(period, empty),
  };
}
