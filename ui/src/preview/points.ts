// The café's points for looking at: who holds them, and how they came and went.

import type { PointsPeriod, PointsSpan } from '../lib/bindings';
import { HOUSE, feed } from './shop';

export function pointsList(empty: boolean) {
  const customers = (empty ? [] : feed.slice(10, 300)).map((one, index) => ({
    organization: HOUSE,
    customer_id: one.customer_id ?? '',
    customer_code: one.customer_code,
    point_balance: Math.round(4200 / (1 + index / 9)),
  }));
  const total = customers.reduce((sum, one) => sum + one.point_balance, 0);
  return { customers, total };
}

export function pointsHistory(period: PointsPeriod, empty: boolean): PointsSpan[] {
  const spans = { '30_days': 30, '90_days': 90, '12_months': 12 }[period];
  return Array.from({ length: spans }, (_, index) => {
    const back = spans - 1 - index;
    const from = new Date();
    from.setHours(0, 0, 0, 0);
    if (period === '12_months') from.setMonth(from.getMonth() - back, 1);
    else from.setDate(from.getDate() - back);
    return { from: from.toISOString(), ...figures(index, from, period === '12_months' ? 29 : 1, empty) };
  });
}

/** Busier towards the weekend, shut on some Mondays, growing slowly. */
function figures(index: number, from: Date, days: number, empty: boolean) {
  if (empty || (days === 1 && from.getDay() === 1 && index % 2 === 0)) return { earned: 0, spent: 0 };
  const busy = days === 1 ? 1 + ((from.getDay() + 6) % 7) / 5 : 1.6;
  const earned = Math.round(days * busy * (520 + index * 4 + ((index * 37) % 180)));
  return { earned, spent: Math.round((earned * (20 + ((index * 53) % 55))) / 100) };
}
