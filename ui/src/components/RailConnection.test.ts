import { clearMocks } from '@tauri-apps/api/mocks';
import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { refreshStatus } from '../lib/desk.svelte';
import { route } from '../lib/route.svelte';
import { CALM, STATUS, answering, type Answers, type Asked } from '../testing/desk';
import { REACHED, onTheRoad } from '../testing/road';
import RailConnection from './RailConnection.svelte';

let answers: Answers;
let asked: Asked[];

beforeEach(async () => {
  ({ answers, asked } = answering());
  await refreshStatus();
});

afterEach(() => {
  cleanup();
  clearMocks();
  vi.useRealTimers();
  route.go('counter');
});

const rail = () => screen.getByRole('button');
const reports = () => asked.filter(({ command }) => command === 'health').length;
const SILENT = { last_event_at: '2026-04-19T10:00:00Z', quiet_for: 9_000, usual: { weeks: 8, busy: 8 } };

it('says at a glance whether records reach this PC, and leads to why', async () => {
  const { rerender } = render(RailConnection, { status: onTheRoad(REACHED) });
  expect(rail().dataset.state).toBe('reachable');
  expect(rail().textContent).toContain('Connected');
  await rerender({ status: onTheRoad({ verdict: { reach: 'no_internet' } }) });
  expect(rail().dataset.state).toBe('no_internet');
  expect(screen.getByRole('status').textContent, 'told to who cannot see it').toContain('No internet?');
  await userEvent.click(rail());
  expect(route.current.screen).toBe('connection');
});

it('does not flicker while the way is asked again', async () => {
  const { rerender } = render(RailConnection, { status: onTheRoad(REACHED) });
  const before = rail().innerHTML;
  await rerender({ status: onTheRoad({ ...REACHED, asking: true }) });
  expect(rail().innerHTML).toBe(before);
});

it('is amber when it is unusually quiet, though everything stands', async () => {
  answers.health = () => ({ ...CALM, silence: { ...SILENT, unusual: true } });
  render(RailConnection, { status: onTheRoad(REACHED) });
  await waitFor(() => expect(rail().dataset.state).toBe('quiet'));
  expect(screen.getByText('Unusually quiet', { selector: 'button *' }).className).toContain('text-reward');
});

it('asks how the shop is when the desk changes, and once a minute', async () => {
  vi.useFakeTimers();
  render(RailConnection, { status: STATUS });
  await vi.advanceTimersByTimeAsync(0);
  const first = reports();
  expect(first).toBeGreaterThan(0);
  answers.status = () => ({ ...STATUS, version: '0.1.1' });
  await refreshStatus();
  await vi.advanceTimersByTimeAsync(0);
  expect(reports()).toBe(first + 1);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(reports()).toBe(first + 2);
});
