import { clearMocks } from '@tauri-apps/api/mocks';
import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import App from '../../App.svelte';
import type { Crash, Status } from '../../lib/bindings';
import { STATUS, answering, type Answers } from '../../testing/desk';
import { readScreens } from '../../testing/screens';

readScreens();

const QUIET: Crash = { safe: null, restarted: null, unread: 0 };
const REPORT = { at: '2026-11-23T15:04:05Z', text: 'Stampdesk problem report\nVersion  0.1.0' };

afterEach(() => {
  cleanup();
  clearMocks();
});

/** The window of a desk to which that happened; whatever it is asked about that, it is over then. */
function open(change: Partial<Status>, answers: Answers = {}) {
  let status = { ...STATUS, ...change };
  const over = () => (status = { ...STATUS, crash: QUIET });
  const { asked } = answering({
    status: () => status,
    crash_reports: () => [REPORT],
    crash_reports_read: over,
    start_normally: over,
    ...answers,
  });
  render(App);
  return { commands: () => asked.map(({ command }) => command) };
}

const safe: Partial<Status> = {
  listening: { state: 'safe' },
  crash: { ...QUIET, safe: 'failed_starts', unread: 2 },
};

describe('safe mode', () => {
  it('says why, and that nothing comes in, and goes when it is started normally', async () => {
    open(safe);
    const banner = await screen.findByTestId('safe-mode');
    expect(banner.textContent).toContain('nothing new comes in');
    expect(banner.textContent).toContain('twice in a row');
    expect(screen.getByTestId('connection').textContent).toContain('Safe mode');
    expect(screen.queryByTestId('trouble'), 'once is enough').toBeNull();
    await userEvent.click(within(banner).getByRole('button', { name: 'Start normally' }));
    await waitFor(() => expect(screen.queryByTestId('safe-mode')).toBeNull());
  });

  it('does not blame the program where it was asked for', async () => {
    open({ ...safe, crash: { ...QUIET, safe: 'asked' } });
    const banner = await screen.findByTestId('safe-mode');
    expect(banner.textContent).not.toContain('twice');
    expect(within(banner).queryByRole('button', { name: /report/ }), 'there is none').toBeNull();
  });

  it('is left from the first start too', async () => {
    open({ ...safe, settings: { ...STATUS.settings, first_start: 'welcome' } });
    await screen.findByTestId('first-start');
    expect(screen.getByRole('button', { name: 'Start normally' })).toBeTruthy();
  });
});

describe('a part that failed', () => {
  const crash: Crash = {
    safe: null,
    restarted: { part: 'backups', at: '2026-11-23T15:04:05Z', times: 1 },
    unread: 1,
  };

  it('is named, and quiet once it is read', async () => {
    const { commands } = open({ crash });
    const banner = await screen.findByTestId('crash-banner');
    expect(banner.textContent).toContain('The daily backup failed at');
    await userEvent.click(within(banner).getByRole('button', { name: 'Got it' }));
    await waitFor(() => expect(screen.queryByTestId('crash-banner')).toBeNull());
    expect(commands()).toContain('crash_reports_read');
  });

  it('leaves a report to read, and to save', async () => {
    open({ crash }, { save_crash_reports: () => '/home/shop/Documents/stampdesk-report-2026-11-23.txt' });
    await userEvent.click(await screen.findByRole('button', { name: 'Problem report…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Problem reports' });
    await waitFor(() => expect(dialog.textContent).toContain('Version  0.1.0'));
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save as a file' }));
    await waitFor(() =>
      expect(within(dialog).getByRole('status').textContent).toContain('/home/shop/Documents'),
    );
  });

  it('says so when the report cannot be saved', async () => {
    const refuse = () => {
      throw { code: 'storage', message: 'the disk is full' };
    };
    open({ crash }, { save_crash_reports: refuse });
    await userEvent.click(await screen.findByRole('button', { name: 'Problem report…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Problem reports' });
    await waitFor(() => expect(dialog.textContent).toContain('Version'));
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save as a file' }));
    expect((await within(dialog).findByRole('alert')).textContent).toContain('the disk is full');
  });
});
