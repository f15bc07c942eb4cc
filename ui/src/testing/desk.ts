// A desk for tests: its answers can be replaced one by one, and it remembers what it was asked.

import { mockIPC } from '@tauri-apps/api/mocks';
import type { Status } from '../lib/bindings';
import { A_SECRET, NOTHING_CAME } from './border';

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
  settings: { language: 'en', theme: null, currency: 'TRY', address: null },
};

export type Answers = Record<string, (args: never) => unknown>;
export type Asked = { command: string; args: unknown };

export function answering(answers: Answers = {}): { answers: Answers; asked: Asked[] } {
  const asked: Asked[] = [];
  const all: Answers = {
    status: () => STATUS,
    feed: () => ({ events: [], more: false }),
    today: () => ({ stamps: 12 }),
    border: () => NOTHING_CAME,
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
