// What the previewed desk did about its own failures: ?crash=safe, ?crash=restarted, ?crash=ended.

import type { Crash, CrashReport, Status } from '../lib/bindings';
import { daysAgo } from './shop';

const NONE: Crash = { safe: null, restarted: null, unread: 0 };

const REPORT: CrashReport = {
  at: daysAgo(0.01),
  text: `Stampdesk problem report
It holds nothing of what is stored, no secret and no name.

What     a part of the program failed
When     2026-11-23T15:04:05Z
Version  0.1.0
System   linux x86_64, Debian GNU/Linux 13 (trixie)
Where    src-tauri/desk/src/keeper/mod.rs:184:17, thread tokio-runtime-worker
Message  called \`Option::unwrap()\` on a \`None\` value

Backtrace
   0: std::backtrace::Backtrace::force_capture
   1: desk::crash::report::watch_over
   2: desk::keeper::Keeper::look
`,
};

export function crashOf(asked: string | null): Crash {
  if (asked === 'safe') return { ...NONE, safe: 'failed_starts', unread: 2 };
  if (asked === 'ended') return { ...NONE, unread: 1 };
  if (asked !== 'restarted') return NONE;
  return { ...NONE, restarted: { part: 'listening', at: daysAgo(0.01), times: 1 }, unread: 1 };
}

export function crashAnswers(mend: () => Status) {
  return {
    start_normally: mend,
    crash_reports: () => [REPORT, REPORT],
    crash_reports_read: mend,
    save_crash_reports: () => '/home/shop/Documents/stampdesk-report-2026-11-23.txt',
  };
}
