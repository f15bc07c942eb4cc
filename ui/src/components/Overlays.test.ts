import { clearMocks } from '@tauri-apps/api/mocks';
import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import App from '../App.svelte';
import type { Settings } from '../lib/bindings';
import { overlay } from '../lib/overlay.svelte';
import { route } from '../lib/route.svelte';
import { STATUS, answering } from '../testing/desk';
import { readScreens } from '../testing/screens';

readScreens();

let saved: Settings[];

beforeEach(async () => {
  saved = [];
  let status = STATUS;
  answering({
    status: () => status,
    save_settings: ({ settings }: { settings: Settings }) => {
      saved.push(settings);
      return (status = { ...status, settings });
    },
    look_up: ({ code }: { code: string }) => ({ code, customers: [], page: null, listening_since: null }),
  });
  Element.prototype.scrollIntoView = () => {};
  render(App);
  await screen.findByTestId('tile-stamps');
});

afterEach(async () => {
  overlay.show(null);
  cleanup();
  clearMocks();
  route.go('counter');
});

const palette = () => screen.findByRole('dialog', { name: 'Search and commands' });
const wish = () => screen.getByRole<HTMLInputElement>('combobox', { name: 'What would you like to do?' });
const codeField = () => screen.getByTestId<HTMLInputElement>('code-field');
const closed = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

async function ask(text: string): Promise<void> {
  await userEvent.keyboard('{Control>}k{/Control}');
  await palette();
  await waitFor(() => expect(document.activeElement).toBe(wish()));
  await userEvent.keyboard(text);
}

describe('the palette', () => {
  it('goes to a screen by a part of its name', async () => {
    await ask('conn');
    expect(screen.getAllByRole('option')[0]?.textContent).toContain('Go to Connection');
    await userEvent.keyboard('{Enter}');
    await closed();
    expect(route.current.screen).toBe('connection');
  });

  it('keeps the digits that are typed in it, and opens the customer of six', async () => {
    await ask('482');
    expect(wish().value).toBe('482');
    expect(codeField().value, 'none of them went to the counter').toBe('');
    await userEvent.keyboard('193{Enter}');
    await closed();
    expect(route.current).toEqual({ screen: 'look_up', code: '482193' });
  });

  it('gives the keyboard back when Escape closes it, and leaves the screen as it is', async () => {
    route.go('points');
    await ask('48');
    await userEvent.keyboard('{Escape}');
    await closed();
    expect(route.current.screen, 'the Escape was for the palette').toBe('points');
    await waitFor(() => expect(document.activeElement).toBe(codeField()));
    await userEvent.keyboard('7');
    expect(codeField().value).toBe('7');
    await userEvent.keyboard('{Escape}');
  });

  it('says so when it knows nothing of the kind', async () => {
    await ask('xyz');
    expect(screen.queryAllByRole('option')).toEqual([]);
    expect(screen.getByText(/Nothing by these words/)).toBeTruthy();
  });

  it('changes the appearance and mutes the sounds', async () => {
    await ask('dark{Enter}');
    await closed();
    expect(document.documentElement.dataset.theme).toBe('dark');
    await ask('mute{Enter}');
    await closed();
    await waitFor(() => expect(saved.at(-1)).toMatchObject({ theme: 'dark', sounds: { muted: true } }));
    await ask('mute');
    expect(screen.getByRole('option', { name: 'Sounds on again' })).toBeTruthy();
  });

  it('is found in Turkish however it is typed', async () => {
    await ask('lang turkce{Enter}');
    await closed();
    await userEvent.keyboard('{Control>}k{/Control}');
    const dialog = await screen.findByRole('dialog', { name: 'Arama ve komutlar' });
    await userEvent.keyboard('MUSTERI');
    expect(
      within(dialog)
        .getAllByRole('option')
        .map((one) => one.textContent?.trim()),
    ).toEqual(['Müşteriler ekranını aç']);
  });
});

describe('the list of keys', () => {
  it('opens with Shift+F1 and closes with Escape', async () => {
    await userEvent.keyboard('{Shift>}{F1}{/Shift}');
    const dialog = await screen.findByRole('dialog', { name: 'Keys' });
    expect(within(dialog).getByText('Search and commands')).toBeTruthy();
    await userEvent.keyboard('{Escape}');
    await closed();
    await waitFor(() => expect(document.activeElement).toBe(codeField()));
  });

  it('opens from the palette, in its place', async () => {
    await ask('keys{Enter}');
    expect(await screen.findByRole('dialog', { name: 'Keys' })).toBeTruthy();
    await waitFor(() => expect(screen.getAllByRole('dialog')).toHaveLength(1));
  });
});
