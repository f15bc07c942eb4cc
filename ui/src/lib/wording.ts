// What an event says, in words. The only place that knows the platform's event names as sentences.

import type { Details, FeedEvent } from './bindings';
import { ago, count, money, type Language } from './format';
import type { Translate } from './i18n.svelte';

export type Tone = 'earned' | 'reward' | 'redeemed' | 'system';
export type Sign =
  'stamp' | 'card_filled' | 'points' | 'spent' | 'coupon' | 'enrolled' | 'unknown' | 'set_aside' | 'test';

export type Words = {
  sign: Sign;
  tone: Tone;
  text: string;
  /** Why an event without effect has none. */
  reason: string | null;
};

/** What Stampdesk calls the event that it sends to itself. */
const OWN_TEST = 'stampdesk.test';

/** Sent by this program to itself; nothing but its name together with the log's word makes it one. */
export function isOwnTest({ event, set_aside }: FeedEvent): boolean {
  return event === OWN_TEST && set_aside === 'test';
}

/** What the owner may say of it: that it was a test, or that it was real after all; null where it changes nothing. */
export function markable(event: FeedEvent): 'test' | 'real' | null {
  if (event.set_aside === null) return 'test';
  return event.set_aside === 'test' && !isOwnTest(event) ? 'real' : null;
}

export function wordsOf(event: FeedEvent, t: Translate, language: Language): Words {
  if (isOwnTest(event)) {
    return { sign: 'test', tone: 'system', text: t('event.own_test'), reason: t('event.own_test_why') };
  }
  if (event.set_aside === 'test') return markedTest(event, t, language);
  if (event.set_aside !== null) {
    return {
      sign: 'set_aside',
      tone: 'system',
      text: t('event.set_aside'),
      reason: setAsideReason(event.set_aside, t),
    };
  }
  return wordsOfEffect(event, t, language);
}

function wordsOfEffect(event: FeedEvent, t: Translate, language: Language): Words {
  const said = saidBy(event.event, event.details, t, language);
  return said ? { ...said, reason: null } : unknownKind(event, t);
}

/** As many lines as before it was marked: the row keeps its height. */
function markedTest(event: FeedEvent, t: Translate, language: Language): Words {
  const { text, reason } = wordsOfEffect(event, t, language);
  return { sign: 'test', tone: 'system', text: t('event.marked_test', { said: text }), reason };
}

function saidBy(
  name: string | null,
  details: Details,
  t: Translate,
  language: Language,
): Omit<Words, 'reason'> | null {
  switch (name) {
    case 'stamp.earned':
      return { sign: 'stamp', tone: 'earned', text: stampsEarned(details, t) };
    case 'stamp.redeemed':
      return { sign: 'card_filled', tone: 'reward', text: cardFilled(details, t) };
    case 'points.earned':
      return { sign: 'points', tone: 'earned', text: pointsEarned(details, t) };
    case 'points.spent':
      return { sign: 'spent', tone: 'redeemed', text: pointsSpent(details, t, language) };
    case 'coupon.redeemed':
      return { sign: 'coupon', tone: 'redeemed', text: couponUsed(details, t) };
    case 'customer.enrolled':
      return { sign: 'enrolled', tone: 'earned', text: t('event.enrolled') };
    default:
      return null;
  }
}

/** The balance after the event, as a figure and the word that belongs to it. */
export function balanceOf(
  details: Details,
  t: Translate,
  language: Language,
): { figure: string; unit: string } | null {
  if (details.stamp_balance !== null) {
    return { figure: stampFigure(details.stamp_balance, details.max_stamps), unit: '' };
  }
  if (details.point_balance === null) return null;
  const unit = t('event.points', { count: details.point_balance });
  return { figure: count(details.point_balance, language), unit };
}

/** "7/10", or the bare number when nobody said how many stamps fill the card. */
export function stampFigure(balance: number, maxStamps: number | null): string {
  return maxStamps === null ? String(balance) : `${balance}/${maxStamps}`;
}

/** The purchase, and what points left of it to pay. */
export function amountsOf(details: Details, currency: string, t: Translate, language: Language): string[] {
  const amounts = [];
  if (details.amount !== null) amounts.push(money(details.amount, currency, language));
  if (details.remaining_amount !== null) {
    amounts.push(t('event.remaining', { amount: money(details.remaining_amount, currency, language) }));
  }
  return amounts;
}

export function lastSeen(iso: string | null, now: number, t: Translate, language: Language): string {
  return t('customer.last_seen', { ago: iso === null ? t('app.unknown') : ago(iso, now, language) });
}

function stampsEarned({ stamps_added }: Details, t: Translate): string {
  return stamps_added === null ? t('event.stamps_unsaid') : t('event.stamps_earned', { count: stamps_added });
}

function cardFilled({ coupon_name }: Details, t: Translate): string {
  return coupon_name === null
    ? t('event.card_filled_plain')
    : t('event.card_filled', { coupon: coupon_name });
}

function couponUsed({ coupon_name }: Details, t: Translate): string {
  return coupon_name === null
    ? t('event.coupon_used_plain')
    : t('event.coupon_used', { coupon: coupon_name });
}

function pointsEarned({ points_added }: Details, t: Translate): string {
  return points_added === null
    ? t('event.points_earned_unsaid')
    : t('event.points_earned', { count: points_added });
}

function pointsSpent({ points_spent, points_earned }: Details, t: Translate, language: Language): string {
  if (points_spent === null) return t('event.points_spent_unsaid');
  if (!points_earned) return t('event.points_spent', { count: points_spent });
  return t('event.points_spent_earned', { spent: count(points_spent, language), count: points_earned });
}

function unknownKind(event: FeedEvent, t: Translate): Words {
  const text = t('event.unknown_kind', { name: event.event ?? '?' });
  return { sign: 'unknown', tone: 'system', text, reason: t('event.unknown_kind_why') };
}

function setAsideReason(reason: string, t: Translate): string {
  if (reason === 'unreadable') return t('event.unreadable');
  if (reason === 'future') return t('event.future');
  const missing = /^missing:(.+)$/.exec(reason);
  return missing?.[1] ? t('event.missing', { field: missing[1] }) : t('event.set_aside_why');
}
