// The live feed: a window of the log that grows at both ends. Rows that arrive while the list is being read wait
// until the reader asks for them or comes back to the top.

import { commands, faultOf, type Fault } from './api';
import type { FeedEvent, FeedPage, FeedQuery } from './bindings';
import { coalesce } from './coalesce';

export const PAGE = 60;

/** A list that nobody reads is cut to this length: a busy week must not pile up in the window. */
export const KEPT = 600;

/** Which events: of which shop and kinds, and of which codes. */
export type FeedChoice = Pick<FeedQuery, 'organization' | 'events' | 'code_prefix' | 'set_aside'>;

export const EVERYTHING: FeedChoice = { organization: null, events: [], code_prefix: null, set_aside: false };

export class Feed {
  events = $state.raw<FeedEvent[]>([]);
  /** Arrived but not shown yet, newest first. */
  waiting = $state.raw<FeedEvent[]>([]);
  /** More has arrived than one page holds: what waits is not all of it. */
  beyond = $state(false);
  more = $state(false);
  loading = $state(true);
  fault = $state.raw<Fault | null>(null);
  /** Rows that arrived after this one are new to the reader's eye. */
  since = $state(0);
  private held = false;
  private outdated = false;
  /** More arrived between two looks than one page holds: they fly by. */
  private rush = false;
  private choice = EVERYTHING;
  private generation = 0;
  /** The choice that the list is of: until the head of another one is here, nothing may be put to it. */
  private shown = 0;

  /** One question at a time: two answers side by side would show the same rows twice. */
  readonly newer: () => Promise<void>;

  /** The list moves every so many milliseconds, in a rush three times as many: rows that fly by can be read by nobody. */
  constructor(pause = 300) {
    const apart = () => (this.rush ? pause * 3 : pause);
    this.newer = coalesce(
      () => this.load(),
      () => (this.isOfAnother && this.loading ? 0 : apart()),
    );
  }

  /** Rows that were there may read otherwise now. While the list is being read, it stays as it is. */
  anew(): Promise<void> {
    this.outdated = true;
    return this.newer();
  }

  /** Start over with another choice. */
  async show(choice: FeedChoice): Promise<void> {
    this.choice = choice;
    this.generation += 1;
    this.loading = true;
    this.held = false;
    await this.newer();
  }

  /** While held, new rows wait. Letting go shows them. */
  async hold(held: boolean): Promise<void> {
    if (this.held === held) return;
    this.held = held;
    if (!held) await this.release();
  }

  async release(): Promise<void> {
    this.held = false;
    if (this.beyond || this.outdated) return this.anew();
    this.showWaiting();
  }

  /** The reader has had a moment to see what is new. */
  seen(): void {
    this.since = this.events[0]?.seq ?? 0;
  }

  /** What the owner said of a row holds at once, also while the list stays as it is. */
  mark(seq: number, test: boolean): void {
    this.events = this.events.map((one) =>
      one.seq === seq ? { ...one, set_aside: test ? 'test' : null } : one,
    );
  }

  async older(): Promise<void> {
    const oldest = this.events.at(-1)?.seq;
    if (!this.more || this.loading || this.isOfAnother || oldest === undefined) return;
    this.loading = true;
    const page = await this.fetch({ before: oldest });
    if (!page || this.events.at(-1)?.seq !== oldest) return;
    this.events = [...this.events, ...page.events];
    this.more = page.more;
  }

  private get isOfAnother(): boolean {
    return this.shown !== this.generation;
  }

  private load(): Promise<void> {
    if (this.isOfAnother || (this.outdated && !this.held)) return this.loadHead();
    return this.loadNewer();
  }

  private async loadHead(): Promise<void> {
    this.outdated = false;
    const page = await this.fetch({});
    if (!page) {
      this.outdated = true;
      return;
    }
    this.shown = this.generation;
    this.events = page.events;
    this.more = page.more;
    this.waiting = [];
    this.beyond = false;
    this.seen();
  }

  private async loadFirst(): Promise<void> {
    await this.loadHead();
    this.since = 0;
  }

  private async loadNewer(): Promise<void> {
    const newest = this.waiting[0] ?? this.events[0];
    if (!newest) return this.loadFirst();
    const page = await this.fetch({ after: newest.seq });
    this.rush = page?.more ?? false;
    if (!page || page.events.length === 0) return;
    if ((page.more || this.beyond) && !this.held) return this.loadHead();
    if (page.more) this.beyond = true;
    this.waiting = page.more ? page.events : [...page.events, ...this.waiting];
    if (!this.held) this.showWaiting();
  }

  private showWaiting(): void {
    if (this.waiting.length === 0) return;
    this.since = this.events[0]?.seq ?? 0;
    const events = [...this.waiting, ...this.events];
    this.more ||= events.length > KEPT;
    this.events = events.slice(0, KEPT);
    this.waiting = [];
  }

  /** One page, or null when it failed or when the choice changed meanwhile. */
  private async fetch(where: Partial<FeedQuery>): Promise<FeedPage | null> {
    const generation = this.generation;
    const query = { before: null, after: null, limit: PAGE, ...this.choice, ...where };
    try {
      const page = await commands.feed(query);
      if (generation !== this.generation) return null;
      this.fault = null;
      this.loading = false;
      return page;
    } catch (thrown) {
      if (generation !== this.generation) return null;
      this.fault = faultOf(thrown);
      this.loading = false;
      return null;
    }
  }
}
