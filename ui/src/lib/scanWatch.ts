// Tells a scanner from a hand where nothing is to be scanned: no hand types as many digits as a code has in one burst.

import { BURST_MS, CODE_LENGTH } from './codeEntry';

export class ScanWatch {
  private digits = 0;
  private lastAt = -Infinity;

  /** One key, by its DOM name, at a moment in milliseconds. True when it belongs to a scan. */
  scans(key: string, at: number): boolean {
    const follows = at - this.lastAt < BURST_MS;
    this.digits = /^\d$/.test(key) ? (follows ? this.digits : 0) + 1 : 0;
    this.lastAt = at;
    return this.digits >= CODE_LENGTH;
  }
}
