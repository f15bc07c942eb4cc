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

/** Looks at what arrived since the last look; only while the earning of stamps and points is to be heard. */
class Arrivals {
  /** The newest arrival number at the last look; before the first change it is history, whatever it is. */
  private last: number | null = null;
  private newest = 0;
  private stopped = false;
  private readonly look = paced(() => this.lookOnce(), PAUSE_MS);

  constructor() {
    void this.begin();
  }

  follow({ newest_seq }: Changed): void {
    this.newest = newest_seq;
    if (this.last !== null && newest_seq > this.last) this.look();
  }

  stop(): void {
    this.stopped = true;
  }

  private async begin(): Promise<void> {
    const [newest] = await this.fetch(null, 1);
    this.last = Math.max(newest?.seq ?? 0, this.newest);
  }

  private async lookOnce(): Promise<void> {
    const after = this.last;
    this.last = this.newest;
    if (!wanted('earn', soundsOf(desk.status))) return;
    if (earnedJustNow(await this.fetch(after, LOOK))) setTimeout(() => this.earn(), YIELD_MS);
  }

  private earn(): void {
    if (!this.stopped) sound('earn');
  }

  private async fetch(after: number | null, limit: number) {
    const everything = { organization: null, before: null, events: [], code_prefix: null };
    try {
      return (await commands.feed({ ...everything, after, limit })).events;
    } catch {
      return []; // The screens say what is wrong.
    }
  }
}

function onTouch(act: () => void): () => void {
  const kinds = ['pointerdown', 'keydown'] as const;
  for (const kind of kinds) window.addEventListener(kind, act);
  return () => kinds.forEach((kind) => window.removeEventListener(kind, act));
}
