// What the sheet of parts shows: one of each, made up.

import type { Coupon, Details, FeedEvent } from '../lib/bindings';
import { NOTHING } from '../testing/events';
import { HOUSE, daysAgo } from './shop';

const COFFEE = 'Ücretsiz Filtre Kahve';

type Told = [event: string, details: Partial<Details>, rest?: Partial<FeedEvent>];

const TOLD: Told[] = [
  ['stamp.earned', { stamps_added: 2, stamp_balance: 7, max_stamps: 10, amount: '85.50' }],
  ['stamp.redeemed', { stamps_added: 1, coupon_name: COFFEE }],
  ['points.earned', { points_added: 125, point_balance: 1870, amount: '1240.00' }],
  ['points.spent', { points_spent: 500, point_balance: 370, amount: '85.50', remaining_amount: '34.50' }],
  ['coupon.redeemed', { coupon_name: COFFEE }],
  ['customer.enrolled', { masked_email: 'ş***@gmail.com' }, { occurred_at: daysAgo(0.1) }],
  ['tier.upgraded', {}],
  ['stamp.earned', { stamps_added: 1, stamp_balance: 3, max_stamps: 10 }, { set_aside: 'test' }],
  ['stamp.earned', { stamps_added: 1 }, { set_aside: 'missing:stamp_balance' }],
];

export const rows: FeedEvent[] = TOLD.map(([event, details, rest], index) => ({
  seq: index + 1,
  id: `part-${index}`,
  event,
  occurred_at: minutesAgo(index * 3),
  received_at: minutesAgo(index * 3),
  organization: HOUSE,
  customer_id: `customer-${index}`,
  customer_code: 482193 - index * 40871,
  set_aside: null,
  details: { ...NOTHING, ...details },
  ...rest,
}));

export const cards = [
  { balance: 0, maxStamps: 10 },
  { balance: 5, maxStamps: 10 },
  { balance: 10, maxStamps: 10 },
  { balance: 7, maxStamps: 8 },
  { balance: null, maxStamps: null },
  { balance: 12, maxStamps: 24 },
];

export const waiting: Coupon = {
  coupon_id: 'waits',
  coupon_name: COFFEE,
  issued_at: daysAgo(3),
  redeemed_at: null,
};

export const tickets: Coupon[] = [
  waiting,
  { ...waiting, coupon_id: 'used', issued_at: daysAgo(40), redeemed_at: daysAgo(12) },
  { ...waiting, coupon_id: 'closed', closed: { at: daysAgo(1), reason: 'expired' } },
];

export const owned = { ...waiting, organization: HOUSE, customer_id: 'customer-0', customer_code: 482193 };

function minutesAgo(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString();
}
