// How the reports are looked at, kept while other screens are open: who comes back from a customer finds them as they were.

import { CHOICES, type Choice } from './reportPeriod';
import type { Measure } from './reportBars';

let choice = $state.raw<Choice>(CHOICES.month);
let measure = $state<Measure | null>(null);
let asTable = $state(false);
let scrolled = 0;
let left: number | null = null;

export const reportView = {
  get choice(): Choice {
    return choice;
  },
  set choice(chosen: Choice) {
    choice = chosen;
  },
  /** What is drawn; null until somebody chose. */
  get measure(): Measure | null {
    return measure;
  },
  set measure(chosen: Measure | null) {
    measure = chosen;
  },
  /** Drawings are shown as the tables behind them. */
  get asTable(): boolean {
    return asTable;
  },
  set asTable(chosen: boolean) {
    asTable = chosen;
  },
  /** How far down, for who looked at a customer in between. */
  leave(): void {
    left = scrolled;
  },
  scrolledTo(place: number): void {
    scrolled = place;
  },
  /** As it was left, once; null for who comes anew. */
  enter(): number | null {
    const place = left;
    left = null;
    return place;
  },
};
