// Which paper a page goes onto: the owner's last choice on this PC, and how long a page on the roll is.

import type { Paper } from './bindings';

export type Sort = Paper['paper'];

const KEPT = 'stampdesk.paper';
/** WebKit lays a printed page out at so many pixels for each point, and the roll is 80 mm wide. */
const PIXELS_PER_POINT = 1.25;
const MM_PER_POINT = 25.4 / 72;
export const ROLL_PIXELS = Math.floor((80 / MM_PER_POINT) * PIXELS_PER_POINT);

let chosen = $state<Sort>(kept());

export const paper = {
  get sort(): Sort {
    return chosen;
  },
  choose(sort: Sort): void {
    chosen = sort;
    try {
      localStorage.setItem(KEPT, sort);
    } catch {
      // Where nothing can be kept, it holds until the window closes.
    }
  },
};

/** How long the roll has to be for so many pixels, with a little to tear it off by. */
export function rollLength(pixels: number): number {
  return Math.ceil((pixels / PIXELS_PER_POINT) * MM_PER_POINT) + 4;
}

/** What the system's dialog is told of the page. The margins are the sheet's own: no header, no address line. */
export function pageRule(sort: Sort, pixels: number): string {
  const size = sort === 'a4' ? 'A4' : `80mm ${rollLength(pixels)}mm`;
  return `@page { size: ${size}; margin: 0; }`;
}

function kept(): Sort {
  try {
    return localStorage.getItem(KEPT) === 'roll80' ? 'roll80' : 'a4';
  } catch {
    return 'a4';
  }
}
