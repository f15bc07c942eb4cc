// What is heard of what happens: pure rules, so that a busy counter does not become a slot machine.

import type { FeedEvent, Sounds as Chosen } from './bindings';
import { CONNECTION_SIGNS, type ConnectionState } from './connection';
import { lateSince } from './format';

export type Sound = 'earn' | 'reward' | 'fault';
export const SOUNDS = ['earn', 'reward', 'fault'] as const satisfies Sound[];

/** The owner's choices, none left open. */
export type Sounds = Required<Chosen>;

export const USUAL_SOUNDS: Sounds = {
  volume: 60,
  muted: false,
  paused_until: null,
  earn: true,
  reward: true,
  fault: true,
};

/** No kind is heard more often than this. */
export const GAP_MS = 1_500;

/** Whether a sound is made now: switched on, not muted, not just heard, and not beneath a better one. */
export class SoundRules {
  private readonly heard = new Map<Sound, number>();

  allows(sound: Sound, sounds: Sounds, at: number): boolean {
    if (!wanted(sound, sounds)) return false;
    if (this.isFresh(sound, at) || (sound === 'earn' && this.isFresh('reward', at))) return false;
    this.heard.set(sound, at);
    return true;
  }

  private isFresh(sound: Sound, at: number): boolean {
    return at - (this.heard.get(sound) ?? -Infinity) < GAP_MS;
  }
}

export function wanted(sound: Sound, sounds: Sounds, now = Date.now()): boolean {
  return !sounds.muted && !arePaused(sounds, now) && sounds.volume > 0 && sounds[sound];
}

export function arePaused({ paused_until }: Sounds, now: number): boolean {
  return paused_until !== null && now < Date.parse(paused_until);
}

const EARNING = new Set(['stamp.earned', 'stamp.redeemed', 'points.earned']);

/** Somebody was given stamps or points a moment ago. What was set aside, or happened hours ago, is silent. */
export function earnedJustNow(arrived: readonly FeedEvent[]): boolean {
  return arrived.some(
    ({ event, set_aside, occurred_at, received_at }) =>
      set_aside === null && EARNING.has(event ?? '') && lateSince(occurred_at, received_at) === null,
  );
}

/**
 * When the connection breaks: once, and not again before it was seen to be well. A tunnel that is started anew every
 * half minute, and fails, is heard once; so is nothing of what was broken from the start.
 */
export class BreakWatch {
  private well = false;

  breaks(state: ConnectionState): boolean {
    if (isWell(state)) this.well = true;
    if (!this.well || CONNECTION_SIGNS[state].ink !== 'text-fault') return false;
    this.well = false;
    return true;
  }
}

function isWell(state: ConnectionState): boolean {
  return state === 'on' || state === 'reachable' || state === 'quiet';
}
