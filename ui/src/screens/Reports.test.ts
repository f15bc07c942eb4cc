import { emit } from '@tauri-apps/api/event';
import { clearMocks } from '@tauri-apps/api/mocks';
import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { BooksReport, Report, ReportQuery, Status } from '../lib/bindings';
import { useLanguage } from '../lib/i18n.svelte';
import { CHOICES } from '../lib/reportPeriod';
import { reportView } from '../lib/reportView.svelte';
import { route } from '../lib/route.svelte';
import { STATUS, answering, type Answers, type Asked } from '../testing/desk';
import { NO_FIGURES, NO_TOTALS, aReport, noHours, someBooks } from '../testing/reports';
import Reports from './Reports.svelte';

vi.mock('../lib/barPlot', () => ({ plotBars: () => ({ setSize() {}, redraw() {}, destroy() {} }) }));

const APRIL = {
  ...NO_FIGURES,
  events: 800,
  customers_served: 240,
  returning_customers: 150,
  repeat_customers: 60,
  stamps: 600,
  coupons_issued: 50,
  coupons_used: 40,
  amount: '12500.5',
  amounts: 190,
  amount_events: 260,
};
const MARCH = { ...APRIL, customers_served: 200, stamps: 600, coupons_used: 44 };

let answers: Answers;
let asked: Asked[];
let report: Report;
let books: BooksReport;

beforeEach(() => {
  useLanguage('en');
  reportView.choice = CHOICES.month;
  reportView.measure = null;
  reportView.asTable = false;
  const hours = noHours();
  hours[6]![16] = 31;
  report = aReport({
    now: APRIL,
    before_figures: MARCH,
    hours,
    days: [
      { from: '2026-04-18', to: '2026-04-18', figures: { ...NO_TOTALS, stamps: 400 } },
      { from: '2026-04-19', to: '2026-04-19', figures: { ...NO_TOTALS, stamps: 200 } },
    ],
  });
  books = someBooks();
  ({ answers, asked } = answering({
    report: ({ query }: { query: ReportQuery }) => ({ ...report, ...query }),
    books: () => books,
  }));
});
afterEach(() => {
  cleanup();
  clearMocks();
  route.go('counter');
});

const open = (status: Partial<Status> = {}) => render(Reports, { status: { ...STATUS, ...status } });
const press = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }));
const periods = () =>
  asked
    .filter(({ command }) => command === 'report')
    .map(({ args }) => (args as { query: ReportQuery }).query)
    .map(({ from, to }) => `${from} ${to}`);

it('tells the figures of the month so far beside those before it, in words', async () => {
  open();
  const served = await screen.findByTestId('head-customers_served');
  expect(served.textContent).toMatch(/240/);
  expect(served.textContent).toMatch(/up 20%.*Before: 200/);
  expect(screen.getByTestId('head-stamps').textContent).toContain('as before');
  expect(screen.getByTestId('report-before').textContent).toMatch(/13.–.31 March 2026|13–31 March 2026/);
  expect(periods()).toEqual(['2026-04-01 2026-04-19']);
});

it('says exactly what a figure counts, one press away, and what it rests on', async () => {
  open();
  await screen.findByTestId('figure-amount');
  const row = screen.getByTestId('figure-amount');
  expect(row.textContent).toContain('₺12,500.50');
  await userEvent.click(within(row).getByRole('button', { name: 'Purchases' }));
  const note = await screen.findByRole('note', { name: 'Purchases' });
  expect(note.textContent).toContain('Purchases without an amount are not in it.');
  expect(note.textContent).toContain('190 of 260 purchases carried an amount');
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('note')).toBeNull());
});

it('goes to other periods, and any days by the calendar', async () => {
  open();
  await screen.findByTestId('headline');
  await press('Yesterday');
  await press('Week');
  await press('Earlier');
  await waitFor(() => expect(periods().at(-1)).toBe('2026-04-06 2026-04-12'));
  await press('Later');
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Later' }).disabled).toBe(true);
  await press(/^Choose days: /);
  const day = (name: RegExp) => userEvent.click(screen.getByRole('button', { name }));
  await screen.findByRole('grid', { name: 'April 2026' });
  expect(screen.getByRole<HTMLButtonElement>('button', { name: /Monday,? 20 April 2026/ }).disabled).toBe(
    true,
  );
  await day(/14 April 2026/);
  await day(/\b9 April 2026/);
  await waitFor(() => expect(periods().at(-1), 'whichever was pressed first').toBe('2026-04-09 2026-04-14'));
  await waitFor(() => expect(screen.queryByRole('grid')).toBeNull());
});

it('picks days by the keyboard too', async () => {
  open();
  await screen.findByTestId('headline');
  await press(/^Choose days: /);
  (await screen.findByRole('button', { name: /Sunday,? 19 April 2026/ })).focus();
  await userEvent.keyboard('{PageUp}{ArrowLeft}{Enter}{ArrowRight}{ArrowDown}{Enter}');
  await waitFor(() => expect(periods().at(-1)).toBe('2026-03-18 2026-03-26'));
});

it('asks for the new day when the shop’s day is over', async () => {
  reportView.choice = CHOICES.today;
  const { rerender } = open();
  await screen.findByTestId('headline');
  await rerender({ status: { ...STATUS, shop_day: '2026-04-20' } });
  await waitFor(() => expect(periods()).toEqual(['2026-04-19 2026-04-19', '2026-04-20 2026-04-20']));
});

it('shows the tables behind its drawings to everybody who asks', async () => {
  open();
  const table = await screen.findByRole('table', { name: /^Day by day: / });
  expect(within(table).getByRole('row', { name: /18 April 2026/ }).textContent).toContain('400');
  expect(screen.getByTestId('hours').textContent).toContain('Busiest: Sunday, 16:00–17:00');
  const hours = screen.getByRole('table', { name: 'Busy hours' });
  expect(within(hours).getByRole('row', { name: /^16:00/ }).textContent).toContain('31');
  expect(table.parentElement?.className).toBe('sr-only');
  await userEvent.click(screen.getAllByRole('button', { name: 'As a table' })[0]!);
  expect(table.parentElement?.className).not.toBe('sr-only');
  expect(screen.getAllByRole('button', { name: 'As a chart' }), 'all of them together').toHaveLength(2);
});

it('says when figures may be too low, and why', async () => {
  report.incomplete = { since: '2026-04-12T08:00:00Z', breaks: 3, missed: [] };
  open();
  const note = await screen.findByTestId('incomplete');
  expect(note.textContent).toContain('began to listen on 12 April 2026');
  expect(note.textContent).toContain('The histories of 3 customers served have gaps.');
  expect(screen.getByTestId('head-stamps').textContent).toContain('may be too low');
});

it('reckons up what is owed by the owner’s own figures, and asks for them where there are none', async () => {
  books = someBooks({
    coupons_outstanding: 53,
    points_outstanding: 1,
    liability: {
      ...someBooks().liability,
      reward_cost: '45',
      coupons_gross: '2385',
      coupons_net: '1955.70',
      coupon_breakage: 0.18,
    },
  });
  open();
  const coupons = await screen.findByTestId('bill-coupons');
  for (const said of ['53 coupons wait', '₺45.00', '₺2,385.00', '₺1,955.70', '18% are never used'])
    expect(coupons.textContent).toContain(said);
  const points = screen.getByTestId('bill-points');
  expect(points.textContent).toContain('What a point is worth is not known here yet.');
  await press('Say it in Settings');
  expect(route.current.screen).toBe('settings');
});

it('tells what became of each month’s coupons', async () => {
  books = someBooks({
    coupons: [{ month: '2026-03', issued: 40, used: 30, closed: 2, outstanding: 8 }],
  });
  open();
  const row = within(await screen.findByRole('table', { name: 'Coupons by month' })).getByRole('row', {
    name: /March 2026/,
  });
  expect(
    within(row)
      .getAllByRole('cell')
      .map((cell) => cell.textContent.trim()),
  ).toEqual(['', '75%', '40', '30', '8', '2']);
});

it('leads to the customers that a figure or a pattern is about', async () => {
  books = someBooks({
    nearly_there: 37,
    patterns: [
      {
        kind: 'many_in_a_day',
        organization: 'kahveci-mehmet',
        customer_id: 'c-1',
        customer_code: 48219,
        at: '2026-04-19T09:00:00Z',
        count: 5,
      },
    ],
    patterns_total: 240,
  });
  open();
  const patterns = await screen.findByTestId('patterns');
  expect(patterns.textContent).toContain('The newest 1 of 240 are listed.');
  await press(/Open customer 048219: 5 earnings within 24 hours/);
  expect(route.current).toMatchObject({ screen: 'customer', customerId: 'c-1' });
  await press(/Show: Nearly there/);
  expect(route.current.screen).toBe('customers');
});

it('opens the end of the day', async () => {
  open();
  await screen.findByTestId('headline');
  await press('End of day');
  expect(route.current).toEqual({ screen: 'day_close', seq: null });
});

it('shows its two parts on their own: one may fail while the other is there', async () => {
  answers.books = () => {
    throw { code: 'storage', message: 'disk I/O error' };
  };
  open();
  expect(await screen.findByTestId('headline')).toBeTruthy();
  expect((await screen.findByRole('alert')).textContent).toContain('disk I/O error');
  answers.books = () => books;
  await press('Try again');
  expect(await screen.findByTestId('books')).toBeTruthy();
});

it('keeps what it shows, and says so, when a refresh fails', async () => {
  open();
  await screen.findByTestId('headline');
  answers.report = () => {
    throw { code: 'database_busy', message: 'database is locked' };
  };
  await emit('changed', { newest_seq: 9, all: true, customers: [] });
  const { startLive } = await import('../lib/live');
  await startLive();
  await emit('changed', { newest_seq: 10, all: true, customers: [] });
  expect((await screen.findByRole('alert')).textContent).toContain('What you see is from before.');
  expect(screen.getByTestId('head-customers_served').textContent).toContain('240');
});

it('says that there was nothing, instead of drawing nothing', async () => {
  report = aReport();
  useLanguage('tr');
  open();
  expect(await screen.findByRole('heading', { name: 'Bu dönemde kayıt yok' })).toBeTruthy();
  expect(screen.queryByTestId('days-chart')).toBeNull();
});

it('writes a list to a file, tells how far it is, and can be stopped', async () => {
  let finish: (written: unknown) => void = () => {};
  const stopped = vi.fn(() => finish(null));
  answers.export_to = () => new Promise((done) => (finish = done));
  answers.cancel_export = stopped;
  open();
  await screen.findByTestId('headline');
  await press('Export');
  await press('Events of the period as XLSX');
  await waitFor(() => expect(asked.some(({ command }) => command === 'export_to')).toBe(true));
  const { args } = asked.find(({ command }) => command === 'export_to')!;
  expect(args).toEqual({
    request: {
      what: 'feed',
      format: 'xlsx',
      organization: null,
      from: '2026-04-01',
      to: '2026-04-19',
      customer_id: null,
    },
    name: 'stampdesk-records-2026-04-01-2026-04-19.xlsx',
    language: 'en',
  });
  await emit('export-moved', { rows: 12_000, total: 48_000 });
  await waitFor(() => expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25'));
  await press('Cancel');
  expect((await screen.findByText('Cancelled; nothing was left behind.')).textContent).toBeTruthy();
  expect(stopped).toHaveBeenCalledOnce();
  answers.export_to = () => ({ path: '/home/shop/report.csv', rows: 31 });
  await press('This report as CSV');
  expect((await screen.findByText('/home/shop/report.csv')).parentElement?.textContent).toContain('31 rows');
});
