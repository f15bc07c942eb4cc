import { emit } from '@tauri-apps/api/event';
import { clearMocks } from '@tauri-apps/api/mocks';
import { cleanup, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Coupon, FeedEvent, FeedQuery } from '../lib/bindings';
import { useLanguage } from '../lib/i18n.svelte';
import { startLive } from '../lib/live';
import { route } from '../lib/route.svelte';
import { COFFEE, aPage } from '../testing/customers';
import { answering } from '../testing/desk';
import { anEvent } from '../testing/events';
import { STAYS_MS } from './RewardAlert.svelte';
import RewardAlerts from './RewardAlerts.svelte';

let feed: FeedEvent[];
let coupons: Coupon[];

beforeEach(async () => {
  vi.useFakeTimers();
  useLanguage('en');
  feed = [anEvent('stamp.earned')];
  coupons = [COFFEE];
  answering({
    feed: ({ query }: { query: FeedQuery }) => ({
      events: feed.filter((one) => one.seq > (query.after ?? 0)).slice(0, query.limit),
      more: false,
    }),
    customer: ({ customerId }: { customerId: string }) =>
      aPage(
        { customer_id: customerId, customer_code: Number(customerId), coupons },
        { nickname: customerId === '482193' ? 'Ayşe' : null },
      ),
  });
  await startLive();
  render(RewardAlerts);
  await vi.advanceTimersByTimeAsync(0);
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  clearMocks();
  route.go('counter');
});

async function served(customer_id: string): Promise<void> {
  const event = anEvent('stamp.earned', {}, { customer_id });
  feed = [event, ...feed];
  await emit('changed', { newest_seq: event.seq, customers: [], all: true });
  await vi.advanceTimersByTimeAsync(600);
  await tick();
}

const alerts = () => screen.queryAllByRole('status').map((one) => one.dataset['code']);

it('says who has which reward waiting, and leads to them', async () => {
  await served('482193');
  const alert = screen.getByRole('status');
  expect(alert.textContent).toContain('482193 (Ayşe): a reward is waiting');
  expect(alert.textContent).toContain('Ücretsiz Filtre Kahve');
  screen.getByRole('button', { name: /Open/ }).click();
  await tick();
  expect(route.current).toMatchObject({ screen: 'customer', customerId: '482193' });
  expect(alerts(), 'their page says it itself').toEqual([]);
});

it('stacks the newest three', async () => {
  for (const code of ['100001', '100002', '100003', '100004']) await served(code);
  expect(alerts()).toEqual(['100004', '100003', '100002']);
});

it('goes by itself, or when told to', async () => {
  await served('100001');
  await served('100002');
  screen.getAllByRole('button', { name: 'Got it' })[0]!.click();
  await tick();
  expect(alerts()).toEqual(['100001']);
  await vi.advanceTimersByTimeAsync(STAYS_MS);
  expect(alerts()).toEqual([]);
});

it('takes back what was used, and nobody else’s', async () => {
  await served('100001');
  await served('100002');
  coupons = [{ ...COFFEE, redeemed_at: '2026-04-19T14:30:00Z' }];
  await served('100001');
  expect(alerts()).toEqual(['100002']);
});

it('says nothing of a customer whose page is open', async () => {
  route.customer('kahveci-mehmet', '100001');
  await served('100001');
  expect(alerts()).toEqual([]);
});
