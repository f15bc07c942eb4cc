import { emit } from '@tauri-apps/api/event';
import { clearMocks } from '@tauri-apps/api/mocks';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Coupon, FeedEvent } from '../lib/bindings';
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

/** An answer that comes when it is told to. */
function later<T>(value: T): { answer: Promise<T>; comes: () => void } {
  let come: (value: T) => void = () => {};
  return { answer: new Promise<T>((done) => (come = done)), comes: () => come(value) };
}

/** Every answer that is due has arrived, and is drawn. */
const settled = () => new Promise((done) => setTimeout(done));

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

  it('shows nobody’s figures under the code of somebody else', async () => {
    await type('048219');
    await screen.findByTestId('strip-name');
    const zeynep = aPage({ customer_id: 'c-2', stamp_balance: 3 }, { nickname: 'Zeynep' });
    const looked = later({ code: '100002', customers: [zeynep.customer], page: zeynep });
    const read = later(aPage({ stamp_balance: 8 }));
    answers.look_up = () => looked.answer;
    answers.customer = () => read.answer;
    await type('100002');
    await waitFor(() => expect(asked.filter(({ command }) => command === 'look_up')).toHaveLength(2));
    await emit('changed', { newest_seq: 99, customers: [MEHMET], all: false });
    looked.comes();
    await waitFor(() => expect(screen.getByTestId('strip-name').textContent).toBe('Zeynep'));
    read.comes();
    await settled();
    expect(screen.getByTestId('strip-name').textContent).toBe('Zeynep');
    expect(screen.getByTestId('strip-stamps').textContent).toBe('3/10');
  });

  it('shows the newest figures of two that arrive at once', async () => {
    await type('048219');
    await screen.findByTestId('strip-name');
    const reads = [later(aPage({ stamp_balance: 8 })), later(aPage({ stamp_balance: 9 }))];
    let next = 0;
    answers.customer = ({ customerId }: { customerId: string }) =>
      customerId === 'c-1' ? reads[next++]!.answer : aPage();
    await emit('changed', { newest_seq: 98, customers: [MEHMET], all: false });
    await emit('changed', { newest_seq: 99, customers: [MEHMET], all: false });
    reads[1]!.comes();
    await settled();
    reads[0]!.comes();
    await waitFor(() => expect(screen.getByTestId('strip-stamps').textContent).toBe('9/10'));
    await settled();
    expect(screen.getByTestId('strip-stamps').textContent).toBe('9/10');
  });

  it('tells of a reward that waits until it is used', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const served = async (kind: string, coupon: Coupon) => {
      events = [anEvent(kind), ...events];
      answers.customer = () => aPage({ customer_id: 'c-482193', coupons: [coupon] });
      await emit('changed', { newest_seq: events[0]!.seq, customers: [], all: false });
      await vi.advanceTimersByTimeAsync(600);
    };
    await served('stamp.earned', COFFEE);
    await screen.findByTestId('strip-reward');
    await served('coupon.redeemed', { ...COFFEE, redeemed_at: '2026-04-19T14:30:00Z' });
    await waitFor(() => expect(screen.queryByTestId('strip-reward')).toBeNull());
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

  it('is at ease while another Stampdesk takes the records in', async () => {
    await emit('status-changed', { ...STATUS, listening: { state: 'no_secret', address: '127.0.0.1:8787' } });
    await screen.findByTestId('strip-trouble');
    await emit('status-changed', {
      ...STATUS,
      listening: { state: 'held_elsewhere', holder: 'stampdesk-cli listen' },
    });
    await waitFor(() => expect(screen.queryByTestId('strip-trouble')).toBeNull());
  });

  it('takes what it was told for newer than what it had asked for', async () => {
    cleanup();
    const status = later({ ...STATUS, listening: { state: 'no_secret', address: '127.0.0.1:8787' } });
    answers.status = () => status.answer;
    asked.length = 0;
    render(Strip);
    await waitFor(() => expect(asked.map(({ command }) => command)).toContain('status'));
    await emit('status-changed', STATUS);
    status.comes();
    await settled();
    expect(screen.queryByTestId('strip-trouble')).toBeNull();
  });
});
