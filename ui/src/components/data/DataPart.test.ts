import { clearMocks } from '@tauri-apps/api/mocks';
import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import type { BackupSettings, BackupState, DataState, FaultKind, Settings, Status } from '../../lib/bindings';
import { dataState } from '../../lib/dataState.svelte';
import { desk, refreshStatus } from '../../lib/desk.svelte';
import { NO_BACKUPS, STICK, aBackup, aBackupState, aDataState } from '../../testing/data';
import { STATUS, answering, type Answers, type Asked } from '../../testing/desk';
import DataPart from './DataPart.svelte';

let held: DataState;
let status: Status;
let asked: Asked[];

async function open(
  backups: Partial<BackupState> = {},
  rest: Partial<DataState> = {},
  answers: Answers = {},
  settings: Partial<Settings> = {},
): Promise<void> {
  held = aDataState({ backups: aBackupState(backups), ...rest });
  status = { ...STATUS, settings: { ...STATUS.settings, ...settings } };
  ({ asked } = answering({
    status: () => status,
    save_settings: ({ settings }: { settings: Settings }) => (status = { ...status, settings }),
    data_state: () => held,
    ...answers,
  }));
  await refreshStatus();
  render(DataPart, { status });
  await screen.findByTestId('held');
}

afterEach(() => {
  cleanup();
  clearMocks();
  desk.forgetFault();
  dataState.value = null;
});

const press = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }));
const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
const secret = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
const sent = (command: string) => asked.find((one) => one.command === command)?.args;

describe('what this PC keeps', () => {
  it('is told in words: how much, since when, and whether there is room', async () => {
    await open();
    expect(screen.getByTestId('held').textContent).toMatch(
      /24,318 records of 1,204 customers.*2 March 2025/s,
    );
    expect(screen.getByText('118.3 GB').textContent).toContain('There is plenty of room.');
  });

  it('warns before the disk is full', async () => {
    await open({}, { free_disk_bytes: 640_000_000 });
    expect(screen.getByText(/Room is running short/)).toBeTruthy();
  });

  it('says unknown for what the system does not tell, and is not worried by it', async () => {
    await open({}, { free_disk_bytes: null, events: 0, customers: 0, oldest_event_at: null });
    expect(screen.getByText('unknown')).toBeTruthy();
    expect(screen.queryByText(/Room is running short|plenty of room/)).toBeNull();
    expect(screen.getByText(/no record has arrived/)).toBeTruthy();
  });
});

describe('backups', () => {
  it('say that none are made, and what that means, until a folder is chosen', async () => {
    await open(
      NO_BACKUPS,
      {},
      {
        pick_folder: () => STICK,
        choose_backup: ({ backup }: { backup: BackupSettings }) => {
          held = aDataState({ backups: aBackupState({ folder: backup.folder ?? null }) });
          return null;
        },
      },
    );
    expect(screen.getByText(/all records on it are gone/)).toBeTruthy();
    await press('Choose a folder…');
    await press('Use this folder');
    expect(screen.getByRole('alert').textContent).toBe('Choose a folder first.');
    await press('Browse…');
    expect(field('Folder').value).toBe(STICK);
    await press('Use this folder');
    expect(sent('choose_backup')).toEqual({
      backup: { folder: STICK, encrypted: false },
      passphrase: null,
    });
    expect((await screen.findByTestId('backup-folder')).textContent).toBe(STICK);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('are encrypted with a passphrase typed twice, whose loss nobody can mend', async () => {
    await open({}, {}, { choose_backup: () => null });
    await press('Change…');
    await userEvent.click(screen.getByRole('switch', { name: /Encrypt/ }));
    expect(screen.getByText(/If it is lost, nobody can open these backups/)).toBeTruthy();
    await userEvent.type(secret('Passphrase'), 'simit');
    await press('Use this folder');
    expect(screen.getByRole('alert').textContent).toContain('Eight characters');
    await userEvent.type(secret('Passphrase'), ' ve çay');
    await userEvent.type(secret('The same once more'), 'simit ve cay');
    expect(screen.getByRole('alert').textContent).toContain('not the same');
    expect(sent('choose_backup'), 'nothing is sent until they agree').toBeUndefined();
    await userEvent.clear(secret('The same once more'));
    await userEvent.type(secret('The same once more'), 'simit ve çay');
    expect(secret('Passphrase').type).toBe('password');
    await userEvent.click(screen.getAllByRole('button', { name: 'Show the passphrase' })[0]!);
    expect(secret('Passphrase').type, 'shown on demand').toBe('text');
    await press('Use this folder');
    expect(sent('choose_backup')).toMatchObject({
      backup: { encrypted: true },
      passphrase: 'simit ve çay',
    });
  });

  it('go on with the passphrase that is kept, unless another one is wanted', async () => {
    await open({ encrypted: true, passphrase_kept: true }, {}, { choose_backup: () => null });
    await press('Change…');
    expect(screen.queryByLabelText('Passphrase')).toBeNull();
    await press('Use this folder');
    expect(sent('choose_backup')).toMatchObject({ backup: { encrypted: true }, passphrase: null });
  });

  it('keep the folder before when the new one cannot be used', async () => {
    const refused = { code: 'backup', message: '/nowhere is not there' };
    await open({}, {}, { choose_backup: () => Promise.reject(refused) });
    await press('Change…');
    await userEvent.clear(field('Folder'));
    await userEvent.type(field('Folder'), '/nowhere{Enter}');
    expect((await screen.findByRole('alert')).textContent).toMatch(
      /nothing was changed.*\/nowhere is not there/s,
    );
  });

  it('are listed with date, size and whether they are encrypted', async () => {
    const sealed = aBackup({ name: 'b.backup.age', at: '2026-04-18T09:00:00Z', encrypted: true });
    await open({ kept: [aBackup(), sealed] });
    const [, newest, older] = within(screen.getByTestId('kept-backups')).getAllByRole('row');
    expect(newest?.textContent).toMatch(/19 Apr .*41.2 MB.*not encrypted/s);
    expect(older?.textContent).toMatch(/18 Apr .*41.2 MB\s*encrypted/s);
  });

  it('are made on request, and say so while it lasts and when it is done', async () => {
    let finish: (answer: unknown) => void = () => {};
    await open({}, {}, { back_up: () => new Promise((done) => (finish = done)) });
    await press('Back up now');
    const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Backing up…' });
    expect(button.disabled, 'one at a time').toBe(true);
    finish(aBackup({ name: 'stampdesk-2026-04-19-1530.backup' }));
    expect(await screen.findByText(/Backed up and checked: stampdesk-2026-04-19-1530/)).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Back up now' }).disabled).toBe(false);
  });

  it('say what to do about each kind of fault', async () => {
    const kinds: [FaultKind, RegExp][] = [
      ['not_there', /not there.*Plug the USB stick in.*by itself/s],
      ['read_only', /cannot be written.*lock switch/s],
      ['full', /no room left.*another disk/s],
      ['this_pc_full', /disk of this PC.*make room/s],
      ['no_passphrase', /cannot be read.*keychain/s],
      ['unsound', /not what was written.*failing/s],
      ['failed', /did not succeed.*what the system said/s],
    ];
    for (const [kind, words] of kinds) {
      const last_fault = { at: '2026-04-19T10:00:00Z', kind, message: 'what the system said' };
      await open({ last_fault, reachable: kind !== 'not_there' });
      expect(screen.getByTestId('backup-trouble').textContent).toMatch(words);
      cleanup();
      dataState.value = null;
    }
  });
});

describe('records are kept whole', () => {
  it('for so long as the owner says, and what cannot be taken back is asked about', async () => {
    await open();
    await press('3 years');
    expect(status.settings.keep_raw_years, 'nothing yet').toBeUndefined();
    expect(screen.getByRole('dialog').textContent).toContain('cannot be made whole again');
    await press('Keep them whole');
    expect(sent('save_settings')).toBeUndefined();
    await press('3 years');
    await press('Reduce them');
    await waitFor(() => expect(status.settings.keep_raw_years).toBe(3));
  });

  it('for longer again without a question', async () => {
    await open({}, {}, {}, { keep_raw_years: 4 });
    expect(
      screen.getByRole('button', { name: '4 years' }).getAttribute('aria-pressed'),
      'chosen elsewhere',
    ).toBe('true');
    await press('For ever');
    await waitFor(() => expect(status.settings.keep_raw_years).toBeNull());
  });
});

it('tells in three steps how to move to a new PC', async () => {
  await open();
  await userEvent.click(screen.getByText('Moving to a new PC'));
  const steps = within(screen.getByTestId('new-pc')).getAllByRole('listitem');
  expect(steps.map(({ textContent }) => textContent?.trim().charAt(0))).toEqual(['1', '2', '3']);
});

it('says what is wrong when the data cannot be read, and asks again', async () => {
  let broken = true;
  answering({
    data_state: () =>
      broken ? Promise.reject({ code: 'storage', message: 'disk I/O error' }) : aDataState(),
  });
  render(DataPart, { status: STATUS });
  expect((await screen.findByRole('alert')).textContent).toContain('disk I/O error');
  broken = false;
  await press('Try again');
  expect(await screen.findByTestId('held')).toBeTruthy();
});
