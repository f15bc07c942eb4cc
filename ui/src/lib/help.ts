// F1: the manual, in a window of its own, where it speaks of what is on the screen.

import { commands } from './api';
import type { HelpTopic, Status } from './bindings';
import { desk } from './desk.svelte';
import { firstStartDue } from './firstStart';
import { language } from './i18n.svelte';
import { pinPrompt } from './pinPrompt.svelte';
import { route, type Route } from './route.svelte';

const TOPICS: Record<Route['screen'], HelpTopic> = {
  counter: 'counter',
  look_up: 'customer',
  customer: 'customer',
  customers: 'customers',
  coupons: 'coupons',
  points: 'points',
  reports: 'reports',
  day_close: 'reports',
  connection: 'connection',
  settings: 'settings',
};

/** What the manual is asked about, wherever the owner is. */
export function topicOf(status: Status | null, here: Route): HelpTopic {
  if (status?.store.state === 'failed') return 'trouble';
  if (status && firstStartDue(status)) return 'first_start';
  return here.screen === 'settings' && here.part === 'data' ? 'data' : TOPICS[here.screen];
}

export function openHelp(): void {
  const topic = pinPrompt.open ? 'pin' : topicOf(desk.status, route.current);
  const theme = desk.status?.settings.theme ?? null;
  commands.openHelp(topic, language.current, theme).catch(desk.fail);
}

/** A key pressed anywhere. */
export function helpKey(event: KeyboardEvent): void {
  const { key, ctrlKey, altKey, shiftKey, metaKey, repeat } = event;
  if (key !== 'F1' || ctrlKey || altKey || shiftKey || metaKey) return;
  event.preventDefault(); // elsewhere F1 opens the browser's own help
  if (!repeat) openHelp();
}
