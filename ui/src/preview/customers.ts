// All customers of a believable café: found, narrowed and sorted as the desk does it, but without its folding.
// ?fills&live: the card of 482193 fills while it is looked at.

import type {
  CustomerList,
  CustomerPage,
  CustomerQuery,
  CustomerRow,
  ForgetReport,
  TimelineStep,
} from '../lib/bindings';
import { customer, daysAgo, feed, timeline } from './shop';

const NAMES = ['Ayşe', 'Işıl Hanım', 'Ömer Bey', 'Çiğdem', 'Ece (mimar)', 'Gökhan usta'];
const asked = new URLSearchParams(location.search);
const empty = asked.has('empty');

type Kept = { nickname: string | null; note: string | null };
const kept = new Map<string, Kept>([
  [
    'customer-48219',
    {
      nickname: 'Ayşe',
      note: 'Sütsüz içer, laktoz dokunuyor. Cumartesi iki çocuğuyla gelir; köşe masayı sever.',
    },
  ],
]);
const forgotten = new Set<string>();

const rows: CustomerRow[] = empty ? [] : [...new Set(feed.map((one) => one.customer_id!))].map(rowOf);

function rowOf(customerId: string, index: number): CustomerRow {
  const { coupons, ...figures } = customer(customerId);
  const nickname = keptOf(customerId).nickname ?? (index % 9 === 4 ? NAMES[((index / 9) % 6) | 0]! : null);
  return {
    ...figures,
    nickname,
    point_balance: index % 4 === 1 ? 60 + ((index * 37) % 900) : figures.point_balance,
    coupons_waiting:
      coupons.filter((one) => one.redeemed_at === null).length + (index % 13 === 6 ? 1 + (index % 2) : 0),
    last_seen_at: index < 12 ? figures.last_seen_at : daysAgo(index * 0.31),
    history_complete: index % 17 !== 2,
  };
}

function keptOf(customerId: string): Kept {
  return kept.get(customerId) ?? { nickname: null, note: null };
}

function list({ search, filter, sort, offset, limit }: CustomerQuery): CustomerList {
  if (asked.has('customers_failed')) throw { code: 'database_busy', message: 'database is locked' };
  const words = search?.toLocaleLowerCase('tr') ?? '';
  const toGo = (one: CustomerRow) =>
    one.stamp_balance === null || one.max_stamps === null ? 99 : one.max_stamps - one.stamp_balance;
  const away = (one: CustomerRow) => (Date.now() - Date.parse(one.last_seen_at ?? '')) / 86_400_000;
  const found = rows.filter((one) => {
    if (forgotten.has(one.customer_id)) return false;
    if (filter.show === 'nearly_there' && toGo(one) > 2) return false;
    if (filter.show === 'reward_waiting' && one.coupons_waiting === 0) return false;
    if (filter.show === 'away' && away(one) < filter.days) return false;
    const text = [String(one.customer_code).padStart(6, '0'), one.masked_email, one.nickname].join(' ');
    return text.toLocaleLowerCase('tr').includes(words);
  });
  const orders: Record<CustomerQuery['sort'], (one: CustomerRow) => number> = {
    last_seen: away,
    stamps_to_go: toGo,
    points: (one) => -(one.point_balance ?? -1),
    coupons: (one) => -one.coupons_waiting,
    code: (one) => one.customer_code ?? 0,
  };
  const order = orders[sort];
  const sorted = found.sort((a, b) => order(a) - order(b));
  return { customers: sorted.slice(offset, offset + limit), total: sorted.length };
}

function page(customerId: string): CustomerPage | null {
  if (forgotten.has(customerId)) return null;
  if (asked.has('fills') && customerId === 'customer-482193') return filling(customerId);
  const steps = customerId === 'customer-48219' ? justFilled(customerId) : timeline(customerId);
  const told = steps.find(({ event }) => event.event === 'stamp.earned')?.event.seq;
  const points = steps.find(({ event }) => event.event?.startsWith('points.'))?.event.seq;
  return {
    customer: customer(customerId),
    ...keptOf(customerId),
    stamp_balance_derived: customerId === 'customer-48219',
    stamps_rest_on: steps
      .filter(({ event, derived }) => event.seq === told || derived)
      .map(({ event }) => event.seq),
    points_rest_on: points === undefined ? [] : [points],
    timeline: steps,
  };
}

/** The card filled two minutes ago: what it came to was worked out. */
function justFilled(customerId: string): TimelineStep[] {
  const [last, ...earlier] = timeline(customerId);
  const fill = feed.find((one) => one.customer_id === customerId);
  const nine = { ...last!, stamp_balance: 9, event: { ...last!.event, occurred_at: daysAgo(2) } };
  const before = [nine, ...earlier.filter(({ derived }) => !derived)];
  return fill
    ? [{ event: fill, stamp_balance: 0, point_balance: null, derived: true, marks: [] }, ...before]
    : before;
}

const FILLS_AT = Date.now() + 6_000;

/** ?fills&live: the card is filled some seconds after the page was opened. */
function filling(customerId: string): CustomerPage {
  const done = Date.now() > FILLS_AT;
  const figures = { ...customer(customerId), stamp_balance: done ? 1 : 8 };
  const [last, ...earlier] = timeline(customerId);
  const name = 'Ücretsiz Filtre Kahve';
  const fill: TimelineStep = {
    ...last!,
    event: {
      ...last!.event,
      seq: 5_000,
      event: 'stamp.redeemed',
      details: { ...last!.event.details, stamp_balance: null, coupon_name: name },
    },
  };
  const coupon = { coupon_id: 'just-now', coupon_name: name, issued_at: daysAgo(0), redeemed_at: null };
  return {
    customer: done ? { ...figures, coupons: [coupon, ...figures.coupons] } : figures,
    ...keptOf(customerId),
    stamp_balance_derived: false,
    stamps_rest_on: [],
    points_rest_on: [],
    timeline: done ? [fill, last!, ...earlier] : [last!, ...earlier],
  };
}

type Words = { customerId: string; words: string | null };

export const customersAnswers: Record<string, (args: never) => unknown> = {
  customers: ({ query }: { query: CustomerQuery }) => list(query),
  customer: ({ customerId }: { customerId: string }) => page(customerId),
  set_nickname: ({ customerId, words }: Words) =>
    void kept.set(customerId, { ...keptOf(customerId), nickname: words }),
  set_note: ({ customerId, words }: Words) =>
    void kept.set(customerId, { ...keptOf(customerId), note: words }),
  forget_customer: ({ customerId }: { customerId: string }): ForgetReport => {
    forgotten.add(customerId);
    const copies = ['/home/shop/.local/share/stampdesk/ledger.damaged-2026-11-20.db'];
    return { deliveries: 23, coupons: 2, facts: 2, wal_emptied: true, copies };
  },
};
