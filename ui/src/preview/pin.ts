// The owner's PIN of the made-up shop. It is 4711.

import type { DeskError, Pin, Status } from '../lib/bindings';

const OPEN: Pin = { set: true, unlocked: true, wait_until: null };
const LOCKED: Pin = { ...OPEN, unlocked: false };

export function pinOf(asked: string | null): Pin {
  if (asked === null) return { set: false, unlocked: false, wait_until: null };
  if (asked === 'unlocked') return OPEN;
  return asked === 'waiting' ? { ...LOCKED, wait_until: soon() } : LOCKED;
}

export function pinAnswers(become: (pin: Pin) => Status, now: () => Pin) {
  let wrong = 0;
  const right = (pin: string) => {
    if (pin === '4711') return (wrong = 0);
    wrong += 1;
    if (wrong >= 5) become({ ...now(), wait_until: soon() });
    const refused: DeskError = { code: 'wrong_pin', message: 'that is not the PIN' };
    throw refused as unknown as Error;
  };
  return {
    unlock: ({ pin }: { pin: string }) => (right(pin), become(OPEN)),
    lock: () => become(LOCKED),
    touch: () => null,
    set_pin: ({ old, wanted }: { old: string | null; wanted: string | null }) => {
      if (old !== null) right(old);
      return become(wanted === null ? pinOf(null) : OPEN);
    },
  };
}

function soon(): string {
  return new Date(Date.now() + 30_000).toISOString();
}
