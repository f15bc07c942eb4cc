// A window in its first start, for tests: a shop whose status, secrets and log are as the test says.

import { emit } from '@tauri-apps/api/event';
import { clearMocks } from '@tauri-apps/api/mocks';
import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect } from 'vitest';
import App from '../App.svelte';
import type { FeedEvent, FeedQuery, Road, SecretInfo, Settings, Status } from '../lib/bindings';
import { desk, refreshStatus } from '../lib/desk.svelte';
import type { Step } from '../lib/firstStart';
import { route } from '../lib/route.svelte';
import { nothingMoves } from './animation';
import { A_SECRET } from './border';
import { NO_ROAD, STATUS, answering, type Answers } from './desk';

export const ENDPOINT = 'https://kasa.example/webhooks/loyalite';
export const REACHABLE: Road = {
  ...NO_ROAD,
  tunnel: { state: 'up', url: 'https://kasa.example', program: 'ngrok' },
  endpoint: ENDPOINT,
  verdict: { reach: 'reachable', url: 'https://kasa.example', at: '2026-04-19T14:30:00Z' },
};

export class Shop {
  status = STATUS;
  secrets: SecretInfo[] = [A_SECRET];
  /** The newest in front. */
  log: FeedEvent[] = [];
  readonly answers: Answers;
  private readonly asked;

  constructor() {
    ({ answers: this.answers, asked: this.asked } = answering({
      status: () => this.status,
      save_settings: ({ settings }: { settings: Settings }) => (this.status = { ...this.status, settings }),
      secrets: () => this.secrets,
      feed: ({ query: { after, limit } }: { query: FeedQuery }) => ({
        events: this.log.filter(({ seq }) => after === null || seq > after).slice(0, limit),
        more: false,
      }),
      mark_test: ({ seq, test }: { seq: number; test: boolean }) => {
        const set_aside = test ? 'test' : null;
        this.log = this.log.map((one) => (one.seq === seq ? { ...one, set_aside } : one));
        return null;
      },
    }));
    nothingMoves();
  }

  async openAt(first_start: Step, rest: Partial<Status> = {}, settings: Partial<Settings> = {}) {
    const chosen = { ...STATUS.settings, first_start, ...settings };
    this.status = { ...STATUS, road: REACHABLE, ...rest, settings: chosen };
    await refreshStatus();
    render(App);
    await waitFor(() => expect(step()).toBe(first_start));
  }

  /** What the desk was asked by that name, in turn. */
  sent(command: string): unknown[] {
    return this.asked.filter((one) => one.command === command).map(({ args }) => args);
  }

  /** The desk tells that it is other than before. */
  async becomes(change: Partial<Status>): Promise<void> {
    this.status = { ...this.status, ...change };
    await emit('status-changed', this.status);
  }

  async arrives(event: FeedEvent): Promise<void> {
    this.log.unshift(event);
    await emit('changed', { newest_seq: event.seq, all: true, customers: [] });
  }

  close(): void {
    cleanup();
    clearMocks();
    desk.forgetFault();
    route.go('counter');
  }
}

export const step = () => screen.queryByTestId('first-start')?.dataset['step'];
export const press = (testid: string) => userEvent.click(screen.getByTestId(testid));
export const enabled = (testid: string) => !screen.getByTestId<HTMLButtonElement>(testid).disabled;
