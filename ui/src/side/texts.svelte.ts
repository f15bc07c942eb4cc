// The language of the small windows. Their few texts need no catalogue of everything, and none of its machinery.

import { count as figure, type Language } from '../lib/format';
import type { Texts } from '../messages/en';
import { side as en } from '../messages/side.en';
import { side as tr } from '../messages/side.tr';

const CATALOGUES: Record<Language, Texts<typeof en>> = { en, tr };

let current = $state<Language>(systemLanguage());

export const side = {
  get language(): Language {
    return current;
  },
  get texts(): Texts<typeof en> {
    return CATALOGUES[current];
  },
};

/** The chosen language, or the system's: Turkish where that is Turkish, else English. */
export function useLanguage(chosen: string | null | undefined): void {
  current = chosen === 'tr' || chosen === 'en' ? chosen : systemLanguage();
  document.documentElement.lang = current;
}

/** `text` with its gaps filled: {{name}}. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
}

/** The form of `text` that goes with so many, with the number in it. */
export function counted(text: { one: string; other: string }, count: number): string {
  const form = new Intl.PluralRules(current).select(count) === 'one' ? text.one : text.other;
  return fill(form, { count: figure(count, current) });
}

function systemLanguage(): Language {
  return navigator.language.toLowerCase().startsWith('tr') ? 'tr' : 'en';
}
