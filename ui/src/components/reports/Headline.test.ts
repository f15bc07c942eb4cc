import { clearMocks } from '@tauri-apps/api/mocks';
import { cleanup, render, screen, within } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Report } from '../../lib/bindings';
import { refreshStatus } from '../../lib/desk.svelte';
import { useLanguage } from '../../lib/i18n.svelte';
import { STATUS, answering, type Answers } from '../../testing/desk';
import { NO_FIGURES, aReport } from '../../testing/reports';
import FigureTables from './FigureTables.svelte';
import Headline from './Headline.svelte';

const actions = createRawSnippet(() => ({ render: () => '<span></span>' }));
const DECEMBER = { from: '2026-12-01', to: '2026-12-31', before: { from: '2026-11-01', to: '2026-11-30' } };

let answers: Answers;

beforeEach(() => {
  ({ answers } = answering());
});
afterEach(() => {
  cleanup();
  clearMocks();
});

const figures = (customers_served: number, amount: string | null = null) => ({
  ...NO_FIGURES,
  customers_served,
  amount,
});

async function show(since: string | null, report: Partial<Report>, language: 'en' | 'tr' = 'en') {
  answers.status = () => ({ ...STATUS, listening_since: since, settings: { ...STATUS.settings, language } });
  await refreshStatus();
  useLanguage(language);
  render(Headline, { report: aReport(report), actions });
  render(FigureTables, { report: aReport(report), books: null });
}

const served = () => [
  screen.getByTestId('head-customers_served'),
  screen.getByTestId('figure-customers_served'),
];

it('in a shop’s second month does not compare with the part of the first that is known', async () => {
  await show('2026-11-20T09:00:00Z', {
    ...DECEMBER,
    now: figures(310),
    before_figures: figures(100),
  });
  for (const one of served()) {
    expect(one.textContent).toContain('310');
    expect(within(one).getByText('unknown')).toBeTruthy();
    expect(one.textContent).not.toMatch(/100|up/);
  }
  expect(screen.getByTestId('before-not-whole').textContent.trim()).toBe(
    'The period before is not whole: this PC has listened since 20 November 2026.',
  );
});

it('says it in Turkish too', async () => {
  await show('2026-11-20T09:00:00Z', { ...DECEMBER, now: figures(310), before_figures: figures(100) }, 'tr');
  expect(screen.getByTestId('before-not-whole').textContent.trim()).toBe(
    'Önceki dönem eksik: bu bilgisayar 20 Kasım 2026 tarihinden beri dinliyor.',
  );
  for (const one of served()) expect(one.textContent).not.toContain('arttı');
});

it('in its first month knows no month before, and says why once', async () => {
  const since = '2026-12-05T09:00:00Z';
  await show(since, { ...DECEMBER, now: figures(40), incomplete: { since, breaks: 0, missed: [] } });
  for (const one of served()) {
    expect(within(one).getByText('unknown')).toBeTruthy();
    expect(one.textContent).not.toContain('none before');
  }
  expect(screen.getByTestId('incomplete').textContent).toContain('began to listen on 5 December 2026');
  expect(screen.queryByTestId('before-not-whole')).toBeNull();
});

it('from the third month on compares as usual', async () => {
  await show('2026-10-20T09:00:00Z', { ...DECEMBER, now: figures(120), before_figures: figures(100) });
  for (const one of served()) expect(one.textContent).toMatch(/up 20%/);
  expect(screen.queryByTestId('before-not-whole')).toBeNull();
});

it('does not take amounts that were never sent for none', async () => {
  await show('2026-01-05T09:00:00Z', {
    ...DECEMBER,
    now: figures(120, '1250.50'),
    before_figures: figures(100),
  });
  const amount = screen.getByTestId('figure-amount');
  expect(within(amount).getByText('unknown')).toBeTruthy();
  expect(amount.textContent).not.toContain('none before');
});

it('leaves empty what no earlier figure is told of', async () => {
  await show('2026-01-05T09:00:00Z', { ...DECEMBER, now: figures(120), before_figures: figures(100) });
  expect(within(screen.getByTestId('figure-days_to_complete')).queryByText('unknown')).toBeNull();
});
