import { describe, expect, it } from 'vitest';
import { NO_ROAD, STATUS } from '../testing/desk';
import type { Listening, Road, Status, TunnelState, Verdict } from './bindings';
import {
  CONNECTION_SIGNS,
  connectionState,
  lastEvent,
  roadHeadline,
  type ConnectionState,
} from './connection';
import { translator } from './i18n.svelte';

const program = 'ngrok';
const url = 'https://shop.example';
const UP: TunnelState = { state: 'up', url, program };
const REACHABLE: Verdict = { reach: 'reachable', url, at: '2026-04-19T14:30:00Z' };

function on(road: Partial<Road>): Status {
  const settings = { ...STATUS.settings, way: { way: 'ngrok', domain: 'shop.example' } as const };
  return { ...STATUS, settings, road: { ...NO_ROAD, tunnel: UP, ...road } };
}

const address = '127.0.0.1:8787';
const DOORS: [Listening, ConnectionState][] = [
  [{ state: 'no_secret', address }, 'no_secret'],
  [{ state: 'secret_unreachable', address }, 'secret_unreachable'],
  [{ state: 'port_in_use', address }, 'port_in_use'],
  [{ state: 'held_elsewhere', holder: 'stampdesk-cli' }, 'held_elsewhere'],
  [{ state: 'failed', address, message: 'no such address' }, 'failed'],
  [{ state: 'shut' }, 'store-failed'],
];

const ROADS: [string, Partial<Road>, ConnectionState, ink: string][] = [
  ['the program is not there', { tunnel: { state: 'missing', program, how: '' } }, 'tunnel_missing', 'fault'],
  [
    'the program does not run, whatever was proven before',
    {
      tunnel: { state: 'failed', program, reason: { why: 'no_token' }, again_at: null },
      verdict: REACHABLE,
    },
    'tunnel_failed',
    'fault',
  ],
  [
    'the program starts, whatever was proven before',
    { tunnel: { state: 'starting', program }, verdict: REACHABLE },
    'checking',
    'ink',
  ],
  ['the tunnel is about to start', { tunnel: { state: 'off' } }, 'checking', 'ink'],
  ['it was not asked yet', {}, 'checking', 'ink'],
  ['it is asked for the first time', { asking: true }, 'checking', 'ink'],
  ['there is no internet', { verdict: { reach: 'no_internet' } }, 'no_internet', 'reward'],
  ['nothing passes records on', { verdict: { reach: 'tunnel_down', status: 502 } }, 'tunnel_down', 'fault'],
  ['another program answers', { verdict: { reach: 'other_answers' } }, 'other_answers', 'fault'],
  [
    'the certificate does not hold',
    { verdict: { reach: 'certificate', reason: 'expired' } },
    'certificate',
    'fault',
  ],
  ['there is no address', { verdict: { reach: 'no_address' } }, 'no_address', 'fault'],
  ['it is proven', { verdict: REACHABLE }, 'reachable', 'earned'],
  ['it is proven and asked again', { verdict: REACHABLE, asking: true }, 'reachable', 'earned'],
  [
    'it failed and is asked again',
    { verdict: { reach: 'other_answers' }, asking: true },
    'other_answers',
    'fault',
  ],
];

describe('the state of the connection', () => {
  it.each(DOORS)('is the trouble at the door first: %o', (listening, state) => {
    expect(connectionState({ ...on({ verdict: REACHABLE }), listening }, true)).toBe(state);
  });

  it('is the store before everything: what cannot be kept need not arrive', () => {
    const store = { state: 'failed', error: { code: 'storage', message: '' } } as const;
    expect(connectionState({ ...on({ verdict: REACHABLE }), store }, true)).toBe('store-failed');
  });

  it('promises nothing of a way that was never chosen', () => {
    expect(connectionState(STATUS, true)).toBe('on');
    expect(CONNECTION_SIGNS.on.ink, 'green is earned').toBe('text-ink');
  });

  it.each(ROADS)('when %s', (_, road, state, ink) => {
    expect(connectionState(on(road))).toBe(state);
    expect(CONNECTION_SIGNS[state].ink).toBe(`text-${ink}`);
  });

  it('is an unusual silence only where nothing else explains it', () => {
    expect(connectionState(on({ verdict: REACHABLE }), true)).toBe('quiet');
    expect(connectionState(on({ verdict: { reach: 'no_internet' } }), true)).toBe('no_internet');
    expect(connectionState(on({}), true)).toBe('checking');
  });
});

describe('the headline', () => {
  const t = translator('en');
  const headline = (state: ConnectionState, last_event_at: string | null = null) =>
    roadHeadline(state, { ...STATUS, last_event_at }, t);

  it('says that records arrive once one has, and that it waits until then', () => {
    expect(headline('reachable').text).toBe('Ready, and waiting for the first record.');
    expect(headline('reachable', '2026-04-19T14:30:00Z').text).toBe('Records are being taken in.');
  });

  it('says that nobody knows, where no way was chosen', () => {
    expect(headline('on').remedy).toContain('is not known');
  });

  it.each(['tunnel_missing', 'tunnel_failed', 'tunnel_down', 'other_answers', 'certificate'] as const)(
    'says of %s for how long nothing is lost',
    (state) => expect(headline(state).remedy).toContain('for about eight hours'),
  );

  it('says that the counter goes on without the internet', () => {
    expect(headline('no_internet').text).toContain('the counter goes on');
  });
});

it('tells the last event in words', () => {
  const now = Date.parse('2026-04-19T14:35:00Z');
  const at = { ...STATUS, last_event_at: '2026-04-19T14:30:00Z' };
  expect(lastEvent(at, now, translator('en'), 'en')).toBe('Last record 5 minutes ago');
  expect(lastEvent(STATUS, now, translator('en'), 'en')).toBe('No record yet');
});
