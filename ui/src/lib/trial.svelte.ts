// The trial at the end of the first start: what arrives while it is watched, what became of our own test, and what
// that proves. Nothing counts as proven that was not seen.

import { commands, faultOf, type Fault } from './api';
import type { FeedEvent, FeedQuery, TestReport } from './bindings';
import { coalesce } from './coalesce';
import { isOwnTest } from './wording';

const MOST = 50;

export class Trial {
  /** What arrived since the watch began, newest first. */
  events = $state.raw<FeedEvent[]>([]);
  /** Why what arrived cannot be shown. */
  fault = $state.raw<Fault | null>(null);
  sending = $state(false);
  /** What became of the last test of our own, or why it could not be sent. */
  report = $state.raw<TestReport | Fault | null>(null);
  /** A test that was sent from here to the public address came back in. */
  ownArrived = $state(false);
  /** Something arrived that is no test of ours. */
  platformArrived = $state(false);
  private sent: string[] = [];
  private since: number | null = null;

  /** The first look is where the watch begins. */
  readonly look = coalesce(() => this.load());

  get arrived(): boolean {
    return this.ownArrived || this.platformArrived;
  }

  async send(): Promise<void> {
    this.sending = true;
    this.report = null;
    try {
      const report = await commands.sendTestEvent();
      this.sent.push(report.id);
      this.ownArrived ||= report.outcome === 'arrived';
      this.report = report;
    } catch (thrown) {
      this.report = faultOf(thrown);
    }
    this.sending = false;
    await this.look();
  }

  private async load(): Promise<void> {
    try {
      if (this.since === null) {
        const { events } = await fetch({ limit: 1 });
        this.since = events[0]?.seq ?? 0;
      } else {
        const { events } = await fetch({ after: this.since, limit: MOST });
        this.events = events;
        this.ownArrived ||= events.some((event) => isOwnTest(event) && this.sent.includes(event.id ?? ''));
        this.platformArrived ||= events.some((event) => !isOwnTest(event));
      }
      this.fault = null;
    } catch (thrown) {
      this.fault = faultOf(thrown);
    }
  }
}

function fetch(where: Partial<FeedQuery>) {
  const everything = { organization: null, before: null, after: null, events: [], code_prefix: null };
  return commands.feed({ ...everything, limit: MOST, ...where });
}
