// How the state of the connection looks and reads: always an icon, a word and an ink.

import CloudOff from '@lucide/svelte/icons/cloud-off';
import DatabaseZap from '@lucide/svelte/icons/database-zap';
import GlobeCheck from '@lucide/svelte/icons/globe-check';
import Hourglass from '@lucide/svelte/icons/hourglass';
import KeyRound from '@lucide/svelte/icons/key-round';
import LifeBuoy from '@lucide/svelte/icons/life-buoy';
import MapPinOff from '@lucide/svelte/icons/map-pin-off';
import MonitorDot from '@lucide/svelte/icons/monitor-dot';
import Moon from '@lucide/svelte/icons/moon';
import PackageX from '@lucide/svelte/icons/package-x';
import PlugZap from '@lucide/svelte/icons/plug-zap';
import RotateCw from '@lucide/svelte/icons/rotate-cw';
import Radio from '@lucide/svelte/icons/radio';
import Route from '@lucide/svelte/icons/route';
import ShieldX from '@lucide/svelte/icons/shield-x';
import Signpost from '@lucide/svelte/icons/signpost';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import Unlink from '@lucide/svelte/icons/unlink';
import Unplug from '@lucide/svelte/icons/unplug';
import type { Listening, Status } from './bindings';
import { ago, type Language } from './format';
import type { Translate } from './i18n.svelte';
import { roadState, type RoadStateName } from './road';

export type ConnectionState =
  Exclude<Listening['state'], 'shut'> | 'store-failed' | 'quiet' | Exclude<RoadStateName, 'off' | 'starting'>;

/** What is nearest to this PC comes first: what cannot be kept need not arrive, and a silence tells of nothing else. */
export function connectionState(
  { store, listening, settings, road }: Status,
  unusuallyQuiet = false,
): ConnectionState {
  if (store.state === 'failed' || listening.state === 'shut') return 'store-failed';
  if (listening.state !== 'on') return listening.state;
  if ((settings.way?.way ?? 'none') === 'none') return 'on';
  const state = roadState(road);
  if (state === 'off' || state === 'starting') return 'checking';
  return state === 'reachable' && unusuallyQuiet ? 'quiet' : state;
}

/**
 * Green only where it is proven that records arrive. Red for faults only: a missing secret is a step not taken yet,
 * another Stampdesk does its work, and without the internet the counter goes on.
 */
export const CONNECTION_SIGNS = {
  on: { icon: Radio, ink: 'text-ink', word: 'connection.on' },
  no_secret: { icon: KeyRound, ink: 'text-reward', word: 'connection.no_secret' },
  secret_unreachable: { icon: KeyRound, ink: 'text-fault', word: 'connection.secret_unreachable' },
  port_in_use: { icon: Unplug, ink: 'text-fault', word: 'connection.port_in_use' },
  held_elsewhere: { icon: MonitorDot, ink: 'text-ink', word: 'connection.held_elsewhere' },
  failed: { icon: TriangleAlert, ink: 'text-fault', word: 'connection.failed' },
  restarting: { icon: RotateCw, ink: 'text-fault', word: 'connection.restarting' },
  safe: { icon: LifeBuoy, ink: 'text-reward', word: 'connection.safe' },
  'store-failed': { icon: DatabaseZap, ink: 'text-fault', word: 'connection.store_failed' },
  checking: { icon: Hourglass, ink: 'text-ink', word: 'connection.checking' },
  tunnel_missing: { icon: PackageX, ink: 'text-fault', word: 'connection.tunnel_missing' },
  tunnel_failed: { icon: PlugZap, ink: 'text-fault', word: 'connection.tunnel_failed' },
  no_internet: { icon: CloudOff, ink: 'text-reward', word: 'connection.no_internet' },
  tunnel_down: { icon: Unlink, ink: 'text-fault', word: 'connection.tunnel_down' },
  other_answers: { icon: Signpost, ink: 'text-fault', word: 'connection.other_answers' },
  certificate: { icon: ShieldX, ink: 'text-fault', word: 'connection.certificate' },
  no_address: { icon: MapPinOff, ink: 'text-fault', word: 'connection.no_address' },
  reachable: { icon: GlobeCheck, ink: 'text-earned', word: 'connection.reachable' },
  quiet: { icon: Moon, ink: 'text-reward', word: 'connection.quiet' },
} as const satisfies Record<ConnectionState, { icon: typeof Radio; ink: string; word: string }>;

/** The sign of a road by itself: its word is left to the sentence beside it while there is nothing to say yet. */
export function roadSign(state: RoadStateName) {
  if (state === 'off') return { icon: Route, ink: 'text-ink', word: null } as const;
  if (state === 'starting' || state === 'checking') return { ...CONNECTION_SIGNS.checking, word: null };
  return CONNECTION_SIGNS[state];
}

/** The ground behind a sign. */
export const WASHES = {
  'text-earned': 'bg-earned-wash',
  'text-reward': 'bg-reward-wash',
  'text-fault': 'bg-fault-wash',
  'text-ink': 'bg-system-wash',
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
    case 'restarting':
    case 'safe':
      return {
        text: t(`connection.${listening.state}_text`),
        remedy: t(`connection.${listening.state}_remedy`),
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

/** What is so, in a sentence, and what it means for the shop; once the door is open. */
export function roadHeadline(
  state: ConnectionState,
  { last_event_at }: Status,
  t: Translate,
): { text: string; remedy: string } {
  const taking = last_event_at === null ? t('connection.ready') : t('connection.taking_in');
  switch (state) {
    case 'on':
      return { text: taking, remedy: t('connection.no_way') };
    case 'reachable':
      return { text: taking, remedy: '' };
    case 'quiet':
      return { text: t('connection.quiet_text'), remedy: t('connection.quiet_remedy') };
    case 'checking':
      return { text: t('connection.checking_text'), remedy: '' };
    case 'no_internet':
      return { text: t('connection.no_internet_text'), remedy: t('connection.no_internet_remedy') };
    default:
      return { text: t('connection.cut_off_text'), remedy: t('connection.cut_off_remedy') };
  }
}

export function lastEvent({ last_event_at }: Status, now: number, t: Translate, language: Language): string {
  if (last_event_at === null) return t('connection.no_event');
  return t('connection.last_event', { ago: ago(last_event_at, now, language) });
}

/** Where deliveries are taken in unless told otherwise. */
export const USUAL_ADDRESS = '127.0.0.1:8787';
