// The code field has the keyboard of the whole window: digits typed anywhere but in another field end up here, and
// nothing that is loaded, redrawn or opened meanwhile loses one.

import { CodeEntry, SETTLE_MS, type Outcome } from './codeEntry';
import { openCode } from './openCode';
import { route } from './route.svelte';

const FIELDS = 'input, textarea, select, [contenteditable]';
/** Nothing is written in these. */
const CHOICES = new Set(['radio', 'checkbox', 'range']);
const DIALOG = '[role=dialog]';

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
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || elsewhere(event.target))
      return false;
    if (event.key === ' ') return isCodeField(event.target);
    if (follow(entry.press(event.key, event.timeStamp))) return true;
    if (event.key !== 'Escape') return false;
    route.back();
    return true;
  },
  paste(event: ClipboardEvent): boolean {
    if (elsewhere(event.target)) return false;
    return follow(entry.paste(event.clipboardData?.getData('text') ?? ''));
  },
  /** Somebody is writing in another field, or a dialog comes first. */
  elsewhere,
  /** Takes the keyboard back. */
  focus(): void {
    document.querySelector<HTMLElement>('[data-code-field]')?.focus({ preventScroll: true });
  },
  input(text: string): void {
    follow(entry.replace(text));
  },
};

function follow(outcome: Outcome): boolean {
  if (outcome === 'ignored') return false;
  clearTimeout(settling);
  refused = false;
  if (outcome === 'complete') {
    open();
    return true;
  }
  if (outcome === 'settling') settling = setTimeout(open, SETTLE_MS);
  digits = entry.digits;
  // Signs may come before a code: what is no code shows when nothing follows.
  if (outcome === 'no_code') settling = setTimeout(() => (refused = true), SETTLE_MS);
  return true;
}

/** What stands in the field stays until the answer is there: painting it without would only keep the answer waiting. */
function open(): void {
  openCode(entry.take(), () => (digits = entry.digits));
}

function elsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || isCodeField(target)) return false;
  return (
    (target.matches(FIELDS) && !CHOICES.has(target.getAttribute('type') ?? '')) ||
    target.closest(DIALOG) !== null
  );
}

function isCodeField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && 'codeField' in target.dataset;
}
