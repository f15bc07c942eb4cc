import { clearMocks } from '@tauri-apps/api/mocks';
import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import type { FaultKind, Status } from '../../lib/bindings';
import { dataState } from '../../lib/dataState.svelte';
import { route } from '../../lib/route.svelte';
import { STICK, aBackupState, aDataState } from '../../testing/data';
import { STATUS, answering } from '../../testing/desk';
import BackupBanner from './BackupBanner.svelte';

const HOUR = 3_600_000;
const CHOSEN: Status = {
  ...STATUS,
  settings: { ...STATUS.settings, backup: { folder: STICK, encrypted: false } },
};

async function open(kind: FaultKind | null, hours: number, status = CHOSEN): Promise<string[]> {
  const at = new Date(Date.now() - hours * HOUR).toISOString();
  const last_fault = kind && { at, kind, message: '' };
  const { asked } = answering({
    data_state: () => aDataState({ backups: aBackupState({ last_fault, last_good_at: at }) }),
  });
  render(BackupBanner, { status });
  if (status === CHOSEN) await dataState.refresh();
  return asked.map(({ command }) => command);
}

afterEach(() => {
  cleanup();
  clearMocks();
  dataState.value = null;
  route.go('counter');
});

it('is quiet while all is well, and where no backups are wanted nobody counts anything', async () => {
  await open(null, 5);
  expect(screen.queryByTestId('backup-banner')).toBeNull();
  cleanup();
  expect(await open('full', 5, STATUS)).toEqual([]);
});

it('speaks at once when a backup failed, and leads to where it can be mended', async () => {
  await open('full', 3.5);
  expect((await screen.findByRole('status')).textContent).toMatch(/no room left.*3 hours ago/s);
  await userEvent.click(screen.getByRole('button', { name: 'Open backups' }));
  expect(route.current).toEqual({ screen: 'settings', part: 'data' });
  expect(screen.queryByTestId('backup-banner'), 'there it is said already').toBeNull();
});

it('lets a stick be away for a day before it says so', async () => {
  await open('not_there', 20);
  expect(screen.queryByTestId('backup-banner')).toBeNull();
  cleanup();
  await open('not_there', 25);
  expect((await screen.findByRole('status')).textContent).toMatch(/not there.*catches up by itself/s);
});

it('is quiet for the rest of the day once it was read', async () => {
  await open('unsound', 2);
  await userEvent.click(await screen.findByRole('button', { name: 'Got it' }));
  expect(screen.queryByTestId('backup-banner')).toBeNull();
});
