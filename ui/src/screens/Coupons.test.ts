import { clearMocks } from '@tauri-apps/api/mocks';
import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CouponPage, CouponQuery } from '../lib/bindings';
import { desk } from '../lib/desk.svelte';
import { useLanguage } from '../lib/i18n.svelte';
import { route } from '../lib/route.svelte';
import { say } from '../lib/toast';
import { COUPON, aPage } from '../testing/coupons';
import { answering, type Answers, type Asked } from '../testing/desk';
import Coupons from './Coupons.svelte';

vi.mock('../lib/toast', () => ({ say: vi.fn() }));

const CAKE = { ...COUPON, coupon_id: 'coupon-2', coupon_name: 'San Sebastian', customer_code: 48219 };
const CLOSE = { organization: 'kahveci-mehmet', customerId: 'c-482193', couponId: 'coupon-1' };

let answers: Answers;
let asked: Asked[];

beforeEach(() => {
  useLanguage('en');
  vi.mocked(say).mockClear();
  ({ answers, asked } = answering({
    coupons: () =>
      aPage([COUPON, CAKE], {
        ages: { week: 12, month: 0, quarter: 1, older: 2 },
        names: [
          { coupon_name: 'Filtre Kahve', outstanding: 14 },
          { coupon_name: null, outstanding: 1 },
        ],
      }),
    close_coupon: () => null,
    reopen_coupon: () => null,
  }));
});
afterEach(() => {
  cleanup();
  clearMocks();
  desk.chooseOrganization(null);
  route.go('counter');
});

const queries = () =>
  asked
    .filter(({ command }) => command === 'coupons')
    .map(({ args }) => (args as { query: CouponQuery }).query);
const told = (command: string) => asked.filter((one) => one.command === command).map(({ args }) => args);

describe('the waiting coupons', () => {
  it('are counted by how long they have waited, and an age shows only its own', async () => {
    render(Coupons);
    const fresh = await screen.findByRole('button', { name: '12 coupons 0–7 days' });
    expect(screen.getByRole('button', { name: '1 coupon 31–90 days' })).toBeTruthy();
    await userEvent.click(fresh);
    await waitFor(() => expect(queries().at(-1)).toMatchObject({ age: 'week', outstanding: true }));
    expect(screen.getByTestId('age-week').getAttribute('aria-pressed')).toBe('true');
    await userEvent.click(screen.getByTestId('age-week'));
    await waitFor(() => expect(queries().at(-1)).toMatchObject({ age: null }));
  });

  it('can be narrowed to a name, and those without one are a choice of their own', async () => {
    render(Coupons);
    const names = await screen.findByRole('combobox', { name: 'Coupon name: All coupons' });
    await userEvent.click(names);
    const choice = await screen.findByRole('option', { name: /^Coupon/ });
    expect(choice.textContent).toContain('1');
    await userEvent.click(choice);
    await waitFor(() => expect(queries().at(-1)).toMatchObject({ coupon_name: '' }));
    expect(await screen.findByRole('combobox', { name: 'Coupon name: Coupon' })).toBeTruthy();
  });

  it('say so when none is of that age, and offer all again', async () => {
    answers.coupons = ({ query }: { query: CouponQuery }) =>
      aPage(query.age === null ? [COUPON] : [], { outstanding_total: 1 });
    render(Coupons);
    await userEvent.click(await screen.findByTestId('age-month'));
    expect(await screen.findByRole('heading', { name: 'None of these is waiting' })).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Show all that are waiting' }));
    expect(await screen.findByTestId('coupon-row')).toBeTruthy();
  });

  it('open their customer', async () => {
    render(Coupons);
    await userEvent.click(await screen.findByRole('button', { name: /482193.*Filtre Kahve/ }));
    expect(route.current).toMatchObject({ screen: 'customer', customerId: 'c-482193' });
  });
});

describe('the figures of another shop', () => {
  const COUNTED = '12 coupons 0–7 days';
  const locked = () => {
    throw { code: 'database_busy', message: 'database is locked' };
  };

  it('are not shown above this one’s list, also when it cannot be read', async () => {
    render(Coupons);
    await screen.findByRole('button', { name: COUNTED });
    answers.coupons = locked;
    desk.chooseOrganization('firin-ayse');
    expect((await screen.findByRole('alert')).textContent).toContain('database is locked');
    expect(screen.queryByRole('button', { name: COUNTED })).toBeNull();
    expect(screen.queryByText('coupons wait to be used')).toBeNull();
  });

  it('are not shown when they come late, after this shop was chosen', async () => {
    let late: (page: CouponPage) => void = () => {};
    answers.coupons = () => new Promise<CouponPage>((answer) => (late = answer));
    render(Coupons);
    await waitFor(() => expect(queries()).toHaveLength(1));
    answers.coupons = locked;
    desk.chooseOrganization('firin-ayse');
    late(aPage([COUPON], { outstanding_total: 99 }));
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(screen.queryByText('99')).toBeNull();
  });

  it('stay while only another choice of the same shop is fetched', async () => {
    render(Coupons);
    await userEvent.click(await screen.findByRole('button', { name: COUNTED }));
    expect(screen.getByRole('button', { name: COUNTED })).toBeTruthy();
    await waitFor(() => expect(queries()).toHaveLength(2));
  });
});

describe('closing a coupon by hand', () => {
  async function ask() {
    render(Coupons);
    await userEvent.click(await screen.findByRole('button', { name: 'Close Filtre Kahve of 482193' }));
    return screen.findByRole('dialog', { name: 'Close this coupon?' });
  }

  it('asks why, keeps it on this PC, and can be undone', async () => {
    const dialog = await ask();
    expect(dialog.textContent).toContain('never sent anywhere');
    await userEvent.click(within(dialog).getByRole('radio', { name: 'It was given by mistake' }));
    await userEvent.click(screen.getByRole('button', { name: 'Close the coupon' }));
    await waitFor(() => expect(told('close_coupon')).toEqual([{ ...CLOSE, reason: 'given by mistake' }]));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(queries(), 'the list is asked for again').toHaveLength(2);

    const [text, options] = vi.mocked(say).mock.calls[0]!;
    expect(text).toBe('Closed: Filtre Kahve, 482193');
    options?.undo?.act();
    await waitFor(() => expect(told('reopen_coupon')).toEqual([CLOSE]));
    await waitFor(() => expect(queries()).toHaveLength(3));
  });

  it('takes the owner’s own words, and needs some', async () => {
    const dialog = await ask();
    await userEvent.click(within(dialog).getByRole('radio', { name: 'Another reason' }));
    const confirm = screen.getByRole<HTMLButtonElement>('button', { name: 'Close the coupon' });
    expect(confirm.disabled).toBe(true);
    await userEvent.type(screen.getByRole('textbox', { name: 'In your own words' }), ' Moved away {Enter}');
    await waitFor(() => expect(told('close_coupon')).toEqual([{ ...CLOSE, reason: 'Moved away' }]));
  });

  it('stays open and says what went wrong when it cannot be kept', async () => {
    answers.close_coupon = () => {
      throw { code: 'storage', message: 'disk full' };
    };
    const dialog = await ask();
    await userEvent.click(screen.getByRole('button', { name: 'Close the coupon' }));
    expect((await within(dialog).findByRole('alert')).textContent).toContain('disk full');
    expect(say).not.toHaveBeenCalled();
  });

  it('is not offered for one that was used', async () => {
    answers.coupons = () => aPage([{ ...COUPON, redeemed_at: '2026-04-19T09:00:00Z' }], { used_total: 1 });
    render(Coupons);
    await userEvent.click(await screen.findByTestId('coupons-used'));
    expect(await screen.findByTestId('coupon-row')).toBeTruthy();
    expect(screen.queryByTestId('close-coupon')).toBeNull();
  });
});
