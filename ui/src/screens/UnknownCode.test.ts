import { render, screen } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { useLanguage } from '../lib/i18n.svelte';
import UnknownCode from './UnknownCode.svelte';

const lookUp = { code: '048219', customers: [], page: null, listening_since: '2026-03-02T08:00:00Z' };

it('says plainly what is not known, since when, and what it does not mean', () => {
  useLanguage('en');
  render(UnknownCode, { lookUp });
  expect(screen.getByTestId('customer-code').textContent).toBe('048219');
  expect(screen.getByRole('heading', { name: 'No record of this code yet' })).toBeTruthy();
  expect(screen.getByText(/listening since 2 March 2026/)).toBeTruthy();
  expect(screen.getByText(/may still be a member/)).toBeTruthy();
});

it('says it in Turkish', () => {
  useLanguage('tr');
  render(UnknownCode, { lookUp });
  expect(screen.getByRole('heading', { name: 'Bu kodun henüz kaydı yok' })).toBeTruthy();
  expect(screen.getByText(/2 Mart 2026 tarihinden beri dinliyor/)).toBeTruthy();
});
