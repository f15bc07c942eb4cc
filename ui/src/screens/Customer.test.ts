import { emit } from '@tauri-apps/api/event';
import { clearMocks } from '@tauri-apps/api/mocks';
import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import Toasts from '../components/Toasts.svelte';
import type { CustomerPage } from '../lib/bindings';
import { useLanguage } from '../lib/i18n.svelte';
import { startLive } from '../lib/live';
import { onReward, type Reward } from '../lib/rewards';
import { route } from '../lib/route.svelte';
import { COFFEE, aPage } from '../testing/customers';
import { nothingMoves } from '../testing/animation';
import { answering, type Answers, type Asked } from '../testing/desk';
import { anEvent } from '../testing/events';
import Customer from './Customer.svelte';

type Words = { words: string | null };

let page: CustomerPage | null;
let answers: Answers;
let asked: Asked[];

beforeEach(() => {
  useLanguage('en');
  page = aPage();
  ({ answers, asked } = answering({
    customer: () => page,
    set_nickname: ({ words }: Words) => void (page = { ...page!, nickname: words }),
    set_note: ({ words }: Words) => void (page = { ...page!, note: words }),
  }));
  nothingMoves();
});

afterEach(() => {
  cleanup();
  clearMocks();
  route.go('counter');
});

const open = () => render(Customer, { organization: 'kahveci-mehmet', customerId: 'c-1' });
const press = async (name: string | RegExp) => userEvent.click(await screen.findByRole('button', { name }));
const changed = () => emit('changed', { newest_seq: 9, all: true, customers: [] });
const wordsSent = () =>
  asked.filter(({ command }) => command.startsWith('set_')).map(({ args }) => (args as Words).words);

describe('the owner’s own words', () => {
  it('are written in place, kept with Enter, and taken back from the toast', async () => {
    render(Toasts);
    open();
    await press('Give a nickname');
    const field = screen.getByRole('textbox', { name: 'Nickname' });
    expect(document.activeElement).toBe(field);
    await userEvent.type(field, '  Ayşe {Enter}');
    expect((await screen.findByTestId('nickname')).textContent?.trim()).toBe('Ayşe');
    expect(document.activeElement, 'the pencil has the keyboard again').toBe(
      screen.getByRole('button', { name: 'Change the nickname' }),
    );
    await press('Undo');
    await waitFor(() => expect(screen.queryByTestId('nickname')).toBeNull());
    expect(wordsSent()).toEqual(['Ayşe', null]);
  });

  it('are left as they were by Escape, and the screen stays', async () => {
    page = aPage({}, { nickname: 'Ayşe' });
    route.customer('kahveci-mehmet', 'c-1');
    open();
    await press('Change the nickname');
    await userEvent.keyboard('Fatma{Escape}');
    expect(screen.getByTestId('nickname').textContent?.trim()).toBe('Ayşe');
    expect(route.current.screen).toBe('customer');
    expect(wordsSent()).toEqual([]);
  });

  it('are taken back by leaving the field empty', async () => {
    page = aPage({}, { note: 'Sütsüz içer' });
    open();
    expect((await screen.findByTestId('note')).textContent?.trim()).toBe('Sütsüz içer');
    await press('Change the note');
    await userEvent.clear(screen.getByRole('textbox', { name: 'Note' }));
    await press('Save');
    await waitFor(() => expect(screen.queryByTestId('note')).toBeNull());
    expect(wordsSent()).toEqual([null]);
  });

  it('stay in the field when they could not be kept, and say why', async () => {
    answers.set_note = () => {
      throw { code: 'storage', message: 'disk full' };
    };
    open();
    await press('Write a note');
    await userEvent.type(screen.getByRole('textbox', { name: 'Note' }), '482193 numaralı masa');
    await press('Save');
    expect((await screen.findByRole('alert')).textContent).toContain('disk full');
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Note' }).value).toContain('482193');
    expect(route.current.screen, 'digits in a note open nobody').not.toBe('look_up');
  });
});

describe('why 7', () => {
  it('names the record that tells it, and what was missed', async () => {
    const event = anEvent('stamp.earned', { stamps_added: 2, stamp_balance: 7, max_stamps: 10 });
    const marks = [{ kind: 'stamps_missed' as const, expected: 4, told: 5 }];
    const step = { event, stamp_balance: 7, point_balance: null, derived: false, marks };
    page = aPage({}, { stamps_rest_on: [event.seq], timeline: [step] });
    open();
    await press('Why 7?');
    const dialog = await screen.findByRole('dialog', { name: 'Why 7 stamps?' });
    const ground = within(within(dialog).getByRole('listitem'));
    for (const text of ['Earned 2 stamps', '+2', '7/10']) expect(ground.getByText(text), text).toBeTruthy();
    expect(within(dialog).getByText(/As of 19 Apr/)).toBeTruthy();
    expect(within(dialog).getByText(/missed something 1 time/)).toBeTruthy();
  });

  it('says of what is unknown that nothing tells it', async () => {
    page = aPage({ point_balance: null });
    open();
    await press('Why unknown?');
    const dialog = await screen.findByRole('dialog', { name: 'Why is it unknown?' });
    expect(within(dialog).getByText(/No record that reached this PC tells/)).toBeTruthy();
  });
});

describe('forgetting', () => {
  it('asks for the six digits, tells what is left, and goes back', async () => {
    const copy = '/data/ledger.damaged.db';
    answers.forget_customer = () => {
      page = null;
      return { deliveries: 23, coupons: 2, facts: 1, wal_emptied: true, copies: [copy] };
    };
    open();
    await press('Forget this customer…');
    const dialog = within(await screen.findByRole('dialog', { name: 'Forget 048219?' }));
    const confirm = dialog.getByRole<HTMLButtonElement>('button', { name: 'Forget for good' });
    await userEvent.type(dialog.getByRole('textbox', { name: 'Type the code 048219 to confirm' }), '04821');
    expect(confirm.disabled, 'five digits are not enough').toBe(true);
    await userEvent.type(dialog.getByRole('textbox'), '9');
    await userEvent.click(confirm);
    expect(await screen.findByRole('heading', { name: '048219 is forgotten' })).toBeTruthy();
    expect(screen.getByText('23 records were removed.')).toBeTruthy();
    expect(screen.getByText(copy)).toBeTruthy();
    await press('Back to the customers');
    expect(route.current.screen).toBe('customers');
  });
});

describe('live', () => {
  it('explains a card that fills, shows the coupon, and begins the next card', async () => {
    await startLive();
    open();
    expect((await screen.findByTestId('stamp-count')).textContent?.trim()).toBe('7/10');
    const details = { stamps_added: 3, coupon_name: COFFEE.coupon_name };
    const event = anEvent('stamp.redeemed', details);
    const fill = { event, stamp_balance: 1, point_balance: null, derived: false, marks: [] };
    page = aPage({ stamp_balance: 1, coupons: [COFFEE] }, { timeline: [fill] });
    await changed();
    expect((await screen.findByTestId('card-story')).textContent).toContain(
      '“Ücretsiz Filtre Kahve” is waiting',
    );
    expect(screen.getByTestId('stamp-count').textContent?.trim(), 'the full card is seen').toBe('10/10');
    expect(screen.getByTestId('reward-banner').textContent).toContain('A reward is waiting');
    expect(screen.getByTestId('coupon').dataset['state']).toBe('waiting');
    await waitFor(() => expect(screen.getByTestId('stamp-count').textContent?.trim()).toBe('1/10'), {
      timeout: 3_000,
    });
  });

  it('tells whoever listens that the customer who was opened has a reward waiting', async () => {
    const told: Reward[] = [];
    const stop = onReward((reward) => told.push(reward));
    page = aPage({ coupons: [COFFEE] });
    open();
    await screen.findByTestId('reward-banner');
    expect(told).toMatchObject([{ how: 'opened', coupons: ['Ücretsiz Filtre Kahve'] }]);
    stop();
  });

  it('counts points up to the new balance', async () => {
    await startLive();
    open();
    expect((await screen.findByTestId('points-balance')).textContent?.trim()).toBe('240');
    page = aPage({ point_balance: 365 });
    await changed();
    await waitFor(() => expect(screen.getByTestId('points-balance').textContent?.trim()).toBe('365'), {
      timeout: 3_000,
    });
  });
});
