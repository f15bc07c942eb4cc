// The desk says some verdicts in the English words of the window; here they are found again in the window's language.

import { en } from '../messages/en';
import type { Translate } from './i18n.svelte';

const { certificate, ...others } = en.verdict;
type Verdict = `verdict.${keyof typeof others}` | `verdict.certificate.${keyof typeof certificate}`;

const KEYS = new Map<string, Verdict>();
for (const [key, words] of Object.entries(others)) KEYS.set(words, `verdict.${key as keyof typeof others}`);
for (const [key, words] of Object.entries(certificate))
  KEYS.set(words, `verdict.certificate.${key as keyof typeof certificate}`);

/** The same in the chosen language; words that are no verdict's stay as they are. */
export function verdictIn(words: string, t: Translate): string {
  const key = KEYS.get(words);
  return key === undefined ? words : t(key);
}
