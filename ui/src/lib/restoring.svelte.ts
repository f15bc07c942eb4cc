// A backup on its way back. It goes on while other screens are open; one at a time.

import { commands, faultOf, type Fault } from './api';
import type { BackupContents, Restored } from './bindings';
import { dataState } from './dataState.svelte';
import { refreshStatus } from './desk.svelte';

export type Trouble = 'locked' | 'wrong' | 'damaged' | 'newer' | 'unreadable';

export type Restoring =
  | { step: 'choosing' }
  | { step: 'checking' }
  | { step: 'refused'; fault: Fault; trouble: Trouble | null }
  | { step: 'checked'; found: BackupContents }
  | { step: 'restoring'; found: BackupContents }
  | { step: 'failed'; found: BackupContents; fault: Fault }
  | { step: 'done'; restored: Restored };

let state = $state.raw<Restoring>({ step: 'choosing' });
/** What was checked, and is restored then. Kept no longer than it takes. */
let chosen: { file: string; passphrase: string | null } = { file: '', passphrase: null };

export const restoring = {
  get state(): Restoring {
    return state;
  },
  get busy(): boolean {
    return state.step === 'checking' || state.step === 'restoring';
  },
  /** Another one is to be chosen, or what came of the last has been read. */
  forget(): void {
    if (restoring.busy) return;
    chosen = { file: '', passphrase: null };
    state = { step: 'choosing' };
  },
  /** Without a passphrase the one that is kept on this PC counts. */
  async check(file: string, passphrase: string | null): Promise<void> {
    if (restoring.busy) return;
    state = { step: 'checking' };
    try {
      const found = await commands.checkBackup(file, passphrase);
      chosen = { file, passphrase };
      state = { step: 'checked', found };
    } catch (thrown) {
      const fault = faultOf(thrown);
      state = { step: 'refused', fault, trouble: troubleOf(fault, passphrase !== null) };
    }
  },
  async restore(): Promise<void> {
    if (state.step !== 'checked' && state.step !== 'failed') return;
    const { found } = state;
    state = { step: 'restoring', found };
    try {
      const restored = await commands.restore(chosen.file, chosen.passphrase);
      chosen = { file: '', passphrase: null };
      state = { step: 'done', restored };
    } catch (thrown) {
      state = { step: 'failed', found, fault: faultOf(thrown) };
    }
    await Promise.all([dataState.refresh(), refreshStatus()]);
  },
};

/** What a fault says of the file that was chosen; null for what has nothing to do with it. */
export function troubleOf({ code }: Fault, typed: boolean): Trouble | null {
  switch (code) {
    case 'passphrase':
      return typed ? 'wrong' : 'locked';
    case 'database_damaged':
      return 'damaged';
    case 'database_newer':
      return 'newer';
    case 'backup':
      return 'unreadable';
    default:
      return null;
  }
}
