import { describe, expect, it } from 'vitest';
import { NO_FIGURES, NO_TOTALS, aReport, noHours } from '../testing/reports';
import { translator } from './i18n.svelte';
import { barsOf, busiestOf, hoursOf, measuresIn, openHours } from './reportBars';
import { decimalOf, decimalText } from './reportCosts';
import { changeOf, headline, listenedOnlySince, shown, valueOf, type Value } from './reportFigures';

const t = translator('en');
const count = (value: number): Value => ({ kind: 'count', value });
const change = (now: Value, before: Value) => changeOf(now, before, t, 'en')?.words;

describe('two figures side by side', () => {
  it('are compared by percent, but few of them by how many', () => {
    expect(change(count(120), count(100))).toBe('up 20%');
    expect(change(count(75), count(100))).toBe('down 25%');
    expect(change(count(5), count(3))).toBe('2 more');
    expect(change(count(3), count(5))).toBe('2 fewer');
  });

  it('say so when there is hardly a difference, or nothing to compare with', () => {
    expect(change(count(7), count(7))).toBe('as before');
    expect(change(count(28_737), count(28_786)), 'a change of 0% is none').toBe('hardly changed');
    expect(change(count(40), count(0))).toBe('none before');
    expect(change(count(0), count(40))).toBe('none now');
    expect(change(count(0), count(0))).toBeUndefined();
  });

  it('of shares say only which way: nobody reads a percentage of a percentage', () => {
    expect(change({ kind: 'share', value: 0.4 }, { kind: 'share', value: 0.3 })).toBe('higher');
    expect(change({ kind: 'share', value: 0.401 }, { kind: 'share', value: 0.4 })).toBe('hardly changed');
  });

  it('of money are compared, and written to the last digit they have', () => {
    const [now, before] = ['1250.5', '1000'].map((value) => ({ kind: 'money', value }) as const);
    expect(change(now!, before!)).toBe('up 25%');
    expect(shown(now!, 'TRY', 'tr')).toBe('₺1.250,50');
  });
});

describe('what is not known of one of them', () => {
  it('is not nothing: there is no "none before" and no "none now"', () => {
    const money = (value: string | null): Value => ({ kind: 'money', value });
    expect(change(money('1000'), money(null))).toBeUndefined();
    expect(change(money(null), money('1000'))).toBeUndefined();
    expect(change({ kind: 'share', value: 0.4 }, { kind: 'share', value: null })).toBeUndefined();
  });
});

describe('the period before', () => {
  const april = aReport(); // beside the 13th to the 31st of March, in Istanbul

  it('is whole where this PC has listened from before it', () => {
    expect(listenedOnlySince(april, '2026-03-12T20:59:59Z'), 'a second to midnight').toBeNull();
    expect(listenedOnlySince(april, null), 'nothing says otherwise').toBeNull();
  });

  it('is not where this PC began to listen in it or later, by the shop’s calendar', () => {
    expect(listenedOnlySince(april, '2026-03-12T21:30:00Z'), 'in the night of its first day').toBe(
      '2026-03-13',
    );
    expect(listenedOnlySince(april, '2026-03-20T08:00:00Z')).toBe('2026-03-20');
    expect(listenedOnlySince(april, '2026-04-10T08:00:00Z')).toBe('2026-04-10');
    const newYork = { ...april, time_zone: 'America/New_York' };
    expect(listenedOnlySince(newYork, '2026-03-13T02:00:00Z'), 'still the 12th there').toBeNull();
  });
});

describe('the figures', () => {
  it('of nobody are unknown, not zero percent', () => {
    const value = valueOf('repeat_rate', NO_FIGURES);
    expect(value.value).toBeNull();
    expect(shown(value, 'TRY', 'en')).toBe('–');
    const some = { ...NO_FIGURES, customers_served: 50, repeat_customers: 17 };
    expect(shown(valueOf('repeat_rate', some), 'TRY', 'tr')).toBe('%34');
  });

  it('that stand at the top are those of which there are any', () => {
    const points = { ...NO_FIGURES, customers_served: 9, points_earned: 40, new_customers: 1 };
    expect(headline(points, NO_FIGURES).slice(0, 3)).toEqual([
      'customers_served',
      'points_earned',
      'new_customers',
    ]);
    expect(headline(NO_FIGURES, NO_FIGURES), 'always four').toHaveLength(4);
  });
});

describe('the drawing', () => {
  const totals = { ...NO_TOTALS, coupons_issued: 4, coupons_used: 3, amount: '99.90' };
  const report = aReport({
    now: { ...NO_FIGURES, ...totals },
    days: [{ from: '2026-04-18', to: '2026-04-18', figures: totals }],
  });

  it('is offered for what there is', () => {
    expect(measuresIn(report)).toEqual(['coupons', 'amount']);
    const events = { ...NO_FIGURES, events: 5 };
    expect(measuresIn(aReport({ now: events })), 'better than nothing').toEqual(['events']);
    expect(measuresIn(aReport())).toEqual([]);
  });

  it('says in words what each bar shows, amounts exactly', () => {
    const coupons = barsOf(report, 'coupons', t, 'en');
    expect(coupons.bars[0]).toEqual({
      name: expect.stringMatching(/^Saturday,? 18 April 2026$/),
      short: '18 Apr',
      sizes: [4, 3],
      told: ['4', '3'],
    });
    expect(barsOf(report, 'amount', t, 'en').bars[0]?.told).toEqual(['₺99.90']);
  });

  it('has a bar for each month where the parts are months', () => {
    const days = [
      { from: '2025-12-05', to: '2025-12-31', figures: totals },
      { from: '2026-01-01', to: '2026-01-01', figures: totals },
    ];
    const names = barsOf(aReport({ days }), 'coupons', t, 'en').bars.map(({ name }) => name);
    expect(names, 'a month of which there is one day is still a month').toEqual([
      'December 2025',
      'January 2026',
    ]);
  });

  it('of a day shows the hours of its weekday', () => {
    const hours = noHours();
    hours[6]![15] = 8;
    const { bars } = hoursOf(aReport({ from: '2026-04-19', to: '2026-04-19', hours }), t, 'en');
    expect(bars.find(({ name }) => name === '15:00–16:00')?.told).toEqual(['8']);
    expect(bars, 'a usual day around it').toHaveLength(10);
  });
});

describe('busy hours', () => {
  it('are those in which anything happened, and never past midnight', () => {
    const hours = noHours();
    expect(openHours(hours)).toEqual([8, 17]);
    hours[0]![23] = 1;
    expect(openHours(hours)).toEqual([14, 23]);
    hours[3]![0] = 1;
    expect(openHours(hours)).toEqual([0, 23]);
  });

  it('have one that is the busiest', () => {
    const hours = noHours();
    expect(busiestOf(hours)).toBeNull();
    hours[5]![16] = 4;
    expect(busiestOf(hours)).toEqual({ weekday: 5, hour: 16, events: 4 });
  });
});

it('reads amounts as owners write them', () => {
  expect(decimalOf(' 12,50 ')).toBe('12.50');
  expect(decimalOf('0.05')).toBe('0.05');
  expect(decimalOf('')).toBeNull();
  for (const none of ['-3', '1.000,50', '12,', 'about 5']) expect(decimalOf(none), none).toBeUndefined();
  expect(decimalText('12.50', 'tr')).toBe('12,50');
});
