// A desk for tests: its answers can be replaced one by one, and it remembers what it was asked.

import { mockIPC } from '@tauri-apps/api/mocks';
import type { HealthReport, Road, Status } from '../lib/bindings';
import { A_SECRET, NOTHING_CAME } from './border';

/** No way is chosen. */
export const NO_ROAD: Road = {
  tunnel: { state: 'off' },
  endpoint: null,
  verdict: null,
  asked_at: null,
  asking: false,
  token: 'none',
};

/** Nothing came, and nothing is missing. */
export const CALM: HealthReport = {
  deliveries: 0,
  set_aside: 0,
  repeats: 0,
  conflicts: 0,
  customers: 0,
  incomplete: 0,
  forgotten: 0,
  listener: NOTHING_CAME,
  silence: { last_event_at: null, quiet_for: null, usual: null, unusual: false },
  absences: [],
  may_have_missed: [],
};

export const STATUS: Status = {
  version: '0.1.0',
  demo: false,
  data_folder: '/data',
  listening: { state: 'on', address: '127.0.0.1:8787' },
  store: { state: 'ok' },
  listening_since: '2026-03-02T08:00:00Z',
  last_event_at: null,
  organizations: ['kahveci-mehmet'],
  notice: null,
  suspicion: null,
  address_fixed: false,
  settings: {
    language: 'en',
    theme: null,
    currency: 'TRY',
    address: null,
    way: { way: 'none' },
    first_start: 'done',
  },
  road: NO_ROAD,
  crash: { safe: null, restarted: null, unread: 0 },
  pin: { set: false, unlocked: false, wait_until: null },
  time_zone: 'Europe/Istanbul',
  shop_day: '2026-04-19',
};

export type Answers = Record<string, (args: never) => unknown>;
export type Asked = { command: string; args: unknown };

export function answering(answers: Answers = {}): { answers: Answers; asked: Asked[] } {
  const asked: Asked[] = [];
  const all: Answers = {
    arrive: () => ({ visible: true, place: null }),
    autostart: () => ({ offered: false, on: false, asked: false }),
    crash_reports: () => [],
    status: () => STATUS,
    feed: () => ({ events: [], more: false }),
    today: () => ({ stamps: 12 }),
    border: () => NOTHING_CAME,
    health: () => CALM,
    tunnel_output: () => [],
    secrets: () => [A_SECRET],
    ...answers,
  };
  mockIPC(
    (command, args) => {
      asked.push({ command, args });
      return all[command]?.(args as never);
    },
    { shouldMockEvents: true },
  );
  return { answers: all, asked };
}
