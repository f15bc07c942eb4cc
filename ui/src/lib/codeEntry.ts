// Turns key presses into customer codes: typed by hand at any speed, or fired by a keyboard-wedge scanner.
// A scanner types its whole text in one burst, so a sixth digit inside a burst waits a moment: a product
// barcode goes on, a code does not.

/** Keys closer together than this come from a scanner. */
export const BURST_MS = 50;
/** How long a burst may go on after its sixth digit before it counts as a code. */
export const SETTLE_MS = 80;

export const CODE_LENGTH = 6;

/** This many keys in one burst, and it may be a scanner: a hand hits two keys at once, hardly three. */
const SCAN_KEYS = 3;

/** What a key did: nothing to do with codes, taken in, a code to be opened, or something that is no code. */
export type Outcome = 'ignored' | 'taken' | 'complete' | 'settling' | 'no_code';

export class CodeEntry {
  digits = '';
  private burst = 0;
  private spoilt = false;
  private lastAt = -Infinity;

  /** One key, by its DOM name, at a moment in milliseconds. */
  press(key: string, at: number): Outcome {
    const follows = at - this.lastAt < BURST_MS;
    if (!follows) this.startBurst();
    if (key === 'Enter') return this.enter();
    if (key === 'Escape') return this.clear();
    if (key === 'Backspace') return this.back();
    if ([...key].length !== 1 || key === ' ') return 'ignored';
    this.lastAt = at;
    this.burst += 1;
    if (this.spoilt) return 'no_code';
    return /^\d$/.test(key) ? this.digit(key) : this.spoil();
  }

  /** A whole text at once, from the clipboard or a scanner that pastes. Spaces and dashes between digits are fine. */
  paste(text: string): Outcome {
    const digits = text.replace(/[\s\-·.]/g, '');
    if (!/^\d{6}$/.test(digits)) return this.spoil();
    this.digits = digits;
    return 'complete';
  }

  /** What an on-screen keyboard left in the field. */
  replace(text: string): Outcome {
    if (!/^\d*$/.test(text) || text.length > CODE_LENGTH) return this.paste(text);
    this.digits = text;
    return text.length === CODE_LENGTH ? 'complete' : 'taken';
  }

  /** The code, once; the field is empty afterwards. */
  take(): string {
    const code = this.digits;
    this.digits = '';
    this.startBurst();
    return code;
  }

  private digit(key: string): Outcome {
    if (this.burst > CODE_LENGTH) return this.spoil();
    // A scan that follows half a code typed by hand pushes it out.
    this.digits = (this.digits + key).slice(-CODE_LENGTH);
    if (this.digits.length < CODE_LENGTH) return 'taken';
    return this.burst >= SCAN_KEYS ? 'settling' : 'complete';
  }

  private enter(): Outcome {
    if (this.digits.length === CODE_LENGTH) return 'complete';
    const scanned = this.spoilt || this.burst >= SCAN_KEYS;
    return scanned ? this.spoil() : 'ignored';
  }

  private spoil(): Outcome {
    this.spoilt = true;
    // What a hand typed before stays; what the scanner fired goes.
    if (this.burst >= SCAN_KEYS) this.digits = '';
    return 'no_code';
  }

  private startBurst(): void {
    this.burst = 0;
    this.spoilt = false;
  }

  private clear(): Outcome {
    const had = this.digits !== '';
    this.digits = '';
    return had ? 'taken' : 'ignored';
  }

  private back(): Outcome {
    const had = this.digits !== '';
    this.digits = this.digits.slice(0, -1);
    return had ? 'taken' : 'ignored';
  }
}
