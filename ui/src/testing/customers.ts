// Customers for the tests, saying only what the test cares about.

import type { Coupon, Customer, CustomerPage, CustomerRow } from '../lib/bindings';

export function aRow(code: number, rest: Partial<CustomerRow> = {}): CustomerRow {
  return {
    organization: 'kahveci-mehmet',
    customer_id: `c-${code}`,
    customer_code: code,
    masked_email: 'j***@gmail.com',
    nickname: null,
    stamp_balance: 7,
    max_stamps: 10,
    point_balance: null,
    coupons_waiting: 0,
    last_seen_at: '2026-04-19T14:30:00Z',
    history_complete: true,
    ...rest,
  };
}

export const MEHMET: Customer = {
  organization: 'kahveci-mehmet',
  customer_id: 'c-1',
  customer_code: 48219,
  masked_email: 'j***@gmail.com',
  enrolled_at: null,
  stamp_balance: 7,
  max_stamps: 10,
  point_balance: 240,
  last_seen_at: '2026-04-19T14:30:00Z',
  history_complete: true,
  coupons: [],
};

export function aPage(customer: Partial<Customer> = {}, rest: Partial<CustomerPage> = {}): CustomerPage {
  return {
    customer: { ...MEHMET, ...customer },
    nickname: null,
    note: null,
    stamp_balance_derived: false,
    stamps_rest_on: [],
    points_rest_on: [],
    timeline: [],
    ...rest,
  };
}

export const COFFEE: Coupon = {
  coupon_id: 'k-1',
  coupon_name: 'Ücretsiz Filtre Kahve',
  issued_at: '2026-04-12T10:00:00Z',
  redeemed_at: null,
};
