import { clearMocks } from '@tauri-apps/api/mocks';
import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import type { Settings, Status } from '../../lib/bindings';
import { desk, refreshStatus } from '../../lib/desk.svelte';
import { STATUS, answering } from '../../testing/desk';
import Books from './Books.svelte';

let status: Status;

async function open(settings: Partial<Settings> = {}): Promise<void> {
  status = { ...STATUS, settings: { ...STATUS.settings, ...settings } };
  answering({
    status: () => status,
    save_settings: ({ settings }: { settings: Settings }) => (status = { ...status, settings }),
  });
  await refreshStatus();
  render(Books, { settings: status.settings });
}

afterEach(() => {
  cleanup();
  clearMocks();
  desk.forgetFault();
});

const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
const save = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Save' });

it('keeps what a reward costs and a point is worth, exactly as it was written', async () => {
  await open({ reward_cost: '45' });
  expect(field('A reward costs you').value).toBe('45');
  expect(save().disabled, 'nothing was changed').toBe(true);
  await userEvent.clear(field('A reward costs you'));
  await userEvent.type(field('A point is worth'), '0,05{Enter}');
  await waitFor(() =>
    expect(status.settings, 'an empty field is not known').toMatchObject({
      reward_cost: null,
      point_value: '0.05',
    }),
  );
  expect((await screen.findByRole('status')).textContent).toBe('Saved');
});

it('says what is no amount, and keeps nothing of it', async () => {
  await open();
  await userEvent.type(field('A reward costs you'), 'fifty');
  expect(screen.getByRole('alert').textContent).toContain('such as 45');
  expect(save().disabled).toBe(true);
});

it('keeps the day that weeks begin with, and the shop’s time zone', async () => {
  await open();
  expect(screen.getByRole('button', { name: 'Monday' }).getAttribute('aria-pressed')).toBe('true');
  await userEvent.click(screen.getByRole('button', { name: 'Sunday' }));
  await waitFor(() => expect(status.settings.week_start).toBe('sunday'));
  const zone = screen.getByRole('combobox', { name: /time zone/ });
  await userEvent.selectOptions(zone, 'Europe/Berlin');
  await waitFor(() => expect(status.settings.time_zone).toBe('Europe/Berlin'));
  await userEvent.selectOptions(zone, screen.getByRole('option', { name: /^This PC’s/ }));
  await waitFor(() => expect(status.settings.time_zone).toBeNull());
});
