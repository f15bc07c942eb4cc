// Turns key presses into customer codes: typed by hand at any speed, or fired by a keyboard-wedge scanner.
// A scanner types its whole text in one burst, so a sixth digit inside a burst waits a moment: a product
// barcode goes on, a code does not. Many scanners send a few signs of their own before or after what they read.

/** Keys closer together than this come from a scanner. */
export const BURST_MS = 50;
/** How long a burst may go on after its sixth digit before it counts as a code. */
export const SETTLE_MS = 80;

export const CODE_LENGTH = 6;

/** This many keys in one burst, and it may be a scanner: a hand hits two keys at once, hardly three. */
const SCAN_KEYS = 3;

/** Six digits with up to three signs of the scanner's own on either side, or as much of it as has come. */
const SCANNED = /^(?:\][A-Za-z]\d|\D{0,3})(?<digits>\d{0,6})\D{0,3}$/; // "]Q1" names the kind of barcode
const PREFIX = /^\D{1,3}$/;

/** What a key did: nothing to do with codes, taken in, a code to be opened, or something that is no code. */
export type Outcome = 'ignored' | 'taken' | 'complete' | 'settling' | 'no_code';

export class CodeEntry {
  digits = '';
  private burst = '';
  private spoilt = false;
  private lastAt = -Infinity;

  /** One key, by its DOM name, at a moment in milliseconds. */
  press(key: string, at: number): Outcome {
    const follows = at - this.lastAt < BURST_MS;
    if (!follows) this.startBurst();
    if (key === 'Enter' || (key === 'Tab' && follows && this.scanned())) return this.enter();
    if (key === 'Escape') return this.clear();
    if (key === 'Backspace') return this.back();
    if ([...key].length !== 1 || key === ' ') return 'ignored';
    this.lastAt = at;
    this.burst += key;
    if (this.spoilt) return 'no_code';
    return /^\d$/.test(key) ? this.digit(key) : this.sign();
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
    const own = SCANNED.exec(this.burst)?.groups?.digits;
    if (own === undefined) return this.spoil();
    // A scan that follows half a code typed by hand pushes it out.
    const signed = this.scanned() && /\D/.test(this.burst);
    this.digits = signed ? own : (this.digits + key).slice(-CODE_LENGTH);
    if (this.digits.length < CODE_LENGTH) return 'taken';
    return this.scanned() ? 'settling' : 'complete';
  }

  /** No digit: before the digits of a scan, after them, or by mistake. */
  private sign(): Outcome {
    if (SCANNED.exec(this.burst)?.groups?.digits?.length === CODE_LENGTH) return 'settling';
    return PREFIX.test(this.burst) ? 'no_code' : this.spoil();
  }

  private enter(): Outcome {
    if (this.digits.length === CODE_LENGTH) return 'complete';
    return this.spoilt || this.scanned() ? this.spoil() : 'ignored';
  }

  private spoil(): Outcome {
    this.spoilt = true;
    // What a hand typed before stays; what the scanner fired goes.
    if (this.scanned()) this.digits = '';
    return 'no_code';
  }

  private scanned(): boolean {
    return this.burst.length >= SCAN_KEYS;
  }

  private startBurst(): void {
    this.burst = '';
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
