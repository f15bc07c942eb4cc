import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import App from '../App.svelte';
import type { Road, Status } from '../lib/bindings';
import { refreshStatus } from '../lib/desk.svelte';
import { resumeFirstStart } from '../lib/firstStart';
import { route } from '../lib/route.svelte';
import { A_SECRET } from '../testing/border';
import { NO_ROAD, STATUS } from '../testing/desk';
import { ENDPOINT, REACHABLE, Shop, enabled, press, step } from '../testing/firstStart';
import { readScreens } from '../testing/screens';

readScreens();

const NO_SECRET: Status['listening'] = { state: 'no_secret', address: '127.0.0.1:8787' };

let shop: Shop;

beforeEach(() => {
  shop = new Shop();
});

afterEach(() => shop.close());

describe('the first start', () => {
  it('is shown instead of the screens, and goes from step to step, each of them kept', async () => {
    await shop.openAt('welcome');
    expect(screen.queryByTestId('nav-counter')).toBeNull();
    for (const next of ['way', 'register', 'secret', 'test'] as const) {
      await press('first-start-next');
      await waitFor(() => expect(step()).toBe(next));
      await waitFor(() =>
        expect(document.activeElement, next).toBe(screen.getByRole('heading', { level: 1 })),
      );
      expect(shop.status.settings.first_start, 'where it goes on after a restart').toBe(next);
    }
    await press('first-start-back');
    expect(step()).toBe('secret');
    expect(shop.status.settings.first_start).toBe('secret');
  });

  it('says where one is', async () => {
    await shop.openAt('register');
    expect(screen.getByTestId('first-start-progress').textContent).toBe('3 / 5');
    const current = screen
      .getAllByTestId('first-start-step')
      .filter((one) => one.hasAttribute('aria-current'));
    expect(current.map((one) => one.textContent)).toEqual([expect.stringContaining('Register the address')]);
  });

  it('can be put off at every step, and goes on where something is missing', async () => {
    await shop.openAt('secret', { listening: NO_SECRET }, { way: { way: 'tailscale' } });
    await press('first-start-skip');
    expect(await screen.findByTestId('nav-counter')).toBeTruthy();
    expect(shop.status.settings.first_start).toBe('skipped');
    await resumeFirstStart(shop.status);
    await waitFor(() => expect(step()).toBe('secret'));
  });

  it('speaks the language that was chosen, at once, on every step', async () => {
    await shop.openAt('welcome');
    await press('language-tr');
    expect(await screen.findByRole('heading', { name: 'Stampdesk’e hoş geldiniz' })).toBeTruthy();
    await press('first-start-next');
    expect(screen.getByRole('heading', { name: 'Bu bilgisayara bir yol açın' })).toBeTruthy();
    await press('language-en');
    expect(screen.getByRole('heading', { name: 'Open a way to this PC' })).toBeTruthy();
    expect(shop.status.settings).toMatchObject({ language: 'en', first_start: 'way' });
  });

  it('says on every step that another program is in the way, and where the address is changed', async () => {
    await shop.openAt('register', { listening: { state: 'port_in_use', address: '127.0.0.1:8787' } });
    expect(screen.getByTestId('trouble').textContent).toContain('Another program uses the address');
    await userEvent.click(screen.getByRole('button', { name: 'Choose an address' }));
    expect(route.current.screen).toBe('connection');
  });
});

describe('the way', () => {
  it('is chosen first, and only then judged', async () => {
    await shop.openAt('way', { road: NO_ROAD });
    expect(screen.getByTestId('save-way')).toBeTruthy();
    expect(screen.queryByTestId('road-state')).toBeNull();
  });

  it('opens the next step as soon as this PC is reached, and not before', async () => {
    const road: Road = { ...REACHABLE, verdict: { reach: 'tunnel_down', status: 502 } };
    await shop.openAt('way', { road }, { way: { way: 'tailscale' } });
    expect(screen.getByTestId('road-state')).toBeTruthy();
    expect(enabled('first-start-next')).toBe(false);
    await shop.becomes({ road: REACHABLE });
    await waitFor(() => expect(enabled('first-start-next')).toBe(true));
    expect(screen.queryByTestId('first-start-anyway')).toBeNull();
  });

  it('can be left open, and says what that means', async () => {
    await shop.openAt('way', { road: NO_ROAD });
    expect(screen.getByText(/Until this PC can be reached, no record arrives/)).toBeTruthy();
    await press('first-start-anyway');
    expect(step()).toBe('register');
  });

  it('is judged anew when asked, but not twice at a time', async () => {
    await shop.openAt('way', {}, { way: { way: 'tailscale' } });
    await press('ask-outside');
    expect(shop.sent('ask_outside')).toHaveLength(1);
    await shop.becomes({ road: { ...REACHABLE, asking: true } });
    await waitFor(() => expect(enabled('ask-outside')).toBe(false));
  });
});

describe('the address', () => {
  function clipboard(writeText: (text: string) => Promise<void>): void {
    vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(writeText);
  }
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('is copied, and says so', async () => {
    const copied: string[] = [];
    await shop.openAt('register');
    expect(screen.getByTestId('endpoint').textContent?.trim()).toBe(ENDPOINT);
    clipboard(async (text) => void copied.push(text));
    await press('copy-endpoint');
    expect(copied).toEqual([ENDPOINT]);
    expect(screen.getByTestId('copy-endpoint').textContent?.trim()).toBe('Copied');
  });

  it('is copied by selection where the clipboard is closed', async () => {
    await shop.openAt('register');
    clipboard(() => Promise.reject(new Error('denied')));
    let selected = '';
    document.execCommand = () => {
      selected = (document.activeElement as HTMLTextAreaElement).value;
      return true;
    };
    await press('copy-endpoint');
    expect(selected).toBe(ENDPOINT);
    expect(screen.getByTestId('copy-endpoint').textContent?.trim()).toBe('Copied');
    document.execCommand = () => false;
    await press('copy-endpoint');
    expect(await screen.findByText(/could not be copied: select the address/)).toBeTruthy();
  });

  it('says where it belongs, in the platform’s own words', async () => {
    await shop.openAt('register');
    const path = screen.getByText('Add Webhook').closest('[lang]');
    expect(path?.textContent?.replace(/\s+/g, ' ').trim()).toMatch(
      /^Account ?Settings ?Integrations ?Webhooks ?Add Webhook$/,
    );
    expect(screen.getByText('Choose “All Events”.')).toBeTruthy();
    expect(screen.getByText(/shows it only once/)).toBeTruthy();
  });

  it('leads back where there is none yet', async () => {
    await shop.openAt('register', { road: NO_ROAD });
    expect(enabled('first-start-next')).toBe(false);
    await userEvent.click(screen.getByRole('button', { name: 'To step 2' }));
    expect(step()).toBe('way');
  });

  it('that changes with each start is said to', async () => {
    await shop.openAt('register', {}, { way: { way: 'cloudflared_try' } });
    expect(screen.getByTestId('address-changes').textContent).toContain('each time the tunnel starts');
  });
});

describe('the secret', () => {
  it('is pasted, and opens the next step', async () => {
    shop.secrets = [];
    shop.answers.add_secret = () => {
      shop.secrets = [A_SECRET];
      shop.status = { ...shop.status, listening: STATUS.listening };
      return A_SECRET;
    };
    await shop.openAt('secret', { listening: NO_SECRET });
    expect(screen.getByText(/Without the secret every record is turned away/)).toBeTruthy();
    expect(enabled('first-start-next')).toBe(false);
    await userEvent.type(await screen.findByTestId('secret-field'), 'whsec_private');
    await press('save-secret');
    expect(await screen.findByTestId('secret-kept')).toBeTruthy();
    expect(enabled('first-start-next')).toBe(true);
    expect(screen.queryByTestId('secret-field')).toBeNull();
  });

  it('that is kept already can be replaced', async () => {
    await shop.openAt('secret');
    expect((await screen.findByTestId('secret-kept')).textContent).toContain('Shop');
    await press('paste-secret');
    expect(screen.getByRole('heading', { name: 'Replace the secret' })).toBeTruthy();
    expect(screen.getByText(/Press “Rotate Secret” there/)).toBeTruthy();
  });

  it('that lies in a locked keychain is said to', async () => {
    shop.secrets = [{ ...A_SECRET, reachable: false }];
    await shop.openAt('secret', { listening: { state: 'secret_unreachable', address: '127.0.0.1:8787' } });
    expect(screen.getByTestId('secret-missing-note').textContent).toContain('cannot be reached');
    expect(enabled('first-start-next')).toBe(false);
  });

  it('leads back to the address for who has not registered it', async () => {
    shop.secrets = [];
    await shop.openAt('secret', { listening: NO_SECRET });
    await userEvent.click(await screen.findByRole('button', { name: 'To step 3' }));
    expect(step()).toBe('register');
  });
});

it('shows nothing of itself once it is done', async () => {
  await refreshStatus();
  render(App);
  expect(await screen.findByTestId('nav-counter')).toBeTruthy();
  expect(screen.queryByTestId('first-start')).toBeNull();
});
