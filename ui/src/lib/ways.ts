// The ways in which Loyalite's records can reach this PC, as a form asks for them: what each needs, and what is wrong
// with what was written.

import Cloud from '@lucide/svelte/icons/cloud';
import FlaskConical from '@lucide/svelte/icons/flask-conical';
import Globe from '@lucide/svelte/icons/globe';
import House from '@lucide/svelte/icons/house';
import SquareTerminal from '@lucide/svelte/icons/square-terminal';
import Waypoints from '@lucide/svelte/icons/waypoints';
import type { TokenState, Way } from './bindings';
import type { Translate } from './i18n.svelte';

export type Kind = Exclude<Way['way'], 'none'>;

export const WAY_ICONS: Record<Kind, typeof Cloud> = {
  cloudflared: Cloud,
  ngrok: Globe,
  tailscale: Waypoints,
  own: House,
  command: SquareTerminal,
  cloudflared_try: FlaskConical,
};

export const KINDS = Object.keys(WAY_ICONS) as Kind[];

/** What can be written, whichever way is chosen: who changes his mind twice finds it again. */
export type Written = {
  hostname: string;
  domain: string;
  url: string;
  line: string;
  printed: string;
  token: string;
};
export type Field = keyof Written;

export function writtenOf(way: Way): Written {
  const nothing = { hostname: '', domain: '', url: '', line: '', printed: '', token: '' };
  switch (way.way) {
    case 'command':
      return { ...nothing, line: way.line, printed: way.url ?? '' };
    case 'own':
      return { ...nothing, url: way.url };
    case 'cloudflared':
      return { ...nothing, hostname: way.hostname };
    case 'ngrok':
      return { ...nothing, domain: way.domain };
    default:
      return nothing;
  }
}

export function wayOf(kind: Kind, written: Written): Way {
  const line = written.line.trim();
  switch (kind) {
    case 'cloudflared':
      return { way: kind, hostname: host(written.hostname) };
    case 'ngrok':
      return { way: kind, domain: host(written.domain) };
    case 'own':
      return { way: kind, url: whole(written.url) };
    case 'command':
      return { way: kind, line, url: written.printed.trim() === '' ? null : whole(written.printed) };
    default:
      return { way: kind };
  }
}

export type Problem = 'no_address' | 'no_name' | 'no_token' | 'no_line' | 'open_quote';

/** What is wrong, field by field; nothing when it can be sent. A token that is kept need not be written again. */
export function problems(kind: Kind, written: Written, token: TokenState): Partial<Record<Field, Problem>> {
  const { hostname, domain, url, line, printed } = written;
  switch (kind) {
    case 'cloudflared':
      return {
        ...(named(hostname) ? {} : { hostname: 'no_name' }),
        ...(written.token.trim() === '' && token === 'none' ? { token: 'no_token' } : {}),
      };
    case 'ngrok':
      return named(domain) ? {} : { domain: 'no_name' };
    case 'own':
      return addressed(url) ? {} : { url: 'no_address' };
    case 'command':
      return {
        ...(line.trim() === '' ? { line: 'no_line' } : quoted(line) ? {} : { line: 'open_quote' }),
        ...(printed.trim() === '' || addressed(printed) ? {} : { printed: 'no_address' }),
      };
    default:
      return {};
  }
}

/** The way in a few words: its name, and the address it goes by. */
export function wayWords(way: Way, t: Translate): string[] {
  if (way.way === 'none') return [t('road.no_way')];
  const { hostname, domain, url, line } = writtenOf(way);
  return [t(`way.${way.way}.name`), hostname || domain || url || line].filter((part) => part !== '');
}

/** As people paste it: `https://shop.example.com/` means the name in it. */
function host(pasted: string): string {
  return pasted
    .trim()
    .replace(/^https:\/\//i, '')
    .replace(/\/+$/, '');
}

function whole(pasted: string): string {
  const address = pasted.trim();
  return address.includes('://') ? address : `https://${address}`;
}

function named(pasted: string): boolean {
  return /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+(:\d+)?$/u.test(host(pasted));
}

function addressed(pasted: string): boolean {
  const address = whole(pasted);
  return /^https:\/\/[^\s/]+\.[^\s/]+/i.test(address) && URL.canParse(address);
}

/** Every quotation mark has its partner. */
function quoted(line: string): boolean {
  return /^(?:[^"']|"[^"]*"|'[^']*')*$/.test(line);
}
