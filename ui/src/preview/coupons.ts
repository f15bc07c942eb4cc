// The coupons of the café for looking at: ages, names, closing and reopening by hand.

import type { CouponAge, CouponAges, CouponName, CouponQuery, CouponRow } from '../lib/bindings';
import { calendarDays } from '../lib/format';
import { withNote } from './closed';
import { HOUSE, daysAgo, feed } from './shop';

const NAMES = ['Ücretsiz Filtre Kahve', 'San Sebastian ve çay', 'Ücretsiz Filtre Kahve', null];

const rows: CouponRow[] = feed.slice(10, 53).map((one, index) => ({
  coupon_id: `c${index}`,
  coupon_name: NAMES[index % 4] ?? null,
  issued_at: daysAgo(Math.max(0, 118 - index * 2.9)),
  redeemed_at: null,
  organization: HOUSE,
  customer_id: one.customer_id ?? '',
  customer_code: one.customer_code,
}));
const used = rows.map((one, index) => ({ ...one, coupon_id: `u${index}`, redeemed_at: daysAgo(index * 3) }));

export function couponPage(query: CouponQuery, empty: boolean) {
  const waiting = empty ? [] : rows.filter((one) => !withNote(one).closed);
  const named = waiting.filter(
    (one) => query.coupon_name === null || (one.coupon_name ?? '') === query.coupon_name,
  );
  const aged = named.filter((one) => query.age === null || ageOf(one) === query.age);
  return {
    coupons: (query.outstanding ? aged : empty ? [] : used).slice(0, query.limit),
    outstanding_total: waiting.length,
    used_total: empty ? 0 : used.length,
    ages: agesOf(named),
    names: namesOf(waiting),
  };
}

function ageOf({ issued_at }: CouponRow): CouponAge {
  const days = calendarDays(Date.now(), issued_at ?? daysAgo(0));
  if (days <= 7) return 'week';
  if (days <= 30) return 'month';
  return days <= 90 ? 'quarter' : 'older';
}

function agesOf(coupons: CouponRow[]): CouponAges {
  const ages: CouponAges = { week: 0, month: 0, quarter: 0, older: 0 };
  for (const one of coupons) ages[ageOf(one)] += 1;
  return ages;
}

function namesOf(coupons: CouponRow[]): CouponName[] {
  const counts = new Map<string | null, number>();
  for (const { coupon_name } of coupons) counts.set(coupon_name, (counts.get(coupon_name) ?? 0) + 1);
  const names = [...counts].map(([coupon_name, outstanding]) => ({ coupon_name, outstanding }));
  return names.sort((a, b) => b.outstanding - a.outstanding);
}
