import { clearMocks } from '@tauri-apps/api/mocks';
import { emit } from '@tauri-apps/api/event';
import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import App from '../../App.svelte';
import type { Pin, Settings, Status } from '../../lib/bindings';
import { desk } from '../../lib/desk.svelte';
import { pinPrompt } from '../../lib/pinPrompt.svelte';
import { route } from '../../lib/route.svelte';
import { STATUS, answering, type Asked } from '../../testing/desk';
import { readScreens } from '../../testing/screens';

readScreens();

const LOCKED: Pin = { set: true, unlocked: false, wait_until: null };
const OPEN: Pin = { ...LOCKED, unlocked: true };
const NONE: Pin = { set: false, unlocked: false, wait_until: null };

let status: Status;
let asked: Asked[];

async function open(pin: Pin): Promise<void> {
  status = { ...STATUS, pin };
  const become = (now: Pin) => (status = { ...status, pin: now });
  const right = (typed: string | null) => {
    if (typed === '4711') return;
    throw { code: 'wrong_pin', message: 'that is not the PIN' } as unknown as Error;
  };
  ({ asked } = answering({
    status: () => status,
    save_settings: ({ settings }: { settings: Settings }) => (status = { ...status, settings }),
    points: () => ({ customers: [], total: 0 }),
    unlock: ({ pin: typed }: { pin: string }) => (right(typed), become(OPEN)),
    lock: () => become(LOCKED),
    touch: () => null,
    set_pin: ({ old, wanted }: { old: string | null; wanted: string | null }) => {
      if (status.pin.set) right(old);
      return become(wanted === null ? NONE : OPEN);
    },
  }));
  render(App);
  await screen.findByTestId('tile-stamps');
  await waitFor(() => expect(desk.pin, 'not of the story before').toEqual(pin));
}

const go = (screenName: string) => userEvent.click(screen.getByTestId(`nav-${screenName}`));
const dialog = () => screen.findByRole('dialog', { name: 'Owner’s PIN' });
const closed = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
const said = () => screen.getByTestId('pin-said').textContent?.trim();
const asks = (command: string) => asked.filter((one) => one.command === command).length;

async function type(digits: string): Promise<void> {
  await dialog();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('pin')));
  await userEvent.keyboard(digits);
}

afterEach(() => {
  pinPrompt.end(false);
  cleanup();
  clearMocks();
  route.go('counter');
});

describe('without a PIN', () => {
  it('nothing is locked and nothing speaks of it', async () => {
    await open(NONE);
    expect(screen.queryByTestId('lock')).toBeNull();
    await go('points');
    expect(route.current.screen).toBe('points');
    await userEvent.keyboard('a');
    expect(asks('touch'), 'the desk is told nothing').toBe(0);
  });
});

describe('a locked window', () => {
  it('asks for the PIN before it opens what is the owner’s, and opens it then', async () => {
    await open(LOCKED);
    expect(screen.getByRole('button', { name: 'Reports (locked)' })).toBeTruthy();
    await go('points');
    expect(route.current.screen).toBe('counter');
    await type('4711{Enter}');
    await closed();
    expect(route.current.screen, 'where it was to go').toBe('points');
    expect(screen.getByRole('button', { name: 'Lock' })).toBeTruthy();
  });

  it('leaves staff the counter and the coupons', async () => {
    await open(LOCKED);
    await go('coupons');
    expect(route.current.screen).toBe('coupons');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('stays where it was when nobody knows the PIN', async () => {
    await open(LOCKED);
    await go('reports');
    await type('{Escape}');
    await closed();
    expect(route.current.screen).toBe('counter');
  });

  it('says that a PIN is wrong, and takes the next one at once', async () => {
    await open(LOCKED);
    await go('points');
    await type('0000{Enter}');
    await waitFor(() => expect(said()).toBe('That is not the PIN.'));
    expect(screen.getByTestId<HTMLInputElement>('pin').value).toBe('');
    await type('4711{Enter}');
    await closed();
    expect(route.current.screen).toBe('points');
  });

  it.each(['482193', '8690504041283'])('does not try what a scanner fires into it: %s', async (scan) => {
    await open(LOCKED);
    await go('points');
    await type(`${scan}{Enter}`);
    expect(said()).toBe('That was scanned. A PIN is typed by hand.');
    expect(asks('unlock'), 'nothing was tried').toBe(0);
    for (const digit of '4711') await userEvent.click(screen.getByTestId(`digit-${digit}`));
    expect(said()).toBe('');
    await userEvent.click(screen.getByTestId('unlock'));
    await closed();
    expect(route.current.screen, 'by hand, it opens').toBe('points');
  });

  it('says how long it waits after too many, and takes none meanwhile', async () => {
    await open({ ...LOCKED, wait_until: new Date(Date.now() + 29_500).toISOString() });
    await go('points');
    await type('4711{Enter}');
    expect(said()).toMatch(/tried in 0:(30|29)\.$/);
    expect(screen.getByTestId<HTMLButtonElement>('unlock').disabled).toBe(true);
    expect(asks('unlock')).toBe(0);
  });

  it('has its digits on the screen too', async () => {
    await open(LOCKED);
    await go('points');
    await dialog();
    for (const digit of ['4', '7', '1', '2']) await userEvent.click(screen.getByTestId(`digit-${digit}`));
    await userEvent.click(screen.getByRole('button', { name: 'Erase the last digit' }));
    await userEvent.click(screen.getByTestId('digit-1'));
    await userEvent.click(screen.getByTestId('unlock'));
    await closed();
    expect(route.current.screen).toBe('points');
  });

  it('changes no setting from the palette without the PIN', async () => {
    Element.prototype.scrollIntoView = () => {};
    await open(LOCKED);
    await userEvent.keyboard('{Control>}k{/Control}');
    await screen.findByRole('dialog', { name: 'Search and commands' });
    await userEvent.keyboard('dark{Enter}');
    await type('{Escape}');
    await closed();
    expect(document.documentElement.dataset.theme).not.toBe('dark');
    expect(asks('save_settings')).toBe(0);
  });
});

describe('an unlocked window', () => {
  it('is left for the counter when it locks by itself, whatever it showed', async () => {
    await open(OPEN);
    await go('points');
    status = { ...status, pin: LOCKED };
    await emit('status-changed', status);
    await screen.findByTestId('tile-stamps');
    expect(route.current.screen).toBe('counter');
    expect(screen.queryByRole('dialog'), 'nobody asked for anything').toBeNull();
  });

  it('tells the desk that the owner is here, but not of whoever is at the counter', async () => {
    await open(OPEN);
    await userEvent.keyboard('a');
    expect(asks('touch'), 'at the counter it may be anybody').toBe(0);
    await go('points');
    await userEvent.keyboard('ab');
    expect(asks('touch'), 'now and then is enough').toBe(1);
  });

  it('is locked from the rail', async () => {
    await open(OPEN);
    await go('points');
    await userEvent.click(screen.getByRole('button', { name: 'Lock' }));
    await screen.findByTestId('tile-stamps');
    expect(screen.getByRole('button', { name: 'Unlock' })).toBeTruthy();
  });
});

describe('the settings', () => {
  async function settings(pin: Pin): Promise<void> {
    await open(pin);
    await go('settings');
    await screen.findByTestId('settings-pin', {}, { timeout: 4000 });
  }
  const field = (name: string) => screen.findByLabelText(name);
  const keep = () => screen.getByTestId<HTMLButtonElement>('save-pin');

  it('set a PIN that was typed twice alike', async () => {
    await settings(NONE);
    await userEvent.click(screen.getByRole('button', { name: 'Set a PIN' }));
    await userEvent.type(await field('New PIN'), '471');
    expect(keep().disabled, 'too short').toBe(true);
    await userEvent.type(await field('New PIN'), '1');
    await userEvent.type(await field('Once more'), '4712');
    expect(await screen.findByText('These two are not the same.')).toBeTruthy();
    expect(keep().disabled).toBe(true);
    await userEvent.type(await field('Once more'), '{Backspace}1');
    await userEvent.click(keep());
    await closed();
    expect(status.pin).toEqual(OPEN);
    expect(screen.getByRole('button', { name: 'Change the PIN' })).toBeTruthy();
  });

  it('take it away only with the present one', async () => {
    await settings(OPEN);
    await userEvent.click(screen.getByRole('button', { name: 'Remove the PIN' }));
    await userEvent.type(await field('The present PIN'), '0000');
    await userEvent.click(keep());
    expect(await screen.findByText('That is not the PIN.')).toBeTruthy();
    await userEvent.type(await field('The present PIN'), '4711');
    await userEvent.click(keep());
    await closed();
    expect(status.pin.set).toBe(false);
    expect(screen.queryByTestId('lock')).toBeNull();
  });

  it('say after how long it locks by itself', async () => {
    await settings(OPEN);
    expect(screen.getByTestId('pin-idle-5').getAttribute('aria-pressed'), 'the usual').toBe('true');
    await userEvent.click(screen.getByTestId('pin-idle-15'));
    await waitFor(() => expect(status.settings.pin_idle_minutes).toBe(15));
  });
});
