// Answers the window's commands in place of the desk. What the address asks for decides what the shop is like:
// ?empty, ?demo, ?two (shops), ?pin=locked|unlocked|waiting, ?notice, ?failed, ?listening=port_in_use, ?suspicion=rotated_elsewhere, ?fixed,
// ?lang=en, ?crash=safe|restarted|ended, ?theme=dark, ?live, ?road=tunnel_down (see road.ts), ?first_start=welcome, ?quiet, ?missed, ?parts (see Parts.svelte)

import { emit } from '@tauri-apps/api/event';
import { mockIPC } from '@tauri-apps/api/mocks';
import type { FeedEvent, FeedQuery, SecretInfo, Settings, Status, Suspicion, Way } from '../lib/bindings';
import { SUSPICIONS, border, secrets } from './border';
import { crashAnswers, crashOf } from './crash';
import { customersAnswers } from './customers';
import { backupFolder, dataAnswers } from './data';
import { dayCloseAnswers } from './dayClose';
import { health, output, ownTest, roadBy, roadOf, tell, wayOf } from './road';
import { listeningBy } from './listening';
import { lists } from './lists';
import { pinAnswers, pinOf } from './pin';
import { reportAnswers, shopDay } from './reports';
import { sideAnswers } from './side';
import { HOUSE, SINCE, customer, daysAgo, feed, live } from './shop';

const asked = new URLSearchParams(location.search);
const empty = asked.has('empty');
const road = asked.get('road') ?? 'reachable';

let status: Status = {
  version: '0.1.0',
  demo: asked.has('demo'),
  data_folder: '/home/shop/.local/share/stampdesk',
  listening: listeningBy(asked.get('listening') ?? (asked.get('crash') === 'safe' ? 'safe' : 'on')),
  store: asked.has('failed')
    ? { state: 'failed', error: { code: 'data_folder_unwritable', message: 'permission denied' } }
    : { state: 'ok' },
  listening_since: SINCE,
  last_event_at: empty ? null : asked.has('quiet') ? daysAgo(0.17) : (feed[0]?.received_at ?? null),
  organizations: asked.has('two') ? [HOUSE, 'kahveci-mehmet-moda'] : [HOUSE],
  notice: asked.has('notice')
    ? {
        kind: 'database_kept_aside',
        path: '/home/shop/.local/share/stampdesk/ledger.damaged-2026-11-20.db',
        at: daysAgo(2),
      }
    : null,
  suspicion: SUSPICIONS[asked.get('suspicion') as Suspicion['kind']] ?? null,
  address_fixed: asked.has('fixed'),
  settings: {
    language: asked.get('lang') as Settings['language'],
    theme: asked.get('theme') as Settings['theme'],
    currency: 'TRY',
    address: null,
    way: wayOf(road),
    first_start: (asked.get('first_start') ?? 'done') as Settings['first_start'],
    backup: { folder: backupFolder(), encrypted: false },
  },
  road: roadOf(road),
  crash: crashOf(asked.get('crash')),
  pin: pinOf(asked.get('pin')),
  time_zone: 'Europe/Istanbul',
  shop_day: shopDay(),
};

/** ?start: the owner has not been asked yet whether it starts with the computer. */
let start = { offered: true, on: false, asked: !asked.has('start') };
let kept: SecretInfo[] = status.listening.state === 'no_secret' ? [] : secrets;

const answers: Record<string, (args: never) => unknown> = {
  arrive: () => ({ visible: true, place: null }),
  autostart: () => start,
  set_autostart: ({ on }: { on: boolean }) => (start = { ...start, on, asked: true }),
  status: () => status,
  save_settings: ({ settings }: { settings: Settings }) => (status = { ...status, settings }),
  border: () => border(empty, status.suspicion),
  secrets: () => kept,
  add_secret: ({ label }: { label: string }) => {
    const added = { ...secrets[1]!, id: label, label, last_used_at: null };
    kept = [...kept, added];
    return added;
  },
  remove_secret: ({ id }: { id: string }) => void (kept = kept.filter((one) => one.id !== id)),
  expire_secret: ({ id, at }: { id: string; at: string | null }) =>
    void (kept = kept.map((one) => (one.id === id ? { ...one, expires_at: at } : one))),
  health: () => health(asked, status.last_event_at),
  choose_way: ({ way, token }: { way: Way; token: string | null }) => choose(way, token),
  ask_outside: () => askOutside(),
  tunnel_output: () => output,
  send_test_event: () => ownTest(arrive('stampdesk.test')),
  mark_test: ({ seq, test }: { seq: number; test: boolean }) => mark(seq, test),
  dismiss_notice: () => (status = { ...status, notice: null }),
  feed: ({ query }: { query: FeedQuery }) => feedPage(query),
  today: () => ({
    ...(empty ? figures(0, 0, 0, 0, 0, 0, 0) : figures(148, 1325, 500, 9, 6, 4, 112)),
  }),
  look_up: ({ code }: { code: string }) => ({
    code,
    customers: found(code),
    page: null,
    listening_since: SINCE,
  }),
  ...crashAnswers(() => (status = { ...status, crash: crashOf(null), listening: listeningBy('on') })),
  ...customersAnswers,
  ...lists(empty, () => changed(feed[0]!.seq)),
  ...reportAnswers(empty),
  ...dayCloseAnswers(empty),
  ...dataAnswers(empty),
  ...pinAnswers(
    (pin) => (status = tell({ ...status, pin })),
    () => status.pin,
  ),
  ...sideAnswers,
};

export function preview(): void {
  mockIPC((command, args) => answers[command]?.(args as never), { shouldMockEvents: true });
  if (asked.has('live')) setInterval(() => arrive(), Number(asked.get('live')) || 2_000);
}

function figures(
  stamps: number,
  earned: number,
  spent: number,
  issued: number,
  used: number,
  joined: number,
  served: number,
) {
  return {
    stamps,
    points_earned: earned,
    points_spent: spent,
    coupons_issued: issued,
    coupons_used: used,
    new_customers: joined,
    customers_served: served,
  };
}

function feedPage({ before, after, limit, events, code_prefix, set_aside }: FeedQuery) {
  const matching = (empty ? [] : feed).filter(
    (one) =>
      (before === null || one.seq < before) &&
      (after === null || one.seq > after) &&
      (events.length === 0 || events.includes(one.event ?? '')) &&
      String(one.customer_code ?? '------')
        .padStart(6, '0')
        .startsWith(code_prefix ?? '') &&
      (!set_aside || one.set_aside !== null),
  );
  return { events: matching.slice(0, limit), more: matching.length > limit };
}

function found(code: string) {
  if (empty || code.startsWith('0000')) return [];
  const one = customer(`customer-${Number(code)}`);
  const twin = { ...one, organization: 'kahveci-mehmet-moda', masked_email: 'a***@hotmail.com' };
  return asked.has('two') ? [one, twin] : [one];
}

function choose(way: Way, token: string | null): Status {
  const chosen = { ...status, settings: { ...status.settings, way } };
  const program = way.way === 'command' ? way.line : way.way;
  status = {
    ...chosen,
    road: { ...roadBy(way, token), tunnel: { state: 'starting', program }, verdict: null },
  };
  setTimeout(() => (status = tell({ ...status, road: roadBy(way, token) })), 1_500);
  return status;
}

function askOutside(): null {
  const { road } = status;
  status = tell({ ...status, road: { ...road, asking: true } });
  const asked_at = new Date().toISOString();
  setTimeout(() => (status = tell({ ...status, road: { ...road, asked_at, asking: false } })), 1_500);
  return null;
}

function mark(seq: number, test: boolean): null {
  const place = feed.findIndex((one) => one.seq === seq);
  feed[place] = { ...feed[place]!, set_aside: test ? 'test' : null };
  return changed(feed[0]!.seq);
}

function arrive(event = 'stamp.earned'): number {
  const one = live((feed[0]?.seq ?? 0) + 1, event);
  feed.unshift(one);
  if (gathered.push(one) === 1) setTimeout(tellGathered, 80);
  return one.seq;
}

/** A burst is one message, as the desk tells it. */
let gathered: FeedEvent[] = [];

function tellGathered(): void {
  const customers = gathered.filter(({ customer_id }) => customer_id !== null);
  gathered = [];
  void emit('changed', { newest_seq: feed[0]!.seq, customers, all: false });
}

function changed(newest_seq: number): null {
  void emit('changed', { newest_seq, customers: [], all: true });
  return null;
}
