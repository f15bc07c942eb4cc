// What the counter hears: stamps and points as they arrive, a reward that waits, a connection that breaks.

import { untrack } from 'svelte';
import { commands } from './api';
import type { Changed, Status } from './bindings';
import { connectionState } from './connection';
import { changeSettings, desk } from './desk.svelte';
import { onChanged } from './live';
import { paced } from './paced';
import { onReward } from './rewards';
import { BreakWatch, SoundRules, USUAL_SOUNDS, earnedJustNow, wanted } from './soundRules';
import type { Sound, Sounds } from './soundRules';
import { play, wake } from './speaker';

/** As many as one look at what is new takes in, and the pause between two looks. */
const LOOK = 20;
const PAUSE_MS = 300;
/** An earning waits so long for the reward that may go with it, and gives way. */
const YIELD_MS = 150;

const rules = new SoundRules();

export function soundsOf(status: Status | null): Sounds {
  return { ...USUAL_SOUNDS, ...status?.settings.sounds };
}

export function changeSounds(change: Partial<Sounds>): Promise<void> {
  return changeSettings({ sounds: { ...soundsOf(desk.status), ...change } });
}

/** Sounds for as long as the calling component stands. What is there already makes none. */
export function followSounds(): void {
  const breaks = new BreakWatch();
  $effect(() => {
    if (desk.status && breaks.breaks(connectionState(desk.status))) untrack(() => sound('fault'));
  });
  $effect(() => {
    const arrivals = new Arrivals();
    const stops = [
      () => arrivals.stop(),
      onChanged((changed) => arrivals.follow(changed)),
      onReward(() => sound('reward')),
      onTouch(wake),
    ];
    return () => stops.forEach((stop) => stop());
  });
}

function sound(kind: Sound): void {
  const sounds = soundsOf(desk.status);
  if (rules.allows(kind, sounds, performance.now())) play(kind, sounds.volume);
}

/** Looks at what arrived since the last look. */
class Arrivals {
  /** The newest arrival number at the last look; null before the first, to which everything is history. */
  private last: number | null = null;
  private stopped = false;
  private readonly look = paced(() => this.lookOnce(), PAUSE_MS);

  constructor() {
    void this.lookOnce();
  }

  /** What another program took in has no number. */
  follow({ newest_seq, all }: Changed): void {
    if (all || this.last === null || newest_seq > this.last) this.look();
  }

  stop(): void {
    this.stopped = true;
  }

  /** While no earning is to be heard, it only learns where to go on from. */
  private async lookOnce(): Promise<void> {
    const after = this.last;
    const heard = after !== null && wanted('earn', soundsOf(desk.status));
    const arrived = await this.fetch(after, heard ? LOOK : 1);
    if (!arrived) return;
    this.last = Math.max(this.last ?? 0, arrived[0]?.seq ?? 0);
    if (heard && earnedJustNow(arrived)) setTimeout(() => this.earn(), YIELD_MS);
  }

  private earn(): void {
    if (!this.stopped) sound('earn');
  }

  private async fetch(after: number | null, limit: number) {
    const everything = { organization: null, before: null, events: [], code_prefix: null };
    try {
      return (await commands.feed({ ...everything, after, limit })).events;
    } catch {
      return null; // The screens say what is wrong.
    }
  }
}

function onTouch(act: () => void): () => void {
  const kinds = ['pointerdown', 'keydown'] as const;
  for (const kind of kinds) window.addEventListener(kind, act);
  return () => kinds.forEach((kind) => window.removeEventListener(kind, act));
}
