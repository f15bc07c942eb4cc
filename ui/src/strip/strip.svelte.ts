// What the strip knows: who was looked up, what came in last, and whether the desk can take anything in.

import { commands } from '../lib/api';
import { events, type CustomerPage, type FeedEvent, type Status } from '../lib/bindings';
import { coalesce } from '../lib/coalesce';
import { CodeKeys } from '../lib/codeKeys.svelte';
import { concerns, onChanged, startLive } from '../lib/live';
import { paced } from '../lib/paced';
import { keyOf, onReward, onRewardGone, watchRewards, type Reward } from '../lib/rewards';
import { useTheme } from '../lib/theme';
import { useLanguage } from '../side/texts.svelte';

export type Found =
  | { kind: 'customer'; code: string; page: CustomerPage }
  | { kind: 'unknown' | 'several' | 'failed'; code: string };

/** What the strip tells of: what is set aside changes no figure and is the main window's matter. */
export const TOLD = [
  'stamp.earned',
  'stamp.redeemed',
  'points.earned',
  'points.spent',
  'coupon.redeemed',
  'customer.enrolled',
];
/** So many are shown, of so many that are asked for: some may be set aside. */
const SHOWN = 3;
const ASKED = 12;
/** Asks no more often than this. */
const PAUSE_MS = 300;
/** Whoever was looked up, or is said to have a reward, is left again when nobody touches the strip so long. */
export const STAYS_MS = 20_000;
/** A scanner's own Enter, or a hand's habit, comes right after a code: it asks for nothing. */
const HABIT_MS = 400;

let found = $state.raw<Found | null>(null);
let latest = $state.raw<FeedEvent[]>([]);
let reward = $state.raw<Reward | null>(null);
let status = $state.raw<Status | null>(null);
let broken = $state(false);
let asked = 0;
let foundAt = 0;
let leaving: ReturnType<typeof setTimeout> | undefined;
let fading: ReturnType<typeof setTimeout> | undefined;

export const strip = {
  get found(): Found | null {
    return found;
  },
  get latest(): FeedEvent[] {
    return latest;
  },
  /** Somebody who was served just now has it. */
  get reward(): Reward | null {
    return reward;
  },
  get demo(): boolean {
    return status?.demo ?? false;
  },
  /** Nothing can come in, or nothing be read. */
  get trouble(): 'not_listening' | 'failed' | null {
    if (broken || status?.store.state === 'failed') return 'failed';
    // Records that another Stampdesk takes in do arrive.
    const comesIn = !status || ['on', 'held_elsewhere'].includes(status.listening.state);
    return comesIn ? null : 'not_listening';
  },
  /** Back to what came in last. */
  clear(): void {
    clearTimeout(leaving);
    asked += 1;
    found = null;
  },
  /** Enter was pressed. True when it leads to the main window. */
  enter(): boolean {
    if (!found || performance.now() - foundAt < HABIT_MS) return false;
    strip.open();
    return true;
  },
  /** Opens what was found in the main window. */
  open(): void {
    if (found?.kind === 'customer') openCustomer(found.page.customer);
    else if (found) void commands.openCode(found.code);
    strip.clear();
  },
  openReward(): void {
    if (reward) void commands.openCustomer(reward.organization, reward.customerId);
    reward = null;
  },
};

export const field = new CodeKeys(lookUp, () => strip.clear());

export function openCustomer({ organization, customer_id }: CustomerPage['customer']): void {
  void commands.openCustomer(organization, customer_id);
}

function lookUp(code: string, over: () => void): void {
  const question = ++asked;
  const show = (answer: Found) => {
    over();
    if (question !== asked) return;
    found = answer;
    foundAt = performance.now();
    if (answer.kind === 'customer') reward = null;
    stay();
  };
  commands
    .lookUp(code)
    .then(({ page, customers }) => {
      if (page) return show({ kind: 'customer', code, page });
      show({ kind: customers.length > 0 ? 'several' : 'unknown', code });
    })
    .catch(() => show({ kind: 'failed', code }));
}

function stay(): void {
  clearTimeout(leaving);
  leaving = setTimeout(strip.clear, STAYS_MS);
}

/** Follows the desk until the returned function is called. */
export function startStrip(): () => void {
  const look = paced(readLatest, PAUSE_MS);
  const follow = coalesce(readAgain);
  /** The desk has told its status unasked. */
  let statusTold = false;
  const stops = [
    onChanged((changed) => {
      look();
      if (found?.kind !== 'customer') return;
      const { organization, customer_id } = found.page.customer;
      if (concerns(changed, organization, customer_id)) void follow();
    }),
    onReward((told) => {
      if (told.how !== 'arrived') return;
      reward = told;
      clearTimeout(fading);
      fading = setTimeout(() => (reward = null), STAYS_MS);
    }),
    onRewardGone((who) => {
      if (reward && keyOf(reward) === keyOf(who)) reward = null;
    }),
  ];
  const begin = async () => {
    await startLive();
    await events.statusChanged.listen(({ payload }) => {
      statusTold = true;
      receive(payload);
    });
    stops.push(watchRewards());
    const answer = await commands.status();
    if (!statusTold) receive(answer);
    look();
  };
  begin().catch(() => (broken = true));
  return () => stops.forEach((stop) => stop());
}

function receive(now: Status): void {
  status = now;
  useLanguage(now.settings.language);
  useTheme(now.settings.theme ?? null);
}

async function readLatest(): Promise<void> {
  const everybody = { organization: null, before: null, after: null, code_prefix: null };
  try {
    const page = await commands.feed({ ...everybody, events: TOLD, limit: ASKED });
    latest = page.events.filter(({ set_aside }) => set_aside === null).slice(0, SHOWN);
    broken = false;
  } catch {
    broken = true;
  }
}

/** Whoever is shown has other figures, or is in the records no more. */
async function readAgain(): Promise<void> {
  if (found?.kind !== 'customer') return;
  const question = asked;
  const { organization, customer_id } = found.page.customer;
  const page = await commands.customer(organization, customer_id).catch(() => undefined);
  if (question !== asked || page === undefined || !isShown(organization, customer_id)) return;
  if (page === null) return strip.clear();
  // Where another program takes records in, each of them may be of anybody.
  const other = JSON.stringify(page) !== JSON.stringify(found.page);
  found = { kind: 'customer', code: found.code, page };
  if (other) stay();
}

/** Another one may have been looked up meanwhile. */
function isShown(organization: string, customerId: string): boolean {
  if (found?.kind !== 'customer') return false;
  const { customer } = found.page;
  return customer.organization === organization && customer.customer_id === customerId;
}
