// The owner's own words about a customer: kept on this PC, and taken back as easily as they were written.

import { commands } from './api';
import type { Customer } from './bindings';
import { desk } from './desk.svelte';
import { paddedCode } from './format';
import { t } from './i18n.svelte';
import { say } from './toast';

export type Kind = 'nickname' | 'note';

export const MOST_LETTERS = 500;

const COMMANDS = { nickname: commands.setNickname, note: commands.setNote };

/** Keeps them, says so, and offers to take it back. `done` is told after each. Nothing but spaces is nothing. */
export async function keep(
  kind: Kind,
  customer: Customer,
  written: string,
  before: string | null,
  done: () => void,
): Promise<void> {
  const words = written.trim() || null;
  if (words === before) return;
  await set(kind, customer, words);
  done();
  const undo = () => set(kind, customer, before).then(done).catch(desk.fail);
  say(report(kind, customer, words), { undo: { label: t('keeps.undo'), act: () => void undo() } });
}

async function set(kind: Kind, { organization, customer_id }: Customer, words: string | null): Promise<void> {
  await COMMANDS[kind](organization, customer_id, words);
}

function report(kind: Kind, customer: Customer, words: string | null): string {
  const code = paddedCode(customer.customer_code);
  return words === null ? t(`keeps.${kind}_removed`, { code }) : t(`keeps.${kind}_saved`, { code, words });
}
