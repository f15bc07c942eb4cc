import { describe, expect, it } from 'vitest';
import {
  ago,
  agoShort,
  bytes,
  calendarDays,
  clockTime,
  count,
  dayName,
  lateSince,
  longDate,
  moment,
  momentBeside,
  money,
  paddedCode,
  until,
} from './format';

// The tests run on a PC in Istanbul (UTC+3); see vite.config.ts.
const NOW = Date.parse('2026-04-19T15:00:00Z');

describe('a customer code', () => {
  it('gets back the leading zeros that JSON numbers lose', () => {
    expect(paddedCode(48219)).toBe('048219');
    expect(paddedCode(482193)).toBe('482193');
  });
});

describe('money', () => {
  it('is written the way each language writes it', () => {
    expect(money('1240.5', 'TRY', 'tr')).toBe('₺1.240,50');
    expect(money('1240.5', 'TRY', 'en')).toBe('₺1,240.50');
  });

  it('keeps amounts exact that a binary float would bend', () => {
    expect(money('9007199254740993.55', 'TRY', 'en')).toBe('₺9,007,199,254,740,993.55');
  });

  it('never drops digits that the platform sent', () => {
    expect(money('0.125', 'TRY', 'en')).toBe('₺0.125');
  });

  it('follows the currency setting, also one without decimals', () => {
    expect(money('12.00', 'EUR', 'en')).toBe('€12.00');
    expect(money('300', 'JPY', 'en')).toBe('¥300');
  });
});

describe('numbers', () => {
  it('are grouped by language', () => {
    expect(count(13250, 'tr')).toBe('13.250');
    expect(count(13250, 'en')).toBe('13,250');
  });
});

describe('time', () => {
  it('is told on this PC’s clock', () => {
    expect(clockTime('2026-04-19T14:30:00Z', 'tr')).toBe('17:30');
    expect(longDate('2026-04-19T22:30:00Z', 'tr')).toBe('20 Nisan 2026');
  });

  it('is "now" for the first minute, also when the other clock runs ahead', () => {
    expect(ago('2026-04-19T14:59:20Z', NOW, 'tr')).toBe('şimdi');
    expect(ago('2026-04-19T15:00:05Z', NOW, 'en')).toBe('now');
  });

  it('goes from minutes to hours to days to months to years', () => {
    expect(ago('2026-04-19T14:55:00Z', NOW, 'en')).toBe('5 minutes ago');
    expect(agoShort('2026-04-19T14:55:00Z', NOW, 'tr')).toBe('5 dk. önce');
    expect(ago('2026-04-19T11:00:00Z', NOW, 'tr')).toBe('4 saat önce');
    expect(ago('2026-04-18T06:00:00Z', NOW, 'tr')).toBe('dün');
    expect(ago('2026-02-01T06:00:00Z', NOW, 'en')).toBe('2 months ago');
    expect(ago('2024-01-01T06:00:00Z', NOW, 'en')).toBe('2 years ago');
  });

  it('calls nothing "last month" or "last year": February is not the month before April', () => {
    expect(ago('2026-02-20T06:00:00Z', NOW, 'en')).toBe('1 month ago');
    expect(ago('2026-02-20T06:00:00Z', NOW, 'tr')).toBe('1 ay önce');
    expect(agoShort('2026-02-20T06:00:00Z', NOW, 'tr')).toBe('1 ay önce');
    expect(ago('2024-12-30T06:00:00Z', NOW, 'en')).toBe('1 year ago');
    expect(ago('2024-12-30T06:00:00Z', NOW, 'tr')).toBe('1 yıl önce');
  });

  it('calls yesterday what the calendar calls so, not what is 24 hours ago', () => {
    const morning = Date.parse('2026-04-19T06:00:00Z'); // nine in Istanbul
    const late = Date.parse('2026-04-19T20:30:00Z'); // half past eleven in the evening
    expect(ago('2026-04-18T20:00:00Z', morning, 'en'), 'eleven last evening').toBe('yesterday');
    expect(ago('2026-04-17T21:30:00Z', late, 'en'), '47 hours ago').toBe('yesterday');
    expect(ago('2026-04-17T20:30:00Z', morning, 'en'), '33.5 hours ago').toBe('2 days ago');
    expect(ago('2026-04-18T22:00:00Z', late, 'en'), 'one in the night of today').toBe('22 hours ago');
    expect(ago('2026-04-18T20:59:00Z', Date.parse('2026-04-18T21:05:00Z'), 'en')).toBe('6 minutes ago');
  });

  it('says hours, not "yesterday", for what happened just before midnight', () => {
    const afterMidnight = Date.parse('2026-04-19T21:30:00Z');
    expect(ago('2026-04-19T20:00:00Z', afterMidnight, 'en')).toBe('1 hour ago');
  });

  it('counts calendar days here, not spans of 24 hours', () => {
    expect(calendarDays(NOW, '2026-04-18T20:30:00Z')).toBe(1);
    expect(calendarDays(NOW, '2026-04-18T21:30:00Z')).toBe(0);
  });

  it('names days as people do', () => {
    expect(dayName('2026-04-19T10:00:00Z', NOW, 'tr')).toBe('Bugün');
    expect(dayName('2026-04-18T10:00:00Z', NOW, 'en')).toBe('Yesterday');
    expect(dayName('2026-04-13T10:00:00Z', NOW, 'tr')).toBe('13 Nisan Pazartesi');
    expect(dayName('2025-12-31T10:00:00Z', NOW, 'en')).toMatch(/^Wednesday,? 31 December 2025$/);
  });

  it('leaves the year out while it is this one', () => {
    expect(moment('2026-04-13T10:00:00Z', NOW, 'en')).toBe('13 Apr 13:00');
    expect(moment('2025-04-13T10:00:00Z', NOW, 'en')).toBe('13 Apr 2025 13:00');
  });
});

describe('a late arrival', () => {
  it('is one that took longer than a delivery takes', () => {
    expect(lateSince('2026-04-19T14:30:00Z', '2026-04-19T14:30:02Z')).toBeNull();
    expect(lateSince('2026-04-19T11:05:00Z', '2026-04-19T14:30:02Z')).toBe('2026-04-19T11:05:00Z');
    expect(lateSince(null, '2026-04-19T14:30:02Z')).toBeNull();
  });

  it('says the date only when it happened on another day', () => {
    expect(momentBeside('2026-04-19T11:05:00Z', '2026-04-19T14:30:02Z', 'tr')).toBe('14:05');
    expect(momentBeside('2026-04-18T11:05:00Z', '2026-04-19T14:30:02Z', 'tr')).toBe('18 Nis 14:05');
  });
});

describe('an end to come', () => {
  const inMinutes = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();

  it('is told to the nearest hour: nine hours and a moment are nine hours', () => {
    expect(until(inMinutes(9 * 60 + 0.2), NOW, 'en')).toBe('in 9 hours');
    expect(until(inMinutes(9 * 60 - 0.2), NOW, 'tr')).toBe('9 saat sonra');
    expect(until(inMinutes(40), NOW, 'en')).toBe('in 40 minutes');
    expect(until(inMinutes(3 * 24 * 60 - 5), NOW, 'en')).toBe('in 3 days');
    // From 23:00 these 49 hours end on the third day, which nobody calls the day after tomorrow.
    const evening = Date.parse('2026-04-19T20:00:00Z');
    expect(until('2026-04-21T21:00:00Z', evening, 'tr')).toBe('2 gün sonra');
  });

  it('that has come is never in the past', () => {
    expect(until(inMinutes(-2), NOW, 'en')).toBe('in 1 minute');
  });
});

describe('a size', () => {
  it('is told in the unit that suits it', () => {
    expect(bytes(0, 'en')).toBe('0 bytes');
    expect(bytes(312, 'tr')).toBe('312 bayt');
    expect(bytes(262_145, 'en')).toBe('262.1 kB');
    expect(bytes(262_145, 'tr')).toBe('262,1 kB');
    expect(bytes(41_211_904, 'tr')).toBe('41,2 MB');
    expect(bytes(118_300_000_000, 'en')).toBe('118.3 GB');
    expect(bytes(4e15, 'en'), 'there is no larger one').toBe('4,000 TB');
  });
});
