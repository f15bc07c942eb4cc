// Amounts as an owner writes them, "12,50" or "12.50", and as the desk keeps them: exact decimals.

import type { Language } from './format';

/** Enough for a thousandth of the smallest coin, and for a fortune. */
const AMOUNT = /^\d{1,9}(?:[.,]\d{1,6})?$/;

/** Null when nothing was written, undefined when it is no amount. */
export function decimalOf(typed: string): string | null | undefined {
  const text = typed.trim();
  if (text === '') return null;
  return AMOUNT.test(text) ? text.replace(',', '.') : undefined;
}

export function decimalText(amount: string | null, language: Language): string {
  if (amount === null) return '';
  return language === 'tr' ? amount.replace('.', ',') : amount;
}
