// What the customers' display shows. It is told over a channel of its own, and may ask nothing.

import { Channel } from '@tauri-apps/api/core';
import { commands } from '../lib/api';
import type { DisplayShows, Shown } from '../lib/bindings';
import { useTheme } from '../lib/theme';
import { useLanguage } from '../side/texts.svelte';

/** Somebody who is told of again is shown anew: what has just come lands on the card. */
export type Visit = Shown & { number: number };

let visit = $state.raw<Visit | null>(null);
let demo = $state(false);
let number = 0;

export const display = {
  get visit(): Visit | null {
    return visit;
  },
  get demo(): boolean {
    return demo;
  },
};

export function startDisplay(): void {
  const channel = new Channel<DisplayShows>();
  channel.onmessage = receive;
  void commands.watchDisplay(channel, navigator.language);
}

function receive(shows: DisplayShows): void {
  useLanguage(shows.language);
  useTheme(shows.theme);
  demo = shows.demo;
  visit = shows.customer && { ...shows.customer, number: (number += 1) };
}
