// The language of the window. `t` reads it, so whatever shows a text follows a change at once.

import i18next from 'i18next';
import { en } from '../messages/en';
import { tr } from '../messages/tr';
import type { Language } from './format';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

void i18next.init({
  initAsync: false,
  fallbackLng: false,
  lng: 'tr',
  resources: { en: { translation: en }, tr: { translation: tr } },
  interpolation: { escapeValue: false }, // Svelte escapes
});

const texts = { en: i18next.getFixedT('en'), tr: i18next.getFixedT('tr') };
let current = $state<Language>(systemLanguage());

export const language = {
  get current(): Language {
    return current;
  },
};

/** The chosen language, or the system's: Turkish where that is Turkish, else English. */
export function useLanguage(chosen: Language | null): void {
  current = chosen ?? systemLanguage();
  document.documentElement.lang = current;
}

export type Translate = typeof texts.en;

type Untyped = (key: string, options?: object) => string;
export const t = ((key: string, options?: object) => (texts[current] as Untyped)(key, options)) as Translate;

export function translator(of: Language): Translate {
  return texts[of];
}

function systemLanguage(): Language {
  return navigator.language.toLowerCase().startsWith('tr') ? 'tr' : 'en';
}
