import { describe, expect, it } from 'vitest';
import type { TokenState, Way } from './bindings';
import { translator } from './i18n.svelte';
import { problems, wayOf, wayWords, writtenOf, type Kind, type Written } from './ways';

const NOTHING = writtenOf({ way: 'none' });
const wrong = (kind: Kind, written: Partial<Written>, token: TokenState = 'none') =>
  problems(kind, { ...NOTHING, ...written }, token);

const WAYS: Exclude<Way, { way: 'none' }>[] = [
  { way: 'own', url: 'https://shop.example.com/in' },
  { way: 'cloudflared', hostname: 'shop.example.com' },
  { way: 'cloudflared_try' },
  { way: 'ngrok', domain: 'shop.ngrok-free.app' },
  { way: 'tailscale' },
  { way: 'command', line: "frpc -c 'my shop.toml'", url: null },
  { way: 'command', line: 'bore', url: 'https://shop.example.com' },
];

describe('a way', () => {
  it.each(WAYS)('is written down and read again: $way', (way) => {
    expect(wayOf(way.way, writtenOf(way))).toEqual(way);
    expect(problems(way.way, writtenOf(way), 'kept')).toEqual({});
  });

  it('is taken as people paste it', () => {
    const hostname = ' https://Shop.example.com/ ';
    expect(wayOf('cloudflared', { ...NOTHING, hostname })).toMatchObject({ hostname: 'Shop.example.com' });
    expect(wayOf('own', { ...NOTHING, url: ' shop.example.com ' })).toMatchObject({
      url: 'https://shop.example.com',
    });
  });

  it('is told by its name and what it goes by', () => {
    const t = translator('en');
    expect(wayWords({ way: 'cloudflared', hostname: 'shop.example.com' }, t)).toEqual([
      'Cloudflare Tunnel',
      'shop.example.com',
    ]);
    expect(wayWords({ way: 'tailscale' }, t)).toEqual(['Tailscale Funnel']);
    expect(wayWords({ way: 'none' }, t)).toEqual(['No way chosen yet']);
  });
});

describe('what is wrong', () => {
  it.each(['', 'http://shop.example.com', 'ftp://shop.example.com', 'https://', 'my shop', 'shop'])(
    'with an address: %o',
    (url) => {
      expect(wrong('own', { url })).toEqual({ url: 'no_address' });
    },
  );

  it.each(['', 'shop', 'my shop.com', 'shop.example.com/in', 'http://shop.example.com', 'a..b'])(
    'with a name: %o',
    (name) => {
      expect(wrong('ngrok', { domain: name })).toEqual({ domain: 'no_name' });
      expect(wrong('cloudflared', { hostname: name }, 'kept')).toEqual({ hostname: 'no_name' });
    },
  );

  it('with a token, only where one is needed and none is kept', () => {
    const hostname = 'shop.example.com';
    expect(wrong('cloudflared', { hostname })).toEqual({ token: 'no_token' });
    expect(wrong('cloudflared', { hostname, token: 'ey…' })).toEqual({});
    expect(wrong('cloudflared', { hostname }, 'kept')).toEqual({});
    expect(wrong('cloudflared', { hostname }, 'unreachable'), 'it is kept, the keychain is locked').toEqual(
      {},
    );
    expect(wrong('ngrok', { domain: hostname }), 'ngrok may have been told already').toEqual({});
  });

  it('with a command', () => {
    expect(wrong('command', { line: '  ' })).toEqual({ line: 'no_line' });
    expect(wrong('command', { line: 'frpc "open' })).toEqual({ line: 'open_quote' });
    expect(wrong('command', { line: `frpc --name='a "b"'` })).toEqual({});
    expect(wrong('command', { line: 'frpc', printed: 'http://a.b' })).toEqual({ printed: 'no_address' });
  });
});
