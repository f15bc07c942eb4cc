import { emit } from '@tauri-apps/api/event';
import { clearMocks } from '@tauri-apps/api/mocks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Coupon, FeedEvent, FeedQuery } from './bindings';
import { startLive } from './live';
import { onReward, onRewardGone, rewardOpened, watchRewards, whoIsHere, type Reward } from './rewards';
import { COFFEE, aPage } from '../testing/customers';
import { answering, type Asked } from '../testing/desk';
import { anEvent } from '../testing/events';

let feed: FeedEvent[];
let coupons: Coupon[];
let asked: Asked[];
let told: Reward[];
let gone: string[];
let broken: boolean;
let stops: (() => void)[];

beforeEach(async () => {
  vi.useFakeTimers();
  feed = [anEvent('stamp.earned')];
  coupons = [COFFEE];
  told = [];
  gone = [];
  broken = false;
  ({ asked } = answering({
    feed: ({ query }: { query: FeedQuery }) => {
      if (broken) throw { code: 'storage', message: 'locked' };
      return {
        events: feed.filter((one) => one.seq > (query.after ?? 0)).slice(0, query.limit),
        more: false,
      };
    },
    customer: ({ customerId }: { customerId: string }) =>
      aPage({ customer_id: customerId, coupons }, { nickname: 'Ayşe' }),
  }));
  await startLive();
  stops = [
    onReward((reward) => told.push(reward)),
    onRewardGone(({ customerId }) => gone.push(customerId)),
    watchRewards(),
  ];
  await settle();
});

afterEach(() => {
  stops.forEach((stop) => stop());
  vi.useRealTimers();
  clearMocks();
});

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
const pagesAsked = () => asked.filter(({ command }) => command === 'customer').length;

async function arrive(...events: FeedEvent[]): Promise<void> {
  for (const event of events) {
    feed = [event, ...feed];
    await emit('changed', { newest_seq: event.seq, customers: [], all: true });
  }
  await settle(600);
}

/** Another program wrote to the records: what it wrote is not said. */
async function writtenElsewhere(...events: FeedEvent[]): Promise<void> {
  feed = [...events, ...feed];
  await emit('changed', { newest_seq: 0, customers: [], all: true });
  await settle(600);
}

describe('a reward that waits', () => {
  it('is told when an event of theirs arrives, and never for what was there at the start', async () => {
    await emit('changed', { newest_seq: feed[0]!.seq, customers: [], all: true });
    await settle(600);
    expect(told, 'history').toEqual([]);
    await arrive(anEvent('stamp.earned'));
    expect(told).toMatchObject([{ how: 'arrived', nickname: 'Ayşe', coupons: ['Ücretsiz Filtre Kahve'] }]);
  });

  it('is told once a visit: one purchase is several events', async () => {
    await arrive(anEvent('stamp.earned'));
    await arrive(anEvent('points.earned'));
    expect(told).toHaveLength(1);
    coupons = [COFFEE, { ...COFFEE, coupon_id: 'k-2' }];
    await arrive(anEvent('stamp.redeemed'));
    expect(told, 'another one is news').toHaveLength(2);
    await settle(30_000);
    await arrive(anEvent('stamp.earned'));
    expect(told, 'so is another visit').toHaveLength(3);
  });

  it('is told, and once, when another program took the event in', async () => {
    await writtenElsewhere();
    expect(told, 'history').toEqual([]);
    await writtenElsewhere(anEvent('stamp.earned'));
    expect(told).toHaveLength(1);
    await settle(30_000);
    await writtenElsewhere();
    expect(told, 'it was somebody else, much later').toHaveLength(1);
    await arrive(anEvent('stamp.earned'));
    expect(told, 'taken in here again').toHaveLength(2);
  });

  it('is not told of what was there when nothing could be read at the start', async () => {
    stops.pop()!();
    broken = true;
    stops.push(watchRewards());
    await settle();
    broken = false;
    await writtenElsewhere();
    await writtenElsewhere();
    expect(told, 'history').toEqual([]);
    await writtenElsewhere(anEvent('stamp.earned'));
    expect(told).toHaveLength(1);
  });

  it('is said to be gone when it was used, and the next one is news at once', async () => {
    await arrive(anEvent('stamp.earned'));
    expect(gone).toEqual([]);
    coupons = [{ ...COFFEE, redeemed_at: '2026-04-19T14:30:00Z' }];
    await arrive(anEvent('coupon.redeemed'));
    expect(gone).toEqual(['c-482193']);
    coupons = [...coupons, { ...COFFEE, coupon_id: 'k-2' }];
    await arrive(anEvent('stamp.redeemed'));
    expect(told).toHaveLength(2);
  });

  it('is not told of those who have none', async () => {
    coupons = [{ ...COFFEE, redeemed_at: '2026-04-19T14:30:00Z' }];
    await arrive(anEvent('coupon.redeemed'));
    expect(pagesAsked()).toBe(1);
    expect(told).toEqual([]);
  });

  it('costs few questions in a burst', async () => {
    const burst = Array.from({ length: 200 }, (_, place) =>
      anEvent('stamp.earned', {}, { customer_id: `c-${place}` }),
    );
    await arrive(...burst);
    await settle(2_000);
    expect(pagesAsked()).toBeLessThanOrEqual(6);
    expect(pagesAsked()).toBeGreaterThan(0);
  });

  it('is told when their page is opened', () => {
    rewardOpened(aPage({ coupons }));
    rewardOpened(aPage());
    expect(told).toMatchObject([{ how: 'opened', code: 48219 }]);
  });
});

describe('who stands at the counter', () => {
  it('is not who was there an hour ago, and nobody whose record was set aside', () => {
    const late = { occurred_at: '2026-04-19T13:00:00Z', customer_id: 'c-late' };
    const events = [
      anEvent('stamp.earned', {}, late),
      anEvent('stamp.earned', {}, { set_aside: 'test', customer_id: 'c-test' }),
      anEvent('stamp.earned', {}, { customer_id: 'c-here' }),
      anEvent('points.earned', {}, { customer_id: 'c-here' }),
    ];
    expect(whoIsHere(events)).toEqual([['kahveci-mehmet', 'c-here']]);
  });
});
