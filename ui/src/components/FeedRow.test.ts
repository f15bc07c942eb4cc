import { clearMocks } from '@tauri-apps/api/mocks';
import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FeedEvent } from '../lib/bindings';
import { desk } from '../lib/desk.svelte';
import { useLanguage } from '../lib/i18n.svelte';
import { route } from '../lib/route.svelte';
import { answering, type Answers, type Asked } from '../testing/desk';
import { anEvent } from '../testing/events';
import FeedRow from './FeedRow.svelte';

const STAMPS = anEvent('stamp.earned', {
  stamps_added: 2,
  stamp_balance: 7,
  max_stamps: 10,
  amount: '85.50',
});
const FILLED = anEvent('stamp.redeemed', { stamps_added: 1, coupon_name: 'Filtre Kahve' });
const POINTS = anEvent('points.earned', { points_added: 125, point_balance: 1870, amount: '1240.00' });
const SPENT = anEvent('points.spent', {
  points_spent: 500,
  point_balance: 370,
  amount: '85.50',
  remaining_amount: '34.50',
});
const USED = anEvent('coupon.redeemed', { coupon_name: 'Filtre Kahve' });
const JOINED = anEvent('customer.enrolled', { masked_email: 'j***@gmail.com' });
const NEW_KIND = anEvent('tier.upgraded');
const INCOMPLETE = anEvent('stamp.earned', { stamps_added: 1 }, { set_aside: 'missing:stamp_balance' });
const MARKED = { ...STAMPS, set_aside: 'test' };
const OWN = anEvent('stampdesk.test', {}, { set_aside: 'test', customer_id: null, customer_code: null });
const LATE = anEvent('customer.enrolled', {}, { occurred_at: '2026-04-19T11:05:00Z' });

function rowText(event: FeedEvent, language: 'tr' | 'en'): string {
  useLanguage(language);
  render(FeedRow, { event });
  return screen.getByTestId('feed-row').textContent?.replace(/\s+/g, ' ') ?? '';
}

afterEach(() => route.go('counter'));

describe('a row of the feed says in words', () => {
  it.each([
    ['tr', STAMPS, ['482193', '2 damga kazandı', '₺85,50', '7/10', '17:30']],
    ['en', STAMPS, ['482193', 'Earned 2 stamps', '₺85.50', '7/10', '17:30']],
    ['tr', FILLED, ['Kartını doldurdu, kupon kazandı: Filtre Kahve']],
    ['en', FILLED, ['Filled the card, coupon issued: Filtre Kahve']],
    ['tr', POINTS, ['125 puan kazandı', '₺1.240,00', '1.870 puan']],
    ['en', POINTS, ['Earned 125 points', '₺1,240.00', '1,870 points']],
    ['tr', SPENT, ['500 puan harcadı', 'kalan ₺34,50', '370 puan']],
    ['en', SPENT, ['Spent 500 points', '₺34.50 left to pay', '370 points']],
    ['tr', USED, ['Kuponunu kullandı: Filtre Kahve']],
    ['en', USED, ['Used a coupon: Filtre Kahve']],
    ['tr', JOINED, ['Programa katıldı']],
    ['en', JOINED, ['Joined the programme']],
    ['tr', NEW_KIND, ['tier.upgraded', 'Stampdesk bu türü henüz tanımıyor']],
    ['en', NEW_KIND, ['tier.upgraded', 'does not know this kind yet']],
    ['tr', INCOMPLETE, ['“stamp_balance” bilgisi eksik', 'hesaba katılmadı']],
    ['en', INCOMPLETE, ['“stamp_balance” is missing', 'changes no figure']],
    ['tr', MARKED, ['482193', 'Deneme: 2 damga kazandı', '₺85,50']],
    ['en', MARKED, ['482193', 'Test: Earned 2 stamps', '₺85.50']],
    ['tr', OWN, ['Stampdesk’in denemesi', 'hiçbir sayıyı değiştirmez']],
    ['en', OWN, ['A test by Stampdesk', 'changes no figure']],
    ['tr', LATE, ['geç ulaştı, olay saati 14:05']],
    ['en', LATE, ['arrived late, happened 14:05']],
  ] as const)('%s: %o', (language, event, expected) => {
    const text = rowText(event, language);
    for (const part of expected) expect(text).toContain(part);
  });
});

it('pads the code and names the event for whoever looks for it', () => {
  render(FeedRow, { event: { ...STAMPS, customer_code: 48219 } });
  const row = screen.getByTestId('feed-row');
  expect(row.dataset).toMatchObject({ code: '048219', event: 'stamp.earned' });
});

it('shows no balance for an event that was set aside: it had no effect', () => {
  const event = { ...STAMPS, set_aside: 'future' };
  expect(rowText(event, 'en')).not.toContain('7/10');
});

it('opens its customer', async () => {
  useLanguage('en');
  render(FeedRow, { event: STAMPS });
  await userEvent.click(screen.getByRole('button', { name: /482193/ }));
  expect(route.current).toEqual({
    screen: 'customer',
    organization: 'kahveci-mehmet',
    customerId: 'c-482193',
  });
});

it('opens nothing when nobody knows whose event it is', () => {
  useLanguage('en');
  render(FeedRow, { event: { ...NEW_KIND, customer_id: null } });
  expect(screen.queryByRole('button', { name: /tier.upgraded/ })).toBeNull();
});

describe('a row can be said to be a test', () => {
  let answers: Answers;
  let asked: Asked[];

  beforeEach(() => {
    useLanguage('en');
    ({ answers, asked } = answering({ mark_test: () => null }));
  });
  afterEach(() => {
    clearMocks();
    desk.forgetFault();
  });

  it('with one click, and real again with another; its customer stays closed', async () => {
    render(FeedRow, { event: STAMPS });
    await userEvent.click(screen.getByRole('button', { name: 'Was a test' }));
    const back = await screen.findByRole('button', { name: 'It was real' });
    expect(screen.getByTestId('feed-row').textContent, 'at once, before the list is told').toContain(
      'Test: Earned 2 stamps',
    );
    expect(screen.getByTestId('feed-row').textContent).not.toContain('7/10');
    await userEvent.click(back);
    expect(await screen.findByTestId('mark-test')).toBeTruthy();
    expect(asked).toEqual([
      { command: 'mark_test', args: { seq: STAMPS.seq, test: true } },
      { command: 'mark_test', args: { seq: STAMPS.seq, test: false } },
    ]);
    expect(route.current.screen).toBe('counter');
  });

  it('by keyboard', async () => {
    render(FeedRow, { event: STAMPS });
    await userEvent.tab();
    await userEvent.tab();
    expect(document.activeElement).toBe(screen.getByTestId('mark-test'));
    await userEvent.keyboard('{Enter}');
    expect(await screen.findByTestId('mark-real')).toBeTruthy();
  });

  it('and the window says so when that cannot be kept', async () => {
    answers.mark_test = () => {
      throw { code: 'storage', message: 'disk full' };
    };
    render(FeedRow, { event: STAMPS });
    await userEvent.click(screen.getByTestId('mark-test'));
    await waitFor(() => expect(desk.fault?.code).toBe('storage'));
    expect(screen.getByTestId('mark-test'), 'it is what it was').toBeTruthy();
  });

  it('unless it is our own, or changes no figure anyway', () => {
    for (const event of [OWN, INCOMPLETE]) {
      const { unmount } = render(FeedRow, { event });
      expect(screen.queryByTestId('mark-test')).toBeNull();
      expect(screen.queryByTestId('mark-real')).toBeNull();
      unmount();
    }
  });

  it('in as many lines as before', () => {
    const lines = () => screen.getByTestId('feed-row').querySelectorAll('span.block').length;
    const { unmount } = render(FeedRow, { event: STAMPS });
    const before = lines();
    unmount();
    render(FeedRow, { event: MARKED });
    expect(lines()).toBe(before);
  });
});
