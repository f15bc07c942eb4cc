// The code field has the keyboard of the whole window: digits typed anywhere but in another field end up here, and
// nothing that is loaded, redrawn or opened meanwhile loses one.

import { CodeEntry, SETTLE_MS, type Outcome } from './codeEntry';
import { route } from './route.svelte';

const entry = new CodeEntry();
let digits = $state('');
let refused = $state(false);
let settling: ReturnType<typeof setTimeout> | undefined;

export const codeField = {
  get digits(): string {
    return digits;
  },
  /** The last thing typed or scanned was no code. */
  get refused(): boolean {
    return refused;
  },
  /** A key pressed anywhere. True when it was meant for this field. */
  key(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || inAnotherField(event.target))
      return false;
    if (event.key === ' ') return isCodeField(event.target);
    if (follow(entry.press(event.key, event.timeStamp))) return true;
    if (event.key !== 'Escape') return false;
    route.back();
    return true;
  },
  paste(event: ClipboardEvent): boolean {
    if (inAnotherField(event.target)) return false;
    return follow(entry.paste(event.clipboardData?.getData('text') ?? ''));
  },
  /** Somebody is writing in another field. */
  elsewhere: inAnotherField,
  input(text: string): void {
    follow(entry.replace(text));
  },
};

function follow(outcome: Outcome): boolean {
  if (outcome === 'ignored') return false;
  clearTimeout(settling);
  if (outcome === 'complete') open();
  if (outcome === 'settling') settling = setTimeout(open, SETTLE_MS);
  digits = entry.digits;
  refused = outcome === 'no_code';
  return true;
}

function open(): void {
  route.lookUp(entry.take());
  digits = entry.digits;
}

function inAnotherField(target: EventTarget | null): boolean {
  const fields = 'input, textarea, select, [contenteditable]';
  return target instanceof HTMLElement && target.matches(fields) && !isCodeField(target);
}

function isCodeField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && 'codeField' in target.dataset;
}
