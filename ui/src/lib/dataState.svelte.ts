// The shop's data for whoever shows a part of them. Counting them takes a moment, and asking for the backups' folder may too:
// they are asked for only while somebody looks, and now and then for the banner.

import { untrack } from 'svelte';
import { commands } from './api';
import type { BackupFault, BackupState } from './bindings';
import { Loaded } from './loaded.svelte';

const OFTEN_MS = 30_000;
/** While a backup is being made. */
const SOON_MS = 2_000;
const SELDOM_MS = 10 * 60_000;
/** A stick that was taken home for the night is nobody's fault. */
const DAY_MS = 24 * 60 * 60_000;

export const dataState = new Loaded(commands.dataState);

/** Keeps them fresh for as long as the calling component stands. */
export function followData(): void {
  void untrack(dataState.refresh);
  every(() => (dataState.value?.backups.running ? SOON_MS : OFTEN_MS));
}

/** The same for whoever only has to warn, and where backups are made at all. */
export function watchData(worth: () => boolean): void {
  const backups = $derived(worth());
  const troubled = $derived((dataState.value?.backups.last_fault ?? null) !== null);
  $effect(() => {
    if (backups) void untrack(dataState.refresh);
  });
  every(() => (backups ? (troubled ? OFTEN_MS : SELDOM_MS) : null));
}

function every(pause: () => number | null): void {
  const wanted = $derived(pause());
  $effect(() => {
    if (wanted === null) return;
    const asking = setInterval(() => void dataState.refresh(), wanted);
    return () => clearInterval(asking);
  });
}

/** What the owner has to do something about: at once, or once the folder has been away for a day. */
export function pressingFault({ folder, last_fault }: BackupState, now: number): BackupFault | null {
  if (folder === null || last_fault === null) return null;
  const waited = now - Date.parse(last_fault.at) >= DAY_MS;
  return last_fault.kind !== 'not_there' || waited ? last_fault : null;
}

/** Whether the disk has room for what comes, and for the copy that a backup begins with; null when nobody knows. */
export function roomIsLow(bytes: number, free: number | null): boolean | null {
  return free === null ? null : free < Math.max(1e9, 2 * bytes);
}
