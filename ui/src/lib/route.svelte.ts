// Which screen is open, and the way back. What is the owner's opens once the PIN was given, whoever leads there.

import { desk, ownerIsHere } from './desk.svelte';
import { isOwners } from './pin';

export type Route =
  | { screen: 'counter' }
  | { screen: 'customers' }
  | { screen: 'coupons' }
  | { screen: 'points' }
  | { screen: 'reports' }
  | { screen: 'connection'; adding: boolean }
  | { screen: 'settings'; part: SettingsPart }
  | { screen: 'day_close'; seq: number | null }
  | { screen: 'look_up'; code: string }
  | { screen: 'customer'; organization: string; customerId: string };

/** What the settings are divided into. */
export type SettingsPart = 'general' | 'books' | 'data';

export type Home = 'counter' | 'customers' | 'coupons' | 'points' | 'reports' | 'connection' | 'settings';

const COUNTER: Route = { screen: 'counter' };

let current = $state.raw<Route>(COUNTER);
/** Where "back" leads: the last screen of the rail. */
let home: Home = 'counter';

export const route = {
  get current(): Route {
    return desk.locked && isOwners(current.screen) ? COUNTER : current;
  },
  go(screen: Home): void {
    open(homeRoute(screen), screen);
  },
  /** The connection, ready to take a secret. */
  addSecret(): void {
    open({ screen: 'connection', adding: true }, 'connection');
  },
  settings(part: SettingsPart): void {
    open({ screen: 'settings', part }, 'settings');
  },
  /** The end of the day: a day that was closed, or the present one without a number. */
  dayClose(seq: number | null): void {
    open({ screen: 'day_close', seq }, 'reports');
  },
  lookUp(code: string): void {
    current = { screen: 'look_up', code };
  },
  customer(organization: string, customerId: string): void {
    current = { screen: 'customer', organization, customerId };
  },
  back(): void {
    current = homeRoute(home);
  },
  /** The owner is gone: the counter takes the place of what is the owner's. */
  leaveOwners(): void {
    if (isOwners(home)) home = 'counter';
    if (isOwners(current.screen)) current = COUNTER;
  },
};

function open(next: Route, from: Home): void {
  if (desk.locked && isOwners(next.screen)) {
    void ownerIsHere().then((here) => here && open(next, from));
    return;
  }
  home = from;
  current = next;
}

function homeRoute(screen: Home): Route {
  if (screen === 'connection') return { screen, adding: false };
  return screen === 'settings' ? { screen, part: 'general' } : { screen };
}
