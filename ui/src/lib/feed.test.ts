import { beforeEach, describe, expect, it, vi } from 'vitest';
import { anEvent } from '../testing/events';
import type { FeedEvent, FeedQuery } from './bindings';
import { EVERYTHING, Feed, KEPT, PAGE } from './feed.svelte';
import { feedItems } from './feedItems';

let log: FeedEvent[] = [];
/** What the answer to a question for newer rows waits for. */
let delay: Promise<void> = Promise.resolve();
/** And to one for the newest. */
let headDelay: Promise<void> = Promise.resolve();
let broken = false;
const asked: FeedQuery[] = [];

vi.mock('./bindings', () => ({
  commands: {
    feed: async (query: FeedQuery) => {
      asked.push(query);
      if (broken) throw { code: 'storage', message: 'locked' };
      const { before, after, limit } = query;
      const matching = log.filter(
        ({ seq }) => (before === null || seq < before) && (after === null || seq > after),
      );
      await (after === null ? headDelay : delay);
      return { events: matching.slice(0, limit), more: matching.length > limit };
    },
  },
}));

/** That many more events reach the log, the newest in front. */
function arrive(howMany: number): void {
  for (let arrival = 0; arrival < howMany; arrival += 1) log.unshift(anEvent('customer.enrolled'));
}

describe('the live feed', () => {
  let feed: Feed;

  beforeEach(async () => {
    log = [];
    delay = headDelay = Promise.resolve();
    arrive(PAGE + 20);
    feed = new Feed(0);
    await feed.show(EVERYTHING);
  });

  it('opens with the newest page and reaches back to the beginning', async () => {
    expect(feed.events).toEqual(log.slice(0, PAGE));
    await feed.older();
    expect(feed.events, 'nothing doubled, nothing left out').toEqual(log);
    expect(feed.more).toBe(false);
  });

  it('puts new rows on top and marks them as new', async () => {
    const newest = feed.events[0]!.seq;
    arrive(3);
    await feed.newer();
    expect(feed.events.slice(0, 3)).toEqual(log.slice(0, 3));
    expect(feed.since).toBe(newest);
    feed.seen();
    expect(feed.since).toBe(log[0]!.seq);
  });

  it('stays put while it is being read, and offers what has arrived', async () => {
    const shown = feed.events;
    await feed.hold(true);
    arrive(2);
    await feed.newer();
    arrive(3);
    await feed.newer();
    expect(feed.events).toBe(shown);
    expect(feed.waiting).toEqual(log.slice(0, 5));
    await feed.release();
    expect(feed.waiting).toEqual([]);
    expect(feed.events).toEqual(log.slice(0, PAGE + 5));
  });

  it('shows every row once, though it is told of new rows and of changed ones in one breath', async () => {
    arrive(2);
    let answer = () => {};
    delay = new Promise((done) => (answer = done));
    const newer = feed.newer();
    const anew = feed.anew();
    await new Promise((done) => setTimeout(done));
    answer();
    await Promise.all([newer, anew]);
    expect(feed.events).toEqual(log.slice(0, PAGE));
  });

  it('shows every row once when one arrives while the choice changes', async () => {
    arrive(1);
    let answer = () => {};
    delay = new Promise((done) => (answer = done));
    const loads = [feed.show({ ...EVERYTHING, events: ['customer.enrolled'] }), feed.newer()];
    await new Promise((done) => setTimeout(done));
    answer();
    await Promise.all(loads);
    expect(feed.events).toEqual(log.slice(0, PAGE));
  });

  it('leaves none out when one arrives while the choice changes', async () => {
    let answer = () => {};
    headDelay = new Promise((done) => (answer = done));
    const shown = feed.show({ ...EVERYTHING, events: ['customer.enrolled'] });
    arrive(1);
    const loads = [shown, feed.newer()];
    await new Promise((done) => setTimeout(done));
    answer();
    await Promise.all(loads);
    expect(feed.events.slice(0, PAGE)).toEqual(log.slice(0, PAGE));
    expect(new Set(feed.events).size, 'nothing doubled').toBe(feed.events.length);
  });

  it('is of one choice, though it is touched while that changes', async () => {
    let answer = () => {};
    headDelay = new Promise((done) => (answer = done));
    const loading = feed.newer();
    const loads = [loading, feed.show({ ...EVERYTHING, events: ['stamp.earned'] }), feed.hold(true)];
    log = [anEvent('stamp.earned')];
    answer();
    await Promise.all(loads);
    expect(feed.events).toEqual(log);
  });

  it('keeps what the owner said of a row while it is being read, and is read anew after that', async () => {
    await feed.hold(true);
    const row = feed.events[30]!;
    feed.mark(row.seq, true);
    expect(feed.events[30]).toEqual({ ...row, set_aside: 'test' });
    log[30] = { ...row, set_aside: 'test' };
    log[31] = { ...log[31]!, customer_code: 100001 };
    await feed.anew();
    expect(feed.events[31]!.customer_code, 'it is being read').toBe(482193);
    await feed.hold(false);
    expect(feed.events).toEqual(log.slice(0, PAGE));
  });

  it('is read anew later when it could not be read', async () => {
    log[0] = { ...log[0]!, customer_code: 100001 };
    broken = true;
    await feed.anew();
    expect(feed.fault?.code).toBe('storage');
    broken = false;
    await feed.newer();
    expect(feed.events).toEqual(log.slice(0, PAGE));
  });

  it('lets go of old rows in a long rush, and fetches them again when they are asked for', async () => {
    for (let arrived = 0; arrived < KEPT; arrived += PAGE) {
      arrive(PAGE);
      await feed.newer();
    }
    expect(feed.events).toEqual(log.slice(0, KEPT));
    expect(feed.more, 'the beginning can still be reached').toBe(true);
    await feed.older();
    expect(feed.events).toEqual(log.slice(0, KEPT + PAGE));
  });

  it('asks for a code and for a kind at once, and keeps asking for them', async () => {
    await feed.show({ ...EVERYTHING, events: ['stamp.earned'], code_prefix: '04', set_aside: true });
    arrive(1);
    await feed.newer();
    const choice = { events: ['stamp.earned'], code_prefix: '04', set_aside: true };
    expect(asked.slice(-2)).toEqual([expect.objectContaining(choice), expect.objectContaining(choice)]);
  });

  it('starts over from the head when more than a page has arrived', async () => {
    await feed.hold(true);
    arrive(PAGE + 40);
    await feed.newer();
    expect(feed.beyond, 'what waits is not all of it').toBe(true);
    await feed.hold(false);
    expect(feed.events, 'no gap between new and old').toEqual(log.slice(0, PAGE));
    expect(feed.beyond).toBe(false);
  });

  it('shows the very first event of a shop as new', async () => {
    log = [];
    const first = new Feed(0);
    await first.show(EVERYTHING);
    arrive(1);
    await first.newer();
    expect(first.events).toHaveLength(1);
    expect(first.events[0]!.seq).toBeGreaterThan(first.since);
  });
});

it('puts events under the day they were received on', () => {
  const today = [anEvent('stamp.earned', {}, { received_at: '2026-04-18T21:10:00Z' })]; // 00:10 in Istanbul
  const before = [
    anEvent('stamp.earned', {}, { received_at: '2026-04-18T20:50:00Z' }),
    anEvent('stamp.earned', {}, { received_at: '2026-04-18T09:00:00Z' }),
  ];
  const kinds = feedItems([...today, ...before], false).map((item) => item.kind);
  expect(kinds).toEqual(['day', 'event', 'day', 'event', 'event', 'end']);
});
