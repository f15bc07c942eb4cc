import { clearMocks } from '@tauri-apps/api/mocks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CustomerQuery, CustomerRow } from './bindings';
import { movedBy, withPage } from './customerRows';
import { Customers, PAGE, type Wanted } from './customers.svelte';
import { aRow } from '../testing/customers';
import { answering, type Answers, type Asked } from '../testing/desk';

const EVERYBODY: Wanted = { organization: null, search: '', filter: 'all', sort: 'last_seen' };

let shop: CustomerRow[];
let answers: Answers;
let asked: Asked[];

beforeEach(() => {
  shop = Array.from({ length: 450 }, (_, code) => aRow(code));
  ({ answers, asked } = answering({ customers: ({ query }: { query: CustomerQuery }) => answer(query) }));
});
afterEach(clearMocks);

function answer({ offset, limit, search }: CustomerQuery) {
  const found = search === null ? shop : shop.filter((one) => one.nickname === search);
  return { customers: found.slice(offset, offset + limit), total: found.length };
}

const offsets = () => asked.map(({ args }) => (args as { query: CustomerQuery }).query.offset);
const codes = (customers: Customers) => customers.rows.map((row) => row?.customer_code);

describe('all customers', () => {
  it('are fetched page by page, as far as they are looked at', async () => {
    const customers = new Customers();
    await customers.ask(EVERYBODY);
    expect(customers.rows, 'the whole is known').toHaveLength(450);
    expect(customers.rows[PAGE], 'but not fetched').toBeNull();
    await customers.see(150, 210);
    expect(offsets()).toEqual([0, 200]);
    expect(codes(customers)[399]).toBe(399);
    await customers.see(160, 220);
    expect(offsets(), 'what is there is not asked for again').toEqual([0, 200]);
  });

  it('are fetched anew after a change, but only those in sight', async () => {
    const customers = new Customers();
    await customers.ask(EVERYBODY);
    await customers.see(210, 230);
    await customers.refresh();
    expect(offsets()).toEqual([0, 200, 200]);
    await customers.see(0, 20);
    expect(offsets(), 'the rest when it comes into sight').toEqual([0, 200, 200, 0]);
  });

  it('answer the newest question, whatever comes late', async () => {
    const customers = new Customers();
    let release = () => {};
    answers.customers = () =>
      new Promise((ready) => (release = () => ready({ customers: shop, total: 450 })));
    const first = customers.ask(EVERYBODY);
    answers.customers = ({ query }: { query: CustomerQuery }) => answer(query);
    shop[7] = aRow(7, { nickname: 'Ayşe' });
    const second = customers.ask({ ...EVERYBODY, search: ' Ayşe ' });
    release();
    await Promise.all([first, second]);
    expect(codes(customers)).toEqual([7]);
    expect(customers.answered?.search).toBe(' Ayşe ');
  });

  it('stay where the eye is when somebody comes or goes above', async () => {
    const moves: number[] = [];
    const customers = new Customers((places) => moves.push(places));
    await customers.ask(EVERYBODY);
    await customers.see(100, 110);
    shop = [aRow(900), aRow(901), ...shop];
    await customers.refresh();
    expect(moves).toEqual([2]);
    expect(customers.rows).toHaveLength(452);
  });
});

describe('the rows', () => {
  it('show nobody twice, also when somebody moved from one page to another', () => {
    const [a, b, c] = [aRow(1), aRow(2), aRow(3)];
    expect(withPage([a, b, c], [c, a], 0, 3)).toEqual([c, a, null]);
  });

  it('did not move because one of them leapt to the top', () => {
    const [a, b, c, d] = [aRow(1), aRow(2), aRow(3), aRow(4)];
    expect(movedBy([b, c, d], 1, [c, a, b, d], 0), 'b moved one down, c leapt up, d stayed').toBe(0);
    expect(movedBy([], 0, [a], 0)).toBe(0);
  });
});
