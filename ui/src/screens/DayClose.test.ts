import { clearMocks } from '@tauri-apps/api/mocks';
import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DayClose as Closing, Figures, Report, ReportQuery, Totals } from '../lib/bindings';
import { dayIn, dueDay, laterRows } from '../lib/dayClose';
import { refreshStatus } from '../lib/desk.svelte';
import { useLanguage } from '../lib/i18n.svelte';
import { paper } from '../lib/paper.svelte';
import { route } from '../lib/route.svelte';
import { answering, type Answers, type Asked } from '../testing/desk';
import { aPage } from '../testing/coupons';
import DayClose from './DayClose.svelte';

const NOTHING: Totals = {
  events: 0,
  stamps: 0,
  points_earned: 0,
  points_spent: 0,
  coupons_issued: 0,
  coupons_used: 0,
  new_customers: 0,
  amount: null,
  amounts: 0,
  amount_events: 0,
};
const FIGURES: Figures = {
  ...NOTHING,
  events: 214,
  stamps: 148,
  points_earned: 1325,
  customers_served: 112,
  returning_customers: 96,
  repeat_customers: 0,
};
const CLOSED: Closing = {
  seq: 7,
  organization: null,
  day: '2026-04-18',
  time_zone: 'Europe/Istanbul',
  currency: 'TRY',
  closed_at: '2026-04-18T18:04:00Z',
  figures: FIGURES,
  open: { coupons_outstanding: 43, points_outstanding: 48_310 },
  incomplete: null,
  later: null,
  closed_before: 0,
};

let answers: Answers;
let asked: Asked[];
const sent = (command: string) => asked.filter((one) => one.command === command).map(({ args }) => args);
const figure = (within_: HTMLElement, name: string) =>
  within_.querySelector(`[data-figure="${name}"] dd`)?.textContent;
/** The page on the screen; its twin for the printer is hidden. */
const page = () => within(screen.getByTestId('page')).findByRole('article');

beforeEach(async () => {
  useLanguage('en');
  paper.choose('a4');
  ({ answers, asked } = answering({
    report: ({ query }: { query: ReportQuery }): Partial<Report> => ({
      from: query.from,
      to: query.to,
      time_zone: 'Europe/Istanbul',
      currency: 'TRY',
      now: FIGURES,
      incomplete: null,
    }),
    coupons: () => aPage([], { outstanding_total: 43 }),
    points: () => ({ customers: [], total: 48_310 }),
    closed_days: () => [CLOSED],
    closed_day: ({ seq }: { seq: number }) => (seq === 7 ? CLOSED : null),
    close_day: () => ({ ...CLOSED, seq: 8, day: '2026-04-19' }),
    save_pdf: () => '/home/shop/Documents/stampdesk-day-close-2026-04-18.pdf',
    print_page: () => null,
  }));
  await refreshStatus();
});
afterEach(() => {
  cleanup();
  clearMocks();
  route.go('counter');
});

describe('before it is closed', () => {
  it('shows what will be kept, says that the day goes on, and one key closes it', async () => {
    render(DayClose, { seq: null });
    const sheet = await page();
    expect(figure(sheet, 'stamps')).toBe('148');
    expect(figure(sheet, 'points_outstanding')).toBe('48,310');
    expect(sheet.textContent).toContain('Not closed yet');
    expect(screen.getByText(/The day is not over/)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Close the day' }));
    expect(sent('close_day')).toEqual([{ organization: null, day: '2026-04-19' }]);
    expect(route.current).toEqual({ screen: 'day_close', seq: 8 });
  });

  it('closes a day before this one, and says when that was closed already', async () => {
    render(DayClose, { seq: null });
    await page();
    expect(screen.getByTestId<HTMLButtonElement>('day-later').disabled).toBe(true);
    await userEvent.click(screen.getByRole('button', { name: 'Day before' }));
    expect(await screen.findByText(/This day was closed on 18 April 2026 21:04/)).toBeTruthy();
    await page();
    await userEvent.click(screen.getByRole('button', { name: 'Close it again' }));
    expect(sent('close_day')).toEqual([{ organization: null, day: '2026-04-18' }]);
  });

  it('says why when it cannot be closed, and stays', async () => {
    answers.close_day = () => {
      throw { code: 'database_busy', message: 'database is locked' };
    };
    render(DayClose, { seq: null });
    await page();
    await userEvent.click(screen.getByTestId('close-day'));
    expect((await screen.findByRole('alert')).textContent).toContain('database is locked');
    expect(screen.getByTestId('close-day').getAttribute('aria-disabled')).toBe('false');
  });
});

describe('a closed day', () => {
  it('shows its figures as they were, and apart from them what arrived later', async () => {
    const later = { ...NOTHING, events: 3, stamps: 2, points_earned: -40, amount: '171.00' };
    answers.closed_day = () => ({ ...CLOSED, later });
    render(DayClose, { seq: 7 });
    const sheet = await page();
    expect(figure(sheet, 'customers_served')).toBe('112');
    const apart = within(sheet).getByTestId('sheet-later');
    expect(figure(apart, 'stamps')).toBe('+2');
    expect(figure(apart, 'points_earned')).toBe('−40');
    expect(figure(apart, 'amount')).toBe('+₺171.00');
    expect(figure(apart, 'coupons_used')).toBeUndefined();
    expect(sheet.textContent).toContain('Not a fiscal document');
  });

  it('is told in Turkish too, by the shop’s clock', async () => {
    useLanguage('tr');
    render(DayClose, { seq: 7 });
    const sheet = await page();
    expect(sheet.getAttribute('aria-label')).toBe('Sadakat gün sonu, 18 Nisan 2026');
    expect(sheet.textContent).toContain('Kapanış: 18 Nisan 2026 21:04');
    expect(sheet.textContent).toContain('Mali değeri yoktur');
  });

  it('says why its figures may be too low', async () => {
    const missed = [{ from: '2026-04-18T11:02:00Z', to: '2026-04-18T12:40:00Z' }];
    answers.closed_day = () => ({ ...CLOSED, incomplete: { since: null, breaks: 1, missed } });
    render(DayClose, { seq: 7 });
    const why = within(await page()).getByTestId('sheet-incomplete').textContent;
    expect(why).toContain('Nobody listened here from 14:02 to 15:40.');
    expect(why).toContain('the history of 1 customer served');
  });

  it('is printed and saved on the paper that was chosen, and says where the file lies', async () => {
    render(DayClose, { seq: 7 });
    await page();
    await userEvent.click(screen.getByRole('button', { name: 'Print' }));
    await userEvent.click(screen.getByRole('button', { name: '80 mm roll' }));
    await userEvent.click(screen.getByRole('button', { name: 'Save as PDF' }));
    expect((await screen.findByTestId('pdf-path')).textContent).toContain(
      'stampdesk-day-close-2026-04-18.pdf',
    );
    expect(sent('print_page')).toEqual([{ paper: { paper: 'a4' } }]);
    expect(sent('save_pdf')).toEqual([
      {
        name: 'stampdesk-day-close-2026-04-18',
        paper: { paper: 'roll80', length: expect.any(Number) },
      },
    ]);
  });

  it('leaves the PDF to the system’s dialog where that makes it, and says so', async () => {
    answers.save_pdf = () => null;
    render(DayClose, { seq: 7 });
    await page();
    await userEvent.click(screen.getByRole('button', { name: 'Save as PDF' }));
    expect(await screen.findByText(/choose “Save as PDF”/)).toBeTruthy();
  });

  it('leads to a later closing of the same day', async () => {
    answers.closed_days = () => [{ ...CLOSED, seq: 9, closed_before: 1 }, CLOSED];
    render(DayClose, { seq: 7 });
    await userEvent.click(await screen.findByRole('button', { name: 'Show the last closing' }));
    expect(route.current).toEqual({ screen: 'day_close', seq: 9 });
  });

  it('says when there is none of that number', async () => {
    render(DayClose, { seq: 5 });
    expect(await screen.findByText(/This closing is not among/)).toBeTruthy();
    expect(screen.queryByTestId('print')).toBeNull();
  });
});

it('says that no day has been closed yet', async () => {
  answers.closed_days = () => [];
  render(DayClose, { seq: null });
  await waitFor(() => expect(screen.getByTestId('no-closed-days').textContent).toContain('stays here'));
});

it('takes a night’s closing for the day before, until that is closed', () => {
  expect(dueDay('2026-03-01', 1, () => false)).toBe('2026-02-28');
  expect(dueDay('2026-03-01', 1, () => true)).toBe('2026-03-01');
  expect(dueDay('2026-03-01', 6, () => false)).toBe('2026-03-01');
});

it('knows the shop’s day, and tells of an event that changed no figure', () => {
  expect(dayIn('2026-04-18T21:00:00Z', 'Europe/Istanbul')).toBe('2026-04-19');
  expect(dayIn('2026-04-19T03:59:00Z', 'America/New_York')).toBe('2026-04-18');
  expect(laterRows({ ...NOTHING, events: 1 }, 'TRY', 'en')).toEqual([
    { key: 'events', value: '+1', less: false },
  ]);
});
