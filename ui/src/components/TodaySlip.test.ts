import { emit } from '@tauri-apps/api/event';
import { clearMocks } from '@tauri-apps/api/mocks';
import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { desk, refreshStatus } from '../lib/desk.svelte';
import { useLanguage } from '../lib/i18n.svelte';
import { startLive } from '../lib/live';
import { STATUS, answering, type Answers, type Asked } from '../testing/desk';
import TodaySlip from './TodaySlip.svelte';

let answers: Answers;
let asked: Asked[];

beforeEach(async () => {
  ({ answers, asked } = answering({ status: () => ({ ...STATUS, organizations: ['kahveci', 'firin'] }) }));
  await refreshStatus();
  useLanguage('en');
});
afterEach(() => {
  cleanup();
  clearMocks();
  desk.chooseOrganization(null);
});

const stamps = () => screen.getByTestId('tile-stamps').textContent.trim();
const questions = () => asked.filter(({ command }) => command === 'today').length;
const locked = () => {
  throw { code: 'database_busy', message: 'database is locked' };
};
/** Something else is to be the case: the desk is asked how it stands. */
async function itIsNow(status: object) {
  answers.status = () => ({ ...STATUS, ...status });
  await refreshStatus();
}

it('says so when the figures cannot be read, and gets them when asked again', async () => {
  answers.today = locked;
  render(TodaySlip);
  const note = await screen.findByRole('alert');
  expect(note.textContent).toContain('Another program is holding the records.');
  expect(note.textContent, 'there is nothing older to be seen').not.toContain('What you see is from before.');
  expect(stamps()).toBe('–');
  answers.today = () => ({ stamps: 12 });
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(stamps()).toBe('12'));
  expect(screen.queryByRole('alert')).toBeNull();
});

it('keeps its figures when a refresh fails, and says that they are earlier ones', async () => {
  await startLive();
  render(TodaySlip);
  await waitFor(() => expect(stamps()).toBe('12'));
  answers.today = locked;
  await emit('changed', { newest_seq: 1, customers: [], all: true });
  expect((await screen.findByRole('alert')).textContent).toContain('What you see is from before.');
  expect(stamps()).toBe('12');
});

it('never shows another shop’s figures, also when those of this one cannot be read', async () => {
  desk.chooseOrganization('kahveci');
  render(TodaySlip);
  await waitFor(() => expect(stamps()).toBe('12'));
  answers.today = locked;
  desk.chooseOrganization('firin');
  expect(await screen.findByRole('alert')).toBeTruthy();
  expect(stamps()).toBe('–');
  expect(screen.queryByText(/^As of/), 'nothing is shown as of any time').toBeNull();
});

it('begins anew with the shop’s day, and only then', async () => {
  render(TodaySlip);
  await waitFor(() => expect(stamps()).toBe('12'));
  await itIsNow({ last_event_at: '2026-04-19T20:59:00Z' });
  answers.today = () => ({ stamps: 0 });
  await itIsNow({ shop_day: '2026-04-20' });
  await waitFor(() => expect(stamps()).toBe('0'));
  expect(questions()).toBe(2);
});
