// Which period is looked at. It is told by how far back it lies, so that at midnight "today" is the new day.

import type { Days, WeekStart } from './bindings';
import { lengthOf, monthOf, moved, weekOf, yearOf } from './reportDays';

export type Span = 'day' | 'week' | 'month' | 'year';
export type Choice = { span: Span; back: number } | ({ span: 'range' } & Days);

export const CHOICES = {
  today: { span: 'day', back: 0 },
  yesterday: { span: 'day', back: 1 },
  week: { span: 'week', back: 0 },
  month: { span: 'month', back: 0 },
  year: { span: 'year', back: 0 },
} as const satisfies Record<string, Choice>;

export type ChoiceKey = keyof typeof CHOICES;

/** The days of a choice; what has begun ends today. */
export function daysOf(choice: Choice, today: string, start: WeekStart | null): Days {
  if (choice.span === 'range') return { from: choice.from, to: choice.to };
  const { from, to } = whole(choice.span, choice.back, today, start);
  return { from, to: to < today ? to : today };
}

function whole(span: Span, back: number, today: string, start: WeekStart | null): Days {
  if (span === 'week') return weekOf(moved(today, -7 * back), start);
  if (span === 'month') return monthOf(today, -back);
  if (span === 'year') return yearOf(today, -back);
  const day = moved(today, -back);
  return { from: day, to: day };
}

/** The next period of the same kind, or the one before; null where that has not begun. */
export function stepped(choice: Choice, by: 1 | -1, today: string): Choice | null {
  if (choice.span !== 'range') {
    const back = choice.back - by;
    return back < 0 ? null : { span: choice.span, back };
  }
  const leap = lengthOf(choice) * by;
  const from = moved(choice.from, leap);
  if (from > today) return null;
  const to = moved(choice.to, leap);
  return { span: 'range', from, to: to < today ? to : today };
}

/** Which of the usual ones it is, however far back; null for days that were picked. */
export function keyOf(choice: Choice): ChoiceKey | null {
  if (choice.span === 'range') return null;
  if (choice.span !== 'day') return choice.span;
  if (choice.back === 0) return 'today';
  return choice.back === 1 ? 'yesterday' : null;
}
