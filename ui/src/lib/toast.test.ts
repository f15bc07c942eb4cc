import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import Toasts from '../components/Toasts.svelte';
import { useLanguage } from './i18n.svelte';
import { say } from './toast';

beforeEach(() => {
  useLanguage('en');
  render(Toasts);
});

afterEach(cleanup);

describe('a toast', () => {
  it('is read out without interrupting', async () => {
    say('Nickname saved');
    const toast = await screen.findByText('Nickname saved');
    expect(toast.closest('[aria-live]')?.getAttribute('aria-live')).toBe('polite');
    expect(screen.getByRole('region', { name: /Messages/ }).contains(toast)).toBe(true);
  });

  it('takes back what was done, once, and goes', async () => {
    const act = vi.fn();
    say('Coupon closed', { undo: { label: 'Undo', act } });
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(act).toHaveBeenCalledOnce();
    await waitFor(() => expect(screen.queryByText('Coupon closed')).toBeNull());
  });
});
