// The currency that amounts are shown in: they arrive without one.

import { fold } from './fold';

export const USUAL_CURRENCIES = ['TRY', 'EUR', 'USD'] as const;

/** Three letters, however they were typed; null where it is something else. */
export function currencyOf(typed: string): string | null {
  const code = fold(typed.trim()).toUpperCase();
  return /^[A-Z]{3}$/.test(code) ? code : null;
}

/** What the letters stand for, in that language; null where nobody knows. */
export function currencyName(code: string, locale: string): string | null {
  return new Intl.DisplayNames(locale, { type: 'currency', fallback: 'none' }).of(code) ?? null;
}
