// The health report for whoever shows a part of it: asked for when the desk is other than before, and once a minute,
// since a silence grows by itself.

import { untrack } from 'svelte';
import { commands } from './api';
import { desk } from './desk.svelte';
import { Loaded } from './loaded.svelte';

const OFTEN_MS = 60_000;

export const health = new Loaded(commands.health);

/** Keeps it fresh for as long as the calling component stands. */
export function followHealth(): void {
  $effect(() => {
    void desk.status;
    void untrack(health.refresh);
  });
  $effect(() => {
    const asking = setInterval(() => void health.refresh(), OFTEN_MS);
    return () => clearInterval(asking);
  });
}
