// How long nothing has come in, in words; and whether that is usual.

import type { Silence } from './bindings';
import type { Language } from './format';
import type { Translate } from './i18n.svelte';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function silenceWords(silence: Silence, now: number, t: Translate, language: Language) {
  const { last_event_at, usual, unusual } = silence;
  if (last_event_at === null) return { since: t('silence.none'), usual: '' };
  const quiet = now - Date.parse(last_event_at);
  if (quiet < MINUTE) return { since: t('silence.now'), usual: '' };
  const since = t('silence.since', { span: span(quiet, language) });
  if (!usual) return { since, usual: t('silence.unknown') };
  return { since, usual: unusual ? t('silence.unusual', usual) : t('silence.usual') };
}

/** A span of a minute or more in its two largest units: "4 hours 12 minutes". */
export function span(milliseconds: number, language: Language): string {
  const figures: [number, string][] = [
    [Math.floor(milliseconds / DAY), 'day'],
    [Math.floor(milliseconds / HOUR) % 24, 'hour'],
    [Math.floor(milliseconds / MINUTE) % 60, 'minute'],
  ];
  const largest = figures.findIndex(([figure]) => figure > 0);
  const told = figures.slice(largest, largest + 2).filter(([figure]) => figure > 0);
  return told.map(([figure, unit]) => measure(unit, language).format(figure)).join(' ');
}

function measure(unit: string, language: Language): Intl.NumberFormat {
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' });
}
