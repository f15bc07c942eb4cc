// Coupons for the tests: what the desk tells of them, saying only what the test cares about.

import type { CouponPage, CouponRow } from '../lib/bindings';

export const COUPON: CouponRow = {
  organization: 'kahveci-mehmet',
  customer_id: 'c-482193',
  customer_code: 482193,
  coupon_id: 'coupon-1',
  coupon_name: 'Filtre Kahve',
  issued_at: '2026-04-01T09:00:00Z',
  redeemed_at: null,
  closed: null,
};

export function aPage(coupons: CouponRow[], rest: Partial<CouponPage> = {}): CouponPage {
  return {
    coupons,
    outstanding_total: coupons.length,
    used_total: 0,
    ages: { week: 0, month: 0, quarter: 0, older: coupons.length },
    names: [],
    ...rest,
  };
}
