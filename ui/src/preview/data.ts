// Answers about the data in the preview. ?backups=none|new|away|full|unsound|stale|never, ?slow, ?nodata, ?file=wrong|damaged|newer|unreadable

import type { Backup, BackupContents, BackupState, DataState, FaultKind, Restored } from '../lib/bindings';
import { daysAgo } from './shop';

const asked = new URLSearchParams(location.search);
const STICK = '/media/shop/YEDEK/stampdesk';
const FAULTS: Record<string, FaultKind> = {
  away: 'not_there',
  stale: 'not_there',
  full: 'full',
  readonly: 'read_only',
  pcfull: 'this_pc_full',
  passphrase: 'no_passphrase',
  unsound: 'unsound',
  failed: 'failed',
};

let how = asked.get('backups') ?? 'good';
let folder: string | null = how === 'none' ? null : STICK;
let encrypted = asked.has('encrypted');
let kept: Backup[] =
  how === 'none' || how === 'new'
    ? []
    : [0.2, 1, 2, 3, 4, 5, 6, 13, 20, 27, 55, 86, 117].map((days, place) => backup(days, place < 9));

function backup(days: number, sealed: boolean): Backup {
  const at = daysAgo(days);
  const name = `stampdesk-${at.slice(0, 10)}-${at.slice(11, 16).replace(':', '')}.backup${sealed ? '.age' : ''}`;
  return { path: `${STICK}/${name}`, name, at, size: 41_200_000 - days * 9_000, encrypted: sealed };
}

function backups(running = false): BackupState {
  const kind = FAULTS[how];
  const away = kind === 'not_there';
  return {
    folder,
    reachable: folder !== null && !away,
    encrypted,
    passphrase_kept: asked.has('encrypted'),
    last_good_at: how === 'never' ? null : (kept[away ? 3 : 0]?.at ?? null),
    last_size: how === 'never' ? null : (kept[0]?.size ?? null),
    last_fault: kind
      ? { at: daysAgo(how === 'away' ? 0.3 : 2.6), kind, message: `no backup in ${STICK}: ${kind}` }
      : null,
    kept: away ? [] : kept,
    running,
  };
}

function state(empty: boolean): DataState {
  return {
    bytes: empty ? 98_304 : 41_211_904,
    events: empty ? 0 : 24_318,
    customers: empty ? 0 : 1_204,
    oldest_event_at: empty ? null : daysAgo(264),
    free_disk_bytes: asked.has('low') ? 640_000_000 : asked.has('nodata') ? null : 118_300_000_000,
    backups: backups(),
  };
}

const soon = <T>(answer: () => T, ms = 1_800) =>
  new Promise<T>((done, failed) =>
    setTimeout(() => {
      try {
        done(answer());
      } catch (thrown) {
        failed(thrown as Error);
      }
    }, ms),
  );

const REFUSED = {
  wrong: 'passphrase',
  damaged: 'database_damaged',
  newer: 'database_newer',
  unreadable: 'backup',
} as const;

function contents(file: string, passphrase: string | null): BackupContents {
  const code = REFUSED[asked.get('file') as keyof typeof REFUSED];
  if (code) throw { code, message: `${file}: ${code}` };
  const sealed = file.endsWith('.age');
  if (sealed && passphrase === null && !asked.has('encrypted'))
    throw { code: 'passphrase', message: `${file} is encrypted: it needs its passphrase` };
  const of = kept.find(({ path }) => path === file);
  return {
    taken_at: of?.at ?? null,
    program: of ? '0.1.0' : null,
    encrypted: sealed,
    events: 23_906,
    customers: 1_189,
    oldest_event_at: daysAgo(264),
    newest_event_at: daysAgo(1),
    newest_seq: 23_990,
  };
}

type Asked = { file: string; passphrase: string | null };

export function dataAnswers(empty: boolean): Record<string, (args: never) => unknown> {
  return {
    data_state: () =>
      asked.has('broken')
        ? Promise.reject({ code: 'storage', message: 'disk I/O error' })
        : asked.has('slow')
          ? soon(() => state(empty), 3_000)
          : state(empty),
    back_up: () =>
      soon(() => {
        if (FAULTS[how]) throw { code: 'backup', message: `no backup in ${STICK}` };
        kept = [backup(0, encrypted), ...kept];
        return kept[0];
      }),
    choose_backup: ({ backup }: { backup: { folder: string | null; encrypted: boolean } }) =>
      soon(() => {
        if (backup.folder?.startsWith('/nowhere'))
          throw { code: 'backup', message: `${backup.folder} is not there` };
        ({ folder, encrypted } = backup);
        how = 'good';
        return null;
      }, 700),
    check_backup: ({ file, passphrase }: Asked) => soon(() => contents(file, passphrase)),
    restore: ({ file, passphrase }: Asked) =>
      soon<Restored>(() => ({
        ...contents(file, passphrase),
        replaced: empty
          ? null
          : '/home/shop/.local/share/stampdesk/stampdesk-replaced-2026-11-23-141507-1.db',
      })),
    pick_folder: () => STICK,
    pick_file: () => '/media/shop/YEDEK/stampdesk-2026-11-20-1402.backup',
  };
}

/** The folder as the settings say it; the banner asks only where there is one. */
export const backupFolder = () => folder;
