import { clearMocks } from '@tauri-apps/api/mocks';
import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import App from '../App.svelte';
import type { Settings, Status } from '../lib/bindings';
import { route } from '../lib/route.svelte';
import { play } from '../lib/speaker';
import { aDataState } from '../testing/data';
import { STATUS, answering } from '../testing/desk';
import { readScreens } from '../testing/screens';

readScreens();

vi.mock('../lib/speaker', () => ({ play: vi.fn(), wake() {} }));

let status: Status;
const settings = () => status.settings;
const press = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }));
const flip = (name: RegExp) => userEvent.click(screen.getByRole('switch', { name }));

async function open(rest: Partial<Status> = {}): Promise<void> {
  status = { ...STATUS, ...rest };
  answering({
    status: () => status,
    save_settings: ({ settings }: { settings: Settings }) => (status = { ...status, settings }),
    customers: () => ({ customers: [], total: 0 }),
    data_state: () => aDataState(),
  });
  render(App);
  await userEvent.click(await screen.findByTestId('nav-settings'));
  await screen.findByRole('heading', { name: /Settings|Ayarlar/ });
}

beforeEach(() => vi.mocked(play).mockClear());

afterEach(() => {
  cleanup();
  clearMocks();
  route.go('counter');
});

describe('settings', () => {
  it('change the language at once, and can follow the system', async () => {
    await open();
    await userEvent.click(screen.getByTestId('language-tr'));
    expect(await screen.findByRole('heading', { name: 'Ayarlar' })).toBeTruthy();
    expect(settings().language).toBe('tr');
    await userEvent.click(screen.getByTestId('language-system'));
    expect(settings().language).toBeNull();
  });

  it('change the appearance at once', async () => {
    await open();
    await press('Dark');
    expect(document.documentElement.dataset.theme).toBe('dark');
    expect(screen.getByRole('button', { name: 'Dark' }).getAttribute('aria-pressed')).toBe('true');
    await press('Light');
    expect(settings().theme).toBe('light');
  });

  it('show what an amount looks like in each currency', async () => {
    await open();
    expect(screen.getByTestId('currency-example').textContent).toContain('₺1,250.50');
    await press('EUR Euro');
    await waitFor(() => expect(screen.getByTestId('currency-example').textContent).toContain('€1,250.50'));
    expect(settings().currency).toBe('EUR');
  });

  it('take any other currency by its three letters, and nothing else', async () => {
    await open();
    const other = screen.getByRole('textbox', { name: 'Another one' });
    await userEvent.type(other, '12£');
    expect(screen.getByRole('alert').textContent).toContain('three letters');
    expect(screen.getByTestId<HTMLButtonElement>('save-currency').disabled).toBe(true);
    await userEvent.clear(other);
    await userEvent.type(other, 'chf{Enter}');
    expect(settings().currency).toBe('CHF');
    expect(route.current.screen, 'nothing typed here goes to the counter').toBe('settings');
  });

  it('switch the sounds, each and all, and let them be heard', async () => {
    await open();
    await flip(/^Stamps and points/);
    await waitFor(() => expect(settings().sounds).toMatchObject({ earn: false, reward: true, muted: false }));
    await flip(/^Mute/);
    await waitFor(() => expect(settings().sounds).toMatchObject({ earn: false, muted: true }));
    await press('Listen: Reward waiting');
    expect(play, 'who asks to hear it, hears it').toHaveBeenCalledWith('reward', 60);
  });

  it('change the volume by keyboard', async () => {
    await open();
    const volume = screen.getByRole('slider', { name: 'Volume' });
    volume.focus();
    await userEvent.keyboard('{ArrowRight}');
    await waitFor(() => expect(settings().sounds?.volume).toBe(65));
    expect(volume.getAttribute('aria-valuetext')).toBe('65%');
  });

  it('say where the data are, which version it is, and where a customer is forgotten', async () => {
    await open({ demo: true });
    await press('Data');
    expect((await screen.findByTestId('data-folder')).textContent).toBe('/data');
    expect(screen.getByTestId('version').textContent).toContain('0.1.0');
    expect(screen.getAllByText(/Demo data/).length).toBe(2);
    await press('Find the customer');
    expect(route.current.screen).toBe('customers');
  });

  it('are divided: the reports and the data have a part of their own', async () => {
    await open();
    await userEvent.click(screen.getByTestId('settings-part-books'));
    expect(screen.getByRole('textbox', { name: 'A reward costs you' })).toBeTruthy();
    await press('Data');
    expect(await screen.findByRole('heading', { name: 'Backups' })).toBeTruthy();
    expect(screen.queryByRole('slider', { name: 'Volume' })).toBeNull();
    await press('General');
    expect(screen.getByRole('slider', { name: 'Volume' })).toBeTruthy();
  });
});
