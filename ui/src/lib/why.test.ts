import { describe, expect, it } from 'vitest';
import type { Mark, TimelineStep } from './bindings';
import { latestFill } from './cardStory';
import { reasonsFor } from './why';
import { aPage } from '../testing/customers';
import { anEvent } from '../testing/events';

type Details = Parameters<typeof anEvent>[1];

function aStep(name: string, details: Details = {}, rest: Partial<TimelineStep> = {}): TimelineStep {
  return {
    event: anEvent(name, details),
    stamp_balance: null,
    point_balance: null,
    derived: false,
    marks: [],
    ...rest,
  };
}

const seq = (step: TimelineStep) => step.event.seq;
const MISSED: Mark = { kind: 'stamps_missed', expected: 2, told: 4 };

describe('why 7', () => {
  const earned = aStep('stamp.earned', { stamps_added: 2 }, { stamp_balance: 7 });
  const older = aStep('stamp.earned', { stamps_added: 1 }, { stamp_balance: 5, marks: [MISSED] });
  const spent = aStep('points.spent', { points_spent: 500, points_earned: 20 }, { point_balance: 240 });
  const page = aPage(
    {},
    {
      stamps_rest_on: [seq(earned)],
      points_rest_on: [seq(spent)],
      timeline: [earned, spent, older],
    },
  );

  it('names the events it rests on, what they changed and what it came to', () => {
    const { value, grounds, asOf } = reasonsFor(page, 'stamps');
    expect(value).toBe(7);
    expect(grounds).toEqual([{ step: earned, change: 2, after: 7, derived: false }]);
    expect(asOf).toBe(earned.event.occurred_at);
  });

  it('counts what was missed of its own kind', () => {
    expect(reasonsFor(page, 'stamps').missed).toBe(1);
    expect(reasonsFor(page, 'points').missed).toBe(0);
  });

  it('nets points spent and earned in one purchase', () => {
    expect(reasonsFor(page, 'points').grounds).toEqual([
      { step: spent, change: -480, after: 240, derived: false },
    ]);
  });

  it('rests on nothing when nothing tells it', () => {
    expect(reasonsFor(aPage({ point_balance: null }), 'points')).toMatchObject({
      value: null,
      grounds: [],
      asOf: null,
    });
  });
});

describe('the card that filled before this one', () => {
  const fill = aStep('stamp.redeemed', { coupon_name: 'Filtre Kahve', transaction_id: 't-1' });
  const surplus = aStep('stamp.earned', { transaction_id: 't-1' });
  const later = aStep('stamp.earned', { transaction_id: 't-2' });

  it('is told until the next stamp, whichever of the two records came first', () => {
    const told = { seq: seq(fill), coupon: 'Filtre Kahve' };
    expect(latestFill([fill])).toMatchObject(told);
    expect(latestFill([surplus, fill])).toMatchObject(told);
    expect(latestFill([aStep('points.earned'), fill, surplus])).toMatchObject(told);
    expect(latestFill([later, surplus, fill])).toBeNull();
    expect(latestFill([])).toBeNull();
  });

  it('is not told from what was set aside', () => {
    const aside = { ...fill, event: { ...fill.event, set_aside: 'test' } };
    expect(latestFill([aside])).toBeNull();
  });
});
