// "Why 7?": the events that a figure rests on, out of a customer's whole story.

import type { CustomerPage, Details, Mark, TimelineStep } from './bindings';

export type Figure = 'stamps' | 'points';

export type Ground = {
  step: TimelineStep;
  /** By how much it changed the figure; null where the event does not say. */
  change: number | null;
  /** The figure after it. */
  after: number | null;
  /** That figure was worked out here, not told. */
  derived: boolean;
};

export type Reasons = {
  value: number | null;
  derived: boolean;
  /** Newest first. */
  grounds: Ground[];
  /** When the newest of them happened. */
  asOf: string | null;
  /** How often this PC missed something of this kind. */
  missed: number;
  /** The history began before this PC listened. */
  beganBefore: boolean;
};

export function reasonsFor(page: CustomerPage, figure: Figure): Reasons {
  const stamps = figure === 'stamps';
  const behind = new Set(stamps ? page.stamps_rest_on : page.points_rest_on);
  const grounds = page.timeline.filter((step) => behind.has(step.event.seq)).map(ground(figure));
  const marks = page.timeline.flatMap((step) => step.marks);
  const having = (kind: Mark['kind']) => marks.filter((mark) => mark.kind === kind).length;
  return {
    value: stamps ? page.customer.stamp_balance : page.customer.point_balance,
    derived: stamps && page.stamp_balance_derived,
    grounds,
    asOf: newest(grounds.map(({ step }) => step.event.occurred_at)),
    missed: having(stamps ? 'stamps_missed' : 'points_missed'),
    beganBefore: having('began_before') > 0,
  };
}

function ground(figure: Figure): (step: TimelineStep) => Ground {
  return (step) => ({
    step,
    change: figure === 'stamps' ? step.event.details.stamps_added : pointsChange(step.event.details),
    after: figure === 'stamps' ? step.stamp_balance : step.point_balance,
    derived: figure === 'stamps' && step.derived,
  });
}

/** A purchase paid with points may earn some as well. */
function pointsChange({ points_added, points_spent, points_earned }: Details): number | null {
  if (points_spent !== null) return (points_earned ?? 0) - points_spent;
  return points_added;
}

function newest(moments: (string | null)[]): string | null {
  return moments.reduce(
    (late, one) => (one && (!late || Date.parse(one) > Date.parse(late)) ? one : late),
    null,
  );
}
