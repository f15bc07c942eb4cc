import { clearMocks } from '@tauri-apps/api/mocks';
import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TokenState, Way } from '../../lib/bindings';
import { refreshStatus } from '../../lib/desk.svelte';
import { STATUS, answering, type Answers, type Asked } from '../../testing/desk';
import { onTheRoad } from '../../testing/road';
import WayForm from './WayForm.svelte';

let answers: Answers;
let asked: Asked[];
const saved = vi.fn();

beforeEach(() => {
  saved.mockClear();
  ({ answers, asked } = answering({ choose_way: () => onTheRoad() }));
});

afterEach(() => {
  cleanup();
  clearMocks();
});

async function open(way: Way = { way: 'none' }, token: TokenState = 'none'): Promise<void> {
  answers.status = () => (way.way === 'none' ? STATUS : onTheRoad({ token }, way));
  await refreshStatus();
  render(WayForm, { saved });
}

const choose = (way: string) => userEvent.click(screen.getByTestId(`way-${way}`));
const field = (name: string) => screen.getByTestId<HTMLInputElement>(`way-${name}`);
const save = () => userEvent.click(screen.getByTestId('save-way'));
const sent = () => asked.filter(({ command }) => command === 'choose_way').map(({ args }) => args);

describe('each way', () => {
  it.each<[string, Record<string, string>, Way, string | null]>([
    ['own', { url: 'https://shop.example.com' }, { way: 'own', url: 'https://shop.example.com' }, null],
    [
      'cloudflared',
      { hostname: 'shop.example.com', token: ' eyPrivate\n' },
      { way: 'cloudflared', hostname: 'shop.example.com' },
      'eyPrivate',
    ],
    ['cloudflared_try', {}, { way: 'cloudflared_try' }, null],
    ['ngrok', { domain: 'a.ngrok.app' }, { way: 'ngrok', domain: 'a.ngrok.app' }, null],
    ['ngrok', { domain: 'a.ngrok.app', token: '2abc' }, { way: 'ngrok', domain: 'a.ngrok.app' }, '2abc'],
    ['tailscale', {}, { way: 'tailscale' }, null],
    ['command', { line: 'bore 8787' }, { way: 'command', line: 'bore 8787', url: null }, null],
    [
      'command',
      { line: 'bore 8787', printed: 'shop.example.com' },
      { way: 'command', line: 'bore 8787', url: 'https://shop.example.com' },
      null,
    ],
  ])('%s asks for what it needs: %o', async (kind, texts, way, token) => {
    await open();
    await choose(kind);
    for (const [name, text] of Object.entries(texts)) {
      await userEvent.click(field(name));
      await userEvent.paste(text);
    }
    await save();
    expect(sent()).toEqual([{ way, token }]);
    await waitFor(() => expect(saved).toHaveBeenCalledOnce());
  });

  it('says where it must lead to', async () => {
    await open();
    await choose('cloudflared');
    expect(screen.getByText(/must lead to http:\/\/127\.0\.0\.1:8787/)).toBeTruthy();
    await choose('command');
    expect(screen.getByText(/^\{target\} stands for .*127\.0\.0\.1:8787/)).toBeTruthy();
  });
});

describe('before anything is sent', () => {
  it('a way is chosen', async () => {
    await open();
    expect(screen.getByTestId<HTMLButtonElement>('save-way').disabled).toBe(true);
  });

  it('what is missing is said at its field, and no longer once it is there', async () => {
    await open();
    await choose('cloudflared');
    expect(screen.queryByRole('alert'), 'nobody is blamed for what he has not tried').toBeNull();
    await userEvent.type(field('hostname'), 'my shop');
    await save();
    expect(screen.getAllByRole('alert').map((alert) => alert.textContent)).toEqual([
      'Write only the name, such as shop.example.com.',
      'Paste the token first.',
    ]);
    expect(field('hostname').getAttribute('aria-invalid')).toBe('true');
    await waitFor(() => expect(document.activeElement, 'the first to mend').toBe(field('hostname')));
    expect(sent(), 'the desk is not even asked').toEqual([]);
    await userEvent.clear(field('hostname'));
    await userEvent.type(field('hostname'), 'shop.example.com');
    expect(screen.getAllByRole('alert')).toHaveLength(1);
  });

  it('no way but https is taken', async () => {
    await open();
    await choose('own');
    await userEvent.type(field('url'), 'http://shop.example.com');
    await save();
    expect(screen.getByRole('alert').textContent).toContain('https://shop.example.com');
  });
});

describe('the token', () => {
  const cloudflared: Way = { way: 'cloudflared', hostname: 'shop.example.com' };

  it('is hidden until asked for, and gone from the window once it is sent', async () => {
    let answer = () => {};
    answers.choose_way = () => new Promise((done) => (answer = () => done(onTheRoad())));
    await open();
    await choose('cloudflared');
    expect(field('token').type).toBe('password');
    await userEvent.click(screen.getByRole('button', { name: 'Show the token' }));
    expect(field('token').type).toBe('text');
    await userEvent.type(field('hostname'), 'shop.example.com');
    await userEvent.type(field('token'), 'eyPrivate');
    await save();
    answer();
    await waitFor(() => expect(field('token').value).toBe(''));
  });

  it('that is kept need not be pasted again', async () => {
    await open(cloudflared, 'kept');
    expect(field('hostname').value, 'as it holds now').toBe('shop.example.com');
    expect(screen.getByText(/A token is kept/)).toBeTruthy();
    await userEvent.clear(field('hostname'));
    await userEvent.type(field('hostname'), 'moda.example.com');
    await save();
    expect(sent()).toEqual([{ way: { way: 'cloudflared', hostname: 'moda.example.com' }, token: null }]);
  });

  it('that is kept belongs to the way that holds now', async () => {
    await open(cloudflared, 'kept');
    await choose('ngrok');
    expect(screen.queryByText(/A token is kept/)).toBeNull();
  });

  it('that cannot be read says so', async () => {
    await open(cloudflared, 'unreachable');
    expect(screen.getByText(/keychain cannot be read/)).toBeTruthy();
  });
});

it('says why when the desk refuses, and nothing is lost', async () => {
  answers.choose_way = () => {
    throw { code: 'way', message: 'a public address is a host name' };
  };
  await open();
  await choose('own');
  await userEvent.type(field('url'), 'https://shop.example.com');
  await save();
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('This way cannot be used; the one before still holds.');
  expect(alert.textContent).toContain('a public address is a host name');
  expect(field('url').value).toBe('https://shop.example.com');
  expect(saved).not.toHaveBeenCalled();
});
