import { clearMocks } from '@tauri-apps/api/mocks';
import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { PointsPeriod, PointsSpan } from '../lib/bindings';
import { useLanguage } from '../lib/i18n.svelte';
import { answering, type Answers } from '../testing/desk';
import Points from './Points.svelte';

/** What the drawing was asked to draw, and how it tells where the pointer is. */
const drawn = vi.hoisted(() => vi.fn(() => ({ setSize() {}, redraw() {}, destroy() {} })));
vi.mock('../lib/barPlot', () => ({ plotBars: drawn }));

const DAYS: PointsSpan[] = [
  { from: '2026-04-17T21:00:00Z', earned: 1200, spent: 0 },
  { from: '2026-04-18T21:00:00Z', earned: 300, spent: 250 },
];

let answers: Answers;

beforeEach(() => {
  useLanguage('en');
  drawn.mockClear();
  ({ answers } = answering({
    points: () => ({ customers: [], total: 0 }),
    points_history: () => DAYS,
  }));
});
afterEach(() => {
  cleanup();
  clearMocks();
});

it('tells the points of a period in all, and of the day that is pointed at', async () => {
  render(Points);
  const earned = await screen.findByTestId('chart-earned');
  expect(earned.textContent).toContain('1,500');
  expect(screen.getByTestId('chart-spent').textContent).toContain('250');
  await waitFor(() => expect(drawn).toHaveBeenCalledTimes(1));
  const pointed = drawn.mock.calls[0]?.at(2) as unknown as (place: number | null) => void;
  pointed(1);
  await waitFor(() => expect(screen.getByTestId('chart-earned').textContent).toContain('300'));
  expect(screen.getByTestId('points-chart').textContent).toContain('19 April 2026');
  pointed(null);
  await waitFor(() => expect(screen.getByTestId('chart-earned').textContent).toContain('1,500'));
});

it('says the same to who cannot see the drawing, as a table', async () => {
  useLanguage('tr');
  render(Points);
  const table = await screen.findByRole('table', { name: 'Kazanılan ve harcanan puan: 30 gün' });
  const row = within(table).getByRole('row', { name: /18 Nisan 2026/ });
  expect(
    within(row)
      .getAllByRole('cell')
      .map((cell) => cell.textContent),
  ).toEqual(['1.200', '0']);
});

it('shows other periods, months by their names', async () => {
  const periods: PointsPeriod[] = [];
  answers.points_history = ({ period }: { period: PointsPeriod }) => {
    periods.push(period);
    return DAYS;
  };
  render(Points);
  await userEvent.click(await screen.findByRole('button', { name: '12 months' }));
  await waitFor(() => expect(periods).toEqual(['30_days', '12_months']));
  expect(await screen.findAllByRole('rowheader', { name: 'April 2026' })).toHaveLength(2);
});

it('says that there were none, instead of drawing nothing', async () => {
  answers.points_history = () => DAYS.map((day) => ({ ...day, earned: 0, spent: 0 }));
  render(Points);
  expect(await screen.findByRole('heading', { name: 'No points in this period' })).toBeTruthy();
  expect(drawn).not.toHaveBeenCalled();
});

it('says what is wrong when the figures cannot be read', async () => {
  answers.points_history = () => {
    throw { code: 'database_busy', message: 'database is locked' };
  };
  render(Points);
  const chart = await screen.findByTestId('points-chart');
  expect((await within(chart).findByRole('alert')).textContent).toContain('database is locked');
});
