// The way from the internet to a believable café, as ?road= asks for it: reachable, checking, no_internet, tunnel_down,
// other_answers, certificate, no_address, missing, starting, failed, none.

import { emit } from '@tauri-apps/api/event';
import type { HealthReport, Road, Status, TestReport, TunnelState, Verdict, Way } from '../lib/bindings';
import { NO_ROAD } from '../testing/desk';

const program = 'cloudflared';
const hostname = 'kasa.kahvecimehmet.com';
const url = `https://${hostname}`;
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

const WORDS = `2026-11-22T09:14:07Z ERR Failed to dial a quic connection error="timeout: no recent network activity"
2026-11-22T09:14:09Z ERR Connection terminated error="there are no free edge addresses left to resolve to"`;

const TUNNELS: Record<string, TunnelState> = {
  missing: {
    state: 'missing',
    program,
    how: 'Install cloudflared from https://developers.cloudflare.com/cloudflare-one/connections/connect-networks/downloads/; it is found by itself once it is there.',
  },
  starting: { state: 'starting', program },
  failed: {
    state: 'failed',
    program,
    reason: { why: 'ended', code: 1, words: WORDS },
    again_at: new Date(Date.now() + 40_000).toISOString(),
  },
  none: { state: 'off' },
};

const VERDICTS: Record<string, Verdict> = {
  reachable: { reach: 'reachable', url, at: ago(2) },
  no_internet: { reach: 'no_internet' },
  tunnel_down: { reach: 'tunnel_down', status: 530 },
  other_answers: { reach: 'other_answers' },
  certificate: { reach: 'certificate', reason: 'expired' },
  no_address: { reach: 'no_address' },
};

export function wayOf(asked: string): Way {
  return asked === 'none' ? { way: 'none' } : { way: 'cloudflared', hostname };
}

export function roadOf(asked: string): Road {
  const verdict = VERDICTS[asked] ?? null;
  if (asked === 'none') return NO_ROAD;
  return {
    tunnel: TUNNELS[asked] ?? { state: 'up', url, program },
    endpoint: `${url}/webhooks/loyalite`,
    verdict,
    asked_at: verdict && ago(2),
    asking: asked === 'checking',
    token: 'kept',
  };
}

/** The road that a choice leads to in the end. */
export function roadBy(way: Way, token: string | null): Road {
  if (way.way === 'none') return NO_ROAD;
  const host =
    'hostname' in way ? way.hostname : 'domain' in way ? way.domain : 'kasa-uykulu-kedi.trycloudflare.com';
  const origin = 'url' in way && way.url ? way.url : `https://${host}`;
  return {
    tunnel: { state: 'up', url: origin, program: way.way === 'own' ? null : way.way },
    endpoint: `${origin}/webhooks/loyalite`,
    verdict: { reach: 'reachable', url: origin, at: ago(0) },
    asked_at: ago(0),
    asking: false,
    token: token === null ? 'none' : 'kept',
  };
}

export const output = [
  '2026-11-22T09:13:58Z INF Starting tunnel tunnelID=5f0d0c1e-8a0b-4a7e-9d0e-0c7f4d1f2a33',
  '2026-11-22T09:13:58Z INF Version 2026.10.1',
  '2026-11-22T09:13:59Z INF Registered tunnel connection connIndex=0 location=ist01 protocol=quic',
  ...WORDS.split('\n'),
];

/** Tells the window, as the desk does. */
export function tell(status: Status): Status {
  void emit('status-changed', status);
  return status;
}

export function ownTest(seq: number): TestReport {
  return {
    url: `${url}/webhooks/loyalite`,
    id: '57a3bde5-7e57-8000-8000-000000000001',
    outcome: 'arrived',
    seq,
  };
}

const hours = (away: number) => new Date(Date.now() + away * 3_600_000).toISOString();

/** ?quiet: nothing has come for unusually long. ?missed: this PC was off over a weekend. */
export function health(asked: URLSearchParams, last_event_at: string | null): HealthReport {
  const quiet = asked.has('quiet');
  const missed = asked.has('missed');
  return {
    deliveries: 9_414,
    set_aside: 2,
    repeats: 37,
    conflicts: 0,
    customers: 1_208,
    incomplete: missed ? 3 : 0,
    forgotten: 0,
    listener: null,
    silence: {
      last_event_at,
      quiet_for: last_event_at === null ? null : quiet ? 4 * 3_600 + 720 : 40,
      usual: last_event_at === null ? null : { weeks: 6, busy: quiet ? 6 : 1 },
      unusual: quiet,
    },
    absences: missed
      ? [
          { from: hours(-46), to: hours(-20) },
          { from: hours(-130), to: hours(-121) },
        ]
      : [],
    may_have_missed: missed ? [{ from: hours(-46), to: hours(-28.6) }] : [],
  };
}
