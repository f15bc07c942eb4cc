import { describe, expect, it } from 'vitest';
import { clockTime } from './notifications';

describe('a time of day', () => {
  it.each([
    ['22:00', '22:00'],
    [' 7.30 ', '07:30'],
    ['9', '09:00'],
    ['930', '09:30'],
    ['00:00', '00:00'],
  ])('is read from %j as %j', (written, time) => expect(clockTime(written)).toBe(time));

  it.each(['', '24:00', '12:60', '7pm', '1:2', '-1', '12345'])('is not %j', (written) =>
    expect(clockTime(written)).toBeUndefined(),
  );
});
