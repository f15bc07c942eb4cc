// What the PIN keeps for the owner, and that the owner is still here.

import { commands } from './api';
import { desk } from './desk.svelte';
import type { Route } from './route.svelte';

/** What a PIN looks like. */
export const PIN = /^\d{4,8}$/;
export const MOST_DIGITS = 8;
/** The desk is told so often at most that the owner is here. */
const TELL_MS = 10_000;

/** Whoever stands at the counter may see these. */
const OPEN = new Set<Route['screen']>(['counter', 'coupons', 'look_up', 'customer']);

export function isOwners(screen: Route['screen']): boolean {
  return !OPEN.has(screen);
}

let told = -TELL_MS;

/** Something was pressed or pointed at on `screen`. At the counter that may be anybody: it does not count as the owner. */
export function ownerActs(screen: Route['screen'], at: number): void {
  if (!desk.pin.unlocked || !isOwners(screen) || at - told < TELL_MS) return;
  told = at;
  void commands.touch().catch(desk.fail);
}

/** Minutes and seconds. */
export function remaining(until: string, now: number): string | null {
  const seconds = Math.ceil((Date.parse(until) - now) / 1000);
  return seconds > 0 ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}` : null;
}
