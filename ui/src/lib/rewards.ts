// Staff who do not know that a reward is waiting are what owners complain of most. So when an event of somebody arrives
// who has a coupon waiting, or their page is opened, whoever listens here is told: a banner, a sound. And when an event of
// somebody arrives who has none, that is told too: what was just used waits no more.

import { commands } from './api';
import type { CustomerPage, FeedEvent } from './bindings';
import { waitingCoupons } from './coupons';
import { onChanged } from './live';
import { paced } from './paced';

export type Reward = {
  /** An event of theirs arrived, or their page was opened. */
  how: 'arrived' | 'opened';
  organization: string;
  customerId: string;
  code: number | null;
  nickname: string | null;
  /** The names of the coupons that wait, oldest first. */
  coupons: (string | null)[];
};

/** Somebody who has none waiting. */
export type Unrewarded = Pick<Reward, 'organization' | 'customerId'>;

/** How many coupons somebody had when it was told, and when that was. */
type Told = Map<string, { coupons: number; at: number }>;

/** Asks no more often than this. */
const PAUSE_MS = 500;
/** Of a burst, only the newest so many customers. */
const MOST = 3;
/** Who was served longer ago than this has left the counter: their event came late. */
const AT_THE_COUNTER_MS = 10 * 60_000;
/** One purchase is several events. */
const SAME_VISIT_MS = 20_000;

const listeners = new Set<(reward: Reward) => void>();
const goneListeners = new Set<(who: Unrewarded) => void>();

/** Listen until the returned function is called. */
export function onReward(listener: (reward: Reward) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Listen, until the returned function is called, to who was served and has nothing waiting, or nothing any more. */
export function onRewardGone(listener: (who: Unrewarded) => void): () => void {
  goneListeners.add(listener);
  return () => goneListeners.delete(listener);
}

/** The page of somebody was opened. */
export function rewardOpened(page: CustomerPage): void {
  const reward = rewardOf(page, 'opened');
  if (reward) tell(reward);
}

export function rewardOf({ customer, nickname }: CustomerPage, how: Reward['how']): Reward | null {
  const waiting = waitingCoupons(customer.coupons);
  if (waiting.length === 0) return null;
  const { organization, customer_id: customerId, customer_code: code } = customer;
  return { how, organization, customerId, code, nickname, coupons: waiting.map((one) => one.coupon_name) };
}

/**
 * Watch what arrives from now on, of one shop or of all; what was there before is history. Ends when the returned function is
 * called.
 */
export function watchRewards(organization: () => string | null = () => null): () => void {
  let newest: number | null = null;
  const told: Told = new Map();

  const look = paced(async () => {
    try {
      if (newest === null) return await begin();
      const events = await since(organization(), newest);
      newest = events[0]?.seq ?? newest;
      for (const [organization, customerId] of whoIsHere(events)) {
        const page = await commands.customer(organization, customerId);
        const reward = page && rewardOf(page, 'arrived');
        if (!reward) tellGone({ organization, customerId }, told);
        else if (isNews(reward, told)) tell(reward);
      }
    } catch {
      // The screens say what is wrong with the desk; the next event is the next chance.
    }
  }, PAUSE_MS);

  const begin = async () => {
    const [head] = await fetchFeed(organization(), null, 1);
    newest = Math.max(newest ?? 0, head?.seq ?? 0);
  };
  begin().catch(() => {}); // the first look tries again
  // What another program took in has no number.
  return onChanged(({ newest_seq, all }) => {
    if (all || newest === null || newest_seq > newest) look();
  });
}

function since(organization: string | null, seq: number): Promise<FeedEvent[]> {
  return fetchFeed(organization, seq, 20);
}

async function fetchFeed(
  organization: string | null,
  after: number | null,
  limit: number,
): Promise<FeedEvent[]> {
  const query = { organization, before: null, after, limit, events: [], code_prefix: null };
  return (await commands.feed(query)).events;
}

/** The newest customers who stand at the counter, each once. */
export function whoIsHere(events: readonly FeedEvent[]): [organization: string, customerId: string][] {
  const here = new Map<string, [string, string]>();
  for (const { organization, customer_id, set_aside, occurred_at, received_at } of events) {
    if (organization === null || customer_id === null || set_aside !== null) continue;
    const late = occurred_at === null ? 0 : Date.parse(received_at) - Date.parse(occurred_at);
    if (late < AT_THE_COUNTER_MS) here.set(`${organization} ${customer_id}`, [organization, customer_id]);
  }
  return [...here.values()].slice(0, MOST);
}

function isNews(reward: Reward, told: Told): boolean {
  const now = Date.now();
  for (const [key, { at }] of told) if (now - at > SAME_VISIT_MS) told.delete(key);
  const key = keyOf(reward);
  const before = told.get(key)?.coupons ?? 0;
  told.set(key, { coupons: reward.coupons.length, at: now });
  return reward.coupons.length > before;
}

/** Who it is, within one window. */
export function keyOf({ organization, customerId }: Unrewarded): string {
  return `${organization} ${customerId}`;
}

function tellGone(who: Unrewarded, told: Told): void {
  told.delete(keyOf(who));
  goneListeners.forEach((listener) => listener(who));
}

function tell(reward: Reward): void {
  listeners.forEach((listener) => listener(reward));
}
