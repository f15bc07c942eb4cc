import { emit } from '@tauri-apps/api/event';
import { clearMocks } from '@tauri-apps/api/mocks';
import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import App from './App.svelte';
import type { Changed, Customer, CustomerPage } from './lib/bindings';
import { route } from './lib/route.svelte';
import { nothingMoves } from './testing/animation';
import { STATUS, answering, type Answers } from './testing/desk';
import { readScreens } from './testing/screens';

readScreens();

const MEHMET: Customer = {
  organization: 'kahveci-mehmet',
  customer_id: 'c-1',
  customer_code: 48219,
  masked_email: 'j***@gmail.com',
  enrolled_at: null,
  stamp_balance: 7,
  max_stamps: 10,
  point_balance: null,
  last_seen_at: '2026-04-19T14:30:00Z',
  history_complete: true,
  coupons: [],
};

let answers: Answers;
let customer: Customer;

beforeEach(() => {
  customer = MEHMET;
  const page = (): CustomerPage => ({
    customer,
    nickname: null,
    note: null,
    stamp_balance_derived: false,
    stamps_rest_on: [],
    points_rest_on: [],
    timeline: [],
  });
  ({ answers } = answering({
    look_up: ({ code }: { code: string }) => ({
      code,
      customers: code === '048219' ? [customer] : [],
      page: null,
      listening_since: STATUS.listening_since,
    }),
    customer: page,
  }));
  nothingMoves();
});

afterEach(() => {
  cleanup();
  clearMocks();
  route.go('counter');
});

let clock = 0;

async function type(keys: string | string[]): Promise<void> {
  for (const key of keys) {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    Object.defineProperty(event, 'timeStamp', { value: (clock += 1_000) });
    document.body.dispatchEvent(event);
  }
  await tick();
}

describe('before anything is known', () => {
  it('says what, and what to do, instead of showing empty lists', async () => {
    answers.status = () => {
      throw { code: 'database_busy', message: 'database is locked' };
    };
    render(App);
    expect(await screen.findByText('Another program is holding the records.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  });
});

describe('at the counter', () => {
  it('opens the customer of a code, and the open customer follows what arrives', async () => {
    render(App);
    expect((await screen.findByTestId('tile-stamps')).textContent).toBeTruthy();
    await type('048219');
    expect((await screen.findByTestId('stamp-count')).textContent).toBe('7/10');
    expect(screen.getByTestId('customer-code').textContent).toBe('048219');
    expect(screen.getByTestId('customer-email').textContent?.trim()).toBe('j***@gmail.com');

    await type('48');
    customer = { ...MEHMET, stamp_balance: 8 };
    const changed: Changed = {
      newest_seq: 2,
      all: false,
      customers: [{ organization: 'kahveci-mehmet', customer_id: 'c-1' }],
    };
    await emit('changed', changed);
    await waitFor(() => expect(screen.getByTestId('stamp-count').textContent).toBe('8/10'));
    const field = screen.getByTestId<HTMLInputElement>('code-field');
    expect(field.value, 'a refresh loses no typed digit').toBe('48');
    await type(['Escape']);
  });

  it('loses no digit while events stream in', async () => {
    render(App);
    const field = await screen.findByTestId<HTMLInputElement>('code-field');
    await screen.findByTestId('tile-stamps');
    let newest_seq = 0;
    for (const digit of '04821') {
      const burst = Array.from({ length: 40 }, () =>
        emit('changed', { newest_seq: ++newest_seq, all: true, customers: [] } satisfies Changed),
      );
      await type(digit);
      await Promise.all(burst);
    }
    expect(field.value).toBe('04821');
    await type('9');
    expect((await screen.findByTestId('customer-code')).textContent).toBe('048219');
  });

  it('turns the page of an unknown code into the customer when their first event arrives', async () => {
    answers.look_up = ({ code }: { code: string }) => ({
      code,
      customers: [],
      page: null,
      listening_since: STATUS.listening_since,
    });
    render(App);
    await screen.findByTestId('code-field');
    await type('048219');
    await screen.findByTestId('unknown-code');
    answers.look_up = ({ code }: { code: string }) => ({
      code,
      customers: [customer],
      page: null,
      listening_since: STATUS.listening_since,
    });
    await emit('changed', { newest_seq: 1, all: true, customers: [] } satisfies Changed);
    expect((await screen.findByTestId('stamp-count')).textContent).toBe('7/10');
  });

  it('says on first run that nothing has arrived and that the connection waits', async () => {
    render(App);
    expect(await screen.findByRole('heading', { name: 'Nothing yet' })).toBeTruthy();
    expect(screen.getByText(/This PC listens/)).toBeTruthy();
    expect(screen.getByTestId('connection').dataset.state).toBe('on');
  });
});

describe('the frame around every screen', () => {
  it('names the address that is taken', async () => {
    answers.status = () => ({ ...STATUS, listening: { state: 'port_in_use', address: '127.0.0.1:8787' } });
    render(App);
    expect(await screen.findByText(/Another program uses the address 127.0.0.1:8787/)).toBeTruthy();
    expect(screen.getByTestId('connection').dataset.state).toBe('port_in_use');
  });

  it('leads from every screen to the place for the secret that is missing', async () => {
    answers.status = () => ({ ...STATUS, listening: { state: 'no_secret', address: '127.0.0.1:8787' } });
    answers.secrets = () => [];
    render(App);
    await userEvent.click(await screen.findByRole('button', { name: 'Add the secret' }));
    const field = await screen.findByLabelText('Secret');
    expect(document.activeElement, 'ready to be pasted into').toBe(field);
  });

  it('says what is likely wrong with the secret, and leads to the connection', async () => {
    answers.status = () => ({ ...STATUS, suspicion: { kind: 'new_secret_never_fitted', label: 'Moda' } });
    render(App);
    const banner = await screen.findByTestId('suspicion');
    expect(banner.textContent).toContain('The newest secret, “Moda”, has never matched');
    await userEvent.click(screen.getByRole('button', { name: 'Open Connection' }));
    expect(
      await screen.findByRole('heading', { name: 'Something is wrong with the signing secret.' }),
    ).toBeTruthy();
    expect(screen.queryByTestId('suspicion'), 'it is not said twice').toBeNull();
  });

  it('opens the connection from its place in the rail', async () => {
    render(App);
    await userEvent.click(await screen.findByRole('button', { name: /^Connection: Listening/ }));
    expect(
      await screen.findByRole('heading', { name: 'Ready, and waiting for the first record.' }),
    ).toBeTruthy();
  });

  it('labels demo data as demo', async () => {
    answers.status = () => ({ ...STATUS, demo: true });
    render(App);
    expect((await screen.findByTestId('demo-ribbon')).textContent).toContain('Demo data');
  });
});

describe('out of sight', () => {
  it('draws nothing and asks for nothing it would draw, and is as current as ever when it comes back', async () => {
    let stamps = 12;
    const today = vi.fn(() => ({ stamps }));
    answers.today = today;
    render(App);
    await waitFor(() => expect(screen.getByTestId('tile-stamps').textContent).toContain('12'));
    await emit('visibility', false);
    await waitFor(() => expect(screen.queryByTestId('tile-stamps')).toBe(null));
    today.mockClear();
    stamps = 13;
    await emit('changed', { newest_seq: 9, all: true, customers: [] } satisfies Changed);
    expect(today).not.toHaveBeenCalled();
    await emit('visibility', true);
    await waitFor(() => expect(screen.getByTestId('tile-stamps').textContent).toContain('13'));
  });
});
