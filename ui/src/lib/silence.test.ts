import { describe, expect, it } from 'vitest';
import type { Silence } from './bindings';
import { translator } from './i18n.svelte';
import { silenceWords, span } from './silence';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.parse('2026-04-19T14:30:00Z');

describe('a span', () => {
  it.each([
    [MINUTE, '1 minute', '1 dakika'],
    [4 * HOUR, '4 hours', '4 saat'],
    [4 * HOUR + 12 * MINUTE, '4 hours 12 minutes', '4 saat 12 dakika'],
    [55 * HOUR + 40 * MINUTE, '2 days 7 hours', '2 gün 7 saat'],
  ])('of %i ms is told in its two largest units', (milliseconds, english, turkish) => {
    expect(span(milliseconds, 'en')).toBe(english);
    expect(span(milliseconds, 'tr')).toBe(turkish);
  });
});

describe('a silence', () => {
  const silence = (rest: Partial<Silence>): Silence => ({
    last_event_at: '2026-04-19T10:18:00Z',
    quiet_for: 4 * 3_600 + 720,
    usual: null,
    unusual: false,
    ...rest,
  });
  const words = (rest: Partial<Silence>) => silenceWords(silence(rest), NOW, translator('en'), 'en');

  it('is measured from the last record', () => {
    expect(words({}).since).toBe('The last record arrived 4 hours 12 minutes ago.');
    expect(words({ last_event_at: '2026-04-19T14:29:40Z' }).since).toBe('The last record has just arrived.');
  });

  it('is compared with the weeks before, or says that it cannot be yet', () => {
    expect(words({}).usual).toContain('after four weeks');
    expect(words({ usual: { weeks: 6, busy: 1 } }).usual).toBe('That is usual for this day and time.');
    expect(words({ usual: { weeks: 6, busy: 5 }, unusual: true }).usual).toContain(
      'in 5 of the 6 weeks before',
    );
  });

  it('is none while nothing has ever arrived', () => {
    expect(words({ last_event_at: null })).toEqual({ since: 'No record has arrived yet.', usual: '' });
  });
});
