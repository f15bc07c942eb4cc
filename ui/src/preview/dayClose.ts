// Days that were closed, for looking at. ?day_close opens the present one, ?day_close=3 the third closing.

import type { DayClose, Figures } from '../lib/bindings';
import { dayAfter } from '../lib/dayClose';
import { route } from '../lib/route.svelte';
import { shopDay } from './reports';

const asked = new URLSearchParams(location.search);
const TODAY = shopDay();

function figures(busy: number): Figures {
  return {
    events: Math.round(busy * 214),
    stamps: Math.round(busy * 148),
    points_earned: Math.round(busy * 1_325),
    points_spent: Math.round(busy * 500),
    coupons_issued: Math.round(busy * 9),
    coupons_used: Math.round(busy * 6),
    new_customers: Math.round(busy * 4),
    amount: (busy * 18_640.5).toFixed(2),
    amounts: Math.round(busy * 139),
    amount_events: Math.round(busy * 188),
    customers_served: Math.round(busy * 112),
    returning_customers: Math.round(busy * 96),
    repeat_customers: 0,
  };
}

function closing(seq: number, back: number, rest: Partial<DayClose> = {}): DayClose {
  const day = dayAfter(TODAY, -back);
  return {
    seq,
    organization: null,
    day,
    time_zone: 'Europe/Istanbul',
    currency: 'TRY',
    closed_at: `${day}T18:${String(7 + seq).padStart(2, '0')}:12Z`,
    figures: figures(0.7 + ((seq * 13) % 9) / 14),
    open: { coupons_outstanding: 214 + seq, points_outstanding: 48_310 + seq * 96 },
    incomplete: null,
    later: null,
    closed_before: 0,
    ...rest,
  };
}

const closed: DayClose[] = [
  closing(9, 1),
  closing(8, 2, {
    later: { ...figures(0.02), coupons_issued: 1, coupons_used: 0, new_customers: 0, stamps: -2 },
  }),
  closing(7, 3, {
    incomplete: {
      since: null,
      breaks: 3,
      missed: [
        {
          from: `${dayAfter(TODAY, -3)}T11:02:00Z`,
          to: `${dayAfter(TODAY, -3)}T12:40:00Z`,
        },
      ],
    },
    closed_before: 1,
  }),
  closing(6, 3),
  closing(5, 4),
  closing(4, 5, { figures: { ...figures(0.4), amount: null, amounts: 0 } }),
  closing(3, 6),
  closing(2, 8),
  closing(1, 9),
];

export function dayCloseAnswers(empty: boolean) {
  if (asked.has('day_close')) {
    setTimeout(() => route.dayClose(Number(asked.get('day_close')) || null), 500);
  }
  const days = empty ? [] : closed;
  return {
    closed_days: ({ limit, before }: { limit: number; before: number | null }) =>
      days.filter(({ seq }) => before === null || seq < before).slice(0, limit),
    closed_day: ({ seq }: { seq: number }) => days.find((one) => one.seq === seq) ?? null,
    close_day: ({ day }: { day: string }) => {
      const one = closing((days[0]?.seq ?? 0) + 1, 0, { day, closed_at: new Date().toISOString() });
      days.unshift({ ...one, organization: null, closed_before: days.filter((it) => it.day === day).length });
      return days[0];
    },
    print_page: () => (window.print(), null),
    save_pdf: ({ name }: { name: string }) =>
      asked.has('dialog') ? null : `/home/shop/Belgeler/${name}.pdf`,
  };
}
