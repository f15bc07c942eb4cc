import { describe, expect, it } from 'vitest';
import type { Shown } from '../lib/bindings';
import { actsOf } from './acts';

const OPENED: Shown = {
  name: 'A***',
  stamps: 7,
  per_card: 10,
  fresh_stamps: 0,
  filled: false,
  rewards_waiting: 0,
  points: null,
  fresh_points: 0,
};

const stampsOf = (shown: Partial<Shown>, still = false) =>
  actsOf({ ...OPENED, ...shown }, still).map(({ stamps }) => stamps);

describe('the acts of a visit', () => {
  it('is one where nothing has just come', () => {
    expect(stampsOf({})).toEqual([7]);
  });

  it('shows the card as it was before the freshest stamps land', () => {
    expect(stampsOf({ fresh_stamps: 2 })).toEqual([5, 7]);
    expect(stampsOf({ stamps: 1, fresh_stamps: 3 }), 'never fewer than none').toEqual([0, 1]);
  });

  it('shows a card full before the next one takes its place, and the reward with that', () => {
    const acts = actsOf({ ...OPENED, stamps: 1, fresh_stamps: 2, filled: true, rewards_waiting: 1 }, false);
    expect(acts.map(({ stamps, card, rewards }) => [stamps, card, rewards])).toEqual([
      [8, 0, 0],
      [10, 0, 0],
      [1, 1, 1],
    ]);
  });

  it('counts points up from what they were', () => {
    const acts = actsOf({ ...OPENED, stamps: null, points: 370, fresh_points: 120 }, false);
    expect(acts.map(({ points }) => points)).toEqual([250, 370]);
  });

  it('knows no stamps where nobody knows them', () => {
    expect(stampsOf({ stamps: null, fresh_stamps: 1 })).toEqual([null, null]);
  });

  it('is only its end where nothing may move', () => {
    expect(stampsOf({ stamps: 1, fresh_stamps: 2, filled: true }, true)).toEqual([1]);
  });
});
