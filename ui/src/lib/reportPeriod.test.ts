import { describe, expect, it } from 'vitest';
import { daysName, lengthOf, monthOf, moved, weekdayOf, weekdays, yearOf } from './reportDays';
import { CHOICES, daysOf, keyOf, stepped, type Choice } from './reportPeriod';

const SUNDAY = '2026-04-19';
const of = (choice: Choice, today = SUNDAY) => daysOf(choice, today, null);

describe('days of the calendar', () => {
  it('know leap years, and are not moved by clocks that change', () => {
    expect(moved('2024-02-28', 1)).toBe('2024-02-29');
    expect(moved('2026-03-28', 2), 'Berlin loses an hour in between').toBe('2026-03-30');
    expect(lengthOf({ from: '2026-10-24', to: '2026-10-26' })).toBe(3);
    expect(monthOf('2026-03-31', -1)).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(monthOf('2026-01-15', -1)).toEqual({ from: '2025-12-01', to: '2025-12-31' });
    expect(yearOf('2026-04-19', -1)).toEqual({ from: '2025-01-01', to: '2025-12-31' });
  });

  it('have weekdays, in the order of the shop’s weeks', () => {
    expect(weekdayOf(SUNDAY)).toBe(6);
    expect(weekdays(null)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(weekdays('sunday')).toEqual([6, 0, 1, 2, 3, 4, 5]);
    expect(weekdays('saturday')).toEqual([5, 6, 0, 1, 2, 3, 4]);
  });

  it('are called what people call them', () => {
    expect(daysName({ from: SUNDAY, to: SUNDAY }, 'en')).toMatch(/^Sunday,? 19 April 2026$/);
    expect(daysName(monthOf(SUNDAY), 'tr')).toBe('Nisan 2026');
    expect(daysName(yearOf(SUNDAY), 'en')).toBe('2026');
    expect(daysName({ from: '2026-04-13', to: SUNDAY }, 'tr')).toMatch(/^13.?–.?19 Nisan 2026$/);
  });
});

describe('a period', () => {
  it('that has begun ends today', () => {
    expect(of(CHOICES.today)).toEqual({ from: SUNDAY, to: SUNDAY });
    expect(of(CHOICES.yesterday)).toEqual({ from: '2026-04-18', to: '2026-04-18' });
    expect(of(CHOICES.month)).toEqual({ from: '2026-04-01', to: SUNDAY });
    expect(of(CHOICES.year)).toEqual({ from: '2026-01-01', to: SUNDAY });
  });

  it('of a week begins with the day that the shop’s weeks begin with', () => {
    expect(daysOf(CHOICES.week, SUNDAY, 'monday')).toEqual({ from: '2026-04-13', to: SUNDAY });
    expect(daysOf(CHOICES.week, SUNDAY, 'sunday')).toEqual({ from: SUNDAY, to: SUNDAY });
    expect(daysOf(CHOICES.week, SUNDAY, 'saturday')).toEqual({ from: '2026-04-18', to: SUNDAY });
  });

  it('moves on at midnight by itself, but not days that were picked', () => {
    expect(of(CHOICES.yesterday, '2026-04-20').from).toBe(SUNDAY);
    const picked: Choice = { span: 'range', from: '2026-04-02', to: '2026-04-05' };
    expect(of(picked, '2026-04-20')).toEqual({ from: '2026-04-02', to: '2026-04-05' });
  });

  it('steps to the whole one before it, and back again, but never into what is to come', () => {
    const march = stepped(CHOICES.month, -1, SUNDAY)!;
    expect(of(march)).toEqual({ from: '2026-03-01', to: '2026-03-31' });
    expect(stepped(march, 1, SUNDAY)).toEqual(CHOICES.month);
    expect(stepped(CHOICES.month, 1, SUNDAY)).toBeNull();
    const picked: Choice = { span: 'range', from: '2026-04-12', to: '2026-04-16' };
    expect(stepped(picked, -1, SUNDAY)).toEqual({ span: 'range', from: '2026-04-07', to: '2026-04-11' });
    expect(stepped(picked, 1, SUNDAY)).toEqual({ span: 'range', from: '2026-04-17', to: SUNDAY });
    expect(stepped({ span: 'range', from: '2026-04-17', to: SUNDAY }, 1, SUNDAY)).toBeNull();
  });

  it('is known by its button as long as it is one of the usual ones', () => {
    expect(keyOf({ span: 'month', back: 4 })).toBe('month');
    expect(keyOf({ span: 'day', back: 1 })).toBe('yesterday');
    expect(keyOf({ span: 'day', back: 2 })).toBeNull();
    expect(keyOf({ span: 'range', from: SUNDAY, to: SUNDAY })).toBeNull();
  });
});
