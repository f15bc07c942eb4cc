import { clearMocks } from '@tauri-apps/api/mocks';
import { cleanup, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { dataState } from '../../lib/dataState.svelte';
import { refreshStatus } from '../../lib/desk.svelte';
import { restoring } from '../../lib/restoring.svelte';
import { STICK, aBackup, aBackupState, aDataState, contents } from '../../testing/data';
import { STATUS, answering, type Answers, type Asked } from '../../testing/desk';
import DataPart from './DataPart.svelte';

const NEWEST = aBackup();
const OLDER = aBackup({ name: 'older.backup.age', at: '2026-04-12T09:00:00Z', encrypted: true });
const KEPT = '/data/stampdesk-replaced-2026-04-19-120000-1.db';

let held = aDataState();
let asked: Asked[];

async function open(answers: Answers = {}): Promise<void> {
  ({ asked } = answering({
    data_state: () => held,
    check_backup: () => contents(),
    restore: () => ({ ...contents(), replaced: KEPT }),
    ...answers,
  }));
  await refreshStatus();
  render(DataPart, { status: STATUS });
  await press('Restore a backup…');
}

afterEach(() => {
  cleanup();
  clearMocks();
  restoring.forget();
  dataState.value = null;
  held = aDataState({ backups: aBackupState({ kept: [NEWEST, OLDER] }) });
});
held.backups.kept = [NEWEST, OLDER];

const press = async (name: string | RegExp) => userEvent.click(await screen.findByRole('button', { name }));
const sent = (command: string) => asked.filter((one) => one.command === command).map(({ args }) => args);
const refusing = (code: string) => ({
  check_backup: () => Promise.reject({ code, message: `${code} said the desk` }),
});

it('is checked first and shown beside what is here; nothing is replaced without a yes', async () => {
  await open();
  expect(screen.getByRole<HTMLInputElement>('radio', { name: /19 Apr/ }).checked, 'the newest').toBe(true);
  await press('Look inside');
  const rows = within(await screen.findByTestId('restore-compare')).getAllByRole('row');
  const told = rows.map((row) => [...row.querySelectorAll('td')].map(({ textContent }) => textContent));
  expect(told.slice(2)).toEqual([
    ['23,906', '24,318'],
    ['1,189', '1,204'],
    ['Stampdesk 0.1.0', 'Stampdesk 0.1.0'],
  ]);
  expect(screen.getByTestId('restore-fewer').textContent).toContain('412 records more');
  await press('Restore this one…');
  const yes = screen.getByRole<HTMLButtonElement>('button', { name: 'Restore now' });
  expect(yes.disabled, 'not by accident').toBe(true);
  await press('Leave all as it is');
  expect(sent('restore')).toEqual([]);
});

it('is restored after a deliberate yes, and says where the replaced data lie', async () => {
  await open();
  await press('Look inside');
  await press('Restore this one…');
  await userEvent.click(screen.getByRole('checkbox', { name: /I understand/ }));
  await press('Restore now');
  expect((await screen.findByTestId('replaced')).textContent).toBe(KEPT);
  expect(screen.getByTestId('restored').textContent).toContain('23,906 records of 1,189 customers');
  expect(sent('restore')).toEqual([{ file: NEWEST.path, passphrase: null }]);
  await press('Done');
  expect(await screen.findByRole('heading', { name: 'Backups' })).toBeTruthy();
});

it('asks for no promise where nothing would be replaced: on a new PC', async () => {
  held = aDataState({ events: 0, customers: 0, backups: held.backups });
  await open({ restore: () => ({ ...contents(), replaced: null }) });
  await press('Look inside');
  await press('Restore this one…');
  expect(screen.queryByRole('checkbox')).toBeNull();
  await press('Restore now');
  expect((await screen.findByTestId('restored')).textContent).toContain('signing secret');
  expect(screen.queryByTestId('replaced')).toBeNull();
});

it('asks for the passphrase once the one that is kept does not open it, and says when it is the wrong one', async () => {
  await open({
    check_backup: ({ passphrase }: { passphrase: string | null }) =>
      passphrase === 'simit ve çay'
        ? contents({ encrypted: true })
        : Promise.reject({ code: 'passphrase', message: 'it needs its passphrase' }),
  });
  await userEvent.click(screen.getByRole('radio', { name: /12 Apr.*encrypted/ }));
  await press('Look inside');
  expect((await screen.findByRole('alert')).textContent).toContain('This backup is encrypted.');
  const passphrase = screen.getByLabelText<HTMLInputElement>('Passphrase of this backup');
  expect(document.activeElement, 'it can be typed at once').toBe(passphrase);
  await userEvent.type(passphrase, 'simit{Enter}');
  expect((await screen.findByText(/This is not the passphrase/)).textContent).toBeTruthy();
  const again = screen.getByLabelText<HTMLInputElement>('Passphrase of this backup');
  await userEvent.clear(again);
  await userEvent.type(again, 'simit ve çay{Enter}');
  await press('Restore this one…');
  await userEvent.click(screen.getByRole('checkbox'));
  await press('Restore now');
  await screen.findByTestId('restored');
  expect(sent('restore'), 'the passphrase that opened it').toEqual([
    { file: OLDER.path, passphrase: 'simit ve çay' },
  ]);
});

it('takes any other file, and says in plain words why one is of no use', async () => {
  const words = {
    database_damaged: /damaged, or was cut off/,
    database_newer: /newer Stampdesk.*newest version/s,
    backup: /cannot be read, or is no backup.*backup said the desk/s,
    storage: /could not be read or kept/,
  };
  for (const [code, said] of Object.entries(words)) {
    await open({ ...refusing(code), pick_file: () => `${STICK}/elsewhere.backup` });
    await userEvent.click(screen.getByRole('radio', { name: 'Another file' }));
    await press('Browse…');
    await press('Look inside');
    expect((await screen.findByRole('alert')).textContent).toMatch(said);
    expect(sent('check_backup')).toEqual([{ file: `${STICK}/elsewhere.backup`, passphrase: null }]);
    expect(screen.queryByRole('button', { name: 'Restore this one…' })).toBeNull();
    cleanup();
    restoring.forget();
  }
});

it('forgets what was found when another one is chosen', async () => {
  await open();
  await press('Look inside');
  await screen.findByTestId('restore-compare');
  await userEvent.click(screen.getByRole('radio', { name: /12 Apr/ }));
  expect(screen.queryByTestId('restore-compare')).toBeNull();
});

it('leaves all as it was when it fails on the way, says so, and can be tried again', async () => {
  let busy = true;
  await open({
    restore: () =>
      busy
        ? Promise.reject({ code: 'database_busy', message: 'another desk holds the records' })
        : { ...contents(), replaced: KEPT },
  });
  await press('Look inside');
  for (const shows of [/another program/i, /The backup is restored/]) {
    await press('Restore this one…');
    await userEvent.click(screen.getByRole('checkbox'));
    await press('Restore now');
    expect(await screen.findByText(shows)).toBeTruthy();
    busy = false;
  }
  expect(screen.getByTestId('replaced').textContent).toBe(KEPT);
});

it('goes on while another screen is open', async () => {
  let finish: (answer: unknown) => void = () => {};
  await open({ restore: () => new Promise((done) => (finish = done)) });
  await press('Look inside');
  await press('Restore this one…');
  await userEvent.click(screen.getByRole('checkbox'));
  await press('Restore now');
  cleanup();
  finish({ ...contents(), replaced: KEPT });
  render(DataPart, { status: STATUS });
  expect(await screen.findByTestId('restored')).toBeTruthy();
});
