import { emit } from '@tauri-apps/api/event';
import { clearMocks } from '@tauri-apps/api/mocks';
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FeedEvent } from '../lib/bindings';
import { COFFEE, MEHMET, aPage } from '../testing/customers';
import { STATUS, answering, type Answers, type Asked } from '../testing/desk';
import { anEvent } from '../testing/events';
import { STAYS_MS, strip } from './strip.svelte';
import Strip from './Strip.svelte';

let answers: Answers;
let asked: Asked[];
let events: FeedEvent[];

beforeEach(async () => {
  events = [
    anEvent('stamp.earned', { stamps_added: 1 }, { set_aside: 'test' }),
    anEvent('coupon.redeemed'),
    anEvent('points.earned', { points_added: 125, point_balance: 1870 }),
    anEvent('stamp.earned', { stamps_added: 2, stamp_balance: 7, max_stamps: 10 }),
    anEvent('customer.enrolled'),
  ];
  ({ answers, asked } = answering({
    feed: () => ({ events, more: false }),
    look_up: ({ code }: { code: string }) => ({
      code,
      customers: [MEHMET],
      page: aPage({}, { nickname: 'Ayşe' }),
    }),
    customer: () => aPage(),
    open_customer: () => null,
    open_code: () => null,
  }));
  render(Strip);
  // It listens before it asks.
  await waitFor(() => expect(asked.map(({ command }) => command)).toContain('feed'));
  await screen.findAllByTestId('strip-event');
});

afterEach(() => {
  strip.clear();
  vi.useRealTimers();
  clearMocks();
});

async function type(keys: string): Promise<void> {
  for (const key of keys) await fireEvent.keyDown(document.body, { key });
}

/** As a person presses it: after having read what is there. */
async function enter(): Promise<void> {
  const later = performance.now() + 1_000;
  vi.spyOn(performance, 'now').mockReturnValue(later);
  await fireEvent.keyDown(document.body, { key: 'Enter' });
  vi.mocked(performance.now).mockRestore();
}

const opened = () => asked.filter(({ command }) => command.startsWith('open_'));
const rows = () =>
  screen.getAllByTestId('strip-event').map((row) => row.textContent?.replace(/\s+/g, ' ').trim());

describe('the strip', () => {
  it('tells of the last three events that count', () => {
    expect(rows()).toEqual([
      expect.stringContaining('482193 Reward used'),
      expect.stringContaining('482193 +125 points 1,870'),
      expect.stringContaining('482193 +2 stamps 7/10'),
    ]);
  });

  it('shows who goes by a code in itself, and opens the main window only on Enter', async () => {
    await type('048219');
    expect((await screen.findByTestId('strip-name')).textContent).toBe('Ayşe');
    expect(screen.getByTestId('strip-stamps').textContent).toBe('7/10');
    expect(opened(), 'the till program keeps the screen').toEqual([]);
    await enter();
    expect(opened()).toEqual([
      { command: 'open_customer', args: { organization: 'kahveci-mehmet', customerId: 'c-1' } },
    ]);
    await screen.findAllByTestId('strip-event');
  });

  it('takes the Enter that a scanner sends after a code for a part of the code', async () => {
    await type('048219');
    await screen.findByTestId('strip-name');
    await fireEvent.keyDown(document.body, { key: 'Enter' });
    expect(opened()).toEqual([]);
  });

  it('says that a reward is waiting', async () => {
    answers.look_up = ({ code }: { code: string }) => ({
      code,
      customers: [MEHMET],
      page: aPage({ coupons: [COFFEE] }),
    });
    await type('048219');
    expect((await screen.findByTestId('strip-waiting')).textContent).toContain(
      'Reward: Ücretsiz Filtre Kahve',
    );
  });

  it('follows the figures of whoever is shown', async () => {
    await type('048219');
    await screen.findByTestId('strip-name');
    answers.customer = () => aPage({ stamp_balance: 8 });
    await emit('changed', { newest_seq: 99, customers: [MEHMET], all: false });
    await waitFor(() => expect(screen.getByTestId('strip-stamps').textContent).toBe('8/10'));
  });

  it('says plainly what it does not know, and what it cannot tell apart', async () => {
    answers.look_up = ({ code }: { code: string }) => ({ code, customers: [], page: null });
    await type('000001');
    await waitFor(() => expect(screen.getByTestId('found').dataset.kind).toBe('unknown'));
    answers.look_up = ({ code }: { code: string }) => ({ code, customers: [MEHMET, MEHMET], page: null });
    await type('048219');
    await waitFor(() => expect(screen.getByTestId('found').dataset.kind).toBe('several'));
    await enter();
    expect(opened()).toEqual([{ command: 'open_code', args: { code: '048219' } }]);
  });

  it('goes back by itself, and by Escape', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    await type('048219');
    await screen.findByTestId('strip-name');
    await vi.advanceTimersByTimeAsync(STAYS_MS);
    expect(screen.queryByTestId('strip-name')).toBeNull();
    await type('048219');
    await screen.findByTestId('strip-name');
    await fireEvent.keyDown(document.body, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByTestId('strip-name')).toBeNull());
  });

  it('says when nothing can come in', async () => {
    await emit('status-changed', { ...STATUS, listening: { state: 'no_secret', address: '127.0.0.1:8787' } });
    expect((await screen.findByTestId('strip-trouble')).textContent).toContain('No record can arrive');
    await emit('status-changed', STATUS);
    await waitFor(() => expect(screen.queryByTestId('strip-trouble')).toBeNull());
  });
});
