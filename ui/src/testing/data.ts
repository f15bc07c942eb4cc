// The shop's data for the tests: each says only what the test cares about.

import type { Backup, BackupContents, BackupState, DataState } from '../lib/bindings';

export const STICK = '/media/stick';

/** Of the 19th of April 2026, at noon in Istanbul. */
export function aBackup(rest: Partial<Backup> = {}): Backup {
  const name = rest.name ?? 'stampdesk-2026-04-19-1200.backup';
  const at = '2026-04-19T09:00:00Z';
  return { path: `${STICK}/${name}`, name, at, size: 41_200_000, encrypted: false, ...rest };
}

/** One good backup on a stick that is there. */
export function aBackupState(rest: Partial<BackupState> = {}): BackupState {
  return {
    folder: STICK,
    reachable: true,
    encrypted: false,
    passphrase_kept: false,
    last_good_at: '2026-04-19T09:00:00Z',
    last_size: 41_200_000,
    last_fault: null,
    kept: [aBackup()],
    running: false,
    ...rest,
  };
}

export const NO_BACKUPS = aBackupState({
  folder: null,
  reachable: false,
  last_good_at: null,
  last_size: null,
  kept: [],
});

export function aDataState(rest: Partial<DataState> = {}): DataState {
  return {
    bytes: 41_211_904,
    events: 24_318,
    customers: 1_204,
    oldest_event_at: '2025-03-02T08:00:00Z',
    free_disk_bytes: 118_300_000_000,
    backups: aBackupState(),
    ...rest,
  };
}

export function contents(rest: Partial<BackupContents> = {}): BackupContents {
  return {
    taken_at: '2026-04-19T09:00:00Z',
    program: '0.1.0',
    encrypted: false,
    events: 23_906,
    customers: 1_189,
    oldest_event_at: '2025-03-02T08:00:00Z',
    newest_event_at: '2026-04-19T08:58:00Z',
    newest_seq: 23_990,
    ...rest,
  };
}
