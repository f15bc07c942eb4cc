// A shop's books for the tests: each says only what the test cares about.

import type { BooksReport, Figures, Report, Totals } from '../lib/bindings';

export const NO_TOTALS: Totals = {
  events: 0,
  stamps: 0,
  points_earned: 0,
  points_spent: 0,
  coupons_issued: 0,
  coupons_used: 0,
  new_customers: 0,
  amount: null,
  amounts: 0,
  amount_events: 0,
};

export const NO_FIGURES: Figures = {
  ...NO_TOTALS,
  customers_served: 0,
  returning_customers: 0,
  repeat_customers: 0,
};

/** Sunday the 19th of April 2026 is the shop's day. */
export function aReport(rest: Partial<Report> = {}): Report {
  return {
    from: '2026-04-01',
    to: '2026-04-19',
    before: { from: '2026-03-13', to: '2026-03-31' },
    time_zone: 'Europe/Istanbul',
    as_of: '2026-04-19T14:30:00Z',
    currency: 'TRY',
    incomplete: null,
    now: NO_FIGURES,
    before_figures: NO_FIGURES,
    days: [],
    hours: noHours(),
    ...rest,
  };
}

export function noHours(): number[][] {
  return Array.from({ length: 7 }, () => Array<number>(24).fill(0));
}

export function someBooks(rest: Partial<BooksReport> = {}): BooksReport {
  return {
    days_to_complete: null,
    cards_completed_known: 0,
    coupons: [],
    coupon_ages: { week: 0, month: 0, quarter: 0, older: 0 },
    coupons_outstanding: 0,
    points_outstanding: 0,
    nearly_there: 0,
    lapsed: { days_30: 0, days_60: 0, days_90: 0 },
    liability: {
      reward_cost: null,
      point_value: null,
      coupons_gross: null,
      coupons_net: null,
      points_gross: null,
      points_net: null,
      coupon_breakage: null,
      points_breakage: null,
    },
    patterns: [],
    patterns_total: 0,
    ...rest,
  };
}
