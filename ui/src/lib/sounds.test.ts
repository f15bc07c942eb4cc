// The sounds in the window: which of them are made when things arrive, break, or are merely looked at.

import { emit } from '@tauri-apps/api/event';
import { clearMocks } from '@tauri-apps/api/mocks';
import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import App from '../App.svelte';
import type { FeedEvent, FeedQuery, Listening, Sounds } from './bindings';
import { GAP_MS, type Sound } from './soundRules';
import { STATUS, answering, type Answers } from '../testing/desk';
import { anEvent } from '../testing/events';
import { readScreens } from '../testing/screens';

readScreens();

const played: [Sound, number][] = [];
vi.mock('./speaker', () => ({
  play: (sound: Sound, volume: number) => played.push([sound, volume]),
  wake() {},
}));

const CUSTOMER = { organization: 'kahveci-mehmet', customer_id: 'c-482193', customer_code: 482193 };

let answers: Answers;
let log: FeedEvent[];
let broken = false;
let now = 0;

beforeEach(() => {
  // Every test is long after the one before.
  now += 10 * GAP_MS;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  played.length = 0;
  broken = false;
  log = [anEvent('stamp.earned')];
});

afterEach(() => {
  cleanup();
  clearMocks();
  vi.restoreAllMocks();
});

async function open(sounds?: Sounds): Promise<void> {
  const desk = answering({
    status: () => ({ ...STATUS, settings: { ...STATUS.settings, sounds } }),
    customer: () => null,
    feed: ({ query: { after, limit } }: { query: FeedQuery }) => {
      if (broken) throw { code: 'storage', message: 'locked' };
      return { events: log.filter(({ seq }) => after === null || seq > after).slice(0, limit), more: false };
    },
  });
  answers = desk.answers;
  render(App);
  // It listens first and asks for the status then; what is there already was looked at by the time both are answered.
  await waitFor(() => expect(desk.asked.map(({ command }) => command)).toContain('status'));
  await screen.findByTestId('tile-stamps');
  await settled();
}

/** Everything that was asked is answered: answers here take no time. */
const settled = () => new Promise((done) => setTimeout(done));

async function arrives(event: FeedEvent): Promise<void> {
  log.unshift(event);
  await emit('changed', { newest_seq: event.seq, all: true, customers: [] });
}

/** Another program wrote to the records: what it wrote is not said. It was looked at when this is over. */
async function writtenElsewhere(...events: FeedEvent[]): Promise<void> {
  log.unshift(...events);
  await emit('changed', { newest_seq: 0, all: true, customers: [] });
  await new Promise((done) => setTimeout(done, 500));
}

describe('the counter', () => {
  it('is silent about what is there already, and hears a stamp that arrives', async () => {
    await open();
    expect(played).toEqual([]);
    await arrives(anEvent('stamp.earned'));
    await waitFor(() => expect(played).toEqual([['earn', 60]]));
  });

  it('hears a stamp that another program took in, and hears it once', async () => {
    await open();
    await writtenElsewhere();
    expect(played, 'history').toEqual([]);
    await writtenElsewhere(anEvent('stamp.earned'));
    expect(played).toEqual([['earn', 60]]);
    now += GAP_MS;
    await writtenElsewhere();
    expect(played, 'it was something else').toEqual([['earn', 60]]);
  });

  it('is silent about what was there when nothing could be read at the start', async () => {
    broken = true;
    await open();
    broken = false;
    await writtenElsewhere();
    await writtenElsewhere();
    expect(played).toEqual([]);
  });

  it('is silent, once it may sound again, about what came meanwhile', async () => {
    const sounds = { volume: 60, muted: true, earn: true, reward: true, fault: true };
    await open(sounds);
    await writtenElsewhere(anEvent('stamp.earned'));
    await emit('status-changed', {
      ...STATUS,
      settings: { ...STATUS.settings, sounds: { ...sounds, muted: false } },
    });
    await writtenElsewhere();
    expect(played).toEqual([]);
    await writtenElsewhere(anEvent('stamp.earned'));
    expect(played).toEqual([['earn', 60]]);
  });

  it('hears the reward and not the earning that came with it', async () => {
    await open();
    const coupon = { coupon_id: 'k', coupon_name: null, issued_at: null, redeemed_at: null };
    answers.customer = () => ({ customer: { ...CUSTOMER, coupons: [coupon] }, nickname: null });
    await arrives(anEvent('stamp.earned'));
    await waitFor(() => expect(played).toContainEqual(['reward', 60]));
    now += GAP_MS;
    await arrives(anEvent('stamp.earned'));
    await waitFor(() => expect(played.map(([sound]) => sound)).toEqual(['reward', 'earn']));
  });

  it('hears it as loud as the owner wants it', async () => {
    await open({ volume: 25, muted: false, earn: true, reward: true, fault: true });
    await arrives(anEvent('points.earned'));
    await waitFor(() => expect(played).toEqual([['earn', 25]]));
  });

  it('hears a connection that breaks', async () => {
    await open();
    const listening: Listening = { state: 'port_in_use', address: '127.0.0.1:8787' };
    await emit('status-changed', { ...STATUS, listening });
    await waitFor(() => expect(played).toEqual([['fault', 60]]));
  });
});
