import { emit } from '@tauri-apps/api/event';
import { clearMocks } from '@tauri-apps/api/mocks';
import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CustomerQuery, CustomerRow } from '../lib/bindings';
import { useLanguage } from '../lib/i18n.svelte';
import { startLive } from '../lib/live';
import { route } from '../lib/route.svelte';
import { aRow } from '../testing/customers';
import { answering, type Answers, type Asked } from '../testing/desk';
import { laidOut } from '../testing/layout';
import Customers from './Customers.svelte';

let shop: CustomerRow[];
let answers: Answers;
let asked: Asked[];
let end: () => void;

beforeEach(() => {
  useLanguage('en');
  end = laidOut(72);
  route.go('customers');
  shop = [
    aRow(482193, { nickname: 'Ayşe', coupons_waiting: 2, point_balance: 1240 }),
    aRow(48219, { stamp_balance: 9 }),
    aRow(730188, { stamp_balance: null, masked_email: null, history_complete: false }),
  ];
  ({ answers, asked } = answering({
    customers: ({ query }: { query: CustomerQuery }) => {
      const found = shop.filter((one) => String(one.customer_code).includes(query.search ?? ''));
      return { customers: found.slice(query.offset, query.offset + query.limit), total: found.length };
    },
  }));
});

afterEach(() => {
  cleanup();
  clearMocks();
  end();
});

const row = (code: string) => screen.findByRole('row', { name: new RegExp(code) });

function lastQuery(): CustomerQuery {
  const [last] = asked.filter(({ command }) => command === 'customers').slice(-1);
  return (last?.args as { query: CustomerQuery }).query;
}

describe('all customers', () => {
  it('stand in a table with what the counter wants to know of each', async () => {
    render(Customers);
    const ayse = await row('482193');
    expect(screen.getByTestId('customers-total').textContent).toBe('3 customers');
    expect(screen.getByRole('table', { name: 'Customers' }).getAttribute('aria-rowcount')).toBe('4');
    for (const text of ['Ayşe', '7/10', '1,240', '2 coupons waiting'])
      expect(within(ayse).getByText(text), text).toBeTruthy();
    expect(within(await row('048219')).getByText('1 to go'), 'nearly there is said in words').toBeTruthy();
    const unknown = await row('730188');
    expect(within(unknown).getAllByText('unknown'), 'e-mail, stamps and points, never 0').toHaveLength(3);
    expect(within(unknown).getByText('history incomplete')).toBeTruthy();
  });

  it('open by mouse and by keyboard', async () => {
    render(Customers);
    await userEvent.click(await row('048219'));
    expect(route.current).toMatchObject({ screen: 'customer', customerId: 'c-48219' });
    route.go('customers');
    screen.getByTestId('code-field').focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}{Enter}');
    expect(route.current).toMatchObject({ screen: 'customer', customerId: 'c-482193' });
  });

  it('sort by their heads, and say which way', async () => {
    render(Customers);
    await row('482193');
    const head = (name: string) => screen.getByRole('columnheader', { name });
    expect(head('Last seen').getAttribute('aria-sort')).toBe('descending');
    await userEvent.click(within(head('Stamps')).getByRole('button'));
    await waitFor(() => expect(lastQuery().sort).toBe('stamps_to_go'));
    expect(head('Stamps').getAttribute('aria-sort')).toBe('ascending');
    expect(head('Last seen').getAttribute('aria-sort')).toBe('none');
  });

  it('are narrowed by the chips', async () => {
    render(Customers);
    await row('482193');
    const chips = within(screen.getByRole('group', { name: 'Show' }));
    await userEvent.click(chips.getByRole('button', { name: /Not seen for 60 days/ }));
    await waitFor(() => expect(lastQuery().filter).toEqual({ show: 'away', days: 60 }));
    await userEvent.click(chips.getByRole('button', { name: 'Nearly there' }));
    await waitFor(() => expect(lastQuery().filter).toEqual({ show: 'nearly_there' }));
    expect(chips.getByRole('button', { name: 'Nearly there', pressed: true })).toBeTruthy();
  });

  it('follow what happens, quietly', async () => {
    await startLive();
    render(Customers);
    await row('482193');
    shop = [aRow(615902), ...shop];
    await emit('changed', { newest_seq: 2, all: true, customers: [] });
    await row('615902');
    expect(screen.getByTestId('customers-total').textContent).toBe('4 customers');
  });
});

describe('the search', () => {
  const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Search customers' });

  it('finds while it is written, keeps its digits to itself, and asks once for a word', async () => {
    render(Customers);
    await row('482193');
    const before = asked.length;
    await userEvent.type(field(), '730188');
    await waitFor(() => expect(screen.getByTestId('customers-total').textContent).toBe('1 customer'));
    expect(route.current.screen, 'six digits here open nobody').toBe('customers');
    expect(document.activeElement).toBe(field());
    expect(asked.length - before, 'not once for each letter').toBe(1);
  });

  it('says what it did not find, and takes it back', async () => {
    render(Customers);
    await row('482193');
    await userEvent.type(field(), 'xyz');
    expect(await screen.findByRole('heading', { name: 'Nobody found for “xyz”' })).toBeTruthy();
    await userEvent.keyboard('{Escape}');
    await row('482193');
    expect(field().value).toBe('');
    expect(route.current.screen, 'Escape took the search back, not the screen').toBe('customers');
    await userEvent.type(field(), 'xyz');
    await screen.findByRole('heading', { name: 'Nobody found for “xyz”' });
    const clear = screen.getAllByRole('button', { name: 'Clear the search' });
    expect(clear, 'beside the field, and where nothing was found').toHaveLength(2);
    await userEvent.click(clear[1]!);
    await row('482193');
  });

  it('is there again when one comes back from a customer', async () => {
    const { unmount } = render(Customers);
    await row('482193');
    await userEvent.type(field(), '730');
    await waitFor(() => expect(lastQuery().search).toBe('730'));
    await userEvent.click(await row('730188'));
    unmount();
    await tick();
    route.back();
    render(Customers);
    expect(field().value).toBe('730');
  });
});

describe('without anybody to show', () => {
  it('explains an empty shop', async () => {
    shop = [];
    render(Customers);
    expect(await screen.findByRole('heading', { name: 'No customers yet' })).toBeTruthy();
  });

  it('says what is wrong with the desk, and tries again', async () => {
    const customers = answers.customers!;
    answers.customers = vi.fn(() => {
      throw { code: 'database_busy', message: 'database is locked' };
    });
    render(Customers);
    await screen.findByText('Another program is holding the records.');
    answers.customers = customers;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await row('482193');
  });

  it('keeps what it has when a refresh fails, and says that it is old', async () => {
    await startLive();
    render(Customers);
    await row('482193');
    answers.customers = () => {
      throw { code: 'database_busy', message: 'database is locked' };
    };
    await emit('changed', { newest_seq: 2, all: true, customers: [] });
    await screen.findByText(/What you see is from before/);
    await row('482193');
  });
});
