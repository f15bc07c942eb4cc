// The three sounds, written down: a stamp that falls on felt, two bright tones that rise, two low ones that fall.

import type { Sound } from './soundRules';

/** One tone or knock: seconds from the start, hertz, and how loud from 0 to 1. */
export type Tone = {
  wave: 'sine' | 'triangle' | 'felt';
  at: number;
  lasts: number;
  from: number;
  to: number;
  peak: number;
};

export const TONES: Record<Sound, Tone[]> = {
  earn: [
    { wave: 'felt', at: 0, lasts: 0.06, from: 900, to: 300, peak: 0.5 },
    { wave: 'sine', at: 0, lasts: 0.12, from: 150, to: 58, peak: 0.8 },
    { wave: 'sine', at: 0.05, lasts: 0.24, from: 587.3, to: 587.3, peak: 0.16 },
  ],
  reward: [
    { wave: 'triangle', at: 0, lasts: 0.16, from: 784, to: 784, peak: 0.4 },
    { wave: 'sine', at: 0, lasts: 0.12, from: 1568, to: 1568, peak: 0.12 },
    { wave: 'triangle', at: 0.12, lasts: 0.26, from: 1174.7, to: 1174.7, peak: 0.45 },
    { wave: 'sine', at: 0.12, lasts: 0.2, from: 2349.3, to: 2349.3, peak: 0.12 },
  ],
  fault: [
    { wave: 'triangle', at: 0, lasts: 0.18, from: 220, to: 216, peak: 0.6 },
    { wave: 'triangle', at: 0.17, lasts: 0.22, from: 164.8, to: 155, peak: 0.65 },
  ],
};

export function length(sound: Sound): number {
  return Math.max(...TONES[sound].map(({ at, lasts }) => at + lasts));
}
