// Where a quiet display presses its stamps: around what is written, never on it.

export type Place = {
  /** Hundredths of the monitor, from its left and its top. */
  x: number;
  y: number;
  tilt: number;
  reward: boolean;
};

export const PLACES: Place[] = [
  { x: 6, y: 9, tilt: -14, reward: false },
  { x: 79, y: 66, tilt: 9, reward: false },
  { x: 78, y: 6, tilt: 16, reward: true },
  { x: 4, y: 64, tilt: 7, reward: false },
  { x: 23, y: 75, tilt: -9, reward: true },
  { x: 60, y: -8, tilt: -5, reward: false },
  { x: 88, y: 36, tilt: -18, reward: false },
  { x: -4, y: 37, tilt: 12, reward: true },
];

/** In the size of a letter. */
export const DRIFT = [
  { x: 0, y: 0 },
  { x: 0.7, y: -0.5 },
  { x: -0.6, y: 0.6 },
  { x: 0.4, y: 0.8 },
  { x: -0.8, y: -0.4 },
];
