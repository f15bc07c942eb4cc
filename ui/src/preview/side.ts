// The strip and the customers' display by themselves: ?strip, ?display. ?shown=seven, fills, points, many, unknown or idle
// decides whom the display shows; without it, one after the other.

import type { Channel } from '@tauri-apps/api/core';
import type { DisplayShows, Shown } from '../lib/bindings';
import { customersAnswers } from './customers';
import { customer } from './shop';

const asked = new URLSearchParams(location.search);

const SEVEN: Shown = {
  name: 'A***',
  stamps: 7,
  per_card: 10,
  fresh_stamps: 1,
  filled: false,
  rewards_waiting: 0,
  points: null,
  fresh_points: 0,
};

const SHOWN: Record<string, Shown | null> = {
  idle: null,
  seven: SEVEN,
  fills: { ...SEVEN, name: 'Ş***', stamps: 1, fresh_stamps: 2, filled: true, rewards_waiting: 1 },
  points: {
    ...SEVEN,
    name: 'İ***',
    stamps: 3,
    per_card: 8,
    points: 1_870,
    fresh_points: 125,
    rewards_waiting: 2,
  },
  many: { ...SEVEN, stamps: 15, per_card: 24, fresh_stamps: 2, points: 40 },
  unknown: { ...SEVEN, name: null, stamps: null, per_card: null, fresh_stamps: 0 },
};

function lookUp({ code }: { code: string }) {
  const customers = code.startsWith('0000') ? [] : [customer(`customer-${Number(code)}`)];
  const page = customers.map(({ customer_id }) =>
    customersAnswers.customer?.({ customerId: customer_id } as never),
  );
  return { code, customers, page: page[0] ?? null };
}

export const sideAnswers = {
  show_side: () => null,
  open_customer: () => null,
  open_code: () => null,
  ...(asked.has('strip') ? { look_up: lookUp } : {}),
  watch_display: ({ channel }: { channel: Channel<DisplayShows> }) => {
    const show = (which: string) =>
      channel.onmessage({
        language: asked.get('lang'),
        theme: asked.get('theme') as DisplayShows['theme'],
        demo: asked.has('demo'),
        customer: SHOWN[which] ?? null,
      });
    const names = Object.keys(SHOWN);
    const one = asked.get('shown');
    show(one ?? names[0]!);
    let turn = 0;
    if (one === null) setInterval(() => show(names[(turn += 1) % names.length]!), 8_000);
    return null;
  },
};
