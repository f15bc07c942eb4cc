import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CertificateTrouble, Road, TunnelState, Verdict } from '../../lib/bindings';
import { useLanguage } from '../../lib/i18n.svelte';
import { en } from '../../messages/en';
import { REACHED, onTheRoad } from '../../testing/road';
import { STATUS } from '../../testing/desk';
import RoadState from './RoadState.svelte';

type Failed = Extract<TunnelState, { state: 'failed' }>;

beforeEach(() => useLanguage('en'));
afterEach(cleanup);

function shown(road: Partial<Road>): HTMLElement {
  render(RoadState, { status: onTheRoad(road) });
  return screen.getByTestId('road-state');
}

function failing(reason: Failed['reason'], again_at: string | null = null): string | null {
  return shown({ tunnel: { state: 'failed', program: 'ngrok', reason, again_at } }).textContent;
}

describe('a tunnel', () => {
  it('that nobody chose is no trouble', () => {
    render(RoadState, { status: STATUS });
    const state = screen.getByTestId('road-state');
    expect(state.dataset.state).toBe('off');
    expect(state.textContent).toContain('No way chosen yet');
  });

  it('rests while nobody listens', () => {
    expect(shown({ tunnel: { state: 'off' } }).textContent).toContain('as long as Stampdesk does not listen');
  });

  it('is missing: which program, and where to get it', () => {
    const state = shown({ tunnel: { state: 'missing', program: 'tailscale', how: 'in English only' } });
    expect(state.dataset.state).toBe('tunnel_missing');
    expect(state.textContent).toContain('tailscale is not on this PC');
    expect(screen.getByText('https://tailscale.com/download').className, 'to be copied').toContain(
      'select-all',
    );
    expect(state.textContent).not.toContain('in English only');
  });

  it('is missing and no program that we know', () => {
    const state = shown({ tunnel: { state: 'missing', program: 'frpc', how: '' } });
    expect(state.textContent).toContain('write its whole path in the command');
  });

  it('starts, and is checked once it is up', () => {
    expect(shown({ tunnel: { state: 'starting', program: 'ngrok' } }).dataset.state).toBe('starting');
    cleanup();
    expect(shown({ asking: true }).dataset.state).toBe('checking');
  });

  it('failed: why, in its own words, and when it is tried again', () => {
    const soon = new Date(Date.now() + 50_000).toISOString();
    const words = failing({ why: 'ended', code: 1, words: 'ERR_NGROK_107' }, soon);
    expect(words).toContain('ended by itself with the number 1');
    expect(words).toContain('It is started again in 1 minute.');
    expect(screen.getByText('ERR_NGROK_107').tagName).toBe('PRE');
  });

  it('lacks no token where one lies in a keychain that cannot be read', () => {
    const tunnel: Failed = {
      state: 'failed',
      program: 'cloudflared',
      reason: { why: 'no_token' },
      again_at: null,
    };
    const said = shown({ tunnel, token: 'unreachable' }).textContent;
    expect(said).toContain('A token is kept, but this PC’s keychain cannot be read');
    expect(said).not.toContain('is missing');
  });

  it.each<[Failed['reason'], string]>([
    [{ why: 'ended', code: null, words: '' }, 'Something on this PC ended it.'],
    [{ why: 'no_address', seconds: 30, words: '' }, 'no public address within 30 seconds'],
    [{ why: 'not_started', words: 'permission denied' }, 'permission denied'],
    [{ why: 'no_token' }, 'Its token is missing.'],
    [{ why: 'bad_line' }, 'a quotation mark in it is not closed'],
  ])('failed for its own reason: %o', (reason, words) => {
    const said = failing(reason);
    expect(said).toContain(words);
    expect(said, 'nothing happens by itself').toContain('Correct the chosen way');
    expect(said?.includes(en.road.said), 'only what it said is announced').toBe(
      words === 'permission denied',
    );
  });
});

describe('a verdict', () => {
  const certificates = Object.keys(en.verdict.certificate) as CertificateTrouble[];
  const verdicts: [string, Verdict, string][] = [
    ['no_internet', { reach: 'no_internet' }, en.verdict.no_internet],
    ['tunnel_down', { reach: 'tunnel_down', status: 502 }, en.verdict.tunnel_down],
    ['other_answers', { reach: 'other_answers' }, en.verdict.other_answers],
    ['no_address', { reach: 'no_address' }, en.verdict.no_address],
    ...certificates.map((reason): [string, Verdict, string] => [
      'certificate',
      { reach: 'certificate', reason },
      en.verdict.certificate[reason],
    ]),
  ];

  it.each(verdicts)('%s says what is wrong and what to do', (name, verdict, words) => {
    const state = shown({ verdict });
    expect(state.dataset.state).toBe(name);
    expect(state.textContent).toContain(words);
  });

  it('that is good is green, and stays while it is asked again', () => {
    const state = shown({ ...REACHED, asking: true });
    expect(state.dataset.state).toBe('reachable');
    expect(screen.getByText('Connected').className).toContain('text-earned');
  });

  it('speaks Turkish', () => {
    useLanguage('tr');
    expect(shown(REACHED).textContent).toContain('Bu bilgisayara internetten ulaşılabiliyor');
  });
});
