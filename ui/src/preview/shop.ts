// A believable café for looking at the screens without a desk behind them.

import type { Coupon, Customer, Details, FeedEvent, Mark, TimelineStep } from '../lib/bindings';
import { NOTHING } from '../testing/events';
import { withNote } from './closed';

export const HOUSE = 'kahveci-mehmet';
export const SINCE = daysAgo(41);
const MAX = 10;

type Beat = [minutesAgo: number, code: number, event: string, details: Partial<Details>, lateBy?: number];

const TODAY: Beat[] = [
  [0, 482193, 'stamp.earned', { stamps_added: 2, stamp_balance: 7, max_stamps: MAX, amount: '85.50' }],
  [2, 48219, 'stamp.redeemed', { stamps_added: 1, coupon_id: 'k1', coupon_name: 'Ücretsiz Filtre Kahve' }],
  [6, 391047, 'points.earned', { points_added: 125, point_balance: 1870, amount: '1240.00' }],
  [9, 730188, 'coupon.redeemed', { coupon_id: 'k2', coupon_name: 'Ücretsiz Filtre Kahve' }],
  [14, 615902, 'customer.enrolled', { masked_email: 'ş***@gmail.com' }],
  [
    21,
    204471,
    'points.spent',
    { points_spent: 500, points_earned: 0, point_balance: 370, amount: '85.50', remaining_amount: '34.50' },
  ],
  [26, 118830, 'stamp.earned', { stamps_added: 1, stamp_balance: 4, max_stamps: MAX, amount: '62.00' }, 95],
  [33, 557310, 'tier.upgraded', {}],
  [37, 900412, 'stamp.earned', { stamps_added: 1, max_stamps: MAX }],
  [48, 730188, 'stamp.earned', { stamps_added: 1, stamp_balance: 9, max_stamps: MAX, amount: '74.90' }],
];

export const feed: FeedEvent[] = build();

function build(): FeedEvent[] {
  const beats = [...TODAY, ...Array.from({ length: 400 }, (_, index) => older(index))];
  return beats.map((beat, index) => event(beat, beats.length - index));
}

function older(index: number): Beat {
  const code = 100_000 + ((index * 7919) % 800_000);
  const minutes = 60 + index * 37;
  const stamps = 1 + (index % 9);
  const amount = `${40 + ((index * 13) % 90)}.${index % 2 ? '50' : '00'}`;
  if (index % 7 === 3)
    return [minutes, code, 'points.earned', { points_added: 60, point_balance: 60 * stamps, amount }];
  if (index % 11 === 5) return [minutes, code, 'customer.enrolled', { masked_email: 'm***@outlook.com' }];
  return [minutes, code, 'stamp.earned', { stamps_added: 1, stamp_balance: stamps, max_stamps: MAX, amount }];
}

function event([minutes, code, name, details, lateBy = 0]: Beat, seq: number): FeedEvent {
  const received = Date.now() - minutes * 60_000;
  return {
    seq,
    id: `event-${seq}`,
    event: name,
    occurred_at: new Date(received - lateBy * 60_000).toISOString(),
    received_at: new Date(received).toISOString(),
    organization: HOUSE,
    customer_id: `customer-${code}`,
    customer_code: code,
    set_aside: code === 900412 ? 'missing:stamp_balance' : null,
    details: { ...NOTHING, ...details },
  };
}

/** One that arrives now; a test of our own is nobody's. */
export function live(seq: number, name: string): FeedEvent {
  const stamp = { stamps_added: 1, stamp_balance: (seq % 10) + 1, max_stamps: MAX, amount: '70.00' };
  const arrived = event([0, 482193, name, stamp], seq);
  if (name !== 'stampdesk.test') return arrived;
  const nobody = { customer_id: null, customer_code: null, details: NOTHING };
  return { ...arrived, ...nobody, organization: 'stampdesk-test', set_aside: 'test' };
}

export function customer(customerId: string): Customer {
  const code = Number(customerId.replace('customer-', ''));
  const latest = feed.find((one) => one.customer_id === customerId)?.details.stamp_balance;
  const points = code === 391047 ? 1870 : code === 482193 ? 240 : null;
  return {
    organization: HOUSE,
    customer_id: customerId,
    customer_code: code,
    masked_email: code === 118830 ? null : 'j***@gmail.com',
    enrolled_at: code === 118830 ? null : daysAgo(212),
    stamp_balance: code === 391047 ? null : code === 48219 ? 0 : (code % 8) + 4 > MAX ? 3 : (latest ?? 7),
    max_stamps:
      code === 391047 ? null : code === 557310 ? 30 : code === 118830 ? 24 : code === 615902 ? 7 : MAX,
    point_balance: points,
    last_seen_at: feed.find((one) => one.customer_id === customerId)?.received_at ?? daysAgo(3),
    history_complete: code !== 482193,
    coupons: couponsOf(code).map(withNote),
  };
}

function couponsOf(code: number): Coupon[] {
  const waiting = {
    coupon_id: `w-${code}`,
    coupon_name: 'Ücretsiz Filtre Kahve',
    issued_at: daysAgo(0),
    redeemed_at: null,
  };
  const used = {
    coupon_id: `u-${code}`,
    coupon_name: 'San Sebastian ve çay',
    issued_at: daysAgo(40),
    redeemed_at: daysAgo(12),
  };
  if (code === 48219) return [waiting, used];
  return code === 482193 ? [used] : [];
}

export function timeline(customerId: string): TimelineStep[] {
  const code = Number(customerId.replace('customer-', ''));
  const told: [number, string, Partial<Details>, number | null, Mark[]][] = [
    [0, 'stamp.earned', { stamps_added: 2, stamp_balance: 7, max_stamps: MAX, amount: '85.50' }, 7, []],
    [2900, 'stamp.earned', { stamps_added: 1, stamp_balance: 5, max_stamps: MAX, amount: '48.00' }, 5, []],
    [
      5800,
      'stamp.earned',
      { stamps_added: 1, stamp_balance: 4, max_stamps: MAX, amount: '62.00' },
      4,
      [{ kind: 'stamps_missed', expected: 2, told: 4 }],
    ],
    [
      9400,
      'coupon.redeemed',
      { coupon_name: 'San Sebastian ve çay' },
      null,
      [{ kind: 'coupon_not_announced', expected: null, told: null }],
    ],
    [12100, 'stamp.redeemed', { stamps_added: 1, coupon_name: 'Ücretsiz Filtre Kahve' }, 0, []],
    [
      15200,
      'stamp.earned',
      { stamps_added: 1, stamp_balance: 9, max_stamps: MAX, amount: '55.00' },
      9,
      [{ kind: 'began_before', expected: null, told: null }],
    ],
  ];
  return told.map(([minutes, name, details, stamp_balance, marks], index) => ({
    event: event([minutes, code, name, details], 1000 - index),
    stamp_balance,
    point_balance: null,
    derived: name === 'stamp.redeemed',
    marks,
  }));
}

export function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000 - 1_000_000).toISOString();
}
