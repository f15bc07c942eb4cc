import { clearMocks } from '@tauri-apps/api/mocks';
import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Coupon, Customer } from '../lib/bindings';
import { desk } from '../lib/desk.svelte';
import { useLanguage } from '../lib/i18n.svelte';
import { COUPON } from '../testing/coupons';
import { answering, type Answers, type Asked } from '../testing/desk';
import CustomerCoupons from './CustomerCoupons.svelte';

vi.mock('../lib/toast', () => ({ say: vi.fn() }));

const CLOSED = { at: '2026-04-18T09:00:00Z', reason: 'expired' };

function having(coupon: Partial<Coupon>): Customer {
  return {
    organization: 'kahveci-mehmet',
    customer_id: 'c-482193',
    customer_code: 482193,
    masked_email: null,
    enrolled_at: null,
    stamp_balance: 7,
    max_stamps: 10,
    point_balance: null,
    last_seen_at: null,
    history_complete: true,
    coupons: [{ ...COUPON, ...coupon }],
  };
}

let answers: Answers;
let asked: Asked[];

beforeEach(() => {
  useLanguage('en');
  ({ answers, asked } = answering({ close_coupon: () => null, reopen_coupon: () => null }));
});
afterEach(() => {
  cleanup();
  clearMocks();
  desk.forgetFault();
});

describe('a coupon on its customer’s page', () => {
  it('can be closed while it waits', async () => {
    const changed = vi.fn();
    render(CustomerCoupons, { customer: having({}), changed });
    await userEvent.click(screen.getByRole('button', { name: 'Close: Filtre Kahve' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Close the coupon' }));
    await waitFor(() => expect(changed).toHaveBeenCalled());
    const coupon = { organization: 'kahveci-mehmet', customerId: 'c-482193', couponId: 'coupon-1' };
    expect(asked).toEqual([{ command: 'close_coupon', args: { ...coupon, reason: 'expired' } }]);
  });

  it('says why it was closed, in the language of the window, and can be reopened', async () => {
    const changed = vi.fn();
    useLanguage('tr');
    render(CustomerCoupons, { customer: having({ closed: CLOSED }), changed });
    expect(screen.getByTestId('coupon').textContent).toContain('süresi doldu');
    expect(screen.queryByTestId('close-coupon')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Yeniden aç: Filtre Kahve' }));
    await waitFor(() => expect(changed).toHaveBeenCalled());
    expect(asked.map(({ command }) => command)).toEqual(['reopen_coupon']);
  });

  it('leaves the owner’s own words as they are', () => {
    render(CustomerCoupons, {
      customer: having({ closed: { ...CLOSED, reason: 'taşındı' } }),
      changed: vi.fn(),
    });
    expect(screen.getByTestId('coupon').textContent).toContain('taşındı');
  });

  it('neither when it was used', () => {
    const used = having({ closed: CLOSED, redeemed_at: '2026-04-19T09:00:00Z' });
    render(CustomerCoupons, { customer: used, changed: vi.fn() });
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('and the window says so when it cannot be reopened', async () => {
    answers.reopen_coupon = () => {
      throw { code: 'storage', message: 'disk full' };
    };
    const changed = vi.fn();
    render(CustomerCoupons, { customer: having({ closed: CLOSED }), changed });
    await userEvent.click(screen.getByTestId('reopen-coupon'));
    await waitFor(() => expect(desk.fault?.code).toBe('storage'));
    expect(changed).not.toHaveBeenCalled();
  });
});
