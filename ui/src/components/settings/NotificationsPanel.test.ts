import { clearMocks } from '@tauri-apps/api/mocks';
import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import type { Notifications, Settings, Status } from '../../lib/bindings';
import { desk, refreshStatus } from '../../lib/desk.svelte';
import { STATUS, answering } from '../../testing/desk';
import NotificationsPanel from './NotificationsPanel.svelte';

let status: Status;

async function open(notifications?: Notifications): Promise<void> {
  status = { ...STATUS, settings: { ...STATUS.settings, notifications } };
  let shown: Awaited<ReturnType<typeof render>> | null = null;
  answering({
    status: () => status,
    save_settings: ({ settings }: { settings: Settings }) => {
      status = { ...status, settings };
      void shown?.rerender({ settings });
      return status;
    },
  });
  await refreshStatus();
  shown = render(NotificationsPanel, { settings: status.settings });
}

afterEach(() => {
  cleanup();
  clearMocks();
  desk.forgetFault();
});

const kept = () => status.settings.notifications;
const flip = (name: RegExp) => userEvent.click(screen.getByRole('switch', { name }));
const field = (name: string) => screen.findByRole<HTMLInputElement>('textbox', { name });

it('announces everything until the owner says otherwise', async () => {
  await open();
  for (const name of [/Show notifications/, /Reward waiting/, /Connection trouble/])
    expect(screen.getByRole('switch', { name, checked: true })).toBeTruthy();
  await flip(/Reward waiting/);
  expect(kept()).toEqual({ on: true, coupons: false, trouble: true, quiet: null });
  await flip(/Show notifications/);
  expect(kept(), 'the other choices are kept').toMatchObject({ on: false, coupons: false });
  await waitFor(() => expect(screen.queryByRole('switch', { name: /Quiet hours/ })).toBeNull());
});

it('keeps quiet hours as times of day, however they are written', async () => {
  await open();
  await flip(/Quiet hours/);
  expect(kept()?.quiet).toEqual({ from: '22:00', to: '07:00' });
  const from = await field('From');
  await userEvent.clear(from);
  await userEvent.type(from, '21.30{Enter}');
  await waitFor(() => expect(kept()?.quiet).toEqual({ from: '21:30', to: '07:00' }));
  expect(from.value).toBe('21:30');
  await flip(/Quiet hours/);
  expect(kept()?.quiet).toBeNull();
});

it.each(['25:00', '07:00', ''])('refuses quiet hours from %j until 07:00, and says why', async (written) => {
  await open({ quiet: { from: '22:00', to: '07:00' } });
  const from = await field('From');
  await userEvent.clear(from);
  if (written) await userEvent.type(from, written);
  expect(screen.queryByRole('alert'), 'nobody is told so in the middle of a word').toBeNull();
  await userEvent.tab();
  expect((await screen.findByRole('alert')).textContent).toContain('22:00');
  expect(from.getAttribute('aria-invalid')).toBe('true');
  expect(kept()?.quiet).toEqual({ from: '22:00', to: '07:00' });
});
