// The file that is being written. It goes on while other screens are open; one at a time.

import { commands, faultOf, type Fault } from './api';
import { events, type ExportFormat, type Exported, type ExportWhat, type ReportQuery } from './bindings';
import { language, t } from './i18n.svelte';

/** What the menu offers. */
export const LISTS = ['report', 'customers', 'coupons', 'points', 'feed'] as const satisfies ExportWhat[];
export const FORMATS = ['xlsx', 'csv'] as const satisfies ExportFormat[];

export type Exporting =
  | { step: 'idle' }
  | { step: 'writing'; rows: number; total: number | null }
  | { step: 'done'; written: Exported }
  | { step: 'cancelled' }
  | { step: 'failed'; fault: Fault };

let state = $state.raw<Exporting>({ step: 'idle' });

export const exporting = {
  get state(): Exporting {
    return state;
  },
  /** What came of the last one has been read. */
  forget(): void {
    if (state.step !== 'writing') state = { step: 'idle' };
  },
  async start(what: ExportWhat, format: ExportFormat, query: ReportQuery): Promise<void> {
    if (state.step === 'writing') return;
    state = { step: 'writing', rows: 0, total: null };
    let unlisten = () => {};
    try {
      unlisten = await events.exportMoved.listen(({ payload }) => {
        state = { step: 'writing', ...payload };
      });
      const request = { what, format, ...query, customer_id: null };
      const written = await commands.exportTo(request, fileName(what, format, query), language.current);
      state = written ? { step: 'done', written } : { step: 'cancelled' };
    } catch (thrown) {
      state = { step: 'failed', fault: faultOf(thrown) };
    } finally {
      unlisten();
    }
  },
  cancel(): void {
    void commands.cancelExport().catch((thrown: unknown) => {
      state = { step: 'failed', fault: faultOf(thrown) };
    });
  },
};

/** What the file is called unless the owner calls it otherwise. */
export function fileName(
  what: ExportWhat,
  format: ExportFormat,
  { from, to }: Pick<ReportQuery, 'from' | 'to'>,
): string {
  const days = what === 'report' || what === 'feed' ? (from === to ? from : `${from}-${to}`) : to;
  return `stampdesk-${t(`reports.file.${what}`)}-${days}.${format}`;
}
