// Where the stamps of a card sit, and how each one was pressed. Pure: the same slot always looks the same.

export const MOST_SLOTS = 24;

export type Slot = {
  /** From 1; the last one is the reward. */
  number: number;
  inked: boolean;
  reward: boolean;
  press: Press;
};

/** How a hand pressed the stamp: degrees askew, an offset in hundredths of the slot, and where ink is missing. */
export type Press = { tilt: number; x: number; y: number; specks: Speck[] };
export type Speck = { x: number; y: number; r: number };

export type CardLayout = { columns: number; slots: Slot[] };

/** Slots in at most two rows, or null for a card too large to be drawn slot by slot. */
export function cardLayout(balance: number, maxStamps: number): CardLayout | null {
  if (!Number.isInteger(maxStamps) || maxStamps < 1 || maxStamps > MOST_SLOTS) return null;
  const slots = Array.from({ length: maxStamps }, (_, index) => ({
    number: index + 1,
    inked: index < balance,
    reward: index === maxStamps - 1,
    press: pressOf(index + 1),
  }));
  return { columns: maxStamps <= 5 ? maxStamps : Math.ceil(maxStamps / 2), slots };
}

export function stampsToGo(balance: number, maxStamps: number): number {
  return Math.max(0, maxStamps - balance);
}

/** The share of a card that is inked, 0 to 1. */
export function filled(balance: number, maxStamps: number): number {
  return maxStamps > 0 ? Math.min(1, Math.max(0, balance / maxStamps)) : 0;
}

/** The outline of the reward slot: a seal with a wavy edge, in a box of 100. */
export function sealPath(waves = 12, outer = 47, inner = 40): string {
  const corner = (step: number, radius: number) => {
    const angle = (step * Math.PI) / waves;
    return `${(50 + radius * Math.sin(angle)).toFixed(1)} ${(50 - radius * Math.cos(angle)).toFixed(1)}`;
  };
  const curves = Array.from(
    { length: waves },
    (_, wave) => `Q ${corner(wave * 2, outer + 5)} ${corner(wave * 2 + 1, inner)}`,
  );
  return `M ${corner(-1, inner)} ${curves.join(' ')} Z`;
}

function pressOf(slot: number): Press {
  const next = sequence(slot);
  const tilt = Math.round((next() - 0.5) * 26);
  const [x, y] = [spread(next(), 5), spread(next(), 5)];
  const specks = Array.from({ length: 5 }, () => ({
    x: 50 + spread(next(), 32),
    y: 50 + spread(next(), 32),
    r: 0.8 + next() * 1.7,
  }));
  return { tilt, x, y, specks };
}

function spread(unit: number, reach: number): number {
  return Math.round((unit - 0.5) * 2 * reach * 10) / 10;
}

/** Numbers in 0..1 that depend on the seed alone (mulberry32). */
function sequence(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
