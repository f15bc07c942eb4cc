// A field for codes that has the keyboard of its whole window: digits typed anywhere but in another field end up in it, and
// nothing that is loaded, redrawn or opened meanwhile loses one.

import { CodeEntry, SETTLE_MS, type Outcome } from './codeEntry';

const FIELDS = 'input, textarea, select, [contenteditable]';
/** Nothing is written in these. */
const CHOICES = new Set(['radio', 'checkbox', 'range']);
const DIALOG = '[role=dialog]';

/** Is handed a code, and says when the field may be empty again. */
export type Open = (code: string, over: () => void) => void;

export class CodeKeys {
  private readonly entry = new CodeEntry();
  private settling: ReturnType<typeof setTimeout> | undefined;
  private shown = $state('');
  private wrong = $state(false);

  /** `back`: Escape, when there is nothing to be cleared. */
  constructor(
    private readonly open: Open,
    private readonly back: () => void,
  ) {}

  get digits(): string {
    return this.shown;
  }

  /** The last thing typed or scanned was no code. */
  get refused(): boolean {
    return this.wrong;
  }

  /** A key pressed anywhere. True when it was meant for this field. */
  key(event: KeyboardEvent): boolean {
    const { target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || this.elsewhere(target))
      return false;
    if (event.key === ' ') return isCodeField(target);
    if (this.follow(this.entry.press(event.key, event.timeStamp))) return true;
    if (event.key !== 'Escape') return false;
    this.back();
    return true;
  }

  paste(event: ClipboardEvent): boolean {
    if (this.elsewhere(event.target)) return false;
    return this.follow(this.entry.paste(event.clipboardData?.getData('text') ?? ''));
  }

  /** Somebody is writing in another field, or a dialog comes first. */
  elsewhere(target: EventTarget | null): boolean {
    if (!(target instanceof HTMLElement) || isCodeField(target)) return false;
    return (
      (target.matches(FIELDS) && !CHOICES.has(target.getAttribute('type') ?? '')) ||
      target.closest(DIALOG) !== null
    );
  }

  /** Takes the keyboard back. */
  focus(): void {
    document.querySelector<HTMLElement>('[data-code-field]')?.focus({ preventScroll: true });
  }

  input(text: string): void {
    this.follow(this.entry.replace(text));
  }

  private follow(outcome: Outcome): boolean {
    if (outcome === 'ignored') return false;
    clearTimeout(this.settling);
    this.wrong = false;
    if (outcome === 'complete') {
      this.take();
      return true;
    }
    if (outcome === 'settling') this.settling = setTimeout(() => this.take(), SETTLE_MS);
    this.shown = this.entry.digits;
    // Signs may come before a code: what is no code shows when nothing follows.
    if (outcome === 'no_code') this.settling = setTimeout(() => (this.wrong = true), SETTLE_MS);
    return true;
  }

  /** What stands in the field stays until the answer is there: painting it without would only keep the answer waiting. */
  private take(): void {
    this.open(this.entry.take(), () => (this.shown = this.entry.digits));
  }
}

function isCodeField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && 'codeField' in target.dataset;
}
