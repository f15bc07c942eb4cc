// One thing a screen shows: loading, there, or failed. A refresh keeps the old figures until the new ones are there,
// and answers that are overtaken by a newer question are dropped.

import { untrack } from 'svelte';
import { faultOf, type Fault } from './api';
import { coalesce } from './coalesce';

export class Loaded<T> {
  value = $state.raw<T | null>(null);
  /** When what is shown was asked for. */
  asOf = $state<number | null>(null);
  fault = $state.raw<Fault | null>(null);
  loading = $state(true);
  private question = 0;

  readonly refresh: () => Promise<void>;

  /** `known` is there already: no question has to be asked for it. */
  constructor(
    private readonly fetch: () => Promise<T>,
    known: T | null = null,
  ) {
    this.refresh = coalesce(() => this.load());
    if (known === null) return;
    this.value = known;
    this.asOf = Date.now();
    this.loading = false;
  }

  /** Ask anew for something else: what is shown no longer answers the question. */
  restart(): Promise<void> {
    this.question += 1;
    this.value = null;
    this.loading = true;
    return this.refresh();
  }

  private async load(): Promise<void> {
    const question = this.question;
    try {
      const asOf = Date.now();
      const value = await untrack(this.fetch);
      if (question !== this.question) return;
      this.value = value;
      this.asOf = asOf;
      this.fault = null;
    } catch (thrown) {
      if (question !== this.question) return;
      this.fault = faultOf(thrown);
    }
    this.loading = false;
  }
}
