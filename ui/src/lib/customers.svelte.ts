// All customers, as far as the eye has come: pages of the desk's answer, put together by their place in it. Pages that
// something may have changed stay as they are until they are seen again.

import { commands, faultOf, type Fault } from './api';
import type { CustomerFilter, CustomerList, CustomerSort } from './bindings';
import { coalesce } from './coalesce';
import { movedBy, withPage, type Place } from './customerRows';

export const PAGE = 200;

export const FILTERS = {
  all: { show: 'all' },
  nearly_there: { show: 'nearly_there' },
  reward_waiting: { show: 'reward_waiting' },
  away_30: { show: 'away', days: 30 },
  away_60: { show: 'away', days: 60 },
  away_90: { show: 'away', days: 90 },
} as const satisfies Record<string, CustomerFilter>;

export type Filter = keyof typeof FILTERS;

/** What is asked for. */
export type Wanted = { organization: string | null; search: string; filter: Filter; sort: CustomerSort };

export class Customers {
  rows = $state.raw<readonly Place[]>([]);
  /** What the rows answer; null as long as nothing was answered. */
  answered = $state.raw<Wanted | null>(null);
  asOf = $state<number | null>(null);
  fault = $state.raw<Fault | null>(null);
  loading = $state(true);
  private wanted: Wanted | null = null;
  private seen = { from: 0, to: 0 };
  /** The pages that nothing has changed since they were fetched. */
  private fresh: readonly number[] = [];
  private changes = 0;

  /** `moved` is told by how many places the rows in sight moved down when others came or went above them. */
  constructor(private readonly moved: (places: number) => void = () => {}) {}

  /** For the head of the screen. */
  get value(): readonly Place[] | null {
    return this.answered && this.rows;
  }

  /** Ask for something else, from its beginning. What is shown stays until the answer is there. */
  ask(wanted: Wanted, from = 0): Promise<void> {
    this.wanted = wanted;
    this.seen = { from, to: from };
    return this.refresh();
  }

  /** These places are in sight. */
  see(from: number, to: number): Promise<void> {
    this.seen = { from, to };
    return this.load();
  }

  readonly refresh = (): Promise<void> => {
    this.fresh = [];
    this.changes += 1;
    return this.load();
  };

  private readonly load = coalesce(async () => {
    for (let page = this.due(); page !== null; page = this.due()) {
      if (!(await this.fetch(page))) return;
    }
  });

  /** The first page in sight that has to be fetched. */
  private due(): number | null {
    const last = Math.floor(Math.max(0, this.seen.to) / PAGE);
    for (let page = Math.floor(Math.max(0, this.seen.from) / PAGE); page <= last; page += 1) {
      if (!this.fresh.includes(page)) return page;
    }
    return null;
  }

  /** False when it failed, or when it is to be asked anew. */
  private async fetch(page: number): Promise<boolean> {
    const [wanted, changes, asOf] = [this.wanted, this.changes, Date.now()];
    if (!wanted) return false;
    try {
      const list = await commands.customers(queryOf(wanted, page));
      if (wanted !== this.wanted) return false;
      this.take(wanted, page, list);
      this.asOf = asOf;
      this.fault = null;
      if (changes !== this.changes) return false;
      this.fresh = [...this.fresh, page];
      return true;
    } catch (thrown) {
      if (wanted === this.wanted) this.fault = faultOf(thrown);
      return false;
    } finally {
      if (wanted === this.wanted) this.loading = false;
    }
  }

  private take(wanted: Wanted, page: number, { customers, total }: CustomerList): void {
    const before = wanted === this.answered ? this.rows : [];
    const start = page * PAGE;
    const { from, to } = this.seen;
    const places = movedBy(before.slice(from, to + 1), from, customers, start);
    this.rows = withPage(before, customers, start, total);
    this.answered = wanted;
    if (places !== 0) this.moved(places);
  }
}

function queryOf({ organization, search, filter, sort }: Wanted, page: number) {
  const words = search.trim();
  return {
    organization,
    search: words === '' ? null : words,
    filter: FILTERS[filter],
    sort,
    offset: page * PAGE,
    limit: PAGE,
  };
}
