// How the state of the connection looks and reads: always an icon, a word and an ink.

import DatabaseZap from '@lucide/svelte/icons/database-zap';
import KeyRound from '@lucide/svelte/icons/key-round';
import MonitorDot from '@lucide/svelte/icons/monitor-dot';
import Radio from '@lucide/svelte/icons/radio';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import Unplug from '@lucide/svelte/icons/unplug';
import type { Listening, Status } from './bindings';
import { ago, type Language } from './format';
import type { Translate } from './i18n.svelte';

export type ConnectionState = Exclude<Listening['state'], 'shut'> | 'store-failed';

export function connectionState({ store, listening }: Status): ConnectionState {
  return store.state === 'failed' || listening.state === 'shut' ? 'store-failed' : listening.state;
}

/** Red for faults only: a missing secret is a step not taken yet, and another Stampdesk does its work. */
export const CONNECTION_SIGNS = {
  on: { icon: Radio, ink: 'text-earned', word: 'connection.on' },
  no_secret: { icon: KeyRound, ink: 'text-ink', word: 'connection.no_secret' },
  secret_unreachable: { icon: KeyRound, ink: 'text-fault', word: 'connection.secret_unreachable' },
  port_in_use: { icon: Unplug, ink: 'text-fault', word: 'connection.port_in_use' },
  held_elsewhere: { icon: MonitorDot, ink: 'text-ink', word: 'connection.held_elsewhere' },
  failed: { icon: TriangleAlert, ink: 'text-fault', word: 'connection.failed' },
  'store-failed': { icon: DatabaseZap, ink: 'text-fault', word: 'connection.store_failed' },
} as const;

/** What is in the way, and what to do; null when records can come in. */
export function obstacle(listening: Listening, t: Translate): { text: string; remedy: string } | null {
  switch (listening.state) {
    case 'on':
    case 'shut':
      return null;
    case 'held_elsewhere':
      return {
        text: t('connection.held_elsewhere_text', { holder: listening.holder }),
        remedy: t('connection.held_elsewhere_remedy'),
      };
    case 'failed':
      return { text: t('connection.failed_text', listening), remedy: t('connection.failed_remedy') };
    default:
      return {
        text: t(`connection.${listening.state}_text`, { address: listening.address }),
        remedy: t(`connection.${listening.state}_remedy`),
      };
  }
}

export function lastEvent({ last_event_at }: Status, now: number, t: Translate, language: Language): string {
  if (last_event_at === null) return t('connection.no_event');
  return t('connection.last_event', { ago: ago(last_event_at, now, language) });
}

/** Where deliveries are taken in unless told otherwise. */
export const USUAL_ADDRESS = '127.0.0.1:8787';
