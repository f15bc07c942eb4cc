// A word about what was just done, and the way to take it back.

import { toast } from 'svelte-sonner';

/** Long enough to read it, and to reach for the button. */
export const TOAST_MS = 8_000;

export type Undo = { label: string; act: () => void };

export function say(text: string, { undo }: { undo?: Undo } = {}): void {
  toast(text, undo && { action: { label: undo.label, onClick: undo.act } });
}
