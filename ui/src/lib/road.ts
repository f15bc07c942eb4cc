// How far the way from the internet to this PC is known to hold, and the words for it.

import type { Road, Status, TunnelState, Verdict } from './bindings';
import { until, type Language } from './format';
import type { Translate } from './i18n.svelte';

export type RoadStateName =
  'off' | 'tunnel_missing' | 'tunnel_failed' | 'starting' | 'checking' | Verdict['reach'];

/** A verdict holds until there is another: that it is being asked again is no news. */
export function roadState({ tunnel, verdict }: Road): RoadStateName {
  switch (tunnel.state) {
    case 'missing':
      return 'tunnel_missing';
    case 'failed':
      return 'tunnel_failed';
    case 'up':
      return verdict?.reach ?? 'checking';
    default:
      return tunnel.state;
  }
}

/** What there is to say of a road: what is so, what to do, and what the program said of itself. */
export type RoadWords = { text: string; remedy?: string; page?: string; said?: string };

export function roadWords(
  { settings, road }: Status,
  t: Translate,
  now: number,
  language: Language,
): RoadWords {
  const { tunnel, verdict } = road;
  switch (tunnel.state) {
    case 'off':
      return { text: t(settings.way?.way === 'none' ? 'road.no_way' : 'road.resting') };
    case 'missing':
      return missing(tunnel.program, t);
    case 'starting':
      return { text: t('road.starting', { program: tunnel.program }) };
    case 'failed':
      return failed(tunnel, t, now, language);
    case 'up':
      return { text: verdict ? verdictWords(verdict, t) : t('road.checking') };
  }
}

/** The English ones are those of `stampdesk-cli connect`. */
export function verdictWords(verdict: Verdict, t: Translate): string {
  if (verdict.reach === 'certificate') return t(`verdict.certificate.${verdict.reason}`);
  return t(`verdict.${verdict.reach}`);
}

const PAGES: Record<string, string> = {
  cloudflared: 'https://developers.cloudflare.com/cloudflare-one/connections/connect-networks/downloads/',
  ngrok: 'https://ngrok.com/download',
  tailscale: 'https://tailscale.com/download',
};

function missing(program: string, t: Translate): RoadWords {
  const text = t('road.missing', { program });
  const page = PAGES[program];
  return page ? { text, remedy: t('road.install'), page } : { text, remedy: t('road.name_its_place') };
}

type Failed = Extract<TunnelState, { state: 'failed' }>;

function failed({ program, reason, again_at }: Failed, t: Translate, now: number, language: Language) {
  const when = again_at && t('road.again', { when: until(again_at, now, language) });
  return {
    text: `${t('road.failed', { program })} ${whyOf(reason, t)}`,
    remedy: when ?? t('road.change_it'),
    said: 'words' in reason ? reason.words : '',
  };
}

function whyOf(reason: Failed['reason'], t: Translate): string {
  switch (reason.why) {
    case 'ended':
      return reason.code === null ? t('road.why.killed') : t('road.why.ended', { code: reason.code });
    case 'no_address':
      return t('road.why.no_address', { seconds: reason.seconds });
    default:
      return t(`road.why.${reason.why}`);
  }
}
