// How the state of the connection looks: always an icon, a word and an ink.

import DatabaseZap from '@lucide/svelte/icons/database-zap';
import KeyRound from '@lucide/svelte/icons/key-round';
import MonitorDot from '@lucide/svelte/icons/monitor-dot';
import Radio from '@lucide/svelte/icons/radio';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import Unplug from '@lucide/svelte/icons/unplug';
import type { Listening, Status } from './bindings';

export type ConnectionState = Exclude<Listening['state'], 'shut'> | 'store-failed';

export function connectionState({ store, listening }: Status): ConnectionState {
  return store.state === 'failed' || listening.state === 'shut' ? 'store-failed' : listening.state;
}

/** Red for faults only: a missing secret is a step not taken yet, and another Stampdesk does its work. */
export const CONNECTION_SIGNS = {
  on: { icon: Radio, ink: 'text-earned', word: 'connection.on' },
  no_secret: { icon: KeyRound, ink: 'text-ink', word: 'connection.no_secret' },
  port_in_use: { icon: Unplug, ink: 'text-fault', word: 'connection.port_in_use' },
  held_elsewhere: { icon: MonitorDot, ink: 'text-ink', word: 'connection.held_elsewhere' },
  failed: { icon: TriangleAlert, ink: 'text-fault', word: 'connection.failed' },
  'store-failed': { icon: DatabaseZap, ink: 'text-fault', word: 'connection.store_failed' },
} as const;
