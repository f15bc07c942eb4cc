import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { HealthReport } from '../../lib/bindings';
import { useLanguage } from '../../lib/i18n.svelte';
import { CALM } from '../../testing/desk';
import Quiet from './Quiet.svelte';

beforeEach(() => useLanguage('en'));
afterEach(cleanup);

function show(report: Partial<HealthReport>): void {
  render(Quiet, { health: { ...CALM, ...report } });
}

const night = (day: number) => ({ from: `2026-04-${day}T18:00:00Z`, to: `2026-04-${day + 1}T05:00:00Z` });
const missed = () => screen.getByTestId('missed').textContent;

it('is calm when nothing is the matter', () => {
  show({});
  expect(screen.getByTestId('silence').textContent).toContain('No record has arrived yet.');
  expect(screen.getByText('So far Stampdesk was not off for longer than a minute.')).toBeTruthy();
  expect(screen.queryByTestId('missed')).toBeNull();
});

it('marks a silence that other weeks did not have', () => {
  const last_event_at = new Date(Date.now() - 3 * 3_600_000).toISOString();
  show({ silence: { last_event_at, quiet_for: 10_800, usual: { weeks: 6, busy: 5 }, unusual: true } });
  const silence = screen.getByTestId('silence');
  expect(silence.dataset.unusual).toBe('true');
  expect(silence.textContent).toContain('in 5 of the 6 weeks before');
});

it('says that short absences lose nothing', () => {
  show({ absences: [{ from: '2026-04-19T05:00:00Z', to: '2026-04-19T06:10:00Z' }] });
  expect(screen.getByTestId('absence').textContent).toMatch(/from 19 Apr(il)? 08:00 to 09:10/);
  expect(screen.getByText(/Nothing should be missing for that reason/)).toBeTruthy();
});

it('names exactly the hours that may have holes, and what the histories show already', () => {
  show({
    absences: [night(18)],
    may_have_missed: [{ from: '2026-04-18T18:00:00Z', to: '2026-04-18T20:24:00Z' }],
    incomplete: 3,
  });
  expect(missed()).toMatch(/18 Apr(il)? 21:00 to 23:24/);
  expect(missed()).toContain('The histories of 3 customers');
  expect(screen.queryByText(/Nothing should be missing/)).toBeNull();
});

it('claims no break that it does not know of', () => {
  show({ may_have_missed: [night(18)], incomplete: 0 });
  expect(missed()).toContain('No customer’s history on this PC shows a break so far.');
  cleanup();
  show({ may_have_missed: [night(18)], incomplete: null });
  expect(missed()).not.toContain('history on this PC');
});

it('shows the newest three absences, and more when asked', async () => {
  show({ absences: [18, 16, 14, 12, 10].map(night) });
  expect(screen.getAllByTestId('absence')).toHaveLength(3);
  await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
  expect(screen.getAllByTestId('absence')).toHaveLength(5);
});
